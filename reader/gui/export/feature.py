"""Prints the article on screen, or writes it into a file for elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QDialog, QFileDialog

from reader.core.messages import isolate
from reader.core.model import TextView
from reader.gui.export.export_panel import BOTH, PDF, ExportPanel
from reader.gui.export.page_style import PAPERS, paper_of
from reader.gui.export.vault_export import VaultExport
from reader.gui.export.waiting import waiting_dialog
from reader.gui.feature import Feature
from reader.gui.reading.article_content import DONE

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QProgressDialog

    from reader.core.errors import ReaderError
    from reader.core.progress import Progress
    from reader.gui.context import WindowContext
    from reader.gui.reading.reading_pane import ReadingPane
    from reader.gui.theme.reading_fonts import ReadingFonts
    from reader.reading.printed_article import PrintedArticle
    from reader.services.library.export_article import ExportChoice
    from reader.services.library_session import LibrarySession

OnPaper = tuple["PrintedArticle", dict[str, Path]]


class ExportFeature(Feature):
    """For one window."""

    def __init__(self, context: WindowContext, pane: ReadingPane) -> None:
        super().__init__(context)
        self._pane = pane
        self.panel: ExportPanel | None = None
        self.vault = VaultExport(context, self)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the commands do."""
        return {
            "article.export": self.ask,
            "article.print": self.print,
            "vault.export": self.vault.ask,
        }

    def ask(self) -> None:
        """Ask what to write, and where."""
        content = self._pane.content
        if content is None:
            return
        done = [code for code, state in content.states.items() if state.status == DONE]
        now = self._shown()
        panel = ExportPanel(self.context.window, content.language, done, now, notes=False)
        panel.wanted.connect(self.choose_file)
        self.panel = panel
        self.context.overlays.show(panel)
        panel.start()

    def choose_file(self, form: str, content: str, notes: bool) -> None:
        """Ask where the file goes."""
        from reader.services.library.export_article import file_name
        from reader.services.library.export_articles import FORMS

        shown = self._pane.content
        if shown is None:
            return
        name = file_name(shown.document.title, FORMS.get(form, form).removeprefix("."))
        dialog = QFileDialog(self.context.window, self.tr("Export this article"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.write(Path(file), form, content, notes))
        dialog.open()

    def write(self, path: Path, form: str, content: str, notes: bool) -> None:
        """Write the file off the GUI thread; a PDF is drawn in a process of its own."""
        from reader.services.library.export_article import ExportChoice

        article = self._pane.article_id
        choice = ExportChoice(content.removeprefix(BOTH), content.startswith(BOTH), notes)
        if form == PDF:
            self._draw(article, path, choice)
            return
        self.context.library.work(
            lambda session, _progress: _write(session, article, path, form, choice),
            done=lambda written: self._written(written),
        )

    def _draw(self, article: int, path: Path, choice: ExportChoice) -> None:
        fonts, paper = self._pane.presenter.fonts, self._paper
        waiting = self._waiting(path)

        def ended() -> None:
            waiting.hide()
            waiting.deleteLater()

        def drawn(written: Path) -> None:
            ended()
            self._written(written)

        def failed(error: ReaderError) -> None:
            ended()
            self.context.notices.error(error)

        job = self.context.jobs.submit(
            "network",
            lambda progress: _draw(
                self.context.library.open_session(),
                article,
                path,
                progress,
                (fonts.latin, fonts.arabic),
                choice,
                paper,
            ),
            drawn,
            failed,
            cancelled=ended,
        )
        waiting.canceled.connect(job.cancel)

    def _waiting(self, path: Path) -> QProgressDialog:
        text = self.tr("Drawing {file}…").replace("{file}", isolate(path.name))
        return waiting_dialog(self.context.window, text, self.tr("Cancel"))

    def print(self) -> None:
        """Print what is on screen; where there is no printer, the dialog offers a PDF file."""
        from reader.services.library.export_article import ExportChoice

        shown, article = self._shown(), self._pane.article_id
        choice = ExportChoice(shown.removeprefix(BOTH), shown.startswith(BOTH))
        self.context.library.work(
            lambda session, _progress: _on_paper(session, article, choice), done=self._ask_printer
        )

    def _shown(self) -> str:
        """What is on screen, as the panel names it."""
        pane = self._pane
        if not pane.target or pane.content is None or pane.content.state(pane.target).status != DONE:
            return ""
        return pane.target if pane.text_view is TextView.TRANSLATION else BOTH + pane.target

    def _ask_printer(self, page: OnPaper) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(page[0].titles[0])
        printer.setPageSize(QPageSize(PAPERS[self._paper]))
        dialog = QPrintDialog(printer, self.context.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Print"))
        dialog.accepted.connect(lambda: self.print_to(printer, page))
        QDialog.open(dialog)

    def print_to(self, printer: QPrinter, page: OnPaper) -> None:
        """Print off the GUI thread."""
        fonts = self._pane.presenter.fonts
        self.context.jobs.submit("network", lambda progress: _print(page, fonts, printer, progress))

    @property
    def _paper(self) -> str:
        return paper_of(self.context.options.text("paper"), QLocale.system())

    def _written(self, path: Path | None) -> None:
        if path is None:
            self.context.notices.tell(self.tr("Nothing is highlighted or noted here."))
            return
        text = self.tr("Written to {file}").replace("{file}", isolate(path.name))
        self.context.notices.announce(text)


def _write(session: LibrarySession, article: int, path: Path, form: str, choice: ExportChoice) -> Path | None:
    """Write the file; gives `None` when there is nothing to write."""
    from reader.services.library.export_article import export_article
    from reader.services.library.export_articles import FORMS, ArticlesChoice, export_articles

    if form in FORMS:
        targets = (choice.target,) if choice.target else ()
        wanted = ArticlesChoice(notes=choice.notes, targets=targets, highlights=choice.notes)
        done = export_articles(session, [article], path, form, wanted)
        for error in done.failed.values():
            raise error
        return path if done.written else None
    return export_article(session, article, path, form, choice, QCoreApplication.translate)


def _on_paper(session: LibrarySession, article: int, choice: ExportChoice) -> OnPaper:
    from reader.services.library.export_article import article_on_paper

    return article_on_paper(session, article, choice, QCoreApplication.translate)


def _print(page: OnPaper, fonts: ReadingFonts, printer: QPrinter, progress: Progress) -> None:
    from reader.gui.export.print_document import print_article

    print_article(*page, fonts, printer, progress)


def _draw(
    session: LibrarySession,
    article: int,
    path: Path,
    progress: Progress,
    fonts: tuple[str, str],
    choice: ExportChoice,
    paper: str,
) -> Path:
    from reader.services.library.draw_pdf import draw_pdf

    return draw_pdf(session, article, path, progress, fonts, choice, QCoreApplication.translate, paper)
