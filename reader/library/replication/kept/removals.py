"""What is known to be removed, also by others: kept when a store is left, told when it is joined again.

The file that said so may be gone by then, and its computer too. Without it whoever joins again would take
what was removed from the former files of anybody, and so would everybody who joins after that.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from itertools import groupby

from sqlmodel import Session

from reader.core.replication.changes import Change
from reader.library.replication import note_versions as notes
from reader.library.replication.copies.aside import IS_ASIDE, MOST, put_aside
from reader.library.replication.copies.old_copies import known_of
from reader.library.replication.in_view import IS_IN_VIEW
from reader.library.replication.outgoing import Outgoing
from reader.library.replication.part import keep_value, kept_value
from reader.library.replication.states import (
    ARTICLE,
    CORRECTION,
    FEED,
    GONE,
    MARK,
    MARK_NOTE,
    NOTE,
    OWN,
    RULE,
    SEARCH,
    TAG,
    TERM,
    FieldState,
    States,
    article_name,
    is_alive,
    is_gone_for_others,
    is_own,
)

_TO_TELL = "removals to tell"
_OF_ARTICLES = "field GLOB 'tag:*' OR field GLOB 'mark:*'"
_KINDS = (TERM, SEARCH, CORRECTION, FEED, RULE)
_SHARED = " OR ".join(f"uid GLOB '{kind}*'" for kind in _KINDS)
_REMOVED = f"removed <> '{{}}' AND (field = '{GONE}' OR {_OF_ARTICLES} OR {_SHARED}) AND NOT ({IS_ASIDE})"
_NOTED_AS = {TERM: "term", SEARCH: "search", FEED: "feed"}

Row = tuple[str, str, FieldState]
Thing = tuple[str, int | None, str]
"""A thing's name, its article's number, and the name that stands for all of its names."""


def keep_removals(session: Session) -> None:
    """Forget what is known of all fields and things, but for what is removed.

    What others deleted, and the reader's own notes keep on his computers, stays deleted for others.
    """
    run = session.connection().exec_driver_sql
    found = run("SELECT uid, root FROM sync_thing WHERE article_id IS NULL ORDER BY uid").all()
    without = {str(uid) for uid, _ in found}
    gone = _gone(session, without)
    names = {uid for uid, *_ in gone}
    things: list[Thing] = [(uid, None, root) for uid, root in found if uid in names]
    own, own_things = _kept_by_own_notes(session)
    others = [row for row in _removed(session) if row[0] not in without and row[1] != GONE]
    rows = [*_newest(session, [*gone, *others]), *own]
    kept = {uid for uid, *_ in rows}
    things = [thing for thing in things if thing[0] in kept]
    run(f"DELETE FROM sync_field WHERE NOT ({IS_ASIDE}) AND NOT ({IS_IN_VIEW})")
    run("DELETE FROM sync_thing")
    columns = [(uid, field, *state.columns()) for uid, field, state in rows]
    if columns:
        into = "INSERT INTO sync_field (uid, field, dots, removed, digest, value)"
        run(f"{into} VALUES (?, ?, ?, ?, ?, ?)", columns)
    if things := [*things, *own_things]:
        run("INSERT INTO sync_thing (uid, article_id, root) VALUES (?, ?, ?)", things)
    keep_value(session, _TO_TELL, True if rows else None)


def _newest(session: Session, rows: Sequence[Row]) -> list[Row]:
    """The removals that were heard of last, in order, with what was written at marks that are removed.

    A highlight that stays while its note was erased is told by the place of the note.
    """
    order = f"SELECT uid, field FROM sync_field WHERE removed <> '{{}}' OR {notes.IS_NOTE} ORDER BY rowid"
    places = {
        (uid, name): place for place, (uid, name) in enumerate(session.connection().exec_driver_sql(order))
    }
    ordered = sorted(rows, key=lambda row: places.get(_removed_field(row), places.get(row[:2], -1)))
    kept = set([*dict.fromkeys(map(_removed_field, ordered))][-MOST:])
    return [row for row in ordered if _removed_field(row) in kept]


def _removed_field(row: Row) -> tuple[str, str]:
    uid, field, _ = row
    return uid, MARK + field.removeprefix(MARK_NOTE) if field.startswith(MARK_NOTE) else field


def set_removals_aside(session: Session) -> None:
    """Keep what `keep_removals` kept for no store that is joined: see `aside`."""
    run = session.connection().exec_driver_sql
    things = run("SELECT uid, article_id FROM sync_thing").all()
    here = {uid for uid, article_id in things if article_id is not None}
    kept = [row for row in _removed(session) if row[0] not in here]
    inside = (TAG, MARK, MARK_NOTE, NOTE)
    chosen = [row for row in kept if row[1] == GONE or row[0].startswith(_KINDS) or row[1].startswith(inside)]
    put_aside(session, chosen)


def forget_removals(session: Session) -> None:
    """Forget what `keep_removals` kept, but not what is aside."""
    run = session.connection().exec_driver_sql
    run(f"DELETE FROM sync_field WHERE NOT ({IS_ASIDE})")
    run("DELETE FROM sync_thing")
    keep_value(session, _TO_TELL, None)


def tell_removals(session: Session, outgoing: Outgoing) -> None:
    """Tell once what was kept when the store was joined again; first of all, as it is the oldest.

    What is here again, as it was saved or followed while the library was in no store, is told along with it:
    else others would delete it, and lack it until its turn comes.
    """
    if not kept_value(session, _TO_TELL):
        return
    keep_value(session, _TO_TELL, None)
    stamp = int(session.connection().exec_driver_sql("SELECT clock FROM sync_self").scalar_one())
    removed = _removed(session)
    again = _here_again(session, removed)
    for uid, rows in groupby(removed, key=lambda row: row[0]):
        if is_own(uid) and not outgoing.privacy.way:
            continue  # nothing seals it
        for _, field, state in rows:
            if field.startswith((NOTE, MARK_NOTE)):
                outgoing.changes += [one.told(uid, field) for one in notes.read_versions(state.value)]
            else:
                outgoing.changes.append(Change(uid, field, stamp, outgoing.machine, None, state.removed))
        if here := again.pop(uid, []):
            outgoing.tell(here)


def _here_again(session: Session, removed: Sequence[Row]) -> dict[str, list[tuple[str, str]]]:
    """Which of what is removed is here, by the first of its names: kind and key under which it is noted."""
    run = session.connection().exec_driver_sql
    states = States(session)
    gone = [uid for uid, field, _ in removed if field == GONE and states.article(uid) is None]
    first = {name: uid for uid in reversed(gone) for name in states.members(uid)}
    addresses = run(
        "SELECT sync_dirty.key, article_address.key, min(article_address.rowid) FROM sync_dirty "
        "JOIN article_address ON article_id = CAST(sync_dirty.key AS INTEGER) "
        "WHERE kind = 'article' AND field = '*' AND ? GROUP BY article_id",
        (bool(gone),),
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for key, address, _ in addresses.all():
        if uid := first.get(article_name(str(address))):
            found.setdefault(uid, []).append(("article", str(key)))
    rows = run("SELECT DISTINCT kind, key FROM sync_dirty WHERE kind IN ('term', 'search', 'feed')")
    noted = {(str(kind), str(key)) for kind, key in rows}
    for uid in {uid for uid, *_ in removed}:
        thing = (_NOTED_AS.get(uid[:2], ""), uid[2:])
        if thing in noted:
            found[uid] = [thing]
    return found


def _gone(session: Session, uids: Collection[str]) -> list[Row]:
    """Those of the things without article that are deleted, with what they were."""
    states = States(session)
    states.load(uids)
    found: list[Row] = []
    for uid in sorted(uids):
        names = states.members(uid)
        fields = states.all(names)
        removed = fields.get((uid, GONE), FieldState()).removed
        if removed and not is_alive(fields, names):  # else its text has not come yet
            known = json.dumps(known_of(fields, uid), ensure_ascii=False)
            found.append((uid, GONE, FieldState(removed=removed, value=known)))
    return found


def _kept_by_own_notes(session: Session) -> tuple[list[Row], list[Thing]]:
    """The articles that are gone for all but this reader: what is known to be gone, and all their names."""
    states = States(session)
    roots = session.connection().exec_driver_sql(
        "SELECT DISTINCT root, article_id FROM sync_thing WHERE uid GLOB ? "
        "AND article_id IN (SELECT id FROM article) ORDER BY root",
        (f"{ARTICLE}*{OWN}",),
    )
    rows: list[Row] = []
    things: list[Thing] = []
    for root, article_id in roots.all():
        names = states.members(root)
        fields = states.all(names)
        if is_gone_for_others(fields, names):
            things += [(uid, article_id, root) for uid in names]
            shared = [uid for uid in names if not is_own(uid) and (uid, GONE) in fields]
            rows += [(uid, GONE, FieldState(removed=fields[uid, GONE].removed)) for uid in shared]
    return rows, things


def _removed(session: Session) -> list[Row]:
    """All fields that are removed and not given again, and all notes that were erased.

    With a mark that is removed comes what was last written at it.
    """
    run = session.connection().exec_driver_sql
    columns = "uid, field, dots, removed, digest, value"
    rows = run(f"SELECT {columns} FROM sync_field WHERE {_REMOVED} ORDER BY uid, field").all()
    found: list[Row] = []
    for uid, field, dots, removed, digest, value in rows:
        state = FieldState(json.loads(dots), json.loads(removed))
        if field == GONE or uid.startswith(_KINDS):  # by which it is known again
            state.digest, state.value = digest, value
        if state.any_live:
            continue
        if field.startswith(MARK):
            state.dots = {}  # its place is forgotten: who made one of the same name tells one
        found.append((uid, field, state))
    marks = {(uid, field) for uid, field, _ in found if field.startswith(MARK)}
    written = run(
        f"SELECT {columns} FROM sync_field WHERE {notes.IS_NOTE} AND value IS NOT NULL AND NOT ({IS_ASIDE}) "
        "ORDER BY uid, field"
    )
    for uid, field, dots, removed, digest, value in written.all():
        at_removed = (uid, MARK + field.removeprefix(MARK_NOTE)) in marks
        if at_removed or notes.are_erased(notes.read_versions(value)):
            found.append((uid, field, FieldState(json.loads(dots), json.loads(removed), digest, value)))
    return sorted(found, key=lambda row: row[:2])
