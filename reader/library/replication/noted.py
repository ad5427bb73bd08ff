"""What is noted as changed here and not told yet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

_ROWS = 2000  # notes that are looked at for one file: sentences are many and small


@dataclass(frozen=True, slots=True)
class Noted:
    """A field that was noted as changed, and the stamp of its last change."""

    field: str
    stamp: int


def choose(session: Session, most: int, held_back: str = "0") -> list[tuple[str, str]]:
    """Kind and key of the things to be told next: of at most so many articles; -1 for everything.

    What was noted first comes first. Only that much is looked at: there may be a million notes.
    `held_back` is a condition of SQL for notes that are not told for now.
    """
    statement = f"SELECT kind, key FROM sync_dirty WHERE NOT ({held_back}) ORDER BY rowid LIMIT ?"
    rows = session.connection().exec_driver_sql(statement, (_ROWS if most >= 0 else -1,))
    things = list(dict.fromkeys((str(kind), str(key)) for kind, key in rows))
    articles = [place for place, (kind, _) in enumerate(things) if kind == "article"]
    return things[: articles[most]] if 0 <= most < len(articles) else things


def noted_of(
    session: Session, chosen: Sequence[tuple[str, str]], held_back: str = "0"
) -> dict[tuple[str, str], list[Noted]]:
    """What is noted of some things, by kind and key."""
    run = session.connection().exec_driver_sql
    found: dict[tuple[str, str], list[Noted]] = {}
    for kind in {kind for kind, _ in chosen}:
        rows = run(
            "SELECT key, field, stamp FROM sync_dirty "
            f"WHERE kind = ? AND key IN (SELECT value FROM json_each(?)) AND NOT ({held_back})",
            (kind, json.dumps([key for one, key in chosen if one == kind])),
        )
        for key, field, stamp in rows:
            found.setdefault((kind, key), []).append(Noted(field, stamp))
    return found


def place_of(key: str) -> tuple[str, int]:
    """Sentence and route out of the key under which a translated sentence is noted."""
    source_key, _, number = key.partition("\x1f")
    return source_key, int(number)
