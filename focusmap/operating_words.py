"""What is said of operating models: a table in content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Literal, get_args

from focusmap.content_file import CONTENT, load_tables
from focusmap.errors import ContentError
from focusmap.operating import Contrast, Model, ModelId
from focusmap.sentences import REGION_NAMES, Catalogue

MODEL_LAYERS = ("said", "measured")
ModelLayer = Literal["said", "measured"]
PARTS = ("one", "two", "three")
# How many parts the sentence of a model names.
NAMED: Mapping[str, int] = {"one": 1, "two": 2, "three": 3}
BESIDE: Mapping[str, frozenset[str]] = {
    "same": frozenset(),
    "shared": frozenset({"common"}),
    "different": frozenset(),
}
ENDS = frozenset({"low", "high"})
GROUPS: Mapping[str, frozenset[str]] = {
    "focus_both": ENDS,
    "focus_further": ENDS,
    "orientation_both": ENDS,
    "orientation_further": ENDS,
    "unsure": frozenset(),
}


@dataclass(frozen=True, slots=True)
class OperatingTable:
    """The sentences: of models and of groups by layer and id, and of both layers side by side."""

    models: Mapping[tuple[str, str], str]
    beside: Mapping[str, str]
    groups: Mapping[tuple[str, str], str]


def model_sentence(model: Model, layer: ModelLayer, table: OperatingTable, speak: Catalogue) -> str:
    """Return how a group works, in one sentence."""
    names = [speak.gettext(REGION_NAMES[part]) for part in model.parts]
    say = table.models[layer, model.id]
    return say.format(**dict(zip(PARTS, names, strict=False)))


def beside_sentence(said: Model, measured: Model, table: OperatingTable, speak: Catalogue) -> str:
    """Return whether what is measured is the way of working that is spoken of; "" if unknown."""
    if not said.parts or not measured.parts:
        return ""
    common = [part for part in said.parts if part in measured.parts]
    if set(said.parts) == set(measured.parts):
        return table.beside["same"]
    if not common:
        return table.beside["different"]
    names = ", ".join(speak.gettext(REGION_NAMES[part]) for part in common)
    return table.beside["shared"].format(common=names)


def groups_sentence(contrast: Contrast | None, layer: ModelLayer, table: OperatingTable) -> str:
    """Return how the groups lie to each other in one layer."""
    if contrast is None:
        return table.groups[layer, "unsure"]
    say = table.groups[layer, f"{contrast.axis}_{'both' if contrast.crosses else 'further'}"]
    return say.format(low=contrast.low, high=contrast.high)


def model_basis(model: Model, speak: Catalogue) -> str:
    """Return how many people a model rests on, and whether it is a close call."""
    people = speak.ngettext("{n} person", "{n} people", model.people).format(n=model.people)
    if model.is_close:
        return speak.gettext("{people}. A close call: a few others could change it.").format(
            people=people
        )
    return speak.gettext("{people}.").format(people=people)


@cache
def load_operating(language: str, folder: Path = CONTENT) -> OperatingTable:
    """Return the sentences of operating.toml; raises ContentError with file and line."""
    path = folder / language / "operating.toml"
    wanted: dict[tuple[str, ...], frozenset[str]] = {
        (layer, name): frozenset(PARTS[: NAMED.get(name, 0)])
        for layer in MODEL_LAYERS
        for name in get_args(ModelId)
    }
    models = _sentences(path, "model", wanted, ("layer", "id"))
    beside = _sentences(path, "beside", {(n,): v for n, v in BESIDE.items()}, ("id",))
    wanted_groups: dict[tuple[str, ...], frozenset[str]] = {
        (layer, name): names for layer in MODEL_LAYERS for name, names in GROUPS.items()
    }
    groups = _sentences(path, "groups", wanted_groups, ("layer", "id"))
    return OperatingTable(
        {(key[0], key[1]): say for key, say in models.items()},
        {key[0]: say for key, say in beside.items()},
        {(key[0], key[1]): say for key, say in groups.items()},
    )


def _sentences(
    path: Path,
    name: str,
    wanted: Mapping[tuple[str, ...], frozenset[str]],
    keys: Sequence[str],
) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for table in load_tables(path, name):
        key = tuple(table.text(column) for column in keys)
        if key not in wanted or key in found:
            raise table.error(f"there is no row {', '.join(key)} in [[{name}]], or two", "id")
        say = table.text("say")
        if _names(say) != wanted[key]:
            names = ", ".join(f"{{{n}}}" for n in sorted(wanted[key])) or "nothing"
            raise table.error(f"say holds {names} in braces", "say")
        found[key] = say
    missing = [key for key in wanted if key not in found]
    if missing:
        raise ContentError(f"{path}:1: [[{name}]] has no row for {', '.join(missing[0])}.")
    return found


def _names(text: str) -> frozenset[str] | None:
    """Return the names in braces, or None where the braces do not match."""
    try:
        return frozenset(n for _, n, _, _ in Formatter().parse(text) if n is not None)
    except ValueError:
        return None
