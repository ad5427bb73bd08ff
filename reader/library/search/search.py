"""Finds articles by their words: all numbers and counts at once, cards and snippets by page.

The numbers come from the index alone; what is a prefix of two or three letters from the table of
word starts. Few results are ordered by relevance, many by age, the newest first: weighing a word
that 100,000 articles have would cost 0.2 s and say nothing.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlmodel import Session

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.core.search import Found, Query, Result, Term
from reader.library.article_text import TITLE, read_texts
from reader.library.database import Database
from reader.library.search.search_hits import hits_in, holds
from reader.library.search.search_query import match_expression, parse
from reader.library.search_index import index_marked, mark
from reader.library.views import CONDITIONS, cards_sql, collected, in_order

log = logging.getLogger(__name__)

RANKED = 2_000
"""So many results are ordered by relevance; more by age."""

WEIGHED = 6_000
"""So many articles that have the words are weighed for it, before filters leave `RANKED` of them."""

WHERE = {"": "", "original": "title original", "translation": "translation", "notes": "note"}
"""The places that a search can be limited to, with the columns of each."""

_WEIGHTS = "1.0, 1.0, 10.0, 5.0, 5.0, 6.0"  # as the columns: original, translation, title, author, note, tags
_BATCH = 100  # articles that `catch_up` reads in one transaction

_STATES = {
    "unread": "unread = 1 AND archived = 0",
    "favourite": "favourite = 1",
    "archived": "archived = 1",
}
_SPEED = 200  # words a minute, when nobody says


class Search:
    """The search of one library.

    Args:
        database: the open library.
        speeds: words a minute by language code, for `time:`; `""` is that of every other language.
    """

    def __init__(self, database: Database, speeds: Mapping[str, int] | None = None) -> None:
        self._database = database
        self._speeds = dict(speeds or {})

    def find(self, query: str | Query, where: str = "", progress: Progress | None = None) -> Found:
        """Find the articles that hold everything asked for.

        Args:
            query: what the reader typed, see `search_query`; never an error.
            where: a key of `WHERE`.
            progress: its `cancel` ends the search at once.

        Raises:
            Cancelled: by `progress`.
        """
        asked = parse(query) if isinstance(query, str) else query
        progress = progress or Progress()
        with self._indexed.read(progress) as session:
            waiting = _number(session, "SELECT count(*) FROM search_pending")
            progress.check()  # a cancel between two statements ends none
            if asked.empty:
                return Found(asked, waiting=waiting)
            ids, weighed = self._matching(session, asked, WHERE[where])
            progress.check()
            trash = set(
                _column(
                    session, f"SELECT id FROM article INDEXED BY ix_article_trash WHERE {CONDITIONS['trash']}"
                )
            )
            progress.check()
            few = len(ids) <= RANKED and weighed <= WEIGHED
            ranked = bool(asked.wanted) and few and not _only_short(asked)
            ordered = _by_relevance(session, asked, WHERE[where], ids) if ranked else ids[::-1]
        if not trash:
            return Found(asked, tuple(ordered), (), ranked, waiting)
        live = tuple(i for i in ordered if i not in trash)
        return Found(asked, live, tuple(i for i in ordered if i in trash), ranked, waiting)

    def page(self, found: Found, offset: int = 0, limit: int = 20, trashed: bool = False) -> list[Result]:
        """The cards and snippets of some results, in order."""
        ids = (found.trashed if trashed else found.ids)[offset : offset + limit]
        with self._database.read() as session:
            rows: Sequence[Sequence[object]] = session.connection().exec_driver_sql(*cards_sql(ids)).all()
            cards = in_order(rows, ids)
            texts = read_texts(session, [card.id for card in cards]) if found.query.wanted else {}
        return [
            Result(card, hits_in(text, found.query) if (text := texts.get(card.id)) else ()) for card in cards
        ]

    def waiting(self) -> int:
        """How many articles are not read into the index yet."""
        with self._indexed.read() as session:
            return _number(session, "SELECT count(*) FROM search_pending")

    @property
    def _indexed(self) -> Database:
        """What is asked for words: the library, or a copy of it whose index knows more."""
        return self._database.index_copy or self._database

    def catch_up(self, progress: Progress | None = None) -> int:
        """Read every waiting article into the index, in small transactions; returns how many.

        Of a library for reading only it is the index of a copy. Where none can be made the articles wait on.

        Raises:
            Cancelled: what is read by then stays.
        """
        total = self.waiting()
        try:
            return self._catch_up(total, progress) if total else 0
        except ReaderError as error:
            if not self._database.read_only:
                raise
            log.warning("what waits for the search's index is not searched: %s", error)
            return 0

    def _catch_up(self, total: int, progress: Progress | None) -> int:
        database = self._database.make_index_copy() if self._database.read_only else self._database
        done = total - self.waiting()  # a copy is opened, and few articles are read with that
        while done < total:
            with database.write() as session:
                count = index_marked(session, most=_BATCH)
            if not count:
                break
            done += count
            if progress is not None:
                progress.step(done, max(done, total), "indexing")
        return done

    def read_again(self, ids: Iterable[int]) -> None:
        """Read articles into the index again: a sentence was corrected, which belongs to no article."""
        with self._database.write() as session:
            mark(session, ids)

    def _matching(self, session: Session, query: Query, columns: str) -> tuple[list[int], int]:
        """The numbers of the articles that hold everything, ascending; how many have words that weigh."""
        ids, weighed = _indexed(session, query, columns)
        for choice in query.choices:
            found = [self._matching(session, one, columns) for one in choice]
            weighed = max(weighed, *(weight for _, weight in found))
            allowed = {i for numbers, _ in found for i in numbers}
            ids = [i for i in ids if i in allowed]
        for excluded in query.excluded:
            gone = set(self._matching(session, excluded, columns)[0])
            ids = [i for i in ids if i not in gone]
        return (self._filtered(session, query, ids) if query.filtered else ids), weighed

    def _filtered(self, session: Session, query: Query, ids: list[int]) -> list[int]:
        condition, values = self._condition(query)
        if len(ids) <= RANKED:
            few = "id IN (SELECT value FROM json_each(?))"
            statement = f"SELECT id FROM article WHERE {few} AND {condition} ORDER BY id"
            return _column(session, statement, json.dumps(ids), *values)
        allowed = _column(
            session,
            f"SELECT id FROM article INDEXED BY ix_article_filters WHERE {condition} ORDER BY id",
            *values,
        )
        chosen = set(allowed)
        return [i for i in ids if i in chosen]

    def _condition(self, query: Query) -> tuple[str, list[object]]:
        parts = [_STATES[state] for state in query.states]
        values: list[object] = []
        for day, sign in ((query.before, "<"), (query.after, ">=")):
            if day:
                parts.append(
                    f"(date {sign} ? AND date <> '' OR date = '' AND substr(saved_at, 1, 10) {sign} ?)"
                )
                values += [day, day]
        # Minutes are words / speed rounded to the nearest, at least 1. The extreme speeds decide most
        # articles without a look at their language.
        speeds = sorted({int(self._speeds.get("", _SPEED)), *map(int, self._speeds.values())})
        if query.most:
            limit = query.most + 0.5 if query.most > 0 else -1
            parts.append(f"words < ? AND (words < ? OR words < {self._speed_sql()} * ?)")
            values += [speeds[-1] * limit, speeds[0] * limit, limit]
        if query.least > 1:
            limit = query.least - 0.5
            parts.append(f"words >= ? AND (words >= ? OR words >= {self._speed_sql()} * ?)")
            values += [speeds[0] * limit, speeds[-1] * limit, limit]
        return " AND ".join(parts) or "1", values

    def _speed_sql(self) -> str:
        known = {code: int(speed) for code, speed in self._speeds.items() if code.isalpha()}
        cases = "".join(f" WHEN '{code}' THEN {speed}" for code, speed in known.items())
        other = int(self._speeds.get("", _SPEED))
        return f"CASE lower(substr(language, 1, 2)){cases} ELSE {other} END" if cases else str(other)


def _indexed(session: Session, query: Query, columns: str) -> tuple[list[int], int]:
    """The numbers of the articles that hold the words and marks, ascending; all for filters alone.

    With them, how many have those of the words that weigh something.
    """
    short = next((term for term in query.terms if term.short), None) if not columns else None
    titles = [term for term in query.terms if term.column == TITLE]
    plain = replace(query, terms=tuple(t for t in query.terms if t.column != TITLE), choices=())
    expression = match_expression(plain, short is None, columns)
    parts = [_titled(session, term) for term in titles]
    if short is not None:
        parts.append(_rows_of(session, "article_starts", f'"{short.words[0]}"'))
    if expression or not parts:
        everything = "SELECT id FROM article ORDER BY id"
        found = (
            _rows_of(session, "article_search", expression) if expression else _column(session, everything)
        )
        parts.insert(0, found)
    weighed = len(parts[0]) if expression or titles or short is not None else 0
    others = [set(part) for part in parts[1:]]
    return [i for i in parts[0] if all(i in other for other in others)], weighed


def _titled(session: Session, term: Term) -> list[int]:
    """The articles whose title, or a translation of it, holds the words, ascending.

    The index keeps translated titles with the rest of the translation: it proposes, the title decides.
    """
    found = set(_rows_of(session, "article_search", match_expression(Query(terms=(term,)))))
    inside = match_expression(Query(terms=(replace(term, column="translation"),)))
    proposed = set(_rows_of(session, "article_search", inside)) - found
    if not proposed:
        return sorted(found)
    rows = session.connection().exec_driver_sql(
        "SELECT article_id, title FROM article_translation "
        "WHERE article_id IN (SELECT value FROM json_each(?)) AND title <> ''",
        (json.dumps(sorted(proposed)),),
    )
    return sorted(found | {number for number, title in rows if holds(title, term)})


def _rows_of(session: Session, table: str, expression: str) -> list[int]:
    return _column(session, f"SELECT rowid FROM {table} WHERE {table} MATCH ?", expression)


def _column(session: Session, statement: str, *values: object) -> list[int]:
    result = session.connection().exec_driver_sql(collected(statement), values)
    found: list[int] = json.loads(result.scalar_one())
    return found


def _by_relevance(session: Session, query: Query, columns: str, ids: list[int]) -> list[int]:
    if len(ids) < 2:
        return ids
    # A prefix of three letters has a thousand words: merging them costs 0.1 s and weighs nothing.
    expression = match_expression(query, all(term.short for term in query.terms), columns)
    if not expression:
        return ids[::-1]
    rows = session.connection().exec_driver_sql(
        f"SELECT rowid, bm25(article_search, {_WEIGHTS}) FROM article_search WHERE article_search MATCH ?",
        (expression,),
    )
    weight = {row[0]: row[1] for row in rows}
    return sorted(ids, key=lambda i: (weight.get(i, 0.0), -i))


def _only_short(query: Query) -> bool:
    """Two letters alone say nothing about relevance."""
    return all(term.short and len(term.words[0]) < 3 for term in query.wanted)


def _number(session: Session, statement: str) -> int:
    return int(session.connection().exec_driver_sql(statement).scalar_one())
