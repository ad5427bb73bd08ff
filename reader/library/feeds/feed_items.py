"""The pieces of feeds: listed, seen, opened, saved, faded."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reader.core.errors import ReaderError
from reader.core.feeds import FeedItem
from reader.core.progress import Progress
from reader.library.clock import now
from reader.library.database import Database
from reader.library.feeds.storing import driver
from reader.library.feeds.translated_items import TranslatedItems

_COLUMNS = (
    "id, url, title, summary, author, sections, published_at, sort_at, media, media_url, read_at, opened_at, "
    "article_id, translated_to, translated_title, translated_summary"
)
_OF_FEED = (
    "FROM feed_entry AS entry JOIN feed_item AS item ON item.id = entry.item_id WHERE entry.feed_id = ?"
)
MOST_LOGGED = 200_000
"""Requests that the log holds: some 15 MB. A thousand sources make as many in a week or two, a hundred in 90
days."""
_BATCH = 500  # values in one statement
_FADED_AT_ONCE = 2_000
_FEEDS_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class WantedItem:
    """A piece that rules want something done with: arguments by action. It came at `added_at`."""

    item_id: int
    actions: dict[str, list[str]]
    added_at: str


class FeedItems:
    """The pieces of one library's feeds."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.translated = TranslatedItems(database)
        """Their titles and summaries in another language."""

    def ids(
        self,
        feed_id: int = 0,
        only_new: bool = False,
        limit: int = -1,
        progress: Progress | None = None,
    ) -> list[int]:
        """The numbers of pieces, the newest first.

        Args:
            feed_id: of one feed, 0 for all of them.
            only_new: those that the reader has not seen.
            limit: at most so many, -1 for all.
            progress: its `cancel` ends it at once.

        Raises:
            Cancelled: by `progress`.
        """
        new = " AND item.read_at = ''" if only_new else ""
        if feed_id:
            statement = (
                f"SELECT item.id {_OF_FEED}{new} ORDER BY entry.sort_at DESC, item.id DESC LIMIT ?"
                if only_new
                else "SELECT item_id FROM feed_entry WHERE feed_id = ? AND item_id <> 0 "
                "ORDER BY sort_at DESC, item_id DESC LIMIT ?"
            )
            return self._numbers(statement, (feed_id, limit), progress)
        where = " WHERE read_at = ''" if only_new else ""
        statement = f"SELECT id FROM feed_item{where} ORDER BY sort_at DESC, id DESC LIMIT ?"
        return self._numbers(statement, (limit,), progress)

    def count_new(self, progress: Progress | None = None) -> int:
        """How many pieces the reader has not seen; `progress` and what is raised as for `ids`."""
        with self._database.read(progress) as session:
            found = session.connection().exec_driver_sql("SELECT count(*) FROM feed_item WHERE read_at = ''")
            return int(found.scalar_one())

    def rows(self, ids: Sequence[int]) -> list[FeedItem]:
        """Pieces by their numbers, in the order given; those that are gone are left out."""
        found: dict[int, FeedItem] = {}
        with self._database.read() as session:
            run = session.connection().exec_driver_sql
            for first in range(0, len(ids), _BATCH):
                some = tuple(ids[first : first + _BATCH])
                marks = ", ".join("?" * len(some))
                feeds: dict[int, list[int]] = {}
                for row in run(
                    f"SELECT item_id, feed_id FROM feed_entry WHERE item_id IN ({marks}) ORDER BY feed_id",
                    some,
                ):
                    feeds.setdefault(row[0], []).append(row[1])
                for row in run(f"SELECT {_COLUMNS} FROM feed_item WHERE id IN ({marks})", some):
                    found[row.id] = FeedItem(**row._mapping, feed_ids=tuple(feeds.get(row.id, ())))
        return [found[number] for number in ids if number in found]

    def get(self, item_id: int) -> FeedItem:
        """One piece.

        Raises:
            ReaderError: `no-such-piece`: it faded, or its feed is not followed any more.
        """
        for item in self.rows([item_id]):
            return item
        raise ReaderError("no-such-piece", "no such number", id=item_id)

    def feeds_of_article(self, article_id: int) -> set[int]:
        """The numbers of the feeds that have the piece which an article was made of."""
        chosen = (
            "SELECT feed_id FROM feed_entry WHERE item_id IN "
            "(SELECT id FROM feed_item WHERE article_id = ? AND article_id <> 0)"
        )
        return set(self._numbers(chosen, (article_id,)))

    def articles_of_feeds(self, feed_ids: Sequence[int]) -> set[int]:
        """The numbers of the articles that pieces of some feeds were made into."""
        chosen = (
            "SELECT item.article_id FROM feed_item AS item "
            "JOIN feed_entry AS entry ON entry.item_id = item.id "
            "WHERE item.article_id <> 0 AND entry.feed_id IN (SELECT value FROM json_each(?))"
        )
        return set(self._numbers(chosen, (json.dumps(list(feed_ids)),)))

    def text(self, item_id: int) -> str:
        """The whole text of a piece as its feed has it, as cleaned HTML; "" where the feed has none."""
        with self._database.read() as session:
            chosen = "SELECT html FROM feed_item_text WHERE item_id = ?"
            return str(session.connection().exec_driver_sql(chosen, (item_id,)).scalar() or "")

    def mark_read(self, ids: Sequence[int]) -> list[int]:
        """Note that the reader has seen pieces; returns those that were new."""
        return self._marked("read_at = ''", now(), ids)

    def mark_new(self, ids: Sequence[int]) -> list[int]:
        """Let pieces be new again; returns those that were not."""
        return self._marked("read_at <> ''", "", ids)

    def came_before(self, ids: Sequence[int], moment: str) -> list[int]:
        """Those of some pieces that were here at a moment, ISO 8601 in UTC."""
        chosen = "SELECT id FROM feed_item WHERE added_at <= ? AND id IN (SELECT value FROM json_each(?))"
        return self._numbers(chosen, (moment, json.dumps(list(ids))))

    def new_from(self, sort_at: str, item_id: int, feed_id: int = 0) -> list[int]:
        """The new pieces from one of them (by its `sort_at` and number) down to the oldest.

        Args:
            sort_at: of the newest that is taken.
            item_id: its number.
            feed_id: of one feed, 0 for all of them.
        """
        older = "item.read_at = '' AND (item.sort_at, item.id) <= (?, ?)"
        if feed_id:
            statement = f"SELECT item.id {_OF_FEED} AND {older}"
            return self._numbers(statement, (feed_id, sort_at, item_id))
        return self._numbers(f"SELECT id FROM feed_item AS item WHERE {older}", (sort_at, item_id))

    def opened(self, item_id: int, article_id: int) -> None:
        """Note that the reader opened a piece, which is read by that, and as which article it was saved."""
        moment = now()
        with self._database.write(index=False) as session:
            session.connection().exec_driver_sql(
                "UPDATE feed_item SET opened_at = ?, read_at = iif(read_at = '', ?, read_at), article_id = ? "
                "WHERE id = ?",
                (moment, moment, article_id, item_id),
            )

    def wanted(self, after: int = 0, limit: int = 100) -> list[WantedItem]:
        """Pieces that rules want something done with, in the order in which they came, after one of them."""
        chosen = (
            "SELECT id, wanted, added_at FROM feed_item WHERE wanted <> '' AND id > ? ORDER BY id LIMIT ?"
        )
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(chosen, (after, limit))
            return [WantedItem(row.id, json.loads(row.wanted), row.added_at) for row in rows]

    def settled(self, item_id: int, article_id: int) -> None:
        """Note that what rules wanted is done; `article_id` is 0 where nothing could be saved."""
        with self._database.write(index=False) as session:
            session.connection().exec_driver_sql(
                "UPDATE feed_item SET wanted = '', article_id = iif(?, ?, article_id) WHERE id = ?",
                (article_id, article_id, item_id),
            )

    def came_since(self, since: str, published_since: str, feed_ids: Sequence[int], limit: int) -> list[int]:
        """The new texts of feeds that came since then and are not saved, the newest first.

        Args:
            since: ISO 8601 in UTC.
            published_since: ISO 8601 in UTC; what a feed dates before it is none of the news, such as what
                lies in a feed at the first look.
            feed_ids: of which feeds.
            limit: at most so many.
        """
        marks = ", ".join("?" * len(feed_ids))
        chosen = (
            "SELECT id FROM feed_item WHERE read_at = '' AND article_id = 0 AND media = '' AND wanted = '' "
            "AND added_at >= ? AND sort_at >= ? "
            f"AND id IN (SELECT item_id FROM feed_entry WHERE feed_id IN ({marks})) "
            "ORDER BY sort_at DESC, id DESC LIMIT ?"
        )
        return self._numbers(chosen, (since, published_since, *feed_ids, limit))

    def fade(
        self,
        before: str,
        log_before: str,
        latest: str = "",
        before_of: Callable[[FeedItem], str] | None = None,
    ) -> int:
        """Let pieces go that came before a time and that nobody opened, saved or has a rule wait for.

        As long as a feed goes on naming one, that it was there is kept, so that it is not new again.

        Args:
            before: the time, ISO 8601 in UTC.
            log_before: requests before it leave the log.
            latest: the latest that `before_of` gives.
            before_of: the time for a piece that has one of its own; `before` for the others.

        Returns:
            How many went.
        """
        gone, last, latest = 0, 0, max(before, latest)
        while True:
            # Numbers rise with time: what is old stands first, and no index on a date is needed. Those that
            # an import brought do so among themselves only; so a young one does not end it, many do.
            chosen = (
                "SELECT id, added_at, opened_at = '' AND article_id = 0 AND wanted = '' FROM feed_item "
                "WHERE id > ? ORDER BY id LIMIT ?"
            )
            with self._database.read() as session:
                some = driver(session).execute(chosen, (last, _FADED_AT_ONCE)).fetchall()
            old = sum(row[1] < latest for row in some)
            unopened = {row[0]: row[1] for row in some if row[1] < latest and row[2]}
            own = {} if before_of is None else {i.id: before_of(i) for i in self.rows(list(unopened))}
            gone += self._let_go([n for n, added in unopened.items() if added < own.get(n, before)])
            if len(some) < _FADED_AT_ONCE or not old:
                break
            last = some[-1][0]
        self._forget_faded(before)
        self._cut_log(log_before)
        return gone

    def _let_go(self, ids: Sequence[int]) -> int:
        """Delete pieces, unless they were opened meanwhile; that they were there is kept."""
        gone = 0
        for first in range(0, len(ids), _BATCH):
            some = tuple(ids[first : first + _BATCH])
            marks = ", ".join("?" * len(some))
            unopened = f"opened_at = '' AND article_id = 0 AND wanted = '' AND id IN ({marks})"
            with self._database.write(index=False) as session:
                run = session.connection().exec_driver_sql
                chosen = f"SELECT id FROM feed_item WHERE {unopened}"
                run(f"UPDATE feed_entry SET item_id = 0 WHERE item_id IN ({chosen})", some)
                gone += int(run(f"DELETE FROM feed_item WHERE {unopened}", some).rowcount)
        return gone

    def _forget_faded(self, before: str) -> None:
        """Forget that faded pieces were there, which the last change of their feed did not name."""
        newest = "SELECT feed_id, max(seen_at) FROM feed_entry GROUP BY feed_id"
        with self._database.read() as session:
            last_seen = driver(session).execute(newest).fetchall()
            of_faded = "SELECT DISTINCT feed_id FROM feed_entry WHERE item_id = 0"
            with_faded = {row[0] for row in driver(session).execute(of_faded)}
        old = [(feed, min(before, seen_at)) for feed, seen_at in last_seen if feed in with_faded]
        for first in range(0, len(old), _FEEDS_AT_ONCE):
            with self._database.write(index=False) as session:
                driver(session).executemany(
                    "DELETE FROM feed_entry WHERE item_id = 0 AND feed_id = ? AND seen_at < ?",
                    old[first : first + _FEEDS_AT_ONCE],
                )

    def _cut_log(self, before: str) -> None:
        """Take what is older out of the log of requests, and what is more than `MOST_LOGGED`, in pieces."""
        old = "SELECT id FROM feed_request WHERE id <= (SELECT min(id) FROM feed_request) + ?"
        while True:
            with self._database.write(index=False) as session:
                cut = session.connection().exec_driver_sql(
                    f"DELETE FROM feed_request WHERE id IN ({old}) AND (requested_at < ? "
                    "OR id <= (SELECT max(id) FROM feed_request) - ?)",
                    (_FADED_AT_ONCE, before, MOST_LOGGED),
                )
                if not cut.rowcount:
                    return

    def _marked(self, condition: str, value: str, ids: Sequence[int]) -> list[int]:
        changed: list[int] = []
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            for first in range(0, len(ids), _BATCH):
                some = tuple(ids[first : first + _BATCH])
                where = f"{condition} AND id IN ({', '.join('?' * len(some))})"
                changed += [row[0] for row in run(f"SELECT id FROM feed_item WHERE {where}", some)]
                run(f"UPDATE feed_item SET read_at = ? WHERE {where}", (value, *some))
        return changed

    def _numbers(
        self, statement: str, values: tuple[Any, ...], progress: Progress | None = None
    ) -> list[int]:
        # There may be 200,000: as one value they are read in half the time, and beside other threads.
        whole = f"WITH chosen (number) AS ({statement}) SELECT json_group_array(number) FROM chosen"
        with self._database.read(progress) as session:
            found: list[int] = json.loads(driver(session).execute(whole, values).fetchone()[0])
            return found
