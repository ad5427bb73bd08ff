"""Footnotes: mark and note find each other, the note shows beside its mark, and leads there and back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from reader.core.model import Block, BlockKind
from reader.gui.article_view.units import Unit
from reader.gui.footnotes.footnote_map import Footnotes, TextPosition
from reader.gui.reading.article_content import ArticleContent
from reader.settings.paths import LibraryPaths
from tests.gui.support.all_kinds import PAGE, every_kind, part, store
from tests.gui.support.screen import screen

FIRST, SECOND = f"{PAGE}#fn1", f"{PAGE}#fn2"


def footnotes(*blocks: tuple[BlockKind, tuple[str, ...], bool]) -> Footnotes:
    units = [
        Unit(f"u{n}", "ltr", (), Block(f"u{n}", kind, tuple(part(html, ordered=numbers) for html in parts)))
        for n, (kind, parts, numbers) in enumerate(blocks)
    ]
    return Footnotes(units, PAGE)


TEXT = (
    BlockKind.PARAGRAPH,
    ("Un mot<sup><a href='{page}#n1'>1</a></sup> et deux<a href='{page}#n2'>[2]</a>.",),
    False,
)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_mark_and_note_by_the_link_back(tmp_path, language):
    content = ArticleContent(every_kind(tmp_path, language))
    notes = Footnotes(content.blocks, PAGE)
    assert len(notes) == 2
    note = notes.note(SECOND)
    assert note.label == "2"
    assert note.text == (
        "أرقام 2025، دون المراقبين." if language == "ar" else "Chiffres de 2025, sans les observateurs."
    )
    assert note.place == TextPosition("notes", 1, 0)
    assert notes.mark(f"{PAGE}#fnref2") == note.mark
    assert note.mark.unit == "body"


@pytest.mark.parametrize(
    "notes",
    [
        (BlockKind.LIST, ("La première.", "La seconde."), True),
        (
            BlockKind.LIST,
            ("<a href='{page}#r1'>↩</a> La première.", "<a href='{page}#r2'>^</a> La seconde."),
            True,
        ),
        (BlockKind.PARAGRAPH, ("[1] La première.", "[2] La seconde."), False),
        (
            BlockKind.PARAGRAPH,
            ("<a href='{page}#r1'>1</a>. La première.", "<a href='{page}#r2'>[2]</a> La seconde."),
            False,
        ),
        (BlockKind.PARAGRAPH, ("1. La première.", "2. La seconde."), False),
    ],
)
def test_the_ways_notes_are_written(notes):
    found = footnotes(TEXT, (BlockKind.HEADING, ("Notes",), False), notes)
    assert [found.note(f"{PAGE}#n{n}").text for n in (1, 2)] == ["La première.", "La seconde."]


def test_a_link_to_another_page_or_a_heading_is_no_footnote():
    found = footnotes(
        (
            BlockKind.PARAGRAPH,
            ("Voir <a href='https://example.net/#n1'>1</a>, <a href='{page}#part'>la suite</a>.",),
            False,
        ),
        (BlockKind.LIST, ("Un.", "Deux."), True),
    )
    assert len(found) == 0
    assert found.note("https://example.net/#n1") is None


def test_a_mark_without_a_note_stays_a_link():
    assert len(footnotes(TEXT, (BlockKind.PARAGRAPH, ("La fin du texte.",), False))) == 0


@pytest.fixture
def window(tmp_path, open_window, qtbot):
    ids = store(LibraryPaths(tmp_path / "library"), tmp_path, "fr", "ar")
    made = open_window(reduce_motion=True)
    screen(made).open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: screen(made).article_id == ids[0])
    return made


def spot_of(view, text: str) -> QPoint:
    """A point inside the only link of the article with this text."""
    cursor = QTextCursor(view.document())
    while True:
        cursor = view.document().find(text, cursor)
        assert not cursor.isNull()
        if cursor.charFormat().isAnchor():
            inside = QTextCursor(view.document())
            inside.setPosition(cursor.selectionStart())
            left = view.cursorRect(inside)
            inside.setPosition(cursor.selectionEnd())
            return (left.center() + view.cursorRect(inside).center()) / 2


def to_body(window):
    place = screen(window).cursor
    place.go_to(next(n for n, stop in enumerate(place.stops) if stop.unit == "body"))


def test_a_click_on_a_mark_shows_its_note_and_leaves_nothing_to_the_browser(window, qtbot):
    on_screen = screen(window)
    to_body(window)
    view, popup = on_screen.view, on_screen.footnote_popup
    told = []
    on_screen.link_clicked.connect(told.append)
    spot = spot_of(view, "[2]")
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert popup.isVisible()
    assert popup.words.text() == "Chiffres de 2025, sans les observateurs."
    assert popup.geometry().top() > spot.y() - popup.height() - 80
    assert view.rect().contains(popup.geometry())
    assert told == []
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert popup.isHidden()
    assert on_screen.article_id


def test_enter_shows_the_note_and_enter_again_goes_there_and_back(window, qtbot):
    on_screen = screen(window)
    to_body(window)
    view, place, popup = on_screen.view, on_screen.cursor, on_screen.footnote_popup
    said = []
    on_screen.announcement.connect(said.append)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert popup.isVisible()
    assert popup.words.text() == "Société fondée à Paris en 2023."
    assert said[-1] == popup.words.text()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert popup.isHidden()
    assert (place.stop.unit, place.stop.part) == ("notes", 0)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert place.stop.unit == "body", "the note's own link leads back to its mark"


def test_esc_leads_back_from_a_note_to_the_line_that_was_read(window, qtbot):
    on_screen = screen(window)
    window.resize(900, 420)  # body and note are not in sight together
    qtbot.settle(window, pauses=1000)
    to_body(window)
    view, before = on_screen.view, on_screen.text_place
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert on_screen.sentence_stop.unit == "notes"
    assert on_screen.text_place != before
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert on_screen.text_place == before


def test_moving_scrolling_and_another_view_take_it_away(window, qtbot):
    on_screen = screen(window)
    view, popup = on_screen.view, on_screen.footnote_popup
    for act in (
        lambda: QTest.keyClick(view, Qt.Key.Key_J),
        lambda: view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 40),
        lambda: on_screen.reading_pane.set_text_size(5),
        lambda: on_screen.footnotes.article_closed(),
    ):
        to_body(window)
        view.follow(FIRST)
        assert popup.isVisible()
        act()
        qtbot.waitUntil(popup.isHidden)


def test_a_scroll_takes_it_away_at_once_however_far_down(window, qtbot):
    on_screen = screen(window)
    view, popup = on_screen.view, on_screen.footnote_popup
    to_body(window)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 100)
    QCoreApplication.processEvents()
    view.follow(FIRST)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() - 40)
    QCoreApplication.processEvents()
    assert popup.isHidden()


def test_text_that_grows_above_the_mark_leaves_its_note_there(window, qtbot):
    """As each part of a translation that arrives, which leaves the line being read where it is."""
    on_screen = screen(window)
    view, popup = on_screen.view, on_screen.footnote_popup
    to_body(window)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 100)
    view.follow(FIRST)
    former, place = view.verticalScrollBar().value(), popup.geometry()
    title = QTextCursor(view.document())
    view.without_moving(lambda: title.insertText("Un titre bien plus long que le précédent. " * 8))
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > former)
    QCoreApplication.processEvents()
    assert popup.isVisible()
    assert popup.geometry() == place


def test_the_button_leads_to_the_note(window, qtbot):
    on_screen = screen(window)
    to_body(window)
    on_screen.view.follow(SECOND)
    popup = on_screen.footnote_popup
    popup.go.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(popup.go, Qt.Key.Key_Space)
    assert (on_screen.sentence_stop.unit, on_screen.sentence_stop.part) == ("notes", 1)
    assert window.focusWidget() is on_screen.view


def test_in_arabic_it_is_aligned_to_the_right(window, qtbot):
    on_screen = screen(window)
    ids = [s.id for s in on_screen.summaries if s.language == "ar"]
    on_screen.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[0])
    to_body(window)
    QTest.keyClick(on_screen.view, Qt.Key.Key_Return)
    popup = on_screen.footnote_popup
    assert popup.words.text() == "شركة أُسست في باريس سنة 2023."
    assert popup.words.alignment() & Qt.AlignmentFlag.AlignRight
