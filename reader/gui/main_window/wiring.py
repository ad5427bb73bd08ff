"""Joins parts of a window: the news of one is told to another here and nowhere else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt

from reader.gui.dialogs.placed_notices import height_of_foot
from reader.gui.widgets.pane_layout import Layout
from reader.services.library.browse_library import MORNING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from reader.core.errors import ReaderError
    from reader.core.model import ArticleSummary, PendingSave
    from reader.gui.background.library_controller import LibraryController
    from reader.gui.main_window.features import Features
    from reader.gui.main_window.parts import Parts
    from reader.gui.main_window.surfaces import Surfaces
    from reader.gui.main_window.welcome_page import WelcomePage


def join_features(features: Features, surfaces: Surfaces) -> None:
    """Join the features of a window with each other, and with the surfaces that send them news."""
    _join_desktop(features)
    _join_models(features, surfaces)
    _join_library(features)
    _join_printing(features, surfaces)
    _join_private_reading(features, surfaces)
    _join_saving(features)
    _join_notes(features)
    _join_search(features)
    _join_reading_mode(features, surfaces)


def join_parts(parts: Parts) -> None:
    """Join everything else of a window, once all of it is made."""
    _join_list(parts)
    _join_pane(parts)
    _join_opening(parts)
    surfaces, state = parts.surfaces, parts.state
    pages, sidebar, panes = surfaces.pages, surfaces.sidebar, surfaces.panes
    panes.layout_changed.connect(lambda _mode: state.show_waiting())
    pages.welcome_made.connect(partial(_join_welcome, parts))
    sidebar.state_told.connect(pages.tell_state)
    _join_ending(parts)
    _join_translations(parts)


# Features


def _join_desktop(features: Features) -> None:
    requests, tray, saving = features.open_requests, features.tray, features.saving
    sources = features.feeds.sources
    requests.links_given.connect(lambda links, origin: saving.give(links, origin=origin))
    requests.pages_given.connect(lambda files, origin: saving.give_files(files, origin=origin))
    requests.models_given.connect(features.models.install)
    requests.feeds_given.connect(sources.offer)
    tray.wanted.connect(requests.come_forward)
    features.reading_mode.changed.connect(features.announcements.tell_mode)
    features.notifications.forward_wanted.connect(requests.come_forward)


def _join_models(features: Features, surfaces: Surfaces) -> None:
    models, translations = features.models, surfaces.translations
    reading = features.readers_language
    models.installed.connect(lambda: translations.models_changed(reading.waits_to_be_asked))
    models.changed.connect(lambda: translations.models_changed(reading.waits_to_be_asked))
    models.changed.connect(features.notifications.models_changed)
    end = features.article_end
    models.card.filled.connect(end.block.outline)
    end.block.outline(models.card.has_filled)  # shown with the article before the library is open
    models.better.connect(
        lambda source, target: translations.renew(source, target, reading.waits_to_be_asked)
    )
    reading.opened_in.connect(translations.began_unasked)
    features.server.changed.connect(lambda: translations.engine_changed(reading.waits_to_be_asked))
    features.server.changed.connect(features.queue.engine_changed)


def _join_printing(features: Features, surfaces: Surfaces) -> None:
    """Who prints knows which translations are on their way, and hears when that changes."""
    export, queue, translations = features.export, features.queue, surfaces.translations

    def coming() -> set[tuple[int, str]]:
        own = translations.under_way
        return queue.state.coming | ({own} if own is not None else set())

    export.coming = coming
    export.translation_wanted.connect(queue.enqueue)
    queue.changed.connect(export.look_again)
    translations.started.connect(lambda _target: export.look_again())
    translations.ended.connect(lambda _target: export.look_again())


def _join_library(features: Features) -> None:
    features.backup.leaving.connect(features.search.close)
    features.backup.leaving.connect(features.models.close)
    features.backup.leaving.connect(features.importing.close)
    features.feeds.opens.connect(features.search.close)
    edition = features.export.edition
    edition.gathered.connect(features.feeds.read)
    feeds, morning, sources = features.feeds, features.morning, features.feeds.sources
    morning.made.connect(feeds.read)
    morning.follow_wanted.connect(lambda: sources.ask())
    feeds.morning_changed.connect(morning.look_anew)
    features.sync.brought.connect(feeds.read)


def _join_private_reading(features: Features, surfaces: Surfaces) -> None:
    """A server's store is left when private reading begins, and what waited for its end goes on."""
    rounds = features.sync.rounds
    features.private_reading.begun.connect(rounds.private_begun)
    ended, queue, morning = features.private_reading.ended, surfaces.queue, features.morning
    downloads, updates = features.models.downloads, features.feeds.updates
    for go_on in (
        queue.retry_offline,
        downloads.connection_back,
        updates.look_when_due,
        morning.look_anew,
        rounds.private_ended,
    ):
        ended.connect(go_on)


