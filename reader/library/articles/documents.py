"""Documents to rows and back, with the SHA-256 that tells whether a stored text is what was stored.

SQLite does not notice a damaged text (20 of 150 random damages were found by its own check), so
the hash stands beside each body and is checked at every reading.
"""

from __future__ import annotations

import dataclasses
import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.core.errors import ReaderError
from reader.core.model import ArticleLink, Block, BlockKind, Document, Picture, ReadingPosition
from reader.core.serialize import dumps, loads
from reader.library.articles.stored_markup import clean_document

if TYPE_CHECKING:
    from reader.library.tables import ArticleRow, BodyRow, PictureRow

_EXCERPT = 280  # characters; two lines of a card at its widest
_SORTED = 120  # characters of a title that decide its place

COLUMNS = (
    *("title", "url", "author", "date", "published", "language", "site", "section"),
    *("description", "incomplete"),
)
"""The columns of an article's row that are fields of its document."""


@dataclass(frozen=True, slots=True)
class Extras:
    """What an article has besides its text: pictures in its head and links to others."""

    lead: Picture | None = None
    avatar: Picture | None = None
    related: tuple[ArticleLink, ...] = ()
    latest: tuple[ArticleLink, ...] = ()
    most_read: tuple[ArticleLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks, as one JSON value."""

    blocks: tuple[Block, ...] = ()


def article_values(document: Document, words: int) -> dict[str, Any]:
    """The columns of an article's row that come from its document; 0 `words` are counted roughly."""
    shown = document.lead or next((b.picture for b in document.blocks if b.picture is not None), None)
    return {
        **{name: getattr(document, name) for name in COLUMNS},
        "title_sort": _sort_key(document.title),
        "excerpt": _excerpt(document),
        "words": words or sum(len(part.text.split()) for b in document.blocks for part in b.parts),
        "thumbnail_src": shown.src if shown is not None else "",
        "thumbnail": shown.digest if shown is not None else "",
    }


def _sort_key(title: str) -> str:
    """A title without case, accents and leading marks, so that "« Élus »" stands at E."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(c))
    return bare.lstrip(" «»“”\"'’‘([{-–—…")[:_SORTED]


def _excerpt(document: Document) -> str:
    first = next((b.text for b in document.blocks if b.kind is BlockKind.PARAGRAPH), "")
    return (document.description or first)[:_EXCERPT]


def body_row(article_id: int, document: Document) -> BodyRow:
    """The text of a document, hashed."""
    blocks = dumps(Blocks(document.blocks))
    extras = dumps(
        Extras(document.lead, document.avatar, document.related, document.latest, document.most_read)
    )
    from reader.library.tables import BodyRow

    return BodyRow(
        article_id=article_id,
        html=document.html,
        blocks=blocks,
        extras=extras,
        sha256=text_hash(document.html, blocks, extras),
    )


def picture_rows(article_id: int, document: Document) -> list[PictureRow]:
    """A row for each picture of a document, stored or missing."""
    from reader.library.tables import PictureRow

    pictures = (document.lead, document.avatar, *(b.picture for b in document.blocks))
    found = {p.src: p for p in pictures if p is not None and p.src}
    return [
        PictureRow(article_id=article_id, src=src, digest=p.digest, width=p.width, height=p.height)
        for src, p in found.items()
    ]


def document_of(row: ArticleRow, body: BodyRow | None, pictures: Sequence[PictureRow]) -> Document:
    """The document of an article's rows, cleaned once more: a library's file may come from anywhere.

    Its pictures' files are those of the picture rows. `html` is as it was stored.

    Raises:
        ReaderError: `article-damaged`.
    """
    texts = (body.html, body.blocks, body.extras) if body is not None else ()
    whole = texts and all(isinstance(text, str) for text in texts)  # SQLite keeps any value in any column
    if body is None or not whole or text_hash(*texts) != body.sha256:
        raise ReaderError("article-damaged", f"the text of article {row.id} has another hash")
    extras = loads(Extras, body.extras)
    stored = {p.src: p for p in pictures}
    document = Document(
        **{name: getattr(row, name) for name in COLUMNS},
        blocks=tuple(_with_picture(b, stored) for b in loads(Blocks, body.blocks).blocks),
        html=body.html,
        lead=_picture(extras.lead, stored),
        avatar=_picture(extras.avatar, stored),
        related=extras.related,
        latest=extras.latest,
        most_read=extras.most_read,
    )
    return clean_document(document)


def with_rows(document: Document, pictures: Sequence[PictureRow]) -> Document:
    """A document that is stored whole, cleaned like any, with the files of its pictures as they are now."""
    stored = {p.src: p for p in pictures}
    whole = dataclasses.replace(
        document,
        blocks=tuple(_with_picture(block, stored) for block in document.blocks),
        lead=_picture(document.lead, stored),
        avatar=_picture(document.avatar, stored),
    )
    return clean_document(whole)


def position_of(row: ArticleRow) -> ReadingPosition | None:
    """Where the reader was; `None` before the first time, or when it cannot be read."""
    try:
        return loads(ReadingPosition, row.position) if row.position else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def text_hash(*texts: str) -> str:
    """SHA-256 (hex) over several texts, each with its length, so that none can flow into the next."""
    digest = hashlib.sha256()
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def _with_picture(block: Block, stored: dict[str, PictureRow]) -> Block:
    if block.picture is None:
        return block
    return dataclasses.replace(block, picture=_picture(block.picture, stored))


def _picture(picture: Picture | None, stored: dict[str, PictureRow]) -> Picture | None:
    row = stored.get(picture.src) if picture is not None else None
    if picture is None or row is None:
        return picture
    return dataclasses.replace(picture, digest=row.digest, width=row.width, height=row.height)
