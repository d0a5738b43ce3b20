"""Jinja2 with the workshop's language and with escaping on."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from focusmap.errors import FocusMapError
from focusmap.translate import translations
from web.assets import Assets
from web.security import PAGE_HEADERS

HERE = Path(__file__).parent
ASSETS = Assets("page", HERE / "static")


@cache
def environment(language: str, *folders: Path) -> Environment:
    """Return the templates of some folders and of this one, speaking a language."""
    made = Environment(
        loader=FileSystemLoader([*folders, HERE / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        # Templates change with the program; looking at the files at each request is in vain.
        auto_reload=False,
    )
    made.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(asset=ASSETS.url, language=language)
    return made


def message_page(error: FocusMapError, status: int, language: str = "en") -> HTMLResponse:
    """Return a page that says what happened and what to do, with a way to type a code."""
    text = error.text(translations(language).gettext)
    template = environment(language).get_template("message.html")
    return HTMLResponse(template.render(text=text), status, headers=dict(PAGE_HEADERS))
