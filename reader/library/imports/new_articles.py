"""Many articles at once: whole columns of rows in a few statements, inside the caller's transaction."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlmodel import Session

from reader.core.marks import Annotation, Colour
from reader.core.model import Document
from reader.library.articles.anchors import anchored
from reader.library.articles.annotations import NOT_FOUND
from reader.library.articles.documents import article_values, body_row, picture_rows
from reader.library.imports.entries import Entry, Quote
from reader.library.tables import AnnotationRow, ArticleRow, BodyRow, PictureRow
from reader.library.views import fold

_ARTICLE = [name for name in ArticleRow.model_fields]
_BODY = [name for name in BodyRow.model_fields]
_PICTURE = [name for name in PictureRow.model_fields]
_MARK = [name for name in AnnotationRow.model_fields if name != "id"]


def insert_articles(session: Session, entries: Sequence[Entry], moment: str) -> None:
    """Store new articles under the numbers kept for them; their addresses must be free.

    Args:
        session: inside a write.
        entries: each with a document.
        moment: the present, ISO 8601 in UTC.
    """
    run = session.connection().exec_driver_sql
    documents = [(entry, entry.document) for entry in entries if entry.document is not None]
    if not documents:
        return
    run(
        insert_statement("article", _ARTICLE),
        [_article(entry, document, moment) for entry, document in documents],
    )
    run(
        "INSERT INTO article_address (key, article_id) VALUES (?, ?)",
        [(entry.key, entry.article_id) for entry, _ in documents],
    )
    run(
        insert_statement("article_body", _BODY),
        [_body(entry.article_id, document) for entry, document in documents],
    )
    pictures = [row for entry, document in documents for row in _pictures(entry.article_id, document)]
    if pictures:
        run(insert_statement("article_picture", _PICTURE), pictures)
    run(
        "INSERT INTO article_origin (article_id, named_by, page, reached) VALUES (?, ?, '', ?)",
        [(e.article_id, "reader" if e.by_reader else "file", e.reached) for e, _ in documents],
    )
    add_tags(session, [(entry.article_id, tag) for entry, _ in documents for tag in entry.tags])
    notes = [(entry.article_id, entry.note, moment, moment) for entry, _ in documents if entry.note]
    if notes:
        run("INSERT INTO article_note (article_id, text, created_at, updated_at) VALUES (?, ?, ?, ?)", notes)
    for entry, document in documents:
        add_quotes(session, entry.article_id, document, entry.quotes, moment)


def add_tags(session: Session, wanted: Sequence[tuple[int, str]], at: str = "") -> None:
    """Give articles tags, those that they have left as they are; a tag keeps its first spelling.

    `at` is since when they have them, "" where since they are there.
    """
    if not wanted:
        return
    run = session.connection().exec_driver_sql
    names = {fold(name): " ".join(name.split()) for _, name in reversed(wanted)}
    run("INSERT OR IGNORE INTO tag (name, fold) VALUES (?, ?)", [(n, folded) for folded, n in names.items()])
    found = run(
        "SELECT fold, id FROM tag WHERE fold IN (SELECT value FROM json_each(?))", (json.dumps(list(names)),)
    )
    ids = {folded: tag_id for folded, tag_id in found}
    run(
        "INSERT OR IGNORE INTO article_tag (article_id, tag_id, added_at) VALUES (?, ?, ?)",
        [(article_id, ids[fold(name)], at) for article_id, name in wanted],
    )


def add_quotes(
    session: Session, article_id: int, document: Document, quotes: Iterable[Quote], moment: str
) -> list[int]:
    """Store marked passages, at their place where the text has them; returns the marks' numbers."""
    run = session.connection().exec_driver_sql
    added = []
    for quote in quotes:
        mark = Annotation(
            0,
            article_id,
            document.language if document.blocks else "",
            "",
            0,
            0,
            len(quote.quote),
            quote.quote,
            last_sentence=0,
            source=quote.quote,
            note=quote.note,
            found=False,
            created_at=quote.created or moment,
            updated_at=moment,
            **({"colour": Colour(quote.colour)} if quote.colour in set(Colour) else {}),
        )
        mark = anchored(mark, document) if document.blocks else mark
        values = {
            **dataclasses.asdict(mark),
            "colour": Colour(mark.colour).value,
            "state": "" if mark.found else NOT_FOUND,
        }
        added.append(
            run(insert_statement("annotation", _MARK), tuple(values[name] for name in _MARK)).lastrowid
        )
    return added


def _article(entry: Entry, document: Document, moment: str) -> tuple[Any, ...]:
    values = {
        **article_values(document, entry.words),
        "id": entry.article_id,
        "requested_url": entry.url,
        "saved_at": min(entry.saved_at or moment, moment),
        "fetched_at": moment,
        "opened_at": "",
        "trashed_at": "",
        "progress": entry.progress,
        "position": "",
        "unread": entry.unread,
        "favourite": entry.favourite,
        "archived": entry.archived,
    }
    return tuple([values[name] for name in _ARTICLE])


def _body(article_id: int, document: Document) -> tuple[Any, ...]:
    if not document.blocks and not document.html:
        return (article_id, *_empty_body())
    row = body_row(article_id, document)
    return tuple([getattr(row, name) for name in _BODY])


@cache
def _empty_body() -> tuple[Any, ...]:
    row = body_row(0, Document("", "", (), ""))
    return tuple(getattr(row, name) for name in _BODY[1:])


def _pictures(article_id: int, document: Document) -> Iterable[tuple[Any, ...]]:
    for row in picture_rows(article_id, document) if document.blocks else ():
        yield tuple(getattr(row, name) for name in _PICTURE)


@cache
def _statement(table: str, names: tuple[str, ...]) -> str:
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table} ({quoted}) VALUES ({', '.join('?' * len(names))})"


def insert_statement(table: str, names: Sequence[str]) -> str:
    """A statement that stores a row of a table, its columns in this order."""
    return _statement(table, tuple(names))
