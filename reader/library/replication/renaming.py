"""What was not sent yet, as made under another name: this library used to share its name with a copy."""

from __future__ import annotations

import dataclasses
import json

from sqlmodel import Session

from reader.core.replication.changes import Change, change_of
from reader.library.replication import note_versions as notes
from reader.library.replication.outbox import is_own_line, unwrapped, wrapped
from reader.library.replication.states import MARK_NOTE, NOTE, TAG, TRASHED, States
from reader.library.replication.trash import rename_trash


def changes_in(lines: str) -> list[Change]:
    """The changes of a file that is to be sent."""
    return [change_of(json.loads(line)) for line in lines.split("\n") if line]


def renamed(session: Session, change: Change, former: str, machine: str) -> Change:
    """The change as made under another name, in what is known of its field too.

    Who knew versions of the former name knew those that now have the new one.
    """
    if is_own_line(change):
        return wrapped([renamed(session, one, former, machine) for one in unwrapped(change)], machine)
    states = States(session)
    if change.field == TRASHED:
        change = rename_trash(states, change, former, machine)
    if change.machine != former:
        states.flush()
        return change
    state = states.get(change.uid, change.field)
    if state.dots.get(former) == change.stamp:
        state.dots[machine] = change.stamp
        if not change.field.startswith(TAG):  # of a tag, what was sent before still holds
            del state.dots[former]
    state.removed = _also(state.removed, former, machine)
    if change.field == NOTE or change.field.startswith(MARK_NOTE):
        versions = notes.read_versions(state.value)
        named = [_version(one, change.stamp, former, machine) for one in versions]
        state.value = notes.write_versions(named) if named else None
    states.put(change.uid, change.field, state)
    states.flush()
    seen = _also(change.seen, former, machine)
    return Change(change.uid, change.field, change.stamp, machine, change.value, seen)


def _version(version: notes.Version, stamp: int, former: str, machine: str) -> notes.Version:
    is_it = (version.stamp, version.machine) == (stamp, former)
    seen = _also(version.seen, former, machine)
    return dataclasses.replace(version, machine=machine, seen=seen) if is_it else version


def _also(seen: dict[str, int], former: str, machine: str) -> dict[str, int]:
    return {**seen, machine: seen[former]} if former in seen else seen
