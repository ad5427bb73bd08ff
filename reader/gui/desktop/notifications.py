"""Notifications for background work that ends while the reader is elsewhere: titles and counts, no text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSystemTrayIcon

from reader.core.messages import plain
from reader.gui.background.save_entry import SaveEntry, SaveState
from reader.gui.feature import Feature
from reader.services.desktop.notify import can_notify, notify

if TYPE_CHECKING:
    from reader.gui.background.save_queue import SaveQueue
    from reader.gui.context import WindowContext
    from reader.gui.reading.reading_pane import ReadingPane

_LONGEST = 120  # characters of a title


class NotificationsFeature(Feature):
    """Tells what saves, translations and downloads came to, one notification for all that ends together."""

    def __init__(self, context: WindowContext, pane: ReadingPane, queue: SaveQueue) -> None:
        super().__init__(context)
        self._pane = pane
        self._queue = queue
        self._saved: list[str] = []
        self._failed = 0
        self._last = 0
        queue.saved.connect(self._on_saved)
        queue.failed.connect(self._on_failed)
        queue.gone.connect(lambda _entry: self._tell_when_quiet())

    def tell(self, title: str, text: str) -> bool:
        """Show a notification, unless the window is active or the reader wants none; returns whether."""
        if self.context.window.isActiveWindow() or not self.context.options.flag("notifications"):
            return False
        tray = self.context.window.findChild(QSystemTrayIcon)
        if tray is not None and tray.isVisible():
            tray.showMessage(title, plain(text), self.context.window.windowIcon())
            return True
        if not can_notify():
            return False
        last = self._last
        self.context.jobs.submit(
            "pictures", lambda _progress: notify(title, plain(text), last), done=self._remember
        )
        return True

    def models_changed(self) -> None:
        """A model was installed."""
        self.tell(self.tr("The translation model is installed"), "")

    def _remember(self, number: int) -> None:
        self._last = number

    def _on_saved(self, entry: SaveEntry) -> None:
        if entry.state is not SaveState.DUPLICATE:
            self._saved.append(entry.title)
        self._tell_when_quiet()

    def _on_failed(self, _entry: SaveEntry) -> None:
        self._failed += 1
        self._tell_when_quiet()

    def _tell_when_quiet(self) -> None:
        if any(entry.active for entry in self._queue.entries):
            return
        saved, failed = self._saved, self._failed
        self._saved, self._failed = [], 0
        if not saved and not failed:
            return
        lines = [self.tr("%n links could not be saved", None, failed)] if failed else []
        if len(saved) == 1:
            self.tell(self.tr("Saved for offline reading"), "\n".join([_short(saved[0]), *lines]))
        elif saved:
            self.tell(self.tr("%n articles saved", None, len(saved)), "\n".join(lines))
        else:
            self.tell(lines[0], "")

    def translated(self, code: str) -> None:
        """The article on screen was translated to a language, or the translating ended short of it."""
        summary = self.context.navigator.shown_summary()
        if summary is not None and not self._pane.needs_translation(code):
            self.tell(self.tr("The translation is ready"), _short(summary.title))


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"
