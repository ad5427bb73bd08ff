"""A document in another language: the original's blocks with the translation's sentences."""

from __future__ import annotations

import dataclasses
from html import escape

from reader.core.languages import direction_of
from reader.core.model import (
    Block,
    Document,
    Part,
    Picture,
    Sentence,
    TranslatedBlock,
    TranslatedSentence,
    Translation,
)
from reader.reading.markup import translated_html


def translated_document(document: Document, translation: Translation) -> Document:
    """Return `document` in the translation's language; what is not translated yet stays as it is.

    Pictures, links of related articles and ids are the original's. `html` is made from the blocks.
    """
    from reader.reading.document import html_from_blocks

    done = {block.id: block for block in translation.blocks}
    blocks = tuple(
        translated_block(block, done[block.id], translation.target) if block.id in done else block
        for block in document.blocks
    )
    return dataclasses.replace(
        document,
        title=joined(translation.title) or document.title,
        language=translation.target,
        lead=_translated_lead(document.lead, translation.caption),
        blocks=blocks,
        html=html_from_blocks(blocks),
    )


def translated_block(block: Block, translation: TranslatedBlock, target: str) -> Block:
    """Return `block` with the target sentences, part by part; unchanged while any is missing."""
    if not translation.sentences or not translation.done:
        return block
    texts: dict[int, list[str]] = {}
    originals: dict[int, list[Sentence]] = {}
    pairs: dict[int, list[TranslatedSentence]] = {}
    for sentence, pair in zip(block.sentences, translation.sentences, strict=False):
        texts.setdefault(sentence.part, []).append(pair.target)
        originals.setdefault(sentence.part, []).append(sentence)
        pairs.setdefault(sentence.part, []).append(pair)
    parts = tuple(
        _part(part, originals[index], pairs[index]) if index in texts else part
        for index, part in enumerate(block.parts)
    )
    return dataclasses.replace(
        block,
        parts=parts,
        direction=direction_of(target),
        sentences=tuple(_sentences(texts)),
    )


def joined(block: TranslatedBlock) -> str:
    """The target text of a one-part block such as the title; empty while any sentence is missing."""
    return " ".join(s.target for s in block.sentences) if block.done else ""


def _part(part: Part, sentences: list[Sentence], pairs: list[TranslatedSentence]) -> Part:
    text = " ".join(pair.target for pair in pairs)
    plain = "<" not in part.html
    html = escape(text, quote=False) if plain else translated_html(part, sentences, pairs)
    return dataclasses.replace(part, html=html, text=text)


def _sentences(texts: dict[int, list[str]]) -> list[Sentence]:
    found = []
    for part, sentences in texts.items():
        start = 0
        for text in sentences:
            found.append(Sentence(text, part, start, start + len(text)))
            start += len(text) + 1
    return found


def _translated_lead(lead: Picture | None, caption: TranslatedBlock | None) -> Picture | None:
    if lead is None or caption is None:
        return lead
    return dataclasses.replace(lead, caption=joined(caption) or lead.caption)
