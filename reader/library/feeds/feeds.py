"""The feeds of a library: followed, updated, gone; and the log of every request made for them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from reader.core.errors import ReaderError
from reader.core.feeds import FAILING, GONE, OK, Feed, FeedRequest, FeedRule, ParsedFeed, ParsedItem
from reader.core.progress import Progress
from reader.library.clock import now
from reader.library.database import Database
from reader.library.feeds.removal import RemovedFeed, put_back, take_out
from reader.library.feeds.storing import driver, store_items

_COLUMNS = (
    "id, url, title, chosen_title, site, named_by, agreed, secret, etag, last_modified, body_digest, state, "
    "error, error_values, failures, interval, next_at, checked_at, changed_at, added_at, moves"
)
_NEW = (
    "SELECT feed_id, count(*) FROM feed_entry WHERE item_id IN "
    "(SELECT id FROM feed_item WHERE read_at = '') GROUP BY feed_id"
)


_UNCHANGED = 304
_Run = Callable[[str, tuple[object, ...]], sqlite3.Cursor]
"""Executes a statement by SQLite itself: SQLAlchemy takes ten times as long."""


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A feed to be followed; the fields are those of `core.feeds.Feed`, `key` what its addresses share."""

    url: str
    key: str
    title: str = ""
    site: str = ""
    chosen_title: str = ""
    named_by: str = "reader"
    agreed: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class NewAddress:
    """The address that a feed has moved to for good; the fields are those of `NewFeed`."""

    url: str
    key: str
    agreed: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class FeedUpdate:
    """What an update brought, to be stored in one transaction with its log line.

    Args:
        request: for the log; the number of new pieces is filled in.
        document: `None` when nothing changed.
        etag: what the server says of this copy, as is `last_modified`; `body_digest` is its SHA-256.
        moved_to: the address that the server says the feed has for good, `None` for the one it had.
        judge: the rules that a new piece fits, in their order.
        schedule: gives, from the number of new pieces, the interval (minutes) and the time of the next look.
    """

    request: FeedRequest
    schedule: Callable[[int], tuple[int, str]]
    document: ParsedFeed | None = None
    etag: str = ""
    last_modified: str = ""
    body_digest: str = ""
    moved_to: NewAddress | None = None
    judge: Callable[[ParsedItem], Sequence[FeedRule]] = field(default=lambda _item: ())


@dataclass(frozen=True, slots=True)
class FeedFailure:
    """An update that failed; the pieces at hand stay.

    Args:
        request: for the log.
        error: why; `feed-gone` ends the feed.
        next_at: when it is looked at again.
        blameless: it was not reached through no fault of its own, and is as it was.
    """

    request: FeedRequest
    error: ReaderError
    next_at: str
    blameless: bool = False


