"""Titles and summaries of new pieces are translated by models that are good enough, and by no others."""

from __future__ import annotations

from reader.core.feeds import FoundFeed
from reader.core.progress import Progress
from reader.services.feeds.follow_feed import follow
from reader.services.feeds.read_items import item_ids, item_rows, mark_read
from reader.services.feeds.translate_items import translate_new
from reader.services.library_session import LibrarySession
from reader.services.translation.manage_packages import list_packages
from tests.support.feed_server import FeedServer
from tests.support.french_feed import TITLES, feed_of, take_for_good


def test_new_pieces_are_translated_by_good_models_alone(session: LibrarySession, press: FeedServer) -> None:
    press.put("feed", feed_of((*TITLES, "البرلمان يصوت على القانون الجديد")))
    follow(session, [FoundFeed(press.url("feed"))], Progress())
    for name, value in (("reading_language", "en"), ("translate_on_mains_only", False)):
        session.settings.set(name, value)
    list_packages(session)
    assert translate_new(session, Progress()) == [], "there are demonstration models alone"
    take_for_good(session.paths.models)
    ids = item_ids(session)
    mark_read(session, [ids[-1]])
    session.settings.set("feeds_translate", False)
    assert translate_new(session, Progress()) == []
    session.settings.set("feeds_translate", True)
    assert translate_new(session, Progress(), at_once=1) == [ids[1]], "the newest that is French"
    assert translate_new(session, Progress()) == [ids[2]] and translate_new(session, Progress()) == []
    arabic, second, third, read = item_rows(session, ids)
    assert (arabic.translated_title, read.translated_title) == ("", "")
    assert second.translated_to == third.translated_to == "en"
    assert "minister" in second.translated_title.lower() and second.title == TITLES[2]
    assert len(third.translated_summary.split()) > len(third.translated_title.split())
