"""Joins features: the news of one is told to another here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.gui.main_window.main_window import MainWindow


def join_features(window: MainWindow) -> None:
    """Join every feature of a window, once they are made."""
    _join_desktop(window)
    _join_models(window)
    _join_library(window)
    _join_saving(window)
    _join_notes(window)
    _join_search(window)
    _join_translations(window)


def _join_desktop(window: MainWindow) -> None:
    features = window.features
    requests, tray = features.open_requests, features.tray
    requests.links_given.connect(window.saving.give_from_outside)
    requests.pages_given.connect(window.saving.give_files)
    requests.models_given.connect(window.install_models)
    tray.wanted.connect(requests.come_forward)
    tray.hiding.connect(lambda: window.state.remember())
    tray.quit_wanted.connect(lambda: window.commands.quit())
    reading_mode = window.keyboard.mode
    reading_mode.changed.connect(features.announcements.tell_mode)


def _join_models(window: MainWindow) -> None:
    models, server = window.features.models, window.features.server
    models.installed.connect(window.translations.models_changed)
    server.changed.connect(window.translations.models_changed)


def _join_library(window: MainWindow) -> None:
    backup = window.features.backup
    backup.leaving.connect(window.search.close)
    backup.moved.connect(window.take_paths)


def _join_saving(window: MainWindow) -> None:
    saving, drop_target, features = window.saving, window.drop_target, window.features
    saving.models_given.connect(features.open_requests.ask_install)
    drop_target.articles_dropped.connect(features.selection.drop)
    repair = features.repair
    repair.pictures_wanted.connect(saving.retry_pictures)


def _join_notes(window: MainWindow) -> None:
    notes, reading_mode, end = window.features.notes, window.keyboard.mode, window.keyboard.end
    notes.page_opens.connect(window.search.close)
    notes.room_changed.connect(reading_mode.reveal)  # its bars and status line end where the notes begin
    block = end.block
    block.note_wanted.connect(notes.note_on_article)


def _join_search(window: MainWindow) -> None:
    search, features, keyboard = window.search, window.features, window.keyboard
    mode, find = keyboard.mode, keyboard.find
    search.library_wanted.connect(mode.leave)
    search.note_found.connect(features.notes.show_hit)
    search.words_found.connect(find.show)
    saved = features.saved_searches
    saved.asked.connect(search.ask)


def _join_translations(window: MainWindow) -> None:
    """The article on screen goes before the queue, and what ends is told."""
    library, running, shown = window.library, window.translations, window.pane_translation
    features = window.features
    queue, translation, glossary = features.queue, features.translation, features.languages
    notifications = features.notifications
    running.ended.connect(lambda _code: library.refresh())
    running.ended.connect(notifications.translated)
    running.started.connect(queue.make_room)
    running.ended.connect(lambda _code: queue.start())
    bar = shown.bar
    bar.cancel_wanted.connect(queue.cancel_on_screen)
    bar.pause_wanted.connect(queue.pause_on_screen)
    translation.queue_pause_wanted.connect(queue.toggle_pause)
    queue.begun_on_screen.connect(shown.started)
    queue.block_on_screen.connect(shown.block_came)
    queue.done_on_screen.connect(shown.done)
    queue.failed_on_screen.connect(shown.failed)
    queue.paused_on_screen.connect(shown.paused)
    queue.cancelled_on_screen.connect(shown.cancelled)
    glossary.translation_wanted.connect(queue.enqueue)
