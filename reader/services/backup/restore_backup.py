"""A copy of the library is put back, with the pictures that were kept for it; or an empty one is begun."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterator
from pathlib import Path

from reader.core.error_kinds import NO_LIBRARY
from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.services.library_session import prepare_folder, require_disk
from reader.settings.paths import LibraryPaths, now_at

log = logging.getLogger(__name__)

_STEPS = 3  # it is read, brought to the present form, and put in the library's place


def restore_backup(
    paths: LibraryPaths, source: Path, progress: Progress | None = None, given_up: bool = False
) -> Path | None:
    """Put the copy `source` in the place of the library, which must be closed in this process.

    Its pictures come first, then the file that names them; a kill in between leaves the present library
    whole. The present file is kept under `backups/`, and so are the pictures that only it shows.
    Pictures that are gone altogether are found by `doctor` and fetched again on request.

    A copy with tables or triggers that are not ours is not opened: its rows are copied into a new file.
    A library that another process moves meanwhile is replaced where it is then, or not at all.

    Progress reports the steps `reading` and `writing`; and `salvaging`, by tables, for rows that are copied.

    Args:
        paths: the library. source: the copy.
        progress: is told how far it is.
        given_up: the library's disk is not mounted, and the reader knows: it is put where the disk belongs.

    Returns:
        Where the former file is kept; `None` when there was none.

    Raises:
        ReaderError: `backup-damaged` when the copy is damaged or none of ours, `library-newer`,
            `library-busy` while another process moves or replaces the library, `library-unmounted`, or the
            disk does not allow it; then the present library stays as it is. Cancelled: likewise.
    """
    source, progress = source.absolute(), progress or Progress()
    if (now := moved_copy(paths, source)) is not None:
        return restore_backup(*now, progress)
    try:
        if not given_up:
            require_disk(paths)
        kept = _put_back(paths, source, progress)
    except ReaderError:
        if (now := moved_copy(paths, source)) is None:
            raise
        return restore_backup(*now, progress)
    log.info("a backup was put back: %s", source.name)
    return kept


def moved_copy(paths: LibraryPaths, source: Path) -> tuple[LibraryPaths, Path] | None:
    """Where a library that was moved is now, and the copy, which may have gone with it."""
    now = now_at(paths)
    if now.root == paths.root:
        return None
    if source.is_relative_to(paths.root):
        copied = now.root / source.relative_to(paths.root)
        source = copied if copied.exists() else source  # the other one is about to be tidied up
    return now, source


def _put_back(paths: LibraryPaths, source: Path, progress: Progress) -> Path | None:
    from reader.library.backup import check_whole
    from reader.library.drafts import draft_beside

    prepare_folder(paths)
    if not source.is_file():
        raise ReaderError("file-unreadable", "there is no such backup", file=source)
    progress.step(0, _STEPS, "reading")
    is_current, make = False, _brought_up
    with _told_of_copy(source):
        try:
            is_current = check_whole(source, unless_older=True)
        except ReaderError as error:
            if error.kind != "library-altered":
                raise
            log.warning("the backup has other tables or triggers than ours: it is copied row by row")
            make = _salvaged
    if is_current:
        return _restore(paths, source, progress)
    with draft_beside(paths.database) as draft:
        with _told_of_copy(source):
            make(source, draft, progress)
        return _restore(paths, draft, progress)


def _salvaged(source: Path, draft: Path, progress: Progress) -> None:
    from reader.library.recovery.salvage import salvage_file

    salvage_file(source, draft, progress)


def _brought_up(source: Path, draft: Path, progress: Progress) -> None:
    """Copy an older backup in the present form: who has the library open knows its present tables only."""
    from reader.library.creation import newest_copy

    progress.step(1, _STEPS, "writing")
    newest_copy(source, draft)


@contextlib.contextmanager
def _told_of_copy(source: Path) -> Iterator[None]:
    """Tell damage as that of a copy: it is not the library that is damaged."""
    try:
        yield
    except ReaderError as error:
        if error.kind not in (*NO_LIBRARY, "nothing-salvaged"):
            raise
        raise ReaderError("backup-damaged", f"{error.kind}: {error.detail}", file=source.name) from error


def begin_empty_library(paths: LibraryPaths) -> None:
    """Make an empty library where the file of the former one is missing; the reader has said so.

    Everything that is beside it stays: backups, pictures, a log without its file.

    Raises:
        ReaderError: `library-back` when the library is there; what the disk reports.
    """
    from reader.library.assets import Assets
    from reader.library.creation import prepare_file
    from reader.library.replacement import finish_replacement

    prepare_folder(paths)
    if finish_replacement(paths.database) or paths.database.exists():
        raise ReaderError("library-back", "there is a library", folder=paths.root)
    with contextlib.closing(Assets(paths.pictures)) as assets:
        assets.keep_unfinished()
    prepare_file(paths.database, begin=True)
    log.info("an empty library was begun, as the reader wished")


def _restore(paths: LibraryPaths, source: Path, progress: Progress) -> Path | None:
    from reader.library.assets import Assets
    from reader.library.backup import pictures_named
    from reader.library.replacement import restore
    from reader.services.sync.high_water import forget_high_water

    progress.step(2, _STEPS, "writing")
    forget_high_water(paths.root)  # an earlier state goes on under another name among the reader's computers
    named = pictures_named(source)
    assets = Assets(paths.pictures)

    def first() -> None:
        if not os.path.lexists(paths.database):  # it may be found, with what it showed last
            assets.keep_unfinished()
        assets.bring_back(named)
        assets.note(_named_by(paths.database) - named)  # after a kill the next start puts them away

    try:
        kept = restore(source, paths.database, first)
        if kept is not None:
            try:
                assets.remove(_named_by(kept) - named)
            except ReaderError as error:  # the library is replaced by now: this is not its failure
                log.warning("the former pictures are put away at the next start: %s", error)
    finally:
        assets.close()
    if kept is not None:
        _tell_what_is_wanted(paths, kept)
    return kept


def _tell_what_is_wanted(paths: LibraryPaths, former: Path) -> None:
    """Note what was removed since the backup as wanted again, for the other computers.

    Whoever puts a backup in the place of a damaged library, or of none, wants all that others did since.
    """
    from reader.library.database import Database
    from reader.library.replication.wanted_again import want_again

    try:
        with contextlib.ExitStack() as opened:
            before = Database.open_read_only(former)
            opened.callback(before.close)
            here = Database.open(paths.database)
            opened.callback(here.close)
            want_again(here, before)
    except ReaderError as error:
        log.info("it is not known what was removed since the backup: %s", error)


def _named_by(former: Path) -> set[str]:
    from reader.library.backup import pictures_named

    try:
        return pictures_named(former)
    except ReaderError as error:
        if error.kind == "library-busy":
            raise  # it was waited for, and cannot be replaced either
        log.info("the former library cannot be read: %s", error)
        return set()
