"""The features of a window.

A new feature of the window is a subclass of `Feature` in a module of its own and one line in `Features`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING

from reader.gui.article_end.feature import ArticleEndFeature
from reader.gui.backup.feature import BackupFeature
from reader.gui.backup.silent_disk import SilentDiskFeature
from reader.gui.catalogue.feature import CatalogueFeature
from reader.gui.desktop.desktop_motion import DesktopMotionFeature
from reader.gui.desktop.notifications import NotificationsFeature
from reader.gui.desktop.open_requests import OpenRequestsFeature
from reader.gui.desktop.program_commands import ProgramFeature
from reader.gui.desktop.tray_icon import TrayFeature
from reader.gui.export.feature import ExportFeature
from reader.gui.feature import Feature
from reader.gui.feeds.feature import FeedsFeature
from reader.gui.feeds.morning import MorningFeature
from reader.gui.find.feature import FindFeature
from reader.gui.footnotes.feature import FootnotesFeature
from reader.gui.glossary.feature import GlossaryFeature
from reader.gui.guide.feature import GuideFeature
from reader.gui.importing.feature import ImportFeature
from reader.gui.keyboard.actions import join_handlers
from reader.gui.models.feature import ModelsFeature
from reader.gui.models.server_dialog import ServerFeature
from reader.gui.notes.feature import NotesFeature
from reader.gui.organize.list_order import ListOrderFeature
from reader.gui.organize.list_updates import ListUpdates
from reader.gui.organize.selection import SelectionFeature
from reader.gui.pictures.feature import PicturesFeature
from reader.gui.private_reading.feature import PrivateReadingFeature
from reader.gui.reading.announcements import Announcements
from reader.gui.reading.article_links import LinksFeature
from reader.gui.reading.history import HistoryFeature
from reader.gui.reading.reading_speed import ReadingSpeedFeature
from reader.gui.reading_mode.feature import ReadingModeFeature
from reader.gui.repair.feature import RepairFeature
from reader.gui.saving.clipboard_offer import ClipboardOffer
from reader.gui.saving.drop_target import DropTarget
from reader.gui.saving.feature import SavingFeature
from reader.gui.saving.save_sign import SaveSign
from reader.gui.search.feature import SearchFeature
from reader.gui.search.saved_searches import SavedSearchesFeature
from reader.gui.sources.feature import SourcesFeature
from reader.gui.speech.feature import SpeechFeature
from reader.gui.sync.feature import SyncFeature
from reader.gui.translation.feature import TranslationFeature
from reader.gui.translation.original_popup import OriginalPopup
from reader.gui.translation.readers_language import ReadersLanguageFeature
from reader.gui.translation_queue.feature import TranslationQueueFeature

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent

    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.cards.card_view import CardView
    from reader.gui.cards.picked_articles import PickedArticles
    from reader.gui.context import WindowContext
    from reader.gui.main_window.surfaces import Surfaces


def _lists(pane: ListPane) -> list[tuple[CardView, PickedArticles]]:
    """The lists that cards are picked in, with what is picked there."""
    cards, results = pane.cards, pane.results
    return [(cards, pane.model.picked), (results.view, results.articles.picked)]


class Features:
    """Every feature of a window, and the window's turns passed on to each."""

    def make(self, context: WindowContext, surfaces: Surfaces) -> Iterator[None]:
        """Make every feature, some at a time.

        Args:
            context: what each is given. surfaces: what they work on.
        """
        for make in (self._make_library, self._make_reading, self._make_text, self._make_others):
            make(context, surfaces)
            yield
        self._all = tuple(part for part in vars(self).values() if isinstance(part, Feature))
        # A window has hundreds of events when it opens or is moved about, and few features look at any.
        self._watching = tuple(
            feature for feature in self._all if type(feature).window_event is not Feature.window_event
        )
        reading = surfaces.reading
        reading.opened.connect(self._article_opened)
        reading.closed.connect(self._article_closed)

    def _make_library(self, context: WindowContext, surfaces: Surfaces) -> None:
        """What keeps the list, and fills the library."""
        pane, cards, reading, queue = surfaces.pane, surfaces.list_pane, surfaces.reading, surfaces.queue
        self.list_updates = ListUpdates(context, surfaces.sidebar, cards, surfaces.model, pane, reading)
        self.saving = SavingFeature(
            context, cards, surfaces.tray, surfaces.sidebar, reading, queue, surfaces.hint
        )
        self.drop_target = DropTarget(
            context, surfaces.sidebar, self.saving, lambda row: self.selection.takes(row)
        )

    def _make_reading(self, context: WindowContext, surfaces: Surfaces) -> None:
        """What belongs to the text on screen. Later listeners of the view hear of a press before these."""
        pane, cards, reading = surfaces.pane, surfaces.list_pane, surfaces.reading
        self.reading_mode = ReadingModeFeature(context, pane, surfaces.keys)
        self.save_sign = SaveSign(
            surfaces.queue, surfaces.tray, surfaces.hint, lambda: self.reading_mode.active
        )
        self.find = FindFeature(pane)
        self.article_end = ArticleEndFeature(context, pane, reading, cards, surfaces.model, surfaces.queue)
        self.original_popup = OriginalPopup(pane)

    def _make_text(self, context: WindowContext, surfaces: Surfaces) -> None:
        """What lies over the text first: Esc asks features in the order in which they are made."""
        pane, cards, sidebar, reading = surfaces.pane, surfaces.list_pane, surfaces.sidebar, surfaces.reading
        mode = self.reading_mode
        search = self.search = SearchFeature(context, sidebar, cards, surfaces.results, pane, reading)
        self.footnotes = FootnotesFeature(context, pane)
        self.pictures = PicturesFeature(context, pane, surfaces.keys)
        self.speech = SpeechFeature(context, pane)
        self.backup = BackupFeature(context, reading, cards, sidebar, surfaces.queue)
        self.silent_disk = SilentDiskFeature(context, cards, sidebar)
        self.order = ListOrderFeature(context, cards)
        self.saved_searches = SavedSearchesFeature(context, sidebar, surfaces.results, lambda: search.query)
        self.selection = SelectionFeature(
            context, pane, reading, cards, surfaces.model, _lists(cards), lambda: mode.active
        )
        self.feeds = FeedsFeature(context, cards, sidebar, surfaces.queue)
        self.morning = MorningFeature(context, cards)
        self.sources = SourcesFeature(context, cards, surfaces.links, sidebar, surfaces.queue)
        self.private_reading = PrivateReadingFeature(context, sidebar)

    def _make_others(self, context: WindowContext, surfaces: Surfaces) -> None:
        pane, cards, sidebar, reading = surfaces.pane, surfaces.list_pane, surfaces.sidebar, surfaces.reading
        queue, translations, hint = surfaces.queue, surfaces.translations, surfaces.hint
        self.open_requests = OpenRequestsFeature(context)
        self.program = ProgramFeature(context)
        self.guide = GuideFeature(context)
        self.clipboard = ClipboardOffer(context, surfaces.tray, queue)
        self.repair = RepairFeature(context, reading)
        self.export = ExportFeature(context, pane, cards)
        self.catalogue = CatalogueFeature(context)
        self.sync = SyncFeature(context, reading)
        self.importing = ImportFeature(context)
        self.history = HistoryFeature(context)
        self.links = LinksFeature(context, pane, reading, queue)
        self.notes = NotesFeature(context, pane, reading, cards, sidebar, hint)
        self.notifications = NotificationsFeature(context, pane, queue)
        self.motion = DesktopMotionFeature(context)
        self.server = ServerFeature(context)
        self.speed = ReadingSpeedFeature(context, pane)
        self.languages = GlossaryFeature(context, pane, reading, hint)
        self.models = ModelsFeature(context, surfaces.offer)
        self.queue = TranslationQueueFeature(context, pane, cards, queue, lambda: translations.running)
        self.translation = TranslationFeature(
            context, pane, surfaces.pane_translation, translations, self.original_popup, hint
        )
        self.readers_language = ReadersLanguageFeature(context, pane, reading)
        self.tray = TrayFeature(context)
        self.announcements = Announcements(context, pane)

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

    def window_event(self, event: QEvent) -> bool:
        """Show an event of the window to the features that look at any; says whether one of them kept it."""
        return any(feature.window_event(event) for feature in self._watching)

    def holds_close(self, go_on: Callable[[], object], may_ask: bool) -> bool:
        """Whether a feature has the window wait before it closes; see `Feature.holds_close`."""
        return any(feature.holds_close(go_on, may_ask) for feature in self._all)

    def session_ends(self) -> None:
        """Tell every feature that the session may end."""
        for feature in self._all:
            feature.session_ends()

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
