"""Long articles: shown at once, written slice by slice, and no slice moves or misses anything."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.core.model import BlockKind, ReadingPosition, TextView
from reader.gui.article_view.document_builder import FIRST
from reader.gui.article_view.scroll_anchor import line_top, scroll_for, sentence_start
from reader.gui.find.feature import FindFeature
from reader.gui.theme.motion import MOTION
from tests.gui.support.reading_samples import lebrief, opened, paragraph, translation
from tests.gui.support.screen import screen
from tests.gui.support.translated_pane import shown_in

TEXT = lebrief().article.document.blocks[2].text
COUNT = 600
"""Paragraphs: some 30,000 words."""
MOST = 2 * FIRST
"""Characters that one event may write or lay out; with a fault it was all of them."""
CALLS = 40_000
"""Functions called in one event."""


def long_article(place: ReadingPosition | None = None, number: int = 7, count: int = COUNT):
    blocks = [
        paragraph(n, f"Partie {n}", BlockKind.HEADING, level=2)
        if n % 20 == 19
        else paragraph(n, f"Numéro {n}. {TEXT}")
        for n in range(count)
    ]
    made = opened(*blocks, number=number)
    from dataclasses import replace

    return replace(made, article=replace(made.article, position=place)) if place is not None else made


def whole(pane, qtbot) -> None:
    qtbot.waitUntil(lambda: pane.view.whole)


def height(pane, block: str, sentence: int = 0) -> float:
    """Where a sentence's line stands below the pane's bars, px."""
    rendered = pane.view.rendered
    return line_top(rendered.document, sentence_start(rendered, block, sentence)) - bar(pane).value()


def bar(pane):
    return pane.view.verticalScrollBar()


def test_the_first_screen_comes_before_the_rest(pane, qtbot):
    pane.show_article(long_article())
    assert not pane.view.whole
    assert FIRST / 2 < len(pane.view.toPlainText()) < len(TEXT) * COUNT / 2
    whole(pane, qtbot)
    text = pane.view.toPlainText()
    places = [text.index(f"Numéro {n}. ") for n in range(COUNT) if n % 20 != 19]
    assert places == sorted(places)
    assert bar(pane).value() == 0


@pytest.mark.parametrize("view", [TextView.ORIGINAL, TextView.TRANSLATION, TextView.SIDE_BY_SIDE])
@pytest.mark.parametrize("place", [None, ReadingPosition("b140", 1, 240.0)])
def test_no_event_keeps_the_reader_waiting(pane, qtbot, work, view, place):
    def comes_in_portions(act) -> None:
        with work:
            act()
            whole(pane, qtbot)
        assert work.laid_out < MOST and work.calls < CALLS
        text = pane.view.document().characterCount()
        assert text <= work.total < 1.5 * text, "what stands is not laid out again when more is written"

    article = long_article(count=150)
    pane.resize(1100, 868)
    article.translations["en"] = translation(article, "en")
    for number in (1, 2):
        comes_in_portions(lambda n=number: pane.show_article(long_article(place, n, 150)))
    if view is not TextView.ORIGINAL:
        pane.content.store("en", article.translations["en"])
        comes_in_portions(lambda: pane.set_view(view))
    for size in (5, 2):
        comes_in_portions(lambda s=size: pane.set_text_size(s))


def test_the_place_is_reached_over_several_turns_and_exactly(pane, qtbot):
    place = ReadingPosition("b595", 1, 217.0)
    seen = []
    pane.position_changed.connect(lambda *told: seen.append(told))
    pane.show_article(long_article(place))
    assert pane.view.builder.reaching
    assert pane.view.position() == place, "what is kept is the place on its way"
    qtbot.waitUntil(lambda: not pane.view.builder.reaching)
    assert height(pane, "b595", 1) == pytest.approx(217, abs=1)
    whole(pane, qtbot)
    assert height(pane, "b595", 1) == pytest.approx(217, abs=1)
    assert seen == []


@pytest.mark.parametrize("change", ["size", "theme", "view", "width"])
def test_nothing_moves_on_a_change_deep_in_the_text(pane, qtbot, qapp, change):
    article = long_article(ReadingPosition("b480", 1, 180.0))
    article.translations["en"] = translation(article, "en")
    pane.show_article(article)
    whole(pane, qtbot)
    from reader.gui.theme.theme import apply, load_theme

    acts = {
        "size": lambda: pane.set_text_size(5),
        "theme": lambda: apply(qapp, load_theme("dark")),
        "view": lambda: pane.set_view(TextView.TRANSLATION),
        "width": lambda: pane.resize(700, 868),
    }
    before = height(pane, "b480", 1)
    for _ in range(2):
        acts[change]()
        qtbot.waitUntil(lambda: not pane.view.builder.reaching and pane.view.whole)
        qtbot.settle(pane)
        whole(pane, qtbot)
        assert height(pane, "b480", 1) == pytest.approx(before, abs=1)


def test_changes_that_follow_before_the_place_is_reached(pane, qtbot):
    pane.show_article(long_article(ReadingPosition("b590", 0, 100.0)))
    for size in (4, 5, 1, 3):
        pane.set_text_size(size)
    whole(pane, qtbot)
    assert height(pane, "b590") == pytest.approx(100, abs=1)
    assert pane.view.viewport().updatesEnabled()


def test_another_article_and_none_while_one_grows(pane, qtbot):
    pane.show_article(long_article(ReadingPosition("b590", 0, 100.0)))
    pane.show_article(long_article(number=8))
    pane.show_article(lebrief())
    assert pane.view.whole
    pane.show_article(long_article(ReadingPosition("b590", 0, 100.0), number=9))
    pane.show_empty()
    assert pane.view.viewport().updatesEnabled()
    qtbot.settle(pane)
    assert pane.view.toPlainText() == ""


def test_the_share_read_never_claims_what_is_not_written(pane, qtbot):
    pane.show_article(long_article(count=300))
    bar(pane).setValue(bar(pane).maximum())
    early = pane.view.share_read
    assert early < 0.5
    whole(pane, qtbot)
    assert pane.view.share_read == pytest.approx(early, abs=0.05)


def test_the_cursor_is_found_again_deep_in_the_text(pane, qtbot):
    MOTION.by_option = True
    pane.show_article(long_article())
    whole(pane, qtbot)
    pane.sentence_cursor.go_to(550)
    unit, top = pane.sentence_cursor.stop.unit, pane.sentence_cursor.line_top()
    pane.set_text_size(4)
    whole(pane, qtbot)
    assert pane.sentence_cursor.stop.unit == unit
    assert pane.sentence_cursor.line_top() == pytest.approx(top, abs=1)
    assert len(pane.sentence_cursor.stops) == COUNT + 1


@pytest.mark.parametrize("key", ["end", "heading", "contents"])
def test_what_needs_the_whole_text_gets_it(pane, qtbot, key):
    MOTION.by_option = True
    pane.show_article(long_article())
    assert not pane.view.whole
    if key == "end":
        pane.sentence_cursor.to_end()
        assert pane.sentence_cursor.stop.unit in ("b598", "b599")
        assert bar(pane).value() == bar(pane).maximum()
    elif key == "heading":
        pane.sentence_cursor.next_heading(1)
        pane.sentence_cursor.next_heading(1)
        assert pane.sentence_cursor.text_of(pane.sentence_cursor.stop) == "Partie 39"
    else:
        assert [text for _, _, text in pane.sentence_cursor.headings()] == [
            f"Partie {n}" for n in range(19, 600, 20)
        ]
    assert pane.view.whole


def test_paragraph_by_paragraph_past_what_is_written(pane):
    MOTION.by_option = True
    pane.show_article(long_article())
    last = len(pane.sentence_cursor.stops) - 1
    pane.sentence_cursor.go_to(last)
    pane.sentence_cursor.next_paragraph(1)
    assert pane.sentence_cursor.stops.index(pane.sentence_cursor.stop) == last + 1


def test_find_looks_in_all_of_the_text(pane, qtbot, theme):
    MOTION.by_option = True
    desk = FindFeature(pane)
    pane.show_article(long_article())
    desk.open()
    QTest.keyClicks(desk.bar.field, "numero 598.")
    desk.step(1)
    assert len(desk.finder.hits) == 1
    assert 0 < height(pane, "b598") < pane.view.viewport().height()
    pane.set_text_size(5)
    whole(pane, qtbot)
    assert len(desk.finder.hits) == 1
    start, end = desk.finder.hits[0]
    from reader.gui.article_view.sentence_stops import selection

    assert selection(pane.view.rendered, start, end).selectedText() == "Numéro 598."


def test_a_translation_streams_into_a_text_that_grows(pane, qtbot):
    article = long_article(count=150)
    done = translation(article, "en")
    pane.show_article(article)
    whole(pane, qtbot)
    pane.show_language("en")
    shown_in(pane).started("en", 150)
    for number, block in enumerate(done.blocks):
        shown_in(pane).block_came("en", block, number, 150)
    shown_in(pane).done("en", done)
    whole(pane, qtbot)
    qtbot.waitUntil(lambda: not pane.presenter.behind)
    text = pane.view.toPlainText()
    assert "Numéro" not in text
    assert text.count("Interpol") > 100


def test_a_turn_of_the_wheel_while_it_grows_is_kept(pane, qtbot):
    pane.show_article(long_article())
    bar(pane).setValue(900)
    held = pane.view.position()
    whole(pane, qtbot)
    assert bar(pane).value() == 900
    assert scroll_for(pane.view.rendered, held) == pytest.approx(900, abs=1)


def test_the_end_of_the_article_waits_for_the_end(open_window, qtbot):
    window = open_window(reduce_motion=True)
    on_screen = screen(window)
    on_screen.reading_pane.show_article(long_article())
    assert on_screen.end_block.isHidden()
    whole(on_screen.reading_pane, qtbot)
    assert not on_screen.end_block.isHidden()
    assert on_screen.end_block.y() > on_screen.view.height()
    QTest.keyClick(on_screen.view, Qt.Key.Key_Escape)


def test_memory_comes_back(pane, qtbot, qapp):
    """Documents go when the next one comes; only the last is alive."""
    from PySide6.QtGui import QTextDocument

    for number in range(6):
        pane.show_article(long_article(number=number, count=40))
        qapp.processEvents()
    pane.show_empty()
    qtbot.waitUntil(lambda: len(pane.view.findChildren(QTextDocument)) <= 1)
