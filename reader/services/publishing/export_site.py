"""Writes articles as a website into one folder that opens from disk: a page each, lists by month and tag."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from reader.core.errors import ReaderError
from reader.core.messages import Translate, untranslated
from reader.core.progress import Cancelled, Progress
from reader.core.storage_errors import OF_THE_DISK, storage_errors
from reader.exchange import site_pages
from reader.exchange.site_pages import SiteEntry, SitePages
from reader.library.articles.readable import with_text
from reader.services.library.export_article import ORIGINAL, ExportChoice, possible, prepared
from reader.services.whole_file import write_whole
from reader.settings.disks import require_mounted

if TYPE_CHECKING:
    from reader.core.model import ArticleSummary
    from reader.services.library.open_article import OpenedArticle
    from reader.services.library_session import LibrarySession

MANIFEST = "liseuse-site.json"
"""Names what was written, so that the next export removes what is no longer in it, and nothing else."""
JOURNAL = "liseuse-site.part"
"""Names what a run writes, before it does: one that is killed leaves nothing that no later one knows."""
OWN_FOLDER = "Liseuse"
LANGUAGES = ("en", "fr", "ar")


@dataclass(frozen=True, slots=True)
class WrittenSite:
    """The first page, how many articles have one, why others have none, and how many have none as their text
    was not fetched yet."""

    index: Path
    articles: int = 0
    failed: dict[int, ReaderError] = field(default_factory=dict)
    without_text: int = 0


def site_folder(chosen: Path) -> Path:
    """Where a site goes for a folder that the reader chose: in it, or in one of its own where it is full."""
    with contextlib.suppress(OSError):
        if chosen.is_dir() and any(chosen.iterdir()) and not (chosen / MANIFEST).is_file():
            return chosen / OWN_FOLDER
    return chosen


def site_pages_in(language: str, translate: Translate = untranslated, title: str = "") -> SitePages:
    """What writes the pages of a site in a language of the interface; any other is English."""
    return SitePages(title, language if language in LANGUAGES else "en", translate)


def export_site(
    session: LibrarySession,
    ids: Sequence[int],
    folder: Path,
    choice: ExportChoice = ORIGINAL,
    progress: Progress | None = None,
    pages: SitePages | None = None,
) -> WrittenSite:
    """Write a page of each article, article by article; lists name them in the order given.

    An article that is not in the chosen language is written in its own. A folder that holds a site
    already is brought up to date: what is no longer in it goes, what others put there stays.

    Args:
        folder: what is not there yet, empty, or holds a site. pages: the site's title and language.

    Raises:
        ReaderError: `folder-in-use`, `disk-unmounted`, `read-only`, `disk-full` or `disk-error`.
        Cancelled: by `progress`; what a first export wrote is removed then.
    """
    folder = folder.absolute()
    with storage_errors(folder.parent):
        _refuse(session, folder)
        require_mounted(folder)
        known = _manifest(folder)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / MANIFEST).is_file():  # known for a site even where it is never finished
            _write_manifest(folder, ())
        readable = with_text(session.database, ids, files=True)
        with (folder / JOURNAL).open("a", encoding="utf-8") as journal:
            site = _Site(session, folder, journal, choice, progress or Progress(), pages or SitePages())
            try:
                done = site.write(readable)
            except (Cancelled, ReaderError, OSError):
                if known:
                    raise
                journal.close()
                _remove(folder, site.written | {MANIFEST, JOURNAL})
                raise
        left = _remove(folder, known - site.written)
        _write_manifest(folder, site.written | left)
        (folder / JOURNAL).unlink()
        return replace(done, without_text=len(set(ids)) - len(readable))


class _Site:
    """A site being written; `written` are its files, from the folder with `/`."""

    def __init__(
        self,
        session: LibrarySession,
        folder: Path,
        journal: TextIO,
        choice: ExportChoice,
        progress: Progress,
        pages: SitePages,
    ) -> None:
        self._session, self._folder, self._choice, self._journal = session, folder, choice, journal
        self._progress, self._pages = progress, pages
        self._entries: list[SiteEntry] = []
        self._failed: dict[int, ReaderError] = {}
        self.written: set[str] = set()

    def write(self, ids: Sequence[int]) -> WrittenSite:
        """Write everything, the lists and the first page last."""
        self._put(site_pages.STYLE, site_pages.SHEET)
        for number, article_id in enumerate(ids):
            self._progress.step(number, len(ids), "writing")
            try:
                self._article(article_id)
            except ReaderError as error:
                if error.kind in OF_THE_DISK:
                    raise
                self._failed[article_id] = error
        self._progress.step(len(ids), len(ids), "writing")
        self._lists()
        return WrittenSite(self._folder / site_pages.INDEX, len(self._entries), self._failed)

    def _article(self, article_id: int) -> None:
        from reader.reading.article_export import html_body
        from reader.services.library.open_article import read_article

        opened = read_article(self._session, article_id, (self._choice.target,))
        choice = possible(opened, self._choice)
        shown = prepared(self._session, opened, choice, self._copied(opened), self._pages.translate)
        entry = _entry(opened.article.summary, shown.shown.title, shown.shown.language)
        page = self._pages.article(entry, html_body(shown), shown.both)
        self._put(f"{site_pages.ARTICLES}/{entry.file}", page)
        self._entries.append(entry)

    def _copied(self, opened: OpenedArticle) -> dict[str, str]:
        """Copy the pictures that the page shows and that are not there yet; gives their addresses."""
        from reader.reading.article_export import pictures_of

        found = {}
        for digest in {picture.digest for picture in pictures_of(opened.article.document)}:
            file = opened.picture_paths.get(digest)
            if file is None:
                continue
            name = f"{site_pages.PICTURES}/{digest[:2]}/{digest[:32]}{file.suffix}"
            if name not in self.written:
                copy = self._begin(name)
                with contextlib.suppress(FileNotFoundError):  # it went this moment
                    if not copy.is_file() or copy.stat().st_size != file.stat().st_size:
                        shutil.copyfile(file, copy)
            found[digest] = f"../{name}"
        return found

    def _lists(self) -> None:
        months: defaultdict[str, list[SiteEntry]] = defaultdict(list)
        tags: defaultdict[str, list[SiteEntry]] = defaultdict(list)
        for entry in self._entries:
            months[entry.month].append(entry)
            for tag in entry.tags:
                tags[tag].append(entry)
        months.pop("", None)
        for month, entries in months.items():
            self._put(f"{site_pages.MONTHS}/{month}.html", self._pages.month(month, entries))
        for tag, entries in tags.items():
            self._put(f"{site_pages.TAGS}/{site_pages.tag_file(tag)}", self._pages.tag(tag, entries))
        newest = self._entries[: site_pages.NEWEST]
        order = sorted(months, reverse=True)
        index = self._pages.index(len(self._entries), newest, order, sorted(tags, key=str.casefold))
        self._put(site_pages.INDEX, index)

    def _put(self, name: str, text: str) -> None:
        self._begin(name).write_bytes(text.encode("utf-8", "replace"))

    def _begin(self, name: str) -> Path:
        """Where a file goes, once it is noted that it goes there."""
        self.written.add(name)
        self._journal.write(f"{name}\n")
        self._journal.flush()
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


def _entry(card: ArticleSummary, title: str, language: str) -> SiteEntry:
    from reader.reading.article_export import source_text
    from reader.reading.reading_time import minutes

    about = source_text(card.site, card.author, card.date)
    file = site_pages.file_for(card.title, card.id)
    length = minutes(card.words, card.language)
    return SiteEntry(file, title, language, about, length, card.saved_at[:10], card.tags)


def _refuse(session: LibrarySession, folder: Path) -> None:
    if folder.is_relative_to(session.paths.root):
        raise ReaderError("folder-in-use", "it is inside the library", folder=folder)
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir()) and not (folder / MANIFEST).is_file()):
        raise ReaderError("folder-in-use", "there is something in it", folder=folder)


def _manifest(folder: Path) -> set[str]:
    """What earlier exports wrote here; nothing where it does not say so in the way it was written."""
    found: set[str] = set()
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        names = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
        found.update(name for name in names if isinstance(name, str))
    with contextlib.suppress(OSError, ValueError):  # of a run that was cancelled or killed
        found.update((folder / JOURNAL).read_text("utf-8").splitlines())
    return found - {""}


def _write_manifest(folder: Path, names: Iterable[str]) -> None:
    text = json.dumps({"files": sorted(names)}, ensure_ascii=False, indent=1)
    write_whole(folder / MANIFEST, text.encode("utf-8", "replace"))


def _remove(folder: Path, names: Iterable[str]) -> set[str]:
    """Remove files of a site, and folders that are empty then; never what is outside the folder.

    Returns those that could not be removed.
    """
    top, left = folder.resolve(), set()
    for name in names:
        file = folder / name
        with contextlib.suppress(OSError, ValueError):
            if not file.parent.resolve().is_relative_to(top) or file.is_dir():
                continue
            try:
                file.unlink(missing_ok=True)
            except OSError:
                left.add(name)
                continue
            while (file := file.parent) != folder:
                file.rmdir()
    with contextlib.suppress(OSError):
        folder.rmdir()
    return left
