"""Files of changes: one computer's, numbered from 1 without gaps.

Each has a tag by chance in its name: a copy of a library that still used its name would write another file
of the same number, and neither may take the place of the other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from reader.core.errors import ReaderError
from reader.core.replication.changes import Change, change_of
from reader.core.serialize import is_whole, read_json
from reader.sync.envelope import Envelope
from reader.sync.store import Store

VERSION = 1

_FILE = re.compile(r"log/([0-9a-f]{16})/(\d{8})-([0-9a-f]{16})")
_HEX64 = re.compile(r"[0-9a-f]{64}")
_LARGEST = 1 << 62  # what a library can keep as a number
_PACK = re.compile(r"pack/[0-9a-f]{2}/[0-9a-f]{32}")

PictureAt = tuple[str, str, int, int]
"""A picture's digest, its pack, from which byte on, and how many bytes."""


@dataclass(frozen=True)
class ChangeFile:
    """One file: who wrote it, its number, its tag (16 hexadecimal digits), and what it says.

    `at` is when it was written (ISO 8601, by that computer's clock).
    """

    machine: str
    seq: int
    tag: str
    name: str
    at: str
    lines: str
    pictures: tuple[PictureAt, ...] = ()
    changes: tuple[Change, ...] = field(default=())


def name_of(machine: str, seq: int, tag: str = "") -> str:
    """The name of a computer's file; what is known of it without its tag."""
    return f"log/{machine}/{seq:08}-{tag}".removesuffix("-")


def list_files(names: Iterable[str]) -> dict[str, list[tuple[int, str]]]:
    """The numbers and tags of the files of each computer, in order, among the names of a store's files."""
    found: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        if match := _FILE.fullmatch(name):
            found.setdefault(match[1], []).append((int(match[2]), match[3]))
    return {machine: sorted(numbers) for machine, numbers in found.items()}


def sealed(envelope: Envelope, file: ChangeFile) -> bytes:
    """A file's bytes."""
    head = {
        "version": VERSION,
        "machine": file.machine,
        "seq": file.seq,
        "tag": file.tag,
        "name": file.name,
        "at": file.at,
        "pictures": file.pictures,
    }
    text = json.dumps(head, ensure_ascii=False) + "\n" + file.lines
    return envelope.seal(name_of(file.machine, file.seq, file.tag), text.encode("utf-8", "surrogatepass"))


def read_file(
    store: Store, envelope: Envelope, machine: str, seq: int, tag: str
) -> tuple[ChangeFile, int] | None:
    """A computer's file and its bytes' number; `None` when it is not there.

    Raises:
        ReaderError: `sync-damaged`, `sync-newer`, or what the disk reports.
    """
    name = name_of(machine, seq, tag)
    data = store.get(name)
    if data is None:
        return None
    try:
        text = envelope.open(name, data).decode("utf-8", "surrogatepass")
        head, _, lines = text.partition("\n")
        found = _file(read_json(head), lines)
    except ValueError as error:
        raise ReaderError("sync-damaged", str(error), file=name) from error
    if (found.machine, found.seq, found.tag) != (machine, seq, tag):
        raise ReaderError("sync-damaged", "it lies under another name", file=name)
    return found, len(data)


def _file(head: Any, lines: str) -> ChangeFile:
    if not isinstance(head, dict) or type(head.get("version")) is not int:
        raise ValueError("no head")
    if head["version"] > VERSION:
        raise ReaderError("sync-newer", "a later form of a file")
    seq, texts = head.get("seq"), [head.get(part) for part in ("machine", "tag", "name", "at")]
    if not (type(seq) is int and all(isinstance(part, str) for part in texts)):
        raise ValueError("no head")
    machine, tag, name, at = map(str, texts)
    pictures = tuple(pictures_in(head.get("pictures", [])))
    changes = tuple(change_of(read_json(line)) for line in lines.split("\n") if line)
    return ChangeFile(machine, seq, tag, shown(name)[:200], shown(at)[:40], lines, pictures, changes)


def shown(text: str) -> str:
    """What of a text can be stored and shown anywhere, also in a terminal."""
    return "".join(char for char in text if char.isprintable() and is_whole(char))


def pictures_in(found: Any) -> Iterable[PictureAt]:
    """The places of pictures that a head names.

    Raises:
        ValueError: they are none.
    """
    for row in found if isinstance(found, list) else [found]:
        if not (isinstance(row, list) and list(map(type, row)) == [str, str, int, int]):
            raise ValueError("no picture")
        digest, pack, place, size = row
        good = _HEX64.fullmatch(digest) and _PACK.fullmatch(pack)
        if not (good and 0 <= place < _LARGEST and 0 < size < _LARGEST):
            raise ValueError("no picture")
        yield digest, pack, place, size
