"""The downloads of models of one window: they outlive the dialog and wait for a connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from reader.gui.feature import Feature
from reader.gui.models.downloads import ModelDownloads

if TYPE_CHECKING:
    from reader.gui.context import WindowContext


class ModelsFeature(Feature):
    """For one window."""

    installed = Signal()
    """There is another translation model."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.downloads = ModelDownloads(context.jobs, lambda: context.library.session, self)
        self.downloads.installed.connect(self._on_installed)
        context.network.changed.connect(self._on_connection)

    def _on_connection(self, online: bool) -> None:
        if online:
            self.downloads.connection_back()

    def _on_installed(self, _what: str) -> None:
        self.installed.emit()
        self.context.notices.announce(self.tr("The model is installed."))