class Feeds:
    """The feeds of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, progress: Progress | None = None) -> list[Feed]:
        """Every feed with its number of new pieces, in the order of their names.

        Args:
            progress: its `cancel` ends it at once.

        Raises:
            Cancelled: by `progress`.
        """
        with self._database.read(progress) as session:
            run = session.connection().exec_driver_sql
            new = {int(row[0]): int(row[1]) for row in run(_NEW)}
            feeds = [_feed(row, new.get(row.id, 0)) for row in run(f"SELECT {_COLUMNS} FROM feed")]
        return sorted(feeds, key=lambda feed: (feed.name.casefold(), feed.id))

    def get(self, feed_id: int) -> Feed:
        """One feed, without its number of new pieces.

        Raises:
            ReaderError: `no-such-feed`.
        """
        found = self._one("id = ?", feed_id)
        if found is None:
            raise ReaderError("no-such-feed", "no such number", id=feed_id)
        return found

    def find(self, key: str) -> Feed | None:
        """The feed whose address has this key."""
        return self._one("key = ?", key)

    def due(self, moment: str, limit: int, latest: str = "~") -> list[Feed]:
        """The feeds to be looked at by `moment`, the longest waiting first; none that has ended.

        No feed waits until after `latest`: the clock was wrong when that was planned.
        """
        chosen = (
            f"SELECT {_COLUMNS} FROM feed WHERE (next_at <= ? OR next_at > ?) AND state <> ? "
            "ORDER BY next_at LIMIT ?"
        )
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(chosen, (moment, latest, GONE, limit))
            return [_feed(row) for row in rows]

    def add(self, new: Sequence[NewFeed]) -> list[Feed]:
        """Follow feeds, in one transaction.

        One that is followed already keeps its names, and takes the password and the reader's word that came
        with it; one that failed or had ended is due again.

        Returns:
            The feeds in the order given, new or not.
        """
        kept = []
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            for feed in new:
                run(
                    "INSERT INTO feed (key, url, title, chosen_title, site, named_by, agreed, secret, etag, "
                    "last_modified, body_digest, state, error, error_values, failures, interval, next_at, "
                    "checked_at, changed_at, added_at, moves) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', '', '', ?, "
                    "'', '', 0, 60, '', '', '', ?, '') ON CONFLICT (key) DO UPDATE SET url = excluded.url, "
                    "secret = max(secret, excluded.secret), "
                    "agreed = iif(excluded.agreed <> '', excluded.agreed, agreed), "
                    "next_at = iif(state <> excluded.state OR excluded.secret OR excluded.agreed <> agreed "
                    "AND excluded.agreed <> '', '', next_at), "
                    "state = excluded.state, error = '', error_values = '', failures = 0",
                    (
                        *(feed.key, feed.url, feed.title, feed.chosen_title, feed.site),
                        *(feed.named_by, feed.agreed, feed.secret, OK, now()),
                    ),
                )
                kept.append(_feed(run(f"SELECT {_COLUMNS} FROM feed WHERE key = ?", (feed.key,)).one()))
        return kept

    def rename(self, feed_id: int, title: str) -> None:
        """Give a feed a name of the reader's own, "" for the feed's."""
        self._change("UPDATE feed SET chosen_title = ? WHERE id = ?", (" ".join(title.split()), feed_id))

    def remove(self, feed_ids: Sequence[int]) -> list[RemovedFeed]:
        """Follow feeds no longer: they go with their rules, and with the pieces that only they had.

        Pieces that were opened or saved stay what they are; saved articles are not touched.

        Returns:
            What went, for `put_back`.
        """
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            given = (json.dumps(list(feed_ids)),)
            chosen = "IN (SELECT value FROM json_each(?)) ORDER BY id"
            keys = list(run(f"SELECT key FROM feed WHERE id {chosen}", given).scalars())
            rules = run(f"SELECT CAST(id AS TEXT) FROM feed_rule WHERE feed_id {chosen}", given)
            self._database.before_removal(session, "feed", keys)
            self._database.before_removal(session, "rule", list(rules.scalars()))
            return take_out(driver(session), feed_ids)

    def put_back(self, removed: Sequence[RemovedFeed]) -> list[int]:
        """Take back `remove`: the feeds are due, and else what they were. Returns their numbers."""
        with self._database.write(index=False) as session:
            return put_back(driver(session), removed)

    def store(self, came: Sequence[tuple[Feed, FeedUpdate | FeedFailure]]) -> list[int]:
        """Store what updates of feeds brought: all of it with the log's lines, or nothing.

        To be on the disk takes a while, and as long for many as for one.

        Returns:
            The numbers of new pieces; 0 too where the feed was removed meanwhile.

        Raises:
            ReaderError: the disk.
        """
        with self._database.write(index=False) as session:
            return [
                _take(session, feed, what) if isinstance(what, FeedUpdate) else _fail(session, feed, what)
                for feed, what in came
            ]

    def requests(self, limit: int = 200, feed_id: int = 0) -> list[FeedRequest]:
        """The newest requests that were made, of one feed or of all (0)."""
        chosen = (
            "SELECT feed_id, requested_at, reason, status, size, new, error FROM feed_request "
            "WHERE ? IN (0, feed_id) ORDER BY id DESC LIMIT ?"
        )
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(chosen, (feed_id, limit))
            return [FeedRequest(*row) for row in rows]

    def _one(self, condition: str, value: object) -> Feed | None:
        with self._database.read() as session:
            chosen = f"SELECT {_COLUMNS} FROM feed WHERE {condition}"
            row = session.connection().exec_driver_sql(chosen, (value,)).first()
            return None if row is None else _feed(row)

    def _change(self, statement: str, values: tuple[object, ...]) -> None:
        with self._database.write(index=False) as session:
            session.connection().exec_driver_sql(statement, values)


def _take(session: Session, feed: Feed, update: FeedUpdate) -> int:
    """Store what one update brought, inside the caller's transaction; the number of new pieces."""
    run = driver(session).execute
    if run("SELECT 1 FROM feed WHERE id = ?", (feed.id,)).fetchone() is None:
        return 0
    moment, document, new = now(), update.document, 0
    if document is not None:
        new = store_items(driver(session), feed, document, update.judge, moment)
        run(
            "UPDATE feed SET title = ?, site = ? WHERE id = ?",
            (document.title or feed.title, document.site or feed.site, feed.id),
        )
        if document.language:
            run(
                "INSERT INTO feed_language (feed_id, language) VALUES (?, ?) "
                "ON CONFLICT (feed_id) DO UPDATE SET language = excluded.language",
                (feed.id, document.language),
            )
    if update.request.status != _UNCHANGED:  # the same document may come with another mark
        run(
            "UPDATE feed SET etag = ?, last_modified = ?, body_digest = ? WHERE id = ?",
            (update.etag, update.last_modified, update.body_digest, feed.id),
        )
    interval, next_at = update.schedule(new)
    run(
        "UPDATE feed SET state = ?, error = '', error_values = '', failures = 0, interval = ?, "
        "next_at = ?, checked_at = ?, changed_at = iif(?, ?, changed_at) WHERE id = ?",
        (OK, interval, next_at, moment, new > 0, moment, feed.id),
    )
    _move(run, feed, update.moved_to)
    _log(run, update.request, new)
    return new


