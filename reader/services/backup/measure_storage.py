"""What the library takes on the disk, by kind, and room made by giving up what is chosen."""

from __future__ import annotations

import contextlib
import logging
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.progress import Progress
from reader.core.storage_errors import storage_errors

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

KINDS = ("trash", "pictures", "translations", "old-backups", "models")
"""What can be given up, the least regretted first: the articles in Trash; the pictures of articles that
are archived or read, but those on their cards; the machine's translations of these articles; every copy
of the library but the newest sound one; the translation models."""


@dataclass(frozen=True, slots=True)
class StorageUse:
    """Bytes on the disk, by kind.

    `database` is the library's file, which holds `text`, `translations` and `index` and whatever else
    it needs. `disk_free` is the room left beside it.
    """

    text: int = 0
    translations: int = 0
    index: int = 0
    database: int = 0
    pictures: int = 0
    models: int = 0
    backups: int = 0
    disk_free: int = 0

    @property
    def other(self) -> int:
        """What the library's file holds beside text, translations and index."""
        return max(0, self.database - self.text - self.translations - self.index)

    @property
    def total(self) -> int:
        """Everything."""
        return self.database + self.pictures + self.models + self.backups


@dataclass(frozen=True, slots=True)
class Freeable:
    """What giving up a kind of `KINDS` would bring: about so many bytes, of so many articles or files."""

    kind: str
    size: int
    count: int


def measure(session: LibrarySession) -> StorageUse:
    """Measure the library; some seconds for one of 100,000 articles.

    Raises:
        ReaderError: the library or its folders cannot be read.
    """
    from reader.library.space import file_space

    paths = session.paths
    inside = file_space(session.database)
    log_file = paths.database.with_name(paths.database.name + "-wal")
    with storage_errors(paths.root):
        return StorageUse(
            text=inside["text"],
            translations=inside["translations"],
            index=inside["index"],
            database=_size(paths.database) + _size(log_file),
            pictures=_size(paths.pictures),
            models=_size(paths.models),
            backups=_size(paths.root / "backups"),
            disk_free=shutil.disk_usage(paths.root).free,
        )


def freeable(session: LibrarySession) -> dict[str, Freeable]:
    """What each of `KINDS` would bring, for the page that offers them.

    Raises:
        ReaderError: the library or its folders cannot be read.
    """
    from reader.library.space import file_space, pictures_of_read, translated_articles
    from reader.translation.packages.packages import installed

    database = session.database
    with storage_errors(session.paths.root):
        inside = file_space(database)
        trash = len(session.articles.ids("trash"))
        pictures = [file for digest in pictures_of_read(database) if (file := session.assets.path(digest))]
        done_with, translated = translated_articles(database, done_with=True), translated_articles(database)
        share = len(done_with) / max(1, len(translated))
        old = _old_backups(session)
        models = session.paths.models
        return {
            "trash": Freeable("trash", inside["trash"], trash),
            "pictures": Freeable("pictures", sum(map(_size, pictures)), len(pictures)),
            "translations": Freeable("translations", int(inside["translations"] * share), len(done_with)),
            "old-backups": Freeable("old-backups", _of_all(old), len(old)),
            "models": Freeable("models", _size(models), len(installed(models)) if models.is_dir() else 0),
        }


def free(session: LibrarySession, kinds: Sequence[str], progress: Progress) -> int:
    """Give up what is chosen of `KINDS`; returns the bytes that the disk has more of.

    Raises:
        ReaderError: the disk; what was given up by then is gone. Cancelled: likewise.
        KeyError: no such kind.
    """
    from reader.library.space import give_back

    work = [_FREEING[kind] for kind in dict.fromkeys(kinds)]
    before = _whole(session)
    for step in work:
        step(session, progress)
    give_back(session.database)
    session.database.reserve.with_room(session.database.fold_log)
    session.database.reserve.fill()
    freed = max(0, before - _whole(session))
    log.info("freed %d bytes: %s", freed, ", ".join(kinds))
    return freed


def _free_trash(session: LibrarySession, progress: Progress) -> None:
    progress.step(0, 1, "trash")
    session.articles.delete_forever(session.articles.ids("trash"))


def _free_pictures(session: LibrarySession, progress: Progress) -> None:
    """The files go even when an old copy of the library names them: they can be fetched again."""
    from reader.library.space import forget_pictures, pictures_of_read

    progress.step(0, 1, "pictures")
    chosen = set(pictures_of_read(session.database))
    session.assets.note(chosen)
    forget_pictures(session.database, chosen)
    session.assets.remove(chosen, for_good=True)


def _free_translations(session: LibrarySession, progress: Progress) -> None:
    from reader.library.space import forget_translations, translated_articles

    forget_translations(session.database, translated_articles(session.database, done_with=True), progress)


def _free_backups(session: LibrarySession, progress: Progress) -> None:
    from reader.services.backup.keep_backups import forget_pictures_of_no_copy

    old = _old_backups(session)
    for done, file in enumerate(old):
        progress.step(done, len(old), "backups")
        with storage_errors(file.parent):
            for name in (*_beside(file), file):  # the copy last: a kill leaves no log without it
                name.unlink(missing_ok=True)
    forget_pictures_of_no_copy(session.paths)


def _free_models(session: LibrarySession, progress: Progress) -> None:
    from reader.translation.packages.packages import installed, remove

    session.translator.close_engines()
    models = session.paths.models
    for pair in dict.fromkeys(p.pair for p in installed(models)) if models.is_dir() else ():
        progress.check()
        remove(pair, models)


_FREEING: dict[str, Callable[[LibrarySession, Progress], None]] = {
    "trash": _free_trash,
    "pictures": _free_pictures,
    "translations": _free_translations,
    "old-backups": _free_backups,
    "models": _free_models,
}


def _old_backups(session: LibrarySession) -> list[Path]:
    """Every copy but the newest sound one; none when no copy is sound. A folder that stood in the place of
    the library is listed with the copies, but is another's."""
    from reader.services.backup.keep_backups import kept_copies, newest_sound

    newest = newest_sound(session.paths)
    if newest is None:
        return []
    files = [copy.path for copy in kept_copies(session.paths) if copy.path.is_file()]
    return [file for file in files if not file.samefile(newest.path)]


def _beside(copy: Path) -> list[Path]:
    """The log of a damaged library that was kept with it, and what SQLite makes when that is read."""
    return [copy.with_name(copy.name + ending) for ending in ("-wal", "-journal", "-shm")]


def _whole(session: LibrarySession) -> int:
    log_file = session.paths.database.with_name(session.paths.database.name + "-wal")
    parts = (session.paths.database, log_file, session.paths.pictures, session.paths.models)
    return sum(map(_size, (*parts, session.paths.root / "backups")))


def _of_all(copies: Sequence[Path]) -> int:
    """The bytes of copies with what lies beside them."""
    return sum(_size(name) for copy in copies for name in (copy, *_beside(copy)))


def _size(place: Path) -> int:
    """The bytes of a file, or of all files below a folder, each counted once however many names it has."""
    seen: set[tuple[int, int]] = set()
    total = 0
    for file in (place, *place.rglob("*")) if place.is_dir() else (place,):
        with contextlib.suppress(FileNotFoundError):
            found = file.lstat()
            if file.is_file() and (found.st_dev, found.st_ino) not in seen:
                seen.add((found.st_dev, found.st_ino))
                total += found.st_size
    return total
