"""The titles and summaries of feeds' pieces in another language."""

from __future__ import annotations

from dataclasses import dataclass

from reader.library.database import Database


@dataclass(frozen=True, slots=True)
class ItemInLanguage:
    """A piece to be translated, with the language that its feed is in."""

    id: int
    title: str
    summary: str
    language: str


@dataclass(frozen=True, slots=True)
class ItemTranslation:
    """The title and the summary of a piece in another language."""

    title: str
    summary: str


class TranslatedItems:
    """The translations of one library's pieces."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self, target: str, limit: int) -> list[ItemInLanguage]:
        """New pieces of feeds in another language than `target` that are not in it yet, the newest first.

        Args:
            target: a code. limit: so many of the newest new pieces are looked at.
        """
        chosen = (
            "SELECT item.id, title, summary, (SELECT language FROM feed_entry AS entry "
            "JOIN feed_language USING (feed_id) WHERE entry.item_id = item.id ORDER BY feed_id LIMIT 1) "
            "AS language, translated_to FROM feed_item AS item "
            "WHERE read_at = '' ORDER BY sort_at DESC, item.id DESC LIMIT ?"
        )
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(chosen, (limit,)).all()
        return [
            ItemInLanguage(row.id, row.title, row.summary, row.language)
            for row in rows
            if row.language and row.language != target and row.translated_to != target
        ]

    def store(self, item: ItemInLanguage, target: str, translation: ItemTranslation) -> None:
        """Keep the translation of a piece, unless it says something else by now."""
        with self._database.write(index=False) as session:
            session.connection().exec_driver_sql(
                "UPDATE feed_item SET translated_to = ?, translated_title = ?, translated_summary = ? "
                "WHERE id = ? AND title = ? AND summary = ?",
                (target, translation.title, translation.summary, item.id, item.title, item.summary),
            )
