"""Highlights and private notes in the real window, by real keys and by mouse."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest
from PySide6.QtCore import QMargins, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from reader.core.marks import Colour
from reader.core.model import TextView
from reader.gui.article_view.highlight_style import SIZE
from reader.gui.keyboard.keymap import text_of_own_keys
from reader.gui.notes.note_editor import MOST
from reader.gui.notes.note_subject import Subject
from reader.gui.theme.focus_ring import MARGIN
from reader.library.file_kind import REVISIONS
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library, translated_rich
from tests.gui.support.screen import screen
from tests.support.limits import LIMIT_MS

Key, NONE, SHIFT, CTRL = (
    Qt.Key,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def key(qtbot, window, what, modifier=NONE):
    """Press a key where the focus is, as a person does."""
    qtbot.keyClick(window.focusWidget() or window, what, modifier)


@pytest.fixture
def window(tmp_path, open_window, qtbot):
    """The real window with the rich article open and the text focused."""
    ids = fill_library(LibraryPaths(tmp_path / "library"))
    made = open_window(reduce_motion=True)
    on_screen = screen(made)
    on_screen.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[0])
    qtbot.waitUntil(lambda: on_screen.note_subject is not None)
    return made


def stored(window):
    """The marks in the library, read by the window's own session."""
    return screen(window).annotations.of_article(screen(window).article_id)


def wait_marks(qtbot, window, count):
    qtbot.waitUntil(lambda: len(screen(window).notes_store.marks) == count)
    return screen(window).notes_store.marks


def test_m_and_a_digit_highlight_the_sentence(window, qtbot):
    on_screen = screen(window)
    marking = on_screen.highlighting
    key(qtbot, window, Key.Key_L)
    sentence = on_screen.cursor.text()
    key(qtbot, window, Key.Key_M)
    assert marking.open
    assert marking.strip.colours[0].hasFocus()
    assert marking.strip.remove.isHidden()
    key(qtbot, window, Key.Key_2)
    (mark,) = wait_marks(qtbot, window, 1)
    assert (mark.quote, mark.colour, mark.language) == (sentence, Colour.GREEN, "fr")
    assert on_screen.reading_pane.text_size == 3
    assert not marking.open
    assert on_screen.view.hasFocus()


def select(window, words):
    """Select words of the text, as a drag of the mouse leaves them."""
    cursor = screen(window).view.document().find(words)
    assert not cursor.isNull(), words
    screen(window).view.setTextCursor(cursor)
    return cursor


def drag_over(qtbot, window, words):
    """Drag the mouse over words of the text."""
    view = screen(window).view
    cursor = view.document().find(words)
    screen(window).cursor.show_position(cursor.selectionStart())
    first, last = view.document().find(words), view.document().find(words)
    first.setPosition(cursor.selectionStart())
    last.setPosition(cursor.selectionEnd())
    start, end = view.cursorRect(first).center(), view.cursorRect(last).center()
    port = view.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(port, start + QPoint(8, 0))
    qtbot.mouseMove(port, end)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)
    return cursor


def go_to(window, words):
    """Put the reading cursor on the sentence that holds words."""
    on_screen = screen(window)
    cursor = on_screen.view.document().find(words)
    on_screen.cursor.go_to_position(cursor.selectionStart(), scroll=True)
    on_screen.view.setFocus()


def press(window, text, key_number, scan, modifier=NONE):
    """A press of a key of another layout, with what Qt tells of it."""
    target = window.focusWidget()
    for kind in (QKeyEvent.Type.ShortcutOverride, QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, key_number, modifier, scan, 0, 0, text))


def test_m_twice_takes_the_last_colour_and_escape_none(window, qtbot):
    marking = screen(window).highlighting
    go_to(window, "Le rapport complet")
    key(qtbot, window, Key.Key_M)
    key(qtbot, window, Key.Key_Escape)
    assert not marking.open
    assert screen(window).view.hasFocus()
    qtbot.settle(window)
    assert stored(window) == []
    marking.last = Colour.BLUE
    key(qtbot, window, Key.Key_M)
    assert marking.strip.colours[2].hasFocus()
    key(qtbot, window, Key.Key_M)
    assert wait_marks(qtbot, window, 1)[0].colour is Colour.BLUE


def test_where_nothing_can_be_highlighted_m_says_so_on_screen(window, qtbot, monkeypatch):
    on = screen(window)
    monkeypatch.setattr(on.highlighting, "find_target", lambda: None)
    key(qtbot, window, Key.Key_M)
    assert on.key_hint.isVisible() and "nothing to highlight" in on.key_hint.text()


def test_arrows_and_return_in_the_strip(window, qtbot):
    go_to(window, "Le rapport complet")
    key(qtbot, window, Key.Key_M)
    key(qtbot, window, Key.Key_Right)
    key(qtbot, window, Key.Key_Right)
    key(qtbot, window, Key.Key_Left)
    key(qtbot, window, Key.Key_Return)
    assert wait_marks(qtbot, window, 1)[0].colour is Colour.GREEN


