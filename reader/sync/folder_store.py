"""A store in a plain folder, which another program may carry to other computers."""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.storage_errors import lies_there, storage_errors
from reader.sync.store import DRAFT, LARGEST, NAME, checked

_DAY = 86_400  # seconds
_OF_THE_FOLDER = {"disk-full": "sync-store-full", "read-only": "sync-store-read-only"}


class FolderStore:
    """The files below a folder. It is made with the first file; its parent must be there.

    A file is written under a hidden name, brought to the disk and then given its own, so that nobody sees
    half of it. Names that another program made ("… (conflicted copy)") are not looked at.
    """

    may_write = True
    lists_all = False
    has_members = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder.expanduser().absolute()
        self._tidied: set[Path] = set()

    @property
    def place(self) -> str:
        """The folder."""
        return str(self.folder)

    def exists(self) -> bool:
        """Whether the folder is made already."""
        return self.folder.is_dir()

    def top(self) -> list[str]:
        """The names of what lies in the folder itself; none when only its parent is there.

        Raises:
            ReaderError: `sync-unreachable`; `sync-unknown-place` for what is no folder.
        """
        try:
            return sorted(os.listdir(self.folder))
        except FileNotFoundError:
            self._demand(parent=True)
            return []
        except NotADirectoryError as error:
            raise ReaderError("sync-unknown-place", "it is a file", store=self.folder) from error
        except OSError as error:
            raise ReaderError("sync-unreachable", str(error.strerror), store=self.folder) from error

    def try_writing(self) -> None:
        """Write a hidden file, read it and take it away; into the parent while the folder is not made.

        Raises:
            ReaderError: what the disk reports.
        """
        folder = self.folder if self.folder.is_dir() else self.folder.parent
        probe, data = folder / f"{DRAFT}{secrets.token_hex(6)}", os.urandom(64)
        with _errors(folder):
            try:
                probe.write_bytes(data)
                if probe.read_bytes() != data:
                    raise ReaderError("file-unreadable", "other bytes come back", file=str(folder))
            finally:
                with contextlib.suppress(OSError):
                    probe.unlink()

    def names(self, prefix: str) -> Iterator[str]:
        """The names below a prefix.

        Raises:
            ReaderError: `sync-unreachable`, or what the disk reports.
        """
        self._demand()
        with _errors(self.folder):
            yield from self._below(self.folder / prefix, prefix)

    def _below(self, folder: Path, prefix: str) -> Iterator[str]:
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            return
        for entry in entries:
            name = f"{prefix}/{entry.name}" if prefix else entry.name
            if not NAME.fullmatch(name):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from self._below(Path(entry.path), name)
            elif entry.is_file(follow_symlinks=False):
                yield name

    def get(self, name: str) -> bytes | None:
        """A file's bytes.

        Raises:
            ReaderError: likewise; `sync-damaged` for one that is far too large.
        """
        return self.get_part(name, 0, -1)

    def get_part(self, name: str, place: int, size: int) -> bytes | None:
        """Some bytes of a file.

        Raises:
            ReaderError: likewise.
        """
        path = self._path(name)
        with _errors(self.folder):
            try:
                with path.open("rb") as file:
                    if os.fstat(file.fileno()).st_size > LARGEST:
                        raise ReaderError("sync-damaged", "a file is far too large", file=name)
                    file.seek(place)
                    return file.read(size)
            except FileNotFoundError:
                return None

    def size(self, name: str) -> int:
        """How many bytes a file has.

        Raises:
            ReaderError: likewise.
        """
        with _errors(self.folder):
            try:
                return self._path(name).stat().st_size
            except FileNotFoundError:
                return 0

    def put(self, name: str, data: bytes) -> bool:
        """Write a file.

        Raises:
            ReaderError: likewise.
        """
        self._demand(parent=True)
        path = self._path(name)
        with _errors(self.folder):
            if lies_there(path):
                return False
            self._make(path.parent)
            self._tidy(path.parent)
            draft = path.with_name(f"{DRAFT}{secrets.token_hex(6)}")
            try:
                _write(draft, data)
                taken = not _give_name(draft, path)
            finally:
                with contextlib.suppress(FileNotFoundError):
                    draft.unlink()
            _flush(path.parent)
            return not taken

    def remove(self, name: str) -> None:
        """Take a file away.

        Raises:
            ReaderError: likewise.
        """
        with _errors(self.folder), contextlib.suppress(FileNotFoundError):
            self._path(name).unlink()

    def _path(self, name: str) -> Path:
        return self.folder / checked(name)

    def _demand(self, parent: bool = False) -> None:
        """Make sure that the folder is there: a stick may be pulled, a disk not be mounted."""
        place = self.folder.parent if parent else self.folder
        if not os.path.isdir(place):
            raise ReaderError("sync-unreachable", f"{place} is not there", store=self.folder)

    def _tidy(self, folder: Path) -> None:
        """Remove what killed processes had half written, once they can write at it no more."""
        if folder in self._tidied:
            return
        self._tidied.add(folder)
        for draft in folder.glob(f"{DRAFT}*"):
            with contextlib.suppress(FileNotFoundError):
                if draft.lstat().st_mtime < time.time() - _DAY:
                    draft.unlink()

    def _make(self, folder: Path) -> None:
        missing = [one for one in (folder, *folder.parents) if not one.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        for made in reversed(missing):
            _flush(made.parent)


@contextlib.contextmanager
def _errors(folder: Path) -> Iterator[None]:
    """As `storage_errors`, in words of the shared folder: the library may lie on a disk that has room."""
    try:
        with storage_errors(folder):
            yield
    except ReaderError as error:
        if error.kind not in _OF_THE_FOLDER:
            raise
        raise ReaderError(_OF_THE_FOLDER[error.kind], error.detail, store=folder) from error


def _write(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _give_name(draft: Path, path: Path) -> bool:
    """Give a whole file its name unless that is taken; whether it has it."""
    try:
        os.link(draft, path)  # fails where the name is taken, which a rename would not
    except FileExistsError:
        return False
    except OSError:  # sticks and some network folders have no links
        if lies_there(path):
            return False
        os.rename(draft, path)
    return True


def _flush(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network folders cannot
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
