"""No article is read because it was opened, or its end jumped to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from reader.core.model import Document
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_samples import paragraph
from tests.gui.support.screen import screen
from tests.support.libraries import make_empty


@pytest.fixture
def window(open_window, tmp_path, qtbot):
    paths = LibraryPaths(tmp_path / "library")
    make_empty(paths.root)
    with LibrarySession.open(paths) as session:
        for number, blocks in ((3, ()), (4, tuple(paragraph(n, "Une phrase. Deux.") for n in range(60)))):
            url = f"https://www.lebrief.ma/{number}/"
            document = Document(url, f"Article {number}", blocks, "", language="fr", site="LeBrief")
            session.articles.add(document, url, url, f"2025-01-0{number}T10:00:00+00:00")
        for number in (1, 2):
            url = f"https://www.lebrief.ma/{number}/"
            text = paragraph(1, f"Phrase une du texte {number}. Phrase deux.")
            document = Document(url, f"Article {number}", (text,), "", language="fr", site="LeBrief")
            session.articles.add(document, url, url, f"2026-01-0{number}T10:00:00+00:00")
    return open_window(reduce_motion=True, size=(1300, 900))


def open_one(window, qtbot, place):
    return open_article(window, qtbot, screen(window).summaries[place].id)


def open_article(window, qtbot, wanted):
    on_screen = screen(window)
    on_screen.open_article(wanted, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == wanted and on_screen.rendered.whole)
    on_screen.view.lay_out_all()
    return on_screen


def test_it_is_read_when_its_time_is_over_or_the_reader_is_at_its_end(window, qtbot):
    first, second = [summary.id for summary in screen(window).summaries][:2]
    on_screen = open_article(window, qtbot, first)
    timer = on_screen.read_through.timer
    assert on_screen.view.share_read == 0.0 and on_screen.summaries[0].unread
    assert "left" in on_screen.rendered.byline[0].text()
    assert 1_000 <= timer.interval() <= 10_000, "ten words take a few seconds"
    assert timer.isActive()
    timer.timeout.emit()
    assert on_screen.view.share_read == 1.0 and "finished" in on_screen.rendered.byline[0].text()
    qtbot.waitUntil(lambda: not on_screen.summaries[0].unread)

    # By keys: at the last sentence the reader has come to the end. The card of the first may leave meanwhile.
    open_article(window, qtbot, second)
    assert on_screen.view.share_read == 0.0
    for _ in range(4):
        QTest.keyClick(on_screen.view, Qt.Key.Key_J)
    assert on_screen.view.share_read == 1.0

    # What was read stays so.
    qtbot.waitUntil(lambda: second in {one.id for one in on_screen.summaries if not one.unread})
    open_article(window, qtbot, first)
    assert on_screen.view.share_read == 1.0 and not timer.isActive()


def test_what_is_not_there_or_not_all_in_sight_is_not_read_by_waiting(window, qtbot):
    places = {summary.title: n for n, summary in enumerate(screen(window).summaries)}

    # Without its text there is nothing to read, by time or by keys.
    on_screen = open_one(window, qtbot, places["Article 3"])
    timer = on_screen.read_through.timer
    assert not timer.isActive()
    for _ in range(3):
        QTest.keyClick(on_screen.view, Qt.Key.Key_J)
    timer.timeout.emit()
    assert on_screen.view.share_read == 0.0 and not on_screen.read_share.seen

    # A long one is read where its end is, too.
    open_one(window, qtbot, places["Article 4"])
    timer.timeout.emit()
    assert not on_screen.read_share.seen

    # A short one gets its time only in the window that is active.
    open_one(window, qtbot, places["Article 1"])
    assert timer.isActive()
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not on_screen.view.isActiveWindow())
    assert not timer.isActive()
    timer.timeout.emit()
    assert not on_screen.read_share.seen
    other.close()
    window.activateWindow()
    qtbot.waitUntil(timer.isActive)


@pytest.mark.parametrize("before", ["Article 1", "Article 4", ""])
def test_one_opened_by_a_click_is_not_finished_whatever_was_read_before(window, qtbot, before):
    on_screen = screen(window)
    places = {summary.title: n for n, summary in enumerate(on_screen.summaries)}
    ids = [summary.id for summary in on_screen.summaries]
    if before:
        click_card(on_screen, qtbot, places[before])
        qtbot.waitUntil(lambda: on_screen.article_id == ids[places[before]] and on_screen.rendered.whole)
        on_screen.view.lay_out_all()
        on_screen.view.verticalScrollBar().setValue(on_screen.view.verticalScrollBar().maximum())
        timer = on_screen.read_through.timer
        timer.timeout.emit()
        assert "finished" in on_screen.rendered.byline[0].text()
    click_card(on_screen, qtbot, places["Article 2"])
    qtbot.waitUntil(lambda: on_screen.article_id == ids[places["Article 2"]] and on_screen.rendered.whole)
    qtbot.settle(window, pauses=300)
    assert not on_screen.read_share.seen and on_screen.view.share_read == 0.0
    assert "1\u00a0min\u00a0left" in on_screen.rendered.byline[0].text()


def click_card(on_screen, qtbot, place):
    cards = on_screen.cards
    spot = cards.visualRect(cards.model().index(place, 0)).center()
    qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_the_end_of_a_long_one_counts_once_its_time_was_spent(window, qtbot):
    places = {summary.title: n for n, summary in enumerate(screen(window).summaries)}
    on_screen = open_one(window, qtbot, places["Article 4"])
    timer, bar = on_screen.read_through.timer, on_screen.view.verticalScrollBar()
    assert timer.isActive() and timer.interval() > 4_000

    # There and back at once: nothing is read, on screen or in the library.
    QTest.keyClick(on_screen.view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: on_screen.read_share.end_in_sight)
    qtbot.settle(window)
    assert on_screen.view.share_read < 0.95 and "left" in on_screen.rendered.byline[0].text()
    assert on_screen.summaries[places["Article 4"]].unread
    QTest.keyClick(on_screen.view, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: bar.value() == 0)

    # Time spent elsewhere in the article counts, once its end is there.
    timer.timeout.emit()
    assert not on_screen.read_share.seen
    QTest.keyClick(on_screen.view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: on_screen.view.share_read == 1.0)
    assert "finished" in on_screen.rendered.byline[0].text()
    qtbot.waitUntil(lambda: not on_screen.summaries[places["Article 4"]].unread)


def test_a_jump_onto_the_last_sentence_is_not_reading_and_going_there_is(window, qtbot):
    places = {summary.title: n for n, summary in enumerate(screen(window).summaries)}
    on_screen = open_one(window, qtbot, places["Article 4"])
    QTest.keyClick(on_screen.view, Qt.Key.Key_J)
    QTest.keyClick(on_screen.view, Qt.Key.Key_End)
    QTest.keyClick(on_screen.view, Qt.Key.Key_J)
    assert not on_screen.read_share.seen
    QTest.keyClick(on_screen.view, Qt.Key.Key_K)
    QTest.keyClick(on_screen.view, Qt.Key.Key_J)
    assert on_screen.read_share.seen
