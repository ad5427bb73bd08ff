"""Makes the parts of a window, step by step, so that the window can live between two steps.

Each step imports what it makes: before the first paint nothing of this is loaded (`startup_frame`), and
no step holds up the window for long.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from reader.gui.main_window.parts import Parts
from reader.gui.main_window.surfaces import ListParts, Surfaces
from reader.gui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from reader.gui.application.interface_language import InterfaceLanguage
    from reader.gui.background.job_runner import JobRunner
    from reader.gui.background.library_controller import LibraryController
    from reader.gui.background.options import Options
    from reader.gui.context import WindowContext
    from reader.gui.dialogs.notices import Notices
    from reader.gui.keyboard.actions import Actions
    from reader.gui.main_window.features import Features
    from reader.gui.main_window.main_window import MainWindow
    from reader.gui.main_window.navigator import WindowNavigator
    from reader.gui.main_window.pages import Pages
    from reader.gui.main_window.panes import Panes
    from reader.gui.main_window.welcome_page import WelcomePage
    from reader.gui.reading.reading_pane import ReadingPane

_LOADED_FIRST = (
    "reader.core.model",
    "reader.core.languages",
    "reader.gui.background.job_runner",
    "reader.gui.background.library_controller",
    "reader.gui.article_list.article_model",
    "reader.gui.cards.card_painter",
    "reader.gui.article_list.article_delegate",
    "reader.gui.search.result_delegate",
    "reader.gui.saving.save_tray",
    "reader.gui.article_list.list_pane",
    "reader.gui.sidebar.sidebar",
    "reader.gui.article_view.block_writer",
    "reader.gui.article_view.units",
    "reader.gui.article_view.article_view",
    "reader.gui.reading.reading_pane",
    "reader.gui.translation.pane_translation",
    "reader.gui.main_window.welcome_page",
    "reader.gui.main_window.pages",
    "reader.gui.reading.reading_controller",
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
)
"""Modules in the order in which the steps need them: a step of their own each, for loading takes longest."""


def build_parts(window: MainWindow, language: InterfaceLanguage | None) -> Generator[None, None, Parts]:
    """Make every part of a window; the window may live at each `yield`.

    Args:
        window: has no parts yet.
        language: puts the application into an interface language; `None` leaves it as it is.
    """
    for name in _LOADED_FIRST:
        import_module(name)
        yield
    ground = _make_ground(window)
    yield
    surfaces = yield from _make_surfaces(window, ground)
    actions, navigator, context = _make_context(window, ground, surfaces)
    yield
    features = yield from _make_features(context, surfaces)
    yield
    parts = _make_commands(window, language, context, surfaces, navigator, features, actions)
    yield
    _join(window, parts)
    yield
    _show(window, parts)
    yield  # Qt shows a new central widget with its next events, and only what is shown takes the focus
    return parts


@dataclass(frozen=True, slots=True)
class _Ground:
    """What runs and speaks for every part."""

    notices: Notices
    jobs: JobRunner
    library: LibraryController
    options: Options


def _make_ground(window: MainWindow) -> _Ground:
    from reader.gui.background.job_runner import JobRunner
    from reader.gui.background.library_controller import LibraryController
    from reader.gui.background.options import Options
    from reader.gui.dialogs.notices import Notices
    from reader.gui.theme.fonts import load_fonts

    load_fonts()
    app = _app()
    theme.apply(app, theme.resolve(window.settings.text("theme"), app))  # the system may want another one now
    notices, jobs = Notices(window), JobRunner(window)
    jobs.crashed.connect(notices.crash)
    library = LibraryController(window.paths, window.settings, jobs, window)
    return _Ground(notices, jobs, library, Options(window.settings, jobs, window))


def _make_surfaces(window: MainWindow, ground: _Ground) -> Generator[None, None, Surfaces]:
    from reader.gui.background.save_queue import SaveQueue
    from reader.gui.keyboard.live_keys import LiveKeys
    from reader.gui.keyboard.pending_key_hint import KeyHint
    from reader.gui.main_window.keyboard_setup import resolver_of
    from reader.gui.reading.reading_controller import ReadingController
    from reader.gui.sidebar.sidebar import Sidebar
    from reader.gui.theme.focus_ring import FocusRing
    from reader.gui.translation.pane_translation import PaneTranslation
    from reader.gui.translation.translation_controller import TranslationController

    jobs, library = ground.jobs, ground.library
    pages, panes = _make_pages(window, ground)
    lists = yield from _make_lists(window, ground, panes.home)
    yield
    pane = _make_pane(ground, panes.home)
    pane_translation = PaneTranslation(pane)
    yield
    sidebar = Sidebar(panes.home)
    panes.hold(sidebar, lists.pane, pane)
    yield
    welcome = _make_welcome(pages)
    pages.hold(panes, welcome)
    ring = FocusRing(window)
    ring.hide()
    yield
    reading = ReadingController(pane, library, jobs, window)
    translations = TranslationController(pane, pane_translation, library, jobs, window)
    reading.leaving.connect(translations.set_article)
    return Surfaces(
        sidebar=sidebar,
        list_pane=lists.pane,
        model=lists.model,
        thumbnails=lists.thumbnails,
        results=lists.results,
        links=lists.links,
        tray=lists.tray,
        pane=pane,
        panes=panes,
        welcome=welcome,
        pages=pages,
        ring=ring,
        hint=KeyHint(window),
        keys=LiveKeys(resolver_of(window.settings.text("keyboard_layout"))),
        queue=SaveQueue(jobs, lambda: library.session, window),
        reading=reading,
        pane_translation=pane_translation,
        translations=translations,
    )


def _make_lists(window: MainWindow, ground: _Ground, parent: QWidget) -> Generator[None, None, ListParts]:
    from reader.gui.article_list.article_model import ArticleModel
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.cards.thumbnails import Thumbnails
    from reader.gui.saving.save_tray import SaveTray
    from reader.gui.search.result_list import ResultList
    from reader.gui.sources.link_list import LinkList

    thumbnails = Thumbnails(ground.jobs, ground.library.picture_path, window.devicePixelRatioF(), window)
    model = ArticleModel(thumbnails.get, window)
    thumbnails.loaded.connect(model.thumbnail_loaded)
    results = ResultList(model.thumbnail)
    yield
    links, tray = LinkList(), SaveTray()
    pane = ListPane(model, results, links, tray, parent)
    thumbnails.loaded.connect(results.model.thumbnail_loaded)
    return ListParts(thumbnails, model, results, links, tray, pane)


def _make_pane(ground: _Ground, parent: QWidget) -> ReadingPane:
    from reader.gui.background.picture_loader import on_lane
    from reader.gui.reading.reading_pane import ReadingPane

    return ReadingPane(on_lane(ground.jobs), parent)


def _make_pages(window: MainWindow, ground: _Ground) -> tuple[Pages, Panes]:
    """What the rest is made in, from the window downwards: see `Panes.home`."""
    from reader.gui.main_window.pages import Pages
    from reader.gui.main_window.panes import Panes

    pages = Pages(ground.options, window)
    return pages, Panes(pages)


def _make_welcome(pages: Pages) -> WelcomePage:
    from reader.gui.main_window.welcome_page import WelcomePage

    return WelcomePage(pages)


def _make_context(
    window: MainWindow, ground: _Ground, surfaces: Surfaces
) -> tuple[Actions, WindowNavigator, WindowContext]:
    from reader.gui.background.network_status import NetworkStatus
    from reader.gui.context import WindowContext
    from reader.gui.keyboard.actions import Actions
    from reader.gui.main_window.navigator import WindowNavigator
    from reader.gui.widgets.overlay_host import OverlayHost

    actions = Actions(window, ground.notices)
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
    from reader.gui.keyboard.actions import join_handlers
    from reader.gui.main_window.keyboard_setup import KeyboardSetup
    from reader.gui.main_window.navigation_commands import NavigationCommands
    from reader.gui.main_window.option_effects import OptionEffects
    from reader.gui.main_window.overlays import Overlays
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
    )


def _join(window: MainWindow, parts: Parts) -> None:
    from reader.gui.main_window.wiring import join_parts

    join_parts(parts)
    features = parts.features
    features.list_updates.listed.connect(window.library_opened)


def _show(window: MainWindow, parts: Parts) -> None:
    """The parts take the place of the first frame, with what is remembered in them."""
    window.setCentralWidget(parts.surfaces.pages)
    parts.state.restore()


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
