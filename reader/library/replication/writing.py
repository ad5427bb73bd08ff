"""Values of other computers into the rows of an article, inside the transaction that takes them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import Session, col, delete

from reader.core.edits import Edits, apply_edits
from reader.core.marks import Annotation, Colour
from reader.core.serialize import dumps, loads
from reader.library.articles.anchors import anchored
from reader.library.articles.annotations import NOT_FOUND, anchor_again, stored_document
from reader.library.articles.documents import article_values, body_row, with_rows
from reader.library.articles.documents import picture_rows as document_pictures
from reader.library.articles.repairs import LeftOutBlocks, store_text
from reader.library.articles.tagging import forget_unused
from reader.library.clock import now
from reader.library.imports.new_articles import add_tags, insert_statement
from reader.library.replication.checking import IncomingText, edits_of, text_of
from reader.library.replication.reading import FLAGS, MARK_COLUMNS, date_tag, picture_rows, read_field
from reader.library.tables import ArticleRow, BodyRow, EditRow, PictureRow
from reader.library.transfer.record_fields import PARTS, RecordPart

_BODY = list(BodyRow.model_fields)
_NEW_ARTICLE = {
    name: column.default
    for name, column in ArticleRow.model_fields.items()
    if name != "id" and not column.is_required()
}
"""What an article's columns hold of which nothing is known."""


AT_ONCE = (*FLAGS, "position", "pictures")
"""Fields that a new article gets with its text."""


def create_article(
    session: Session, text: IncomingText, saved: Any, known: dict[str, Any], filled_later: bool
) -> int:
    """Make an article of a text, without tags, marks and edits; gives its number.

    Args:
        session: inside a write.
        text: as it was checked.
        saved: the value of that field, `None` for now.
        known: the values of fields of `AT_ONCE`, as far as there are any.
        filled_later: as `write_field`.
    """
    run = session.connection().exec_driver_sql
    saved_at, requested_url = saved or (now(), "")
    columns = {
        **_NEW_ARTICLE,
        **article_values(text.document, text.words),
        "requested_url": requested_url,
        "saved_at": saved_at,
        "fetched_at": text.fetched_at or saved_at,
        **{FLAGS[name]: value for name, value in known.items() if name in FLAGS},
    }
    if "position" in known:
        columns |= {name: known["position"][name] for name in ("position", "progress")}
    pictures = {row.src: row for row in document_pictures(0, text.document)}
    for src, (digest, width, height) in known.get("pictures", {}).items():
        if src in pictures and (filled_later or not pictures[src].digest):
            pictures[src] = PictureRow(article_id=0, src=src, digest=digest, width=width, height=height)
            if src == columns["thumbnail_src"]:
                columns["thumbnail"] = digest
    made = run(insert_statement("article", list(columns)), tuple(columns.values())).lastrowid
    body = body_row(made, text.document)
    run(insert_statement("article_body", _BODY), tuple([getattr(body, name) for name in _BODY]))
    if pictures:
        rows = [(made, row.src, row.digest, row.width, row.height) for row in pictures.values()]
        run(insert_statement("article_picture", ("article_id", "src", "digest", "width", "height")), rows)
    _store_origin(session, made, text)
    return made


def write_field(session: Session, article_id: int, name: str, value: Any, filled_later: bool) -> bool:
    """Give an article a field's value; `None` takes it away.

    Args:
        session: inside a write.
        article_id: its number.
        name: of the field.
        value: its value.
        filled_later: whether the field `pictures` is of a later time than the text: the text has files of
            pictures too, and what is later holds.

    Returns:
        Whether the article has files of pictures that the value lacks.
    """
    run = session.connection().exec_driver_sql
    if name in FLAGS:
        if value is not None:
            run(f"UPDATE article SET {FLAGS[name]} = ? WHERE id = ?", (value, article_id))
    elif name == "text":
        if value is not None:
            return _store_text(session, article_id, text_of(value), filled_later)
    elif name == "edits":
        _store_edits(session, article_id, edits_of(value) if value is not None else Edits())
    elif name == "pictures":
        return _store_pictures(session, article_id, value or {}, filled_later)
    elif name == "saved":
        if value is not None:
            run("UPDATE article SET saved_at = ?, requested_url = ? WHERE id = ?", (*value, article_id))
    elif name == "position":
        if value is not None:
            run(
                "UPDATE article SET position = ?, progress = ? WHERE id = ?",
                (value["position"], value["progress"], article_id),
            )
    elif name.startswith("translation:"):
        _store_translation(session, article_id, name.partition(":")[2], value)
    return False


