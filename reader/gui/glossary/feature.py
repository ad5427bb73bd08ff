"""The glossary, and the language of an article set by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal

from reader.core.model import ArticleSummary
from reader.core.progress import Progress
from reader.gui.article_view.display_text import ADDED
from reader.gui.background.undo_stack import Step
from reader.gui.feature import Feature
from reader.gui.glossary import glossary_jobs
from reader.gui.glossary.glossary_dialog import GlossaryDialog
from reader.gui.text.language_names import language_name
from reader.gui.text.messages import fill
from reader.services.unstored_acts.repair_acts import Language

if TYPE_CHECKING:
    from reader.core.glossary import Term
    from reader.gui.context import WindowContext
    from reader.gui.keyboard.pending_key_hint import KeyHint
    from reader.gui.reading.reading_controller import ReadingController
    from reader.gui.reading.reading_pane import ReadingPane
    from reader.services.library_session import LibrarySession
    from reader.services.translation.edit_glossary import Affected

_LONGEST_TERM = 80  # characters of a selection that is taken for a term


class GlossaryFeature(Feature):
    """For one window."""

    translation_wanted = Signal(list, list)
    """Articles, by their numbers, are to be translated again, to some languages."""

    def __init__(
        self, context: WindowContext, pane: ReadingPane, reading: ReadingController, hint: KeyHint
    ) -> None:
        super().__init__(context)
        self._pane, self._reading, self._hint = pane, reading, hint

    def handlers(self) -> dict[str, Callable[[], object]]:
        """The commands of glossary and language."""
        return {"glossary.open": self.once_open(self.open_glossary), "article.language": self.ask_language}

    def open_glossary(self) -> None:
        """Open the glossary, with the selection as a new term."""
        if self.context.library.session is None:
            return
        content, target = self._pane.content, self._pane.target
        pair = (content.language, target) if content is not None and target else ("", "")
        dialog = GlossaryDialog(self.context, pair, self._selected())
        dialog.terms_changed.connect(self._on_terms)
        dialog.open()

    def ask_language(self) -> None:
        """Ask which language the article is written in."""
        summary = self.context.navigator.target()
        if summary is not None:
            self.context.library.work(_choices, done=partial(self._ask, summary))

    def _selected(self) -> str:
        cursor = self._pane.view.textCursor()
        text = " ".join(cursor.selectedText().translate(ADDED).split())
        return text if len(text) <= _LONGEST_TERM else ""

    def _ask(self, summary: ArticleSummary, codes: list[str]) -> None:
        window = self.context.window
        codes = codes if summary.language in codes or not summary.language else [summary.language, *codes]
        rows = [(language_name(code), 0, partial(self._set, summary, code)) for code in codes]
        chosen = codes.index(summary.language) if summary.language in codes else -1
        menu = self.context.commands.choice_menu(window, rows, chosen)
        menu.setAccessibleName(self.tr("Language of this article"))
        menu.popup(window.mapToGlobal(QPoint(window.width() // 3, window.height() // 4)))

    def _set(self, summary: ArticleSummary, code: str) -> None:
        if code != summary.language:
            self._write(summary.id, code)
            self.context.library.remember(
                Step(
                    lambda: self._write(summary.id, summary.language),
                    lambda: self._write(summary.id, code),
                )
            )

    def _write(self, article: int, code: str) -> None:
        def done(_before: str) -> None:
            self._reading.reload(article)
            self.context.library.refresh()
            text = fill(self.tr("The article is in {language} now"), language=language_name(code))
            self.context.notices.announce(text)
            self._hint.show_briefly(text)

        job = self.context.library.work(partial(_set_language, article, code), done=done, keep=True)
        job.acts = (Language(article, code),)

    def _on_terms(self, terms: list[Term]) -> None:
        """Ask whether the sentences that the terms concern are to be translated again."""
        self.context.library.work(partial(glossary_jobs.affected, terms), done=self._offer)

    def _offer(self, found: Affected) -> None:
        if not found.sentences:
            return
        articles = len({article for article, _ in found.articles})
        self.context.notices.ask(
            self.tr("Translate %n sentences again?", "", found.sentences),
            self.tr("They stand in %n articles and do not follow the glossary yet.", "", articles),
            self.tr("Translate again"),
            partial(self._translate, found),
        )

    def _translate(self, found: Affected) -> None:
        for article, target in found.articles:
            self.translation_wanted.emit([article], [target])


def _choices(session: LibrarySession, _progress: Progress) -> list[str]:
    from reader.services.library.article_language import languages_to_choose

    return languages_to_choose(session)


def _set_language(article: int, code: str, session: LibrarySession, _progress: Progress) -> str:
    from reader.services.library.article_language import set_language

    return set_language(session, article, code)
