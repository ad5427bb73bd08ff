"""The reader's place outlives a kill, and what was read to its end stays read in any size of text."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from reader.core.model import Document
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.gui.reading.scrolling_program import STEPS
from tests.gui.support.reading_library import fill_library
from tests.gui.support.reading_samples import paragraph
from tests.gui.support.screen import screen
from tests.support.libraries import make_empty
from tests.support.limits import LIMIT


@pytest.mark.parametrize("how", ["page", "wheel", "cursor"])
def test_a_kill_right_after_scrolling_keeps_the_place(tmp_path, how):
    paths = LibraryPaths(tmp_path / "library")
    article = fill_library(paths)[1]
    settings = Settings(paths.settings)
    for key in ("welcomed", "sample_added", "reduce_motion"):
        settings.set(key, True)
    program = [
        sys.executable,
        "-m",
        "tests.gui.reading.scrolling_program",
        str(paths.root),
        str(article),
        how,
    ]
    done = subprocess.run(
        program,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert int(done.stdout) > 0, "it was scrolled"
    with LibrarySession.open(paths) as session:
        stored = session.articles.get(article)
    assert stored.summary.progress > 0
    assert stored.position is not None and stored.position.block not in ("title", "b0")
    assert stored.position.cursor_block == (f"b{STEPS - 1}" if how == "cursor" else "")


@pytest.fixture
def window(open_window, tmp_path):
    """With an article (1) that fills several pages in the smallest letters, and a short one (2)."""
    paths = LibraryPaths(tmp_path / "library")
    make_empty(paths.root)
    with LibrarySession.open(paths) as session:
        for number, length in ((1, 60), (2, 4)):
            url = f"https://a.ma/{number}"
            blocks = tuple(paragraph(n, f"Phrase {n} du texte, assez longue. Deux.") for n in range(length))
            document = Document(url, f"Article {number}", blocks, "", language="fr", site="A")
            session.articles.add(document, url, url, f"2025-01-0{number}T10:00:00+00:00")
    return open_window(text_size=1, reduce_motion=True, size=(1280, 800))


def shown(window, qtbot, wanted):
    on_screen = screen(window)
    on_screen.open_article(wanted, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == wanted and on_screen.rendered.whole)
    on_screen.view.lay_out_all()
    return on_screen


def to_end(on_screen):
    bar = on_screen.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    on_screen.read_through.timer.timeout.emit()


def in_size(on_screen, qtbot, step):
    on_screen.reading_pane.set_text_size(step)
    qtbot.waitUntil(lambda: on_screen.rendered.whole)
    on_screen.view.lay_out_all()
    return on_screen.rendered.byline[0].text()


def test_what_was_read_to_its_end_stays_finished_in_any_size(window, qtbot):
    on_screen = shown(window, qtbot, 1)
    to_end(on_screen)
    assert "finished" in on_screen.rendered.byline[0].text()
    place = on_screen.view.position()
    for step in (5, 12, 3, 1, 5):
        assert "finished" in in_size(on_screen, qtbot, step), step
        assert (on_screen.view.position().block, on_screen.view.share_read) == (place.block, 1.0)

    # What is before that place is to be read again, and what comes after is not.
    bar = on_screen.view.verticalScrollBar()
    assert bar.value() < bar.maximum() - on_screen.view.end_room, "the end is below the page now"
    at = bar.value()
    bar.setValue(at - on_screen.view.viewport().height())
    assert "left" in on_screen.rendered.byline[0].text()
    bar.setValue(at)
    assert "finished" in on_screen.rendered.byline[0].text()


def test_it_is_still_finished_in_another_size_when_it_is_opened_again(window, open_window, qtbot, tmp_path):
    on_screen = shown(window, qtbot, 1)
    to_end(on_screen)
    open_window.end(window)
    again = open_window(text_size=5, reduce_motion=True, size=(1280, 800))
    on_screen = shown(again, qtbot, 1)
    assert "finished" in on_screen.rendered.byline[0].text()
    assert on_screen.read_share.above < 1.0
    on_screen.view.verticalScrollBar().setValue(on_screen.view.verticalScrollBar().value() + 20)
    open_window.end(again)
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        assert session.articles.summary(1).progress == 1.0


def test_a_short_one_that_was_read_stays_finished_where_it_is_long(window, qtbot):
    on_screen = shown(window, qtbot, 2)
    on_screen.read_through.timer.timeout.emit()
    assert "finished" in on_screen.rendered.byline[0].text()
    assert "finished" in in_size(on_screen, qtbot, 12)
    assert on_screen.view.verticalScrollBar().maximum() > on_screen.view.end_room, "it no longer fits"


def in_cursor(on_screen):
    """The sentence that the cursor is drawn at, its bar's paragraph, and its height in the view."""
    cursor = on_screen.cursor
    bars = [block.text() for column in on_screen.view.bars for block in column]
    return cursor.text(), bars, cursor.line_top()


