"""Notifications for background work that ends while the reader is elsewhere: titles and counts, no text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSystemTrayIcon

from reader.core.messages import plain
from reader.gui.background.desktop_bus import DesktopBus
from reader.gui.background.save_entry import SaveEntry, SaveState
from reader.gui.feature import Feature
from reader.services.desktop.desktop_calls import NOTIFICATIONS, listen, notification

if TYPE_CHECKING:
    from reader.gui.background.save_queue import SaveQueue
    from reader.gui.context import WindowContext
    from reader.gui.reading.reading_pane import ReadingPane
    from reader.services.desktop.session_bus import Incoming

_LONGEST = 120  # characters of a title


class NotificationsFeature(Feature):
    """Tells what saves, translations and downloads came to, one notification for all that ends together."""

    forward_wanted = Signal(str)
    """A notification was clicked; carries the desktop's token for the focus."""

    def __init__(self, context: WindowContext, pane: ReadingPane, queue: SaveQueue) -> None:
        super().__init__(context)
        self._pane = pane
        self._queue = queue
        self._saved: list[str] = []
        self._failed = 0
        self._ids: list[int] = []
        self._last = 0
        self._about: dict[int, int] = {}
        self._listening = False
        self._token = ""
        self.bus = DesktopBus(context.jobs, self)
        self.bus.told.connect(self._on_told)
        self.bus.lost.connect(self._on_lost)
        queue.saved.connect(self._on_saved)
        queue.failed.connect(self._on_failed)
        queue.gone.connect(lambda _entry: self._tell_when_quiet())

    def tell(self, title: str, text: str, article_id: int = 0) -> bool:
        """Show a notification, unless the window is active or the reader wants none; returns whether.

        A click on it brings the window forward, with the article it is about.
        """
        if self.context.window.isActiveWindow() or not self.context.options.flag("notifications"):
            return False
        if not self.bus.there():
            return self._tell_by_tray(title, text)
        if not self._listening:
            self._listening = True
            self.bus.call(listen(NOTIFICATIONS.interface))
        call = notification(title, plain(text), self.tr("Open"), self._last)
        self.bus.call(call, lambda answer: self._on_shown(answer, title, text, article_id))
        return True

    def shut_down(self) -> None:
        """Leave the desktop."""
        self.bus.close()

    def _on_lost(self) -> None:
        """Those on screen went with the bus, and what was listened for is not heard any more."""
        self._listening, self._last = False, 0
        self._about.clear()

    def _tell_by_tray(self, title: str, text: str) -> bool:
        tray = self.context.window.findChild(QSystemTrayIcon)
        if tray is None or not tray.isVisible():
            return False
        tray.showMessage(title, plain(text), self.context.window.windowIcon())
        return True

    def _on_shown(self, answer: tuple[object, ...] | None, title: str, text: str, article_id: int) -> None:
        if answer and isinstance(answer[0], int):
            self._last = answer[0]
            self._about[self._last] = article_id
        else:
            self._listening = self.bus.connected
            self._tell_by_tray(title, text)

    def _on_told(self, incoming: Incoming) -> None:
        """Something became of a notification: only of those shown here is anything known."""
        number, *more = incoming.body or (0,)
        if not isinstance(number, int) or number not in self._about:
            return
        if incoming.member == "ActivationToken":
            self._token = str(more[0]) if more else ""
        elif incoming.member == "ActionInvoked":
            token, self._token = self._token, ""
            self.forward_wanted.emit(token)
            if self._about[number]:
                self.context.navigator.open_article(self._about[number], with_focus=True)
        elif incoming.member == "NotificationClosed":
            del self._about[number]

    def models_changed(self) -> None:
        """A model was installed."""
        self.tell(self.tr("The translation model is installed"), "")

    def _on_saved(self, entry: SaveEntry) -> None:
        if entry.state is not SaveState.DUPLICATE:
            self._saved.append(entry.title)
            self._ids.append(entry.article_id)
        self._tell_when_quiet()

    def _on_failed(self, _entry: SaveEntry) -> None:
        self._failed += 1
        self._tell_when_quiet()

    def _tell_when_quiet(self) -> None:
        if any(entry.active for entry in self._queue.entries):
            return
        saved, ids, failed = self._saved, self._ids, self._failed
        self._saved, self._ids, self._failed = [], [], 0
        if not saved and not failed:
            return
        lines = [self.tr("%n links could not be saved", None, failed)] if failed else []
        if len(saved) == 1:
            self.tell(self.tr("Saved for offline reading"), "\n".join([_short(saved[0]), *lines]), ids[0])
        elif saved:
            self.tell(self.tr("%n articles saved", None, len(saved)), "\n".join(lines))
        else:
            self.tell(lines[0], "")

    def translated(self, code: str) -> None:
        """The article on screen was translated to a language, or the translating ended short of it."""
        summary = self.context.navigator.shown_summary()
        if summary is not None and not self._pane.needs_translation(code):
            self.tell(self.tr("The translation is ready"), _short(summary.title), summary.id)


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"
