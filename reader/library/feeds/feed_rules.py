"""The rules that the reader gave for new pieces of feeds, in the order that he gave them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reader.core.errors import ReaderError
from reader.core.feeds import FeedRule
from reader.library.clock import now
from reader.library.database import Database

_COLUMNS = "id, feed_id, query, action, argument, daily_limit, paused, place"


class FeedRules:
    """The rules of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, feed_id: int | None = None) -> list[FeedRule]:
        """Every rule in order; those that hold for one feed where `feed_id` says which."""
        chosen = f"SELECT {_COLUMNS} FROM feed_rule WHERE ? IS NULL OR feed_id IN (0, ?) ORDER BY place, id"
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(chosen, (feed_id, feed_id))
            return [_rule(row) for row in rows]

    def add(self, rule: FeedRule) -> FeedRule:
        """Keep a rule (its number is given here); the same one twice is kept once, and goes on.

        It becomes the last one, and the first where it skips pieces, so that no other keeps them.

        Raises:
            ReaderError: `no-such-feed`.
        """
        values = (rule.feed_id, rule.query, rule.action, rule.argument)
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            _check_feed(run, rule.feed_id)
            same = "feed_id = ? AND query = ? AND action = ? AND argument = ?"
            known = run(f"SELECT id FROM feed_rule WHERE {same}", values).scalar()
            if known is None:
                end = "min(place), 0) - 1" if rule.action == "skip" else "max(place), 0) + 1"
                known = run(
                    "INSERT INTO feed_rule (feed_id, query, action, argument, daily_limit, done_on, done, "
                    "added_at, paused, place) "
                    f"VALUES (?, ?, ?, ?, ?, '', 0, ?, ?, (SELECT coalesce({end} FROM feed_rule))",
                    (*values, rule.daily_limit, now(), rule.paused),
                ).lastrowid
            else:
                run(
                    "UPDATE feed_rule SET daily_limit = ?, paused = ? WHERE id = ?",
                    (rule.daily_limit, rule.paused, known),
                )
            return _rule(run(f"SELECT {_COLUMNS} FROM feed_rule WHERE id = ?", (known,)).one())

    def change(self, rule: FeedRule) -> None:
        """Put a rule in the place of the one with its number.

        Raises:
            ReaderError: `no-such-rule`, `no-such-feed`.
        """
        values = (rule.feed_id, rule.query, rule.action, rule.argument, rule.daily_limit, rule.paused)
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            _check_feed(run, rule.feed_id)
            changed = run(
                "UPDATE feed_rule SET feed_id = ?, query = ?, action = ?, argument = ?, daily_limit = ?, "
                "paused = ? WHERE id = ?",
                (*values, rule.id),
            )
            if not changed.rowcount:
                raise ReaderError("no-such-rule", "no such number", id=rule.id)

    def order(self, ids: Sequence[int]) -> None:
        """Put rules into an order among themselves; every other rule keeps its place."""
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            every = [int(row[0]) for row in run("SELECT id FROM feed_rule ORDER BY place, id")]
            named = [rule_id for rule_id in dict.fromkeys(ids) if rule_id in every]
            following = iter(named)
            ordered = [next(following) if rule_id in named else rule_id for rule_id in every]
            for place, rule_id in enumerate(ordered, 1):
                run("UPDATE feed_rule SET place = ? WHERE id = ?", (place, rule_id))

    def remove(self, rule_id: int) -> FeedRule:
        """Forget a rule; returns it, for `put_back`.

        Raises:
            ReaderError: `no-such-rule`.
        """
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            found = run(f"SELECT {_COLUMNS} FROM feed_rule WHERE id = ?", (rule_id,)).first()
            if found is None:
                raise ReaderError("no-such-rule", "no such number", id=rule_id)
            self._database.before_removal(session, "rule", [str(rule_id)])
            run("DELETE FROM feed_rule WHERE id = ?", (rule_id,))
            return _rule(found)

    def put_back(self, rule: FeedRule) -> None:
        """Take back `remove`; a rule whose feed is not followed any more stays away."""
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            if rule.feed_id and run("SELECT 1 FROM feed WHERE id = ?", (rule.feed_id,)).first() is None:
                return
            run(
                f"INSERT OR IGNORE INTO feed_rule ({_COLUMNS}, done_on, done, added_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', 0, ?)",
                (
                    *(rule.id, rule.feed_id, rule.query, rule.action, rule.argument),
                    *(rule.daily_limit, rule.paused, rule.place, now()),
                ),
            )


def _check_feed(run: Any, feed_id: int) -> None:
    if feed_id and run("SELECT 1 FROM feed WHERE id = ?", (feed_id,)).first() is None:
        raise ReaderError("no-such-feed", "no such number", id=feed_id)


def _rule(row: Any) -> FeedRule:
    return FeedRule(**{**row._mapping, "paused": bool(row.paused)})
