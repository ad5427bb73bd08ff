"""What an import of a whole library brought besides articles, noted so that it can be taken back.

Each batch is noted in the transaction that stores it, as a row of the import with a number below 0: rows of
its file begin at 1, so that no count and no report has them.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Container, Sequence
from typing import Any

from sqlmodel import Session

from reader.library.database import Database
from reader.library.feeds.removal import take_out
from reader.library.imports.recorded_rows import note_rows

_JUDGED = {
    "sentence_translation": "source, target, state",
    "glossary_term": "source, target, term, translation",
    "saved_search": "name, query",
    "pending_save": "url, tags",
    "feed_rule": "feed_id, query, action, argument, daily_limit, paused",
    "feed": "chosen_title",
    "feed_item": "key, read_at, opened_at",
}
"""The columns by which a row counts as changed by the reader, in the order in which tables are emptied."""
_KEPT = {
    "feed": "id IN (SELECT feed_id FROM feed_rule)",
    "feed_item": (
        "(article_id IN (SELECT id FROM article) OR id IN (SELECT item_id FROM feed_entry "
        "WHERE seen_at >= (SELECT started_at FROM import_run WHERE import_run.id = {import_id})))"
    ),
}
"""What stays of a table all the same: feeds that a rule is for; pieces that became articles, and those that a
feed which stays named since."""
_BATCHES = "SELECT number, effect FROM import_row WHERE import_id = ? AND number < 0 ORDER BY number"


def note_brought(session: Session, import_id: int, table: str, ids: Sequence[int]) -> None:
    """Note rows of a table that an import made, inside the caller's transaction; nothing for import 0."""
    if import_id and ids:
        digests = _digests(session, table, ids)
        _note(session, import_id, {"table": table, "rows": [[number, digests[number]] for number in ids]})


def note_options(database: Database, import_id: int, options: dict[str, Any]) -> None:
    """Note the options that an import is about to set.

    Raises:
        ReaderError: the disk; nothing is noted.
    """
    if options:
        with database.write(index=False) as session:
            _note(session, import_id, {"options": options})


def options_of(database: Database, import_id: int) -> dict[str, Any]:
    """The options that an import set, with their values."""
    found: dict[str, Any] = {}
    with database.read() as session:
        for _, effect in _batches(session, import_id):
            found.update(effect.get("options", {}))
    return found


def take_back(database: Database, import_id: int, in_use: Container[str]) -> int:
    """Delete what an import made besides articles and nobody changed since, a table after the other.

    Args:
        database: of the library.
        import_id: whose articles are gone already.
        in_use: the keys of sentences that articles show, which stay.

    Returns:
        How many rows stay that it made.

    Raises:
        ReaderError: the disk; what went by then stays gone, and the rest goes when it is asked for again.
    """
    with database.read() as session:
        batches = _batches(session, import_id)
    kept = 0
    for table in _JUDGED:
        for _, effect in batches:
            if effect.get("table") == table:
                with database.write(index=False) as session:
                    kept += _delete(session, import_id, table, effect["rows"], in_use)
    return kept


def _delete(
    session: Session, import_id: int, table: str, rows: Sequence[Sequence[Any]], in_use: Container[str]
) -> int:
    """Delete the rows of a batch that are as they came; returns how many of them stay."""
    run = session.connection().exec_driver_sql
    now = _digests(session, table, [number for number, _ in rows])
    going = [number for number, digest in rows if now.get(number) == digest]
    chosen = "IN (SELECT value FROM json_each(?))"
    if table in _KEPT:
        kept = _KEPT[table].format(import_id=import_id)
        stay = run(f"SELECT id FROM {table} WHERE id {chosen} AND {kept}", (json.dumps(going),))
        going = sorted(set(going).difference(stay.scalars().all()))
    if table == "sentence_translation":
        keys = run(f"SELECT id, source_key FROM {table} WHERE id {chosen}", (json.dumps(going),)).all()
        going = [number for number, key in keys if key not in in_use]
    if table == "feed":
        connection = session.connection().connection.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        take_out(connection, going)
    else:
        if table == "feed_item":
            run(f"DELETE FROM feed_entry WHERE item_id {chosen}", (json.dumps(going),))
        run(f"DELETE FROM {table} WHERE id {chosen}", (json.dumps(going),))
    return len(now) - len(going)


def _digests(session: Session, table: str, ids: Sequence[int]) -> dict[int, str]:
    """What each of some rows says, by their numbers; those that are gone are not in it."""
    found = session.connection().exec_driver_sql(
        f"SELECT id, {_JUDGED[table]} FROM {table} WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return {row[0]: _digest(row[1:]) for row in found}


def _digest(values: Sequence[Any]) -> str:
    return hashlib.blake2b(json.dumps(list(values)).encode(), digest_size=8).hexdigest()


def _note(session: Session, import_id: int, effect: dict[str, Any]) -> None:
    last = session.connection().exec_driver_sql(
        "SELECT min(0, coalesce(min(number), 0)) FROM import_row WHERE import_id = ?", (import_id,)
    )
    number = int(last.scalar_one()) - 1
    note_rows(session, [(import_id, number, "", 0, "brought", "", "", "", 0, json.dumps(effect))])


def _batches(session: Session, import_id: int) -> list[tuple[int, dict[str, Any]]]:
    found = session.connection().exec_driver_sql(_BATCHES, (import_id,))
    return [(int(number), json.loads(effect)) for number, effect in found]
