"""Writes the whole library into a folder that any program can read, and `import` takes back."""

from __future__ import annotations

import contextlib
import glob
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader import __version__
from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.core.storage_errors import storage_errors
from reader.settings.disks import require_mounted

if TYPE_CHECKING:
    from reader.library.transfer.records_out import LibraryRecords
    from reader.services.library_session import LibrarySession

KEPT_HERE = frozenset(
    (
        *("geometry", "splitter", "last_article", "place_told", "damage_told", "disks_told"),
        *("translation_server", "model_index", "firefox_models", "web_archive"),
    )
)
"""Options that belong to this computer, and addresses that texts or questions are sent to."""

_STEP = 20  # records between two looks whether to go on
FEEDS = "feeds.opml"
"""The list of feeds in an export, for other programs; `feeds.jsonl` holds all that is known of them."""

_OLD = 3600  # s; no export writes as long without a new file


@dataclass(frozen=True, slots=True)
class ExportedLibrary:
    """Where a library was exported to, and how much: articles, translated sentences, pictures' files."""

    path: Path
    articles: int
    sentences: int
    pictures: int


def export_library(session: LibrarySession, folder: Path, progress: Progress) -> ExportedLibrary:
    """Write everything into a new folder; it is whole or not there.

    Args:
        session: the library.
        folder: what is not there yet, or empty.
        progress: `exporting`, article by article.

    Raises:
        ReaderError: `folder-in-use` when something is in it or it is in the library, `disk-unmounted`,
            `read-only`, `disk-full`, `disk-error`; nothing is left then. Cancelled: likewise.
    """
    from reader.library.assets import flush_folder

    folder = folder.absolute()
    with storage_errors(folder.parent):
        if folder.is_symlink() or folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
            raise ReaderError("folder-in-use", "there is something in it", folder=folder)
        if folder.is_relative_to(session.paths.root):
            raise ReaderError("folder-in-use", "it is inside the library", folder=folder)
        require_mounted(folder)
        _sweep(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        part = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.part")
        try:
            part.mkdir()
            done = _Export(session, part, progress).write()
            if folder.is_dir():
                folder.rmdir()
            part.rename(folder)
            flush_folder(folder.parent)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    return ExportedLibrary(folder, *done)


def _sweep(folder: Path) -> None:
    """Remove what an export to the same folder left when it was killed."""
    for left in folder.parent.glob(f".{glob.escape(folder.name)}.*.part"):
        with contextlib.suppress(OSError):
            if left.is_dir() and not left.is_symlink() and left.stat().st_mtime < time.time() - _OLD:
                shutil.rmtree(left, ignore_errors=True)


class _Export:
    """One export on its way into a folder of its own."""

    def __init__(self, session: LibrarySession, folder: Path, progress: Progress) -> None:
        self._session = session
        self._folder = folder
        self._progress = progress
        self._files: dict[str, int] = {}
        self._pictures: set[str] = set()

    def write(self) -> tuple[int, int, int]:
        """Write every file, the one that says what there is last; gives articles, sentences, pictures."""
        from reader.exchange.imports import own_export as form
        from reader.exchange.opml import opml_of
        from reader.library.transfer.record_schema import record_schema
        from reader.library.transfer.records_out import LibraryRecords
        from reader.services.translation.translation_memory import export_memory

        with LibraryRecords(self._session.database) as records:
            self._write_records(records)
        export_memory(self._session, self._folder / form.MEMORY, self._progress)
        if feeds := self._session.feeds.all():  # as other programs read them too
            (self._folder / FEEDS).write_text(opml_of(feeds), "utf-8")
        chosen = self._session.settings.chosen()
        options = {key: value for key, value in chosen.items() if key not in KEPT_HERE}
        self._write_small(form.SETTINGS, {"options": options})
        self._write_small(form.SCHEMA, record_schema(form.VERSION))
        about = {
            "format": form.FORMAT,
            "version": form.VERSION,
            "made_by": f"Liseuse {__version__}",
            "made_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "files": self._files,
            "pictures": len(self._pictures),
        }
        self._write_small(form.MANIFEST, about)
        return self._files[form.ARTICLES], self._files[form.SENTENCES], len(self._pictures)

    def _write_records(self, records: LibraryRecords) -> None:
        from reader.exchange.imports import own_export as form

        total = records.count()
        self._write_lines(form.ARTICLES, self._with_pictures(records.articles()), total)
        self._write_lines(form.SENTENCES, records.sentences())
        self._write_lines(form.GLOSSARY, records.glossary())
        self._write_lines(form.SEARCHES, records.saved_searches())
        self._write_lines(form.PENDING, records.pending())
        self._write_lines(form.FEEDS, records.feeds())
        self._write_lines(form.FEED_RULES, records.feed_rules())
        self._write_lines(form.FEED_PIECES, records.feed_pieces())

    def _with_pictures(self, articles: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
        for article in articles:
            digests = {row["digest"] for row in article.get("pictures", ())} | {article["thumbnail"]}
            for digest in digests - self._pictures:
                if (file := self._session.assets.path(digest)) is not None:
                    self._copy(file, digest)
            yield article

    def _copy(self, file: Path, digest: str) -> None:
        from reader.exchange.imports.own_export import PICTURES

        target = self._folder / PICTURES / digest[:2] / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):  # it went this moment; the import fetches it again
            shutil.copyfile(file, target)
            self._pictures.add(digest)

    def _write_lines(self, name: str, records: Iterable[dict[str, Any]], total: int = 0) -> None:
        count = 0
        self._progress.step(0, total, "exporting")
        with (self._folder / name).open("w", encoding="utf-8", newline="\n") as file:
            for record in records:
                json.dump(record, file, ensure_ascii=False, separators=(",", ":"))
                file.write("\n")
                count += 1
                if count % _STEP == 0:
                    self._progress.step(count, total, "exporting")
            _flush(file)
        self._files[name] = count

    def _write_small(self, name: str, value: Any) -> None:
        with (self._folder / name).open("w", encoding="utf-8", newline="\n") as file:
            json.dump(value, file, ensure_ascii=False, indent=1)
            file.write("\n")
            _flush(file)


def _flush(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())
