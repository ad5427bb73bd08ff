"""A zip archive that breaks off before its list of contents: what is there is found by each file's own head.

The heads are those of APPNOTE.TXT, the format's description, 4.3.7 and 4.3.9.
"""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_HEAD = struct.Struct("<4s5H3I2H")
_FILE, _LISTS = b"PK\x03\x04", (b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06")
_LOCKED, _SIZES_BEHIND, _IN_UTF8 = 0x1, 0x8, 0x800
_ELSEWHERE = 0xFFFFFFFF
_STORED, _DEFLATED = 0, 8
_BEHIND = (16, 24, 12, 20)
"""How many bytes the sizes behind a file take: with a mark before them or without, of 32 bits or of 64."""
_CHUNK = 256 * 1024
MOST_RATIO = 300
"""How many times its room a file may take unpacked; a text packs to a tenth or so."""
RATIO_FROM = 50 * 1024 * 1024
"""Bytes unpacked, below which any ratio is harmless."""


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file in an archive: where its bytes begin and how many they are, `None` where their end tells."""

    name: str
    begin: int
    size: int | None
    deflated: bool
    locked: bool


def files_before_cut(path: Path, most: int) -> tuple[list[PackedFile], bool]:
    """The files that an archive holds up to where it breaks off, the last one perhaps not whole.

    Args:
        path: the archive.
        most: how many bytes all of it may unpack to.

    Returns:
        The files, and whether there may have been more of which nothing is left.

    Raises:
        OSError: the disk's. zipfile.BadZipFile: it unpacks to more.
    """
    found: list[PackedFile] = []
    with path.open("rb") as file:
        end = os.fstat(file.fileno()).st_size
        while True:
            at = file.tell()
            head = file.read(_HEAD.size)
            if len(head) < _HEAD.size or not head.startswith(_FILE):
                return found, not head.startswith(_LISTS)
            _, _, flags, method, _, _, _, packed, _, name, more = _HEAD.unpack(head)
            called = file.read(name)
            begin = at + _HEAD.size + name + more
            told = not flags & _SIZES_BEHIND and packed != _ELSEWHERE
            if begin > end or method not in (_STORED, _DEFLATED) or not (told or method == _DEFLATED):
                return found, True
            text = called.decode("utf-8" if flags & _IN_UTF8 else "cp437", "replace")
            one = PackedFile(
                text, begin, packed if told else None, method == _DEFLATED, bool(flags & _LOCKED)
            )
            if not text.endswith("/"):
                found.append(one)
            behind = begin + packed if told else _behind(path, file, one, most)
            if behind is None or behind > end:
                return found, False
            file.seek(behind)


def _behind(path: Path, file: BinaryIO, one: PackedFile, most: int) -> int | None:
    """Where the next head may stand; `None` when the archive breaks off before."""
    stream = PackedStream(path, one, most)
    try:
        while stream.read(_CHUNK):
            pass
    except (EOFError, zlib.error):
        return None
    finally:
        stream.close()
    for size in _BEHIND:
        file.seek(stream.end + size)
        if file.read(4) in (_FILE, *_LISTS):
            return stream.end + size
    return stream.end + _BEHIND[0]


class PackedStream(io.RawIOBase):
    """The bytes of one file, unpacked; reading on where the archive breaks off raises `EOFError`.

    Args:
        path: the archive. one: the file in it. most: bytes that it may unpack to.
    """

    def __init__(self, path: Path, one: PackedFile, most: int) -> None:
        self._file = path.open("rb")
        self._file.seek(one.begin)
        self._left = one.size
        self._unpacks = zlib.decompressobj(-zlib.MAX_WBITS) if one.deflated else None
        self._most, self._given, self._taken = most, 0, 0
        self._begin = one.begin
        self._pieces = self._all()
        self._rest = bytearray()  # unpacked, and not given yet
        self._more = True
        self._broken: Exception | None = None

    @property
    def end(self) -> int:
        """Where its packed bytes end, once all were read."""
        unused = len(self._unpacks.unused_data) if self._unpacks is not None else 0
        return self._begin + self._taken - unused

    def close(self) -> None:
        """Close the archive."""
        self._file.close()
        super().close()

    def read(self, size: int = -1) -> bytes:
        """So many bytes, below 0 all; what went wrong is raised once all before it was given."""
        while self._more and (size < 0 or len(self._rest) < size):
            try:
                self._rest += next(self._pieces)
            except StopIteration:
                self._more = False
            except (EOFError, zlib.error, zipfile.BadZipFile) as error:
                self._more, self._broken = False, error
        if self._broken is not None and not self._rest:
            raise self._broken
        end = len(self._rest) if size < 0 else size
        given = bytes(self._rest[:end])
        del self._rest[:end]
        return given

    def _all(self) -> Iterator[bytes]:
        while self._left is None or self._left > 0:
            data = self._file.read(_CHUNK if self._left is None else min(_CHUNK, self._left))
            if not data:
                raise EOFError("it breaks off")
            self._taken += len(data)
            self._left = None if self._left is None else self._left - len(data)
            if self._unpacks is None:
                yield data
                continue
            piece = b"-"
            while (data or piece) and not self._unpacks.eof:
                piece = self._unpacks.decompress(data, _CHUNK)
                data = self._unpacks.unconsumed_tail
                self._count(len(piece))
                if piece:
                    yield piece
            if self._unpacks.eof:
                return
        if self._unpacks is not None and not self._unpacks.eof:
            raise EOFError("it breaks off")

    def _count(self, given: int) -> None:
        self._given += given
        ratio = self._given > RATIO_FROM and self._given > MOST_RATIO * self._taken
        if ratio or self._given > self._most:
            raise zipfile.BadZipFile("it unpacks to far more than it holds")
