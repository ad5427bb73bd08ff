"""The features of a window.

A new feature of the window is a subclass of `Feature` in a module of its own and one line in `Features`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.gui.backup.feature import BackupFeature
from reader.gui.desktop.notifications import NotificationsFeature
from reader.gui.desktop.open_requests import OpenRequestsFeature
from reader.gui.desktop.program_commands import ProgramFeature
from reader.gui.desktop.tray_icon import TrayFeature
from reader.gui.export.feature import ExportFeature
from reader.gui.feature import Feature
from reader.gui.footnotes.feature import FootnotesFeature
from reader.gui.glossary.feature import GlossaryFeature
from reader.gui.keyboard.actions import join_handlers
from reader.gui.models.feature import ModelsFeature
from reader.gui.models.server_dialog import ServerFeature
from reader.gui.notes.feature import NotesFeature
from reader.gui.organize.list_order import ListOrderFeature
from reader.gui.organize.selection import SelectionFeature
from reader.gui.pictures.feature import PicturesFeature
from reader.gui.reading.announcements import Announcements
from reader.gui.reading.article_links import LinksFeature
from reader.gui.reading.history import HistoryFeature
from reader.gui.reading.reading_speed import ReadingSpeedFeature
from reader.gui.saving.clipboard_offer import ClipboardOffer
from reader.gui.search.saved_searches import SavedSearchesFeature
from reader.gui.sources.feature import SourcesFeature
from reader.gui.speech.feature import SpeechFeature
from reader.gui.translation.feature import TranslationFeature
from reader.gui.translation_queue.feature import TranslationQueueFeature

if TYPE_CHECKING:
    from reader.gui.main_window.main_window import MainWindow
    from reader.gui.theme.theme import Theme


class Features:
    """Every desk of a window, and the window's turns passed on to each."""

    def __init__(self, window: MainWindow) -> None:
        # Esc asks them in this order.
        self.footnotes = FootnotesFeature(window)
        self.pictures = PicturesFeature(window)
        self.speech = SpeechFeature(window)
        self.keeping = BackupFeature(window)
        self.order = ListOrderFeature(window)
        self.saved_searches = SavedSearchesFeature(window)
        self.selection = SelectionFeature(window)
        self.sources = SourcesFeature(window)
        self.arrivals = OpenRequestsFeature(window)
        self.care = ProgramFeature(window)
        self.clipboard = ClipboardOffer(window)
        self.export = ExportFeature(window)
        self.history = HistoryFeature(window)
        self.links = LinksFeature(window)
        self.notes = NotesFeature(window)
        self.notifications = NotificationsFeature(window)
        self.server = ServerFeature(window)
        self.speed = ReadingSpeedFeature(window)
        self.languages = GlossaryFeature(window.context, window.pane, window.reading, window.keyboard.hint)
        self.models = ModelsFeature(window)
        self.queue = TranslationQueueFeature(
            window.context, window.pane, window.list, window.queue, lambda: window.translations.running
        )
        self.translation = TranslationFeature(
            window.context,
            window.pane,
            window.pane_translation,
            window.translations,
            window.keyboard.original,
            window.keyboard.hint,
        )
        self.tray = TrayFeature(window)
        self.spoken = Announcements(window)
        self._all: tuple[Feature, ...] = tuple(vars(self).values())
        window.reading.opened.connect(self._article_opened)
        window.reading.closed.connect(self._article_closed)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """The handlers of every desk."""
        return join_handlers(*(desk.handlers() for desk in self._all))

    def key_scopes(self) -> Sequence[str]:
        """The scopes of keys that hold now, the innermost first."""
        return [scope for desk in self._all for scope in desk.key_scopes()]

    def library_ready(self) -> None:
        """Tell every desk that the library is open."""
        for desk in self._all:
            desk.library_ready()

    def set_theme(self, theme: Theme) -> None:
        """Draw every desk in a theme."""
        for desk in self._all:
            desk.set_theme(theme)

    def retranslate(self) -> None:
        """Tell every desk that the interface has another language."""
        for desk in self._all:
            desk.retranslate()

    def shut_down(self) -> None:
        """Tell every desk that the window closes."""
        for desk in self._all:
            desk.shut_down()

    def escape(self) -> bool:
        """Let the desks close one layer, the first that has one; says whether there was one."""
        return any(desk.escape() for desk in self._all)

    def _article_opened(self, article_id: int) -> None:
        for desk in self._all:
            desk.article_opened(article_id)

    def _article_closed(self) -> None:
        for desk in self._all:
            desk.article_closed()