def _store_text(session: Session, article_id: int, text: IncomingText, filled_later: bool) -> bool:
    run = session.connection().exec_driver_sql
    for table in ("article_source", "article_origin", "article_waiting"):
        run(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))
    _store_origin(session, article_id, text)
    document = text.document
    lacking = {picture.src for picture in _pictures_of(document) if not picture.digest}
    present = [row for row in picture_rows(session, article_id) if row.digest]
    document = with_rows(document, [row for row in present if filled_later or row.src in lacking])
    edited = session.get(EditRow, article_id, populate_existing=True)
    edits = _edits_in(edited)
    if edited is not None:
        edited.fetched = dumps(document)
        session.add(edited)
        session.flush()
    left_out = loads(LeftOutBlocks, text.source[2]).blocks if text.source and text.source[2] else ()
    _show(session, article_id, dataclasses.replace(text, document=document), edits, left_out)
    return any(row.src in lacking for row in present)


def _store_origin(session: Session, article_id: int, text: IncomingText) -> None:
    """What came with the page of a text."""
    run = session.connection().exec_driver_sql
    if text.source is not None:
        run("INSERT INTO article_source VALUES (?, ?, ?, ?)", (article_id, *text.source))
    run("INSERT INTO article_origin VALUES (?, ?, ?, ?)", (article_id, *text.origin))
    if text.waiting:
        run("INSERT INTO article_waiting VALUES (?, '', '{}', 0, '', 0)", (article_id,))


def _edits_in(row: EditRow | None) -> Edits:
    """The edits that a sound text gets again; of damaged ones nothing can be had."""
    try:
        return loads(Edits, row.edits) if row is not None else Edits()
    except (ValueError, TypeError, KeyError, AttributeError):
        return Edits()


def _pictures_of(document: Any) -> Iterable[Any]:
    found = (document.lead, document.avatar, *(block.picture for block in document.blocks))
    return (picture for picture in found if picture is not None)


def _show(session: Session, article_id: int, text: IncomingText, edits: Edits, left_out: Any) -> None:
    document = text.document
    shown = apply_edits(document, left_out, edits)
    row = session.get(ArticleRow, article_id, populate_existing=True)
    assert row is not None
    words = text.words if shown.blocks == document.blocks else 0
    row.sqlmodel_update({**article_values(shown, words), "fetched_at": text.fetched_at or row.fetched_at})
    session.add(row)
    session.flush()
    store_text(session, article_id, shown, document)
    anchor_again(session, article_id, shown)
    session.flush()


def _store_edits(session: Session, article_id: int, edits: Edits) -> None:
    text = text_of(read_field(session, article_id, "text"))
    session.exec(delete(EditRow).where(col(EditRow.article_id) == article_id))
    if edits != Edits():
        session.add(
            EditRow(article_id=article_id, edits=dumps(edits), fetched=dumps(text.document), changed_at=now())
        )
    session.flush()
    left_out = loads(LeftOutBlocks, text.source[2]).blocks if text.source and text.source[2] else ()
    _show(session, article_id, text, edits, left_out)


def _store_pictures(
    session: Session, article_id: int, found: dict[str, list[Any]], filled_later: bool
) -> bool:
    """Fill in the files of pictures, also in the place of others where they came after the text."""
    run = session.connection().exec_driver_sql
    for src, (digest, width, height) in found.items():
        changed = run(
            "UPDATE article_picture SET digest = ?, width = ?, height = ? "
            "WHERE article_id = ? AND src = ? AND digest <> ? AND (? OR digest = '')",
            (digest, width, height, article_id, src, digest, filled_later),
        ).rowcount
        if changed:
            run(
                "UPDATE article SET thumbnail = ? WHERE id = ? AND thumbnail_src = ?",
                (digest, article_id, src),
            )
    return any(row.digest and row.src not in found for row in picture_rows(session, article_id))


