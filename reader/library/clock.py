"""The time as the library stores it."""

from __future__ import annotations

import datetime


def now() -> str:
    """The present moment in UTC, ISO 8601 to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


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
