"""How a group votes on its gap statement: rounds, stances, and what a result says.

A round is an item that holds the words voted on. So votes belong to the version they were given
on, whatever becomes of the statement later, and every round's result is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from focusmap.model import MINIMUM, Item, Vote
from focusmap.sentences import N_, Catalogue, Gettext

ROUND = "round"
STANCE = "stance"
RoundState = Literal["open", "closed", "dropped"]
Verdict = Literal["few", "agreed", "lived", "not"]
StanceName = Literal["agree", "live", "no"]
# What a vote's number means; see VOTES of items.
STANCES: Mapping[StanceName, int] = {"agree": 3, "live": 2, "no": 1}
STANCE_WORDS: Mapping[StanceName, str] = {
    "agree": N_("I agree"),
    "live": N_("I can live with it"),
    "no": N_("No"),
}
# The same as counted on wall and page.
COUNT_WORDS: Mapping[StanceName, str] = {
    "agree": N_("agree"),
    "live": N_("can live with it"),
    "no": N_("no"),
}
# More than one in ten against is too many to go on; see docs/method.md for these two.
MOST_NO = 1 / 10
LEAST_AGREE = 3 / 4


@dataclass(frozen=True, slots=True)
class Stances:
    """How many people took which stance."""

    agree: int = 0
    live: int = 0
    no: int = 0

    @property
    def people(self) -> int:
        """How many voted."""
        return self.agree + self.live + self.no

    def count(self, name: StanceName) -> int:
        """Return how many took one of the stances."""
        return {"agree": self.agree, "live": self.live, "no": self.no}[name]

    def share(self, name: StanceName) -> float:
        """Return the share of those who took a stance, from 0 to 1."""
        return self.count(name) / self.people if self.people else 0.0


@dataclass(frozen=True, slots=True)
class Round:
    """One vote on one version of the statement. Stances and day are those of its last end.

    They stay while it goes on: what was told is not lost by asking more people. One that is closed
    without them has ended, and its result is not told.
    """

    id: str
    version: int
    text: str
    state: RoundState
    stances: Stances | None = None
    ended: date | None = None


def make_round(item: Item) -> Round:
    """Return the round that an item keeps."""
    fields = item.fields
    state: RoundState = "closed" if item.state == "closed" else "open"
    if item.state == "dropped":
        state = "dropped"
    stances = None
    if fields.get("ended"):
        stances = Stances(*(int(fields.get(name, "0")) for name in STANCES))
    ended = date.fromisoformat(fields["ended"]) if fields.get("ended") else None
    return Round(item.id, int(fields["version"]), fields["text"], state, stances, ended)


def round_fields(number: int, version: int, text: str) -> Mapping[str, str]:
    """Return the fields of a round that begins; rounds are counted from 1."""
    return {"number": str(number), "version": str(version), "text": text}


def ended_fields(fields: Mapping[str, str], stances: Stances, ended: date) -> Mapping[str, str]:
    """Return the fields of a round that ends, with its counts."""
    counts: dict[str, str] = {name: str(stances.count(name)) for name in STANCES}
    return {**fields, **counts, "ended": ended.isoformat()}


def count_stances(votes: Iterable[Vote], round_id: str) -> Stances:
    """Return how the votes on one round are spread."""
    given = Counter(v.value for v in votes if (v.item_id, v.name) == (round_id, STANCE))
    return Stances(*(given[value] for value in STANCES.values()))


def may_tell(told: Stances | None, now: Stances, least: int = MINIMUM) -> bool:
    """Whether a result may follow one: their difference must not show how single people voted."""
    if told is None or find_verdict(told, least) == "few":
        return True
    return now.people - told.people >= least


def may_tell_anew(
    before: Collection[str], now: Collection[str], told: int, least: int = MINIMUM
) -> bool:
    """Whether a vote on the same words may be told after another of which `told` people were told.

    Whoever voted in only one of the two could be found by the difference of both results, unless
    enough others did so too. Of votes that came after the telling nobody knows whose they are.
    """
    unsure = abs(len(before) - told)
    joined, left = len({*now} - {*before}), len({*before} - {*now})
    if unsure and joined < least:
        return False
    return all(count == 0 or count >= least + unsure for count in (joined, left))


def voters(votes: Iterable[Vote], round_id: str) -> frozenset[str]:
    """Return who voted in a round."""
    return frozenset(v.participant_id for v in votes if (v.item_id, v.name) == (round_id, STANCE))


def is_told(on: Round, least: int = MINIMUM) -> bool:
    """Whether a round's counts are shown."""
    return on.stances is not None and on.stances.people >= least


def find_verdict(stances: Stances, least: int = MINIMUM) -> Verdict:
    """Return what a vote comes to; with fewer than `least` people it shows no one's stance."""
    if stances.people < least:
        return "few"
    if stances.share("no") > MOST_NO:
        return "not"
    return "agreed" if stances.share("agree") >= LEAST_AGREE else "lived"


def is_agreed(verdict: Verdict) -> bool:
    """Whether a group goes on with the words."""
    return verdict in ("agreed", "lived")


def result_sentence(
    stances: Stances, words: Mapping[str, Mapping[str, str]], least: int = MINIMUM
) -> str:
    """Return the result in words, from the table of gap_statement.toml."""
    verdict = find_verdict(stances, least)
    row = words[verdict]
    say = row["say"].format(n=stances.people, no=stances.no)
    if stances.no and "also" in row:
        return f"{say} {row['also'].format(no=stances.no)}"
    return say


def counts_in_words(stances: Stances, speak: Catalogue) -> Sequence[str]:
    """Return a line for each stance: its count and its share."""
    return [
        speak.gettext("{n} {stance} ({percent} %)").format(
            n=stances.count(name),
            stance=speak.gettext(words),
            percent=round(100 * stances.share(name)),
        )
        for name, words in COUNT_WORDS.items()
    ]


def untold_sentence(on: Round | None, gettext: Gettext) -> str:
    """Return why a round that has ended has no result; nothing of one that goes on."""
    if on is None or on.state != "closed" or on.stances is not None:
        return ""
    return gettext(UNTOLD)


UNTOLD = N_(
    "Nearly the same people voted on these words before. The difference of both results would show "
    "how single people voted, so only the earlier one is told. Change the words, or let "
    "more people vote."
)


def turnout(voted: int, joined: int, speak: Catalogue) -> str:
    """Return how many of those who joined have voted."""
    return speak.ngettext(
        "{n} of {of} person has voted.", "{n} of {of} people have voted.", joined
    ).format(n=voted, of=joined)
