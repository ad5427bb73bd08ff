"""Links that could not be had for want of a connection: kept, and tried again after 1, 5 and 30 minutes."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.model import PendingSave
from reader.core.origin import TYPED, Origin

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

RETRY_MINUTES = (1, 5, 30)
LONGEST_WAIT = 3600
"""Seconds; a server that asks for a longer wait is asked again after this."""

PRIVATE = "private-reading"
"""The reader wants nothing asked of the network."""

NOBODY_ASKED = frozenset(("offline", PRIVATE))
"""Failures that say nothing of who was to be asked."""

MENDED_BY_CONNECTION = NOBODY_ASKED | {"unknown-host", "timeout"}
"""Failures that a connection or the end of private reading mends at once; a host that refuses was reached."""

WAITED_FOR = MENDED_BY_CONNECTION | {"refused", "server-error", "too-many-requests"}
"""The failures that time may mend."""


def is_waited_for(error: ReaderError | None) -> bool:
    """Whether a link that failed so is kept and tried again."""
    return error is not None and error.kind in WAITED_FOR


def seconds_to_wait(error: ReaderError, attempts: int) -> float:
    """How long to wait after the failure number `attempts` (from 1); 0 when it is not tried by the clock.

    What failed in private reading goes on at its end, and not by the clock. A server's own wish
    (`Retry-After`) is waited for even after the third failure.
    """
    if not is_waited_for(error) or error.kind == PRIVATE:
        return 0.0
    asked = str(error.values.get("retry_after", ""))
    wish = min(float(asked), LONGEST_WAIT) if asked.isdecimal() else 0.0
    return max(planned(attempts), wish)


def planned(attempts: int) -> float:
    """Seconds until the clock tries again after the failure number `attempts` (from 1); 0 for never."""
    return RETRY_MINUTES[attempts - 1] * 60.0 if 1 <= attempts <= len(RETRY_MINUTES) else 0.0


def counted(error: ReaderError, attempts: int) -> int:
    """How many tries count after the one number `attempts` (from 1): one in private reading does not."""
    return attempts - 1 if error.kind == PRIVATE else attempts


def note_failure(session: LibrarySession, pending_id: int, error: ReaderError, attempts: int) -> float:
    """Write down that a kept link failed, for the `attempts`-th time for want of a connection.

    Returns:
        Seconds until it is to be tried again; 0 for not by the clock.
    """
    wait = seconds_to_wait(error, attempts)
    moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=wait)
    session.pending.fail(
        pending_id,
        error.kind,
        error.values,
        counted(error, attempts) if is_waited_for(error) else 0,
        moment.isoformat(timespec="seconds") if wait else "",
    )
    return wait


def seconds_left(kept: PendingSave, now: datetime.datetime | None = None) -> float:
    """Seconds until a kept link is due, at most an hour; 0 when it is due or has no date.

    The clock may have been set back meanwhile: no link waits longer than it was told to.
    """
    try:
        due = datetime.datetime.fromisoformat(kept.next_at)
        left = (due - (now or datetime.datetime.now(datetime.UTC))).total_seconds()
    except (ValueError, TypeError):
        return 0.0
    return min(float(LONGEST_WAIT), max(0.0, left))


def keep_link(
    session: LibrarySession,
    url: str,
    error: ReaderError,
    tags: Sequence[str] = (),
    origin: Origin = TYPED,
) -> PendingSave:
    """Keep a link that failed outside the window, so that the window (or `pending --retry`) saves it."""
    earlier = next((kept for kept in session.pending.all() if kept.url == url), None)
    attempts = earlier.attempts + 1 if earlier is not None else 1
    kept = session.pending.add(url, tags, origin)
    note_failure(session, kept.id, error, attempts)
    return kept
