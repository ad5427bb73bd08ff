"""The edition of the morning: what came is saved and translated, and stands in it with the rest."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from reader.core.feeds import FoundFeed
from reader.core.progress import Cancelled, Progress
from reader.services.feeds.follow_feed import follow, keep
from reader.services.feeds.morning import gather
from reader.services.feeds.read_items import item_ids, request_log
from reader.services.library_session import LibrarySession
from reader.services.publishing.edition import EditionChoice, write_edition
from reader.services.translation.manage_packages import list_packages
from reader.services.translation.translate_article import translate_article
from tests.services.library.test_export_article import document
from tests.support.french_feed import take_for_good
from tests.support.servers.feed_server import FeedServer, article_page, rss
from tests.translation.engines.test_libretranslate_engine import Server

SHORT = "Le conseil de la ville a voté le budget. La commission a adopté le rapport sur la santé. "


def test_what_came_is_saved_translated_and_in_the_edition(session: LibrarySession, press: FeedServer) -> None:
    list_packages(session)
    take_for_good(session.paths.models)
    session.settings.set("translate_on_mains_only", False)
    session.settings.set("feeds_in_edition", 2)
    press.put("one", rss(press.base, 20, 21, 22, 2))
    press.put("two", rss(press.base, 23, title="Autre"))
    for number in (20, 21, 22, 23):
        press.put(f"a/{number}", article_page(number, SHORT * 2))
    keep(session, [FoundFeed(press.url("one"))])
    follow(session, [FoundFeed(press.url("two"))], Progress())
    since = datetime.datetime(2026, 11, 15, tzinfo=datetime.UTC)
    choice = EditionChoice(since, ("la presse",), "en")

    feeds = {feed.url: feed for feed in session.feeds.all()}
    session.feeds.rename(feeds[press.url("one")].id, "La Presse")
    found = gather(session, choice, Progress())
    assert (found.feeds, found.new, found.saved, found.translated) == (1, 4, 2, 2)
    assert request_log(session)[0].reason == "edition"
    assert [card.title for card in found.articles] == ["Pièce 22", "Pièce 21"], "as they were saved"
    assert found.minutes >= 2 and len(item_ids(session, only_new=True)) == 5, "nobody has seen the pieces"
    again = gather(session, choice, Progress())
    assert (again.saved, again.translated) == (1, 1), "what was not in the last one; nothing twice"
    assert gather(session, dataclasses.replace(choice, sources=("nobody",)), Progress()).articles == ()

    book = write_edition(session, choice, session.paths.root, Progress())
    assert book.path is not None and (book.articles, book.untranslated) == (3, 0)
    assert book.minutes == again.minutes

    made = dataclasses.replace(document(), url="https://r.example/1", site="Revue", title="Une loi")
    half = session.articles.add(made, made.url, "r", datetime.datetime.now(datetime.UTC).isoformat())
    progress = Progress()
    with pytest.raises(Cancelled):
        translate_article(session, half, "en", progress, lambda *_given: progress.cancel())
    assert not session.translations.status(half)["en"].done
    whole = gather(session, dataclasses.replace(choice, sources=("Revue",)), Progress())
    assert whole.translated == 1 and session.translations.status(half)["en"].done


def test_what_a_feed_lists_after_its_date_is_in_the_next_edition(
    session: LibrarySession, press: FeedServer
) -> None:
    press.put("one", rss(press.base, 20, 2))
    press.put("a/20", article_page(20))
    keep(session, [FoundFeed(press.url("one"))])
    late = datetime.datetime(2026, 11, 21, 20, tzinfo=datetime.UTC)  # the piece is of that morning
    found = gather(session, EditionChoice(late), Progress())
    assert [card.title for card in found.articles] == ["Pièce 20"], "what lay there for weeks is no news"

    press.put("one", rss(press.base, 20, 22, 23, 24))
    for number in (22, 23, 24):
        press.put(f"a/{number}", "", 503)
    press.asked.clear()
    assert gather(session, EditionChoice(late), Progress()).saved == 0
    assert len({path for path in press.paths() if path != "/one"}) == 1, "who does not answer is asked once"


def test_a_source_is_meant_by_its_feeds_name_and_by_its_sites(
    session: LibrarySession, press: FeedServer
) -> None:
    press.put("one", rss(press.base, 20, title="La Presse - Actualités"))
    page = article_page(20).replace("<head>", "<head><meta property='og:site_name' content='La Presse'>")
    press.put("a/20", page)
    keep(session, [FoundFeed(press.url("one"))])
    since = datetime.datetime(2026, 11, 15, tzinfo=datetime.UTC)
    assert gather(session, EditionChoice(since), Progress()).saved == 1
    for number, name in enumerate(("La Presse - Actualités", "la presse", "127.0.0.1")):
        choice = EditionChoice(since, (name,))
        book = write_edition(session, choice, session.paths.root / f"{number}.epub", Progress())
        assert book.articles == 1, "whether the feeds were looked at or not"
        assert gather(session, choice, Progress()).feeds == 1
    assert gather(session, EditionChoice(since, ("Autre",)), Progress()).feeds == 0


def test_private_reading_that_begins_among_the_articles_keeps_the_others_here(
    session: LibrarySession,
) -> None:
    list_packages(session)
    take_for_good(session.paths.models)
    server = Server()
    for option, value in (
        ("translate_on_mains_only", False),
        ("translation_check", False),
        ("translation_server", server.address),
    ):
        session.settings.set(option, value)
    now = datetime.datetime.now(datetime.UTC)
    for number in (1, 2):
        title = f"Le conseil de la ville {number}"  # in no memory when the other one is translated
        made = dataclasses.replace(document(), url=f"https://r.example/{number}", site="Revue", title=title)
        session.articles.add(made, made.url, f"r{number}", now.isoformat())

    def report(done: int, _total: int, step: str) -> None:
        if step == "translating" and done == 1:
            session.settings.set("private_reading", True)

    since = now - datetime.timedelta(days=1)
    try:
        found = gather(session, EditionChoice(since, ("Revue",), "en"), Progress(report))
    finally:
        server.shutdown()
        server.server_close()
    ways = [session.translations.status(card.id)["en"].route for card in found.articles]
    assert found.translated == 2 and [any(hop.server for hop in way.hops) for way in ways] == [True, False]
