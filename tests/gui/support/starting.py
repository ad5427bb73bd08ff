"""A window started as the program starts it, and what is seen of it in order."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize

from reader.gui.main_window import construction
from reader.settings.store import Settings
from tests.gui.support.screen import screen
from tests.support.limits import LIMIT

if TYPE_CHECKING:
    from reader.gui.application.interface_language import InterfaceLanguage
    from reader.settings.paths import LibraryPaths


class Start:
    """One window, opened as the program does, and what was seen of it in order.

    Args:
        slow: keep the library from opening until `release`.
    """

    def __init__(
        self,
        paths: LibraryPaths,
        language: InterfaceLanguage,
        size: tuple[int, int] = (1440, 900),
        reopens: bool = True,
        slow: bool = False,
        **chosen: Any,
    ) -> None:
        settings = Settings(paths.settings)
        for key, value in {"welcomed": True, "interface_language": "en", **chosen}.items():
            settings.hold(key, value)
        settings.save()
        self.window = construction.open_window(paths, settings, language, at_once=False)
        self.window.reopens_article = reopens
        self.window.resize(QSize(*size))
        self.seen: list[str] = []
        self.opened: list[int] = []
        self.closed: list[bool] = []
        self._gate = threading.Event()
        if not slow:
            self._gate.set()
        self.window.list_shown.connect(lambda _cards: self.seen.append("rows"))
        self.window.article_shown.connect(lambda _id: self.seen.append("article"))
        self.window.built.connect(self._built)
        self.window.library_opened.connect(lambda: self.seen.append("library"))
        self.window.show()

    def _built(self) -> None:
        self.seen.append("built")
        on_screen = screen(self.window)
        on_screen.reading_opened.connect(self.opened.append)
        on_screen.reading_closed.connect(lambda: self.closed.append(True))
        if not self._gate.is_set():
            on_screen.job_runner.submit("library", lambda _progress: self._gate.wait(LIMIT))

    def release(self) -> None:
        """Let the library open."""
        self._gate.set()

    def end(self) -> None:
        """Close the window."""
        self.release()
        self.window.shut_down()
        self.window.deleteLater()
