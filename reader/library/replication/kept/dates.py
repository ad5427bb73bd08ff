"""The clock that goes on from store to store, and what a library has with dates ahead of it when it joins.

What was told once must be told as of the same time whenever the library joins again: by that a copy of what
was removed is known (see `copies`). So the clock never goes back, and what is dated later than it shows, as
the computer's own was wrong once, is of when it is told first.
"""

from __future__ import annotations

from sqlmodel import Session

from reader.library.replication.part import keep_value, kept_value
from reader.library.replication.states import FARTHEST, SECOND
from reader.library.tables import NOW

_CLOCK = "kept clock"
_DATES = {
    "article": ("saved_at", "fetched_at", "opened_at", "trashed_at"),
    "article_note": ("updated_at",),
    "article_edit": ("changed_at",),
    "annotation": ("created_at", "updated_at"),
    "glossary_term": ("created_at",),
    "saved_search": ("created_at",),
    "sentence_translation": ("created_at",),
    "feed": ("added_at",),
    "feed_rule": ("added_at",),
}
"""By their tables, the times as of which things are told."""


def known_clock(session: Session) -> int:
    """What the clock of the store shows, or that of any before; 0 where there was none."""
    clock = session.connection().exec_driver_sql("SELECT max(clock) FROM sync_self").scalar()
    return max(int(clock or 0), int(kept_value(session, _CLOCK) or 0))


def keep_clock(session: Session, clock: int) -> None:
    """Keep what `known_clock` gave, for the next store."""
    keep_value(session, _CLOCK, clock or None)


def begin_clock(session: Session) -> int:
    """What the clock is to show in a store that is joined now; what is dated later is of that time then.

    Args:
        session: inside the write that joins, while nothing is noted yet.
    """
    run = session.connection().exec_driver_sql
    clock, kept = int(run(f"SELECT {NOW}").scalar_one()), known_clock(session)
    if kept < clock + FARTHEST:  # else nobody would take what is told by it
        clock = max(clock, kept)
    for table, columns in _DATES.items():
        for column in columns:
            run(
                f"UPDATE {table} SET {column} = strftime('%Y-%m-%dT%H:%M:%S+00:00', :now, 'unixepoch') "
                f"WHERE CAST(strftime('%s', {column}) AS INTEGER) > :now",
                {"now": clock // SECOND},
            )
    return clock
