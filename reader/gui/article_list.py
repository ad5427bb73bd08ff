"""The list pane: header, cards, what an empty view says, and the tray of saves at the bottom."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QLocale, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reader.core.errors import ReaderError
from reader.core.model import ArticleSummary
from reader.gui.article_card import ArticleCard
from reader.gui.article_model import ArticleModel, Role
from reader.gui.card_view import CardView
from reader.gui.empty_view import CardShapes, EmptyView
from reader.gui.icons import icon
from reader.gui.rail import view_title
from reader.gui.result_list import ResultList
from reader.gui.result_text import ResultWords
from reader.gui.save_tray import SaveTray
from reader.gui.theme import Theme
from reader.gui.widgets import IconButton, hairline, label, push_button, surface

WIDTH, LEAST, MOST = 392, 320, 520
"""Widths of the pane in px: usual and limits."""

_SLOW = 300
"""ms without rows before the grey shapes are shown."""

_SETTLE = 250
"""ms the selection must rest before its article is shown beside the list."""


class ArticleList(QFrame):
    """The list of the current view.

    Signals: `open_wanted(id, with_focus)` when a card is clicked, entered or rested on;
    `menu_wanted(point)` for the actions of the current card; `add_wanted`, `empty_trash_wanted`,
    `drawer_wanted`, `sort_wanted`, `search_left` (back to the view), `empty_action(name)`.
    """

    open_wanted = Signal(int, bool)
    current_changed = Signal()
    menu_wanted = Signal(QPoint)
    add_wanted = Signal()
    empty_trash_wanted = Signal()
    drawer_wanted = Signal()
    sort_wanted = Signal()
    search_left = Signal()
    empty_action = Signal(str)

    def __init__(self, model: ArticleModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.view_name = "unread"
        self.preview = True
        self.searching = False
        """Whether the results of a search stand in place of the view."""
        self.translated_titles = True
        self._theme = theme
        self._count: int | None = None
        surface(self, "list")
        self._make_header()
        self.cards = self._make_cards(theme)
        self.results = ResultList(theme, model.thumbnail)
        self.empty = EmptyView(theme)
        self.empty.wanted.connect(self.empty_action)
        self._shapes = CardShapes(theme)
        self._body = QStackedWidget()
        for page in (self.cards, self.results, self.empty, self._shapes, QWidget()):
            self._body.addWidget(page)
        self.tray = SaveTray(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(hairline())
        column.addWidget(self._body, 1)
        column.addWidget(self.tray)
        self._slow = self._timer(_SLOW, self._show_shapes)
        self._settle = self._timer(_SETTLE, self._show_current)
        self.set_theme(theme)
        self.retranslate()

    def _timer(self, interval: int, action: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(action)
        return timer

    def _make_header(self) -> None:
        self._header = QWidget()
        self._header.setFixedHeight(51)
        self.drawer_button = IconButton("panel-left")
        self.drawer_button.clicked.connect(self.drawer_wanted)
        self.drawer_button.hide()
        self._title = label("pane-title")
        self._title.setIndent(8)
        self._count_label = label("muted")
        self.sort_button = IconButton("arrow-down-wide-narrow")
        self.sort_button.clicked.connect(self.sort_wanted)
        self.leave_button = IconButton("x")
        self.leave_button.clicked.connect(self.search_left)
        self.leave_button.hide()
        self._add = push_button()
        self._add.clicked.connect(self.add_wanted)
        self._empty_trash = push_button()
        self._empty_trash.clicked.connect(self.empty_trash_wanted)
        row = QHBoxLayout(self._header)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(12)
        row.addWidget(self.drawer_button)
        row.addWidget(self._title)
        row.addWidget(self._count_label)
        row.addStretch(1)
        for button in (self._empty_trash, self.leave_button, self.sort_button, self._add):
            row.addWidget(button)

    def _make_cards(self, theme: Theme) -> CardView:
        view = CardView()
        view.setModel(self.model)
        self._delegate = ArticleCard(theme, view)
        view.setItemDelegate(self._delegate)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.verticalScrollBar().setSingleStep(36)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._on_menu)
        view.clicked.connect(lambda index: self._open(index, False))
        view.doubleClicked.connect(lambda index: self._open(index, True))
        view.enter_pressed.connect(lambda index: self._open(index, True))
        view.selectionModel().currentChanged.connect(self._on_current)
        return view

    def show_rows(self, view_name: str, rows: list[ArticleSummary], count: int | None = None) -> None:
        """Show the rows of a view, keeping the current card and the place when they are still there."""
        same_view = view_name == self.view_name
        card = self.cards.currentIndex()
        current, row = card.data(Role.SUMMARY).id if card.isValid() else 0, card.row()
        place = self.cards.verticalScrollBar().value()
        self._slow.stop()
        self.view_name = view_name
        self._count = count if count is not None else len(rows)
        if self.model.set_rows(rows) and same_view:
            index = self.model.index_of(current)
            if not index.isValid() and current and rows:
                index = self.model.index(min(max(row, 0), self.model.rowCount() - 1), 0)
            self._make_current_card(index)
            self.cards.verticalScrollBar().setValue(place)
        elif not same_view:
            self.cards.scrollToTop()
        self._settle.stop()
        self._show_state()
        self.retranslate()

    def expect_rows(self, view_name: str) -> None:
        """Say which view comes; grey shapes appear when it is slow."""
        if view_name != self.view_name or not self.model.rowCount():
            self._slow.start()

    def show_error(self, error: ReaderError) -> None:
        """Show why there is no list."""
        self._slow.stop()
        self.empty.show_error(error)
        self._body.setCurrentWidget(self.empty)

    @property
    def on_screen(self) -> CardView:
        """The results while searching, else the cards of the view."""
        return self.results.view if self.searching else self.cards

    def set_searching(self, searching: bool) -> None:
        """Show the results of a search in place of the view, or the view again."""
        self.searching = searching
        self._settle.stop()
        self._show_state()
        self.retranslate()
        self.current_changed.emit()

    def current(self) -> ArticleSummary | None:
        """The card the keyboard is on."""
        index = self.on_screen.currentIndex()
        return index.data(Role.SUMMARY) if index.isValid() else None

    def current_id(self) -> int:
        """The id of the current card, 0 for none."""
        summary = self.current()
        return summary.id if summary is not None else 0

    def select(self, article_id: int) -> None:
        """Make an article the current card, without opening it."""
        model = self.results.model if self.searching else self.model
        index = model.index_of(article_id)
        if index.isValid():
            self._make_current(index)
            self._settle.stop()
            self.on_screen.scrollTo(index)

    def step(self, by: int) -> int:
        """Go `by` cards on or back; returns the id of the card reached, 0 when there is none."""
        view = self.on_screen
        rows = view.model().rowCount() if self.searching else len(self.model.summaries)
        if not rows:
            return 0
        row = view.currentIndex().row()
        target = 0 if row < 0 else min(max(row + by, 0), rows - 1)
        if self.searching:
            self.select(self.results.model.results[target].summary.id)
        else:
            self.select(self.model.summaries[target].id)
        return self.current_id()

    def remove(self, article_id: int) -> None:
        """Take a card out; the next one becomes current."""
        row = self.model.row_of(article_id)
        self.model.remove(article_id)
        self._settle.stop()
        self._count = max(0, (self._count or 0) - 1)
        if self.model.rowCount():
            index = self.model.index(min(max(row, 0), self.model.rowCount() - 1), 0)
            self._make_current_card(index)
        self._show_state()
        self.retranslate()

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the header has the drawer's button, and cards open only when asked."""
        self.drawer_button.setVisible(narrow)
        self.preview = not narrow

    def set_reading_speed(self, speed: int) -> None:
        """Words a minute for the times on the cards; 0 goes by language."""
        self._delegate.reading_speed = speed
        self.cards.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Take a theme's colours."""
        self._theme = theme
        self._delegate.theme = theme
        self._add.setIcon(icon("plus", theme.color("text"), 18))
        self.drawer_button.set_theme(theme)
        self.sort_button.set_theme(theme)
        self.leave_button.set_theme(theme)
        self.results.set_theme(theme)
        self.empty.set_theme(theme)
        self._shapes.set_theme(theme)
        self.tray.set_theme(theme)
        self.cards.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.model.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Put every text into the interface's language."""
        self._title.setText(self.tr("Search") if self.searching else view_title(self.view_name))
        self._delegate.title_language = self._title_language()
        self._count_label.setText(self._count_text())
        self._add.setText(self.tr("Add link"))
        self._add.setToolTip(self.tr("Add link") + " (Ctrl+N)")
        self._empty_trash.setText(self.tr("Empty Trash…"))
        trash = self.view_name == "trash" and not self.searching
        self.leave_button.setVisible(self.searching)
        self.leave_button.set_name(self.tr("Clear search"), self.tr("Clear search") + " (Esc)")
        self.sort_button.setVisible(not self.searching)
        self.sort_button.set_name(self.tr("Sort"))
        self._empty_trash.setVisible(trash and bool(self._count))
        self._add.setVisible(not trash)
        self.drawer_button.set_name(self.tr("Views"), self.tr("Views") + " (F9)")
        self.cards.setAccessibleName(view_title(self.view_name))

    def _count_text(self) -> str:
        if self.searching:
            return ResultWords().results(self.results.count)
        return QLocale().toString(self._count) if self._count else ""

    def _title_language(self) -> str:
        """The interface's language when titles are wanted in it, else nothing."""
        return QLocale.languageToCode(QLocale().language()) if self.translated_titles else ""

    def _show_state(self) -> None:
        if self.searching:
            self._body.setCurrentWidget(self.results)
        elif self.model.rowCount():
            self._body.setCurrentWidget(self.cards)
        else:
            self.empty.show_view(self.view_name)
            self._body.setCurrentWidget(self.empty)

    def _show_shapes(self) -> None:
        if not self.searching:
            self._body.setCurrentWidget(self._shapes)

    def _make_current_card(self, index: QModelIndex) -> None:
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.cards.selectionModel().setCurrentIndex(index, flag)

    def _make_current(self, index: QModelIndex) -> None:
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.on_screen.selectionModel().setCurrentIndex(index, flag)

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.current_changed.emit()
        if self.preview and current.isValid() and not self.searching:
            self._settle.start()

    def _show_current(self) -> None:
        if self.current_id() and self.preview:
            self.open_wanted.emit(self.current_id(), False)

    def _open(self, index: QModelIndex, with_focus: bool) -> None:
        self._settle.stop()
        self.open_wanted.emit(index.data(Role.SUMMARY).id, with_focus or not self.preview)

    def _on_menu(self, point: QPoint) -> None:
        if self.cards.indexAt(point).isValid():
            self.menu_wanted.emit(self.cards.viewport().mapToGlobal(point))
