"""The list pane: header, cards, what an empty view says, and the tray of saves at the bottom."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QLocale, QModelIndex, QPoint, QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reader.core.errors import ReaderError
from reader.core.model import ArticleSummary
from reader.gui.article_list.article_delegate import ArticleDelegate
from reader.gui.article_list.article_model import ArticleModel, Role
from reader.gui.article_list.empty_page import CardShapes, EmptyPage
from reader.gui.article_list.focus_wish import FocusWish
from reader.gui.article_list.list_header import ListHeader
from reader.gui.article_list.pages import ArticlesShown, Footer, LinksPage, PageStack, ResultsPage
from reader.gui.article_list.read_card import ReadCard, row_without
from reader.gui.cards.card_view import CardView
from reader.gui.cards.picked_articles import PickedArticles
from reader.gui.text.view_titles import view_title
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import hairline, surface
from reader.services.library.browse_library import MORNING, SOURCE_VIEWS
from reader.settings.reading_speeds import ReadingSpeeds

_SLOW, _SETTLE = 300, 250
"""ms without rows before the grey shapes are shown, and that the selection rests before its article is."""


class ListPane(ThemedWidget, QFrame):
    """The list of the current view.

    Signals: `open_wanted(id, with_focus)` when a card is clicked, entered or rested on;
    `menu_wanted(point)` for the actions of the current or picked cards; `command_wanted(id)` for the picked.
    """

    open_wanted = Signal(int, bool)
    current_changed = Signal()
    menu_wanted = Signal(QPoint)
    add_wanted = Signal()
    empty_trash_wanted = Signal()
    drawer_wanted = Signal()
    sort_wanted = Signal()
    search_left = Signal()
    all_lengths_wanted = Signal()
    command_wanted = Signal(str)
    empty_action = Signal(str)
    refresh_wanted = Signal()

    def __init__(self, model: ArticleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.view_name, self.preview = "unread", True
        self.followed = False  # the current card took the place of another: it may not be shown yet
        self.focus, self.read = FocusWish(self), ReadCard(self)
        self.searching = False  # whether the results of a search stand in place of the view
        self.short = False  # whether short articles alone are listed
        self.cover: LinksPage | None = None
        """What a feature shows in place of the view."""
        self.translated_titles = True
        self._count: int | None = None
        surface(self, "list")
        self._make_header()
        self.cards = self._make_cards()
        self.empty = EmptyPage(self)
        self.empty.wanted.connect(self.empty_action)
        self._shapes, self._blank = CardShapes(), QWidget()
        self.pages = PageStack(self)
        for page in (self.cards, self.empty, self._shapes, self._blank):
            self.pages.addWidget(page)
        self.search_slot = QVBoxLayout()
        self.search_slot.setContentsMargins(8, 0, 8, 0)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(self.search_slot)
        column.addWidget(hairline())
        column.addWidget(self.pages, 1)
        self._slow = QTimer(self, singleShot=True, interval=_SLOW)
        self._slow.timeout.connect(self._show_shapes)
        self.settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self.settle.timeout.connect(self.open_current)

    def hold(self, results: ResultsPage, links: LinksPage, footer: Footer) -> None:
        """Take what may stand in place of the cards, and what lies below them, before any of it is shown."""
        self.results, self.links, self.footer = results, links, footer
        for page in (results, links):
            self.pages.take(page, self.cards)
        self._column.addWidget(footer)
        for picks in (self.model.picked, results.articles.picked):
            picks.changed.connect(self._on_picked)
            picks.emptied.connect(self.read.unpicked)

    def _make_header(self) -> None:
        self.header = ListHeader(self)
        view, picks = self.header.view, self.header.selection
        self._title, self._count_label = view.title, view.count
        self.drawer_button, self.sort_button = view.drawer, view.sort
        for button, news in (
            (view.drawer, self.drawer_wanted),
            (view.sort, self.sort_wanted),
            (view.refresh, self.refresh_wanted),
            (view.leave, self.search_left),
            (view.short, self.all_lengths_wanted),
            (view.add, self.add_wanted),
            (view.empty_trash, self.empty_trash_wanted),
        ):
            button.clicked.connect(news)
        picks.wanted.connect(self.command_wanted)
        picks.menu_wanted.connect(self.menu_wanted)

    def _make_cards(self) -> CardView:
        view = CardView()
        view.setModel(self.model)
        self._delegate = ArticleDelegate(view)
        view.paint_with(self._delegate, uniform=True)
        view.read_card, view.unseen = self.read.index, self.read.came_by_itself
        view.customContextMenuRequested.connect(self._on_menu)
        view.clicked.connect(lambda index: self._open(index, False))
        view.doubleClicked.connect(lambda index: self._open(index, True))
        view.enter_pressed.connect(lambda index: self._open(index, True))
        view.selectionModel().currentChanged.connect(self._on_current)
        return view

    # Rows

    def show_rows(
        self,
        view_name: str,
        rows: Sequence[ArticleSummary],
        count: int | None = None,
        ids: Sequence[int] | None = None,
    ) -> None:
        """Show the rows of a view, keeping the current card and the place when they are still there.

        `count` is how many articles the view holds; `ids` is all in order, without it `rows` are all.
        """
        same_view = view_name == self.view_name
        self.model.picked.keep(([row.id for row in rows] if ids is None else ids) if same_view else ())
        current, row, followed = self.model_current_id(), self.cards.currentIndex().row(), self.followed
        rests, chosen = same_view and self.settle.isActive(), self.cards.chosen
        place = self.cards.verticalScrollBar().value()
        self._slow.stop()
        self.view_name = view_name
        if self.model.set_rows(rows, ids) and same_view:
            index = self.model.index_of(current)
            if not index.isValid() and current and self.model.rowCount():
                index = self.model.index(min(max(row, 0), self.model.rowCount() - 1), 0)
            marked = chosen and (self.model.row_of(current) >= 0 or not self.read.stays())
            self._make_current(index, self.cards, marked)
            self.followed = index.isValid() and (followed or self.model_current_id() != current)
            self.cards.verticalScrollBar().setValue(place)
        elif not same_view:
            self.cards.scrollToTop()
        self._count = self.model.rowCount() if count is None or self.short else count
        if not rests or self.model_current_id() != current:
            self.settle.stop()
        self._show_state()
        self.focus.rows_came()
        self.read.mark()

    def show_links(self, view_name: str) -> None:
        """Show the links of a source's list, which `links` has taken, in place of cards."""
        self._slow.stop()
        self.settle.stop()
        if view_name != self.view_name:
            self.model.picked.keep(())
        self.view_name, self._count = view_name, self.links.count
        self._show_state()
        self.current_changed.emit()

    def expect_rows(self, view_name: str) -> None:
        """Say which view comes; grey shapes appear when it is slow."""
        self.focus.view = view_name
        if view_name != self.view_name or not self.model.rowCount():
            self._slow.start()

    def show_opening(self) -> None:
        """Show nothing yet, and when it is slow, that the library is being looked at."""
        self.pages.setCurrentWidget(self._blank)
        self.empty.show_opening()
        self._slow.start()

    def show_error(self, error: ReaderError) -> None:
        """Show why there is no list."""
        self._slow.stop()
        self.empty.show_error(error)
        self.pages.setCurrentWidget(self.empty)

    @property
    def linking(self) -> bool:
        """Whether rows that are no articles are on screen: the links of a source, or what lies over them."""
        return (self.cover is not None or self.view_name in SOURCE_VIEWS) and not self.searching

    @property
    def on_screen(self) -> CardView:
        """The results while searching, the links of a source, else the cards of the view."""
        if self.searching:
            return self.results.view
        return (self.cover or self.links).view if self.linking else self.cards

    def lay_over(self, page: LinksPage | None) -> None:
        """Show a feature's own rows in place of the view, or (`None`) the view again."""
        if page is not None and self.pages.indexOf(page) < 0:
            self.pages.take(page, self.cards)
        if page is not self.cover:
            self.picked.keep(())
        self.cover = page
        self.settle.stop()
        self._show_state()
        self.current_changed.emit()

    def set_searching(self, searching: bool) -> None:
        """Show the results of a search in place of the view, or the view again."""
        if searching != self.searching:
            self.picked.keep(())
        self.searching = searching
        self.settle.stop()
        self._show_state()
        self.current_changed.emit()

    def tell_current(self) -> None:
        """Another card is the current one of what is shown here in place of the view."""
        self.current_changed.emit()

    def ask_menu(self, where: QPoint) -> None:
        """The reader wants the actions of the current card of what is shown here."""
        self.menu_wanted.emit(where)

    # The current card and the picked ones

    def current(self) -> ArticleSummary | None:
        """The card the keyboard is on."""
        index = self.on_screen.currentIndex()
        return index.data(Role.SUMMARY) if index.isValid() else None

    def current_id(self) -> int:
        """The id of the current card, 0 for none."""
        summary = self.current()
        return summary.id if summary is not None else 0

    @property
    def shown_model(self) -> ArticlesShown:
        """The articles on screen."""
        return self.results.articles if self.searching else self.model

    @property
    def picked(self) -> PickedArticles:
        """The picked cards of what is on screen."""
        return self.shown_model.picked

    def chosen_ids(self) -> list[int]:
        """The picked cards in the order of the list; without any, the current card."""
        if len(self.picked):
            picked = set(self.picked.ids)
            return [article_id for article_id in self.shown_model.ids if article_id in picked]
        current = 0 if self.linking else self.current_id()
        return [current] if current else []

    def select(self, article_id: int, chosen: bool = True) -> None:
        """Make an article the current card, if it has one, without opening it or the one that was current."""
        index = self.shown_model.index_of(article_id)
        if index.isValid() and not self.linking:
            self._make_current(index, chosen=chosen)
            self.on_screen.scrollTo(index)
        self.settle.stop()

    def select_row(self, row: int, chosen: bool = True) -> None:
        """Make a row the current one; rows before the first and after the last are those."""
        view = self.on_screen
        if rows := view.model().rowCount():
            index = view.model().index(min(max(row, 0), rows - 1), 0)
            self._make_current(index, chosen=chosen)
            view.scrollTo(index)

    def step(self, by: int) -> int:
        """Go `by` cards on or back; returns the id of the card reached, 0 for none."""
        self.select_row(self.read.row_after(by))
        self.settle.stop()
        return self.current_id()

    def remove(self, *ids: int) -> None:
        """Take cards out; the one after the first of them becomes current."""
        self.model.picked.keep(set(self.model.picked.ids).difference(ids))
        rows = [row for row in map(self.model.row_of, ids) if row >= 0]
        current = self.model.row_of(self.model_current_id())
        chosen = self.cards.chosen and not (current in rows and self.read.stays(ids))
        self.model.remove_many(ids)
        self.settle.stop()
        self._count = max(0, (self._count or 0) - len(rows))
        if (count := self.model.rowCount()) and rows:
            self._make_current(self.model.index(row_without(rows, current, count), 0), self.cards, chosen)
            self.followed = current in rows
            self.current_changed.emit()  # Qt told of it before its row had moved up
        self._show_state()

    def model_current_id(self) -> int:
        """The article of the current card in the view, also while results lie over it."""
        index = self.cards.currentIndex()
        return index.data(Role.SUMMARY).id if index.isValid() else 0

    # Looks

    def take_search_field(self, field: QWidget | None) -> None:
        """Hold the search field under the header while the sidebar has no room for it."""
        self.search_slot.setContentsMargins(8, 0, 8, 8 if field is not None else 0)
        if field is not None:
            self.search_slot.addWidget(field)
            field.show()

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the header has the drawer's button, and cards open only when asked."""
        self.drawer_button.setVisible(narrow)
        self.preview = not narrow

    def set_compact(self, compact: bool) -> None:
        """Cards of three lines, or whole ones."""
        if compact != self._delegate.compact:
            self._delegate.compact = compact
            self.cards.doItemsLayout()
            self.cards.scrollTo(self.cards.currentIndex())

    def set_reading_speeds(self, speeds: ReadingSpeeds) -> None:
        """The reader's own speeds for the times on the cards."""
        self._delegate.reading_speeds = speeds
        self.cards.viewport().update()

    def retranslate(self) -> None:
        self.show_texts()
        self.model.repaint()

    def show_texts(self) -> None:
        """Say which view is shown, and offer what can be done in it."""
        self.setAccessibleName(self.tr("List of articles"))
        search, cover = self.searching, self.cover
        title = cover.title if cover is not None else view_title(self.view_name)
        self._title.setText(self.tr("Search") if search else title)
        code = QLocale.languageToCode(QLocale().language())
        self._delegate.title_language = code if self.translated_titles else ""
        self._count_label.set_texts(*self._count_texts())
        trash = self.view_name == "trash" and not search and cover is None
        made = self.linking or self.view_name == MORNING  # in an order of its own, and can be made anew
        self.header.offer(search, made, self.short, trash and bool(self._count), not trash)
        self.header.show_picked(len(self.picked), trash)
        self.cards.setAccessibleName(view_title(self.view_name))

    def _count_texts(self) -> tuple[str, ...]:
        page = self.results if self.searching else self.cover
        own = (QLocale().toString(self._count),) if self._count else ()
        return page.count_texts() if page is not None else own

    def _show_state(self) -> None:
        page = self.results if self.searching else self.cover
        if page is not None:
            self.pages.setCurrentWidget(page)
        elif self.linking and self.links.count:
            self.pages.setCurrentWidget(self.links)
        elif self.model.rowCount() and not self.linking:
            self.pages.setCurrentWidget(self.cards)
        else:
            self.empty.show_view("short" if self.short and not self.linking else self.view_name)
            self.pages.setCurrentWidget(self.empty)
        self.read.lay_over(page is not None or self.linking)
        self.show_texts()

    def _show_shapes(self) -> None:
        if not self.searching and self.cover is None:
            self.pages.setCurrentWidget(self.empty if self.empty.opening else self._shapes)

    def _make_current(self, index: QModelIndex, view: CardView | None = None, chosen: bool = True) -> None:
        model, flags = (view or self.on_screen).selectionModel(), QItemSelectionModel.SelectionFlag
        model.setCurrentIndex(index, flags.ClearAndSelect if chosen else flags.Clear)
        self.followed = False

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.followed = False
        self.current_changed.emit()
        chosen = current.isValid() and not self.on_screen.taking_focus
        if self.preview and chosen and not self.searching and not len(self.picked):
            self.settle.start()

    def _on_picked(self) -> None:
        self.settle.stop()
        self.show_texts()
        self.current_changed.emit()

    def open_current(self) -> None:
        if self.current_id() and self.preview:
            self.open_wanted.emit(self.current_id(), False)

    def _open(self, index: QModelIndex, with_focus: bool) -> None:
        self.settle.stop()
        self.open_wanted.emit(index.data(Role.SUMMARY).id, with_focus or not self.preview)

    def _on_menu(self, point: QPoint) -> None:
        if self.cards.indexAt(point).isValid():
            self.menu_wanted.emit(self.cards.viewport().mapToGlobal(point))
