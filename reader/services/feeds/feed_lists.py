"""Lists of feeds (OPML), in and out; no password goes out."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.feeds import Feed, FoundFeed, SoughtFeedError
from reader.core.origin import AddressClass, NamedBy, Origin
from reader.services.feeds.follow_feed import feed_link, has_secret, keep
from reader.services.saving.link_origin import class_of_address

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.exchange.imports.feed_lists import FeedList
    from reader.services.library_session import LibrarySession

OF_FILE = Origin(NamedBy.FILE)


@dataclass(frozen=True, slots=True)
class ListTaken:
    """What became of a list.

    `feeds` are followed, `new` of them were not before. `local` lie in this computer's network and are not
    followed without the reader's word. `error` is why some with a password are not followed, else `None`.
    """

    feeds: tuple[Feed, ...] = ()
    new: int = 0
    local: tuple[FoundFeed, ...] = ()
    error: ReaderError | None = None


def feeds_in_file(file: Path) -> FeedList:
    """What a list of feeds names.

    Raises:
        ReaderError: `file-unreadable`, `file-damaged`, `unknown-export` when it is no such list.
    """
    from reader.exchange.imports.feed_lists import read_list

    return read_list(file)


def named_in(session: LibrarySession, file: Path, progress: Progress) -> FeedList | str | None:
    """What a file of any kind names: the feeds of a list, the address of a feed whose document it is.

    Returns:
        `None` for a file that is neither.

    Raises:
        ReaderError: as `feeds_in_file` and `address_of_feed`. Cancelled.
    """
    from reader.exchange.imports.feed_lists import FEED, LIST, feeds_of_list, kind_of

    kind = kind_of(file)
    if kind == FEED:
        return address_of_feed(session, file, progress)
    return feeds_of_list(file) if kind == LIST else None


def address_of_feed(session: LibrarySession, file: Path, progress: Progress | None = None) -> str:
    """Where a feed can be followed whose document was kept in a file: its own address, else its site's.

    Raises:
        ReaderError: `file-unreadable`, `not-a-feed`, `no-feed-found` where it names neither. Cancelled.
    """
    from reader.exchange.imports.feed_lists import document_of

    try:
        feed = session.extraction.read_feed(document_of(file), "", "", progress)
    except ReaderError as error:
        if error.kind != "feed-broken":
            raise
        raise SoughtFeedError("feed-broken", error.detail, host=file.name) from None
    if not (feed.url or feed.site):
        raise ReaderError("no-feed-found", "the document names no address", host=file.name)
    return feed.url or feed.site


def import_feeds(session: LibrarySession, file: Path, allow_local: bool = False) -> ListTaken:
    """Follow the feeds of a list; they are due, and nothing is fetched yet.

    Those of this computer's network are followed too: without `allow_local` they say why they are not read.

    Args:
        session: the library.
        file: the list.
        allow_local: the reader lets those of this computer's network be asked.

    Raises:
        ReaderError: as `feeds_in_file`.
    """
    return follow_listed(session, feeds_in_file(file).feeds, allow_local, leave_local=False)


def follow_listed(
    session: LibrarySession, found: Sequence[FoundFeed], allow_local: bool = False, leave_local: bool = True
) -> ListTaken:
    """Follow feeds that a list names; what is no address is left out.

    Args:
        session: the library.
        found: the feeds.
        allow_local: the reader lets those of this computer's network be asked.
        leave_local: do not follow these without his word.
    """
    named: list[FoundFeed] = []
    local: list[FoundFeed] = []
    for each in found:
        with contextlib.suppress(ReaderError):
            link = feed_link(each.url)
            asks = leave_local and not allow_local and class_of_address(link) > AddressClass.PUBLIC
            (local if asks else named).append(each)
    before = {feed.id for feed in session.feeds.all()}
    error = None
    try:
        feeds = keep(session, named, OF_FILE, allow_local)
    except ReaderError as missing:
        if missing.kind not in ("no-keyring", "keyring-closed"):
            raise
        error = missing
        feeds = keep(session, [each for each in named if not has_secret(each.url)], OF_FILE, allow_local)
    return ListTaken(tuple(feeds), len({feed.id for feed in feeds} - before), tuple(local), error)


def opml_text(feeds: Sequence[Feed]) -> str:
    """A list of feeds as OPML."""
    from reader.exchange.opml import opml_of

    return opml_of(feeds)


def export_feeds(feeds: Sequence[Feed], file: Path) -> None:
    """Write a list of feeds, whole or not at all.

    Raises:
        ReaderError: `disk-full`, `read-only`, `disk-error`.
    """
    from reader.services.whole_file import write_whole

    write_whole(file, opml_text(feeds).encode())
