"""A store in a folder of a server."""

from __future__ import annotations

import contextlib
import os
import posixpath
import re
import secrets
import time
import weakref
from collections.abc import Iterator

from reader.core.errors import ReaderError
from reader.sync.remote.drive import Drive
from reader.sync.store import DRAFT, LARGEST, NAME, checked

_DAY = 86_400  # seconds
_OF_A_DAY = re.compile(re.escape(DRAFT) + r"([0-9]{1,9})-[0-9a-f]{12}")


class RemoteStore:
    """The files below a folder of a server. The folder is made with the first file; its parent must be there.

    A file is written under a hidden name and then given its own by the server, which refuses that where the
    name is taken (`Drive.give_name`); so nobody sees half of one. What a cut connection left under a hidden
    name is never looked at, and taken away after a day by whoever writes: the name tells the day.

    Few requests: a folder is listed once for all the files in it, whose sizes are remembered; reading a file
    is one request, writing one is two. The connection ends with the last use of the store.

    Args:
        drive: does it in the server's way.
        place: the address, as the reader is told it.
    """

    may_write = True
    lists_all = False
    has_members = False

    def __init__(self, drive: Drive, place: str) -> None:
        self.place = place
        self._drive = drive
        self._sizes: dict[str, int] = {}
        self._listed: set[str] = set()
        self._left: set[str] = set()
        weakref.finalize(self, drive.close)

    def exists(self) -> bool:
        """Whether it can be looked into, which says nothing about what is there."""
        return True

    def top(self) -> list[str]:
        """The names of what lies in the folder itself; none when it is not made yet.

        Raises:
            ReaderError: `sync-unreachable`, `sync-password`, `sync-certificate` and others: see `errors`.
        """
        with self._drive.errors():
            try:
                return sorted(self._entries(""))
            except FileNotFoundError:
                return []

    def try_writing(self) -> None:
        """Write a hidden file, read it and take it away; the folder is made when it is not there.

        Raises:
            ReaderError: as `top`; `sync-store-full`, `sync-store-read-only`.
        """
        probe, data = new_draft(""), os.urandom(64)
        with self._writing_errors():
            try:
                self._write(probe, data)
                if self._drive.read(probe, 0, -1, LARGEST) != data:
                    raise ReaderError("sync-damaged", "other bytes come back", file=probe)
            finally:
                self._tidy(probe)

    def names(self, prefix: str) -> Iterator[str]:
        """The names below a prefix.

        Raises:
            ReaderError: as `top`.
        """
        with self._drive.errors():
            found = dict(self._below(prefix))
        self._sizes = {name: size for name, size in self._sizes.items() if not name.startswith(f"{prefix}/")}
        self._sizes |= found
        yield from sorted(found)

    def _below(self, folder: str) -> Iterator[tuple[str, int]]:
        try:
            entries = self._entries(folder)
        except FileNotFoundError:
            return
        for entry, size in entries.items():
            name = f"{folder}/{entry}"
            if not NAME.fullmatch(name):
                continue
            if size is None:
                yield from self._below(name)
            else:
                yield name, size

    def _entries(self, folder: str) -> dict[str, int | None]:
        """What lies in a folder; what cut connections left there long ago is remembered."""
        found = self._drive.entries(folder)
        self._listed.add(folder)
        self._left.update(posixpath.join(folder, entry) for entry in found if _is_left(entry))
        return found

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
        with self._drive.errors():
            try:
                found = self._drive.read(checked(name), place, size, LARGEST)
            except FileNotFoundError:
                return None
        if len(found) > LARGEST:
            raise ReaderError("sync-damaged", "a file is far too large", file=name)
        return found

    def size(self, name: str) -> int:
        """How many bytes a file has, as it was listed last.

        Raises:
            ReaderError: likewise.
        """
        if checked(name) not in self._sizes:
            folder, _, _ = name.rpartition("/")
            with self._drive.errors(), contextlib.suppress(FileNotFoundError):
                found = self._entries(folder).items()
                self._sizes |= {f"{folder}/{entry}": size for entry, size in found if size is not None}
        return self._sizes.get(name, 0)

    def put(self, name: str, data: bytes) -> bool:
        """Write a file.

        Raises:
            ReaderError: likewise; `sync-store-full`, `sync-store-read-only`.
        """
        folder, _, _ = checked(name).rpartition("/")
        draft = new_draft(folder)
        with self._writing_errors():
            self._clear(folder)
            try:
                self._write(draft, data)
                given = self._drive.give_name(draft, name)
            except BaseException:
                self._tidy(draft)
                raise
            if not given:
                self._tidy(draft)
        if given:
            self._sizes[name] = len(data)
        return given

    @contextlib.contextmanager
    def _writing_errors(self) -> Iterator[None]:
        """As `Drive.errors`; what is missing again once it was made cannot be reached."""
        with self._drive.errors():
            try:
                yield
            except FileNotFoundError as error:
                raise ReaderError("sync-unreachable", f"not there: {error}", store=self.place) from None

    def _clear(self, folder: str) -> None:
        """Take away what cut connections left long ago, in a folder that is written to too."""
        if folder not in self._listed:
            self._listed.add(folder)
            with contextlib.suppress(FileNotFoundError):
                self._entries(folder)
        while self._left:
            self._tidy(self._left.pop())

    def _write(self, name: str, data: bytes) -> None:
        try:
            self._drive.write(name, data)
        except FileNotFoundError:
            self._make(name.rpartition("/")[0])
            self._drive.write(name, data)

    def _make(self, folder: str) -> None:
        """Make a folder of the store, and those it lies in; not what the store itself lies in."""
        try:
            self._drive.make_folder(folder)
        except FileNotFoundError:
            if not folder:
                raise ReaderError(
                    "sync-unreachable", "the folder above it is not there", store=self.place
                ) from None
            self._make(folder.rpartition("/")[0])
            self._drive.make_folder(folder)

    def _tidy(self, draft: str) -> None:
        """Take a draft away, if the server still answers."""
        with contextlib.suppress(ReaderError, OSError), self._drive.errors():
            self._drive.remove(draft)

    def remove(self, name: str) -> None:
        """Take a file away.

        Raises:
            ReaderError: likewise.
        """
        with self._drive.errors(), contextlib.suppress(FileNotFoundError):
            self._drive.remove(checked(name))
        self._sizes.pop(name, None)


def new_draft(folder: str) -> str:
    """A hidden name in a folder, with the day (UTC, since 1970) in it."""
    return posixpath.join(folder, f"{DRAFT}{_today()}-{secrets.token_hex(6)}")


def _is_left(entry: str) -> bool:
    """Whether a name is that of a draft at which nobody writes any more, for more than a day."""
    found = _OF_A_DAY.fullmatch(entry)
    return found is not None and int(found.group(1)) < _today() - 1


def _today() -> int:
    return int(time.time()) // _DAY
