"""Articles that wait for their text: which is next, why one failed, and when it is tried again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reader.library.database import Database
from reader.library.imports.entries import UNAVAILABLE, UNFETCHED

_WAITS = """
FROM article_waiting AS waiting JOIN article ON article.id = article_id
WHERE article.incomplete IN ('unfetched', 'unavailable') AND trashed_at = ''
"""

_CHOSEN = f"SELECT article_id, requested_url, error, error_values, attempts, next_at, given_up {_WAITS}"

_TAKEN_OFF = 2
"""`given_up` of a text that the reader took off the list of saves besides."""

_CAME = """
SELECT count(*) FILTER (WHERE article.incomplete NOT IN ('unfetched', 'unavailable')),
       count(*) FILTER (WHERE article.incomplete = 'unavailable'),
       count(*) FILTER (WHERE article.id IS NULL)
FROM import_row LEFT JOIN article ON article.id = article_id AND trashed_at = ''
WHERE import_id = ? AND outcome = 'waiting'
"""


class Came(NamedTuple):
    """Of the rows that came without a text, how many articles have it meanwhile, cannot have it, are gone."""

    fetched: int
    unavailable: int
    removed: int


@dataclass(frozen=True, slots=True)
class WaitingArticle:
    """An article without its text; `url` is its link, the rest as in `WaitingRow`."""

    article_id: int
    url: str
    error: str = ""
    error_values: dict[str, str] = field(default_factory=dict)
    attempts: int = 0
    next_at: str = ""
    given_up: bool = False


class WaitingArticles:
    """The articles of one library that wait for their text."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, moment: str, limit: int, below: int = 0, latest: str = "~") -> list[WaitingArticle]:
        """Those to be fetched now, the newest first.

        None waits until after `latest`: the clock was wrong when that was planned.

        Args:
            moment: the present, ISO 8601 in UTC.
            limit: at most so many.
            below: only those with a smaller number; 0 for all.
        """
        chosen = (
            f"{_CHOSEN} AND NOT given_up AND (next_at <= ? OR next_at > ?) AND (? = 0 OR article_id < ?) "
            "ORDER BY article_id DESC LIMIT ?"
        )
        with self._database.read() as session:
            run = session.connection().exec_driver_sql
            return [_article(row) for row in run(chosen, (moment, latest, below, below, limit))]

    def of_article(self, article_id: int) -> WaitingArticle | None:
        """How it stands with one article; `None` when it does not wait."""
        with self._database.read() as session:
            row = session.connection().exec_driver_sql(f"{_CHOSEN} AND article_id = ?", (article_id,)).first()
            return _article(row) if row is not None else None

    def lost(self) -> list[WaitingArticle]:
        """Those given up, the oldest first, without those that were taken off the list of saves."""
        chosen = f"{_CHOSEN} AND given_up = 1 ORDER BY article_id"
        with self._database.read() as session:
            return [_article(row) for row in session.connection().exec_driver_sql(chosen)]

    def take_off(self, ids: Sequence[int], off: bool) -> None:
        """Take articles that were given up off the list of saves (`lost`), or put them back (`off` false)."""
        state = _TAKEN_OFF if off else 1
        with self._database.write() as session:
            for article_id in ids:
                session.connection().exec_driver_sql(
                    "UPDATE article_waiting SET given_up = ? WHERE article_id = ? AND given_up",
                    (state, article_id),
                )

    def count(self) -> int:
        """How many are still to be fetched."""
        with self._database.read() as session:
            found = session.connection().exec_driver_sql(f"SELECT count(*) {_WAITS} AND NOT given_up")
            return int(found.scalar_one())

    def came(self, import_id: int) -> Came:
        """What became of the articles that an import left waiting."""
        with self._database.read() as session:
            found = session.connection().exec_driver_sql(_CAME, (import_id,)).one()
            return Came(*map(int, found))

    def fail(
        self, waiting: WaitingArticle, kind: str, values: Mapping[str, object], attempts: int, next_at: str
    ) -> None:
        """Note that an article could not be fetched.

        Args:
            waiting: which.
            kind: the error's.
            values: what fills its words.
            attempts: failures so far that waiting can mend.
            next_at: when it is tried again, ISO 8601 in UTC; "" for not by itself.
        """
        plain = json.dumps({name: str(value) for name, value in values.items()})
        with self._database.write() as session:
            run = session.connection().exec_driver_sql
            run(
                "UPDATE article_waiting SET error = ?, error_values = ?, attempts = ?, next_at = ?, "
                "given_up = ? WHERE article_id = ?",
                (kind, plain, attempts, next_at, not next_at, waiting.article_id),
            )
            if not next_at:
                run(
                    "UPDATE article SET incomplete = ? WHERE id = ? AND incomplete = ?",
                    (UNAVAILABLE, waiting.article_id, UNFETCHED),
                )

    def done(self, article_id: int) -> None:
        """Forget that an article waited."""
        with self._database.write() as session:
            session.connection().exec_driver_sql(
                "DELETE FROM article_waiting WHERE article_id = ?", (article_id,)
            )

    def retry(self, import_id: int) -> int:
        """Let every article of an import that could not be fetched be tried again; returns how many."""
        with self._database.write() as session:
            run = session.connection().exec_driver_sql
            own = "article_id IN (SELECT article_id FROM import_row WHERE import_id = ? AND article_id <> 0)"
            run(
                "INSERT OR IGNORE INTO article_waiting SELECT id, '', '{}', 0, '', 0 FROM article "
                "WHERE incomplete IN ('unfetched', 'unavailable') AND id IN (SELECT article_id FROM "
                "import_row WHERE import_id = ? AND article_id <> 0)",
                (import_id,),
            )
            return run(
                f"UPDATE article_waiting SET attempts = 0, next_at = '', given_up = 0 WHERE {own}",
                (import_id,),
            ).rowcount


def _article(row: Sequence[Any]) -> WaitingArticle:
    article_id, url, error, values, attempts, next_at, given_up = row
    return WaitingArticle(article_id, url, error, json.loads(values), attempts, next_at, bool(given_up))
