"""What is told at the window's foot covers nothing that the keys are about."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout

from reader.gui.dialogs import placed_notices
from reader.gui.dialogs.giving_way import clear_of
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen

TOLD = "The article was written to the folder of your documents"


@pytest.fixture
def opened(open_window, tmp_path, qtbot):
    def make(width, language):
        article = fill_library(LibraryPaths(tmp_path / "library"))[0]
        window = open_window(reduce_motion=True, interface_language=language, size=(width, 800))
        on_screen = screen(window)
        on_screen.open_article(article, with_focus=True)
        qtbot.waitUntil(lambda: on_screen.article_id == article and on_screen.rendered.whole)
        return window, on_screen

    return make


def place(part, window):
    seen = part.visibleRegion().boundingRect()
    return seen.translated(part.mapTo(window, QPoint(0, 0)))


def tell(on_screen):
    on_screen.notices.tell(TOLD, "\n".join(f"Left out: {n}" for n in range(3)), ("Open", lambda: None))
    (notice,) = on_screen.error_notices
    return notice


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [560, 1280])
@pytest.mark.parametrize("first", ["field", "notice"])
def test_a_notice_does_not_lie_over_the_field_of_a_note(opened, qtbot, width, language, first):
    window, on_screen = opened(width, language)
    if first == "notice":
        notice = tell(on_screen)
    on_screen.note_wanted.emit()
    qtbot.waitUntil(on_screen.note_field.hasFocus)
    if first == "field":
        notice = tell(on_screen)
    QTest.keyClicks(on_screen.note_field, "Written")
    qtbot.settle(window)
    assert notice.isVisible() and window.rect().contains(place(notice, window))
    assert not place(notice, window).intersects(place(on_screen.note_field, window))

    closing = notice.findChildren(QPushButton)[0]
    closing.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.settle(window)
    assert closing.hasFocus()
    assert not place(notice, window).intersects(place(on_screen.note_field, window)), (
        "one goes on writing there"
    )


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [560, 1280])
def test_a_notice_does_not_lie_over_a_button_at_the_end_of_the_article_that_has_the_focus(
    opened, qtbot, width, language
):
    window, on_screen = opened(width, language)
    QTest.keyClick(on_screen.view, Qt.Key.Key_End)
    notice = tell(on_screen)
    usual = place(notice, window)
    covered = 0
    for button in on_screen.end_block.stops():
        button.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.settle(window)
        there = place(button, window)
        covered += usual.intersects(there)
        assert there.isEmpty() or not place(notice, window).intersects(there), button.accessibleName()
        assert window.rect().contains(place(notice, window))
    assert covered, "none of them stands where notices do"
    on_screen.view.setFocus()
    qtbot.settle(window)
    assert place(notice, window) == usual


def test_a_notice_does_not_lie_over_the_card_that_has_the_focus(opened, qtbot, tmp_path):
    window, on_screen = opened(560, "en")
    on_screen.panes.show_list()
    window.resize(560, 400)
    on_screen.cards.setFocus()
    notice = tell(on_screen)
    for row in range(on_screen.cards.model().rowCount()):
        on_screen.list_pane.select_row(row)
        qtbot.settle(window)
        cards = on_screen.cards
        card = cards.visualRect(cards.currentIndex()) & cards.viewport().rect()
        assert not place(notice, window).intersects(card.translated(cards.mapTo(window, QPoint(0, 0))))


def test_a_notice_gives_no_way_to_a_field_of_another_window(opened, qtbot):
    window, on_screen = opened(1280, "en")
    notice = tell(on_screen)
    usual = place(notice, window)
    other = QDialog(window)
    QVBoxLayout(other).addWidget(QLineEdit())
    other.setGeometry(usual)
    other.show()
    qtbot.settle(window)
    window.resize(window.width(), window.height() + 1)
    qtbot.settle(window)
    assert place(notice, window) == usual.translated(0, 1)
    other.close()


def test_what_must_be_seen_is_not_sought_while_the_text_is_scrolled(opened, qtbot, monkeypatch):
    window, on_screen = opened(1280, "en")
    window.resize(1280, 400)
    tell(on_screen)
    qtbot.settle(window)
    sought = []
    spared = placed_notices.spared
    monkeypatch.setattr(placed_notices, "spared", lambda *about: sought.append(about) or spared(*about))
    for _ in range(5):
        before = on_screen.view.verticalScrollBar().value()
        QTest.keyClick(on_screen.view, Qt.Key.Key_Down)
        qtbot.settle(window)
        assert on_screen.view.verticalScrollBar().value() > before
    assert not sought


def test_it_stands_as_near_as_it_can_and_where_it_usually_does_without_room():
    room = QRect(16, 16, 968, 768)
    usual = QRect(524, 684, 460, 100)
    assert clear_of(usual, [], room) == usual
    assert clear_of(usual, [QRect(900, 700, 50, 50)], room) == QRect(524, 600, 460, 100)
    assert clear_of(usual, [QRect(900, 20, 50, 750)], room) == QRect(16, 684, 460, 100)
    assert clear_of(usual, [QRect(0, 60, 1000, 740)], room) == usual
