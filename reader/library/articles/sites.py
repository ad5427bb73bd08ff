"""Where the articles of a library come from."""

from __future__ import annotations

from reader.library.database import Database

_KEPT = "trashed_at = '' AND site <> ''"


def sites(database: Database) -> dict[str, int]:
    """Every source's name with the number of its articles outside Trash, by name."""
    statement = f"SELECT site, count(*) FROM article WHERE {_KEPT} GROUP BY site ORDER BY site"
    with database.read() as session:
        rows = session.connection().exec_driver_sql(statement).all()
    return {str(site): int(count) for site, count in rows}


def of_site(database: Database, site: str) -> list[int]:
    """The numbers of a source's articles outside Trash, saved last first."""
    statement = f"SELECT id FROM article WHERE {_KEPT} AND site = ? ORDER BY saved_at DESC, id DESC"
    with database.read() as session:
        found = session.connection().exec_driver_sql(statement, (site,)).scalars()
        return [int(number) for number in found]
