"""The features of a window.

A new feature of the window is a subclass of `Feature` in a module of its own and one line in `Features`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
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
from reader.gui.repair.feature import RepairFeature
from reader.gui.saving.clipboard_offer import ClipboardOffer
from reader.gui.search.saved_searches import SavedSearchesFeature
from reader.gui.sources.feature import SourcesFeature
from reader.gui.speech.feature import SpeechFeature
from reader.gui.translation.feature import TranslationFeature
from reader.gui.translation_queue.feature import TranslationQueueFeature

if TYPE_CHECKING:
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.cards.card_view import CardView
    from reader.gui.cards.picked_articles import PickedArticles
    from reader.gui.main_window.main_window import MainWindow


def _lists(pane: ListPane) -> list[tuple[CardView, PickedArticles]]:
    """The lists that cards are picked in, with what is picked there."""
    cards, results = pane.cards, pane.results
    return [(cards, pane.model.picked), (results.view, results.articles.picked)]


class Features:
    """Every feature of a window, and the window's turns passed on to each."""

    def __init__(self, window: MainWindow) -> None:
        context, pane, mode = window.context, window.pane, window.keyboard.mode
        # Esc asks them in this order.
        self.footnotes = FootnotesFeature(context, pane)
        self.pictures = PicturesFeature(context, pane, window.keyboard.resolver)
        self.speech = SpeechFeature(context, pane)
        self.backup = BackupFeature(context, window.reading, window.list, window.sidebar, window.queue)
        self.order = ListOrderFeature(context, window.list)
        self.saved_searches = SavedSearchesFeature(
            context, window.sidebar, window.results, lambda: window.search.query
        )
        self.selection = SelectionFeature(
            context, pane, window.list, window.model, _lists(window.list), lambda: mode.active
        )
        self.sources = SourcesFeature(context, window.list, window.links, window.sidebar, window.queue)
        self.open_requests = OpenRequestsFeature(context)
        self.program = ProgramFeature(context)
        self.clipboard = ClipboardOffer(context, window.tray, window.queue)
        self.repair = RepairFeature(context, window.reading)
        self.export = ExportFeature(context, pane)
        self.history = HistoryFeature(context)
        self.links = LinksFeature(context, pane)
        self.notes = NotesFeature(context, pane, window.reading, window.list, window.sidebar)
        self.notifications = NotificationsFeature(context, pane, window.queue)
        self.server = ServerFeature(context)
        self.speed = ReadingSpeedFeature(context, pane)
        self.languages = GlossaryFeature(context, pane, window.reading, window.keyboard.hint)
        self.models = ModelsFeature(context)
        self.queue = TranslationQueueFeature(
            context, pane, window.list, window.queue, lambda: window.translations.running
        )
        self.translation = TranslationFeature(
            context,
            pane,
            window.pane_translation,
            window.translations,
            window.keyboard.original,
            window.keyboard.hint,
        )
        self.tray = TrayFeature(context)
        self.announcements = Announcements(context, pane)
        self._all: tuple[Feature, ...] = tuple(vars(self).values())
        reading = window.reading
        reading.opened.connect(self._article_opened)
        reading.closed.connect(self._article_closed)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """The handlers of every feature."""
        return join_handlers(*(feature.handlers() for feature in self._all))

    def key_scopes(self) -> Collection[str]:
        """The scopes of keys that hold now."""
        return [scope for feature in self._all for scope in feature.key_scopes()]

    def library_ready(self) -> None:
        """Tell every feature that the library is open."""
        for feature in self._all:
            feature.library_ready()

    def shut_down(self) -> None:
        """Tell every feature that the window closes."""
        for feature in self._all:
            feature.shut_down()

    def escape(self) -> bool:
        """Let the features close one layer, the first that has one; says whether there was one."""
        return any(feature.escape() for feature in self._all)

    def _article_opened(self, article_id: int) -> None:
        for feature in self._all:
            feature.article_opened(article_id)

    def _article_closed(self) -> None:
        for feature in self._all:
            feature.article_closed()
