"""The words of the queue: what it does, what it waits for, how long it may still take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.core.messages import isolate
from reader.gui.text.language_names import language_name
from reader.gui.text.messages import fill, words
from reader.gui.translation_queue.state import BATTERY, NIGHT, PAUSED, QueueState

if TYPE_CHECKING:
    from reader.services.translation.queue_overview import QueueRow


class QueueTexts(QObject):
    """Makes the sentences; a `QObject` so that they stand in one translation context."""

    def short(self, state: QueueState) -> str:
        """One line: what is done and how long it may still take."""
        waiting = len(state.waiting)
        if not waiting:
            return self.tr("%n translations failed", "", len(state.failed))
        count = self.tr("%n translations wait", "", waiting)
        if reason := self._reason(state):
            return f"{reason} · {count}"
        if state.current is None:
            return count
        left = self.left(state)
        text = self.tr("Translating %n articles", "", waiting)
        return f"{text} · {left}" if left else text

    def shorter(self, state: QueueState) -> tuple[str, ...]:
        """What may stand for that line where it has no room, each in fewer words than the one before."""
        waiting = len(state.waiting)
        if not waiting:
            return ()
        if reason := self._reason(state):
            return (reason,)
        left = self.left(state) if state.current is not None else ""
        count = self.tr("%n articles", "", waiting)
        return (f"{count} · {left}", count) if left else (count,)

    def _reason(self, state: QueueState) -> str:
        """What holds the queue up, empty when nothing does."""
        return {
            PAUSED: self.tr("Paused"),
            BATTERY: self.tr("Waiting for mains power"),
            NIGHT: self.tr("Waiting for the night"),
        }.get(state.doing, "")

    def now(self, state: QueueState) -> str:
        """What runs at the moment, or what the queue waits for."""
        row = next((r for r in state.rows if state.current and r.job.id == state.current.id), None)
        if row is None:
            return self.short(state) if state.rows else self.tr("Nothing waits to be translated.")
        text = self.tr("Translating “{title}” to {language}")
        return fill(text, title=row.title, language=language_name(row.job.target))

    def progress(self, state: QueueState) -> str:
        """How far the article under way is, and how long everything may still take."""
        if state.current is None or not state.total:
            return ""
        done = fill(self.tr("{done} of %n paragraphs", "", state.total), done=state.done)
        left = self.left(state)
        return f"{done} · {left}" if left else done

    def left(self, state: QueueState) -> str:
        """“about 3 min left”, empty while nobody can say."""
        seconds = state.seconds_left()
        if seconds is None:
            return ""
        time = self.tr("%n s", "", seconds) if seconds < 90 else self.tr("%n min", "", round(seconds / 60))
        return fill(self.tr("about {time} left"), time=time)

    def about(self, row: QueueRow, current: bool) -> str:
        """Language and state of one row."""
        language = isolate(language_name(row.job.target))
        if row.error is not None:
            return f"{language} · {words(row.error.title)}"
        reason = {
            "saved": self.tr("because it was saved"),
            "unread": self.tr("because it is unread"),
            "night": self.tr("at night, on mains power"),
        }.get(row.job.reason)
        if current:
            reason = self.tr("Translating…")
        return f"{language} · {reason}" if reason else language
