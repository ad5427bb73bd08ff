"""Naughty strings dropped, pasted, searched for and written as notes in the real window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from reader.gui.dropped_links import links_in, may_hold_links

FILE = Path(__file__).parents[1] / "data" / "naughty_strings" / "blns.json"
NAUGHTY: list[str] = json.loads(FILE.read_text("utf-8"))
EVENT = 100
"""ms of processor time that one event of the GUI thread may take."""


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
            may_hold_links(data)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("abc def " * 1_300_000, id="10 MB of words"),
        pytest.param("a" * 10_000_000, id="one word of 10 MB"),
        pytest.param("file:///etc/passwd javascript:alert(1) data:text/html,x", id="other schemes"),
        pytest.param("\n" * 100_000 + "\x00\u202e", id="newlines and controls"),
    ],
)
def test_no_drop_keeps_the_window(open_window, qtbot, stalls, text):
    window = open_window()
    longest = 0.0
    for data in (mime(text), mime(text, html=True)):
        for event in (
            QDragEnterEvent(QPoint(700, 300), *how(data)),
            QDropEvent(QPointF(700, 300), *how(data)),
        ):
            with stalls:
                QApplication.sendEvent(window, event)
            longest = max(longest, stalls.work)
    assert longest < EVENT
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=30_000)
    assert window.model.rowCount() == 0


def test_the_search_field_takes_every_one(open_window, qtbot):
    window = open_window()
    field = window.rail.search
    for text in NAUGHTY[::7]:
        field.setText(text)
        field.ask_now()
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=30_000)
    assert window.isVisible()
