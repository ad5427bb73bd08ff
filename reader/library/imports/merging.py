"""Takes a row into an article that is there, and keeps what stood there before, so that it can be undone."""

from __future__ import annotations

import json
from typing import Any

from sqlmodel import Session

from reader.core.model import Document
from reader.library.articles.annotations import anchor_again, stored_document
from reader.library.articles.documents import article_values
from reader.library.articles.repairs import store_text
from reader.library.imports.entries import WITHOUT_TEXT, Entry, Quote
from reader.library.imports.new_articles import add_quotes, add_tags
from reader.library.tables import ArticleRow
from reader.library.views import fold

_STATE = "SELECT unread, favourite, archived, saved_at, incomplete, trashed_at FROM article WHERE id = ?"
_TAGS = "SELECT fold FROM tag JOIN article_tag ON tag_id = tag.id WHERE article_id = ?"


def merge(session: Session, article_id: int, entry: Entry, moment: str) -> dict[str, Any]:
    """Add to an article what a row says more: tags, an earlier date, notes, highlights, its marks, its text.

    Returns:
        What was changed and what stood there before; empty when nothing was.
    """
    run = session.connection().exec_driver_sql
    unread, favourite, archived, saved_at, incomplete, trashed_at = run(_STATE, (article_id,)).one()
    effect: dict[str, Any] = {}
    columns: dict[str, Any] = {}
    if entry.saved_at and entry.saved_at < saved_at:
        columns["saved_at"] = (saved_at, entry.saved_at)
    if entry.favourite and not favourite:
        columns["favourite"] = (0, 1)
    if entry.archived and not archived:
        columns["archived"] = (0, 1)
    if not entry.unread and unread:
        columns["unread"] = (1, 0)
    if trashed_at:
        columns["trashed_at"] = (trashed_at, "")
    if columns:
        effect["columns"] = columns
        assigned = ", ".join(f"{name} = ?" for name in columns)
        values = [new for _, new in columns.values()]
        run(f"UPDATE article SET {assigned} WHERE id = ?", (*values, article_id))
    if tags := _new_tags(session, article_id, entry, moment):
        effect["tags"] = tags
    if note := _joined_note(session, article_id, entry.note, moment):
        effect["note"] = note
    if marks := _new_marks(session, article_id, entry, moment):
        effect["marks"] = marks
    if incomplete in WITHOUT_TEXT and entry.document is not None and entry.document.blocks:
        _give_text(session, article_id, entry.document, entry.words)
        effect["text"] = True
    return effect


def _new_tags(session: Session, article_id: int, entry: Entry, moment: str) -> list[str]:
    if not entry.tags:
        return []
    had = set(session.connection().exec_driver_sql(_TAGS, (article_id,)).scalars())
    added = [tag for tag in entry.tags if fold(tag) not in had]
    add_tags(session, [(article_id, tag) for tag in added], moment)
    return added


def _joined_note(session: Session, article_id: int, note: str, moment: str) -> list[str]:
    """Put a note below the one that is there, unless it stands in it; gives both."""
    if not note:
        return []
    run = session.connection().exec_driver_sql
    before = run("SELECT text FROM article_note WHERE article_id = ?", (article_id,)).scalar()
    if before is not None and note in before:
        return []
    joined = f"{before}\n\n{note}" if before else note
    if before is None:
        run("INSERT INTO article_note VALUES (?, ?, ?, ?)", (article_id, joined, moment, moment))
    else:
        run(
            "UPDATE article_note SET text = ?, updated_at = ? WHERE article_id = ?",
            (joined, moment, article_id),
        )
    return [before or "", joined]


def _new_marks(session: Session, article_id: int, entry: Entry, moment: str) -> list[int]:
    if not entry.quotes:
        return []
    run = session.connection().exec_driver_sql
    rows = run("SELECT quote, note FROM annotation WHERE article_id = ?", (article_id,))
    had = {(quote, note) for quote, note in rows}
    new = [quote for quote in entry.quotes if (quote.quote, quote.note) not in had]
    if not new:
        return []
    return add_quotes(session, article_id, stored_document(session, article_id), new, moment)


def _give_text(session: Session, article_id: int, document: Document, words: int) -> None:
    row = session.get(ArticleRow, article_id)
    assert row is not None
    row.sqlmodel_update(article_values(document, words))
    session.add(row)
    session.flush()
    store_text(session, article_id, document, document)
    anchor_again(session, article_id, document)


def join(session: Session, article_id: int, into: int, moment: str) -> None:
    """Take an article without a text into another one, with all that it has; its record says so."""
    run = session.connection().exec_driver_sql
    row = session.get(ArticleRow, article_id)
    if row is None or session.get(ArticleRow, into) is None or article_id == into:
        return
    names = "SELECT name FROM tag JOIN article_tag ON tag_id = tag.id WHERE article_id = ?"
    marks = "SELECT quote, note, created_at, colour FROM annotation WHERE article_id = ? ORDER BY id"
    entry = Entry(
        0,
        "",
        saved_at=row.saved_at,
        tags=tuple(run(names, (article_id,)).scalars()),
        note=run("SELECT text FROM article_note WHERE article_id = ?", (article_id,)).scalar() or "",
        unread=row.unread,
        archived=row.archived,
        favourite=row.favourite,
        quotes=tuple(Quote(*mark) for mark in run(marks, (article_id,))),
    )
    effect = merge(session, into, entry, moment)
    run("UPDATE article_address SET article_id = ? WHERE article_id = ?", (into, article_id))
    run(
        "UPDATE import_row SET article_id = ?, outcome = 'merged', effect = ? "
        "WHERE article_id = ? AND outcome IN ('saved', 'waiting')",
        (into, effect_json(effect), article_id),
    )
    run("UPDATE import_row SET article_id = ? WHERE article_id = ?", (into, article_id))
    run("DELETE FROM article WHERE id = ?", (article_id,))


def effect_json(effect: dict[str, Any]) -> str:
    """An effect as the record keeps it; "" for none."""
    return json.dumps(effect, ensure_ascii=False) if effect else ""
