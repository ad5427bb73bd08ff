"""Translated sentences by the hash of their source, and which article is translated how far."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, and_, col, delete, func, select

from reader.core.errors import ReaderError
from reader.core.model import (
    Route,
    SentenceState,
    TranslatedBlock,
    TranslatedSentence,
    Translation,
)
from reader.core.serialize import dumps, loads
from reader.library.clock import now
from reader.library.database import Database
from reader.library.tables import (
    ArticleTranslationRow,
    RouteRow,
    SentenceDetailRow,
    SentenceRow,
    TranslationHealthRow,
)
from reader.library.translations.stored import (
    STATUS,
    TranslationStatus,
    pair_of,
    pairs_of,
    pairs_sql,
    statuses_of,
)

_AT_ONCE = 500  # keys in one query; SQLite's own limit on variables is higher
_PAIR = ("source", "target", "score", "state", "created_at")
_DETAIL = text(  # only beside the very pair that stands there: a correction is not overwritten
    "INSERT INTO sentence_detail (source_key, route_id, alignment, faults)"
    " SELECT source_key, route_id, :alignment, :faults FROM sentence_translation"
    " WHERE source_key = :source_key AND route_id = :route_id AND target = :target AND state = :state"
    " ON CONFLICT (source_key, route_id)"
    " DO UPDATE SET alignment = excluded.alignment, faults = excluded.faults"
)
_STATUS = (
    *("route_key", "route", "title", "seconds", "words"),
    *("sentences_done", "sentences_total", "complete", "created_at"),
)


@dataclass(frozen=True, slots=True)
class MemoryPair:
    """A sentence pair of the memory with its languages; `route` names the packages, "" for a person's."""

    source_language: str
    target_language: str
    route: str
    pair: TranslatedSentence
    created_at: str = ""


class Translations:
    """The memory of everything that was ever translated."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held: dict[int, dict[str, Translation]] = {}

    def hold(self, article_id: int, translation: Translation) -> None:
        """Keep a translation for as long as the library is open, which is for reading only."""
        self._held[article_id] = {**self._held.get(article_id, {}), translation.target: translation}

    def held(self, article_id: int) -> Mapping[str, Translation]:
        """Those of an article that are kept in this way, by target language."""
        return self._held.get(article_id, {})

    def lookup(
        self, keys: Sequence[str], source: str, target: str, route_key: str
    ) -> dict[str, TranslatedSentence]:
        """What is known of these sentences: by this route, or corrected by the reader (which wins).

        A correction holds for every route of the pair, so that a new model never undoes it.
        """
        found: dict[str, TranslatedSentence] = {}
        with self._database.read() as session:
            for start in range(0, len(keys), _AT_ONCE):
                chosen = pairs_sql(keys[start : start + _AT_ONCE], source, target, route_key)
                # Columns, not objects of the mapper: there are a thousand of them, and a reader waits.
                found.update(pairs_of(session.connection().exec_driver_sql(*chosen).all()))
        return found

    def store(
        self, pairs: Iterable[tuple[str, TranslatedSentence]], source: str, target: str, route_key: str
    ) -> None:
        """Store sentence pairs in one transaction; a corrected one is never overwritten by the engine."""
        pairs = list(pairs)
        moment = now()
        rows = [
            {
                "source_key": key,
                "source": pair.source,
                "target": pair.target,
                "score": pair.score,
                "state": pair.state.value,
                "created_at": moment,
            }
            for key, pair in pairs
            if pair.target
        ]
        if not rows:
            return
        statement = insert(SentenceRow)
        statement = statement.on_conflict_do_update(
            index_elements=["source_key", "route_id"],
            set_={name: statement.excluded[name] for name in _PAIR},
            where=(col(SentenceRow.state) != SentenceState.CORRECTED.value)
            | (statement.excluded["state"] == SentenceState.CORRECTED.value),
        )
        with self._database.write() as session:
            route_id = _route_id(session, source, target, route_key)
            session.connection().execute(statement, [{**row, "route_id": route_id} for row in rows])
            details = [_detail(key, pair, route_id) for key, pair in pairs if pair.target]
            session.connection().execute(_DETAIL, details)

    def forget_correction(self, key: str, source: str, target: str) -> None:
        """Remove the reader's translation of a sentence, by whatever route it was stored."""
        routes = select(RouteRow.id).where(RouteRow.source == source, RouteRow.target == target)
        with self._database.write() as session:
            keys = [f"{key}\x1f{route_id}" for route_id in session.exec(routes)]
            self._database.before_removal(session, "pair", keys)
            session.exec(
                delete(SentenceRow).where(
                    col(SentenceRow.source_key) == key,
                    col(SentenceRow.route_id).in_(routes),
                    col(SentenceRow.state) == SentenceState.CORRECTED.value,
                )
            )

    def refresh(self, article_id: int, translation: Translation) -> None:
        """Bring what is noted of an article's translation up to date; the engine's time stays."""
        if translation.route is None:
            raise ValueError("a translation is recorded with its route")
        values = _status_values(translation, translation.route)
        with self._database.write() as session:
            row = session.get(ArticleTranslationRow, (article_id, translation.target))
            if row is None:
                return
            for name in ("title", "sentences_done", "complete"):
                setattr(row, name, values[name])
            session.merge(_health_row(article_id, translation))

    def record(self, article_id: int, translation: Translation) -> None:
        """Note how far an article is translated; its title goes to the card.

        The engine's time adds up over the parts of an interrupted translation.

        Raises:
            ReaderError: `no-such-article`.
        """
        if translation.route is None:
            raise ValueError("a translation is recorded with its route")
        row = _status_values(translation, translation.route)
        statement = insert(ArticleTranslationRow)
        statement = statement.on_conflict_do_update(
            index_elements=["article_id", "target"],
            set_={name: statement.excluded[name] for name in _STATUS},
        )
        key = (article_id, translation.target)
        try:
            with self._database.write() as session:
                former = session.get(ArticleTranslationRow, key)
                if former is not None and former.route_key == row["route_key"] and not former.complete:
                    row["seconds"] += former.seconds
                session.connection().execute(statement, {"article_id": article_id, **row})
                session.merge(_health_row(article_id, translation))
        except IntegrityError as error:
            raise ReaderError("no-such-article", f"article {article_id}", id=article_id) from error

    def status(self, article_id: int) -> dict[str, TranslationStatus]:
        """The translations of an article, whole or in part, by target language."""
        with self._database.read() as session:
            return statuses_of(session.connection().exec_driver_sql(STATUS, (article_id,)).all())

    def articles_by_package(self) -> dict[str, int]:
        """How many articles each package has translated, by the package's name."""
        row = ArticleTranslationRow
        routes = select(row.route_key, func.min(row.route)).group_by(col(row.route_key))
        used: dict[str, list[str]] = {}
        with self._database.read() as session:
            for key, route in session.exec(routes):
                for hop in loads(Route, route).hops:
                    used.setdefault(hop.package, []).append(key)
            distinct = func.count(func.distinct(col(row.article_id)))
            return {
                package: session.exec(select(distinct).where(col(row.route_key).in_(keys))).one()
                for package, keys in used.items()
            }

    def memory(self) -> Iterator[MemoryPair]:
        """Every sentence pair there is, oldest first, read in portions so that no reader blocks a writer."""
        last = 0
        while True:
            chosen = (
                select(SentenceRow, SentenceDetailRow, RouteRow)
                .join(RouteRow, col(RouteRow.id) == SentenceRow.route_id)
                .join(SentenceDetailRow, _DETAIL_OF_PAIR, isouter=True)
                .where(col(SentenceRow.id) > last)
                .order_by(col(SentenceRow.id))
                .limit(_AT_ONCE)
            )
            with self._database.read() as session:
                found = [
                    (row.id or 0, MemoryPair(r.source, r.target, r.key, _pair(row, detail), row.created_at))
                    for row, detail, r in session.exec(chosen)
                ]
            if not found:
                return
            yield from (pair for _, pair in found)
            last = found[-1][0]

    def clear(self, article_id: int, target: str, keys: Sequence[str] = ()) -> None:
        """Forget that an article is translated to `target`.

        Its sentences stay in the memory, but for those of `keys` by the recorded route; what the
        reader corrected stays always.
        """
        with self._database.write() as session:
            row = session.get(ArticleTranslationRow, (article_id, target))
            if row is None:
                return
            routes = select(RouteRow.id).where(RouteRow.target == target, RouteRow.key == row.route_key)
            for start in range(0, len(keys), _AT_ONCE):
                session.exec(
                    delete(SentenceRow).where(
                        col(SentenceRow.source_key).in_(keys[start : start + _AT_ONCE]),
                        col(SentenceRow.route_id).in_(routes),
                        col(SentenceRow.state) != SentenceState.CORRECTED.value,
                    )
                )
            session.delete(row)
            report = session.get(TranslationHealthRow, (article_id, target))
            if report is not None:
                session.delete(report)


