"""Marks between the library and the document: offsets both ways, other languages, letters of two units."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtGui import QTextCursor

from reader.core.marks import Annotation, Colour
from reader.core.model import TextView
from reader.gui.article_view.display_text import display_text
from reader.gui.article_view.highlight_ranges import passages_in, plain_text, sentence_passage, shown_marks
from reader.gui.article_view.inline_runs import Run
from reader.gui.article_view.sentence_stops import selection
from reader.services.library.open_article import OpenedArticle
from tests.gui.support.reading_library import rich_document, translated_rich
from tests.gui.support.reading_samples import article, paragraph


def shown(pane, target="", view=TextView.ORIGINAL, document=None):
    opened = OpenedArticle(article(document or rich_document()), {})
    if target:
        opened = dataclasses.replace(opened, translations={target: translated_rich(target)})
    pane.show_article(opened)
    if target:
        pane.show_language(target)
        pane.set_view(view)
    pane.view.lay_out_all()
    state = pane.presenter.state()
    return pane.view.rendered, frozenset(state.blocks) if state is not None else frozenset()


def annotation(passage, number=1, **more):
    return Annotation(
        number,
        0,
        passage.language,
        passage.block,
        passage.sentence,
        passage.start,
        passage.end,
        passage.quote,
        passage.last_sentence,
        **more,
    )


def text_of(rendered, one):
    return " ".join(plain_text(rendered, *found) for found in one.ranges)


def find(rendered, words):
    cursor = rendered.document.find(words)
    assert not cursor.isNull(), words
    return cursor


@pytest.mark.parametrize("text", ["نظام NEXUS آمن، بنسبة 38% اليوم.", "Deux 🎉🎉 fêtes à Rabat 🎈 demain."])
@pytest.mark.parametrize("rtl", [True, False])
def test_every_place_on_screen_has_its_stored_offset(text, rtl):
    made = display_text((Run(text),), rtl)
    on_screen = "".join(piece.text for piece in made.pieces)
    units = on_screen.encode("utf-16-le")
    for offset in range(len(text)):
        start, end = made.start(offset), made.end(offset + 1)
        seen = units[2 * start : 2 * end].decode("utf-16-le").strip("\u2068\u2069")
        assert seen == text[offset]
        assert made.stored(start) == offset
        assert made.stored(end) == offset + 1


def test_a_selection_becomes_a_passage_and_stands_there_again(pane):
    rendered, done = shown(pane)
    cursor = find(rendered, "rapport complet")
    (passage,) = passages_in(rendered, cursor.selectionStart(), cursor.selectionEnd(), done)
    assert (passage.quote, passage.block, passage.sentence, passage.start) == (
        "rapport complet",
        "linked",
        0,
        3,
    )
    (one,) = shown_marks(rendered, [annotation(passage)], done)
    assert one.exact
    assert one.ranges == ((cursor.selectionStart(), cursor.selectionEnd()),)


def test_a_selection_over_sentences_items_and_blocks(pane):
    rendered, done = shown(pane)
    start = find(rendered, "compte cent pages").selectionStart()
    end = find(rendered, "Second point").selectionEnd()
    passages = passages_in(rendered, start, end, done)
    assert [p.block for p in passages] == ["linked", "b90", "listed"]
    assert passages[0].quote == "compte cent pages."
    listed = passages[-1]
    assert listed.quote == "Premier point. Il est court. Second point"
    assert (listed.sentence, listed.last_sentence) == (0, 2)
    (one,) = shown_marks(rendered, [annotation(listed)], done)
    assert len(one.ranges) == 2  # one for each item
    assert text_of(rendered, one) == listed.quote


def test_blanks_around_a_selection_are_left_out(pane):
    rendered, done = shown(pane)
    cursor = find(rendered, " complet ")
    (passage,) = passages_in(rendered, cursor.selectionStart(), cursor.selectionEnd(), done)
    assert passage.quote == "complet"
    assert passages_in(rendered, cursor.selectionStart(), cursor.selectionStart() + 1, done) == []


def test_related_links_and_the_byline_cannot_be_marked(pane):
    rendered, done = shown(pane)
    related = next(unit for unit in rendered.units if unit.kind is not None and unit.kind.value == "related")
    assert sentence_passage(rendered, related.id, 0, "source", done) is None
    whole = QTextCursor(rendered.document)
    whole.select(QTextCursor.SelectionType.Document)
    blocks = [p.block for p in passages_in(rendered, 0, whole.selectionEnd(), done)]
    assert blocks[0] == "title"
    assert related.id not in blocks


@pytest.mark.parametrize("target", ["ar", "en"])
def test_a_mark_of_the_original_stands_on_its_sentence_in_the_translation_and_back(pane, target):
    rendered, done = shown(pane)
    cursor = find(rendered, "cent pages")
    (passage,) = passages_in(rendered, cursor.selectionStart(), cursor.selectionEnd(), done)
    mark = annotation(passage, colour=Colour.ROSE)
    rendered, done = shown(pane, target, TextView.TRANSLATION)
    (there,) = shown_marks(rendered, [mark], done)
    assert not there.exact
    spot = rendered.placed[("linked", "target")][0]
    assert there.ranges == (spot.range(spot.spans[1]),)
    # and one made in the translation
    own = sentence_passage(rendered, "linked", 1, "target", done)
    assert own.language == target
    made = annotation(own)
    (exact,) = shown_marks(rendered, [made], done)
    assert exact.exact
    assert text_of(rendered, exact) == own.quote
    rendered, done = shown(pane)
    (back,) = shown_marks(rendered, [made], done)
    assert not back.exact
    assert text_of(rendered, back) == "Il compte cent pages."


@pytest.mark.parametrize("view", [TextView.SIDE_BY_SIDE, TextView.INTERLEAVED])
def test_bilingual_views_show_both_sides(pane, view):
    pane.resize(1300, 800)
    rendered, done = shown(pane, "ar", view)
    passage = sentence_passage(rendered, "linked", 0, "source", done)
    sides = shown_marks(rendered, [annotation(passage)], done)
    assert sorted(one.exact for one in sides) == [False, True]
    assert next(text_of(rendered, one) for one in sides if one.exact) == passage.quote


def test_what_is_not_translated_yet_is_marked_in_its_own_language(pane):
    rendered, _ = shown(pane, "ar", TextView.TRANSLATION)
    passage = sentence_passage(rendered, "linked", 0, "target", frozenset())
    assert passage.language == "fr"


def test_a_mark_whose_translation_was_made_anew_is_found_by_its_words_or_its_sentence(pane):
    rendered, done = shown(pane, "en", TextView.TRANSLATION)
    whole = sentence_passage(rendered, "linked", 0, "target", done)
    word = whole.quote.split()[1]
    moved = dataclasses.replace(whole, start=0, end=len(word), quote=word)
    (one,) = shown_marks(rendered, [annotation(moved)], done)
    assert text_of(rendered, one) == word
    gone = dataclasses.replace(whole, start=0, end=4, quote="something else")
    (one,) = shown_marks(rendered, [annotation(gone)], done)
    assert text_of(rendered, one) == whole.quote


def test_marks_that_are_not_there_are_not_shown(pane):
    rendered, done = shown(pane)
    passage = sentence_passage(rendered, "linked", 0, "source", done)
    lost = annotation(passage, found=False)
    elsewhere = dataclasses.replace(annotation(passage), block="gone")
    assert shown_marks(rendered, [lost, elsewhere], done) == []


def test_emoji_before_a_passage_do_not_shift_it(pane):
    document = dataclasses.replace(
        rich_document(), blocks=(paragraph(1, "Fête 🎉🎉🎉 à Rabat. La suite vient demain."),)
    )
    rendered, done = shown(pane, document=document)
    cursor = find(rendered, "suite vient")
    (passage,) = passages_in(rendered, cursor.selectionStart(), cursor.selectionEnd(), done)
    assert (passage.quote, passage.sentence, passage.start) == ("suite vient", 1, 3)
    (one,) = shown_marks(rendered, [annotation(passage)], done)
    assert selection(rendered, *one.ranges[0]).selectedText() == "suite vient"
