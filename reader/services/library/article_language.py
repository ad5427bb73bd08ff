"""The language of an article, set by hand where it was not recognised; the sentences are cut anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.core.model import Block, BlockKind, Document

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession


def set_language(session: LibrarySession, article_id: int, code: str) -> str:
    """Say which language an article is written in; returns the one before. A newer copy keeps it.

    What was translated from the other language is forgotten for this article.

    Raises:
        ReaderError: `no-such-article`, `article-damaged`.
    """
    from reader.core.edits import Edits, LeftOut, Wanted, changed_edits

    article = session.articles.get(article_id)
    before = article.document.language
    if code == before:
        return before

    def change(document: Document, left_out: Sequence[LeftOut], edits: Edits) -> Edits:
        return changed_edits(document, left_out, edits, Wanted(language=code))

    def cut_anew(document: Document) -> Document:
        return replace(document, blocks=tuple(in_language(block, code) for block in document.blocks))

    for target in session.translations.status(article_id):
        session.translations.clear(article_id, target)
    session.repairs.change(article_id, change, cut_anew)
    return before


def in_language(block: Block, code: str) -> Block:
    """A block with the sentences and the direction it has in a language."""
    from reader.reading.direction import block_direction
    from reader.reading.sentences import sentences_of

    if block.kind is BlockKind.CODE:
        return block
    texts = [part.text for part in block.parts]
    return replace(
        block, sentences=sentences_of(texts, code), direction=block_direction("\n".join(texts), code)
    )


def languages_to_choose(session: LibrarySession) -> list[str]:
    """The languages that can be translated from with what is installed, then the others known by name."""
    from reader.core.languages import known_codes
    from reader.services.translation.manage_packages import list_packages

    first = dict.fromkeys(package.source for package in list_packages(session))
    return list(dict.fromkeys([*first, *known_codes()]))
