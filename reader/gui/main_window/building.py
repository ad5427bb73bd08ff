"""Makes the parts of a window, step by step, so that the window can live between two steps.

Each step imports what it makes: before the first paint nothing of this is loaded (`startup_frame`), and
no step holds up the window for long.
"""

from __future__ import annotations

from collections.abc import Generator
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from reader.gui.background.disk_answer import Steps
from reader.gui.main_window.first_list import make_first_list
from reader.gui.main_window.surfaces import FirstRows, Surfaces

if TYPE_CHECKING:
    from reader.gui.application.interface_language import InterfaceLanguage
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.context import WindowContext
    from reader.gui.keyboard.actions import Actions
    from reader.gui.main_window.features import Features
    from reader.gui.main_window.first_article import FirstArticle
    from reader.gui.main_window.first_list import FirstList, Ground
    from reader.gui.main_window.main_window import MainWindow
    from reader.gui.main_window.navigator import WindowNavigator
    from reader.gui.main_window.parts import Parts
    from reader.gui.reading.reading_pane import ReadingPane
    from reader.gui.saving.save_tray import SaveTray
    from reader.gui.search.result_list import ResultList
    from reader.gui.sidebar.sidebar import Sidebar
    from reader.gui.sources.link_list import LinkList

_LOADED_FIRST = (
    "reader.core.languages",
    "reader.gui.search.result_delegate",
    "reader.gui.saving.save_tray",
    "reader.gui.sidebar.sidebar",
    "reader.gui.main_window.pages",
    "reader.gui.search.feature",
    "reader.gui.widgets.mime_links",
    "reader.gui.export.feature",
    "reader.gui.notes.feature",
    "reader.gui.translation.feature",
    "reader.gui.article_end.feature",
    "reader.gui.find.feature",
    "reader.gui.reading_mode.feature",
    "reader.gui.organize.list_updates",
    "reader.gui.backup.feature",
    "reader.gui.desktop.notifications",
    "reader.gui.models.feature",
    "reader.gui.speech.feature",
    "reader.gui.translation_queue.feature",
    "reader.gui.pictures.feature",
    "reader.gui.glossary.feature",
    "reader.gui.repair.feature",
    "reader.gui.main_window.features",
    "reader.gui.keyboard.actions",
    "reader.gui.main_window.window_commands",
    "reader.gui.main_window.overlays",
    "reader.gui.main_window.keyboard_setup",
    "reader.gui.dialogs.message_box",
)
"""Modules in the order in which the steps need them: a step of their own each, for loading takes longest.

The last one is needed once there is something to tell, which may be that the program's files are gone.
"""


def build_parts(window: MainWindow, language: InterfaceLanguage | None) -> Steps[Parts]:
    """Make every part of a window; the window may live at each `yield`.

    Args:
        window: has no parts yet.
        language: puts the application into an interface language; `None` leaves it as it is.
    """
    first = yield from make_first_list(window)
    text = yield from _make_first_article(window, first)
    for name in _LOADED_FIRST:
        import_module(name)
        yield None
    ground = first.ground
    surfaces = yield from _make_surfaces(window, first, text)
    actions, navigator, context = _make_context(window, ground, surfaces)
    yield None
    features = yield from _make_features(context, surfaces)
    yield None
    parts = _make_commands(window, language, context, surfaces, navigator, features, actions)
    yield None
    _join(window, parts)
    yield None
    if first.pages.first_run:
        import_module("reader.gui.main_window.welcome_page")
        yield None
        first.pages.welcome()
        yield None
    _show(window, parts, first.rows)
    yield None  # Qt shows a new central widget with its next events, and only what is shown takes the focus
    return parts


def _make_first_article(window: MainWindow, first: FirstList) -> Steps[FirstArticle]:
    from reader.gui.main_window.first_article import make_first_article

    return (yield from make_first_article(window, first))


def _make_surfaces(
    window: MainWindow, first: FirstList, text: FirstArticle
) -> Generator[None, None, Surfaces]:
    from reader.gui.background.save_queue import SaveQueue
    from reader.gui.keyboard.live_keys import LiveKeys
    from reader.gui.keyboard.pending_key_hint import KeyHint
    from reader.gui.main_window.keyboard_setup import resolver_of
    from reader.gui.sidebar.sidebar import Sidebar
    from reader.gui.theme.focus_ring import FocusRing
    from reader.gui.translation.translation_controller import TranslationController

    jobs, library = first.ground.jobs, first.ground.library
    pages, panes, lists = first.pages, first.panes, first.pane
    results, links, tray = _make_list_pages(first)
    lists.hold(results, links, tray)
    panes.take_footer(tray)
    tray.come_after(lists.cards)
    yield None
    sidebar = Sidebar(panes)
    panes.take_sidebar(sidebar)
    pane, reading = text.pane, text.controller
    _order_tabs(sidebar, lists, pane)
    yield None
    ring = FocusRing(window)
    ring.hide()
    yield None
    translations = TranslationController(pane, text.translation, library, jobs, window)
    reading.leaving.connect(translations.set_article)
    return Surfaces(
        sidebar=sidebar,
        list_pane=lists,
        model=first.model,
        thumbnails=first.thumbnails,
        results=results,
        links=links,
        tray=tray,
        pane=pane,
        panes=panes,
        pages=pages,
        ring=ring,
        hint=KeyHint(window),
        keys=LiveKeys(resolver_of(window.settings.text("keyboard_layout"))),
        queue=SaveQueue(jobs, lambda: library.session, window),
        reading=reading,
        pane_translation=text.translation,
        offer=text.offer,
        translations=translations,
    )