def test_the_menu_sets_the_size_while_the_strip_is_open(window, qtbot):
    go_to(window, "Le rapport complet")
    key(qtbot, window, Key.Key_M)
    screen(window).actions["size.2"].trigger()
    assert screen(window).reading_pane.text_size == 2
    qtbot.settle(window)
    assert stored(window) == []


def test_a_readers_own_key_for_a_size_is_a_colour_while_the_strip_is_open(window, qtbot):
    screen(window).options.set("own_keys", text_of_own_keys({"size.3": ("Ctrl+3",)}))
    go_to(window, "Le rapport complet")
    key(qtbot, window, Key.Key_M)
    key(qtbot, window, Key.Key_3, CTRL)
    assert wait_marks(qtbot, window, 1)[0].colour is Colour.BLUE


def test_del_removes_the_marks_under_the_strip_and_without_marks_moves_the_article(window, qtbot):
    go_to(window, "Le rapport complet")
    key(qtbot, window, Key.Key_M)
    key(qtbot, window, Key.Key_1)
    wait_marks(qtbot, window, 1)
    key(qtbot, window, Key.Key_M)
    key(qtbot, window, Key.Key_Delete)
    wait_marks(qtbot, window, 0)
    article, articles = screen(window).article_id, screen(window).articles
    assert not articles.summary(article).trashed
    key(qtbot, window, Key.Key_Delete)
    qtbot.waitUntil(lambda: articles.summary(article).trashed)


def test_moving_on_closes_the_strip_and_digits_are_sizes_again(window, qtbot):
    on_screen = screen(window)
    go_to(window, "Le rapport complet")
    key(qtbot, window, Key.Key_M)
    key(qtbot, window, Key.Key_J)
    assert not on_screen.highlighting.open
    assert on_screen.view.hasFocus()
    key(qtbot, window, Key.Key_2)
    assert on_screen.reading_pane.text_size == 2


@pytest.mark.parametrize(
    ("text", "number", "scan"),
    [("é", 0xE9, 11), ("٢", 0x662, 11), ("2", 0x32, 11)],
    ids=["azerty", "arabic-digits", "qwerty"],
)
def test_the_second_colour_on_every_keyboard(window, qtbot, text, number, scan):
    go_to(window, "Le rapport complet")
    key(qtbot, window, Key.Key_M)
    press(window, text, number, scan)
    assert wait_marks(qtbot, window, 1)[0].colour is Colour.GREEN


def test_m_c_and_n_on_an_arabic_keyboard(window, qtbot):
    on_screen = screen(window)
    on_screen.resolver.chosen = "azerty"
    notes = on_screen.notes
    go_to(window, "Le rapport complet")
    press(window, "ك", 0x643, 47)  # AZERTY's M is right of L
    assert on_screen.highlighting.open
    press(window, "ك", 0x643, 47)
    wait_marks(qtbot, window, 1)
    press(window, "ؤ", 0x624, 54)
    assert on_screen.note_field.hasFocus()
    key(qtbot, window, Key.Key_Escape)
    assert on_screen.view.hasFocus()
    press(window, "آ", 0x622, 57, SHIFT)  # Shift and ى
    assert not notes.dock.open


def test_a_selection_by_mouse_opens_the_strip(window, qtbot):
    on_screen = screen(window)
    marking = on_screen.highlighting
    drag_over(qtbot, window, "complet est")
    qtbot.waitUntil(lambda: marking.open)
    assert on_screen.view.textCursor().selectedText() == "complet est"
    qtbot.mouseClick(marking.strip.colours[3], Qt.MouseButton.LeftButton)
    (mark,) = wait_marks(qtbot, window, 1)
    assert (mark.quote, mark.colour, mark.block) == ("complet est", Colour.ROSE, "linked")
    assert not on_screen.view.textCursor().hasSelection()


def test_a_click_on_a_link_is_no_selection(window, qtbot):
    """Qt selects the words of a link that is clicked, where the text has the keyboard."""
    on_screen = screen(window)
    view = on_screen.view
    go_to(window, "complet est")
    link = view.document().find("Le rapport complet")
    link.setPosition(link.selectionStart() + 3)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.cursorRect(link).center())
    assert view.textCursor().selectedText() == "Le rapport"
    qtbot.settle(window)
    assert not on_screen.highlighting.open


def test_another_article_takes_the_strip_away(window, qtbot):
    """It stayed, and looked for its passage in a text that is shorter."""
    on_screen = screen(window)
    marking, other = on_screen.highlighting, on_screen.summaries[1].id
    go_to(window, "complet est")
    key(qtbot, window, Key.Key_M)
    assert marking.open
    on_screen.open_article(other)
    qtbot.waitUntil(lambda: on_screen.article_id == other)
    qtbot.settle(window)
    assert not marking.open and marking.target is None


@pytest.mark.parametrize("by", ["width", "size"])
def test_the_same_text_laid_out_anew_keeps_the_strip_at_its_passage(window, qtbot, by):
    on_screen = screen(window)
    marking, view = on_screen.highlighting, on_screen.view
    go_to(window, "complet est")
    sentence = on_screen.cursor.text()
    key(qtbot, window, Key.Key_M)
    before = view.rendered
    if by == "width":
        window.resize(560, window.height())
    else:
        key(qtbot, window, Key.Key_Plus, CTRL)
    qtbot.waitUntil(lambda: view.rendered is not before)
    qtbot.settle(window)
    assert marking.open
    key(qtbot, window, Key.Key_2)
    assert wait_marks(qtbot, window, 1)[0].quote == sentence


