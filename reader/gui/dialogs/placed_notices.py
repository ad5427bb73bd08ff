"""Failures and outcomes told in the window itself: small panels at its foot that take no focus and no key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from reader.core.errors import ReaderError
from reader.gui.dialogs.giving_way import clear_of, places, spared
from reader.gui.text.messages import words
from reader.gui.widgets.action_item import ActionItem

MOST = 3
"""Notices shown at once; an older one leaves for a newer, a failure before an outcome."""
Act = tuple[str, Callable[[], None]]
"""What a button says, and what it does."""

LINES = 4
"""Lines of an explanation that a notice shows; the rest on demand."""
PASSES_AFTER = 20_000
"""ms in the window until a notice leaves by itself that tells nothing but where a file is: there is time to
come to its buttons by key."""
_WIDTH, _MARGIN = 460, 16
_MOVES = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)


def height_of_foot(window: QWidget, left: int, width: int, parts: Iterable[QWidget]) -> int:
    """Px at a window's foot that parts of it take where something so wide is to lie over it."""
    top = window.height()
    for part in parts:
        start = part.mapTo(window, QPoint(0, 0))
        if part.isVisible() and start.x() < left + width and left < start.x() + part.width():
            top = min(top, start.y())
    return window.height() - top


class Notice(ActionItem):
    """What a notice of any kind has: its words, and the two that close it and show all of it.

    Args:
        window: what it is shown in.
    """

    @property
    def said(self) -> tuple[str, ...]:
        """What makes it the same notice as another; nobody needs that twice."""
        raise NotImplementedError


class ErrorNotice(Notice):
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

    @property
    def said(self) -> tuple[str, ...]:
        return (words(self.error.title),)

    def retranslate(self) -> None:
        self.show_words(words(self.error.title), words(self.error.hint), "circle-alert", "error")
        close = (self.tr("Close"), self.left.emit)
        details = (self.tr("Show details"), lambda: self._on_details(self.error))
        self.set_actions([close, details] if self.error.detail else [close])


class OutcomeNotice(Notice):
    """What came of something asked for, and what can be done about it; it stays until it is closed.

    Args:
        text: what came of it. explanation: more, a line each. on_whole: shows all of it.
        acts: what can be done, each with a button that does it, or leads there, and closes this.
        window: what it is shown in. leave_after: ms until it leaves, where it does so by itself.
    """

    def __init__(
        self,
        text: str,
        explanation: str,
        on_whole: Callable[[], None],
        acts: Sequence[Act],
        window: QWidget,
        leave_after: int | None = None,
    ) -> None:
        super().__init__(window, leave_after)
        self._text, self._lines = text, explanation.splitlines()
        self._on_whole, self._acts = on_whole, acts

    @property
    def said(self) -> tuple[str, ...]:
        return (self._text, *self._lines)

    def retranslate(self) -> None:
        long = len(self._lines) > LINES
        shown = [*self._lines[: LINES - 1], "…"] if long else self._lines
        self.show_words(self._text, "\n".join(shown), "info", "accent")
        acts = [(name, partial(self._do, act)) for name, act in self._acts]
        whole = [(self.tr("Show all"), self._on_whole)] if long else []
        self.set_actions([*acts, (self.tr("Close"), self.left.emit), *whole])

    def _do(self, act: Callable[[], None]) -> None:
        self.left.emit()
        act()


class OfferNotice(OutcomeNotice):
    """What waits for the reader to do something: the same one again by its heading, whatever it explains."""

    @property
    def said(self) -> tuple[str, ...]:
        return (self._text,)


class WrittenNotice(OutcomeNotice):
    """Where a file was written, as an outcome; the next one takes its place.

    It leaves by itself after a while in which the reader is in the window, and neither points at it nor has
    the focus in it: the file can be found without it.
    """

    def __init__(
        self, text: str, explanation: str, on_whole: Callable[[], None], acts: Sequence[Act], window: QWidget
    ) -> None:
        super().__init__(text, explanation, on_whole, acts, window, PASSES_AFTER)
        self.leave_later(True)

    @property
    def said(self) -> tuple[str, ...]:
        return ()

    def _leave(self) -> None:
        if self.isActiveWindow():
            super()._leave()
        else:
            self._timer.start()


