"""Options that all computers of a reader share, beside the file that keeps those of this one.

The library holds what all have, and what the file had of it when both were last compared: what differs from
that in the file was changed here, what differs in the library came from elsewhere. So it does no harm when
what came is written into the file twice, or not at all until the next round. What is missing in the file was
lost with it, and comes back: a reader goes back to a default by choosing it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from sqlmodel import Session

from reader.library.database import Database
from reader.library.replication.choices import privacy_of
from reader.library.replication.feeds.telling_feeds import option_of, options_of, write_option
from reader.library.replication.part import keep_value, kept_values
from reader.library.tables import NOW

_IN_FILE = "file:"


class SharedOptions:
    """Those of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(
        self, read_file: Callable[[], Mapping[str, Any]], keys: Collection[str], at: int | None = None
    ) -> bool:
        """Note what was changed in the file, to be told to all computers; nothing while none is
        joined, or other readers take part and would hear of it.

        Args:
            read_file: reads what the file has. It is asked while nobody else notes: what was read earlier may
                be older than what another process noted since, and would pass for the reader's latest choice.
            keys: the options that all computers share.
            at: when it was changed (µs since 1970) where that is known; the present for `None`.

        Returns:
            Whether anything was.
        """
        with self._database.read() as session:
            if not _are_told(session) or not _changed(session, read_file(), keys):
                return False
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            if not _are_told(session):
                return False
            new, chosen = False, read_file()
            for key in _changed(session, chosen, keys):
                value = chosen[key]
                keep_value(session, _IN_FILE + key, value)
                if option_of(session, key) == value:
                    continue
                write_option(session, key, value)
                run(
                    f"UPDATE sync_self SET clock = max(clock + 1, {NOW} + ahead), "
                    f"ahead = max(ahead, clock - {NOW})"
                )
                run(
                    "INSERT OR REPLACE INTO sync_dirty (kind, key, field, stamp) "
                    "SELECT 'option', ?, 'value', min(clock, coalesce(?, clock)) FROM sync_self",
                    (key, at),
                )
                new = True
            return new

    def coming(self, chosen: Mapping[str, Any], keys: Collection[str]) -> dict[str, Any]:
        """What all computers have and the file has not: it came from others, or the file was lost."""
        with self._database.read() as session:
            if not _are_told(session):
                return {}
            shared, own = options_of(session), kept_values(session, _IN_FILE)
        return {
            key: value
            for key, value in sorted(shared.items())
            if key in keys and (value != own.get(key) or key not in chosen)
        }

    def written(self, values: Mapping[str, Any]) -> None:
        """Note what came and is in the file now."""
        with self._database.write(index=False) as session:
            for key, value in values.items():
                keep_value(session, _IN_FILE + key, value)


def _are_told(session: Session) -> bool:
    """Whether there are other computers, and nobody else's is told."""
    joined = session.connection().exec_driver_sql("SELECT 1 FROM sync_self").first() is not None
    return joined and not privacy_of(session).keeps_back


def _changed(session: Session, chosen: Mapping[str, Any], keys: Collection[str]) -> list[str]:
    own = kept_values(session, _IN_FILE)
    return [key for key in sorted(set(keys).intersection(chosen)) if chosen[key] != own.get(key)]
