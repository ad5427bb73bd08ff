"""A text browser that stays where it is: it navigates nowhere, copies plain text, keeps Tab to itself."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QFocusEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QStyle,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from reader.gui.article_view.display_text import ADDED
from reader.gui.article_view.text_formats import joint_before
from reader.gui.theme.own_style import OwnStyle
from reader.gui.widgets.basics import plain_viewport

_CLEAR = 24
"""Px between a link that Tab goes to and a bar that lies over the page."""


class InertBrowser(QTextBrowser):
    """What the reading view does otherwise than Qt's browser whatever it shows."""

    link_reached = Signal(str)
    """Tab has gone to a link, whose words these are."""
    user_scrolls = Signal()
    """The reader moves the text by hand; what moved it by itself stops."""

    rooms: tuple[int, int] = (0, 0)
    """Px kept free above and below the article, for bars that lie over the page."""
    strip_room = 0
    """How many of those below are for the strip about a translation."""

    _tabbed_to = (0, 0)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_styled = False
        self.leaving: Callable[[], AbstractContextManager[None]] = nullcontext
        """Holds while a key leads away from the line being read."""
        port = plain_viewport()
        port.setCursor(Qt.CursorShape.IBeamCursor)
        port.setMouseTracking(True)
        self.setViewport(port)
        self.document().documentLayout().setPaintDevice(port)  # else that of Qt's own one, which is gone
        self.selectionChanged.connect(self._on_selection)
        bar = self.verticalScrollBar()
        bar.sliderPressed.connect(self.user_scrolls)
        bar.actionTriggered.connect(self.user_scrolls)  # a click beside its handle

    @property
    def focused_link(self) -> tuple[int, int] | None:
        """Begin and end of the link that has the keyboard."""
        link = self.textCursor()
        ends = (link.selectionStart(), link.selectionEnd())
        return ends if self.hasFocus() and link.hasSelection() and ends == self._tabbed_to else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self._is_styled:  # at the start the list has the focus, and a style costs 10 ms
            self._is_styled = True
            # Nothing round the link that has the keyboard: the view draws the ring that all controls have.
            OwnStyle(self, {QStyle.StyleHint.SH_TextControl_FocusIndicatorTextCharFormat: 0})
        super().focusInEvent(event)

    def doSetSource(self, name: QUrl | str, kind: object = None) -> None:
        """Never navigate: the document is always built by the program."""

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy plain text, without what display added to it."""
        data = QMimeData()
        text = _plain(self.textCursor())
        data.setText(text.translate(ADDED).replace("\ufffc", "").replace("\u2028", "\n"))
        return data

    def focusNextPrevChild(self, next_: bool) -> bool:
        """Tab goes from link to link, beginning in sight; from a widget in the text, to the next one."""
        if not self.hasFocus():
            return QTextEdit.focusNextPrevChild(self, next_)
        with self.leaving():
            if not self._selection_in_sight():
                self._begin_in_sight(next_)
            moved = super().focusNextPrevChild(next_)
            if moved and self.hasFocus():
                self.link_reached.emit(self.textCursor().selectedText())
                self._uncover_link()
        return moved

    def _selection_in_sight(self) -> bool:
        """Whether a link or other text is selected that can be seen, at least a part of it."""
        selected = self.textCursor()
        if not selected.hasSelection():
            return False
        rects = []
        for position in (selected.selectionStart(), selected.selectionEnd()):
            selected.setPosition(position)
            rects.append(self.cursorRect(selected))
        top, bottom = self.rooms[0], self.viewport().height() - self.rooms[1]
        return rects[1].bottom() > top and rects[0].top() < bottom

    def _begin_in_sight(self, forward: bool) -> None:
        """Have Qt look for a link from the first line in sight on, or from the last one back.

        Without a selection it would begin at the first or the last line of the whole text.
        """
        port = self.viewport()
        y = self.rooms[0] if forward else port.height() - self.rooms[1] - 1
        ends = [self.cursorForPosition(QPoint(x, y)).position() for x in (0, port.width() - 1)]
        cursor = self.textCursor()
        cursor.setPosition(max(0, min(ends) - 1))
        if forward:
            cursor.setPosition(min(ends), QTextCursor.MoveMode.KeepAnchor)
        else:  # from inside a block Qt does not find what stands before the block
            following = self.document().findBlock(max(ends)).next()
            if following.isValid():
                cursor.setPosition(following.position())
                cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
        blocked = self.blockSignals(True)  # nobody selected this
        self.setTextCursor(cursor)
        self.blockSignals(blocked)

    def drop_selection(self) -> bool:
        """Have nothing selected, the text where it is; says whether something was."""
        cursor = self.textCursor()
        selected = cursor.hasSelection()
        if selected:
            cursor.clearSelection()
            bar = self.verticalScrollBar()
            place, blocked = bar.value(), bar.blockSignals(True)
            self.setTextCursor(cursor)
            bar.setValue(place)  # Qt goes to where the selection was, however far the reader is from it
            bar.blockSignals(blocked)
        return selected

    def _on_selection(self) -> None:
        """The ring of a link reaches beyond its letters, and they alone are drawn anew by Qt."""
        if self._tabbed_to != (0, 0) and self.focused_link is None:
            self._tabbed_to = (0, 0)
            self.viewport().update()

    def _uncover_link(self) -> None:
        """Qt shows a link anywhere in the view, also where a bar lies over the page."""
        link, above, below = self.textCursor(), *self.rooms
        self._tabbed_to = (link.selectionStart(), link.selectionEnd())
        self.viewport().update()
        ends = []
        for position in (link.selectionStart(), link.selectionEnd()):
            link.setPosition(position)
            ends.append(self.cursorRect(link))
        over = ends[1].bottom() + _CLEAR - (self.viewport().height() - below)
        under = above + _CLEAR - ends[0].top()
        if over > 0 or under > 0:
            self.scroll_by(over if over > 0 else -under)

    def scroll_by(self, pixels: int) -> None:
        """Move the text for the reader, by so many px."""
        bar = self.verticalScrollBar()
        self.user_scrolls.emit()
        bar.setValue(bar.value() + pixels)


def _plain(selected: QTextCursor) -> str:
    """A selection's text; the pieces of a long paragraph are one again."""
    document = QTextDocument()
    copy, begins = QTextCursor(document), selected.document().findBlock(selected.selectionStart())
    copy.insertFragment(selected.selection())
    copy.setPosition(0)
    copy.setBlockFormat(begins.blockFormat())  # which the block that was there did not take
    found = list[str]()
    block = document.begin()
    while block.isValid():
        joint = joint_before(block)
        found += [] if not found else ["\n" if joint is None else joint]
        found.append(block.text())
        block = block.next()
    return "".join(found).replace("\u00a0", " ")