def _fail(session: Session, feed: Feed, failure: FeedFailure) -> int:
    """Note that one update failed, inside the caller's transaction; it brought no piece."""
    run = driver(session).execute
    if failure.blameless:
        run("UPDATE feed SET next_at = ? WHERE id = ?", (failure.next_at, feed.id))
    else:
        error = failure.error
        state = GONE if error.kind == "feed-gone" else FAILING
        values = json.dumps({name: str(value) for name, value in error.values.items()})
        run(
            "UPDATE feed SET state = ?, error = ?, error_values = ?, failures = failures + 1, "
            "next_at = ?, checked_at = ? WHERE id = ?",
            (state, error.kind, values, failure.next_at, now(), feed.id),
        )
    _log(run, failure.request, 0)
    return 0


def _move(run: _Run, feed: Feed, to: NewAddress | None) -> None:
    """Take the address that a feed has for good now, unless another feed has it."""
    if to is None or run("SELECT 1 FROM feed WHERE key = ? AND id <> ?", (to.key, feed.id)).fetchone():
        return
    moves = json.dumps([*feed.moves, feed.url][-20:])
    run(
        "UPDATE feed SET url = ?, key = ?, moves = ?, agreed = ?, secret = ? WHERE id = ?",
        (to.url, to.key, moves, to.agreed, to.secret, feed.id),
    )


def _log(run: _Run, request: FeedRequest, new: int) -> None:
    run(
        "INSERT INTO feed_request (feed_id, requested_at, reason, status, size, new, error) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            *(request.feed_id, request.requested_at, request.reason),
            *(request.status, request.size, new, request.error),
        ),
    )


def _feed(row: Any, new: int = 0) -> Feed:
    values = dict(row._mapping)
    values["secret"] = bool(values["secret"])
    values["error_values"] = json.loads(values["error_values"] or "{}")
    values["moves"] = tuple(json.loads(values["moves"] or "[]"))
    return Feed(**values, new=new)