_DETAIL_OF_PAIR = and_(
    col(SentenceDetailRow.source_key) == col(SentenceRow.source_key),
    col(SentenceDetailRow.route_id) == col(SentenceRow.route_id),
)


def _health_row(article_id: int, translation: Translation) -> TranslationHealthRow:
    report = dumps(translation.health)
    return TranslationHealthRow(article_id=article_id, target=translation.target, report=report)


def _detail(key: str, pair: TranslatedSentence, route_id: int) -> dict[str, Any]:
    return {
        "source_key": key,
        "route_id": route_id,
        "target": pair.target,
        "state": pair.state.value,
        "alignment": pair.alignment,
        "faults": json.dumps(pair.faults),
    }


def _route_id(session: Session, source: str, target: str, key: str) -> int:
    statement = select(RouteRow).where(
        RouteRow.source == source, RouteRow.target == target, RouteRow.key == key
    )
    row = session.exec(statement).first()
    if row is None:
        row = RouteRow(source=source, target=target, key=key)
        session.add(row)
        session.flush()
    assert row.id is not None
    return row.id


def _status_values(translation: Translation, route: Route) -> dict[str, Any]:
    caption: tuple[TranslatedBlock, ...] = (translation.caption,) if translation.caption else ()
    blocks = (translation.title, *caption, *translation.blocks)
    sentences = [s for block in blocks for s in block.sentences if s.source.strip()]
    title = translation.title
    return {
        "target": translation.target,
        "route_key": route.key,
        "route": dumps(route),
        "title": " ".join(s.target for s in title.sentences) if title.done else "",
        "seconds": translation.seconds,
        "words": sum(len(s.source.split()) for s in sentences),
        "sentences_done": sum(bool(s.target) for s in sentences),
        "sentences_total": len(sentences),
        "complete": translation.done,
        "created_at": now(),
    }


def _pair(row: SentenceRow, detail: SentenceDetailRow | None) -> TranslatedSentence:
    alignment, faults = (detail.alignment, detail.faults) if detail else ("", None)
    return pair_of(row.source, row.target, row.score, row.state, alignment, faults)