def _join_saving(features: Features) -> None:
    saving = features.saving
    saving.models_given.connect(features.open_requests.ask_install)
    features.models.dropped.connect(features.drop_target.take)
    saving.import_wanted.connect(features.feeds.take_lists)
    features.importing.chosen.connect(features.feeds.take_lists)
    features.feeds.import_wanted.connect(features.importing.import_files)
    block, sources = features.article_end.block, features.feeds.sources
    saving.feed_given.connect(sources.ask)
    sources.source_known.connect(block.name_source)
    block.follow_wanted.connect(sources.follow_shown)
    importing, failures = features.importing, saving.failures
    importing.pictures_came.connect(saving.show_anew)
    importing.text_settled.connect(saving.show_anew)
    importing.texts_came.connect(failures.forget)
    importing.texts_lost.connect(failures.keep)
    features.drop_target.articles_dropped.connect(features.selection.drop)
    features.repair.pictures_wanted.connect(saving.retry_pictures)
    saving.came_alone.connect(features.readers_language.lead_to)


def _join_notes(features: Features) -> None:
    notes, reading_mode = features.notes, features.reading_mode
    notes.page_opens.connect(features.search.close)
    notes.room_changed.connect(reading_mode.reveal)  # its bars and status line end where the notes begin
    block = features.article_end.block
    block.note_wanted.connect(notes.note_on_article)
    rounds = features.sync.rounds
    rounds.stands.connect(notes.set_reach)
    rounds.stands.connect(lambda state: block.show_reach(state is not None and state.notes_are_seen))


def _join_search(features: Features) -> None:
    search = features.search
    search.library_wanted.connect(features.reading_mode.leave)
    hits = search.hits
    hits.note_found.connect(features.notes.show_hit)
    hits.words_found.connect(features.find.show)
    hits.language_found.connect(features.readers_language.keep_shown)
    search.ended.connect(features.find.leave_search)
    features.saved_searches.asked.connect(search.ask)


def _join_reading_mode(features: Features, surfaces: Surfaces) -> None:
    """The bar of find in article goes along with the bars of reading mode, and keeps them on screen."""
    mode, find, hint = features.reading_mode, features.find, surfaces.hint
    find.shown_changed.connect(lambda _shown: mode.reveal())
    mode.floated.connect(find.set_floating)
    mode.bars_placed.connect(find.place)
    mode.bars_below = lambda: find.bar.height() if find.shown else 0
    mode.held = lambda: find.shown
    context, panes, pane, queue = mode.context, surfaces.panes, surfaces.pane, features.queue

    def foot() -> list[QWidget]:
        return [mode.status, surfaces.tray, panes.status, pane.strip, queue.bar]

    context.notices.foot = foot
    hint.lift = lambda left, width: height_of_foot(context.window, left, width, foot())
    mode.changed.connect(lambda alone: None if alone else hint.end_stand_in())
    surfaces.reading.opened.connect(surfaces.tray.article_opened)
    surfaces.pane.reading_mode_wanted.connect(mode.enter)


