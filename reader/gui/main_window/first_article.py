"""The second of a window's parts: the reading pane, with the article of the last time as it is stored.

It is read by plain SQLite before the library proper is open, which then finds it on screen and takes it up
(`ReadingController.show_ahead`). What cannot be had so is left to the library.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from reader.gui.background.disk_answer import Steps, answer
from reader.gui.main_window.first_list import painted

if TYPE_CHECKING:
    from reader.gui.background.options import Options
    from reader.gui.main_window.first_list import FirstList, Ground
    from reader.gui.main_window.starting_window import StartingWindow
    from reader.gui.models.translation_offer import TranslationOffer
    from reader.gui.reading.reading_controller import ReadingController
    from reader.gui.reading.reading_pane import ReadingPane
    from reader.gui.translation.pane_translation import PaneTranslation
    from reader.services.library.open_article import OpenedArticle

log = logging.getLogger(__name__)

LOADED = (
    "reader.gui.article_view.block_writer",
    "reader.gui.article_view.article_view",
    "reader.gui.reading.reading_pane",
    "reader.gui.translation.pane_translation",
    "reader.gui.reading.reading_controller",
)
"""Modules in the order in which the steps need them: a step of their own each, for loading takes longest."""


@dataclass(frozen=True)
class FirstArticle:
    """The reading pane, and what fills it."""

    ground: Ground
    pane: ReadingPane
    translation: PaneTranslation
    controller: ReadingController

    @cached_property
    def offer(self) -> TranslationOffer:
        """What is offered below a translation: loaded when it is first asked for, seldom with the article."""
        from reader.gui.models.translation_offer import TranslationOffer

        ground, pane, bar = self.ground, self.pane, self.translation.bar
        offer = TranslationOffer(pane, ground.library, ground.jobs, ground.options, pane.window())
        bar.add_below(offer.card, offer.card, lambda: offer.awaited)
        bar.better_wanted.connect(offer.offer_for)
        return offer


def make_first_article(window: StartingWindow, first: FirstList) -> Steps[FirstArticle]:
    """Make the reading pane, and show the last article in it; the window may live at each `yield`.

    Args:
        window: its list was made, and may be on screen. first: the list, and what it stands in.
    """
    for name in LOADED:
        import_module(name)
        yield None
    from reader.gui.background.picture_loader import on_lane
    from reader.gui.reading.reading_controller import ReadingController
    from reader.gui.reading.reading_pane import ReadingPane
    from reader.gui.translation.pane_translation import PaneTranslation

    ground, panes = first.ground, first.panes
    pane = ReadingPane(on_lane(ground.jobs), panes)
    window.early_keys.listen_to(pane.view)
    pane.room_wanted.connect(panes.set_two_columns)
    translation = PaneTranslation(pane)
    controller = ReadingController(pane, ground.library, ground.jobs, window)
    made = FirstArticle(ground, pane, translation, controller)
    yield None
    last = ground.options.last_article()
    comes = first.pane.isVisible() and first.model.row_of(last) >= 0
    comes = comes and window.reopens_article and (panes.was_reading or not panes.narrow)
    pane.setUpdatesEnabled(not comes)  # that no article is chosen is not said for a moment
    panes.take_reading(pane)
    yield None  # laid out with the next events
    shown = comes and (yield from _show_last(window, first, made, last))
    for hidden in (pane, panes):
        hidden.setUpdatesEnabled(True)
    if comes and not shown and panes.narrow:
        panes.show_list()
    if shown:
        panes.note_reading(True)
        yield from painted(pane.view)
    return made


def _show_last(window: StartingWindow, first: FirstList, made: FirstArticle, last: int) -> Steps[bool]:
    """Show the article of the last time, unless it must wait or the reader has gone on to another one."""
    from reader.services.library.open_article import quick_article

    try:
        opened = yield from answer(first.ground.jobs, lambda _progress: quick_article(window.paths, last))
        if opened is not None and _is_weak(opened, first.ground.options):
            import_module("reader.gui.models.translation_offer")
            yield None
            yield from _know_models(window, first, opened)
        if opened is not None and first.panes.narrow:
            first.panes.setUpdatesEnabled(False)  # the list stays in sight until the text takes its place
            first.panes.show_reading()
            yield None  # laid out with the next events
        if opened is None or first.pane.current_id() != last:
            return False
        set_text(made.pane, first.ground.options)
        view = made.pane.view
        view.end_room = made.pane.height()  # every place of the text can be reached
        _show(made, opened)
    except Exception:  # whatever is wrong with one article: the window comes, and the library tells it
        log.exception("the last article could not be shown ahead")
        made.pane.show_empty()
        return False
    window.tell_article(last)
    return True


def _is_weak(opened: OpenedArticle, options: Options) -> bool:
    """Whether demonstration models made the translation that an article will be shown in."""
    from reader.gui.translation.readers_language import preferred

    shown = opened.translations.get(preferred(options)[0])
    return (
        shown is not None and shown.route is not None and any(hop.demonstration for hop in shown.route.hops)
    )


def _know_models(window: StartingWindow, first: FirstList, opened: OpenedArticle) -> Steps[None]:
    """See which better models there are for a weak translation, where no earlier run has seen it."""
    from reader.gui.models.kept_offers import keep_offer, kept_offer, look_ahead
    from reader.gui.translation.readers_language import preferred

    options = first.ground.options
    route = opened.translations[preferred(options)[0]].route
    if route is None or kept_offer(options, route.key) is not None:
        return
    paths, settings = window.paths, window.settings
    found = yield from answer(first.ground.jobs, lambda _progress: look_ahead(paths, settings, route))
    if found is not None:
        keep_offer(options, route.key, found)


def _show(made: FirstArticle, opened: OpenedArticle) -> None:
    """Show an article, with what was last known of its translation: what came later would move the text."""
    from reader.gui.models.kept_offers import kept_offer

    options, translation = made.ground.options, made.translation
    if _is_weak(opened, options):
        _ = made.offer
    made.controller.show_ahead(opened)
    presenter = made.pane.presenter
    state = presenter.state()
    if state is None or state.route is None:
        return
    kept = kept_offer(options, state.route.key)
    if kept is not None:
        translation.newer[state.route.key] = kept.newer
    translation.outdated(made.pane.target, kept.newer if kept is not None else None)


def set_text(pane: ReadingPane, options: Options) -> None:
    """Show text as the reader chose it: its size, column, fonts and breaks, and the language read in."""
    from reader.gui.main_window.text_options import use_text
    from reader.gui.translation.readers_language import preferred

    use_text(pane, options)
    pane.set_reading_speeds(options.reading_speeds())
    pane.bar.offer(more=True, reading_mode=True)
    pane.presenter.preferred = preferred(options)
