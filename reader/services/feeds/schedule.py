"""When a feed is looked at again: as often as it changes, and less often the longer it fails."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from reader.core.errors import ReaderError
from reader.core.feeds import LONGEST_INTERVAL, SHORTEST_INTERVAL, ParsedFeed
from reader.services.saving.keep_trying import MENDED_BY_CONNECTION

_SAMPLE = 10  # pieces whose dates tell how often a feed changes
_FEWEST = 4
_GROWS, _SHRINKS = 1.3, 0.6
_OFFLINE = 15  # minutes


def next_interval(current: int, new: int, document: ParsedFeed | None, moment: datetime.datetime) -> int:
    """Minutes until a feed is looked at again after an update that worked.

    Half of the usual time between two of its last pieces; where their dates do not tell, less after an
    update that brought something and more after one that did not. What the source asks for is the least.

    Args:
        current: minutes between the last two.
        new: how many pieces the update brought.
        document: what was read, `None` for an unchanged feed.
        moment: the present.
    """
    dates = (
        [] if document is None else sorted((i.published for i in document.items if i.published), reverse=True)
    )
    gap = _usual_gap(dates[:_SAMPLE], moment)
    minutes = gap / 2 if gap else current * (_SHRINKS if new else _GROWS)
    asked = 0 if document is None else document.minutes
    return round(min(LONGEST_INTERVAL, max(SHORTEST_INTERVAL, asked, minutes)))


def after_failure(error: ReaderError, interval: int, failures: int) -> int:
    """Minutes until a feed that failed is looked at again.

    Args:
        error: why.
        interval: the feed's own.
        failures: how often it had failed before, one after the other.
    """
    asked = str(error.values.get("retry_after", ""))
    wish = int(asked) / 60 if asked.isdecimal() else 0
    if error.kind == "offline" or (error.kind in MENDED_BY_CONNECTION and not failures):
        return max(_OFFLINE, round(wish))
    planned = interval << min(failures + 1, 10)
    return max(round(wish), min(LONGEST_INTERVAL, int(planned)))


def _usual_gap(dates: Sequence[str], moment: datetime.datetime) -> float:
    """Minutes between two pieces, counting those since the newest; 0 where too few dates are known."""
    known = [datetime.datetime.fromisoformat(date) for date in dates if date <= moment.isoformat()]
    if len(known) < _FEWEST:
        return 0.0
    return (moment - known[-1]).total_seconds() / 60 / len(known)
