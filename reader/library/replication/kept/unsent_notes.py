"""Notes that were written on here and not sent when the store is left: what they took the place of.

Without it whoever joins again would tell his text as one that was written beside the former one, and both
would be shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from reader.core.replication.changes import Change
from reader.library.replication import note_versions as notes
from reader.library.replication.copies.aside import IS_ASIDE
from reader.library.replication.renaming import changes_in
from reader.library.replication.states import MARK, MARK_NOTE, NOTE, FieldState, States, is_own

Former = tuple[str, str, str, str]
"""A thing's name, the field of its note, "set" or "", and its versions as JSON.

An article that has a note when the store is left may be deleted and saved again before it is joined, of which
no store is told. So that of "set" nothing but another text takes the place.
"""


def former_notes(session: Session) -> list[Former]:
    """What was known of such notes, before anything of the store is forgotten.

    What the reader tells his own computers alone is not among it.
    """
    run = session.connection().exec_driver_sql
    kept = run(
        f"SELECT uid, field, digest, value FROM sync_field WHERE {notes.IS_NOTE} AND NOT ({IS_ASIDE}) "
        "AND value IS NOT NULL AND uid NOT IN (SELECT uid FROM sync_thing)"
    )
    before = {(str(uid), str(name)): (str(digest), str(value)) for uid, name, digest, value in kept}
    found = _noted(session)
    for change in reversed(_ready(session)):
        if change.seen:
            stamp, machine = max((stamp, machine) for machine, stamp in change.seen.items())
            replaced = notes.Version(stamp, machine, change.value["base"], seen=change.seen)
            found[change.uid, change.field] = notes.write_versions([replaced])
        else:
            found.pop((change.uid, change.field), None)
    there = set(run("SELECT uid FROM sync_thing JOIN article_note USING (article_id)").scalars())
    left = {(uid, name): "set" if name == NOTE and uid in there else "" for uid, name in found}
    now = {key: (left[key], value) for key, value in found.items()}
    return [(*key, *former) for key, former in (before | now).items()]


def _noted(session: Session) -> dict[tuple[str, str], str]:
    run = session.connection().exec_driver_sql
    states = States(session)
    rows = run(
        "SELECT CAST(key AS INTEGER), CASE field WHEN ? THEN field ELSE ? || sync_mark.uid END "
        "FROM sync_dirty LEFT JOIN sync_mark ON field = ? || annotation_id "
        "WHERE kind = 'article' AND (field = ? OR sync_mark.uid IS NOT NULL)",
        (NOTE, MARK_NOTE, MARK, NOTE),
    )
    found: dict[tuple[str, str], str] = {}
    for article_id, field in rows.all():
        thing = states.thing_of(article_id)
        for uid in states.members(thing) if thing is not None else ():
            value = states.get(uid, field).value
            if value is not None and not is_own(uid):
                found[uid, field] = value
    return found


def _ready(session: Session) -> list[Change]:
    """The notes in the files that are ready and not in the store."""
    run = session.connection().exec_driver_sql
    files = run("SELECT lines FROM sync_outbox WHERE instr(lines, ?) ORDER BY seq", (NOTE,))
    told = [change for lines in files.scalars().all() for change in changes_in(lines)]
    machine = run("SELECT machine FROM sync_self").scalar()
    return [
        change
        for change in told
        if change.machine == machine and (change.field == NOTE or change.field.startswith(MARK_NOTE))
    ]


def keep_former_notes(session: Session, former: Sequence[Former]) -> None:
    """Keep them until the same store is joined again."""
    for uid, field, digest, value in former:
        session.connection().exec_driver_sql(
            "INSERT OR IGNORE INTO sync_field (uid, field, dots, removed, digest, value) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (uid, field, *FieldState(digest=digest, value=value).columns()),
        )