def to_cursor(on_screen, qtbot, *keys):
    on_screen.view.setFocus()
    for key in keys:
        QTest.keyClick(on_screen.view, key)
    qtbot.settle(on_screen.view.window())
    return in_cursor(on_screen)


DOWN = (Qt.Key.Key_J,) * 9 + (Qt.Key.Key_L,)


@pytest.mark.parametrize("between", [False, True])
def test_the_cursor_stands_at_its_sentence_after_the_next_start(window, open_window, qtbot, between):
    on_screen = shown(window, qtbot, 1)
    there = to_cursor(on_screen, qtbot, *DOWN)
    assert there[0] == "Deux." and there[1]
    if between:
        other = to_cursor(shown(window, qtbot, 2), qtbot, Qt.Key.Key_J, Qt.Key.Key_J)
    open_window.end(window)

    window = open_window(text_size=1, reduce_motion=True, size=(1280, 800))
    if between:
        assert in_cursor(shown(window, qtbot, 2)) == other
    on_screen = shown(window, qtbot, 1)
    assert in_cursor(on_screen) == there
    assert to_cursor(on_screen, qtbot, Qt.Key.Key_J)[0].startswith("Phrase 9"), "it goes on from there"


def test_the_cursor_is_where_it_was_though_the_reader_scrolled_on(window, open_window, qtbot):
    on_screen = shown(window, qtbot, 1)
    to_cursor(on_screen, qtbot, *DOWN)
    bar = on_screen.view.verticalScrollBar()
    bar.setValue(bar.value() + 150)
    there = in_cursor(on_screen)
    open_window.end(window)
    window = open_window(text_size=1, reduce_motion=True, size=(1280, 800))
    assert in_cursor(shown(window, qtbot, 1)) == there


def test_a_click_alone_puts_the_cursor_there_for_the_next_start(window, open_window, qtbot):
    on_screen = shown(window, qtbot, 1)
    spot = QPoint(60, on_screen.view.viewport().height() // 2)
    QTest.mouseClick(on_screen.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    there = in_cursor(on_screen)
    assert there[0]
    open_window.end(window)
    window = open_window(text_size=1, reduce_motion=True, size=(1280, 800))
    assert in_cursor(shown(window, qtbot, 1)) == there


def test_an_article_that_was_only_scrolled_has_no_cursor(window, open_window, qtbot):
    on_screen = shown(window, qtbot, 1)
    on_screen.view.verticalScrollBar().setValue(300)
    open_window.end(window)
    window = open_window(text_size=1, reduce_motion=True, size=(1280, 800))
    on_screen = shown(window, qtbot, 1)
    assert on_screen.text_place > 0 and in_cursor(on_screen) == ("", [], None)


def test_scrolling_while_an_article_is_written_keeps_its_cursor(window, qtbot):
    on_screen = shown(window, qtbot, 1)
    to_cursor(on_screen, qtbot, Qt.Key.Key_End)
    place = on_screen.cursor.place
    on_screen.view.verticalScrollBar().setValue(0)
    shown(window, qtbot, 2)
    kept = []
    on_screen.reading_pane.position_changed.connect(lambda *told: kept.append(told))
    on_screen.open_article(1)
    qtbot.waitUntil(lambda: on_screen.article_id == 1)
    kept.clear()
    on_screen.view.verticalScrollBar().setValue(100)  # what the cursor stands in may not be written yet
    on_screen.reading_pane.keep_position()
    assert {(at.cursor_block, at.cursor_sentence) for _article, at, _share in kept} == {place}
