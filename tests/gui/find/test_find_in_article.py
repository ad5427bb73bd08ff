"""Find in article, and quotations with their source."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle, QStyleOptionFrame

from reader.core.model import BlockKind, TextView
from reader.gui.article_view.scroll_anchor import line_top
from reader.gui.find.feature import FindFeature
from reader.gui.find.text_finder import MOST
from reader.gui.reading.quotation import quotation
from reader.gui.theme.motion import MOTION
from reader.gui.theme.theme import apply, load_theme
from tests.gui.support.reading_library import translated_rich
from tests.gui.support.reading_samples import lebrief, opened, paragraph, translation
from tests.gui.support.screen import screen
from tests.gui.support.translated_pane import shown_in


@pytest.fixture
def desk(pane):
    """A pane with its find bar; nothing moves."""
    MOTION.by_option = True
    return FindFeature(pane)


def look(desk, text):
    desk.open()
    desk.bar.field.setText(text)
    desk.finder._wait.stop()
    desk.finder._search_from_here()


def count(desk):
    return desk.bar.count.text().translate({0x2068: None, 0x2069: None})


def hit_texts(desk, pane):
    color = pane.view.theme.color("hl.yellow")
    found = [e for e in pane.view.extraSelections() if e.format.background().color() == color]
    return [e.cursor.selectedText() for e in found]


def test_hits_are_counted_and_marked_without_accents_and_case(pane, desk):
    pane.show_article(lebrief())
    look(desk, "COOPERATION")
    assert count(desk) == "1 of 2 in this article"
    assert hit_texts(desk, pane) == ["coopération", "coopération"]
    assert pane.view.outlined == desk.finder.hits[0]


@pytest.mark.parametrize("view", [TextView.ORIGINAL, TextView.SIDE_BY_SIDE])
def test_words_of_the_interface_are_no_hits(pane, desk, view):
    pane.resize(1000, 868)
    pane.show_article(lebrief())
    shown_in(pane).done("en", translation(lebrief(), "en"))
    pane.show_language("en")
    pane.choose_view(view)
    whole = pane.view.document().toPlainText().replace("\u00a0", " ")
    for word in ("Reading time", *(("machine translation",) if view is TextView.SIDE_BY_SIDE else ())):
        assert word in whole
        look(desk, word)
        assert count(desk) == "Not in this article", word
    look(desk, "LeBrief")
    assert desk.finder.hits, "its source is a word of the article"


@pytest.mark.parametrize("view", [TextView.ORIGINAL, TextView.INTERLEAVED])
def test_what_stands_before_embedded_content_is_no_hit(pane, desk, view):
    embed = paragraph(1, "youtube.com, une page", BlockKind.EMBED, url="https://www.youtube.com/v")
    whole = opened(paragraph(0, "Le texte de la page."), embed)
    pane.show_article(whole)
    shown_in(pane).done("en", translation(whole, "en"))
    pane.show_language("en")
    pane.choose_view(view)
    assert "Embedded content on the original page: " in pane.view.document().toPlainText()
    look(desk, "Embedded content")
    assert count(desk) == "Not in this article"
    look(desk, "page: you")
    assert count(desk) == "Not in this article"
    look(desk, "page")
    assert len(desk.finder.hits) == 2


def test_next_and_previous_go_round(pane, desk):
    pane.show_article(lebrief())
    look(desk, "interpol")
    total = len(desk.finder.hits)
    assert total > 3
    desk.step(-1)
    assert desk.finder.current == total - 1
    desk.step(1)
    assert desk.finder.current == 0
    desk.step(1)
    assert count(desk) == f"2 of {total} in this article"


def test_the_hit_is_brought_into_sight(pane, desk):
    blocks = [paragraph(n, "Une phrase assez longue ici. " * 5) for n in range(40)]
    pane.show_article(opened(*blocks, paragraph(99, "Le mot rare est ici.")))
    look(desk, "mot rare")
    cursor = pane.view.textCursor()
    cursor.setPosition(desk.finder.hits[0][0])
    assert 0 < pane.view.cursorRect(cursor).top() < pane.view.viewport().height() - 30


def test_nothing_found_is_said(pane, desk, qtbot):
    pane.show_article(lebrief())
    with qtbot.waitSignal(pane.announcement) as said:
        look(desk, "zzz")
    assert said.args == ["Not in this article"]
    assert not desk.bar.next.isEnabled()
    look(desk, "")
    assert count(desk) == ""


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_what_the_field_is_for_is_read_whole_where_there_is_room(window, qtbot, language):
    window.resize(1280, 800)
    on_screen = screen(window)
    on_screen.options.set("interface_language", language)
    on_screen.find.open()
    qtbot.settle(window)
    field = on_screen.find_field
    hint = field.fontMetrics().horizontalAdvance(field.placeholderText())
    inside = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, panel_of(field), field)
    assert hint <= inside.width() - 28, "beside the glass"


def panel_of(field):
    option = QStyleOptionFrame()
    field.initStyleOption(option)
    return option


def test_typing_waits_for_the_last_letter(pane, desk, qtbot):
    pane.show_article(lebrief())
    desk.open()
    with qtbot.waitSignal(desk.finder.found) as found:
        QTest.keyClicks(desk.bar.field, "marrakech")
    assert found.args[1] >= 2
    QTest.keyClick(desk.bar.field, Qt.Key.Key_Return)
    assert desk.finder.current == 1
    QTest.keyClick(desk.bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert desk.finder.current == 0


def test_opening_and_closing_does_not_move_the_text(pane, desk):
    pane.show_article(opened(*[paragraph(n, "Une phrase assez longue ici. " * 5) for n in range(40)]))
    bar = pane.view.verticalScrollBar()
    bar.setValue(800)
    place = pane.view.position()

    def height():
        top = pane.view.viewport().mapTo(pane, QPoint(0, 0)).y()
        return top + pane.view.measured().offset if pane.view.measured().block == place.block else None

    before = height()
    desk.open()
    assert desk.bar.isVisible()
    assert abs(pane.view.viewport().mapTo(pane, QPoint(0, 0)).y() - 44 - bar.value() + 844) <= 60
    assert desk.close()
    assert not desk.close()
    assert abs(height() - before) <= 1
    assert bar.value() == 800


def test_escape_returns_to_the_text_at_the_hit(pane, desk):
    pane.show_article(lebrief())
    look(desk, "délégués")
    QTest.keyClick(desk.bar.field, Qt.Key.Key_Escape)
    assert not desk.bar.isVisible()
    assert pane.view.hasFocus()
    assert "délégués" in pane.sentence_cursor.text()
    assert hit_texts(desk, pane) == []
    assert pane.view.outlined is None


def test_a_selected_word_is_looked_for(pane, desk):
    pane.show_article(lebrief())
    cursor = pane.view.document().find("sécurisés")
    pane.view.setTextCursor(cursor)
    desk.open()
    assert desk.bar.field.text() == "sécurisés"


def test_another_language_is_searched_anew(pane, desk):
    pane.show_article(lebrief())
    look(desk, "interpol")
    french = len(desk.finder.hits)
    pane.set_text_size(4)
    assert len(desk.finder.hits) == french
    assert len(hit_texts(desk, pane)) == french
    pane.show_empty()
    assert desk.finder.hits == []
    assert not desk.bar.isVisible()


def test_a_hit_over_two_lines_and_in_arabic_is_outlined(pane, desk):
    pane.show_article(opened(paragraph(0, "كلمة " * 60), language="ar"))
    look(desk, "كلمة كلمة كلمة كلمة كلمة كلمة كلمة كلمة كلمة كلمة كلمة كلمة كلمة كلمة كلمة كلمة كلمة")
    focus = pane.view.theme.color("focus")
    image = pane.view.viewport().grab().toImage()
    outlined = [
        y for y in range(image.height()) if any(image.pixelColor(x, y) == focus for x in range(image.width()))
    ]
    assert max(outlined) - min(outlined) > 50


def test_very_many_hits_are_cut(pane, desk):
    pane.show_article(opened(*[paragraph(n, "a " * 400) for n in range(8)]))
    look(desk, "a")
    assert len(desk.finder.hits) == MOST


def test_the_bar_speaks_the_interface_language_and_folds(pane, desk, qapp):
    desk.open()
    assert desk.bar.field.accessibleName() == "Find in article"
    assert desk.bar.next.accessibleName() == "Next match"
    assert desk.bar.previous.toolTip() == "Previous match (\u2066Shift+F3\u2069)"
    desk.bar.resize(400, 44)
    assert not desk.bar._hints[0].isVisible()
    apply(qapp, load_theme("dark"))
    assert desk.bar.height() == 44


# Quotations


def test_a_quotation_names_its_source():
    document = lebrief().article.document
    text = quotation("  Une phrase.\n\n Une autre.  ", document, "fr")
    lines = text.splitlines()
    assert lines[0] == "«\u00a0Une phrase."
    assert lines[1] == "Une autre.\u00a0»"
    assert lines[2].startswith("— Ilyasse Rhamir, Marrakech : Interpol")
    assert "LeBrief" in lines[2]
    assert lines[3] == document.url


@pytest.mark.parametrize(("language", "start"), [("en", "“A"), ("ar", "«A"), ("fr", "«\u00a0A")])
def test_each_language_has_its_marks(language, start):
    document = lebrief().article.document
    assert quotation("A", document, language).startswith(start)


def test_a_translation_is_said_to_be_one():
    assert "(machine translation)" in quotation("A", lebrief().article.document, "en", "machine translation")


# In the window


@pytest.fixture
def window(open_reading):
    return open_reading()


def press(window, what, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.focusWidget() or window, what, modifier)


@pytest.mark.parametrize("reading_mode", [False, True])
def test_find_by_keys(window, qtbot, reading_mode):
    on_screen = screen(window)
    if reading_mode:
        press(window, Qt.Key.Key_R)
    press(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = on_screen.find_bar
    assert on_screen.find_field.hasFocus()
    QTest.keyClicks(on_screen.find_field, "interpol")
    qtbot.waitUntil(lambda: on_screen.finder.hits != [] and not on_screen.finder.waiting)
    top = bar.mapTo(window, QPoint(0, 0)).y()
    assert top == (51 if reading_mode else 55)
    press(window, Qt.Key.Key_F3)
    assert on_screen.finder.current == 1
    on_screen.view.setFocus()
    press(window, Qt.Key.Key_F3)
    assert on_screen.finder.current == 2
    press(window, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert on_screen.finder.current == 1
    press(window, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert on_screen.reading_mode.active is reading_mode


@pytest.mark.parametrize("reading_mode", [False, True])
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("start", [0, 110, 620])
def test_no_bar_covers_a_hit(window, qtbot, reading_mode, language, start):
    """Wherever it stands as one comes to it, px below the view's edge; the word is in the first line, too."""
    window.resize(1280, 800)
    on_screen = screen(window)
    view = on_screen.view
    on_screen.article_content.store("en", translated_rich("en"))
    on_screen.reading_pane.choose_language(language)
    if reading_mode:
        press(window, Qt.Key.Key_R)
    qtbot.settle(window, pauses=1000)
    press(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    section = view.document().begin().text().strip("\u2068\u2069")
    QTest.keyClicks(on_screen.find_field, section[0])
    qtbot.waitUntil(lambda: on_screen.finder.hits != [] and not on_screen.finder.waiting)
    count = len(on_screen.finder.hits)
    for number in (*range(0, count, max(1, count // 4)), 0):
        on_screen.finder._current = number - 1
        position = on_screen.finder.hits[number][0]
        if start:
            view.verticalScrollBar().setValue(round(line_top(view.document(), position)) - start)
        press(window, Qt.Key.Key_F3)
        qtbot.settle(window, pauses=1000)
        cursor = view.textCursor()
        cursor.setPosition(position)
        box = view.cursorRect(cursor).translated(view.viewport().mapTo(window, QPoint(0, 0)))
        for spot in (box.topLeft(), box.bottomLeft()):
            assert window.childAt(spot) is view.viewport(), number


def test_f3_without_a_search_opens_the_bar(window):
    press(window, Qt.Key.Key_F3)
    assert screen(window).find_field.hasFocus()


def test_the_bars_of_reading_mode_stay_while_one_searches(window):
    on_screen = screen(window)
    press(window, Qt.Key.Key_R)
    press(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    on_screen.reading_mode._hide_unless_needed()
    assert on_screen.reading_mode.bars_shown
    press(window, Qt.Key.Key_Escape)
    on_screen.reading_mode._hide_unless_needed()
    assert not on_screen.reading_mode.bars_shown


def test_shift_y_copies_the_sentence_with_its_source(window):
    press(window, Qt.Key.Key_J)
    press(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ShiftModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("«\u00a0Réunis à Marrakech")
    assert copied.endswith(screen(window).article_document.url)


def test_shift_y_copies_the_selection_first(window):
    screen(window).view.setTextCursor(screen(window).view.document().find("93e Assemblée"))
    press(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ShiftModifier)
    assert QGuiApplication.clipboard().text().startswith("«\u00a093e Assemblée\u00a0»")


def test_shift_y_without_a_passage_says_what_to_do(window, monkeypatch):
    said = []
    monkeypatch.setattr(screen(window).notices, "announce", said.append)
    QGuiApplication.clipboard().setText("before")
    press(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ShiftModifier)
    assert QGuiApplication.clipboard().text() == "before"
    assert said == ["Select a passage or go to a sentence first"]


def test_a_quoted_translation_is_marked_as_one(window):
    on_screen = screen(window)
    on_screen.article_content.store("en", translated_rich("en"))
    on_screen.reading_pane.show_language("en")
    on_screen.reading_pane.set_view(TextView.TRANSLATION)
    press(window, Qt.Key.Key_J)
    press(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ShiftModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("“")
    assert "(machine translation)" in copied