def test_a_selection_by_keyboard(window, qtbot):
    go_to(window, "Le rapport complet")
    key(qtbot, window, Key.Key_Right, SHIFT)
    key(qtbot, window, Key.Key_Right, SHIFT)
    assert screen(window).view.textCursor().selectedText() == "Le rapport"
    key(qtbot, window, Key.Key_Left, SHIFT)
    assert screen(window).view.textCursor().selectedText().strip() == "Le"
    key(qtbot, window, Key.Key_Down, SHIFT)
    key(qtbot, window, Key.Key_Down, SHIFT)
    key(qtbot, window, Key.Key_M)
    key(qtbot, window, Key.Key_1)
    (mark,) = wait_marks(qtbot, window, 1)
    assert mark.quote == "Le rapport complet est en ligne. Il compte cent pages."


def test_a_selection_over_paragraphs_is_one_step_to_undo(window, qtbot):
    view = screen(window).view
    start, end = select(window, "cent pages"), select(window, "Premier point")
    both = view.textCursor()
    both.setPosition(start.selectionStart())
    both.setPosition(end.selectionEnd(), both.MoveMode.KeepAnchor)
    view.setTextCursor(both)
    key(qtbot, window, Key.Key_M)
    key(qtbot, window, Key.Key_1)
    assert [m.quote for m in wait_marks(qtbot, window, 3)] == [
        "cent pages.",
        "Une autre partie",
        "Premier point",
    ]
    key(qtbot, window, Key.Key_Z, CTRL)
    wait_marks(qtbot, window, 0)
    key(qtbot, window, Key.Key_Z, CTRL | SHIFT)
    wait_marks(qtbot, window, 3)


def mark_sentence(qtbot, window, words="Le rapport complet", digit=Key.Key_1):
    go_to(window, words)
    key(qtbot, window, Key.Key_M)
    key(qtbot, window, digit)
    qtbot.waitUntil(lambda: any(words in m.quote for m in screen(window).notes_store.marks))
    return next(m for m in screen(window).notes_store.marks if words in m.quote)


def test_on_a_mark_the_strip_recolours_and_removes_and_undo_restores(window, qtbot):
    on_screen = screen(window)
    marking = on_screen.highlighting
    first = mark_sentence(qtbot, window)
    key(qtbot, window, Key.Key_M)
    assert not marking.strip.remove.isHidden()
    key(qtbot, window, Key.Key_4)
    qtbot.waitUntil(lambda: stored(window)[0].colour is Colour.ROSE)
    key(qtbot, window, Key.Key_M)
    key(qtbot, window, Key.Key_Delete)
    wait_marks(qtbot, window, 0)
    assert on_screen.articles.summary(on_screen.article_id).trashed is False
    key(qtbot, window, Key.Key_Z, CTRL)
    (back,) = wait_marks(qtbot, window, 1)
    assert (back.id, back.colour, back.quote) == (first.id, Colour.ROSE, first.quote)
    key(qtbot, window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: stored(window)[0].colour is Colour.YELLOW)
    key(qtbot, window, Key.Key_Z, CTRL)
    wait_marks(qtbot, window, 0)


