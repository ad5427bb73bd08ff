"""Prints articles: gathered and drawn off the GUI thread, one that cannot be read left out and named."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QDialog

from reader.gui.export.left_out import listed, reasons
from reader.gui.export.page_style import PAPERS
from reader.gui.export.waiting import take_time
from reader.gui.text.messages import fill

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from reader.core.progress import Progress
    from reader.gui.context import WindowContext
    from reader.gui.theme.reading_fonts import ReadingFonts
    from reader.reading.printed_article import PrintedArticle
    from reader.services.library.export_article import ExportChoice
    from reader.services.library_session import LibrarySession

OnPaper = tuple["PrintedArticle", Mapping[str, Path]]


@dataclass(slots=True)
class Gathered:
    """The articles to print, and what is `missing` among them, a line an article."""

    pages: list[OnPaper] = field(default_factory=list)
    missing: tuple[str, ...] = ()


class Printing(QObject):
    """For one window.

    Args:
        fonts: those of the reading text. paper: the name of the paper, as in `PAPERS`.
    """

    def __init__(
        self,
        context: WindowContext,
        fonts: Callable[[], ReadingFonts],
        paper: Callable[[], str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._fonts, self._paper = context, fonts, paper

    def ask(self, ids: Sequence[int], choice: ExportChoice) -> None:
        """Gather articles and ask for the printer; where there is none, the dialog offers a PDF file."""
        take_time(
            self._context,
            (self.tr("Getting ready to print…"), self.tr("Cancel")),
            lambda session, progress: _gather(session, ids, choice, progress),
            self._ask_printer,
            counted=len(ids) > 1,
        )

    def _ask_printer(self, gathered: Gathered) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        pages = gathered.pages
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        more = f" (+ {len(pages) - 1})" if len(pages) > 1 else ""
        printer.setDocName(f"{pages[0][0].titles[0]}{more}")
        printer.setPageSize(QPageSize(PAPERS[self._paper()]))
        dialog = QPrintDialog(printer, self._context.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Print"))
        dialog.accepted.connect(lambda: self._print_to(printer, gathered))
        QDialog.open(dialog)

    def _print_to(self, printer: QPrinter, gathered: Gathered) -> None:
        fonts, pages = self._fonts(), gathered.pages
        take_time(
            self._context,
            (self.tr("Printing…"), self.tr("Cancel")),
            lambda _session, progress: _print(pages, fonts, printer, progress),
            lambda _: self._tell(gathered),
            counted=len(pages) > 1,
        )

    def _tell(self, gathered: Gathered) -> None:
        """Say what is not among the pages; where nothing is missing the printer says enough."""
        if gathered.missing:
            done, total = len(gathered.pages), len(gathered.pages) + len(gathered.missing)
            text = fill(self.tr("Printed: {done} of {total}"), done=done, total=total)
            self._context.notices.tell(text, listed(gathered.missing))


def _gather(
    session: LibrarySession, ids: Sequence[int], choice: ExportChoice, progress: Progress
) -> Gathered:
    """Read articles for the printer.

    Raises:
        ReaderError: of the first, where none can be read.
        Cancelled: between two of them.
    """
    from reader.core.errors import ReaderError

    found, failed = Gathered(), dict[int, ReaderError]()
    for done, article in enumerate(ids):
        progress.step(done, len(ids))
        try:
            found.pages.append(_on_paper(session, article, choice))
        except ReaderError as error:
            failed[article] = error
    if not found.pages:
        raise next(iter(failed.values()))
    found.missing = reasons(session, failed)
    return found


def _on_paper(session: LibrarySession, article: int, choice: ExportChoice) -> OnPaper:
    """An article for the printer; one that is not translated as it is."""
    from reader.core.errors import ReaderError
    from reader.services.library.export_article import ORIGINAL, article_on_paper

    try:
        return article_on_paper(session, article, choice, QCoreApplication.translate)
    except ReaderError as error:
        if error.kind != "not-translated":
            raise
    return article_on_paper(session, article, ORIGINAL, QCoreApplication.translate)


def _print(pages: Sequence[OnPaper], fonts: ReadingFonts, printer: QPrinter, progress: Progress) -> None:
    """Print; a file that is not whole does not stay.

    Raises:
        Cancelled: between two pages.
    """
    from reader.gui.export.print_document import print_articles

    try:
        print_articles(pages, fonts, printer, progress, stopped=printer.abort)
    except BaseException:
        if name := printer.outputFileName():  # `abort` of Qt's PDF does nothing
            with contextlib.suppress(OSError):
                Path(name).unlink()
        raise
