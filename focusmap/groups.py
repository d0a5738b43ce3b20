"""Which people may be shown apart: groups, with those too small merged into the others.

`find_parts` is the one rule, for screens and files alike; docs/privacy.md says it in words.

What is shown by group is always a partition of everybody behind the same figures: each person is
in exactly one part, and every part has at least the workshop's minimum of people. So no part is
smaller than the minimum, and neither is what is left when some parts are taken from the whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from focusmap.errors import BadAnswer
from focusmap.model import MINIMUM, Group, Workshop
from focusmap.sentences import N_, Gettext
from focusmap.words import clean_words, has_words

MOST_GROUPS, LONGEST_GROUP = 12, 40
MOST_MINIMUM = 20
# What those are called who cannot be shown apart, who would rather not say, and who said nothing.
OTHERS = N_("others")
# What stands for "I would rather not say" in place of a group's id. It is kept as a choice outside
# of the six steps, so that no screen and no file counts it as something that was answered.
NONE = "none"
STEP = "groups"


@dataclass(frozen=True, slots=True)
class Part:
    """Some people who are shown together: those of one group, or without a group the others."""

    group: Group | None
    people: frozenset[str]

    @property
    def key(self) -> str:
        """The group's id, or nothing for the others."""
        return self.group.id if self.group else ""

    def name(self, gettext: Gettext) -> str:
        """Return what the part is called on screens and in files."""
        return self.group.name if self.group else gettext(OTHERS)


def find_parts(
    workshop: Workshop,
    chosen: Mapping[str, str],
    *behind: Collection[str],
    typed: Collection[str] = (),
) -> tuple[Part, ...]:
    """Return the parts of people that may be shown apart, in the order of setup, the others last.

    `chosen` gives the group's id of each person in one (`service.groups.chosen`). Each set of
    `behind` holds the ids of all people behind one thing that is shown by part, such as the answers
    to a step: who answered counts, not who chose a group. In each of these sets every part has
    nobody, or at least the workshop's minimum of people. So it has without those who are `typed`:
    their lines the facilitator typed for the room, and nobody is hidden among them.

    Without two such parts there is nothing to lay side by side, and none is returned.
    """
    everybody = frozenset(person for people in behind for person in people)
    named = [Part(g, _in_group(everybody, chosen, g)) for g in workshop.groups]
    sets = [frozenset(people).difference(left) for people in behind for left in ((), typed)]
    kept = [p for p in named if p.people and _is_large(p.people, sets, workshop.minimum)]
    others = everybody.difference(*(p.people for p in kept))
    # Few others could be found by taking all groups from the whole: the smallest group joins them.
    while others and kept and not _is_large(others, sets, workshop.minimum):
        smallest = min(reversed(kept), key=lambda p: len(p.people))
        kept.remove(smallest)
        others |= smallest.people
    parts = (*kept, Part(None, others)) if others else tuple(kept)
    return parts if len(parts) > 1 else ()


def shown_names(parts: Iterable[Part], gettext: Gettext) -> dict[str, str]:
    """Return by person the name of the part they are shown in; of nobody when there are none."""
    return {person: part.name(gettext) for part in parts for person in part.people}


def named_groups(parts: Iterable[Part]) -> dict[str, str]:
    """Return by person the name of the group they are shown in; whoever is left out is an other."""
    return {person: p.group.name for p in parts if p.group for person in p.people}


def _in_group(people: frozenset[str], chosen: Mapping[str, str], group: Group) -> frozenset[str]:
    return frozenset(person for person in people if chosen.get(person) == group.id)


def _is_large(people: frozenset[str], sets: Sequence[frozenset[str]], minimum: int) -> bool:
    return all(len(people & behind) in (0, *range(minimum, len(behind) + 1)) for behind in sets)


# What is typed in setup


def check_group(typed: str) -> str:
    """Return the name of a group on one line; raises BadAnswer when it is none."""
    name = " ".join(clean_words(typed).split())
    if not has_words(name):
        raise BadAnswer("A group has no name. Write one, or leave the line away.")
    if len(name) > LONGEST_GROUP:
        raise BadAnswer(
            "The name {name} is too long. Use {most} characters or fewer, to fit on a phone.",
            name=name,
            most=LONGEST_GROUP,
        )
    if name.casefold() == OTHERS:
        raise BadAnswer(
            "Those who cannot be shown apart are called “{name}” already. Choose another name.",
            name=OTHERS,
        )
    return name


def check_groups(names: Sequence[str]) -> None:
    """Raise BadAnswer when names of groups are too many, or two are the same."""
    if len(names) > MOST_GROUPS:
        raise BadAnswer(
            "These are {count} groups, and there is room for {most}. Join some of them.",
            count=len(names),
            most=MOST_GROUPS,
        )
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            raise BadAnswer("Two groups are called {name}. Give one another name.", name=name)
        seen.add(name.casefold())


def check_minimum(minimum: int) -> int:
    """Return the least number of people that may be shown apart; raises BadAnswer."""
    if not MINIMUM <= minimum <= MOST_MINIMUM:
        raise BadAnswer(
            "The smallest group shown has {least} to {most} people; {minimum} is outside of that.",
            least=MINIMUM,
            most=MOST_MINIMUM,
            minimum=minimum,
        )
    return minimum
