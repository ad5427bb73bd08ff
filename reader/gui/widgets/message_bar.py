"""The strip between bar and text: what the translation does or is, and the next step."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from reader.gui.text.plain_tooltip import plain_tip
from reader.gui.theme.tab_order import order_tabs
from reader.gui.widgets.basics import (
    IconButton,
    IconLabel,
    ProgressBar,
    StartLabel,
    hairline,
    in_direction,
    push_button,
)

ICON = 16
HEIGHT = 34
"""px of a strip of one line, without its hairline."""

NARROW = 640
"""px below which the actions stand under a text that may take several lines."""

_MARGIN = 3
_GAP = 8  # px around a message of several lines, and between its buttons
_AIR = _GAP - _MARGIN  # px above and below such a message that leave a short one its strip of one line

_WORDS = 140  # px that the words of one line get before the actions do
_WORDS_SHARE = (0.36, 0.6)  # of a narrow and of a wide strip, at most


@dataclass(frozen=True, slots=True)
class BarAction:
    """A button of the strip; flat ones look like links."""

    text: str
    run: Callable[[], None]
    flat: bool = True


@dataclass(frozen=True, slots=True)
class OfferLine:
    """What a strip says of an offer that has no room of its own; the most important action last.

    `text` is empty for what the strip itself says already, as that nothing translates yet.
    """

    icon: str
    token: str
    text: str
    shorter: tuple[str, ...]
    actions: tuple[BarAction, ...]
    progress: tuple[int, int] | None


class LineLabel(StartLabel):
    """A label that may be told to stay on one line: what has no room there is its tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.more = ""
        """Said in the tooltip under a text that is cut."""
        self.shorter: tuple[str, ...] = ()
        """What is shown where the text has no room: the first of these that has."""
        self.setProperty("role", "meta")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    @property
    def is_cut(self) -> bool:
        """Whether the line shows less than the text."""
        return not self.wordWrap() and self.natural_width() > self.contentsRect().width()

    @property
    def fitting(self) -> str:
        """What is shown: the text, the first shorter one that has room, or the shortest of all."""
        texts, room = (self.text(), *self.shorter), self.contentsRect().width()
        wide = self.fontMetrics().horizontalAdvance
        return next((text for text in texts if wide(text) <= room), texts[-1])

    def natural_width(self) -> int:
        """What the whole text takes on one line, px."""
        return self.fontMetrics().horizontalAdvance(self.text())

    def least_width(self) -> int:
        """What the shortest text takes on one line, px."""
        return min(map(self.fontMetrics().horizontalAdvance, (self.text(), *self.shorter)))

    def minimumSizeHint(self) -> QSize:
        """One line may be as narrow as there is room for."""
        size = super().minimumSizeHint()
        return size if self.wordWrap() else QSize(0, size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.renew_tooltip()

    def renew_tooltip(self) -> None:
        """The whole text where the line shows a part of it."""
        whole = "\n\n".join(part for part in (self.text(), self.more) if part)
        self.setToolTip(plain_tip(whole) if self.is_cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_cut:
            super().paintEvent(event)
            return
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        width = self.contentsRect().width()
        words = in_direction(self.fitting, rtl)
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width)
        painter = QPainter(self)
        flags = QStyle.visualAlignment(self.layoutDirection(), self.alignment()) | Qt.TextFlag.TextSingleLine
        painter.drawText(self.contentsRect(), int(flags), shown)


class PassingFrame(QFrame):
    """A frame with buttons that comes and goes by itself, and does not hand the focus on to its neighbour."""

    focus_left = Signal()
    """The button that has the focus goes: by itself that would go to the next one, whatever it does."""

    def setVisible(self, visible: bool) -> None:
        if not visible:
            self.let_go(self.findChildren(QWidget))
        super().setVisible(visible)

    def let_go(self, going: Container[object]) -> None:
        """Some of its widgets are about to go."""
        if self.window().focusWidget() in going:
            self.focus_left.emit()


class MessageBar(PassingFrame):
    """One message with an icon, its actions, and a bar while something goes on. Never takes the focus.

    A message of one line keeps the strip at its height: words without room are a tooltip, and actions
    without room stand in a menu, the first ones first.

    Args:
        at_foot: whether it stands below what it is about, not above: its line parts it from that.
    """

    def __init__(self, parent: QWidget | None = None, at_foot: bool = False) -> None:
        super().__init__(parent)
        self._at_foot = at_foot
        self._narrow = self._one_line = False
        self._offered: tuple[BarAction, ...] = ()
        self.setProperty("surface", "rail")
        self._icon = IconLabel("", "", ICON)
        self._icon.setFixedSize(QSize(ICON, ICON))
        self._text = LineLabel()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(_GAP)
        self.more = IconButton("ellipsis")
        self.more.setProperty("scale", "row")
        self.more.setIconSize(QSize(ICON, ICON))
        self.more.clicked.connect(self.show_menu)
        self.more.hide()
        self._bar = ProgressBar()
        self._bar.setProperty("scale", "header")
        self._bar.setTextVisible(False)
        self._grid = QGridLayout()
        self._lay_out()
        self._show_bar(False)
        self.hide()

    def _lay_out(self) -> None:
        row = self._grid
        row.setHorizontalSpacing(_GAP)
        row.setVerticalSpacing(0)
        row.setColumnStretch(1, 1)
        row.addWidget(self._icon, 0, 0)
        row.addWidget(self._text, 0, 1)
        row.addWidget(self.more, 0, 2)
        row.addLayout(self._buttons, 0, 3)
        line = hairline()
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self._bar)
        layout.insertWidget(0 if self._at_foot else -1, line)
        self.setMinimumHeight(HEIGHT + 1)

    def add_under_text(self, more: QWidget) -> None:
        """Put something under the message, within the hairline that ends the strip."""
        self._column.insertWidget(self._column.count() - (not self._at_foot), more)

    @property
    def text(self) -> str:
        """The message shown."""
        return self._text.text()

    def buttons(self) -> list[QPushButton]:
        """The actions shown, in order."""
        return buttons_in(self._buttons)

    def show_message(
        self,
        icon: str,
        token: str,
        text: str,
        actions: Sequence[BarAction] = (),
        progress: tuple[int, int] | None = None,
        one_line: bool = False,
        more: str = "",
        shorter: Sequence[str] = (),
    ) -> None:
        """Show a message; `progress` (done, total) adds the bar. Unchanged buttons keep their focus.

        Args:
            icon: its name. token: its colour. text: the message. actions: the most important one last.
            progress: how far. one_line: keep the strip at one line.
            more: what the tooltip of a message without room says further.
            shorter: the same in fewer and fewer words, for where one line has no room.
        """
        self._icon.show_icon(icon, token)
        self.more.set_name(self.tr("More actions"))
        self._text.more, self._text.shorter = more, tuple(shorter)
        self._text.setText(text)
        self._one_line, self._offered = one_line, tuple(actions)
        self._text.setWordWrap(not one_line)
        self._text.setContentsMargins(0, 0 if one_line else _AIR, 0, 0 if one_line else _AIR)
        if [button.text() for button in self.buttons()] != [action.text for action in actions]:
            self.let_go(self.buttons())
            fill_with_buttons(self._buttons, actions, "row")
            order_tabs([self.more, *self.buttons()])
        self._show_bar(progress is not None)
        self._place()
        if progress is not None:
            self._bar.setUpdatesEnabled(False)  # it would paint the whole window now, within this event
            self._bar.setRange(0, max(1, progress[1]))
            self._bar.setValue(progress[0])
            self._bar.setUpdatesEnabled(True)
            self._bar.setAccessibleName(text)
        self.show()

    def _show_bar(self, shown: bool) -> None:
        """Show the bar or not, at one height of the strip: what lies below it is not to move."""
        margin = 1 if shown else _MARGIN
        self._grid.setContentsMargins(16, margin, 12, margin)
        self._bar.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the actions their place."""
        super().resizeEvent(event)
        self._place()

    def hidden_actions(self) -> list[BarAction]:
        """The actions that stand in the menu, for want of room."""
        shown = zip(self.buttons(), self._offered, strict=True)
        return [action for button, action in shown if button.isHidden()]

    def show_menu(self) -> None:
        """The actions that have no room on the line, under their button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in self.hidden_actions():
            menu.addAction(action.text, action.run)
        menu.setAccessibleName(self.more.accessibleName())
        start = QPoint(0, self.more.height())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            start.setX(self.more.width() - menu.sizeHint().width())
        menu.popup(self.more.mapToGlobal(start))

    def _place(self) -> None:
        """As many actions as leave the words of one line their share; else under the words where narrow."""
        narrow = not self._one_line and self._room() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self._grid.removeItem(self._buttons)
            start = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignRight
            self._grid.addLayout(self._buttons, *((1, 1) if narrow else (0, 3)), start)
        under = narrow and bool(self._offered)
        self._grid.setVerticalSpacing(_GAP - _AIR if under else 0)
        margins = self._grid.contentsMargins()
        margins.setBottom(_GAP if under else margins.top())
        self._grid.setContentsMargins(margins)
        shown = self._fitting() if self._one_line else len(self._offered)
        buttons = self.buttons()
        self.let_go(buttons[: len(buttons) - shown])
        for number, button in enumerate(buttons):
            button.setVisible(number >= len(buttons) - shown)
        self.more.setVisible(shown < len(buttons))
        self._text.renew_tooltip()

    def _room(self) -> int:
        """The strip's width, or the one it comes with: it is not to stand for a moment as for another."""
        holder = self.parentWidget()
        layout = None if holder is None or self.isVisible() else holder.layout()
        coming = layout.contentsRect().width() if layout is not None else 0
        return coming if coming > 0 else self.width()

    def _fitting(self) -> int:
        """How many actions, from the last on, have room beside the words; one always has."""
        margins, gap = self._grid.contentsMargins(), self._buttons.spacing()
        width = self._room()
        room = width - margins.left() - margins.right() - ICON - gap
        share = round(_WORDS_SHARE[width >= NARROW] * width)
        room -= min(self._text.natural_width(), max(_WORDS, share)) + gap
        widths = []
        for button in self.buttons():
            button.ensurePolished()
            widths.append(button.sizeHint().width())
        if sum(widths) + gap * len(widths) <= room:
            return len(widths)
        room -= self.more.sizeHint().width() + gap
        count = 0
        for width in reversed(widths):
            room -= width + gap
            if room < 0 and count:
                break
            count += 1
        return count


def buttons_in(row: QHBoxLayout) -> list[QPushButton]:
    """The buttons of a row, in order."""
    items = (row.itemAt(index) for index in range(row.count()))
    widgets = (item.widget() for item in items if item is not None)
    return [widget for widget in widgets if isinstance(widget, QPushButton)]


def fill_with_buttons(row: QHBoxLayout, actions: Sequence[BarAction], scale: str = "") -> None:
    """Replace the buttons of a row."""
    for button in buttons_in(row):
        row.removeWidget(button)
        button.hide()
        button.deleteLater()
    for action in actions:
        button = push_button("flat" if action.flat else "", scale)
        button.setText(action.text)
        button.clicked.connect(lambda _checked=False, run=action.run: run())
        row.addWidget(button)