def _join_translations(parts: Parts) -> None:
    """The article on screen goes before the queue, and what ends is told."""
    surfaces, features, library = parts.surfaces, parts.features, parts.context.library
    running, shown = surfaces.translations, surfaces.pane_translation
    queue = features.queue
    running.ended.connect(lambda _code: library.refresh())
    running.ended.connect(features.notifications.translated)
    running.started.connect(queue.make_room)
    running.ended.connect(lambda _code: queue.start())
    bar = shown.bar
    bar.cancel_wanted.connect(queue.cancel_on_screen)
    bar.pause_wanted.connect(queue.pause_on_screen)
    features.translation.queue_pause_wanted.connect(queue.toggle_pause)
    queue.begun_on_screen.connect(shown.started)
    queue.block_on_screen.connect(shown.block_came)
    queue.done_on_screen.connect(shown.done)
    queue.failed_on_screen.connect(shown.failed)
    queue.paused_on_screen.connect(shown.paused)
    queue.cancelled_on_screen.connect(shown.cancelled)
    features.languages.translation_wanted.connect(queue.enqueue)
    features.readers_language.translation_wanted.connect(queue.enqueue)


# Surfaces and commands


def _join_list(parts: Parts) -> None:
    surfaces, commands, navigator = parts.surfaces, parts.commands, parts.navigator
    sidebar, cards, panes = surfaces.sidebar, surfaces.list_pane, surfaces.panes
    sidebar.view_chosen.connect(navigator.show_view)
    sidebar.menu_wanted.connect(commands.show_menu)
    runner = parts.context.commands
    sidebar.settings_wanted.connect(partial(runner.run, "settings.open"))
    sidebar.help_wanted.connect(partial(runner.run, "help.open"))
    cards.current_changed.connect(commands.update_scopes)
    cards.menu_wanted.connect(partial(_show_list_menu, parts))
    cards.add_wanted.connect(commands.add_link)
    cards.empty_trash_wanted.connect(commands.empty_trash)
    cards.sort_wanted.connect(commands.show_sorts)
    cards.drawer_wanted.connect(panes.open_drawer)
    cards.empty_action.connect(commands.run_empty_action)
    cards.current_changed.connect(partial(panes.note_reading, False))
    reading = surfaces.reading
    cards.read.article = lambda: reading.wanted_id or reading.remembered_id
    state, pages = surfaces.pane.state_page, cards.pages
    pages.currentChanged.connect(lambda _: state.let_choose(pages.currentWidget() is not cards.empty))
    view = surfaces.pane.view
    view.user_scrolls.connect(partial(panes.note_reading, True))
    panes.layout_changed.connect(partial(_take_layout, surfaces))
    panes.reading_shown.connect(partial(_focus_reading, surfaces))


def _join_pane(parts: Parts) -> None:
    surfaces, commands, context, features = parts.surfaces, parts.commands, parts.context, parts.features
    pane, reading, notices = surfaces.pane, surfaces.reading, context.notices
    reading.opened.connect(lambda _id: commands.update_scopes())
    reading.opened.connect(partial(context.options.remember, "last_article"))  # a kill asks nobody
    reading.closed.connect(commands.update_scopes)
    pane.text_size_chosen.connect(context.options.text_size)
    pane.link_clicked.connect(features.links.follow)
    pane.save_again.connect(features.saving.save_again)
    pane.incomplete.whole_text_wanted.connect(features.saving.save_whole_text)
    pane.incomplete.fetch_wanted.connect(commands.refetch)
    pane.incomplete.browser_wanted.connect(commands.open_in_browser)
    pane.favourite_toggled.connect(partial(_mark_shown, parts, "favourite"))
    pane.archive_toggled.connect(partial(_mark_shown, parts, "archived"))
    pane.announcement.connect(notices.announce)
    pane.failure.connect(lambda text: notices.announce(text, assertive=True))
    pane.more_wanted.connect(commands.show_article_menu)
    pane.back_wanted.connect(parts.navigator.back)
    pane.bar.theme_wanted.connect(commands.next_theme)


def _join_opening(parts: Parts) -> None:
    context, surfaces, features = parts.context, parts.surfaces, parts.features
    updates, library = features.list_updates, context.library
    updates.links_listed.connect(surfaces.links.show_links)
    updates.counted.connect(partial(_choose_page, surfaces, context.library))
    library.ready.connect(partial(_take_library, parts))
    library.open_failed.connect(partial(_take_failure, surfaces))
    library.failed.connect(features.backup.tell)


