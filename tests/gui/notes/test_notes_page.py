"""The page of all notes, exports, and search hits in notes, in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog

from reader.core.marks import Colour
from reader.gui.export.export_panel import ExportPanel
from reader.gui.notes.note_delegate import Look, laid
from reader.gui.notes.note_rows import library_rows
from reader.gui.notes.notes_list import PAGE
from reader.gui.theme.fonts import reading_font
from reader.services.library.annotate_article import Passage, mark_passage
from reader.services.library_session import LibrarySession
from reader.services.search_library import catch_up
from reader.settings.paths import LibraryPaths
from tests.gui.notes.test_notes import CTRL, SHIFT, Key, key
from tests.gui.support.counting import Work
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen


@pytest.fixture
def ids(tmp_path):
    """Three articles; marks on two of them and a note on the third."""
    paths = LibraryPaths(tmp_path / "library")
    found = fill_library(paths)
    with LibrarySession.open(paths) as session:
        rich, second, first = found
        mark_passage(
            session, rich, Passage("fr", "b91", 0, 0, 7, "Dernier"), Colour.ROSE, "à vérifier un jour"
        )
        mark_passage(session, second, Passage("fr", "b3", 0, 0, 10, "Phrase une"), Colour.GREEN)
        session.annotations.set_note(first, "Une pensée sur tout l’article")
        catch_up(session)
    return found


@pytest.fixture
def window(ids, open_window, qtbot):
    return open_window(reduce_motion=True)


def open_page(qtbot, window):
    screen(window).cards.setFocus()
    key(qtbot, window, Key.Key_G)
    key(qtbot, window, Key.Key_N)
    page = screen(window).notes_page
    qtbot.waitUntil(lambda: len(page.list.notes.rows) == 3)
    return page


def test_the_page_lists_every_note_and_goes_to_its_place(window, ids, qtbot):
    on_screen = screen(window)
    page = open_page(qtbot, window)
    assert page.isVisible()
    assert page.list.hasFocus()
    assert page.geometry().width() == on_screen.list_pane.width()
    assert [row.article_id for row in page.list.notes.rows] == [ids[1], ids[0], ids[2]]
    assert all(row.heading for row in page.list.notes.rows)
    assert page._count.text() == "3 notes"
    assert [i.text() for i in on_screen.sidebar_rows.selectedItems()] == ["Notes"]
    assert page.list.current().article_id == ids[1]
    key(qtbot, window, Key.Key_J)
    key(qtbot, window, Key.Key_Return)
    pane = on_screen.reading_pane
    qtbot.waitUntil(lambda: on_screen.article_id == ids[0])
    qtbot.waitUntil(lambda: pane.sentence_cursor.text() == "Dernier paragraphe du texte.")
    assert pane.view.hasFocus()
    assert page.isVisible()
    key(qtbot, window, Key.Key_F6, SHIFT)
    assert page.list.hasFocus()


def test_tab_goes_round_the_window_and_into_nothing_behind_the_page(window, ids, qtbot):
    on = screen(window)
    on.open_article(ids[0])
    qtbot.waitUntil(lambda: on.article_id == ids[0])
    page = open_page(qtbot, window)
    size = on.cards.size()
    passed = [page.list]
    while len(passed) < 100 and (len(passed) == 1 or passed[-1] is not page.list):
        qtbot.keyClick(passed[-1], Key.Key_Tab)
        passed.append(QApplication.focusWidget())
    behind = [part for part in passed if on.list_pane.isAncestorOf(part) and not page.isAncestorOf(part)]
    assert not behind
    assert page.export_button in passed and on.view in passed and on.sidebar_rows in passed
    on.show_view("unread")
    qtbot.settle(window)
    assert on.cards.isVisible() and on.add_button.isVisible() and on.cards.size() == size


def test_the_page_without_a_note_has_the_focus_too(open_window, tmp_path, qtbot):
    fill_library(LibraryPaths(tmp_path / "library"))
    on_screen = screen(window := open_window(reduce_motion=True))
    on_screen.actions["view.favourites"].trigger()
    qtbot.waitUntil(on_screen.empty_button.isVisible)
    on_screen.empty_button.setFocus(Qt.FocusReason.TabFocusReason)
    on_screen.actions["view.notes"].trigger()
    page = on_screen.notes_page
    button = page._empty.button
    qtbot.waitUntil(lambda: window.focusWidget() is button and button.isVisible())
    assert page._empty.text.startswith("No notes yet\n")

    def has_ring():
        """None stays round the button that is covered; the page's has one as keys gave it the focus."""
        window.activateWindow()
        around, buttons = on_screen.focus_ring.widget(), QGuiApplication.mouseButtons()
        none_wanted = not button.hasFocus() or bool(buttons)  # in another window, or by another test's press
        held = (QApplication.activeWindow(), QApplication.activeModalWidget(), buttons)
        assert around is button or (around is None and none_wanted), (around, *held)

    qtbot.waitUntil(has_ring)
    qtbot.keyClick(button, Key.Key_Space)
    qtbot.waitUntil(lambda: not page.open)
    qtbot.waitUntil(lambda: window.focusWidget() is on_screen.cards)
    assert [i.text() for i in on_screen.sidebar_rows.selectedItems()] == ["All articles"]


