"""Start-up of the window.

Nothing heavy is imported before the first paint: what the window shows first needs PySide6 and the
standard library only. Its parts come after it, step by step, and then the library.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from reader import __version__
from reader.core.log.early_log import EarlyLog
from reader.core.look import SILENT_SECONDS, Look
from reader.gui.application.interface_language import InterfaceLanguage
from reader.gui.application.single_instance import SingleInstance
from reader.gui.application.startup_log import StartupLog
from reader.gui.main_window import construction
from reader.services.desktop.hand_over import endpoints
from reader.services.desktop.open_request import Opening
from reader.services.unstored_acts.at_start import hold_kept_options
from reader.settings.paths import LibraryPaths, resource
from reader.settings.store import Settings

if TYPE_CHECKING:
    from reader.gui.application.crash_handler import CrashHandler
    from reader.gui.application.session_end import EndSignals
    from reader.gui.main_window.main_window import MainWindow


_UNHEARD = 2000
"""ms after which other starts are heard though not every part is made; until then they wait."""
_USUAL_POINTS = 12
"""Of a desktop's font that nobody has made larger, at most."""


def _new_application() -> QApplication:
    app = QApplication([sys.argv[0]])
    if app.font().pointSizeF() > _USUAL_POINTS:
        from reader.gui.application.desktop_text import draw_as_large

        draw_as_large(app)
    return app


def make_application() -> QApplication:
    """The one QApplication, with its name and icon."""
    app = QApplication.instance() or _new_application()
    assert isinstance(app, QApplication)
    app.setApplicationName("liseuse")
    app.setApplicationDisplayName("Liseuse")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(os.environ.get("FLATPAK_ID", "liseuse"))  # the desktop entry's name
    app.setWindowIcon(QIcon(str(resource("app-icon.svg"))))
    return app


def open_window(
    paths: LibraryPaths,
    verbose: bool = False,
    opening: Opening | None = None,
    language: InterfaceLanguage | None = None,
) -> int:
    """Open the window on a library and run until it is closed; returns the exit code.

    Args:
        paths: the library.
        verbose: log to standard error too.
        opening: what to open in it. When the library has a window already, that one takes it.
        language: that which `wait_for_disk` spoke, if it had to.
    """
    opening = opening or Opening()
    if opening.token:  # Qt spends it when it shows the first window
        os.environ["XDG_ACTIVATION_TOKEN"] = opening.token
    early = EarlyLog(verbose)
    app = make_application()
    language = language or InterfaceLanguage(app)
    look = Look(lambda: _Found.of(paths))
    if not look.answered(SILENT_SECONDS):
        wait_for_disk(look, [paths.root], language)
    found = look.result()
    door = SingleInstance(found.places)
    if not door.claim(opening):
        early.take()
        return 0
    _hold_mutex()
    window = construction.open_window(paths, found.settings, language, at_once=False)
    window.reopens_article = replace(opening, token="", quietly=False) == Opening()
    run = _Run(app, window, door, opening, found.logs)
    run.begin_log = functools.partial(_start_log, early, found.logs, verbose)
    window.show()
    code = app.exec()
    run.end()
    if not _log_ended() or window.left_behind:
        _leave(code)
    return code


def wait_for_disk(
    look: Look[Any], looked_at: Sequence[Path], language: InterfaceLanguage | None = None
) -> InterfaceLanguage:
    """Show that a disk does not answer until it does; the program ends here when the reader leaves.

    Args:
        look: what is waited for.
        looked_at: the folders that were looked at, the one that is waited for last.
        language: of the application, if it speaks one already.

    Returns:
        What the application speaks now, for `open_window`.
    """
    from reader.gui.application.silent_disk import wait_for

    app = make_application()
    spoken = language or InterfaceLanguage(app)
    if not wait_for(app, look, looked_at, lambda: spoken.set("system")):
        _leave(0)
    return spoken


@dataclass(frozen=True, slots=True)
class _Found:
    """What a start needs of the library's disk before the window: read beside it, for the disk may hang."""

    settings: Settings
    places: list[str]
    """Where the library's window listens."""
    logs: Path
    """Where the log goes: not to a library's folder on a disk that is not there, for it would be in the way
    of that disk."""

    @classmethod
    def of(cls, paths: LibraryPaths) -> _Found:
        settings = Settings(paths.settings)
        logs = paths.logs
        if paths.moved_from is not None:  # what is not there is on a disk that is away: nothing is made there
            settings.keep_with(paths.root)
            if not os.path.isdir(paths.root):
                logs = LibraryPaths(paths.moved_from).logs
        elif not os.path.lexists(paths.database):
            from reader.settings.disks import missing_disk, state_folder

            if missing_disk(paths.root) is not None:
                settings.hold_back()
                logs = state_folder() / "logs"
        hold_kept_options(settings, paths)
        return cls(settings, endpoints(paths), logs)


