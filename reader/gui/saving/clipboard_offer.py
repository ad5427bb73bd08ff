"""A quiet offer to save the link on the clipboard, when the reader comes to the window with one.

The clipboard is looked at only while the option is on, only when the window becomes active, and only
for a text that is one link; what it holds is kept nowhere until the reader says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication, QKeySequence

from reader.core.messages import isolate
from reader.gui.application.interface_language import LANGUAGE_SOURCE
from reader.gui.background.save_entry import short_address
from reader.gui.feature import Feature
from reader.gui.widgets.action_item import ActionItem
from reader.services.saving.find_links import find_links

if TYPE_CHECKING:
    from reader.gui.background.save_queue import SaveQueue
    from reader.gui.context import WindowContext
    from reader.gui.saving.save_tray import SaveTray
    from reader.services.library_session import LibrarySession

OPTION = "clipboard_offer"
_STAYS = 20_000  # ms
_LONGEST = 8_000  # characters: more is no link
_WAIT = 250  # ms: on Wayland the clipboard comes with the focus, a moment later


class ClipboardOffer(Feature):
    """Offers each copied link once."""

    def __init__(self, context: WindowContext, tray: SaveTray, queue: SaveQueue) -> None:
        super().__init__(context)
        self._tray = tray
        self._queue = queue
        self._offered = ""
        self._item: ActionItem | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_WAIT)
        self._soon.timeout.connect(self._look)
        LANGUAGE_SOURCE.changed.connect(self._withdraw)
        queue.changed.connect(lambda entry: self._withdraw() if entry.url == self._offered else None)

    def window_event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and self.context.options.flag(OPTION):
            self._soon.start()
        elif event.type() == QEvent.Type.WindowDeactivate:
            self._soon.stop()
        return False

    def shut_down(self) -> None:
        self._soon.stop()

    def _look(self) -> None:
        session = self.context.library.session
        clipboard = QGuiApplication.clipboard()
        if (
            session is None
            or self.context.navigator.welcoming()
            or not self.context.options.flag(OPTION)
            or clipboard.ownsClipboard()
        ):
            return
        text = clipboard.text(QClipboard.Mode.Clipboard).strip()
        if (
            not text.lower().startswith(("http://", "https://"))
            or len(text) > _LONGEST
            or len(text.split()) > 1
        ):
            self._withdraw()
            return
        links = find_links(text)
        if len(links) != 1 or links[0] == self._offered:
            return
        self._offered = link = links[0]
        self.context.jobs.submit(
            "library",
            lambda _progress: _known(session, link),
            done=lambda known: None if known else self._offer(link),
            newest="clipboard offer",
        )

    def _offer(self, link: str) -> None:
        if any(entry.url == link for entry in self._queue.entries):
            return
        self._withdraw()
        tray = self._tray
        item = ActionItem(tray, _STAYS)
        key = QKeySequence("Ctrl+V").toString(QKeySequence.SequenceFormat.NativeText)
        hint = self.tr("Copied link · {key} saves it").replace("{key}", isolate(key))
        question = self.tr("Save {link}?").replace("{link}", short_address(link))
        item.show_words(question, hint, "link", "accent")
        item.set_actions([(self.tr("Save"), lambda: self._save(link)), (self.tr("Not now"), self._withdraw)])
        item.leave_later(True)
        item.left.connect(self._withdraw)
        self._item = item
        tray.show_guest(item)
        self.context.notices.announce(question)

    def _save(self, link: str) -> None:
        self._withdraw()
        self.context.navigator.save([link])

    def _withdraw(self) -> None:
        if self._item is not None:
            self._tray.drop_guest(self._item)
            self._item = None


def _known(session: LibrarySession, link: str) -> bool:
    from reader.services.library.browse_library import find_saved

    return bool(find_saved(session, link))
