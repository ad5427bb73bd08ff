"""What happens to text on its way to the document: runs, scripts, limits, sizes, units."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.core.model import Block, BlockKind, Direction, Part, Sentence, TranslatedBlock, TranslatedSentence
from reader.gui.article_view.display_text import ADDED, BREAK, LONGEST_PART, LONGEST_WORD, display_text
from reader.gui.article_view.inline_runs import Run, runs_of, safe_link, text_of
from reader.gui.article_view.units import block_units, by_id, target_parts
from reader.gui.theme.typography import column_width, text_step
from tests.gui.support.reading_samples import lebrief, opened, paragraph, sentences, translation

# Design 3.3: body, line, gap, title, title line, heading, heading line, Arabic, Arabic line, caption
STEPS = [
    (1, 15, 24, 15, 26, 32, 18, 24, 18, 34, 12),
    (2, 17, 27, 17, 29, 36, 20, 27, 20, 38, 12),
    (3, 19, 30, 19, 33, 40, 23, 30, 22, 42, 13),
    (4, 22, 35, 22, 38, 46, 26, 34, 26, 48, 14),
    (5, 26, 41, 26, 44, 53, 31, 40, 31, 58, 16),
]


def test_runs_keep_marks_and_safe_links():
    runs = runs_of('a <b>b <i>c</i></b> <a href="https://e.org/">d</a><br>e &amp; f')
    assert text_of(runs) == "a b c d\u2028e & f"
    assert Run("c", frozenset({"bold", "italic"})) in runs
    assert Run("d", frozenset(), "https://e.org/") in runs


@pytest.mark.parametrize(
    "html",
    [
        '<img src="file:///etc/passwd">x',
        "<script>x</script>y",
        "<style>@import url(file:///etc/passwd)</style>y",
        '<p style="background-image:url(file:///x)">y</p>',
        '<a href="javascript:alert(1)">y</a>',
        '<a href="file:///etc/passwd">y</a>',
        '<a href="\\\\host\\share">y</a>',
        '<a href="data:text/html,x">y</a>',
        '<a href="qrc:/x">y</a>',
        '<object data="http://e.org">y</object>',
        "<svg onload=x><image href='file:///x'/></svg>y",
    ],
)
def test_hostile_markup_leaves_only_text(html):
    for run in runs_of(html):
        assert not run.href
        assert not run.styles
        assert "<" not in run.text


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_markup_becomes_text_of_one_block(html):
    for run in runs_of(html):
        assert "\u2029" not in run.text and "\n" not in run.text
        assert not run.href or run.href.split(":")[0].lower() in ("http", "https", "mailto")


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://e.org/a", True),
        ("HTTP://e.org", True),
        ("mailto:a@e.org", True),
        ("file:///etc/passwd", False),
        ("https:e.org", False),
        ("\\\\host\\share", False),
        ("/relative", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_safe_links(address, kept):
    assert bool(safe_link(address)) is kept


def test_latin_in_arabic_is_isolated_and_in_latin_type():
    shown = display_text((Run("ومنها NEXUS و Mistral AI، بنسبة 38% سنة 2025"),), rtl=True)
    latin = [p.text for p in shown.pieces if not p.arabic]
    assert latin == ["\u2068NEXUS\u2069", "\u2068Mistral AI\u2069", "\u206838%\u2069", "2025"]
    assert (
        "".join(p.text for p in shown.pieces).translate(ADDED)
        == "ومنها NEXUS و Mistral AI، بنسبة 38% سنة 2025"
    )


def test_arabic_in_french_is_isolated_and_in_arabic_type():
    shown = display_text((Run("le mot كتاب ici"),), rtl=False)
    assert [p.text for p in shown.pieces if p.arabic] == ["\u2068كتاب\u2069"]


@given(st.lists(st.text(alphabet="ab 1%.,ابتن،é\u00a0", max_size=30), max_size=5), st.booleans())
@example(["1 %"], False)
@settings(deadline=None)
def test_display_keeps_the_text_and_knows_where_each_character_went(texts, rtl):
    runs = tuple(Run(t) for t in texts)
    stored = "".join(texts)
    shown = display_text(runs, rtl)
    on_screen = "".join(p.text for p in shown.pieces)
    assert len(on_screen.translate(ADDED)) == len(stored)
    for offset, letter in enumerate(stored):
        piece = on_screen[shown.start(offset) : shown.end(offset + 1)].translate(ADDED)
        assert piece == letter or (letter, piece) == (" ", "\u00a0"), "a figure keeps its sign"


def test_long_words_may_break_and_what_is_not_shown_is_counted():
    word = display_text((Run("a" * 3500),), rtl=False)
    assert "".join(p.text for p in word.pieces).count(BREAK) == 3
    assert max(len(w) for w in word.pieces[0].text.split(BREAK)) <= LONGEST_WORD
    long = display_text((Run("mot " * 1_000_000),), rtl=False)
    assert sum(len(p.text) for p in long.pieces) == LONGEST_PART
    assert long.left_out == 4_000_000 - LONGEST_PART


@pytest.mark.parametrize("row", STEPS)
def test_the_five_steps_are_the_designs(row):
    step = text_step(row[0])
    assert (
        step.body,
        step.line,
        step.gap,
        step.title,
        step.title_line,
        step.heading,
        step.heading_line,
        step.arabic,
        step.arabic_line,
        step.caption,
    ) == row[1:]


def test_larger_steps_grow_by_four_to_twice_the_largest():
    assert [text_step(n).body for n in range(6, 13)] == [30, 34, 38, 42, 46, 50, 52]
    assert text_step(99) == text_step(12)
    assert text_step(0) == text_step(1)
    for number in range(1, 13):
        step = text_step(number)
        assert 1.55 <= step.line / step.body <= 1.65
        assert 1.8 <= step.arabic_line / step.arabic <= 1.95


def test_the_measure_is_68_characters():
    assert column_width(text_step(3)) == pytest.approx(605, rel=0.02), "the system's hinting moves it"
    assert column_width(text_step(5)) > column_width(text_step(3)) > column_width(text_step(1))


def test_units_of_the_article_and_its_related_link():
    units = block_units(lebrief().article.document)
    related = next(u for u in units if u.kind is BlockKind.RELATED)
    assert text_of(related.source[0].runs) == "La 93ᵉ session d’Interpol s’ouvre à Marrakech"
    assert related.source[0].runs[0].href == "https://www.lebrief.ma/93e-session/"


def test_target_parts_follow_the_parts_of_a_list():
    block = Block(
        "l",
        BlockKind.LIST,
        (Part("Un. Deux.", "Un. Deux."), Part("Trois.", "Trois.", level=1)),
        sentences=(*sentences("Un. Deux."), *sentences("Trois.", 1)),
    )
    unit = block_units(opened(block).article.document)[0]
    pairs = tuple(
        TranslatedSentence(s.text, t)
        for s, t in zip(block.sentences, ("One.", "Two.", "Three."), strict=True)
    )
    parts = target_parts(unit, TranslatedBlock("l", pairs))
    assert [text_of(p.runs) for p in parts] == ["One. Two.", "Three."]
    assert parts[1].level == 1
    assert [(s.sentence, s.start, s.end) for s in parts[0].spans] == [(0, 0, 4), (1, 5, 9)]


def test_arrows_are_not_drawn_with_the_arabic_font_which_has_none():
    pieces = display_text((Run("↩ نص الخطة"),), True).pieces
    assert [(piece.text, piece.arabic) for piece in pieces] == [("↩", False), (" نص الخطة", True)]


def test_markup_stands_over_the_words_that_stand_for_its_own():
    html = 'La <b>résolution</b> <a href="https://a.ma/1">adoptée</a> lundi<sup><a href="#n1">1</a></sup>.'
    text = "La résolution adoptée lundi1."
    block = Block("b", BlockKind.PARAGRAPH, (Part(html.replace("#n1", "https://a.ma/x#n1"), text),))
    block = replace(block, sentences=(Sentence(text, 0, 0, len(text)),))
    unit = block_units(opened(block).article.document)[0]
    pair = TranslatedSentence(
        text, "The resolution that passed on Monday1.", 0.0, alignment="0-0 1-1 2-3 3-5"
    )
    runs = target_parts(unit, TranslatedBlock("b", (pair,)))[0].runs
    assert text_of(runs) == pair.target
    assert [r.text for r in runs if "bold" in r.styles] == ["resolution"]
    assert [(r.text, r.href) for r in runs if r.href] == [
        ("passed", "https://a.ma/1"),
        ("1", "https://a.ma/x#n1"),
    ]
    assert [r.text for r in runs if "sup" in r.styles] == ["1"]


@pytest.mark.parametrize(
    ("source", "target", "shown"),
    [
        ("Lire aussi : La session", "Also read: The session", "The session"),
        ("Lire aussi : La session", "للقراءة أيضا: الجلسة", "الجلسة"),
        ("Lire aussi : La session", "The session opens: what to expect", "The session opens: what to expect"),
        ("Rabat en photos : la ville", "Rabat in pictures: the city", "Rabat in pictures: the city"),
    ],
)
def test_a_related_link_says_once_that_it_is_one(source, target, shown):
    block = Block("r", BlockKind.RELATED, (Part(source, source),), url="https://a.ma/2")
    block = replace(block, sentences=(Sentence(source, 0, 0, len(source)),))
    unit = block_units(opened(block).article.document)[0]
    parts = target_parts(unit, TranslatedBlock("r", (TranslatedSentence(source, target),)))
    assert text_of(parts[0].runs) == shown


def test_a_large_table_is_whole_and_its_cells_are_made_when_they_are_asked_for():
    cells = tuple(Part(f"x{n}", f"x{n}") for n in range(20_000 * 3))
    unit = block_units(opened(Block("t", BlockKind.TABLE, cells, columns=3)).article.document)[0]
    assert len(unit.source) == 60_000 and len(unit.source._made) == 0
    assert text_of(unit.source[-1].runs) == "x59999" and len(unit.source[3:6]) == 3
    assert len(unit.source._made) == 4
    with pytest.raises(IndexError):
        unit.source[60_000]


def test_nesting_is_capped():
    block = Block("n", BlockKind.LIST, (Part("x", "x", level=5000),), direction=Direction.LTR)
    assert block_units(opened(block).article.document)[0].source[0].level == 6


def test_only_finished_blocks_of_a_translation_count():
    article = opened(paragraph(1, "Bonjour. Merci."))
    whole = translation(article, "en")
    assert set(by_id(whole)) == {"title", "b1"}
    half = TranslatedBlock("b1", (TranslatedSentence("Bonjour.", "Hello."), TranslatedSentence("Merci.", "")))
    from dataclasses import replace

    assert set(by_id(replace(whole, blocks=(half,)))) == {"title"}


def test_no_line_begins_with_a_sign_that_french_sets_behind_a_blank():
    text = "« Ah ! » dit-il : « non\u00a0; oui ? »"
    shown = display_text((Run(text),), rtl=False)
    on_screen = "".join(piece.text for piece in shown.pieces)
    assert on_screen == "«\u00a0Ah\u00a0!\u00a0» dit-il\u00a0: «\u00a0non\u00a0; oui\u00a0?\u00a0»"
    assert shown.as_stored(on_screen, 0) == text, "a blank of its own stays"
    assert shown.as_stored(on_screen[5:12], 5) == text[5:12]
    code = (Run("a = b ? c : d", frozenset({"code"})),)
    assert "".join(piece.text for piece in display_text(code, rtl=False).pieces) == "a = b ? c : d"


@given(st.text(st.sampled_from("« »:;?!a\u00a0é🎉ن "), max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_what_is_marked_in_it_is_quoted_as_it_is_stored(text, one, other):
    shown = display_text((Run(text),), rtl=False)
    on_screen = "".join(piece.text for piece in shown.pieces).translate(ADDED)
    assert len(on_screen) == len(text)
    low, high = sorted((one, other))
    assert shown.as_stored(on_screen[low:high], low) == text[low:high]


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize(
    "wanted",
    [
        "Hausse de 7~% en mai",
        "Il coûte 12~€ ici",
        "ارتفع بنسبة 7~% في مايو",
        "À 40~km/h sur 3~m², avec 12,5~kg",
        "2~300~000 habitants, 450~MDH",
        "على بعد 12~كلم من المدينة",
        "en 2020 plus de 3 maisons, 5 minutes, 4 mardis, 8 heures, 1 kmh",
    ],
)
def test_a_number_and_its_sign_are_not_parted_and_are_stored_as_the_page_wrote_them(wanted, rtl):
    text = wanted.replace("~", " ")
    shown = display_text([Run(text)], rtl)
    made = "".join(piece.text for piece in shown.pieces).translate(ADDED)
    assert made == wanted.replace("~", "\u00a0")
    assert shown.as_stored(made, 0) == text
    code = display_text([Run(text, frozenset({"code"}))], rtl)
    assert "\u00a0" not in "".join(piece.text for piece in code.pieces)
