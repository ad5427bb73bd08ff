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
GONE, SAME, TAG, MARK, MARK_NOTE, NOTE = "gone", "same:", "tag:", "mark:", "marknote:", "note"
_PASSING = ("position", "opened", "unread", "translation:", SAME, GONE)
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
        return any(stamp > self.removed.get(machine, -1) for machine, stamp in self.dots.items())

    def remove(self, seen: dict[str, int]) -> bool:
        """Take away the versions that somebody knew; whether that says anything new."""
        new = {machine: stamp for machine, stamp in seen.items() if stamp > self.removed.get(machine, -1)}
        self.removed |= new
        return bool(new)


class States:
    """The states of a library's fields, inside one write."""

    def __init__(self, session: Session) -> None:
        self._run = session.connection().exec_driver_sql

    def get(self, uid: str, name: str) -> FieldState:
        """What is known of a field."""
        row = self._run(
            "SELECT dots, removed, digest, value FROM sync_field WHERE uid = ? AND field = ?", (uid, name)
        ).first()
        return _state(*row) if row is not None else FieldState()

    def all(self, uids: Iterable[str]) -> dict[tuple[str, str], FieldState]:
        """What is known of every field of some things, by thing and field."""
        rows = self._run(
            "SELECT uid, field, dots, removed, digest, value FROM sync_field "
            "WHERE uid IN (SELECT value FROM json_each(?)) ORDER BY uid, field",
            (json.dumps(list(uids)),),
        )
        return {(row[0], row[1]): _state(*row[2:]) for row in rows}

    def put(self, uid: str, name: str, state: FieldState) -> None:
        """Keep what is known of a field."""
        self._run(
            "INSERT INTO sync_field (uid, field, dots, removed, digest, value) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (uid, field) DO UPDATE SET dots = excluded.dots, removed = excluded.removed, "
            "digest = excluded.digest, value = excluded.value",
            (uid, name, json.dumps(state.dots), json.dumps(state.removed), state.digest, state.value),
        )

    def article(self, uid: str) -> int | None:
        """The number of the article that a thing is here."""
        found = self._run("SELECT article_id FROM sync_thing WHERE uid = ?", (uid,)).scalar()
        return None if found is None else int(found)

    def thing_of(self, article_id: int) -> str | None:
        """The name of the thing that an article is."""
        found = self._run(
            "SELECT root FROM sync_thing WHERE article_id = ? ORDER BY root LIMIT 1", (article_id,)
        ).scalar()
        return None if found is None else str(found)

    def is_known(self, uid: str) -> bool:
        """Whether anything was ever heard of a thing."""
        return self._run("SELECT 1 FROM sync_thing WHERE uid = ?", (uid,)).first() is not None

    def members(self, uid: str) -> list[str]:
        """All names of a thing, the lowest first; at least its own."""
        rows = self._run(
            "SELECT uid FROM sync_thing WHERE root = (SELECT root FROM sync_thing WHERE uid = ?) "
            "ORDER BY uid",
            (uid,),
        )
        return [row[0] for row in rows] or [uid]

    def add_thing(self, uid: str) -> None:
        """Take note of a thing that may be new."""
        self._run("INSERT OR IGNORE INTO sync_thing (uid, article_id, root) VALUES (?, NULL, ?)", (uid, uid))

    def set_article(self, uids: Iterable[str], article_id: int | None) -> None:
        """Note which article some things are."""
        self._run(
            "UPDATE sync_thing SET article_id = ? WHERE uid IN (SELECT value FROM json_each(?))",
            (article_id, json.dumps(list(uids))),
        )

    def unite(self, one: str, other: str) -> list[str]:
        """Note that two things are one; gives all names of it."""
        names = sorted({*self.members(one), *self.members(other)})
        self._run(
            "UPDATE sync_thing SET root = ? WHERE uid IN (SELECT value FROM json_each(?))",
            (names[0], json.dumps(names)),
        )
        return names


def _state(dots: str, removed: str, digest: str, value: str | None) -> FieldState:
    return FieldState(json.loads(dots), json.loads(removed), digest, value)


def digest_of(value: Any) -> str:
    """A short hash of a plain value."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def article_name(key: str) -> str:
    """The name that the article of an address has on every computer."""
    return ARTICLE + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:32]


def keeps_alive(name: str) -> bool:
    """Whether a change of a field keeps an article that another computer deleted meanwhile."""
    return not name.startswith(_PASSING)


def versions_of(fields: dict[tuple[str, str], FieldState], uid: str) -> dict[str, int]:
    """The latest stamp of each computer over all fields of a thing: what whoever deletes it has seen."""
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
