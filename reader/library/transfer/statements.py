"""Puts rows into tables by the names of their columns."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from reader.library.transfer.record_fields import RecordPart


def insert(session: Session, part: RecordPart, values: dict[str, Any]) -> bool:
    """Put a row into a part's table unless one of the same name is there; says whether it did."""
    return insert_into(session, part.table, values)


def inserted_id(session: Session, part: RecordPart, values: dict[str, Any]) -> int:
    """Put a row into a part's table likewise; its number, or 0 where one of the same name is there."""
    if not insert(session, part, values):
        return 0
    return int(session.connection().exec_driver_sql("SELECT last_insert_rowid()").scalar_one())


def insert_into(session: Session, table: str, values: dict[str, Any]) -> bool:
    """Put a row into a table unless one of the same name is there; says whether it did."""
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join("?" * len(values))
    statement = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({places})"
    return bool(session.connection().exec_driver_sql(statement, tuple(values.values())).rowcount)
