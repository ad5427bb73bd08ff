"""Titles and summaries of new pieces are translated by models that are good enough, and by no others."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reader.core.feeds import FoundFeed
from reader.core.progress import Progress
from reader.services.feeds.follow_feed import follow
from reader.services.feeds.read_items import item_ids, item_rows, mark_read
from reader.services.feeds.translate_items import translate_new
from reader.services.library_session import LibrarySession
from reader.services.translation.manage_packages import list_packages
from reader.workers import process as process_module
from tests.support.french_feed import TITLES, feed_of, take_for_good
from tests.support.servers.feed_server import FeedServer


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


def test_a_piece_that_cannot_be_translated_keeps_no_other_from_it(
    session: LibrarySession, press: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.put("feed", feed_of((*TITLES, "NONSENSE")))
    follow(session, [FoundFeed(press.url("feed"))], Progress())
    for name, value in (("reading_language", "en"), ("translate_on_mains_only", False)):
        session.settings.set(name, value)
    list_packages(session)
    take_for_good(session.paths.models)
    script = str(Path(__file__).parents[2] / "workers" / "fragile_translation.py")
    monkeypatch.setattr(process_module, "worker_command", lambda: [sys.executable, script])
    ids = item_ids(session)
    assert translate_new(session, Progress(), at_once=2) == ids[1:3]
    assert session.feed_items.translated.waiting("en", 10)[0].id == ids[3], "the newest is not tried again"
    assert item_rows(session, ids[:1])[0].translated_title == ""
