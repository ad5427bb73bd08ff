"""The commands `save`, `pictures` and `pending`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reader.cli.articles import page_on_input
from reader.cli.local_addresses import add_allow_local, agreed_link
from reader.cli.output import Output, outcome_json
from reader.core.errors import ReaderError
from reader.core.origin import TYPED, NamedBy, Origin
from reader.library.imports.entries import FILE
from reader.services.library_session import LibrarySession
from reader.services.saving.keep_trying import is_waited_for, keep_link
from reader.services.saving.save_article import SaveOutcome, save_article
from reader.services.saving.save_page import OF_FILE, read_bytes, save_file, save_page
from reader.settings.paths import library_paths

FILE_ENDINGS = frozenset((".mhtml", ".mht", ".webarchive", ".url", ".webloc", ".desktop"))
"""Endings of files that no web address is taken for; others are files when they exist or begin with /."""


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser."""
    save = commands.add_parser("save", help="save the articles behind links, or out of saved pages")
    save.add_argument(
        "urls",
        nargs="*",
        metavar="URL|FILE|-",
        help="a link, a saved page, a file with links, or - for a page on standard input",
    )
    save.add_argument("--url", default="", help="the address of the page in the file, when you know it")
    save.add_argument(
        "--tag", action="append", default=[], dest="tags", metavar="T", help="a tag to give; may be repeated"
    )
    save.add_argument("--translate", default="", metavar="LANGS", help="translate at once, for example en,ar")
    save.add_argument(
        "--as-text", action="store_true", help="save a page's whole text where no article is found in it"
    )
    save.add_argument("--from-file", metavar="F", help="also save every link found in this file")
    save.add_argument(
        "--through-window", action="store_true", help="give them to the open window, if there is one"
    )
    # No value of its own where it is not given here: it may stand before the command.
    save.add_argument(
        "--quiet", action="store_true", default=argparse.SUPPRESS, help="say nothing but what failed"
    )
    add_allow_local(save)
    save.set_defaults(run=_save, uses_library=True, named_by=NamedBy.READER)

    pictures = commands.add_parser("pictures", help="fetch the pictures that articles lack")
    pictures.add_argument("ids", nargs="+", type=int, metavar="ID")
    add_allow_local(pictures)
    pictures.set_defaults(run=_pictures, uses_library=True)

    pending = commands.add_parser("pending", help="list the links that wait to be saved, or try them now")
    pending.add_argument("--retry", action="store_true", help="try every one now")
    add_allow_local(pending)
    pending.set_defaults(run=_pending, uses_library=True, url="", as_text=False)


def _save(options: argparse.Namespace, output: Output) -> int:
    from reader.cli.models import LANGUAGE_CODE
    from reader.cli.opening import taken_by_window

    code = taken_by_window(options, output) if options.through_window else None
    if code is not None:
        return code
    given = [(one, Origin(options.named_by)) for one in options.urls]
    if options.from_file:
        given += [(link, OF_FILE) for link in _links_of_file(Path(options.from_file))]
    if not given and options.from_file:
        raise ReaderError("not-a-link", "a file without a link", text=Path(options.from_file).name)
    if not given:
        raise ReaderError("unsupported-scheme", "no link given")
    languages = [code for code in options.translate.split(",") if LANGUAGE_CODE.fullmatch(code)]
    outcomes: list[SaveOutcome] = []
    with LibrarySession.open(library_paths(options.library)) as session:
        for one, origin in given:
            for outcome in _saved(session, one, origin, options, output):
                outcomes.append(outcome)
                if outcome.id:
                    output.acknowledge(outcome.url)
                    outcomes += _translated(session, outcome, languages, output)
    return _report(outcomes, output)


def _report(outcomes: Sequence[SaveOutcome], output: Output) -> int:
    lines = [] if output.quiet else [_outcome_text(outcome, output) for outcome in outcomes]
    output.result([outcome_json(outcome) for outcome in outcomes], "\n".join(lines))
    return 1 if any(o.error is not None for o in outcomes) else 0


def _saved(
    session: LibrarySession, given: str, origin: Origin, options: argparse.Namespace, output: Output
) -> list[SaveOutcome]:
    """Save one argument; what waiting may mend is kept in the library, for the window to try again."""
    of_file = given != "-" and _is_file(given)
    origin = TYPED if options.allow_local else OF_FILE if of_file else origin
    outcomes = _tried(session, given, origin, options, output)
    while link := agreed_link((outcome.error for outcome in outcomes), output):
        origin = origin.agreeing(link)
        outcomes = _tried(session, given, origin, options, output)
    return [_settled(session, outcome, origin, options.tags, output) for outcome in outcomes]


