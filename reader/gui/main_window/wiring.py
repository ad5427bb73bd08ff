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


def _join_desktop(window: MainWindow) -> None:
    features = window.features
    requests, tray = features.arrivals, features.tray
    requests.links_given.connect(window.saving.give_from_outside)
    requests.pages_given.connect(window.saving.give_files)
    requests.models_given.connect(window.install_models)
    tray.wanted.connect(requests.come_forward)
    tray.hiding.connect(lambda: window.state.remember())
    tray.quit_wanted.connect(lambda: window.commands.quit())
    reading_mode = window.keyboard.mode
    reading_mode.changed.connect(features.spoken.tell_mode)


def _join_models(window: MainWindow) -> None:
    features, translations = window.features, window.reading.translations
    features.models.installed.connect(translations.models_changed)
    features.server.changed.connect(translations.models_changed)
    translations.ended.connect(features.notifications.translated)


def _join_library(window: MainWindow) -> None:
    backup = window.features.keeping
    backup.leaving.connect(window.search.close)
    backup.moved.connect(window.take_paths)


def _join_saving(window: MainWindow) -> None:
    features = window.features
    window.saving.models_given.connect(features.arrivals.ask_install)
    window.drop_target.articles_dropped.connect(features.selection.drop)
    features.repair.pictures_wanted.connect(window.saving.retry_pictures)
