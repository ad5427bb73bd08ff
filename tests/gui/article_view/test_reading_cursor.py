"""The sentence cursor: where it goes, what it paints, that it stays in its band and is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextFormat

from reader.core.model import Block, BlockKind, Direction, Part, TextView, TranslatedBlock, TranslatedSentence
from reader.gui.article_view.cursor_style import extra_selection
from reader.gui.article_view.document_builder import SOURCE, TARGET
from reader.gui.article_view.scroll_anchor import line_top
from reader.gui.article_view.sentence_cursor import HIGHEST, LOWEST
from reader.gui.article_view.sentence_stops import placed_of, sentence_ranges, stop_at
from reader.gui.article_view.text_formats import Property
from reader.gui.theme.motion import MOTION
from reader.gui.theme.theme import apply, load_theme
from reader.services.library.open_article import OpenedArticle
from tests.gui.support.all_kinds import every_kind
from tests.gui.support.reading_library import rich_document
from tests.gui.support.reading_samples import article, lebrief, opened, paragraph, sentences, translation
from tests.gui.support.translated_pane import shown_in


@pytest.fixture
def rich():
    return OpenedArticle(article(rich_document()))


@pytest.fixture
def still(pane):
    """The pane without motion."""
    MOTION.by_option = True
    return pane


def units(pane):
    return [stop.unit for stop in pane.sentence_cursor.stops]


def ratio(pane):
    return pane.sentence_cursor.line_top() / pane.view.viewport().height()


def height_in_pane(pane):
    """Where the current line is; a strip above the text does not count."""
    return pane.view.viewport().mapTo(pane, QPoint(0, round(pane.sentence_cursor.line_top()))).y()


def fills(pane):
    """Texts drawn in the colour of the current sentence."""
    color = pane.view.theme.color("cursor")
    found = [e for e in pane.view.extraSelections() if e.format.background().color() == color]
    return [e.cursor.selectedText() for e in found]


def bar_rows(pane, x_from, x_to):
    """Rows of the view in which the cursor's bar is painted between two columns."""
    image = pane.view.viewport().grab().toImage()
    accent = pane.view.theme.color("accent")
    return [
        y for y in range(image.height()) if any(image.pixelColor(x, y) == accent for x in range(x_from, x_to))
    ]


def test_there_is_no_cursor_before_the_first_key(still):
    still.show_article(lebrief())
    assert still.sentence_cursor.stop is None
    assert still.sentence_cursor.text() == ""
    assert still.view.extraSelections() == []
    assert still.sentence_cursor.counts() == (0, still.sentence_cursor.paragraphs, 0, 0)


@pytest.mark.parametrize("move", ["next_paragraph", "next_sentence"])
def test_it_appears_at_the_first_paragraph_of_a_fresh_article(still, move):
    still.show_article(lebrief())
    getattr(still.sentence_cursor, move)()
    assert still.sentence_cursor.text().startswith("Réunis à Marrakech")
    assert still.sentence_cursor.counts()[:2] == (1, 7)
    assert HIGHEST <= ratio(still) <= LOWEST


def test_it_appears_at_the_line_being_read_without_moving_the_text(still):
    still.show_article(opened(*[paragraph(n, f"Texte {n}. Suite {n}.") for n in range(200)]))
    bar = still.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    there = still.view.measured()
    still.sentence_cursor.next_paragraph()
    assert still.sentence_cursor.stop.unit == there.block


def test_paragraphs_go_on_and_back(still, rich):
    still.show_article(rich)
    seen = []
    for _ in range(4):
        still.sentence_cursor.next_paragraph()
        seen.append(still.sentence_cursor.stop.unit)
    assert seen == units(still)[1:5]
    still.sentence_cursor.next_paragraph(-1)
    assert still.sentence_cursor.stop.unit == seen[-2]


def test_sentences_run_over_paragraphs(still):
    still.show_article(opened(paragraph(0, "Un. Deux."), paragraph(1, "Trois. Quatre.")))
    seen = []
    for _ in range(4):
        still.sentence_cursor.next_sentence()
        seen.append(still.sentence_cursor.text())
    assert seen == ["Un.", "Deux.", "Trois.", "Quatre."]
    assert still.sentence_cursor.counts() == (2, 2, 2, 2)
    back = []
    for _ in range(3):
        still.sentence_cursor.next_sentence(-1)
        back.append(still.sentence_cursor.text())
    assert back == ["Trois.", "Deux.", "Un."]