def _store_translation(session: Session, article_id: int, target: str, value: Any) -> None:
    run = session.connection().exec_driver_sql
    for part in (PARTS["translations"], PARTS["translation_checks"]):
        run(f"DELETE FROM {part.table} WHERE article_id = ? AND target = ?", (article_id, target))
    if value is None:
        return
    put_row(session, PARTS["translations"], {"article_id": article_id}, value["status"])
    if value.get("check") is not None:
        put_row(session, PARTS["translation_checks"], {"article_id": article_id}, value["check"])


def put_row(session: Session, part: RecordPart, owner: dict[str, Any], record: Any) -> None:
    """Put a record into its table, in the place of one of the same key."""
    put_rows(session, part, [(owner, record)])


def put_rows(session: Session, part: RecordPart, records: Sequence[tuple[dict[str, Any], Any]]) -> None:
    """Put records (owner's columns, record) into their table, each in the place of one of the same key."""
    rows = [{**part.taken(record), **owner} for owner, record in records]
    if rows:
        names = ", ".join(f'"{name}"' for name in rows[0])
        session.connection().exec_driver_sql(
            f"INSERT OR REPLACE INTO {part.table} ({names}) VALUES ({', '.join('?' * len(rows[0]))})",
            [tuple(row.values()) for row in rows],
        )


def write_addresses(session: Session, article_id: int, keys: Iterable[str]) -> list[int]:
    """Let an article be known by some addresses; gives the other articles that are known by one of them."""
    run = session.connection().exec_driver_sql
    others: list[int] = []
    for key in keys:
        owner = run("SELECT article_id FROM article_address WHERE key = ?", (key,)).scalar()
        if owner is None:
            run("INSERT INTO article_address (key, article_id) VALUES (?, ?)", (key, article_id))
        elif owner != article_id and owner not in others:
            others.append(owner)
    return others


def write_tag(session: Session, article_id: int, folded: str, name: str | None, stamp: int = 0) -> None:
    """Give an article a tag, since the time of a stamp, or take it away."""
    run = session.connection().exec_driver_sql
    if name is not None:
        add_tags(session, [(article_id, name)])
        date_tag(session, article_id, folded, stamp)
        return
    tag_id = run("SELECT id FROM tag WHERE fold = ?", (folded,)).scalar()
    if tag_id is not None:
        run("DELETE FROM article_tag WHERE article_id = ? AND tag_id = ?", (article_id, tag_id))
        forget_unused(session, [tag_id])


def write_note(session: Session, article_id: int, text: str) -> None:
    """Give an article its note; an empty one is none."""
    run = session.connection().exec_driver_sql
    if not text.strip():
        run("DELETE FROM article_note WHERE article_id = ?", (article_id,))
        return
    run(
        "INSERT INTO article_note (article_id, text, created_at, updated_at) "
        "VALUES (:article, :text, :now, :now) "
        "ON CONFLICT (article_id) DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at "
        "WHERE text <> excluded.text",
        {"article": article_id, "text": text, "now": now()},
    )


def write_mark(
    session: Session, article_id: int, annotation_id: int | None, values: dict[str, Any] | None, note: str
) -> int | None:
    """Put a mark at its place in the text that is here, or take it away; gives its number."""
    run = session.connection().exec_driver_sql
    if values is None:
        run("DELETE FROM annotation WHERE id = ?", (annotation_id,))
        return annotation_id
    mark = Annotation(
        id=annotation_id or 0,
        article_id=article_id,
        note=note,
        **{**values, "colour": Colour(values["colour"])},
    )
    mark = anchored(mark, stored_document(session, article_id))
    row = {name: getattr(mark, name) for name in MARK_COLUMNS}
    row |= {"colour": mark.colour.value, "note": note, "state": "" if mark.found else NOT_FOUND}
    row |= {"article_id": article_id, "id": annotation_id}
    names = ", ".join(f'"{name}"' for name in row)
    found = run(
        f"INSERT OR REPLACE INTO annotation ({names}) VALUES ({', '.join('?' * len(row))})",
        tuple(row.values()),
    )
    return annotation_id or int(found.lastrowid)
