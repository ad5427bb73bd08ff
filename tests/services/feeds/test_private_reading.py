"""Private reading: nothing goes out by any door, nothing is counted as failed, and what waits is kept."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from reader.core.errors import ReaderError
from reader.core.feeds import FoundFeed
from reader.core.progress import Progress
from reader.services.feeds.allowed import may_fetch, may_look
from reader.services.feeds.follow_feed import find_feeds, keep
from reader.services.feeds.morning import gather
from reader.services.feeds.open_item import SilentHosts, open_item, try_item
from reader.services.feeds.read_items import item_ids, item_rows, request_log
from reader.services.feeds.update_feeds import update_feeds
from reader.services.importing.fetch_waiting import fetch_waiting
from reader.services.library_session import LibrarySession
from reader.services.publishing.edition import EditionChoice, since_of
from reader.services.saving.keep_trying import is_waited_for, keep_link
from reader.services.saving.refetch_article import refetch_article
from reader.services.saving.save_article import save_article
from reader.services.translation.manage_packages import install_package, refresh_catalogue
from reader.services.translation.translation_server import open_server, server_route
from tests.support.servers.feed_server import FeedServer, article_page, rss


def test_nothing_is_asked_by_any_door_until_it_is_ended(session: LibrarySession, press: FeedServer) -> None:
    press.put("feed", rss(press.base, 1, 2, 3))
    for number in (1, 2, 3, 9):
        press.put(f"a/{number}", article_page(number))
    keep(session, [FoundFeed(press.url("feed"))])
    update_feeds(session, Progress())
    first, second, third = item_ids(session)
    saved = open_item(session, first, Progress()).id
    for option in ("translation_server", "model_index", "firefox_models"):
        session.settings.set(option, press.url(option))
    before, log = session.feeds.all(), len(request_log(session))
    assert may_fetch(session, metered=False) and server_route(session, "fr", "en") is not None
    press.asked.clear()

    session.settings.set("private_reading", True)
    now = datetime.datetime.now(datetime.UTC)
    doors: tuple[Callable[[], object], ...] = (
        lambda: update_feeds(session, Progress(), session.feeds.all()),
        lambda: find_feeds(session, press.url("feed"), Progress()),
        lambda: open_item(session, second, Progress()),
        lambda: gather(session, EditionChoice(since_of("day", now)), Progress()),
        lambda: save_article(session, press.url("a/9"), Progress()),
        lambda: refetch_article(session, saved, Progress()),
        lambda: refresh_catalogue(session, Progress()),
        lambda: install_package(session, "fr-en", Progress()),
        lambda: open_server(session),
    )
    for number, door in enumerate(doors):
        with pytest.raises(ReaderError) as caught:
            door()
            pytest.fail(f"door {number} is open")
        assert caught.value.kind == "private-reading"
    assert server_route(session, "fr", "en") is None, "it is translated on this computer"
    assert not may_fetch(session, metered=False) and not may_look(session, metered=False)
    assert fetch_waiting(session, Progress()).failed == 0
    (item,) = item_rows(session, [third])
    silent = SilentHosts()
    assert try_item(session, item, Progress(), silent) is None and silent.have("http://other.example/")
    assert press.asked == []
    assert session.feeds.all() == before, "no feed has failed"
    assert len(request_log(session)) == log, "nobody was asked"
    kept = keep_link(session, press.url("a/9"), caught.value)
    assert kept.url == press.url("a/9") and is_waited_for(caught.value)
    keep_link(session, kept.url, caught.value)
    (kept,) = session.pending.all()
    assert (kept.attempts, kept.next_at) == (0, ""), "a try that asked nobody uses none up, and sets no clock"

    session.go_out_anyway()
    assert open_item(session, second, Progress()).title == item_rows(session, [second])[0].title
    session.settings.set("private_reading", False)
    assert save_article(session, press.url("a/9"), Progress()).title == "Pièce 9"
