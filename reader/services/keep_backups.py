"""Copies of the library made by themselves: one a day, seven of them kept, and four of earlier weeks.

The clock may be wrong in either direction, so nothing is removed because of a date: copies are
numbered, and the lowest numbers go, after the new copy is checked and in its place.
"""

from __future__ import annotations

import contextlib
import datetime
import logging
import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.storage_errors import storage_errors

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

DAILY, WEEKLY = 7, 4
"""How many copies of each kind are kept."""

_WEEK = 7  # days, and daily copies when the clock cannot be trusted
_NAME = re.compile(r"(daily|weekly)-(\d{6,12})-(\d{8})\.db$")


@dataclass(frozen=True, slots=True, order=True)
class Copy:
    """A copy of the library: `number` counts up for ever, `day` is what the clock said then."""

    number: int
    day: datetime.date
    path: Path


def backups_folder(session: LibrarySession) -> Path:
    """Where the copies lie: beside the library."""
    return session.paths.root / "backups"


def copies(folder: Path, kind: str = "daily") -> list[Copy]:
    """The copies of a kind (`daily`, `weekly`), oldest first; what has another name is none of ours.

    Raises:
        ReaderError: the folder cannot be read.
    """
    found = []
    with storage_errors(folder), contextlib.suppress(FileNotFoundError):
        for path in folder.iterdir():
            match = _NAME.fullmatch(path.name)
            if match and match[1] == kind:
                with contextlib.suppress(ValueError):
                    day = datetime.datetime.strptime(match[3], "%Y%m%d").date()
                    found.append(Copy(int(match[2]), day, path))
    return sorted(found)


def keep_backups(session: LibrarySession, today: datetime.date | None = None) -> Path | None:
    """Make today's copy unless there is one, and let the oldest go. A failure is logged, never raised:
    the next start tries again, and no copy was removed.

    Returns:
        The new copy.
    """
    day = today or datetime.datetime.now(datetime.UTC).date()
    try:
        return _keep(session.paths.database, backups_folder(session), day)
    except ReaderError as error:
        log.warning("no backup was made: %s", error)
        return None


def _keep(database: Path, folder: Path, day: datetime.date) -> Path | None:
    from reader.library.backup import backup

    daily = copies(folder)
    if daily and daily[-1].day == day:
        return None
    weekly = copies(folder, "weekly")
    number = max((c.number for c in (*daily, *weekly)), default=0) + 1
    made = backup(database, folder / f"daily-{number:06}-{day:%Y%m%d}.db")
    with storage_errors(folder):
        if _week_is_over(weekly, number, day):
            _link(made, folder / f"weekly-{number:06}-{day:%Y%m%d}.db")
        for kind, most in (("daily", DAILY), ("weekly", WEEKLY)):
            _remove_oldest(copies(folder, kind), most)
    log.info("a backup was made: %s", made.name)
    return made


def _week_is_over(weekly: Sequence[Copy], number: int, day: datetime.date) -> bool:
    """A week by the clock, or seven copies: a clock that jumps must not push the good weeks out."""
    if not weekly:
        return True
    last = weekly[-1]
    passed = (day - last.day).days
    return number - last.number >= _WEEK or (passed >= _WEEK and number - last.number > 1)


def _link(source: Path, target: Path) -> None:
    """The same file under a second name; a copy where the file system has no links."""
    try:
        os.link(source, target)
    except OSError:
        draft = target.with_name(f".{target.name}.part")
        shutil.copyfile(source, draft)
        os.replace(draft, target)


def _remove_oldest(found: Sequence[Copy], most: int) -> None:
    for copy in found[:-most]:
        copy.path.unlink(missing_ok=True)
