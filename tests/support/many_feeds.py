"""A library with many pieces of feeds, written straight into the database."""

from __future__ import annotations

import datetime

from reader.library.database import Database
from reader.library.feeds.feeds import Feeds, NewFeed
from reader.settings.paths import LibraryPaths
from tests.support.libraries import make_empty

_AT_ONCE = 1_000


def fill(paths: LibraryPaths, feeds: int, pieces: int) -> None:
    """Make a library whose `feeds` have so many `pieces` in all, all of them new."""
    make_empty(paths.root)
    database = Database.open(paths.database)
    Feeds(database).add(
        [NewFeed(f"https://s{n}.example/feed", f"s{n}.example/feed", f"Source {n}") for n in range(feeds)]
    )
    start = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
    for first in range(0, pieces, _AT_ONCE):
        numbers = range(first, min(pieces, first + _AT_ONCE))
        moments = {n: (start + datetime.timedelta(minutes=n)).isoformat(timespec="seconds") for n in numbers}
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
                    for n in numbers
                ],
            )
            run(
                "INSERT INTO feed_entry (feed_id, guid, item_id, sort_at, seen_at) VALUES (?, ?, ?, ?, ?)",
                [(n % feeds + 1, f"{n:024}", n + 1, moments[n], moments[n]) for n in numbers],
            )
        with database.write(index=False) as session:
            session.connection().exec_driver_sql("UPDATE feed SET next_at = '2999', checked_at = '2026'")
    database.close()
