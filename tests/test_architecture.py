"""Who may import whom, kept true by the imports themselves."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# What each folder may import of ours; app.py joins them and may import all.
MAY_IMPORT = {
    "focusmap": {"focusmap"},
    "web": {"focusmap", "web"},
    "phone": {"focusmap", "web", "phone"},
    "ui": {"focusmap", "ui"},
    "pages": {"focusmap", "ui"},
}
OURS = {*MAY_IMPORT, "app", "benchmarks", "tests"}
# Other people's packages that only some of our files may import.
KEPT_TO = {
    "sqlalchemy": (
        "focusmap/store.py",
        "focusmap/item_records.py",
        "focusmap/migrations.py",
        "focusmap/tables.py",
    ),
    "sqlite3": ("focusmap/store.py", "focusmap/migrations.py", "focusmap/tables.py"),
    "streamlit": ("app.py", "ui/", "pages/"),
    "starlette": ("app.py", "web/", "phone/"),
}
SESSION_STATE = "ui/state.py"
FILES = sorted(
    [ROOT / "app.py", *(f for folder in MAY_IMPORT for f in (ROOT / folder).rglob("*.py"))]
)


@dataclass(frozen=True, slots=True)
class Use:
    """A name used at a line of a file."""

    path: str
    line: int
    name: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.name}"

    @property
    def package(self) -> str:
        """The first part of the name."""
        return self.name.split(".")[0]

    @property
    def folder(self) -> str:
        """The first part of the path."""
        return self.path.split("/")[0]


def imports(path: str, source: str) -> Iterator[Use]:
    """Give what a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (Use(path, node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            inside = Path(path).parent.parts if node.level else ()
            parts = inside[: len(inside) - node.level + 1]
            name = ".".join([*parts, *filter(None, [node.module])])
            yield Use(path, node.lineno, name)


def session_states(path: str, source: str) -> Iterator[Use]:
    """Give where a file speaks of the session's state."""
    for node in ast.walk(ast.parse(source)):
        named = isinstance(node, ast.Attribute) and node.attr == "session_state"
        if isinstance(node, ast.ImportFrom):
            named = any(alias.name == "session_state" for alias in node.names)
        if named and isinstance(node, (ast.Attribute, ast.ImportFrom)):
            yield Use(path, node.lineno, "session_state")


def is_allowed(use: Use) -> bool:
    """Whether a file may import what it imports."""
    if use.package in KEPT_TO and not use.path.startswith(KEPT_TO[use.package]):
        return False
    if use.package not in OURS:
        return True
    return use.path == "app.py" or use.package in MAY_IMPORT[use.folder]


def breaches(path: str, source: str) -> list[str]:
    """Return what a file must not use, each with its line."""
    found = [use for use in imports(path, source) if not is_allowed(use)]
    if path != SESSION_STATE:
        found += session_states(path, source)
    return [str(use) for use in found]


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(ROOT).as_posix())
def test_a_file_imports_only_what_its_layer_may(file: Path) -> None:
    found = breaches(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8"))
    assert not found, "not allowed here:\n" + "\n".join(found)


def test_every_folder_has_files_to_look_at() -> None:
    assert {f.relative_to(ROOT).parts[0] for f in FILES} == {*MAY_IMPORT, "app.py"}


@pytest.mark.parametrize(
    ("path", "source", "breach"),
    [
        ("focusmap/map.py", "import streamlit as st", "focusmap/map.py:1: streamlit"),
        ("focusmap/map.py", "\nfrom starlette.x import y", "focusmap/map.py:2: starlette.x"),
        ("focusmap/map.py", "from ui import theme", "focusmap/map.py:1: ui"),
        ("focusmap/map.py", "import json, sqlalchemy.orm", "focusmap/map.py:1: sqlalchemy.orm"),
        ("focusmap/map.py", "def f():\n    import phone.form", "focusmap/map.py:2: phone.form"),
        ("focusmap/reading/x.py", "import sqlite3", "focusmap/reading/x.py:1: sqlite3"),
        ("web/routes.py", "from phone.form import Form", "web/routes.py:1: phone.form"),
        ("phone/form.py", "import streamlit", "phone/form.py:1: streamlit"),
        ("phone/form.py", "from ui.theme import x", "phone/form.py:1: ui.theme"),
        ("ui/theme.py", "from web.assets import x", "ui/theme.py:1: web.assets"),
        ("pages/ask.py", "import pages.home", "pages/ask.py:1: pages.home"),
        ("pages/ask.py", "from . import home", "pages/ask.py:1: pages"),
        ("ui/theme.py", "import app", "ui/theme.py:1: app"),
        ("app.py", "from sqlalchemy import text", "app.py:1: sqlalchemy"),
        ("ui/theme.py", "x = st.session_state", "ui/theme.py:1: session_state"),
        ("app.py", "from streamlit import session_state", "app.py:1: session_state"),
    ],
)
def test_a_breach_is_told_with_its_line(path: str, source: str, breach: str) -> None:
    assert breaches(path, source) == [breach]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("focusmap/reading/x.py", "from . import tags\nfrom ..model import Answer"),
        ("focusmap/store.py", "import sqlite3\nfrom sqlalchemy import text"),
        ("app.py", "import streamlit\nfrom phone.routes import x\nfrom ui import y"),
        ("ui/state.py", "import streamlit as st\nx = st.session_state"),
        ("phone/form.py", "from starlette.routing import Route\nfrom web.stream import x"),
        ("pages/ask.py", "from ui.go import x\nfrom focusmap.model import y\nimport json"),
    ],
)
def test_what_a_layer_may_import_is_no_breach(path: str, source: str) -> None:
    assert breaches(path, source) == []
