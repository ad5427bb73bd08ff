"""The strip at the foot of the reading pane: what the translation on screen is, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from reader.gui.reading.article_content import FAILED, NONE, PAUSED, RUNNING, STOPPED, TranslationState
from reader.gui.reading.banner import Banner
from reader.gui.text.plain_tooltip import plain_tip
from reader.gui.translation.translation_text import TranslationTexts
from reader.gui.widgets.message_bar import NARROW, BarAction, OfferLine


class Offering(Protocol):
    """A widget that offers better models, and folds into the strip's line where that is narrow."""

    offered: bool

    @property
    def focus_left(self) -> SignalInstance: ...
    @property
    def line_changed(self) -> SignalInstance: ...
    def fold(self, folded: bool) -> None: ...
    def line(self) -> OfferLine: ...


class TranslationBar(Banner):
    """Shows a `TranslationState` with its actions."""

    cancel_wanted = Signal()
    pause_wanted = Signal()
    retry_wanted = Signal()
    models_wanted = Signal()
    original_wanted = Signal()
    details_wanted = Signal()
    suspect_wanted = Signal()
    again_wanted = Signal()
    better_wanted = Signal(str, bool, bool)
    """A language whose translation on screen wants better models (empty: none), whether it has none at all,
    and whether that is sure: while the way of a translation is not known yet, what answers has to see by
    itself. It shows itself in the place that `add_below` gave it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, at_foot=True)
        self.words = TranslationTexts(self)
        self._below: Offering | None = None
        self._shown: tuple[TranslationState | None, str] = (None, "")
        self._folded = False
        self._awaited: Callable[[], bool] = lambda: False
        self._weak: dict[str, bool] = {}
        """Whether better models for a language were offered the last time: known before the next begins."""

    def add_below(self, widget: QWidget, offering: Offering, awaited: Callable[[], bool]) -> None:
        """Give a widget that offers better models its place under the words.

        Args:
            widget: it. offering: the same, as what it offers.
            awaited: says whether it is not known yet what that will offer.
        """
        self._below, self._awaited = offering, awaited
        self.add_under_text(widget)
        offering.focus_left.connect(self.focus_left)
        offering.line_changed.connect(self._show)

    @property
    def _offering(self) -> bool:
        return self._below is not None and self._below.offered

    def _line_of_offer(self) -> OfferLine | None:
        """What is offered, where it has no room below the words."""
        below = self._below
        return below.line() if below is not None and below.offered and self._folded else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words and offer share one line where two would leave the text too little."""
        super().resizeEvent(event)
        if self._folds() != self._folded:
            self._show()

    def _folds(self) -> bool:
        home = self.parentWidget()
        return (self if self.isVisible() or home is None else home).width() < NARROW

    def show_state(self, state: TranslationState | None, target: str) -> None:
        """Say what a translation to `target` is; hidden without one."""
        home = self.parentWidget()
        if state is not None and self.isHidden() and home is not None:
            self.resize(home.width(), self.height())  # so that what stands below has its height at once
        self.setToolTip("" if state is None else plain_tip(self.words.details(state)))
        missing = state is not None and _lacks_models(state)
        weak = state is not None and self._is_weak(state, target)
        wanted = missing or (weak is not False and state is not None and state.newer is not None)
        self.better_wanted.emit(target if state is not None and wanted else "", missing, weak is not None)
        self._shown = state, target
        self._show()

    def _show(self) -> None:
        state, target = self._shown
        self._folded = self._folds()
        if self._below is not None:
            self._below.fold(self._folded)
        if state is None:
            self.hide()
        elif state.status in (NONE, RUNNING):
            cancel = BarAction(self.tr("Cancel"), self.cancel_wanted.emit, flat=False)
            pause = BarAction(self.tr("Pause"), self.pause_wanted.emit, flat=False)
            actions = [pause, cancel] if state.status == RUNNING else []
            progress = (state.done, state.total)
            count = [self.words.short_progress(*progress)] if state.total else []
            self._show_line("languages", self.words.progress(state), actions, progress, count)
        elif state.status == PAUSED:
            go_on = BarAction(self.tr("Resume"), self.retry_wanted.emit, flat=False)
            cancel = BarAction(self.tr("Cancel"), self.cancel_wanted.emit, flat=False)
            count = [self.words.short_progress(state.done, state.total)]
            self._show_line("pause", self.words.paused(state), [go_on, cancel], shorter=count)
        elif state.status == STOPPED:
            go_on = BarAction(self.tr("Continue"), self.retry_wanted.emit, flat=False)
            count = [self.words.short_progress(state.done, state.total)]
            self._show_line("info", self.words.stopped(state), [go_on], shorter=count)
        elif state.status == FAILED:
            self._show_failure(state, target)
        else:
            self._show_done(state, target)

    def _is_weak(self, state: TranslationState, target: str) -> bool | None:
        """Whether better models are offered, `None` before the first translation to a language has its way.

        What says so would move the text if it came later.
        """
        if state.route is None and state.status in (NONE, RUNNING):
            return self._weak.get(target)
        weak = state.demonstration and not state.newer
        if state.route is not None and state.newer is not None:
            self._weak[target] = weak
        return weak

    def _show_failure(self, state: TranslationState, target: str) -> None:
        if _lacks_models(state):
            choose = BarAction(self.tr("Choose models"), self.models_wanted.emit, flat=False)
            offer, words = self._line_of_offer(), self.words.no_model(target)
            if offer is None:
                self.show_message("info", "muted", words, [choose])
                return
            actions, shorter = [choose, *offer.actions], offer.shorter
            icon = offer.icon, offer.token
            if not offer.text:
                icon, shorter = ("info", "muted"), (self.words.no_model_in_short(),)
            text = offer.text or words
            self.show_message(*icon, text, actions, offer.progress, one_line=True, shorter=shorter)
        else:
            again = BarAction(self.tr("Retry"), self.retry_wanted.emit, flat=False)
            self.show_message("triangle-alert", "warn", self.words.failed(state), [again])

    def _show_done(self, state: TranslationState, target: str) -> None:
        actions = [
            BarAction(self.tr("Details"), self.details_wanted.emit),
            BarAction(self.tr("Show original"), self.original_wanted.emit),
        ]
        if state.health.left and not state.weak:
            actions.insert(0, BarAction(self.tr("Marked sentences"), self.suspect_wanted.emit))
        if state.newer:
            again = BarAction(self.tr("Translate again"), self.again_wanted.emit, flat=False)
            actions.append(again)
        elif state.demonstration and state.newer is False and not self._offering and not self._awaited():
            actions.append(BarAction(self.tr("Get the official models"), self.models_wanted.emit))
        offer = self._line_of_offer()
        if offer is not None:
            more, actions = self.toolTip(), [*actions, *offer.actions]
            shown = (offer.icon, offer.token, offer.text, actions, offer.progress)
            self.show_message(*shown, one_line=True, more=more, shorter=offer.shorter)
            return
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        whole, *shorter = self.words.done(state, target, rtl, self._offering)
        self._show_line("info", whole, actions, shorter=shorter)

    def _show_line(
        self,
        icon: str,
        text: str,
        actions: Sequence[BarAction],
        progress: tuple[int, int] | None = None,
        shorter: Sequence[str] = (),
    ) -> None:
        more, offer = self.toolTip(), self._line_of_offer()
        actions = [*(offer.actions if offer is not None else ()), *actions]
        self.show_message(icon, "muted", text, actions, progress, one_line=True, more=more, shorter=shorter)


def _lacks_models(state: TranslationState) -> bool:
    return state.status == FAILED and state.error is not None and state.error.kind == "no-model"
