"""A package file, looked at from outside before a byte of it is unpacked, and unpacked by name.

The list of entries is checked whole: names, number, sizes, ratio, kinds, methods, overlaps, twins,
and that each entry's own header agrees with the list. Then only the files a model is made of are
written; every other entry is still read through, so that a broken or hostile package is refused
whole and never half used.
"""

from __future__ import annotations

import os
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, BinaryIO

from reader.core.errors import ReaderError
from reader.translation.packages.metadata import MAX_METADATA_BYTES, PackageMetadata, read_metadata
from reader.translation.packages.unsafe_pickles import HEAD_BYTES, runs_code

MAX_ENTRIES = 500
MAX_BYTES = 2 * 1024**3
MAX_RATIO = 100

_RATIO_FREE = 64 * 1024  # bytes; small files may be as repetitive as they like
_MAX_DIRECTORY = 1024 * 1024  # bytes of the entry list
_MAX_NAME = 240
_MAX_DEPTH = 8
_CHUNK = 256 * 1024
_SMALL = 1024 * 1024

_KNOWN = re.compile(
    r"metadata\.json|README\.md|sentencepiece\.model|bpe\.model"
    r"|model/(?:model\.bin|config\.json|[a-z_]{0,40}vocabulary[a-z_]{0,40}\.(?:txt|json))"
)
_SMALL_FILES = {"README.md", "model/config.json"}
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_TOP = re.compile(
    r"(?:translate-)?([a-z]{2,3}(?:-[A-Za-z]{2,4})?)_([a-z]{2,3}(?:[-_][A-Za-z]{2,4})?)(?:-[\d_.]+)?"
)
_LOCAL_HEADER = struct.Struct("<IHHHHHIIIHH")
_END_RECORD = struct.Struct("<IHHHHIIH")
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_FILE, _FOLDER = 0o100000, 0o040000

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, RuntimeError, ValueError)


class PackageArchive:
    """An open package file whose entry list has passed every check.

    Args:
        file: the package, open for reading; it stays the caller's to close.
        trusted: the file's check sum is one we know, so foreign files in it are not looked into.

    Raises:
        ReaderError: `not-a-model`, `model-incomplete` or `model-unsafe`.
    """

    def __init__(self, file: BinaryIO, trusted: bool = False) -> None:
        self._file = file
        self._trusted = trusted
        _check_end_record(file)
        try:
            self._zip = zipfile.ZipFile(file)
        except _DAMAGE as error:
            raise ReaderError("model-incomplete", f"entry list unreadable: {error}") from error
        self._entries = [e for e in self._zip.infolist() if not e.orig_filename.endswith("/")]
        _check_entries(self._zip.infolist())
        try:
            _check_local_headers(file, self._zip.infolist())
        except _DAMAGE as error:
            raise ReaderError("model-unsafe", f"headers: {error}") from error
        self._top = self._zip.infolist()[0].orig_filename.split("/")[0]
        self.metadata = self._read_metadata()

    @property
    def known_bytes(self) -> int:
        """The declared size of what `unpack` writes."""
        return sum(e.file_size for e in self._entries if _KNOWN.fullmatch(self._inner(e)))

    def unpack(self, folder: Path, advance: Callable[[int], None]) -> None:
        """Write the model's files into the empty `folder`, each flushed to the disk.

        `advance` is called with the number of bytes dealt with; it may raise to stop.

        Raises:
            ReaderError: `model-unsafe` or `model-incomplete`; the caller removes the folder.
            OSError: the disk.
        """
        (folder / "model").mkdir()
        for entry in self._entries:
            inner = self._inner(entry)
            try:
                with self._zip.open(entry) as source:
                    if not _KNOWN.fullmatch(inner) or (inner in _SMALL_FILES and entry.file_size > _SMALL):
                        self._examine(source, inner, advance)
                    elif inner != "metadata.json":
                        _write_file(folder / inner, source, entry.file_size, advance)
            except _DAMAGE as error:  # a check sum, most likely: the download was damaged
                raise ReaderError("model-incomplete", f"{inner!r}: {error}"[:300]) from error
        for part in (folder / "model", folder):
            sync_folder(part)

    def _inner(self, entry: zipfile.ZipInfo) -> str:
        return entry.orig_filename[len(self._top) + 1 :]

    def _read_metadata(self) -> PackageMetadata:
        names = {self._inner(entry): entry for entry in self._entries}
        entry = names.get("metadata.json")
        if entry is None:
            raise ReaderError("not-a-model", "no metadata.json")
        if entry.file_size > MAX_METADATA_BYTES:
            raise ReaderError("model-unsafe", "metadata.json is too large")
        try:
            with self._zip.open(entry) as source:
                metadata = read_metadata(source.read(MAX_METADATA_BYTES + 1))
        except _DAMAGE as error:
            raise ReaderError("not-a-model", f"metadata.json: {error}"[:300]) from error
        if "model/model.bin" not in names or not {"sentencepiece.model", "bpe.model"} & set(names):
            raise ReaderError("not-a-model", "model.bin or the tokenizer is missing")
        said = _TOP.fullmatch(self._top)
        if said is not None and said.groups() != (metadata.source, metadata.target):
            raise ReaderError("model-unsafe", "its folder is named like another package")
        return metadata

    def _examine(self, source: IO[bytes], inner: str, advance: Callable[[int], None]) -> None:
        """Read an entry that is not unpacked: its check sum must hold, and it may be no live pickle."""
        head = source.read(_CHUNK if self._trusted else HEAD_BYTES)
        advance(len(head))
        if not self._trusted and runs_code(head):
            raise ReaderError("model-unsafe", f"{inner!r} would run code"[:300])
        while chunk := source.read(_CHUNK):
            advance(len(chunk))


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system allows it."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folders; there a rename is durable by itself
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_file(path: Path, source: IO[bytes], size: int, advance: Callable[[int], None]) -> None:
    written = 0
    with path.open("xb") as target:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > size:
                raise ValueError("larger than declared")
            target.write(chunk)
            advance(len(chunk))
        if written != size:
            raise ValueError("shorter than declared")
        target.flush()
        os.fsync(target.fileno())


