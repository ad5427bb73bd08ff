"""Stores records of feeds: those that are not followed here, their rules, and pieces that are not here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from reader.core.error_kinds import KINDS
from reader.core.feeds import FAILING, GONE, LONGEST_INTERVAL, OK, SHORTEST_INTERVAL
from reader.core.serialize import read_json
from reader.library.clock import past
from reader.library.database import Database
from reader.library.transfer.brought_records import note_brought
from reader.library.transfer.feed_records_out import OWN_KEY
from reader.library.transfer.record_fields import FEED, FEED_ENTRY, FEED_PIECE, FEED_RULE
from reader.library.transfer.statements import insert, insert_into, inserted_id

Record = dict[str, Any]
_WEB = ("http://", "https://")
_MOST_FAILURES = 10_000
_NO_VALUES = {"self", "kind", "detail"}
"""What no value of an error's words is called."""


class IncomingFeeds:
    """Stores the feeds of one file, in small transactions, each whole or not at all.

    Rules and pieces name feeds by their keys in the file; so the feeds come first. What is new is noted under
    the number of the import.
    """

    def __init__(self, database: Database, import_id: int) -> None:
        self._database = database
        self._import = import_id
        self._ids: dict[str, int] = {}
        """Numbers here, by the keys in the file."""

    def take_feeds(self, records: Sequence[Record], keys: Mapping[str, str]) -> None:
        """Follow feeds; one that is followed already stays as it is.

        Args:
            records: as they stand in the file. keys: what stands for their keys here.

        Raises:
            ValueError: one is none; nothing of them is stored. ReaderError: the disk; likewise.
        """
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            made = []
            for record in records:
                values = FEED.taken(record)
                _check_json(values, "error_values", str)
                _check_json(values, "moves", None)
                own = {**_likely(values), "key": keys[values["key"]]}
                new = insert(session, FEED, own)
                number = run("SELECT id FROM feed WHERE key = ?", (own["key"],)).scalar_one()
                self._ids[values["key"]] = number
                made += [number] if new else []
                language = record.get("language", "")
                if new and language and isinstance(language, str):
                    insert_into(session, "feed_language", {"feed_id": number, "language": language})
                for entry in _list(record, "faded"):
                    place = {"feed_id": number, "item_id": 0}
                    insert_into(session, "feed_entry", {**FEED_ENTRY.taken(entry), **place})
            note_brought(session, self._import, FEED.table, made)

    def take_rules(self, records: Sequence[Record]) -> None:
        """Store rules after those that are here, the same one once; likewise.

        Whether a rule means something is the caller's to check.
        """
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            made = []
            for record in records:
                values = FEED_RULE.taken(record)
                feed = _text(record, "feed")
                if feed and feed not in self._ids:
                    raise ValueError("a rule for no feed")
                number = self._ids.get(feed, 0)
                known = run(
                    "SELECT 1 FROM feed_rule WHERE feed_id = ? AND query = ? AND action = ? AND argument = ?",
                    (number, values["query"], values["action"], values["argument"]),
                ).first()
                if known is None:
                    made.append(inserted_id(session, FEED_RULE, {**values, "feed_id": number}))
            note_brought(session, self._import, FEED_RULE.table, made)

    def take_pieces(self, records: Sequence[Record]) -> None:
        """Store pieces, once the articles are there that they became; likewise."""
        with self._database.write(index=False) as session:
            made = [self._take_piece(session, record) for record in records]
            note_brought(session, self._import, FEED_PIECE.table, list(filter(None, made)))

    def _take_piece(self, session: Session, record: Record) -> int:
        """Store a piece and in which feeds it stands; its number, or 0 where it is here."""
        run = session.connection().exec_driver_sql
        values = FEED_PIECE.taken(record)
        if not all(values[name].startswith(_WEB) or not values[name] for name in ("url", "media_url")):
            raise ValueError("its address is no web link")
        _check_json(values, "wanted", list)
        if values["key"].startswith(OWN_KEY):
            feed, guid = self._ids.get(_text(record, "own_feed"), 0), values["key"].removeprefix(OWN_KEY)
            values["key"] = f"{OWN_KEY}{feed}:{guid}"
        html, article = _text(record, "html"), _text(record, "article")
        values["added_at"] = past(values["added_at"])
        found = run("SELECT article_id FROM article_address WHERE key = ?", (article,)).scalar()
        new = insert(session, FEED_PIECE, {**values, "article_id": found or 0})
        number = run("SELECT id FROM feed_item WHERE key = ?", (values["key"],)).scalar_one()
        if new and html:
            insert_into(session, "feed_item_text", {"item_id": number, "html": html})
        for entry in _list(record, "entries"):
            feed_id = self._ids.get(_text(entry, "feed"))
            there = "SELECT 1 FROM feed_entry WHERE feed_id = ? AND item_id = ?"
            if feed_id is not None and (new or run(there, (feed_id, number)).first() is None):
                place = {"feed_id": feed_id, "item_id": number}
                insert_into(session, "feed_entry", {**FEED_ENTRY.taken(entry), **place})
        return int(number) if new else 0


def _likely(values: Record) -> Record:
    """A feed's columns without what no update leaves behind, which would end every later one."""
    error, told = values["error"], values["error_values"]
    known = not error or (error in KINDS and not _NO_VALUES & set(read_json(told or "{}")))
    failing = values["state"] == FAILING and known
    return {
        **values,
        "added_at": past(values["added_at"]),
        "state": values["state"] if failing or values["state"] == GONE else OK,
        "error": error if known else "",
        "error_values": told if known else "",
        "failures": values["failures"] if 0 <= values["failures"] <= _MOST_FAILURES else 0,
        "interval": min(LONGEST_INTERVAL, max(SHORTEST_INTERVAL, values["interval"])),
    }


def _text(record: Record, name: str) -> str:
    found = record.get(name, "")
    if not isinstance(found, str):
        raise ValueError(f"{name}: no text")
    return found


def _list(record: Record, name: str) -> list[Record]:
    found = record.get(name, [])
    if not (isinstance(found, list) and all(isinstance(one, dict) for one in found)):
        raise ValueError(f"{name}: no list of objects")
    return found


def _check_json(values: Record, name: str, inner: type | None) -> None:
    """Raise `ValueError` unless a field holds texts: a list of them, or by name, each `inner`."""
    if not values[name]:
        return
    found = read_json(values[name])
    if inner is None:
        good = isinstance(found, list) and all(isinstance(one, str) for one in found)
    else:
        good = isinstance(found, dict) and all(isinstance(one, inner) for one in found.values())
    if inner is list and good:
        good = all(isinstance(one, str) for each in found.values() for one in each)
    if not good:
        raise ValueError(f"{name}: wrong types in it")
