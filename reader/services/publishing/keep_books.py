"""Keeps EPUB books on an e-reader, or in any folder, in step with articles.

A file beside the books remembers what was written (`books_memory`). A book that somebody changed is left as
it is, one that the reader removed from the device is not sent again, and only what Liseuse wrote is ever
removed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.core.errors import ReaderError
from reader.core.messages import Translate, untranslated
from reader.core.progress import Progress
from reader.core.storage_errors import OF_THE_DISK, lies_there, storage_errors
from reader.library.articles.readable import with_text
from reader.services.library.export_article import ORIGINAL, ExportChoice, file_name, possible, prepared
from reader.services.publishing.books_memory import BooksMemory, SentBook, file_digest, is_remembered
from reader.settings.disks import require_mounted

if TYPE_CHECKING:
    from reader.services.library.open_article import OpenedArticle
    from reader.services.library_session import LibrarySession
    from reader.workers.process import WorkerProcess

FOLDER = "Liseuse"
KOBO, POCKETBOOK, KINDLE, PLAIN = "kobo", "pocketbook", "kindle", ""
_LONGEST_NAME = 120  # bytes
_PART = ".liseuse-book.part"


@dataclass(frozen=True, slots=True)
class Device:
    """Where books go: `kind` of e-reader, empty for a folder that is none, and the `folder` of the books."""

    kind: str
    folder: Path


@dataclass(frozen=True, slots=True)
class KeptBooks:
    """What came of it.

    Args:
        device: where the books are. written, removed: files. unchanged: how many.
        edited: books that somebody changed there, left as they are.
        gone: how many the reader removed there, which are not sent again. failed: why an article has none.
        without_text: how many articles have none, as their text was not fetched yet.
    """

    device: Device
    written: tuple[Path, ...] = ()
    unchanged: int = 0
    edited: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()
    gone: int = 0
    failed: dict[int, ReaderError] = field(default_factory=dict)
    without_text: int = 0


def recognise(chosen: Path) -> Device:
    """What a folder is the top of, told by what each kind of e-reader keeps there."""
    if (chosen / ".kobo").is_dir():
        return Device(KOBO, chosen / FOLDER)
    if (chosen / "documents").is_dir() and any(
        (chosen / "system" / name).exists() for name in ("thumbnails", "version.txt", "com.amazon")
    ):
        return Device(KINDLE, chosen / "documents" / FOLDER)
    if any((chosen / "system" / name).exists() for name in ("explorer-3", "profiles", "config")):
        books = chosen / "Books"
        return Device(POCKETBOOK, (books if books.is_dir() else chosen) / FOLDER)
    return Device(PLAIN, chosen)


def mounted_devices() -> list[Path]:
    """The tops of e-readers that are mounted where systems mount what a reader plugs in."""
    user = Path.home().name
    tops = [Path("/media") / user, Path("/run/media") / user, Path("/media"), Path("/Volumes")]
    found: list[Path] = []
    for top in tops:
        paths: list[Path] = []
        with contextlib.suppress(OSError):
            paths = sorted(top.iterdir())
        for path in paths:
            with contextlib.suppress(OSError):  # one that does not answer hides none of the others
                found += [path] if recognise(path).kind else []
    return list(dict.fromkeys(found))


def has_books(chosen: Path) -> bool:
    """Whether books were written there before."""
    return is_remembered(recognise(chosen).folder)


def keep_books(
    session: LibrarySession,
    ids: Sequence[int],
    chosen: Path,
    choice: ExportChoice = ORIGINAL,
    remove: bool = False,
    progress: Progress | None = None,
    translate: Translate = untranslated,
) -> KeptBooks:
    """Write a book of each article that is not there yet, or that changed since.

    An article that is not in the chosen language is written in its own.

    Args:
        chosen: the top of a device, or any folder; it is made where it is missing.
        remove: books of articles that are not among `ids` go, as far as they are as they were written.

    Raises:
        ReaderError: `disk-unmounted`, `read-only`, `disk-full`, `disk-error` or `worker-failed`.
        Cancelled: by `progress`; the books written by then stay.
    """
    device = recognise(chosen)
    require_mounted(device.folder)
    with storage_errors(chosen):
        device.folder.mkdir(parents=True, exist_ok=True)
        books = _Books(session, device, choice, translate)
        try:
            books.keep_all(with_text(session.database, ids), progress or Progress())
            if remove:
                books.remove_others()
        finally:
            books.close()
    return books.kept(len(set(ids)))


class _Books:
    """The folder with what is remembered of it."""

    def __init__(
        self, session: LibrarySession, device: Device, choice: ExportChoice, translate: Translate
    ) -> None:
        self._session, self._device, self._choice, self._translate = session, device, choice, translate
        self._folder = device.folder
        self._worker: WorkerProcess | None = None  # one for all books
        self._memory = BooksMemory(device.folder)
        self._sent = self._memory.sent
        self._names = {_folded(path.name) for path in device.folder.iterdir()}
        self._asked: set[str] = set()
        self._found: dict[str, list[Path]] = {"written": [], "edited": [], "removed": []}
        self._unchanged = self._gone = self._readable = 0
        self._failed: dict[int, ReaderError] = {}

    def kept(self, asked: int) -> KeptBooks:
        """What came of it all, of so many articles."""
        written, edited, removed = (tuple(self._found[name]) for name in ("written", "edited", "removed"))
        counts = self._gone, self._failed, asked - self._readable
        return KeptBooks(self._device, written, self._unchanged, edited, removed, *counts)

    def keep_all(self, ids: Sequence[int], progress: Progress) -> None:
        """Write the books of articles that must be written."""
        self._readable = len(ids)
        for number, article_id in enumerate(ids):
            progress.step(number, len(ids), "writing")
            try:
                self.keep(article_id, progress)
            except ReaderError as error:
                if error.kind in OF_THE_DISK:
                    raise
                self._failed[article_id] = error

    def close(self) -> None:
        """Leave the folder as books, and what is remembered of them."""
        if self._worker is not None:
            self._worker.close()
        (self._folder / _PART).unlink(missing_ok=True)
        self._memory.close()

    def keep(self, article_id: int, progress: Progress) -> None:
        """Write the book of an article if it must be."""
        from reader.exchange.citations import source_key
        from reader.services.library.open_article import read_article

        # First of all: the book of an article that cannot be read now is not one of another article.
        summary = self._session.articles.summary(article_id)
        key = source_key(summary)
        self._asked.add(key)
        opened = read_article(self._session, article_id, (self._choice.target,))
        choice = possible(opened, self._choice)
        made_of = _digest_of(prepared(self._session, opened, choice, {}, self._translate))
        sent = self._sent.get(key)
        if sent is None:
            path = self._free(summary.title, key)
        else:
            path = self._folder / sent.file
            there = lies_there(path)
            if not there and sent.digest:
                self._gone += 1
                return
            if there and not sent.is_untouched(path):
                self._found["edited"].append(path)
                return
            if there and sent.made_of == made_of and not sent.begun:
                self._unchanged += 1
                return
        self._write(opened, key, path, made_of, choice, progress)
        self._found["written"].append(path)

    def _write(
        self,
        opened: OpenedArticle,
        key: str,
        path: Path,
        made_of: str,
        choice: ExportChoice,
        progress: Progress,
    ) -> None:
        """Write a book beside its place, note it, and put it there: a kill leaves none that is not known."""
        from reader.services.library.export_book import AtHand, export_book, picture_worker

        part = self._folder / _PART
        if self._worker is None:
            self._worker = picture_worker()
        export_book(
            self._session,
            [opened.article.summary.id],
            part,
            progress,
            choice,
            translate=self._translate,
            at_hand=AtHand(self._worker, opened),
        )
        digest = file_digest(part)
        before = self._sent.get(key) or SentBook(path.name, "", "", 0, 0)
        if before.begun and path.is_file():  # of two that were ours, it is the one that is there
            before = replace(before, digest=file_digest(path))
        self._memory.note(key, replace(before, begun=digest))
        part.replace(path)
        state = path.stat()
        book = SentBook(path.name, made_of, digest, state.st_size, int(state.st_mtime))
        self._memory.note(key, book)

    def remove_others(self) -> None:
        """Remove the books of other articles that are as they were written; the others stay."""
        for key in [key for key in self._sent if key not in self._asked]:
            sent = self._sent[key]
            path = self._folder / sent.file
            there = lies_there(path)
            if there and not sent.is_untouched(path):
                self._found["edited"].append(path)
                continue
            if there:
                path.unlink()
                self._found["removed"].append(path)
            self._memory.forget(key)

    def _free(self, title: str, key: str) -> Path:
        """A name that no file there has, on any system: whatever its capitals and its accents."""
        stem = file_name(title, "epub").removesuffix(".epub")
        stem = stem.encode("utf-8", "ignore")[:_LONGEST_NAME].decode("utf-8", "ignore").strip(" .")
        stem = stem or "article"
        for name in chain((stem,), (f"{stem} {key[:8]}{number}" for number in chain(("",), count(2)))):
            path = self._folder / f"{name}.epub"
            if _folded(path.name) not in self._names and not lies_there(path):
                self._names.add(_folded(path.name))
                return path
        raise AssertionError("numbers have no end")


def _digest_of(shown: Any) -> str:
    """What tells one state of an article from another: its chapter and its pictures."""
    from reader.reading.article_export import pictures_of
    from reader.reading.book_chapter import book_chapter

    chapter = book_chapter(shown)
    pictures = [picture.digest for picture in pictures_of(shown.document)]
    text = json.dumps([chapter.title, chapter.body, pictures])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _folded(name: str) -> str:
    """A file's name as e-readers and systems compare it that tell the fewest apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
