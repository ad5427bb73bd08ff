"""What was in view when a store was left: whoever joins it again and removes something has seen that.

What he told before he left he finds there under his former name, and reads it only in his first round. What
he removes until then would not take it away, and it would be back.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlmodel import Session

from reader.library.replication.states import (
    CORRECTION,
    FEED,
    IS_LIVE,
    OWN,
    RULE,
    SAME,
    SEARCH,
    TERM,
    FieldState,
    shared_name,
)

IN_VIEW = "v:"
"""What stands before the name of a thing under which the versions are kept that were in view."""
IS_IN_VIEW = f"uid >= '{IN_VIEW}' AND uid < '{IN_VIEW[:-1]};'"
"""Which rows are; as a condition of SQL."""
_KINDS = " OR ".join(f"uid GLOB '{kind}*'" for kind in (TERM, SEARCH, CORRECTION, FEED, RULE))
_IS_HERE = f"uid IN (SELECT uid FROM sync_thing WHERE article_id IS NOT NULL) OR (({_KINDS}) AND {IS_LIVE})"
"""What is known of the articles that are here, and of all else that can be removed."""
_LATEST_OF_BOTH = (
    "SELECT json_group_object(key, stamp) FROM (SELECT key, max(value) AS stamp FROM (SELECT key, value FROM "
    "json_each(sync_field.dots) UNION ALL SELECT key, value FROM json_each(excluded.dots)) GROUP BY key)"
)


def keep_in_view(session: Session) -> None:
    """Keep which versions are known, before a store is forgotten, beside those that are kept already."""
    session.connection().exec_driver_sql(
        "INSERT INTO sync_field (uid, field, dots, removed, digest, value) "
        f"SELECT '{IN_VIEW}' || uid, field, dots, '{{}}', '', NULL FROM sync_field "
        f"WHERE ({_IS_HERE}) AND dots <> '{{}}' "
        f"ON CONFLICT (uid, field) DO UPDATE SET dots = ({_LATEST_OF_BOTH})"
    )


def forget_in_view(session: Session) -> None:
    """Keep them no more: after a whole round all of it was read again."""
    session.connection().exec_driver_sql(f"DELETE FROM sync_field WHERE {IS_IN_VIEW}")


def names_in_view(session: Session, uids: Sequence[str]) -> list[str]:
    """All names that a thing had when the store was left, some of which may not be known anew.

    Args:
        session: inside a write.
        uids: those that are known.
    """
    links = session.connection().exec_driver_sql(
        f"SELECT substr(uid, {len(IN_VIEW) + 1}), substr(field, {len(SAME) + 1}) FROM sync_field "
        f"WHERE {IS_IN_VIEW} AND field GLOB '{SAME}*'"
    )
    beside: dict[str, set[str]] = {}
    for one, other in links:
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    found, waiting = set(uids), list(uids)
    while waiting:
        new = beside.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    own = session.connection().exec_driver_sql(  # its reader's alone, which nothing links
        f"SELECT DISTINCT substr(uid, {len(IN_VIEW) + 1}) FROM sync_field "
        "WHERE uid IN (SELECT value FROM json_each(?))",
        (json.dumps([f"{IN_VIEW}{shared_name(uid)}{OWN}" for uid in found]),),
    )
    return sorted(found.union(own.scalars()))


def seen_by_remover(session: Session, uid: str, field: str, state: FieldState) -> dict[str, int]:
    """The versions of a field that whoever removes it here has seen.

    Args:
        session: inside a write.
        uid: the thing.
        field: its field, "" for all of it.
        state: what is known by now.
    """
    rows = session.connection().exec_driver_sql(
        "SELECT dots FROM sync_field WHERE uid = ? AND ? IN (field, '')", (IN_VIEW + uid, field)
    )
    seen = dict(state.dots)
    for dots in rows.scalars():
        for machine, stamp in json.loads(dots).items():
            seen[machine] = max(stamp, seen.get(machine, -1))
    return seen