def test_a_click_on_a_mark_or_its_shape_opens_the_strip(window, qtbot):
    mark_sentence(qtbot, window)
    view, marking = screen(window).view, screen(window).highlighting
    start = marking.shown[0].ranges[0][0]
    cursor = view.textCursor()
    cursor.setPosition(start + 14)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.cursorRect(cursor).center())
    qtbot.waitUntil(lambda: marking.open)
    assert not marking.strip.remove.isHidden()
    qtbot.mouseClick(marking.strip.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "Le rapport complet est en ligne."
    assert not marking.open
    centre = next(iter(view.shapes._places(view)))[0].toPoint()
    assert centre.x() > view.viewport().width() - 40
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert marking.open
    qtbot.mouseClick(marking.strip.remove, Qt.MouseButton.LeftButton)
    wait_marks(qtbot, window, 0)


def test_marks_never_change_the_layout(window, qtbot):
    view = screen(window).view
    before = (view.document().toPlainText(), view.verticalScrollBar().maximum(), view.column)
    mark_sentence(qtbot, window)
    screen(window).cursor.to_start()
    assert (view.document().toPlainText(), view.verticalScrollBar().maximum(), view.column) == before
    assert view._layers["highlights"]


# Notes


def test_c_writes_a_note_on_the_sentence_and_stores_it_while_typing(window, qtbot):
    on_screen = screen(window)
    go_to(window, "Le rapport complet")
    key(qtbot, window, Key.Key_C)
    field = on_screen.note_field
    assert field.hasFocus()
    assert stored(window) == []
    qtbot.keyClicks(field, "Which report")
    qtbot.waitUntil(lambda: [m.note for m in stored(window)] == ["Which report"])
    qtbot.keyClicks(field, "?")
    assert field.hasFocus()
    key(qtbot, window, Key.Key_Escape)
    assert on_screen.view.hasFocus()
    qtbot.waitUntil(lambda: [m.note for m in stored(window)] == ["Which report?"])
    assert stored(window)[0].quote == "Le rapport complet est en ligne."
    key(qtbot, window, Key.Key_Z, CTRL)
    wait_marks(qtbot, window, 0)
    key(qtbot, window, Key.Key_Z, CTRL | SHIFT)
    assert wait_marks(qtbot, window, 1)[0].note == "Which report?"


def test_what_is_typed_without_a_rest_is_stored_within_a_second(window, qtbot):
    on_screen = screen(window)
    key(qtbot, window, Key.Key_C)
    field = on_screen.note_field
    session = on_screen.session
    article = on_screen.article_id
    assert MOST <= 1000
    on_screen.note_timer.setInterval(10 * LIMIT_MS)  # no machine is so slow that this looks like a rest

    def typed_on():
        qtbot.keyClicks(field, "a")
        return bool(session.annotations.note(article) or stored(window))

    qtbot.waitUntil(typed_on)


def test_a_note_on_the_article_is_written_undone_and_redone(window, qtbot):
    on_screen = screen(window)
    session, article = on_screen.session, on_screen.article_id
    on_screen.cards.setFocus()
    on_screen.list_pane.select(article)
    key(qtbot, window, Key.Key_C)  # from the list: on the article
    field = on_screen.note_field
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "Read again")
    qtbot.mouseClick(on_screen.note_editor.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.annotations.note(article) == "Read again")
    assert on_screen.view.hasFocus()
    key(qtbot, window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: session.annotations.note(article) == "")
    qtbot.waitUntil(lambda: field.toPlainText() == "")
    key(qtbot, window, Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: session.annotations.note(article) == "Read again")
    qtbot.waitUntil(lambda: field.toPlainText() == "Read again")


def test_what_another_computer_writes_into_the_note_being_typed_stays(window, qtbot):
    on_screen = screen(window)
    session, article = on_screen.session, on_screen.article_id

    def note():
        return session.annotations.note(article)

    on_screen.cards.setFocus()
    on_screen.list_pane.select(article)
    key(qtbot, window, Key.Key_C)
    field = on_screen.note_field
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "mi")
    qtbot.waitUntil(lambda: note() == "mi")
    session.annotations.set_note(article, "theirs\nmi")
    qtbot.keyClicks(field, "ne")
    qtbot.waitUntil(lambda: note() == "theirs\nmine")
    qtbot.keyClicks(field, " too")
    key(qtbot, window, Key.Key_Escape)
    qtbot.waitUntil(lambda: field.toPlainText() == note() == "theirs\nmine too")
    key(qtbot, window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: note().strip() == "theirs")  # only what was typed here is undone


def test_a_draft_goes_with_its_article_and_is_there_after_a_restart(window, qtbot, open_window):
    on_screen = screen(window)
    notes, session = on_screen.notes, on_screen.session
    first = on_screen.article_id
    on_screen.view.setFocus()
    notes.guide.note_on_article()
    qtbot.keyClicks(on_screen.note_field, "one")
    other = next(row.id for row in session.articles.summaries() if row.id != first)
    on_screen.open_article(other, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.notes_store.article_id == other)
    qtbot.waitUntil(lambda: session.annotations.note(first) == "one")
    qtbot.waitUntil(lambda: on_screen.note_subject is not None)
    assert on_screen.note_field.toPlainText() == ""
    notes.guide.note_on_article()
    qtbot.keyClicks(on_screen.note_field, "two")
    window.close()  # at once, with the letters not stored
    again = open_window()
    assert screen(again).annotations.note(other) == "two"
    assert screen(again).annotations.note(first) == "one"


def test_the_end_of_the_article_and_the_bar_open_the_panel(window, qtbot):
    on_screen = screen(window)
    notes = on_screen.notes
    on_screen.note_wanted.emit()
    assert notes.dock.open
    assert on_screen.note_field.hasFocus()
    assert on_screen.notes_button.isChecked()
    qtbot.mouseClick(on_screen.notes_button, Qt.MouseButton.LeftButton)
    assert not notes.dock.open
    assert not on_screen.notes_button.isChecked()
    buttons = [b.accessibleName() for b in on_screen.end_block.stops()]
    assert "Add a private note" in buttons


# The panel


def test_the_panel_lists_jumps_and_steps(window, qtbot):
    on_screen = screen(window)
    notes = on_screen.notes
    mark_sentence(qtbot, window, "Dernier paragraphe", Key.Key_3)
    mark_sentence(qtbot, window, "Le rapport complet", Key.Key_1)
    on_screen.cursor.to_start()
    key(qtbot, window, Key.Key_N, SHIFT)
    view = on_screen.note_list
    assert view.hasFocus()
    rows = view.notes.rows
    assert [row.quote for row in rows] == ["Le rapport complet est en ligne.", "Dernier paragraphe du texte."]
    assert rows[0].about.startswith("\u2068¶ ")
    key(qtbot, window, Key.Key_J)
    assert view.current() is rows[1]
    key(qtbot, window, Key.Key_K)
    key(qtbot, window, Key.Key_Down)
    key(qtbot, window, Key.Key_Return)
    assert on_screen.view.hasFocus()
    assert on_screen.cursor.text() == "Dernier paragraphe du texte."
    key(qtbot, window, Key.Key_N, SHIFT)
    assert not notes.dock.open


