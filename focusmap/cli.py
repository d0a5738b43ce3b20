"""The command line: read answers; create, open, reveal, export, import or delete a workshop.

It works beside a running server: both share the database, and the server notices.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from focusmap.answer_file import answers_from_csv, cannot_be_read, readings_to_csv
from focusmap.bootstrap import FocusMap, reader_for, the_focus_map, utc_now
from focusmap.calendar_file import calendar_of, number_of_days
from focusmap.errors import FocusMapError
from focusmap.export import Export, documents_csv, entries_csv, to_csv, to_json, whole_export
from focusmap.grouping import names_in
from focusmap.groups import check_minimum
from focusmap.model import MINIMUM, STEP_IDS, Links, Pace, Workshop
from focusmap.pace import PACE_NAMES
from focusmap.planning import whole_plan
from focusmap.questions import KINDS
from focusmap.service import links
from focusmap.translate import translations

PACES_BY_NAME: Mapping[str, Pace] = {name: pace for pace, name in PACE_NAMES.items()}
Writer = Callable[[Export], str]
WRITERS: Mapping[str, Writer] = {"json": to_json, "csv": to_csv}
# The days of the plan, for a calendar.
CALENDAR = "ics"
# What lies beside the file when there is something to tell: FILE-entries.csv, FILE-documents.csv.
BESIDE: Mapping[str, Mapping[str, Writer]] = {
    "csv": {"entries": entries_csv, "documents": documents_csv}
}


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
    create.add_argument(
        "--kinds",
        nargs="+",
        default=[],
        metavar="KIND",
        help=f"what each of them is about: {', '.join(KINDS)} (default: value)",
    )
    create.add_argument("--customers", default="", help='what you call them: "members, patients"')
    create.add_argument(
        "--groups", nargs="+", default=[], metavar="NAME", help="groups that phones ask for"
    )
    create.add_argument(
        "--minimum", type=int, default=MINIMUM, help="people in the smallest group shown (4 to 20)"
    )
    create.add_argument(
        "--pace",
        choices=tuple(PACES_BY_NAME),
        default="live",
        help="live: the facilitator opens the steps; self-paced: all are open (default: live)",
    )
    create.add_argument(
        "--until",
        type=_day,
        metavar="DATE",
        help="the last day of a self-paced workshop, such as 2026-12-05 (default: no last day)",
    )
    create.set_defaults(run=_create)
    for name, run, text in (
        ("open", _open, "bring the room to a step and take answers there"),
        ("reveal", _reveal, "show the answers of a step on the wall"),
        ("close", _close, "take no more answers at a step and show none"),
    ):
        command = _on_workshop(commands, name, run, text)
        command.add_argument("step", choices=STEP_IDS, metavar="STEP", help=", ".join(STEP_IDS))
    bring_in = commands.add_parser(
        "import", help="start a workshop from an exported JSON file and print its links as JSON"
    )
    bring_in.add_argument("file", type=Path, metavar="FILE", help="what export --format json wrote")
    bring_in.set_defaults(run=_import)
    _on_workshop(
        commands,
        "links",
        _links,
        "make NEW secret links: those given out before stop working at once",
    )
    _on_workshop(commands, "delete", _delete, "delete a workshop with everything in it")
    export = _on_workshop(commands, "export", _export, "write a workshop to a file")
    export.add_argument("--format", choices=sorted((*WRITERS, CALENDAR)), required=True)
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
    answers = answers_from_csv(_content(options.file), str(options.file))
    readings = (reader.read(row["text"], row["question"]) for row in answers.rows)
    return readings_to_csv(answers, readings)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise cannot_be_read(str(path), error) from error


# Workshops


def _create(options: argparse.Namespace) -> str:
    focus_map = the_focus_map()
    customers = options.customers.split(",")
    # Checked first: a workshop that is refused its groups would be there all the same.
    groups = names_in("\n".join(options.groups).replace(",", "\n"))
    minimum = check_minimum(options.minimum)
    workshop, secrets = focus_map.service.create(
        options.title,
        options.questions,
        customers,
        kinds=options.kinds,
        pace=PACES_BY_NAME[options.pace],
        until=options.until,
    )
    focus_map.service.groups.set_up(workshop.id, {}, groups)
    focus_map.service.groups.set_minimum(workshop.id, minimum)
    _warn_of_the_address(focus_map)
    return _as_json(workshop, links(focus_map.settings.base_url, workshop.code, secrets))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no day. Write it as year-month-day, such as 2026-12-05."
        ) from None


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
    if options.format == CALENDAR:
        return _export_calendar(focus_map, workshop, options.output)
    export = whole_export(focus_map.service, workshop)
    text = WRITERS[options.format](export)
    if options.output is None:
        return text
    files = {options.output: text}
    for name, write in BESIDE.get(options.format, {}).items():
        beside = write(export)
        # A table with nothing but its header tells nothing.
        if beside.count("\n") > 1:
            files[options.output.with_stem(f"{options.output.stem}-{name}")] = beside
    for path, content in files.items():
        _write(path, content)
    return f"{workshop.title} is in {', '.join(map(str, files))}.\n"


def _export_calendar(focus_map: FocusMap, workshop: Workshop, output: Path | None) -> str:
    plan = whole_plan(focus_map.service, workshop)
    if not number_of_days(plan):
        raise FocusMapError(
            f"The plan of {workshop.title} has no date yet. Give an experiment the date of its "
            "first step or of its review."
        )
    text = calendar_of(plan, workshop.title, utc_now(), translations(workshop.language))
    if output is None:
        return text
    _write(output, text)
    return f"{workshop.title} is in {output}.\n"


def _write(path: Path, text: str) -> None:
    try:
        # Lines end as they were written: a calendar file's end as its standard has it.
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise FocusMapError(f"{path} cannot be written: {error.strerror}.") from error


def _import(options: argparse.Namespace) -> str:
    text = _json(options.file)
    focus_map = the_focus_map()
    workshop, secrets = focus_map.service.bring_in(text, str(options.file))
    _warn_of_the_address(focus_map)
    return _as_json(workshop, links(focus_map.settings.base_url, workshop.code, secrets))


def _json(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FocusMapError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise FocusMapError(
            f"{path} is not UTF-8 at byte {error.start}. Use the file as it was exported."
        ) from error


def _found(options: argparse.Namespace) -> tuple[FocusMap, Workshop]:
    focus_map = the_focus_map()
    return focus_map, focus_map.service.workshop(options.code)
