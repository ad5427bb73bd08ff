"""The command `import`: what other programs exported, its preview and report, and taking it back."""

from __future__ import annotations

import argparse
import dataclasses
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.cli.output import Output, error_json
from reader.core.errors import ReaderError
from reader.core.messages import QT_TRANSLATE_NOOP, Message
from reader.services.importing.import_choices import (
    FETCH,
    FORMAT_NAMES,
    PICTURES,
    ImportChoices,
    format_name,
    reason_text,
)
from reader.services.library_session import LibrarySession
from reader.settings.paths import library_paths

if TYPE_CHECKING:
    from reader.library.imports.entries import ImportRecord, Settled
    from reader.services.importing.preview_import import ImportPreview
    from reader.services.importing.run_import import ImportOutcome


def add_commands(commands: Any) -> None:
    """Add this module's command to the parser."""
    command = commands.add_parser(
        "import",
        help="bring in what another program exported: articles, links, bookmarks, highlights",
        epilog="What a file is, is judged by its content: exports of Pocket, Instapaper, Omnivore, wallabag, "
        "Readwise, Karakeep, Linkwarden, Raindrop, linkding, Pinboard, Matter, OneTab, Zotero, Hypothesis "
        "and Kindle, bookmarks and reading lists of browsers, tables and lists of links; zip archives and "
        "folders of these; what “liseuse export --all” wrote, whole (--allow-local: also what it says of "
        "local addresses). A second import of a file changes nothing; one that was broken off goes on where "
        "it was.",
    )
    command.add_argument("files", nargs="*", metavar="FILE", help="a file, a folder or an archive")
    command.add_argument("--format", choices=sorted(FORMAT_NAMES), default="", help="refuse any other kind")
    command.add_argument("--preview", action="store_true", help="only say what it would bring")
    command.add_argument("--unread-only", action="store_true", help="leave out what was read there")
    command.add_argument(
        "--folders-as-tags",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="make a tag of each folder",
    )
    command.add_argument(
        "--keep-dates",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="keep the dates that articles were saved at",
    )
    command.add_argument(
        "--fetch",
        choices=FETCH,
        default="later",
        help="fetch the texts that did not come along now, later by the window, or never",
    )
    command.add_argument(
        "--pictures",
        choices=PICTURES,
        default="opened",
        help="fetch the pictures of the texts that came along now, or when the window opens an article",
    )
    command.add_argument("--tag", action="append", default=[], dest="tags", metavar="T", help="for all of it")
    command.add_argument("--allow-local", action="store_true", help="also fetch from this computer's network")
    records = command.add_mutually_exclusive_group()
    records.add_argument("--list", action="store_true", help="list the imports so far")
    records.add_argument("--report", type=int, metavar="ID", help="say what became of the rows of an import")
    records.add_argument("--retry", type=int, metavar="ID", help="fetch again what could not be fetched")
    records.add_argument("--undo", type=int, metavar="ID", help="take an import back")
    records.add_argument("--resume", type=int, metavar="ID", help="go on with an import that was broken off")
    command.add_argument("--output", metavar="PATH", help="with --report: write it as CSV")
    command.set_defaults(run=_import, uses_library=True)


def _import(options: argparse.Namespace, output: Output) -> int:
    with LibrarySession.open(library_paths(options.library)) as session:
        if options.list:
            return _list(session, output)
        if options.report is not None:
            return _report(session, options, output)
        if options.undo is not None:
            return _undo(session, options.undo, output)
        if options.retry is not None:
            return _retry(session, options.retry, output)
        if options.resume is not None:
            options.files = [_source(session, options.resume)]
        if not options.files:
            raise ReaderError("file-unreadable", "no file given", file="")
        return _each(session, options, output)


