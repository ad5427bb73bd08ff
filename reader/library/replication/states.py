"""What is known of the versions of each field, and which thing is which article."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

Dot = tuple[int, str]
"""A version: its stamp and the computer that made it."""

ARTICLE, TERM, SEARCH, CORRECTION, PAIR = "a:", "g:", "s:", "c:", "p:"
FEED, RULE, SEEN, OPTION = "f:", "r:", "i:", "o:"
GONE, SAME, TAG, MARK, MARK_NOTE, NOTE = "gone", "same:", "tag:", "mark:", "marknote:", "note"
TRASHED, TRASH_KNEW = "trashed", "trashed:knew"
"""When an article was put into Trash; up to which versions whoever did it, or left it there, had in view."""
READING = frozenset(("position", "opened", "unread"))
"""The fields of an article that say how far it is read."""
SAVED = "saved"
"""When an article was saved: the latest holds, but each computer's own saving keeps the article."""
SECOND = 1_000_000
"""A stamp of whole seconds has what a library had when it joined: what is done afterwards has another.

By that an old copy of what was removed is known: see `copies`. A field of its own would say it more plainly,
but what is known of a version is its stamp alone: it stays when the rest is forgotten, is folded with it, and
stands in stores and libraries already. Versions of the program that know no such field would tell none when
they join, and put one aside for each article of whoever does; so both signs would have to be understood.
"""
FARTHEST = 100 * 365 * 86_400 * 1_000_000
"""How far (µs) ahead of the clock here a change may be: with an empty battery it shows 1970."""
OWN = "~"
"""How the name ends under which an article has what its reader keeps to himself: it is the same thing, but no
other member of a shared library hears of this name, nor of the versions under it."""
IS_LIVE = (
    "EXISTS (SELECT 1 FROM json_each(dots) AS made WHERE NOT EXISTS "
    "(SELECT 1 FROM json_each(removed) AS gone WHERE gone.key = made.key AND gone.value >= made.value))"
)
"""Whether any version of a field was not removed; as a condition of SQL."""
_PASSING = ("position", "opened", "unread", "translation:", SAME, GONE, TRASH_KNEW)
"""Fields whose change alone does not keep an article that another computer deleted."""


@dataclass
class FieldState:
    """The versions of one field: the latest of each computer, and up to which of each it was removed.

    `value` is JSON, `None` where the library itself holds the value; `digest` is "" when nobody does here.
    """

    dots: dict[str, int] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)
    digest: str = ""
    value: str | None = None

    @property
    def top(self) -> Dot:
        """The latest version; before every other when there is none."""
        return max(((stamp, machine) for machine, stamp in self.dots.items()), default=(-1, ""))

    @property
    def live(self) -> bool:
        """Whether the latest version is not removed."""
        stamp, machine = self.top
        return stamp > self.removed.get(machine, -1)

    @property
    def any_live(self) -> bool:
        """Whether any version is not removed: adding wins."""
        return self.live_top >= 0

    @property
    def live_top(self) -> int:
        """The stamp of the latest version that is not removed; -1 where there is none."""
        live = (stamp for machine, stamp in self.dots.items() if stamp > self.removed.get(machine, -1))
        return max(live, default=-1)

    def copy(self) -> FieldState:
        """The same, to be changed by itself."""
        return FieldState(dict(self.dots), dict(self.removed), self.digest, self.value)

    def columns(self) -> tuple[str, str, str, str | None]:
        """The columns of its row."""
        return json.dumps(self.dots), json.dumps(self.removed), self.digest, self.value

    def note(self, stamp: int, machine: str) -> bool:
        """Note a computer's version beside those of others; whether it is new."""
        is_new = stamp > self.dots.get(machine, -1)
        if is_new:
            self.dots[machine] = stamp
        return is_new

    def remove(self, seen: dict[str, int]) -> bool:
        """Take away the versions that somebody knew; whether that says anything new."""
        new = {machine: stamp for machine, stamp in seen.items() if stamp > self.removed.get(machine, -1)}
        self.removed |= new
        return bool(new)


