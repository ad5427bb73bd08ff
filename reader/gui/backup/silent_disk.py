"""Says in the window that the library's disk does not answer, and that it does again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from reader.gui.background.disk_watch import DiskWatch
from reader.gui.feature import Feature

if TYPE_CHECKING:
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.context import WindowContext
    from reader.gui.sidebar.sidebar import Sidebar


class SilentDiskFeature(Feature):
    """For one window."""

    def __init__(self, context: WindowContext, list_pane: ListPane, sidebar: Sidebar) -> None:
        super().__init__(context)
        self._list_pane, self._sidebar = list_pane, sidebar
        self.watch = DiskWatch(context.jobs, lambda: context.library.paths, self)
        self.watch.silent.connect(self._tell)

    def _tell(self, silent: bool) -> None:
        translate = QCoreApplication.translate
        self._sidebar.set_silent(silent)
        self._list_pane.empty.set_silent(silent)
        words = translate("keeping", "The disk of your library does not answer.")
        self.context.notices.announce(words if silent else translate("keeping", "The disk answers again."))
