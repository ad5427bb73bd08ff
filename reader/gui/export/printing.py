"""Prints articles: gathered and drawn off the GUI thread, one that cannot be read left out and named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QDialog

from reader.gui.dialogs.written_file import tell_written
from reader.gui.export.left_out import listed, reasons
from reader.gui.export.page_style import PAPERS
from reader.gui.export.waiting import take_time
from reader.gui.text.messages import fill

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from reader.core.errors import ReaderError
    from reader.core.progress import Progress
    from reader.gui.context import WindowContext
    from reader.gui.export.print_document import OnPaper
    from reader.gui.theme.reading_fonts import ReadingFonts
    from reader.services.library.export_article import ExportChoice
    from reader.services.library_session import LibrarySession


@dataclass(slots=True)
class Gathered:
    """The articles to print, what is `missing` among them and what is `untranslated`, a line an article."""

    pages: list[OnPaper] = field(default_factory=list)
    missing: tuple[str, ...] = ()
    untranslated: tuple[str, ...] = ()


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
            lambda _: self._tell(gathered, printer.outputFileName()),
            counted=len(pages) > 1,
        )

    def _tell(self, gathered: Gathered, file: str) -> None:
        """Say what is not on the pages as it was asked for, and the file; a printer itself says enough."""
        lacking = (*gathered.missing, *gathered.untranslated)
        if gathered.missing:
            done, total = len(gathered.pages), len(gathered.pages) + len(gathered.missing)
            text = fill(self.tr("Printed: {done} of {total}"), done=done, total=total)
        elif lacking:
            text = self.tr("Printed, %n article(s) in the original", "", len(lacking))
        else:
            text = fill(self.tr("Written to {file}"), file=Path(file).name)
        if file:
            tell_written(
                self._context.notices,
                self._context.jobs,
                text,
                listed(lacking),
                Path(file).parent,
                Path(file),
            )
        elif lacking:
            self._context.notices.tell(text, listed(lacking))


def _gather(
    session: LibrarySession, ids: Sequence[int], choice: ExportChoice, progress: Progress
) -> Gathered:
    """Read articles for the printer.

    Raises:
        ReaderError: of the first, where none can be read.
        Cancelled: between two of them.
    """
    from reader.core.errors import ReaderError

    found, failed, untranslated = Gathered(), dict[int, ReaderError](), dict[int, ReaderError]()
    for done, article in enumerate(ids):
        progress.step(done, len(ids))
        try:
            found.pages.append(_on_paper(session, article, choice, untranslated))
        except ReaderError as error:
            failed[article] = error
    if not found.pages:
        raise next(iter(failed.values()))
    found.missing, found.untranslated = reasons(session, failed), reasons(session, untranslated)
    return found


def _on_paper(
    session: LibrarySession, article: int, choice: ExportChoice, untranslated: dict[int, ReaderError]
) -> OnPaper:
    """An article for the printer; one that is not translated as it is, and noted as that."""
    from reader.core.errors import ReaderError
    from reader.services.library.export_article import ORIGINAL, article_on_paper

    try:
        return article_on_paper(session, article, choice, QCoreApplication.translate)
    except ReaderError as error:
        if error.kind != "not-translated":
            raise
        untranslated[article] = error
    return article_on_paper(session, article, ORIGINAL, QCoreApplication.translate)


def _print(pages: Sequence[OnPaper], fonts: ReadingFonts, printer: QPrinter, progress: Progress) -> None:
    """Print; a printer that is a PDF file gets one whose words can be searched and read aloud, or none.

    Raises:
        ReaderError: what the disk reports of that file.
        Cancelled: between two pages.
    """
    from reader.gui.export.print_document import pdf_of_all, print_articles
    from reader.services.whole_file import write_whole

    if printer.outputFormat() is printer.OutputFormat.PdfFormat and printer.outputFileName():
        data = pdf_of_all(pages, printer.docName(), fonts, printer.pageLayout(), progress)
        write_whole(Path(printer.outputFileName()), data)
    else:
        print_articles(pages, fonts, printer, progress, stopped=printer.abort)
