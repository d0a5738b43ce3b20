"""Where a sentence points to: purpose, contrast, and what is only on paper move the weight."""

from __future__ import annotations

from collections.abc import Mapping

from focusmap.reading.clues import Clue
from focusmap.reading.scene import Scene
from focusmap.reading.weights import Settings


def apply_turns(scene: Scene, settings: Settings) -> None:
    """Scale the clues of a scene by what the sentence does with them."""
    for clue in scene.clues:
        turn = _TURNS.get(clue.entry.group)
        if turn is not None:
            turn(scene, clue, settings)
    _halve_repeated(scene, settings.repeated)


def points_outside(scene: Scene, first: int, last: int) -> bool:
    """Return whether an outcome of people outside stands between two words."""
    return any(
        first <= c.first < last and c.role in _THEIR_ROLES.get(c.entry.group, ())
        for c in scene.clues
    )


_THEIR_ROLES: Mapping[str, tuple[str, ...]] = {
    "theirs": ("", "less"),
    "state": ("outside",),
    "trouble": ("less",),
}


def _scale(scene: Scene, first: int, last: int, share: float, but: Clue | None = None) -> None:
    for clue in scene.clues:
        if first <= clue.first < last and clue is not but:
            clue.share *= share


def _purpose(scene: Scene, clue: Clue, settings: Settings) -> None:
    first, last = scene.sentence(clue.first)
    if clue.first == first or not points_outside(scene, clue.last, last):
        return
    _scale(scene, first, clue.first, settings.before_purpose)
    _scale(scene, clue.last, last, settings.after_purpose)
    clue.role = "outside"


def _instead(scene: Scene, clue: Clue, settings: Settings) -> None:
    _, last = scene.part(clue.first)
    _scale(scene, clue.last, _until_but(scene, clue.last, last), settings.after_instead)


def _not(scene: Scene, clue: Clue, settings: Settings) -> None:
    """In "not X but Y" and "Y, not X" the X keeps a share."""
    _, sentence_end = scene.sentence(clue.first)
    _, last = scene.part(clue.first)
    turn = _until_but(scene, clue.last, sentence_end)
    if turn < sentence_end and turn - clue.last < 9:
        _scale(scene, clue.last, turn, settings.after_not)
    elif clue.first - 1 in scene.commas:
        _scale(scene, clue.last, last, settings.after_not)


def _until_but(scene: Scene, first: int, last: int) -> int:
    return min(
        (c.first for c in scene.clues if c.entry.group == "but" and first <= c.first < last),
        default=last,
    )


def _but(scene: Scene, clue: Clue, settings: Settings) -> None:
    first, _ = scene.sentence(clue.first)
    _scale(scene, first, clue.first, settings.before_but)


def _official(scene: Scene, clue: Clue, settings: Settings) -> None:
    first, last = scene.part(clue.first)
    if clue.first - first > 2:
        last = clue.first
    _scale(scene, first, last, settings.official, but=clue)


def _real(scene: Scene, clue: Clue, settings: Settings) -> None:
    _, last = scene.sentence(clue.first)
    _scale(scene, clue.last, last, settings.after_real)


def _dismiss(scene: Scene, clue: Clue, settings: Settings) -> None:
    first, last = scene.sentence(clue.first)
    _scale(scene, first, last, settings.dismissed, but=clue)


def _halve_repeated(scene: Scene, share: float) -> None:
    """Each further mark of one effect counts less: a list of ten tasks says what two say."""
    seen: dict[str, float] = {}
    for clue in scene.clues:
        effect = clue.effect
        left = seen.get(effect, 1.0)
        seen[effect] = left * share
        clue.share *= left


_TURNS = {
    "purpose": _purpose,
    "instead": _instead,
    "not": _not,
    "but": _but,
    "official": _official,
    "real": _real,
    "dismiss": _dismiss,
}
