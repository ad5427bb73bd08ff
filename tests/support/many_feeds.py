"""A library with many pieces of feeds, written straight into the database."""

from __future__ import annotations

import datetime

from reader.library.database import Database
from reader.library.feeds.feeds import Feeds, NewFeed
from reader.settings.paths import LibraryPaths
from tests.support.libraries import make_empty

_AT_ONCE = 1_000


def fill(
    paths: LibraryPaths, feeds: int, pieces: int, site: str = "https://s.example", agreed: bool = False
) -> None:
    """Make a library whose `feeds` have so many `pieces` in all, all of them new.

    The feeds lie at `site`/f0, /f1, …; `agreed` is whether the reader lets a local one be asked.
    """
    make_empty(paths.root)
    database = Database.open(paths.database)
    place = site.partition("://")[2]
    new = [
        NewFeed(f"{site}/f{n}", f"{place}/f{n}", f"Source {n}", agreed=f"{site}/f{n}" if agreed else "")
        for n in range(feeds)
    ]
    Feeds(database).add(new)
    start = datetime.datetime.now(datetime.UTC) - datetime.timedelta(minutes=pieces)
    add_pieces(database, feeds, range(pieces), start)
    with database.write(index=False) as session:
        session.connection().exec_driver_sql("UPDATE feed SET next_at = '2999', checked_at = '2026'")
    database.close()


def add_pieces(
    database: Database,
    feeds: int,
    numbers: range,
    start: datetime.datetime,
    apart: datetime.timedelta = datetime.timedelta(minutes=1),
) -> None:
    """Let feeds bring pieces in turn, so far `apart`, the first of `numbers` at `start`."""
    for first in range(numbers.start, numbers.stop, _AT_ONCE):
        some = range(first, min(numbers.stop, first + _AT_ONCE))
        moments = {n: (start + apart * (n - numbers.start)).isoformat(timespec="seconds") for n in some}
        with database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            run(
                "INSERT INTO feed_item (id, key, url, title, summary, author, sections, published_at, "
                "sort_at, media, media_url, added_at, read_at, opened_at, article_id, wanted, "
                "translated_to, translated_title, translated_summary) "
                "VALUES (?, ?, ?, ?, ?, 'Zineb Alaoui', 'Politique', ?, ?, '', '', ?, '', '', 0, '', "
                "'', '', '')",
                [
                    (n + 1, f"s.example/{n}", f"https://s.example/{n}", f"Titre {n}", "Le résumé. " * 20)
                    + (moments[n],) * 3
                    for n in some
                ],
            )
            run(
                "INSERT INTO feed_entry (feed_id, guid, item_id, sort_at, seen_at) VALUES (?, ?, ?, ?, ?)",
                [(n % feeds + 1, f"{n:024}", n + 1, moments[n], moments[n]) for n in some],
            )
