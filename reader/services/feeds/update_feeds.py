"""Feeds are looked at: fetched side by side, read in the worker, each stored with its log line as it came."""

from __future__ import annotations

import dataclasses
import datetime
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.feeds import LONGEST_INTERVAL, Feed, FeedRequest, FeedRule, ParsedFeed, ParsedItem
from reader.core.progress import Progress
from reader.core.storage_errors import OF_THE_LIBRARY
from reader.library.feeds.feeds import FeedFailure, FeedUpdate, NewAddress
from reader.services.feeds.fetch_feed import (
    DocumentAtHand,
    FetchedFeed,
    fetch_feed,
    left_address,
    settled_address,
)
from reader.services.feeds.rules import judge_of, kept_longer
from reader.services.feeds.schedule import after_failure, next_interval
from reader.services.saving.keep_trying import MENDED_BY_CONNECTION, PRIVATE

if TYPE_CHECKING:
    from reader.saving.fetching.fetch import Fetcher
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

AT_ONCE = 8
"""Connections: with half of them an update waits for servers, and two cores have work for no more."""

_AT_ONE_LOOK = 5_000  # feeds
_GATHERED_FOR = 0.05
"""Seconds: a transaction takes the disk some milliseconds, whatever it holds."""
_LOG_DAYS = 90
_FADES = "feed_keep_days"

Ended = Callable[[Feed, "ReaderError | None"], None]
_Came = tuple[FetchedFeed, ParsedFeed | ReaderError | None] | ReaderError


@dataclasses.dataclass(frozen=True, slots=True)
class UpdateOutcome:
    """How many feeds were looked at, how many pieces came, and how many feeds failed."""

    feeds: int = 0
    new: int = 0
    failed: int = 0


def update_feeds(
    session: LibrarySession,
    progress: Progress,
    feeds: Sequence[Feed] | None = None,
    reason: str = "reader",
    ended: Ended | None = None,
    at_once: int = AT_ONCE,
    at_hand: Mapping[int, DocumentAtHand] | None = None,
) -> UpdateOutcome:
    """Look at feeds and store what they bring.

    Args:
        session: the library.
        progress: `feeds`, one step a feed.
        feeds: which; `None` for those that are due.
        reason: who wants it, for the log: `timer`, `reader`, `subscribe` or `command`.
        ended: called with each feed and its error, `None` when it worked.
        at_once: connections.
        at_hand: documents that were had already, by the numbers of their feeds, which are not asked again.

    Raises:
        ReaderError: the disk, `private-reading`; what was stored before stays. Cancelled: likewise.
    """
    from reader.saving.fetching.fetch import Fetcher
    from reader.saving.fetching.parallel import fetch_groups

    due = _due(session) if feeds is None else feeds
    today = _now().isoformat()[:10]
    first_of_day = not any(request.requested_at[:10] == today for request in session.feeds.requests(1))
    fetcher = Fetcher(politeness=session.politeness)
    update = _Update(session, fetcher, reason, at_hand or {})
    total, done = len(due), 0
    outcome = UpdateOutcome(total)
    progress.step(0, total, "feeds")
    progress.on_cancel(fetcher.close)
    try:
        for group in fetch_groups(update.fetch, due, progress, at_once, _GATHERED_FOR):
            for feed, new, error in update.take(group):
                done += 1
                outcome = dataclasses.replace(
                    outcome, new=outcome.new + new, failed=outcome.failed + (error is not None)
                )
                if ended is not None:
                    ended(feed, error)
                progress.step(done, total, "feeds")
    finally:
        progress.on_cancel(None)
        fetcher.close()
    if first_of_day and due:
        fade(session)
    return outcome


def fade(session: LibrarySession) -> int:
    """Let the pieces go that nobody opened for as long as the reader or a rule keeps them; how many."""
    moment = _now()
    days = session.settings.number(_FADES)
    before, log_before = (moment - datetime.timedelta(days=n) for n in (days, max(days, _LOG_DAYS)))
    latest, before_of = kept_longer(session, moment, before)
    return session.feed_items.fade(before.isoformat(), log_before.isoformat(), latest.isoformat(), before_of)


