"""The pictures that articles of several computers name: which have not come, where they lie, which go."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence, Set

from sqlmodel import Session

from reader.core.replication.changes import Change
from reader.library.database import Database
from reader.library.replication.outbox import Blob

AT_ONCE = 20_000
"""Pictures that are looked for at once. Nobody knows how many have not come, and each look sorts them all."""
_FIRST = Blob("", "", -1, 0)


class SharedPictures:
    """What one library knows of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def in_packs(self, packs: Collection[str]) -> dict[str, list[Blob]]:
        """All pictures that lie in some packs, as far as that is known here, in order."""
        found: dict[str, list[Blob]] = {}
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT digest, pack, place, size FROM sync_blob "
                "WHERE pack IN (SELECT value FROM json_each(?)) ORDER BY pack, place",
                (json.dumps(sorted(packs)),),
            )
            for row in rows:
                found.setdefault(row[1], []).append(Blob(*row))
        return found

    def packs(self) -> set[str]:
        """The names of all packs that are known here."""
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql("SELECT DISTINCT pack FROM sync_blob")
            return set(rows.scalars())

    def sizes(self, packs: Collection[str]) -> dict[str, int]:
        """How many bytes each of some packs has at least, of those of which anything is known here."""
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT pack, max(place + size) FROM sync_blob "
                "WHERE pack IN (SELECT value FROM json_each(?)) GROUP BY pack",
                (json.dumps(sorted(packs)),),
            )
            return {pack: int(size) for pack, size in rows}

    def all_sizes(self) -> dict[str, int]:
        """How many bytes each pack has at least that is known here."""
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT pack, max(place + size) FROM sync_blob GROUP BY pack"
            )
            return {pack: int(size) for pack, size in rows}

    def are_few(self, most: int) -> bool:
        """Whether the places of so many pictures at most are known here; not all of them are looked at."""
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT count(*) FROM (SELECT 1 FROM sync_blob LIMIT ?)", (most + 1,)
            )
            return int(rows.scalar_one()) <= most

    def awaited_packs(self) -> set[str]:
        """The packs out of which pictures of articles here did not come yet."""
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT DISTINCT pack FROM sync_wanted JOIN sync_blob USING (digest) "
                "WHERE EXISTS (SELECT 1 FROM article_picture WHERE digest = sync_wanted.digest)"
            )
            return set(rows.scalars())

    def wanted(self, after: Blob = _FIRST) -> list[Blob]:
        """The next pictures whose files have not come yet, `AT_ONCE` at most, as they lie in the store.

        Args:
            after: the last one of those before. Where it lies is "" and 0 for a picture of which nobody told.
        """
        place = "coalesce(pack, ''), coalesce(place, 0), sync_wanted.digest"
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT sync_wanted.digest, coalesce(pack, ''), coalesce(place, 0), coalesce(size, 0) "
                f"FROM sync_wanted LEFT JOIN sync_blob USING (digest) WHERE ({place}) > (?, ?, ?) "
                f"ORDER BY {place} LIMIT ?",
                (after.pack, after.place, after.digest, AT_ONCE),
            )
            return [Blob(*row) for row in rows]

    def places(self, digests: Sequence[str]) -> dict[str, Blob]:
        """Where some pictures lie in the store, as far as known."""
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT digest, pack, place, size FROM sync_blob "
                "WHERE digest IN (SELECT value FROM json_each(?))",
                (json.dumps(list(digests)),),
            )
            return {row[0]: Blob(*row) for row in rows}

    def want(self, digests: Sequence[str]) -> None:
        """Note pictures whose files are still to come."""
        if not digests:
            return
        with self._database.write(index=False) as session:
            session.connection().exec_driver_sql(
                "INSERT OR IGNORE INTO sync_wanted (digest) SELECT value FROM json_each(?)",
                (json.dumps(list(digests)),),
            )

    def came(self, digests: Set[str]) -> None:
        """Note that the files of some pictures are here."""
        if not digests:
            return
        with self._database.write(index=False) as session:
            session.connection().exec_driver_sql(
                "DELETE FROM sync_wanted WHERE digest IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(digests)),),
            )

    def doomed(self, changes: Sequence[Change]) -> set[str]:
        """The digests of the pictures of the articles that some changes may delete."""
        uids = sorted({change.uid for change in changes if change.field == "gone"})
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT digest FROM article_picture WHERE digest <> '' AND article_id IN (SELECT article_id "
                "FROM sync_thing WHERE article_id IS NOT NULL AND uid IN (SELECT value FROM json_each(?)))",
                (json.dumps(uids),),
            )
            return set(rows.scalars())

    def unused(self, digests: set[str]) -> set[str]:
        """Those of some pictures that no article names any more, nor a file that waits to be sent."""
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(
                "WITH one AS (SELECT value FROM json_each(?)) "
                "SELECT digest FROM article_picture WHERE digest IN one "
                "UNION SELECT digest FROM sync_upload WHERE digest IN one",
                (json.dumps(sorted(digests)),),
            )
            return digests.difference(rows.scalars())


def want_pictures(session: Session, articles: Collection[int], is_here: Callable[[str], bool]) -> None:
    """Note which files of the pictures of some articles are not here, in one write with what names them.

    They need not be of what was just read: an article may get what was said of it long ago, while it was
    deleted. Its files came then and went again, as nothing showed them.
    """
    run = session.connection().exec_driver_sql
    shown = run(
        "SELECT DISTINCT digest FROM article_picture WHERE digest <> '' AND article_id IN "
        "(SELECT value FROM json_each(?))",
        (json.dumps(sorted(articles)),),
    ).scalars()
    for digest in [digest for digest in shown if not is_here(digest)]:
        run("INSERT OR IGNORE INTO sync_wanted (digest) VALUES (?)", (digest,))
