"""What a library knows of the folds in its store: which files each holds, since when it was seen whole."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from reader.library.database import Database
from reader.library.tables import NOW

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
                f"INSERT OR IGNORE INTO sync_fold (fold, machine, noted) VALUES (?, ?, {NOW})",
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
        """The folds that have been known for so long (s): whoever carries files has carried these by now."""
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(
                f"SELECT fold FROM sync_fold WHERE noted <= {NOW} - ?", (patience * 1_000_000,)
            )
            return set(rows.scalars())

    def forget(self, fold: str) -> None:
        """Note that a fold is in the store no more."""
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            run("DELETE FROM sync_folded WHERE fold = ?", (fold,))
            run("DELETE FROM sync_fold WHERE fold = ?", (fold,))
