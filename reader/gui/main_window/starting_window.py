"""What the first parts of a window ask of it, while the others are still to be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow

from reader.gui.keyboard.early_keys import EarlyKeys

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView

    from reader.gui.background.job_runner import JobRunner
    from reader.settings.paths import LibraryPaths
    from reader.settings.store import Settings

ENDS_PROGRAM = "ends program"
"""A property of a window: the program ends with it, though it may be hidden, or others be open."""


class StartingWindow(QMainWindow):
    """A window of which the list, or list and article, may be on screen already.

    Args:
        paths: the library.
        settings: its options.
    """

    list_shown = Signal(object)
    """The first rows are in the list, though the other parts are not made yet; carries the list. Not of every
    start: see `first_list`."""
    article_shown = Signal(int)
    """The article of the last time is on screen, though the library is not open yet; carries its number."""

    def __init__(self, paths: LibraryPaths, settings: Settings) -> None:
        super().__init__()
        self._paths = paths
        self.settings = settings
        self.reopens_article = True
        """Whether the article of the last time may be shown before the library is open."""
        self.jobs: JobRunner | None = None
        """Runs what is done off the GUI thread; there is none before the first parts are made."""
        self.early_keys = EarlyKeys(self)
        """Keeps letters that are typed before the parts are made which know what they mean."""
        self._started = False
        self._wanted: tuple[int, bool] | None = None

    @property
    def paths(self) -> LibraryPaths:
        """Where the library lies."""
        return self._paths

    def tell_list(self, cards: QAbstractItemView) -> None:
        """The first rows are in the list."""
        self.list_shown.emit(cards)

    def tell_article(self, article_id: int) -> None:
        """The article of the last time is on screen."""
        self.article_shown.emit(article_id)

    def want_article(self, article_id: int, with_focus: bool) -> None:
        """The reader chose a card while the other parts are still being made: it opens after them."""
        if not self._started:
            self._wanted = (article_id, with_focus)
