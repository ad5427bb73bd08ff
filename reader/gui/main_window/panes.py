"""Sidebar, list and reading pane side by side, and what becomes of them in a narrower window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QChildEvent, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QSplitterHandle, QVBoxLayout, QWidget

from reader.gui.sidebar.status_line import StatusLine
from reader.gui.theme.typography import COLUMN_GAP, NARROWEST_COLUMN
from reader.gui.widgets.basics import surface
from reader.gui.widgets.pane_layout import (
    LIST_LEAST,
    LIST_MOST,
    LIST_WIDTH,
    SIDEBAR_COMPACT,
    SIDEBAR_LEAST,
    SIDEBAR_MOST,
    SIDEBAR_WIDTH,
    Layout,
    PaneState,
    layout_for,
)

if TYPE_CHECKING:
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.sidebar.sidebar import Sidebar

_ROOM_FOR_ALL = 1640
_LIST_CROWDED = 330
"""Width in px from which sidebar, list, text and notes all have room; of the list below it."""

_ROOM_FOR_TWO = 2 * NARROWEST_COLUMN + COLUMN_GAP + 104
"""Px of the reading pane in which two columns of text have room, with their margins and the scroll bar."""

_READING_LEAST = 480
_READING_LEAST_COMPACT = 320


class _Shade(QWidget):
    """Dims what lies behind the open drawer; a click closes it."""

    clicked = Signal()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 115))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()


class _PaneSplitter(QSplitter):
    """Qt places every pane of a right-to-left splitter one pixel too far to the right, its handles well.

    The first pane would lose a column at the window's edge, the last would leave one bare, and beside each
    hairline a column would show what lies behind the panes.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self._placing = False

    def childEvent(self, event: QChildEvent) -> None:
        super().childEvent(event)
        child = event.child()
        if child.isWidgetType() and not isinstance(child, QSplitterHandle):
            if event.added():
                child.installEventFilter(self)
            elif event.removed():
                child.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moved = event.type() in (QEvent.Type.Move, QEvent.Type.Resize)
        if moved and not self._placing and self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            self._placing = True
            self._place()
            self._placing = False
        return False

    def _place(self) -> None:
        end = self.width()
        for number, size in enumerate(self.sizes()):
            pane = self.widget(number)
            if pane is not None and not pane.isHidden():
                pane.move(end - size, pane.y())
                end -= size + self.handleWidth()


def _plain(name: str) -> QFrame:
    """A surface where a pane will stand."""
    made = QFrame()
    surface(made, name)
    return made