def test_the_panel_edits_recolours_removes_and_filters(window, qtbot):
    on_screen = screen(window)
    mark_sentence(qtbot, window, "Le rapport complet", Key.Key_1)
    mark_sentence(qtbot, window, "Dernier paragraphe", Key.Key_4)
    key(qtbot, window, Key.Key_N, SHIFT)
    view, panel = on_screen.note_list, on_screen.notes_panel
    key(qtbot, window, Key.Key_F2)
    assert on_screen.note_field.hasFocus()
    on_screen.note_field.insertPlainText("numéro")
    key(qtbot, window, Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: stored(window)[0].note != "")
    menu = view.menu_of(view.notes.rows[0])
    green = next(a for a in menu.actions() if a.text() == "Green")
    green.trigger()
    qtbot.waitUntil(lambda: stored(window)[0].colour is Colour.GREEN)
    qtbot.mouseClick(panel.filter_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(panel.filter.field, "numero")
    qtbot.waitUntil(lambda: [row.colour for row in view.notes.rows] == [Colour.GREEN])
    panel.filter.field.clear()
    panel.filter.colours[Colour.ROSE].click()
    assert [row.colour for row in view.notes.rows] == [Colour.ROSE]
    panel.filter_button.click()
    assert len(view.notes.rows) == 2
    view.setFocus()
    view.go_to(0)
    key(qtbot, window, Key.Key_Delete)
    wait_marks(qtbot, window, 1)
    assert panel._undo is not None
    assert on_screen.articles.summary(on_screen.article_id).trashed is False
    panel._undo.findChildren(type(on_screen.note_editor.button))[0].click()
    wait_marks(qtbot, window, 2)


@pytest.mark.parametrize("size", [(1440, 900), (900, 700), (480, 800)])
def test_the_panel_stands_beside_the_text_or_over_it(tmp_path, open_window, qtbot, size):
    ids = fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(size=size)
    on_screen = screen(window)
    on_screen.open_article(ids[0], with_focus=True)
    notes = on_screen.notes
    qtbot.waitUntil(lambda: on_screen.note_subject is not None)
    key(qtbot, window, Key.Key_N, SHIFT)
    panel, pane = on_screen.notes_panel, on_screen.reading_pane
    assert panel.isVisible()
    assert panel.geometry().right() == pane.rect().right()
    beside = size[0] >= 1000
    right = pane.view.mapTo(pane, pane.view.rect().topRight()).x()
    assert (right < panel.geometry().left()) is beside
    assert notes.dock.overlaid is not beside
    key(qtbot, window, Key.Key_Escape)
    assert panel.isVisible() is beside
    assert pane.view.hasFocus()


def test_no_panel_lies_over_the_colours_of_a_highlight(window, qtbot):
    window.resize(560, 900)
    go_to(window, "Le rapport complet")
    key(qtbot, window, Key.Key_N, SHIFT)
    on = screen(window)
    assert on.notes_panel.isVisible()
    on.view.setFocus()
    key(qtbot, window, Key.Key_M)
    strip = on.highlighting.strip
    assert strip.isVisible()
    place = QRect(strip.mapToGlobal(QPoint(0, 0)), strip.size())
    panel = QRect(on.notes_panel.mapToGlobal(QPoint(0, 0)), on.notes_panel.size())
    assert on.notes_panel.isHidden() or not place.intersects(panel)


@pytest.mark.parametrize("width", [560, 1440])
def test_the_ring_around_an_empty_panel_is_shown_whole(window, qtbot, width):
    window.resize(width, 900)
    key(qtbot, window, Key.Key_N, SHIFT)
    qtbot.settle(window)
    on = screen(window)
    empty = on.notes_panel._empty
    assert empty.hasFocus()
    place = QRect(empty.mapTo(window, QPoint(0, 0)), empty.size())
    assert window.rect().contains(place.marginsAdded(QMargins(*[MARGIN + 1] * 4)))


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_no_text_beside_the_button_of_the_note_is_cut(tmp_path, open_window, qtbot, language):
    ids = fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(size=(400, 700), interface_language=language)
    on_screen = screen(window)
    on_screen.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.note_subject is not None)
    key(qtbot, window, Key.Key_N, SHIFT)
    stays, button = on_screen.note_editor.stays, on_screen.note_editor.button
    room = stays.contentsRect()
    wrap = Qt.TextFlag.TextWordWrap.value if stays.wordWrap() else 0
    taken = stays.fontMetrics().boundingRect(0, 0, room.width(), 10_000, wrap, stays.text())
    assert taken.width() <= room.width()
    qtbot.waitUntil(lambda: taken.height() <= stays.contentsRect().height())
    assert not stays.geometry().intersects(button.geometry())


