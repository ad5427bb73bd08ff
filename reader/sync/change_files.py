"""Files of changes: one computer's, numbered from 1 without gaps."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from reader.core.errors import ReaderError
from reader.core.replication.changes import Change, change_of, is_machine
from reader.sync.envelope import Envelope
from reader.sync.store import Store

VERSION = 1

_FILE = re.compile(r"log/([0-9a-f]{16})/(\d{8})")
_HEX64 = re.compile(r"[0-9a-f]{64}")
_PACK = re.compile(r"pack/[0-9a-f]{2}/[0-9a-f]{32}")

PictureAt = tuple[str, str, int, int]
"""A picture's digest, its pack, from which byte on, and how many bytes."""


@dataclass(frozen=True)
class ChangeFile:
    """One file: who wrote it, its number, when (ISO 8601, by that computer's clock), and what it says."""

    machine: str
    seq: int
    name: str
    at: str
    lines: str
    pictures: tuple[PictureAt, ...] = ()
    changes: tuple[Change, ...] = field(default=())


def name_of(machine: str, seq: int) -> str:
    """The name of a computer's file."""
    return f"log/{machine}/{seq:08}"


def list_files(store: Store) -> dict[str, list[int]]:
    """The numbers of the files of each computer, in order.

    Raises:
        ReaderError: the store cannot be reached.
    """
    found: dict[str, list[int]] = {}
    for name in store.names("log"):
        if match := _FILE.fullmatch(name):
            found.setdefault(match[1], []).append(int(match[2]))
    return {machine: sorted(numbers) for machine, numbers in found.items()}


def sealed(envelope: Envelope, file: ChangeFile) -> bytes:
    """A file's bytes."""
    head = {
        "version": VERSION,
        "machine": file.machine,
        "seq": file.seq,
        "name": file.name,
        "at": file.at,
        "pictures": file.pictures,
    }
    text = json.dumps(head, ensure_ascii=False) + "\n" + file.lines
    return envelope.seal(name_of(file.machine, file.seq), text.encode("utf-8", "surrogatepass"))


def read_file(store: Store, envelope: Envelope, machine: str, seq: int) -> tuple[ChangeFile, int] | None:
    """A computer's file and its bytes' number; `None` when it is not there.

    Raises:
        ReaderError: `sync-damaged`, `sync-newer`, or what the disk reports.
    """
    name = name_of(machine, seq)
    data = store.get(name)
    if data is None:
        return None
    try:
        text = envelope.open(name, data).decode("utf-8", "surrogatepass")
        head, _, lines = text.partition("\n")
        found = _file(json.loads(head), lines)
    except (ValueError, RecursionError) as error:
        raise ReaderError("sync-damaged", str(error), file=name) from error
    if found.machine != machine or found.seq != seq:
        raise ReaderError("sync-damaged", "it lies under another name", file=name)
    return found, len(data)


def _file(head: Any, lines: str) -> ChangeFile:
    if not isinstance(head, dict) or type(head.get("version")) is not int:
        raise ValueError("no head")
    if head["version"] > VERSION:
        raise ReaderError("sync-newer", "a later form of a file")
    machine, seq, name, at = (head.get(part) for part in ("machine", "seq", "name", "at"))
    if not (is_machine(machine) and type(seq) is int and isinstance(name, str) and isinstance(at, str)):
        raise ValueError("no head")
    assert isinstance(machine, str)
    pictures = tuple(_pictures(head.get("pictures", [])))
    changes = tuple(change_of(json.loads(line)) for line in lines.split("\n") if line)
    return ChangeFile(machine, seq, name[:200], at[:40], lines, pictures, changes)


def _pictures(found: Any) -> Iterable[PictureAt]:
    for row in found:
        digest, pack, place, size = row
        good = _HEX64.fullmatch(digest) and _PACK.fullmatch(pack)
        if not (good and type(place) is int and type(size) is int and place >= 0 and size > 0):
            raise ValueError("no picture")
        yield digest, pack, place, size
