"""What was removed here and not told yet when the store is left: noted before all else is forgotten."""

from __future__ import annotations

from sqlmodel import Session

from reader.library.replication.outgoing import Outgoing
from reader.library.replication.states import CORRECTION

_IS_GONE = "CAST(key AS INTEGER) NOT IN (SELECT id FROM article)"
_IN_IT = "(field GLOB 'tag:*' OR field GLOB 'mark:*' OR field = 'note')"
_ROUTE = f"'{CORRECTION}' || route.source || char(31) || route.target || char(31) || route.key || char(31)"
_CORRECTIONS = (
    f"SELECT substr(uid, length({_ROUTE}) + 1) || char(31) || route.id FROM route JOIN sync_field "
    f"ON substr(uid, 1, length({_ROUTE})) = {_ROUTE} WHERE uid GLOB '{CORRECTION}*'"
)
_REMOVALS = (
    f"SELECT DISTINCT kind, key FROM sync_dirty AS noted WHERE kind IN ('term', 'search', 'feed', 'rule') "
    f"OR (kind = 'article' AND ({_IS_GONE} OR ({_IN_IT} AND NOT EXISTS (SELECT 1 FROM sync_dirty "
    "AS whole WHERE whole.kind = 'article' AND whole.key = noted.key AND whole.field = '*')))) "
    f"OR (kind = 'pair' AND key IN ({_CORRECTIONS})) ORDER BY 1, 2"
)


def settle_removals(session: Session, machine: str) -> None:
    """Note all that is removed here in what is known of the fields, as telling it would.

    Args:
        session: inside a write, before anything of the store is forgotten.
        machine: the name of this computer in it.
    """
    found = session.connection().exec_driver_sql(_REMOVALS).all()
    outgoing = Outgoing(session, machine)
    outgoing.tell([(str(kind), str(key)) for kind, key in found])
    outgoing.states.flush()
