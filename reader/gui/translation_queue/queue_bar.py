"""The strip under the list while translations wait: what runs, how far, how long still, Pause."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reader.gui.translation_queue.queue_text import QueueTexts
from reader.gui.translation_queue.state import BATTERY, NIGHT, PAUSED, QueueState
from reader.gui.widgets.message_bar import BarAction, MessageBar


class QueueBar(MessageBar):
    """Hidden while nothing waits and nothing failed."""

    pause_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QueueTexts(self)
        self._state = QueueState()

    def retranslate(self) -> None:
        self.show_state(self._state)

    def show_state(self, state: QueueState) -> None:
        """Say what the queue does."""
        self._state = state
        if not state.rows:
            self.hide()
            return
        show = BarAction(self.tr("Show"), self.open_wanted.emit)
        text = self.words.short(state)
        if not state.waiting:
            self.show_message("triangle-alert", "warn", text, [show], one_line=True)
            return
        paused = state.doing == PAUSED
        pause = BarAction(self.tr("Resume") if paused else self.tr("Pause"), self.pause_wanted.emit)
        icon = {PAUSED: "pause", BATTERY: "clock", NIGHT: "clock"}.get(state.doing, "languages")
        progress = (state.done, state.total) if state.current is not None else None
        shorter = self.words.shorter(state)
        self.show_message(icon, "muted", text, [pause, show], progress, one_line=True, shorter=shorter)
