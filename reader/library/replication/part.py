"""The part that a library has in a store, and what is noted of it; light enough for every start to look."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

_SIZE = "own size"


@dataclass(frozen=True, slots=True)
class Part:
    """A library's part in a store. `sent` is the number of its last file, `last_at` its last whole round.

    `sealed` says whether the store was encrypted when it was joined.
    """

    machine: str
    name: str
    store: str
    place: str
    sent: int
    last_at: str
    sealed: bool


def part_of(session: Session) -> Part | None:
    """The library's part, `None` while it has none."""
    row = (
        session.connection()
        .exec_driver_sql("SELECT machine, name, store, place, sent, last_at, sealed FROM sync_self")
        .first()
    )
    return Part(*(*row[:-1], bool(row[-1]))) if row is not None else None


def kept_value(session: Session, name: str) -> Any:
    """A value that `keep_value` noted, `None` for none."""
    found = session.connection().exec_driver_sql("SELECT value FROM sync_setting WHERE name = ?", (name,))
    return json.loads(found.scalar() or "null")


def kept_values(session: Session, prefix: str) -> dict[str, Any]:
    """The values that `keep_value` noted under names that begin so, by what follows in the name.

    The prefix has nothing in it that stands for other characters in `GLOB`.
    """
    rows = session.connection().exec_driver_sql(
        "SELECT name, value FROM sync_setting WHERE name GLOB ?", (f"{prefix}*",)
    )
    return {name.removeprefix(prefix): json.loads(value) for name, value in rows}


def told_size(session: Session, machine: str) -> int | None:
    """How many bytes this computer told under a name, `None` while that is not noted."""
    name, size = kept_value(session, _SIZE) or ("", 0)
    return int(size) if name == machine else None


def keep_told_size(session: Session, machine: str, size: int) -> None:
    """Note what `told_size` gives, instead of what it was."""
    keep_value(session, _SIZE, [machine, size])


def keep_value(session: Session, name: str, value: Any) -> None:
    """Note a value (what JSON can say) by its name; `None` for none."""
    run = session.connection().exec_driver_sql
    if value is None:
        run("DELETE FROM sync_setting WHERE name = ?", (name,))
    else:
        text = json.dumps(value, ensure_ascii=False)
        run("INSERT OR REPLACE INTO sync_setting (name, value) VALUES (?, ?)", (name, text))