def _each(session: LibrarySession, options: argparse.Namespace, output: Output) -> int:
    from reader.services.importing.preview_import import exports_in

    choices = ImportChoices(
        unread_only=options.unread_only,
        folders_as_tags=options.folders_as_tags,
        keep_dates=options.keep_dates,
        fetch=options.fetch,
        allow_local=options.allow_local,
        tags=tuple(options.tags),
        format=options.format,
        pictures=options.pictures,
    )
    found: list[dict[str, Any]] = []
    texts: list[str] = []
    code = 0
    for name in options.files:
        exports, left_out = exports_in(Path(name))
        for file in exports:
            try:
                fields, text = (_previewed if options.preview else _imported)(session, file, choices, output)
            except ReaderError as error:
                output.failure(error)
                fields, text, code = {"file": str(file), "error": error_json(error)}, "", 1
            except KeyboardInterrupt:
                if not options.preview:
                    output.tell(_where_it_stands(session, file, options.library))
                raise
            if _has_feeds(fields):
                output.tell(
                    Message(
                        "import",
                        _OF_FEEDS,
                        {"command": _command(options.library, "feeds", "import", str(file))},
                    )
                )
            found.append({**fields, "folder": name, "left_out": left_out} if left_out else fields)
            texts.append(text)
        if left_out:
            texts.append(f"{name}\t{output.word('files left out')}\t{left_out}")
    output.result(found[0] if len(found) == 1 else found, "\n".join(filter(None, texts)))
    return code


def _where_it_stands(session: LibrarySession, file: Path, library: str | None) -> Message:
    """What an interrupted import left, and how it goes on."""
    from reader.services.importing.unfinished import unfinished_import

    found = unfinished_import(session, file)
    if found is None:
        return Message("import", _NOT_BEGUN_OR_DONE)
    again = _command(library, "import", "--resume", str(found.id))
    values = {"done": found.rows_done, "total": found.rows_total, "command": again}
    return Message("import", _BROKEN_OFF, values)


def _command(library: str | None, *words: str) -> str:
    """What is to be typed to do something with the same library."""
    return shlex.join(["liseuse", *(("--library", library) if library else ()), *words])


_OF_FEEDS = QT_TRANSLATE_NOOP(
    "import", "Feeds are followed, not imported. To follow those of the list: {command}"
)


def _has_feeds(fields: dict[str, Any]) -> bool:
    """Whether a list that `feeds import` takes names some."""
    refused = {*fields.get("refused", ()), *(row["reason"] for row in fields.get("failed", ()))}
    return fields.get("format") == "opml" and "feed" in refused


_BROKEN_OFF = QT_TRANSLATE_NOOP(
    "import",
    "Stopped after {done} of {total} rows, which stay. To go on: {command}. The window goes on by itself.",
)
_NOT_BEGUN_OR_DONE = QT_TRANSLATE_NOOP(
    "import",
    "Stopped. No import is left half done; the window fetches the texts that are not here yet.",
)


def _previewed(
    session: LibrarySession, file: Path, choices: ImportChoices, output: Output
) -> tuple[dict[str, Any], str]:
    from reader.services.importing.preview_import import preview_import

    preview = preview_import(session, file, output.progress(file.name), choices)
    fields = dataclasses.asdict(preview)
    for name in ("refused", "tags", "folders"):
        fields[name] = dict(fields[name])
    return fields, _preview_text(preview, output)


_COUNTED = (
    *("new", "known", "repeated", "with_text", "archived", "favourites", "highlights", "local"),
    *("feeds", "rules"),
)
_NAMES = {"with_text": "with text", "local": "in this network"}


def _preview_text(preview: ImportPreview, output: Output) -> str:
    lines = [f"{preview.file}: {output.show(format_name(preview.format))}, {preview.rows}"]
    for name in _COUNTED:
        if number := getattr(preview, name):
            lines.append(f"\t{output.word(_NAMES.get(name, name))}\t{number}")
    lines += [f"\t{count}\t{output.show(reason_text(reason))}" for reason, count in preview.refused]
    for name, named in (("tags", preview.tags), ("folders", preview.folders)):
        if named:
            lines.append(f"\t{output.word(name)}\t" + ", ".join(f"{tag} ({count})" for tag, count in named))
    if preview.first:
        lines.append(f"\t{preview.first} – {preview.last}")
    return "\n".join(lines)


