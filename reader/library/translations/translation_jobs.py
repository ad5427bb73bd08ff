"""Articles that wait to be translated, in the order they were given; the list outlives any crash."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy.dialects.sqlite import insert
from sqlmodel import col, delete, select

from reader.core.errors import ReaderError
from reader.core.translation_job import FAILED, QUEUED, TranslationJob
from reader.library.clock import now
from reader.library.database import Database
from reader.library.tables import ArticleRow, ArticleTranslationRow, TranslationJobRow


class TranslationJobs:
    """The waiting list. A job leaves it when its article is translated, so a kill loses none."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, article_ids: Iterable[int], targets: Iterable[str], reason: str) -> int:
        """Put articles on the list, each once a language; a failed one waits again.

        Returns:
            How many are new.
        """
        wanted = [(a, t) for a in dict.fromkeys(article_ids) for t in dict.fromkeys(targets)]
        if not wanted:
            return 0
        with self._database.write() as session:
            present = set(session.exec(select(TranslationJobRow.article_id, TranslationJobRow.target)).all())
            ids = set(
                session.exec(select(ArticleRow.id).where(col(ArticleRow.id).in_({a for a, _ in wanted})))
            )
            rows = [
                {
                    "article_id": article,
                    "target": target,
                    "reason": reason,
                    "state": QUEUED,
                    "error": "",
                    "error_values": "{}",
                    "added_at": now(),
                }
                for article, target in wanted
                if article in ids
            ]
            if not rows:
                return 0
            statement = insert(TranslationJobRow)
            statement = statement.on_conflict_do_update(
                index_elements=["article_id", "target"], set_={"state": QUEUED, "error": ""}
            )
            session.connection().execute(statement, rows)
            return sum((row["article_id"], row["target"]) not in present for row in rows)

    def all(self) -> list[TranslationJob]:
        """Every job, the next one first, failed ones last."""
        order = (col(TranslationJobRow.state) == FAILED, col(TranslationJobRow.id))
        with self._database.read() as session:
            return [_job(row) for row in session.exec(select(TranslationJobRow).order_by(*order))]

    def next(self) -> TranslationJob | None:
        """The job to do next."""
        return next((job for job in self.all() if job.state == QUEUED), None)

    def waiting(self, job_id: int) -> bool:
        """Whether a job is still on the list: the reader may have cancelled it."""
        with self._database.read() as session:
            return session.get(TranslationJobRow, job_id) is not None

    def fail(self, job_id: int, error: ReaderError) -> None:
        """Note why a job failed; it stays on the list until it is asked for again or removed."""
        with self._database.write() as session:
            row = session.get(TranslationJobRow, job_id)
            if row is not None:
                row.state, row.error = FAILED, error.kind
                row.error_values = json.dumps({k: str(v) for k, v in error.values.items()})

    def remove(self, job_ids: Iterable[int]) -> None:
        """Take jobs off the list; what is translated of their articles stays."""
        with self._database.write() as session:
            session.exec(delete(TranslationJobRow).where(col(TranslationJobRow.id).in_(list(job_ids))))

    def untranslated(self, target: str) -> list[int]:
        """Unread articles in another language that are not wholly translated to `target`, newest first."""
        done = select(ArticleTranslationRow.article_id).where(
            ArticleTranslationRow.target == target, col(ArticleTranslationRow.complete).is_(True)
        )
        chosen = (
            select(ArticleRow.id)
            .where(
                col(ArticleRow.unread).is_(True),
                col(ArticleRow.archived).is_(False),
                ArticleRow.trashed_at == "",
                ArticleRow.language != target,
                col(ArticleRow.id).not_in(done),
            )
            .order_by(col(ArticleRow.id).desc())
        )
        with self._database.read() as session:
            return [found for found in session.exec(chosen) if found is not None]


def _job(row: TranslationJobRow) -> TranslationJob:
    assert row.id is not None
    values = {str(k): str(v) for k, v in json.loads(row.error_values).items()}
    return TranslationJob(row.id, row.article_id, row.target, row.reason, row.state, row.error, values)
