"""Prints the article on screen, or writes it, or the picked ones, into a file for elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QDialog, QFileDialog

from reader.core.messages import isolate
from reader.core.model import TextView
from reader.gui.export.export_panel import BOTH, EPUB, PDF, ExportPanel
from reader.gui.export.page_style import PAPERS, paper_of
from reader.gui.export.vault_export import VaultExport
from reader.gui.export.waiting import waiting_dialog
from reader.gui.feature import Feature
from reader.gui.reading.article_content import DONE

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QProgressDialog

    from reader.core.errors import ReaderError
    from reader.core.model import ArticleSummary
    from reader.core.progress import Progress
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.context import WindowContext
    from reader.gui.reading.reading_pane import ReadingPane
    from reader.gui.theme.reading_fonts import ReadingFonts
    from reader.reading.printed_article import PrintedArticle
    from reader.services.library.export_article import ExportChoice
    from reader.services.library_session import LibrarySession

LONGEST_TITLE = 60
"""Characters of the first title in the name of a file with several articles."""

OnPaper = tuple["PrintedArticle", dict[str, Path]]


class ExportFeature(Feature):
    """For one window.

    Args:
        context: what every feature is given. pane: shows the article. cards: where several are picked.
    """

    def __init__(self, context: WindowContext, pane: ReadingPane, cards: ListPane) -> None:
        super().__init__(context)
        self._pane, self._cards = pane, cards
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
        """Ask what to write, and where: of the picked cards, or of the article on screen."""
        chosen = self._picked()
        content = self._pane.content
        if chosen:
            languages = {card.language for card in chosen}
            language = languages.pop() if len(languages) == 1 else ""
            targets = list(dict.fromkeys(code for card in chosen for code in card.translations))
            title, now = chosen[0].title, ""
        elif content is not None:
            language, title, now = content.language, content.document.title, self._shown()
            targets = [code for code, state in content.states.items() if state.status == DONE]
        else:
            return
        ids = self._cards.chosen_ids() if chosen else [self._pane.article_id]
        panel = ExportPanel(self.context.window, language, targets, now, len(ids))
        panel.wanted.connect(partial(self.choose_file, ids, title))
        self.panel = panel
        self.context.overlays.show(panel)
        panel.start()

    def choose_file(self, ids: Sequence[int], title: str, form: str, content: str, notes: bool) -> None:
        """Ask where the file goes."""
        from reader.services.library.export_article import file_name
        from reader.services.library.export_articles import FORMS

        more = f" (+ {len(ids) - 1})" if len(ids) > 1 else ""
        name = file_name(f"{title[:LONGEST_TITLE]}{more}", FORMS.get(form, form).removeprefix("."))
        dialog = QFileDialog(self.context.window, self.tr("Export"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.write(Path(file), form, content, notes, ids))
        dialog.open()

    def write(self, path: Path, form: str, content: str, notes: bool, ids: Sequence[int] = ()) -> None:
        """Write the file off the GUI thread; `ids` are the articles, without any the one on screen."""
        from reader.services.library.export_article import ExportChoice

        articles = list(ids) or [self._pane.article_id]
        choice = ExportChoice(content.removeprefix(BOTH), content.startswith(BOTH), notes)
        fonts, paper = self._pane.presenter.fonts, self._paper
        own = (fonts.latin, fonts.arabic)
        if form == PDF:
            text = self.tr("Drawing {file}…")
            self._take_time(
                path, text, lambda s, progress: _draw(s, articles[0], path, progress, own, choice, paper)
            )
        elif form == EPUB:
            text = self.tr("Writing {file}…")
            self._take_time(path, text, lambda s, progress: _bind(s, articles, path, progress, own, choice))
        else:
            self.context.library.work(
                lambda session, _progress: _write(session, articles, path, form, choice),
                done=self._written,
            )

    def _picked(self) -> list[ArticleSummary]:
        """The picked cards, or the current one while no article is open; none where the reader is in the
        text, or the only one is what is on screen."""
        cards, focus = self._cards, self.context.window.focusWidget()
        if focus is not None and self._pane.isAncestorOf(focus):
            return []
        if not len(cards.picked) and self._pane.content is not None:
            return []
        ids = cards.chosen_ids()
        if ids == [self._pane.article_id]:
            return []
        known = [cards.shown_model.known(article_id) for article_id in ids]
        return [card for card in known if card is not None]

    def _take_time(self, path: Path, text: str, work: Callable[[LibrarySession, Progress], Path]) -> None:
        """Write what takes a moment in a process of its own; it can be cancelled."""
        waiting = self._waiting(path, text)

        def ended() -> None:
            waiting.hide()
            waiting.deleteLater()

        def done(written: Path) -> None:
            ended()
            self._written(written)

        def failed(error: ReaderError) -> None:
            ended()
            self.context.notices.error(error)

        job = self.context.jobs.submit(
            "network",
            lambda progress: work(self.context.library.open_session(), progress),
            done,
            failed,
            cancelled=ended,
        )
        waiting.canceled.connect(job.cancel)

    def _waiting(self, path: Path, text: str) -> QProgressDialog:
        """Says, when it takes a moment, what is being written; it can be cancelled there."""
        said = text.replace("{file}", isolate(path.name))
        return waiting_dialog(self.context.window, said, self.tr("Cancel"))

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


def _write(
    session: LibrarySession, articles: Sequence[int], path: Path, form: str, choice: ExportChoice
) -> Path | None:
    """Write the file; gives `None` when there is nothing to write."""
    from reader.services.library.export_article import export_article
    from reader.services.library.export_articles import FORMS, ArticlesChoice, export_articles

    if form in FORMS:
        targets = (choice.target,) if choice.target else ()
        wanted = ArticlesChoice(notes=choice.notes, targets=targets, highlights=choice.notes)
        done = export_articles(session, articles, path, form, wanted)
        for error in done.failed.values() if not done.written else ():
            raise error
        return path if done.written else None
    return export_article(session, articles[0], path, form, choice, QCoreApplication.translate)


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


def _bind(
    session: LibrarySession,
    articles: Sequence[int],
    path: Path,
    progress: Progress,
    fonts: tuple[str, str],
    choice: ExportChoice,
) -> Path:
    from reader.services.library.export_book import export_book

    translate = QCoreApplication.translate
    return export_book(session, articles, path, progress, choice, fonts=fonts, translate=translate).path
