"""Writes articles into a folder that the reader chooses: as a website, or as books on an e-reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from reader.core.messages import isolate
from reader.gui.dialogs.written_file import tell_written
from reader.gui.export.folder_choice import choose_folder
from reader.gui.export.left_out import left_out
from reader.gui.export.waiting import take_time
from reader.gui.text.messages import fill, words

if TYPE_CHECKING:
    from reader.core.errors import ReaderError
    from reader.core.progress import Progress
    from reader.gui.context import WindowContext
    from reader.services.library.export_article import ExportChoice
    from reader.services.library_session import LibrarySession
    from reader.services.publishing.export_site import WrittenSite
    from reader.services.publishing.keep_books import KeptBooks

SITE, DEVICE = "site", "device"
FOLDERS = frozenset((SITE, DEVICE))
"""The forms that are folders."""

Result = TypeVar("Result")


class FolderExports(QObject):
    """For one window. The whole library goes in the reader's language, beside the original."""

    def __init__(self, context: WindowContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def ask_site(self) -> None:
        """Ask where the whole library goes as a website."""
        choose_folder(self._context.window, self._title(SITE), self.write_site)

    def ask_device(self) -> None:
        """Ask for the e-reader that the unread articles go to."""
        self._choose_device(self._ask_removal)

    def choose(self, ids: Sequence[int], form: str, choice: ExportChoice) -> None:
        """Ask where some articles go."""
        if form == SITE:
            write = partial(self.write_site, ids=ids, choice=choice)
            choose_folder(self._context.window, self._title(SITE), write)
        else:
            self._choose_device(partial(self.write_books, ids=ids, choice=choice))

    def write_site(
        self, folder: Path, ids: Sequence[int] | None = None, choice: ExportChoice | None = None
    ) -> None:
        """Write a website off the GUI thread: of some articles, or of the whole library."""
        context = self._context
        wanted = choice or _whole(context)
        language = QLocale().name()[:2]
        self._take_time(
            self.tr("Writing web pages into {folder}…"),
            folder,
            lambda session, progress: _write_site(session, ids, folder, wanted, language, progress),
            self._tell_site,
        )

    def write_books(
        self,
        folder: Path,
        ids: Sequence[int] | None = None,
        choice: ExportChoice | None = None,
        remove: bool = False,
    ) -> None:
        """Bring the books of some articles, or of all unread ones, in step off the GUI thread."""
        wanted = choice or _whole(self._context)
        self._take_time(
            self.tr("Writing books to {folder}…"),
            folder,
            lambda session, progress: _keep_books(session, ids, folder, wanted, remove, progress),
            partial(self._tell_books, folder),
        )

    def _title(self, form: str) -> str:
        if form == SITE:
            return self.tr("Choose the folder of the web pages")
        return self.tr("Choose the e-reader, or a folder")

    def _choose_device(self, chosen: Callable[[Path], object]) -> None:
        """Ask for a folder, where an e-reader that is plugged in is on screen first; disks may be slow."""
        self._context.jobs.submit(
            "network",
            lambda _progress: first_mounted(),
            lambda start: choose_folder(self._context.window, self._title(DEVICE), chosen, start),
            self._context.notices.error,
        )

    def _ask_removal(self, folder: Path) -> None:
        """Ask about books of what was read or archived since, where some went onto the device before."""
        from reader.services.publishing.keep_books import has_books

        self._context.jobs.submit(
            "network",
            lambda _progress: has_books(folder),
            lambda has: self._ask_whether(folder) if has else self.write_books(folder),
            self._context.notices.error,
        )

    def _ask_whether(self, folder: Path) -> None:
        self._context.notices.ask(
            self.tr("Also remove the books of articles that are no longer unread?"),
            self.tr("Only books that Liseuse wrote and nobody changed are removed."),
            self.tr("Remove"),
            partial(self.write_books, folder, remove=True),
            partial(self.write_books, folder),
            self.tr("Keep them"),
        )

    def _take_time(
        self,
        text: str,
        folder: Path,
        work: Callable[[LibrarySession, Progress], Result],
        done: Callable[[Result], None],
    ) -> None:
        said = fill(text, folder=folder.name), self.tr("Cancel")
        take_time(self._context, said, work, done, counted=True)

    def _tell_site(self, site: WrittenSite) -> None:
        text = fill(self.tr("Web pages written: {count}"), count=site.articles)
        more = "\n".join((*left_out(site.without_text), *_reasons(site.failed)))
        tell_written(self._context.notices, self._context.jobs, text, more, site.index.parent, site.index)

    def _tell_books(self, folder: Path, kept: KeptBooks) -> None:
        from reader.services.publishing.keep_books import KINDLE

        more = []
        if kept.device.kind == KINDLE:
            more = [self.tr("A Kindle opens these books with KOReader, or when they are sent to it by mail.")]
        names = [isolate(path.stem) for path in kept.edited]
        more += [*names, *left_out(kept.without_text), *_reasons(kept.failed)]
        tell_written(self._context.notices, self._context.jobs, self.said(kept), "\n".join(more), folder)

    def said(self, kept: KeptBooks) -> str:
        """What came of it, in one line."""
        parts = [
            (self.tr("Books written: {count}"), len(kept.written)),
            (self.tr("unchanged: {count}"), kept.unchanged),
            (self.tr("left as you changed them: {count}"), len(kept.edited)),
            (self.tr("removed: {count}"), len(kept.removed)),
            (self.tr("not sent again, as you removed them there: {count}"), kept.gone),
            (self.tr("failed: {count}"), len(kept.failed)),
        ]
        return " · ".join(fill(text, count=count) for n, (text, count) in enumerate(parts) if count or not n)


def first_mounted() -> Path | None:
    """An e-reader that is mounted, where the system mounts what is plugged in; `None` without one."""
    from reader.services.publishing.keep_books import mounted_devices

    return next(iter(mounted_devices()), None)


def _whole(context: WindowContext) -> ExportChoice:
    from reader.services.library.export_article import ExportChoice, target_of

    target = target_of(context.options.text("reading_language"))
    return ExportChoice(target, both=bool(target))


def _listed(session: LibrarySession, ids: Sequence[int] | None, view: str) -> Sequence[int]:
    from reader.services.library.browse_library import Order, listing

    return listing(session, view, Order()).ids if ids is None else ids


def _write_site(
    session: LibrarySession,
    ids: Sequence[int] | None,
    folder: Path,
    choice: ExportChoice,
    language: str,
    progress: Progress,
) -> WrittenSite:
    from reader.services.publishing.export_site import export_site, site_folder, site_pages_in

    pages = site_pages_in(language, QCoreApplication.translate)
    listed = _listed(session, ids, "all")
    return export_site(session, listed, site_folder(folder), choice, progress, pages)


def _keep_books(
    session: LibrarySession,
    ids: Sequence[int] | None,
    folder: Path,
    choice: ExportChoice,
    remove: bool,
    progress: Progress,
) -> KeptBooks:
    from reader.services.publishing.keep_books import keep_books

    listed = _listed(session, ids, "unread")
    return keep_books(session, listed, folder, choice, remove, progress, QCoreApplication.translate)


def _reasons(failed: dict[int, ReaderError]) -> list[str]:
    return list(dict.fromkeys(words(error.title) for error in failed.values()))
