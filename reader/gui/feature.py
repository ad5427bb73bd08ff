"""One feature of a window: its widgets and the handlers of its commands."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

if TYPE_CHECKING:
    from reader.gui.context import WindowContext


class Feature(QObject):
    """One feature of a window; every method does nothing until a feature needs it."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context.window)
        self.context = context

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the feature's commands do, by the command's id."""
        return {}

    def key_scopes(self) -> Collection[str]:
        """Those of the feature's scopes of `VARIANTS` that hold now."""
        return ()

    def library_ready(self) -> None:
        """The library is open and its list has been read."""

    def article_opened(self, article_id: int) -> None:
        """An article is on screen."""

    def article_closed(self) -> None:
        """No article is on screen any more."""

    def escape(self) -> bool:
        """Esc: close one layer of what the feature lays over the text; says whether there was one."""
        return False

    def window_event(self, event: QEvent) -> bool:
        """An event of the window, before the window itself sees it; `True` keeps it from the window."""
        return False

    def shut_down(self) -> None:
        """The window closes; the library is still open."""
