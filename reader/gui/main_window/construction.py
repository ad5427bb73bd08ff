"""Makes the parts of a window, step by step, so that the window can live between two steps.

Each step imports what it makes: before the first paint nothing of this is loaded (`startup_frame`), and
no step holds up the window for long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget

from reader.gui.theme import theme
from reader.gui.widgets.pane_layout import Layout

if TYPE_CHECKING:
    from reader.core.model import ArticleSummary
    from reader.gui.main_window.main_window import MainWindow

Step = Callable[["MainWindow"], None]

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
    "reader.gui.reading.reading_controller",
    "reader.gui.main_window.keyboard_setup",
    "reader.gui.search.feature",
    "reader.gui.widgets.mime_links",
    "reader.gui.export.feature",
    "reader.gui.notes.feature",
    "reader.gui.translation.feature",
    "reader.gui.main_window.features",
    "reader.gui.keyboard.actions",
    "reader.gui.main_window.window_commands",
)
"""Modules in the order in which the steps need them: a step of their own each, for loading takes longest."""


def build(window: MainWindow) -> None:
    """Make every part of a window here and now."""
    for _step in _steps(window):
        pass
    window.take_parts()


def build_stepwise(window: MainWindow) -> None:
    """Make every part of a window that is on screen, between its events, and let it start."""
    _go_on(window, _steps(window))


def _go_on(window: MainWindow, steps: Iterator[None]) -> None:
    if window.closed:
        return
    try:
        next(steps)
    except StopIteration:
        window.take_parts()
        window.start()
    except BaseException:  # half a window is of no use to anybody; the crash is noted as every other one
        window.close()
        QCoreApplication.exit(1)
        raise
    else:
        QTimer.singleShot(0, window, lambda: _go_on(window, steps))


def _steps(window: MainWindow) -> Iterator[None]:
    for name in _LOADED_FIRST:
        import_module(name)
        yield
    for step in _STEPS:
        step(window)
        yield


def _make_work(window: MainWindow) -> None:
    from reader.gui.background.job_runner import JobRunner
    from reader.gui.background.library_controller import LibraryController
    from reader.gui.background.options import Options
    from reader.gui.dialogs.notices import Notices
    from reader.gui.theme.fonts import load_fonts

    load_fonts()
    window.theme_source.current = theme.resolve(window.settings.text("theme"), _app())
    theme.apply(_app(), window.theme)  # the system may want another one than the last time
    window.notices = Notices(window)
    runner = window.runner = JobRunner(window)
    runner.crashed.connect(window.notices.crash)
    window.library = LibraryController(window.paths, window.settings, window.runner, window)
    window.options = Options(window.settings, window.runner, window)


def _make_list(window: MainWindow) -> None:
    from reader.gui.article_list.article_model import ArticleModel
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.cards.thumbnails import Thumbnails
    from reader.gui.saving.save_tray import SaveTray
    from reader.gui.search.result_list import ResultList
    from reader.gui.sidebar.sidebar import Sidebar
    from reader.gui.sources.link_list import LinkList

    ratio = window.devicePixelRatioF()
    window.thumbnails = Thumbnails(window.runner, window.library.picture_path, ratio, window)
    window.model = ArticleModel(window.thumbnails.get, window)
    thumbnails = window.thumbnails
    thumbnails.loaded.connect(window.model.thumbnail_loaded)
    window.sidebar = Sidebar()
    window.results = ResultList(window.model.thumbnail)
    window.links, window.tray = LinkList(), SaveTray()
    window.list = ListPane(window.model, window.results, window.links, window.tray)
    thumbnails.loaded.connect(window.results.model.thumbnail_loaded)


def _make_pane(window: MainWindow) -> None:
    from reader.gui.background.picture_loader import on_lane
    from reader.gui.reading.reading_pane import ReadingPane
    from reader.gui.translation.pane_translation import PaneTranslation

    window.pane = ReadingPane(on_lane(window.runner))
    window.pane_translation = PaneTranslation(window.pane)


def _make_panes(window: MainWindow) -> None:
    from reader.gui.main_window.panes import Panes
    from reader.gui.main_window.welcome_page import WelcomePage
    from reader.gui.theme.focus_ring import FocusRing

    window.panes = Panes(window.sidebar, window.list, window.pane)
    window.welcome = WelcomePage()
    window.pages = QStackedWidget()
    window.pages.addWidget(window.panes)
    window.pages.addWidget(window.welcome)
    window.ring = FocusRing(window)
    window.ring.hide()


def _make_context(window: MainWindow) -> None:
    from reader.gui.background.network_status import NetworkStatus
    from reader.gui.context import WindowContext
    from reader.gui.main_window.navigator import WindowCommandRunner, WindowNavigator
    from reader.gui.widgets.overlay_host import OverlayHost

    window.connection = NetworkStatus(window.runner, window)
    window.context = WindowContext(
        window=window,
        jobs=window.runner,
        library=window.library,
        options=window.options,
        notices=window.notices,
        navigator=WindowNavigator(window),
        panes=window.panes,
        commands=WindowCommandRunner(window),
        overlays=OverlayHost(window),
        network=window.connection,
        theme=window.theme_source,
    )


def _make_controllers(window: MainWindow) -> None:
    from reader.gui.background.save_queue import SaveQueue
    from reader.gui.main_window.keyboard_setup import KeyboardSetup
    from reader.gui.organize.list_updates import ListUpdates
    from reader.gui.reading.reading_controller import ReadingController
    from reader.gui.saving.drop_target import DropTarget
    from reader.gui.saving.feature import SavingFeature
    from reader.gui.search.feature import SearchFeature
    from reader.gui.translation.translation_controller import TranslationController

    window.queue = SaveQueue(window.runner, lambda: window.library.session, window)
    reading = window.reading = ReadingController(window.pane, window.library, window.runner, window)
    window.translations = TranslationController(
        window.pane, window.pane_translation, window.library, window.runner, window
    )
    reading.leaving.connect(window.translations.set_article)
    updates = window.list_updates = ListUpdates(
        window.context, window.sidebar, window.list, window.model, window.pane, window.reading
    )
    updates.links_listed.connect(window.links.show_links)
    updates.counted.connect(partial(_choose_page, window))
    updates.listed.connect(window.library_opened)
    window.saving = SavingFeature(
        window.context, window.list, window.tray, window.sidebar, window.reading, window.queue
    )
    window.drop_target = DropTarget(
        window.context, window.sidebar, window.saving, lambda row: window.features.selection.takes(row)
    )
    window.keyboard = KeyboardSetup(window, window.settings)
    window.search = SearchFeature(
        window.context, window.sidebar, window.list, window.results, window.pane, window.reading
    )


def _make_features(window: MainWindow) -> None:
    from reader.gui.main_window.features import Features
    from reader.gui.main_window.wiring import join_features

    window.features = Features(window)
    join_features(window)


def _make_commands(window: MainWindow) -> None:
    from reader.gui.keyboard.actions import Actions
    from reader.gui.main_window.option_effects import OptionEffects
    from reader.gui.main_window.window_commands import WindowCommands
    from reader.gui.main_window.window_state import WindowState

    window.commands = WindowCommands(window)
    window.option_effects = OptionEffects(window, window.interface_language, _app())
    window.actions_ = Actions(window, window.commands.handlers(), window.notices)
    window.menu = window.actions_.main_menu(window)
    window.keyboard.start(window.actions_)
    window.state = WindowState(window, window.settings)


def _show(window: MainWindow) -> None:
    """The parts take the place of the first frame, with what is remembered in them."""
    window.setCentralWidget(window.pages)
    window.state.restore()


def _join_panes(window: MainWindow) -> None:
    sidebar, cards, panes = window.sidebar, window.list, window.panes
    sidebar.view_chosen.connect(window.show_view)
    sidebar.menu_wanted.connect(window.show_menu)
    cards.open_wanted.connect(window.open_article)
    cards.current_changed.connect(window.update_scopes)
    cards.menu_wanted.connect(partial(_show_list_menu, window))
    cards.add_wanted.connect(window.commands.add_link)
    cards.empty_trash_wanted.connect(window.commands.empty_trash)
    cards.sort_wanted.connect(window.commands.show_sorts)
    cards.drawer_wanted.connect(panes.open_drawer)
    cards.empty_action.connect(window.commands.run_empty_action)
    panes.layout_changed.connect(partial(_take_layout, window))
    panes.reading_shown.connect(partial(_focus_reading, window))


def _join_reading(window: MainWindow) -> None:
    pane, library, reading, features = window.pane, window.library, window.reading, window.features
    reading.opened.connect(lambda _id: window.update_scopes())
    reading.closed.connect(window.update_scopes)
    pane.text_size_chosen.connect(window.options.text_size)
    pane.link_clicked.connect(features.links.follow)
    pane.save_again.connect(window.saving.save_again)
    pane.favourite_toggled.connect(partial(_mark_shown, window, "favourite"))
    pane.archive_toggled.connect(partial(_mark_shown, window, "archived"))
    pane.announcement.connect(window.notices.announce)
    pane.failure.connect(lambda text: window.notices.announce(text, assertive=True))
    pane.more_wanted.connect(window.commands.show_article_menu)
    pane.back_wanted.connect(window.back)
    library.ready.connect(window.take_library)
    library.open_failed.connect(window.take_failure)
    library.failed.connect(features.backup.tell)


def _show_list_menu(window: MainWindow, where: QPoint) -> None:
    """Open the menu of the card at a point of the screen."""
    cards = window.list.on_screen
    cards.setFocus(Qt.FocusReason.MouseFocusReason)
    window.commands.show_article_menu(where)


def _take_layout(window: MainWindow, mode: Layout) -> None:
    """The pane layout changed: in a narrow window the bar has a way back."""
    bar = window.pane.bar
    bar.offer(more=True, reading_mode=True, back=mode is Layout.NARROW)


def _focus_reading(window: MainWindow, shown: bool) -> None:
    """The article fills a narrow window (`shown`), or the list does."""
    if shown:
        view = window.pane.view
        view.setFocus(Qt.FocusReason.OtherFocusReason)


def _choose_page(window: MainWindow, first: ArticleSummary | None, counts: Mapping[str, int]) -> None:
    """Welcome while there is nothing but the sample the first time, or nothing at all; else the list."""
    held = counts.get("all", 0) + counts.get("trash", 0)
    busy = bool(window.queue.entries) or window.reading.wanted_id > 0
    if busy or held > 1:
        window.leave_welcome()
    elif window.first_run:
        window.show_welcome(True, first)
    elif held == 0:
        window.show_welcome(False, None)
    elif window.welcoming:
        window.show_main()


def _mark_shown(window: MainWindow, field: str, on: bool) -> None:
    """Mark the article on screen."""
    if window.reading.article_id:
        window.library.change([window.reading.article_id], field, on)


def _join_welcome(window: MainWindow) -> None:
    welcome = window.welcome
    welcome.language_chosen.connect(window.options.language)
    welcome.links_given.connect(window.give_links)
    welcome.sample_wanted.connect(lambda article_id: window.open_article(article_id, with_focus=True))
    welcome.models_wanted.connect(window.open_models)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


_STEPS: tuple[Step, ...] = (
    _make_work,
    _make_list,
    _make_pane,
    _make_panes,
    _make_context,
    _make_controllers,
    _make_features,
    _make_commands,
    _join_panes,
    _join_reading,
    _join_welcome,
    _show,
)
