"""The window from the command line: `open`, and handing links over to the window that is open."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from reader.cli.local_addresses import add_allow_local
from reader.cli.output import Output, outcome_json
from reader.cli.window import open_or_raise
from reader.core.errors import ReaderError
from reader.services.desktop.hand_over import hand_over
from reader.services.desktop.open_request import feed_address, is_app_link, read_app_link, read_opening
from reader.services.library.browse_library import VIEWS
from reader.services.saving.save_article import SaveOutcome
from reader.settings.paths import library_paths


def add_commands(commands: Any) -> None:
    """Add this module's command to the parser."""
    open_ = commands.add_parser("open", help="open the window (or raise it), with links or files to save")
    open_.add_argument(
        "things",
        nargs="*",
        metavar="LINK|FILE",
        help="links, liseuse: links, saved pages, link files, .argosmodel files",
    )
    open_.add_argument("--clipboard", action="store_true", help="save what is on the clipboard")
    open_.add_argument("--view", choices=VIEWS, default="", help="show a view of the library")
    add_allow_local(open_)
    open_.set_defaults(run=_open, uses_library=False)


def shows_something(word: str) -> bool:
    """Whether a word is a link to something that only a window shows: a `liseuse:` link to an article or a
    view, the address of a feed to follow. One that cannot be read shows nothing; who saves it says why."""
    word = word.strip()
    if feed_address(word) is not None:
        return True
    try:
        return is_app_link(word) and not read_app_link(word).links
    except ReaderError:
        return False


def taken_by_window(options: argparse.Namespace, output: Output) -> int | None:
    """Give links to the window that is open, without raising it; `None` when they are to be saved here.

    The links of `liseuse:save` take its place.

    Raises:
        ReaderError: a `liseuse:` link that asks for nothing we know, or the window refused them.
    """
    words = list(options.urls)
    if options.tags or options.translate or options.from_file or options.url or "-" in words:
        return None
    try:
        opening = read_opening(words, Path.cwd())
    except ReaderError:
        if any(map(is_app_link, words)):
            raise
        return None  # saving tells which of them it was
    opening = replace(opening, allow_local=options.allow_local)
    paths = library_paths(options.library)
    if not hand_over(paths, replace(opening, quietly=True)):
        options.urls = [*opening.links, *opening.files] if any(map(is_app_link, words)) else words
        options.named_by = opening.named_by
        return None
    given = (*opening.links, *opening.files)
    output.result([outcome_json(SaveOutcome("queued", one)) for one in given], "")
    return 0


def _open(options: argparse.Namespace, output: Output) -> int:
    good: list[str] = []
    problem: ReaderError | None = None
    for word in options.things:
        try:
            read_opening([word], Path.cwd())
            good.append(word)
        except ReaderError as error:
            output.failure(error)
            problem = problem or error
    opening = replace(read_opening(good, Path.cwd()), problem=problem)
    opening = replace(opening, clipboard=options.clipboard, view=options.view or opening.view)
    opening = replace(opening, allow_local=options.allow_local)
    code = open_or_raise(options.library, opening, options.verbose)
    return code or (0 if problem is None else 1)
