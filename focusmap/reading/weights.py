"""What each word class and construction weighs on each axis; fitted once, then frozen in files.

    weights/focus.tsv, weights/orientation.tsv, weights/line_of_sight.tsv
                     effect (a class, or class@role) and its weight from -4 to 4
    weights/signs.tsv
                     which way a weight may point when it is fitted
    weights/settings.tsv
                     the few other numbers of the model, by name

`python -m benchmarks.fit_reader` writes them; a person may change them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import NamedTuple

from focusmap.model import AXES
from focusmap.reading.classes import ROLES, WordClass
from focusmap.reading.tables import LexiconError, Line, lines_of

MOST = 4.0
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Settings:
    """The numbers of the model that are no weights of words."""

    # Shares of weight that are left, or added, by a turn of the sentence.
    before_purpose: float
    after_purpose: float
    after_instead: float
    after_not: float
    before_but: float
    official: float
    after_real: float
    dismissed: float
    repeated: float
    # With so many marks each counts for 1 / sqrt(2) of what it would alone.
    room: float
    # Line of sight from this sum on.
    line_of_sight: float
    # Confidence = 1 / (1 + exp(-(base + slope * the smaller of the two sums))).
    confidence_base: float
    confidence_slope: float


@dataclass(frozen=True, slots=True)
class Model:
    """The weights of one language on each axis, and its settings."""

    focus: Weights
    orientation: Weights
    line_of_sight: Weights
    settings: Settings

    def by_effect(self) -> dict[str, tuple[float, float, float]]:
        """Return the weights on the three axes, in the order of model.AXES, by effect."""
        axes = (self.focus, self.orientation, self.line_of_sight)
        effects = {effect for weights in axes for effect in weights}
        return {
            effect: (axes[0].get(effect, 0.0), axes[1].get(effect, 0.0), axes[2].get(effect, 0.0))
            for effect in effects
        }


def load_model(folder: Path, classes: Mapping[str, WordClass]) -> Model:
    """Load the weights of a language; raise LexiconError for the first mistake."""
    weights = folder / "weights"
    return Model(
        load_weights(weights / "focus.tsv", classes),
        load_weights(weights / "orientation.tsv", classes),
        load_weights(weights / "line_of_sight.tsv", classes),
        load_settings(weights / "settings.tsv"),
    )


def load_weights(path: Path, classes: Mapping[str, WordClass]) -> dict[str, float]:
    """Return the weights of one axis by effect."""
    weights: dict[str, float] = {}
    for line in lines_of(path, 2):
        effect = line.cells[0]
        name, _, role = effect.partition("@")
        line.one_of("class", name, classes)
        line.one_of("role", role, ROLES)
        if effect in weights:
            raise LexiconError(f"{line.place}: '{effect}' is there twice; delete one.")
        weights[effect] = line.number("weight", line.cells[1], MOST)
    return weights


def load_settings(path: Path) -> Settings:
    """Return the settings; each must be there once."""
    known = [field.name for field in fields(Settings)]
    values: dict[str, float] = {}
    for line in lines_of(path, 2):
        name = line.one_of("setting", line.cells[0], known)
        values[name] = line.number(name, line.cells[1], 1000)
    missing = [name for name in known if name not in values]
    if missing:
        raise LexiconError(f"{path}: {', '.join(missing)} is missing; write name, tab, number.")
    return Settings(**values)


class Sign(NamedTuple):
    """One line of the signs: a class or group, the roles it holds for (None: any), axis, sign."""

    name: str
    roles: frozenset[str] | None
    axis: str
    sign: int


_SIGNS = {"+": 1, "-": -1, "0": 0}


def load_signs(path: Path, classes: Mapping[str, WordClass]) -> list[Sign]:
    """Return which way weights may point, in the order of the file."""
    names = {*classes, *(c.group for c in classes.values())}
    return [_sign(line, names) for line in lines_of(path, 4)]


def _sign(line: Line, names: Collection[str]) -> Sign:
    name, roles, axis, sign = line.cells
    line.one_of("class or group", name, names)
    line.one_of("axis", axis, AXES)
    known = [line.one_of("role", "" if r == "-" else r, ROLES) for r in roles.split() if r != "*"]
    return Sign(
        name,
        None if roles == "*" else frozenset(known),
        axis,
        _SIGNS[line.one_of("sign", sign, _SIGNS)],
    )


def sign_of(effect: str, axis: str, signs: Iterable[Sign], classes: Mapping[str, WordClass]) -> int:
    """Return 1 or -1 where the weight of an effect may only point that way, 0 where it is free."""
    name, _, role = effect.partition("@")
    for line in signs:
        fits = line.axis == axis and line.name in (name, classes[name].group)
        if fits and (line.roles is None or role in line.roles):
            return line.sign
    return 0
