"""A library that follows two feeds, with something in every table of feeds."""

from __future__ import annotations

import contextlib
import sqlite3

from reader.core.feeds import FeedRequest, FeedRule, ParsedFeed, ParsedItem
from reader.library.feeds.feeds import FeedUpdate, NewFeed
from reader.services.library_session import LibrarySession

WHEN = "2026-11-02T00:00:00+00:00"
ONE, TWO = "https://f.example/a.xml", "https://f.example/b.xml"
FADED = "SELECT id FROM feed_item WHERE key = 'x.example/4'"


def follow(session: LibrarySession, word: str = "eau", *, read: bool = True) -> None:
    """Follow two feeds with the same four pieces, the third without an address of its own.

    The first has become the first article, a rule wants the second, and the fourth has faded.
    """
    one, two = session.feeds.add(
        [
            NewFeed(ONE, "f.example/a.xml", "Un", agreed=ONE),
            NewFeed(TWO, "f.example/b.xml", chosen_title=word, secret=True),
        ]
    )
    keys = ("x.example/1", "x.example/2", "", "x.example/4")
    items = tuple(
        ParsedItem(str(n), key, f"https://{key}" if key else "", f"{word} {n}", word, f"<p>{word}</p>")
        for n, key in enumerate(keys, start=1)
    )
    document = ParsedFeed("Un", "https://f.example/", "fr", items=items)
    rule = session.feed_rules.add(FeedRule(0, one.id, "eau", "tag", "presse"))
    session.feed_rules.add(FeedRule(0, 0, "eau", "skip", daily_limit=0, paused=True))
    for feed in (one, two):
        update = FeedUpdate(
            FeedRequest(feed.id, WHEN, "reader", 200),
            lambda _new: (45, WHEN),
            document,
            "etag",
            judge=lambda item: [rule] if item.guid == "2" else [],
        )
        session.feeds.store([(feed, update)])
    with contextlib.closing(sqlite3.connect(session.paths.database)) as database, database:
        run = database.execute
        run(
            "UPDATE feed SET moves = ?, state = 'failing', error_values = ?",
            ('["https://old.example/"]', '{"a":"b"}'),
        )
        run(
            "UPDATE feed_item SET article_id = (SELECT coalesce(min(id), 0) FROM article), opened_at = ? "
            "WHERE key = 'x.example/1'",
            (WHEN,),
        )
        run("UPDATE feed_item SET read_at = ? WHERE key = 'x.example/2'", (WHEN if read else "",))
        run(
            "UPDATE feed_item SET translated_to = 'ar', translated_title = ? WHERE key LIKE 'feed:%'", (word,)
        )
        run(f"UPDATE feed_entry SET item_id = 0 WHERE item_id = ({FADED})")
        run(f"DELETE FROM feed_item_text WHERE item_id = ({FADED})")
        run(f"DELETE FROM feed_item WHERE id = ({FADED})")
