"""The command `edition`: what is unread of the last day or week as one book, now or by a timer."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from reader.cli.output import Output
from reader.core.errors import ReaderError
from reader.core.messages import QT_TRANSLATE_NOOP, Message
from reader.services.library_session import LibrarySession
from reader.settings.paths import library_paths

_OFF = "off"


def add_commands(commands: Any) -> None:
    """Add this module's command to the parser."""
    parser = commands.add_parser(
        "edition",
        help="write what is unread of the last day or week as one book for an e-reader",
        epilog="The book is in the reader's language beside the original, where the settings name one. "
        "--schedule writes a timer for systemd into your own configuration, which makes the book by itself; "
        "--schedule off removes it.",
    )
    parser.add_argument(
        "--since", default="day", metavar="DATE", help="day (the default), week, month, or a date YYYY-MM-DD"
    )
    parser.add_argument("--since-last", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument(
        "--source",
        action="append",
        default=[],
        metavar="S",
        help="only what comes from here: a name or a host",
    )
    parser.add_argument(
        "--feeds",
        action="store_true",
        help="look for new pieces of these sources first; save and translate what came",
    )
    parser.add_argument("--lang", metavar="LANG", help="beside the original; “original” for that alone")
    parser.add_argument("--output", metavar="PATH", default="", help="the book, or a folder")
    parser.add_argument("--schedule", choices=("day", "week", _OFF), help="make it by itself, or no longer")
    parser.add_argument("--at", metavar="HH:MM", default="", help="when a schedule makes it (07:00)")
    parser.set_defaults(run=partial(_edition, parser), uses_library=True)


def _edition(parser: argparse.ArgumentParser, options: argparse.Namespace, output: Output) -> int:
    from reader.services.feeds.allowed import may_fetch
    from reader.services.feeds.morning import gather
    from reader.services.library.export_article import target_of
    from reader.services.publishing.edition import readers_choice, since_of, write_edition
    from reader.services.publishing.edition_schedule import note_edition, since_last

    if options.schedule == _OFF:
        return _remove(output)
    if not options.output:
        parser.error(output.needs("edition", "--output"))
    if options.schedule:
        return _schedule(parser, options, output)
    now = datetime.now(UTC)
    try:
        since = since_of(options.since, now)
    except ValueError:
        text = QT_TRANSLATE_NOOP("terminal", "{given} is no day, week, month or date")
        parser.error(output.show(Message("terminal", text, {"given": options.since})))
    path = Path(options.output).expanduser()
    if options.output.endswith(("/", os.sep)) and not path.is_dir():
        raise ReaderError("read-only", "it is gone", folder=path)
    with LibrarySession.open(library_paths(options.library)) as session:
        if options.since_last:
            since = since_last(session.paths, since, now)
        target = None if options.lang is None else target_of(options.lang)
        choice = readers_choice(session, since, options.source, target)
        # By its timer only where the reader lets feeds be fetched unasked.
        if options.feeds and not session.read_only and (not options.since_last or may_fetch(session)):
            gather(session, choice, output.progress("feeds"))
        done = write_edition(session, choice, path, output.progress(), translate=output.translate)
        if options.since_last and not session.read_only:
            note_edition(session.paths, now)
    output.left_out(done.without_text)
    fields = {
        "written": [str(done.path)] if done.path is not None else [],
        "articles": done.articles,
        "minutes": done.minutes,
        "untranslated": done.untranslated,
        "without_text": done.without_text,
    }
    output.result(fields, f"{done.articles}\t{done.minutes}\t{done.path or ''}".rstrip())
    return 0


def _schedule(parser: argparse.ArgumentParser, options: argparse.Namespace, output: Output) -> int:
    from reader.services.publishing.edition_schedule import AT, Schedule, set_schedule

    folder = Path(os.path.abspath(Path(options.output).expanduser()))
    if not folder.is_dir():
        text = QT_TRANSLATE_NOOP("terminal", "{option} needs a folder that is there, not {given}")
        parser.error(output.show(Message("terminal", text, {"option": "--schedule", "given": str(folder)})))
    at = options.at or AT
    schedule = Schedule(
        options.schedule, at, folder, tuple(options.source), options.lang or "", options.feeds
    )
    try:
        units = set_schedule(library_paths(options.library), schedule)
    except ValueError:
        text = QT_TRANSLATE_NOOP("terminal", "{given} is no time of day such as {example}")
        parser.error(output.show(Message("terminal", text, {"given": at, "example": AT})))
    fields = {"schedule": options.schedule, "at": at, "output": str(folder), "units": list(map(str, units))}
    output.result(fields, "\n".join(map(str, units)))
    return 0


def _remove(output: Output) -> int:
    from reader.services.publishing.edition_schedule import remove_schedule

    removed = remove_schedule()
    output.result({"schedule": None, "removed": removed}, output.word("removed") if removed else "")
    return 0