def test_each_item_of_a_list_is_a_paragraph_with_its_own_sentences(still, rich):
    still.show_article(rich)
    listed = [stop for stop in still.sentence_cursor.stops if stop.unit == "listed"]
    assert [stop.sentences for stop in listed] == [(0, 1), (2,)]
    still.sentence_cursor.go_to(still.sentence_cursor.stops.index(listed[0]))
    still.sentence_cursor.next_sentence()
    assert still.sentence_cursor.text() == "Il est court."
    still.sentence_cursor.next_sentence()
    assert still.sentence_cursor.text() == "Second point."


def test_headings_are_jumped_to(still, rich):
    still.show_article(rich)
    still.sentence_cursor.next_heading()
    first = still.sentence_cursor.text()
    still.sentence_cursor.next_heading()
    assert (first, still.sentence_cursor.text()) == (
        "Une coopération renforcée pour des menaces en expansion",
        "Une autre partie",
    )
    still.sentence_cursor.next_heading(-1)
    assert still.sentence_cursor.text() == first
    still.sentence_cursor.next_heading(-1)
    assert still.sentence_cursor.text().startswith("Marrakech : Interpol")


def test_no_further_heading_is_said(still, qtbot):
    still.show_article(opened(paragraph(0, "Un.")))
    with qtbot.waitSignal(still.announcement) as said:
        still.sentence_cursor.next_heading()
    assert said.args == ["No further heading"]


def test_start_and_end(still, rich):
    still.show_article(rich)
    still.sentence_cursor.to_end()
    bar = still.view.verticalScrollBar()
    assert still.sentence_cursor.text() == "Voici sa fin."
    assert bar.value() == bar.maximum()
    still.sentence_cursor.to_start()
    assert still.sentence_cursor.text().startswith("Marrakech : Interpol")
    assert bar.value() == 0


def test_the_end_shows_what_stands_below(still):
    still.show_article(opened(*[paragraph(n, "Une phrase assez longue. " * 8) for n in range(20)]))
    still.sentence_cursor.go_to(len(still.sentence_cursor.stops) - 1)
    bar = still.view.verticalScrollBar()
    still.sentence_cursor.next_paragraph()
    assert bar.value() == bar.maximum()


def test_the_line_stays_in_its_band_all_the_way(still):
    still.show_article(opened(*[paragraph(n, "Une phrase assez longue ici. " * 4) for n in range(60)]))
    bar = still.view.verticalScrollBar()
    outside = []
    for by in (1, -1):
        for _ in range(200):
            still.sentence_cursor.next_sentence(by)
            if 0 < bar.value() < bar.maximum() and not HIGHEST - 0.01 <= ratio(still) <= LOWEST + 0.01:
                outside.append(ratio(still))
    assert outside == []


def test_a_line_that_leaves_the_band_goes_where_most_of_what_comes_next_is_seen(still):
    """The band is 25 to 60 % of the height; a line put anew stands at 28 % going on, at 50 % going back."""
    still.show_article(opened(*[paragraph(n, "Une phrase assez longue ici. " * 4) for n in range(60)]))
    bar = still.view.verticalScrollBar()
    put = {1: [], -1: []}
    for by, places in put.items():
        before = bar.value()
        for _ in range(160):
            still.sentence_cursor.next_sentence(by)
            if before != bar.value() and 0 < bar.value() < bar.maximum():
                places.append(ratio(still))
            elif 0 < bar.value() < bar.maximum():
                assert 0.25 <= ratio(still) <= 0.60
            before = bar.value()
    assert len(put[1]) > 4 and put[1] == pytest.approx([0.28] * len(put[1]), abs=0.002)
    assert len(put[-1]) > 4 and put[-1] == pytest.approx([0.50] * len(put[-1]), abs=0.002)


def test_a_place_that_is_shown_is_moved_only_when_it_is_out_of_sight_or_low(still):
    still.show_article(opened(*[paragraph(n, "Une phrase assez longue ici. " * 4) for n in range(60)]))
    height = still.view.viewport().height()
    bar = still.view.verticalScrollBar()
    spot = placed_of(still.view.rendered, still.sentence_cursor.stops[30], SOURCE)[0].block.position()
    at = line_top(still.view.document(), spot)
    for share, moved in ((0.70, True), (0.55, False), (0.15, False), (0.10, True), (-0.5, True)):
        bar.setValue(round(at - share * height))
        before = bar.value()
        still.sentence_cursor.show_position(spot)
        assert (bar.value() != before) is moved, share
        expected = 0.28 if moved else share
        assert (at - bar.value()) / height == pytest.approx(expected, abs=0.002)


