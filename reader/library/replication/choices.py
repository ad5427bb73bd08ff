"""What is noted for a library that is kept in step, as the reader chose it or as a round found it."""

from __future__ import annotations

import json
from typing import Any

from sqlmodel import Session

from reader.core.replication.changes import Change, is_machine
from reader.library.database import Database
from reader.library.replication.outbox import withdraw
from reader.library.replication.states import ARTICLE, OPTION, SEEN, article_name
from reader.library.tables import NOW

_PAUSED, _FORGOTTEN, _GAP = "paused", "forgotten:", "gap"
_CAN_WAIT = "('position', 'opened', 'unread', 'seen')"
"""Fields that change with every minute of reading."""


READING = frozenset(("position", "opened", "unread"))
"""The fields of an article that say how far it is read."""
HELD_BACK = f"kind = 'article' AND field IN {tuple(sorted(READING))}"
"""Which notes wait while other readers take part, until this one is alone again; as a condition of SQL."""
PRIVATE = f"kind IN ('seen', 'option') OR {HELD_BACK}"
"""Which notes of changes are told to no computer where other readers take part."""
_AMONG_OTHERS = "members"


def is_of_reading(change: Change) -> bool:
    """Whether a change says how somebody reads: what he opened, how far he is, how he likes to see it."""
    if change.uid.startswith(ARTICLE):
        return change.field in READING
    return change.uid.startswith((SEEN, OPTION))


class Choices:
    """Of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def paused(self) -> bool:
        """Whether nothing is sent or taken for now."""
        with self._database.read() as session:
            run = session.connection().exec_driver_sql
            return run("SELECT 1 FROM sync_setting WHERE name = ?", (_PAUSED,)).first() is not None

    def pause(self, on: bool) -> None:
        """Send and take nothing from now on, or go on with it."""
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            if on:
                run("INSERT OR IGNORE INTO sync_setting (name, value) VALUES (?, '')", (_PAUSED,))
            else:
                run("DELETE FROM sync_setting WHERE name = ?", (_PAUSED,))

    def forgotten(self) -> dict[str, int]:
        """The computers that are not shown any more, until they send more than the file of this number."""
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT name, value FROM sync_setting WHERE name LIKE ?", (f"{_FORGOTTEN}%",)
            )
            found = {name.removeprefix(_FORGOTTEN): value for name, value in rows}
        return {name: int(value) for name, value in found.items() if is_machine(name) and value.isdigit()}

    def forget(self, machine: str) -> None:
        """Show a computer no more, until it is heard of again. What it changed stays."""
        with self._database.write(index=False) as session:
            session.connection().exec_driver_sql(
                "INSERT OR REPLACE INTO sync_setting (name, value) "
                "SELECT ? || machine, seq FROM sync_cursor WHERE machine = ?",
                (_FORGOTTEN, machine),
            )

    def gap(self, is_there: bool) -> int:
        """Note whether files of the store are missing; gives for how long (s) they have been."""
        with self._database.read() as session:
            run = session.connection().exec_driver_sql
            found = run(f"SELECT {NOW} - value FROM sync_setting WHERE name = ?", (_GAP,)).scalar()
        if is_there != (found is not None):
            with self._database.write(index=False) as session:
                run = session.connection().exec_driver_sql
                run("DELETE FROM sync_setting WHERE name = ?", (_GAP,))
                if is_there:
                    run(f"INSERT INTO sync_setting (name, value) VALUES (?, {NOW})", (_GAP,))
        return abs(int(found)) // 1_000_000 if is_there and found is not None else 0

    def note_members(self, has_members: bool) -> None:
        """Note whether other readers take part in the store.

        From the moment that they do, nothing is sent of how this one reads, not even what was made ready.
        """
        with self._database.read() as session:
            if is_among_others(session) == has_members:
                return
        with self._database.write(index=False) as session:
            keep_value(session, _AMONG_OTHERS, has_members or None)
            if has_members:
                withdraw(session, is_of_reading)

    def is_urgent(self) -> bool:
        """Whether something waits to be sent that is more than how far the reader read."""
        with self._database.read() as session:
            run = session.connection().exec_driver_sql
            waits = PRIVATE if is_among_others(session) else "0"
            urgent = f"field NOT IN {_CAN_WAIT} AND NOT ({waits})"
            noted = run(f"SELECT 1 FROM sync_dirty WHERE {urgent} LIMIT 1").first()
            return noted is not None or run("SELECT 1 FROM sync_outbox LIMIT 1").first() is not None

    def names(self) -> set[str]:
        """The names that the articles of this library have, or would have, on every computer."""
        with self._database.read() as session:
            run = session.connection().exec_driver_sql
            keys = run("SELECT key, min(rowid) FROM article_address GROUP BY article_id")
            return {article_name(str(key)) for key, _ in keys}

    def count(self) -> int:
        """How many articles the library has, those in Trash too."""
        with self._database.read() as session:
            return int(session.connection().exec_driver_sql("SELECT count(*) FROM article").scalar_one())


def held_back(session: Session) -> str:
    """Which notes are not told for now, as a condition of SQL."""
    return HELD_BACK if is_among_others(session) else "0"


def is_among_others(session: Session) -> bool:
    """Whether other readers take part in the store: what is read, and how, is then told to no computer."""
    return bool(kept_value(session, _AMONG_OTHERS))


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


def keep_value(session: Session, name: str, value: Any) -> None:
    """Note a value (what JSON can say) by its name; `None` for none."""
    run = session.connection().exec_driver_sql
    if value is None:
        run("DELETE FROM sync_setting WHERE name = ?", (name,))
    else:
        text = json.dumps(value, ensure_ascii=False)
        run("INSERT OR REPLACE INTO sync_setting (name, value) VALUES (?, ?)", (name, text))