def test_a_long_quotation_ends_in_an_ellipsis_at_every_width(qapp, theme):
    text = (
        "destinée à encadrer et combattre la cybercriminalité, un texte jugé essentiel pour harmoniser " * 3
    )
    look = Look(reading_font(15), 22, False, 4, theme.color("text"))
    for width in range(200, 420, 3):
        made = laid(text, look, width)
        shown = made.layout.lineAt(made.lines - 1)
        assert shown.textStart() + shown.textLength() == len(made.layout.text()), width
        assert made.layout.text().endswith("…") and made.lines == 4


def test_the_page_is_searched_and_narrowed_by_colour(window, qtbot):
    page = open_page(qtbot, window)
    page.filter.field.setFocus()
    qtbot.keyClicks(page.filter.field, "verif")
    qtbot.waitUntil(lambda: [r.quote for r in page.list.notes.rows] == ["Dernier"])
    key(qtbot, window, Key.Key_Escape)
    qtbot.waitUntil(lambda: len(page.list.notes.rows) == 3)
    assert page.isVisible()
    page.filter.colours[Colour.GREEN].click()
    qtbot.waitUntil(lambda: [r.colour for r in page.list.notes.rows] == [Colour.GREEN])
    page.filter.clear()
    qtbot.keyClicks(page.filter.field, "zzz")
    qtbot.waitUntil(lambda: page._empty.isVisible())
    assert page._empty.text == "No notes found\nNo note fits the filter."
    page._empty.button.click()
    assert len(page.list.notes.rows) == 3
    assert page.filter.query == ""
    assert page.list.isVisible()


def test_removing_on_the_page_is_undone_and_views_close_it(window, ids, qtbot):
    on_screen = screen(window)
    page = open_page(qtbot, window)
    page.list.go_to(2)
    key(qtbot, window, Key.Key_Delete)
    session = on_screen.session
    qtbot.waitUntil(lambda: session.annotations.note(ids[2]) == "")
    qtbot.waitUntil(lambda: len(page.list.notes.rows) == 2)
    assert not session.articles.summary(ids[2]).trashed
    key(qtbot, window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: session.annotations.note(ids[2]) != "")
    qtbot.waitUntil(lambda: len(page.list.notes.rows) == 3)
    key(qtbot, window, Key.Key_G)
    key(qtbot, window, Key.Key_A)
    assert not page.isVisible()
    assert on_screen.cards.focusProxy() is None
    qtbot.waitUntil(lambda: on_screen.list_pane.view_name == "all")
    assert on_screen.cards.hasFocus()


