"""Reads the feeds of a library as plain records: the feeds, the rules, and the pieces, a few in memory.

A feed is named by its `key`, and so is the article that a piece became: numbers mean nothing elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session

from reader.library.transfer.record_fields import FEED, FEED_ENTRY, FEED_PIECE, FEED_RULE

Record = dict[str, Any]

OWN_KEY = "feed:"
"""How the key of a piece begins that has no address: the number of its feed and its id there follow."""
_PIECES = 50  # at once: each may hold a whole text
_FADED = f"SELECT {FEED_ENTRY.columns} FROM feed_entry WHERE feed_id = ? AND item_id = 0 ORDER BY guid"
_ENTRIES = f"""
SELECT feed.key, {FEED_ENTRY.columns} FROM feed_entry JOIN feed ON feed.id = feed_id
WHERE item_id = ? ORDER BY feed_id, guid
"""
_PLACED = f"""
SELECT item.id, (SELECT min(key) FROM article_address AS address WHERE address.article_id = item.article_id),
    (SELECT html FROM feed_item_text WHERE item_id = item.id), {FEED_PIECE.columns}
FROM feed_item AS item WHERE item.id > ? ORDER BY item.id LIMIT ?
"""


def feed_records(session: Session) -> Iterator[Record]:
    """Every feed, with its language and the ids of pieces that have faded."""
    run = session.connection().exec_driver_sql
    languages = dict(map(tuple, run("SELECT feed_id, language FROM feed_language").all()))
    for number, *values in run(f"SELECT id, {FEED.columns} FROM feed ORDER BY id").all():
        record = {**FEED.shown(values), "language": languages.get(number, "")}
        if faded := [FEED_ENTRY.shown(row) for row in run(_FADED, (number,)).all()]:
            record["faded"] = faded
        yield record


def rule_records(session: Session) -> Iterator[Record]:
    """Every rule; `feed` is the key of the one it holds for, "" for all."""
    run = session.connection().exec_driver_sql
    keys = _keys(session)
    for feed_id, *values in run(f"SELECT feed_id, {FEED_RULE.columns} FROM feed_rule ORDER BY id").all():
        if feed_id == 0 or feed_id in keys:
            yield {**FEED_RULE.shown(values), "feed": keys.get(feed_id, "")}


def piece_records(session: Session) -> Iterator[Record]:
    """Every piece, with its text, the article it became, and where it stands in which feed."""
    run = session.connection().exec_driver_sql
    keys, after = _keys(session), 0
    while rows := run(_PLACED, (after, _PIECES)).all():
        for number, article, html, *values in rows:
            record = {**FEED_PIECE.shown(values), "article": article or "", "html": html or ""}
            if record["key"].startswith(OWN_KEY):
                feed, _, guid = record["key"].removeprefix(OWN_KEY).partition(":")
                record |= {"key": OWN_KEY + guid, "own_feed": keys.get(int(feed), "")}
            record["entries"] = [
                {"feed": key, **FEED_ENTRY.shown(row)} for key, *row in run(_ENTRIES, (number,)).all()
            ]
            yield record
            after = number


def _keys(session: Session) -> dict[int, str]:
    return dict(map(tuple, session.connection().exec_driver_sql("SELECT id, key FROM feed").all()))
