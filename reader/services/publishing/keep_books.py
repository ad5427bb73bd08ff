"""Keeps EPUB books on an e-reader, or in any folder, in step with articles.

A small file beside the books remembers what was written. A book that somebody changed is left as it is, one
that the reader removed from the device is not sent again, and only what Liseuse wrote is ever removed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.core.errors import ReaderError
from reader.core.messages import Translate, untranslated
from reader.core.progress import Progress
from reader.core.storage_errors import storage_errors
from reader.services.library.export_article import ORIGINAL, ExportChoice, file_name, prepared, write_whole

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

MEMORY = ".liseuse-books.json"
FOLDER = "Liseuse"
KOBO, POCKETBOOK, KINDLE, PLAIN = "kobo", "pocketbook", "kindle", ""
_STORAGE = frozenset(("read-only", "disk-full", "disk-error"))
_LONGEST_NAME = 120  # bytes
_CLOCK = 2  # s; what FAT tells times by


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
    """

    device: Device
    written: tuple[Path, ...] = ()
    unchanged: int = 0
    edited: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()
    gone: int = 0
    failed: dict[int, ReaderError] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Sent:
    """A book that was written: its file's name, what it was made of, and the file as it was left."""

    file: str
    made_of: str
    digest: str
    size: int
    moment: int


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
        with contextlib.suppress(OSError):
            found += [path for path in sorted(top.iterdir()) if recognise(path).kind]
    return list(dict.fromkeys(found))


def has_books(chosen: Path) -> bool:
    """Whether books were written there before."""
    return (recognise(chosen).folder / MEMORY).is_file()


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
        ReaderError: `read-only`, `disk-full`, `disk-error` or `worker-failed`.
        Cancelled: by `progress`; the books written by then stay.
    """
    device = recognise(chosen)
    with storage_errors(chosen):
        device.folder.mkdir(parents=True, exist_ok=True)
        books = _Books(session, device, choice, translate)
        progress = progress or Progress()
        chosen_ids = list(dict.fromkeys(ids))
        for number, article_id in enumerate(chosen_ids):
            progress.step(number, len(chosen_ids), "writing")
            try:
                books.keep(article_id, progress)
            except ReaderError as error:
                if error.kind in _STORAGE:
                    raise
                books.failed[article_id] = error
        if remove:
            books.remove_others()
    return books.kept()


class _Books:
    """The folder with what is remembered of it."""

    def __init__(
        self, session: LibrarySession, device: Device, choice: ExportChoice, translate: Translate
    ) -> None:
        self._session, self._device, self._choice, self._translate = session, device, choice, translate
        self._folder = device.folder
        self._sent = _remembered(device.folder / MEMORY)
        self._asked: set[str] = set()
        self._found: dict[str, list[Path]] = {"written": [], "edited": [], "removed": []}
        self._unchanged = self._gone = 0
        self.failed: dict[int, ReaderError] = {}

    def kept(self) -> KeptBooks:
        """What came of it all."""
        written, edited, removed = (tuple(self._found[name]) for name in ("written", "edited", "removed"))
        return KeptBooks(self._device, written, self._unchanged, edited, removed, self._gone, self.failed)

    def keep(self, article_id: int, progress: Progress) -> None:
        """Write the book of an article if it must be."""
        from reader.exchange.citations import source_key
        from reader.services.library.export_book import export_book
        from reader.services.library.open_article import read_article

        # First of all: the book of an article that cannot be read now is not one of another article.
        summary = self._session.articles.summary(article_id)
        key = source_key(summary)
        self._asked.add(key)
        opened = read_article(self._session, article_id)
        choice = self._choice
        if choice.target not in opened.translations:
            choice = replace(choice, target="", both=False)
        made_of = _digest_of(prepared(self._session, opened, choice, {}, self._translate))
        sent = self._sent.get(key)
        if sent is not None:
            path = self._folder / sent.file
            if not path.is_file():
                self._gone += 1
                return
            if not _untouched(path, sent):
                self._found["edited"].append(path)
                return
            if sent.made_of == made_of:
                self._unchanged += 1
                return
        else:
            path = self._free(summary.title, key)
        export_book(self._session, [article_id], path, progress, choice, translate=self._translate)
        state = path.stat()
        self._sent[key] = _Sent(path.name, made_of, _file_digest(path), state.st_size, int(state.st_mtime))
        self._remember()
        self._found["written"].append(path)

    def remove_others(self) -> None:
        """Remove the books of other articles that are as they were written; the others stay."""
        for key in [key for key in self._sent if key not in self._asked]:
            sent = self._sent[key]
            path = self._folder / sent.file
            if path.is_file() and not _untouched(path, sent):
                self._found["edited"].append(path)
                continue
            if path.is_file():
                path.unlink()
                self._found["removed"].append(path)
            del self._sent[key]
            self._remember()

    def _free(self, title: str, key: str) -> Path:
        """A name that no file there has, whatever its capitals."""
        stem = file_name(title, "epub").removesuffix(".epub").lstrip(".")
        stem = stem.encode("utf-8", "ignore")[:_LONGEST_NAME].decode("utf-8", "ignore").strip(" .")
        names = {path.name.casefold() for path in self._folder.iterdir()}
        name = f"{stem or 'article'}.epub"
        return self._folder / (name if name.casefold() not in names else f"{stem} {key[:8]}.epub")

    def _remember(self) -> None:
        books = {
            key: {name: getattr(sent, name) for name in _Sent.__dataclass_fields__}
            for key, sent in self._sent.items()
        }
        text = json.dumps({"books": books}, ensure_ascii=False, indent=1)
        write_whole(self._folder / MEMORY, text.encode("utf-8", "replace"))


def _untouched(path: Path, sent: _Sent) -> bool:
    """Whether a book is as it was written; read whole only where its size or time says otherwise."""
    state = path.stat()
    if state.st_size != sent.size:
        return False
    return abs(state.st_mtime - sent.moment) <= _CLOCK or _file_digest(path) == sent.digest


def _remembered(file: Path) -> dict[str, _Sent]:
    """What the file says; entries that are no plain names of files in the folder count for nothing."""
    found: dict[str, _Sent] = {}
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        books: Mapping[str, Any] = json.loads(file.read_text("utf-8"))["books"]
        for key, row in books.items():
            sent = _Sent(*(row[name] for name in _Sent.__dataclass_fields__))
            kinds = (str, str, str, int, int)
            values = (sent.file, sent.made_of, sent.digest, sent.size, sent.moment)
            if all(map(isinstance, values, kinds)) and Path(sent.file).name == sent.file:
                found[str(key)] = sent
    return found


def _digest_of(shown: Any) -> str:
    """What tells one state of an article from another: its chapter and its pictures."""
    from reader.reading.article_export import pictures_of
    from reader.reading.book_chapter import book_chapter

    chapter = book_chapter(shown)
    pictures = [picture.digest for picture in pictures_of(shown.document)]
    text = json.dumps([chapter.title, chapter.body, pictures])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
