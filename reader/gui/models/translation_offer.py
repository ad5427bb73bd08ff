"""The offer of better models below the translation on screen, also before the library is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.gui.models.downloads import ModelDownloads
from reader.gui.models.kept_offers import KeptOffer, keep_offer, kept_offer
from reader.gui.models.offer import NONE, OFFERED, READY, ModelsOffer
from reader.gui.models.offer_card import OfferCard
from reader.gui.reading.article_content import DONE

if TYPE_CHECKING:
    from reader.core.model import Route
    from reader.gui.background.job_runner import JobRunner
    from reader.gui.background.library_controller import LibraryController
    from reader.gui.background.options import Options
    from reader.gui.reading.reading_pane import ReadingPane

_PUT_OFF = "offers_put_off"


class TranslationOffer(QObject):
    """For one window; asks nothing of it but what is there before its features are made.

    Args:
        pane: whose translations the offer is about. library: may be open later.
        jobs: runs the look for models and the downloads. options: of the window, also what was known last.
        parent: the window.
    """

    def __init__(
        self,
        pane: ReadingPane,
        library: LibraryController,
        jobs: JobRunner,
        options: Options,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._pane, self._library, self._options = pane, library, options
        self.downloads = ModelDownloads(jobs, lambda: library.session, self)
        self.models = ModelsOffer(library, jobs, self.downloads, self)
        """What is offered."""
        self.card = OfferCard(self.models)
        """Stands below a translation by demonstration models."""
        self.card.hide()
        self.card.put_off.connect(self._put_off)
        self.models.changed.connect(pane.show_strip)
        self._unheard = False

    @property
    def awaited(self) -> bool:
        """Whether it is not known yet what better models can be offered for the translation on screen."""
        return self.models.awaited

    def library_ready(self) -> None:
        """Look whether what was known last still holds, and say now what nobody could hear before."""
        self.models.look_again()
        if self._unheard and self.card.offered:
            self._pane.announce(self.card.told(missing=False))
        self._unheard = False

    def offer_for(self, target: str, missing: bool, sure: bool) -> None:
        """Offer better models for the translation on screen.

        Args:
            target: its language; empty where nothing is to be offered.
            missing: no model leads to it yet.
            sure: a demonstration model translates; else they are offered only if nothing better can.
        """
        content = self._pane.content
        source = content.language if content is not None and target else ""
        self._look(source, target if source else "")
        state = self.models.state
        put_off = not missing and target in self._options.text(_PUT_OFF).split()
        shown = state not in (NONE, READY) and not (put_off and state == OFFERED)
        shown = shown and (sure or self.models.needed)
        if shown and not self.card.offered:
            self._unheard = self._library.session is None
            self._pane.announce(self.card.told(missing))
        self.card.show_offer(shown, missing)
        self._keep()

    def _look(self, source: str, target: str) -> None:
        """What is known last is taken up only while there is no library to look into."""
        route = self._route() if self._library.session is None and target else None
        kept = kept_offer(self._options, route.key) if route is not None else None
        self.models.look(source, target)
        if kept is not None:
            self.models.know(kept.models)

    def _route(self) -> Route | None:
        """The way of the translation on screen, where that is done."""
        state = self._pane.presenter.state()
        return state.route if state is not None and state.status == DONE else None

    def _keep(self) -> None:
        """Remember what is known of the translation on screen, for the next start."""
        state, route = self._pane.presenter.state(), self._route()
        if state is None or route is None or self._library.session is None:
            return
        if state.newer:
            keep_offer(self._options, route.key, KeptOffer(True, None))
        elif state.newer is False and state.demonstration and self.models.looked:
            keep_offer(self._options, route.key, KeptOffer(False, self.models.models))

    def _put_off(self) -> None:
        known = self._options.text(_PUT_OFF).split()
        self._options.set(_PUT_OFF, " ".join(sorted({*known, self.models.target})))
        self._pane.show_strip()
