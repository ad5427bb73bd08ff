"""`doctor`: is the library whole, and what can be mended."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.model import Check
from reader.core.progress import Progress
from reader.settings.paths import LibraryPaths, given_up_places

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession


def check_library(
    session: LibrarySession, repair: bool = False, progress: Progress | None = None
) -> list[Check]:
    """Examine database, texts, pictures and models; with `repair`, mend what can be mended.

    Raises:
        Cancelled: by `progress`, at once.
    """
    from reader.library.recovery.integrity_check import examine

    examined = examine(session.database, session.assets, repair, progress)
    checks = [_with_moves(check, session) for check in examined]
    return [*checks, *_check_given_up(session.paths), _check_models(session, repair)]


def titles_of(session: LibrarySession, ids: Sequence[int]) -> dict[int, str]:
    """The titles of articles by their numbers; those that are gone are left out."""
    found: dict[int, str] = {}
    for number in ids:
        with contextlib.suppress(ReaderError):
            found[number] = session.articles.summary(number).title
    return found


def check_closed_library(paths: LibraryPaths, reason: ReaderError) -> list[Check]:
    """Examine a library that cannot be opened, without changing it; `reason` says why it cannot."""
    from reader.library.recovery.integrity_check import examine_closed

    opened = Check("opening", False, f"{reason.kind}: {reason.detail}")
    if reason.kind == "library-away":
        return [opened, *_check_former(paths)]
    if reason.kind == "library-busy":
        return [opened]  # it was waited for; who holds it knows what it holds
    return [opened, *examine_closed(paths.database)] if os.path.isfile(paths.database) else [opened]


def _check_former(paths: LibraryPaths) -> list[Check]:
    """What there is to go back to where a library was before it was moved to a disk that is away."""
    from reader.services.backup.lost_disk import examine_lost

    lost = examine_lost(paths)
    found = [f"{lost.former} leads to {paths.root}"]
    if lost.articles >= 0:
        found.append(f"a library of {lost.articles} articles is still there")
    if lost.backup is not None:
        found.append(f"backup {lost.backup.path} of {lost.backup.articles} articles")
    return [Check("former folder", False, "; ".join(found))]


def _check_given_up(paths: LibraryPaths) -> list[Check]:
    """The libraries on disks that were given up here: a remark, nothing is wrong with this one."""
    places = given_up_places(paths)
    told = [f"{folder} ({'here again' if back else 'away'})" for folder, back in places]
    return [Check("given-up disks", True, "; ".join(told), count=len(told))] if told else []


def _with_moves(check: Check, session: LibrarySession) -> Check:
    """Name among the leftovers where killed moves led that wait to be taken back: the disk is away."""
    from reader.services.finish_move import leaving_to

    waiting = (
        [str(folder) for folder, _ in leaving_to(session.paths.root)] if check.name == "leftovers" else []
    )
    if not waiting:
        return check
    detail = "; ".join(
        [*([check.detail] if check.detail else []), f"unfinished move to {', '.join(waiting)}"]
    )
    return replace(check, ok=False, detail=detail, count=check.count + len(waiting))


def _check_models(session: LibrarySession, repair: bool) -> Check:
    from reader.translation.packages.packages import clean_leftovers, installed

    folder = session.paths.models
    if not folder.is_dir():
        return Check("models", True, "none installed yet")
    if repair:
        clean_leftovers(folder)
    return Check("models", True, f"{len(installed(folder))} installed")