def test_in_reading_mode_bar_and_text_keep_clear_of_the_panel(window, qtbot):
    on_screen = screen(window)
    key(qtbot, window, Key.Key_R)
    key(qtbot, window, Key.Key_N, SHIFT)
    qtbot.settle(window)
    panel = on_screen.notes_panel
    on_screen.reading_mode.reveal()
    assert panel.isVisible()
    assert on_screen.toolbar.geometry().right() < panel.geometry().left()
    assert on_screen.view.geometry().right() < panel.geometry().left()


def test_in_arabic_the_panel_is_on_the_left_and_everything_has_a_name(tmp_path, open_window, qtbot):
    ids = fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(interface_language="ar", theme="dark")
    on_screen = screen(window)
    on_screen.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.note_subject is not None)
    mark_sentence(qtbot, window)
    key(qtbot, window, Key.Key_N, SHIFT)
    assert on_screen.notes_panel.geometry().left() == 0
    view = on_screen.view
    qtbot.waitUntil(
        lambda: (
            view.mapTo(on_screen.reading_pane, QPoint(0, 0)).x() > on_screen.notes_panel.geometry().right()
        )
    )
    panel, strip = on_screen.notes_panel, on_screen.highlighting.strip
    controls = [*strip.stops(), on_screen.note_list, on_screen.note_field, panel.filter.field]
    controls += [panel.filter_button, panel.export_button, panel.close_button, *panel.filter.colours.values()]
    assert all(control.accessibleName() for control in controls)
    text = on_screen.note_model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Le rapport complet" in text


# Both directions


@pytest.fixture
def bilingual(tmp_path, open_window, qtbot):
    """The rich article with its Arabic translation stored."""
    from tests.gui.search.test_search import store_translation

    paths = LibraryPaths(tmp_path / "library")
    ids = fill_library(paths)
    with LibrarySession.open(paths) as session:
        document = session.articles.get(ids[0]).document
        sentences = [document.title, *(s.text for b in document.blocks for s in b.sentences)]
        pairs = {text: f"هذه هي الجملة رقم {n} من المقال." for n, text in enumerate(sentences)}
        store_translation(session, ids[0], "ar", pairs)
    window = open_window(reduce_motion=True)
    on_screen = screen(window)
    on_screen.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.note_subject is not None)
    return window


def texts(window, exact):
    """The text of the marks on screen, exact ones or those of the other language."""
    from reader.gui.article_view.highlight_ranges import plain_text

    rendered = screen(window).view.rendered
    shown = screen(window).highlighting.shown
    return [plain_text(rendered, *one.ranges[0]) for one in shown if one.exact is exact]


def test_a_mark_made_in_arabic_shows_on_its_french_sentence_and_back(bilingual, qtbot):
    window = bilingual
    on_screen = screen(window)
    key(qtbot, window, Key.Key_A, SHIFT)
    qtbot.waitUntil(lambda: on_screen.reading_pane.language == "ar")
    on_screen.view.lay_out_all()
    rendered = on_screen.view.rendered
    spot = rendered.placed[("linked", "target")][0]
    on_screen.cursor.go_to_position(spot.range(spot.spans[1])[0], scroll=True)
    arabic = on_screen.cursor.text()
    key(qtbot, window, Key.Key_M)
    key(qtbot, window, Key.Key_3)
    (mark,) = wait_marks(qtbot, window, 1)
    assert (mark.language, mark.quote, mark.source) == ("ar", arabic, "Il compte cent pages.")
    assert texts(window, True) == [arabic]
    key(qtbot, window, Key.Key_O)
    assert texts(window, False) == ["Il compte cent pages."]
    go_to(window, "Le rapport complet")
    key(qtbot, window, Key.Key_M)
    key(qtbot, window, Key.Key_1)
    wait_marks(qtbot, window, 2)
    key(qtbot, window, Key.Key_T)
    qtbot.waitUntil(lambda: len(texts(window, False)) == 1)
    assert texts(window, True) == [arabic]
    key(qtbot, window, Key.Key_B)
    assert sorted(texts(window, True)) == sorted([arabic, "Le rapport complet est en ligne."])
    assert len(texts(window, False)) == 2


def test_the_panel_goes_to_the_view_of_the_marks_language(bilingual, qtbot):
    window = bilingual
    on_screen = screen(window)
    session, article = on_screen.session, on_screen.article_id
    from reader.services.library.annotate_article import Passage, mark_passage

    sentence = "هذه هي الجملة رقم 3 من المقال."
    mark_passage(session, article, Passage("ar", "linked", 0, 0, len(sentence), sentence))
    mark_passage(session, article, Passage("fr", "b91", 0, 0, 7, "Dernier"))
    on_screen.notes_store.load(article)
    wait_marks(qtbot, window, 2)
    key(qtbot, window, Key.Key_N, SHIFT)
    view = on_screen.note_list
    view.go_to(0)
    key(qtbot, window, Key.Key_Return)
    assert on_screen.reading_pane.language == "ar"
    assert on_screen.sentence_stop.unit == "linked"
    key(qtbot, window, Key.Key_F6)
    view.setFocus()
    view.go_to(1)
    key(qtbot, window, Key.Key_Return)
    assert on_screen.reading_pane.language == "fr"
    assert on_screen.sentence_stop.unit == "b91"


