"""Lists of feeds (OPML), in and out; no password goes out."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.feeds import Feed, FoundFeed
from reader.core.origin import NamedBy, Origin
from reader.core.storage_errors import storage_errors
from reader.services.feeds.follow_feed import feed_link, keep

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

OF_FILE = Origin(NamedBy.FILE)


def feeds_in_file(file: Path) -> list[FoundFeed]:
    """The feeds that a list names, each once.

    Raises:
        ReaderError: `file-unreadable`, `file-damaged`, `unknown-export` when it is no such list.
    """
    from reader.exchange.imports.feed_lists import read_feeds

    return read_feeds(file)


def is_feed_list(file: Path) -> bool:
    """Whether a file looks like a list of feeds."""
    from reader.exchange.imports.feed_lists import is_feed_list as looks_so

    return looks_so(file)


def import_feeds(session: LibrarySession, file: Path, allow_local: bool = False) -> tuple[list[Feed], int]:
    """Follow the feeds of a list; they are due, and nothing is fetched yet.

    Args:
        session: the library.
        file: the list.
        allow_local: also those of this computer's network.

    Returns:
        The feeds, and how many were not followed before.

    Raises:
        ReaderError: as `feeds_in_file`; `no-keyring` when one holds a password.
    """
    named = []
    for found in feeds_in_file(file):
        with contextlib.suppress(ReaderError):
            feed_link(found.url)
            named.append(found)
    before = {feed.id for feed in session.feeds.all()}
    feeds = keep(session, named, OF_FILE, allow_local)
    return feeds, len({feed.id for feed in feeds} - before)


def opml_text(feeds: Sequence[Feed]) -> str:
    """A list of feeds as OPML."""
    from reader.exchange.opml import opml_of

    return opml_of(feeds)


def export_feeds(feeds: Sequence[Feed], file: Path) -> None:
    """Write a list of feeds, whole or not at all.

    Raises:
        ReaderError: `disk-full`, `read-only`, `disk-error`.
    """
    draft = file.with_name(f".{file.name}.part")
    with storage_errors(file.parent):
        try:
            draft.write_text(opml_text(feeds), encoding="utf-8")
            os.replace(draft, file)
        finally:
            draft.unlink(missing_ok=True)
