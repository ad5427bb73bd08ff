"""What a library knows of the folds in its store: which files each holds, and since when it lies there."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from reader.library.database import Database
from reader.library.tables import NOW

_TODAY = f"({NOW} / 86400000000)"  # days since 1970

FileKey = tuple[int, str]
"""A file's number and tag."""


class Folds:
    """Of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, fold: str, machine: str, files: Iterable[FileKey]) -> None:
        """Note a fold that was seen whole.

        Args:
            fold: its name.
            machine: whose files it holds.
            files: their numbers and tags.
        """
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            run(
                f"INSERT OR IGNORE INTO sync_fold (fold, machine, day, days) VALUES (?, ?, {_TODAY}, 0)",
                (fold, machine),
            )
            for seq, tag in files:
                run(
                    "INSERT OR IGNORE INTO sync_folded (fold, machine, seq, tag) VALUES (?, ?, ?, ?)",
                    (fold, machine, seq, tag),
                )

    def files(self, folds: Collection[str]) -> dict[str, set[FileKey]]:
        """The files that each of some folds holds, of those that were seen whole."""
        found: dict[str, set[FileKey]] = {}
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT fold, seq, tag FROM sync_folded WHERE fold IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(folds)),),
            )
            for fold, seq, tag in rows:
                found.setdefault(fold, set()).add((seq, tag))
        return found

    def settled(self, patience: int) -> set[str]:
        """The folds that were there on so many later days: whoever carries files has carried these by now.

        Only days on which this is asked count, so a computer that slept for weeks waits as the others do.
        """
        with self._database.read() as session:
            run = session.connection().exec_driver_sql
            fresh = run(f"SELECT 1 FROM sync_fold WHERE day <> {_TODAY} LIMIT 1").first() is not None
        if fresh:
            with self._database.write(index=False) as session:
                session.connection().exec_driver_sql(
                    f"UPDATE sync_fold SET day = {_TODAY}, days = days + 1 WHERE day <> {_TODAY}"
                )
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT fold FROM sync_fold WHERE days >= ?", (patience,)
            )
            return set(rows.scalars())

    def forget(self, fold: str) -> None:
        """Note that a fold is in the store no more."""
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            run("DELETE FROM sync_folded WHERE fold = ?", (fold,))
            run("DELETE FROM sync_fold WHERE fold = ?", (fold,))
