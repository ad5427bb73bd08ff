"""Naughty strings dropped, pasted, searched for and written as notes in the real window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from reader.gui.widgets import mime_page
from reader.gui.widgets.given_files import GivenFiles, parted
from reader.gui.widgets.mime_links import files_in, links_in
from reader.saving.fetching import urls
from tests.gui.support.counting import Work, watch_searches
from tests.gui.support.drag import PLACE
from tests.gui.support.screen import screen

FILE = Path(__file__).parents[2] / "data" / "naughty_strings" / "blns.json"
NAUGHTY: list[str] = json.loads(FILE.read_text("utf-8"))
SEARCHED = 50_000
"""Characters that the patterns for links may be given in one event of the GUI thread."""
CALLS = 10_000
"""Functions that one event may call."""


def mime(text: str, html: bool = False) -> QMimeData:
    data = QMimeData()
    data.setHtml(text) if html else data.setText(text)
    return data


def how(data: QMimeData) -> tuple[object, ...]:
    return Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def test_as_dropped_text_and_html_they_give_links_or_nothing(qtbot):
    for text in NAUGHTY:
        for data in (mime(text), mime(text, html=True)):
            assert all(link.startswith(("http://", "https://")) for link in links_in(data)), text
            assert parted(files_in(data)) == GivenFiles()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("abc def " * 1_300_000, id="10 MB of words"),
        pytest.param("a" * 10_000_000, id="one word of 10 MB"),
        pytest.param("file:///etc/passwd javascript:alert(1) data:text/html,x", id="other schemes"),
        pytest.param("\n" * 100_000 + "\x00\u202e", id="newlines and controls"),
    ],
)
def test_no_drop_keeps_the_window(open_window, qtbot, monkeypatch, text):
    window = open_window()
    names = ((urls, "_FOUND"), (urls, "_HOST_ALONE"), (mime_page, "_LINK"), (mime_page, "_HEADER"))
    searched = watch_searches(monkeypatch, *names)
    for data in (mime(text), mime(text, html=True)):
        for event in (
            QDragEnterEvent(PLACE(700, 300), *how(data)),
            QDropEvent(QPointF(700, 300), *how(data)),
        ):
            before = searched()
            with Work() as work:
                QApplication.sendEvent(window, event)
            assert searched() - before < SEARCHED and work.calls < CALLS
    qtbot.settle(window)
    assert screen(window).article_model.rowCount() == 0


def test_the_search_field_takes_every_one(open_window, qtbot):
    window = open_window()
    field = screen(window).search_field
    for text in NAUGHTY[::7]:
        field.setText(text)
        field.ask_now()
    qtbot.settle(window)
    assert window.isVisible()