def test_the_text_glides_to_the_cursor_unless_motion_is_reduced(pane, qtbot):
    pane.show_article(opened(*[paragraph(n, "Une phrase assez longue ici. " * 6) for n in range(40)]))
    bar = pane.view.verticalScrollBar()
    for _ in range(9):
        pane.sentence_cursor.next_paragraph()
    moving = bar.value()
    qtbot.waitUntil(lambda: bar.value() > moving)
    qtbot.settle(pane)
    assert HIGHEST <= ratio(pane) <= LOWEST


def test_the_sentence_is_filled_and_its_paragraph_has_a_bar(still):
    still.show_article(opened(paragraph(0, "Un. Deux."), paragraph(1, "Trois. Quatre.")))
    still.sentence_cursor.next_sentence()
    still.sentence_cursor.next_sentence()
    assert fills(still) == ["Deux."]
    rows = bar_rows(still, 19, 25)
    block = still.view.bars[0][0]
    box = still.view.document().documentLayout().blockBoundingRect(block)
    assert box.top() - 8 <= rows[0] <= box.top() + 8
    assert 18 <= len(rows) <= box.height()
    assert bar_rows(still, still.view.viewport().width() - 30, still.view.viewport().width() - 10) == []


def test_the_bar_of_an_arabic_paragraph_is_on_the_right(still):
    still.show_article(opened(paragraph(0, "جملة أولى. جملة ثانية.", direction=Direction.RTL), language="ar"))
    still.sentence_cursor.next_sentence()
    width = still.view.viewport().width()
    assert still.sentence_cursor.direction == Qt.LayoutDirection.RightToLeft
    assert bar_rows(still, width - 25, width - 18)
    assert bar_rows(still, 10, 30) == []


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_bar_of_every_paragraph_stands_in_the_same_column(still, tmp_path, language):
    """Lists within lists, quotes, tables and notes too: it was off the page beside a list."""
    still.show_article(every_kind(tmp_path, language))
    still.view.lay_out_all()
    width = still.view.viewport().width()
    column = (19, 25) if language == "fr" else (width - 25, width - 18)
    kinds = set()
    for _ in range(still.sentence_cursor.paragraphs):
        still.sentence_cursor.next_paragraph()
        kind = still.content.units[still.view.bars[0][0].blockFormat().property(Property.UNIT)].kind
        if kind not in (BlockKind.TABLE, BlockKind.CODE):  # where its cell is; code runs from the left
            assert bar_rows(still, *column), (kind, still.sentence_cursor.text())
            kinds.add(kind)
    assert {BlockKind.LIST, BlockKind.QUOTE, BlockKind.PARAGRAPH, BlockKind.HEADING} <= kinds


def test_high_contrast_underlines_too(still, qapp):
    still.show_article(opened(paragraph(0, "Un. Deux.")))
    apply(qapp, load_theme("contrast"))
    still.sentence_cursor.next_sentence()
    assert all(e.format.fontUnderline() for e in still.view.extraSelections())


def test_a_sentence_that_waits_for_its_translation_can_be_read_on_the_fill(still):
    still.show_article(opened(paragraph(0, "Un. Deux.")))
    still.sentence_cursor.next_sentence()
    (filled,) = still.view.extraSelections()
    assert not filled.format.hasProperty(QTextFormat.Property.ForegroundBrush)
    still.show_language("en")  # nothing translates it
    still.sentence_cursor.next_sentence()
    (filled,) = still.view.extraSelections()
    assert filled.format.foreground().color() == still.view.theme.color("muted")


def test_the_sentence_is_seen_where_the_reader_marked_it(still):
    still.show_article(opened(paragraph(0, "Un. Deux. Trois.")))
    still.sentence_cursor.next_sentence()
    (filled,) = still.view.extraSelections()
    mark = QTextCursor(filled.cursor)
    mark.setPosition(filled.cursor.selectionStart() + 1)
    mark.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    colour = QTextCharFormat()
    colour.setBackground(still.view.theme.color("hl.green"))
    still.view.set_layer("highlights", [extra_selection(mark, colour)])
    underlined = [e.cursor.selectedText() for e in still.view.extraSelections() if e.format.fontUnderline()]
    assert underlined == ["n."]
    still.sentence_cursor.next_sentence()
    underlined = [e.cursor.selectedText() for e in still.view.extraSelections() if e.format.fontUnderline()]
    assert underlined == ["Deux."]
    still.view.set_layer("highlights", [])
    assert not any(e.format.fontUnderline() for e in still.view.extraSelections())


