"""A window whose disk falls silent as it starts: it is made all the same, and its rows come later."""

from __future__ import annotations

import shutil
import threading

import pytest

from reader.gui.application.interface_language import InterfaceLanguage
from reader.gui.background.library_controller import LibraryController
from reader.gui.main_window import construction
from reader.services.library import open_article
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen


@pytest.fixture
def disk(monkeypatch):
    """It answers while the event is set; a start takes it away."""
    answers = threading.Event()
    answers.set()
    room = shutil.disk_usage
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: answers.wait() and room(folder))
    yield answers
    answers.set()


@pytest.fixture
def start(qapp, qtbot, tmp_path, disk):
    language, windows = InterfaceLanguage(qapp), []
    paths = LibraryPaths(tmp_path / "library")
    fill_library(paths)

    def start_one(**chosen):
        settings = Settings(paths.settings)
        for key, value in {"welcomed": True, "interface_language": "en", **chosen}.items():
            settings.set(key, value)
        disk.clear()
        window = construction.open_window(paths, settings, language, at_once=False)
        windows.append(window)
        window.resize(1440, 900)
        window.show()
        return window

    yield start_one
    disk.set()
    for window in windows:
        window.shut_down()
        window.deleteLater()
    language.set("en")


def late(disk, call, begun=None):
    def wait_and_call(*given, **named):
        if begun is not None:
            begun.set()
        disk.wait()
        return call(*given, **named)

    return wait_and_call


def test_a_window_comes_and_says_what_it_waits_for(start, qtbot, disk, monkeypatch):
    monkeypatch.setattr(LibraryController, "quick_rows", late(disk, LibraryController.quick_rows))
    window = start()
    qtbot.waitUntil(lambda: window.is_built)
    on_screen = screen(window)
    qtbot.waitUntil(lambda: "does not answer" in on_screen.empty_text)
    assert on_screen.empty_page.isVisible()
    assert "does not answer" in on_screen.sidebar_told
    disk.set()
    qtbot.waitUntil(lambda: on_screen.article_model.rowCount() > 0)
    assert on_screen.cards.isVisible()
    qtbot.waitUntil(lambda: "does not answer" not in on_screen.sidebar_told)


def test_the_last_article_is_left_to_the_library(start, qtbot, disk, monkeypatch):
    monkeypatch.setattr(open_article, "quick_article", late(disk, open_article.quick_article))
    ahead = []
    window = start(last_article=1, start_view="all")
    window.article_shown.connect(ahead.append)
    qtbot.waitUntil(lambda: window.is_built)
    assert not ahead
    disk.set()
    qtbot.waitUntil(lambda: screen(window).article_id == 1)


def test_a_window_that_still_waits_closes(start, qtbot, disk, monkeypatch):
    begun = threading.Event()
    monkeypatch.setattr(LibraryController, "quick_rows", late(disk, LibraryController.quick_rows, begun))
    window = start()
    qtbot.waitUntil(begun.is_set)
    window.close()
    assert window.closed
    assert screen(window).left_behind == ["lane-library_0"], "the program ends beside it"
