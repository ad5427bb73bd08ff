"""Rows that belong to no article: terms, saved searches, translated sentences and their corrections."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from typing import Any

from sqlmodel import Session

from reader.core.model import SentenceState
from reader.core.sentence_key import sentence_key
from reader.library.replication.writing import put_rows
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
        _put(session, {(names[3], route): pair})


def take_pairs(session: Session, values: Iterable[Any]) -> int:
    """Store what a machine translated: of two for one sentence the later, never over a correction.

    Returns:
        How many said anything new.
    """
    route = functools.cache(functools.partial(_route, session))
    offered = [
        ((sentence_key(pair["source"]), route(value["from"], value["to"], value["packages"])), pair)
        for value in values
        if value is not None
        and (pair := value["pair"])["source"].strip()
        and pair["state"] != SentenceState.CORRECTED.value
    ]
    rows = session.connection().exec_driver_sql(
        "SELECT source_key, route_id, state, created_at, target FROM sentence_translation "
        "WHERE source_key IN (SELECT value FROM json_each(?))",
        (json.dumps([key for (key, _), _ in offered]),),
    )
    known = {(row[0], row[1]): tuple(row[2:]) for row in rows}
    chosen: dict[tuple[str, int], dict[str, Any]] = {}
    count = 0
    for place, pair in offered:
        if place in known:
            state, *former = known[place]
            later = [pair["created_at"], pair["target"]] > former
            if state == SentenceState.CORRECTED.value or not later:
                continue
        known[place] = (pair["state"], pair["created_at"], pair["target"])
        chosen[place] = pair
        count += 1
    _put(session, chosen)
    return count


def _put(session: Session, pairs: dict[tuple[str, int], dict[str, Any]]) -> None:
    """Store sentences, by their key and the number of their route."""
    owners = [({"source_key": key, "route_id": route}, pair) for (key, route), pair in pairs.items()]
    put_rows(session, SENTENCE, owners)
    detailed = [(owner, pair["detail"]) for owner, pair in owners if pair.get("detail") is not None]
    put_rows(session, SENTENCE_DETAIL, detailed)


def _route(session: Session, source: str, target: str, packages: str) -> int:
    run = session.connection().exec_driver_sql
    run("INSERT OR IGNORE INTO route (source, target, key) VALUES (?, ?, ?)", (source, target, packages))
    return int(
        run(
            "SELECT id FROM route WHERE source = ? AND target = ? AND key = ?", (source, target, packages)
        ).scalar_one()
    )
