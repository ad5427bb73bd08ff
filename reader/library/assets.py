"""Pictures on disk, one file per content: `pictures/ab/<sha256>.jpg`.

A file appears under its name only when it is whole: written to a temporary name, flushed to the
disk, renamed, and the folder flushed too. The row that names it is written afterwards, so a picture
between the two looks like an orphan; `claims` tells it from a real one.

While there are copies of the library (`backups/*.db`), a picture that no article shows any more is
moved to `backups/pictures` instead of deleted: a copy that is put back finds its pictures there. It
goes for good with the last copy that names it. A rename costs nothing and no space is used twice,
so neither deleting nor the daily copy has to read what the others name.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Set
from pathlib import Path

from reader.core.private_files import make_folder
from reader.core.progress import Progress
from reader.core.storage_errors import storage_errors
from reader.library.process_claims import Claims

_ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/avif": ".avif",
}
TYPES = {ending: mime for mime, ending in _ENDINGS.items()}
"""What a picture is, by how its file's name ends."""
_OTHER = ".bin"
_SAVING_SECONDS = 3600  # s; no save takes as long
_HEX = frozenset("0123456789abcdef")


class Assets:
    """The pictures of one library. Safe to use from several threads and processes.

    Args:
        folder: where they lie; made at the first `add`. Temporary files go to `tmp` beside it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._temporary = folder.parent / "tmp"
        self._backups = folder.parent / "backups"
        self._kept = self._backups / "pictures"
        self._claims = Claims(folder / "claims")

    def add(self, data: bytes, mime: str) -> str:
        """Store a picture and return its digest (SHA-256, hex); the same content is written once.

        Raises:
            ReaderError: the disk is full or cannot be written; nothing half-written stays.
        """
        digest = hashlib.sha256(data).hexdigest()
        with storage_errors(self.folder.parent):
            self._claims.make()
            self._claims.note(digest)
            with self._claims.alone():
                present = self.path(digest)
                if present is not None and _digest_of(present) == digest:
                    os.utime(present)  # in use again: nobody may take it for an old orphan
                    return digest
            target = present or self.folder / digest[:2] / f"{digest}{_ENDINGS.get(mime, _OTHER)}"
            self._temporary.mkdir(exist_ok=True, mode=0o700)
            _make_folder(target.parent, self.folder.parent)
            _write_whole(target, data, self._temporary)
        return digest

    def path(self, digest: str) -> Path | None:
        """The file of a digest, or `None` when it is not here."""
        return _file_in(self.folder / digest[:2], digest)

    def files(self) -> Iterator[tuple[str, Path]]:
        """Every stored picture: its digest by name, and its file."""
        for file in sorted(self.folder.glob("??/*")):
            if file.is_file():
                yield file.stem, file

    def verify(self, progress: Progress | None = None) -> list[str]:
        """The digests whose file no longer has that content, or cannot be read.

        Raises:
            Cancelled: by `progress`, between two files.
        """
        damaged = []
        for digest, file in self.files():
            if progress is not None:
                progress.check()
            if _digest_of(file) != digest:
                damaged.append(digest)
        return damaged

    def set_aside(self, digests: Set[str]) -> None:
        """Move damaged files to `damaged/`: half a picture may be all that is left of it."""
        with storage_errors(self.folder.parent):
            for file in filter(None, map(self.path, digests)):
                kept = self.folder / "damaged" / file.name
                kept.parent.mkdir(exist_ok=True, mode=0o700)
                os.replace(file, kept)

    def note(self, digests: Set[str]) -> None:
        """Write down pictures before the rows that name them go, so that a kill leaves none behind."""
        if digests and self.folder.is_dir():
            with storage_errors(self.folder.parent):
                self._claims.make()
                self._claims.note(*sorted(digests))

    def remove(self, digests: Set[str], for_good: bool = False) -> int:
        """Remove the files of pictures that no article shows any more; returns how many it removed.

        A file that another process has just handed out again is left for `remove_orphans`.

        Args:
            digests: the pictures.
            for_good: also when a copy of the library may name them.
        """
        if not digests or not self.folder.is_dir():
            return 0
        with storage_errors(self.folder.parent), self._claims.alone():
            shared = self._claims.others()
            files = [file for file in map(self.path, digests) if file is not None]
            chosen = [file for file in files if not (shared and _is_fresh(file))]
            gone = sum(_removed(file) if for_good else self._put_away(file) for file in chosen)
            if chosen and self._kept.is_dir():
                flush_folder(self._kept)  # a power cut would take what only a copy names
            return gone

    def bring_back(self, digests: Set[str]) -> int:
        """Put pictures of an older library, which were kept for it, in their place; returns how many."""
        if not self._kept.is_dir():
            return 0
        with storage_errors(self.folder.parent):
            lacking = [digest for digest in sorted(digests) if self.path(digest) is None]
            kept = [file for digest in lacking if (file := _file_in(self._kept, digest)) is not None]
            if kept:
                self.note({file.stem for file in kept})
            for file in kept:
                target = self.folder / file.stem[:2] / file.name
                _make_folder(target.parent, self.folder.parent)
                os.utime(file)  # in use again: nobody may take it for an old orphan
                os.replace(file, target)
                flush_folder(target.parent)
            return len(kept)

    def has_kept(self) -> bool:
        """Whether pictures are kept for copies of the library."""
        return self._kept.is_dir() and any(self._kept.iterdir())

    def forget_kept(self, named: Set[str]) -> int:
        """Delete the kept pictures that no copy names; returns how many."""
        if not self._kept.is_dir():
            return 0
        with storage_errors(self.folder.parent):
            return sum(_removed(file) for file in list(self._kept.iterdir()) if file.stem not in named)

    def orphans(self, known: Callable[[], Set[str]]) -> set[str]:
        """The digests of files that no article names and no running save can be about to name."""
        if not self.folder.is_dir():
            return set()
        with storage_errors(self.folder.parent), self._claims.alone():
            return {digest for digest, _ in self._orphans(known)}

    def remove_orphans(self, known: Callable[[], Set[str]]) -> int:
        """Remove orphans; returns how many.

        Args:
            known: gives the digests that articles name; it is asked after the files were listed, so
                that an article stored meanwhile keeps its pictures.
        """
        if not self.folder.is_dir():
            return 0
        with storage_errors(self.folder.parent), self._claims.alone():
            removed = sum(self._put_away(file) for _, file in self._orphans(known))
            self._claims.forget_ended()
            return removed

    def clean_unfinished(self, known: Callable[[], Set[str]]) -> int:
        """Remove the pictures that saves of ended processes added and no article names; returns how many.

        Costs one look into a folder when there were none, so it suits every start.
        """
        if not self.folder.is_dir():
            return 0
        with storage_errors(self.folder.parent):
            if not self._claims.ended():
                return 0
        with storage_errors(self.folder.parent), self._claims.alone():
            noted = self._claims.noted()
            removed = sum(self._put_away(file) for _, file in self._orphans(known, noted))
            self._claims.forget_ended()
            return removed

    def keep_unfinished(self) -> None:
        """Forget which pictures ended processes added, without removing any: the library that may name them
        is not at hand. Those that no article names are found as orphans later."""
        if self.folder.is_dir():
            with storage_errors(self.folder.parent), self._claims.alone():
                self._claims.forget_ended()

    def close(self) -> None:
        """Say that no save of this process runs any more."""
        self._claims.release()

    def _put_away(self, file: Path) -> bool:
        """Delete a file, or keep it for the copies of the library there are."""
        if not any(self._backups.glob("*.db")):
            return _removed(file)
        _make_folder(self._kept, self._backups)
        try:
            os.replace(file, self._kept / file.name)
        except FileNotFoundError:
            return False
        return True

    def _orphans(
        self, known: Callable[[], Set[str]], among: Set[str] | None = None
    ) -> list[tuple[str, Path]]:
        found = self.files() if among is None else ((digest, self.path(digest)) for digest in among)
        files = [(digest, file) for digest, file in found if file is not None]
        named = known()
        shared, mine = self._claims.others(), self._claims.own()
        return [
            (digest, file)
            for digest, file in files
            if digest not in named and not ((shared or digest in mine) and _is_fresh(file))
        ]


def _file_in(folder: Path, digest: str) -> Path | None:
    if len(digest) != 64 or not _HEX.issuperset(digest):
        return None
    names = (folder / f"{digest}{ending}" for ending in (*_ENDINGS.values(), _OTHER))
    return next((name for name in names if name.is_file()), None)


def _is_fresh(file: Path) -> bool:
    try:
        return abs(time.time() - file.stat().st_mtime) < _SAVING_SECONDS
    except OSError:
        return False


def _removed(file: Path) -> bool:
    try:
        file.unlink()
    except FileNotFoundError:
        return False
    return True


def _digest_of(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


def _make_folder(folder: Path, top: Path) -> None:
    """Make a folder below `top`, and bring each new name to the disk."""
    missing = [f for f in (folder, *folder.parents) if f.is_relative_to(top) and not f.exists()]
    make_folder(folder)
    for made in reversed(missing):
        flush_folder(made.parent)


def _write_whole(target: Path, data: bytes, temporary: Path) -> None:
    handle, name = tempfile.mkstemp(dir=temporary, prefix="picture-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    flush_folder(target.parent)


def flush_file(path: Path) -> None:
    """Bring a file's bytes to the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut; Windows does so by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
