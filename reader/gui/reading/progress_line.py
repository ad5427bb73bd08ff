"""The reading progress: a line 3 px high that runs from the interface's start side."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import ProgressBar

HEIGHT = 3


class ProgressLine(ThemedWidget, ProgressBar):
    """A progress bar (so assistive software reads a value) that paints itself as a hairline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setRange(0, 100)
        self.setTextVisible(False)
        self.setStyleSheet(f"min-height: {HEIGHT}px; max-height: {HEIGHT}px;")
        self.setFixedHeight(HEIGHT)

    def set_share(self, share: float) -> None:
        """Show a share read, 0 to 1."""
        if abs(share - self._share) > 1e-4:
            self._share = share
            self.setValue(round(share * 100))
            self.update()  # the line is finer than whole hundredths

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("border"))
        width = self.width() * self._share
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - width if rtl else 0.0
        painter.fillRect(QRectF(left, 0, width, self.height()), self.theme.color("accent"))
        painter.end()