@pytest.mark.parametrize("view", [TextView.SIDE_BY_SIDE, TextView.INTERLEAVED])
def test_both_languages_are_marked(still, rich, view):
    still.resize(1300, 868)
    full = OpenedArticle(rich.article, {"en": translation(rich, "en")})
    still.show_article(full)
    still.show_language("en")
    still.set_view(view)
    still.sentence_cursor.next_paragraph()
    source, target = rich_document().blocks[0].sentences[0].text, full.translations["en"].blocks[0]
    assert sorted(fills(still)) == sorted([source, target.sentences[0].target])
    assert len(still.view.bars) == 2
    still.sentence_cursor.next_sentence()
    assert len(fills(still)) == 2


def test_a_sentence_without_a_match_marks_the_whole_paragraph_there(still):
    block = paragraph(0, "Un. Deux. Trois.")
    still.resize(1300, 868)
    still.show_article(opened(block))
    still.show_language("en")
    still.set_view(TextView.SIDE_BY_SIDE)
    shown_in(still).started("en", 2)
    half = tuple(TranslatedSentence(s.text, f"T{n}.") for n, s in enumerate(block.sentences[:1]))
    shown_in(still).block_came("en", TranslatedBlock("b0", half), 1, 2)
    rendered, stop = still.view.rendered, next(s for s in still.sentence_cursor.stops if s.unit == "b0")
    whole = placed_of(rendered, stop, TARGET)[0].block
    start, end = sentence_ranges(rendered, stop, 2, TARGET)[0]
    assert (start, end) == (whole.position(), whole.position() + whole.length() - 1)
    assert (
        sentence_ranges(rendered, stop, 2, SOURCE)[0][1] - sentence_ranges(rendered, stop, 2, SOURCE)[0][0]
        == 6
    )


def test_a_click_goes_there_and_leaves_the_text_in_place(still, qtbot):
    still.show_article(opened(paragraph(0, "Un. Deux."), paragraph(1, "Trois. Quatre.")))
    stop = still.sentence_cursor.stops[2]
    start = sentence_ranges(still.view.rendered, stop, 1, SOURCE)[0][0]
    cursor = still.view.textCursor()
    cursor.setPosition(start + 2)
    before = still.view.verticalScrollBar().value()
    qtbot.mouseClick(
        still.view.viewport(), Qt.MouseButton.LeftButton, pos=still.view.cursorRect(cursor).center()
    )
    assert still.sentence_cursor.text() == "Quatre."
    assert still.view.verticalScrollBar().value() == before


def test_selecting_with_the_mouse_moves_no_cursor(still, qtbot):
    still.show_article(opened(paragraph(0, "Un mot. Deux mots."), paragraph(1, "Trois. Quatre.")))
    still.sentence_cursor.next_paragraph()
    viewport = still.view.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(60, 150))
    qtbot.mouseMove(viewport, QPoint(200, 150))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    assert still.sentence_cursor.text() == "Un mot."


def test_it_is_kept_for_each_article(still):
    first = opened(paragraph(0, "Un. Deux."), paragraph(1, "Trois."), number=1)
    second = opened(paragraph(0, "Autre."), number=2)
    still.show_article(first)
    still.sentence_cursor.next_paragraph()
    still.sentence_cursor.next_paragraph()
    still.show_article(second)
    assert still.sentence_cursor.stop is None
    still.sentence_cursor.next_paragraph()
    still.show_article(first)
    assert still.sentence_cursor.text() == "Trois."
    still.show_article(second)
    assert still.sentence_cursor.text() == "Autre."


@pytest.mark.parametrize("change", ["size", "theme", "language", "width"])
def test_the_sentence_stays_at_its_height_through_every_change(still, rich, change, qtbot, qapp):
    long = tuple(paragraph(200 + n, "Une phrase assez longue ici. " * 5) for n in range(30))
    document = replace(rich_document(), blocks=(*rich_document().blocks, *long))
    whole = OpenedArticle(article(document))
    still.show_article(OpenedArticle(whole.article, {"en": translation(whole, "en")}))
    for _ in range(24):
        still.sentence_cursor.next_paragraph()
    before, unit = height_in_pane(still), still.sentence_cursor.stop.unit
    if change == "size":
        still.set_text_size(5)
    elif change == "theme":
        apply(qapp, load_theme("dark"))
    elif change == "language":
        still.show_language("en")
    else:
        still.resize(600, 868)
        qtbot.settle(still)
    assert still.sentence_cursor.stop.unit == unit
    assert abs(height_in_pane(still) - before) <= 12


