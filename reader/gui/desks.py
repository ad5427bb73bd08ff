"""The desks of a window: one a feature, each with its widgets and the handlers of its commands.

A new feature of the window is a subclass of `Desk` in a module of its own and one line in `Desks`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from reader.gui.main_window import MainWindow
    from reader.gui.theme import Theme


class Desk(QObject):
    """One feature of a window; every method does nothing until a feature needs it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the feature's commands do, by the command's id."""
        return {}

    def library_ready(self) -> None:
        """The library is open and its list has been read."""

    def article_opened(self, article_id: int) -> None:
        """An article is on screen."""

    def article_closed(self) -> None:
        """No article is on screen any more."""

    def set_theme(self, theme: Theme) -> None:
        """Draw what belongs to the feature in a theme."""

    def retranslate(self) -> None:
        """The language of the interface has changed."""

    def shut_down(self) -> None:
        """The window closes; the library is still open."""


class Desks:
    """Every desk of a window, and the window's turns passed on to each."""

    def __init__(self, window: MainWindow) -> None:
        self._all: tuple[Desk, ...] = ()
        window.reading.opened.connect(self._article_opened)
        window.reading.closed.connect(self._article_closed)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """The handlers of every desk."""
        return {name: handler for desk in self._all for name, handler in desk.handlers().items()}

    def library_ready(self) -> None:
        """Tell every desk that the library is open."""
        for desk in self._all:
            desk.library_ready()

    def set_theme(self, theme: Theme) -> None:
        """Draw every desk in a theme."""
        for desk in self._all:
            desk.set_theme(theme)

    def retranslate(self) -> None:
        """Tell every desk that the interface has another language."""
        for desk in self._all:
            desk.retranslate()

    def shut_down(self) -> None:
        """Tell every desk that the window closes."""
        for desk in self._all:
            desk.shut_down()

    def _article_opened(self, article_id: int) -> None:
        for desk in self._all:
            desk.article_opened(article_id)

    def _article_closed(self) -> None:
        for desk in self._all:
            desk.article_closed()
