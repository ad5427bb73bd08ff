"""Every fetch says who named its link, and no further page is fetched from a more local place."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import reader
from reader.core.errors import ReaderError
from reader.core.model import ArticleLink, Document
from reader.core.origin import UNKNOWN, AddressClass, NamedBy, Origin, origin_named
from reader.core.progress import Progress
from reader.library.articles.repairs import Source
from reader.saving.fetching.fetch import FetchedPage, Fetcher
from reader.services.feeds.follow_feed import find_feeds
from reader.services.library.source_lists import SourceLists
from reader.services.library_session import LibrarySession
from reader.services.saving.join_pages import with_next_pages
from reader.services.saving.keep_trying import keep_link
from reader.services.saving.link_origin import class_of_article, origin_of_links
from reader.services.saving.save_article import save_article
from reader.workers.extraction import PageRead
from tests.support.local_door import LocalDoor, page

CALLS = {
    "save_article": "origin",
    "save_file": "origin",
    "save_page": "origin",
    "page": "named_by",
    "feed": "named_by",
    "picture": "named_by",
}


@pytest.fixture
def door() -> Iterator[LocalDoor]:
    made = LocalDoor()
    yield made
    made.close()


def fetches() -> Iterator[tuple[str, ast.Call, str]]:
    """Every call in the program that may fetch: where, the call, what says who named the link."""
    top = Path(reader.__file__).parent
    for file in sorted(top.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            of_fetcher = isinstance(node.func, ast.Attribute) and "fetcher" in ast.unparse(node.func.value)
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if (
                name in CALLS
                and (of_fetcher or name.startswith("save_"))
                and not (isinstance(node.func, ast.Attribute) and name.startswith("save_"))
            ):
                yield f"{file.relative_to(top)}:{node.lineno}", node, CALLS[name]


def test_every_fetch_in_the_program_says_who_named_the_link() -> None:
    found = list(fetches())
    assert len(found) >= 10, "what it looks for has other names by now"
    silent = [place for place, call, wanted in found if wanted not in {word.arg for word in call.keywords}]
    assert silent == []


@pytest.mark.parametrize("since", ["its robots.txt is asked for", "its second page is asked for"])
def test_no_further_page_comes_from_a_more_local_place_than_the_first(
    session: LibrarySession, door: LocalDoor, monkeypatch: pytest.MonkeyPatch, since: str
) -> None:
    """As when the name of a site leads to this computer by then."""
    if "page" in since:
        monkeypatch.setattr("reader.saving.fetching.robots.may_follow", lambda *_: True)
    first = PageRead(Document(door.url("/une"), "Une", (), ""), next_page=door.url("/deux"))
    fetcher = Fetcher()
    try:
        for reached in (AddressClass.PUBLIC, AddressClass.PRIVATE):
            joined = with_next_pages(session, first, door.url("/une"), reached, fetcher, None, Progress())
            assert joined.document.blocks == () and door.connections == 0
        with_next_pages(session, first, door.url("/une"), AddressClass.LOOPBACK, fetcher, None, Progress())
        assert door.connections >= 1
    finally:
        fetcher.close()


def test_a_sources_lists_are_asked_for_no_nearer_than_its_article_came_from(
    session: LibrarySession, door: LocalDoor
) -> None:
    """As when the name of a newspaper leads to this computer by then."""
    link = door.url("/une")
    latest = (ArticleLink("Autre", "https://journal.example/deux"),)
    document = Document(link, "Une", (), "", site="Journal", latest=latest)
    article = session.articles.add(document, link, link, "2026-11-30T08:00:00")
    session.repairs.keep_source(article, Source(origin=Origin(reached=AddressClass.PUBLIC)))
    with pytest.raises(ReaderError) as caught:
        SourceLists().refresh(session, Progress())
    assert (caught.value.kind, door.connections) == ("local-address", 0)


def test_a_feed_is_looked_for_no_nearer_than_its_site(
    session: LibrarySession, door: LocalDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the name of a site leads to this computer once its page was had."""
    asked = []

    def feed(
        _self: Fetcher, url: str, *_: object, named_by: AddressClass | None, **__: object
    ) -> FetchedPage:
        asked.append(named_by)
        if len(asked) > 1:
            raise ReaderError("not-found")
        body = page(head="<title>Sans fil</title>", body="<p>Rien.</p>").encode()
        return FetchedPage(url, url, body, "text/html", 200, reached=AddressClass.PRIVATE)

    monkeypatch.setattr(Fetcher, "feed", feed)
    with pytest.raises(ReaderError, match="no-feed-found"):
        find_feeds(session, door.url("/"), Progress())
    assert len(asked) > 2 and asked[0] is None and set(asked[1:]) == {AddressClass.PRIVATE}


def test_an_article_remembers_who_named_it_and_how_local_it_was(
    session: LibrarySession, door: LocalDoor
) -> None:
    link = door.url("/a")
    with pytest.raises(ReaderError) as caught:
        save_article(session, link, Progress(), origin=Origin(NamedBy.COMPANION))
    assert (caught.value.kind, caught.value.values["link"]) == ("local-address", link)
    agreed = Origin(NamedBy.COMPANION).agreeing(link)
    article = save_article(session, link, Progress(), origin=agreed).id
    assert session.repairs.source(article).origin == Origin(NamedBy.COMPANION, reached=AddressClass.LOOPBACK)
    assert origin_of_links(session, article) == Origin(NamedBy.PAGE, link, AddressClass.LOOPBACK)
    assert origin_of_links(session, 99) == Origin(NamedBy.PAGE)
    with session.database.write() as rows:
        rows.connection().exec_driver_sql("UPDATE article_origin SET named_by = 'x', reached = 'y'")
    assert session.repairs.source(article).origin == UNKNOWN
    assert class_of_article(session, article) is AddressClass.PUBLIC


def test_a_kept_link_remembers_who_named_it(session: LibrarySession) -> None:
    origin = Origin(NamedBy.PAGE, "http://wiki/a", AddressClass.PRIVATE, "http://nas/b")
    keep_link(session, "http://nas/b", ReaderError("offline"), (), origin)
    keep_link(session, "http://a.example/", ReaderError("offline"))
    assert [kept.origin for kept in session.pending.all()] == [origin, Origin()]
    keep_link(session, "http://a.example/", ReaderError("offline"), (), Origin(NamedBy.FILE))
    assert session.pending.all()[1].origin == Origin(NamedBy.FILE), "the last one who named it counts"
    first = session.pending.all()[0].id
    with session.database.write() as rows:
        rows.connection().exec_driver_sql("DELETE FROM pending_origin")
    assert {kept.origin for kept in session.pending.all()} == {UNKNOWN}
    session.pending.agree(first, "http://nas/b")
    session.pending.agree(99, "http://nas/b")
    assert session.pending.all()[0].origin == UNKNOWN.agreeing("http://nas/b")
    session.pending.remove(first)
    assert origin_named("", "", "") == UNKNOWN