class PlacedNotices(QWidget):
    """The notices of a window, the newest at the bottom, over the foot of what is read.

    They cover neither what has the keyboard focus nor a field in which one writes: they stand above it then.

    Args:
        on_details: shows the whole of a failure. on_whole: shows the whole of an outcome.
        foot: what stands at the window's foot, and is to be seen beside them.
    """

    def __init__(
        self,
        window: QWidget,
        on_details: Callable[[ReaderError], None],
        on_whole: Callable[[str, str, Sequence[Act]], None],
        foot: Callable[[], Iterable[QWidget]] = lambda: (),
    ) -> None:
        super().__init__(window)
        self._on_details, self._on_whole, self._foot = on_details, on_whole, foot
        self._focus_before: QWidget | None = None
        self._around_focus: list[QWidget] = []
        self._spared: list[QWidget] = []
        self._spared_at: list[QRect] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        window.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)
        self.hide()

    @property
    def notices(self) -> list[Notice]:
        """Those on screen, the oldest first."""
        items = (self._column.itemAt(number) for number in range(self._column.count()))
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if isinstance(widget, Notice)]

    def show_error(self, error: ReaderError) -> None:
        """Add a failure; the same one again takes the place of the first."""
        self._add(ErrorNotice(error, self._on_details, self))

    def show_outcome(
        self, text: str, explanation: str, acts: Sequence[Act], kind: type[OutcomeNotice]
    ) -> None:
        """Add what came of something; one of its kind that says the same leaves for it."""
        whole = partial(self._on_whole, text, explanation, acts)
        self._add(kind(text, explanation, whole, acts, self))

    def _add(self, notice: Notice) -> None:
        same = [each for each in self.notices if type(each) is type(notice) and each.said == notice.said]
        for old in same or self._too_many():
            self._remove(old)
        if not self.notices:
            self._focus_before = self.window().focusWidget()
        notice.left.connect(lambda: self._remove(notice))
        self._column.addWidget(notice)
        notice.show()  # it was made while this was on screen, which hides as the last of the others goes
        self._place()

    def _too_many(self) -> list[Notice]:
        """Those that leave for one more: failures first, as the others may be there to act on."""
        by_worth = sorted(self.notices, key=lambda notice: not isinstance(notice, ErrorNotice))
        return by_worth[: max(0, len(by_worth) - (MOST - 1))]

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
        if (event.type() in _MOVES or self._is_scrolled(watched, event)) and self.notices:
            self._place()
        return super().eventFilter(watched, event)

    def _is_scrolled(self, watched: QObject, event: QEvent) -> bool:
        """Whether a view with the focus draws what is spared, a row or marked words too, at another place."""
        if event.type() != QEvent.Type.Paint or self._around_focus[:1] != [watched]:
            return False
        return places(self._spared, self.window()) != self._spared_at

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.notices and self.window().isAncestorOf(now):
            self._place()

    def _follow_focus(self) -> None:
        """Hear of each move of what has the focus, with the parts around it; of a view, of what it shows."""
        part = self.window().focusWidget() if self.notices else None
        around = list[QWidget]()
        if isinstance(part, QAbstractScrollArea):
            part = part.viewport()
        while part is not None and not part.isWindow():
            around.append(part)
            part = part.parentWidget()
        if around != self._around_focus:
            for old in filter(isValid, self._around_focus):
                old.removeEventFilter(self)
            self._around_focus = around
            for part in around:
                part.installEventFilter(self)

    def _remove(self, notice: Notice) -> None:
        focused = notice.isAncestorOf(self.window().focusWidget() or self.window())
        self._column.removeWidget(notice)
        notice.hide()
        notice.deleteLater()
        self._place()
        before = self._focus_before
        if focused and before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        """At the foot of the window, at the end side, where it covers nothing that is to be seen."""
        self._follow_focus()
        if not self.notices:
            self._spared = []
            self.hide()
            return
        window = self.window()
        width = min(_WIDTH, window.width() - 2 * _MARGIN)
        self.show()  # what is hidden has no height
        heights = [notice.heightForWidth(width) for notice in self.notices]
        height = sum(heights) + self._column.spacing() * (len(heights) - 1)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = _MARGIN if rtl else window.width() - width - _MARGIN
        parts = list(filter(isValid, self._foot()))  # a window that ends gives up its focus part by part
        for part in parts:
            part.installEventFilter(self)
        bottom = window.height() - height_of_foot(window, left, width, parts)
        usual = QRect(left, max(0, bottom - height - _MARGIN), width, height)
        self._spared = spared(window, self)
        self._spared_at = places(self._spared, window)
        room = QRect(_MARGIN, _MARGIN, window.width() - 2 * _MARGIN, bottom - 2 * _MARGIN)
        self.setGeometry(clear_of(usual, self._spared_at, room))
        self.raise_()
