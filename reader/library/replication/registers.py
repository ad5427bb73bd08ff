"""Values that keep what nobody took away: feeds, their rules, marks of pieces, and options.

A version says which ones it takes the place of; a removal, which ones it takes away. Whatever was said
beside that without knowing of it lives on, so a feed that one computer lets go while another gives it a
rule stays. Of several that live, the latest is what holds. The values are small, and all kept here.
"""

from __future__ import annotations

import json
from typing import Any

from sqlmodel import Session

from reader.core.replication.changes import LATEST, Change
from reader.library.replication.copies.given_again import note_thing_given_again
from reader.library.replication.in_view import seen_by_remover
from reader.library.replication.states import FEED, RULE, FieldState, States, digest_of

_THINGS = ((FEED, "feed"), (RULE, "rule"))
"""Kinds, and the field that says what a thing of it is, of which copies are known."""


def merged(session: Session, states: States, change: Change) -> bool:
    """Take a version or a removal; whether it says anything new."""
    state = states.get(change.uid, change.field)
    was_removed = bool(state.removed) and not state.any_live
    new = state.remove(change.seen)
    removes = new and change.value is None
    if change.value is not None and change.stamp > state.dots.get(change.machine, -1):
        if (change.stamp, change.machine) > state.top:
            state.value = json.dumps(change.value, ensure_ascii=False)
            state.digest = digest_of(change.value)
        state.dots[change.machine] = change.stamp
        new = True
    if new:
        states.put(change.uid, change.field, state)
    if new and (was_removed or removes):
        _note_given_again(session, change.uid, change.field, state)
    return new


def _note_given_again(session: Session, uid: str, field: str, state: FieldState) -> None:
    """Note a feed or a rule that is here though it was removed."""
    live = [stamp for machine, stamp in state.dots.items() if stamp > state.removed.get(machine, -1)]
    if live and (uid[:2], field) in _THINGS:
        note_thing_given_again(session, uid, max(live))


def value_of(states: States, uid: str, field: str) -> Any:
    """What holds, `None` for nothing."""
    state = states.get(uid, field)
    return json.loads(state.value) if state.any_live and state.value is not None else None


def uids_of(session: Session, kind: str) -> list[str]:
    """The names of all things of a kind (`states.RULE`, …) of which anything was ever heard."""
    rows = session.connection().exec_driver_sql(
        "SELECT DISTINCT uid FROM sync_field WHERE uid >= ? AND uid < ? ORDER BY uid",
        (kind, f"{kind[:-1]};"),
    )
    return list(rows.scalars())


class Teller:
    """Tells versions that were made here, inside one write."""

    def __init__(self, session: Session, states: States, machine: str, changes: list[Change]) -> None:
        self._session = session
        self._run = session.connection().exec_driver_sql
        self._states, self._machine, self._changes = states, machine, changes

    def tell(self, uid: str, field: str, value: Any, stamp: int, again: bool = False) -> bool:
        """Tell a value, or that there is none (`None`); what all know is told only `again` where asked.

        Returns:
            Whether anything was told.
        """
        state = self._states.get(uid, field)
        if value is None:
            return self._take_away(uid, field, state, stamp)
        digest = digest_of(value)
        if state.any_live and state.digest == digest and not again:
            return False
        stamp = self._later(stamp, state)
        seen = dict(state.dots)
        was_removed = bool(state.removed) and not state.any_live
        state.remove(seen)
        state.dots[self._machine] = stamp
        state.digest, state.value = digest, json.dumps(value, ensure_ascii=False)
        self._states.put(uid, field, state)
        if was_removed:
            _note_given_again(self._session, uid, field, state)
        self._changes.append(Change(uid, field, stamp, self._machine, value, seen))
        return True

    def _take_away(self, uid: str, field: str, state: FieldState, stamp: int) -> bool:
        if not state.any_live:
            return False
        seen = seen_by_remover(self._session, uid, field, state)
        state.remove(seen)
        self._states.put(uid, field, state)
        self._changes.append(Change(uid, field, stamp, self._machine, None, seen))
        return True

    def _later(self, stamp: int, state: FieldState) -> int:
        """The stamp, or one after every known version: what stands in the library is the last word."""
        known = max((*state.dots.values(), *state.removed.values()), default=-1)
        if stamp > known:
            return stamp
        later = min(known + 1, LATEST - 1)
        self._run("UPDATE sync_self SET clock = max(clock, ?)", (later,))
        return later
