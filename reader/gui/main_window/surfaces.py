"""What the features of a window are laid on: its panes and lists, and what keeps them true to the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.gui.article_list.article_model import ArticleModel
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.background.save_queue import SaveQueue
    from reader.gui.cards.thumbnails import Thumbnails
    from reader.gui.keyboard.live_keys import LiveKeys
    from reader.gui.keyboard.pending_key_hint import KeyHint
    from reader.gui.main_window.pages import Pages
    from reader.gui.main_window.panes import Panes
    from reader.gui.models.translation_offer import TranslationOffer
    from reader.gui.reading.reading_controller import ReadingController
    from reader.gui.reading.reading_pane import ReadingPane
    from reader.gui.saving.save_tray import SaveTray
    from reader.gui.search.result_list import ResultList
    from reader.gui.sidebar.sidebar import Sidebar
    from reader.gui.sources.link_list import LinkList
    from reader.gui.theme.focus_ring import FocusRing
    from reader.gui.translation.pane_translation import PaneTranslation
    from reader.gui.translation.translation_controller import TranslationController
    from reader.services.library.browse_library import Listing


@dataclass(frozen=True, slots=True)
class FirstRows:
    """The first rows of a view; `None` for a view that only the library proper can list."""

    view: str
    listing: Listing | None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Surfaces:
    """The surfaces of one window. They know no feature; `Features` gives each feature those it works on."""

    sidebar: Sidebar
    list_pane: ListPane
    model: ArticleModel
    thumbnails: Thumbnails
    results: ResultList
    links: LinkList
    tray: SaveTray
    pane: ReadingPane
    panes: Panes
    pages: Pages
    ring: FocusRing
    hint: KeyHint
    keys: LiveKeys
    queue: SaveQueue
    reading: ReadingController
    pane_translation: PaneTranslation
    offer: TranslationOffer
    translations: TranslationController
