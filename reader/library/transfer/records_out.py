"""Reads the whole library as plain records, all of one moment, a few articles in memory at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlmodel import Session

from reader.library.database import Database
from reader.library.transfer.feed_records_out import feed_records, piece_records, rule_records
from reader.library.transfer.record_fields import (
    ARTICLE,
    GLOSSARY,
    PARTS,
    PENDING,
    PENDING_PARTS,
    SAVED_SEARCH,
    SENTENCE,
    SENTENCE_DETAIL,
    TEXT,
    RecordPart,
)

Record = dict[str, Any]

_ARTICLES, _ROWS = 20, 500  # at once
_CHOSEN = "IN (SELECT value FROM json_each(?))"
_TAGS = f"""
SELECT article_id, name, added_at FROM article_tag JOIN tag ON tag.id = tag_id
WHERE article_id {_CHOSEN} ORDER BY article_id, name
"""
_SENTENCES = """
SELECT sentence_translation.id, route.source, route.target, route.key, detail.source_key IS NOT NULL,
    {sentence}, {detail}
FROM sentence_translation JOIN route ON route.id = sentence_translation.route_id
LEFT JOIN sentence_detail AS detail
    ON detail.source_key = sentence_translation.source_key AND detail.route_id = sentence_translation.route_id
WHERE sentence_translation.id > ? ORDER BY sentence_translation.id LIMIT ?
"""


class LibraryRecords:
    """The records of one moment of a library, inside `with`."""

    def __init__(self, database: Database) -> None:
        self._opened = database.read()
        self._session: Session

    def __enter__(self) -> LibraryRecords:
        self._session = self._opened.__enter__()
        return self

    def __exit__(self, *about: Any) -> None:
        self._opened.__exit__(*about)

    def count(self) -> int:
        """How many articles there are, in Trash too."""
        found = self._session.connection().exec_driver_sql("SELECT count(*) FROM article")
        return int(found.scalar_one())

    def articles(self) -> Iterator[Record]:
        """Every article with all that belongs to it, in the order in which they were saved."""
        run, after = self._session.connection().exec_driver_sql, 0
        while True:
            page = f"SELECT id FROM article WHERE id > ? ORDER BY id LIMIT {_ARTICLES}"
            ids = list(run(page, (after,)).scalars())
            if not ids:
                return
            yield from article_records(self._session, ids, dated=True)
            after = ids[-1]

    def sentences(self) -> Iterator[Record]:
        """Every translated sentence with its languages and the packages that made it."""
        sentence = ", ".join(f'sentence_translation."{field.name}"' for field in SENTENCE.fields)
        detail = ", ".join(f'detail."{field.name}"' for field in SENTENCE_DETAIL.fields)
        statement, after = _SENTENCES.format(sentence=sentence, detail=detail), 0
        while True:
            rows = self._session.connection().exec_driver_sql(statement, (after, _ROWS)).all()
            for number, source, target, key, detailed, *values in rows:
                record = {"source_language": source, "target_language": target, "packages": key}
                record |= SENTENCE.shown(values[: len(SENTENCE.fields)])
                if detailed:
                    record["detail"] = SENTENCE_DETAIL.shown(values[len(SENTENCE.fields) :])
                yield record
                after = number
            if len(rows) < _ROWS:
                return

    def glossary(self) -> Iterator[Record]:
        """The reader's glossary."""
        return self._rows(GLOSSARY)

    def saved_searches(self) -> Iterator[Record]:
        """The searches that the reader kept."""
        return self._rows(SAVED_SEARCH)

    def pending(self) -> Iterator[Record]:
        """The links that are kept to be saved."""
        run = self._session.connection().exec_driver_sql
        for number, *values in run(f"SELECT id, {PENDING.columns} FROM pending_save ORDER BY id").all():
            record = PENDING.shown(values)
            for name, part in PENDING_PARTS.items():
                found = _parts(self._session, part, [number])
                if found:
                    record[name] = found[0][1]
            yield record

    def feeds(self) -> Iterator[Record]:
        """The feeds that are followed."""
        return feed_records(self._session)

    def feed_rules(self) -> Iterator[Record]:
        """The rules for their new pieces."""
        return rule_records(self._session)

    def feed_pieces(self) -> Iterator[Record]:
        """The pieces of feeds."""
        return piece_records(self._session)

    def _rows(self, part: RecordPart) -> Iterator[Record]:
        statement = f"SELECT {part.columns} FROM {part.table} ORDER BY {part.order}"
        for values in self._session.connection().exec_driver_sql(statement).all():
            yield part.shown(values)


def article_records(session: Session, ids: Sequence[int], dated: bool = False) -> list[Record]:
    """The records of some articles, by their numbers; `dated` with since when each tag is there."""
    run, chosen = session.connection().exec_driver_sql, json.dumps(list(ids))
    statement = f"SELECT id, {ARTICLE.columns} FROM article WHERE id {_CHOSEN} ORDER BY id"
    records = {number: ARTICLE.shown(values) for number, *values in run(statement, (chosen,))}
    for number, text in _parts(session, TEXT, ids):
        records[number]["text"] = text
    for number, name, added in run(_TAGS, (chosen,)):
        records[number].setdefault("tags", []).append(name)
        if dated and added:
            records[number].setdefault("tagged_at", {})[name] = added
    for name, part in PARTS.items():
        for number, row in _parts(session, part, ids):
            if part.many:
                records[number].setdefault(name, []).append(row)
            else:
                records[number][name] = row
    return list(records.values())


def _parts(session: Session, part: RecordPart, ids: Sequence[int]) -> list[tuple[int, Record]]:
    statement = (
        f"SELECT {part.owner}, {part.columns} FROM {part.table} WHERE {part.owner} {_CHOSEN} "
        f"ORDER BY {part.owner}, {part.order}"
    )
    found = session.connection().exec_driver_sql(statement, (json.dumps(list(ids)),))
    return [(number, part.shown(values)) for number, *values in found]
