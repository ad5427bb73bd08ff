"""A switch: a check box whose knob shows the state by its side."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from reader.gui.theme.themed_widget import ThemedWidget

WIDTH, HEIGHT = 38, 28
TRACK, KNOB = 22, 16
"""Px of what is drawn; a press above or below it counts too."""


class Switch(ThemedWidget, QCheckBox):
    """Without words of its own: the row it stands in names it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(WIDTH, HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, on = self.theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(0, (HEIGHT - TRACK) / 2, WIDTH, TRACK).adjusted(0.5, 0.5, -0.5, -0.5)
        filled = on and self.isEnabled()
        rest = theme.color("control") if self.isEnabled() else QColor(theme.edge)
        painter.setPen(QPen(theme.color("accent") if filled else rest, 1))
        painter.setBrush(theme.color("accent" if filled else "raised"))
        painter.drawRoundedRect(area, TRACK / 2, TRACK / 2)
        at_end = on != (self.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        left = WIDTH - KNOB - 3 if at_end else 3
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("onaccent" if filled else "muted") if on else rest)
        painter.drawEllipse(QRectF(left, (HEIGHT - KNOB) / 2, KNOB, KNOB))
        painter.end()
