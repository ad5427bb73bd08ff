"""What was changed here of feeds, rules, marks of pieces and options, as changes for all computers."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from reader.core.replication.changes import Change, is_name
from reader.library.clock import is_moment, now
from reader.library.replication.feeds.moved_feeds import moves_of, moves_told
from reader.library.replication.noted import AGAIN, Noted
from reader.library.replication.part import keep_value, kept_value, kept_values
from reader.library.replication.registers import Teller, value_of
from reader.library.replication.states import FEED, OPTION, RULE, SEEN, States, digest_of, name_of_rule

MOVED = "moved:"
_OPTION_NAMES, _RULE_NAMES = "option:", "rule:"
_LONGEST = 1000  # characters of what a feed says of itself
_RULE_COLUMNS = ("query", "action", "argument", "daily_limit")


class TellingFeeds:
    """Makes changes of what is noted, inside one write."""

    def __init__(self, session: Session, states: States, machine: str, changes: list[Change]) -> None:
        self._session = session
        self._run = session.connection().exec_driver_sql
        self._states = states
        self._teller = Teller(session, states, machine, changes)
        self._ordered = False

    def tell(self, kind: str, key: str, noted: Sequence[Noted]) -> None:
        """Tell what is noted of a feed (by its key), a rule (its number), a piece or an option (its key)."""
        stamp = max(one.stamp for one in noted)
        if kind == "feed":
            self._feed(key, noted)
        elif kind == "rule":
            self._rule(key, stamp, any(one.field == AGAIN for one in noted))
            if value_of(self._states, RULE + rule_name(self._session, key), "rule") is not None:
                self._places(noted, key, stamp)
        elif kind == "seen":
            self._seen(key, stamp, any(one.field == AGAIN for one in noted))
        elif kind == "option":
            value = option_of(self._session, key)
            told = {"is": value} if value is not None else None
            self._teller.tell(OPTION + key, "value", told, stamp, any(one.field == AGAIN for one in noted))

    def _feed(self, key: str, noted: Sequence[Noted]) -> None:
        uid = FEED + key
        if not is_name(uid):
            return
        stamp = max(one.stamp for one in noted)
        value = self._followed(key, noted)
        moved = [one for one in noted if one.field.startswith(MOVED)]
        if value is None:
            for field in ("feed", "name"):
                self._teller.tell(uid, field, None, stamp)
            self._hand_on(key, moved)
            return
        told = value_of(self._states, uid, "feed")
        # What an update found of it meanwhile is no change of the reader's.
        same = told is not None and told["url"] == value["url"] and told["secret"] == value["secret"]
        again = any(one.field == AGAIN for one in noted)
        title = self._run("SELECT chosen_title FROM feed WHERE key = ?", (key,)).scalar()
        named = self._teller.tell(uid, "name", {"title": title[:_LONGEST]} if title else None, stamp, again)
        if moved or named or not same or again:
            self._teller.tell(uid, "feed", value | self._moves(key, moved), stamp, again=True)

    def _followed(self, key: str, noted: Sequence[Noted] = ()) -> dict[str, Any] | None:
        """What is told of a feed, `None` when it is not followed.

        When it was added is told by the clock that all computers have in common, as the times of moves are;
        and as who added it had it (`made_at`), by which a copy is known whatever any clock shows.
        """
        value, told = _feed_value(self._session, key), value_of(self._states, FEED + key, "feed")
        if value is not None:
            added = [_moment(one.stamp) for one in noted if one.field == "feed"]
            value["added_at"] = max([value["added_at"], *(added if told is None else [told["added_at"]])])
        return value

    def _moves(self, key: str, moved: Sequence[Noted] = ()) -> dict[str, Any]:
        """What is told of the moves of a feed, with those of the feeds that it was before."""
        moves = moves_of(value_of(self._states, FEED + key, "feed"))
        waiting, followed = list(moved), {key}
        while waiting:
            one = waiting.pop()
            former = one.field.removeprefix(MOVED)
            before = moves_of(value_of(self._states, FEED + former, "feed"))
            for each, moment in (*before.items(), (former, _moment(one.stamp))):
                moves[each] = max(moment, moves.get(each, ""))
            if former not in followed:  # it may have come there only since the last round
                followed.add(former)
                waiting += self._noted_moves(former)
        moves.pop(key, None)
        return moves_told(moves)

    def _noted_moves(self, key: str) -> list[Noted]:
        """What is noted of moves to an address."""
        rows = self._run(
            "SELECT field, stamp FROM sync_dirty WHERE kind = 'feed' AND key = ? AND field GLOB ?",
            (key, f"{MOVED}*"),
        )
        return [Noted(*row) for row in rows]

    def _hand_on(self, key: str, moved: Sequence[Noted]) -> None:
        """Note the moves to an address of which nobody heard for the one to which the feed went on."""
        for one in moved:
            self._run(
                "INSERT OR IGNORE INTO sync_dirty (kind, key, field, stamp) "
                "SELECT kind, key, ?, ? FROM sync_dirty WHERE kind = 'feed' AND field = ?",
                (one.field, one.stamp, MOVED + key),
            )

    def _rule(self, number: str, stamp: int, again: bool) -> None:
        columns = ", ".join(f"feed_rule.{name}" for name in _RULE_COLUMNS)
        row = self._run(
            f"SELECT {columns}, paused, feed_id, coalesce(key, '') FROM feed_rule "
            "LEFT JOIN feed ON feed.id = feed_id WHERE feed_rule.id = ?",
            (number,),
        ).first()
        name = rule_name(self._session, number)
        if row is None:
            for field in ("rule", "paused", "place") if name else ():
                self._teller.tell(RULE + name, field, None, stamp)
            return
        *values, paused, feed_id, key = row
        if feed_id and not key:
            return  # of a feed that is gone: so is the rule, for all that follows from it
        value = {**dict(zip(_RULE_COLUMNS, values, strict=True)), "feed": key}
        name = name or self._name_rule(number, value)
        self._teller.tell(RULE + name, "paused", {"is": bool(paused)}, stamp)
        if self._teller.tell(RULE + name, "rule", value, stamp, again) and key:
            self._keep_feed(key, stamp)

    def _keep_feed(self, key: str, stamp: int) -> None:
        """Tell a feed again: whoever lets it go without knowing of its rule keeps it, with its name."""
        value, name = self._followed(key), value_of(self._states, FEED + key, "name")
        if value is not None:
            self._teller.tell(FEED + key, "feed", value | self._moves(key), stamp, again=True)
        if name is not None:
            self._teller.tell(FEED + key, "name", name, stamp, again=True)

    def _places(self, noted: Sequence[Noted], number: str, stamp: int) -> None:
        """Tell the places of all rules where one is new or moved: one says nothing without the others."""
        uid = RULE + rule_name(self._session, number)
        if value_of(self._states, uid, "place") is not None and all(one.field != "place" for one in noted):
            return
        places = "SELECT id, place FROM feed_rule WHERE id = ? OR NOT ?"
        rows = self._run(places, (number, self._ordered)).all()
        self._ordered = True  # the others once for all that is noted: they may be many
        for rule_id, place in rows:
            if name := rule_name(self._session, rule_id):
                self._teller.tell(RULE + name, "place", {"is": place}, stamp)

    def _name_rule(self, number: str, value: dict[str, Any]) -> str:
        """A name for a rule: the same for one that two computers have."""
        first = name = name_of_rule(*(value[part] for part in ("feed", "query", "action", "argument")))
        place = 0
        here = set(self._run("SELECT id FROM feed_rule").scalars())
        taken = {name for name, rule_id in rule_numbers(self._session).items() if rule_id in here}
        while name in taken:
            place += 1
            name = digest_of([first, place])
        name_rule(self._session, number, name)
        return name

    def _seen(self, key: str, stamp: int, again: bool) -> None:
        row = self._run("SELECT read_at, opened_at FROM feed_item WHERE key = ?", (key,)).first()
        # One that did not come here yet may be known from others.
        known = value_of(self._states, SEEN + key, "seen") if again else None
        value = {"read": row[0], "opened": row[1]} if row is not None else known
        if value is not None and is_name(SEEN + key):
            self._teller.tell(SEEN + key, "seen", value, stamp, again)


def _moment(stamp: int) -> str:
    """A stamp as a time, as exact as it is: what is followed right after a move is not what moved."""
    seconds, rest = divmod(stamp, 1_000_000)
    moment = datetime.datetime.fromtimestamp(seconds, datetime.UTC).replace(microsecond=rest)
    return moment.isoformat(timespec="microseconds")


def option_of(session: Session, key: str) -> Any:
    """What all computers have of an option, `None` where none chose anything."""
    return kept_value(session, _OPTION_NAMES + key)


def options_of(session: Session) -> dict[str, Any]:
    """What all computers have of every option that anybody chose, by its key."""
    return kept_values(session, _OPTION_NAMES)


def write_option(session: Session, key: str, value: Any) -> None:
    """Note what all computers have of an option; `None` where none chose anything."""
    keep_value(session, _OPTION_NAMES + key, value)


def rule_name(session: Session, number: str | int) -> str:
    """The name that a rule has on all computers, "" for none."""
    found = session.connection().exec_driver_sql(
        "SELECT value FROM sync_setting WHERE name = ?", (f"{_RULE_NAMES}{number}",)
    )
    return str(found.scalar() or "")


def rule_numbers(session: Session) -> dict[str, int]:
    """The numbers that the rules of all computers have here, by their names; some may be gone."""
    rows = session.connection().exec_driver_sql(
        "SELECT name, value FROM sync_setting WHERE name LIKE ?", (f"{_RULE_NAMES}%",)
    )
    return {value: int(name.removeprefix(_RULE_NAMES)) for name, value in rows}


def name_rule(session: Session, number: str | int, name: str) -> None:
    """Note the name that a rule has on all computers."""
    run = session.connection().exec_driver_sql
    run("DELETE FROM sync_setting WHERE name LIKE ? AND value = ?", (f"{_RULE_NAMES}%", name))
    run("INSERT OR REPLACE INTO sync_setting (name, value) VALUES (?, ?)", (f"{_RULE_NAMES}{number}", name))


def _feed_value(session: Session, key: str) -> dict[str, Any] | None:
    row = (
        session.connection()
        .exec_driver_sql("SELECT url, title, site, added_at, secret FROM feed WHERE key = ?", (key,))
        .first()
    )
    if row is None:
        return None
    url, title, site, added_at, secret = row
    made_at = added_at if is_moment(added_at) else ""  # an import took it as it was
    added_at = made_at if made_at <= now() else ""
    web = site if site.startswith(("http://", "https://")) else ""
    return {
        **{"url": url, "title": title[:_LONGEST], "site": web[:_LONGEST], "added_at": added_at},
        **{"made_at": made_at, "secret": bool(secret)},
    }
