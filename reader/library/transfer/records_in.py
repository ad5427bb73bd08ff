"""Stores records of a library in this one: what is not here whole, what is here gains what it lacks."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from reader.core.origin import unvouched
from reader.core.sentence_key import sentence_key
from reader.core.serialize import dumps
from reader.library.articles.documents import document_of, text_hash
from reader.library.clock import now
from reader.library.database import Database
from reader.library.imports.entries import Entry, Quote, Settled
from reader.library.imports.merging import effect_json, merge
from reader.library.imports.new_articles import add_tags
from reader.library.imports.recorded_rows import Row, brought, note_rows
from reader.library.tables import ArticleRow, BodyRow, PictureRow
from reader.library.transfer.brought_records import note_brought
from reader.library.transfer.record_check import IncomingArticle
from reader.library.transfer.record_fields import (
    ARTICLE,
    GLOSSARY,
    PARTS,
    PENDING,
    PENDING_PARTS,
    SAVED_SEARCH,
    SENTENCE,
    SENTENCE_DETAIL,
)
from reader.library.transfer.records_out import article_records
from reader.library.transfer.statements import insert, insert_into, inserted_id
from reader.library.views import fold

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """A line of a file: its article, or the `reason` for which it is none; `article_id` is kept for it."""

    number: int
    line: str
    article: IncomingArticle | None = None
    reason: str = ""
    url: str = ""
    title: str = ""
    article_id: int = 0


class IncomingRecords:
    """Stores what comes out of a file, in small transactions, each whole or not at all.

    Args:
        database: of the library.
        import_id: under which import what is new is noted, so that it can be taken back; 0 for none.
    """

    def __init__(self, database: Database, import_id: int = 0) -> None:
        self._database = database
        self._import = import_id

    def take_articles(self, import_id: int, rows: Sequence[IncomingRow]) -> list[Settled]:
        """Store some articles with what became of each, under the import's number.

        Raises:
            ReaderError: the disk; nothing of them is stored.
        """
        moment = now()
        with self._database.write(index=False) as session:
            settled = [_settle(session, import_id, row, moment) for row in rows]
            if rows:
                session.connection().exec_driver_sql(
                    "UPDATE import_run SET rows_done = ? WHERE id = ?", (rows[-1].number, import_id)
                )
            return settled

    def take_sentences(self, records: Sequence[Record]) -> None:
        """Store translated sentences; one that is here stays as it is.

        Raises:
            ValueError: one is none; nothing of them is stored. ReaderError: the disk; likewise.
        """
        with self._database.write(index=False) as session:
            made = [_store_sentence(session, record) for record in records]
            note_brought(session, self._import, SENTENCE.table, list(filter(None, made)))

    def take_glossary(self, records: Sequence[Record]) -> None:
        """Store terms of the glossary; likewise."""
        with self._database.write() as session:
            made = [inserted_id(session, GLOSSARY, GLOSSARY.taken(record)) for record in records]
            note_brought(session, self._import, GLOSSARY.table, list(filter(None, made)))

    def take_saved_searches(self, records: Sequence[Record]) -> None:
        """Store searches below those that are here, one of the same name stays; likewise."""
        with self._database.write() as session:
            run = session.connection().exec_driver_sql
            last = run("SELECT coalesce(max(place), 0) FROM saved_search").scalar_one()
            made = []
            for record in records:
                values = SAVED_SEARCH.taken(record)
                values["place"] += last
                made.append(inserted_id(session, SAVED_SEARCH, {**values, "fold": fold(values["name"])}))
            note_brought(session, self._import, SAVED_SEARCH.table, list(filter(None, made)))

    def take_pending(self, records: Sequence[Record], trusted: bool) -> None:
        """Store links that are to be saved; likewise. Who named them is believed when the file is trusted."""
        with self._database.write() as session:
            made = [_store_pending(session, record, trusted) for record in records]
            note_brought(session, self._import, PENDING.table, list(filter(None, made)))

    def untouched(self, import_id: int) -> tuple[list[int], int]:
        """The articles that an import brought and nobody changed since, and how many of its articles stay."""
        with self._database.read() as session:
            found = brought(session, import_id)
            going = [n for n, effect in found if whole_digest(session, n) == json.loads(effect)["whole"]]
            return going, len(found) - len(going)

    def note(self, import_id: int, problems: Sequence[Settled]) -> None:
        """Add to an import what was wrong beside its articles, and that it is done."""
        with self._database.write() as session:
            run = session.connection().exec_driver_sql
            note_rows(session, [_noted(import_id, problem) for problem in problems], again=True)
            run(  # at once: with another total, what is broken off here would not be known again
                "UPDATE import_run SET rows_total = rows_total + ?, rows_done = rows_done + ?, "
                "state = 'done', finished_at = ? WHERE id = ?",
                (len(problems), len(problems), now(), import_id),
            )


def _settle(session: Session, import_id: int, row: IncomingRow, moment: str) -> Settled:
    outcome, article_id, effect = "failed", 0, ""
    if row.article is not None:
        outcome, article_id, effect = _take(session, row, row.article, moment)
    own = outcome == "failed"
    settled = Settled(row.number, row.line, outcome, row.reason, row.url, row.title, article_id)
    shown = settled if own else dataclasses.replace(settled, url="", title="")
    note_rows(session, [_noted(import_id, shown, effect)])
    return settled


def _noted(import_id: int, row: Settled, effect: str = "") -> Row:
    place = import_id, row.number, row.line, 0
    return *place, row.outcome, row.reason, row.url, row.title, row.article_id, effect


def _take(session: Session, row: IncomingRow, article: IncomingArticle, moment: str) -> tuple[str, int, str]:
    run = session.connection().exec_driver_sql
    known = run(
        "SELECT article_id FROM article_address WHERE key IN (SELECT value FROM json_each(?)) LIMIT 1",
        (json.dumps(article.keys),),
    ).scalar()
    if known is not None:
        if article.values["trashed_at"]:
            return "duplicate", known, ""
        effect = merge(session, known, _entry(row.article_id, article), moment)
        return ("merged" if effect else "duplicate"), known, effect_json(effect)
    _store_article(session, row.article_id, article)
    effect = {"whole": whole_digest(session, row.article_id)}
    return ("waiting" if "waiting" in article.parts else "saved"), row.article_id, effect_json(effect)


def whole_digest(session: Session, article_id: int) -> str:
    """SHA-256 over all that belongs to an article, to see later whether any of it was changed."""
    return hashlib.sha256(dumps(article_records(session, [article_id])).encode()).hexdigest()


def _store_article(session: Session, article_id: int, article: IncomingArticle) -> None:
    owner = {"article_id": article_id}
    insert(session, ARTICLE, {**article.values, "id": article_id})
    text = article.text
    digest = text_hash(text["html"], text["blocks"], text["extras"])
    insert_into(session, "article_body", {**text, "sha256": digest, **owner})
    since = {tag: article.tagged_at.get(tag, "") for tag in article.tags}
    for at in dict.fromkeys(since.values()):  # most have one for all
        add_tags(session, [(article_id, tag) for tag in since if since[tag] == at], at)
    for name, part in PARTS.items():
        for row in article.parts.get(name, ()):
            insert(session, part, {**row, **owner})


def _entry(number: int, article: IncomingArticle) -> Entry:
    """What an article that is here can gain."""
    values, parts = article.values, article.parts
    row = ArticleRow(id=number, **values)
    digest = text_hash(article.text["html"], article.text["blocks"], article.text["extras"])
    body = BodyRow(article_id=number, sha256=digest, **article.text)
    pictures = [PictureRow(article_id=number, **one) for one in parts.get("pictures", ())]
    marks = parts.get("highlights", ())
    return Entry(
        0,
        "",
        document=document_of(row, body, pictures) if body.blocks and body.extras else None,
        words=values["words"],
        saved_at=values["saved_at"],
        tags=article.tags,
        note=next((note["text"] for note in parts.get("note", ())), ""),
        unread=values["unread"],
        archived=values["archived"],
        favourite=values["favourite"],
        quotes=tuple(
            Quote(mark["quote"], mark["note"], mark["created_at"], mark["colour"]) for mark in marks
        ),
    )


def _store_sentence(session: Session, record: Record) -> int:
    """Store a sentence; its number, or 0 where it is here."""
    run = session.connection().exec_driver_sql
    values = SENTENCE.taken(record)
    names = ("source_language", "target_language", "packages")
    route = tuple(record.get(name) for name in names)
    if not all(isinstance(part, str) for part in route):
        raise ValueError("no languages")
    run("INSERT OR IGNORE INTO route (source, target, key) VALUES (?, ?, ?)", route)
    found = run("SELECT id FROM route WHERE source = ? AND target = ? AND key = ?", route).scalar_one()
    pair = {"source_key": sentence_key(values["source"]), "route_id": found}
    number = inserted_id(session, SENTENCE, {**values, **pair})
    if number and "detail" in record:
        insert(session, SENTENCE_DETAIL, {**SENTENCE_DETAIL.taken(record["detail"]), **pair})
    return number


def _store_pending(session: Session, record: Record, trusted: bool) -> int:
    """Store a link that is to be saved; its number, or 0 where it or its article is here."""
    run = session.connection().exec_driver_sql
    values = PENDING.taken(record)
    if not values["url"].startswith(("http://", "https://")):
        raise ValueError("no web link")
    known = run(
        "SELECT 1 FROM article WHERE requested_url = :url OR url = :url", {"url": values["url"]}
    ).first()
    number = inserted_id(session, PENDING, values) if known is None else 0
    if not number:
        return 0
    for name, part in PENDING_PARTS.items():
        if record.get(name) is not None:
            row = part.taken(record[name])
            if name == "origin" and not trusted:
                row = {"named_by": "file", "page": "", "reached": "public", "agreed": ""}
            insert(session, part, {**row, part.owner: number})
    return number


def without(article: IncomingArticle, missing: Iterable[str]) -> IncomingArticle:
    """The article without the files of some pictures, which are to be fetched again."""
    gone = set(missing)
    pictures = [
        {**row, "digest": "" if row["digest"] in gone else row["digest"]}
        for row in article.parts.get("pictures", ())
    ]
    thumbnail = article.values["thumbnail"]
    return dataclasses.replace(
        article,
        values={**article.values, "thumbnail": "" if thumbnail in gone else thumbnail},
        parts={**article.parts, **({"pictures": pictures} if pictures else {})},
    )


def untrusted(article: IncomingArticle) -> IncomingArticle:
    """The article as from a file that nobody vouches for: what it names reaches no local place by itself."""
    known = {"named_by": "file", "page": "", **next(iter(article.parts.get("origin", ())), {})}
    values = unvouched(known["named_by"], known["page"])
    origin = dict(zip(("named_by", "page", "reached"), values, strict=True))
    return dataclasses.replace(article, parts={**article.parts, "origin": [origin]})
