"""The fields of an article, and of what belongs to none, as plain values for other computers."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from typing import Any

from sqlmodel import Session

from reader.core.errors import ReaderError
from reader.core.model import Document
from reader.core.origin import UNVOUCHED, unvouched
from reader.core.replication.changes import LATEST
from reader.core.serialize import loads, to_plain
from reader.library.articles.documents import document_of, with_rows
from reader.library.tables import AnnotationRow, ArticleRow, BodyRow, EditRow, PictureRow
from reader.library.transfer.record_fields import PARTS, SENTENCE, SENTENCE_DETAIL, RecordPart

FLAGS = {
    "unread": "unread",
    "favourite": "favourite",
    "archived": "archived",
    "trashed": "trashed_at",
    "opened": "opened_at",
}
"""Fields that are one column of the article's row."""

DEFAULTS: dict[str, Any] = {
    "unread": True,
    "favourite": False,
    "archived": False,
    "trashed": "",
    "opened": "",
}
MARK_COLUMNS = tuple(
    name for name in AnnotationRow.model_fields if name not in ("id", "article_id", "note", "state")
)
_TRANSLATION, _CHECK = PARTS["translations"], PARTS["translation_checks"]


def read_field(session: Session, article_id: int, name: str) -> Any:
    """The value of a field, `None` when the article has none.

    Raises:
        ReaderError: `article-damaged`: there is no sound text to tell.
    """
    if name in FLAGS:
        return _flag(session, article_id, name)
    if name.startswith("translation:"):
        return _translation(session, article_id, name.partition(":")[2])
    readers = {
        "text": _text,
        "pictures": _pictures,
        "addresses": _addresses,
        "edits": _edits,
        "saved": _saved,
        "position": _position,
    }
    try:
        return readers[name](session, article_id)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ReaderError("article-damaged", f"{name} of article {article_id}: {error}") from error


def _flag(session: Session, article_id: int, name: str) -> Any:
    found = session.connection().exec_driver_sql(
        f"SELECT {FLAGS[name]} FROM article WHERE id = ?", (article_id,)
    )
    value = found.scalar_one()
    return bool(value) if isinstance(DEFAULTS[name], bool) else value


def _text(session: Session, article_id: int) -> dict[str, Any]:
    """The document as it was fetched, with what came with its page.

    Its origin is told as the others will keep it, so that they have nothing to tell back.
    """
    run = session.connection().exec_driver_sql
    row = session.get(ArticleRow, article_id, populate_existing=True)
    assert row is not None
    edited = session.get(EditRow, article_id, populate_existing=True)
    pictures = picture_rows(session, article_id)  # their files may be others than when the text was stored
    if edited is not None:
        document = with_rows(loads(Document, edited.fetched), pictures)
    else:
        document = document_of(row, session.get(BodyRow, article_id, populate_existing=True), pictures)
    source = run(
        "SELECT etag, last_modified, left_out FROM article_source WHERE article_id = ?", (article_id,)
    ).first()
    origin = run("SELECT named_by, page FROM article_origin WHERE article_id = ?", (article_id,)).first()
    waiting = run("SELECT 1 FROM article_waiting WHERE article_id = ?", (article_id,)).first()
    return {
        "document": to_plain(document),
        "words": row.words,
        "fetched_at": row.fetched_at,
        "source": list(source) if source is not None else None,
        "origin": list(unvouched(*origin) if origin is not None else UNVOUCHED),
        "waiting": waiting is not None,
    }


def picture_rows(session: Session, article_id: int) -> list[PictureRow]:
    """The pictures of an article."""
    rows = session.connection().exec_driver_sql(
        "SELECT src, digest, width, height FROM article_picture WHERE article_id = ?", (article_id,)
    )
    return [
        PictureRow(article_id=article_id, src=src, digest=digest, width=width, height=height)
        for src, digest, width, height in rows
    ]


def _pictures(session: Session, article_id: int) -> dict[str, list[Any]]:
    rows = picture_rows(session, article_id)
    return {row.src: [row.digest, row.width, row.height] for row in rows if row.digest}


def _addresses(session: Session, article_id: int) -> list[str]:
    rows = session.connection().exec_driver_sql(
        "SELECT key FROM article_address WHERE article_id = ? ORDER BY key", (article_id,)
    )
    return list(rows.scalars())


def _edits(session: Session, article_id: int) -> Any:
    row = session.get(EditRow, article_id, populate_existing=True)
    return json.loads(row.edits) if row is not None else None


def _saved(session: Session, article_id: int) -> list[str]:
    row = session.connection().exec_driver_sql(
        "SELECT saved_at, requested_url FROM article WHERE id = ?", (article_id,)
    )
    return list(row.one())


def _position(session: Session, article_id: int) -> dict[str, Any] | None:
    position, progress = (
        session.connection()
        .exec_driver_sql("SELECT position, progress FROM article WHERE id = ?", (article_id,))
        .one()
    )
    return {"position": position, "progress": float(progress)} if position or progress else None


def _translation(session: Session, article_id: int, target: str) -> dict[str, Any] | None:
    where = "article_id = ? AND target = ?"
    status = _part(session, _TRANSLATION, where, (article_id, target))
    if status is None:
        return None
    return {"status": status, "check": _part(session, _CHECK, where, (article_id, target))}