def _hold_mutex() -> None:
    """Let Windows' installer see that the window is open (`AppMutex`); it is given back at the end."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.CreateMutexW(None, False, "org.liseuse.liseuse")


def _log_ended() -> bool:
    from reader.core.log.log_file import end_logging

    return end_logging()


def _leave(code: int) -> NoReturn:
    """End the process at once, beside threads that hang in a system call or in native code.

    The window is closed and everything is written. An ordinary end would take Qt and the interpreter apart
    under such a thread, which may crash, or wait for it, which may last for ever.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a program without a console has none
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
    os._exit(code)


def _start_log(early: EarlyLog, logs: Path, verbose: bool) -> None:
    from reader.core.log.log_file import start_logging

    records = early.take()
    start_logging(logs, verbose, aside=True)
    for record in records:
        logging.getLogger().handle(record)


class _Run:
    """What goes with an open window: it is watched over, given what is opened in it, ended in order."""

    def __init__(
        self, app: QApplication, window: MainWindow, door: SingleInstance, opening: Opening, logs: Path
    ) -> None:
        self._app, self._window, self._door, self._opening = app, window, door, opening
        self._logs = logs
        self._care: CrashHandler | None = None
        self._signals: EndSignals | None = None
        self.begin_log: Callable[[], object] | None = None
        """Ends the keeping of lines, and writes them where they belong; called once."""
        startup = StartupLog(window, window.painted, window.library_opened)
        startup.rows_readable.connect(self._begin_log)
        window.built.connect(self._begin_log)
        window.built.connect(door.listen)
        QTimer.singleShot(_UNHEARD, door, door.listen)
        startup.note_articles(window.article_shown)
        window.built.connect(lambda: startup.note_articles(window.parts.surfaces.reading.opened))
        window.list_shown.connect(startup.note_rows)
        window.built.connect(lambda: startup.note_rows(window.parts.surfaces.list_pane.cards))
        window.painted.connect(self._watch)
        window.built.connect(self._attend)
        window.closing.connect(self._guard)

    def _begin_log(self) -> None:
        """Once there are rows to read, or all parts where there are none: it takes time to load."""
        if self.begin_log is not None:
            begin, self.begin_log = self.begin_log, None
            begin()

    def _watch(self) -> None:
        from reader.core.log.crash_log import CrashLog
        from reader.core.log.discretion import places
        from reader.gui.application.crash_handler import CrashHandler
        from reader.gui.application.session_end import EndSignals

        self._care = CrashHandler(CrashLog(self._logs, places(self._logs)))
        self._care.start()
        self._signals = EndSignals(self._end_window)

    def _attend(self) -> None:
        from reader.gui.application.session_end import DesktopSession

        window, context, features = self._window, self._window.parts.context, self._window.parts.features
        if self._care is not None:
            self._care.watch(context.notices, context.jobs.crashed, window.library_opened, context.jobs)
        take = features.open_requests.take
        if sys.platform == "darwin":  # it looks at every event of the program
            from reader.gui.application.open_events import OpenEvents

            OpenEvents(self._app, take)
        DesktopSession(self._app, window.write_state, window.paths, window)
        window.library_opened.connect(context.jobs.collector.settle)
        take(replace(self._opening, quietly=True))
        self._door.take_with(take)

    def _guard(self, unwritten: Callable[[], bool]) -> None:
        from reader.gui.application.disk_guard import HURRIED_SECONDS, SILENT_SECONDS, DiskGuard

        paths = self._window.paths
        places = (paths.root, paths.database, paths.backups, self._logs)  # links may lead to other disks
        seconds = SILENT_SECONDS if self._window.may_ask else HURRIED_SECONDS
        DiskGuard(places, unwritten, lambda: _leave(0), seconds).start()

    def _end_window(self) -> None:
        if self._window.is_built:
            self._window.may_ask = False
            self._window.parts.commands.quit()
        else:
            self._window.close()

    def end(self) -> None:
        """The window is closed: nothing more is taken, and what was watched is put back."""
        self._begin_log()
        self._door.close()
        self._window.shut_down()
        if self._signals is not None:
            self._signals.restore()
        if self._care is not None:
            self._care.stop()
