"""What was removed and is told anew as it was then, by a computer that never heard of the removal.

Whoever joins a store tells all of the library under a name of its own. No removal knew of those versions, yet
most of them are a copy of what it took away. So they are compared with what it was when it was removed: what
was saved at the same moment, and says nothing that was not known then, is that copy. Whoever notices removes
it once more, for all. What was written in it without having been known keeps it, as it does at any time.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from typing import Any

from reader.core.replication.changes import Change
from reader.library.replication import note_versions as notes
from reader.library.replication.reading import own_part
from reader.library.replication.states import (
    FEED,
    GONE,
    MARK,
    MARK_NOTE,
    NOTE,
    SAVED,
    SECOND,
    TAG,
    FieldState,
    States,
    digest_of,
    is_alive,
    keeps_alive,
)

Fields = Mapping[tuple[str, str], FieldState]
Known = dict[str, tuple[int, list[str]]]
"""What an article was: of each field the latest stamp, and digests of what it said."""

_OF_THE_PAGE = ("text", "pictures", "addresses")
"""Fields that nobody writes: an older state of them says nothing that a removal did not know."""

_A_MOMENT = datetime.timedelta(seconds=2)


def remember(states: States, uids: Sequence[str]) -> None:
    """Note with the removal of an article what it was, as only the versions stay known of the rest."""
    fields = states.all(uids)
    for uid in uids:
        state = fields.get((uid, GONE))
        if state is not None and state.removed:
            state.value = json.dumps(known_of(fields, uid), ensure_ascii=False)
            states.put(uid, GONE, state)


def known_of(fields: Fields, uid: str) -> Known:
    """What is known of an article under one of its names, also by what `remember` noted."""
    known = read_known(fields.get((uid, GONE), FieldState()).value)
    for (owner, name), state in fields.items():
        if owner == uid and keeps_alive(name) and state.dots:
            stamp, digests = known.get(name, (-1, []))
            known[name] = (max(stamp, state.top[0]), sorted({*digests, *_digests(name, state)}))
    return known


def read_known(value: str | None) -> Known:
    """What `remember` noted."""
    return {name: (stamp, digests) for name, (stamp, digests) in json.loads(value or "{}").items()}


def _digests(name: str, state: FieldState) -> set[str]:
    if name.startswith((NOTE, MARK_NOTE)):
        return {digest_of(text) for one in notes.read_versions(state.value) for text in (one.text, one.base)}
    found = {state.digest} - {"", "set"}
    if state.value is not None and not name.startswith(TAG):
        found.add(_digest(name, json.loads(state.value)))
    return found


def _digest(name: str, value: Any) -> str:
    if name.startswith((NOTE, MARK_NOTE)):
        return digest_of(value["text"])
    return digest_of(own_part(value) if name.startswith(MARK) else value)


def is_told_at_joining(change: Change) -> bool:
    """Whether a change tells when an article was saved that its library had when it joined."""
    return change.field == SAVED and change.value is not None and change.stamp % SECOND == 0


def copies_of_gone(fields: Fields, changes: Sequence[Change]) -> dict[str, dict[str, int]]:
    """The versions by which an article that is deleted is told anew as it was, by its names.

    Args:
        fields: what is known of it, before that.
        changes: all that is told of it at once.

    Returns:
        None where anything else is told, or nothing that its deletion did not know.
    """
    told = [change for change in changes if change.value is not None]
    if not any(map(is_told_at_joining, told)):
        return {}
    uids = {change.uid for change in told}
    removed = {uid: fields.get((uid, GONE), FieldState()).removed for uid in uids}
    if not all(removed.values()) or is_alive(dict(fields), {uid for uid, _ in fields}):
        return {}
    seen: dict[str, dict[str, int]] = {}
    for change in told:
        if change.stamp > removed[change.uid].get(change.machine, -1):
            versions = seen.setdefault(change.uid, {})
            versions[change.machine] = max(change.stamp, versions.get(change.machine, -1))
    known = {uid: known_of(fields, uid) for uid in seen}
    anew = [change for change in told if change.uid in seen]
    return seen if all(_is_known(one, removed[one.uid], known[one.uid]) for one in anew) else {}


def _is_known(change: Change, removed: Mapping[str, int], known: Known) -> bool:
    name = change.field
    if not keeps_alive(name) or change.stamp <= removed.get(change.machine, -1):
        return True
    stamp, digests = known.get(name, (-1, []))
    if name.startswith((NOTE, MARK_NOTE)) and not change.value["text"].strip():
        return True
    if change.stamp > stamp or change.stamp % SECOND:
        return False  # it was saved once more, or given again since it joined
    return name.startswith(TAG) or name in _OF_THE_PAGE or _digest(name, change.value) in digests


def copies_beside(fields: Fields) -> dict[str, dict[str, int]]:
    """The versions of an article that no deletion knew, by its names, where each is a copy of a known one.

    Args:
        fields: all that is known of an article that is here.

    Returns:
        None where anything keeps it.
    """
    found: dict[str, dict[str, int]] = {}
    anew: set[str] = set()
    for (uid, name), state in fields.items():
        gone = fields.get((uid, GONE), FieldState()).removed
        unknown = {by: made for by, made in state.dots.items() if made > gone.get(by, -1)}
        if name == GONE or not unknown or not keeps_alive(name):
            continue
        if any(made % SECOND for made in unknown.values()):
            return {}  # it was done since somebody joined
        if not all(_stands_beside(name, state, by, made, gone) for by, made in unknown.items()):
            return {}
        anew |= {by for by, made in unknown.items() if name == SAVED}
        versions = found.setdefault(uid, {})
        for by, made in unknown.items():
            versions[by] = max(made, versions.get(by, -1))
    return found if {by for versions in found.values() for by in versions} <= anew else {}


def _stands_beside(name: str, state: FieldState, by: str, made: int, gone: Mapping[str, int]) -> bool:
    """Whether somebody's version says what a later one does that was known to the deletion."""
    if name.startswith((NOTE, MARK_NOTE)):
        versions = notes.read_versions(state.value)
        said = [one.text for one in versions if (one.machine, one.stamp) == (by, made)]
        known = [one for one in versions if one.stamp <= gone.get(one.machine, -1)]
        return all(any(text in (one.text, one.base) for one in known) for text in said)
    later = [stamp for who, stamp in state.dots.items() if made <= stamp <= gone.get(who, -1)]
    if name == SAVED:  # at another moment somebody saved it by himself
        return any(stamp // SECOND == made // SECOND for stamp in later)
    return bool(later)


def given_anew(fields: Fields, changes: Sequence[Change]) -> list[Change]:
    """The tags and marks that are told anew with an article, and that were taken away from it.

    Args:
        fields: what is known of it, before that.
        changes: all that is told of it at once.
    """
    found = []
    for change in changes:
        state = fields.get((change.uid, change.field), FieldState())
        if not change.field.startswith((TAG, MARK)) or not state.removed or state.any_live:
            continue
        if change.value is None or change.stamp % SECOND:
            continue  # it was given since somebody joined
        if state.removed.get(change.machine, -1) < change.stamp <= max(state.removed.values()):
            found.append(change)
    return found


def erased_before(erased: Fields, changes: Sequence[Change]) -> list[Change]:
    """What erased the notes that are told anew as they were before that.

    Args:
        erased: what is known of notes that were erased.
        changes: all that is told of an article at once.
    """
    found = []
    for change in changes:
        if not change.field.startswith((NOTE, MARK_NOTE)) or change.stamp % SECOND:
            continue  # it was written since somebody joined
        state = erased.get((change.uid, change.field), FieldState())
        found += [
            one.told(change.uid, change.field)
            for one in notes.read_versions(state.value)
            if one.base == change.value["text"] and one.stamp > change.stamp and not one.text.strip()
        ]
    return found


def is_copy(state: FieldState, change: Change, for_rule: bool = False) -> bool:
    """Whether a change tells anew a term, a search, a correction, a rule or a feed that is removed.

    Whoever does that says nothing of other versions, but for his own where he tells a feed again for the sake
    of a rule. The values say when they were added, so what was added once more is another one.

    Args:
        state: what is known of it, before that.
        change: what is told.
        for_rule: whether it is told again for the sake of rules that are all told anew, too.
    """
    if change.value is None or state.any_live:
        return False
    if not for_rule and (change.seen or change.stamp % SECOND):
        return False
    if not state.removed or change.stamp <= state.removed.get(change.machine, -1):
        return False
    return change.stamp <= state.top[0] and _is_same(change, state)


def _is_same(change: Change, state: FieldState) -> bool:
    if change.uid.startswith(FEED) and change.field == "feed" and state.value is not None:
        known = json.loads(state.value)  # what a feed says of itself changes
        return bool(known["url"] == change.value["url"]) and _are_one(known, change.value)
    return digest_of(change.value) == state.digest


def _are_one(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two feeds were added at the same moment; whoever did it knows that to the second."""
    added = [each.get("made_at") or each["added_at"] for each in (one, other)]
    moments = [datetime.datetime.fromisoformat(each) for each in added if each]
    return len(moments) == 2 and abs(moments[0] - moments[1]) < _A_MOMENT