class States:
    """The states of a library's fields, inside one write.

    What is put is written by `flush`, many fields in one statement: nothing else may look into their tables
    before. What was read of a thing is remembered until then.
    """

    def __init__(self, session: Session) -> None:
        self._run = session.connection().exec_driver_sql
        self._fields: dict[str, dict[str, FieldState]] = {}
        self._changed: set[tuple[str, str]] = set()
        self._things: dict[str, tuple[int | None, list[str]] | None] = {}

    def get(self, uid: str, name: str) -> FieldState:
        """What is known of a field; the caller's own."""
        known = self._of(uid).get(name)
        return known.copy() if known is not None else FieldState()

    def all(self, uids: Iterable[str]) -> dict[tuple[str, str], FieldState]:
        """What is known of every field of some things, by thing and field; the caller's own."""
        return {
            (uid, name): state.copy()
            for uid in sorted(set(uids))
            for name, state in sorted(self._of(uid).items())
        }

    def put(self, uid: str, name: str, state: FieldState) -> None:
        """Keep what is known of a field."""
        self._of(uid)[name] = state.copy()
        self._changed.add((uid, name))

    def _of(self, uid: str) -> dict[str, FieldState]:
        if uid not in self._fields:
            rows = self._run(
                "SELECT field, dots, removed, digest, value FROM sync_field WHERE uid = ?", (uid,)
            )
            self._fields[uid] = {row[0]: _state(*row[1:]) for row in rows}
        return self._fields[uid]

    def load(self, uids: Iterable[str]) -> None:
        """Read what is known of some things at once, for what is asked of them next."""
        chosen = [uid for uid in uids if uid not in self._fields]
        self._fields.update((uid, {}) for uid in chosen)
        rows = self._run(
            "SELECT uid, field, dots, removed, digest, value FROM sync_field "
            "WHERE uid IN (SELECT value FROM json_each(?))",
            (json.dumps(chosen),),
        )
        for uid, name, *columns in rows:
            self._fields[uid][name] = _state(*columns)
        things = self._run(
            "SELECT uid FROM sync_thing WHERE uid IN (SELECT value FROM json_each(?))", (json.dumps(chosen),)
        )
        self._things.update((uid, None) for uid in {*chosen}.difference(things.scalars(), self._things))

    def any_removed(self, uids: Iterable[str]) -> bool:
        """Whether anything is known to have been removed of some things, or they themselves."""
        return any(state.removed for uid in uids for state in self._of(uid).values())

    def flush(self) -> None:
        """Write what was put."""
        rows = [(uid, name, *self._fields[uid][name].columns()) for uid, name in sorted(self._changed)]
        if rows:
            self._run(
                "INSERT INTO sync_field (uid, field, dots, removed, digest, value) VALUES (?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (uid, field) DO UPDATE SET dots = excluded.dots, removed = excluded.removed, "
                "digest = excluded.digest, value = excluded.value",
                rows,
            )
        self.forget()

    def forget(self) -> None:
        """Remember nothing, not even what was put since the last `flush`."""
        self._fields.clear()
        self._changed.clear()
        self._things.clear()

    def article(self, uid: str) -> int | None:
        """The number of the article that a thing is here."""
        known = self._thing(uid)
        return known[0] if known is not None else None

    def _thing(self, uid: str) -> tuple[int | None, list[str]] | None:
        """An article's number, and all names of the thing that it is."""
        if uid not in self._things:
            rows = self._run(
                "SELECT uid, article_id FROM sync_thing "
                "WHERE root = (SELECT root FROM sync_thing WHERE uid = ?) ORDER BY uid",
                (uid,),
            ).all()
            numbers: dict[str, int | None] = {name: number for name, number in rows}
            self._things[uid] = (numbers[uid], list(numbers)) if numbers else None
        return self._things[uid]

    def thing_of(self, article_id: int) -> str | None:
        """The name of the thing that an article is."""
        found = self._run(
            "SELECT root FROM sync_thing WHERE article_id = ? ORDER BY root LIMIT 1", (article_id,)
        ).scalar()
        return None if found is None else str(found)

    def is_known(self, uid: str) -> bool:
        """Whether anything was ever heard of a thing."""
        return self._thing(uid) is not None

    def members(self, uid: str) -> list[str]:
        """All names of a thing, the lowest first; at least its own."""
        known = self._thing(uid)
        return list(known[1]) if known is not None else [uid]

    def add_thing(self, uid: str) -> None:
        """Take note of a thing that may be new."""
        if self._things.get(uid) is None:
            statement = "INSERT OR IGNORE INTO sync_thing (uid, article_id, root) VALUES (?, NULL, ?)"
            is_new = self._run(statement, (uid, uid)).rowcount > 0
            self._things.pop(uid, None)
            if is_new:
                self._things[uid] = (None, [uid])

    def set_article(self, uids: Iterable[str], article_id: int | None) -> None:
        """Note which article some things are."""
        chosen = list(uids)
        self._run(
            "UPDATE sync_thing SET article_id = ? WHERE uid IN (SELECT value FROM json_each(?))",
            (article_id, json.dumps(chosen)),
        )
        for uid in chosen:
            known = self._things.get(uid)
            if known is not None:
                self._things[uid] = (article_id, known[1])

    def unite(self, one: str, other: str) -> list[str]:
        """Note that two things are one; gives all names of it."""
        names = sorted({*self.members(one), *self.members(other)})
        self._run(
            "UPDATE sync_thing SET root = ? WHERE uid IN (SELECT value FROM json_each(?))",
            (names[0], json.dumps(names)),
        )
        self._things.clear()
        return names

    def own(self, uid: str) -> str:
        """The name that a thing has for its reader alone."""
        shared = shared_name(uid)
        name = shared + OWN
        if name not in self.members(shared):
            self.add_thing(shared)
            article_id = self.article(shared)
            self.add_thing(name)
            self.set_article(self.unite(shared, name), article_id)
        return name

    def is_live(self, uids: Iterable[str], name: str) -> bool:
        """Whether the latest version of a field under some names of a thing is removed under none of them."""
        known = [self.get(uid, name) for uid in uids]
        stamp, machine = max((state.top for state in known), default=(-1, ""))
        return all(stamp > state.removed.get(machine, -1) for state in known)

    def filled_later(self, uids: Iterable[str], pictures: FieldState | None = None) -> bool:
        """Whether files of an article's pictures were told after its text, which has some too.

        While they were, what was told of them is kept: an older text that comes later may show them.

        Args:
            uids: its names.
            pictures: what is to be known of the files under one of them, where that is not put yet.
        """
        names = list(uids)
        files = max(self.get(one, "pictures").top for one in names)
        files = max(files, pictures.top) if pictures is not None else files
        return files > max(self.get(one, "text").top for one in names)

    def forget_values(self, uids: list[str]) -> None:
        """Note that an article is deleted here: of what it had, only the versions are known any more."""
        self.forget_digests(uids)
        self.set_article(uids, None)

    def forget_digests(self, uids: Iterable[str]) -> None:
        """Note that all that things have is to be told anew, whether it changed or not."""
        for uid in uids:
            for name, state in self._of(uid).items():
                if state.digest != "set":
                    state.digest = ""
                    self._changed.add((uid, name))


