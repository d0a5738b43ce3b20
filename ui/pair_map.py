"""A small map of one answer before and after: where the old words lie, where the new ones do."""

from __future__ import annotations

import base64

from markupsafe import Markup

from focusmap.sentences import Gettext

_NONE = Markup()
Spot = tuple[float, float] | None
_MAP = Markup(
    '<svg class="fm-pair" xmlns="http://www.w3.org/2000/svg" viewBox="-36 -14 172 128" '
    'width="688" height="512" role="img" aria-label="{label}">{style}'
    '<path d="M0 0H100V100H0ZM50 0V100M0 50H100"/>'
    '<text x="50" y="-4">{outcomes}</text><text x="50" y="111">{outputs}</text>'
    '<text x="-18" y="53">{inside}</text><text x="119" y="53">{outside}</text>{marks}</svg>'
)


# A picture of its own does not see the page's style.
_STYLE = Markup(
    "<style>path{fill:#fff;stroke:#8A8069;stroke-width:.7}text{font:italic 11px Georgia,serif;"
    "text-anchor:middle;fill:#5D574B}line{stroke:#5D574B}.was{fill:#fff;stroke:#5D574B;"
    "stroke-width:1.6;stroke-dasharray:2.4 1.6}.now{fill:#1F4E79;stroke:#fff}</style>"
)


def pair_map_html(old: Spot, new: Spot, label: str, gettext: Gettext) -> Markup:
    """Return the map as a picture: what Streamlit lets through has no drawings in it."""
    drawn = pair_map_svg(old, new, label, gettext, _STYLE).encode()
    data = base64.b64encode(drawn).decode()
    return Markup('<img class="fm-pair" src="data:image/svg+xml;base64,{}" alt="{}">').format(
        data, label
    )


def pair_map_svg(
    old: Spot, new: Spot, label: str, gettext: Gettext, style: Markup = _NONE
) -> Markup:
    """Return the map as a drawing; both places are in percent from its top left corner."""
    marks = Markup()
    if old and new:
        marks += Markup('<line x1="{}" y1="{}" x2="{}" y2="{}"/>').format(*old, *new)
    if old:
        marks += Markup('<circle class="was" cx="{}" cy="{}" r="4.5"/>').format(*old)
    if new:
        marks += Markup('<circle class="now" cx="{}" cy="{}" r="5.5"/>').format(*new)
    return _MAP.format(
        label=label,
        style=style,
        outcomes=gettext("outcomes"),
        outputs=gettext("outputs"),
        inside=gettext("inside"),
        outside=gettext("outside"),
        marks=marks,
    )
