"""The reader's glossary: how a name is written in another language, or that it stays as it is."""

from __future__ import annotations

from sqlmodel import col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from reader.core.glossary import Term
from reader.library.clock import now
from reader.library.database import Database
from reader.library.tables import GlossaryRow

EVERY = "*"
"""The target of a term that stays as it is in every language."""


class Glossary:
    """The entries by pair of languages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, term: Term) -> None:
        """Add an entry, or change the translation of the one there is."""
        text = " ".join(term.term.split())
        if not text:
            raise ValueError("an empty term")
        with self._database.write() as session:
            row = session.exec(_of(term.source, term.target, text)).first()
            if row is None:
                row = GlossaryRow(
                    source=term.source, target=term.target, term=text, translation="", created_at=now()
                )
            row.translation = " ".join(term.translation.split())
            session.add(row)

    def remove(self, source: str, target: str, term: str) -> bool:
        """Remove an entry; whether there was one."""
        text = " ".join(term.split())
        with self._database.write() as session:
            row = session.exec(_of(source, target, text)).first()
            if row is None:
                return False
            self._database.before_removal(session, "term", ["\x1f".join((source, target, row.term))])
            session.exec(delete(GlossaryRow).where(col(GlossaryRow.id) == row.id))
            return True

    def all(self) -> list[Term]:
        """Every entry, by languages and term."""
        order = (col(GlossaryRow.source), col(GlossaryRow.target), col(GlossaryRow.term))
        with self._database.read() as session:
            rows = session.exec(select(GlossaryRow).order_by(*order))
            return [Term(r.source, r.target, r.term, r.translation) for r in rows]

    def terms(self, source: str, target: str) -> dict[str, str]:
        """Term -> translation ("" for: as it is) that hold between two languages."""
        with self._database.read() as session:
            rows = session.exec(
                select(GlossaryRow)
                .where(GlossaryRow.source == source, col(GlossaryRow.target).in_((target, EVERY)))
                .order_by(col(GlossaryRow.target))  # "*" first, so that the pair's own entry wins
            )
            return {row.term: row.translation for row in rows}


def _of(source: str, target: str, term: str) -> SelectOfScalar[GlossaryRow]:
    return select(GlossaryRow).where(
        GlossaryRow.source == source, GlossaryRow.target == target, GlossaryRow.term == term
    )
