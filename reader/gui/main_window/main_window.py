"""The main window: the parts that `construction` makes, what they show together, and the window's end."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from reader.gui.application.interface_language import InterfaceLanguage
from reader.gui.main_window.startup_frame import StartupFrame
from reader.gui.main_window.window_geometry import restore_place
from reader.gui.theme import theme as themes
from reader.gui.widgets.pane_layout import PaneState
from reader.settings.paths import LibraryPaths, resource
from reader.settings.store import Settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from reader.core.errors import ReaderError
    from reader.core.model import ArticleSummary, PendingSave
    from reader.gui.article_list.article_model import ArticleModel
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.background.job_runner import JobRunner
    from reader.gui.background.library_controller import LibraryController
    from reader.gui.background.network_status import NetworkStatus
    from reader.gui.background.options import Options
    from reader.gui.background.save_queue import SaveQueue
    from reader.gui.cards.thumbnails import Thumbnails
    from reader.gui.context import WindowContext
    from reader.gui.dialogs.notices import Notices
    from reader.gui.keyboard.actions import Actions
    from reader.gui.main_window.features import Features
    from reader.gui.main_window.keyboard_setup import KeyboardSetup
    from reader.gui.main_window.option_effects import OptionEffects
    from reader.gui.main_window.panes import Panes
    from reader.gui.main_window.welcome_page import WelcomePage
    from reader.gui.main_window.window_commands import WindowCommands
    from reader.gui.main_window.window_state import WindowState
    from reader.gui.models.models_dialog import ModelsDialog
    from reader.gui.organize.list_updates import ListUpdates
    from reader.gui.reading.reading_controller import ReadingController
    from reader.gui.reading.reading_pane import ReadingPane
    from reader.gui.saving.drop_target import DropTarget
    from reader.gui.saving.feature import SavingFeature
    from reader.gui.saving.save_tray import SaveTray
    from reader.gui.search.feature import SearchFeature
    from reader.gui.search.result_list import ResultList
    from reader.gui.sidebar.sidebar import Sidebar
    from reader.gui.sources.link_list import LinkList
    from reader.gui.theme.focus_ring import FocusRing
    from reader.gui.translation.pane_translation import PaneTranslation
    from reader.gui.translation.translation_controller import TranslationController

log = logging.getLogger(__name__)

LEAST = (400, 480)


class MainWindow(QMainWindow):
    """The window of one library.

    Its surfaces are painted first, then its parts are made one by one, then the library is opened.

    Args:
        paths: the library.
        settings: its options.
        language: puts the application into an interface language; `None` leaves it as it is.
        at_once: make the parts here and now; otherwise that begins when the window has been painted.
    """

    painted = Signal()
    """The window is on screen for the first time; its parts come next."""
    built = Signal()
    """Every part is made, and the window works."""
    library_opened = Signal()
    """The library is open and its list has been read."""

    context: WindowContext
    notices: Notices
    runner: JobRunner
    library: LibraryController
    thumbnails: Thumbnails
    model: ArticleModel
    sidebar: Sidebar
    results: ResultList
    links: LinkList
    tray: SaveTray
    list: ListPane
    pane: ReadingPane
    panes: Panes
    welcome: WelcomePage
    pages: QStackedWidget
    ring: FocusRing
    queue: SaveQueue
    reading: ReadingController
    pane_translation: PaneTranslation
    translations: TranslationController
    connection: NetworkStatus
    list_updates: ListUpdates
    saving: SavingFeature
    drop_target: DropTarget
    keyboard: KeyboardSetup
    search: SearchFeature
    features: Features
    commands: WindowCommands
    options: Options
    actions_: Actions
    menu: QMenu
    option_effects: OptionEffects
    state: WindowState

    def __init__(
        self,
        paths: LibraryPaths,
        settings: Settings,
        language: InterfaceLanguage | None = None,
        at_once: bool = True,
    ) -> None:
        super().__init__()
        self.paths = paths
        self.settings = settings
        self.interface_language = language
        self.is_built = False
        self._started = False
        self.closed = False
        if language is not None:
            language.set(settings.text("interface_language"))
        chosen = settings.text("theme")
        self.theme_source = themes.THEME_SOURCE
        self.theme_source.current = themes.load_theme(
            settings.text("last_theme") if chosen == themes.SYSTEM else chosen
        )
        self.setWindowTitle("Liseuse")
        self.setWindowIcon(QIcon(str(resource("app-icon.svg"))))
        self.setMinimumSize(*LEAST)
        restore_place(self, settings.text("geometry"))
        if not at_once:
            self._show_frame()
            return
        from reader.gui.main_window.construction import build

        build(self)

    # Starting and ending

    def _show_frame(self) -> None:
        panes = PaneState.read(self.settings.text("splitter")) or PaneState()
        frame = StartupFrame(None if self.first_run else panes)
        frame.painted.connect(lambda: QTimer.singleShot(0, self, self._begin))
        self.setCentralWidget(frame)

    def _begin(self) -> None:
        self.painted.emit()  # before what follows is loaded, which takes 10 ms
        from reader.gui.main_window.construction import build_stepwise

        build_stepwise(self)

    def take_parts(self) -> None:
        """Every part is made."""
        self.is_built = True
        self.update_scopes()
        self.built.emit()

    def start(self) -> None:
        """Open the library; the first paint calls it, and doing so twice does no harm."""
        if not self._started:
            self._started = True
            if not self.welcoming:
                self.list.cards.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
            self.library.open()

    def try_again(self) -> None:
        """Open the library once more, after it did not open."""
        self._started = True
        self.library.open()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.is_built and not self._started:
            self.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first exposure paints the window; what is heavy begins once that is done."""
        if event.type() == QEvent.Type.Expose:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.start)
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        self.shut_down()
        super().closeEvent(event)

    def shut_down(self) -> None:
        """Write what is not written, end every job, close the library; a second call does nothing."""
        if self.closed:
            return
        self.closed = True
        if not self.is_built:
            self.hide()
            return
        self.state.remember()
        self.hide()
        from reader.gui.application.clipboard import settle_clipboard

        settle_clipboard()
        self.reading.keep_place()
        self.features.shut_down()
        self.runner.close()
        self.library.close()

    def write_state(self) -> None:
        """Write what only memory holds, for the session may end; the window goes on."""
        self.features.tray.leave()
        self.state.remember()
        self.reading.keep_place()

    def take_library(self, pending: Sequence[PendingSave]) -> None:
        """The library is open; carries its pending saves."""
        self.thumbnails.forget_missing()
        self.model.repaint()
        self.queue.start(pending)
        self.connection.start()
        self.library.add_sample()
        self.features.library_ready()
        self.state.show_last_article()

    def take_failure(self, error: ReaderError) -> None:
        """The library did not open."""
        self._started = False
        self.show_main()
        self.list.show_error(error)

    # What is shown

    @property
    def theme(self) -> themes.Theme:
        """The theme in force."""
        return self.theme_source.current

    @property
    def first_run(self) -> bool:
        """Whether the reader has never gone past the welcome page."""
        return not self.settings.flag("welcomed")

    @property
    def welcoming(self) -> bool:
        """Whether the welcome page is shown."""
        return self.pages.currentWidget() is self.welcome

    def show_main(self) -> None:
        """Show the panes."""
        self.pages.setCurrentWidget(self.panes)

    def show_welcome(self, first: bool, sample: ArticleSummary | None) -> None:
        """Show the welcome page, with the language cards the first time."""
        came = not self.welcoming
        self.welcome.show_first_run(first)
        self.welcome.show_sample(sample)
        self.pages.setCurrentWidget(self.welcome)
        if came:
            self.welcome.focus_first()

    def leave_welcome(self) -> None:
        """The reader has begun: from now on the window opens with the library."""
        if self.welcoming:
            self.show_main()
        if self.first_run:
            self.options.remember("welcomed", True)

    def show_view(self, view: str) -> None:
        """Show a view of the library."""
        if self.features.notes.show_view(view):
            return
        self.leave_welcome()
        self.search.close()
        self.panes.close_drawer()
        self.panes.show_list()
        self.sidebar.set_view(view)
        self.list.expect_rows(view)
        self.library.show_view(view)

    def show_results(self) -> None:
        """Show the results of a search in place of the view."""
        self.features.notes.show_view("")
        self.leave_welcome()
        self.panes.show_list()
        self.sidebar.set_view("")
        self.list.set_searching(True)

    def open_article(self, article_id: int, with_focus: bool = False) -> None:
        """Show an article; `with_focus` goes to its text (in a narrow window it always fills the window)."""
        self.leave_welcome()
        self.list.select(article_id)
        card = self.model.known(article_id)
        title = card.title if card is not None else ""
        self.reading.open(article_id, title)
        if with_focus:
            self.panes.show_reading()
            self.pane.view.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def shown_summary(self) -> ArticleSummary | None:
        """The article on screen, with its marks as they are now."""
        listed = self.model.row_of(self.reading.article_id) >= 0
        card = self.model.known(self.reading.article_id) if listed else None
        return card or self.list_updates.shown

    def back(self) -> None:
        """One layer back: what lies over the text, the drawer, then the article; it never quits."""
        if self.keyboard.escape():
            return
        if self.panes.drawer_open:
            self.panes.close_drawer()
        elif self.search.active and self.results.view.hasFocus():
            self.search.leave()
        elif not self.welcoming:
            self.panes.show_list()
            self.list.on_screen.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def give_links(self, links: Sequence[str]) -> None:
        """Save links that were dropped, pasted or typed."""
        self.saving.give(links)

    def show_menu(self) -> None:
        """Open the menu of every command."""
        button = self.sidebar.menu_button
        spot = QPoint(0, button.height()) if button.isVisible() else QPoint(8, 52)
        owner = button if button.isVisible() else self
        self.menu.popup(owner.mapToGlobal(spot))

    def open_models(self) -> ModelsDialog | None:
        """Open the dialog of translation models, once the library is open."""
        from reader.gui.models.models_dialog import ModelsDialog

        if self.library.session is None:
            return None
        downloads = self.features.models.downloads
        dialog = ModelsDialog(self.library.session, self.runner, self, downloads)
        dialog.packages_changed.connect(self.translations.models_changed)
        dialog.packages_changed.connect(self.features.notifications.models_changed)
        dialog.open()
        return dialog

    def changeEvent(self, event: QEvent) -> None:
        if self.is_built and event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.library.refresh()  # the command line may have saved something meanwhile
        super().changeEvent(event)

    # Small reactions

    def take_paths(self) -> None:
        """The library lies in another folder."""
        self.paths = self.library.paths

    def install_models(self, files: Sequence[str]) -> None:
        """Open the dialog of translation models and install what is in files."""
        dialog = self.open_models()
        if dialog is not None:
            dialog.install_files(list(files))

    def update_scopes(self) -> None:
        """Enable the commands that have something to work on."""
        from reader import commands

        self.actions_.enable_scope(commands.ARTICLE, self.commands.target() is not None)
        self.actions_.enable_scope(commands.READING, self.reading.article_id > 0)