# A new version


def test_marks_live_through_a_new_version_or_are_listed_as_not_found(window, qtbot):
    on_screen = screen(window)
    from dataclasses import replace

    article = on_screen.article_id
    mark_sentence(qtbot, window, "Le rapport complet", Key.Key_1)
    mark_sentence(qtbot, window, "Dernier paragraphe", Key.Key_2)
    session = on_screen.session
    old = session.articles.get(article).document
    blocks = tuple(b for b in old.blocks if b.id != "b91")
    moved = [b for b in blocks if b.id == "linked"]
    new = replace(old, blocks=(*[b for b in blocks if b.id != "linked"], replace(moved[0], id="elsewhere")))
    session.articles.replace(article, new, "2026-11-25T08:00:00+00:00")
    on_screen.reading_controller.reload(article)
    qtbot.waitUntil(lambda: [m.found for m in on_screen.notes_store.marks] == [True, False])
    assert on_screen.notes_store.marks[0].block == "elsewhere"
    key(qtbot, window, Key.Key_N, SHIFT)
    rows = on_screen.note_model.rows
    assert [row.heading for row in rows] == ["", "Not found in the new version"]
    assert texts(window, True) == ["Le rapport complet est en ligne."]
    on_screen.note_list.go_to(1)
    key(qtbot, window, Key.Key_Return)
    assert on_screen.note_subject.quote == "Dernier paragraphe du texte."


@pytest.mark.parametrize("ui", ["en", "ar"])
def test_the_bars_of_reading_mode_end_where_the_notes_begin(tmp_path, open_window, qtbot, ui):
    ids = fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(reduce_motion=True, interface_language=ui, size=(1280, 800))
    on_screen = screen(window)
    on_screen.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[0])
    mode, panel = on_screen.reading_mode, on_screen.notes_panel
    mode.keep_bars = True
    key(qtbot, window, Key.Key_R)
    key(qtbot, window, Key.Key_N, SHIFT)
    assert panel.isVisible()
    for bar in (on_screen.toolbar, on_screen.status_line):
        assert not bar.geometry().intersects(panel.geometry())
    key(qtbot, window, Key.Key_N, SHIFT)
    assert not panel.isVisible()
    assert on_screen.status_line.width() == on_screen.reading_pane.width()


@pytest.fixture
def narrow(tmp_path, open_window, qtbot):
    """A narrow window in reading mode, with a note just typed on a mark."""
    ids = fill_library(LibraryPaths(tmp_path / "library"))
    made = open_window(reduce_motion=True, size=(600, 800))
    on_screen = screen(made)
    on_screen.list_pane.select(ids[0])
    on_screen.cards.setFocus()
    key(qtbot, made, Key.Key_Return)
    qtbot.waitUntil(lambda: on_screen.note_subject is not None)
    on_screen.reading_mode.enter()
    key(qtbot, made, Key.Key_J)
    for what in (Key.Key_M, Key.Key_2):
        key(qtbot, made, what)
    wait_marks(qtbot, made, 1)
    key(qtbot, made, Key.Key_C)
    assert on_screen.note_field.hasFocus()
    qtbot.keyClicks(on_screen.note_field, "Sourced?")
    return made


def test_a_finished_note_uncovers_the_text_of_a_narrow_window(narrow, qtbot):
    key(qtbot, narrow, Key.Key_Return, CTRL)
    assert not screen(narrow).notes_panel.isVisible()
    assert screen(narrow).view.hasFocus()
    qtbot.waitUntil(lambda: [m.note for m in stored(narrow)] == ["Sourced?"])


@pytest.mark.parametrize("reading", [True, False])
def test_escape_uncovers_the_text_before_it_leaves_it(narrow, qtbot, reading):
    on_screen = screen(narrow)
    panel, mode = on_screen.notes_panel, on_screen.reading_mode
    if not reading:
        mode.leave()
    on_screen.view.setFocus()
    assert panel.isVisible()
    key(qtbot, narrow, Key.Key_Escape)
    assert not panel.isVisible()
    assert mode.active is reading
    assert on_screen.view.isVisible()
    assert on_screen.view.hasFocus()
    key(qtbot, narrow, Key.Key_Escape)
    assert not mode.active


def test_a_panel_left_open_does_not_cover_the_next_text_of_a_narrow_window(narrow, qtbot):
    on_screen = screen(narrow)
    panel, ids = on_screen.notes_panel, list(on_screen.article_model.ids)
    on_screen.open_article(ids[1], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[1])
    assert not panel.isVisible()
    on_screen.reading_mode.leave()
    key(qtbot, narrow, Key.Key_N, SHIFT)
    assert panel.isVisible()
    on_screen.panes.show_list()
    assert not panel.isVisible()
    on_screen.open_article(ids[1], with_focus=True)  # the same one again
    assert on_screen.view.isVisible()
    assert not panel.isVisible()
    key(qtbot, narrow, Key.Key_N, SHIFT)
    assert panel.isVisible()


