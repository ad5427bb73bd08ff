"""What an import would bring, before anything is done."""

from __future__ import annotations

import hashlib
import os
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.exchange.imports.detect import ImportFile, is_one_export, is_written_list, open_import
from reader.exchange.imports.own_export import FEED_RULES, FEEDS, OwnExport
from reader.exchange.imports.rows import ImportedRow, Row, Skipped
from reader.exchange.imports.values import seconds_of
from reader.services.importing.import_choices import ImportChoices
from reader.services.importing.judging import is_local, refusal

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

_AT_ONCE = 1_000
_FEW = 100
_LONG = 1_000_000  # characters of rows that are held together
_SHOWN = 50  # tags and folders that are named
_FLAGS = ("read", "archived", "favourites", "with_text", "local")


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What a file holds and what of it is new here; numbers of rows.

    `rows` = `new` + `known` + `repeated` + the sum of `refused`. `known` are in the library already,
    `repeated` stand in the file twice. `refused` counts the reasons. `tags` and `folders` are the most
    frequent ones with their numbers. `first` and `last` are days (`YYYY-MM-DD`), "" when no row has a date.
    `feeds` and `rules` are those that our own export brings beside its rows, without rules that are paused.
    """

    format: str
    file: str
    rows: int = 0
    new: int = 0
    known: int = 0
    repeated: int = 0
    refused: tuple[tuple[str, int], ...] = ()
    read: int = 0
    archived: int = 0
    favourites: int = 0
    with_text: int = 0
    highlights: int = 0
    notes: int = 0
    local: int = 0
    tags: tuple[tuple[str, int], ...] = ()
    tags_total: int = 0
    folders: tuple[tuple[str, int], ...] = ()
    folders_total: int = 0
    first: str = ""
    last: str = ""
    feeds: int = 0
    rules: int = 0


def is_list_of_links(path: Path) -> bool:
    """Whether a page or a text is to be imported, as a list of another program, and not to be saved."""
    try:
        return is_written_list(path)
    except ReaderError:  # saving it says what is wrong with it
        return False


def is_export(path: Path) -> bool:
    """Whether a file or a folder is what another program exported, as far as its beginning tells."""
    try:
        with open_import(path):
            return True
    except ReaderError:
        return False


def is_whole_export(folder: Path) -> bool:
    """Whether a folder is what one program exported, and not one in which exports lie among other files."""
    try:
        return is_one_export(folder)
    except ReaderError:
        return False


def exports_in(path: Path) -> tuple[list[Path], int]:
    """The exports at `path`: itself, or of a folder that is none as a whole, those among the files in it.

    Returns:
        They, and how many other files are there, without those whose names begin with a dot.
    """
    if not path.is_dir() or is_whole_export(path):
        return [path], 0
    files = [file for file in sorted(path.rglob("*")) if file.is_file()]
    found = [file for file in files if is_export(file)]
    if not found:  # the import says what is wrong with it
        return [path], 0
    return found, sum(not file.name.startswith(".") for file in set(files).difference(found))


def preview_import(
    session: LibrarySession, path: Path, progress: Progress, choices: ImportChoices | None = None
) -> ImportPreview:
    """Look at what another program exported; nothing is changed.

    Raises:
        ReaderError: `unknown-export`, `passwords-file`, `file-unreadable`, `file-damaged`, `too-large`.
        Cancelled: by `progress`.
    """
    choices = choices or ImportChoices()
    with open_import(path, choices.format) as file:
        counting = _Counting(session, choices)
        rows = (row for few in few_at_once(file.rows(texts=False)) for row in few)
        counting.count(rows, progress)
        return counting.preview(file)


def few_at_once(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows in lists of a hundred, or of as many as are not too long to be held together.

    What reads and what counts then each run for a while: taking turns for each row costs a sixth more.
    """
    few: list[Row] = []
    size = 0
    for row in rows:
        few.append(row)
        size += _size(row)
        if len(few) >= _FEW or size > _LONG:
            yield few
            few, size = [], 0
    yield few


def _size(row: Row) -> int:
    """About how many characters a row holds."""
    size = len(row.url) + len(row.title)
    if isinstance(row, Skipped):
        return size
    size += len(row.html) + len(row.note) + len(row.description) + 50 * len(row.tags)
    return size + sum(len(mark.quote) + len(mark.note) for mark in row.highlights) if row.highlights else size


