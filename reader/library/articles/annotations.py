"""The reader's marks and notes: kept through every new copy of a text, removed by the reader only."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from reader.core.errors import ReaderError
from reader.core.marks import Annotation, Colour
from reader.core.model import Block, Document
from reader.core.replication.note_texts import join_texts
from reader.core.serialize import loads
from reader.library.articles.anchors import anchored, source_of
from reader.library.articles.documents import Blocks, Extras
from reader.library.clock import now
from reader.library.database import Database
from reader.library.tables import AnnotationRow, ArticleRow, BodyRow, NoteRow

NOT_FOUND = "not-found"
_PLACE = ("language", "block", "sentence", "last_sentence", "start", "end", "source")


class Annotations:
    """The marks and notes of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, mark: Annotation) -> Annotation:
        """Store a mark and return it with its number, times and source.

        A mark that was removed comes back under its own number (undo), unless another one has that.

        Raises:
            ReaderError: `no-such-article`.
        """
        with self._database.write() as session:
            document = stored_document(session, mark.article_id)
            moment = now()
            free = not mark.id or session.get(AnnotationRow, mark.id) is None
            mark = dataclasses.replace(
                mark,
                id=mark.id if free else 0,
                last_sentence=max(mark.sentence, mark.last_sentence),
                source=mark.source or source_of(document, mark),
                created_at=mark.created_at or moment,
                updated_at=mark.updated_at or moment,
            )
            row = AnnotationRow(**_values(mark))
            session.add(row)
            session.flush()
            return _annotation(row)

    def change(
        self,
        mark_id: int,
        note: str | None = None,
        colour: Colour | None = None,
        base: str | None = None,
    ) -> Annotation:
        """Change the note or the colour of a mark; `None` leaves it.

        Args:
            mark_id: its number.
            note: the new note.
            colour: the new colour.
            base: as for `set_note`.

        Raises:
            ReaderError: `no-such-mark`.
        """
        with self._database.write() as session:
            row = _row(session, mark_id)
            new = row.note if note is None else _on_top(row.note, note, base)
            if row.note.strip() and not new.strip():
                self._database.before_removal(session, "article", [str(row.article_id)], whole=False)
            row.note = new
            row.colour = row.colour if colour is None else Colour(colour).value
            row.updated_at = now()
            session.add(row)
            session.flush()
            return _annotation(row)

    def remove(self, mark_id: int) -> Annotation:
        """Remove a mark and return it, so that `add` can bring it back.

        Raises:
            ReaderError: `no-such-mark`.
        """
        with self._database.write() as session:
            row = _row(session, mark_id)
            found = _annotation(row)
            self._database.before_removal(session, "article", [str(row.article_id)], whole=False)
            session.delete(row)
            return found

    def of_article(self, article_id: int) -> list[Annotation]:
        """The marks of an article in reading order; those not found in its text come last."""
        with self._database.read() as session:
            chosen = select(AnnotationRow).where(AnnotationRow.article_id == article_id)
            marks = [_annotation(row) for row in session.exec(chosen)]
            order = {block.id: n for n, block in enumerate(_blocks(session, article_id), 2)}
            order |= {"title": 0, "caption": 1}
        return sorted(
            marks, key=lambda m: (not m.found, order.get(m.block, len(order)), m.sentence, m.start, m.id)
        )

    def all(self) -> list[Annotation]:
        """Every mark outside Trash, the newest first."""
        chosen = (
            select(AnnotationRow)
            .join(ArticleRow, col(ArticleRow.id) == AnnotationRow.article_id)
            .where(ArticleRow.trashed_at == "")
            .order_by(col(AnnotationRow.id).desc())
        )
        with self._database.read() as session:
            return [_annotation(row) for row in session.exec(chosen)]

    def counts(self) -> dict[int, int]:
        """How many marks each article has, by its number."""
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT article_id, count(*) FROM annotation GROUP BY article_id"
            )
            return {row[0]: row[1] for row in rows}

    def note(self, article_id: int) -> str:
        """The note on a whole article; "" when there is none."""
        with self._database.read() as session:
            row = session.get(NoteRow, article_id)
            return row.text if row is not None else ""

    def set_note(self, article_id: int, text: str, base: str | None = None) -> None:
        """Keep the note on a whole article; an empty one is removed.

        Args:
            article_id: its number.
            text: the note.
            base: the note that the text was written from. When another one is stored by now, as another
                computer or program wrote it, both are joined; `None` puts the text in the place of any.

        Raises:
            ReaderError: `no-such-article`.
        """
        with self._database.write() as session:
            if session.get(ArticleRow, article_id) is None:
                raise ReaderError("no-such-article", f"article {article_id}", id=article_id)
            row = session.get(NoteRow, article_id)
            text = _on_top(row.text if row is not None else "", text, base)
            if not text.strip():
                if row is not None:
                    self._database.before_removal(session, "article", [str(article_id)], whole=False)
                    session.delete(row)
                return
            row = row or NoteRow(article_id=article_id, text="", created_at=now(), updated_at="")
            row.text, row.updated_at = text, now()
            session.add(row)

    def notes(self) -> dict[int, str]:
        """The notes on whole articles outside Trash, by the article's number."""
        chosen = (
            select(NoteRow)
            .join(ArticleRow, col(ArticleRow.id) == NoteRow.article_id)
            .where(ArticleRow.trashed_at == "")
        )
        with self._database.read() as session:
            return {row.article_id: row.text for row in session.exec(chosen)}


