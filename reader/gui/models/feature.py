"""The downloads of models of one window: they outlive the dialog and wait for a connection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from reader.gui.feature import Feature
from reader.gui.models.downloads import ModelDownloads

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.gui.models.models_dialog import ModelsDialog


class ModelsFeature(Feature):
    """For one window."""

    installed = Signal()
    """A download became a translation model."""
    changed = Signal()
    """In the dialog a translation model came or went."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.downloads = ModelDownloads(context.jobs, lambda: context.library.session, self)
        self.downloads.installed.connect(self._on_installed)
        context.network.changed.connect(self._on_connection)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"models.open": self.open}

    def open(self) -> ModelsDialog | None:
        """Open the dialog of translation models, once the library is open."""
        from reader.gui.models.models_dialog import ModelsDialog

        context = self.context
        if context.library.session is None:
            return None
        dialog = ModelsDialog(context.library.session, context.jobs, context.window, self.downloads)
        dialog.packages_changed.connect(self.changed)
        dialog.open()
        return dialog

    def install(self, files: Sequence[str]) -> None:
        """Open the dialog and install what is in files."""
        dialog = self.open()
        if dialog is not None:
            dialog.install_files(list(files))

    def _on_connection(self, online: bool) -> None:
        if online:
            self.downloads.connection_back()

    def _on_installed(self, _what: str) -> None:
        self.installed.emit()
        self.context.notices.announce(self.tr("The model is installed."))
