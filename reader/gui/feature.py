"""One feature of a window: its widgets and the handlers of its commands."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt

if TYPE_CHECKING:
    from reader.core.model import PendingSave
    from reader.gui.context import WindowContext


class Feature(QObject):
    """One feature of a window; every method does nothing until a feature needs it."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context.window)
        self.context = context
        self._wanted_once_open: Callable[[], object] | None = None

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the feature's commands do, by the command's id."""
        return {}

    def once_open(self, command: Callable[[], object]) -> Callable[[], object]:
        """A command that needs the library: the last one that is given while that is being opened waits."""
        return partial(self._run_once_open, command)

    def _run_once_open(self, command: Callable[[], object]) -> None:
        library = self.context.library
        if library.session is not None:
            command()
            return
        self._wanted_once_open = command
        for opened in (library.ready, library.reopened):
            opened.connect(self._on_open, Qt.ConnectionType.SingleShotConnection)

    def _on_open(self, _pending: list[PendingSave]) -> None:
        command, self._wanted_once_open = self._wanted_once_open, None
        if command is not None:
            command()

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

    def holds_close(self, go_on: Callable[[], object], may_ask: bool) -> bool:
        """The window is to close: say whether it waits, for something would be lost; `go_on` closes it then.

        Args:
            may_ask: whether the reader may be asked; else nothing waits for longer than a disk has to answer.
        """
        return False

    def session_ends(self) -> None:
        """The desktop's session may end right after this, or go on."""

    def shut_down(self) -> None:
        """The window closes; the library is still open."""
