"""Which new pieces a rule finds: what it asks is written as a search is."""

from __future__ import annotations

import pytest

from reader.core.errors import ReaderError
from reader.core.feeds import FeedRule
from reader.services.feeds.read_items import item_ids, item_rows, rename
from reader.services.feeds.rules import add_rule, preview_rule, unseen_by
from reader.services.library_session import LibrarySession
from tests.services.feeds.test_updating import again, followed
from tests.support.servers.feed_server import FeedServer, rss


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('"pièce 1" OR "pièce 3"', {1, 3}),
        ('pièce -"pièce 2"', {1, 3, 4}),
        ('-"pièce 2"', {1, 3, 4}),
        ('"pièce 1" OR title:4 -author:salma', {1, 4}),
        ("title:résumé", set()),
        ("source:presse", {1, 2, 3, 4}),
        ("source:autre", set()),
        ("-source:presse", set()),
        ("after:2026-11-04", {3, 4}),
        ("before:2026-11-04 OR title:4", {1, 2, 4}),
    ],
)
def test_a_rule_is_understood_as_a_search_is(
    session: LibrarySession, press: FeedServer, query: str, found: set[int]
) -> None:
    feed = followed(session, press, body=rss(press.base, 9))
    add_rule(session, FeedRule(0, 0, query, "skip"))
    press.put("feed", rss(press.base, 1, 2, 3, 4, 9))
    assert again(session, feed).new == 4 - len(found)
    titles = {item.title for item in item_rows(session, item_ids(session))} - {"Pièce 9"}
    assert titles == {f"Pièce {number}" for number in {1, 2, 3, 4} - found}


def test_a_long_rule_is_about_all_of_it(session: LibrarySession, press: FeedServer) -> None:
    followed(session, press, body=rss(press.base, 1, 2, 3))
    others = " OR ".join(f"mot{number}" for number in range(20))
    assert [item.title for item in preview_rule(session, f'{others} OR "pièce 2"')] == ["Pièce 2"]
    spared = " ".join(f"-mot{number}" for number in range(40))
    assert len(preview_rule(session, f'pièce {spared} -"pièce 2"')) == 2
    with pytest.raises(ReaderError) as refused:
        add_rule(session, FeedRule(0, 0, "pièce " * 340 + '-"pièce 2"', "skip"))
    assert refused.value.kind == "bad-rule"


def test_the_rule_of_a_source_sees_that_source_only(session: LibrarySession, press: FeedServer) -> None:
    one, other = (followed(session, press, path, rss(press.base, 1, title=path)) for path in ("une", "autre"))
    assert [item.feed_ids for item in item_rows(session, item_ids(session))] == [(one.id, other.id)]
    assert [len(preview_rule(session, "source:autre", feed)) for feed in (0, one.id, other.id)] == [1, 0, 1]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("lang:fr OR eau", "lang:fr"),
        ("eau -is:unread", "-is:unread"),
        ("eau OR time:<5", "time:<5"),
        ("lang: fr", "lang:"),
        ("eau OR is:soon title:pluie lang:ar", "is:soon lang:ar"),
    ],
)
def test_a_rule_asks_nowhere_for_what_only_articles_have(
    session: LibrarySession, query: str, words: str
) -> None:
    for ask in (
        lambda: add_rule(session, FeedRule(0, 0, query, "save")),
        lambda: preview_rule(session, query),
    ):
        with pytest.raises(ReaderError) as refused:
            ask()
        assert refused.value.kind == "rule-sees-not" and refused.value.values["words"] == words


def test_a_rule_that_an_earlier_version_kept_says_why_it_finds_nothing(session: LibrarySession) -> None:
    blind = session.feed_rules.add(FeedRule(0, 0, "sport OR lang:fr", "skip"))
    sound = session.feed_rules.add(FeedRule(0, 0, "sport OR tag:une", "skip"))
    assert unseen_by([blind, sound]) == {blind.id: "lang:fr"}


def test_a_renamed_source_is_found_by_both_its_names(session: LibrarySession, press: FeedServer) -> None:
    feed = followed(session, press, body=rss(press.base, 1))
    rename(session, feed.id, "Mon journal")
    for query in ("source:presse", 'source:"mon journal"', "source:127.0.0.1", "Résumé source:journal"):
        assert len(preview_rule(session, query)) == 1, query
