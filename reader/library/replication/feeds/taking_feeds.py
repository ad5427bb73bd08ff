"""Feeds, rules, marks of pieces and options of other computers into this library, inside one write."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from reader.core.feeds import OK
from reader.core.origin import NamedBy
from reader.core.replication.changes import Change
from reader.library.feeds.removal import take_out
from reader.library.feeds.storing import driver
from reader.library.replication.feeds.moved_feeds import FeedMoves
from reader.library.replication.feeds.telling_feeds import name_rule, rule_numbers, write_option
from reader.library.replication.registers import merged, uids_of, value_of
from reader.library.replication.states import FEED, OPTION, RULE, SECOND, SEEN, States

MOST_FEEDS, MOST_RULES = 5000, 1000
"""More than these no store may bring: each feed is asked for, each rule looks at each new piece."""
REGISTERS = (FEED, RULE, SEEN, OPTION)
"""The kinds of things that are taken here."""


class TooManyError(ValueError):
    """A store brings more of something than anybody has."""


class TakingFeeds:
    """Takes changes in any order, each any number of times. The library must not note them as its own."""

    def __init__(self, session: Session, states: States) -> None:
        self._session = session
        self._run = session.connection().exec_driver_sql
        self._states = states

    def take(self, changes: Sequence[Change]) -> int:
        """Take changes of one kind; gives how many said anything new.

        Raises:
            TooManyError: there would be more feeds or rules than anybody has.
        """
        self._states.load({change.uid for change in changes})
        new = [change for change in changes if merged(self._session, self._states, change)]
        uids = list(dict.fromkeys(change.uid for change in new))
        if not uids:
            return 0
        if uids[0].startswith(FEED):
            self._feeds(uids)
        elif uids[0].startswith(RULE):
            self._states.flush()
            self._rules()
        else:
            for uid in uids:
                if uid.startswith(SEEN):
                    self._seen(uid)
                else:
                    value = value_of(self._states, uid, "value")
                    write_option(self._session, uid[2:], value["is"] if value is not None else None)
        return len(new)

    def _feeds(self, uids: Sequence[str]) -> None:
        """What is followed first: an address that moved takes its feed along."""
        before = self._count()
        self._states.flush()
        moves = FeedMoves(self._session, self._states)
        told = list(dict.fromkeys(uid[2:] for uid in uids))
        for key in dict.fromkeys(map(moves.settled, told)):
            value = value_of(self._states, FEED + key, "feed")
            if value is not None:
                former = moves.former(key)
                self._follow(key, value, former)
                self._name(key, [each for each in former if moves.is_followed(each)])
                self._join(key, former)
        gone = [key for key in told if not moves.is_followed(key)]
        found = [self._feed(key) for key in gone]
        take_out(driver(self._session), [number for number in found if number])
        if self._count() > max(MOST_FEEDS, before):
            raise TooManyError("more feeds than anybody follows")
        self._rules()  # some waited for their feed

    def _name(self, key: str, named_before: Sequence[str]) -> None:
        """Name a feed as all computers do: by the latest name, though it had another address then.

        What some computers know it by there is told to be over, and the name to be that of this address.
        """
        own = self._states.get(FEED + key, "name")
        names = {own.top: value_of(self._states, FEED + key, "name")} if own.any_live else {}
        for former in named_before:
            state = self._states.get(FEED + former, "name")
            if state.any_live:
                names[state.top] = value_of(self._states, FEED + former, "name")
            self._note(former, "feed", self._states.get(FEED + former, "feed").top[0])
        latest = max(names, default=own.top)
        title = names[latest]["title"] if names else ""
        self._run("UPDATE feed SET chosen_title = ? WHERE key = ?", (title, key))
        if latest != own.top:
            self._note(key, "name", latest[0])

    def _note(self, key: str, field: str, stamp: int) -> None:
        """Have something of a feed told by the next round, as of the time when it was so."""
        self._run(
            "INSERT OR IGNORE INTO sync_dirty (kind, key, field, stamp) VALUES ('feed', ?, ?, ?)",
            (key, field, stamp),
        )

    def _join(self, key: str, former: Sequence[str]) -> None:
        """Give a feed what is here of the feeds that it was before."""
        for number in filter(None, map(self._feed, former)):
            self._run(
                "UPDATE OR IGNORE feed_entry SET feed_id = (SELECT id FROM feed WHERE key = ?) "
                "WHERE feed_id = ?",
                (key, number),
            )
            take_out(driver(self._session), [number])

    def _count(self) -> int:
        return int(self._run("SELECT count(*) FROM feed").scalar_one())

    def _feed(self, key: str) -> int:
        return int(self._run("SELECT id FROM feed WHERE key = ?", (key,)).scalar() or 0)

    def _follow(self, key: str, value: dict[str, Any], moved_from: Sequence[str]) -> None:
        """Follow a feed; one that had another address keeps its pieces.

        It is due. Nobody here let it be asked for at a local address.
        """
        made_at = value.get("made_at") or value["added_at"]  # a version before told no such time
        if self._feed(key):
            if made_at:
                self._run("UPDATE feed SET added_at = ? WHERE key = ?", (made_at, key))
            return
        for former in moved_from:
            if number := self._feed(former):
                url, moves = self._run("SELECT url, moves FROM feed WHERE id = ?", (number,)).one()
                known = [*json.loads(moves or "[]"), url][-20:]
                self._run(
                    "UPDATE feed SET key = ?, url = ?, agreed = '', next_at = '', moves = ?, added_at = ? "
                    "WHERE id = ?",
                    (key, value["url"], json.dumps(known), made_at, number),
                )
                return
        self._run(
            "INSERT INTO feed (key, url, title, chosen_title, site, named_by, agreed, secret, etag, "
            "last_modified, body_digest, state, error, error_values, failures, interval, next_at, "
            "checked_at, changed_at, added_at, moves) VALUES (?, ?, ?, '', ?, ?, '', ?, '', '', '', ?, "
            "'', '', 0, 60, '', '', '', ?, '')",
            (
                *(key, value["url"], value["title"], value["site"], NamedBy.FILE.value),
                *(value["secret"], OK, made_at),
            ),
        )

    def _rules(self) -> None:
        """Bring all rules to what is known of them: there are few, and each has a place among the others."""
        numbers = rule_numbers(self._session)
        here = set(self._run("SELECT id FROM feed_rule").scalars())
        uids = uids_of(self._session, RULE)
        self._states.load(uids)
        places: dict[int, tuple[int, str]] = {}
        moves: FeedMoves | None = None
        for uid in uids:
            value, number = value_of(self._states, uid, "rule"), numbers.get(uid[2:], 0)
            feed = self._feed(value["feed"]) if value is not None and value["feed"] else 0
            if value is not None and value["feed"] and not feed:  # it may have moved since the rule was given
                moves = moves or FeedMoves(self._session, self._states)
                feed = self._feed(moves.settled(value["feed"]))
            if value is None or (value["feed"] and not feed):
                self._run("DELETE FROM feed_rule WHERE id = ?", (number,))
                continue
            paused, place = (self._flag(uid, field) for field in ("paused", "place"))
            row = (feed, value["query"], value["action"], value["argument"], value["daily_limit"], paused)
            if number in here:
                self._run(
                    "UPDATE feed_rule SET feed_id = ?, query = ?, action = ?, argument = ?, "
                    "daily_limit = ?, paused = ?, place = ? WHERE id = ?",
                    (*row, place, number),
                )
            else:
                number = self._made(row, place, self._states.get(uid, "rule").top[0])
                name_rule(self._session, number, uid[2:])
            places[number] = (place, uid)
        if len(places) > max(MOST_RULES, len(here)):
            raise TooManyError("more rules than anybody has")
        self._order(sorted(places, key=lambda number: places[number]))

    def _flag(self, uid: str, field: str) -> int:
        found = value_of(self._states, uid, field)
        return int(found["is"]) if found is not None else 0

    def _made(self, row: tuple[Any, ...], place: int, stamp: int) -> int:
        """Make a rule; gives its number.

        It is of when it was told (`stamp`): told anew as of a later time, it would be another rule.
        """
        made = self._run(
            "INSERT INTO feed_rule (feed_id, query, action, argument, daily_limit, paused, place, done_on, "
            "done, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, '', 0, "
            "strftime('%Y-%m-%dT%H:%M:%S+00:00', ?, 'unixepoch'))",
            (*row, place, stamp // SECOND),
        )
        return int(made.lastrowid)

    def _order(self, wanted: list[int]) -> None:
        """Two rules have one place when two computers added them: then their names say which is first."""
        found = list(self._run("SELECT id FROM feed_rule ORDER BY place, id").scalars())
        if found != wanted and set(found) == set(wanted):
            for place, number in enumerate(wanted, 1):
                self._run("UPDATE feed_rule SET place = ? WHERE id = ?", (place, number))

    def _seen(self, uid: str) -> None:
        """Mark a piece that is here; one that comes later is marked as it comes."""
        value = value_of(self._states, uid, "seen")
        if value is not None:
            self._run(
                "UPDATE feed_item SET read_at = ?, opened_at = ?, article_id = iif(article_id = 0 AND ? <> "
                "'', coalesce((SELECT article_id FROM article_address WHERE article_address.key = "
                "feed_item.key), 0), article_id) WHERE key = ?",
                (value["read"], value["opened"], value["opened"], uid[2:]),
            )