def _part(session: Session, part: RecordPart, where: str, values: tuple[Any, ...]) -> dict[str, Any] | None:
    row = (
        session.connection()
        .exec_driver_sql(f"SELECT {part.columns} FROM {part.table} WHERE {where}", values)
        .first()
    )
    return part.shown(row) if row is not None else None


def tags_of(session: Session, article_id: int) -> dict[str, str]:
    """An article's tags: the name without case -> the name."""
    rows = session.connection().exec_driver_sql(
        "SELECT fold, name FROM tag JOIN article_tag ON tag_id = tag.id WHERE article_id = ?", (article_id,)
    )
    return {folded: name for folded, name in rows}


def tag_dates_of(session: Session, article_id: int) -> dict[str, int]:
    """Since when an article has its tags, as stamps, by the name without case; 0 where since it was saved."""
    rows = session.connection().exec_driver_sql(
        "SELECT fold, added_at FROM tag JOIN article_tag ON tag_id = tag.id WHERE article_id = ?",
        (article_id,),
    )
    return {folded: stamp_of(added) for folded, added in rows}


def date_tag(session: Session, article_id: int, folded: str, stamp: int) -> None:
    """Note that an article has a tag since the time of a stamp: as of then it is told in every store."""
    session.connection().exec_driver_sql(
        "UPDATE article_tag SET added_at = strftime('%Y-%m-%dT%H:%M:%S+00:00', ?, 'unixepoch') "
        "WHERE article_id = ? AND tag_id = (SELECT id FROM tag WHERE fold = ?)",
        (stamp // 1_000_000, article_id, folded),
    )


def note_of(session: Session, article_id: int) -> str:
    """The note on an article; "" for none."""
    found = session.connection().exec_driver_sql(
        "SELECT text FROM article_note WHERE article_id = ?", (article_id,)
    )
    return str(found.scalar() or "")


def mark_of(session: Session, annotation_id: int) -> tuple[dict[str, Any], str] | None:
    """A mark without its note, and its note; `None` when it is gone."""
    columns = ", ".join(f'"{name}"' for name in (*MARK_COLUMNS, "note"))
    row = (
        session.connection()
        .exec_driver_sql(f"SELECT {columns} FROM annotation WHERE id = ?", (annotation_id,))
        .first()
    )
    if row is None:
        return None
    return dict(zip(MARK_COLUMNS, row[:-1], strict=True)), row[-1]


def own_part(values: dict[str, Any]) -> dict[str, Any]:
    """What of a mark the reader set: its place follows the text by itself."""
    return {name: values[name] for name in ("colour", "quote", "created_at")}


def term_of(session: Session, key: str) -> dict[str, Any] | None:
    """A term of the glossary by source, target and term."""
    row = (
        session.connection()
        .exec_driver_sql(
            "SELECT translation, created_at FROM glossary_term WHERE source = ? AND target = ? AND term = ?",
            tuple(key.split("\x1f", 2)),
        )
        .first()
    )
    return {"translation": row[0], "created_at": row[1]} if row is not None else None


def search_of(session: Session, key: str) -> dict[str, Any] | None:
    """A saved search by its name without case."""
    row = (
        session.connection()
        .exec_driver_sql("SELECT name, query, place, created_at FROM saved_search WHERE fold = ?", (key,))
        .first()
    )
    return dict(zip(("name", "query", "place", "created_at"), row, strict=True)) if row is not None else None


def route_of(session: Session, route_id: int) -> tuple[str, str, str] | None:
    """Languages and packages of a route."""
    row = (
        session.connection()
        .exec_driver_sql("SELECT source, target, key FROM route WHERE id = ?", (route_id,))
        .first()
    )
    return (row[0], row[1], row[2]) if row is not None else None


def pairs_of(session: Session, places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], dict[str, Any]]:
    """Translated sentences with what is known of them, by sentence and route, of those that are there."""
    wanted = set(places)
    keys = json.dumps(sorted({key for key, _ in wanted}))
    found: dict[tuple[str, int], dict[str, Any]] = {}
    details: dict[tuple[str, int], dict[str, Any]] = {}
    for part, records in ((SENTENCE, found), (SENTENCE_DETAIL, details)):
        rows = session.connection().exec_driver_sql(
            f"SELECT source_key, route_id, {part.columns} FROM {part.table} "
            "WHERE source_key IN (SELECT value FROM json_each(?))",
            (keys,),
        )
        records.update(((row[0], row[1]), part.shown(row[2:])) for row in rows if (row[0], row[1]) in wanted)
    return {place: {**pair, "detail": details.get(place)} for place, pair in found.items()}


def stamp_of(moment: str) -> int:
    """A time of the library (ISO 8601) as a stamp, 0 when it is none."""
    try:
        at = datetime.datetime.fromisoformat(moment)
    except ValueError:
        return 0
    if at.tzinfo is None:
        at = at.replace(tzinfo=datetime.UTC)
    return max(0, min(int(at.timestamp() * 1_000_000), LATEST - 1))


def no_later(moment: str, stamp: int) -> str:
    """A time of the library, or that of a stamp where that is earlier."""
    if stamp_of(moment) <= stamp or stamp < 0:
        return moment
    return datetime.datetime.fromtimestamp(stamp // 1_000_000, datetime.UTC).isoformat()
