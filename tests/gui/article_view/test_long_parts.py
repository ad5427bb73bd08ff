"""Paragraphs of many pages, stored before new ones were divided: all of it is shown, in pieces that are laid
out one by one, and whatever refers to a place in it finds its letters."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor

from reader.core.marks import Annotation
from reader.core.model import Block, BlockKind, Direction, Part, Sentence, TextView
from reader.gui.article_view.display_text import ADDED, LONGEST_PART
from reader.gui.article_view.document_builder import SOURCE, TARGET
from reader.gui.article_view.highlight_ranges import passages_in, plain_text, sentence_passage, shown_marks
from reader.gui.article_view.inline_runs import Run, text_of
from reader.gui.article_view.portions import LONGEST, PIECE, cuts_of, pieces_of_part
from reader.gui.article_view.scroll_anchor import line_top, position_in_part, scroll_for, sentence_start
from reader.gui.article_view.units import SidePart, Span
from reader.gui.find.text_finder import Finder
from reader.gui.translation import word_alignment
from tests.gui.support.reading_samples import opened, paragraph, sentences, translation

TALK = " ".join(f"Phrase numéro {number} d’un long entretien sans alinéa." for number in range(1500))
ARABIC = " ".join(f"الجملة رقم {number} من حديث طويل." for number in range(2500))
BREATHLESS = " ".join(f"mot{number}" for number in range(4000))
"""A sentence of 35,000 characters."""
AN_EVENT = 16_000
"""Characters that one event may lay out: what an ordinary article begins with, and a piece."""


def article_of(*texts: str, kind: BlockKind = BlockKind.PARAGRAPH, direction: Direction = Direction.LTR):
    parts = tuple(Part(text, text) for text in texts)
    found = tuple(s for index, text in enumerate(texts) for s in sentences(text, index))
    block = Block("long", kind, parts, sentences=found, direction=direction)
    return opened(paragraph(0, "Avant."), block, paragraph(1, "Après."))


def shown(pane, qtbot, article):
    pane.show_article(article)
    qtbot.waitUntil(lambda: pane.view.whole)
    return pane.view.rendered


def stored(spots) -> str:
    """The text of pieces, with what stood between them."""
    return "".join((spot.joint or "") + spot.block.text().translate(ADDED) for spot in spots)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        (TALK, Direction.LTR),
        (BREATHLESS, Direction.LTR),
        (ARABIC, Direction.RTL),
        ("ب" * 70_000, Direction.RTL),
    ],
    ids=["sentences", "one sentence", "right to left", "joined letters"],
)
def test_all_of_it_is_shown_and_no_event_is_long(pane, qtbot, work, text, direction):
    assert len(text) > 30_000
    article = article_of(text, direction=direction)
    with work:
        rendered = shown(pane, qtbot, article)
    assert work.laid_out < AN_EVENT and work.blocks < 100
    spots = rendered.placed[("long", SOURCE)]
    assert stored(spots) == text
    assert max(spot.block.length() for spot in spots) < LONGEST + PIECE
    assert {spot.block.textDirection() for spot in spots} == {spots[0].block.textDirection()}
    assert (spots[0].block.textDirection().name == "RightToLeft") == (direction is Direction.RTL)
    # what is copied is one paragraph
    cursor = QTextCursor(spots[0].block)
    cursor.setPosition(spots[-1].block.position() + spots[-1].block.length() - 1, cursor.MoveMode.KeepAnchor)
    pane.view.setTextCursor(cursor)
    assert pane.view.createMimeDataFromSelection().text() == text


@given(
    st.lists(
        st.text(alphabet="ab .é\u2028ب", min_size=1, max_size=60).filter(str.strip), min_size=1, max_size=5
    ),
    st.lists(st.integers(1, 6), min_size=1, max_size=6),
    st.integers(0, 3),
)
@settings(deadline=None, max_examples=150)
def test_pieces_hold_every_letter_and_sentences_know_what_stands_before(texts, styles, empty):
    sizes = [600 * styles[n % len(styles)] for n in range(len(texts))]
    whole = ["".join(text * (size // len(text) + 1)).strip() for text, size in zip(texts, sizes, strict=True)]
    runs = [Run(text + " ", frozenset(("bold",) if n % 2 else ())) for n, text in enumerate(whole)]
    runs.insert(min(empty, len(runs)), Run(""))
    spans, at = [], 0
    for number, text in enumerate(whole):
        spans.append(Span(number, at, at + len(text)))
        at += len(text) + 1
    part = SidePart(tuple(runs), tuple(spans))
    pieces = pieces_of_part(part, cuts_of(part))
    text = text_of(runs)
    assert len(pieces) == len(cuts_of(part)) + 1
    for piece in pieces:
        inside = text_of(piece.runs)
        assert text[piece.origin : piece.origin + len(inside)] == inside
        for span in piece.spans:
            begun = spans[span.sentence].start + span.before
            assert inside[span.start : span.end] == text[begun : begun + span.end - span.start]
    letters = "".join(text_of(piece.runs) for piece in pieces)
    assert re.sub(r"\s", "", letters) == re.sub(r"\s", "", text)


class Counted(int):
    """An offset that counts how often it is compared."""

    compared = 0

    def __lt__(self, other: int) -> bool:
        Counted.compared += 1
        return int(self) < other

    def __le__(self, other: int) -> bool:
        Counted.compared += 1
        return int(self) <= other

    def __gt__(self, other: int) -> bool:
        Counted.compared += 1
        return int(self) > other

    def __ge__(self, other: int) -> bool:
        Counted.compared += 1
        return int(self) >= other


def test_a_sentence_is_looked_at_a_few_times_however_many_pieces_there_are(monkeypatch):
    many, size = 3_000, 100
    spans = [Span(n, Counted(n * size), Counted((n + 1) * size - 1)) for n in range(many)]
    part = SidePart((Run("x" * (many * size)),), tuple(spans))
    cuts = cuts_of(part)
    assert len(cuts) > 50
    monkeypatch.setattr(Counted, "compared", 0)
    pieces = pieces_of_part(part, cuts)
    assert sum(len(piece.spans) for piece in pieces) == many
    assert Counted.compared < 20 * many


@pytest.mark.parametrize("text", [TALK, BREATHLESS], ids=["sentences", "one sentence"])
def test_a_mark_in_any_piece_and_over_two_stands_on_its_letters(pane, qtbot, text):
    rendered = shown(pane, qtbot, article_of(text))
    spots = rendered.placed[("long", SOURCE)]
    third, fourth = spots[2], spots[3]
    over = (third.block.position() + 2_000, fourth.block.position() + 300)
    inside = (fourth.block.position() + 100, fourth.block.position() + 900)
    for start, end in (over, inside):
        (passage,) = passages_in(rendered, start, end, ())
        number = text.index(passage.quote)
        assert number > 5_000
        mark = Annotation(
            1, 0, passage.language, "long", passage.sentence, passage.start, passage.end, passage.quote,
            passage.last_sentence,
        )  # fmt: skip
        (found,) = shown_marks(rendered, [mark], ())
        said = " ".join(plain_text(rendered, *place) for place in found.ranges)
        assert found.exact and said == passage.quote
    last = third.spans[-1].sentence
    sentence = sentence_passage(rendered, "long", last, SOURCE, ())
    assert sentence is not None and sentence.quote == sentences(text)[last].text
    assert sentence.end - sentence.start == len(sentence.quote)


@pytest.mark.parametrize("text", [TALK, BREATHLESS.replace(" ", "")], ids=["sentences", "one word"])
def test_words_over_two_pieces_are_found(pane, qtbot, text):
    rendered = shown(pane, qtbot, article_of(text))
    spots = rendered.placed[("long", SOURCE)]
    before, after = (spot.block.text().translate(ADDED) for spot in spots[1:3])
    wanted = before[-45:] + (spots[2].joint or "") + after[:45]
    finder = Finder(pane.view, pane.sentence_cursor)
    finder.look_for(wanted)
    finder.step(1)
    second = spots[2].block.position()
    assert finder.hits == [(second - 1 - 45, second + 45)]


@pytest.mark.parametrize("text", [TALK, BREATHLESS], ids=["sentences", "one sentence"])
def test_the_place_in_it_is_found_again(pane, qtbot, text):
    rendered = shown(pane, qtbot, article_of(text))
    spot = rendered.placed[("long", SOURCE)][5]
    pane.view.lay_out_all()
    pane.view.verticalScrollBar().setValue(round(line_top(rendered.document, spot.block.position())) + 40)
    place = pane.view.position()
    assert place is not None and place.block == "long"
    wanted = pane.view.verticalScrollBar().value()
    assert scroll_for(rendered, place) == pytest.approx(wanted, abs=1)
    begun = sentence_start(rendered, "long", place.sentence)
    assert begun == rendered.placed[("long", SOURCE)][0].block.position() or text is TALK
    at = position_in_part(rendered.placed[("long", SOURCE)], 0, spot.origin + 7)
    assert at == spot.block.position() + 7
    assert position_in_part(rendered.placed[("long", SOURCE)], 1, 0) is None


def test_every_word_of_a_very_long_sentence_has_its_place(pane, qtbot):
    rendered = shown(pane, qtbot, article_of(BREATHLESS))
    (stop,) = [stop for stop in pane.sentence_cursor.stops if stop.unit == "long"]
    places = word_alignment._word_places(rendered, stop, 0, SOURCE)
    assert [plain_text(rendered, *place) for place in places] == BREATHLESS.split()


@pytest.mark.parametrize("view", [TextView.TRANSLATION, TextView.SIDE_BY_SIDE, TextView.INTERLEAVED])
def test_both_languages_are_cut_at_the_same_sentences(pane, qtbot, work, view):
    article = article_of(TALK)
    done = translation(article, "ar")
    pane.resize(1200, 868)
    shown(pane, qtbot, article)
    pane.presenter.choose("ar", view)
    qtbot.waitUntil(lambda: pane.view.whole)
    block = next(block for block in done.blocks if block.id == "long")
    with work:
        pane.content.state("ar").blocks["long"] = block
        pane.presenter.received(block)
        qtbot.waitUntil(lambda: not pane.presenter.behind and pane.view.whole)
    assert work.laid_out < 3 * AN_EVENT, "not the 135,000 of both"
    rendered = pane.view.rendered
    targets = rendered.placed[("long", TARGET)]
    assert stored(targets) == " ".join(pair.target for pair in block.sentences)
    assert {spot.block.textDirection().name for spot in targets} == {"RightToLeft"}
    if view is not TextView.TRANSLATION:
        sources = rendered.placed[("long", SOURCE)]
        assert stored(sources) == TALK
        assert [[span.sentence for span in spot.spans] for spot in sources] == [
            [span.sentence for span in spot.spans] for spot in targets
        ]
    stops = [stop for stop in pane.sentence_cursor.stops if stop.unit == "long"]
    assert len(stops) == 1 and stops[0].sentences == tuple(range(1500))


@pytest.mark.parametrize("kind", [BlockKind.LIST, BlockKind.QUOTE])
def test_a_long_item_stays_one_item(pane, qtbot, kind):
    rendered = shown(pane, qtbot, article_of("Un.", TALK, "Trois.", kind=kind))
    spots = rendered.placed[("long", SOURCE)]
    assert stored([spot for spot in spots if spot.block.text() not in ("Un.", "Trois.")]) == TALK
    stops = [stop for stop in pane.sentence_cursor.stops if stop.unit == "long"]
    assert [stop.part for stop in stops] == [0, 1, 2] and len(stops[1].sentences) == 1500
    assert pane.sentence_cursor.text_of(stops[1]) == TALK
    if kind is BlockKind.LIST:
        marked = [spot for spot in spots if spot.block.textList() is not None]
        assert [spot.joint for spot in marked] == [None] * 3
        layout = rendered.document.documentLayout()
        lefts = {
            round(layout.blockBoundingRect(spot.block).left() + spot.block.layout().lineAt(0).x())
            for spot in spots
        }
        assert len(lefts) == 1, "its further pieces stand under its text"


def test_code_is_cut_between_lines(pane, qtbot):
    code = "\n".join(f"    line({number})  # of many" + "\n" * (number % 3) for number in range(900))
    block = Block("long", BlockKind.CODE, (Part(code, code),))
    rendered = shown(pane, qtbot, opened(paragraph(0, "Avant."), block))
    spots = rendered.placed[("long", SOURCE)]
    assert len(spots) > 3
    lines = [line for spot in spots for line in spot.block.text().split("\u2028")]
    assert "\n".join(lines) == code


def test_what_has_no_room_is_told_of(pane, qtbot):
    """A cell stands beside others: Qt lays out a row in one go, so the longest are shown in part."""
    text = "mot " * (LONGEST_PART // 4 + 250)
    parts = tuple(Part(one, one) for one in ("a", text, "b", "c"))
    block = Block("long", BlockKind.TABLE, parts, columns=2, sentences=(Sentence("a", 0, 0, 1),))
    rendered = shown(pane, qtbot, opened(paragraph(0, "Avant."), block))
    (spot,) = [one for one in rendered.placed[("long", SOURCE)] if one.shown.left_out]
    assert spot.shown.left_out == 1_000
    assert re.search(r"… \[\u2068?1.?000\u2069? more characters", spot.block.text())
