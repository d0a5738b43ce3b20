"""A small map of one answer before and after: where the old words lie, where the new ones do."""

from __future__ import annotations

from markupsafe import Markup

from focusmap.sentences import Gettext

Spot = tuple[float, float] | None
_MAP = Markup(
    '<svg class="fm-pair" viewBox="-36 -14 172 128" role="img" aria-label="{label}">'
    '<path d="M0 0H100V100H0ZM50 0V100M0 50H100"/>'
    '<text x="50" y="-4">{outcomes}</text><text x="50" y="111">{outputs}</text>'
    '<text x="-18" y="53">{inside}</text><text x="119" y="53">{outside}</text>{marks}</svg>'
)


def pair_map_html(old: Spot, new: Spot, label: str, gettext: Gettext) -> Markup:
    """Return the map as HTML; both places are in percent from its top left corner."""
    marks = Markup()
    if old and new:
        marks += Markup('<line x1="{}" y1="{}" x2="{}" y2="{}"/>').format(*old, *new)
    if old:
        marks += Markup('<circle class="was" cx="{}" cy="{}" r="4.5"/>').format(*old)
    if new:
        marks += Markup('<circle class="now" cx="{}" cy="{}" r="5.5"/>').format(*new)
    return _MAP.format(
        label=label,
        outcomes=gettext("outcomes"),
        outputs=gettext("outputs"),
        inside=gettext("inside"),
        outside=gettext("outside"),
        marks=marks,
    )
