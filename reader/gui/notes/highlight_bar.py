"""The strip under a passage: four named colours with their shapes and keys, note, copy, remove."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QPushButton, QWidget

from reader.core.marks import Colour
from reader.gui.article_view.highlight_style import (
    COLOURS,
    SIZE,
    colour_meaning,
    colour_name,
    draw_shape,
    token,
)
from reader.gui.theme.fonts import ui_font
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import Button, IconButton

HEIGHT = 46
_GAP = 8
_BETWEEN, _LEAST_BETWEEN = 6, 2
"""Px between two buttons: usual, and beside the notes in a small window."""
_NARROW = 480
"""Px of the view below which the colours show shape and key alone."""


class ColourButton(ThemedWidget, Button):
    """One colour: shape, name, key."""

    def __init__(self, colour: Colour, key: str) -> None:
        super().__init__()
        self.colour = colour
        self.named = True
        self._key = key
        self.setStyleSheet("min-height: 30px; max-height: 30px; padding: 0; border: none;")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def sizeHint(self) -> QSize:
        name = QFontMetrics(ui_font(13, 500)).horizontalAdvance(self.text()) + 8 if self.named else 0
        return QSize(8 + SIZE + 6 + name + 20 + 8, 30)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, box = self.theme, QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(token(self.colour)))
        painter.drawRoundedRect(box, 6, 6)
        if self.underMouse() or self.isDown():
            veil = theme.color("text")
            veil.setAlphaF(0.08 if self.isDown() else 0.04)
            painter.setBrush(veil)
            painter.drawRoundedRect(box, 6, 6)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft

        def place(x: int, width: int) -> QRectF:
            left = self.width() - x - width if rtl else x
            return QRectF(left, 0, width, self.height())

        ink = theme.color("text")
        draw_shape(painter, place(8, SIZE).center(), self.colour, ink)
        if self.named:
            painter.setPen(ink)
            painter.setFont(ui_font(13, 500))
            painter.drawText(place(8 + SIZE + 6, self.width()), self._side(rtl), self.text())
        self._paint_key(painter, place(self.width() - 28, 20))
        painter.end()

    def _side(self, rtl: bool) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter

    def _paint_key(self, painter: QPainter, spot: QRectF) -> None:
        box = QRectF(spot.left() + 1, spot.center().y() - 8, 18, 16)
        painter.setPen(QPen(QColor(self.theme.edge), 1))
        painter.setBrush(self.theme.color("raised"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(self.theme.color("muted"))
        painter.setFont(ui_font(11, 500))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)


class HighlightBar(ThemedWidget, QFrame):
    """Lies over the text, below the passage it is about.

    Signals: `chosen(Colour)`, `note_wanted`, `copy_wanted`, `remove_wanted`.
    """

    chosen = Signal(object)
    note_wanted = Signal()
    copy_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("highlight-strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.colours = [ColourButton(colour, str(n)) for n, colour in enumerate(COLOURS, 1)]
        self.note, self.copy, self.remove = (
            IconButton("message-square-text"),
            IconButton("copy"),
            IconButton("trash-2"),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 6, 6, 6)
        row.setSpacing(_BETWEEN)
        for button in self.stops():
            row.addWidget(button)
            button.setProperty("ownKeys", ["Del"])  # see `KeyRouter`
            button.installEventFilter(self)
        for button in self.colours:
            button.clicked.connect(partial(self.chosen.emit, button.colour))
        self.note.clicked.connect(self.note_wanted)
        self.copy.clicked.connect(self.copy_wanted)
        self.remove.clicked.connect(self.remove_wanted)
        self._shadow = QGraphicsDropShadowEffect(self)
        self._shadow.setBlurRadius(18)
        self._shadow.setOffset(0, 4)
        self._shadow.setColor(QColor(0, 0, 0, 48))
        self.setGraphicsEffect(self._shadow)
        self.setFixedHeight(HEIGHT)
        self.hide()

    def stops(self) -> list[QPushButton | IconButton]:
        """Its buttons in order."""
        return [*self.colours, self.note, self.copy, self.remove]

    def open_at(self, passage: QRect, room: QRect, on_mark: bool) -> None:
        """Show it under a passage, or above it where there is no room below; all in its parent's px."""
        self.remove.setVisible(on_mark)
        parent, most = self.parentWidget(), room.width() - 16
        assert parent is not None
        self.setLayoutDirection(parent.window().layoutDirection())
        for named, gap in ((room.width() >= _NARROW, _BETWEEN), (False, _BETWEEN), (False, _LEAST_BETWEEN)):
            self._name_colours(named, gap)
            if self.sizeHint().width() <= most:
                break
        width = min(self.sizeHint().width(), most)
        below = passage.bottom() + _GAP
        fits = below + HEIGHT <= room.bottom() - 8
        y = below if fits else max(room.top() + 8, passage.top() - _GAP - HEIGHT)
        x = min(max(passage.center().x() - width // 2, room.left() + 8), room.right() - 8 - width)
        self.setGeometry(x, y, width, HEIGHT)
        self.show()
        self.raise_()

    def _name_colours(self, named: bool, gap: int) -> None:
        layout = self.layout()
        assert layout is not None
        layout.setSpacing(gap)
        for button in self.colours:
            button.named = named
            button.updateGeometry()
        layout.invalidate()
        layout.activate()

    def focus_on(self, colour: Colour) -> None:
        """Go to a colour's button."""
        self.colours[COLOURS.index(colour)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def holds_focus(self) -> bool:
        """Whether one of its buttons has the focus."""
        return any(button.hasFocus() for button in self.stops())

    def apply_theme(self) -> None:
        colors = self.theme.colors
        self.setStyleSheet(
            f"#highlight-strip {{ background: {colors['raised']}; border: 1px solid {colors['control']};"
            "border-radius: 10px; }"
        )

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Highlight"))
        for number, button in enumerate(self.colours, 1):
            button.setText(colour_name(button.colour))
            button.setAccessibleName(colour_name(button.colour))
            button.setAccessibleDescription(colour_meaning(button.colour))
            button.setToolTip(f"{colour_meaning(button.colour)} ({number})")
        self.note.set_name(self.tr("Add a note"), self.tr("Add a note") + " (C)")
        self.copy.set_name(self.tr("Copy"))
        self.remove.set_name(self.tr("Remove the highlight"), self.tr("Remove the highlight") + " (Del)")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows go from button to button, Return presses, Del removes."""
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Delete:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        key, rtl = event.key(), self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            forward = (key == Qt.Key.Key_Right) != rtl
            self._step(1 if forward else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            assert isinstance(watched, QPushButton | IconButton)
            watched.click()
        elif key == Qt.Key.Key_Delete:
            if not self.remove.isHidden():
                self.remove_wanted.emit()
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        stops = [button for button in self.stops() if not button.isHidden()]
        here = next((n for n, button in enumerate(stops) if button.hasFocus()), 0)
        stops[(here + by) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
