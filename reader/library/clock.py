"""The time as the library stores it."""

from __future__ import annotations

import datetime


def now() -> str:
    """The present moment in UTC, ISO 8601 to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
