"""Start-up of the window, and the same window drawn offscreen for pictures.

Nothing heavy is imported before the first paint: the window module needs PySide6 and the standard
library only, and everything else comes in the background afterwards.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from reader import __version__
from reader.core.crash_log import CrashLog
from reader.core.errors import ReaderError
from reader.core.languages import language
from reader.core.log import places, start_logging
from reader.core.model import TextView
from reader.gui.crash_care import CrashCare
from reader.gui.fonts import load_fonts
from reader.gui.interface_language import InterfaceLanguage
from reader.gui.main_window import MainWindow
from reader.gui.open_events import OpenEvents
from reader.gui.session_end import DesktopSession, EndSignals
from reader.gui.single_instance import SingleInstance
from reader.gui.start_marks import StartMarks
from reader.services.opening import Opening
from reader.settings.paths import LibraryPaths, resource
from reader.settings.store import Settings

_SECONDS = 120  # that a picture may take; a slow machine translates a long article in it
_TICK = 30  # ms between two looks at whether the window has settled
_QUIET_LOOKS = 4


def make_application() -> QApplication:
    """The one QApplication, with its name, icon and fonts."""
    app = QApplication.instance() or QApplication([sys.argv[0]])
    assert isinstance(app, QApplication)
    app.setApplicationName("liseuse")
    app.setApplicationDisplayName("Liseuse")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("liseuse")
    app.setWindowIcon(QIcon(str(resource("app-icon.svg"))))
    load_fonts()
    return app


def open_window(paths: LibraryPaths, verbose: bool = False, opening: Opening | None = None) -> int:
    """Open the window on a library and run until it is closed; returns the exit code.

    Args:
        paths: the library.
        verbose: log to standard error too.
        opening: what to open in it. When the library has a window already, that one takes it.
    """
    opening = opening or Opening()
    if opening.token:  # Qt spends it when it shows the first window
        os.environ["XDG_ACTIVATION_TOKEN"] = opening.token
    start_logging(paths.logs, verbose)
    app = make_application()
    door = SingleInstance(paths)
    if not door.claim(opening):
        return 0
    care = CrashCare(CrashLog(paths.logs, places(paths.logs)))
    care.start()
    window = MainWindow(paths, Settings(paths.settings), InterfaceLanguage(app))
    care.watch(window)
    StartMarks(window)
    OpenEvents(app, window.desks.arrivals.take)
    signals = EndSignals(window.commands.quit)
    DesktopSession(app, window, paths)
    window.show()
    window.desks.arrivals.take(replace(opening, quietly=True))
    door.take_with(window.desks.arrivals.take)
    code = app.exec()
    door.close()
    window.shut_down()
    signals.restore()
    care.stop()
    return code


def draw_article(paths: LibraryPaths, options: argparse.Namespace) -> None:
    """Draw an article as the window shows it and write the picture; nothing in the library changes.

    Raises:
        ReaderError: `no-such-article`, `not-translated`, or the picture cannot be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    settings = _ChosenSettings(paths.settings)
    for key in ("theme", "text_size"):
        settings.set(key, getattr(options, key))
    settings.set("interface_language", options.ui)
    settings.set("reduce_motion", True)
    app = make_application()
    studio = Studio(app, paths, settings, options.size)
    try:
        studio.show(options.id, options.lang, TextView(options.view) if options.view else None)
        if options.mode == "reading":
            studio.hide_library()
        studio.write(Path(options.output))
    finally:
        studio.close()


