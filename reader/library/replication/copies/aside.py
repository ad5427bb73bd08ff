"""What was removed in a store that the library takes part in no more, while it takes part in another one.

Nothing of it is told there, and nothing of what it says holds there, until somebody tells what was removed as
it was then: see `old_copies`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sqlmodel import Session

from reader.core.replication.changes import Change
from reader.library.replication.copies.old_copies import (
    copies_beside,
    copies_of_gone,
    erased_before,
    given_anew,
    is_copy,
    is_told_at_joining,
    read_known,
    remember,
)
from reader.library.replication.states import (
    ARTICLE,
    CORRECTION,
    FEED,
    GONE,
    MARK,
    MARK_NOTE,
    NOTE,
    RULE,
    SEARCH,
    TAG,
    TERM,
    FieldState,
    States,
    next_stamp,
)

ASIDE = "w:"
"""What stands before the name of a thing under which it is kept aside."""
IS_ASIDE = f"uid >= '{ASIDE}' AND uid < '{ASIDE[:-1]};'"
"""Which rows are; as a condition of SQL."""
MOST = 50_000
"""So many of the newest are kept."""

_KINDS = (TERM, SEARCH, CORRECTION, FEED, RULE)
_INSIDE = " OR ".join(f"field GLOB '{field}*'" for field in (TAG, MARK, MARK_NOTE, NOTE))
_COLUMNS = "uid, field, dots, removed, digest, value"


def put_aside(session: Session, rows: Iterable[tuple[str, str, FieldState]]) -> None:
    """Keep removals aside, together with those that are kept already, instead of the oldest.

    Args:
        session: inside a write.
        rows: names and fields of things, and what is known of each.
    """
    run = session.connection().exec_driver_sql
    for uid, field, new in rows:
        before = _kept(session, [uid]).get((uid, field))
        is_text = field.startswith((NOTE, MARK_NOTE))
        state = _together(before, new) if before is not None and not is_text else new
        run("DELETE FROM sync_field WHERE uid = ? AND field = ?", (ASIDE + uid, field))
        run(
            f"INSERT INTO sync_field ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",
            (ASIDE + uid, field, *state.columns()),
        )
    run(
        f"DELETE FROM sync_field WHERE rowid IN (SELECT rowid FROM sync_field WHERE {IS_ASIDE} "
        "ORDER BY rowid DESC LIMIT -1 OFFSET ?)",
        (MOST,),
    )


def _together(before: FieldState, new: FieldState) -> FieldState:
    state = new.copy()
    state.remove(before.removed)
    if not new.dots and before.value is not None:  # a deletion: what the article was, either time
        known = read_known(before.value)
        for name, (stamp, digests) in read_known(new.value).items():
            former = known.get(name, (-1, []))
            known[name] = (max(stamp, former[0]), sorted({*digests, *former[1]}))
        state.value = json.dumps(known, ensure_ascii=False)
    return state


def _kept(session: Session, uids: Sequence[str]) -> dict[tuple[str, str], FieldState]:
    rows = session.connection().exec_driver_sql(
        f"SELECT {_COLUMNS} FROM sync_field WHERE uid IN (SELECT value FROM json_each(?))",
        (json.dumps([ASIDE + uid for uid in uids]),),
    )
    return {
        (uid.removeprefix(ASIDE), field): FieldState(json.loads(dots), json.loads(removed), digest, value)
        for uid, field, dots, removed, digest, value in rows
    }


def take_back(session: Session, uid: str) -> bool:
    """Forget that an article was deleted elsewhere, as it is here; whether that was known."""
    drop = "DELETE FROM sync_field WHERE uid = ? AND field = ?"
    return session.connection().exec_driver_sql(drop, (ASIDE + uid, GONE)).rowcount > 0


def forget_copy(states: States, uid: str) -> None:
    """Keep nothing of the text of a copy that is removed; who has more to say of it tells all of it again."""
    if states.article(uid) is not None:
        return
    for (name, field), state in states.all(states.members(uid)).items():
        if state.value is not None and field != GONE and state.digest not in ("", "set"):
            state.value, state.digest = None, ""
            states.put(name, field, state)


class Removals:
    """Those that are known here, of this store and of others, for changes that are taken inside one write.

    What this reader removed elsewhere says nothing of what others have: it holds where he is `alone`.
    """

    def __init__(self, session: Session, states: States, machine: str, alone: bool) -> None:
        self._session, self._states, self._machine = session, states, machine
        self._run = session.connection().exec_driver_sql
        found = self._run(f"SELECT 1 FROM sync_field WHERE {IS_ASIDE} LIMIT 1").first() if alone else None
        self._any_aside = found is not None
        self._by_rules: dict[tuple[str, str], bool] = {}

    def look_ahead(self, changes: Iterable[Change]) -> None:
        """See which computers tell rules of feeds, and whether all of those of a feed are removed ones.

        Whoever tells a rule tells its feed again, which keeps that, unless the rule is itself a copy.

        Args:
            changes: all that is taken next, before any of it is.
        """
        self._by_rules.clear()
        told = [one for one in changes if _is_rule(one) and isinstance(one.value, dict)]
        aside = self._kept_of([one.uid for one in told])
        for one in told:
            by = (one.machine, str(one.value.get("feed", "")))
            known = self._known(one.uid, "rule", aside)
            self._by_rules[by] = self._by_rules.get(by, True) and is_copy(known, one)

    def _kept_of(self, uids: Sequence[str]) -> dict[tuple[str, str], FieldState]:
        self._states.load(uids)
        return _kept(self._session, uids) if self._any_aside and uids else {}

    def _known(self, uid: str, field: str, aside: dict[tuple[str, str], FieldState]) -> FieldState:
        state = self._states.get(uid, field)
        return state if state.dots or state.removed else aside.get((uid, field), state)

    def of_copies(self, changes: Sequence[Change]) -> list[Change]:
        """The removals, for all, of what changes of one thing, or of several of a kind, tell anew.

        Args:
            changes: as they are to be taken.

        Returns:
            What is to be taken after them, and told.
        """
        told = [change for change in changes if change.value is not None]
        uids = sorted({change.uid for change in told})
        is_article = bool(uids) and uids[0].startswith(ARTICLE)
        if not uids or not (uids[0].startswith(_KINDS) or any(map(is_told_at_joining, told))):
            return []
        aside = _kept(self._session, uids) if self._any_aside else {}
        if aside:
            self._run(
                "DELETE FROM sync_field WHERE uid IN (SELECT value FROM json_each(?)) "
                f"AND NOT ({_INSIDE})",  # others may tell it, too
                (json.dumps([ASIDE + uid for uid in uids]),),
            )
        if is_article:
            return self._of_article(uids, aside, told)
        self._states.load(uids)
        return [one for uid in uids for one in self._of_values(uid, aside, told)]

    def _of_article(
        self, uids: Sequence[str], aside: dict[tuple[str, str], FieldState], changes: Sequence[Change]
    ) -> list[Change]:
        names = {name for uid in uids for name in self._states.members(uid)}
        if not aside and not self._states.any_removed(names):
            return []
        fields = self._states.all(names)
        for (uid, name), state in aside.items():
            if name.startswith((NOTE, MARK_NOTE)):
                continue
            fields[uid, name] = _together(state, fields.get((uid, name), FieldState(value=state.value)))
        seen = copies_of_gone(fields, changes)
        for uid in seen:
            self._states.put(uid, GONE, fields[uid, GONE])
        remember(self._states, [*seen])
        if not seen:
            removed = [
                self._removal(one.uid, one.field, {one.machine: one.stamp})
                for one in given_anew(fields, changes)
            ]
            return [*removed, *erased_before(aside, changes)]
        return [self._removal(uid, GONE, versions) for uid, versions in seen.items()]

    def of_copies_here(self, uids: Sequence[str]) -> list[Change]:
        """The removals, for all, of an article that is here when all of it is a copy of what was deleted.

        Args:
            uids: its names.
        """
        seen = copies_beside(self._states.all(uids))
        return [self._removal(uid, GONE, versions) for uid, versions in seen.items()]

    def _of_values(
        self, uid: str, aside: dict[tuple[str, str], FieldState], changes: Sequence[Change]
    ) -> list[Change]:
        told = [change for change in changes if change.uid == uid]
        known = {field: self._known(uid, field, aside) for field in {change.field for change in told}}
        what = [one for one in told if _is_rule(one) or not uid.startswith(RULE)]
        if not what or not all(self._is_copy(known[one.field], one) for one in what):
            return []
        for field, state in known.items():
            self._states.put(uid, field, state)
        return [self._removal(uid, change.field, {change.machine: change.stamp}) for change in told]

    def _is_copy(self, state: FieldState, change: Change) -> bool:
        again = change.uid.startswith(FEED) and not change.seen.keys() - {change.machine}
        return is_copy(state, change, again and self._by_rules.get((change.machine, change.uid[2:]), False))

    def _removal(self, uid: str, field: str, seen: dict[str, int]) -> Change:
        return Change(uid, field, next_stamp(self._session), self._machine, None, seen)


def _is_rule(change: Change) -> bool:
    """Whether a change tells what a rule is, not where it stands, nor whether it pauses."""
    return change.uid.startswith(RULE) and change.field == "rule"