class _Update:
    """One round over feeds."""

    def __init__(
        self, session: LibrarySession, fetcher: Fetcher, reason: str, at_hand: Mapping[int, DocumentAtHand]
    ) -> None:
        self._session, self._fetcher, self._reason = session, fetcher, reason
        self._at_hand = at_hand
        self._connected = False
        """Whether a server answered in this round."""

    def fetch(self, feed: Feed) -> tuple[FetchedFeed, ParsedFeed | ReaderError | None]:
        """Ask for one feed and have it read; runs beside others, and while those before are stored."""
        if (there := self._at_hand.get(feed.id)) is not None:
            return there.fetched, there.document
        found = fetch_feed(feed, self._fetcher)
        try:
            return found, self._read(found)
        except ReaderError as error:
            return found, error

    def take(self, came: Sequence[tuple[Feed, _Came]]) -> list[tuple[Feed, int, ReaderError | None]]:
        """Store what came of some feeds: of each how many new pieces, or why none.

        Raises:
            ReaderError: the disk. Cancelled: as asked. What was judged before is stored.
        """
        judged: list[tuple[Feed, FeedUpdate | FeedFailure]] = []
        try:
            for feed, found in came:
                judged.append((feed, self._judged(feed, found)))
        finally:
            told = self._stored(judged)
        return told

    def _stored(
        self, judged: Sequence[tuple[Feed, FeedUpdate | FeedFailure]]
    ) -> list[tuple[Feed, int, ReaderError | None]]:
        told: list[tuple[Feed, int, ReaderError | None]] = []
        for (feed, what), new in zip(judged, self._session.feeds.store(judged), strict=True):
            if isinstance(what, FeedUpdate):
                left_address(self._session, feed, what.moved_to)
                told.append((feed, new, None))
            else:
                told.append((feed, 0, what.error))
        return told

    def _judged(self, feed: Feed, came: _Came) -> FeedUpdate | FeedFailure:
        """What is to be stored of what came of a feed."""
        if isinstance(came, ReaderError):
            return self._failed(feed, came, 0, 0)
        self._connected = True
        found, document = came
        page = found.page
        try:
            if isinstance(document, ReaderError):
                raise document
            moved_to = settled_address(self._session, feed, page)
        except ReaderError as error:
            return self._failed(feed, error, page.status, len(page.body))
        return self._update(feed, found, document, moved_to)

    def _update(
        self, feed: Feed, found: FetchedFeed, document: ParsedFeed | None, moved_to: NewAddress | None
    ) -> FeedUpdate:
        named, page = feed, found.page
        if document is not None:  # a feed that is looked at for the first time is named by its document
            named = dataclasses.replace(
                feed, title=document.title or feed.title, site=document.site or feed.site
            )
        moment = _now()

        def schedule(new: int) -> tuple[int, str]:
            minutes = next_interval(feed.interval, new, document, moment)
            return minutes, _later(moment, minutes)

        return FeedUpdate(
            self._request(feed, page.status, len(page.body)),
            schedule,
            document,
            page.etag,
            page.last_modified,
            found.digest,
            moved_to,
            _no_rules if document is None else judge_of(self._session, named),
        )

    def _read(self, found: FetchedFeed) -> ParsedFeed | None:
        if not found.changed:
            return None
        page = found.page
        return self._session.extraction.read_feed(page.body, page.final_url, page.content_type)

    def _failed(self, feed: Feed, error: ReaderError, status: int, size: int) -> FeedFailure:
        if error.kind in OF_THE_LIBRARY or error.kind == PRIVATE:  # it is nobody's failure
            raise error
        log.info("a feed was not updated: %s", error.kind)
        status = int(str(error.values.get("status", status)) or 0)
        request = dataclasses.replace(self._request(feed, status, size), error=error.kind)
        self._connected |= error.kind not in MENDED_BY_CONNECTION
        next_at = _later(_now(), after_failure(error, feed.interval, feed.failures))
        here = error.kind == "offline" and bool(feed.checked_at) and not self._connected
        return FeedFailure(request, error, next_at, blameless=here)  # it is this computer that fails

    def _request(self, feed: Feed, status: int, size: int) -> FeedRequest:
        return FeedRequest(feed.id, _now().isoformat(timespec="seconds"), self._reason, status, size)


def _no_rules(_item: ParsedItem) -> Sequence[FeedRule]:
    return ()


def anything_due(session: LibrarySession) -> bool:
    """Whether a feed is to be looked at by now."""
    return bool(_due(session, 1))


def _due(session: LibrarySession, most: int = _AT_ONE_LOOK) -> list[Feed]:
    moment = _now()
    return session.feeds.due(
        moment.isoformat(timespec="seconds"), most, _later(moment, LONGEST_INTERVAL + 60)
    )


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _later(moment: datetime.datetime, minutes: int) -> str:
    return (moment + datetime.timedelta(minutes=minutes)).isoformat(timespec="seconds")