def _state(dots: str, removed: str, digest: str, value: str | None) -> FieldState:
    return FieldState(json.loads(dots), json.loads(removed), digest, value)


def digest_of(value: Any) -> str:
    """A short hash of a plain value."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def next_stamp(session: Session) -> int:
    """A stamp for what is done now, inside a write: later than all that is known."""
    tick = "UPDATE sync_self SET clock = clock + 1 RETURNING clock"
    return int(session.connection().exec_driver_sql(tick).scalar_one())


def with_second_of(stamp: int, other: int) -> int:
    """A stamp with the part of a second of a later one: see `SECOND`."""
    return stamp + other % SECOND - stamp % SECOND


def article_name(key: str) -> str:
    """The name that the article of an address has on every computer."""
    return ARTICLE + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:32]


def name_of_rule(feed: str, query: str, action: str, argument: str) -> str:
    """The name of a rule: the same for one that two computers have."""
    return digest_of([feed, query, action, argument])


def is_own(uid: str) -> bool:
    """Whether a name of a thing is its reader's alone."""
    return uid.startswith(ARTICLE) and uid.endswith(OWN)


def shared_name(uid: str) -> str:
    """The name that a thing has for everybody."""
    return uid.removesuffix(OWN) if is_own(uid) else uid


def is_gone_for_others(fields: dict[tuple[str, str], FieldState], uids: Iterable[str]) -> bool:
    """Whether a thing is deleted for all but its reader, whose own notes keep it on his computers."""
    shared = [uid for uid in uids if not is_own(uid)]
    deleted = any(fields.get((uid, GONE), FieldState()).removed for uid in shared)
    return deleted and not is_alive(fields, shared)


def keeps_alive(name: str) -> bool:
    """Whether a change of a field keeps an article that another computer deleted meanwhile."""
    return not name.startswith(_PASSING)


def versions_of(fields: dict[tuple[str, str], FieldState], uid: str) -> dict[str, int]:
    """The latest stamp of each computer over all fields of a thing: what whoever sees it all has seen."""
    seen: dict[str, int] = {}
    for (owner, name), state in fields.items():
        if owner == uid and name != GONE:
            for machine, stamp in state.dots.items():
                seen[machine] = max(stamp, seen.get(machine, -1))
    return seen


def is_alive(fields: dict[tuple[str, str], FieldState], uids: Iterable[str]) -> bool:
    """Whether a thing has a version of anything that no deletion of it knew."""
    for uid in uids:
        gone = fields.get((uid, GONE), FieldState()).removed
        for (owner, name), state in fields.items():
            if owner != uid or not keeps_alive(name):
                continue
            if any(stamp > gone.get(machine, -1) for machine, stamp in state.dots.items()):
                return True
    return False