class Panes(QWidget):
    """The three panes. In a narrow window the sidebar is a drawer, and list or article fills the window."""

    layout_changed = Signal(object)
    reading_shown = Signal(bool)
    sizes_changed = Signal()  # the reader gave the panes other widths

    sidebar: Sidebar
    list: ListPane
    reading: QWidget

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mode = Layout.WIDE
        self._sidebar_hidden = self._list_hidden = self._reading_first = False
        self.was_reading = False  # the last time: whether the article filled a narrow window
        self._reads = self._alone = self._beside = self._two_columns = self._folded = False
        self._sizes = [SIDEBAR_WIDTH, LIST_WIDTH]
        self._splitter = _PaneSplitter(self)
        self._splitter.splitterMoved.connect(self._on_moved)
        self._shade = _Shade(self)
        self._shade.clicked.connect(self.close_drawer)
        self._shade.hide()
        self.status = StatusLine(self)
        self._told = ("lock", "")
        self._complete = False
        self._rail: QWidget = _plain("rail")
        self._page: QWidget = _plain("page")
        self._footer: QWidget | None = None
        self._footer_at = 0
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._splitter, 1)
        column.addWidget(self.status)

    @property
    def home(self) -> QWidget:
        """What the three panes are made in: Qt styles all of a pane anew that changes its parent."""
        return self._splitter

    def hold(self, list_pane: ListPane) -> None:
        """Take the list; plain surfaces stand beside it until the other panes come."""
        self.list = list_pane
        for place, pane in enumerate((self._rail, list_pane, self._page)):
            self._splitter.insertWidget(place, pane)
        self._splitter.setStretchFactor(2, 1)
        self._arrange()

    def take_reading(self, reading: QWidget) -> None:
        """Take the reading pane, in the place of its surface."""
        self._replace(2, reading)
        self.reading = self._page = reading
        self._splitter.setStretchFactor(2, 1)
        self._arrange()

    def take_sidebar(self, sidebar: Sidebar) -> None:
        """Take the sidebar, in the place of its surface."""
        self._replace(0, sidebar)
        self.sidebar = self._rail = sidebar
        self._complete = True
        sidebar.state_told.connect(self._tell_state)
        self._arrange()

    def take_footer(self, footer: QWidget) -> None:
        """Take what lies at the foot of the list: without the list it lies below the article."""
        self._footer = footer
        self._place_footer()

    def _place_footer(self) -> None:
        footer, column = self._footer, self.list.layout()
        below = self.list.isHidden() and not self._alone
        if footer is None or not isinstance(column, QVBoxLayout) or below == (footer.parentWidget() is self):
            return
        hidden = footer.isHidden()
        if below:
            self._footer_at = column.indexOf(footer)
            self._column.insertWidget(1, footer)
        else:
            column.insertWidget(self._footer_at, footer)
        footer.setHidden(hidden)

    def _replace(self, place: int, pane: QWidget) -> None:
        stood_there = self._splitter.replaceWidget(place, pane)
        if stood_there is not None:
            stood_there.deleteLater()

    @property
    def narrow(self) -> bool:
        """Whether one pane shows at a time."""
        return self.mode is Layout.NARROW

    @property
    def drawer_open(self) -> bool:
        """Whether the sidebar lies over the list of a narrow window."""
        return not self._shade.isHidden()

    def state(self) -> str:
        """Sizes and hidden panes as one text for the settings."""
        sidebar, cards, reads = *self._sizes, self.narrow and self._reading_first
        return PaneState(sidebar, cards, self._sidebar_hidden, self._list_hidden, bool(reads)).text()

    def restore(self, state: str) -> None:
        """Take up what `state` gave; anything else is ignored."""
        found = PaneState.read(state)
        if found is not None:
            self._sizes = [found.sidebar, found.list]
            self._sidebar_hidden, self._list_hidden = found.sidebar_hidden, found.list_hidden
            self.was_reading = found.reading
            self._arrange()

    def show_reading(self) -> None:
        """In a narrow window: the article instead of the list."""
        self._reading_first = True
        self._arrange()

    def show_list(self) -> None:
        """In a narrow window: the list instead of the article; elsewhere, the list if it was hidden."""
        self._reading_first = self._reads = False
        if not self.narrow:
            self._list_hidden = False
        if not self.drawer_open:  # which arranges them when it is put away
            self._arrange()

    def note_reading(self, reads: bool) -> None:
        """The reader reads the text, or went on in the list: that pane stays in a window made narrow."""
        self._reads = reads

    def _focus_in_text(self) -> bool:
        focus = self.window().focusWidget()
        return focus is not None and self._page.isAncestorOf(focus)

    def set_alone(self, alone: bool) -> None:
        """The article alone, whatever the width (reading mode), or the panes as they were."""
        self.close_drawer()
        self._alone = alone
        self._arrange()
        self._splitter.refresh()  # now and not with the next events: the text is laid out for its width

    def set_beside(self, beside: bool) -> None:
        """Something stands beside the text (the notes): the sidebar makes room where there is too little."""
        if beside != self._beside:
            self._beside = beside
            self._arrange()

    def set_two_columns(self, wanted: bool) -> None:
        """Two columns of text are shown: list and sidebar give way where that makes room for them."""
        if wanted != self._two_columns:
            before, self._two_columns = self._given_way, wanted
            if self._given_way != before:
                self._arrange()

    @property
    def _given_way(self) -> tuple[int, int] | None:
        """The widths of sidebar and list that leave room for two columns; `None` when none are needed."""
        if not self._two_columns or self.narrow or self._alone or self._beside:
            return None
        sidebar = 0 if self._sidebar_hidden else SIDEBAR_COMPACT
        wide = sidebar if self.mode is Layout.COMPACT or self._sidebar_hidden else self._sizes[0]
        if self._list_hidden:
            return None
        for first in (wide, sidebar):
            room = self.width() - first - _ROOM_FOR_TWO
            if room >= self._sizes[1]:
                return None if first == wide else (first, self._sizes[1])
            if room >= LIST_LEAST:
                return first, room
        return None

    @property
    def _crowded(self) -> bool:
        return self._beside and self.width() < _ROOM_FOR_ALL

    def toggle_sidebar(self) -> None:
        """Show or hide the sidebar; in a narrow window, open or close the drawer."""
        if self.narrow:
            if self.drawer_open:
                self.close_drawer()
            else:
                self.open_drawer()
            return
        self._sidebar_hidden = not self._sidebar_hidden
        self._arrange()

    def toggle_list(self) -> None:
        """Show or hide the list."""
        if self.narrow:
            self._reading_first = not self._reading_first
        else:
            self._list_hidden = not self._list_hidden
        self._arrange()

    def open_drawer(self) -> None:
        """Lay the sidebar over the list of a narrow window."""
        self.sidebar.setParent(self)
        self.sidebar.set_compact(False)
        self._shade.setGeometry(self.rect())
        self._shade.show()
        self._shade.raise_()
        self._place_drawer()
        self.sidebar.show()
        self.sidebar.raise_()
        self.sidebar.views.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_drawer(self) -> None:
        """Put the drawer away; the focus returns to the list."""
        if self.drawer_open:
            self._shade.hide()
            self._arrange()
            self.list.on_screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        mode = layout_for(event.size().width())
        if mode is not self.mode:
            self.mode = mode
            self._reading_first = self.narrow and (self._reads or self._alone or self._focus_in_text())
            self._shade.hide()
            self._arrange()
            self.layout_changed.emit(mode)
        elif self.drawer_open:
            self._shade.setGeometry(self.rect())
            self._place_drawer()
        elif self._two_columns:
            self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange and self.drawer_open:
            self._place_drawer()
        super().changeEvent(event)

    def _place_drawer(self) -> None:
        width = min(SIDEBAR_WIDTH, self.width() - 48)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.sidebar.setGeometry(self.width() - width if rtl else 0, 0, width, self.height())

    def _arrange(self) -> None:
        """Put every pane where the width and the reader's wishes want it."""
        narrow = self.narrow
        if self._rail.parent() is not self._splitter:
            self._splitter.insertWidget(0, self._rail)
        given = self._given_way
        folded = given is not None and given[0] == SIDEBAR_COMPACT
        self._folded = self.mode is Layout.COMPACT or folded
        self._set_compact(self._folded)
        self.list.set_narrow(narrow)
        self.list.setMinimumWidth(0 if narrow else LIST_LEAST)
        self.list.setMaximumWidth(16777215 if narrow else LIST_MOST)
        least = {Layout.WIDE: _READING_LEAST, Layout.COMPACT: _READING_LEAST_COMPACT, Layout.NARROW: 0}
        self._page.setMinimumWidth(least[self.mode])
        list_shown = not self._reading_first if narrow else not self._list_hidden
        self._rail.setVisible(
            not narrow and not self._sidebar_hidden and not self._alone and not self._crowded
        )
        self.list.setVisible(list_shown and not self._alone)
        self._page.setVisible(self._reading_first or not narrow or self._alone)
        if not narrow and not self._alone:
            self._apply_sizes()
        self._place_footer()
        self._show_status()
        self.reading_shown.emit(narrow and self._reading_first)

    def _set_compact(self, compact: bool) -> None:
        if self._complete:
            self.sidebar.set_compact(compact)
        else:
            self._rail.setMinimumWidth(SIDEBAR_COMPACT if compact else SIDEBAR_LEAST)
            self._rail.setMaximumWidth(SIDEBAR_COMPACT if compact else SIDEBAR_MOST)

    def _tell_state(self, sign: str, words: str) -> None:
        self._told = (sign, words)
        self._show_status()

    def _show_status(self) -> None:
        """Say below the panes what the sidebar says where it is there and has room for words."""
        sign, words = self._told
        said = self._rail.parent() is self._splitter and not (self._rail.isHidden() or self._folded)
        self.status.say(sign, "" if self._alone or said else words)

    def _apply_sizes(self) -> None:
        first, second = self._given_way or self._usual_sizes()
        self._splitter.setSizes([first, second, max(1, self.width() - first - second)])

    def _usual_sizes(self) -> tuple[int, int]:
        first = SIDEBAR_COMPACT if self.mode is Layout.COMPACT else self._sizes[0]
        second = min(self._sizes[1], _LIST_CROWDED) if self._crowded else self._sizes[1]
        return first, second

    def _on_moved(self, _position: int, _index: int) -> None:
        sizes = self._splitter.sizes()
        if self._given_way is not None:  # not the reader's own widths
            return
        if self.mode is Layout.WIDE and sizes[0]:
            self._sizes[0] = sizes[0]
        if not self.narrow and not self._crowded and sizes[1]:
            self._sizes[1] = sizes[1]
        self.sizes_changed.emit()