def run_demonstration(folder: Path) -> int:
    """Do offscreen what a person would: show the sample, translate it, leave pictures and texts.

    Args:
        folder: where `liseuse-demo-fr.png`, `-en.png`, `-ar.png`, the texts and the library go.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = LibraryPaths(folder / "library")
    settings = Settings(paths.settings)
    settings.set("welcomed", True)
    settings.set("interface_language", "en")
    start_logging(paths.logs)
    studio = Studio(make_application(), paths, settings, (1440, 900))
    try:
        studio.wait(lambda: bool(studio.window.model.summaries), "the sample article")
        sample = studio.window.model.summaries[-1].id
        for code in ("fr", "en", "ar"):
            studio.show(sample, code, None, translate=True)
            studio.write(folder / f"liseuse-demo-{code}.png")
            (folder / f"liseuse-demo-{code}.txt").write_text(studio.text(), "utf-8")
            sys.stdout.write(f"{folder / f'liseuse-demo-{code}.png'} and .txt\n")
    finally:
        studio.close()
    return 0


class _ChosenSettings(Settings):
    """Options for one picture: nothing of them is written."""

    def _save(self) -> None:
        pass


class Studio:
    """The real window, offscreen, driven until what it shows has settled.

    Args:
        size: of the window, in px.
    """

    def __init__(
        self, app: QApplication, paths: LibraryPaths, settings: Settings, size: tuple[int, int]
    ) -> None:
        self.window = MainWindow(paths, settings, InterfaceLanguage(app))
        self._failure: ReaderError | None = None
        self._quiet_looks = 0
        self.window.library.open_failed.connect(self._on_failure)
        self.window.resize(*size)
        self.window.show()
        self.window.start()
        self.wait(lambda: self.window.library.session is not None, "the library")

    def show(self, article_id: int, code: str, view: TextView | None, translate: bool = False) -> None:
        """Show an article in a language and view, translating it first when asked to.

        Raises:
            ReaderError: `no-such-article`, or `not-translated`.
        """
        window = self.window
        self._require(article_id)
        window.open_article(article_id, with_focus=True)
        self.wait(lambda: window.reading.article_id == article_id, "the article")
        if code and window.pane.needs_translation(code):
            if not translate:
                raise ReaderError("not-translated", f"no translation to {code}", target=language(code).name)
            window.reading.translations.choose(code)
        if code:
            window.pane.show_language(code)
        if view is not None:
            window.pane.set_view(view)
        self._quiet_looks = 0
        self.wait(self._settled, "the article's pictures and translation")

    def hide_library(self) -> None:
        """Reading mode, with its bars to be seen."""
        self.window.room.mode.keep_bars = True
        self.window.room.mode.enter()
        self.wait(self._settled, "the layout")

    def text(self) -> str:
        """The text on screen."""
        return self.window.pane.view.toPlainText()

    def write(self, file: Path) -> None:
        """Write the window's picture.

        Raises:
            ReaderError: it cannot be written.
        """
        if not self.window.grab().save(str(file)):
            raise ReaderError("read-only", f"{file.name} not written", folder=file.parent)

    def close(self) -> None:
        """Close the window and everything behind it."""
        self.window.shut_down()
        self.window.deleteLater()

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Let the window live until the condition holds.

        Raises:
            ReaderError: the library failed to open, or it took too long.
        """
        loop = QEventLoop()
        ticks = QTimer()
        ticks.setInterval(_TICK)
        deadline = time.monotonic() + _SECONDS

        def look() -> None:
            if condition() or self._failure is not None or time.monotonic() > deadline:
                loop.quit()

        ticks.timeout.connect(look)
        ticks.start()
        loop.exec()
        ticks.stop()
        if self._failure is not None:
            raise self._failure
        if time.monotonic() > deadline:
            raise ReaderError("worker-failed", f"{what} took over {_SECONDS} s")

    def _settled(self) -> bool:
        """Whether nothing runs any more, at several looks: a picture is asked for after the first paint."""
        quiet = not self.window.runner.busy and not self.window.reading.translations.running
        self._quiet_looks = self._quiet_looks + 1 if quiet else 0
        return self._quiet_looks > _QUIET_LOOKS

    def _require(self, article_id: int) -> None:
        session = self.window.library.session
        if session is not None:
            session.articles.summary(article_id)

    def _on_failure(self, error: object) -> None:
        if isinstance(error, ReaderError):
            self._failure = error
