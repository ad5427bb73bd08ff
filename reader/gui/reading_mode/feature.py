"""Reading mode: the article alone in the same window, with bars that lie over its margins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QCursor, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from reader.core.messages import isolate
from reader.gui.application.interface_language import LANGUAGE_SOURCE
from reader.gui.feature import Feature
from reader.gui.reading import reading_toolbar
from reader.gui.reading.article_content import DONE
from reader.gui.reading.progress_line import HEIGHT as LINE
from reader.gui.reading_mode.status_line import StatusLine
from reader.gui.reading_mode.status_text import Status
from reader.gui.theme.theme import THEME_SOURCE
from reader.gui.widgets.fade import Fade

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.gui.context import WindowContext
    from reader.gui.keyboard.live_keys import LiveKeys
    from reader.gui.reading.reading_pane import ReadingPane

REST = 2000
"""ms without pointer, key or focus after which the bars go."""
ABOVE, BELOW = reading_toolbar.READING_HEIGHT, 34
"""Px kept free above and below the article, where the bars lie."""
LEAST_STRIP = 35
"""Px of height of the strip about the translation when it says one line."""


class ReadingModeFeature(Feature):
    """Puts a window into reading mode and back; the sentence being read keeps its height."""

    changed = Signal(bool)

    floated = Signal(bool)
    """The bars lie over the text from now on, or stand above it again."""
    bars_placed = Signal(int, int, int)
    """Where a bar below them begins: start, top and width, in px of the pane."""

    def __init__(self, context: WindowContext, pane: ReadingPane, keys: LiveKeys) -> None:
        super().__init__(context)
        self._pane = pane
        self._keys = keys
        self.held: Callable[[], bool] = lambda: False
        """Whether something of another feature keeps the bars on screen."""
        self.bars_below: Callable[[], int] = lambda: 0
        """How high bars of other features are that lie over the text below the reading bar, px."""
        self.active = False
        self.keep_bars = False
        """Whether the bars always show."""
        self.status = StatusLine(self._pane)
        self.status.hide()
        self.words = Status(self._pane)
        self._fader = Fade(self)
        self._pointer = QPoint()
        self._back_to: QWidget | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._hide_unless_needed)
        THEME_SOURCE.changed.connect(self.reveal)
        LANGUAGE_SOURCE.changed.connect(self.update_status)
        self._pane.choice_changed.connect(self._on_choice)
        self._pane.presenter.preparing.connect(self._make_room)
        self._pane.sentence_cursor.moved.connect(self.update_status)
        self._pane.view.scrolled.connect(lambda _share: self.update_status())
        self._pane.bar.favourite_shown.connect(lambda _on: self.reveal())

    @property
    def bars_shown(self) -> bool:
        """Whether the bars can be seen."""
        return self.active and self._fader.shown

    def enter(self, back_to: QWidget | None = None) -> None:
        """Show the article alone; `back_to` is what had the keyboard before, else what has it now."""
        if self.active:
            return
        self._back_to = back_to or self.context.window.focusWidget()
        self.active = True
        pane = self._pane
        self._float(True)
        self.context.panes.set_alone(True)
        pane.presenter.refresh()
        pane.view.ringed = False  # the text is all there is
        pane.view.setFocus(Qt.FocusReason.OtherFocusReason)
        for widget in (pane, pane.view, pane.view.viewport(), pane.bar, pane.strip, self.status):
            widget.installEventFilter(self)
            widget.setMouseTracking(True)
        self._place()
        self._pointer = QCursor.pos()
        self.update_status()
        self.reveal()
        self.changed.emit(True)

    def article_opened(self, article_id: int) -> None:
        """In reading mode the keys belong to the text, also of the article that has just come."""
        if self.active:
            self._pane.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def article_closed(self) -> None:
        self.leave()

    def leave(self) -> None:
        """Show the library again; the focus goes back to the list or the sidebar when it came from there."""
        if not self.active:
            return
        self.active = False
        self._rest.stop()
        pane = self._pane
        for widget in (pane, pane.view, pane.view.viewport(), pane.bar, pane.strip, self.status):
            widget.removeEventFilter(self)
        self._fader.release()
        self.status.hide()
        self._float(False)
        pane.view.rooms, pane.view.strip_room = (0, 0), 0
        self.context.panes.set_alone(False)
        pane.presenter.refresh()
        self._give_back_focus()
        self.changed.emit(False)

    def _give_back_focus(self) -> None:
        before, self._back_to = self._back_to, None
        there = before is not None and shiboken6.isValid(before) and before.isVisible()
        beside = before if there and before is not None and not self._pane.isAncestorOf(before) else None
        (beside or self._pane.view).setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal(self) -> None:
        """Show the bars; they go again after two seconds without pointer, key or focus."""
        if not self.active:
            return
        self._place()
        if self._fader.shown:
            self._fader.join(self._parts())
        else:
            self._fader.fade(self._parts(), True)
        self._rest.start()

    def show_pending(self, text: str) -> None:
        """Show the first key of a sequence."""
        self.status.show_pending(text)
        if text:
            self.reveal()

    def update_status(self) -> None:
        """Renew the status line."""
        if self.active and self._pane.content is not None:
            self.status.show_place(self.words.progress(), self.words.place())
            self.status.show_keys(self.words.hints(self._keys.keymap))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseMove and QCursor.pos() != self._pointer:
            self._pointer = QCursor.pos()
            self.reveal()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self.reveal()
        elif kind == QEvent.Type.Resize and watched is self._pane:
            QTimer.singleShot(0, self, self._place)
        return False

    # Inside

    def _parts(self) -> list[QWidget]:
        """What fades: the bar, the status line, and the strip while it says something."""
        parts: list[QWidget] = [self._pane.bar, self.status]
        if self._pane.presenter.state() is not None:
            parts.append(self._pane.strip)
        return parts

    def _float(self, floating: bool) -> None:
        """Take bar and strip out of the pane's column, or put them back."""
        pane = self._pane
        column = pane.layout()
        assert isinstance(column, QVBoxLayout)
        pane.floating = floating
        pane.bar.set_reading_mode(floating)
        self.floated.emit(floating)
        if floating:
            pane.bar.show_source(isolate(self.words.source()))
            column.removeWidget(pane.bar)
            column.removeWidget(pane.strip)
        else:
            column.insertWidget(0, pane.bar)
            column.addWidget(pane.strip)
            pane.bar.setVisible(pane.content is not None)
            pane.strip.show_state(pane.presenter.state(), pane.target)
        pane.show_incomplete()
        column.activate()  # the height that the text gets decides how high the lead picture may be

    def _place(self) -> None:
        if not self.active:
            return
        pane = self._pane
        width = pane.width() - pane.beside
        left = pane.beside if pane.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0
        pane.bar.setGeometry(left, LINE, width, reading_toolbar.READING_HEIGHT)
        height = self._strip_height(width)
        before = pane.view.rooms
        self._make_room()
        if pane.view.rooms != before:
            pane.view.take_rooms()
        foot = pane.height() - self.status.height()
        pane.strip.setGeometry(left, foot - height, width, height)
        self.bars_placed.emit(left, LINE + reading_toolbar.READING_HEIGHT, width)
        self.status.setGeometry(left, foot, width, self.status.height())

    def _strip_height(self, width: int) -> int:
        return max(LEAST_STRIP, self._pane.strip.heightForWidth(width))

    def _make_room(self) -> None:
        """The text begins below the bar, and ends above status line and strip, where there is one."""
        pane = self._pane
        if not self.active:
            return
        state = pane.presenter.state()
        pane.strip.show_state(state, pane.target)
        if self._strip_goes and not self._fader.shown:
            pane.strip.hide()  # it comes with the bars
        strip = self._strip_height(pane.width() - pane.beside) if state is not None else 0
        pane.view.rooms, pane.view.strip_room = (ABOVE + self.bars_below(), BELOW + strip), strip

    def _on_choice(self) -> None:
        if not self.active:
            return
        if self._pane.content is None:
            self._pane.bar.hide()
            self.status.hide()
            return
        self._pane.bar.show_source(isolate(self.words.source()))
        self.update_status()
        self.reveal()

    def _hide_unless_needed(self) -> None:
        if not self.active or not self._fader.shown:
            return
        if self._needed():
            self._rest.start()
            return
        parts: list[QWidget] = [self._pane.bar, self.status]
        if self._strip_goes:
            parts.append(self._pane.strip)
        self._fader.fade(parts, False)

    @property
    def _strip_goes(self) -> bool:
        """Whether the strip goes with the bars; that of a translation that is not done stays."""
        state = self._pane.presenter.state()
        return state is None or state.status == DONE

    def _needed(self) -> bool:
        """Whether the bars must stay: by choice, for a screen reader, focus, pointer, menu or waiting key."""
        focus = QApplication.focusWidget()
        bars = (self._pane.bar, self._pane.strip, self.status)
        held = any(bar.isAncestorOf(focus) for bar in bars) if focus is not None else False
        waiting = bool(self.status.pending.text()) or QApplication.activePopupWidget() is not None
        waiting = waiting or self.held()
        under = any(bar.isVisible() and bar.underMouse() for bar in bars)
        return self.keep_bars or QAccessible.isActive() or held or waiting or under
