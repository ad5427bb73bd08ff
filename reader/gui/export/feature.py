"""Prints the article on screen or the picked ones, or writes them into a file for elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from reader.core.messages import isolate
from reader.core.model import TextView
from reader.gui.dialogs.file_dialog import FileDialog
from reader.gui.dialogs.written_file import tell_written
from reader.gui.export.edition_export import EditionExport
from reader.gui.export.export_panel import EPUB, PDF, ExportPanel
from reader.gui.export.folder_exports import FOLDERS, FolderExports
from reader.gui.export.left_out import left_out, listed, reasons, unsaid
from reader.gui.export.page_style import paper_of
from reader.gui.export.print_panel import Coming, PrintPanel
from reader.gui.export.printing import Printing
from reader.gui.export.text_choice import BOTH
from reader.gui.export.vault_export import VaultExport
from reader.gui.export.waiting import take_time
from reader.gui.feature import Feature
from reader.gui.reading.article_content import DONE
from reader.gui.text.messages import fill

if TYPE_CHECKING:
    from reader.core.model import ArticleSummary
    from reader.core.progress import Progress
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.context import WindowContext
    from reader.gui.reading.reading_pane import ReadingPane
    from reader.services.library.export_article import ExportChoice
    from reader.services.library_session import LibrarySession

LONGEST_TITLE = 60
"""Characters of the first title in the name of a file with several articles."""


@dataclass(frozen=True, slots=True)
class Written:
    """Where the file is, `None` for nothing to write, and what is `missing` from it, a line an article."""

    path: Path | None
    missing: tuple[str, ...] = ()


class ExportFeature(Feature):
    """For one window.

    Args:
        context: what every feature is given. pane: shows the article. cards: where several are picked.
    """

    translation_wanted = Signal(list, list)
    """Articles that are to be translated before they are printed, and the languages."""

    def __init__(self, context: WindowContext, pane: ReadingPane, cards: ListPane) -> None:
        super().__init__(context)
        self._pane, self._cards = pane, cards
        self.panel: ExportPanel | None = None
        self.print_panel: PrintPanel | None = None
        self.coming: Coming = lambda: ()
        """What is being translated or will be soon."""
        self.vault = VaultExport(context, self)
        self.folders = FolderExports(context, self)
        self.edition = EditionExport(context, self)
        self.printing = Printing(context, lambda: pane.presenter.fonts, lambda: self._paper, self)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the commands do."""
        return {
            "article.export": self.ask,
            "article.print": self.print,
            "vault.export": self.vault.ask,
            "edition.export": self.edition.ask,
            "site.export": self.folders.ask_site,
            "device.export": self.folders.ask_device,
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

    def choose_file(
        self, ids: Sequence[int], title: str, form: str, content: str, notes: bool, audio: bool
    ) -> None:
        """Ask where the file goes."""
        from reader.services.library.export_article import file_name
        from reader.services.library.export_articles import FORMS

        if form in FOLDERS:
            self.folders.choose(ids, form, _choice(content, notes))
            return
        more = f" (+ {len(ids) - 1})" if len(ids) > 1 else ""
        name = file_name(f"{title[:LONGEST_TITLE]}{more}", FORMS.get(form, form).removeprefix("."))
        dialog = FileDialog(self.context.window, self.tr("Export"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.write(Path(file), form, content, notes, ids, audio))
        dialog.open()

    def write(
        self,
        path: Path,
        form: str,
        content: str,
        notes: bool,
        ids: Sequence[int] = (),
        audio: bool = False,
    ) -> None:
        """Write the file off the GUI thread; `ids` are the articles, without any the one on screen.

        `audio` has a voice of the system read the sentences of cards.
        """
        from reader.services.library.export_articles import FORMS

        articles = list(ids) or [self._pane.article_id]
        choice = _choice(content, notes)
        fonts, paper = self._pane.presenter.fonts, self.context.options.text("paper")
        own = (fonts.latin, fonts.arabic)
        if form == PDF:
            text = self.tr("Drawing {file}…")
            self._take_time(
                path, text, lambda s, progress: _draw(s, articles[0], path, progress, own, choice, paper)
            )
        elif form == EPUB:
            text = self.tr("Writing {file}…")
            self._take_time(path, text, lambda s, progress: _bind(s, articles, path, progress, own, choice))
        elif form in FORMS:
            text = self.tr("Writing {file}…")
            self._take_time(
                path, text, lambda s, progress: _gather(s, articles, path, form, choice, progress, audio)
            )
        else:
            self.context.library.work(
                lambda session, _progress: _write(session, articles[0], path, form, choice),
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

    def _take_time(self, path: Path, text: str, work: Callable[[LibrarySession, Progress], Written]) -> None:
        """Write what takes a moment; it can be cancelled, and says how far it is where that is known."""
        said = text.replace("{file}", isolate(path.name)), self.tr("Cancel")
        take_time(self.context, said, work, self._written, counted=True)

    def print(self) -> None:
        """Print the article on screen in the languages that are on screen, or ask in which the picked ones.

        Where there is no printer, the dialog offers a PDF file.
        """
        chosen, article = self._picked(), self._pane.article_id
        ids = self._cards.chosen_ids()
        now = self._shown() if article in ids else ""
        if not chosen and (article, self._pane.target) not in self.coming():
            self.printing.ask([article], _choice(self._shown(), notes=False))
            return
        if not chosen:
            shown = self.context.navigator.shown_summary()
            ids, chosen, now = [article], [shown] if shown is not None else [], self._in_view()
        panel = PrintPanel(self.context.window, ids, chosen, lambda: self.coming(), now)
        panel.wanted.connect(lambda content: self.printing.ask(ids, _choice(content, notes=False)))
        panel.translation_wanted.connect(self.translation_wanted)
        panel.told.connect(self.context.notices.announce)
        panel.closed.connect(self._print_closed)
        self.print_panel = panel
        self.context.overlays.show(panel)
        panel.start()
        self.look_again()

    def look_again(self) -> None:
        """Translations began or ended, or not all cards were read: what is to be printed may have another
        text than is known."""
        panel = self.print_panel
        if panel is None or not panel.is_old():
            return

        def take(found: tuple[list[ArticleSummary], list[str]]) -> None:
            if panel is self.print_panel:
                panel.show_cards(*found)

        ids = panel.ids
        self.context.library.work(
            lambda session, _progress: _to_print(session, ids), done=take, newest="printed-cards"
        )

    def _print_closed(self) -> None:
        self.print_panel = None

    def _shown(self) -> str:
        """What is on screen whole, as the panel names it."""
        pane = self._pane
        whole = pane.target and pane.content is not None and pane.content.state(pane.target).status == DONE
        return self._in_view() if whole else ""

    def _in_view(self) -> str:
        pane = self._pane
        return pane.target if pane.text_view is TextView.TRANSLATION else BOTH + pane.target

    @property
    def _paper(self) -> str:
        return paper_of(self.context.options.text("paper"), QLocale.system())

    def _written(self, written: Written) -> None:
        if written.path is None:
            self.context.notices.tell(self.tr("Nothing is highlighted or noted here."))
            return
        text, path = fill(self.tr("Written to {file}"), file=written.path.name), written.path
        tell_written(
            self.context.notices, self.context.jobs, text, listed(written.missing), path.parent, path
        )


def _to_print(session: LibrarySession, ids: Sequence[int]) -> tuple[list[ArticleSummary], list[str]]:
    """What is to be printed, and the languages that it can be translated to."""
    from reader.services.library.browse_library import cards
    from reader.services.translation.queue_overview import targets_for

    return cards(session, ids), targets_for(session, ids)


def _choice(content: str, notes: bool) -> ExportChoice:
    """What the panel names `""`, `en` or `+en`."""
    from reader.services.library.export_article import ExportChoice

    return ExportChoice(content.removeprefix(BOTH), content.startswith(BOTH), notes)


def _write(session: LibrarySession, article: int, path: Path, form: str, choice: ExportChoice) -> Written:
    from reader.services.library.export_article import export_article

    return Written(export_article(session, article, path, form, choice, QCoreApplication.translate))


def _gather(
    session: LibrarySession,
    articles: Sequence[int],
    path: Path,
    form: str,
    choice: ExportChoice,
    progress: Progress,
    audio: bool,
) -> Written:
    """Write articles into a file for another program."""
    from reader.services.library.export_articles import ArticlesChoice, export_articles

    targets = (choice.target,) if choice.target else ()
    wanted = ArticlesChoice(notes=choice.notes, targets=targets, highlights=choice.notes, audio=audio)
    done = export_articles(session, articles, path, form, wanted, progress)
    if not done.written:
        for error in done.failed.values():
            raise error
        return Written(None)
    return Written(path, (*unsaid(done.unsaid), *reasons(session, done.failed)))


def _draw(
    session: LibrarySession,
    article: int,
    path: Path,
    progress: Progress,
    fonts: tuple[str, str],
    choice: ExportChoice,
    paper: str,
) -> Written:
    from reader.services.library.draw_pdf import draw_pdf

    translate = QCoreApplication.translate
    return Written(draw_pdf(session, article, path, progress, fonts, choice, translate, paper))


def _bind(
    session: LibrarySession,
    articles: Sequence[int],
    path: Path,
    progress: Progress,
    fonts: tuple[str, str],
    choice: ExportChoice,
) -> Written:
    from reader.core.errors import ReaderError
    from reader.core.languages import language
    from reader.services.library.export_book import BookName, export_book

    translate = QCoreApplication.translate
    book = export_book(session, articles, path, progress, choice, BookName(fonts=fonts), translate)
    target = language(choice.target).name
    untranslated = {number: ReaderError("not-translated", target=target) for number in book.untranslated}
    return Written(book.path, (*left_out(book.without_text), *reasons(session, untranslated)))
