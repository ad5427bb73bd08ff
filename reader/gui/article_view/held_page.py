"""The page as the reader saw it, kept on screen while the text at their place is being written anew."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


class HeldPage(QWidget):
    """A picture of a view, scroll bar included, that lies over it and takes no event.

    A view that paints nothing does not keep its old pixels: whatever lies around it paints over them.
    """

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self._view = view
        self._picture = QPixmap()
        self._corner = QPoint()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._follows = False
        self.hide()

    def take(self) -> None:
        """Keep what the view shows now, to be shown again by `cover`."""
        if self.isHidden() and self._view.isVisible() and self._picture.isNull():
            self._corner = self._view.mapTo(self._view.window(), QPoint(0, 0))
            self._picture = self._view.grab()

    def cover(self) -> None:
        """Lie over the view, if a picture of it was taken."""
        if not self._picture.isNull():
            self._stay_above()
            self.fit()
            self.raise_()
            self.show()

    def _stay_above(self) -> None:
        """Qt lifts the scroll bar over everything else at each new layout of the view."""
        if self._follows:
            return
        holder = self._view.verticalScrollBar().parentWidget()
        assert holder is not None
        holder.installEventFilter(self)
        self._follows = True

    def fit(self) -> None:
        """Fill the view, wherever it moved and however large it is now."""
        self.setGeometry(self._view.rect())

    def drop(self) -> None:
        """Show the view itself again."""
        self.hide()
        self._picture = QPixmap()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._view.palette().base())
        painter.drawPixmap(self.mapFrom(self.window(), self._corner), self._picture)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ZOrderChange and self.isVisible():
            self.raise_()
        return False
