"""Tables and lists of thousands: all of them is shown, in portions, and no event is long."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtGui import QTextTable

from reader.core.model import Block, BlockKind, Direction, Part, ReadingPosition, TextView
from reader.gui.article_view import units
from reader.gui.article_view.display_text import ADDED
from reader.gui.article_view.document_builder import SOURCE, TARGET
from reader.gui.article_view.portions import portions_of
from reader.gui.article_view.scroll_anchor import line_top, scroll_for, sentence_start
from reader.gui.article_view.units import LARGEST_COLUMNS, block_units, column_widths
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.support.counting import Work
from tests.gui.support.reading_samples import opened, paragraph, sentences, translation
from tests.gui.support.screen import screen
from tests.gui.support.translated_pane import shown_in
from tests.support.limits import LIMIT_MS

MOST = 300
"""Cells (and paragraphs) that one event may write or lay out."""
ROWS, COLUMNS = 200, 10


def table(rows: int = ROWS, columns: int = COLUMNS, direction: Direction = Direction.LTR) -> Block:
    texts = [f"r{row}c{column}." for row in range(rows) for column in range(columns)]
    found = tuple(s for index, text in enumerate(texts) for s in sentences(text, index))
    parts = tuple(Part(text, text) for text in texts)
    return Block("t", BlockKind.TABLE, parts, columns=columns, direction=direction, sentences=found)


def whole(pane, qtbot) -> None:
    qtbot.waitUntil(lambda: pane.view.whole)


def tables_of(pane) -> list[QTextTable]:
    frames = pane.view.document().rootFrame().childFrames()
    return [frame for frame in frames if isinstance(frame, QTextTable) and frame.rows() * frame.columns() > 2]


def cell(made: QTextTable, row: int, column: int) -> str:
    return made.cellAt(row, column).firstCursorPosition().block().text()


def row_of_lines(pane, first: QTextTable) -> list[bool]:
    """Which px from top to bottom a line of the table crosses, beside the text of its first column."""
    layout = pane.view.document().documentLayout()
    inside = layout.blockBoundingRect(first.cellAt(0, 0).firstCursorPosition().block())
    scene = pane.view.viewport().grab().toImage()
    x, top = round(inside.left()) - 4, round(inside.top()) - 20
    return [scene.pixelColor(x, y).lightness() < 245 for y in range(top, scene.height())]


def test_every_row_is_shown_and_no_event_is_long(pane, qtbot, work):
    pane.show_article(opened(paragraph(0, "Avant."), table(), paragraph(1, "Après.")))
    whole(pane, qtbot)
    assert pane.view.toPlainText().count("r") >= ROWS * COLUMNS
    again = opened(paragraph(0, "Avant."), table(), paragraph(1, "Après."), number=8)
    with work:
        pane.show_article(again)
        whole(pane, qtbot)
    assert work.blocks < MOST and work.calls < 20 * ROWS * COLUMNS
    assert work.total < 1.5 * pane.view.document().characterCount(), "no row is laid out again for the next"
    made = tables_of(pane)
    assert sum(part.rows() for part in made) == ROWS
    shown = [cell(part, row, 3) for part in made for row in range(part.rows())]
    assert shown == [f"r{row}c3." for row in range(ROWS)]


def test_portions_stand_right_under_each_other_with_the_same_columns(pane, qtbot):
    pane.show_article(opened(table(60), paragraph(1, "Après.")))
    whole(pane, qtbot)
    layout = pane.view.document().documentLayout()
    made = tables_of(pane)
    assert len(made) > 3
    lines = [n for n, dark in enumerate(row_of_lines(pane, made[0])) if dark]
    steps = {below - above for above, below in pairwise(lines)}
    assert min(steps) == lines[1] - lines[0] > 20, (
        "one line between two rows, whether a portion ends there or not"
    )
    edges = {
        tuple(
            round(layout.blockBoundingRect(part.cellAt(0, c).firstCursorPosition().block()).left())
            for c in (1, 5, 9)
        )
        for part in made
    }
    assert len(edges) == 1


@pytest.mark.parametrize("direction", [Direction.LTR, Direction.RTL])
@pytest.mark.parametrize("rows", [2, 40])
def test_a_wide_table_keeps_its_rows_and_goes_on_below(pane, qtbot, rows, direction):
    columns = LARGEST_COLUMNS + 8
    pane.show_article(opened(table(rows, columns, direction)))
    whole(pane, qtbot)
    found: dict[int, list[str]] = {row: [] for row in range(rows)}
    for made in tables_of(pane):
        assert made.columns() <= LARGEST_COLUMNS
        order = range(made.columns()) if direction is Direction.LTR else reversed(range(made.columns()))
        for column in order:
            for row in range(made.rows()):
                text = cell(made, row, column).translate(ADDED)
                found[int(text[1:].partition("c")[0])].append(text)
    assert found == {row: [f"r{row}c{c}." for c in range(columns)] for row in range(rows)}


@pytest.mark.parametrize("width", [420, 740])
@pytest.mark.parametrize("steps", [0, 6])
def test_a_wide_table_is_never_wider_than_the_text(pane, qtbot, width, steps):
    """At the largest letters, too: what stood beyond the edge could not be seen."""
    pane.resize(width, 700)
    pane.set_text_size(5 + steps)
    pane.show_article(opened(table(3, LARGEST_COLUMNS + 2, Direction.LTR)))
    whole(pane, qtbot)
    pane.view.lay_out_all()
    assert pane.view.horizontalScrollBar().maximum() == 0
    assert pane.view.document().size().width() <= pane.view.viewport().width()


@pytest.mark.parametrize("view", [TextView.ORIGINAL, TextView.SIDE_BY_SIDE, TextView.INTERLEAVED])
def test_a_long_list_counts_on_through_its_portions(pane, qtbot, view):
    texts = [f"Point {number}." for number in range(1, 201)]
    parts = tuple(Part(text, text, ordered=True) for text in texts)
    found = tuple(s for index, text in enumerate(texts) for s in sentences(text, index))
    article = opened(Block("l", BlockKind.LIST, parts, sentences=found))
    pane.resize(1200, 868)
    pane.show_article(article)
    if view is not TextView.ORIGINAL:
        shown_in(pane).done("en", translation(article, "en"))
        pane.set_view(view)
    whole(pane, qtbot)
    for side in (SOURCE, TARGET) if view is not TextView.ORIGINAL else (SOURCE,):
        spots = pane.view.rendered.placed[("l", side)]
        marks = [spot.block.textList().itemText(spot.block) for spot in spots]
        assert marks == [f"{number}." for number in range(1, 201)]


@pytest.mark.parametrize("view", [TextView.TRANSLATION, TextView.SIDE_BY_SIDE, TextView.INTERLEAVED])
def test_the_translation_of_a_large_table_comes_in_portions_and_whole(pane, qtbot, work, view):
    article = opened(table(100))
    done = translation(article, "en")
    pane.resize(1200, 868)
    pane.show_article(article)
    whole(pane, qtbot)
    pane.presenter.choose("en", view)
    whole(pane, qtbot)
    with work:
        pane.content.state("en").blocks["t"] = done.blocks[0]
        pane.presenter.received(done.blocks[0])
        whole(pane, qtbot)
    assert not pane.presenter.behind and work.blocks < MOST and work.calls < 20 * 100 * COLUMNS
    spots = pane.view.rendered.placed[("t", TARGET)]
    shown = [spot.block.text().translate(ADDED) for spot in spots]
    assert shown == [pair.target for pair in done.blocks[0].sentences] and len(shown) == 1_000


def test_a_place_deep_in_a_large_table_is_found_again(pane, qtbot):
    pane.show_article(opened(table()))
    whole(pane, qtbot)
    rendered = pane.view.rendered
    top = line_top(rendered.document, sentence_start(rendered, "t", 140 * COLUMNS)) - 50
    pane.view.verticalScrollBar().setValue(round(top))
    place = pane.view.position()
    assert place is not None and 130 * COLUMNS < place.sentence <= 141 * COLUMNS
    again = opened(table(), number=8)
    early: list[bool] = []
    growth = pane.view.builder
    growth.grown.connect(lambda: early.append(not growth.reaching and not pane.view.whole))
    place = ReadingPosition("t", place.sentence, place.offset)
    pane.show_article(replace(again, article=replace(again.article, position=place)))
    whole(pane, qtbot)
    assert any(early), "shown as soon as the place is there"
    wanted = scroll_for(pane.view.rendered, place)
    assert pane.view.verticalScrollBar().value() == pytest.approx(wanted, abs=1)


@pytest.mark.parametrize("row", [100, 120])
def test_going_into_a_large_table_writes_a_screen_below_the_place_and_no_more(pane, row):
    """As a found word or a note does. All that was left was written and laid out at once where the place
    stood less than a screen above the end of what was there."""
    pane.show_article(opened(paragraph(0, "Un texte assez long. " * 700), table(310), number=8))
    assert not pane.view.builder.reaching and not pane.view.whole
    place = ReadingPosition("t", row * COLUMNS, 160.0)
    pane.view.restore(place)
    wanted = scroll_for(pane.view.rendered, place)
    assert not pane.view.whole
    assert pane.view.verticalScrollBar().value() == pytest.approx(wanted, abs=1)


@pytest.mark.parametrize("row", [0, 100], ids=["at its top", "within it"])
def test_a_window_that_is_drawn_larger_does_not_wait_for_a_large_table(pane, qtbot, work, row):
    """Laying all of it out again at each step took 2 s for 50,000 cells; where the reader was within it, so
    did writing it in one go up to its end."""
    pane.resize(560, 868)
    pane.show_article(opened(table(310)))
    whole(pane, qtbot)
    rendered, bar = pane.view.rendered, pane.view.verticalScrollBar()
    bar.setValue(round(line_top(rendered.document, sentence_start(rendered, "t", row * COLUMNS))))
    place = pane.view.position()
    assert (place.block == "t" and place.sentence > 0) or not row
    before, rest = pane.view.rendered, pane.presenter._rebuild
    rest.setInterval(LIMIT_MS)  # the window does not rest while it is drawn, however slowly
    with work:
        for width in range(561, 580, 3):
            pane.resize(width, 868)
            qtbot.settle(pane)
    assert rest.isActive() and pane.view.rendered is before
    assert work.total == 0, "nothing is laid out again while it is drawn"
    with work:
        rest.start(0)
        qtbot.waitUntil(lambda: pane.view.rendered is not before and pane.view.whole)
    assert work.blocks < MOST and work.calls < 20 * 310 * COLUMNS
    assert work.total < 1.5 * pane.view.document().characterCount()
    assert pane.view.document().textWidth() == pytest.approx(pane.view.viewport().width(), abs=2)
    wanted = scroll_for(pane.view.rendered, place)
    assert not row or bar.value() == pytest.approx(wanted, abs=1)
    pane.show_article(opened(paragraph(0, "Court."), number=8))
    assert pane.view.lineWrapMode() is pane.view.LineWrapMode.WidgetWidth


@pytest.mark.parametrize(
    "letters", ["ب", "👩\u200d", "mot "], ids=["joined letters", "joined emoji", "words"]
)
def test_a_window_that_is_drawn_larger_does_not_wait_for_a_long_paragraph(pane, qtbot, work, letters):
    """Qt lays a paragraph out in one go: 50,000 joined letters took a tenth of a second at each step."""
    text = letters * (12_000 // len(letters))
    pane.resize(560, 868)
    pane.show_article(opened(paragraph(0, "Avant."), paragraph(1, text), paragraph(2, "Après.")))
    whole(pane, qtbot)
    qtbot.settle(pane)
    before, rest = pane.view.rendered, pane.presenter._rebuild
    rest.setInterval(LIMIT_MS)
    with work:
        for width in range(561, 580, 3):
            pane.resize(width, 868)
            qtbot.settle(pane)
    # The short one before it Qt may lay out once, by what was shown in the tests before.
    assert rest.isActive() and work.total <= len("Avant.") + 1, (
        "the long one is not laid out while it is drawn"
    )
    with work:
        rest.start(0)
        qtbot.waitUntil(lambda: pane.view.rendered is not before and pane.view.whole)
    # its pieces count once when they are written, and once more when Qt, which is lazy, lays them out
    assert work.total <= 2 * pane.view.document().characterCount(), "once, when the window rests"


def test_a_long_paragraph_is_laid_out_at_one_width_alone(pane, qtbot, monkeypatch):
    """Qt lays a document out as soon as it is shown, so the width that it keeps comes before."""
    widths = set()
    show = pane.view.show_document

    def watched(rendered, *given):
        layout = rendered.document.documentLayout()
        layout.documentSizeChanged.connect(lambda size: widths.add(round(size.width())))
        show(rendered, *given)

    monkeypatch.setattr(pane.view, "show_document", watched)
    pane.resize(620, 868)
    pane.show_article(opened(paragraph(1, "ب" * 12_000)))
    whole(pane, qtbot)
    qtbot.settle(pane)
    assert widths == {round(pane.view.document().textWidth())}


def test_more_room_at_the_end_does_not_lay_a_large_table_out_again(open_window, qtbot, tmp_path, monkeypatch):
    """What stands below the article folds in a narrower window and needs other room: 0.5 s for 10,000 cells,
    in the event that draws the window."""
    monkeypatch.setattr(units, "MANY", 100)
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        document = opened(table(20)).article.document
        article = session.articles.add(document, document.url, "table", "2026-11-25T08:00:00")
    window = open_window()
    on_screen = screen(window)
    on_screen.open_article(article)
    qtbot.waitUntil(lambda: on_screen.article_id == article and on_screen.view.whole)
    qtbot.settle(window)
    view, rest = on_screen.view, on_screen.presenter._rebuild
    before, room = view.rendered, view.end_room
    rest.setInterval(LIMIT_MS)
    counted = Work(view.document)
    with counted:
        for width in (1250, 1200, 1150):
            window.resize(width, 900)
            qtbot.settle(window)
    assert view.rendered is before and counted.total == 0 and rest.isActive()
    rest.start(0)
    qtbot.waitUntil(lambda: view.rendered is not before and view.whole)
    assert view.end_room != room
    margin = view.document().rootFrame().frameFormat().bottomMargin()
    assert margin == view.bottom_room, "the room is there once the window rests"


def test_portions_are_whole_rows_and_hold_everything():
    for rows, columns in ((1, 3), (6, 10), (7, 10), (400, 7), (40, 60)):
        (unit,) = block_units(opened(table(rows, columns)).article.document)
        found = list(portions_of(unit))
        assert found[0].starts and found[-1].ends
        assert all(one.stop == other.first and one.stop % columns == 0 for one, other in pairwise(found))


def test_columns_share_the_width_by_what_stands_in_them():
    texts = ["1", "un texte bien plus long que les autres", "oui"] * 40
    widths = column_widths(Block("t", BlockKind.TABLE, tuple(Part(t, t) for t in texts), columns=3))
    assert sum(widths) == pytest.approx(100)
    assert widths[1] > widths[2] > widths[0] > 4
