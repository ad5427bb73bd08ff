"""A file, a folder or a zip archive as the files in it, read as streams and within limits.

Nothing is ever unpacked to the disk, so a name that climbs leads nowhere; a bomb ends at the limits.
"""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from reader.core.errors import ReaderError
from reader.exchange.imports.parsing.cut_archive import (
    MOST_RATIO,
    RATIO_FROM,
    PackedStream,
    files_before_cut,
)

MOST_FILES = 200_000
MOST_BYTES = 4 * 1024**3
"""Of everything that an archive unpacks to."""
_MOST_TEXT = 20 * 1024 * 1024  # bytes of one article's text
_ZEROS_IN = 16
"""Bytes, every second of which is zero in UTF-16: the headings and signs that lists begin with are ASCII."""
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)

BROKEN_BYTES = "liseuse-windows-1252"
"""Name of the error handler that reads bytes which are no UTF-8 as Windows wrote them."""


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error(BROKEN_BYTES, _as_windows)


def encoding_of(start: bytes) -> str:
    """The encoding of a text that begins so: UTF-32 by its mark, UTF-16 by that or its zeros, or UTF-8."""
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    first, second = start[:_ZEROS_IN:2], start[1:_ZEROS_IN:2]
    if len(start) >= _ZEROS_IN and not any(second) and all(first):
        return "utf-16-le"
    if len(start) >= _ZEROS_IN and not any(first) and all(second):
        return "utf-16-be"
    return "utf-8-sig"


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of an import by name (with `/`), in order; `open` gives the bytes of one.

    `encrypted` are names that want a password. `alone` is true for a single file. `cut` says that it breaks
    off where more files may have been. `parsed` keeps what was read whole once, by the file's name.
    """

    name: str
    names: tuple[str, ...]
    open: Callable[[str], contextlib.AbstractContextManager[BinaryIO]]
    encrypted: tuple[str, ...] = ()
    alone: bool = False
    cut: bool = False
    parsed: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @contextlib.contextmanager
    def text(self, name: str) -> Iterator[TextIO]:
        """The text of one file with all ends of lines as `\\n`, in the encoding that its beginning tells.

        Raises:
            ReaderError: `file-unreadable`, `file-damaged`.
        """
        with damage_as_error(self.name), self.open(name) as file:
            buffered = io.BufferedReader(_Raw(file), 256 * 1024)
            encoding = encoding_of(buffered.peek(_ZEROS_IN)[:_ZEROS_IN])
            wrapped = io.TextIOWrapper(
                buffered, encoding, BROKEN_BYTES if encoding == "utf-8-sig" else "replace"
            )
            with wrapped:
                yield wrapped

    def start(self, name: str, size: int = 64 * 1024) -> bytes:
        """The first bytes of one file, those of a text in UTF-16 or UTF-32 as UTF-8.

        Raises:
            ReaderError: as `text`.
        """
        with damage_as_error(self.name), self.open(name) as file:
            data = file.read(size)
        encoding = encoding_of(data)
        return data if encoding == "utf-8-sig" else data.decode(encoding, "replace").encode()

    def start_text(self, name: str) -> str:
        """The same as `start`, as a text with all ends of lines as `\\n`.

        Raises:
            ReaderError: as `text`.
        """
        return as_text(self.start(name))


def as_text(start: bytes) -> str:
    """What `Bundle.start` gives, as a text with all ends of lines as `\\n`."""
    return start.decode("utf-8-sig", BROKEN_BYTES).replace("\r\n", "\n").replace("\r", "\n")


def text_of(bundle: Bundle, name: str) -> str:
    """A text that lies beside a list; "" for a damaged or too large one, whose row is taken all the same."""
    try:
        data = bundle.start(name, _MOST_TEXT + 1)
    except ReaderError:
        return ""
    return data.decode("utf-8", "replace") if len(data) <= _MOST_TEXT else ""


class _Raw(io.RawIOBase):
    """A stream that may give less than it is asked for, for a buffer to read from."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


@contextlib.contextmanager
def damage_as_error(name: str) -> Iterator[None]:
    """What reading raises, as errors that the reader is told about.

    Raises:
        ReaderError: `file-unreadable`, `file-damaged`.
    """
    try:
        yield
    except OSError as error:
        raise ReaderError("file-unreadable", f"{type(error).__name__}: {error}"[:200], file=name) from error
    except _DAMAGE as error:
        raise ReaderError("file-damaged", f"{type(error).__name__}: {error}"[:200], file=name) from error


@contextlib.contextmanager
def open_bundle(path: Path) -> Iterator[Bundle]:
    """What is at `path`: a file, a folder or a zip archive, by its content.

    Raises:
        ReaderError: `file-unreadable`, `file-damaged`, `too-large`.
    """
    if path.is_dir():
        yield _folder(path)
        return
    with damage_as_error(path.name):
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise OSError("not a regular file")
        with path.open("rb") as file:
            packed = file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    if not packed:
        yield Bundle(path.name, (path.name,), lambda _name: path.open("rb"), alone=True)
        return
    with damage_as_error(path.name):
        try:
            archive = zipfile.ZipFile(path)
        except zipfile.BadZipFile:
            found = _cut_archive(path)
            if not (found.names or found.encrypted):
                raise
            archive = None
    if archive is None:
        yield found
        return
    with archive:
        yield _archive(archive, path)


def _folder(path: Path) -> Bundle:
    names = []
    for folder, inner, files in os.walk(path):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        names += [os.path.relpath(os.path.join(folder, name), path) for name in sorted(files)]
        if len(names) > MOST_FILES:
            raise ReaderError("too-large", "too many files", limit=MOST_FILES)
    plain = [n for n in names if not os.path.islink(path / n) and os.path.isfile(path / n)]
    return Bundle(
        path.name,
        tuple(name.replace(os.sep, "/") for name in plain),
        lambda name: (path / name).open("rb"),
    )


def _archive(archive: zipfile.ZipFile, path: Path) -> Bundle:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    total = sum(entry.file_size for entry in entries)
    packed = max(1, path.stat().st_size)
    if len(entries) > MOST_FILES or total > MOST_BYTES:
        raise ReaderError("too-large", "archive", limit=MOST_BYTES // 1_000_000)
    if total > RATIO_FROM and total / packed > MOST_RATIO:
        raise ReaderError("file-damaged", "it unpacks to far more than it holds", file=path.name)
    locked = tuple(entry.filename for entry in entries if entry.flag_bits & 0x1)
    by_name = {entry.filename: entry for entry in entries if not entry.flag_bits & 0x1}

    @contextlib.contextmanager
    def opened(name: str) -> Iterator[BinaryIO]:
        with archive.open(by_name[name]) as file:
            yield file  # type: ignore[misc]

    return Bundle(path.name, _shown(by_name), opened, locked)


def _cut_archive(path: Path) -> Bundle:
    """What stands in an archive before the place where it breaks off."""
    entries, cut = files_before_cut(path, MOST_BYTES)
    if len(entries) > MOST_FILES:
        raise ReaderError("too-large", "archive", limit=MOST_BYTES // 1_000_000)
    locked = tuple(entry.name for entry in entries if entry.locked)
    by_name = {entry.name: entry for entry in entries if not entry.locked}

    @contextlib.contextmanager
    def opened(name: str) -> Iterator[BinaryIO]:
        with PackedStream(path, by_name[name], MOST_BYTES) as file:
            yield file  # type: ignore[misc]

    return Bundle(path.name, _shown(by_name), opened, locked, cut=cut)


def _shown(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(n for n in names if not n.startswith("__MACOSX/") and n.rpartition("/")[2][:1] != ".")
