"""What is forgotten when a store is left, and what is not: the same store may be joined again."""

from __future__ import annotations

from sqlmodel import Session

from reader.library.clock import known_clock
from reader.library.replication.choices import is_among_others
from reader.library.replication.copies.given_again import (
    IS_NOTED,
    note_all_given_again,
    note_parts_given_again,
)
from reader.library.replication.in_view import keep_in_view
from reader.library.replication.kept.dates import keep_clock
from reader.library.replication.kept.kept_files import KEPT
from reader.library.replication.kept.removals import forget_removals, keep_removals, set_removals_aside
from reader.library.replication.kept.unsent import settle_removals
from reader.library.replication.kept.unsent_notes import former_notes, keep_former_notes
from reader.library.replication.part import keep_value, kept_value, part_of

_KEPT_OF, _KEPT_AMONG = "kept of", "kept among others"
"""Of which store files are kept although the library left it."""
_IS_NO_MORE = "annotation_id NOT IN (SELECT id FROM annotation)"

_TABLES = (
    "self",
    "dirty",
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


def forget_part(session: Session, joined: str = "") -> None:
    """Forget a store, but for what the files said that were sent to it, and for what is removed.

    Args:
        session: inside a write.
        joined: the name of the one that is joined now, "" for none. What files said in another one is
            forgotten, what is removed is kept aside, unless other readers took part there.
    """
    part = part_of(session)
    former = part.store if part is not None else kept_value(session, _KEPT_OF)
    again = joined in ("", former)
    others = bool(kept_value(session, _KEPT_AMONG))
    former_texts = former_notes(session)
    clock = known_clock(session)
    if part is not None:
        others = is_among_others(session)
        note_all_given_again(session)
        settle_removals(session, part.machine)
        note_parts_given_again(session)
        keep_in_view(session)
    run = session.connection().exec_driver_sql
    left = f"name NOT GLOB '{KEPT}*'" if again else "1"
    run(f"DELETE FROM sync_setting WHERE {left} AND NOT {IS_NOTED}")
    keep_removals(session)
    if not again:
        if not others:
            set_removals_aside(session)
        forget_removals(session)
    else:
        keep_former_notes(session, former_texts)
    # Others go on calling a mark by the name that they know; made anew it might be the name of a removed one.
    run(f"DELETE FROM sync_mark WHERE {_IS_NO_MORE if again else 1}")
    for table in _TABLES:
        run(f"DELETE FROM sync_{table}")
    keep_clock(session, clock)
    keep_value(session, _KEPT_OF, None if joined else former)
    keep_value(session, _KEPT_AMONG, None if joined else others or None)
