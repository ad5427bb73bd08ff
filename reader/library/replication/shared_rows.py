"""Rows that belong to no article: terms, saved searches, translated sentences and their corrections."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from reader.core.model import SentenceState
from reader.core.sentence_key import sentence_key
from reader.library.replication.writing import put_row
from reader.library.transfer.record_fields import SENTENCE, SENTENCE_DETAIL

_SEP = "\x1f"


def write_term(session: Session, key: str, value: dict[str, Any] | None) -> None:
    """Store a term of the glossary, or take it away."""
    run = session.connection().exec_driver_sql
    names = key.split(_SEP, 2)
    if len(names) != 3:
        return
    if value is None:
        run("DELETE FROM glossary_term WHERE source = ? AND target = ? AND term = ?", tuple(names))
        return
    run(
        "INSERT INTO glossary_term (source, target, term, translation, created_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (source, target, term) DO UPDATE SET translation = excluded.translation, "
        "created_at = excluded.created_at",
        (*names, value["translation"], value["created_at"]),
    )


def write_search(session: Session, key: str, value: dict[str, Any] | None) -> None:
    """Store a saved search, or take it away."""
    run = session.connection().exec_driver_sql
    if value is None:
        run("DELETE FROM saved_search WHERE fold = ?", (key,))
        return
    run(
        "INSERT INTO saved_search (name, fold, query, place, created_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (fold) DO UPDATE SET name = excluded.name, query = excluded.query, "
        "place = excluded.place, created_at = excluded.created_at",
        (value["name"], key, value["query"], value["place"], value["created_at"]),
    )


def write_correction(session: Session, key: str, value: dict[str, Any] | None) -> None:
    """Store the reader's translation of a sentence, or forget it."""
    run = session.connection().exec_driver_sql
    names = key.split(_SEP)
    if len(names) != 4:
        return
    route = _route(session, names[0], names[1], names[2])
    if value is None:
        run(
            "DELETE FROM sentence_translation WHERE source_key = ? AND route_id = ? AND state = ?",
            (names[3], route, SentenceState.CORRECTED.value),
        )
        return
    pair = value["pair"]
    if sentence_key(pair["source"]) == names[3]:
        _put(session, route, names[3], pair)


def take_pair(session: Session, value: Any) -> bool:
    """Store what a machine translated: of two for one sentence the later, never over a correction."""
    run = session.connection().exec_driver_sql
    if value is None:
        return False
    pair = value["pair"]
    if not pair["source"].strip() or pair["state"] == SentenceState.CORRECTED.value:
        return False
    route = _route(session, value["from"], value["to"], value["packages"])
    key = sentence_key(pair["source"])
    row = run(
        "SELECT state, created_at, target FROM sentence_translation WHERE source_key = ? AND route_id = ?",
        (key, route),
    ).first()
    if row is not None:
        later = (pair["created_at"], pair["target"]) > (row[1], row[2])
        if row[0] == SentenceState.CORRECTED.value or not later:
            return False
    _put(session, route, key, pair)
    return True


def _put(session: Session, route: int, key: str, pair: dict[str, Any]) -> None:
    owner = {"source_key": key, "route_id": route}
    put_row(session, SENTENCE, owner, pair)
    if pair.get("detail") is not None:
        put_row(session, SENTENCE_DETAIL, owner, pair["detail"])


def _route(session: Session, source: str, target: str, packages: str) -> int:
    run = session.connection().exec_driver_sql
    run("INSERT OR IGNORE INTO route (source, target, key) VALUES (?, ?, ?)", (source, target, packages))
    return int(
        run(
            "SELECT id FROM route WHERE source = ? AND target = ? AND key = ?", (source, target, packages)
        ).scalar_one()
    )
