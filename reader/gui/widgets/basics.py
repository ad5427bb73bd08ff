"""Small pieces that several panes are built from: labels, buttons, hairlines."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractAnimation, QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QShowEvent,
    QTextDocument,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QStyle,
    QStyleOptionProgressBar,
    QStyleOptionViewItem,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.gui.text.plain_tooltip import plain_tip
from reader.gui.theme.icons import icon, icon_source, pixmap
from reader.gui.theme.motion import MOTION
from reader.gui.theme.themed_widget import ThemedWidget

_NEW_LINE = "\u2028"
"""Begins a line in the texts that Qt lays out."""
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u200e", "\u200f"
_BASE = {
    _LEFT_TO_RIGHT: Qt.LayoutDirection.LeftToRight,
    _RIGHT_TO_LEFT: Qt.LayoutDirection.RightToLeft,
}
"""The base direction of a text that begins with one of these marks."""

_BELOW = frozenset("\u064d\u0650")
"""Marks of Arabic that stand below their letter, and with some letters deeper than a font says it goes."""
_DEPTH = 0.3
"""How much deeper at most, in heights of a line."""


class StartLabel(QLabel):
    """A label aligned to the interface's start side; Qt would align each text by its own direction.

    It has room for marks that stand below their letters.
    """

    _below = 0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._align()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._leave_room()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._leave_room()
        super().changeEvent(event)

    def _leave_room(self) -> None:
        below = 0 if _BELOW.isdisjoint(self.text()) else math.ceil(self.fontMetrics().height() * _DEPTH)
        if below != self._below:
            margins = self.contentsMargins()
            margins.setBottom(margins.bottom() + below - self._below)
            self._below = below
            self.setContentsMargins(margins)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Begin each line of a right-to-left paragraph at the edge.

        Qt's own plain text leaves there the width of the space at which a line was broken.
        """
        broken = self.wordWrap() and self.textFormat() == Qt.TextFormat.PlainText
        selectable = self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
        if not broken or selectable or not self.alignment() & Qt.AlignmentFlag.AlignRight:
            super().paintEvent(event)
            return
        room = self.contentsRect().adjusted(0, 0, -max(0, self.indent()), 0)
        lines = QTextLayout(self.text().replace("\n", _NEW_LINE), self.font())
        option = QTextOption(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        if self.text()[:1] in _BASE:
            option.setTextDirection(_BASE[self.text()[0]])  # by itself it is the application's
        lines.setTextOption(option)
        height = 0.0
        lines.beginLayout()
        while (line := lines.createLine()).isValid():
            line.setLineWidth(room.width())
            line.setPosition(QPointF(0, height))
            height += line.height()
        lines.endLayout()
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        free = (
            max(0, room.height() - round(height)) if self.alignment() & Qt.AlignmentFlag.AlignVCenter else 0
        )
        lines.draw(painter, QPointF(room.x(), room.y() + free // 2))
        painter.end()

    def _align(self) -> None:
        if self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            return
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)


def label(role: str = "", wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A plain-text label in one of the style sheet's roles."""
    made = StartLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


class ProgressBar(QProgressBar):
    """A progress bar that is drawn with the window's next frame.

    Qt's own draws itself at every change of its value, and with it whatever of the window waits to be drawn.
    One that does not know how far it is stays empty where nothing may move.
    """

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.minimum() < self.maximum() or not MOTION.reduced:
            super().paintEvent(event)
            return
        for motion in self.findChildren(QAbstractAnimation):
            motion.stop()  # of the style, which had begun to move it
        option = QStyleOptionProgressBar()
        self.initStyleOption(option)
        option.minimum, option.maximum, option.progress = 0, 1, 0
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_ProgressBar, option)
        painter.end()

    def setValue(self, value: int) -> None:
        if value != self.value():
            self.setUpdatesEnabled(False)
            super().setValue(value)
            self.setUpdatesEnabled(True)


_LONG_RUN = re.compile(r"\S{20}(?=\S)")


def in_direction(text: str, rtl: bool) -> str:
    """Give a text of isolates its base direction; by itself it has none, and Qt would take left-to-right."""
    return (_RIGHT_TO_LEFT if rtl else _LEFT_TO_RIGHT) + text if text else ""


def write_towards(document: QTextDocument, rtl: bool) -> None:
    """Let what is typed stand on a language's side and run its way, whatever the interface's direction."""
    direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    wanted = direction, side | Qt.AlignmentFlag.AlignAbsolute
    option = document.defaultTextOption()
    if (option.textDirection(), option.alignment()) != wanted:  # setting it lays all of the text out anew
        option.setTextDirection(wanted[0])
        option.setAlignment(wanted[1])
        document.setDefaultTextOption(option)


def breakable(text: str) -> str:
    """Let long words (addresses, hosts) break, so that they never widen what they stand in."""
    return _LONG_RUN.sub(lambda run: run.group() + "\u200b", text)


if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object


class PressedByEnter(_Button):
    """For a button: Enter presses it where it has the focus, as Space does. Mix in before the button."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)


class Button(PressedByEnter, QPushButton):
    """Of all buttons of a dialog Enter in its fields presses none but the default one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)


def push_button(kind: str = "", size: str = "", parent: QWidget | None = None) -> QPushButton:
    """A button; `kind` is empty, `primary` or `flat`, `size` empty or `row`."""
    made = Button(parent)
    if kind:
        made.setProperty("kind", kind)
    if size:
        made.setProperty("scale", size)  # `size` is a property of every widget already
    return made


def plain_viewport() -> QWidget:
    """A viewport as Qt makes it for a view; give it to the view before anything else.

    Asked for one of Qt's own, PySide looks for its class among all classes of widgets, which it sets up
    for that: some 25 ms of a start.
    """
    made = QWidget()
    made.setObjectName("qt_scrollarea_viewport")
    made.setBackgroundRole(QPalette.ColorRole.Base)
    made.setAutoFillBackground(True)
    return made


class IconButton(ThemedWidget, PressedByEnter, QToolButton):
    """A 34 px button with an icon; its tooltip is its name and key, its accessible name the name alone.

    The icon is drawn when the button is shown: of the buttons of a window most never are.
    """

    def __init__(self, icon_name: str, parent: QWidget | None = None, token: str = "muted") -> None:
        super().__init__(parent)
        icon_source(icon_name)  # the file may be gone when the button is shown
        self._is_drawn = False
        self._icon_name = icon_name
        self._token = token
        self.setProperty("kind", "icon")
        self.setIconSize(QSize(20, 20))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def apply_theme(self) -> None:
        self._is_drawn = self.isVisible()
        if self._is_drawn:
            self.setIcon(icon(self._icon_name, self.theme.color(self._token), 20))

    def showEvent(self, event: QShowEvent) -> None:
        if not self._is_drawn:
            self.apply_theme()
        super().showEvent(event)

    def set_name(self, name: str, tooltip: str = "") -> None:
        """Give the accessible name and the tooltip; what this adds, as a key, is the description."""
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(tooltip or name))
        added = (
            tooltip.removeprefix(name).strip(" ()\u2066\u2068\u2069") if tooltip.startswith(name) else tooltip
        )
        self.setAccessibleDescription(added)  # without one Qt gives the tooltip, and the name is said twice