def _tried(
    session: LibrarySession, given: str, origin: Origin, options: argparse.Namespace, output: Output
) -> list[SaveOutcome]:
    progress = output.progress(given)
    try:
        if given == "-":
            return [
                save_page(session, page_on_input(), progress, options.url, options.tags, "", origin=origin)
            ]
        if _is_file(given):
            return save_file(session, Path(given), progress, options.url, options.tags, origin=origin)
        return [save_article(session, given, progress, options.tags, options.as_text, origin=origin)]
    except ReaderError as error:
        return [SaveOutcome("failed", given, error=error)]


def _settled(
    session: LibrarySession, outcome: SaveOutcome, origin: Origin, tags: Sequence[str], output: Output
) -> SaveOutcome:
    """Keep a link that could not be had now, forget a kept one that is saved, and say what failed."""
    error = outcome.error
    if error is None:
        session.pending.remove_link(outcome.url)
        return outcome
    output.failure(error, outcome.url if output.quiet else "")
    if not is_waited_for(error) or _is_file(outcome.url):
        return outcome
    keep_link(session, outcome.url, error, tags, origin)
    return SaveOutcome("queued", outcome.url, error=error)


def _is_file(given: str) -> bool:
    if given.lower().startswith(("http://", "https://")):
        return False
    path = Path(given)
    if path.is_absolute() and not given.startswith("//"):  # no address begins so
        return True
    if path.suffix.lower() in FILE_ENDINGS and "://" not in given:
        return True
    try:
        return path.is_file()
    except (OSError, ValueError):  # a text that no system takes for a file name
        return False


def _translated(
    session: LibrarySession, outcome: SaveOutcome, languages: Sequence[str], output: Output
) -> list[SaveOutcome]:
    """Translate a saved article; returns an outcome for each language that failed."""
    from reader.services.translation.translate_article import translate_article

    failed = []
    for code in languages:
        try:
            translate_article(session, outcome.id, code, output.progress(outcome.url))
        except ReaderError as error:
            output.failure(error, outcome.url if output.quiet else "")
            failed.append(SaveOutcome("failed", outcome.url, outcome.id, outcome.title, error=error))
    return failed


def _links_of_file(file: Path) -> list[str]:
    from reader.saving.fetching.urls import find_links

    return find_links(read_bytes(file, piped=True).decode("utf-8", "replace"))


def _outcome_text(outcome: SaveOutcome, output: Output) -> str:
    word = "link to a file" if outcome.incomplete == FILE else "incomplete"
    mark = f"\t{output.word(word)}" if outcome.incomplete else ""
    return f"{outcome.id or '-'}\t{output.word(outcome.status)}\t{outcome.title or outcome.url}{mark}"


def _pictures(options: argparse.Namespace, output: Output) -> int:
    from reader.services.saving.retry_pictures import retry_pictures

    with LibrarySession.open(library_paths(options.library)) as session:
        outcomes = [
            retry_pictures(session, number, output.progress(str(number)), allow_local=options.allow_local)
            for number in options.ids
        ]
    rows = [{"id": o.id, "title": o.title, "saved": o.saved, "failed": o.failed} for o in outcomes]
    output.result(rows, "\n".join(f"{o.id}\t+{o.saved}\t-{o.failed}\t{o.title}" for o in outcomes))
    return 1 if any(o.failed for o in outcomes) else 0


def _pending(options: argparse.Namespace, output: Output) -> int:
    with LibrarySession.open(library_paths(options.library)) as session:
        waiting = session.pending.all()
        if options.retry:
            outcomes: list[SaveOutcome] = []
            for kept in waiting:
                options.tags = kept.tags
                outcomes += _saved(session, kept.url, kept.origin, options, output)
            return _report(outcomes, output)
    rows = [
        {
            "url": kept.url,
            "added": kept.added_at,
            "error": kept.error or None,
            "attempts": kept.attempts,
            "next": kept.next_at or None,
            "tags": list(kept.tags),
        }
        for kept in waiting
    ]
    output.result(rows, "\n".join(f"{k.url}\t{k.error or '-'}\t{k.next_at or '-'}" for k in waiting))
    return 0
