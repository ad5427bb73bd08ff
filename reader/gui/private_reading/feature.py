"""Private reading: nothing is asked of the network until the reader ends it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from reader.gui.feature import Feature

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.gui.sidebar.sidebar import Sidebar

_OPTION = "private_reading"


class PrivateReadingFeature(Feature):
    """For one window. The option holds, over all starts, until it is turned off; services look at it.

    Signals: `begun()`: what uses the network by itself ends; `ended()`: what waited for it may
    go on.
    """

    begun = Signal()
    ended = Signal()

    def __init__(self, context: WindowContext, sidebar: Sidebar) -> None:
        super().__init__(context)
        self._sidebar = sidebar
        self._on = False
        context.options.set_now.connect(self._on_option)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"private.on": self.toggle}

    def library_ready(self) -> None:
        """It may hold since an earlier run."""
        self._show()

    def toggle(self) -> None:
        """Begin or end it."""
        options = self.context.options
        options.set_flag(_OPTION, not options.flag(_OPTION))

    def _on_option(self, key: str) -> None:
        if key != _OPTION or self.context.options.flag(_OPTION) == self._on:
            return
        self._show()
        begun, ended = self.tr("Private reading: nothing is fetched"), self.tr("Private reading is over")
        self.context.notices.announce(begun if self._on else ended)
        if self._on:
            self.begun.emit()
        else:
            self.ended.emit()

    def _show(self) -> None:
        self._on = self.context.options.flag(_OPTION)
        self._sidebar.set_private(self._on)
        self.context.commands.choose("private", "on" if self._on else "")
