"""What is translated first, in which batches, and what code of an article stays as it is."""

from __future__ import annotations

from reader.core.model import Article, ArticleSummary, Document, Picture, Sentence
from reader.core.sentence_key import sentence_key
from reader.reading.document import blocks_from_html
from reader.services.translation.translation_units import (
    FIRST_BATCH,
    LARGEST_BATCH,
    Unit,
    batches,
    kept_texts,
    reading_order,
    units_of,
)


def article(html: str) -> Article:
    blocks = blocks_from_html(html, "fr")
    lead = Picture("https://a.ma/b.jpg", "Une vue. Un lac.")
    return Article(
        ArticleSummary(1, "Titre", "u"), Document("u", "Titre ?", blocks, html, language="fr", lead=lead)
    )


def units(count: int, words: int = 20) -> list[Unit]:
    return [Unit(str(n), (Sentence(" ".join([f"mot{n}"] * words)),)) for n in range(count)]


def test_title_and_caption_are_units_of_their_own() -> None:
    made = units_of(article("<p>Il part. Elle reste.</p>"))
    assert [len(u.sentences) for u in made] == [1, 2, 2]
    assert [u.id for u in made[:2]] == ["title", "caption"]


def test_the_readers_place_comes_first() -> None:
    made = [Unit("title", ()), *units(4)]
    assert [u.id for u in reading_order(made, "2")] == ["title", "2", "3", "0", "1"]
    assert [u.id for u in reading_order(made, "gone")] == ["title", "0", "1", "2", "3"]


def test_batches_grow_and_hold_everything_once() -> None:
    made = units(200)
    found = list(batches([*made, *made], ()))
    sizes = [sum(text.count(" ") + 1 for text in batch) for batch in found]
    assert FIRST_BATCH <= sizes[1] < 2 * FIRST_BATCH
    assert max(sizes) < LARGEST_BATCH + 20 and sizes[:5] == sorted(sizes[:5])
    assert [t for batch in found for t in batch] == [u.sentences[0].text for u in made]


def test_the_title_comes_alone_and_then_the_first_paragraph() -> None:
    made = [Unit("title", (Sentence("Un titre", 0, 0, 8),)), *units(3)]
    found = [[text.split()[0] for text in batch] for batch in batches(made, ())]
    assert found == [["Un"], ["mot0", "mot1"], ["mot2"]]


def test_the_order_may_change_between_batches() -> None:
    made = [Unit("title", ()), *units(12)]
    place = ["0"]
    found = batches(lambda: reading_order(made, place[0]), ())
    assert [text.split()[0] for text in next(found)] == ["mot0"]
    assert [text.split()[0] for text in next(found)] == ["mot1", "mot2"]
    place[0] = "7"
    assert [text.split()[0] for text in next(found)] == ["mot7", "mot8", "mot9", "mot10"]
    assert [text.split()[0] for text in next(found)] == ["mot11", *(f"mot{n}" for n in range(3, 7))]


def test_what_is_known_is_in_no_batch() -> None:
    made = units(3)
    known = {sentence_key(made[1].sentences[0].text)}
    assert [t for b in batches(made, known) for t in b] == [
        made[0].sentences[0].text,
        made[2].sentences[0].text,
    ]


def test_code_in_the_text_stays() -> None:
    html = (
        "<p>Tapez <code>ls &amp; <b>x</b></code> puis <code>q</code>.</p><ul><li><code>rm -r</code></li></ul>"
    )
    assert kept_texts(article(html)) == {"ls & x": "", "rm -r": ""}
