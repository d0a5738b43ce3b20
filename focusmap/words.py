"""What a person typed, made safe to keep without changing what it says."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from focusmap.errors import BadAnswer, Term

LONGEST_ANSWER = 2_000
# What the facilitator types for the room at once; more is a survey to be read in from a file.
MOST_LINES = 100
LONGEST_TITLE = 120
LONGEST_QUESTION = 200
MOST_CUSTOMERS, LONGEST_CUSTOMER = 20, 60


def clean_words(typed: str) -> str:
    """Return the words as they are kept.

    Line ends become line feeds; control characters that no keyboard types, and half characters that
    no database takes, go; space around the words goes. Everything else stays as typed.
    """
    text = typed.replace("\r\n", "\n").replace("\r", "\n")
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")
    return "".join(kept).strip()


def check_answer(typed: str) -> str:
    """Return the words of an answer as they are kept.

    Raises BadAnswer when nothing visible is left, or more than LONGEST_ANSWER characters are.
    """
    words = clean_words(typed)
    if not any(_visible(c) for c in words):
        raise BadAnswer("There are no words in it yet. Write something, then send it.")
    if len(words) > LONGEST_ANSWER:
        raise BadAnswer(
            "That is {length:,} characters, and an answer can have {most:,}. "
            "Shorten it, then send it again. Your words are still here.",
            length=len(words),
            most=LONGEST_ANSWER,
        )
    return words


def check_field(name: str, text: str, most: int) -> None:
    """Raise BadAnswer when a field of several, by its name on the screen, holds too much."""
    if len(text) > most:
        raise BadAnswer(
            "“{name}” has {length:,} characters, and there is room for {most}. Shorten it; your "
            "words are still here.",
            name=Term(name),
            length=len(text),
            most=most,
        )


def check_lines(typed: str) -> tuple[str, ...]:
    """Return several answers, one a line, as they are kept; empty lines are left out.

    Raises BadAnswer when nothing visible is left, a line is too long, or there are too many.
    """
    lines = clean_words(typed).split("\n")
    numbered = [(n, line.strip()) for n, line in enumerate(lines, 1) if any(map(_visible, line))]
    if not numbered:
        raise BadAnswer("There are no words in it yet. Write one answer a line, then send them.")
    if len(numbered) > MOST_LINES:
        raise BadAnswer(
            "These are {count} lines, and {most} can be sent at once. Send them in parts.",
            count=len(numbered),
            most=MOST_LINES,
        )
    for number, line in numbered:
        if len(line) > LONGEST_ANSWER:
            raise BadAnswer(
                "Line {number} has {length:,} characters, and an answer can have {most:,}. "
                "Shorten it, then send them again.",
                number=number,
                length=len(line),
                most=LONGEST_ANSWER,
            )
    return tuple(line for _, line in numbered)


def check_title(typed: str) -> str:
    """Return a workshop's title on one line; raises BadAnswer when empty or too long."""
    title = " ".join(clean_words(typed).split())
    if not any(_visible(c) for c in title):
        raise BadAnswer("The workshop needs a title. Write what your group will recognize.")
    if len(title) > LONGEST_TITLE:
        raise BadAnswer(
            "That is {length:,} characters long. Use {most} or fewer, so that it fits on a phone.",
            length=len(title),
            most=LONGEST_TITLE,
        )
    return title


def check_customers(typed: Iterable[str]) -> tuple[str, ...]:
    """Return the words for customers; raises BadAnswer when there are too many or they are long."""
    words = tuple(filter(None, (" ".join(clean_words(word).split()) for word in typed)))
    if len(words) > MOST_CUSTOMERS or any(len(word) > LONGEST_CUSTOMER for word in words):
        raise BadAnswer(
            "Use at most {most} words for the people you are there for, each of {length} "
            "characters or fewer.",
            most=MOST_CUSTOMERS,
            length=LONGEST_CUSTOMER,
        )
    return words


def check_question(typed: str) -> str:
    """Return a question on one line; raises BadAnswer when empty or too long."""
    question = " ".join(clean_words(typed).split())
    if not any(_visible(c) for c in question):
        raise BadAnswer("A question has no words. Write it out, or leave it away.")
    if len(question) > LONGEST_QUESTION:
        raise BadAnswer(
            "A question has {length:,} characters. Use {most} or fewer to fit on a phone.",
            length=len(question),
            most=LONGEST_QUESTION,
        )
    return question


def has_words(text: str) -> bool:
    """Whether anything in a text can be seen."""
    return any(map(_visible, text))


def _visible(character: str) -> bool:
    # Spaces, joiners and direction marks leave an empty-looking dot. What is unassigned may be
    # an emoji newer than this Python.
    category = unicodedata.category(character)
    return category[0] != "Z" and category not in ("Cc", "Cf", "Cs")


def even(text: str) -> str:
    """Return a text with case and space evened out: what two people wrote alike is one."""
    return " ".join(text.casefold().split())
