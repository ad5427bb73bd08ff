"""Versions of fields that were made here, and notes and marks among them, told to all or to own computers.

What a member of a shared library notes or reads for himself alone is told under another name of the article,
which no other member hears of (`states.OWN`). What others know of it, what a deletion or Trash had in view,
says nothing of that; his own computers put both together, as they do with any thing of two names.
"""

from __future__ import annotations

import json
from typing import Any

from sqlmodel import Session

from reader.core.replication.changes import Change
from reader.library.replication import note_versions as notes
from reader.library.replication.choices import Privacy, privacy_of
from reader.library.replication.in_view import seen_by_remover
from reader.library.replication.reading import mark_of, own_part, stamp_of
from reader.library.replication.states import (
    MARK,
    MARK_NOTE,
    READING,
    SAVED,
    TRASHED,
    FieldState,
    States,
    digest_of,
    is_own,
    shared_name,
    with_second_of,
)

TOLD_WITH_KNOWN = ("text", "pictures")
"""Fields that are told with the versions known before, as both hold pictures: see `Merging.write`."""


class TellingNotes:
    """Tells inside one write; `changes` is what others hear of, as far as `privacy` lets them."""

    def __init__(self, session: Session, machine: str) -> None:
        self._session = session
        self._run = session.connection().exec_driver_sql
        self.machine = machine
        self.states = self._states = States(session)
        self.changes: list[Change] = []
        self.privacy: Privacy = privacy_of(session)

    def _tell_version(self, uid: str, name: str, state: FieldState, value: Any, stamp: int) -> None:
        stamp = self._later(stamp, state)
        known = dict(state.dots) if name in TOLD_WITH_KNOWN else {}
        state.dots = {**(state.dots if name == SAVED else {}), self.machine: stamp}
        state.digest = digest_of(value)
        files = name == "pictures" and self._states.filled_later(self._states.members(uid), state)
        if files or name.startswith(MARK) or name == TRASHED:
            state.value = json.dumps(value, ensure_ascii=False)
        else:
            state.value = None
        self._states.put(uid, name, state)
        if name == TRASHED and value:
            return  # told by `tell_trash`, with all that was in view
        self.changes.append(Change(uid, name, stamp, self.machine, value, known))

    def _later(self, stamp: int, state: FieldState) -> int:
        """The stamp, or one after every known version: what stands in the library is the last word."""
        known = max((*state.dots.values(), *state.removed.values()), default=-1)
        if stamp > known:
            return stamp
        self._run("UPDATE sync_self SET clock = max(clock, ?)", (known + 1,))
        return known + 1

    def _holders(self, uid: str, name: str) -> list[tuple[str, FieldState]]:
        """What is known of a field under each name that a thing has."""
        return [(one, self._states.get(one, name)) for one in self._states.members(uid)]

    def _in_view(self, uid: str, name: str) -> list[tuple[str, FieldState]]:
        """What is known of a field of a note by whoever is told of it."""
        held = self._holders(uid, name)
        return held if self.privacy.notes else [one for one in held if not is_own(one[0])]

    def _noted_under(self, uid: str) -> str:
        """The name under which something noted in a thing is told."""
        return self._states.own(uid) if self.privacy.notes else uid

    def _read_under(self, uid: str, name: str) -> str:
        """The name under which a value of a thing is told: how far it is read may be nobody else's."""
        return self._states.own(uid) if self.privacy.reading and name in READING else uid

    def _remove_live(self, uid: str, name: str, stamp: int, only: str = "") -> None:
        """Tell that a field is no more under all names of a thing, or under one of them."""
        for one, state in self._holders(uid, name):
            if state.any_live and only in ("", one):
                self._remove(one, name, state, stamp)

    def _remove(self, uid: str, name: str, state: FieldState, stamp: int) -> None:
        seen = seen_by_remover(self._session, uid, name, state)
        if state.remove(seen):
            self._states.put(uid, name, state)
            self.changes.append(Change(uid, name, stamp, self.machine, None, seen))

    def _note(self, uid: str, field: str, text: str, stamp: int) -> None:
        both = (self._holders(uid, field), self._in_view(uid, field))
        held, view = ([], []) if _is_as_kept(both[0], text) else map(_versions, both)
        before, told = notes.shown(held), notes.shown(view)
        if (text == before and text == told) or (not text.strip() and not before and not told):
            return
        owner = self._noted_under(uid)
        state = self._states.get(owner, field)
        stamp = self._later(stamp, state)
        seen = notes.seen_in(held)
        if any(one.dots for _, one in both[0]):  # else it is told for the first time, beside what others have
            for one, known in both[0]:
                seen = _together(seen, seen_by_remover(self._session, one, field, known))
        # What others have not been told is not the base of what they are told: it may have had more in it.
        version = notes.Version(stamp, self.machine, text, told, seen)
        state.dots[self.machine] = stamp
        state.digest = "set"
        state.value = notes.write_versions([version])
        self._states.put(owner, field, state)
        self.changes.append(Change(owner, field, stamp, self.machine, {"text": text, "base": told}, seen))

    def _mark(self, uid: str, annotation_id: int, stamp: int | None, latest: int) -> str:
        """Tell a mark; without a stamp, by the time it was changed. Gives its field."""
        found = mark_of(self._session, annotation_id)
        known = self._run("SELECT uid FROM sync_mark WHERE annotation_id = ?", (annotation_id,)).scalar()
        if found is None:
            if known is not None:
                self._unmark(uid, str(known), latest)
            return ""
        values, note = found
        name = str(known) if known is not None else self._name_mark(uid, annotation_id, values)
        changed = min(stamp_of(values["updated_at"]), latest)
        at = stamp if stamp is not None else with_second_of(changed, latest)
        view = self._in_view(uid, MARK + name)
        state = max((held for _, held in view), key=lambda held: held.top)
        place = {**values, "updated_at": ""}
        is_live = self._states.is_live((one for one, _ in view), MARK + name)
        told = json.loads(state.value) if is_live and state.value else None
        if told is None or own_part(told) != own_part(place):
            owner = self._noted_under(uid)
            self._tell_version(owner, MARK + name, self._states.get(owner, MARK + name), place, at)
        self._note(uid, MARK_NOTE + name, note, at)
        return MARK + name

    def _name_mark(self, uid: str, annotation_id: int, values: dict[str, Any]) -> str:
        """A name for a mark: the same for one that two computers have, by what does not follow the text."""
        first = name = digest_of([shared_name(uid), values["quote"], values["created_at"]])
        place = 0
        while self._run("SELECT 1 FROM sync_mark WHERE uid = ?", (name,)).first() is not None:
            place += 1
            name = digest_of([first, place])
        self._run("INSERT INTO sync_mark (annotation_id, uid) VALUES (?, ?)", (annotation_id, name))
        return name

    def _unmark(self, uid: str, name: str, stamp: int) -> None:
        """Tell that a mark is no more; the own computers alone where notes are the reader's alone."""
        self._note(uid, MARK_NOTE + name, "", stamp)
        if not self.privacy.notes:
            self._remove_live(uid, MARK + name, stamp)
            return
        held = self._holders(uid, MARK + name)
        if any(state.any_live for _, state in held):
            seen: dict[str, int] = {}
            for one, state in held:
                for machine, made in seen_by_remover(self._session, one, MARK + name, state).items():
                    seen[machine] = max(made, seen.get(machine, -1))
            owner = self._states.own(uid)
            removed = self._states.get(owner, MARK + name)
            if removed.remove(seen):
                self._states.put(owner, MARK + name, removed)
                self.changes.append(Change(owner, MARK + name, stamp, self.machine, None, seen))


def _together(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return {machine: max(one.get(machine, -1), other.get(machine, -1)) for machine in {**one, **other}}


def _versions(held: list[tuple[str, FieldState]]) -> list[notes.Version]:
    versions: list[notes.Version] = []
    for _, state in held:
        for known in notes.read_versions(state.value):
            versions = notes.with_version(versions, known)
    return versions


def _is_as_kept(held: list[tuple[str, FieldState]], text: str) -> bool:
    """Whether a note takes the place of nothing kept of a store that was left: see `unsent_notes`."""
    states = [state for _, state in held]
    if any(state.dots for state in states):
        return False
    was_there = all(state.digest for state in states if state.value is not None)
    return text == notes.shown(_versions(held)) or (was_there and not text.strip())
