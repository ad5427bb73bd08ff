"""The desks of a window: one a feature.

A new feature of the window is a subclass of `Desk` in a module of its own and one line in `Desks`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.gui.backup.feature import KeepingDesk
from reader.gui.desktop.notifications import NotificationDesk
from reader.gui.desktop.open_requests import ArrivalDesk
from reader.gui.desktop.program_commands import CareDesk
from reader.gui.desktop.tray_icon import TrayDesk
from reader.gui.export.feature import ExportDesk
from reader.gui.feature import Desk
from reader.gui.footnotes.feature import FootnoteDesk
from reader.gui.glossary.feature import LanguageDesk
from reader.gui.keyboard.actions import join_handlers
from reader.gui.models.feature import ModelsDesk
from reader.gui.models.server_dialog import ServerDesk
from reader.gui.notes.feature import NotesDesk
from reader.gui.organize.list_order import OrderDesk
from reader.gui.organize.selection import SelectionDesk
from reader.gui.pictures.feature import PictureDesk
from reader.gui.reading.announcements import SpokenChanges
from reader.gui.reading.article_links import LinkDesk
from reader.gui.reading.history import HistoryDesk
from reader.gui.reading.reading_speed import SpeedDesk
from reader.gui.saving.clipboard_offer import ClipboardOffer
from reader.gui.search.saved_searches import SavedSearchDesk
from reader.gui.sources.feature import SourceDesk
from reader.gui.speech.feature import SpeechDesk
from reader.gui.translation.feature import TranslationDesk
from reader.gui.translation_queue.feature import QueueDesk

if TYPE_CHECKING:
    from reader.gui.main_window.main_window import MainWindow
    from reader.gui.theme.theme import Theme


class Desks:
    """Every desk of a window, and the window's turns passed on to each."""

    def __init__(self, window: MainWindow) -> None:
        # Esc asks them in this order.
        self.footnotes = FootnoteDesk(window)
        self.pictures = PictureDesk(window)
        self.speech = SpeechDesk(window)
        self.keeping = KeepingDesk(window)
        self.order = OrderDesk(window)
        self.saved_searches = SavedSearchDesk(window)
        self.selection = SelectionDesk(window)
        self.sources = SourceDesk(window)
        self.arrivals = ArrivalDesk(window)
        self.care = CareDesk(window)
        self.clipboard = ClipboardOffer(window)
        self.export = ExportDesk(window)
        self.history = HistoryDesk(window)
        self.links = LinkDesk(window)
        self.notes = NotesDesk(window)
        self.notifications = NotificationDesk(window)
        self.server = ServerDesk(window)
        self.speed = SpeedDesk(window)
        self.languages = LanguageDesk(window)
        self.models = ModelsDesk(window)
        self.queue = QueueDesk(window)
        self.translation = TranslationDesk(window)
        self.tray = TrayDesk(window)
        self.spoken = SpokenChanges(window)
        self._all: tuple[Desk, ...] = tuple(vars(self).values())
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
