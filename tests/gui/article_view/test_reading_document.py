"""The document builder: every sentence is where it is said to be, in every view, built or streamed."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextDocument, QTextTable

from reader.core.model import (
    Block,
    BlockKind,
    Direction,
    Part,
    TextView,
    TranslatedBlock,
    TranslatedSentence,
)
from reader.gui.article_view.block_writer import BlockWriter
from reader.gui.article_view.display_text import ADDED
from reader.gui.article_view.document_builder import SOURCE, TARGET, Layout, Rendered, build
from reader.gui.article_view.inline_runs import text_of
from reader.gui.article_view.scroll_anchor import line_top, position_at, scroll_for, sentence_start
from reader.gui.article_view.text_formats import Property, Role, TextFormats
from reader.gui.article_view.title_writer import Header, write_byline
from reader.gui.article_view.units import CAPTION, TITLE, target_parts
from reader.gui.reading.article_content import ArticleContent
from reader.gui.theme.theme import THEMES, load_theme
from reader.gui.theme.typography import text_step
from tests.gui.support.reading_samples import ARABIC, ENGLISH, lebrief, opened, sentences, translation

WIDTH = 606


def layout_of(view: TextView, target: str = "en", step: int = 3, width: int = WIDTH) -> Layout:
    theme = load_theme("light")
    main, second = (
        TextFormats(theme, text_step(step)),
        TextFormats(theme, text_step(max(1, step - 1)), muted=True),
    )
    return Layout(view, "fr", target, main, second, width)


def built(article, view: TextView, target: str = "en", done: dict | None = None, **more) -> Rendered:
    content = ArticleContent(article)
    header = Header("Politique", "Auteur", "Site", ("date", "2 min"))
    rendered = build(
        layout_of(view, target, **more), header, content.title, content.caption, content.blocks, done or {}
    )
    rendered.document.setTextWidth(WIDTH + 80)
    return rendered


def text_between(rendered: Rendered, start: int, end: int) -> str:
    """What is shown, with the blanks at which no line ends as plain ones: no text here has any of its own."""
    cursor = QTextCursor(rendered.document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText().translate(ADDED).replace("\u00a0", " ")


def all_done(article, target: str) -> dict[str, TranslatedBlock]:
    whole = translation(article, target)
    parts = (whole.title, *((whole.caption,) if whole.caption else ()), *whole.blocks)
    return {block.id: block for block in parts}


def assert_sentences_are_found(rendered: Rendered, expected) -> None:
    """Each sentence of each placed part selects exactly its own text."""
    for (unit_id, side), spots in rendered.placed.items():
        unit = next(u for u in rendered.units if u.id == unit_id)
        for spot, part in zip(spots, expected(unit, side), strict=True):
            whole = text_of(part.runs)
            for span in spot.spans:
                start, end = spot.range(span)
                found = text_between(rendered, start, end).strip()
                assert found == whole[span.start : span.end].strip()


WORDS = st.sampled_from(
    [
        "mot",
        "NEXUS",
        "كتاب",
        "38%",
        "2025",
        "l’eau",
        "États-Unis",
        "«",
        "»",
        "https://e.org/a",
        "و",
        "a" * 400,
        "Non.",
    ]
)
"""One is wider than a column; twelve of them are no text that is written in pieces."""
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


@st.composite
def blocks(draw) -> list[Block]:
    made = []
    for number in range(draw(st.integers(1, 5))):
        kind = draw(
            st.sampled_from(
                [BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.TABLE, BlockKind.QUOTE, BlockKind.HEADING]
            )
        )
        count = draw(st.integers(1, 4)) if kind in (BlockKind.LIST, BlockKind.TABLE) else 1
        texts = [draw(TEXTS) for _ in range(count)]
        found = tuple(s for index, text in enumerate(texts) for s in sentences(text, index))
        parts = tuple(
            Part(text, text, level=draw(st.integers(0, 2)), ordered=draw(st.booleans())) for text in texts
        )
        direction = draw(st.sampled_from(list(Direction)))
        made.append(
            Block(f"b{number}", kind, parts, level=2, columns=2, direction=direction, sentences=found)
        )
    return made


@given(blocks(), st.sampled_from(list(TextView)))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_sentence_is_where_it_is_said_to_be(qapp, made, view):
    rendered = built(opened(*made), view)
    assert_sentences_are_found(rendered, lambda unit, side: unit.source)


@given(
    blocks(),
    st.sampled_from(["en", "ar"]),
    st.sampled_from([v for v in TextView if v is not TextView.ORIGINAL]),
    st.randoms(),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_streaming_ends_with_the_document_that_building_gives(qapp, made, target, view, order: random.Random):
    article = opened(*made)
    done = all_done(article, target)
    streamed = built(article, view, target)
    ids = [i for i in done]
    order.shuffle(ids)
    for unit_id in ids:
        unit = next(u for u in streamed.units if u.id == unit_id)
        if unit.translatable and streamed.can_replace(unit):
            streamed.replace_target(unit, done[unit_id])
    if not all(streamed.can_replace(unit) for unit in streamed.units):
        return  # a table turns round: the screen builds anew instead
    whole = built(article, view, target, done)
    assert streamed.document.toPlainText() == whole.document.toPlainText()
    one, other = streamed.document.begin(), whole.document.begin()
    while one.isValid():
        assert one.blockFormat().lineHeight() == other.blockFormat().lineHeight()
        assert one.textDirection() == other.textDirection()
        assert one.blockFormat().indent() == other.blockFormat().indent()
        assert (one.textList() is None) == (other.textList() is None)
        one, other = one.next(), other.next()
    assert streamed.document.size() == whole.document.size()

    def expected(unit, side):
        return unit.source if side == SOURCE or not unit.translatable else target_parts(unit, done[unit.id])

    assert_sentences_are_found(streamed, expected)


@pytest.mark.parametrize("view", list(TextView))
def test_a_position_comes_back_to_the_pixel_in_every_view(qapp, view):
    article = lebrief()
    rendered = built(article, view, "ar", all_done(article, "ar"))
    height = rendered.document.size().height()
    for top in range(150, int(height) - 700, 97):
        position = position_at(rendered, top, 700)
        assert position is not None
        assert scroll_for(rendered, position) == pytest.approx(top, abs=0.01)


def test_a_position_means_the_same_sentence_in_both_languages(qapp):
    article = lebrief()
    french = built(article, TextView.ORIGINAL)
    arabic = built(article, TextView.TRANSLATION, "ar", all_done(article, "ar"))
    position = position_at(french, 900, 700)
    scroll = scroll_for(arabic, position)
    there = sentence_start(arabic, position.block, position.sentence)
    assert line_top(arabic.document, there) - scroll == pytest.approx(position.offset)


def test_the_position_is_the_first_sentence_that_begins_in_the_view(qapp):
    article = lebrief()
    rendered = built(article, TextView.ORIGINAL)
    start = sentence_start(rendered, "b2", 1)
    top = line_top(rendered.document, start) - 10
    position = position_at(rendered, top, 700)
    assert (position.block, position.sentence, position.offset) == ("b2", 1, 10)


def test_a_paragraph_longer_than_the_view_is_its_own_position(qapp):
    text = "mot " * 3000
    block = Block("b0", BlockKind.PARAGRAPH, (Part(text, text),), sentences=sentences(text))
    rendered = built(opened(block), TextView.ORIGINAL)
    position = position_at(rendered, 1500, 700)
    assert position.block == "b0"
    assert position.offset < 0
    assert scroll_for(rendered, position) == pytest.approx(1500)


def test_the_very_top_stays_the_very_top(qapp):
    article = lebrief()
    position = position_at(built(article, TextView.ORIGINAL), 0, 700)
    arabic = built(article, TextView.TRANSLATION, "ar", all_done(article, "ar"))
    assert position.block == "title"
    assert scroll_for(arabic, position) == 0


def test_every_block_carries_direction_language_and_unit(qapp):
    article = lebrief()
    rendered = built(article, TextView.INTERLEAVED, "ar", all_done(article, "ar"))
    for (unit_id, side), spots in rendered.placed.items():
        for spot in spots:
            made = spot.block.blockFormat()
            assert made.hasProperty(int(Property.UNIT))
            assert rendered.units[made.property(Property.UNIT)].id == unit_id
            assert made.property(Property.LANGUAGE) == ("fr" if side == SOURCE else "ar")
            rtl = made.layoutDirection() == Qt.LayoutDirection.RightToLeft
            assert rtl is (side == TARGET)


def test_each_pair_is_a_table_of_its_own(qapp):
    article = lebrief()
    rendered = built(article, TextView.SIDE_BY_SIDE, "en", all_done(article, "en"), width=1120)
    tables = [f for f in rendered.document.rootFrame().childFrames() if isinstance(f, QTextTable)]
    assert len(tables) == len(rendered.units)
    assert {(t.rows(), t.columns()) for t in tables} == {(1, 2)}
    text = rendered.document.toPlainText()
    assert 0 < text.index("Politique") < text.index("Politics"), "each column has its own"
    alone = built(article, TextView.TRANSLATION, "ar", all_done(article, "ar")).document.toPlainText()
    assert alone.lstrip("\n\u2068").startswith("السياسة") and "Politique" not in alone


def test_a_translated_caption_stands_beside_the_original_not_beside_the_picture(qapp):
    article = lebrief()
    content = ArticleContent(article)
    header = Header("Politique", "Auteur", "Site", ("date",), lead=article.article.document.lead)
    layout = layout_of(TextView.SIDE_BY_SIDE, width=1120)
    done = all_done(article, "en")
    rendered = build(layout, header, content.title, content.caption, content.blocks, done)
    rendered.document.setTextWidth(1200)
    where = rendered.document.documentLayout().blockBoundingRect
    source, target = (where(rendered.placed[CAPTION, side][-1].block) for side in (SOURCE, TARGET))
    assert target.top() > 200, "below the picture"
    assert target.bottom() == pytest.approx(source.bottom(), abs=2)


@pytest.mark.parametrize(("step", "width", "hyphens"), [(3, 606, False), (12, 606, False), (12, 420, True)])
def test_only_a_heading_whose_words_do_not_fit_is_hyphenated(qapp, step, width, hyphens):
    article = lebrief()
    rendered = built(article, TextView.ORIGINAL, step=step, width=width)
    (title,) = rendered.placed[TITLE, SOURCE]
    assert ("\u00ad" in title.block.text()) is hyphens
    start, end = title.range(title.spans[0])
    assert text_between(rendered, start, end) == article.article.document.title
    body = rendered.placed["b1", SOURCE][0]
    assert "\u00ad" not in body.block.text()


def test_a_list_keeps_its_numbers_and_levels(qapp):
    parts = (Part("a", "a", ordered=True), Part("b", "b", level=1), Part("c", "c", ordered=True))
    rendered = built(opened(Block("l", BlockKind.LIST, parts)), TextView.ORIGINAL)
    first, inner, last = (spot.block for spot in rendered.placed[("l", SOURCE)])
    assert first.textList().itemText(first) == "1."
    assert last.textList().itemText(last) == "2."
    assert inner.textList().format().indent() == 2


def test_related_links_keep_their_target_when_translated(qapp):
    article = lebrief()
    rendered = built(article, TextView.TRANSLATION, "ar", all_done(article, "ar"))
    spot = rendered.placed[("b4", TARGET)][0]
    formats = [piece.fragment().charFormat() for piece in spot.block]
    assert formats[-1].anchorHref() == "https://www.lebrief.ma/93e-session/"
    assert spot.block.text().startswith("اقرأ أيضًا: ")
    assert "NEXUS" in spot.block.text() or spot.block.text()[12:].strip("\u2068\u2069") in ARABIC


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("step", [1, 3, 5, 12])
def test_formats_use_the_themes_colours_and_the_steps_sizes(qapp, name, step):
    theme = load_theme(name)
    formats = TextFormats(theme, text_step(step))
    sizes = text_step(step)
    for role, token, size in (
        (Role.SECTION, "accent", sizes.caption),
        (Role.TITLE, "text", sizes.title),
        (Role.META, "muted", sizes.caption),
        (Role.CAPTION, "muted", sizes.caption),
        (Role.BODY, "text", sizes.body),
        (Role.QUOTE, "text", sizes.body),
    ):
        made = formats.char(role)
        assert made.foreground().color() == theme.color(token)
        assert made.font().pixelSize() == size
    assert formats.char(Role.BODY, arabic=True).font().pixelSize() == sizes.arabic
    assert formats.char(Role.TITLE, arabic=True).font().pixelSize() == round(sizes.title * 1.1)
    assert formats.line(Role.TITLE, True) == round(sizes.arabic_title * 1.55)


def test_inline_styles_reach_the_format(qapp):
    formats = TextFormats(load_theme("light"), text_step(3))
    bold = formats.char(Role.BODY, styles=frozenset({"bold"}))
    assert bold.fontFamilies()[0] == "Source Serif 4 SemiBold"
    italic = formats.char(Role.BODY, styles=frozenset({"italic"}))
    assert italic.fontItalic()
    arabic = formats.char(Role.BODY, arabic=True, styles=frozenset({"italic"}))
    assert not arabic.fontItalic()
    code = formats.char(Role.BODY, styles=frozenset({"code"}))
    assert code.fontFamilies()[0] == "Noto Sans Mono"
    mark = formats.char(Role.BODY, styles=frozenset({"mark"}))
    assert mark.background().color() == load_theme("light").color("hl.yellow")


@pytest.mark.parametrize("direction", [Direction.LTR, Direction.RTL])
@pytest.mark.parametrize(("author", "site"), [("هدى منصوري", "الشرق الأوسط"), ("Mouna Aghlal", "LeBrief")])
def test_no_line_of_the_head_ends_with_a_dot_that_parts_nothing(qapp, direction, author, site):
    """At every width at which the lines break, as they do in large letters."""
    layout = layout_of(TextView.ORIGINAL, step=5)
    header = Header("", author, site, ("١٧ يناير ٢٠٢٦", "٤ دقائق", "بقيت ٣ دقائق"))
    document = QTextDocument()
    writer = BlockWriter(layout.formats, WIDTH, {})
    write_byline(writer, QTextCursor(document), header, direction)
    broken = 0
    for width in range(80, 460, 4):
        document.setTextWidth(width)
        assert document.size().height()  # lays it out
        block = document.begin()
        while block.isValid():
            lines = block.layout()
            broken += lines.lineCount() > 1
            for number in range(lines.lineCount()):
                line = lines.lineAt(number)
                words = block.text()[line.textStart() : line.textStart() + line.textLength()]
                assert not words.translate(ADDED).rstrip().endswith("·"), (width, words)
            block = block.next()
    assert broken


def test_sentences_without_a_translation_keep_their_source():
    article = opened(
        Block("b", BlockKind.PARAGRAPH, (Part("Un. Deux.", "Un. Deux."),), sentences=sentences("Un. Deux."))
    )
    unit = ArticleContent(article).blocks[0]
    pairs = (TranslatedSentence("Un.", ENGLISH[0]), TranslatedSentence("Deux.", ""))
    assert text_of(target_parts(unit, TranslatedBlock("b", pairs))[0].runs) == f"{ENGLISH[0]} Deux."
