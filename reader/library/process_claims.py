"""Which processes may be in the middle of a save, and which pictures a process that ended had added.

Each process holds a locked file while it may be saving. A lock ends with its process, however that
ends. Beside it stands a list of the pictures it added, or whose articles it deletes: a save or a
deletion that failed or was killed may have left some of them without an article, so the next start
looks them up, and only them.
"""

from __future__ import annotations

import contextlib
import errno
import os
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.private_files import make_folder, opener

if TYPE_CHECKING:
    from filelock import FileLock  # it brings asyncio, and opening a library takes no lock

_POLL = 0.005  # s
_UNWRITABLE = (errno.EROFS, errno.EACCES, errno.EPERM)
_WAIT = 30.0  # s; the lock on all claims is held for the time of listing a folder


class Claims:
    """The claims of one library's processes.

    Args:
        folder: where the files lie; made at the first claim.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mine: FileLock | None = None
        self._guard = threading.Lock()
        self._threads = threading.Lock()

    def make(self) -> None:
        """Claim, once a process: from now on a save may be running here."""
        from filelock import FileLock

        with self._guard:
            if self._mine is not None:
                return
            make_folder(self._folder)
            with self.alone():
                path = self._folder / f"{os.getpid()}-{os.urandom(16).hex()}.claim"
                lock = FileLock(path, mode=0o600, thread_local=False)
                lock.acquire(timeout=_WAIT)
                self._mine = lock
                self._end = weakref.finalize(self, _release, lock)

    def release(self) -> None:
        """Take the claim back; it also goes with the object and at the end of the program."""
        with self._guard:
            if self._mine is not None:
                self._end()
                self._mine = None

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """While inside, no other process can claim, and none can judge the claims.

        Where nothing can be written there is nothing to claim, and no lock is taken.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(self._folder / "all.lock", mode=0o600)
        with self._threads:  # cheaper than threads polling for the file
            try:
                make_folder(self._folder)
                lock.acquire(timeout=_WAIT, poll_interval=_POLL)
            except Timeout as error:
                raise ReaderError("library-busy", "another process holds the pictures") from error
            except OSError as error:
                if error.errno not in _UNWRITABLE:
                    raise
            try:
                yield
            finally:
                lock.release()

    def others(self) -> bool:
        """Whether another living process has a claim. Call it inside `alone`."""
        own = f"{os.getpid()}-"
        return any(not file.name.startswith(own) and not _is_dead(file) for file in self._files())

    def note(self, *digests: str) -> None:
        """Write down pictures before they are added, or before their article goes."""
        if self._mine is not None:
            file_name = _list_of(Path(self._mine.lock_file))
            with open(file_name, "a", encoding="ascii", opener=opener) as file:
                file.write("".join(f"{digest}\n" for digest in digests))

    def own(self) -> set[str]:
        """The pictures that this process wrote down."""
        return _noted_in(_list_of(Path(self._mine.lock_file))) if self._mine is not None else set()

    def ended(self) -> bool:
        """Whether a process that had added pictures has ended since."""
        return any(_is_dead(file) for file in self._files())

    def noted(self) -> set[str]:
        """The pictures that ended processes had added. Call it inside `alone`."""
        return set().union(*(_noted_in(_list_of(file)) for file in self._files() if _is_dead(file)))

    def forget_ended(self) -> None:
        """Remove the claims of ended processes. Call it inside `alone`."""
        for file in self._files():
            if _is_dead(file):
                _list_of(file).unlink(missing_ok=True)
                file.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        mine = self._mine.lock_file if self._mine is not None else ""
        return [file for file in self._folder.glob("*.claim") if str(file) != mine]


def _release(lock: FileLock) -> None:
    lock.release(force=True)
    if not _list_of(Path(lock.lock_file)).exists():
        with contextlib.suppress(OSError):
            os.unlink(lock.lock_file)


def _list_of(claim: Path) -> Path:
    return claim.with_suffix(".list")


def _noted_in(file: Path) -> set[str]:
    return set(file.read_text("ascii", "replace").split()) if file.is_file() else set()


def _is_dead(file: Path) -> bool:
    from filelock import FileLock, Timeout

    lock = FileLock(file, mode=0o600, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    except OSError as error:
        if error.errno not in _UNWRITABLE:
            raise
        return False  # it cannot be told
    lock.release()
    return True
