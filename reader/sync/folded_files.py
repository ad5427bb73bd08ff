"""Several files of one computer folded into one, so that a store does not grow with every small change.

A fold says which files it holds (numbers and tags), so whoever read those need not read it, and whoever did
not reads it in their place. It is written beside them; they are taken away much later. What a later change
of the same computer has overtaken within it is left out: so folds are smaller than what they fold.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reader.core.errors import ReaderError
from reader.core.replication.changes import Change, change_of, to_lines
from reader.core.serialize import read_json
from reader.sync.change_files import ChangeFile, PictureAt, pictures_in, shown
from reader.sync.envelope import Envelope
from reader.sync.store import Store

VERSION = 1

_FOLD = re.compile(r"log/([0-9a-f]{16})/(\d{8})-(\d{8})-([0-9a-f]{16})")
_TAG = re.compile(r"[0-9a-f]{16}")
_REPLACED = frozenset(
    ("text", "saved", "edits", "pictures", "position", "opened", "unread", "favourite", "archived", "trashed")
)
_REPLACED_OF_MANY = ("mark:", "translation:")
"""Fields in which a later change of a computer takes the place of an earlier one. What a version does not
know is never left out."""

FileKey = tuple[int, str]
"""A file's number and tag."""


@dataclass(frozen=True, slots=True)
class FoldName:
    """What a fold's name says: whose files, from which number to which, and its tag."""

    machine: str
    first: int
    last: int
    tag: str

    @property
    def name(self) -> str:
        """The name it lies under."""
        return f"log/{self.machine}/{self.first:08}-{self.last:08}-{self.tag}"


@dataclass(frozen=True, slots=True)
class Fold:
    """A fold: the files that it holds, the computer's name and time of the last, and what they say."""

    of: FoldName
    files: tuple[FileKey, ...]
    name: str
    at: str
    size: int
    changes: tuple[Change, ...]
    pictures: tuple[PictureAt, ...]


def list_folds(names: Iterable[str]) -> list[FoldName]:
    """The folds among the names of a store's files, those with the lowest numbers first."""
    found = [match for name in names if (match := _FOLD.fullmatch(name))]
    folds = [FoldName(match[1], int(match[2]), int(match[3]), match[4]) for match in found]
    return sorted(folds, key=lambda fold: (fold.machine, fold.first, -fold.last, fold.tag))


def read_fold(store: Store, envelope: Envelope, of: FoldName) -> Fold | None:
    """A fold; `None` when it is not there.

    Raises:
        ReaderError: `sync-damaged`, `sync-newer`, or what the disk reports.
    """
    data = store.get(of.name)
    if data is None:
        return None
    try:
        head, _, lines = envelope.open(of.name, data).decode("utf-8", "surrogatepass").partition("\n")
        return _fold(of, read_json(head), lines, len(data))
    except ValueError as error:
        raise ReaderError("sync-damaged", str(error), file=of.name) from error


def sealed_fold(envelope: Envelope, fold: Fold) -> bytes:
    """A fold's bytes."""
    head = {
        "version": VERSION,
        "machine": fold.of.machine,
        "files": fold.files,
        "name": fold.name,
        "at": fold.at,
        "pictures": fold.pictures,
    }
    text = json.dumps(head, ensure_ascii=False) + "\n" + to_lines(fold.changes)
    return envelope.seal(fold.of.name, text.encode("utf-8", "surrogatepass"))


def folded(of: FoldName, parts: Sequence[ChangeFile | Fold]) -> Fold:
    """What several files and folds of one computer say, in order, as one."""
    files: dict[FileKey, None] = {}
    pictures: dict[PictureAt, None] = {}
    for part in parts:
        files |= dict.fromkeys(part.files if isinstance(part, Fold) else [(part.seq, part.tag)])
        pictures |= dict.fromkeys(part.pictures)
    changes = overtaken_left_out([change for part in parts for change in part.changes])
    last = max(parts, key=lambda part: part.of.last if isinstance(part, Fold) else part.seq)
    return Fold(of, tuple(sorted(files)), last.name, last.at, 0, tuple(changes), tuple(pictures))


def overtaken_left_out(changes: Sequence[Change]) -> list[Change]:
    """The changes without those that a later one of the same computer, to the same field, makes needless.

    Only values that are replaced whole are left out. A removal stays, and so does what was removed: another
    computer may not know that an article is deleted, and need what it had.
    """
    latest: dict[tuple[str, str, str], int] = {}
    for change in changes:
        if _is_replaced(change):
            key = (change.uid, change.field, change.machine)
            latest[key] = max(change.stamp, latest.get(key, -1))
    kept: dict[bytes, Change] = {}
    for change in changes:
        key = (change.uid, change.field, change.machine)
        if not _is_replaced(change) or change.stamp == latest[key]:
            line = change.to_json(ascii_only=True)
            kept[hashlib.sha256(line.encode("ascii")).digest()] = change  # lines would be as much again
    return list(kept.values())


def _is_replaced(change: Change) -> bool:
    known = change.field in _REPLACED or change.field.startswith(_REPLACED_OF_MANY)
    return known and change.uid.startswith("a:") and change.value is not None


def _fold(of: FoldName, head: Any, lines: str, size: int) -> Fold:
    if not isinstance(head, dict) or type(head.get("version")) is not int:
        raise ValueError("no head")
    if head["version"] > VERSION:
        raise ReaderError("sync-newer", "a later form of a file")
    files = tuple(_file_key(row) for row in head.get("files") or ())
    if head.get("machine") != of.machine or not files:
        raise ValueError("it lies under another name")
    if (min(files)[0], max(files)[0]) != (of.first, of.last):
        raise ValueError("it holds other files than its name says")
    if len({seq for seq, _ in files}) != of.last - of.first + 1:  # within first and last, as was just seen
        raise ValueError("it has gaps")
    name, at = head.get("name"), head.get("at")
    if not (isinstance(name, str) and isinstance(at, str)):
        raise ValueError("no head")
    changes = tuple(change_of(read_json(line)) for line in lines.split("\n") if line)
    pictures = tuple(pictures_in(head.get("pictures", [])))
    return Fold(of, files, shown(name)[:200], shown(at)[:40], size, changes, pictures)


def _file_key(row: Any) -> FileKey:
    if not (isinstance(row, list) and list(map(type, row)) == [int, str] and _TAG.fullmatch(row[1])):
        raise ValueError("no file")
    return row[0], row[1]
