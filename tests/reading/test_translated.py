"""A document put into another language."""

from __future__ import annotations

from reader.core.model import (
    Block,
    BlockKind,
    Direction,
    Document,
    Picture,
    TranslatedBlock,
    TranslatedSentence,
    Translation,
)
from reader.reading.document import blocks_from_html
from reader.reading.translated import joined, translated_block, translated_document

PAGE = "<p>Il part. Elle <b>reste</b>.</p><ul><li>Un.</li><li>Deux.</li></ul><pre>x = 1</pre>"


def pairs(block: Block, mark: str = "ت") -> TranslatedBlock:
    return TranslatedBlock(
        block.id, tuple(TranslatedSentence(s.text, f"{mark} {s.text}") for s in block.sentences)
    )


def document() -> Document:
    blocks = blocks_from_html(PAGE, "fr")
    return Document(
        "https://a.b", "Titre", blocks, PAGE, language="fr", lead=Picture("https://a.b/c.jpg", "Vue")
    )


def translation(done: int) -> Translation:
    blocks = tuple(pairs(block) for block in document().blocks[:done])
    title = TranslatedBlock("title", (TranslatedSentence("Titre", "عنوان"),))
    caption = TranslatedBlock("caption", (TranslatedSentence("Vue", "منظر"),))
    return Translation("ar", None, title, caption, blocks)


def test_whole_document() -> None:
    made = translated_document(document(), translation(done=3))
    assert (made.title, made.language) == ("عنوان", "ar")
    assert made.lead is not None and made.lead.caption == "منظر"
    paragraph, items, code = made.blocks
    assert paragraph.text == "ت Il part. ت Elle reste." and paragraph.direction is Direction.RTL
    assert [part.text for part in items.parts] == ["ت Un.", "ت Deux."] and items.kind is BlockKind.LIST
    assert code.text == "x = 1" and code.direction is Direction.LTR
    assert [b.id for b in made.blocks] == [b.id for b in document().blocks]
    for block in made.blocks:
        for s in block.sentences:
            assert block.parts[s.part].text[s.start : s.end] == s.text
    assert [b.text for b in blocks_from_html(made.html, "ar")] == [b.text for b in made.blocks]


def test_unfinished_blocks_stay_in_the_original() -> None:
    made = translated_document(document(), translation(done=1))
    assert made.blocks[0].text.startswith("ت") and made.blocks[1] == document().blocks[1]
    half = TranslatedBlock("x", (TranslatedSentence("a", "b"), TranslatedSentence("c", "")))
    assert translated_block(document().blocks[0], half, "ar") == document().blocks[0]
    assert joined(half) == ""
