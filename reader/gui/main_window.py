"""The main window: composes rail, list and reading pane with the library, and remembers its state."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QImage, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from reader import commands
from reader.core.errors import ReaderError
from reader.core.model import ArticleSummary, PendingSave
from reader.gui import theme as themes
from reader.gui.actions import Actions
from reader.gui.article_list import ArticleList
from reader.gui.article_model import ArticleModel
from reader.gui.choices import Choices
from reader.gui.clipboard import settle_clipboard
from reader.gui.connection import Connection
from reader.gui.desks import Desks
from reader.gui.drop_target import DropTarget
from reader.gui.focus_ring import FocusRing
from reader.gui.interface_language import InterfaceLanguage
from reader.gui.job_runner import JobRunner
from reader.gui.library_controller import LibraryController
from reader.gui.list_keeper import ListKeeper
from reader.gui.notices import Notices
from reader.gui.panes import Layout, Panes
from reader.gui.rail import Rail
from reader.gui.reading_controller import ReadingController
from reader.gui.reading_pane import ReadingPane
from reader.gui.reading_room import ReadingRoom
from reader.gui.save_desk import SaveDesk
from reader.gui.save_queue import SaveQueue
from reader.gui.search_desk import SearchDesk
from reader.gui.thumbnails import Thumbnails
from reader.gui.welcome import Welcome
from reader.gui.window_commands import WindowCommands
from reader.gui.window_state import WindowState
from reader.settings.paths import LibraryPaths, resource
from reader.settings.store import Settings

if TYPE_CHECKING:
    from reader.gui.models_dialog import ModelsDialog

log = logging.getLogger(__name__)

LEAST = (400, 480)


class MainWindow(QMainWindow):
    """The window of one library.

    It is painted from a plain SQLite read; the library itself is opened after the first paint.

    Args:
        paths: the library.
        settings: its options.
        language: puts the application into an interface language; `None` leaves it as it is.
    """

    library_opened = Signal()
    """The library is open and its list has been read."""

    def __init__(
        self, paths: LibraryPaths, settings: Settings, language: InterfaceLanguage | None = None
    ) -> None:
        super().__init__()
        self.paths = paths
        self._settings = settings
        self._started = False
        self._closed = False
        if language is not None:
            language.set(settings.text("interface_language"))
        self.theme = themes.resolve(settings.text("theme"), _app())
        themes.apply(_app(), self.theme)
        self.notices = Notices(self)
        self.runner = JobRunner(self)
        self.runner.crashed.connect(self.notices.crash)
        self.library = LibraryController(paths, settings, self.runner, self)
        self._make_widgets()
        self.queue = SaveQueue(self.runner, lambda: self.library.session, self)
        self.reading = ReadingController(self.pane, self.library, self.runner, self)
        self.connection = Connection(self.runner, self)
        self.list_keeper = ListKeeper(self)
        self.desk = SaveDesk(self)
        self.drops = DropTarget(self)
        self.room = ReadingRoom(self, settings)
        self.search = SearchDesk(self)
        self.desks = Desks(self)
        self.commands = WindowCommands(self)
        self.choices = Choices(self, settings, language, _app())
        self.actions_ = Actions(self, self.commands.handlers(), self.notices)
        self._menu = self.actions_.main_menu(self)
        self.room.start(self.actions_)
        self.state = WindowState(self, settings)
        self._connect()
        self.state.restore()
        self._update_scopes()

    def _make_widgets(self) -> None:
        self.setWindowTitle("Liseuse")
        self.setWindowIcon(QIcon(str(resource("app-icon.svg"))))
        self.setMinimumSize(*LEAST)
        ratio = self.devicePixelRatioF()
        self._thumbnails = Thumbnails(self.runner, self.library.picture_path, ratio, self)
        self.model = ArticleModel(self._thumbnails.get, self)
        self._thumbnails.loaded.connect(self.model.thumbnail_loaded)
        self.rail = Rail(self.theme)
        self.list = ArticleList(self.model, self.theme)
        self._thumbnails.loaded.connect(self.list.results.model.thumbnail_loaded)
        self.pane = ReadingPane(self.theme, self.run_picture)
        self.panes = Panes(self.rail, self.list, self.pane)
        self.welcome = Welcome(self.theme)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.panes)
        self._pages.addWidget(self.welcome)
        self.setCentralWidget(self._pages)
        self._ring = FocusRing(self, self.theme)
        self._ring.hide()

    def _connect(self) -> None:
        pane = self.pane
        self.rail.view_chosen.connect(self.show_view)
        self.rail.menu_wanted.connect(self.show_menu)
        self.list.open_wanted.connect(self.open_article)
        self.list.current_changed.connect(self._update_scopes)
        self.list.menu_wanted.connect(self._on_list_menu)
        self.list.add_wanted.connect(self.commands.add_link)
        self.list.empty_trash_wanted.connect(self.commands.empty_trash)
        self.list.sort_wanted.connect(self.commands.show_sorts)
        self.list.drawer_wanted.connect(self.panes.open_drawer)
        self.list.empty_action.connect(self._on_empty_action)
        self.panes.layout_changed.connect(self._on_layout)
        self.panes.reading_shown.connect(self._on_reading_shown)
        self.reading.opened.connect(lambda _id: self._update_scopes())
        self.reading.closed.connect(self._update_scopes)
        pane.text_size_chosen.connect(self.choices.text_size)
        pane.models_wanted.connect(self.open_models)
        pane.link_clicked.connect(self.desks.links.follow)
        pane.save_again.connect(self.desk.save_again)
        pane.favourite_toggled.connect(lambda on: self._mark_shown("favourite", on))
        pane.archive_toggled.connect(lambda on: self._mark_shown("archived", on))
        pane.announcement.connect(self.notices.announce)
        pane.more_wanted.connect(self.commands.show_article_menu)
        pane.back_wanted.connect(self.back)
        self.library.ready.connect(self._on_ready)
        self.library.open_failed.connect(self._on_open_failed)
        self.library.failed.connect(self.desks.keeping.tell)
        self.welcome.language_chosen.connect(self.choices.language)
        self.welcome.links_given.connect(self.give_links)
        self.welcome.sample_wanted.connect(lambda article_id: self.open_article(article_id, with_focus=True))
        self.welcome.models_wanted.connect(self.open_models)

    # Starting and ending

    def start(self) -> None:
        """Open the library; the first paint calls it, and doing so twice does no harm."""
        if not self._started:
            self._started = True
            if not self.welcoming:
                self.list.cards.setFocus(Qt.FocusReason.OtherFocusReason)
            self.library.open()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._started:
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
        if self._closed:
            return
        self._closed = True
        self.state.remember()
        self.hide()
        settle_clipboard()
        self.pane.keep_position()
        self.reading.write_places()
        self.desks.shut_down()
        self.runner.close()
        self.library.close()

    def _on_ready(self, pending: list[PendingSave]) -> None:
        self._thumbnails.forget_missing()
        self.model.retranslate()
        self.queue.start(pending)
        self.connection.start()
        self.library.add_sample()
        self.desks.library_ready()
        self.state.show_last_article()

    def _on_open_failed(self, error: ReaderError) -> None:
        self._started = False
        self.show_main()
        self.list.show_error(error)

    def _on_empty_action(self, name: str) -> None:
        if name == "add":
            self.commands.add_link()
        elif name == "retry":
            self._started = True
            self.library.open()
        elif name == "rescue":
            self.desks.keeping.rescue()
        elif name == "lengths":
            self.desks.order.turn("list_short")
        else:
            self.show_view(name)

    # What is shown

    @property
    def first_run(self) -> bool:
        """Whether the reader has never gone past the welcome page."""
        return not self._settings.flag("welcomed")

    @property
    def welcoming(self) -> bool:
        """Whether the welcome page is shown."""
        return self._pages.currentWidget() is self.welcome

    def show_main(self) -> None:
        """Show the panes."""
        self._pages.setCurrentWidget(self.panes)

    def show_welcome(self, first: bool, sample: ArticleSummary | None) -> None:
        """Show the welcome page, with the language cards the first time."""
        came = not self.welcoming
        self.welcome.show_first_run(first)
        self.welcome.show_sample(sample)
        self._pages.setCurrentWidget(self.welcome)
        if came:
            self.welcome.focus_first()

    def leave_welcome(self) -> None:
        """The reader has begun: from now on the window opens with the library."""
        if self.welcoming:
            self.show_main()
        if self.first_run:
            self.choices.remember("welcomed", True)

    def show_view(self, view: str) -> None:
        """Show a view of the library."""
        if self.desks.notes.show_view(view):
            return
        self.leave_welcome()
        self.search.close()
        self.panes.close_drawer()
        self.panes.show_list()
        self.rail.set_view(view)
        self.list.expect_rows(view)
        self.library.show_view(view)

    def show_results(self) -> None:
        """Show the results of a search in place of the view."""
        self.desks.notes.show_view("")
        self.leave_welcome()
        self.panes.show_list()
        self.rail.set_view("")
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
            self.pane.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def shown_summary(self) -> ArticleSummary | None:
        """The article on screen, with its marks as they are now."""
        listed = self.model.row_of(self.reading.article_id) >= 0
        card = self.model.known(self.reading.article_id) if listed else None
        return card or self.list_keeper.shown

    def back(self) -> None:
        """One layer back: what lies over the text, the drawer, then the article; it never quits."""
        if self.room.escape():
            return
        if self.panes.drawer_open:
            self.panes.close_drawer()
        elif self.search.active and self.list.results.view.hasFocus():
            self.search.leave()
        elif not self.welcoming:
            self.panes.show_list()
            self.list.on_screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def give_links(self, links: list[str]) -> None:
        """Save links that were dropped, pasted or typed."""
        self.desk.give(links)

    def show_menu(self) -> None:
        """Open the menu of every command."""
        button = self.rail.menu_button
        spot = QPoint(0, button.height()) if button.isVisible() else QPoint(8, 52)
        owner = button if button.isVisible() else self
        self._menu.popup(owner.mapToGlobal(spot))

    def open_models(self) -> ModelsDialog | None:
        """Open the dialog of translation models, once the library is open."""
        from reader.gui.models_dialog import ModelsDialog

        if self.library.session is None:
            return None
        downloads = self.desks.models.downloads
        dialog = ModelsDialog(self.library.session, self.runner, self.theme, self, downloads)
        dialog.packages_changed.connect(self.reading.translations.models_changed)
        dialog.packages_changed.connect(self.desks.notifications.models_changed)
        dialog.open()
        return dialog

    def set_theme(self, theme: themes.Theme) -> None:
        """Draw every pane in a theme."""
        self.theme = theme
        for part in (self.rail, self.list, self.pane, self.welcome, self._ring):
            part.set_theme(theme)
        self.drops.overlay.theme = theme
        self.room.set_theme(theme)
        self.desks.set_theme(theme)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "actions_"):
            self.actions_.retranslate()
            self.desks.retranslate()
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.library.refresh()  # the command line may have saved something meanwhile
        super().changeEvent(event)

    # Small reactions

    def run_picture(self, work: Callable[[], QImage], done: Callable[[QImage], None]) -> object:
        """Decode a picture off the GUI thread."""
        return self.runner.submit("pictures", lambda _progress: work(), done=done)

    def _mark_shown(self, field: str, on: bool) -> None:
        if self.reading.article_id:
            self.library.change([self.reading.article_id], field, on)

    def _update_scopes(self) -> None:
        self.actions_.enable_scope(commands.ARTICLE, self.commands.target() is not None)
        self.actions_.enable_scope(commands.READING, self.reading.article_id > 0)

    def _on_list_menu(self, where: QPoint) -> None:
        self.list.on_screen.setFocus(Qt.FocusReason.MouseFocusReason)
        self.commands.show_article_menu(where)

    def _on_layout(self, mode: Layout) -> None:
        self.pane.bar.offer(more=True, reading_mode=True, back=mode is Layout.NARROW)

    def _on_reading_shown(self, shown: bool) -> None:
        if shown:
            self.pane.view.setFocus(Qt.FocusReason.OtherFocusReason)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
