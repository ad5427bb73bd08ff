"""Whose feed an article is of, where many share a host."""

from __future__ import annotations

import dataclasses

from reader.core.feeds import Feed, FoundFeed
from reader.services.feeds.follow_feed import keep
from reader.services.feeds.source_of import followed_source
from reader.services.library_session import LibrarySession
from tests.services.library.test_export_article import document


def test_on_a_shared_host_a_feed_has_what_lies_below_its_site(session: LibrarySession) -> None:
    sites = {
        "https://medium.example/feed/@one": "https://medium.example/@one",
        "https://journal.example/rss.xml": "https://www.journal.example/",
        "https://journal.example/sport/rss.xml": "https://www.journal.example/sport/index.html",
    }
    for feed in keep(session, [FoundFeed(url) for url in sites]):
        with session.database.write(index=False) as writing:
            writing.connection().exec_driver_sql(
                "UPDATE feed SET site = ? WHERE id = ?", (sites[feed.url], feed.id)
            )

    def source(url: str) -> str:
        made = dataclasses.replace(document(), url=url)
        found: Feed | None = followed_source(session, session.articles.add(made, url, url, "2026-11-28"))
        return found.url if found is not None else ""

    assert source("https://medium.example/@one/a-text") == "https://medium.example/feed/@one"
    assert source("https://medium.example/@one-more/a-text") == ""
    assert source("https://medium.example/@two/a-text") == ""
    assert source("https://journal.example/politique/a") == "https://journal.example/rss.xml"
    assert source("https://journal.example/sport/a") == "https://journal.example/sport/rss.xml"
    assert source("https://youtube.example/watch?v=1") == ""
