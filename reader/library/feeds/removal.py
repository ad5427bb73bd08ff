"""Feeds that are followed no longer, taken out so that they can be put back as they were."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

_OWN_ITEMS = (
    "id IN (SELECT item_id FROM feed_entry WHERE feed_id = ?) "
    "AND id NOT IN (SELECT item_id FROM feed_entry WHERE feed_id <> ?)"
)
_WITHOUT_FEED = (
    "DELETE FROM feed_item WHERE article_id = 0 AND opened_at = '' "
    "AND id NOT IN (SELECT item_id FROM feed_entry)"
)
_TEXTS = 500
"""So many texts of a feed are remembered, the newest; a page is asked for the others."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RemovedFeed:
    """What went with a feed: rows of its tables, as they were."""

    feed: Row
    rules: tuple[Row, ...] = ()
    items: tuple[Row, ...] = ()
    texts: tuple[Row, ...] = ()
    entries: tuple[Row, ...] = field(default=(), repr=False)


def take_out(database: sqlite3.Connection, feed_ids: Sequence[int]) -> list[RemovedFeed]:
    """Delete feeds with their rules and the pieces that only they had, inside the caller's transaction.

    Pieces that were opened or saved stay what they are; saved articles are not touched.
    """
    removed = []
    for feed_id in feed_ids:
        both = (feed_id, feed_id)
        for row in _rows(database, "SELECT * FROM feed WHERE id = ?", (feed_id,)):
            removed.append(
                RemovedFeed(
                    row,
                    _rows(database, "SELECT * FROM feed_rule WHERE feed_id = ? ORDER BY id", (feed_id,)),
                    _rows(database, f"SELECT * FROM feed_item WHERE {_OWN_ITEMS}", both),
                    _rows(
                        database,
                        "SELECT * FROM feed_item_text WHERE item_id IN "
                        f"(SELECT id FROM feed_item WHERE {_OWN_ITEMS}) ORDER BY item_id DESC LIMIT ?",
                        (*both, _TEXTS),
                    ),
                    _rows(database, "SELECT * FROM feed_entry WHERE feed_id = ?", (feed_id,)),
                )
            )
        database.execute("DELETE FROM feed_rule WHERE feed_id = ?", (feed_id,))
        database.execute("DELETE FROM feed WHERE id = ?", (feed_id,))
    if removed:
        database.execute(_WITHOUT_FEED)  # once: it looks at every piece
    return removed


def put_back(database: sqlite3.Connection, removed: Sequence[RemovedFeed]) -> list[int]:
    """Put feeds back as they were, due at once, inside the caller's transaction.

    Where one is followed again by now, or one of its pieces came by another feed, that one gets the rest.

    Returns:
        Their numbers.
    """
    return [_put_back(database, each) for each in removed]


def _put_back(database: sqlite3.Connection, removed: RemovedFeed) -> int:
    _insert(database, "feed", {**removed.feed, "next_at": ""})
    feed_id = _id_by_key(database, "feed", removed.feed["key"])
    for rule in removed.rules:
        _insert(database, "feed_rule", {**rule, "feed_id": feed_id})
    at_hand: dict[int, int] = {}
    for item in removed.items:
        _insert(database, "feed_item", item)
        found = at_hand[item["id"]] = _id_by_key(database, "feed_item", item["key"])
        database.execute(
            "UPDATE feed_item SET read_at = ? WHERE id = ? AND read_at = ''", (item["read_at"], found)
        )
    for text in removed.texts:
        if at_hand.get(text["item_id"]) == text["item_id"]:
            _insert(database, "feed_item_text", text)
    for entry in removed.entries:
        item_id = at_hand.get(entry["item_id"], entry["item_id"])
        _insert(database, "feed_entry", {**entry, "feed_id": feed_id, "item_id": item_id})
    database.execute(  # a piece of another feed may have faded meanwhile
        "UPDATE feed_entry SET item_id = 0 WHERE feed_id = ? AND item_id NOT IN (SELECT id FROM feed_item)",
        (feed_id,),
    )
    return feed_id


def _rows(database: sqlite3.Connection, statement: str, values: tuple[int, ...]) -> tuple[Row, ...]:
    found = database.execute(statement, values)
    names = [column[0] for column in found.description]
    return tuple(dict(zip(names, row, strict=True)) for row in found.fetchall())


def _insert(database: sqlite3.Connection, table: str, row: Row) -> None:
    marks = ", ".join("?" * len(row))
    columns = ", ".join(f'"{name}"' for name in row)
    database.execute(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", tuple(row.values()))


def _id_by_key(database: sqlite3.Connection, table: str, key: str) -> int:
    return int(database.execute(f"SELECT id FROM {table} WHERE key = ?", (key,)).fetchone()[0])
