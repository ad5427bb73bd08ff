"""Times that other computers told, by clocks that may be wrong."""

from __future__ import annotations

import datetime

_ODDS = 60  # seconds by which two clocks may differ


def seconds_since(moment: str) -> int | None:
    """Seconds since a time (ISO 8601, UTC where it does not say), fewer than 0 before it; `None` for none."""
    try:
        then = datetime.datetime.fromisoformat(moment)
    except ValueError:
        return None
    if then.tzinfo is None:
        then = then.replace(tzinfo=datetime.UTC)
    return int((datetime.datetime.now(datetime.UTC) - then).total_seconds())


def is_ahead(moment: str) -> bool:
    """Whether a time is still to come, by more than two clocks may differ."""
    since = seconds_since(moment)
    return since is not None and since <= -_ODDS
