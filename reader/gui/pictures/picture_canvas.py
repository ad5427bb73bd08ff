"""Shows one picture as large as it fits, or nearer: zoom and pan by key, wheel and pointer."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

STEP = 1.25
"""One step of zoom."""
NEAREST = 8.0
"""Picture px may not be drawn larger than so many px of the screen."""


class PictureCanvas(QWidget):
    """Draws a picture; it fits until it is zoomed."""

    zoomed = Signal()
    """Another part or size is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QImage()
        self._scale = 0.0
        self._middle = QPointF()
        self._held: QPoint | None = None
        self.moved = False
        """Whether the pointer has moved the picture since it was pressed."""
        self.back = QColor(0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", False)

    @property
    def picture(self) -> QImage:
        """What is shown."""
        return self._picture

    def show_picture(self, picture: QImage) -> None:
        """Show another picture, fitted."""
        self._picture = picture
        self.fit()

    @property
    def fits(self) -> bool:
        """Whether all of it is in sight."""
        return self._scale == 0.0

    @property
    def scale(self) -> float:
        """Px of the screen for one of the picture."""
        return self._scale or self._fitting

    def fit(self) -> None:
        """Show all of it, never enlarged."""
        self._scale = 0.0
        self._middle = QPointF(self._picture.width() / 2, self._picture.height() / 2)
        self._tell()

    def full_size(self) -> None:
        """One px of the picture on one of the screen."""
        self.zoom_to(1.0 / self.devicePixelRatioF())

    def zoom_by(self, steps: float, at: QPointF | None = None) -> None:
        """Go nearer by so many steps, or away; what is at `at` stays there."""
        self.zoom_to(self.scale * STEP**steps, at)

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """Draw at a scale; where all of it is in sight it fits again."""
        if self._picture.isNull():
            return
        at = at or QPointF(self.width() / 2, self.height() / 2)
        under = self._in_picture(at)
        scale = min(scale, NEAREST)
        if scale <= self._fitting * 1.001:
            self.fit()
            return
        self._scale = scale
        offset = at - QPointF(self.width() / 2, self.height() / 2)
        self._middle = under - offset / scale
        self._limit()
        self._tell()

    def pan(self, right: float, down: float) -> None:
        """Look further to the right and down, px of the screen."""
        if not self.fits:
            self._middle += QPointF(right, down) / self.scale
            self._limit()
            self._tell()

    def area(self) -> QRectF:
        """Where the picture stands in the widget."""
        scale = self.scale
        left = self.width() / 2 - self._middle.x() * scale
        top = self.height() / 2 - self._middle.y() * scale
        return QRectF(left, top, self._picture.width() * scale, self._picture.height() * scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.back)
        if not self._picture.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.scale < 2)
            painter.drawImage(self.area(), self._picture)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._limit()
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_by(event.angleDelta().y() / 120, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held, self.moved = event.position().toPoint(), False
        if not self.fits:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            here = event.position().toPoint()
            by = self._held - here
            self.moved = self.moved or by.manhattanLength() > 3
            self._held = here
            self.pan(by.x(), by.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self._tell()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.fits:
            self.zoom_to(max(1.0 / self.devicePixelRatioF(), self._fitting * 2), event.position())
        else:
            self.fit()

    @property
    def _fitting(self) -> float:
        if self._picture.isNull() or not self.width() or not self.height():
            return 1.0
        room = min(self.width() / self._picture.width(), self.height() / self._picture.height())
        return min(room, 1.0)

    def _in_picture(self, spot: QPointF) -> QPointF:
        return self._middle + (spot - QPointF(self.width() / 2, self.height() / 2)) / self.scale

    def _limit(self) -> None:
        """No side of the picture comes further in than the middle of the free room."""
        if self._scale and self._scale <= self._fitting:
            self._scale = 0.0
        for size, room, get, put in (
            (self._picture.width(), self.width(), QPointF.x, QPointF.setX),
            (self._picture.height(), self.height(), QPointF.y, QPointF.setY),
        ):
            half = min(size, room / self.scale) / 2
            put(self._middle, max(half, min(get(self._middle), size - half)) if half else 0.0)

    def _tell(self) -> None:
        self.setCursor(Qt.CursorShape.ArrowCursor if self.fits else Qt.CursorShape.OpenHandCursor)
        self.update()
        self.zoomed.emit()
