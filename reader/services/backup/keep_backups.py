"""Copies of the library made by themselves: one a day, seven of them kept, and four of earlier weeks.

The clock may be wrong in either direction, so nothing is removed because of a date: copies are
numbered, and the lowest numbers go, after the new copy is checked and in its place.

A copy holds the library's file only. The pictures that it names stay on the disk as long as it does:
see `library.assets`.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import logging
import os
import re
import shutil
import stat
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.private_files import make_file
from reader.core.storage_errors import storage_errors
from reader.settings.paths import LibraryPaths

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

DAILY, WEEKLY = 7, 4
"""How many copies of each kind are kept."""

KIND_NAMES = ("daily", "weekly", "before", "replaced", "salvaged", "library")
"""How the names of copies begin: by the day and week, before a new version changed the file, what a
restored copy replaced, what was salvaged from a damaged file, and what the reader asked for."""

_WEEK = 7  # days, and daily copies when the clock cannot be trusted
_NAME = re.compile(r"(daily|weekly)-(\d{6,12})-(\d{8})\.db$")


@dataclass(frozen=True, slots=True, order=True)
class Copy:
    """A copy of the library: `number` counts up for ever, `day` is what the clock said then."""

    number: int
    day: datetime.date
    path: Path


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """Any copy of the library in its folder of backups. `kind` is one of `KIND_NAMES`, or "".

    `made_at` is what the file system says (UTC), `size` in bytes. `articles` is their number, -1 while
    nobody looked inside.
    """

    path: Path
    kind: str
    made_at: datetime.datetime
    size: int
    articles: int = -1


def backups_folder(session: LibrarySession) -> Path:
    """Where the copies lie: beside the library."""
    return session.paths.backups


def kept_copies(paths: LibraryPaths) -> list[KeptCopy]:
    """Every copy in the library's folder of backups, the newest first, sound or not.

    Raises:
        ReaderError: `file-unreadable` when the folder cannot be read, or is a link that leads nowhere: then
            nobody knows whether there are copies.
    """
    found = []
    for path in _entries(paths.backups):
        if path.suffix == ".db":
            with contextlib.suppress(OSError):  # gone meanwhile, or a link that leads nowhere
                state = path.stat()
                if not stat.S_ISREG(state.st_mode):
                    continue
                kind = path.name.split("-")[0]
                made = datetime.datetime.fromtimestamp(state.st_mtime, datetime.UTC)
                found.append(KeptCopy(path, kind if kind in KIND_NAMES else "", made, state.st_size))
    return sorted(found, key=lambda copy: (copy.made_at, copy.path.name), reverse=True)


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except FileNotFoundError as error:
        if not folder.is_symlink():
            return []
        raise ReaderError("file-unreadable", str(error.strerror), file=folder) from error
    except OSError as error:
        raise ReaderError("file-unreadable", str(error.strerror), file=folder) from error


def newest_sound(paths: LibraryPaths, thorough: bool = True) -> KeptCopy | None:
    """The newest copy that could be put back, with the number of its articles; `None` when there is none.

    One without articles only when there is no other: an empty library may have been begun by mistake.

    Args:
        paths: the library's, which need not be openable itself.
        thorough: check the whole file (seconds for a large one), else only that it can be read.
    """
    empty = None
    for copy in _by_number(kept_copies(paths)):
        if copy.kind == "replaced":
            continue  # the very file that was found damaged, or not wanted
        articles = _articles_in(copy.path, thorough)
        if articles > 0:
            return dataclasses.replace(copy, articles=articles)
        if articles == 0 and empty is None:
            empty = dataclasses.replace(copy, articles=0)
    return empty


def _by_number(found: Sequence[KeptCopy]) -> list[KeptCopy]:
    """Copies, the newest first: those that are numbered by their numbers, in the places that all of them have
    by the clock, which may have been wrong when one was made."""
    places = [place for place, copy in enumerate(found) if _NAME.fullmatch(copy.path.name)]
    numbered = sorted((found[place] for place in places), key=lambda copy: copy.path.name.split("-")[1])
    ordered = list(found)
    for place in places:
        ordered[place] = numbered.pop()
    return ordered


def forget_pictures_of_no_copy(paths: LibraryPaths) -> int:
    """Delete the pictures kept for copies that are gone; returns how many.

    When a copy cannot be read, all pictures stay.
    """
    from reader.library.assets import Assets
    from reader.library.backup import pictures_named

    assets = Assets(paths.pictures)
    try:
        if not assets.has_kept():
            return 0
        named = set().union(*(pictures_named(copy.path) for copy in kept_copies(paths)))
        return assets.forget_kept(named)
    except ReaderError as error:
        log.info("the kept pictures stay: %s", error)
        return 0
    finally:
        assets.close()


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
        made = _keep(session.paths.database, backups_folder(session), day)
        if made is not None:
            forget_pictures_of_no_copy(session.paths)
            session.database.reserve.fill()
        return made
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
        draft = target.with_name(f".{target.name}.{os.getpid()}-{time.monotonic_ns()}.part")
        make_file(draft)
        shutil.copyfile(source, draft)
        os.replace(draft, target)


def _remove_oldest(found: Sequence[Copy], most: int) -> None:
    """Let the oldest go; as many with articles in them stay, whatever empty copies came after them."""
    if len(found) <= most:
        return
    filled = [copy for copy in found if _articles_in(copy.path, thorough=False) > 0]
    for copy in found[:-most]:
        if copy not in filled[-most:]:
            copy.path.unlink(missing_ok=True)


def _articles_in(path: Path, thorough: bool) -> int:
    """How many articles a copy holds; -1 when it cannot be put back."""
    from reader.library.backup import articles_in, check_whole

    try:
        if thorough:
            check_whole(path)
        return articles_in(path)
    except ReaderError as error:
        log.info("%s is no sound copy: %s", path.name, error)
        return -1
