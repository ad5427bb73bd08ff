"""The window drawn offscreen: pictures of an article, and the demonstration that needs no display."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from reader.app import make_application
from reader.core.errors import ReaderError
from reader.core.languages import language
from reader.core.log.log_file import start_logging
from reader.core.model import TextView
from reader.core.storage_errors import check_replaceable
from reader.gui.application.interface_language import InterfaceLanguage
from reader.gui.main_window.construction import open_window
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings

_SECONDS = 120  # that a picture may take; a slow machine translates a long article in it
_TICK = 30  # ms between two looks at whether the window has settled
_QUIET_LOOKS = 4


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
        studio.wait(lambda: bool(studio.surfaces.model.summaries), "the sample article")
        sample = studio.surfaces.model.summaries[-1].id
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
        self.window = open_window(paths, settings, InterfaceLanguage(app))
        parts = self.window.parts
        self.surfaces, self._features = parts.surfaces, parts.features
        self._jobs, self._library, self._navigator = (
            parts.context.jobs,
            parts.context.library,
            parts.navigator,
        )
        self._failure: ReaderError | None = None
        self._quiet_looks = 0
        self._library.open_failed.connect(self._on_failure)
        self.window.resize(*size)
        self.window.show()
        self.window.start()
        self.wait(lambda: self._library.session is not None, "the library")

    def show(self, article_id: int, code: str, view: TextView | None, translate: bool = False) -> None:
        """Show an article in a language and view, translating it first when asked to.

        Raises:
            ReaderError: `no-such-article`, or `not-translated`.
        """
        pane, reading = self.surfaces.pane, self.surfaces.reading
        self._require(article_id)
        self._navigator.open_article(article_id, with_focus=True)
        self.wait(lambda: reading.article_id == article_id, "the article")
        if code and pane.needs_translation(code):
            if not translate:
                raise ReaderError("not-translated", f"no translation to {code}", target=language(code).name)
            self.surfaces.translations.choose(code)
        if code:
            pane.show_language(code)
        if view is not None:
            pane.set_view(view)
        self._quiet_looks = 0
        self.wait(self._settled, "the article's pictures and translation")

    def hide_library(self) -> None:
        """Reading mode, with its bars to be seen."""
        mode = self._features.reading_mode
        mode.keep_bars = True
        mode.enter()
        self._quiet_looks = 0
        self.wait(self._settled, "the layout")

    def text(self) -> str:
        """The text on screen."""
        view = self.surfaces.pane.view
        return view.toPlainText()

    def write(self, file: Path) -> None:
        """Write the window's picture.

        Raises:
            ReaderError: it cannot be written.
        """
        check_replaceable(file)
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
        view = self.surfaces.pane.view
        written = view.whole and not view.builder.reaching
        quiet = written and not self._jobs.busy and not self.surfaces.translations.running
        self._quiet_looks = self._quiet_looks + 1 if quiet else 0
        return self._quiet_looks > _QUIET_LOOKS

    def _require(self, article_id: int) -> None:
        session = self._library.session
        if session is not None:
            session.articles.summary(article_id)

    def _on_failure(self, error: object) -> None:
        if isinstance(error, ReaderError):
            self._failure = error
