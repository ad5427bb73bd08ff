"""The time as the library stores it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlmodel import Session

KEPT_CLOCK = "kept clock"
"""The setting that says what the clock of the last store showed."""
_KNOWN = (
    "SELECT max(coalesce((SELECT max(clock) FROM sync_self), 0), coalesce("
    f"(SELECT CAST(value AS INTEGER) FROM sync_setting WHERE name = '{KEPT_CLOCK}'), 0))"
)
_SHOWN = f"SELECT strftime('%Y-%m-%dT%H:%M:%S+00:00', ({_KNOWN}) / 1000000, 'unixepoch')"


def now() -> str:
    """The present moment in UTC, ISO 8601 to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def past(moment: str, instead: str = "") -> str:
    """A moment out of a file as the library stores it; the present where it is one to come.

    Args:
        moment: ISO 8601 with its zone. instead: what stands for what is none; the present for "".
    """
    present = now()
    try:
        found = datetime.datetime.fromisoformat(moment)
        told = found.astimezone(datetime.UTC).isoformat(timespec="seconds") if found.tzinfo else ""
    except (ValueError, OverflowError):
        told = ""
    return min(told or instead or present, present)


def known_clock(session: Session) -> int:
    """What the clock of the store shows, or that of any before, in microseconds; 0 where there was none."""
    return int(session.connection().exec_driver_sql(_KNOWN).scalar_one())


def known_now(session: Session) -> str:
    """The present moment as `now` says it, or what the clock of the stores shows where that is later.

    What is done in no store is later than what was done in one, though the clock here is behind.
    """
    return max(now(), str(session.connection().exec_driver_sql(_SHOWN).scalar() or ""))


def is_moment(text: str) -> bool:
    """Whether a text is a moment in UTC, ISO 8601 to the second or to the microsecond, written as here."""
    try:
        found = datetime.datetime.fromisoformat(text)
    except ValueError:
        return False
    return text in (found.isoformat(timespec=exact) for exact in ("seconds", "microseconds")) and (
        found.utcoffset() == datetime.timedelta()
    )


def after(moment: str, former: str) -> str:
    """A moment, or the minute after a former one that a clock behind the others puts before it.

    A minute, as what is told of the former one to other computers may be of some seconds later.
    """
    if not (is_moment(moment) and is_moment(former) and moment < former):
        return moment
    try:
        later = datetime.datetime.fromisoformat(former) + datetime.timedelta(minutes=1)
    except OverflowError:
        return moment
    return later.isoformat(timespec="seconds")