def _on_top(stored: str, text: str, base: str | None) -> str:
    """What a note becomes that was written from `base`."""
    if base is None or not stored.strip() or stored in (base, text):
        return text
    return join_texts(base, stored, text)


def anchor_again(session: Session, article_id: int, document: Document) -> None:
    """Look for every mark of an article in its new text, inside the transaction that stores it."""
    for row in session.exec(select(AnnotationRow).where(AnnotationRow.article_id == article_id)):
        moved = anchored(_annotation(row), document)
        for name in _PLACE:
            setattr(row, name, getattr(moved, name))
        row.state = "" if moved.found else NOT_FOUND
        session.add(row)


def _row(session: Session, mark_id: int) -> AnnotationRow:
    row = session.get(AnnotationRow, mark_id)
    if row is None:
        raise ReaderError("no-such-mark", f"mark {mark_id}", id=mark_id)
    return row


def stored_document(session: Session, article_id: int) -> Document:
    """As much of the document as marks need: title, caption and blocks; damaged texts have none."""
    article = session.get(ArticleRow, article_id)
    if article is None:
        raise ReaderError("no-such-article", f"article {article_id}", id=article_id)
    body = session.get(BodyRow, article_id)
    try:
        lead = loads(Extras, body.extras).lead if body is not None else None
    except (ValueError, TypeError, KeyError, AttributeError):
        lead = None
    return Document(
        article.url, article.title, _blocks(session, article_id), "", language=article.language, lead=lead
    )


def _blocks(session: Session, article_id: int) -> tuple[Block, ...]:
    body = session.get(BodyRow, article_id)
    try:
        return loads(Blocks, body.blocks).blocks if body is not None else ()
    except (ValueError, TypeError, KeyError, AttributeError):
        return ()


def _values(mark: Annotation) -> dict[str, Any]:
    values: dict[str, Any] = {f.name: getattr(mark, f.name) for f in dataclasses.fields(mark)}
    found = values.pop("found")
    return {
        **values,
        "id": mark.id or None,
        "colour": Colour(mark.colour).value,
        "state": "" if found else NOT_FOUND,
    }


def _annotation(row: AnnotationRow) -> Annotation:
    names: Sequence[str] = [
        f.name for f in dataclasses.fields(Annotation) if f.name not in ("found", "colour")
    ]
    values = {name: getattr(row, name) for name in names}
    return Annotation(**values, found=row.state != NOT_FOUND, colour=Colour(row.colour))