def _order_tabs(sidebar: Sidebar, lists: ListPane, pane: ReadingPane) -> None:
    """Tab goes through the panes as one reads them; what is made later comes after them, or says where.

    The cards stand last of the list's pages: the tray below them comes after them.
    """
    from reader.gui.theme.tab_order import order_tabs

    pages = [page for page in lists.pages.findChildren(QWidget) if page is not lists.cards]
    order_tabs(
        [
            *sidebar.stops(),
            *lists.header.findChildren(QWidget),
            *pages,
            lists.cards,
            *pane.bar.stops(),
            *pane.incomplete.findChildren(QWidget),
            pane.view,
            *pane.strip.findChildren(QWidget),
        ]
    )


def _make_list_pages(first: FirstList) -> tuple[ResultList, LinkList, SaveTray]:
    from reader.gui.saving.save_tray import SaveTray
    from reader.gui.search.result_list import ResultList
    from reader.gui.sources.link_list import LinkList

    results = ResultList(first.model.thumbnail)
    first.thumbnails.loaded.connect(results.model.thumbnail_loaded)
    return results, LinkList(), SaveTray()


def _make_context(
    window: MainWindow, ground: Ground, surfaces: Surfaces
) -> tuple[Actions, WindowNavigator, WindowContext]:
    from reader.gui.background.network_status import NetworkStatus
    from reader.gui.context import WindowContext
    from reader.gui.keyboard.actions import Actions
    from reader.gui.main_window.navigator import WindowNavigator
    from reader.gui.widgets.overlay_host import OverlayHost

    actions = Actions(window, ground.notices)
    actions.live = False
    navigator = WindowNavigator(window, surfaces, ground.library, ground.notices)
    context = WindowContext(
        window=window,
        jobs=ground.jobs,
        library=ground.library,
        options=ground.options,
        notices=ground.notices,
        navigator=navigator,
        panes=surfaces.panes,
        commands=actions,
        overlays=OverlayHost(window),
        network=NetworkStatus(ground.jobs, window),
        theme=window.theme_source,
    )
    return actions, navigator, context


def _make_features(context: WindowContext, surfaces: Surfaces) -> Generator[None, None, Features]:
    from reader.gui.main_window.features import Features
    from reader.gui.main_window.wiring import join_features

    features = Features()
    yield from features.make(context, surfaces)
    join_features(features, surfaces)
    return features


def _make_commands(
    window: MainWindow,
    language: InterfaceLanguage | None,
    context: WindowContext,
    surfaces: Surfaces,
    navigator: WindowNavigator,
    features: Features,
    actions: Actions,
) -> Parts:
    from reader.gui.background.unstored_acts import UnstoredActs
    from reader.gui.keyboard.actions import join_handlers
    from reader.gui.main_window.keyboard_setup import KeyboardSetup
    from reader.gui.main_window.navigation_commands import NavigationCommands
    from reader.gui.main_window.option_effects import OptionEffects
    from reader.gui.main_window.overlays import Overlays
    from reader.gui.main_window.parts import Parts
    from reader.gui.main_window.window_commands import WindowCommands
    from reader.gui.main_window.window_state import WindowState

    commands = WindowCommands(context, surfaces, features, actions)
    navigation = NavigationCommands(context, surfaces, features, commands)
    overlays = Overlays(context, surfaces, features, actions)
    given = (commands, navigation, overlays, features)
    actions.serve(join_handlers(*(part.handlers() for part in given)))
    keyboard = KeyboardSetup(context, surfaces, features, navigator, actions)
    navigator.join(features, keyboard.escape)
    effects = OptionEffects(context, surfaces, actions, keyboard, language, _app())
    state = WindowState(window, context, surfaces, features, effects)
    return Parts(
        context=context,
        surfaces=surfaces,
        navigator=navigator,
        features=features,
        actions=actions,
        commands=commands,
        overlays=overlays,
        keyboard=keyboard,
        option_effects=effects,
        state=state,
        unstored=UnstoredActs(context.jobs, context.library, window),
    )


def _join(window: MainWindow, parts: Parts) -> None:
    from reader.gui.main_window.wiring import join_parts

    join_parts(parts)
    features = parts.features
    features.list_updates.listed.connect(window.library_opened)


def _show(window: MainWindow, parts: Parts, rows: FirstRows) -> None:
    """The parts take the place of the first frame, with what is remembered in them."""
    if window.centralWidget() is not parts.surfaces.pages:
        window.setCentralWidget(parts.surfaces.pages)
    parts.state.restore(rows)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
