"""The edition of the day by the real panel: what is asked, what is written, and its timer."""

from __future__ import annotations

import dataclasses
import os
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QProgressDialog

from reader.core.feeds import FoundFeed
from reader.gui.export.edition_export import MOST_SOURCES
from reader.services.feeds.follow_feed import keep
from reader.services.library.browse_library import change, list_articles
from reader.services.library_session import LibrarySession
from reader.services.publishing.edition_schedule import current_schedule, set_schedule
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import rich_document
from tests.gui.support.screen import screen
from tests.gui.support.told import told
from tests.support.epub import Book
from tests.support.libraries import make_empty
from tests.support.servers.feed_server import FeedServer, rss


@pytest.fixture
def systemctl(tmp_path, monkeypatch):
    """A system manager that does whatever it is asked."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "systemctl").write_text("#!/bin/sh\nexit 0\n")
    (folder / "systemctl").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def press():
    server = FeedServer()
    yield server
    server.close()


def stock(tmp_path):
    paths = LibraryPaths(tmp_path / "library")
    make_empty(paths.root)
    with LibrarySession.open(paths) as session:
        for number, site in enumerate(("LeBrief", "Hespress", "Le Monde", "Médias24")):
            made = dataclasses.replace(rich_document(), url=f"https://a.example/{number}", site=site)
            session.articles.add(made, made.url, f"k{number}", datetime.now(UTC).isoformat())


def asked(window, qtbot):
    screen(window).actions["edition.export"].trigger()
    qtbot.waitUntil(lambda: screen(window).overlay is not None)
    return screen(window).overlay


def written(window, qtbot, panel, path):
    """Press Save and name the file; gives what is told then."""
    panel.save.click()
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is not None)
    dialog = window.findChild(QFileDialog)
    assert dialog.selectedFiles()[0].endswith(".epub")
    dialog.fileSelected.emit(str(path))
    dialog.close()
    text = told(window, qtbot)
    gone = (QFileDialog, QProgressDialog)
    qtbot.waitUntil(lambda: not any(window.findChild(kind) for kind in gone))
    return text


@pytest.mark.skipif(os.name == "nt", reason="systemd is Linux's")
def test_an_edition_of_some_sources_and_its_timer(systemctl, open_window, qtbot, tmp_path, press):
    stock(tmp_path)
    window = open_window(reduce_motion=True)
    panel = asked(window, qtbot)
    chips = {chip.text(): chip for chip in panel.chips.chips}
    assert sorted(chips) == ["Hespress", "Le Monde", "LeBrief", "Médias24"]
    chips["Hespress"].setFocus()
    QTest.keyClick(chips["Hespress"], Qt.Key.Key_Space)
    panel.every.setCurrentIndex(panel.every.findData("day"))
    path = tmp_path / "today.epub"
    assert "1" in written(window, qtbot, panel, path) and len(Book(path).chapters) == 2
    qtbot.waitUntil(lambda: current_schedule() is not None)
    schedule = current_schedule()
    assert (schedule.every, schedule.folder, schedule.sources) == ("day", tmp_path, ("Hespress",))

    paths = LibraryPaths(tmp_path / "library")
    set_schedule(paths, dataclasses.replace(schedule, at="06:15"))  # at an hour of the reader's own
    (tmp_path / "other").mkdir()
    panel = asked(window, qtbot)
    assert panel.every.currentData() == "day"
    assert "4" in written(window, qtbot, panel, tmp_path / "other" / "once.epub")
    qtbot.settle(window)
    assert current_schedule() == dataclasses.replace(schedule, at="06:15"), "one book changes no timer"
    session = screen(window).session
    press.put("feed", rss(press.base, 1))
    keep(session, [FoundFeed(press.url("feed"))])
    panel = asked(window, qtbot)
    panel.feeds.click()
    assert "4" in written(window, qtbot, panel, tmp_path / "other" / "twice.epub")
    fetching = dataclasses.replace(schedule, at="06:15", feeds=True)
    qtbot.waitUntil(lambda: current_schedule() == fetching)
    sidebar = screen(window).sidebar_rows
    qtbot.waitUntil(lambda: "La Presse" in [row.text() for row in sidebar.named()])
    panel = asked(window, qtbot)
    panel.every.setCurrentIndex(panel.every.findData("week"))
    assert "4" in written(window, qtbot, panel, path)
    qtbot.waitUntil(lambda: (current_schedule().every, current_schedule().at) == ("week", "06:15"))
    panel = asked(window, qtbot)
    panel.every.setCurrentIndex(panel.every.findData(""))
    assert "4" in written(window, qtbot, panel, path)
    qtbot.waitUntil(lambda: current_schedule() is None)
    change(session, [card.id for card in list_articles(session)], "unread", False)
    panel = asked(window, qtbot)
    assert [chip.text() for chip in panel.chips.chips] == ["La Presse"], "what is followed may bring some"
    assert "Nothing" in written(window, qtbot, panel, tmp_path / "none.epub")
    assert not (tmp_path / "none.epub").exists()
    keep(session, [FoundFeed(f"https://press{number}.example/feed") for number in range(30)])
    assert len(asked(window, qtbot).chips.chips) == MOST_SOURCES
