"""Changes of other computers into this library, inside one write."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from sqlmodel import Session

from reader.core.replication.changes import Change
from reader.library.replication import note_versions as notes
from reader.library.replication.checking import checked_value, is_understood, latest_stamp
from reader.library.replication.copies.aside import Removals, forget_copy
from reader.library.replication.copies.old_copies import remember
from reader.library.replication.feeds.taking_feeds import REGISTERS, TakingFeeds, TooManyError
from reader.library.replication.merging import Merging
from reader.library.replication.outbox import wrapped
from reader.library.replication.outgoing import Outgoing
from reader.library.replication.shared_rows import take_pairs, write_correction, write_search, write_term
from reader.library.replication.states import (
    ARTICLE,
    CORRECTION,
    FARTHEST,
    GONE,
    MARK,
    MARK_NOTE,
    NOTE,
    PAIR,
    READING,
    SAME,
    SAVED,
    TAG,
    TERM,
    TRASHED,
    Dot,
    FieldState,
    digest_of,
    is_alive,
    is_own,
    shared_name,
)
from reader.library.replication.telling_notes import TOLD_WITH_KNOWN
from reader.library.replication.trash import learn_trash
from reader.library.tables import NOW

log = logging.getLogger(__name__)


@dataclass
class Taken:
    """What became of changes: how many said anything new, were not understood, or kept a deleted article.

    `articles` are those that were changed, `rewritten` those of them in which more changed than how far
    somebody read; `pictures` are the digests that deleted ones named.
    """

    new: int = 0
    held: int = 0
    kept: int = 0
    deleted: int = 0
    articles: set[int] = field(default_factory=set)
    rewritten: set[int] = field(default_factory=set)
    pictures: set[str] = field(default_factory=set)

    def copy(self) -> Taken:
        """The same, to be changed by itself."""
        return replace(
            self, articles={*self.articles}, rewritten={*self.rewritten}, pictures={*self.pictures}
        )


class Taking:
    """Takes changes in any order, each any number of times. The library must not note them as its own."""

    def __init__(self, session: Session, outgoing: Outgoing) -> None:
        self._session = session
        self._run = session.connection().exec_driver_sql
        self._states = outgoing.states
        self._outgoing = outgoing
        self._merging = Merging(session, self._states, outgoing)
        self._feeds = TakingFeeds(session, self._states)
        self._removals = Removals(session, self._states, outgoing.machine, alone=not outgoing.privacy.others)
        self._held: set[str] | None = None
        self._own: set[int] = set()
        self.taken = Taken()

    def take(self, changes: Sequence[Change], own: Sequence[Change] = ()) -> None:
        """Take changes, and what is told to the computers of this reader alone; those of one thing that stand
        together at once."""
        self._own = set(map(id, own))
        privacy = self._outgoing.privacy
        heard = [*filter(privacy.is_heard, changes), *own]
        if own:  # what is said of one thing, to all and to the own computers, is one act
            order: dict[str, list[Change]] = {}
            for change in heard:
                order.setdefault(_taken_with(change), []).append(change)
            heard = [change for group in order.values() for change in group]
        horizon = int(self._run(f"SELECT {NOW}").scalar_one()) + FARTHEST
        near: list[Change] = []
        far: list[Change] = []
        for change in heard:
            (near if latest_stamp(change) <= horizon else far).append(change)
        if far:
            log.warning("%d changes are of a time that no clock shows", len(far))
            self.hold(far)
        latest = max((change.stamp for change in near), default=0)
        self._run(
            f"UPDATE sync_self SET clock = max(clock, :latest), ahead = max(ahead, :latest - {NOW})",
            {"latest": latest},
        )
        self._removals.look_ahead(near)
        for _, group in groupby(near, key=_taken_with):
            self._merging.texts.clear()
            good = [change for change in group if self._is_good(change)]
            if good:
                self._whole_or_not(good)

    def hold(self, changes: Sequence[Change]) -> None:
        """Keep changes aside that cannot be taken."""
        if changes and self._held is None:
            self._held = set(map(digest_of, self._run("SELECT line FROM sync_held").scalars()))
        for change in changes:
            kept = wrapped([change], change.machine) if id(change) in self._own else change
            line = kept.to_json(ascii_only=True)
            if self._held is None or digest_of(line) in self._held:
                continue  # a fold says again what its files said
            self._held.add(digest_of(line))
            self._run("INSERT INTO sync_held (line) VALUES (?)", (line,))
            self.taken.held += 1

    def _whole_or_not(self, changes: Sequence[Change]) -> None:
        """Take what is said of one thing; what no check foresaw ends this, not the round of everybody."""
        uid = shared_name(changes[0].uid)
        told, own = len(self._outgoing.changes), len(self._outgoing.own)
        taken = self.taken.copy()
        try:
            with self._session.begin_nested():
                copies = self._removals.of_copies(changes)
                self._outgoing.changes += copies
                every = [*changes, *copies]
                if uid.startswith(ARTICLE):
                    self._article(uid, every)
                    if any(change.field == GONE for change in copies):
                        forget_copy(self._states, uid)
                elif uid.startswith(PAIR):
                    self.taken.new += take_pairs(self._session, [change.value for change in changes])
                elif uid.startswith(REGISTERS):
                    self.taken.new += self._feeds.take(every)
                else:
                    self._states.load({change.uid for change in changes})
                    for change in every:
                        self._shared(change)
                self._states.flush()
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
            log.exception("changes of one thing cannot be taken")
            self._states.forget()
            del self._outgoing.changes[told:], self._outgoing.own[own:]
            self.taken = taken
            if len(changes) == 1 or uid.startswith(ARTICLE) or isinstance(error, TooManyError):
                self.hold(changes)
                return
            for change in changes:
                self._whole_or_not([change])

    def settle(self, uid: str) -> None:
        """Give an article that came into being here what was said of it before."""
        self._merging.settle(uid)

    def _is_good(self, change: Change) -> bool:
        if is_understood(change.uid, change.field):
            try:
                text = checked_value(change.field, change.value)
                if text is not None:
                    self._merging.texts.setdefault((change.uid, change.stamp, change.machine), text)
                return True
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
                log.warning("a change of %s is not understood: %s", change.field.partition(":")[0], error)
        self.hold([change])
        return False

    def _shared(self, change: Change) -> None:
        """A change of what belongs to no article."""
        state = self._states.get(change.uid, change.field)
        if not self._merge(state, change, digest_of(change.value)):
            return
        self._states.put(change.uid, change.field, state)
        self.taken.new += 1
        if state.live and (change.stamp, change.machine) != state.top:
            return
        value = change.value if state.live else None
        key = change.uid[2:]
        if state.live and value is None:
            return
        if change.uid.startswith(TERM):
            write_term(self._session, key, value)
        elif change.uid.startswith(CORRECTION):
            write_correction(self._session, key, value)
        else:
            write_search(self._session, key, value)

    def _merge(self, state: FieldState, change: Change, digest: str) -> bool:
        """Take a version, or a removal, into a field's state; whether it says anything new.

        Of an article the versions that say the same stand beside each other: one of them may be a copy.
        """
        if change.value is None:
            return state.remove(change.seen)
        dot = (change.stamp, change.machine)
        if change.field.startswith(TAG):
            if not state.note(*dot):
                return False
            state.digest = "set"
            return True
        is_same = change.field == SAVED or (digest == state.digest and change.uid.startswith(ARTICLE))
        if dot < state.top or (dot == state.top and state.digest):
            if is_same and state.note(*dot):
                self._states.put(change.uid, change.field, state)
            return False
        state.dots = {**(state.dots if is_same else {}), change.machine: change.stamp}
        state.digest = digest
        return True

    def _article(self, uid: str, changes: Sequence[Change]) -> None:
        """Changes of one article, under its name for everybody or for its reader alone."""
        self._states.add_thing(uid)
        if any(is_own(change.uid) for change in changes):
            self._states.own(uid)
        article_id = self._states.article(uid)
        touched: dict[tuple[str, str], Any] = {}
        apart: set[tuple[str, str]] = set()
        gone, late, knew = False, False, False
        for change in changes:
            knew |= learn_trash(self._states, change)
            key, digest = (change.uid, change.field), digest_of(change.value)
            before = self._states.get(*key)
            is_same = article_id is not None and _says_same(before, change, digest) and self._is_plain(uid)
            if change.field.startswith(SAME):
                self._merging.unite(uid, change.field.removeprefix(SAME))
            elif change.field == GONE:
                state = self._states.get(*key)
                gone |= state.remove(change.seen)
                self._states.put(*key, state)
            elif self._take_field(change, article_id is not None, digest):
                late |= change.stamp <= self._states.get(change.uid, GONE).removed.get(change.machine, -1)
                if is_same:
                    continue
                touched[key] = change.value if change.value is not None else touched.get(key)
                apart |= {key} if _is_apart(change, before.top) else set()
        self.taken.new += len(touched) + gone
        article_id = self._states.article(uid)
        names = self._states.members(uid)
        told = article_id is None or any(self._states.get(one, GONE).removed for one in names)
        alive = is_alive(self._states.all(names), names) if told else True
        if article_id is None:
            if alive:
                self._make(uid)
        elif not alive or ((gone or late) and self._give_up_copy(names)):
            self._delete(article_id, names)
        else:
            self.taken.kept += self._write(uid, touched, apart, knew) or gone
            if gone or late:  # whoever deleted it no more has what this deletion knew
                self._outgoing.restate(article_id, names)
        if touched or gone or knew:
            self._note_changed(uid, {name for _, name in touched})

    def _make(self, uid: str) -> None:
        """Make an article. Who deleted it has nothing of it any more, not even what he told himself."""
        self._merging.settle(uid)
        article_id, names = self._states.article(uid), self._states.members(uid)
        if article_id is not None and any(self._states.get(one, GONE).removed for one in names):
            self._outgoing.restate(article_id, names)

    def _is_plain(self, uid: str) -> bool:
        """Whether a version that says the same leaves an article as it is.

        Of one with several names it may not: what is said last under any of them holds. Nor of one that lies
        in Trash: that somebody else said it, too, without having heard of that brings it out.
        """
        return len(self._states.members(uid)) == 1 and not self._states.get(uid, TRASHED).dots

    def _note_changed(self, uid: str, fields: Set[str]) -> None:
        """Note that an article that is here was changed, and which of its fields."""
        found = self._states.article(uid)
        if found is not None:
            self.taken.articles.add(found)
            self.taken.rewritten |= {found} if fields - READING else set()

    def _give_up_copy(self, names: list[str]) -> bool:
        """Note and tell that an article that is here is deleted, where it is a copy of what was; whether."""
        copies = self._removals.of_copies_here(names)
        for copy in copies:
            state = self._states.get(copy.uid, GONE)
            state.remove(copy.seen)
            self._states.put(copy.uid, GONE, state)
        self._outgoing.changes += copies
        return bool(copies)

    def _write(
        self, uid: str, touched: dict[tuple[str, str], Any], apart: set[tuple[str, str]], knew: bool
    ) -> bool:
        """Bring an article to what is known of some fields; whether it would lie in Trash but for others."""
        for key in touched:
            self._merging.write(*key, touched[key], key in apart)
        in_trash = any(value for (_, name), value in touched.items() if name == TRASHED)
        return bool((touched or knew) and self._merging.write_trash(uid, in_trash))

    def _take_field(self, change: Change, is_here: bool, digest: str) -> bool:
        uid, state = change.uid, self._states.get(change.uid, change.field)
        if change.field == NOTE or change.field.startswith(MARK_NOTE):
            if not self._take_version(state, change):
                return False
        elif change.field == "addresses":
            known = set(json.loads(state.value or "[]"))
            new = not known.issuperset(change.value or ())
            state.value = json.dumps(sorted(known.union(change.value or ())), ensure_ascii=False)
            if not (self._merge(state, change, digest) or new):
                return False
        else:
            if not self._merge(state, change, digest):
                return False
            names = self._states.members(uid)
            kept = change.field == "pictures" and self._states.filled_later(names, state)
            if is_here and not kept and not change.field.startswith((MARK, TAG, TRASHED)):
                state.value = None
            elif change.value is not None:
                state.value = json.dumps(change.value, ensure_ascii=False)
        self._states.put(uid, change.field, state)
        return True

    def _take_version(self, state: FieldState, change: Change) -> bool:
        if change.value is None:
            return False
        new = notes.version_of(change.stamp, change.machine, change.value, change.seen)
        before = notes.read_versions(state.value)
        after = notes.with_version(before, new)
        is_new = state.note(change.stamp, change.machine)  # also a covered one: a deletion had it in view
        state.digest = "set"
        state.value = notes.write_versions(after)
        return is_new or after != before

    def _delete(self, article_id: int, names: list[str]) -> None:
        named = self._run("SELECT digest FROM article_picture WHERE article_id = ?", (article_id,))
        self.taken.pictures |= set(named.scalars()) - {""}
        self._run("DELETE FROM article WHERE id = ?", (article_id,))
        remember(self._states, names)
        self._states.forget_values(names)
        self.taken.deleted += 1


def _is_apart(change: Change, known: Dot) -> bool:
    """Whether who told it did not know the version that was known here."""
    stamp, machine = known
    return change.field in TOLD_WITH_KNOWN and stamp > change.seen.get(machine, -1)


def _says_same(state: FieldState, change: Change, digest: str) -> bool:
    """Whether a version, whose value has this digest, says what is known already."""
    if change.value is None or change.field.startswith((MARK, TRASHED)):
        return False
    if change.field.startswith(TAG):
        return state.any_live
    return state.live and state.value is None and state.digest == digest


def _taken_with(change: Change) -> str:
    """What stands together and is taken at once: an article's changes, and the many small ones of a kind."""
    return shared_name(change.uid) if change.uid.startswith(ARTICLE) else change.uid[:2]
