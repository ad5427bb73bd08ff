"""What ends a write that tells or takes changes: all that was made of them goes into files to be sent."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from sqlmodel import Session

from reader.library.replication.choices import held_back, privacy_of
from reader.library.replication.copies.old_copies import known_of
from reader.library.replication.outbox import Blob, enclose
from reader.library.replication.outgoing import Outgoing
from reader.library.replication.part import part_of
from reader.library.replication.shared_pictures import want_pictures
from reader.library.replication.states import CORRECTION, FEED, GONE, SEARCH, SECOND, TERM, FieldState
from reader.library.replication.taking import Taking
from reader.library.replication.telling_notes import TOLD_WITH_KNOWN

_HUB = "postgres"
"""How the place of a store begins in which other readers may take part."""
_NAMES = {"term": TERM, "search": SEARCH, "feed": FEED, "pair": CORRECTION}


def finish(
    session: Session,
    outgoing: Outgoing,
    is_here: Callable[[str], bool],
    blobs: Sequence[Blob] = (),
    taking: Taking | None = None,
) -> None:
    """Settle what was met on the way, and put what is told into files to be sent.

    Args:
        session: inside the write.
        outgoing: what was told.
        is_here: whether a picture's file is in the library.
        blobs: pictures that were put into the store for it.
        taking: what was taken.
    """
    if outgoing.met:
        run = session.connection().exec_driver_sql
        run("UPDATE sync_self SET capturing = 0")
        taking = taking or Taking(session, outgoing)
        for uid in outgoing.met:
            taking.settle(uid)
        run("UPDATE sync_self SET capturing = 1")
    if taking is not None:
        met = {found for uid in outgoing.met if (found := outgoing.states.article(uid)) is not None}
        want_pictures(session, taking.taken.articles | met, is_here)
    outgoing.states.flush()
    told, own = outgoing.told()
    enclose(session, told, blobs, own, outgoing.machine)


def tell_first(session: Session, kind: str, keys: Sequence[str], whole: bool = True) -> None:
    """Tell things that are about to be removed, or something in them, as long as they were told to nobody.

    Else nothing would say that they were here when the library joined, and that they were removed since: who
    tells the same would bring them back. In a hub nothing is told before a round has noted what is private
    there.

    Args:
        session: inside the write that removes.
        kind: as changes are noted: `article`, `term`, `search`, `feed`, `rule`, `pair`.
        keys: under which they are noted.
        whole: whether all of it goes. Its text is not told then: nobody needs it, and the files of its
            pictures go with it.
    """
    part = part_of(session)
    if part is None or (part.place.startswith(_HUB) and not privacy_of(session).way):
        return
    untold = _untold(session, kind, keys)
    if not untold:
        return
    outgoing = Outgoing(session, part.machine)
    outgoing.tell([(kind, key) for key in untold])
    if kind == "article" and whole:
        _keep_text_back(outgoing)
    finish(session, outgoing, lambda _digest: False)


def _keep_text_back(outgoing: Outgoing) -> None:
    """Tell texts and pictures not, and know of them only what tells a copy of what goes."""
    told = {change.uid for change in outgoing.changes}
    fields = outgoing.states.all(told)
    for uid in told:
        gone = fields.get((uid, GONE), FieldState())
        gone.value = json.dumps(known_of(fields, uid), ensure_ascii=False)
        outgoing.states.put(uid, GONE, gone)
    for change in outgoing.changes:
        if change.field in TOLD_WITH_KNOWN:
            state = fields[change.uid, change.field]
            state.dots = dict(change.seen)
            state.digest = ""
            outgoing.states.put(change.uid, change.field, state)
    outgoing.changes[:] = [one for one in outgoing.changes if one.field not in TOLD_WITH_KNOWN]


def _untold(session: Session, kind: str, keys: Sequence[str]) -> list[str]:
    """Those of which something is noted and nothing known; of articles, that were here at joining."""
    known = {
        "article": "SELECT 1 FROM sync_thing WHERE article_id = CAST(sync_dirty.key AS INTEGER)",
        "rule": "SELECT 1 FROM sync_setting WHERE name = 'rule:' || sync_dirty.key",
        "pair": "SELECT 1 WHERE 0",
    }.get(kind, f"SELECT 1 FROM sync_field WHERE uid = '{_NAMES.get(kind)}' || sync_dirty.key")
    which = f"field = '*' AND stamp % {SECOND} <= 1" if kind == "article" else "1"
    rows = session.connection().exec_driver_sql(
        "SELECT DISTINCT key FROM sync_dirty WHERE kind = ? AND key IN (SELECT value FROM json_each(?)) "
        f"AND {which} AND NOT ({held_back(session)}) AND NOT EXISTS ({known}) ORDER BY rowid",
        (kind, json.dumps(list(keys))),
    )
    return [str(key) for key in rows.scalars()]
