"""What the reader repaired in articles: kept apart from the text, applied to it, and to every newer copy.

The stored text of an article is the repaired one, so that lists, search, marks and translations know
only that. While an article has edits, the text as it was fetched lies beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, delete, select

from reader.core.edits import Edits, LeftOut, Repair, apply_edits, lost_edits
from reader.core.errors import ReaderError
from reader.core.model import Document
from reader.core.origin import Origin, origin_named
from reader.core.serialize import dumps, loads
from reader.library.articles.annotations import anchor_again
from reader.library.articles.documents import article_values, body_row, document_of, picture_rows, with_rows
from reader.library.clock import now
from reader.library.database import Database
from reader.library.tables import ArticleOriginRow, ArticleRow, BodyRow, EditRow, PictureRow, SourceRow

Change = Callable[[Document, Sequence[LeftOut], Edits], Edits]
"""Makes new edits of the document as fetched, what was left out of it, and the edits so far."""


@dataclass(frozen=True, slots=True)
class Source:
    """What came with a page beside its article.

    `etag` and `last_modified` are "" when it cannot be asked whether it changed. `origin` says who named
    its link, with `reached` of the article's own page; `None` when an earlier version did not keep it.
    """

    etag: str = ""
    last_modified: str = ""
    left_out: tuple[LeftOut, ...] = ()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class LeftOutBlocks:
    """What was left out, as one JSON value."""

    blocks: tuple[LeftOut, ...] = ()


class Repairs:
    """The edits of the articles of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, article_id: int) -> Repair:
        """An article with what can be repaired in it.

        Raises:
            ReaderError: `no-such-article`, `article-damaged`.
        """
        with self._database.read() as session:
            return _repair(session, article_id)

    def source(self, article_id: int) -> Source:
        """What came with the article's page; empty for an article of an earlier version."""
        with self._database.read() as session:
            return _source(session, article_id)

    def keep_source(self, article_id: int, source: Source) -> None:
        """Note anew what came with the page, whose text did not change.

        Raises:
            ReaderError: the disk.
        """
        with self._database.write() as session:
            store_source(session, article_id, source)

    def change(
        self, article_id: int, change: Change, prepare: Callable[[Document], Document] | None = None
    ) -> Repair:
        """Change the edits of an article and its text with them, in one transaction.

        `prepare` puts the text as fetched into another form first, such as other sentences.

        Raises:
            ReaderError: `no-such-article`, `article-damaged`, or what `change` raises; nothing is changed.
        """
        with self._database.write() as session:
            before = _repair(session, article_id)
            edits = change(before.fetched, before.left_out, before.edits)
            if edits == before.edits:
                return before
            fetched = prepare(before.fetched) if prepare is not None else before.fetched
            shown = apply_edits(fetched, before.left_out, edits)
            _store_edits(session, article_id, edits, fetched)
            row = session.get(ArticleRow, article_id)
            assert row is not None
            words = 0 if shown.blocks != before.shown.blocks else row.words
            row.sqlmodel_update(article_values(shown, words))
            session.add(row)
            store_text(session, article_id, shown, fetched)
            anchor_again(session, article_id, shown)
            lost = lost_edits(fetched, before.left_out, edits)
            return Repair(fetched, shown, before.left_out, edits, lost)


def take_up(session: Session, article_id: int, document: Document, source: Source) -> Document:
    """Keep what came with a newly fetched document and give it as the reader repaired the one before.

    Everything happens in the caller's transaction; the edits stay, also those that find nothing.
    """
    store_source(session, article_id, source)
    row = session.get(EditRow, article_id)
    if row is None:
        return document
    row.fetched = dumps(document)
    session.add(row)
    return apply_edits(document, source.left_out, _edits(row))


def store_text(session: Session, article_id: int, shown: Document, fetched: Document) -> None:
    """Put a text and its pictures in the place of what is stored.

    The pictures of the text as fetched are kept too, and the files of restored ones that are here already.
    """
    known = {row.src: row for row in _pictures(session, article_id)}
    files = {p.src: (p.digest, p.width, p.height) for p in known.values() if p.digest}
    for table in (BodyRow, PictureRow):
        session.exec(delete(table).where(col(table.article_id) == article_id))
    session.expunge_all()
    own = {row.src: row for row in picture_rows(article_id, fetched)}
    rows = {**own, **{row.src: row for row in picture_rows(article_id, shown) if row.src not in own}}
    for row in rows.values():
        if row.src not in own and not row.digest and row.src in files:
            row.digest, row.width, row.height = files[row.src]
    session.add(body_row(article_id, shown))
    session.add_all(rows.values())
    session.flush()


def store_source(session: Session, article_id: int, source: Source) -> None:
    """Note what came with a page, in the caller's transaction; nothing takes no row."""
    for table in (SourceRow, ArticleOriginRow):
        session.exec(delete(table).where(col(table.article_id) == article_id))
    if source.etag or source.last_modified or source.left_out:
        left_out = dumps(LeftOutBlocks(source.left_out)) if source.left_out else ""
        session.add(
            SourceRow(
                article_id=article_id,
                etag=source.etag,
                last_modified=source.last_modified,
                left_out=left_out,
            )
        )
    if source.origin is not None:
        session.add(_origin_row(article_id, source.origin))
    session.flush()


def _origin_row(article_id: int, origin: Origin) -> ArticleOriginRow:
    return ArticleOriginRow(
        article_id=article_id,
        named_by=origin.by.value,
        page=origin.page,
        reached=origin.reached.name.lower(),
    )


def _repair(session: Session, article_id: int) -> Repair:
    article = session.get(ArticleRow, article_id)
    if article is None:
        raise ReaderError("no-such-article", f"article {article_id}", id=article_id)
    pictures = _pictures(session, article_id)
    shown = document_of(article, session.get(BodyRow, article_id), pictures)
    left_out = _source(session, article_id).left_out
    row = session.get(EditRow, article_id)
    if row is None:
        return Repair(shown, shown, left_out, Edits())
    fetched, edits = with_rows(_fetched(row), pictures), _edits(row)
    return Repair(fetched, shown, left_out, edits, lost_edits(fetched, left_out, edits))


def _pictures(session: Session, article_id: int) -> Sequence[PictureRow]:
    return session.exec(select(PictureRow).where(PictureRow.article_id == article_id)).all()


def _source(session: Session, article_id: int) -> Source:
    row = session.get(SourceRow, article_id)
    named = session.get(ArticleOriginRow, article_id)
    origin = origin_named(named.named_by, named.page, named.reached) if named is not None else None
    if row is None:
        return Source(origin=origin)
    try:
        left_out = loads(LeftOutBlocks, row.left_out).blocks if row.left_out else ()
    except (ValueError, TypeError, KeyError, AttributeError):
        left_out = ()  # damaged: fetching again brings it back
    return Source(row.etag, row.last_modified, left_out, origin)


def _edits(row: EditRow) -> Edits:
    try:
        return loads(Edits, row.edits)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ReaderError("article-damaged", f"edits of article {row.article_id}") from error


def _fetched(row: EditRow) -> Document:
    try:
        return loads(Document, row.fetched)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ReaderError("article-damaged", f"fetched text of article {row.article_id}") from error


def _store_edits(session: Session, article_id: int, edits: Edits, fetched: Document) -> None:
    session.exec(delete(EditRow).where(col(EditRow.article_id) == article_id))
    if edits != Edits():
        session.add(
            EditRow(article_id=article_id, edits=dumps(edits), fetched=dumps(fetched), changed_at=now())
        )
    session.flush()
