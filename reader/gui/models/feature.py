"""The downloads of models of one window, which outlive the dialog, and the offers of better models."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from reader.gui.application.interface_language import LANGUAGE_SOURCE
from reader.gui.feature import Feature
from reader.gui.models.offer import NONE, ModelsOffer
from reader.gui.models.offer_card import OfferCard

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.gui.models.models_dialog import ModelsDialog
    from reader.gui.models.translation_offer import TranslationOffer
    from reader.services.library_session import LibrarySession

FIRST_SOURCE = "fr"
"""The language of the articles that the welcome page speaks of."""


class ModelsFeature(Feature):
    """For one window.

    Args:
        offer: what is offered below a translation; the downloads are one for all.
    """

    installed = Signal()
    """A download became a translation model."""
    changed = Signal()
    """In the dialog a translation model came or went."""
    better = Signal(str, str)
    """Models better than those of a translation on screen are installed; carries both languages."""
    dropped = Signal(object)
    """Something that is no file was dropped on the dialog; carries its `QMimeData`."""

    def __init__(self, context: WindowContext, offer: TranslationOffer) -> None:
        super().__init__(context)
        self._dialog: ModelsDialog | None = None
        self.downloads = offer.downloads
        self.downloads.installed.connect(self._on_installed)
        context.network.changed.connect(self._on_connection)
        LANGUAGE_SOURCE.changed.connect(self._on_language)
        self._offer, self.card = offer, offer.card
        offer.models.ready.connect(self.better)
        self._first_offer = ModelsOffer(context.library, context.jobs, self.downloads, self)
        self.first_card = OfferCard(self._first_offer, shown=False, primary=False)
        """Stands on the welcome page, once that is made."""
        self.first_card.setParent(context.window)
        self.first_card.hide()
        self._first_offer.changed.connect(self._show_first)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"models.open": self.once_open(self.open)}

    def library_ready(self) -> None:
        """See what can be offered: the reader may have chosen before the library was open."""
        self._first_offer.look_again()
        self._offer.library_ready()

    def offer_first(self, language: str) -> None:
        """Offer on the welcome page what leads to a language; one that needs no models: nothing."""
        needed = language in ("en", "ar")
        self._first_offer.look(FIRST_SOURCE if needed else "", language if needed else "")
        self._show_first()

    def open(self) -> ModelsDialog | None:
        """Open the dialog of translation models, once the library is open; it stands beside the window.

        While models are on their way the reader goes on reading and saving: no drop is refused for it.
        """
        session = self.context.library.session
        if session is None:
            return None
        dialog = self._dialog or self._make_dialog(session)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog

    def close(self) -> None:
        """Close the dialog, as before another library."""
        if self._dialog is not None:
            self._dialog.close()

    def shut_down(self) -> None:
        """The dialog does not stay alone on the screen."""
        self.close()

    def install(self, files: Sequence[str]) -> None:
        """Open the dialog and install what is in files."""
        dialog = self.open()
        if dialog is not None:
            dialog.install_files(list(files))

    def _make_dialog(self, session: LibrarySession) -> ModelsDialog:
        from reader.gui.models.models_dialog import ModelsDialog

        self._dialog = dialog = ModelsDialog(session, self.context.jobs, self.context.window, self.downloads)
        dialog.packages_changed.connect(self.changed)
        dialog.dropped.connect(self.dropped)
        dialog.finished.connect(self._forget_dialog)
        return dialog

    def _on_language(self) -> None:
        """Its words are those of when it was made: in another language it is made anew where it stands."""
        session, former = self.context.library.session, self._dialog
        if former is None or session is None:
            return
        place = former.geometry()
        former.close()
        dialog = self._make_dialog(session)
        dialog.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # the reader is in the settings
        dialog.setGeometry(place)
        dialog.show()

    def _forget_dialog(self) -> None:
        self._dialog = None

    def _show_first(self) -> None:
        self.first_card.show_offer(self._first_offer.state != NONE)

    def _on_connection(self, online: bool) -> None:
        if online:
            self.downloads.connection_back()

    def _on_installed(self, _what: str) -> None:
        self.installed.emit()
        self.context.notices.announce(self.tr("The model is installed."))
