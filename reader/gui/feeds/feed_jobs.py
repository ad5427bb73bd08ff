"""What the window asks of feeds: these functions run off the GUI thread."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.core.errors import ReaderError
from reader.core.feeds import GONE, Feed, FeedItem, FoundFeed
from reader.core.progress import Progress

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

FIRST = 100
"""Rows that are read with a list."""


@dataclass(frozen=True, slots=True)
class FeedListing:
    """The feeds, and the pieces of those that are on screen, with the place of each in the list."""

    feeds: tuple[Feed, ...] = ()
    ids: tuple[int, ...] = ()
    rows: tuple[FeedItem, ...] = ()
    new: int = 0
    places: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at feeds brought: new pieces, articles saved by rules, feeds that failed."""

    new: int
    saved: int
    failed: int


@dataclass(frozen=True, slots=True)
class TakenLists:
    """What became of lists of feeds.

    So many feeds are followed; `local` wait for the reader's word; `others` are files that hold something
    else, too; `named` are addresses of feeds whose documents are among the files; `errors` say what could
    not be read or kept.
    """

    followed: int = 0
    local: tuple[FoundFeed, ...] = ()
    others: tuple[Path, ...] = ()
    named: tuple[str, ...] = ()
    errors: tuple[ReaderError, ...] = ()


@dataclass(frozen=True, slots=True)
class MorningAtHand:
    """Of what the morning is made, and whether that may be fetched unasked now: not in private reading."""

    feeds: int
    allowed: bool
    private: bool


@dataclass(frozen=True, slots=True)
class MadeMorning:
    """A morning that was made ready: its minutes of reading, how many sources failed, and whether every one
    did for want of a connection."""

    minutes: int
    failed: int
    offline: bool


@dataclass(frozen=True, slots=True)
class KnownSource:
    """The source of an article: what it is called, and its feed where it is followed, else 0."""

    name: str = ""
    feed_id: int = 0


def source_of(session: LibrarySession, article_id: int) -> KnownSource:
    """The source of an article; without a name where it has none that could be followed."""
    from reader.services.feeds.source_of import followed_source

    feed = followed_source(session, article_id)
    if feed is not None:
        return KnownSource(feed.name, feed.id)
    for card in session.articles.by_ids([article_id]):
        host = urlsplit(card.url).hostname if card.url.startswith("http") else ""
        return KnownSource(card.site or (host or "").removeprefix("www.")) if host else KnownSource()
    return KnownSource()


def read_feeds(
    session: LibrarySession, progress: Progress, feed_id: int, only_new: bool, pieces: bool
) -> FeedListing:
    """The feeds, with the pieces of one of them or of all (0) where `pieces` are on screen."""
    from reader.services.feeds.read_items import count_new, followed, item_ids, item_rows

    feeds = tuple(followed(session, progress))
    if not pieces:
        return FeedListing(feeds, new=count_new(session, progress) if feeds else 0)
    ids = tuple(item_ids(session, feed_id, only_new, progress=progress))
    rows = tuple(item_rows(session, ids[:FIRST]))
    new = count_new(session, progress)
    return FeedListing(feeds, ids, rows, new, _places(ids))


def read_first(session: LibrarySession, feed_id: int, only_new: bool) -> FeedListing:
    """The first pieces of a feed, with that feed, or of all (0): at once, whatever the list's length."""
    from reader.services.feeds.read_items import item_ids, item_rows

    ids = item_ids(session, feed_id, only_new, FIRST)
    feeds: tuple[Feed, ...] = ()
    if feed_id:
        with contextlib.suppress(ReaderError):  # it is followed no more, and has no pieces either
            feeds = (session.feeds.get(feed_id),)
    return FeedListing(feeds, tuple(ids), tuple(item_rows(session, ids)), places=_places(ids))


def _places(ids: Sequence[int]) -> dict[int, int]:
    return {number: place for place, number in enumerate(ids)}


