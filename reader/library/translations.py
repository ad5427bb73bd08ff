"""Translated sentences by the hash of their source, and which article is translated how far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select

from reader.core.errors import ReaderError
from reader.core.model import Route, SentenceState, TranslatedBlock, TranslatedSentence, Translation
from reader.core.serialize import dumps, loads
from reader.library.clock import now
from reader.library.database import Database
from reader.library.tables import ArticleTranslationRow, RouteRow, SentenceRow

_AT_ONCE = 500  # keys in one query; SQLite's own limit on variables is higher
_PAIR = ("source", "target", "score", "state", "created_at")
_STATUS = (
    *("route_key", "route", "title", "seconds", "words"),
    *("sentences_done", "sentences_total", "complete", "created_at"),
)


@dataclass(frozen=True, slots=True)
class TranslationStatus:
    """How far an article is translated to one language.

    `seconds` is the engine's time, `words` the length of the source, `done` whether it is whole.
    """

    target: str
    route: Route
    seconds: float
    done: bool
    words: int = 0
    sentences_done: int = 0
    sentences_total: int = 0
    title: str = ""
    created_at: str = ""


class Translations:
    """The memory of everything that was ever translated."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def lookup(
        self, keys: Sequence[str], source: str, target: str, route_key: str
    ) -> dict[str, TranslatedSentence]:
        """What is known of these sentences: by this route, or corrected by the reader (which wins).

        A correction holds for every route of the pair, so that a new model never undoes it.
        """
        found: dict[str, TranslatedSentence] = {}
        with self._database.read() as session:
            for start in range(0, len(keys), _AT_ONCE):
                corrected = col(SentenceRow.state) == SentenceState.CORRECTED.value
                chosen = (
                    select(SentenceRow)
                    .join(RouteRow, col(RouteRow.id) == SentenceRow.route_id)
                    .where(
                        col(SentenceRow.source_key).in_(keys[start : start + _AT_ONCE]),
                        RouteRow.source == source,
                        RouteRow.target == target,
                        (col(RouteRow.key) == route_key) | corrected,
                    )
                    .order_by(corrected, SentenceRow.created_at, col(SentenceRow.id))
                )
                found.update((row.source_key, _pair(row)) for row in session.exec(chosen))
        return found

    def store(
        self, pairs: Iterable[tuple[str, TranslatedSentence]], source: str, target: str, route_key: str
    ) -> None:
        """Store sentence pairs in one transaction; a corrected one is never overwritten by the engine."""
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
        except IntegrityError as error:
            raise ReaderError("no-such-article", f"article {article_id}", id=article_id) from error

    def status(self, article_id: int) -> dict[str, TranslationStatus]:
        """The translations of an article, whole or in part, by target language."""
        chosen = select(ArticleTranslationRow).where(ArticleTranslationRow.article_id == article_id)
        with self._database.read() as session:
            return {row.target: _status(row) for row in session.exec(chosen)}

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


def _status(row: ArticleTranslationRow) -> TranslationStatus:
    return TranslationStatus(
        row.target,
        loads(Route, row.route),
        row.seconds,
        row.complete,
        row.words,
        row.sentences_done,
        row.sentences_total,
        row.title,
        row.created_at,
    )


def _pair(row: SentenceRow) -> TranslatedSentence:
    return TranslatedSentence(row.source, row.target, row.score, SentenceState(row.state))
