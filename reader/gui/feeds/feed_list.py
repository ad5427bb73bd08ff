"""The pieces of feeds in the list pane: what is new or all of it, and what is wrong with the feed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from reader.core.feeds import Feed, FeedItem
from reader.gui.article_list.pages import LinksPage
from reader.gui.cards.card_view import CardView
from reader.gui.feeds.feed_delegate import FeedDelegate
from reader.gui.feeds.feed_jobs import FeedListing
from reader.gui.feeds.feed_model import FeedModel, FeedRole
from reader.gui.feeds.feed_text import state_text
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import label
from reader.gui.widgets.chips import Chip, ChipRow
from reader.gui.widgets.empty_state import EmptyState


class FeedList(ThemedWidget, LinksPage):
    """The list of pieces.

    Signals: `open_wanted(id, with_focus)` by click or Enter; `new_chosen(bool)`: only new pieces, or all;
    `menu_wanted(point)`: what can be done here, at a point of the screen; `look_wanted`: for new pieces;
    `follow_wanted`: a first source.
    """

    menu_wanted = Signal(QPoint)

    open_wanted = Signal(int, bool)
    new_chosen = Signal(bool)
    look_wanted = Signal()
    follow_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = FeedModel(self)
        self.only_new = True
        self.busy = False
        self._feed: Feed | None = None
        self._follows: bool | None = None  # while that is not read
        self.view = CardView()
        self.view.draggable = False
        self.view.setModel(self.model)
        self.view.paint_with(FeedDelegate(self.view), uniform=True)
        self.view.clicked.connect(lambda index: self._open(index, False))
        self.view.doubleClicked.connect(lambda index: self._open(index, True))
        self.view.enter_pressed.connect(lambda index: self._open(index, True))
        self.view.customContextMenuRequested.connect(
            lambda point: self.menu_wanted.emit(self.view.viewport().mapToGlobal(point))
        )
        self._chips = ChipRow()
        self._new, self._all = Chip("", checkable=True), Chip("", checkable=True)
        self._new.clicked.connect(lambda: self.new_chosen.emit(True))
        self._all.clicked.connect(lambda: self.new_chosen.emit(False))
        self._chips.show_chips([self._new, self._all])
        self._about = label("meta", wrap=True)
        self._empty = EmptyState("rss")
        self._empty.wanted.connect(self._on_empty)
        self._empty.hide()
        self.lay_out(self._chips, self._about, self.view).addWidget(self._empty, 1)
        QWidget.setTabOrder(self.view, self._empty.button)

    def take_focus(self) -> None:
        """Give the focus to the pieces; without any, to what can be done instead."""
        stop = self.view if self._empty.isHidden() else self._empty.button
        stop.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def count(self) -> int:
        """How many pieces the list has."""
        return len(self.model.ids)

    @property
    def about(self) -> str:
        """What stands over the pieces, "" for nothing."""
        return self._about.text()

    @property
    def current_id(self) -> int:
        """The piece that the keyboard is on, 0 for none."""
        row = self.view.currentIndex().row()
        return self.model.ids[row] if 0 <= row < self.count else 0

    @property
    def spot(self) -> QPoint:
        """The middle of the current piece on the screen, or the list's top."""
        shown = self.view.visualRect(self.view.currentIndex())
        return self.view.viewport().mapToGlobal(shown.center() if shown.isValid() else QPoint(40, 20))

    @property
    def empty_text(self) -> str:
        """What is said in place of the pieces, "" while there are some."""
        return "" if self._empty.isHidden() else self._empty.text

    def show_followed(self, any_source: bool) -> None:
        """Know whether any source is followed."""
        self._follows = any_source
        self.show_texts()

    def show_items(self, listing: FeedListing, names: Mapping[int, str], feed: Feed | None) -> None:
        """Show pieces; the current one stays where it is still there, else the one after it takes its turn.

        Args:
            listing: all of them in order, and the first ones' rows.
            names: of the feeds.
            feed: whose pieces these are, `None` for those of all feeds.
        """
        same = (feed.id if feed else 0) == (self._feed.id if self._feed else 0)
        current, row = self.current_id, self.view.currentIndex().row()
        place = self.view.verticalScrollBar().value()
        self._feed = feed
        self.model.show(listing, names)
        if same and row >= 0 and self.count:
            kept = self.model.row_of(current)
            chosen = self.model.index(kept if kept >= 0 else min(row, self.count - 1), 0)
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.view.selectionModel().setCurrentIndex(chosen, flag)
            self.view.verticalScrollBar().setValue(place)
        elif not same:
            self.view.scrollToTop()
        self.show_texts()

    def set_only_new(self, only_new: bool) -> None:
        """Mark which pieces are listed."""
        self.only_new = only_new
        self.show_texts()

    def set_busy(self, busy: bool) -> None:
        """Say that feeds are being asked."""
        self.busy = busy
        self.show_texts()

    def retranslate(self) -> None:
        self._new.set_text(self.tr("New"))
        self._all.set_text(self.tr("All"))
        self._chips.setAccessibleName(self.tr("Which pieces"))
        self.view.setAccessibleName(self.tr("Pieces of feeds"))
        self.show_texts()
        self.model.repaint()

    def show_texts(self) -> None:
        """Say what is listed, what goes on, and what is wrong."""
        self._new.setChecked(self.only_new)
        self._all.setChecked(not self.only_new)
        text = state_text(self._feed) if self._feed is not None else ""
        empty = not text and not self.count and self._follows is not None
        if self.busy:
            text = self.tr("Looking for new pieces…")
        self._about.setText(text)
        self._about.setVisible(bool(text))
        for part in (self._chips, self.below_head):
            part.setHidden(self._follows is False and empty)
        self._show_empty(empty)

    def _show_empty(self, empty: bool) -> None:
        if self._follows is False:
            self._empty.show_text(
                self.tr("No source followed yet"),
                self.tr("What the sources you follow publish is listed here."),
                self.tr("Follow a source…"),
            )
        elif self.only_new:
            look = self.tr("F5 looks for more.")
            self._empty.show_text(self.tr("Nothing new"), look, self.tr("Show all pieces"))
        else:
            look = self.tr("F5 looks for more.")
            self._empty.show_text(self.tr("Nothing here yet"), look, self.tr("Look for new pieces"))
        if empty == self._empty.isVisibleTo(self):
            return
        focused = self.window().focusWidget() in (
            self.view,
            self._empty.button,
        )  # the window need not be active
        self._empty.setVisible(empty)
        self.view.setVisible(not empty)
        if focused:
            self.take_focus()

    def _on_empty(self) -> None:
        if self._follows is False:
            self.follow_wanted.emit()
        elif self.only_new:
            self.new_chosen.emit(False)
        else:
            self.look_wanted.emit()

    def _open(self, index: QModelIndex, with_focus: bool) -> None:
        item: FeedItem | None = index.data(FeedRole.ITEM)
        if item is not None:
            self.open_wanted.emit(item.id, with_focus)