def test_a_note_asked_for_is_shown_over_the_text_of_a_narrow_window(narrow, qtbot):
    on_screen = screen(narrow)
    notes = on_screen.notes
    key(qtbot, narrow, Key.Key_Return, CTRL)
    (mark,) = wait_marks(qtbot, narrow, 1)
    on_screen.reading_mode.leave()
    on_screen.panes.show_list()
    on_screen.open_article(mark.article_id, with_focus=True)
    notes.guide.show_note(mark.article_id, mark.id)
    assert on_screen.notes_panel.isVisible()


def edges(field):
    """Where the first line of each paragraph begins and ends, in px."""
    document, found = field.document(), []
    for number in range(document.blockCount()):
        block = document.findBlockByNumber(number)
        line = block.layout().lineAt(0).naturalTextRect()
        found.append((line.left(), line.right()))
    return found


@pytest.mark.parametrize("ui", ["en", "ar"])
def test_a_note_stands_on_the_side_of_the_language_it_is_typed_in(tmp_path, open_window, qtbot, ui):
    ids = fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(interface_language=ui)
    on_screen = screen(window)
    on_screen.open_article(ids[0], with_focus=True)
    editor = on_screen.note_editor
    qtbot.waitUntil(lambda: on_screen.note_subject is not None)
    key(qtbot, window, Key.Key_N, SHIFT)
    editor.edit()
    field = on_screen.note_field
    middle = field.viewport().rect().center().x()

    def at_the_right():
        return field.cursorRect().center().x() > middle

    assert at_the_right() is (ui == "ar")
    qtbot.keyClicks(field, "Pourquoi")
    assert edges(field)[0][1] < middle
    assert not at_the_right()
    field.selectAll()
    key(qtbot, window, Key.Key_Delete)
    assert at_the_right() is (ui == "ar")
    for letter in "لماذا":  # qtbot types Latin letters only
        press(window, letter, ord(letter), 0)
    assert at_the_right()
    assert edges(field)[0][0] > middle
    assert field.document().firstBlock().textDirection() == Qt.LayoutDirection.RightToLeft
    field.selectAll()
    key(qtbot, window, Key.Key_Delete)
    assert at_the_right() is (ui == "ar")


def test_a_note_that_cannot_be_stored_comes_back_to_its_field_and_is_stored_then(window, qtbot, tmp_path):
    on_screen, told = screen(window), []
    article, editor = on_screen.article_id, on_screen.note_editor
    on_screen.library.failed.connect(lambda error: told.append(error.kind))
    database = tmp_path / "library" / "library.db"
    with contextlib.closing(sqlite3.connect(database)) as newer:
        newer.execute("PRAGMA user_version = 9999")  # as a newer version leaves it, which writes differently
    editor.edit()
    for words in ("Le puits", " est à sec."):
        before = len(told)
        on_screen.note_field.insertPlainText(words)
        editor.flush()
        qtbot.waitUntil(lambda before=before: len(told) > before)
    assert editor.busy, "what is in the field is not stored"
    before = len(told)
    editor.set_subject(None, "")  # another article comes
    qtbot.waitUntil(lambda: len(told) > before)
    assert on_screen.note_field.toPlainText() == ""
    with contextlib.closing(sqlite3.connect(database)) as newer:
        newer.execute(f"PRAGMA user_version = {len(REVISIONS)}")
    editor.set_subject(Subject(article), on_screen.annotations.note(article))
    assert on_screen.note_field.toPlainText() == "Le puits est à sec."
    qtbot.waitUntil(lambda: on_screen.annotations.note(article) == "Le puits est à sec.")
    qtbot.waitUntil(lambda: editor.subject is not None and not editor._dirty)
    editor.set_subject(Subject(article), on_screen.annotations.note(article))
    editor.set_subject(None, "")
    assert on_screen.annotations.note(article) == "Le puits est à sec."


def test_the_shape_of_a_marked_list_item_stands_clear_of_its_letters_side_by_side(window, qtbot):
    window.resize(1440, 900)
    mark_sentence(qtbot, window, "Premier point")
    on_screen = screen(window)
    on_screen.pane_translation.done("en", translated_rich("en"))
    on_screen.reading_pane.choose_translation("en", TextView.SIDE_BY_SIDE)
    view = on_screen.view
    qtbot.waitUntil(lambda: on_screen.shown_whole and view.rendered.layout.view is TextView.SIDE_BY_SIDE)
    qtbot.settle(window)
    cursor = view.textCursor()
    cursor.setPosition(on_screen.highlighting.shown[0].ranges[0][0])
    view.setTextCursor(cursor)
    view.ensureCursorVisible()
    places = list(view.shapes._places(view))
    assert places
    for centre, spot in places:
        block = view.document().findBlock(spot.position)
        box = view.document().documentLayout().blockBoundingRect(block)
        line = block.layout().lineAt(0)
        ends = box.left() + line.x() + line.width()
        assert centre.x() - SIZE / 2 > ends, "beyond the widest line there can be"