def _join_welcome(parts: Parts, welcome: WelcomePage) -> None:
    navigator, context = parts.navigator, parts.context
    welcome.language_chosen.connect(context.options.language)
    welcome.links_given.connect(navigator.save)
    welcome.sample_wanted.connect(lambda article_id: navigator.open_article(article_id, with_focus=True))
    welcome.models_wanted.connect(navigator.show_models)
    welcome.import_wanted.connect(partial(context.commands.run, "import.open"))
    welcome.settings_wanted.connect(partial(context.commands.run, "settings.open"))
    models = parts.features.models
    welcome.add_offer(models.first_card)
    welcome.reading_chosen.connect(lambda code: context.options.set("reading_language", code))
    welcome.reading_shown.connect(models.offer_first)


def _join_ending(parts: Parts) -> None:
    tray, models = parts.features.tray, parts.features.models
    tray.hiding.connect(parts.state.remember)
    tray.hiding.connect(models.close)
    tray.quit_wanted.connect(parts.commands.quit)


def _take_library(parts: Parts, pending: Sequence[PendingSave]) -> None:
    """The library is open; carries its pending saves."""
    surfaces, context = parts.surfaces, parts.context
    surfaces.thumbnails.forget_missing()
    surfaces.model.repaint()
    surfaces.queue.start(pending)
    context.network.start()
    context.library.add_sample()
    features, state = parts.features, parts.state
    features.library_ready()
    if surfaces.model.row_of(context.options.last_article()) >= 0:
        state.show_last_article()
    else:  # it is not among the rows that come without the library: all those of the library come next
        updates = features.list_updates
        updates.listed.connect(state.show_last_article, Qt.ConnectionType.SingleShotConnection)


def _take_failure(surfaces: Surfaces, error: ReaderError) -> None:
    """The library did not open."""
    surfaces.pages.show_main()
    surfaces.list_pane.show_error(error)


def _choose_page(
    surfaces: Surfaces, library: LibraryController, first: ArticleSummary | None, counts: Mapping[str, int]
) -> None:
    """Welcome while the library is new or empty, else the list; of one that must be looked at, that it is."""
    if not counts and library.session is None and not library.is_new:
        surfaces.pages.show_main()
        surfaces.list_pane.show_opening()
        return
    busy = bool(surfaces.queue.entries) or surfaces.reading.wanted_id > 0
    busy = busy or library.view == MORNING or surfaces.list_pane.cover is not None  # it is no empty library's
    pages, focus = surfaces.pages, surfaces.list_pane.focus
    welcomed = pages.welcoming and pages.isAncestorOf(pages.window().focusWidget())
    pages.choose(first, counts, busy)
    if welcomed and not pages.welcoming and not busy:  # the keyboard is not for whatever stands next
        focus.wish()
        focus.rows_came()


def _show_list_menu(parts: Parts, where: QPoint) -> None:
    """Open the menu of the card at a point of the screen."""
    cards = parts.surfaces.list_pane
    cards.on_screen.setFocus(Qt.FocusReason.MouseFocusReason)
    parts.commands.show_article_menu(where)


def _take_layout(surfaces: Surfaces, mode: Layout) -> None:
    """The pane layout changed: in a narrow window the bar has a way back."""
    bar = surfaces.pane.bar
    bar.offer(more=True, reading_mode=True, back=mode is Layout.NARROW)


def _focus_reading(surfaces: Surfaces, shown: bool) -> None:
    """The article fills a narrow window (`shown`), or the list does."""
    if shown:
        view = surfaces.pane.view
        view.setFocus(Qt.FocusReason.OtherFocusReason)


def _mark_shown(parts: Parts, field: str, on: bool) -> None:
    """Mark the article on screen."""
    reading, context = parts.surfaces.reading, parts.context
    if reading.article_id:
        context.library.change([reading.article_id], field, on)