def look(
    session: LibrarySession, progress: Progress, feed_id: int, reason: str, metered: bool | None = None
) -> Looked:
    """Look at one feed, at all (0), or by the timer at those that are due; then do what the rules want.

    By the timer nothing is done where the reader does not allow it; `metered`: whether data is counted,
    `None` where the window does not know.
    """
    from reader.services.feeds.allowed import may_look
    from reader.services.feeds.read_items import followed
    from reader.services.feeds.rules import carry_out
    from reader.services.feeds.update_feeds import anything_due, update_feeds

    feeds = None
    if reason == "timer":
        # What is allowed is asked of other programs: not every few minutes for nothing.
        waits = anything_due(session) or bool(session.feed_items.wanted(limit=1))
        if not waits or not may_look(session, metered):
            return Looked(0, 0, 0)
    else:
        feeds = [f for f in followed(session) if (f.id == feed_id if feed_id else f.state != GONE)]
    outcome = update_feeds(session, progress, feeds, reason)
    done = carry_out(session, progress)
    return Looked(outcome.new, done.saved, outcome.failed)


def translate(session: LibrarySession, progress: Progress) -> list[int]:
    """Translate the titles of some new pieces; their numbers, none when nothing is left to do."""
    from reader.services.feeds.translate_items import translate_new

    return translate_new(session, progress)


def follow_found(session: LibrarySession, found: Sequence[FoundFeed], progress: Progress) -> list[Feed]:
    """Follow feeds that were found, and look at them."""
    from reader.services.feeds.follow_feed import follow

    return follow(session, found, progress)


def follow_lists(session: LibrarySession, files: Sequence[Path], progress: Progress) -> TakenLists:
    """Follow the feeds of the files that are lists of them."""
    from reader.services.feeds.feed_lists import follow_listed, named_in
    from reader.services.importing.preview_import import is_export

    listed: list[FoundFeed] = []
    others, errors, named = [], [], []
    for number, file in enumerate(files):
        progress.step(number, len(files), "reading")
        try:
            found = named_in(session, file, progress)
        except ReaderError as error:  # XML of another program is no feed either
            if file.suffix.lower() != ".opml" and is_export(file):
                others.append(file)
            else:
                errors.append(error)
            continue
        if isinstance(found, str):
            named.append(found)
            continue
        listed += found.feeds if found is not None else ()
        if found is None or found.links or not found.feeds:
            others.append(file)
    taken = follow_listed(session, listed)
    errors += [taken.error] if taken.error is not None else []
    return TakenLists(len(taken.feeds), taken.local, tuple(others), tuple(named), tuple(errors))


def follow_local(session: LibrarySession, found: Sequence[FoundFeed]) -> TakenLists:
    """Follow feeds of this computer's network, which the reader lets be asked."""
    from reader.services.feeds.feed_lists import follow_listed

    taken = follow_listed(session, found, allow_local=True)
    return TakenLists(len(taken.feeds), errors=(taken.error,) if taken.error is not None else ())


def morning_at_hand(session: LibrarySession, metered: bool | None) -> MorningAtHand:
    """Whether the morning may be made ready unasked; `metered` as for `look`. Takes a moment."""
    from reader.services.feeds.allowed import may_fetch
    from reader.services.feeds.read_items import followed

    feeds = sum(feed.state != GONE for feed in followed(session))
    allowed = bool(feeds) and not session.read_only and may_fetch(session, metered)
    return MorningAtHand(feeds, allowed, session.private)


def make_morning(session: LibrarySession, progress: Progress) -> MadeMorning:
    """Look for what is new of the morning's sources, save and translate it."""
    from reader.services.feeds.morning import gather, morning_choice

    kinds: list[str] = []

    def ended(_feed: Feed, error: ReaderError | None) -> None:
        if error is not None:
            kinds.append(error.kind)

    found = gather(session, morning_choice(session), progress, ended)
    offline = bool(kinds) and len(kinds) == found.feeds and set(kinds) == {"offline"}
    return MadeMorning(found.minutes, len(kinds), offline)
