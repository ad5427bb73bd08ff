"""Failures told in the window itself: a small panel at its foot that takes no focus and no key away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from reader.core.errors import ReaderError
from reader.gui.text.messages import words
from reader.gui.widgets.action_item import ActionItem

MOST = 3
"""Failures shown at once; an older one leaves for a newer."""
_WIDTH, _MARGIN = 460, 16


class ErrorNotice(ActionItem):
    """One failure: what happened, what to do, details on demand; it stays until it is closed.

    Args:
        error: what happened. on_details: shows the whole of it. window: what it is shown in.
    """

    def __init__(
        self, error: ReaderError, on_details: Callable[[ReaderError], None], window: QWidget
    ) -> None:
        super().__init__(window)
        self.error = error
        self._on_details = on_details

    def retranslate(self) -> None:
        self.show_words(words(self.error.title), words(self.error.hint), "circle-alert", "error")
        close = (self.tr("Close"), self.left.emit)
        details = (self.tr("Show details"), lambda: self._on_details(self.error))
        self.set_actions([close, details] if self.error.detail else [close])


class ErrorNotices(QWidget):
    """The failures of a window, the newest at the bottom, over the foot of what is read.

    Args:
        on_details: shows the whole of one.
    """

    def __init__(self, window: QWidget, on_details: Callable[[ReaderError], None]) -> None:
        super().__init__(window)
        self._on_details = on_details
        self._focus_before: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        window.installEventFilter(self)
        self.hide()

    @property
    def notices(self) -> list[ErrorNotice]:
        """Those on screen, the oldest first."""
        items = (self._column.itemAt(number) for number in range(self._column.count()))
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if isinstance(widget, ErrorNotice)]

    def show_error(self, error: ReaderError) -> None:
        """Add a failure; the same one again takes the place of the first."""
        same = [n for n in self.notices if words(n.error.title) == words(error.title)]
        for old in same or self.notices[: -(MOST - 1)]:
            self._remove(old)
        if not self.notices:
            self._focus_before = self.window().focusWidget()
        notice = ErrorNotice(error, self._on_details, self)
        notice.left.connect(lambda: self._remove(notice))
        self._column.addWidget(notice)
        self._place()

    def dismiss(self) -> bool:
        """Close the newest; whether there was one."""
        shown = self.notices
        if shown:
            self._remove(shown[-1])
        return bool(shown)

    def event(self, event: QEvent) -> bool:
        """Its words need another height: they were polished, or are in another language."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._place()
        return done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _remove(self, notice: ErrorNotice) -> None:
        focused = notice.isAncestorOf(self.window().focusWidget() or self.window())
        self._column.removeWidget(notice)
        notice.hide()
        notice.deleteLater()
        self._place()
        before = self._focus_before
        if focused and before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        """At the foot of the window, at the end side, where no list and no tray is."""
        if not self.notices:
            self.hide()
            return
        window = self.window()
        width = min(_WIDTH, window.width() - 2 * _MARGIN)
        self.show()  # what is hidden has no height
        heights = [notice.heightForWidth(width) for notice in self.notices]
        height = sum(heights) + self._column.spacing() * (len(heights) - 1)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = _MARGIN if rtl else window.width() - width - _MARGIN
        self.setGeometry(left, window.height() - height - _MARGIN, width, height)
        self.raise_()
