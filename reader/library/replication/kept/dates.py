"""The clock that goes on from store to store, and what a library has with dates ahead of it when it joins.

What was told once must be told as of the same time whenever the library joins again: by that a copy of what
was removed is known (see `copies`). So the clock never goes back, and what is dated later than it shows, as
the computer's own was wrong once, is of when it is told first. Where it is the clock that is wrong, as it is
behind, the dates stay: no copy of them would be left, and Trash would be emptied once the clock is right.
"""

from __future__ import annotations

from sqlmodel import Session

from reader.library.clock import KEPT_CLOCK, known_clock
from reader.library.replication.part import keep_value
from reader.library.replication.states import FARTHEST, SECOND
from reader.library.tables import NOW

_DATES = {
    "article": ("saved_at", "fetched_at", "opened_at", "trashed_at"),
    "article_note": ("updated_at",),
    "article_edit": ("changed_at",),
    "article_tag": ("added_at",),
    "annotation": ("updated_at",),  # when it was made is part of its name on all computers
    "glossary_term": ("created_at",),
    "saved_search": ("created_at",),
    "sentence_translation": ("created_at",),
    "feed": ("added_at",),
    "feed_rule": ("added_at",),
}
"""By their tables, the times as of which things are told."""
_IS_BEHIND = (
    "SELECT :now < CAST(strftime('%s', substr(sqlite_source_id(), 1, 19)) AS INTEGER) "
    "OR EXISTS (SELECT 1 FROM article WHERE date > date(:now, 'unixepoch', '+1 day') "
    "AND date BETWEEN date(saved_at, '-31 days') AND date(saved_at, '+1 day'))"
)
"""Whether the clock shows a time that is long past: SQLite was made later, or a page that is here says that
it was, and its article was saved soon after that. A clock that was ahead then agrees with no page."""


def keep_clock(session: Session, clock: int) -> None:
    """Keep what `known_clock` gave, for the next store."""
    keep_value(session, KEPT_CLOCK, clock or None)


def begin_clock(session: Session) -> int:
    """What the clock is to show in a store that is joined now; what is dated later is of that time then.

    Args:
        session: inside the write that joins, while nothing is noted yet.
    """
    run = session.connection().exec_driver_sql
    clock, kept = int(run(f"SELECT {NOW}").scalar_one()), known_clock(session)
    if kept < clock + FARTHEST:  # else nobody would take what is told by it
        clock = max(clock, kept)
    if run(_IS_BEHIND, {"now": clock // SECOND}).scalar_one():
        return clock
    for table, columns in _DATES.items():
        for column in columns:
            run(
                f"UPDATE {table} SET {column} = strftime('%Y-%m-%dT%H:%M:%S+00:00', :now, 'unixepoch') "
                f"WHERE CAST(strftime('%s', {column}) AS INTEGER) > :now",
                {"now": clock // SECOND},
            )
    return clock
