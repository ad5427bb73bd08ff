"""A folder of Markdown notes in step with the library: one note an article, pictures in `attachments`."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from reader.core.errors import ReaderError
from reader.core.messages import Translate, untranslated
from reader.core.progress import Progress
from reader.core.storage_errors import OF_THE_DISK, storage_errors
from reader.services.library.export_article import ORIGINAL, ExportChoice, file_name, possible, prepared
from reader.services.whole_file import write_whole
from reader.settings.disks import require_mounted

if TYPE_CHECKING:
    from reader.services.library.open_article import OpenedArticle
    from reader.services.library_session import LibrarySession

ATTACHMENTS = "attachments"
_BEGINNING = 16_384  # characters of a note in which its properties stand
_LONGEST_NAME = 180  # bytes; file systems hold 255, and a number may come behind it
_LINKING = re.compile(r"[\[\]#^|]+|[\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class KeptVault:
    """What came of it: notes `written`, how many were `unchanged`, those that the reader had `edited` above
    the marker and that were left as they are, and the articles that failed."""

    written: tuple[Path, ...] = ()
    unchanged: int = 0
    edited: tuple[Path, ...] = ()
    failed: dict[int, ReaderError] = field(default_factory=dict)


@dataclass(slots=True)
class _Vault:
    """The folder: its notes by their articles' keys, and the names taken in it."""

    folder: Path
    notes: dict[str, Path]
    names: set[str]

    @classmethod
    def read(cls, folder: Path) -> _Vault:
        from reader.reading.vault_note import key_of

        notes: dict[str, Path] = {}
        for path in _notes_in(folder):
            with path.open(encoding="utf-8-sig", errors="replace") as file:
                key = key_of(file.read(_BEGINNING))
            if key:
                notes.setdefault(key, path)
        return cls(folder, notes, {path.name.casefold() for path in folder.iterdir()})

    def place(self, key: str, title: str) -> Path:
        """Where an article's note is, or goes: a name that no other file has."""
        if key in self.notes:
            return self.notes[key]
        name = note_name(title)
        if name.casefold() in self.names:
            name = f"{name.removesuffix('.md')} {key[:8]}.md"
        self.names.add(name.casefold())
        self.notes[key] = self.folder / name
        return self.notes[key]


def export_vault(
    session: LibrarySession,
    ids: Sequence[int],
    folder: Path,
    choice: ExportChoice = ORIGINAL,
    progress: Progress | None = None,
    translate: Translate = untranslated,
) -> KeptVault:
    """Write a note of each article into `folder`, which is made where it is missing.

    A note is found again by its properties, whatever the reader called it and wherever in the folder they
    put it; it is written only when something changed, and what stands below its marker is kept. An article
    that is not in the chosen language is written in its own.

    Raises:
        ReaderError: `disk-unmounted`, `read-only`, `disk-full` or `disk-error`.
        Cancelled: the notes written by then stay.
    """
    progress = progress or Progress()
    require_mounted(folder)
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        vault = _Vault.read(folder)
    states: dict[str, list[Path]] = {"written": [], "unchanged": [], "edited": []}
    failed: dict[int, ReaderError] = {}
    for number, article_id in enumerate(dict.fromkeys(ids)):
        progress.step(number, len(ids))
        try:
            path, state = _keep(session, vault, article_id, choice, translate)
        except ReaderError as error:
            if error.kind in OF_THE_DISK:
                raise
            failed[article_id] = error
            continue
        states[state].append(path)
    return KeptVault(tuple(states["written"]), len(states["unchanged"]), tuple(states["edited"]), failed)


def note_name(title: str) -> str:
    """The name of an article's note: safe on every system, and in the links between notes."""
    stem = file_name(_LINKING.sub(" ", title), "markdown").removesuffix(".md")
    stem = stem.encode()[:_LONGEST_NAME].decode("utf-8", "ignore").strip(" .") or "article"
    return f"{stem}.md"


def _keep(
    session: LibrarySession, vault: _Vault, article_id: int, choice: ExportChoice, translate: Translate
) -> tuple[Path, str]:
    """Write one note where it must be; says what was done: `written`, `unchanged` or `edited`."""
    from reader.exchange.citations import source_key
    from reader.reading.vault_note import digest_of, note_head, read_note, whole_note
    from reader.services.library.open_article import read_article

    opened = read_article(session, article_id, (choice.target,))
    summary = opened.article.summary
    key = source_key(summary)
    path = vault.place(key, summary.title)
    choice = possible(opened, choice)
    with storage_errors(vault.folder):
        pictures = _attach(vault.folder, path.parent, opened)
        exported = prepared(session, opened, choice, pictures, translate)
        head, tail = note_head(exported, summary, key), ""
        if path.is_file():
            try:
                stored = read_note(path.read_bytes().decode("utf-8"))
            except UnicodeDecodeError:  # the reader's part could not be kept as it is
                return path, "edited"
            if not stored.untouched:
                return path, "edited"
            if stored.digest == digest_of(head):
                return path, "unchanged"
            tail = stored.tail
    write_whole(path, whole_note(head, exported, tail).encode("utf-8", "replace"))
    return path, "written"


def _attach(folder: Path, beside: Path, opened: OpenedArticle) -> dict[str, str]:
    """Copy the pictures that are not there yet; gives their addresses from the note's own folder."""
    from reader.reading.article_export import pictures_of

    wanted = {picture.digest for picture in pictures_of(opened.article.document)}
    attachments, found = folder / ATTACHMENTS, {}
    for digest, file in opened.picture_paths.items():
        if digest not in wanted:
            continue
        attachments.mkdir(exist_ok=True)
        copy = attachments / (digest[:32] + file.suffix)
        if not copy.is_file() or copy.stat().st_size != file.stat().st_size:
            shutil.copyfile(file, copy)
        found[digest] = quote(Path(os.path.relpath(copy, beside)).as_posix())
    return found


def _notes_in(folder: Path) -> Iterator[Path]:
    """Every note in the folder and below, in order; hidden folders and links to other places left out."""
    for top, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(top, name)
            if name.lower().endswith(".md") and not name.startswith(".") and not path.is_symlink():
                yield path
