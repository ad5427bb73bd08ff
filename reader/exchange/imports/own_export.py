"""Our own export of a whole library: its files, how they are written and how they are read.

A folder with a line of JSON for each record, the pictures by what they hold, and `library.json`, which is
written last and says what there is. What is read came from anywhere: lines have a longest length, pictures
are asked for by their SHA-256 and looked at, and no name out of a file is ever used.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader.core.errors import ReaderError
from reader.core.serialize import read_json
from reader.exchange.imports.parsing.bundle import Bundle, damage_as_error
from reader.exchange.imports.rows import ImportedHighlight, ImportedRow, Row, Skipped

FORMAT = "liseuse-library"
VERSION = 1
MANIFEST = "library.json"
ARTICLES, SENTENCES, GLOSSARY = "articles.jsonl", "sentences.jsonl", "glossary.jsonl"
SEARCHES, PENDING, SETTINGS = "saved-searches.jsonl", "pending.jsonl", "settings.json"
MEMORY, SCHEMA, PICTURES = "memory.tmx", "schema.json", "pictures"
FEEDS, FEED_RULES, FEED_PIECES = "feeds.jsonl", "feed-rules.jsonl", "feed-pieces.jsonl"
RECORDS = (ARTICLES, SENTENCES, GLOSSARY, SEARCHES, PENDING, FEEDS, FEED_RULES, FEED_PIECES)

LONGEST = 32 * 1024 * 1024
"""Bytes of one record."""
_LARGEST_PICTURE = 64 * 1024 * 1024
_LARGEST_SMALL = 4 * 1024 * 1024  # library.json and settings.json
MIMES = {
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".bin": "application/octet-stream",
}
"""How the names of pictures end, and what they are."""
_STARTS = {
    ".jpg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
    ".avif": (b"\0\0\0",),
}


@dataclass(frozen=True, slots=True)
class OwnExport:
    """An opened export. `rows` are the records of each file as it says, `version` that of its form."""

    bundle: Bundle
    prefix: str
    version: int
    rows: dict[str, int] = field(default_factory=dict)

    def records(self, name: str) -> Iterator[tuple[int, Any]]:
        """Each record of a file with the number of its line; `None` for one that cannot be read."""
        path = self.prefix + name
        if path not in self.bundle.names:
            return
        with damage_as_error(self.bundle.name), self.bundle.open(path) as file:
            number = 0
            while line := file.readline(LONGEST):
                number += 1
                whole = len(line) < LONGEST or line.endswith(b"\n")
                rest = line
                while not rest.endswith(b"\n") and (rest := file.readline(LONGEST)):
                    whole = False  # the rest of what is too long
                yield number, _record(line) if whole else None

    def count(self, name: str) -> int:
        """How many lines a file has."""
        path = self.prefix + name
        if path not in self.bundle.names:
            return 0
        count, last = 0, b"\n"
        with damage_as_error(self.bundle.name), self.bundle.open(path) as file:
            while data := file.read(256 * 1024):
                count, last = count + data.count(b"\n"), data[-1:]
        return count + (last != b"\n")

    def small(self, name: str) -> Any:
        """What a small file says; `None` when it cannot be read."""
        path = self.prefix + name
        if path not in self.bundle.names:
            return None
        with damage_as_error(self.bundle.name), self.bundle.open(path) as file:
            data = file.read(_LARGEST_SMALL + 1)
        return _record(data) if len(data) <= _LARGEST_SMALL else None

    def picture(self, digest: str) -> tuple[bytes, str] | None:
        """A picture and what it is; `None` when it is not there or not what its name says."""
        for ending, mime in MIMES.items():
            path = f"{self.prefix}{PICTURES}/{digest[:2]}/{digest}{ending}"
            with contextlib.suppress(ReaderError, KeyError, FileNotFoundError):
                with damage_as_error(self.bundle.name), self.bundle.open(path) as file:
                    data = file.read(_LARGEST_PICTURE + 1)
                looks = data.startswith(_STARTS[ending]) if ending in _STARTS else not _is_picture(data)
                if looks and len(data) <= _LARGEST_PICTURE and hashlib.sha256(data).hexdigest() == digest:
                    return data, mime
        return None

    def articles(self, _texts: bool = True) -> Iterator[Row]:
        """The articles as rows of any import, for a look at them; then what is wrong with the whole."""
        count = 0
        for number, record in self.records(ARTICLES):
            count += 1
            yield _row(str(number), record)
        yield from self.problems(count)

    def problems(self, articles: int) -> list[Skipped]:
        """What is wrong with the whole, when so many articles were found in it."""
        found = []
        if self.version > VERSION:
            found.append(Skipped(MANIFEST, "newer"))
        if articles < self.rows.get(ARTICLES, 0):
            found.append(Skipped(ARTICLES, "cut"))
        return found


def own_export(bundle: Bundle) -> OwnExport | None:
    """The export that is in a bundle, at its top or in its one folder; `None` when it is none."""
    for name in bundle.names[:1] if bundle.alone else bundle.names:
        if name != MANIFEST and not (name.count("/") == 1 and name.endswith(f"/{MANIFEST}")):
            continue
        if bundle.alone:
            return None
        prefix = name.removesuffix(MANIFEST)
        found = OwnExport(bundle, prefix, 0).small(MANIFEST)
        if isinstance(found, dict) and found.get("format") == FORMAT:
            version, files = found.get("version"), found.get("files")
            rows = files if isinstance(files, dict) else {}
            counts = {name: count for name, count in rows.items() if type(count) is int}
            return OwnExport(bundle, prefix, version if type(version) is int else VERSION + 1, counts)
    return None


def own_folder(path: Path) -> Path | None:
    """The folder of an export that is named by itself or by its `library.json`; `None` when it is none."""
    folder = path.parent if path.name == MANIFEST else path
    with contextlib.suppress(OSError, ReaderError):  # where nobody may look: whoever opens it says so
        if (folder / MANIFEST).is_file() and own_export(folder_bundle(folder)) is not None:
            return folder
    return None


def folder_bundle(folder: Path) -> Bundle:
    """An export's folder; its pictures, which may be hundreds of thousands, are not listed."""
    names = (MANIFEST, *RECORDS, SETTINGS)

    def plain(name: str) -> bool:
        return (folder / name).is_file() and not (folder / name).is_symlink()

    def opened(name: str) -> Any:
        if not plain(name):
            raise FileNotFoundError(name)
        return (folder / name).open("rb")

    return Bundle(folder.name, tuple(name for name in names if plain(name)), opened)


def _record(line: bytes) -> Any:
    try:
        return read_json(line.decode("utf-8"))
    except ValueError:
        return None


def _is_picture(data: bytes) -> bool:
    return any(data.startswith(starts) for starts in _STARTS.values())


def _row(line: str, record: Any) -> Row:
    if not isinstance(record, dict):
        return Skipped(line, "broken")
    marks, note = record.get("highlights"), record.get("note")
    tags = record.get("tags")
    text = record.get("text")
    quotes = [mark for mark in marks if isinstance(mark, dict)] if isinstance(marks, list) else []
    return ImportedRow(
        line,
        _text(record, "url"),
        _text(record, "title"),
        _text(record, "saved_at"),
        tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        note=_text(note, "text") if isinstance(note, dict) else "",
        read=record.get("unread") is False,
        archived=record.get("archived") is True,
        favourite=record.get("favourite") is True,
        has_text=isinstance(text, dict) and bool(text.get("blocks")),
        highlights=tuple(ImportedHighlight(_text(mark, "quote"), _text(mark, "note")) for mark in quotes),
    )


def _text(record: dict[str, Any], name: str) -> str:
    found = record.get(name)
    return found if isinstance(found, str) else ""
