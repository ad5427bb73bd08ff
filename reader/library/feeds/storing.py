"""The pieces of a feed's document are stored: each once, whatever feeds it stands in and whatever its id.

A piece that the feed names again is the one at hand, by its id (`guid`) or by its address (`key`).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Sequence

from sqlmodel import Session

from reader.core.feeds import Feed, FeedRule, ParsedFeed, ParsedItem

FIRST_NEW = 50
"""So many pieces of a feed that is looked at for the first time are new; the older ones are only listed."""

Judge = Callable[[ParsedItem], Sequence[FeedRule]]


def store_items(
    database: sqlite3.Connection, feed: Feed, document: ParsedFeed, judge: Judge, moment: str
) -> int:
    """Store what a document has that is not at hand, inside the caller's transaction.

    Args:
        database: the connection of that transaction: what is done for each piece goes to SQLite itself, as
            SQLAlchemy takes ten times as long for a statement.
        feed: whose document it is.
        document: as it was parsed.
        judge: the rules that a piece fits.
        moment: the present.

    Returns:
        The number of new pieces.
    """
    entries = database.execute("SELECT guid, item_id FROM feed_entry WHERE feed_id = ?", (feed.id,))
    known: dict[str, int] = dict(entries.fetchall())
    storing = _Storing(database, feed, judge, moment)
    seen, first = [], not known
    # The last of a document comes first into the table, so that those of one moment keep their order.
    unknown: list[tuple[str, ParsedItem]] = []
    for guid, item in {digest(item.guid): item for item in reversed(document.items)}.items():
        item_id = known.get(guid)
        if item_id is None:
            unknown.append((guid, item))
            continue
        seen.append((moment, feed.id, guid))
        if item_id:
            storing.refresh(item_id, item)
    if seen:
        database.executemany("UPDATE feed_entry SET seen_at = ? WHERE feed_id = ? AND guid = ?", seen)
    newest = {guid for guid, _ in sorted(unknown, key=lambda pair: pair[1].published)[-FIRST_NEW:]}
    new = sum(storing.add(guid, item, not first or guid in newest) for guid, item in unknown)
    storing.note_wanted()
    return new


def driver(session: Session) -> sqlite3.Connection:
    """SQLite's own connection of a session, within its transaction."""
    connection = session.connection().connection.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    return connection


def digest(text: str) -> str:
    """What stands for an id of any length."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()


class _Storing:
    """The pieces of one document on their way into the tables."""

    def __init__(self, database: sqlite3.Connection, feed: Feed, judge: Judge, moment: str) -> None:
        self._run = database.execute
        self._feed, self._judge, self._moment = feed, judge, moment
        self._fitting: list[tuple[str, int, Sequence[FeedRule]]] = []
        """New pieces that rules fit: their dates and numbers."""

    def refresh(self, item_id: int, item: ParsedItem) -> None:
        """Take over the title and summary that a known piece has by now; its translation goes with them.

        The first of the feeds that have it says what it is called: each may call it something else.
        """
        if item.title:
            self._run(
                "UPDATE feed_item SET title = ?, summary = ?, translated_to = '', translated_title = '', "
                "translated_summary = '' WHERE id = ? AND (title <> ? OR summary <> ?) "
                "AND ? = (SELECT min(feed_id) FROM feed_entry WHERE item_id = feed_item.id)",
                (item.title, item.summary, item_id, item.title, item.summary, self._feed.id),
            )

    def add(self, guid: str, item: ParsedItem, as_new: bool) -> bool:
        """Store a piece that the feed has not named before; whether it is new to the reader."""
        key = item.key or f"feed:{self._feed.id}:{guid}"
        sort_at = min(item.published or self._moment, self._moment)
        known = self._run("SELECT id FROM feed_item WHERE key = ?", (key,)).fetchone()
        if known is not None:
            self._enter(guid, known[0], sort_at)
            return False
        rules = self._judge(item) if as_new else ()
        if rules and rules[0].action == "skip":
            self._enter(guid, 0, sort_at)
            return False
        added = self._run(
            "INSERT INTO feed_item (key, url, title, summary, author, sections, published_at, sort_at, "
            "media, media_url, added_at, read_at, opened_at, article_id, wanted, translated_to, "
            "translated_title, translated_summary) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, '', '', '', '')",
            (
                *(key, item.url, item.title, item.summary, item.author, "\n".join(item.sections)),
                *(item.published, sort_at, item.media, item.media_url, self._moment),
                "" if as_new else self._moment,
            ),
        ).lastrowid
        assert added is not None
        if item.html:
            self._run("INSERT INTO feed_item_text (item_id, html) VALUES (?, ?)", (added, item.html))
        self._enter(guid, added, sort_at)
        if acting := [rule for rule in rules if rule.action != "skip"]:
            self._fitting.append((sort_at, added, acting))
        return as_new

    def note_wanted(self) -> None:
        """Note what rules want of the new pieces; where they may not have all, the newest."""
        for _, item_id, rules in sorted(self._fitting, key=lambda each: each[:2], reverse=True):
            if wanted := self._wanted(rules):
                self._run("UPDATE feed_item SET wanted = ? WHERE id = ?", (wanted, item_id))

    def _enter(self, guid: str, item_id: int, sort_at: str) -> None:
        """Note that the piece stands in this feed; one whose id changed keeps its place."""
        values = (self._feed.id, guid, item_id, sort_at, self._moment)
        if item_id:
            entry = self._run(
                "UPDATE feed_entry SET guid = ?, seen_at = ? WHERE feed_id = ? AND item_id = ?",
                (guid, self._moment, self._feed.id, item_id),
            )
            if entry.rowcount:
                return
        self._run(
            "INSERT INTO feed_entry (feed_id, guid, item_id, sort_at, seen_at) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (feed_id, guid) DO NOTHING",
            values,
        )

    def _wanted(self, rules: Sequence[FeedRule]) -> str:
        """What the rules want done with a new piece, as JSON, as far as each may still do something today."""
        today = self._moment[:10]
        wanted: dict[str, list[str]] = {}
        for rule in rules:
            free = self._run(
                "UPDATE feed_rule SET done = iif(done_on = ?, done, 0) + 1, done_on = ? "
                "WHERE id = ? AND (daily_limit = 0 OR done_on <> ? OR done < daily_limit)",
                (today, today, rule.id, today),
            )
            if free.rowcount:
                wanted.setdefault(rule.action, []).append(rule.argument)
        return json.dumps(wanted, ensure_ascii=False) if wanted else ""