def test_after_scrolling_away_it_begins_again_where_one_reads(still):
    still.show_article(opened(*[paragraph(n, "Une phrase assez longue ici. " * 5) for n in range(60)]))
    still.sentence_cursor.next_paragraph()
    bar = still.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    there = still.view.measured().block
    still.sentence_cursor.next_paragraph()
    assert still.sentence_cursor.stop.unit == there


def test_focus_dims_the_other_paragraphs(still):
    still.show_article(opened(*[paragraph(n, f"Texte {n}.") for n in range(5)]))
    assert still.sentence_cursor.toggle_focus()
    pend = still.view.theme.color("pend")
    dimmed = "".join(
        e.cursor.selectedText() for e in still.view.extraSelections() if e.format.foreground().color() == pend
    )
    assert "Texte 0." not in dimmed
    assert all(f"Texte {n}." in dimmed for n in range(1, 5))
    still.sentence_cursor.next_paragraph()
    assert fills(still) == ["Texte 1."]
    assert not still.sentence_cursor.toggle_focus()
    assert len(still.view.extraSelections()) == 1


def test_every_move_is_said_and_headings_are_named(still, rich, qtbot):
    said = []
    still.announcement.connect(said.append)
    still.show_article(rich)
    still.sentence_cursor.next_paragraph()
    still.sentence_cursor.next_heading()
    assert said[0].startswith("Réunis à Marrakech")
    assert said[1].startswith("Heading: ")


def test_a_link_in_the_sentence_is_found(still, rich):
    still.show_article(rich)
    index = units(still).index("linked")
    still.sentence_cursor.go_to(index)
    assert still.sentence_cursor.link() == "https://www.lebrief.ma/autre-1/"
    still.sentence_cursor.next_sentence()
    assert still.sentence_cursor.link() == ""


def test_an_article_without_text_does_no_harm(still):
    still.show_article(opened(title=""))
    for move in (
        still.sentence_cursor.next_paragraph,
        still.sentence_cursor.next_sentence,
        still.sentence_cursor.next_heading,
    ):
        move()
        move(-1)
    still.sentence_cursor.to_end()
    still.sentence_cursor.to_start()
    still.show_empty()
    still.sentence_cursor.next_paragraph()
    assert still.sentence_cursor.stop is None
    assert still.sentence_cursor.link() == ""


def test_units_without_sentences_are_whole_paragraphs(still):
    code = Block("code", BlockKind.CODE, (Part("x = 1\ny = 2", "x = 1\ny = 2"),))
    still.show_article(opened(paragraph(0, "Un."), code, paragraph(1, "Deux.")))
    still.sentence_cursor.next_paragraph()
    still.sentence_cursor.next_paragraph()
    assert "x = 1" in still.sentence_cursor.text()
    still.sentence_cursor.next_sentence()
    assert still.sentence_cursor.text() == "Deux."
    still.sentence_cursor.next_sentence(-1)
    assert "y = 2" in still.sentence_cursor.text()


def test_a_position_outside_the_text_belongs_to_no_stop(still):
    still.show_article(lebrief())
    byline = still.view.rendered.byline[0]
    assert stop_at(still.view.rendered, still.sentence_cursor.stops, byline.position() + 1) is None
    still.sentence_cursor.go_to_position(byline.position() + 1)
    assert still.sentence_cursor.stop is None


def test_streaming_keeps_the_cursor(still, qtbot):
    still.resize(1300, 868)
    block = paragraph(1, "Trois. Quatre.")
    still.show_article(opened(paragraph(0, "Un. Deux."), block))
    still.show_language("en")
    still.set_view(TextView.SIDE_BY_SIDE)
    still.sentence_cursor.next_paragraph()
    still.sentence_cursor.next_paragraph()
    shown_in(still).started("en", 2)
    done = tuple(TranslatedSentence(s.text, f"Target {n}.") for n, s in enumerate(block.sentences))
    shown_in(still).block_came("en", TranslatedBlock("b1", done), 1, 2)
    qtbot.settle(still)
    assert sorted(fills(still)) == ["Target 0.", "Trois."]


def test_sentences_helper_cuts_as_expected():
    assert [s.text for s in sentences("Un. Deux.")] == ["Un.", "Deux."]
