"""What lies in Trash on all computers: not what one wrote on without having heard that another put it there.

Whoever puts an article into Trash tells which versions of its fields were in view; whoever goes on writing in
what lies there tells that again, with his own. What nobody of them knew brings the article out, on every
computer alike, since all judge by what is known of the fields and by nothing else. What is written would be
lost with the article, so it counts whatever the clocks say. Tags and favourites count when they are later:
else a library that joins with tags of its own would bring back all that others threw away.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence

from reader.core.replication.changes import Change
from reader.library.replication import note_versions as notes
from reader.library.replication.states import (
    MARK,
    MARK_NOTE,
    NOTE,
    TAG,
    TRASH_KNEW,
    TRASHED,
    FieldState,
    States,
    is_own,
    versions_of,
)

Fields = dict[tuple[str, str], FieldState]

_WRITTEN, _CHOSEN = (MARK, "edits"), (TAG, "favourite")


def trashed_at(fields: Fields, uids: Sequence[str]) -> str | None:
    """Since when a thing lies in Trash by the last word, "" for not; `None` when none is known."""
    mark = _last(fields, uids)[1]
    return str(json.loads(mark.value)) if mark.value is not None and mark.live else None


def is_kept_out(fields: Fields, uids: Sequence[str]) -> bool:
    """Whether a thing that was put into Trash does not stay there.

    What an earlier version of the program put there stays: it did not say what was in view.
    """
    stamp, machine = _last(fields, uids)[1].top
    if not any(_of(fields, uid, TRASH_KNEW).dots.get(machine) == stamp for uid in uids):
        return False
    return any(
        made > _of(fields, uid, TRASH_KNEW).removed.get(by, -1)
        for (uid, name), state in fields.items()
        if uid in uids
        for by, made in _counting(name, state, stamp)
    )


def _counting(name: str, state: FieldState, stamp: int) -> list[tuple[str, int]]:
    """The versions of a field (computer, stamp) that keep a thing out of Trash where it came at a time."""
    if name == NOTE or name.startswith(MARK_NOTE):
        return [(one.machine, one.stamp) for one in notes.read_versions(state.value)]
    if name.startswith(_WRITTEN):
        return [(by, made) for made, by in (state.top,) if by]
    if name.startswith(_CHOSEN):
        return [(by, made) for by, made in state.dots.items() if made > stamp]
    return []


def tell_trash(states: States, uid: str, machine: str, changes: list[Change]) -> None:
    """Tell that a thing lies in Trash with all that is in view here, where that is not known.

    Args:
        states: with all that is to be told of the thing.
        uid: the thing.
        machine: this computer.
        changes: what is told.
    """
    names = states.members(uid)
    owner, mark = _last_of(states, names)
    if mark.value is None or not json.loads(mark.value):
        return
    stamp, author = mark.top
    is_new = author == machine and states.get(owner, TRASH_KNEW).dots.get(machine) != stamp
    fields = states.all(names)
    if not is_new and not is_kept_out(fields, names):
        return
    for name in names:
        seen = versions_of(fields, name)
        change = Change(name, TRASHED, stamp, author, json.loads(mark.value), seen)
        is_news = learn_trash(states, change)
        if is_news or not any(map(is_own, names)):  # what he notes for himself says nothing to others
            changes.append(change)


def learn_trash(states: States, change: Change) -> bool:
    """Note what was in view of whoever says that a thing lies in Trash; whether that is new."""
    if change.field != TRASHED or not change.value or not change.seen:
        return False
    state = states.get(change.uid, TRASH_KNEW)
    is_new = state.note(change.stamp, change.machine) | state.remove(change.seen)
    if is_new:
        states.put(change.uid, TRASH_KNEW, state)
    return is_new


def rename_trash(states: States, change: Change, former: str, machine: str) -> Change:
    """The change that says that a thing lies in Trash, as told under another name.

    Whoever had versions of the former name in view had those that now have the new one.
    """
    state = states.get(change.uid, TRASH_KNEW)
    if change.machine == former and state.dots.get(former) == change.stamp:
        state.dots[machine] = state.dots.pop(former)
    if former in change.seen:
        state.remove({machine: change.seen[former]})
        change = dataclasses.replace(change, seen={**change.seen, machine: change.seen[former]})
    states.put(change.uid, TRASH_KNEW, state)
    return change


def _last(fields: Fields, uids: Sequence[str]) -> tuple[str, FieldState]:
    uid = max(uids, key=lambda one: (_of(fields, one, TRASHED).top, one))
    return uid, _of(fields, uid, TRASHED)


def _last_of(states: States, uids: Sequence[str]) -> tuple[str, FieldState]:
    """As `_last`, for one look at a thing that most often does not lie in Trash."""
    return _last({(uid, TRASHED): states.get(uid, TRASHED) for uid in uids}, uids)


def _of(fields: Fields, uid: str, name: str) -> FieldState:
    return fields.get((uid, name), FieldState())