def _imported(
    session: LibrarySession, file: Path, choices: ImportChoices, output: Output
) -> tuple[dict[str, Any], str]:
    from reader.services.importing.fetch_pictures import fetch_pictures
    from reader.services.importing.run_import import run_import
    from reader.services.search_library import catch_up

    def settled(rows: Sequence[Settled]) -> None:
        for row in rows:
            if row.outcome != "failed":
                output.acknowledge(row.url)

    outcome = run_import(session, file, choices, output.progress(file.name), settled)
    catch_up(session, output.progress(file.name))
    if choices.fetch == "now":
        _fetch(session, output)
    if choices.pictures == "now":
        fetch_pictures(session, outcome.id, output.progress(file.name))
    return _outcome(session, outcome), _outcome_text(session, outcome, output)


def _fetch(session: LibrarySession, output: Output) -> None:
    from reader.services.importing.fetch_waiting import fetch_waiting

    def ended(_article_id: int, error: ReaderError | None) -> None:
        if error is not None:
            output.failure(error)

    fetch_waiting(session, output.progress("import"), ended=ended)


def _outcome(session: LibrarySession, outcome: ImportOutcome) -> dict[str, Any]:
    from reader.services.importing.import_report import report_rows

    failed = [
        {"line": int(row.line) if row.line.isdecimal() else row.line, "url": row.url, "reason": row.reason}
        for row in report_rows(session, outcome.id, ("failed",))
    ]
    return {**dataclasses.asdict(outcome), "failed": failed}


def _outcome_text(session: LibrarySession, outcome: ImportOutcome, output: Output) -> str:
    from reader.services.importing.import_report import report_rows

    names = ("read", "saved", "waiting", "merged", "duplicates", "failed")
    later = [name for name in ("fetched", "unavailable", "removed") if getattr(outcome, name)]
    counts = ", ".join(f"{getattr(outcome, name)} {output.word(name)}" for name in (*names, *later))
    lines = [f"{outcome.id}\t{outcome.file}\t{output.show(format_name(outcome.format))}\t{counts}"]
    for row in report_rows(session, outcome.id, ("failed",)):
        what = row.url or row.title or "-"
        lines.append(f"\t{row.line}\t{what}\t{output.show(reason_text(row.reason))}")
    return "\n".join(lines)


def _list(session: LibrarySession, output: Output) -> int:
    from reader.services.importing.import_report import imports

    records = imports(session)
    rows = [_record(record) for record in records]
    lines = [
        f"{r.id}\t{r.started_at}\t{output.word(r.state)}\t{r.rows_done}/{r.rows_total}\t{r.file}"
        for r in records
    ]
    output.result(rows, "\n".join(lines))
    return 0


def _record(record: ImportRecord) -> dict[str, Any]:
    names = ("id", "format", "file", "path", "state", "started_at", "finished_at", "rows_total", "rows_done")
    return {**{name: getattr(record, name) for name in names}, "counts": record.counts}


def _report(session: LibrarySession, options: argparse.Namespace, output: Output) -> int:
    from reader.services.importing.import_report import import_outcome, report_rows, write_report

    outcome = import_outcome(session, options.report)
    if options.output:
        count = write_report(session, options.report, Path(options.output), output.translate)
        output.result({"path": options.output, "rows": count}, options.output)
        return 0
    rows = [dataclasses.asdict(row) for row in report_rows(session, options.report)]
    fields = {**_outcome(session, outcome), "rows": rows}
    output.result(fields, _outcome_text(session, outcome, output))
    return 0


def _undo(session: LibrarySession, import_id: int, output: Output) -> int:
    from reader.services.importing.undo_import import undo_import

    undone = undo_import(session, import_id, output.progress("undo"))
    text = f"{undone.id}\t-{undone.removed}\t{output.word('{count} kept', count=undone.kept)}"
    output.result(dataclasses.asdict(undone), text)
    return 0


def _retry(session: LibrarySession, import_id: int, output: Output) -> int:
    from reader.services.importing.import_report import import_outcome, retry_import

    waiting = retry_import(session, import_id)
    _fetch(session, output)
    outcome = import_outcome(session, import_id)
    output.result({"tried": waiting, **_outcome(session, outcome)}, _outcome_text(session, outcome, output))
    return 0


def _source(session: LibrarySession, import_id: int) -> str:
    from reader.services.importing.import_report import source_of

    return str(source_of(session.imports.get(import_id)))
