"""Joins features: the news of one is told to another here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.gui.main_window.main_window import MainWindow


def join_features(window: MainWindow) -> None:
    """Join every feature of a window, once they are made."""
    _join_translations(window)


def _join_translations(window: MainWindow) -> None:
    """The article on screen goes before the queue, and what ends is told."""
    library, running, shown = window.library, window.translations, window.pane_translation
    features = window.features
    queue, translation, glossary = features.queue, features.translation, features.languages
    notifications = features.notifications
    running.ended.connect(lambda _code: library.refresh())
    running.ended.connect(notifications.tell_translated)
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