def test_commands_on_the_page_never_touch_a_hidden_card(window, ids, qtbot):
    on_screen = screen(window)
    on_screen.list_pane.select(ids[1])
    open_page(qtbot, window)
    assert on_screen.navigator.target() is None
    key(qtbot, window, Key.Key_S)
    qtbot.settle(window)
    assert not any(card.favourite for card in on_screen.articles.summaries())


def test_the_page_follows_what_happens_elsewhere(window, ids, qtbot):
    page = open_page(qtbot, window)
    screen(window).library.change([ids[1]], "trashed", True)
    qtbot.waitUntil(lambda: [row.article_id for row in page.list.notes.rows] == [ids[0], ids[2]])


@pytest.mark.parametrize("size", [(480, 800), (1440, 900)])
def test_the_page_in_arabic_and_narrow(ids, open_window, qtbot, size):
    window = open_window(interface_language="ar", size=size, theme="sepia")
    page = open_page(qtbot, window)
    assert page.drawer_button.isVisible() is (size[0] < 720)
    page.list.go_to(0)
    key(qtbot, window, Key.Key_Return)
    qtbot.waitUntil(lambda: screen(window).article_id == ids[1])
    qtbot.waitUntil(lambda: screen(window).view.isVisible())
    spoken = page.list.notes.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Phrase une" in spoken
    assert "أخضر" in spoken


# Search


def test_a_search_hit_in_a_note_opens_the_panel_at_it(window, ids, qtbot):
    on_screen = screen(window)
    field = on_screen.search_field
    field.setFocus()
    qtbot.keyClicks(field, "verifier")
    key(qtbot, window, Key.Key_Return)
    notes = on_screen.notes
    qtbot.waitUntil(lambda: on_screen.article_id == ids[0] and notes.dock.open)
    assert on_screen.note_subject.quote == "Dernier"
    assert on_screen.note_field.toPlainText() == "à vérifier un jour"
    assert on_screen.note_list.current().quote == "Dernier"
    assert on_screen.cursor.text() == "Dernier paragraphe du texte."
    badges = [hit.where for hit in on_screen.result_model.results[0].hits]
    assert badges == ["note"]


def test_a_hit_in_the_note_on_an_article(window, ids, qtbot):
    on_screen = screen(window)
    field = on_screen.search_field
    field.setFocus()
    qtbot.keyClicks(field, "pensee")
    key(qtbot, window, Key.Key_Return)
    notes = on_screen.notes
    qtbot.waitUntil(lambda: on_screen.article_id == ids[2] and notes.dock.open)
    assert on_screen.note_field.toPlainText() == "Une pensée sur tout l’article"


def test_a_note_just_written_is_found(window, ids, qtbot):
    on_screen = screen(window)
    on_screen.open_article(ids[1], with_focus=True)
    notes = on_screen.notes
    qtbot.waitUntil(lambda: on_screen.note_subject is not None)
    notes.guide.note_on_article()
    qtbot.keyClicks(on_screen.note_field, "quokka")
    key(qtbot, window, Key.Key_Escape)
    session = on_screen.session
    qtbot.waitUntil(lambda: session.annotations.note(ids[1]) == "quokka")
    key(qtbot, window, Key.Key_Slash)
    qtbot.keyClicks(on_screen.search_field, "quokka")
    qtbot.waitUntil(lambda: len(on_screen.result_model.results) == 1 and on_screen.list_pane.searching)


# Export


def file_dialog(window):
    return window.findChild(QFileDialog)


@pytest.mark.parametrize(("name", "start"), [("n.md", "# Notes"), ("n.html", "<!DOCTYPE html>")])
def test_the_notes_of_the_article_are_exported(window, ids, qtbot, tmp_path, name, start):
    on_screen = screen(window)
    on_screen.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: len(on_screen.notes_store.marks) == 1)
    key(qtbot, window, Key.Key_N, SHIFT)
    key(qtbot, window, Key.Key_E, CTRL | SHIFT)
    dialog = file_dialog(window)
    dialog.fileSelected.emit(str(tmp_path / name))
    dialog.close()
    qtbot.waitUntil((tmp_path / name).exists)
    text = (tmp_path / name).read_text("utf-8")
    assert text.startswith(start)
    assert "Dernier" in text
    assert "à vérifier un jour" in text
    assert "Phrase une" not in text
    assert [p.name for p in tmp_path.glob("*.part")] == []


