"""The docs say only what is so: commands, settings, files and dependencies."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from focusmap import settings
from focusmap.cli import _parser

ROOT = Path(__file__).parent.parent
DOCS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
DOCS += [ROOT / "benchmarks" / "README.md"]
TEXTS = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in DOCS}
EVERYTHING = "\n".join(TEXTS.values())


def commands(start: str) -> list[str]:
    found = re.findall(rf"{re.escape(start)}([^`\n#]*)", EVERYTHING)
    return sorted({command.strip() for command in found})


@pytest.mark.parametrize("command", commands("python -m focusmap "))
def test_each_command_in_the_docs_is_understood(command: str) -> None:
    assert _parser().parse_args(shlex.split(command)).run


def test_each_command_that_exists_is_in_the_readme() -> None:
    offered = re.findall(r"python -m focusmap (workshop \w+|read)", TEXTS["README.md"])
    for command in ("create", "open", "reveal", "close", "links", "export", "import", "delete"):
        assert f"workshop {command}" in offered
    assert "read" in offered


def test_each_make_target_in_the_docs_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"(?:`|^    )make (\w+)", EVERYTHING, re.M))
    assert {"run", "test"} <= named <= targets


def test_settings_in_the_docs_and_in_the_code_are_the_same() -> None:
    source = Path(settings.__file__).read_text(encoding="utf-8")
    in_code = set(re.findall(r"FOCUSMAP_\w+", source))
    assert set(re.findall(r"FOCUSMAP_\w+", TEXTS["docs/hosting.md"])) == in_code
    assert set(re.findall(r"FOCUSMAP_\w+", EVERYTHING)) == in_code


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_link_and_picture_in_the_docs_leads_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)\)", text) + re.findall(r'src="([^"]+)"', text)
    missing = [t for t in targets if "://" not in t and not (path.parent / t).exists()]
    assert missing == []


@pytest.mark.parametrize("module", commands("python -m benchmarks."))
def test_each_benchmark_in_the_docs_exists(module: str) -> None:
    assert (ROOT / "benchmarks" / f"{module.split()[0]}.py").is_file()


def test_each_dependency_has_its_reason() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        wanted = [re.split(r"[<>=\[]", line)[0] for line in lines if re.match(r"[a-z]", line)]
        missing = [package for package in wanted if package not in TEXTS["docs/architecture.md"]]
        assert missing == []


def test_each_module_of_the_domain_is_in_the_architecture() -> None:
    named = set(re.findall(r"`(\w+)/?`", TEXTS["docs/architecture.md"]))
    there = {p.stem for p in (ROOT / "focusmap").iterdir() if not p.name.startswith("__")}
    assert there - named - {"content", "locale", "errors"} == set()