class IconLabel(ThemedWidget, QLabel):
    """An icon in a colour of the theme; an empty name shows none."""

    def __init__(self, icon_name: str, token: str, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = icon_name, token
        """The name of the icon, and the colour of the theme that it is drawn in."""
        self._size = size

    def show_icon(self, icon_name: str, token: str) -> None:
        """Show another one, or in another colour."""
        self.shown = icon_name, token
        self.apply_theme()

    def apply_theme(self) -> None:
        name, token = self.shown
        if name:
            self.setPixmap(pixmap(name, self.theme.color(token), self._size, self.devicePixelRatioF()))


_BY_KEY = frozenset(
    (
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    )
)


if TYPE_CHECKING:
    _View = QAbstractItemView
else:
    _View = object


class KeyboardFocus(_View):
    """For a list: whether its focus came by key, so that the current row shows it. Mix in before the view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.taking_focus = False
        """Whether the current row changes only because Qt gives a list that gets the focus one."""
        self.setProperty("focusRing", False)  # the row shows it, not a ring round the list

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in _BY_KEY:
            self.setProperty("byKey", True)
        elif event.reason() is Qt.FocusReason.MouseFocusReason:
            self.setProperty("byKey", False)
        self.taking_focus = True
        super().focusInEvent(event)
        self.taking_focus = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setProperty("byKey", False)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.setProperty("byKey", True)
        super().keyPressEvent(event)


def focus_visible(option: QStyleOptionViewItem) -> bool:
    """Whether a delegate should paint the focus ring on the row of `option`."""
    view = option.widget
    focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
    return focused and view is not None and bool(view.property("byKey"))


def hairline(parent: QWidget | None = None) -> QFrame:
    """A 1 px horizontal line."""
    made = QFrame(parent)
    made.setProperty("kind", "hairline")
    made.setFixedHeight(1)
    return made


def column_beside_bar(body: QWidget) -> QVBoxLayout:
    """A column for `body` with 8 px towards the scroll bar, on either side: boxes mirror, margins do not."""
    row, column = QHBoxLayout(body), QVBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addLayout(column)
    row.addSpacing(8)
    return column


def surface(widget: QWidget, name: str) -> None:
    """Give a pane one of the theme's surfaces: rail, list, page or raised."""
    widget.setProperty("surface", name)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


def name_icons(field: QLineEdit) -> None:
    """Name the icons in a field, which Qt names after no action: as theirs says, else as the field."""
    for button in field.findChildren(QToolButton):
        action = button.defaultAction()
        button.setAccessibleName((action.text() if action is not None else "") or field.accessibleName())