def test_the_notes_are_exported_while_one_is_being_typed(window, ids, qtbot, tmp_path):
    on_screen = screen(window)
    on_screen.open_article(ids[0], with_focus=True)
    notes = on_screen.notes
    qtbot.waitUntil(lambda: len(on_screen.notes_store.marks) == 1)
    notes.guide.note_on_article()
    qtbot.waitUntil(on_screen.note_field.hasFocus)
    qtbot.keyClicks(on_screen.note_field, "Une remarque")
    key(qtbot, window, Key.Key_E, CTRL | SHIFT)
    dialog = file_dialog(window)
    dialog.fileSelected.emit(str(tmp_path / "n.md"))
    dialog.close()
    qtbot.waitUntil((tmp_path / "n.md").exists)
    assert "Une remarque" in (tmp_path / "n.md").read_text("utf-8")


def test_beside_the_page_the_keys_of_the_text_are_those_of_the_text(window, ids, qtbot):
    on_screen = screen(window)
    page = open_page(qtbot, window)
    on_screen.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[0])
    on_screen.view.setFocus()
    chosen = page.list.currentIndex()
    key(qtbot, window, Key.Key_J)
    assert on_screen.sentence_stop is not None
    assert page.open and page.list.currentIndex() == chosen
    key(qtbot, window, Key.Key_E, CTRL | SHIFT)
    assert isinstance(on_screen.overlay, ExportPanel)
    assert file_dialog(window) is None


def test_all_notes_are_exported_from_the_menu(window, qtbot, tmp_path):
    screen(window).actions["notes.export-all"].trigger()
    file_dialog(window).fileSelected.emit(str(tmp_path / "all.md"))
    qtbot.waitUntil((tmp_path / "all.md").exists)
    text = (tmp_path / "all.md").read_text("utf-8")
    assert all(words in text for words in ("Dernier", "Phrase une", "Une pensée"))


def test_a_file_that_cannot_be_written_says_so(window, qtbot, tmp_path):
    shown = []
    screen(window).library_failed.connect(lambda error: shown.append(error.kind))
    screen(window).notes.write(tmp_path / "no" / "folder" / "x.md", None)
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == ["folder-missing"]


def test_ten_thousand_notes_are_narrowed_and_shown_at_once(window, ids, qtbot, monkeypatch):
    on_screen = screen(window)
    from reader.gui.notes import notes_page

    session = on_screen.session
    rows = [
        (
            ids[0],
            "fr",
            "linked",
            0,
            0,
            0,
            10,
            f"Le rapport {n}",
            "",
            "yellow",
            f"note {n}",
            "",
            "2026-11-25",
            "",
        )
        for n in range(10_000)
    ]
    names = (
        'article_id, language, block, sentence, last_sentence, start, "end", '
        "quote, source, colour, note, state"
    )
    with session.database.write() as db:
        db.connection().exec_driver_sql(
            f"INSERT INTO annotation ({names}, created_at, updated_at) VALUES ({', '.join('?' * 14)})",
            rows,
        )
    on_screen.cards.setFocus()
    on_screen.show_view("notes")
    page = on_screen.notes_page
    qtbot.waitUntil(lambda: len(page.list.notes.rows) > 10_000)
    assert page.list.notes.rowCount() == PAGE < 100, "laid out as far as they are looked at"
    made = []
    monkeypatch.setattr(
        notes_page, "library_rows", lambda found: (made.append(len(found)), library_rows(found))[1]
    )
    with Work() as work:
        page.filter.field.setText("9999")
        page._narrow()
        page.list.doItemsLayout()
    assert made == [1], "only of those that are shown"
    assert work.calls < 10 * 10_000
    assert [row.note for row in page.list.notes.rows] == ["note 9999"]
