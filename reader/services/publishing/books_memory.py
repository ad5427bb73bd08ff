"""What is remembered of the books in a folder, in a file beside them.

While books are written, what becomes of each is added to a second file as a line, so that a kill loses
nothing and thousands of books cost no more than their lines; the end makes one file of both.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from reader.services.whole_file import write_whole

MEMORY = ".liseuse-books.json"
JOURNAL = ".liseuse-books.jsonl"
_CLOCK = 2  # s; what FAT tells times by


@dataclass(frozen=True, slots=True)
class SentBook:
    """A book of ours: its file's name, what it was made of, and the file as it was left.

    Args:
        digest: of the file, empty before the first one is there. size: bytes. moment: s, when it was changed.
        begun: the digest of a file that takes its place this moment, empty for none.
    """

    file: str
    made_of: str
    digest: str
    size: int
    moment: int
    begun: str = ""

    def is_untouched(self, path: Path) -> bool:
        """Whether the file there is as it was written; read whole only where size or time says otherwise.

        Raises:
            OSError: it cannot be read.
        """
        if self.begun:  # whether the new one got there, nobody knows
            return file_digest(path) in (self.digest, self.begun)
        state = path.stat()
        if state.st_size != self.size:
            return False
        return abs(state.st_mtime - self.moment) <= _CLOCK or file_digest(path) == self.digest


class BooksMemory:
    """The memory of one folder.

    Raises:
        OSError, ReaderError: from each method that writes, what the disk says.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.sent = dict(_stored(folder))

    def note(self, key: str, book: SentBook) -> None:
        """Remember the book of an article, on the disk when this returns."""
        self.sent[key] = book
        self._add(key, asdict(book))

    def forget(self, key: str) -> None:
        """Remember no book of an article any more."""
        del self.sent[key]
        self._add(key, None)

    def close(self) -> None:
        """Make one file of it all, where anything was added, now or by a run that was killed."""
        journal = self._folder / JOURNAL
        if not journal.exists():
            return
        books = {key: asdict(book) for key, book in self.sent.items()}
        text = json.dumps({"books": books}, ensure_ascii=False, indent=1)
        write_whole(self._folder / MEMORY, text.encode("utf-8", "replace"))
        journal.unlink()

    def _add(self, key: str, row: Mapping[str, Any] | None) -> None:
        # A line that a kill cut off ends where the next one begins.
        line = "\n" + json.dumps([key, row]) + "\n"
        with (self._folder / JOURNAL).open("ab") as file:
            file.write(line.encode("ascii"))
            file.flush()
            os.fsync(file.fileno())


def is_remembered(folder: Path) -> bool:
    """Whether books were written there before."""
    return any((folder / name).is_file() for name in (MEMORY, JOURNAL))


def file_digest(path: Path) -> str:
    """The SHA-256 of a file.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stored(folder: Path) -> Iterator[tuple[str, SentBook]]:
    """What both files say, the later in the place of the earlier."""
    found: dict[str, SentBook | None] = {}
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        books = json.loads((folder / MEMORY).read_text("utf-8"))["books"]
        found.update({str(key): _book(row) for key, row in books.items()})
    with contextlib.suppress(OSError, UnicodeDecodeError):
        for line in (folder / JOURNAL).read_text("utf-8").splitlines():
            with contextlib.suppress(ValueError, TypeError):
                key, row = json.loads(line)
                found[str(key)] = _book(row)
    return ((key, book) for key, book in found.items() if book is not None)


def _book(row: Any) -> SentBook | None:
    """A book; `None` for what is none, or whose file is no plain name of one in the folder."""
    if not isinstance(row, Mapping):
        return None
    values = {field.name: row.get(field.name, field.default) for field in fields(SentBook)}
    kinds = {"size": int, "moment": int}
    if not all(isinstance(value, kinds.get(name, str)) for name, value in values.items()):
        return None
    book = SentBook(**values)
    return book if Path(book.file).name == book.file else None
