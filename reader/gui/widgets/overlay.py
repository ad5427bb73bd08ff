"""A panel over the dimmed window: keeps the focus inside, closes with Esc or a click beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsDropShadowEffect, QWidget

from reader.gui.theme.themed_widget import ThemedWidget

SHADE = 115
"""Alpha of the black over the window: 45 %."""
MARGIN = 24


class Overlay(ThemedWidget, QWidget):
    """Covers its window; `panel` holds the content. It deletes itself when closed.

    Args:
        theme: the theme to draw in.
        window: what it covers.
        size: width and height in px the panel wants; it gets what the window has room for.
        top: px from the window's top, `None` for the middle.
        shadow: whether the panel casts one.
    """

    closed = Signal()

    def __init__(
        self,
        window: QWidget,
        size: tuple[int, int],
        top: int | None = None,
        shadow: bool = True,
    ) -> None:
        super().__init__(window)
        self._size = size
        self._top = top
        self._before = QApplication.focusWidget()
        self.panel = QFrame(self)
        self.panel.setObjectName("overlay-panel")
        if shadow:  # never over text that scrolls: all of it would be drawn twice
            effect = QGraphicsDropShadowEffect(self.panel)
            effect.setBlurRadius(24)
            effect.setOffset(0, 6)
            effect.setColor(QColor(0, 0, 0, 48))
            self.panel.setGraphicsEffect(effect)
        window.installEventFilter(self)

    def open(self, first: QWidget) -> None:
        """Show it, with the focus on `first`."""
        self.setGeometry(self.parentWidget().rect())
        self._place()
        self.show()
        self.raise_()
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_overlay(self) -> None:
        """Take it away; the focus returns to where it was."""
        if self.isHidden():
            return
        self.window().removeEventFilter(self)
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)  # first: hiding would hand it on
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def apply_theme(self) -> None:
        colors = self.theme.colors
        self.panel.setStyleSheet(
            f"#overlay-panel {{ background: {colors['raised']}; border: 1px solid {colors['control']};"
            "border-radius: 10px; }"
        )

    def want_height(self, height: int) -> None:
        """Give the panel another height."""
        self._size = (self._size[0], height)
        self._place()

    def focusNextPrevChild(self, next_: bool) -> bool:
        """Go round inside the panel."""
        stops = [
            child
            for child in self.panel.findChildren(QWidget)
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible() and child.isEnabled()
        ]
        if not stops:
            return True
        focus = self.focusWidget()
        here = stops.index(focus) if focus in stops else -1
        step = 1 if next_ else -1
        reason = Qt.FocusReason.TabFocusReason if next_ else Qt.FocusReason.BacktabFocusReason
        stops[(here + step) % len(stops)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_overlay()
        event.accept()  # nothing goes on to the window below

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close_overlay()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, SHADE))
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self.setGeometry(self.parentWidget().rect())
            self._place()
        return False

    def parentWidget(self) -> QWidget:
        """The window it covers."""
        parent = super().parentWidget()
        assert parent is not None
        return parent

    def _place(self) -> None:
        width = min(self._size[0], self.width() - 2 * MARGIN)
        height = min(self._size[1], self.height() - 2 * MARGIN)
        top = (self.height() - height) // 2 if self._top is None else self._top
        top = max(MARGIN, min(top, self.height() - MARGIN - height))
        self.panel.setGeometry(QRect((self.width() - width) // 2, top, width, height))
