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
