"""The focus map as a small picture in the page itself: no script, and no wider than a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from focusmap.leaning import Spot
from focusmap.map import FRAME, Middle
from focusmap.results import Dots, Picture
from focusmap.sentences import (
    FOCUS_WORDS,
    ORIENTATION_WORDS,
    REGION_NAMES,
    Gettext,
    Region,
)

# In units of the picture: its side, and the room around the map for the words of the axes.
SIDE, EDGE = 300, 22
SCALE = (SIDE - 2 * EDGE) / 2 / FRAME
LEAST_RADIUS, MOST_RADIUS = 2.0, 6.5
CORNERS: tuple[tuple[Region, int, int, str], ...] = (
    ("engine_room", EDGE + 6, EDGE + 17, "start"),
    ("customer_outcomes", SIDE - EDGE - 6, EDGE + 17, "end"),
    ("factory_floor", EDGE + 6, SIDE - EDGE - 8, "start"),
    ("delivery_window", SIDE - EDGE - 6, SIDE - EDGE - 8, "end"),
)


def draw_map(picture: Picture, gettext: Gettext) -> Markup:
    """Return the picture as SVG, with all that it shows as its text."""
    inner = Markup().join((_frame(gettext), *map(_layer, picture.layers)))
    return Markup(
        '<svg class="dotmap" viewBox="0 0 {0} {0}" role="img" aria-label="{1}">{2}</svg>'
    ).format(SIDE, picture.text, inner)


def _frame(gettext: Gettext) -> Markup:
    middle, far = SIDE // 2, SIDE - EDGE
    texts = [
        _text(gettext(ORIENTATION_WORDS[1]), middle, EDGE - 7, "middle", "axis"),
        _text(gettext(ORIENTATION_WORDS[-1]), middle, SIDE - 7, "middle", "axis"),
        _text(
            gettext(FOCUS_WORDS[-1]), 0, 0, "middle", "axis", f"translate(15 {middle})rotate(-90)"
        ),
        _text(
            gettext(FOCUS_WORDS[1]),
            0,
            0,
            "middle",
            "axis",
            f"translate({SIDE - 7} {middle})rotate(-90)",
        ),
        *(_text(_capital(gettext(REGION_NAMES[r])), x, y, at, "area") for r, x, y, at in CORNERS),
    ]
    box = Markup('<path class="frame" d="M{0} {0}H{1}V{1}H{0}zM{2} {0}V{1}M{0} {2}H{1}"/>')
    return box.format(EDGE, far, middle) + Markup().join(texts)


def _text(text: str, x: int, y: int, anchor: str, name: str, turn: str = "") -> Markup:
    turned = Markup(' transform="{}"').format(turn) if turn else Markup()
    return Markup('<text class="{}" x="{}" y="{}" text-anchor="{}"{}>{}</text>').format(
        name, x, y, anchor, turned, escape(text)
    )


def _layer(dots: Dots) -> Markup:
    radius = min(MOST_RADIUS, max(LEAST_RADIUS, dots.spacing * SCALE * 0.42))
    shape = SHAPES[dots.shape]
    parts = [
        Markup('<path class="{}{}" d="{}"/>').format(
            dots.shape, weak, "".join(shape(x, y, radius) for x, y in _drawn(spots))
        )
        for weak, spots in (("", dots.clear), (" weak", dots.weak))
        if spots
    ]
    return Markup().join((*parts, _middle(dots.middle)))


def _drawn(spots: Iterable[Spot]) -> Iterable[Spot]:
    return ((_x(x), _y(y)) for x, y in spots)


def _x(value: float) -> float:
    return SIDE / 2 + value * SCALE


def _y(value: float) -> float:
    return SIDE / 2 - value * SCALE


def _middle(middle: Middle | None) -> Markup:
    """Return a cross at the median, in a ring that holds half of the dots."""
    if middle is None:
        return Markup()
    x, y = _x(middle.x), _y(middle.y)
    return Markup(
        '<ellipse class="ring" cx="{:.0f}" cy="{:.0f}" rx="{:.0f}" ry="{:.0f}"/>'
        '<path class="cross" d="M{:.0f} {:.0f}l12 12m-12 0l12-12"/>'
    ).format(x, y, middle.ring_x * SCALE, middle.ring_y * SCALE, x - 6, y - 6)


def _circle(x: float, y: float, r: float) -> str:
    half = f"a{r:.1f} {r:.1f} 0 1 0"
    return f"M{x - r:.1f} {y:.1f}{half} {2 * r:.1f} 0{half}-{2 * r:.1f} 0z"


def _diamond(x: float, y: float, r: float) -> str:
    r *= 1.2
    return f"M{x:.1f} {y - r:.1f}l{r:.1f} {r:.1f}-{r:.1f} {r:.1f}-{r:.1f}-{r:.1f}z"


def _triangle(x: float, y: float, r: float) -> str:
    r *= 1.2
    return f"M{x:.1f} {y - r:.1f}l{r:.1f} {1.8 * r:.1f}h-{2 * r:.1f}z"


def _plus(x: float, y: float, r: float) -> str:
    arm, half = r * 1.2, r * 0.45
    out, wide = arm - half, 2 * half
    return (
        f"M{x - half:.1f} {y - arm:.1f}h{wide:.1f}v{out:.1f}h{out:.1f}v{wide:.1f}h-{out:.1f}"
        f"v{out:.1f}h-{wide:.1f}v-{out:.1f}h-{out:.1f}v-{wide:.1f}h{out:.1f}z"
    )


SHAPES: dict[str, Callable[[float, float, float], str]] = {
    "said": _circle,
    "measured": _diamond,
    "guess": _triangle,
    "want": _plus,
}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
