"""Which way some people look, on each axis: to one side, to both, or in two camps.

One rule for every sentence about a layer, so that no two screens say different things of the same
people: each person counts once, at the mean of her places, however much she wrote.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from focusmap.sentences import (
    CAMP,
    FEW,
    FOCUS_WORDS,
    N_,
    ORIENTATION_WORDS,
    REGION_NAMES,
    Gettext,
    Region,
    region,
    sign,
)

Spot = tuple[float, float]
# Where each person's answers lie in the mean, by her id.
People = Mapping[str, Spot]


def per_person(places: Iterable[tuple[str, float, float]]) -> dict[str, Spot]:
    """Return each person's mean place, by her id, from places with the id of whose they are."""
    own: defaultdict[str, list[Spot]] = defaultdict(list)
    for person, x, y in places:
        own[person].append((x, y))
    return {person: _mean(spots) for person, spots in own.items()}


def _mean(spots: Sequence[Spot]) -> Spot:
    # Most people have one place on a layer, and a mean takes time when there are thousands.
    if len(spots) == 1:
        return spots[0]
    return fmean(x for x, _ in spots), fmean(y for _, y in spots)


def has_camps(low: int, high: int, people: int) -> bool:
    """Whether at least a third of some people lie at each end: a mean speaks for nobody then."""
    return people >= FEW and min(low, high) >= people * CAMP


@dataclass(frozen=True, slots=True)
class Ends:
    """How people lie along one axis: their mean, and how many are clearly at either end."""

    people: int
    mean: float
    low: int
    high: int

    @property
    def has_camps(self) -> bool:
        """Whether they are in two camps on this axis."""
        return has_camps(self.low, self.high, self.people)

    @property
    def side(self) -> int:
        """On which side they are in the mean: -1, 1, or 0 for the middle."""
        return sign(self.mean)


@dataclass(frozen=True, slots=True)
class Leaning:
    """Which way some people look. `two` are the regions of two camps, where each has its own."""

    focus: Ends
    orientation: Ends
    two: tuple[Region, ...]

    @property
    def people(self) -> int:
        """How many people have a place."""
        return self.focus.people

    @property
    def is_few(self) -> bool:
        """Whether they are too few to say anything of all."""
        return self.people < FEW

    @property
    def is_split(self) -> bool:
        """Whether they are in two camps on an axis."""
        return self.focus.has_camps or self.orientation.has_camps

    @property
    def field(self) -> tuple[int, int]:
        """On which side of each axis they are in the mean."""
        return self.focus.side, self.orientation.side


def find_leaning(people: People) -> Leaning:
    """Return which way people look, from where each lies in the mean."""
    spots = list(people.values())
    # Two regions that hold a third of all each make two camps on the axis between them.
    found = Counter(region(x, y) for x, y in spots)
    large = [n for n, c in found.most_common() if n != "middle" and c >= len(spots) * CAMP]
    two = tuple(large[:2]) if len(large) > 1 else ()
    return Leaning(_ends([x for x, _ in spots]), _ends([y for _, y in spots]), two)


def _ends(places: Sequence[float]) -> Ends:
    signs = [sign(place) for place in places]
    mean = fmean(places) if places else 0.0
    return Ends(len(places), mean, signs.count(-1), signs.count(1))


# In words


@dataclass(frozen=True, slots=True)
class LeaningWords:
    """What is said of a layer in each case.

    `two` is said of two regions; `focus` and `orientation` of two camps on that axis, with
    `_at` where the other axis has a side; `both` of two camps on both axes.
    """

    none: str
    few: str
    two: str
    focus: str
    focus_at: str
    orientation: str
    orientation_at: str
    both: str
    both_ways: str
    one_way: str


