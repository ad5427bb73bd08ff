"""Searches that the reader kept under a name, in the reader's order."""

from __future__ import annotations

from sqlmodel import col, select

from reader.core.marks import SavedSearch
from reader.library.clock import now
from reader.library.database import Database
from reader.library.tables import SavedSearchRow
from reader.library.views import fold


class SavedSearches:
    """The saved searches of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[SavedSearch]:
        """Every saved search in order."""
        chosen = select(SavedSearchRow).order_by(col(SavedSearchRow.place), col(SavedSearchRow.id))
        with self._database.read() as session:
            return [_saved(row) for row in session.exec(chosen)]

    def keep(self, name: str, query: str) -> SavedSearch:
        """Keep a search; the same name (whatever its case) takes the new query in its old place."""
        shown = " ".join(name.split()) or query.strip()
        with self._database.write() as session:
            row = session.exec(select(SavedSearchRow).where(SavedSearchRow.fold == fold(shown))).first()
            if row is None:
                last = session.exec(
                    select(SavedSearchRow.place).order_by(col(SavedSearchRow.place).desc())
                ).first()
                row = SavedSearchRow(
                    name=shown, fold=fold(shown), query="", place=(last or 0) + 1, created_at=now()
                )
            row.name, row.query = shown, query.strip()
            session.add(row)
            session.flush()
            return _saved(row)

    def remove(self, search_id: int) -> None:
        """Forget a saved search."""
        with self._database.write() as session:
            row = session.get(SavedSearchRow, search_id)
            if row is not None:
                self._database.before_removal(session, "search", [row.fold])
                session.delete(row)

    def forget(self, name: str) -> None:
        """Forget the search that is kept under a name, whatever its case."""
        with self._database.write() as session:
            chosen = select(SavedSearchRow).where(SavedSearchRow.fold == fold(" ".join(name.split())))
            for row in session.exec(chosen):
                self._database.before_removal(session, "search", [row.fold])
                session.delete(row)


def _saved(row: SavedSearchRow) -> SavedSearch:
    assert row.id is not None
    return SavedSearch(row.id, row.name, row.query)
