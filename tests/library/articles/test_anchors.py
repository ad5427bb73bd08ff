"""Where a mark is found again: where it was, else the nearest place, else nowhere."""

from __future__ import annotations

import dataclasses

import pytest

from reader.core.marks import Annotation
from reader.core.model import Block, BlockKind, Document, Part, Picture, Sentence
from reader.library.articles.anchors import anchored, source_of

LAKE = "Le lac est vide."


def block(name: str, *sentences: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Block:
    text = " ".join(sentences)
    return Block(name, kind, (Part(text, text),), sentences=tuple(Sentence(s) for s in sentences))


def document(*blocks: Block, title: str = "Un titre", caption: str = "") -> Document:
    lead = Picture("https://x.example/p.jpg", caption) if caption else None
    return Document("https://x.example/a", title, blocks, "", language="fr", lead=lead)


def mark(quote: str, block: str = "b2", sentence: int = 0, **more: object) -> Annotation:
    values = {"start": 0, "end": len(quote), "last_sentence": sentence, **more}
    return Annotation(1, 1, "fr", block, sentence, quote=quote, **values)  # type: ignore[arg-type]


def place(found: Annotation) -> tuple[str, int, int, int, int]:
    assert found.found
    return found.block, found.sentence, found.start, found.last_sentence, found.end


def others(*names: str) -> list[Block]:
    return [block(name, "Rien ici.") for name in names]


@pytest.mark.parametrize(
    ("holders", "nearest"),
    [
        (("b1", "b3", "b5"), "b3"),
        (("b1", "b5"), "b5"),
        (("b1", "b9"), "b1"),
        (("b3", "b4", "b5"), "b4"),
        (("b2", "b6"), "b2"),  # as near on both sides: the earlier one
        (("b9",), "b9"),
    ],
)
def test_of_several_paragraphs_that_hold_it_the_nearest_is_taken(
    holders: tuple[str, ...], nearest: str
) -> None:
    names = [f"b{n}" for n in range(1, 10)]
    text = document(*(block(n, LAKE if n in holders else "Rien ici.") for n in names))
    assert anchored(mark("lac", "b4"), text).block == nearest


def test_its_own_paragraph_comes_first_even_if_another_holds_it_to_the_letter() -> None:
    text = document(block("b1", LAKE), block("b2", "LE LAC… est vide !"), block("b3", LAKE))
    assert place(anchored(mark("Le lac est"), text)) == ("b2", 0, 0, 0, 11)


def test_in_one_paragraph_the_letters_count_before_the_words_and_then_the_nearest() -> None:
    text = document(block("b2", "LE LAC", "le Lac", "Le lac", "Rien", "Rien", "Le lac", "le lac"))
    for sentence, found in ((0, 2), (2, 2), (3, 2), (4, 5), (6, 5)):
        assert anchored(mark("Le lac", sentence=sentence), text).sentence == found
    folded = document(block("b2", "LE LAC", "Rien", "Rien", "le làc"))
    for sentence, found in ((0, 0), (1, 0), (2, 3), (3, 3)):
        assert anchored(mark("Le lac", sentence=sentence), folded).sentence == found


def test_a_repeated_quotation_is_found_in_each_of_its_places() -> None:
    text = document(block("b2", "ha ha ha", "Rien", "ha ha"))
    assert place(anchored(mark("ha ha", sentence=0), text)) == ("b2", 0, 0, 0, 5)
    assert place(anchored(mark("ha ha", sentence=2), text)) == ("b2", 2, 0, 2, 5)
    assert place(anchored(mark("ha Rien ha", sentence=2), text)) == ("b2", 0, 6, 2, 2)


@pytest.mark.parametrize(
    ("quote", "at"),
    [
        ("Un deux.", ("b2", 0, 0, 0, 8)),  # a whole sentence ends in itself
        ("Trois", ("b2", 1, 0, 1, 5)),
        ("quatre.", ("b2", 1, 6, 1, 13)),
        ("deux. Trois", ("b2", 0, 3, 1, 5)),
        ("deux. Trois quatre. C", ("b2", 0, 3, 2, 1)),
        ("Cinq.", ("b2", 2, 0, 2, 5)),
        ("deux. ", ("b2", 0, 3, 0, 9)),  # the blank after it begins no sentence
        ("DEUX — trois", ("b2", 0, 3, 1, 5)),  # by its words
        ("quatre cinq", ("b2", 1, 6, 2, 4)),
    ],
)
def test_first_and_last_sentence_and_the_letters_in_them(
    quote: str, at: tuple[str, int, int, int, int]
) -> None:
    text = document(block("b2", "Un deux.", "Trois quatre.", "Cinq."))
    found = anchored(mark(quote, sentence=1), text)
    assert place(found) == at
    sentences = [s.text for s in text.blocks[0].sentences]
    assert found.source == " ".join(sentences[found.sentence : found.last_sentence + 1])
    assert found.quote == quote, "what the reader marked is not rewritten"


def test_words_count_whole_and_in_their_order() -> None:
    text = document(block("b2", "Le lacet est vide, le vide est lac."))
    assert not anchored(mark("le lac EST vide"), text).found
    assert not anchored(mark("est vide le lac"), text).found
    assert place(anchored(mark("Vide — LE vide"), text)) == ("b2", 0, 13, 0, 26)


@pytest.mark.parametrize("quote", ["", "   ", "…", " — "])
def test_a_quotation_without_a_word_is_found_only_as_it_is_written(quote: str) -> None:
    assert not anchored(mark(quote), document(block("b2", "Un deux."))).found


def test_title_and_caption_are_places_too() -> None:
    text = document(*others("b1", "b2"), title="Le lac", caption="Au bord du lac")
    assert place(anchored(mark("lac", "caption"), text)) == ("caption", 0, 11, 0, 14)
    assert place(anchored(mark("lac", "b2"), text))[0] == "caption", "it stands before the text"
    bare = dataclasses.replace(text, lead=None)
    assert place(anchored(mark("lac", "caption"), bare)) == ("title", 0, 3, 0, 6)
    assert source_of(bare, mark("lac", "caption")) == ""


@pytest.mark.parametrize("kind", [BlockKind.RELATED, BlockKind.EMBED])
def test_links_to_other_articles_are_no_place(kind: BlockKind) -> None:
    assert not anchored(mark("lac", "b1"), document(block("b1", LAKE, kind=kind))).found
    assert anchored(mark("lac", "b1"), document(block("b1", LAKE, kind=BlockKind.QUOTE))).found


def test_a_mark_whose_paragraph_is_gone_is_looked_for_from_the_start() -> None:
    text = document(*others("b1"), block("b3", LAKE), *others("b4"), block("b5", LAKE))
    assert anchored(mark("lac", "gone"), text).block == "b3"


def test_a_lost_mark_keeps_its_place_and_loses_nothing_else() -> None:
    lost = mark("lac", sentence=3, note="Voir", start=4, end=9)
    found = anchored(lost, document(*others("b2")))
    assert found == dataclasses.replace(lost, found=False)
    assert anchored(found, document(block("b2", LAKE))).found


def test_a_mark_in_a_translation_goes_by_the_original_and_keeps_its_letters() -> None:
    arabic = dataclasses.replace(
        mark("البحيرة", sentence=1, start=2, end=30), language="ar", source="Le lac est vide. Rien ne vient."
    )
    text = document(block("b7", "Avant.", LAKE, "Rien ne vient."), block("b8", "البحيرة"))
    found = anchored(arabic, text)
    assert place(found) == ("b7", 1, 2, 2, 30)
    assert found.source == arabic.source
    assert not anchored(dataclasses.replace(arabic, source=""), text).found
