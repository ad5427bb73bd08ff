"""What was changed here since the last time, as changes for all computers."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Sequence, Set
from typing import Any

from sqlmodel import Session

from reader.core.errors import ReaderError
from reader.core.replication.changes import Change
from reader.library.replication import note_versions as notes
from reader.library.replication.choices import HELD_BACK, PRIVATE, held_back, tells_correction
from reader.library.replication.copies.aside import take_back
from reader.library.replication.copies.given_again import note_given_again
from reader.library.replication.copies.old_copies import remember
from reader.library.replication.feeds.telling_feeds import TellingFeeds
from reader.library.replication.in_view import names_in_view, seen_by_remover
from reader.library.replication.noted import AGAIN, EVERYTHING, Noted, choose, latest_of, noted_of, place_of
from reader.library.replication.reading import (
    DEFAULTS,
    date_tag,
    note_of,
    pairs_of,
    read_field,
    route_of,
    search_of,
    stamp_of,
    tag_dates_of,
    tags_of,
    term_of,
)
from reader.library.replication.states import (
    CORRECTION,
    GONE,
    MARK,
    MARK_NOTE,
    NOTE,
    PAIR,
    READING,
    SAVED,
    SEARCH,
    SEEN,
    TAG,
    TERM,
    TRASHED,
    FieldState,
    article_name,
    digest_of,
    is_alive,
    is_gone_for_others,
    is_own,
    next_stamp,
    versions_of,
    with_second_of,
)
from reader.library.replication.telling_notes import TellingNotes
from reader.library.replication.trash import tell_trash

log = logging.getLogger(__name__)

_OWN_FIELDS = ("text", "addresses", "saved", "edits", "pictures", *DEFAULTS, "position")
_UNCHANGED = ("text", "pictures", "addresses", "edits")  # written anew by much that does not change them
_UNREADABLE = object()  # a value that is damaged here: nothing is said of it, least of all that it is no more


class Outgoing(TellingNotes):
    """Makes changes of what is noted, inside one write. The states are brought up to date with it."""

    def __init__(self, session: Session, machine: str) -> None:
        super().__init__(session, machine)
        self.own: list[Change] = []
        """What is told to the reader's own computers alone, whatever it is about."""
        self._feeds = TellingFeeds(session, self._states, machine, self.changes)
        self.met: list[str] = []

    def capture(self, most: int) -> int:
        """Tell what is noted of some things, as `choose`; gives how many there were."""
        if self.privacy.keeps_back:
            self._run(f"DELETE FROM sync_dirty WHERE ({PRIVATE}) AND NOT ({HELD_BACK})")
        chosen = choose(self._session, most, held_back(self._session))
        self.tell(chosen)
        return len(chosen)

    def tell(self, chosen: Sequence[tuple[str, str]]) -> None:
        """Tell what is noted of things, by kind and key; of each something is."""
        held = held_back(self._session)
        told = noted_of(self._session, chosen, held)
        pairs = {key: told[kind, key] for kind, key in chosen if kind == "pair"}
        self._pairs(
            {key: max(one.stamp for one in noted) for key, noted in pairs.items()},
            {key for key, noted in pairs.items() if any(one.field == AGAIN for one in noted)},
        )
        self._states.load(SEEN + key for kind, key in chosen if kind == "seen")
        for kind, key in chosen:
            noted = told[kind, key]
            if kind == "pair":
                continue
            if kind == "article":
                self._article(int(key), noted)
            elif kind == "term":
                self._register(TERM + key, "term", term_of(self._session, key), noted[0].stamp)
            elif kind == "search":
                self._register(SEARCH + key, "search", search_of(self._session, key), noted[0].stamp)
            else:
                self._feeds.tell(kind, key, noted)
            if kind != "seen":  # pieces that were seen are many and small
                self._states.flush()
        self._states.flush()
        if chosen:
            self._run(f"DELETE FROM sync_dirty WHERE kind = ? AND key = ? AND NOT ({held})", [*chosen])

    def told(self) -> tuple[list[Change], list[Change]]:
        """What everybody is told, and what the reader's own computers are told alone."""
        own: list[Change] = []
        public: list[Change] = []
        for change in self.changes:
            private = self.privacy.is_private(change) or (
                self.privacy.corrections and tells_correction(self._session, change)
            )
            (own if private else public).append(change)
        return public, [*own, *self.own]

    def restate(self, article_id: int, uids: list[str]) -> None:
        """Tell again all of an article that another computer deleted: there are acts which that did not know.

        The versions stay the same, so whoever has them learns nothing new. Where nothing but the reader's own
        notes keeps it, no other member is told that he has it still.
        """
        every = self._states.all(uids)
        told = self.own if is_gone_for_others(every, uids) else self.changes
        for is_whose in (False, True):
            names = [uid for uid in uids if is_own(uid) is is_whose]
            fields = {key: state for key, state in every.items() if key[0] in names}
            self._restate(article_id, names, fields, told)

    def _restate(
        self,
        article_id: int,
        uids: list[str],
        fields: dict[tuple[str, str], FieldState],
        changes: list[Change],
    ) -> None:
        for name in sorted({name for _, name in fields}):
            uid = max(uids, key=lambda one: (fields.get((one, name), FieldState()).top, one))
            state = fields.get((uid, name), FieldState())
            value = self._restated(article_id, name, state)
            if value is None or value is _UNREADABLE or name == GONE:
                continue
            if name in READING and (self.privacy.keeps_back or (self.privacy.reading and not is_own(uid))):
                continue  # what the library has of it now is nobody else's
            if name == NOTE or name.startswith(MARK_NOTE):
                changes += [one.told(uid, name) for one in notes.read_versions(state.value)]
            else:
                stamp, machine = state.top
                changes.append(Change(uid, name, stamp, machine, value))

    def _restated(self, article_id: int, name: str, state: FieldState) -> Any:
        if name.startswith((MARK, MARK_NOTE, "same:")) or name == NOTE:
            return json.loads(state.value) if state.value is not None and state.dots else None
        if name.startswith(TAG):
            return tags_of(self._session, article_id).get(name.removeprefix(TAG)) if state.any_live else None
        if name == GONE or not state.live or not state.digest:  # "": nobody here has its value
            return None
        if name == TRASHED and state.value is not None:
            return json.loads(state.value)  # the article may lie elsewhere in the end
        return self._read(article_id, name)

    def _read(self, article_id: int, name: str) -> Any:
        try:
            return read_field(self._session, article_id, name)
        except ReaderError as error:
            log.warning("a damaged article is not told to other computers: %s", error)
            return _UNREADABLE

    def _article(self, article_id: int, noted: list[Noted]) -> None:
        uid = self._states.thing_of(article_id)
        exists = self._run("SELECT 1 FROM article WHERE id = ?", (article_id,)).first() is not None
        if not exists:
            if uid is not None:
                self._gone(uid, latest_of(noted))
            return
        stamp = latest_of(noted)
        if uid is None:
            self._begin(self._name(article_id), article_id, stamp)
            return
        if any(one.field == EVERYTHING for one in noted):
            to_own = self.privacy.way and self._is_kept_by_own_notes(uid)
            self._everything(self._states.own(uid) if to_own else uid, article_id, stamp, anew=False)
            return
        if any(map(self._is_for_all, noted)) and self._is_kept_by_own_notes(uid):
            self._states.forget_digests(name for name in self._states.members(uid) if not is_own(name))
            self._everything(uid, article_id, stamp, anew=True)
            return
        for one in sorted(noted, key=lambda one: one.stamp):
            self._field(uid, article_id, one)
        self._trash(uid, article_id)

    def _is_for_all(self, one: Noted) -> bool:
        private = self.privacy.notes if one.field == NOTE or one.field.startswith(MARK) else False
        return not private and not (one.field in READING and self.privacy.reading)

    def _is_kept_by_own_notes(self, uid: str) -> bool:
        names = self._states.members(uid)
        return any(map(is_own, names)) and is_gone_for_others(self._states.all(names), names)

    def _begin(self, uid: str, article_id: int, stamp: int) -> None:
        """Tell an article for the first time from here; others may know it already."""
        known = self._states.is_known(uid)
        was_deleted = take_back(self._session, uid)
        self._states.add_thing(uid)
        names = self._states.members(uid)
        fields = self._states.all(names)
        alive = known and is_alive(fields, names)
        if alive:
            self.met.append(uid)  # what others said of it, while its text had not come, holds for it
        self._states.set_article(names, article_id)
        anew = was_deleted or (known and (not alive or is_gone_for_others(fields, names)))
        if anew:
            note_given_again(self._session, article_id)
            stamp = next_stamp(self._session)
        self._everything(names[0], article_id, stamp, anew)

    def _name(self, article_id: int) -> str:
        """The name of an article: the same on all computers that have it by the same address."""
        key = self._run(
            "SELECT key FROM article_address WHERE article_id = ? ORDER BY rowid LIMIT 1", (article_id,)
        ).scalar()
        return article_name(str(key) if key is not None else secrets.token_hex(16))

    def _everything(self, uid: str, article_id: int, stamp: int, anew: bool) -> None:
        """Tell all of an article: of one that was deleted before (`anew`) also what is as it is at first."""
        values: dict[str, Any] = {name: self._read(article_id, name) for name in _OWN_FIELDS}
        times = self._times(article_id)
        for name, value in values.items():
            if value is _UNREADABLE or (self.privacy.keeps_back and name in READING):
                continue
            nothing = value == DEFAULTS[name] if name in DEFAULTS else not value
            if nothing and not anew:
                continue
            at = stamp if anew else min(times.get(name, times["saved"]), stamp)
            if name == SAVED and not anew:
                at = with_second_of(at, stamp)
            self._register(uid, name, value, at)
        at = stamp if anew else with_second_of(min(times["saved"], stamp), stamp)
        tags, dates = tags_of(self._session, article_id), tag_dates_of(self._session, article_id)
        before = [name for _, name in self._states.all([uid])] if anew else []
        for folded in {*tags, *(name.removeprefix(TAG) for name in before if name.startswith(TAG))}:
            added = min(dates.get(folded) or times["saved"], stamp)
            since = stamp if anew else with_second_of(added, stamp)
            self._tag(uid, folded, tags.get(folded), since)
        written = with_second_of(min(times["note"], stamp), stamp)
        self._note(uid, NOTE, note_of(self._session, article_id), written)
        found = self._run(
            "SELECT id FROM annotation WHERE article_id = ? ORDER BY id", (article_id,)
        ).scalars()
        here = {self._mark(uid, number, stamp if anew else None, stamp) for number in found.all()}
        for name in before:
            if name.startswith(MARK) and name not in here:
                self._unmark(uid, name.removeprefix(MARK), stamp)
        for (target,) in self._run(
            "SELECT target FROM article_translation WHERE article_id = ?", (article_id,)
        ).all():
            name = f"translation:{target}"
            self._register(uid, name, self._read(article_id, name), at)
        self._trash(uid, article_id)

    def _trash(self, uid: str, article_id: int) -> None:
        if self._read(article_id, TRASHED):
            tell_trash(self._states, uid, self.machine, self.changes)

    def _times(self, article_id: int) -> dict[str, int]:
        """When fields of an article were last changed, as far as the library knows."""
        saved, fetched, opened = self._run(
            "SELECT saved_at, fetched_at, opened_at FROM article WHERE id = ?", (article_id,)
        ).one()
        edited = self._run("SELECT changed_at FROM article_edit WHERE article_id = ?", (article_id,)).scalar()
        noted = self._run("SELECT updated_at FROM article_note WHERE article_id = ?", (article_id,)).scalar()
        trashed = self._run("SELECT trashed_at FROM article WHERE id = ?", (article_id,)).scalar()
        times = {"saved": saved, "text": fetched, "edits": edited, "note": noted, "trashed": trashed}
        times |= dict.fromkeys(("opened", "unread", "position"), opened)
        first = stamp_of(saved)
        return {name: max(first, stamp_of(at or "")) for name, at in times.items()}

    def _field(self, uid: str, article_id: int, one: Noted) -> None:
        name = one.field
        if name.startswith(TAG):
            folded = name.removeprefix(TAG)
            self._tag(uid, folded, tags_of(self._session, article_id).get(folded), one.stamp, anew=True)
        elif name == NOTE:
            self._note(uid, NOTE, note_of(self._session, article_id), one.stamp)
        elif name.startswith(MARK):
            self._mark(uid, int(name.removeprefix(MARK)), one.stamp, one.stamp)
        elif name != GONE:
            self._register(uid, name, self._read(article_id, name), one.stamp)

    def _register(self, uid: str, name: str, value: Any, stamp: int) -> None:
        if value is _UNREADABLE:
            return
        owner = self._read_under(uid, name)
        state = self._states.get(owner, name)
        if value is None:
            self._remove_live(uid, name, stamp, only=owner if owner != uid else "")
            return
        digest = digest_of(value)
        if name in _UNCHANGED and state.live and state.digest == digest:
            return
        self._tell_version(owner, name, state, value, stamp)

    def _tag(self, uid: str, folded: str, name: str | None, stamp: int, anew: bool = False) -> None:
        """Tell a tag; `anew` also one that is known, as it was given again since: see `Noted`."""
        field = TAG + folded
        if name is None:
            self._remove_live(uid, field, stamp)
        elif anew or not any(state.any_live for _, state in self._holders(uid, field)):
            state = self._states.get(uid, field)
            stamp = self._later(stamp, state)
            state.dots[self.machine] = stamp
            state.digest = "set"
            state.value = json.dumps(name, ensure_ascii=False)
            self._states.put(uid, field, state)
            self.changes.append(Change(uid, field, stamp, self.machine, name))
            article_id = self._states.article(uid) if anew else None
            if article_id is not None:  # by the clock that all have in common
                date_tag(self._session, article_id, folded, stamp)

    def _gone(self, uid: str, stamp: int) -> None:
        known_names, article_id = self._states.members(uid), self._states.article(uid)
        names = [  # not those under which something else was saved since the store was left
            name
            for name in names_in_view(self._session, known_names)
            if self._states.article(name) in (None, article_id)
        ]
        fields = self._states.all(names)
        told = self.own if is_gone_for_others(fields, names) else self.changes
        for name in names:
            self._states.add_thing(name)
            known = FieldState(dots=versions_of(fields, name))
            seen = seen_by_remover(self._session, name, "", known)
            if seen:
                state = fields.get((name, GONE), FieldState())
                state.remove(seen)
                self._states.put(name, GONE, state)
                told.append(Change(name, GONE, stamp, self.machine, None, seen))
        remember(self._states, names)
        self._states.forget_values(names)

    def _pairs(self, stamps: dict[str, int], again: Set[str]) -> None:
        """Tell translated sentences, by when each was noted last; those of `again` also that are no more."""
        places = {key: place_of(key) for key in stamps}
        routes = {number: route_of(self._session, number) for number in {one[1] for one in places.values()}}
        pairs = pairs_of(self._session, places.values())
        names = {
            key: "\x1f".join((*route, source_key))
            for key, (source_key, number) in places.items()
            if (route := routes[number]) is not None
        }
        self._states.load(CORRECTION + name for name in names.values())
        for key, name in names.items():
            value, route = pairs.get(places[key]), routes[places[key][1]]
            assert route is not None
            corrected = value is not None and value["state"] == "corrected"
            told = {"from": route[0], "to": route[1], "packages": route[2], "pair": value}
            self._register(CORRECTION + name, "correction", told if corrected else None, stamps[key])
            known = self._states.get(CORRECTION + name, "correction")
            if key in again and known.removed and not known.any_live:
                gone = Change(CORRECTION + name, "correction", stamps[key], self.machine, None, known.removed)
                self.changes.append(gone)
            if value is not None and not corrected:
                self.changes.append(Change(PAIR + name, "pair", stamps[key], self.machine, told))
        self._states.flush()
