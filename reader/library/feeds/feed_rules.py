"""The rules that the reader gave for new pieces of feeds, in the order in which they were given."""

from __future__ import annotations

from reader.core.errors import ReaderError
from reader.core.feeds import FeedRule
from reader.library.clock import now
from reader.library.database import Database


class FeedRules:
    """The rules of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, feed_id: int | None = None) -> list[FeedRule]:
        """Every rule; those that hold for one feed where `feed_id` says which."""
        chosen = (
            "SELECT id, feed_id, query, action, argument, daily_limit FROM feed_rule "
            "WHERE ? IS NULL OR feed_id IN (0, ?) ORDER BY id"
        )
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(chosen, (feed_id, feed_id))
            return [FeedRule(*row) for row in rows]

    def add(self, rule: FeedRule) -> FeedRule:
        """Keep a rule (its number is given here); the same one twice is kept once.

        Raises:
            ReaderError: `no-such-feed`.
        """
        values = (rule.feed_id, rule.query, rule.action, rule.argument)
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            if rule.feed_id and run("SELECT 1 FROM feed WHERE id = ?", (rule.feed_id,)).first() is None:
                raise ReaderError("no-such-feed", "no such number", id=rule.feed_id)
            same = "feed_id = ? AND query = ? AND action = ? AND argument = ?"
            known = run(f"SELECT id FROM feed_rule WHERE {same}", values).scalar()
            if known is None:
                known = run(
                    "INSERT INTO feed_rule (feed_id, query, action, argument, daily_limit, done_on, done, "
                    "added_at) VALUES (?, ?, ?, ?, ?, '', 0, ?)",
                    (*values, rule.daily_limit, now()),
                ).lastrowid
            else:
                run("UPDATE feed_rule SET daily_limit = ? WHERE id = ?", (rule.daily_limit, known))
            return FeedRule(int(known), *values, rule.daily_limit)

    def remove(self, rule_id: int) -> None:
        """Forget a rule.

        Raises:
            ReaderError: `no-such-rule`.
        """
        with self._database.write(index=False) as session:
            gone = session.connection().exec_driver_sql("DELETE FROM feed_rule WHERE id = ?", (rule_id,))
            if not gone.rowcount:
                raise ReaderError("no-such-rule", "no such number", id=rule_id)
