"""The results of a search in the list pane: rows, what is said when there are none, and the footer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reader.core.messages import isolate
from reader.gui.article_list.pages import ArticlesShown, ResultsPage
from reader.gui.cards.card_text import joined, sentences
from reader.gui.cards.card_view import CardView
from reader.gui.search.result_delegate import ResultDelegate
from reader.gui.search.result_model import ResultModel
from reader.gui.search.result_text import ResultTexts, match_count
from reader.gui.search.search_filters import SearchFilters
from reader.gui.text.plain_tooltip import plain_tip
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import hairline, label, push_button
from reader.gui.widgets.empty_state import EmptyState
from reader.services.saving.find_links import find_links

if TYPE_CHECKING:
    from reader.core.search import Found, Result


class ResultList(ThemedWidget, ResultsPage):
    """Shows what a search found.

    Signals: `clear_wanted` by the button under "Nothing found", or, where a web link was looked for,
    `link_wanted(link)`; `trash_wanted(on)` to show those in Trash, or the others again.
    """

    clear_wanted = Signal()
    link_wanted = Signal(str)
    trash_wanted = Signal(bool)

    def __init__(self, thumbnail: Callable[[str], Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ResultModel(thumbnail, self)
        self.found: Found | None = None
        self.query = ""
        self.trashed = False
        self.looked_for = ""
        """What is looked for while that takes its time."""
        self.view = CardView()
        self.view.setModel(self.model)
        self._delegate = ResultDelegate(self.view)
        self.view.paint_with(self._delegate, uniform=False)
        self.filters = SearchFilters()
        self.nothing = EmptyState("search")
        self.nothing.wanted.connect(self._on_nothing)
        self._body = QStackedWidget()  # no parent yet: Tab goes through the parts as they get theirs
        self._body.addWidget(self.view)
        self._body.addWidget(self.nothing)
        self.coming = EmptyState("search")
        self.coming.button.hide()
        self._body.addWidget(self.coming)
        self.ignored, self._waiting = label("meta", wrap=True), label("meta", wrap=True)
        for line in (self.ignored, self._waiting):
            line.setContentsMargins(16, 8, 16, 8)
            line.hide()
        self._make_footer()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(hairline())
        column.addWidget(self.ignored)
        column.addWidget(self._waiting)
        column.addWidget(self._body, 1)
        column.addWidget(self._footer)

    def _make_footer(self) -> None:
        self._footer = QWidget()
        self._trash_words = label("meta")
        self.trash_button = push_button("flat", "row")
        self.trash_button.clicked.connect(lambda: self.trash_wanted.emit(not self.trashed))
        row = QHBoxLayout()
        row.setContentsMargins(16, 5, 16, 5)
        row.setSpacing(6)
        row.addWidget(self._trash_words)
        row.addWidget(self.trash_button)
        row.addStretch(1)
        column = QVBoxLayout(self._footer)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        column.addLayout(row)
        self._footer.hide()

    @property
    def count(self) -> int:
        """How many articles the list holds, read or not."""
        if self.found is None:
            return 0
        return len(self.found.trashed if self.trashed else self.found.ids)

    @property
    def articles(self) -> ArticlesShown:
        return self.model

    @property
    def link(self) -> str:
        """The web link that was looked for and is in no article, empty when it was anything else."""
        if self.count or self.filters.chosen or len(self.query.split()) != 1:
            return ""
        links = find_links(self.query)
        return links[0] if len(links) == 1 else ""

    def count_texts(self) -> tuple[str, ...]:
        """How many articles the list holds, and how many matches once every one of them has been read."""
        if self.looked_for:
            if not self.model.rowCount():
                return ()  # it stands below, large
            return self.spoken(), self.tr("Under way…", "beside the heading “Search”"), "…"
        words, read = ResultTexts(), self.model.results
        matches = sum(map(match_count, read)) if len(read) == self.count else 0
        count = words.results(self.count)
        number = QLocale().toString(self.count)
        return (joined((count, words.matches(matches))), count, number) if matches else (count, number)

    def spoken(self) -> str:
        """What a screen reader is told of a new search: that it goes on, else the count, and what was not
        understood."""
        if self.looked_for:
            return self.tr("Searching…")
        return sentences((self.count_texts()[0], self.ignored.text()))

    @property
    def footer_text(self) -> str:
        """What the footer says, empty without one."""
        return self._trash_words.text() if not self._footer.isHidden() else ""

    def show_found(self, query: str, found: Found, rows: list[Result], trashed: bool = False) -> None:
        """Show the first page of what a query found."""
        self.query, self.found, self.trashed, self.looked_for = query, found, trashed, ""
        self.model.show(rows, self.count)
        self.view.scrollToTop()
        self._body.setCurrentWidget(self.view if rows else self.nothing)
        self.show_texts()

    def show_search(self, query: str, keep: bool) -> None:
        """Say that a search goes on; with `keep` what was found before stays, if anything was."""
        self.looked_for = query
        if not keep:
            self.query, self.found, self.trashed = "", None, False
            self.model.show([], 0)
        if not self.model.rowCount():
            self._body.setCurrentWidget(self.coming)
        self.show_texts()

    def end_search(self) -> None:
        """No search goes on any more; what was found before stands for itself again."""
        self.looked_for = ""
        self._body.setCurrentWidget(self.view if self.model.rowCount() else self.nothing)
        self.show_texts()

    def _on_nothing(self) -> None:
        if self.link:
            self.link_wanted.emit(self.link)
        else:
            self.clear_wanted.emit()

    def retranslate(self) -> None:
        self.show_texts()
        self._delegate.measure_again()
        self.model.repaint()

    def show_texts(self) -> None:
        """Say what was found."""
        words, found = ResultTexts(), self.found
        self.view.setAccessibleName(self.tr("Search results"))
        if self.link:
            sentence, button = self.tr("This is a link. It can be saved here to read it."), self.tr("Save it")
        else:
            sentence = self.tr("Search looks in titles, texts, translations, notes and tags.")
            button = self.tr("Clear filters") if self.filters.chosen else self.tr("Clear search")
        self.nothing.show_text(words.nothing(self.query), sentence, button)
        if self.looked_for:
            self.coming.show_text(self.spoken(), isolate(self.looked_for), "")
        ignored = found.query.ignored if found is not None else ()
        self.ignored.setVisible(bool(ignored))
        self.ignored.setText(words.ignored(ignored) if ignored else "")
        self.ignored.setToolTip(plain_tip(words.filters()) if ignored else "")
        self.ignored.setAccessibleDescription(self.ignored.toolTip())
        waiting = found.waiting if found is not None else 0
        self._waiting.setVisible(waiting > 0)
        self._waiting.setText(words.waiting(waiting) if waiting else "")
        trashed = len(found.trashed) if found is not None else 0
        self._footer.setVisible(trashed > 0)
        self._trash_words.setText(self.tr("Found in Trash") if self.trashed else words.in_trash(trashed))
        self.trash_button.setText(self.tr("Back to the results") if self.trashed else self.tr("Show"))