def _check_end_record(file: BinaryIO) -> None:
    """Tell no zip from a cut one, and refuse a huge entry list before it is read."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    start = file.read(4)
    if not start:
        raise ReaderError("model-incomplete", "the file is empty")
    file.seek(max(0, size - 65536 - _END_RECORD.size))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END_RECORD.size:
        if start == b"PK\x03\x04":
            raise ReaderError("model-incomplete", "the zip breaks off")
        raise ReaderError("not-a-model", "not a zip file")
    _, _, _, _, count, directory, _, _ = _END_RECORD.unpack_from(tail, at)
    if count > MAX_ENTRIES or directory > _MAX_DIRECTORY:
        raise ReaderError("model-unsafe", f"{count} entries")
    if not count:
        raise ReaderError("not-a-model", "the zip is empty")


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if not 0 < len(entries) <= MAX_ENTRIES:
        raise ReaderError("model-unsafe", f"{len(entries)} entries")
    if sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise ReaderError("model-unsafe", "too large when unpacked")
    for entry in entries:
        fault = _name_fault(entry.orig_filename) or _entry_fault(entry)
        if fault:
            raise ReaderError("model-unsafe", f"{entry.orig_filename[:80]!r}: {fault}")
    names = [unicodedata.normalize("NFKC", e.orig_filename.rstrip("/")).casefold() for e in entries]
    if len(set(names)) != len(names):
        raise ReaderError("model-unsafe", "two entries have the same name")
    if len({name.split("/")[0] for name in names}) != 1:
        raise ReaderError("model-unsafe", "more than one top folder")
    if all("/" not in name for name in names):
        raise ReaderError("not-a-model", "no folder in the package")


def _name_fault(name: str) -> str:
    if len(name) > _MAX_NAME:
        return "name too long"
    if any(unicodedata.category(c).startswith("C") for c in name):
        return "control or format character"
    if set(name) & set('\\:*?"<>|'):
        return "character that no file name has"
    parts = name.removesuffix("/").split("/")
    if len(parts) > _MAX_DEPTH:
        return "too deep"
    for part in parts:
        if part in ("", ".", "..") or part[-1] in ". " or part[0] == " ":
            return "path is not plain"
        if _RESERVED.fullmatch(part):
            return "name of a device"
    return ""


def _entry_fault(entry: zipfile.ZipInfo) -> str:
    kind = (entry.external_attr >> 16) & 0o170000
    if kind not in (0, _FILE, _FOLDER):
        return "a link or a device"
    if entry.flag_bits & _ENCRYPTED:
        return "encrypted"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "unknown compression"
    stored = entry.compress_type == zipfile.ZIP_STORED
    if stored and entry.file_size != entry.compress_size:
        return "sizes disagree"
    if entry.file_size > max(_RATIO_FREE, MAX_RATIO * entry.compress_size) and not stored:
        return "a zip bomb"
    return ""


def _check_local_headers(file: BinaryIO, entries: list[zipfile.ZipInfo]) -> None:
    """Each entry's own header must say the same, and no two entries may share bytes."""
    end = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        file.seek(entry.header_offset)
        header = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
        signature, flags, method, name_length, extra_length = (header[i] for i in (0, 2, 3, 9, 10))
        name = file.read(name_length).decode("utf-8" if flags & 0x800 else "cp437")
        if signature != 0x04034B50 or name != entry.orig_filename:
            raise ValueError("an entry's name differs from the list's")
        if method != entry.compress_type or flags & _ENCRYPTED:
            raise ValueError("an entry's header differs from the list's")
        if entry.header_offset < end:
            raise ValueError("entries overlap")
        end = entry.header_offset + _LOCAL_HEADER.size + name_length + extra_length + entry.compress_size
