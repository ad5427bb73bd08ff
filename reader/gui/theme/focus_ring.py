"""The focus ring: a frame of each window and dialog that follows keyboard focus, outside the control."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QFocusFrame,
    QPlainTextEdit,
    QStyle,
    QStyleOption,
    QWidget,
)

from reader.gui.theme.own_style import OwnStyle
from reader.gui.theme.themed_widget import ThemedWidget

GAP = 2
CONTROL_RADIUS = 6
MARGIN = 4

_HAS_RING = "hasFocusRing"


def _is_field(area: QAbstractScrollArea) -> bool:
    """Whether it is a field of several lines that is typed in."""
    return isinstance(area, QPlainTextEdit) and not area.isReadOnly()


class _RingStyle(OwnStyle):
    """Makes room for gap and ring around the control; only the ring itself uses this style."""

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric in (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin):
            return MARGIN + 1
        return super().pixelMetric(metric, option, widget)


class FocusRing(ThemedWidget, QFocusFrame):
    """Follows the focus inside `window`; shown for keyboard focus, in High contrast always.

    A widget with the property `focusRing` set to false marks its focus itself and gets none.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        # The ring lies in the window or its scroll area: in the control's own parent it would be cut off.
        _RingStyle(self, {QStyle.StyleHint.SH_FocusFrame_AboveWidget: 1})
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        if not shiboken6.isValid(self._window):  # a dying window gives its focus away last of all
            return
        if now is not None and now.window() is not self._window:
            self._ring_in(now.window(), now)
        by_pointer = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        wanted = now is not None and self._window.isAncestorOf(now) and now.property("focusRing") is not False
        if wanted and isinstance(now, QAbstractScrollArea) and not _is_field(now):
            wanted = False  # a whole pane: the cursor or the chosen row shows where the focus is
        if wanted and (not by_pointer or self.theme.name == "contrast"):
            self.setWidget(now)  # type: ignore[arg-type]
        else:
            self.setWidget(None)  # type: ignore[arg-type] # Qt takes it; the stub does not say so
            if self.parentWidget() is not self._window:  # it would be deleted with the parent it was given
                self.setParent(self._window)
                self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        done = super().eventFilter(watched, event)
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize) and shiboken6.isValid(self):
            self._show_again()
        return done

    def _show_again(self) -> None:
        """Qt hides the ring of a control that is out of sight; the focus then makes its page scroll to it."""
        control, area = self.widget(), self.parentWidget()
        if not self.isHidden() or control is None or area is None or not control.isVisible():
            return
        if area.rect().intersects(self.geometry()):
            self.raise_()
            self.show()

    def _ring_in(self, dialog: QWidget, now: QWidget) -> None:
        """Give a dialog of this window a ring of its own, which goes with it."""
        owner = dialog.parentWidget() if isinstance(dialog, QDialog) else None
        if owner is not None and owner.window() is self._window and dialog.property(_HAS_RING) is not True:
            dialog.setProperty(_HAS_RING, True)
            FocusRing(dialog)._on_focus(None, now)

    def _in_sight(self) -> QRectF:
        """Where the ring is drawn: whole, so nearer to a control that stands close to the window's edge."""
        whole, area = self.rect(), self.parentWidget()
        control = whole.adjusted(MARGIN + 1, MARGIN + 1, -MARGIN - 1, -MARGIN - 1)
        edges = area.rect().translated(-self.pos()) if area is not None else whole
        return QRectF(whole.intersected(edges) if edges.contains(control) else whole)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.theme.focus_width
        painter.setPen(QPen(self.theme.color("focus"), width))
        inset = width / 2
        area = self._in_sight().adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(area, CONTROL_RADIUS + GAP, CONTROL_RADIUS + GAP)
        painter.end()
