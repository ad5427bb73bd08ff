"""What is forgotten when a store is left, and what is not: the same store may be joined again."""

from __future__ import annotations

from sqlmodel import Session

from reader.library.replication.kept.kept_files import KEPT
from reader.library.replication.kept.removals import keep_removals
from reader.library.replication.part import keep_value, kept_value, part_of

_KEPT_OF = "kept of"
"""Of which store files are kept although the library left it."""

_TABLES = (
    "self",
    "dirty",
    "mark",
    "outbox",
    "file",
    "cursor",
    "blob",
    "upload",
    "wanted",
    "held",
    "fold",
    "folded",
)

_STATES = ("thing", "field")


def forget_part(session: Session, joined: str = "") -> None:
    """Forget a store, but for what the files said that were sent to it, and for what is removed.

    Args:
        session: inside a write.
        joined: the name of the one that is joined now, "" for none. What is kept of another one is forgotten.
    """
    part = part_of(session)
    former = part.store if part is not None else kept_value(session, _KEPT_OF)
    again = joined in ("", former)
    run = session.connection().exec_driver_sql
    left = f"WHERE name NOT GLOB '{KEPT}*'" if again else ""
    run(f"DELETE FROM sync_setting {left}")
    if again:
        keep_removals(session)
    for table in (*_TABLES, *(() if again else _STATES)):
        run(f"DELETE FROM sync_{table}")
    keep_value(session, _KEPT_OF, None if joined else former)
