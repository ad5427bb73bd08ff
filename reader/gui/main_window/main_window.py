"""The main window itself: its first frame, its start and its end. What it is made of stands in `parts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QShowEvent
from PySide6.QtWidgets import QApplication

from reader.gui.main_window.starting_window import ENDS_PROGRAM, StartingWindow
from reader.gui.main_window.startup_frame import StartupFrame
from reader.gui.main_window.window_geometry import ScreenFit, restore_place
from reader.gui.theme import theme as themes
from reader.gui.widgets.pane_layout import LEAST_WINDOW, PaneState
from reader.settings.paths import LibraryPaths, resource
from reader.settings.store import Settings

if TYPE_CHECKING:
    from reader.gui.background.job_runner import Job
    from reader.gui.main_window.parts import Parts


class MainWindow(StartingWindow):
    """The window of one library. `construction` makes it and its parts.

    Args:
        paths: the library.
        settings: its options.
    """

    painted = Signal()
    """The window is on screen for the first time; its parts come next."""
    built = Signal()
    """Every part is made, and the window works."""
    library_opened = Signal()
    """The library is open and its list has been read."""
    closing = Signal(object)
    """The window closes; carries what tells whether something that the reader did is not written yet."""

    _parts: Parts | None = None  # of the class: the first events come while the window itself is being made

    def __init__(self, paths: LibraryPaths, settings: Settings) -> None:
        super().__init__(paths, settings)
        self.closed = False
        self._fit: ScreenFit | None = None
        self.may_ask = True  # before it closes; somebody else may be ending the program
        self.left_behind: list[str] = []
        chosen = settings.text("theme")
        self.theme_source = themes.THEME_SOURCE
        self.theme_source.current = themes.load_theme(
            settings.text("last_theme") if chosen == themes.SYSTEM else chosen
        )
        self.setWindowTitle("Liseuse")
        self.setWindowIcon(QIcon(str(resource("app-icon.svg"))))
        self.setMinimumSize(*LEAST_WINDOW)
        restore_place(self, settings.text("geometry"))

    @property
    def is_built(self) -> bool:
        """Whether every part is made."""
        return self._parts is not None

    @property
    def parts(self) -> Parts:
        """What the window is made of, once it is built."""
        assert self._parts is not None
        return self._parts

    @property
    def paths(self) -> LibraryPaths:
        """Where the library lies now."""
        if self._parts is None:
            return self._paths
        context = self._parts.context
        return context.library.paths

    # Starting

    def show_frame(self) -> None:
        """Show the surfaces of the panes until the parts are made; `painted` comes with the first paint."""
        panes = PaneState.read(self.settings.text("splitter")) or PaneState()
        frame = StartupFrame(panes if self.settings.flag("welcomed") else None)
        frame.painted.connect(lambda: QTimer.singleShot(0, self, self.painted.emit))
        self.setCentralWidget(frame)
        self.early_keys.listen_to(self)

    def take_parts(self, parts: Parts) -> None:
        """Every part is made."""
        self._parts = parts
        library = parts.context.library
        library.open_failed.connect(lambda _error: self._note_started(False))
        library.ready.connect(lambda _pending: self._note_started(True))
        # Until now nothing could be opened or done: the library takes what is asked of it in order.
        cards = parts.surfaces.list_pane
        cards.open_wanted.connect(parts.navigator.open_article)
        parts.actions.live = True
        parts.keyboard.begin()
        parts.commands.update_scopes()
        self.built.emit()

    def start(self) -> None:
        """Open the library; the first paint calls it, and doing so twice does no harm."""
        if self._started:
            return
        self._started = True
        surfaces, context = self.parts.surfaces, self.parts.context
        in_text = surfaces.pane.isAncestorOf(self.focusWidget())
        if not surfaces.pages.welcoming and not in_text:
            cards = surfaces.list_pane.cards
            cards.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
        context.library.open()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:  # its text is read once the library is open
            self.parts.navigator.open_article(*wanted)
        self.early_keys.give_back()

    def _note_started(self, on: bool) -> None:
        self._started = on

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._fit is None:
            self._fit = ScreenFit(self)
        if self.is_built and not self._started:
            self.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first exposure paints the window; what is heavy begins once that is done."""
        if event.type() == QEvent.Type.Expose:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.start)
        return False

    # Events

    def event(self, event: QEvent) -> bool:
        """Features see the window's events first, and may keep them."""
        parts = self._parts
        if parts is not None and (parts.features.window_event(event) or parts.keyboard.window_event(event)):
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        parts = self._parts
        if parts is not None and event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            context = parts.context
            context.library.refresh()  # the command line may have saved something meanwhile
            context.notices.look_for_update()
        super().changeEvent(event)

    # Ending

    def closeEvent(self, event: QCloseEvent) -> None:
        parts = self._parts
        if not self.closed and parts is not None and parts.features.holds_close(self._go_on, self.may_ask):
            event.ignore()
            return
        self.shut_down()
        super().closeEvent(event)

    def _go_on(self) -> None:
        """Close after all, and end the program if that was asked for."""
        app, features = QApplication.instance(), self.parts.features
        features.tray.leave()  # which would only hide a window that was shown again meanwhile
        if self.close() and self.property(ENDS_PROGRAM) and app is not None:
            app.quit()

    def shut_down(self) -> None:
        """Write what is not written, end every job, close the library; a second call does nothing.

        Afterwards `left_behind` names the threads that did not end in time.
        """
        if self.closed:
            return
        self.closed = True
        parts = self._parts
        # What is being typed is stored by closing: until it was given to the jobs, something is unwritten.
        given: list[set[Job]] = []
        self.closing.emit(lambda: not given or not all(_is_safe(job) for job in given[0]))
        if parts is None:
            given.append(set())
            self.hide()
            if self.jobs is not None:
                self.left_behind = self.jobs.close()
            return
        jobs = parts.context.jobs
        before = jobs.unwritten()
        parts.state.remember()
        # The window's own, its place: always unwritten on a disk that hangs, and no loss.
        of_the_window = jobs.unwritten() - before
        self.hide()
        from reader.gui.application.clipboard import settle_clipboard

        settle_clipboard()
        reading, context = parts.surfaces.reading, parts.context
        reading.keep_place()
        parts.features.shut_down()
        given.append(jobs.unwritten() - of_the_window)
        parts.unstored.begin(self.paths.root)
        context.library.end_replacing()
        self.left_behind = jobs.close()
        parts.unstored.end()
        given[0] = set()
        context.library.close()

    def write_state(self) -> None:
        """Write what only memory holds, for the session may end; the window goes on."""
        features, reading = self.parts.features, self.parts.surfaces.reading
        features.tray.leave()
        self.parts.state.remember()
        reading.keep_place()
        features.session_ends()
        self.parts.unstored.keep_now(self.paths.root)


def _is_safe(job: Job) -> bool:
    return job.kept_elsewhere or job.future.done()
