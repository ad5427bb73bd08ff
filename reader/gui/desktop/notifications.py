"""Notifications for background work that ends while the reader is elsewhere: titles and counts, no text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSystemTrayIcon

from reader.core.messages import plain
from reader.gui.background.save_entry import SaveEntry, SaveState
from reader.gui.feature import WindowFeature
from reader.services.desktop.notify import can_notify, notify

if TYPE_CHECKING:
    from reader.gui.main_window.main_window import MainWindow

_LONGEST = 120  # characters of a title


class NotificationsFeature(WindowFeature):
    """Tells what saves, translations and downloads came to, one notification for all that ends together."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._saved: list[str] = []
        self._failed = 0
        self._last = 0
        window.queue.saved.connect(self._on_saved)
        window.queue.failed.connect(self._on_failed)
        window.queue.gone.connect(lambda _entry: self._tell_when_quiet())

    def tell(self, title: str, text: str) -> bool:
        """Show a notification, unless the window is active or the reader wants none; returns whether."""
        window = self.window
        if window.isActiveWindow() or not window.options.flag("notifications"):
            return False
        tray = window.findChild(QSystemTrayIcon)
        if tray is not None and tray.isVisible():
            tray.showMessage(title, plain(text), window.windowIcon())
            return True
        if not can_notify():
            return False
        last = self._last
        window.runner.submit(
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
        if any(entry.active for entry in self.window.queue.entries):
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

    def tell_translated(self, code: str) -> None:
        """A translation to a language has ended."""
        window = self.window
        summary = window.shown_summary()
        if summary is not None and not window.pane.needs_translation(code):
            self.tell(self.tr("The translation is ready"), _short(summary.title))


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"
