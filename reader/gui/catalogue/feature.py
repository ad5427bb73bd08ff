"""The command that offers the library to another device."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6

from reader.gui.catalogue.catalogue_dialog import CatalogueDialog
from reader.gui.catalogue.served_catalogue import ServedCatalogue
from reader.gui.feature import Feature

if TYPE_CHECKING:
    from reader.gui.context import WindowContext


class CatalogueFeature(Feature):
    """For one window. Nothing is served before the reader turns it on."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.served: ServedCatalogue | None = None
        self.dialog: CatalogueDialog | None = None

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the command does."""
        return {"catalogue.serve": self.once_open(self.show)}

    def show(self) -> None:
        """Show the dialog, the one that is open already first."""
        session = self.context.library.session
        if session is None:
            return
        if self.served is None:
            from reader.services.desktop.own_command import own_command

            self.served = ServedCatalogue(own_command(session.paths), self)
        if self.dialog is None or not shiboken6.isValid(self.dialog):
            self.dialog = CatalogueDialog(self.context.window, self.context.jobs, self.served)
        self.dialog.show()
        self.dialog.raise_()

    def shut_down(self) -> None:
        """Serve no longer."""
        if self.served is not None:
            self.served.shut_down()
