"""The downloads of models of one window: they outlive the dialog and wait for a connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.feature import WindowFeature
from reader.gui.models.downloads import ModelDownloads

if TYPE_CHECKING:
    from reader.gui.main_window.main_window import MainWindow


class ModelsFeature(WindowFeature):
    """For one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.downloads = ModelDownloads(window.runner, lambda: window.library.session, self)
        self.downloads.installed.connect(self._on_installed)
        window.connection.changed.connect(self._on_connection)

    def _on_connection(self, online: bool) -> None:
        if online:
            self.downloads.connection_back()

    def _on_installed(self, _what: str) -> None:
        window = self.window
        window.translations.models_changed()
        window.notices.announce(self.tr("The model is installed."))