SAID = LeaningWords(
    none=N_("There is nothing on the map yet."),
    few=N_("Too few people to say where we look."),
    two=N_("Our words are in two camps: {one} and {other}."),
    focus=N_("Our words are in two camps: {low} of us inside, {high} outside."),
    focus_at=N_("Our words look at {at}, in two camps: {low} of us inside, {high} outside."),
    orientation=N_("Our words are in two camps: {low} of us at outputs, {high} at outcomes."),
    orientation_at=N_(
        "Our words look {at}, in two camps: {low} of us at outputs, {high} at outcomes."
    ),
    both=N_(
        "Our words are in two camps twice: between inside and outside, and between outputs and "
        "outcomes."
    ),
    both_ways=N_("Our words look both ways: no side is clearly the larger."),
    one_way=N_("Our words look {focus}, at {orientation}."),
)
MEANT = LeaningWords(
    none=SAID.none,
    few=SAID.few,
    two=N_("What we mean is in two camps: {one} and {other}."),
    focus=N_("What we mean is in two camps: {low} of us inside, {high} outside."),
    focus_at=N_("What we mean looks at {at}, in two camps: {low} of us inside, {high} outside."),
    orientation=N_("What we mean is in two camps: {low} of us at outputs, {high} at outcomes."),
    orientation_at=N_(
        "What we mean looks {at}, in two camps: {low} of us at outputs, {high} at outcomes."
    ),
    both=N_(
        "What we mean is in two camps twice: between inside and outside, and between outputs and "
        "outcomes."
    ),
    both_ways=N_("What we mean looks both ways: no side is clearly the larger."),
    one_way=N_("What we mean looks {focus}, at {orientation}."),
)
GUESSED = LeaningWords(
    none=N_("Nobody has guessed yet."),
    few=N_("Too few guesses to say where most of us look."),
    two=N_("Our guesses are in two camps: {one} and {other}."),
    focus=N_("Our guesses are in two camps: {low} of us inside, {high} outside."),
    focus_at=N_("Our guesses look at {at}, in two camps: {low} of us inside, {high} outside."),
    orientation=N_("Our guesses are in two camps: {low} of us at outputs, {high} at outcomes."),
    orientation_at=N_(
        "Our guesses look {at}, in two camps: {low} of us at outputs, {high} at outcomes."
    ),
    both=N_(
        "Our guesses are in two camps twice: between inside and outside, and between outputs and "
        "outcomes."
    ),
    both_ways=N_("We guess that we look both ways: no side is clearly the larger."),
    one_way=N_("We guess that most of us look {focus}, at {orientation}."),
)
WANTED = LeaningWords(
    none=N_("Nobody has said yet where we need to be."),
    few=N_("Too few dots to say where we need to be."),
    two=N_("Where we need to be is two places: {one} and {other}."),
    focus=N_("Where we need to be is two places: {low} of us say inside, {high} say outside."),
    focus_at=N_(
        "We need to look at {at}, but in two places: {low} of us say inside, {high} say outside."
    ),
    orientation=N_(
        "Where we need to be is two places: {low} of us say outputs, {high} say outcomes."
    ),
    orientation_at=N_(
        "We need to look {at}, but at two things: {low} of us say outputs, {high} say outcomes."
    ),
    both=N_(
        "On where we need to be we are in two camps twice: between inside and outside, and between "
        "outputs and outcomes."
    ),
    both_ways=N_("We say that we need to look both ways: no side is clearly the larger."),
    one_way=N_("We say that we need to look {focus}, at {orientation}."),
)


def headline(leaning: Leaning, words: LeaningWords, gettext: Gettext) -> str:
    """Return which way people look in one sentence."""
    if not leaning.people:
        return gettext(words.none)
    if leaning.is_few:
        return gettext(words.few)
    if leaning.is_split:
        return _split(leaning, words, gettext)
    focus, orientation = leaning.field
    if not focus and not orientation:
        return gettext(words.both_ways)
    return gettext(words.one_way).format(
        focus=gettext(FOCUS_WORDS[focus]), orientation=gettext(ORIENTATION_WORDS[orientation])
    )


def _split(leaning: Leaning, words: LeaningWords, gettext: Gettext) -> str:
    if leaning.two:
        one, other = (gettext(REGION_NAMES[name]) for name in leaning.two)
        return gettext(words.two).format(one=one, other=other)
    focus, orientation = leaning.focus, leaning.orientation
    if focus.has_camps and orientation.has_camps:
        return gettext(words.both)
    if focus.has_camps:
        say = words.focus_at if orientation.side else words.focus
        at = gettext(ORIENTATION_WORDS[orientation.side])
        return gettext(say).format(low=focus.low, high=focus.high, at=at)
    say = words.orientation_at if focus.side else words.orientation
    at = gettext(FOCUS_WORDS[focus.side])
    return gettext(say).format(low=orientation.low, high=orientation.high, at=at)


def place_in_words(leaning: Leaning, gettext: Gettext) -> str:
    """Return where people look as it stands within a sentence; nothing with too few."""
    if leaning.is_few:
        return ""
    if leaning.two:
        return gettext(" and ").join(gettext(REGION_NAMES[name]) for name in leaning.two)
    focus, orientation = leaning.field
    if not leaning.is_split and not focus and not orientation:
        return gettext("both ways")
    return gettext("{focus}, at {orientation}").format(
        focus=gettext(TWO_SIDES[0] if leaning.focus.has_camps else FOCUS_WORDS[focus]),
        orientation=gettext(
            TWO_SIDES[1] if leaning.orientation.has_camps else ORIENTATION_WORDS[orientation]
        ),
    )


# Two camps on the focus, and on the orientation.
TWO_SIDES = (N_("inside and outside"), N_("outputs and outcomes"))
