"""The command line: read answers, and create, open, reveal, export or delete a workshop.

It works beside a running server: both share the database, and the server notices.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from focusmap.bootstrap import FocusMap, reader_for, the_focus_map
from focusmap.errors import FocusMapError
from focusmap.export import READING_COLUMNS, make_export, reading_row, to_csv, to_json, write_csv
from focusmap.model import QUESTION_KINDS, STEP_IDS, Links, Workshop
from focusmap.service import links

READ_COLUMNS = ("id", "question", "text")
WRITERS = {"json": to_json, "csv": to_csv}


def main(arguments: Sequence[str]) -> int:
    """Run one command; return 0, or 1 after saying on standard error what is wrong."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], str] = options.run
    try:
        sys.stdout.write(run(options))
    except FocusMapError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m focusmap", description="Focus Map on the command line."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    read = commands.add_parser("read", help="read answers from a CSV file and print the readings")
    read.add_argument("file", type=Path, help="CSV with the columns id, question and text")
    read.add_argument("--language", default="en", help="the lexicon to read with (default: en)")
    read.set_defaults(run=_read)
    workshop = commands.add_parser("workshop", help="create and steer workshops")
    _workshop_commands(workshop.add_subparsers(required=True, metavar="COMMAND"))
    return parser


def _workshop_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    create = commands.add_parser("create", help="start a workshop and print its links as JSON")
    create.add_argument("--title", required=True)
    create.add_argument("--questions", nargs="+", default=[], help="own questions for step Ask")
    create.add_argument("--customers", default="", help='what you call them: "members, patients"')
    create.set_defaults(run=_create)
    for name, run, text in (
        ("open", _open, "bring the room to a step and take answers there"),
        ("reveal", _reveal, "show the answers of a step on the wall"),
        ("close", _close, "take no more answers at a step and show none"),
    ):
        command = _on_workshop(commands, name, run, text)
        command.add_argument("step", choices=STEP_IDS, metavar="STEP", help=", ".join(STEP_IDS))
    _on_workshop(
        commands,
        "links",
        _links,
        "make NEW secret links: those given out before stop working at once",
    )
    _on_workshop(commands, "delete", _delete, "delete a workshop with everything in it")
    export = _on_workshop(commands, "export", _export, "write a workshop to a file")
    export.add_argument("--format", choices=sorted(WRITERS), required=True)
    export.add_argument("-o", "--output", type=Path, help="the file (default: standard output)")


def _on_workshop(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], str],
    text: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text)
    command.add_argument("code", metavar="CODE", help="the join code of the workshop")
    command.set_defaults(run=run)
    return command


# Reading


def _read(options: argparse.Namespace) -> str:
    reader = reader_for(options.language)
    columns, rows = _read_csv(options.file)
    passed_through = [c for c in columns if c not in (*READ_COLUMNS, *READING_COLUMNS)]
    out = []
    for row in rows:
        reading = reader.read(row["text"], row["question"])
        out.append({**row, **reading_row(reading)})
    return write_csv((*READ_COLUMNS, *READING_COLUMNS, *passed_through), out)


def _read_csv(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Return the columns and rows of a CSV; raises FocusMapError with file, line and remedy."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file, strict=True)
            columns = list(table.fieldnames or ())
            missing = [c for c in READ_COLUMNS if c not in columns]
            if missing:
                raise FocusMapError(
                    f"{path}:1: the column {', '.join(missing)} is missing. "
                    "The first line must be: id,question,text."
                )
            return columns, list(_rows(path, table))
    except (OSError, UnicodeDecodeError) as error:
        raise FocusMapError(f"{path}: cannot be read: {error}. Save it as CSV in UTF-8.") from error
    except csv.Error as error:
        # The reader's count is of the last line it finished.
        where = f"{path}:{table.line_num + 1}"
        raise FocusMapError(f"{where}: {error}. Check the quotes there.") from error


def _rows(path: Path, table: csv.DictReader[str]) -> Iterator[dict[str, str]]:
    for row in table:
        where = f"{path}:{table.line_num}"
        if None in row or any(value is None for value in row.values()):
            raise FocusMapError(f"{where}: this row has not as many cells as the first line.")
        if row["question"] not in QUESTION_KINDS:
            kinds = ", ".join(QUESTION_KINDS)
            raise FocusMapError(f"{where}: question is {row['question']!r}; use one of {kinds}.")
        yield dict(row)


# Workshops


def _create(options: argparse.Namespace) -> str:
    focus_map = the_focus_map()
    customers = options.customers.split(",")
    workshop, secrets = focus_map.service.create(options.title, options.questions, customers)
    _warn_of_the_address(focus_map)
    return _as_json(workshop, links(focus_map.settings.base_url, workshop.code, secrets))


def _links(options: argparse.Namespace) -> str:
    focus_map, workshop = _found(options)
    secrets = focus_map.service.renew_secrets(workshop)
    _warn_of_the_address(focus_map)
    return _as_json(workshop, links(focus_map.settings.base_url, workshop.code, secrets))


def _warn_of_the_address(focus_map: FocusMap) -> None:
    if not focus_map.settings.base_url_given:
        sys.stderr.write(
            f"The links begin with {focus_map.settings.base_url}. If your server is found "
            "elsewhere, set FOCUSMAP_BASE_URL here too.\n"
        )


def _as_json(workshop: Workshop, addresses: Links) -> str:
    document: Mapping[str, str] = {
        "code": workshop.code,
        "join_url": addresses.join,
        "facilitator_url": addresses.facilitator,
        "wall_url": addresses.wall,
    }
    return json.dumps(document, indent=2) + "\n"


def _open(options: argparse.Namespace) -> str:
    focus_map, workshop = _found(options)
    focus_map.service.open_step(workshop.id, options.step)
    return f"{options.step} is open in {workshop.title}.\n"


def _reveal(options: argparse.Namespace) -> str:
    focus_map, workshop = _found(options)
    focus_map.service.reveal_step(workshop.id, options.step)
    return f"{options.step} is revealed in {workshop.title}.\n"


def _close(options: argparse.Namespace) -> str:
    focus_map, workshop = _found(options)
    focus_map.service.close_step(workshop.id, options.step)
    return f"{options.step} is closed in {workshop.title}.\n"


def _delete(options: argparse.Namespace) -> str:
    focus_map, workshop = _found(options)
    focus_map.service.delete(workshop)
    return f"{workshop.title} is deleted.\n"


def _export(options: argparse.Namespace) -> str:
    focus_map, workshop = _found(options)
    text = WRITERS[options.format](make_export(workshop, focus_map.service.all_answers(workshop)))
    if options.output is None:
        return text
    try:
        options.output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise FocusMapError(f"{options.output} cannot be written: {error.strerror}.") from error
    return f"{workshop.title} is in {options.output}.\n"


def _found(options: argparse.Namespace) -> tuple[FocusMap, Workshop]:
    focus_map = the_focus_map()
    return focus_map, focus_map.service.workshop(options.code)
