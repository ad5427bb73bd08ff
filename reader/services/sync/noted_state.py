"""What rounds note for `sync_state`: how the last one failed, what stays aside or away, how much was told."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reader.core.error_kinds import KINDS
from reader.core.errors import ReaderError
from reader.library.database import Database
from reader.library.replication.part import keep_told_size, keep_value, kept_value, part_of, told_size
from reader.library.tables import NOW

log = logging.getLogger(__name__)

STAYED = 600_000_000
"""For how long (µs) a file is the same and does not open, until it is damaged and not on its way."""
DAY = 86_400
"""For how long (s) a file may be missing where others carry files."""
DAMAGED = "damaged"
"""Under which name is noted which files do not open or come: what they are, and since when (µs)."""

_TROUBLE, _HELD = "trouble", "held since"


@contextlib.contextmanager
def trouble_noted(database: Database) -> Iterator[None]:
    """Note why what is done inside fails, where the store is the reason; nothing of what is cancelled."""
    try:
        yield
    except ReaderError as error:
        if error.kind.startswith("sync-"):
            with contextlib.suppress(ReaderError):  # what is wrong is told anyway
                note_trouble(database, error)
        raise


def note_trouble(database: Database, error: ReaderError | None) -> None:
    """Note why a round failed, `None` where it did not.

    Raises:
        ReaderError: the disk.
    """
    values = {name: str(value) for name, value in error.values.items()} if error is not None else {}
    told = [error.kind, error.detail, values] if error is not None else None
    with database.read() as session:
        if part_of(session) is None or kept_value(session, _TROUBLE) == told:
            return
    with database.write(index=False) as session:
        keep_value(session, _TROUBLE, told)


def noted_trouble(database: Database) -> ReaderError | None:
    """Why the last round failed, `None` where it did not."""
    with database.read() as session:
        kind, detail, values = kept_value(session, _TROUBLE) or ("", "", {})
    return ReaderError(kind, detail, **values) if kind in KINDS else None


def note_held(database: Database) -> None:
    """Note since when changes are kept aside that this version does not understand.

    Raises:
        ReaderError: the disk.
    """
    with database.read() as session:
        run = session.connection().exec_driver_sql
        some = run("SELECT 1 FROM sync_held LIMIT 1").first() is not None
        if some == (kept_value(session, _HELD) is not None):
            return
    with database.write(index=False) as session:
        now = int(session.connection().exec_driver_sql(f"SELECT {NOW}").scalar_one())
        keep_value(session, _HELD, now if some else None)


def lasting_held(database: Database) -> int:
    """How many changes are kept aside, once some have been for a day: what is to pass soon worries nobody."""
    with database.read() as session:
        since = kept_value(session, _HELD)
        if since is None:
            return 0
        run = session.connection().exec_driver_sql
        waited = abs(int(run(f"SELECT {NOW}").scalar_one()) - since) // 1_000_000
        return int(run("SELECT count(*) FROM sync_held").scalar_one()) if waited >= DAY else 0


def note_size(database: Database, machine: str, size: int) -> None:
    """Note how many bytes this computer told under a name, unless that is noted: further files add theirs.

    Raises:
        ReaderError: the disk.
    """
    with database.write(index=False) as session:
        if told_size(session, machine) is None:
            keep_told_size(session, machine, size)


def noted_size(database: Database, machine: str) -> int | None:
    """How many bytes were noted under a name, `None` for none."""
    with database.read() as session:
        return told_size(session, machine)


def noted_damage(database: Database, is_carried: bool) -> list[str]:
    """What `damage.lasting_damage` gives of what it noted last; the store is not asked.

    Args:
        database: the library's.
        is_carried: whether others carry the files.
    """
    with database.read() as session:
        noted = kept_value(session, DAMAGED) or {}
        now = int(session.connection().exec_driver_sql(f"SELECT {NOW}").scalar_one())
    return lasting(noted, now, is_carried)


def lasting(noted: Mapping[str, Sequence[Any]], now: int, is_carried: bool) -> list[str]:
    """The names of files that have been as they are for long enough; one that is awaited has no digest."""
    return sorted(
        name
        for name, (digest, since) in noted.items()
        if abs(now - since) >= (DAY * 1_000_000 if is_carried and not digest else STAYED)
    )
