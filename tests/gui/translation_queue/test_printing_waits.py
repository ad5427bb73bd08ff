"""Printing what is being translated: the panel says so, waits for it or does not, as the reader wants."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog

from reader.core.messages import plain
from tests.gui.support.mouse import click
from tests.gui.support.screen import screen
from tests.gui.translation_queue.test_queue_in_window import press, write_library

pytestmark = pytest.mark.models

BOTH = "+en"


@pytest.fixture
def printed(on_mains, hold, tmp_path, open_window, qtbot):
    """Print two of three articles, of which one is being translated: the window, its panel, and the event
    that lets the translation go on."""
    ids = write_library(tmp_path / "library", 3, 3, 3)
    let_go = hold(1)
    window = open_window(reduce_motion=True)
    on = screen(window)
    on.translation_queue.enqueue(ids[:1], ["en"])
    qtbot.waitUntil(lambda: on.queued_job is not None and bool(on.queued_rows))
    on.picked_articles.replace(ids[:2])
    on.cards.setFocus()
    press(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: on.overlay is not None and on.overlay.isVisible())
    return window, on.overlay, let_go


def rows(panel) -> list[str]:
    """What the panel says of translations."""
    return [row.title.text() for row in (panel._coming_row, panel._lacking_row) if not row.isHidden()]


def test_it_says_which_are_being_translated_and_prints_when_they_are(printed, qtbot):
    window, panel, let_go = printed
    panel.text.setCurrentIndex(panel.text.findData(BOTH))
    coming, lacking = rows(panel)
    assert coming == "1 article is being translated: printing waits for it"
    assert lacking == "1 article without that translation will be printed in the original"
    click(panel.save)
    assert rows(panel)[0] == "Waiting for 1 translation…"
    assert panel.isVisible() and not panel.save.isEnabled() and panel.cancel.hasFocus()
    assert not window.findChildren(QPrintDialog)
    let_go.set()
    qtbot.waitUntil(lambda: bool(window.findChildren(QPrintDialog)))
    (dialog,) = window.findChildren(QPrintDialog)
    dialog.close()


def test_it_prints_at_once_when_that_is_wanted(printed, qtbot):
    window, panel, _let_go = printed
    panel.text.setCurrentIndex(panel.text.findData(BOTH))
    click(panel.at_once)
    qtbot.waitUntil(lambda: bool(window.findChildren(QPrintDialog)))
    window.findChildren(QPrintDialog)[0].close()


def test_a_translation_that_ends_otherwise_is_waited_for_no_more(printed, qtbot):
    window, panel, _let_go = printed
    panel.text.setCurrentIndex(panel.text.findData(BOTH))
    click(panel.save)
    told = []
    panel.told.connect(told.append)
    screen(window).translation_queue.remove_all()
    qtbot.waitUntil(panel.save.isEnabled)
    assert told == rows(panel)
    assert rows(panel) == ["2 articles without that translation will be printed in the original"]
    assert panel.isVisible() and not window.findChildren(QPrintDialog)
    panel.close_overlay()


def test_the_article_on_screen_waits_too(on_mains, hold, tmp_path, open_window, qtbot):
    ids = write_library(tmp_path / "library", 3)
    let_go = hold(1)
    window = open_window(reduce_motion=True)
    on = screen(window)
    on.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: on.article_id == ids[0])
    on.actions.run("translation.en")
    qtbot.waitUntil(lambda: on.translation_controller.running)
    on.view.setFocus()
    press(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: on.overlay is not None and on.overlay.isVisible())
    panel = on.overlay
    assert plain(panel.title.text()) == "Print 1 article"
    assert panel.text.currentData() == "en", "as it is on screen"
    assert rows(panel) == ["1 article is being translated: printing waits for it"]
    click(panel.save)
    let_go.set()
    qtbot.waitUntil(lambda: bool(window.findChildren(QPrintDialog)))
    window.findChildren(QPrintDialog)[0].close()