class _Counting:
    """Counts rows as they come."""

    def __init__(self, session: LibrarySession, choices: ImportChoices) -> None:
        self._session = session
        self._choices = choices
        self.rows = 0
        self._counts: Counter[str] = Counter()
        self._flags: Counter[tuple[bool, ...]] = Counter()
        self._refused: Counter[str] = Counter()
        self._tags: Counter[str] = Counter()
        self._tag_sets: Counter[tuple[str, ...]] = Counter()
        self._folders: Counter[str] = Counter()
        self._seen: set[int] = set()
        self._keys: list[str] = []
        self._first, self._last = "~", ""

    def count(self, rows: Iterable[Row], progress: Progress) -> None:
        """Count rows, in one loop: a call for each part of a row would cost more than the part.

        Raises:
            ReaderError: as reading them. Cancelled.
        """
        choices, seen, keys, tag_sets = self._choices, self._seen, self._keys, self._tag_sets
        for self.rows, row in enumerate(rows, start=1):
            if self.rows % _AT_ONCE == 0:
                self._end_batch()
                progress.step(self.rows, 0, "reading")
            reason, link, key = refusal(row, choices)
            if reason or isinstance(row, Skipped):
                self._refused[reason] += 1
                continue
            if row.note or row.highlights or row.folder:
                self._count_more(row)
            if row.tags:
                tag_sets[row.tags] += 1
            if row.saved:
                self._first, self._last = min(self._first, row.saved), max(self._last, row.saved)
            before = len(seen)
            seen.add(hash(key))
            if len(seen) == before:
                self._counts["repeated"] += 1
                if row.highlights and not row.saved:  # a passage: its article's state is counted
                    continue
            else:
                keys.append(key)
            self._flags[row.read, row.archived, row.favourite, row.has_text, is_local(link)] += 1

    def _count_more(self, row: ImportedRow) -> None:
        """What few rows have."""
        self._counts["notes"] += bool(row.note)
        self._counts["highlights"] += len(row.highlights)
        if row.folder:
            self._folders.update((row.folder, *row.more_folders))

    def _end_batch(self) -> None:
        known = self._session.imports.known(self._keys)
        self._counts["known"] += known
        self._counts["new"] += len(self._keys) - known
        self._keys.clear()
        for tags, rows in self._tag_sets.items():
            for tag in tags:
                self._tags[tag] += rows
        self._tag_sets.clear()

    def preview(self, file: ImportFile) -> ImportPreview:
        """What was counted."""
        self._end_batch()
        for flags, rows in self._flags.items():
            for name, flag in zip(_FLAGS, flags, strict=True):
                self._counts[name] += rows * flag
        own = file.library
        return ImportPreview(
            file.format,
            file.name,
            self.rows,
            refused=tuple(self._refused.most_common()),
            tags=tuple(self._tags.most_common(_SHOWN)),
            tags_total=len(self._tags),
            folders=tuple(self._folders.most_common(_SHOWN)),
            folders_total=len(self._folders),
            first=self._first[:10] if self._last else "",
            last=self._last[:10],
            feeds=own.count(FEEDS) if own is not None else 0,
            rules=_running_rules(own) if own is not None else 0,
            **self._counts,
        )


def _running_rules(export: OwnExport) -> int:
    records = (record for _, record in export.records(FEED_RULES))
    return sum(isinstance(record, dict) and not record.get("paused") for record in records)


def numbers_by_date(rows: Iterable[Row], choices: ImportChoices, progress: Progress) -> Sequence[int]:
    """The place of each row, from 1, when all are ordered by their dates, the newest last.

    A row without a date counts as saved now; rows of one moment keep their order, the first of the file
    last, as it is the first that its list shows.

    Raises:
        Cancelled: as asked.
    """
    dates = array("d")
    for row in rows:
        saved = row.saved if isinstance(row, ImportedRow) and choices.keep_dates else ""
        seconds = seconds_of(saved)
        dates.append(float("inf") if seconds is None else seconds)
        if len(dates) % _AT_ONCE == 0:
            progress.step(len(dates), 0, "reading")
    order = sorted(range(len(dates) - 1, -1, -1), key=dates.__getitem__)
    found = array("q", bytes(8 * len(dates)))
    for rank, number in enumerate(order, start=1):
        found[number] = rank
    return found


def digest_of(path: Path) -> str:
    """SHA-256 (hex) of what is to be imported; of a folder, of the names, sizes and times of its files.

    Raises:
        OSError: it cannot be read.
    """
    if not path.is_dir():
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    digest = hashlib.sha256()
    for folder, inner, names in os.walk(path):
        inner.sort()
        for name in sorted(names):
            about = os.stat(os.path.join(folder, name), follow_symlinks=False)
            told = (os.path.relpath(os.path.join(folder, name), path), about.st_size, about.st_mtime_ns)
            digest.update(repr(told).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
