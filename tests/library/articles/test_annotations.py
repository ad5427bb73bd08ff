"""Marks and notes: kept whatever happens to the text, found again where it can be."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.core.marks import Annotation, Colour
from reader.core.model import Block, BlockKind, Document, Part, Picture, Sentence
from reader.library.articles.anchors import anchored
from reader.library.articles.annotations import Annotations
from reader.library.search.saved_searches import SavedSearches
from reader.library.search.search import Search

LATER = "2026-12-01T00:00:00+00:00"


def block(name: str, *sentences: str) -> Block:
    text = " ".join(sentences)
    return Block(
        name, BlockKind.PARAGRAPH, (Part(text, text),), sentences=tuple(Sentence(s) for s in sentences)
    )


def article(*blocks: Block, **more: Any) -> Document:
    values: dict[str, Any] = {"title": "Le titre", "language": "fr", **more}
    return Document("https://x.example/a", blocks=blocks, html="", **values)


FIRST = article(
    block("b1", "L’eau manque.", "Le lac est vide."),
    block("b2", "Les élus attendent.", "Le lac est vide.", "Rien ne vient."),
    lead=Picture("https://x.example/p.jpg", "Le lac en été"),
)


def mark(number: int, **more: Any) -> Annotation:
    """A mark on "lac est" in the second sentence of b2."""
    values: dict[str, Any] = {
        "language": "fr", "block": "b2", "sentence": 1, "start": 3, "end": 10, "quote": "lac est", **more
    }  # fmt: skip
    return Annotation(0, number, **values)


@pytest.fixture
def marks(library: Any) -> Annotations:
    return Annotations(library.database)


@pytest.fixture
def number(library: Any) -> int:
    return int(library.add(FIRST))


def test_a_mark_is_stored_changed_and_removed(marks: Annotations, number: int) -> None:
    stored = marks.add(mark(number, note="Vérifier", colour=Colour.BLUE))
    assert stored.id and stored.created_at and stored.last_sentence == 1
    assert stored.source == "Le lac est vide."
    assert marks.of_article(number) == marks.all() == [stored]
    changed = marks.change(stored.id, note="Fait")
    assert (changed.note, changed.colour) == ("Fait", Colour.BLUE)
    assert marks.change(stored.id, colour=Colour.ROSE).note == "Fait"
    removed = marks.remove(stored.id)
    assert marks.of_article(number) == [] and removed.colour is Colour.ROSE
    again = marks.add(removed)
    assert again == removed, "undo brings back the same mark under its number"
    assert marks.counts() == {number: 1}


def test_a_mark_over_several_sentences_knows_them(marks: Annotations, number: int) -> None:
    stored = marks.add(mark(number, sentence=0, last_sentence=2, quote="attendent. Le lac est vide. Rien"))
    assert stored.source == "Les élus attendent. Le lac est vide. Rien ne vient."


def test_what_is_not_there_says_so(marks: Annotations, number: int) -> None:
    for work, kind in (
        (lambda: marks.add(mark(99)), "no-such-article"),
        (lambda: marks.set_note(99, "x"), "no-such-article"),
        (lambda: marks.change(99, note="x"), "no-such-mark"),
        (lambda: marks.remove(99), "no-such-mark"),
    ):
        with pytest.raises(ReaderError) as caught:
            work()
        assert caught.value.kind == kind


def test_reading_order_and_the_newest_first(library: Any, marks: Annotations, number: int) -> None:
    late = marks.add(mark(number))
    early = marks.add(mark(number, block="b1", sentence=0, start=0, end=5, quote="L’eau"))
    title = marks.add(mark(number, block="title", sentence=0, start=0, end=2, quote="Le"))
    other = library.add(dataclasses.replace(FIRST, url="https://x.example/b"), "b")
    elsewhere = marks.add(mark(other))
    assert marks.of_article(number) == [title, early, late]
    assert marks.all() == [elsewhere, title, early, late]
    library.articles.move_to_trash([other])
    assert elsewhere not in marks.all() and marks.of_article(other) == [elsewhere]
    library.articles.delete_forever([other])
    assert marks.of_article(other) == []


def test_notes_on_the_whole_article(library: Any, marks: Annotations, number: int) -> None:
    search = Search(library.database)
    assert marks.note(number) == ""
    marks.set_note(number, "Penser à la sécheresse\n")
    assert marks.note(number) == "Penser à la sécheresse\n" and marks.notes() == {
        number: "Penser à la sécheresse\n"
    }
    marks.set_note(number, "Penser au barrage")
    (result,) = search.page(search.find("barrage"))
    assert [(h.where, h.block) for h in result.hits] == [("note", "")]
    stored = marks.add(mark(number, note="Où est la source ?"))
    (result,) = search.page(search.find("source"))
    assert [(h.where, h.block, h.sentence) for h in result.hits] == [("note", "b2", 1)]
    marks.remove(stored.id)
    marks.set_note(number, "  ")
    assert marks.notes() == {} and search.find("source").ids == search.find("barrage").ids == ()


@pytest.mark.parametrize(
    ("blocks", "place"),
    [
        pytest.param(FIRST.blocks, ("b2", 1, 3, 10), id="nothing changed"),
        pytest.param((block("b9", "Neuf."), *FIRST.blocks), ("b2", 1, 3, 10), id="a paragraph before"),
        pytest.param(
            (block("b7", "Les élus attendent.", "Le lac est vide."),), ("b7", 1, 3, 10), id="a new id"
        ),
        pytest.param(
            (FIRST.blocks[0], block("b2", "Rien. Le lac est vide.")), ("b2", 0, 9, 16), id="cut otherwise"
        ),
        pytest.param((block("b1", "Un LAC  est vide !"),), ("b1", 0, 3, 11), id="other case and blanks"),
        pytest.param((FIRST.blocks[0],), ("b1", 1, 3, 10), id="only the other occurrence is left"),
        pytest.param((block("b2", "Plus rien."),), None, id="gone"),
        pytest.param((), None, id="no text"),
    ],
)
def test_a_mark_is_found_again_in_the_new_text(
    library: Any, marks: Annotations, number: int, blocks: tuple[Block, ...], place: tuple[object, ...] | None
) -> None:
    stored = marks.add(mark(number, note="gardée", colour=Colour.GREEN))
    new = dataclasses.replace(FIRST, blocks=blocks, lead=None)
    library.articles.replace(number, new, LATER)
    (found,) = marks.of_article(number)
    assert (found.id, found.quote, found.note, found.colour) == (stored.id, "lac est", "gardée", Colour.GREEN)
    if place is None:
        assert not found.found and (found.block, found.sentence) == ("b2", 1), "it keeps its old place"
    else:
        assert found.found and (found.block, found.sentence, found.start, found.end) == place
        sentence = next(b for b in blocks if b.id == found.block).sentences[found.sentence]
        assert " ".join(sentence.text[found.start : found.end].lower().split()) == "lac est"


def test_a_lost_mark_comes_back_with_its_text(library: Any, marks: Annotations, number: int) -> None:
    stored = marks.add(mark(number))
    library.articles.replace(number, article(block("b1", "Autre chose.")), LATER)
    assert [m.found for m in marks.of_article(number)] == [False]
    library.articles.replace(number, FIRST, LATER)
    assert marks.of_article(number) == [stored]


def test_a_mark_in_a_translation_follows_its_original_sentence(
    library: Any, marks: Annotations, number: int
) -> None:
    arabic = mark(number, language="ar", quote="البحيرة", start=0, end=7)
    stored = marks.add(arabic)
    assert stored.source == "Le lac est vide."
    moved = article(block("n1", "Neuf."), block("n2", "Avant.", "Encore.", "Le lac est vide."))
    library.articles.replace(number, moved, LATER)
    (found,) = marks.of_article(number)
    assert (found.block, found.sentence, found.start, found.end, found.quote) == ("n2", 2, 0, 7, "البحيرة")
    library.articles.replace(number, article(block("n1", "Le lac est plein.")), LATER)
    assert [m.found for m in marks.of_article(number)] == [False]


def test_marks_in_title_and_caption(library: Any, marks: Annotations, number: int) -> None:
    marks.add(mark(number, block="title", sentence=0, start=3, end=8, quote="titre"))
    marks.add(mark(number, block="caption", sentence=0, start=3, end=6, quote="lac"))
    library.articles.replace(number, dataclasses.replace(FIRST, title="Un autre titre"), LATER)
    title, caption = marks.of_article(number)
    assert title.found and (title.block, title.start) == ("title", 9)
    assert caption.found and (caption.block, caption.start) == ("caption", 3)


def test_a_failed_new_copy_leaves_the_marks(library: Any, marks: Annotations, number: int) -> None:
    stored = marks.add(mark(number))
    with pytest.raises(ReaderError):
        library.articles.replace(99, article(), LATER)
    assert marks.of_article(number) == [stored]


SENTENCES = st.lists(
    st.text(st.sampled_from("abé l’.\u0301مة"), min_size=1, max_size=12), min_size=1, max_size=5, unique=True
)


@given(SENTENCES, st.data())
def test_every_passage_is_found_in_its_own_text(sentences: list[str], data: st.DataObject) -> None:
    document = article(block("b", *sentences), title="—")
    first = data.draw(st.integers(0, len(sentences) - 1))
    last = data.draw(st.integers(first, len(sentences) - 1))
    start = data.draw(st.integers(0, len(sentences[first]) - 1))
    end = data.draw(st.integers(start + 1 if first == last else 1, len(sentences[last])))
    joined = " ".join(sentences)
    lengths = [len(s) + 1 for s in sentences]
    quote = joined[sum(lengths[:first]) + start : sum(lengths[:last]) + end]
    given_mark = Annotation(0, 1, "fr", "b", first, start, end, quote, last)
    found = anchored(given_mark, document)
    if quote.strip():
        assert found.found and found.block == "b"
        at = sum(lengths[: found.sentence]) + found.start
        assert joined[at : sum(lengths[: found.last_sentence]) + found.end] == quote
    else:
        assert not found.found


def test_saved_searches(library: Any) -> None:
    searches = SavedSearches(library.database)
    water = searches.keep("  L’eau  au Maroc ", " eau tag:maroc ")
    rail = searches.keep("", "rail")
    assert [(s.name, s.query) for s in searches.all()] == [
        ("L’eau au Maroc", "eau tag:maroc"),
        ("rail", "rail"),
    ]
    again = searches.keep("l’EAU au maroc", "eau is:unread")
    assert again.id == water.id and searches.all()[0].query == "eau is:unread"
    searches.remove(rail.id)
    searches.remove(99)
    assert [s.id for s in searches.all()] == [water.id]
