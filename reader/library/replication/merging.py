"""Articles of all computers as articles here: made when their text is known, joined when they are one."""

from __future__ import annotations

import json
import logging
from typing import Any

from sqlmodel import Session

from reader.core.errors import ReaderError
from reader.core.replication.changes import Change
from reader.library.replication import note_versions as notes
from reader.library.replication.checking import IncomingText, text_of
from reader.library.replication.outgoing import Outgoing
from reader.library.replication.reading import no_later, read_field
from reader.library.replication.states import (
    GONE,
    MARK,
    MARK_NOTE,
    NOTE,
    READING,
    SAME,
    TAG,
    TRASH_KNEW,
    TRASHED,
    FieldState,
    States,
    digest_of,
    is_alive,
    is_own,
    next_stamp,
)
from reader.library.replication.trash import is_kept_out, trashed_at
from reader.library.replication.writing import (
    AT_ONCE,
    create_article,
    write_addresses,
    write_field,
    write_mark,
    write_note,
    write_tag,
)

log = logging.getLogger(__name__)

Fields = dict[tuple[str, str], FieldState]

_FIRST = ("text", "edits", "pictures")


class Merging:
    """Brings the rows of articles to what is known of their fields."""

    def __init__(self, session: Session, states: States, outgoing: Outgoing) -> None:
        self._session = session
        self._run = session.connection().exec_driver_sql
        self._states = states
        self._outgoing = outgoing
        self.texts: dict[tuple[str, int, str], IncomingText] = {}
        """Texts that were just read and checked, by thing, stamp and computer."""

    def write(self, uid: str, name: str, value: Any, apart: bool = False) -> None:
        """Bring a field of an article that is here to what is known of it, a new value among that.

        Args:
            uid: the thing.
            name: of the field.
            value: its new value.
            apart: whether who told it did not know what was told before: the files of pictures that it lacks
                were not had there, else they may have been given up on purpose.
        """
        names = self._states.members(uid)
        article_id = self._states.article(uid)
        if article_id is None:
            return
        if name == NOTE:
            write_note(self._session, article_id, self._note(names, NOTE))
        elif name.startswith((MARK, MARK_NOTE)):
            self._write_mark(article_id, names, name.partition(":")[2])
        elif name.startswith(TAG):
            self._write_tag(article_id, names, name.removeprefix(TAG), value)
        elif name == "addresses":
            self._write_addresses(article_id, uid, value or [])
        elif name != TRASHED:
            top = max((self._states.get(one, name).top, one) for one in names)
            state = self._states.get(top[1], name)
            if top[1] == uid and (value is not None or not state.live):
                lacks = self._write_or_keep(article_id, uid, name, value if state.live else None)
                if lacks and apart:
                    self._tell_pictures(article_id)
                if name == "text":  # edits that waited for a sound one
                    self._write_kept(article_id, names, self._states.all(names), "edits")

    def _write_or_keep(self, article_id: int, uid: str, name: str, value: Any) -> bool:
        """Write a field, as `write_field`; what cannot be written into a damaged article waits until its text
        comes again."""
        names = self._states.members(uid)
        later = self._states.filled_later(names)
        try:
            lacks = write_field(self._session, article_id, name, value, later)
            if name == "text" and later:  # it may show pictures which the text before it did not
                filled = _kept(self._states.all(names), names, "pictures")
                write_field(self._session, article_id, "pictures", filled, later)
            return lacks
        except ReaderError as error:
            log.warning("a change waits for a sound text: %s", error)
            state = self._states.get(uid, name)
            state.value = json.dumps(value, ensure_ascii=False)
            self._states.put(uid, name, state)
            return False

    def _tell_pictures(self, article_id: int) -> None:
        """Have all files of an article's pictures told, as two computers told different ones of them."""
        self._run(
            "INSERT OR REPLACE INTO sync_dirty (kind, key, field, stamp) "
            "VALUES ('article', ?, 'pictures', ?)",
            (article_id, next_stamp(self._session)),
        )

    def settle(self, uid: str) -> None:
        """Make an article of a thing whose text is known; an article that is here gets all that is known."""
        names = self._states.members(uid)
        fields = self._states.all(names)
        if not is_alive(fields, names):
            return
        article_id = self._states.article(uid)
        if article_id is None:
            article_id = self._made(uid, names, fields)
            if article_id is None:
                return
            self._tell_reading(article_id, names, fields)
        names = self._states.members(uid)
        self._write_known(article_id, names, self._states.all(names))

    def _tell_reading(self, article_id: int, names: list[str], fields: Fields) -> None:
        """Have own computers told how an article was read, where that was heard before its text came.

        It was shared then, and another of them may have passed it over.
        """
        for name in READING if self._outgoing.privacy.reading else ():
            (stamp, _), uid = max((_state(fields, one, name).top, one) for one in names)
            if stamp >= 0 and not is_own(uid):
                self._run(
                    "INSERT OR IGNORE INTO sync_dirty (kind, key, field, stamp) VALUES ('article', ?, ?, ?)",
                    (article_id, name, stamp),
                )

    def write_trash(self, uid: str, told: bool) -> bool:
        """Bring an article that is here into Trash, or out of it, by all that is known of it.

        Args:
            uid: the thing.
            told: whether it was told just now that it lies there.

        Returns:
            Whether it would lie there, had nobody written on without having heard of that; once.
        """
        names, article_id = self._states.members(uid), self._states.article(uid)
        fields = self._states.all(names)
        wanted = trashed_at(fields, names)
        if wanted is None or article_id is None:
            return False
        before = str(self._run("SELECT trashed_at FROM article WHERE id = ?", (article_id,)).scalar_one())
        kept = bool(wanted) and is_kept_out(fields, names)
        place = "" if kept else wanted
        if place != before:
            write_field(self._session, article_id, TRASHED, place, False)
        return kept and (told or bool(before))

    def unite(self, one: str, other: str) -> None:
        """Two things are one article, on every computer from now on."""
        for uid in (one, other):
            self._states.add_thing(uid)
        if other in self._states.members(one):
            return
        former = [found for uid in (one, other) if (found := self._states.article(uid)) is not None]
        if len(set(former)) == 2:
            keep, go = sorted(former)
            winners = self._states.members(one if self._states.article(one) == keep else other)
            losers = self._states.members(other if self._states.article(one) == keep else one)
            self._join(keep, go, winners, losers)
        names = self._states.unite(one, other)
        self._states.set_article(names, min(former) if former else None)
        if len(set(former)) == 1:
            self._write_known(former[0], names, self._states.all(names))
        elif former:
            self._write_joined(min(former), names)
        self._tell_same(one, other)

    def _tell_same(self, one: str, other: str) -> None:
        low, high = sorted((one, other))
        state = self._states.get(low, SAME + high)
        if state.dots:
            return
        machine = self._outgoing.machine
        stamp = next_stamp(self._session)
        state.dots = {machine: stamp}
        state.digest = "set"
        self._states.put(low, SAME + high, state)
        self._outgoing.changes.append(Change(low, SAME + high, stamp, machine, True))

    def _made(self, uid: str, names: list[str], fields: Fields) -> int | None:
        text = self._known_text(fields, names)
        if text is None:
            return None
        keys = {key for one in names for key in json.loads(_state(fields, one, "addresses").value or "[]")}
        for key in sorted(keys):
            owner = self._run("SELECT article_id FROM article_address WHERE key = ?", (key,)).scalar()
            other = self._states.thing_of(owner) if owner is not None else None
            if other is not None and other not in self._states.members(uid):
                self.unite(uid, other)
        found = self._states.article(uid)
        if found is not None:
            return found
        at_once = [name for name in AT_ONCE if name != TRASHED]
        values = {name: value for name in at_once if (value := _kept(fields, names, name)) is not None}
        later, saved = self._states.filled_later(names), _known(fields, names, "saved")
        made = create_article(self._session, text, saved, values, later)
        self._states.set_article(names, made)
        write_addresses(self._session, made, sorted(keys))
        edited = _kept(fields, names, "edits") is not None
        for name in ("text", "saved", *at_once):  # these it has now
            if (
                name != "pictures" or not edited
            ):  # what the reader put back into the text may have more of them
                self._drop(fields, names, name)
        return made

    def _known_text(self, fields: Fields, names: list[str]) -> IncomingText | None:
        uid = _latest_under(fields, names, "text")
        state = _state(fields, uid, "text")
        if state.value is not None and state.live and (uid, *state.top) in self.texts:
            return self.texts[uid, *state.top]
        value = _known(fields, names, "text")
        return text_of(value) if value is not None else None

    def _drop(self, fields: Fields, names: list[str], name: str) -> None:
        """Keep the value of a field no more, as the article has it."""
        if name == "pictures" and self._states.filled_later(names):
            return
        held = [(uid, state) for uid in names if (state := _state(fields, uid, name)).value is not None]
        for uid, state in held:
            state.value = None
            self._states.put(uid, name, state)

    def _write_known(self, article_id: int, names: list[str], fields: Fields) -> None:
        """Write every value that was kept because the article was not here."""
        every = {name for _, name in fields}
        for name in sorted(every, key=lambda one: (_FIRST.index(one) if one in _FIRST else 9, one)):
            if name in (GONE, TRASHED, TRASH_KNEW) or name.startswith(SAME):
                continue
            if name == NOTE:
                write_note(self._session, article_id, self._note(names, NOTE))
            elif name.startswith(MARK):
                self._write_mark(article_id, names, name.removeprefix(MARK))
            elif name.startswith(TAG):
                self._write_tag(article_id, names, name.removeprefix(TAG), None)
            elif name == "addresses":
                keys = {key for one in names for key in json.loads(_state(fields, one, name).value or "[]")}
                write_addresses(self._session, article_id, sorted(keys))
            elif not name.startswith(MARK_NOTE):
                self._write_kept(article_id, names, fields, name)
        self.write_trash(names[0], False)

    def _write_kept(self, article_id: int, names: list[str], fields: Fields, name: str) -> None:
        uid = _latest_under(fields, names, name)
        was_kept = _state(fields, uid, name).value is not None
        value = _kept(fields, names, name)
        self._drop(fields, names, name)
        if was_kept:
            self._write_or_keep(article_id, uid, name, value)

    def _write_tag(self, article_id: int, names: list[str], folded: str, value: Any) -> None:
        states = [self._states.get(uid, TAG + folded) for uid in names]
        if not any(state.any_live for state in states):
            write_tag(self._session, article_id, folded, None)
            return
        known = [json.loads(state.value) for state in states if state.value is not None]
        name = value if isinstance(value, str) else (known[0] if known else folded)
        write_tag(self._session, article_id, folded, name, max(state.live_top for state in states))

    def _note(self, names: list[str], field: str) -> str:
        versions: list[notes.Version] = []
        for uid in names:
            for version in notes.read_versions(self._states.get(uid, field).value):
                versions = notes.with_version(versions, version)
        return notes.shown(versions)

    def _write_mark(self, article_id: int, names: list[str], name: str) -> None:
        uid = max(names, key=lambda one: (self._states.get(one, MARK + name).top, one))
        state = self._states.get(uid, MARK + name)
        if state.value is None:
            return  # its place has not come yet
        note = self._note(names, MARK_NOTE + name)
        known = self._run("SELECT annotation_id FROM sync_mark WHERE uid = ?", (name,)).scalar()
        is_here = self._run("SELECT 1 FROM annotation WHERE id = ?", (known,)).first() is not None
        if not self._states.is_live(names, MARK + name) and not note.strip():
            if is_here:
                write_mark(self._session, article_id, known, None, "")
            return
        values = json.loads(state.value)
        if not values["updated_at"]:  # no later than it was told, though its maker's clock was ahead
            values["updated_at"] = no_later(values["created_at"], state.top[0])
        number = write_mark(self._session, article_id, known if is_here else None, values, note)
        self._run(
            "INSERT INTO sync_mark (annotation_id, uid) VALUES (?, ?) "
            "ON CONFLICT (uid) DO UPDATE SET annotation_id = excluded.annotation_id",
            (number, name),
        )

    def _write_addresses(self, article_id: int, uid: str, keys: list[str]) -> None:
        for other in write_addresses(self._session, article_id, keys):
            thing = self._states.thing_of(other)
            if thing is not None:
                self.unite(uid, thing)

    def _join(self, keep: int, go: int, winners: list[str], losers: list[str]) -> None:
        """Give one article what the other has later, then let the other go."""
        fields = self._states.all([*winners, *losers])
        every = {name for _, name in fields if not name.startswith((TAG, MARK, MARK_NOTE, SAME))}
        every -= {GONE, NOTE, "addresses"}
        for name in sorted(every, key=lambda one: (_FIRST.index(one) if one in _FIRST else 9, one)):
            ours = max((_state(fields, uid, name).top, uid) for uid in winners)
            theirs = max((_state(fields, uid, name).top, uid) for uid in losers)
            if theirs > ours:
                self._hand_over(keep, go, name, self._states.filled_later([*winners, *losers]))
        self._run("UPDATE annotation SET article_id = ? WHERE article_id = ?", (keep, go))
        self._run(
            "INSERT OR IGNORE INTO article_tag (article_id, tag_id, added_at) "
            "SELECT ?, tag_id, added_at FROM article_tag WHERE article_id = ?",
            (keep, go),
        )
        self._run("UPDATE article_address SET article_id = ? WHERE article_id = ?", (keep, go))
        self._run("DELETE FROM article WHERE id = ?", (go,))

    def _hand_over(self, keep: int, go: int, name: str, filled_later: bool) -> None:
        try:
            write_field(self._session, keep, name, read_field(self._session, go, name), filled_later)
        except ReaderError as error:
            log.warning("what is damaged does not replace what is sound: %s", error)

    def _write_joined(self, article_id: int, names: list[str]) -> None:
        """What is a union over both articles."""
        write_note(self._session, article_id, self._note(names, NOTE))
        for uid, name in self._states.all(names):
            if name.startswith(MARK):
                self._write_mark(article_id, names, name.removeprefix(MARK))
            elif name.startswith(TAG) and uid:
                self._write_tag(article_id, names, name.removeprefix(TAG), None)
        self.write_trash(names[0], False)


def _state(fields: Fields, uid: str, name: str) -> FieldState:
    return fields.get((uid, name), FieldState())


def _latest_under(fields: Fields, names: list[str], name: str) -> str:
    """The name under which a field was told last; of two that were told at one time, the last name."""
    return max(names, key=lambda uid: (_state(fields, uid, name).top, uid))


def _kept(fields: Fields, names: list[str], name: str) -> Any:
    """The value of the latest version of a field, as far as it is kept because the article was not here."""
    state = _state(fields, _latest_under(fields, names, name), name)
    return json.loads(state.value) if state.value is not None and state.live else None


def _known(fields: Fields, names: list[str], name: str) -> Any:
    """The value of the latest version of a field, `None` when it is not here."""
    state = _state(fields, _latest_under(fields, names, name), name)
    if state.value is None or not state.live or state.digest != digest_of(json.loads(state.value)):
        return None
    return json.loads(state.value)
