"""Inline markup carried over to the translation by the words' links."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from reader.core.alignment import encode, words
from reader.core.model import Block, TranslatedBlock, TranslatedSentence
from reader.reading.document import blocks_from_html
from reader.reading.markup import marks_of
from reader.reading.translated import translated_block

LINK = "https://lebrief.ma/a?b=1&c=2"


def translate(html: str, *pairs: tuple[str, str]) -> Block:
    """The block of `html` with each sentence's target and alignment."""
    block = blocks_from_html(html, "fr")[0]
    sentences = tuple(
        TranslatedSentence(s.text, target, alignment=alignment)
        for s, (target, alignment) in zip(block.sentences, pairs, strict=True)
    )
    return translated_block(block, TranslatedBlock(block.id, sentences), "en")


def test_bold_follows_its_word_to_another_place() -> None:
    html = "<p>La voiture <b>rouge</b> roule.</p>"
    made = translate(html, ("The red car drives.", "0-0 1-2 2-1 3-3 4-4"))
    assert made.parts[0].html == "The <b>red</b> car drives."
    assert made.parts[0].text == "The red car drives."


def test_tags_nest_as_in_the_source_and_links_keep_their_address() -> None:
    html = f'<p>Lire <a href="{LINK.replace("&", "&amp;")}">le <i>grand</i> rapport</a> ici.</p>'
    made = translate(html, ("Read the big report here.", "0-0 1-1 2-2 3-3 4-4 5-5"))
    assert made.parts[0].html == (
        f'Read <a href="{LINK.replace("&", "&amp;")}">the <i>big</i> report</a> here.'
    )


def test_a_link_whose_words_are_torn_apart_stays_one_link() -> None:
    html = f'<p>Il <a href="{LINK}">ne viendra pas</a> demain.</p>'
    made = translate(html, ("Tomorrow he will certainly and surely not come.", "0-1 1-6 2-7 3-6 4-0 2-2 5-8"))
    assert made.parts[0].html.count("<a ") == 1


def test_links_side_by_side_never_lie_in_one_another() -> None:
    """What a manual writes of a class: “Cache [source]¶”, each sign a link of its own."""
    html = '<p>Cache <a href="https://a.example/1">[source]</a><a href="https://a.example/2">¶</a></p>'
    for alignment in ("", "0-0 1-1 2-2 3-3 4-3", "0-0 1-1 2-2 3-3 4-2", "4-0 4-3 1-0 3-3"):
        made = translate(html, ("Cache [source]¶", alignment)).parts[0].html
        assert re.fullmatch(r"[^<]*(?:<a href=\"[^\"]*\">[^<]+</a>[^<]*){2}", made), made
        assert "https://a.example/1" in made and "https://a.example/2" in made


def test_links_to_the_same_words_part_them_between_two_words() -> None:
    html = (
        '<p>Le <a href="https://a.example/1">ministre</a> <a href="https://a.example/2">chargé</a> vient.</p>'
    )
    made = translate(html, ("The Health Minister comes.", "1-1 1-2 2-1 2-2")).parts[0].html
    assert made == (
        'The <a href="https://a.example/1">Health</a> <a href="https://a.example/2">Minister</a> comes.'
    )


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12),
    st.lists(st.sampled_from(("a", "i", "b")), min_size=7, max_size=7),
)
def test_however_words_move_no_link_lies_in_another(links: list[tuple[int, int]], tags: list[str]) -> None:
    names = ["un", "deux", "trois", "quatre", "cinq", "six", "sept"]
    opened = {"a": '<a href="https://a.example/{n}">', "i": "<i>", "b": "<b>"}
    parts = [f"{opened[t].format(n=n)}{w}</{t}>" for n, (t, w) in enumerate(zip(tags, names, strict=True))]
    made = translate(f"<p>{' '.join(parts)}</p>", ("one two three four five six seven", encode(links)))
    depth = 0
    for tag in re.findall(r"</?a\b", made.parts[0].html):
        depth += 1 if tag == "<a" else -1
        assert depth in (0, 1), made.parts[0].html


def test_a_footnote_mark_stays_a_mark_even_inside_a_word() -> None:
    made = translate("<p>Le Maroc<sup>1</sup> gagne.</p>", ("Morocco1 wins.", "0-0 1-0 2-1 3-2"))
    assert made.parts[0].html == "Morocco<sup>1</sup> wins."


def test_without_links_a_mark_is_put_about_where_it_was() -> None:
    made = translate("<p>Un mot <b>important</b> ici.</p>", ("One important word here.", ""))
    assert re.search(r"<b>\w+</b>", made.parts[0].html)


def test_code_is_found_as_it_is() -> None:
    made = translate("<p>Tapez <code>ls -l</code> puis Entrée.</p>", ("Then type ls -l and Enter.", "0-1"))
    assert "<code>ls -l</code>" in made.parts[0].html


def test_bold_over_two_sentences_goes_over_the_space_between() -> None:
    made = translate("<p><b>Il part. Elle reste.</b></p>", ("He leaves.", ""), ("She stays.", ""))
    assert made.parts[0].html == "<b>He leaves. She stays.</b>"


def test_what_looks_like_a_tag_in_the_translation_is_text() -> None:
    made = translate("<p>Un <b>mot</b> &lt;ici&gt;.</p>", ("A word <b>here</b>.", "0-0 1-1"))
    assert made.parts[0].html == "A <b>word</b> &lt;b&gt;here&lt;/b&gt;."


def test_marks_have_the_offsets_of_the_plain_text() -> None:
    html = "a &amp; <b>b<br>c <i>d</i></b> e"
    text = "a & b\nc d e"
    assert [(text[m.start : m.end], m.tag[0]) for m in marks_of(html)] == [("b\nc d", "b"), ("d", "i")]


ALIGNMENTS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20).map(encode)


@given(ALIGNMENTS, st.text("abc é<&1.", min_size=1, max_size=30), st.integers(0, 4), st.integers(0, 4))
def test_any_alignment_gives_whole_html_and_every_mark(
    alignment: str, target: str, first: int, second: int
) -> None:
    texts = ["Un", "mot", "très", "important", "ici"]
    texts[first] = f"<b>{texts[first]}</b>"
    texts[second] = f"<i>{texts[second]}</i>"
    block = blocks_from_html(f"<p>{' '.join(texts)}</p>", "fr")[0]
    pair = TranslatedSentence(block.sentences[0].text, target, alignment=alignment)
    made = translated_block(block, TranslatedBlock(block.id, (pair,)), "en")
    html = made.parts[0].html
    assert unescape(re.sub(r"</?[bi]>", "", html)) == target == made.parts[0].text
    for tag in "bi":
        assert html.count(f"<{tag}>") == html.count(f"</{tag}>")
        assert f"<{tag}>" in html or not words(target)
