"""A check box in the theme's colours: the style sheet's own one would be a white square on white."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QStyle, QWidget

from reader.gui.theme.icons import pixmap
from reader.gui.theme.themed_widget import ThemedWidget

BOX, GAP, HEIGHT = 18, 10, 28


class CheckBox(ThemedWidget, QCheckBox):
    """A square with a check mark, and its words after it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(BOX + GAP + words + 2, max(HEIGHT, self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, on = self.theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        square = self._place(0, (self.height() - BOX) // 2, BOX, BOX)
        edge = theme.color("accent" if on else "control") if self.isEnabled() else QColor(theme.edge)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(theme.color("accent" if on and self.isEnabled() else "raised"))
        painter.drawRoundedRect(QRectF(square).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if on:
            ink = theme.color("onaccent" if self.isEnabled() else "muted")
            mark = pixmap("check", ink, BOX - 4, self.devicePixelRatioF())
            painter.drawPixmap(square.topLeft() + QPoint(2, 2), mark)
        painter.setPen(theme.color("text" if self.isEnabled() else "muted"))
        place = self._place(BOX + GAP, 0, self.width() - BOX - GAP, self.height())
        start = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        painter.drawText(place, start | Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()

    def _place(self, x: int, y: int, width: int, height: int) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), QRect(x, y, width, height))
