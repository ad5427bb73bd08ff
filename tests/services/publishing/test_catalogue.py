"""The catalogue by real requests: what OPDS asks for, who may read, and what is never answered."""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from lxml import etree
from lxml import html as lxml_html

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.services import search_library
from reader.services.library.browse_library import change
from reader.services.library.tag_articles import tag_articles
from reader.services.library_session import LibrarySession
from reader.services.publishing.catalogue import Catalogue
from reader.services.publishing.catalogue_access import Access, is_own_name, local_address, new_code
from reader.services.publishing.catalogue_server import CatalogueServer
from reader.services.publishing.drawn_covers import DrawnCovers
from tests.services.library.test_export_article import PNG, document, stock_translation
from tests.support.epub import Book
from tests.support.limits import LIMIT, wait_for

ATOM, DC = "{http://www.w3.org/2005/Atom}", "{http://purl.org/dc/terms/}"
FEED = "application/atom+xml;profile=opds-catalog;kind="
GET, NEW = "http://opds-spec.org/acquisition", "http://opds-spec.org/sort/new"
CODE = "abc234xy"
SCHEMA = etree.RelaxNG(file=Path(__file__).parents[2] / "data" / "opds" / "catalogue.rng")
BASIC = {"Authorization": f"Basic {base64.b64encode(f'me:{CODE}'.encode()).decode()}"}
Ask = Callable[..., tuple[int, dict[str, str], bytes]]


def add(session: LibrarySession, number: int, title: str, site: str = "LeBrief") -> int:
    made = document(session.assets.add(PNG, "image/png"))
    made = dataclasses.replace(made, title=title, url=f"https://a.example/{number}", site=site)
    return session.articles.add(made, made.url, f"k{number}", f"2026-11-{number % 28 + 1:02}T08:00:00+00:00")


@pytest.fixture
def server(session: LibrarySession) -> Iterator[CatalogueServer]:
    made = CatalogueServer(session, CODE, "127.0.0.1", 0)
    thread = threading.Thread(target=made.serve)
    thread.start()
    yield made
    made.stop()
    thread.join(LIMIT)
    assert not thread.is_alive()


@pytest.fixture
def ask(server: CatalogueServer) -> Ask:
    def asked(
        path: str, headers: dict[str, str] | None = None, method: str = "GET"
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(*server.server_address[:2], timeout=LIMIT)
        connection.request(method, path, headers=BASIC if headers is None else headers)
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer.status, dict(answer.getheaders()), data

    return asked


def links(element: ElementTree.Element, relation: str) -> list[ElementTree.Element]:
    return [link for link in element.findall(f"{ATOM}link") if link.get("rel") == relation]


def feed_at(ask: Ask, path: str, headers: dict[str, str] | None = None) -> ElementTree.Element:
    """A feed that keeps the rules of Atom (RFC 4287) and of OPDS Catalog 1.2."""
    status, said, data = ask(path, headers)
    assert status == 200 and said["Content-Type"].startswith(FEED), (path, status)
    kind = said["Content-Type"].removeprefix(FEED)
    SCHEMA.assertValid(etree.fromstring(data))
    assert b"&#x" not in data, "KOReader knows decimal references only, and shows nothing of such a feed"
    feed = ElementTree.fromstring(data)
    (own,), (start,) = links(feed, "self"), links(feed, "start")
    assert own.get("type") == f"{FEED}{kind}" and start.get("type") == f"{FEED}navigation"
    entries = feed.findall(f"{ATOM}entry")
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    for entry in entries:
        leads = links(entry, "subsection") + links(entry, NEW)
        assert bool(leads) == (kind == "navigation") != bool(links(entry, f"{GET}/open-access"))
        assert entry.find(f"{ATOM}content") is not None or links(entry, "alternate")
    return feed


def followed(ask: Ask, path: str, headers: dict[str, str] | None = None) -> dict[str, ElementTree.Element]:
    """Every feed that a feed leads to, by its path."""
    found: dict[str, ElementTree.Element] = {}
    waiting = [path]
    while waiting:
        here = waiting.pop()
        if here in found:
            continue
        found[here] = feed = feed_at(ask, here, headers)
        for element in (feed, *feed.findall(f"{ATOM}entry")):
            for relation in ("subsection", NEW, "next", "up", "first"):
                waiting += [urljoin(here, str(link.get("href"))) for link in links(element, relation)]
    return found


def titles(feed: ElementTree.Element) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]


def test_every_shelf_leads_to_books_that_can_be_read(
    session: LibrarySession, server: CatalogueServer, ask: Ask, tmp_path: Path
) -> None:
    ids = [add(session, number, f"Titre {number}") for number in range(32)]
    port = add(session, 40, "Le port <de> Tanger & l'été", "Le/Monde?")
    tag_articles(session, [port, ids[0]], add=["l'eau & sel/mer"])
    change(session, [ids[3]], "favourite", True)
    change(session, [ids[4]], "unread", False)
    session.articles.move_to_trash([ids[5]])
    stock_translation(session, port, session.articles.get(port).document)
    search_library.catch_up(session)
    feeds = followed(ask, "/opds")
    assert len(feeds) > 8
    assert titles(feeds["/opds/favourites"]) == ["Titre 3"]
    first, second = feeds["/opds/recent"], feeds["/opds/recent?page=2"]
    assert len(titles(first)) == 30 and len({*titles(first), *titles(second)}) == 32
    assert set(titles(feeds["/opds/tag/" + quote("l'eau & sel/mer", safe="")])) == {
        "Le port <de> Tanger & l'été",
        "Titre 0",
    }
    assert titles(feeds[f"/opds/source/{quote('Le/Monde?', safe='')}"]) == ["Le port <de> Tanger & l'été"]

    status, said, data = ask("/opds/search.xml")
    assert (status, said["Content-Type"]) == (200, "application/opensearchdescription+xml")
    (url,) = ElementTree.fromstring(data).findall("{http://a9.com/-/spec/opensearch/1.1/}Url")
    (short,) = ElementTree.fromstring(data).findall("{http://a9.com/-/spec/opensearch/1.1/}ShortName")
    assert short.text == "Liseuse", "16 characters at most, and no word cut in two"
    asked = urlsplit(str(url.get("template")).replace("{searchTerms}", quote("port")))
    found = feed_at(ask, f"{asked.path}?{asked.query}")
    assert titles(found) == ["Le port <de> Tanger & l'été"]
    assert titles(feed_at(ask, "/opds/search?query=")) == []
    typed = f"GET /{CODE}/opds/search?query=port+été HTTP/1.0"
    bare = f"{typed}\r\nHost: localhost:{server.server_port}\r\n\r\n"
    with socket.create_connection(server.server_address[:2], timeout=LIMIT) as connection:
        connection.sendall(bare.encode())
        assert "l'été" in connection.makefile(encoding="utf-8").read(), "letters as they were typed"

    (entry,) = found.findall(f"{ATOM}entry")
    assert entry.findtext(f"{DC}language") == "fr"
    own, both = (str(link.get("href")) for link in links(entry, f"{GET}/open-access"))
    for address, codes in ((own, ["fr"]), (both, ["fr", "en"])):
        status, said, data = ask(address)
        assert (status, said["Content-Type"]) == (200, "application/epub+zip")
        assert int(said["Content-Length"]) == len(data) and "Tanger" in said["Content-Disposition"]
        file = tmp_path / "book.epub"
        file.write_bytes(data)
        assert Book(file).metadata("language") == codes
    (cover,) = (str(link.get("href")) for link in links(entry, "http://opds-spec.org/image/thumbnail"))
    assert ask(cover)[2] == PNG
    session.articles.move_to_trash([port])
    assert ask(cover)[0] == 404
    session.articles.restore([port])
    status, said, data = ask(own, method="HEAD")
    assert (status, said["Content-Type"], data) == (200, "application/epub+zip", b"")

    for wrong in ("", "x", "tag", "book/999.epub", f"book/{ids[5]}.epub", f"book/{ids[0]}.en.epub", "book/1"):
        assert ask(f"/opds/{wrong}".removesuffix("/") + ("/.." if not wrong else ""))[0] == 404, wrong
    assert ask("/opds/../../etc/passwd")[0] == 404 and ask(f"/opds/cover/{10**30}")[0] in (404, 503)


def test_books_are_made_in_the_library_s_own_folder_and_only_of_texts(
    session: LibrarySession, ask: Ask
) -> None:
    whole = add(session, 1, "Titre")
    made = dataclasses.replace(document(), blocks=(), incomplete="unfetched")
    session.articles.add(made, made.url, "k", "2026-11-25T08:00:00+00:00")
    assert titles(feed_at(ask, "/opds/recent")) == ["Titre"]
    own = session.paths.temporary
    own.mkdir(exist_ok=True)
    catalogue = Catalogue(session)
    with catalogue.book(whole, "", Progress()) as book:
        assert Path(book.file.name).is_relative_to(own)
    assert not list(own.iterdir())


def test_the_newer_form_says_the_same(session: LibrarySession, ask: Ask) -> None:
    number = add(session, 1, "Titre")
    tag_articles(session, [number], add=["eau"])

    def read(path: str) -> Any:
        status, said, data = ask(path)
        assert (status, said["Content-Type"]) == (200, "application/opds+json")
        found = json.loads(data)
        assert found["metadata"]["title"]
        assert "application/opds+json" in [link["type"] for link in found["links"] if link["rel"] == "self"]
        assert all(link["href"].startswith("/opds2") for link in found["links"])
        return found

    first = read("/opds2")
    for shelf in first["navigation"]:
        read(shelf["href"])
    (book,) = read("/opds2/tag/eau")["publications"]
    assert book["metadata"]["language"] == "fr" and book["images"][0]["type"] == "image/png"
    assert [link["rel"] for link in book["links"]] == ["self", f"{GET}/open-access", "alternate"]
    status, said, data = ask(book["links"][0]["href"])
    assert (status, said["Content-Type"]) == (200, "application/opds-publication+json")
    assert json.loads(data) == book
    assert ask("/opds2/publication/99")[0] == ask("/opds/publication/1")[0] == 404


def test_an_empty_library_has_shelves_and_a_book_without_a_picture_a_cover(
    session: LibrarySession, ask: Ask
) -> None:
    feeds = followed(ask, "/opds")
    assert {"/opds/tags", "/opds/sources", "/opds/recent?page=1"} <= set(feeds)
    made = dataclasses.replace(document(), title="Sans image, d'ici", url="file:///page.html")
    session.articles.add(made, made.url, "k", "2026-11-25T08:00:00+00:00")
    (entry,) = feed_at(ask, "/opds/recent").findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}content") and not links(entry, "alternate")
    (cover,) = links(entry, "http://opds-spec.org/image")
    status, said, data = ask(str(cover.get("href")))
    assert (status, said["Content-Type"], cover.get("type")) == (200, "image/jpeg", "image/jpeg")
    assert data.startswith(b"\xff\xd8\xff")


def test_a_cover_is_drawn_once_and_anew_when_other_words_stand_on_it(
    session: LibrarySession, server: CatalogueServer, ask: Ask
) -> None:
    made = dataclasses.replace(document(), title="Sans image", url="file:///page.html")
    number = session.articles.add(made, made.url, "k", "2026-11-25T08:00:00+00:00")
    first = ask(f"/opds/cover/{number}")
    server.catalogue._drawing.close()  # what draws covers is gone
    assert ask(f"/opds/cover/{number}")[2] == first[2]
    other = dataclasses.replace(made, title="Un autre titre", url="file:///other.html")
    number = session.articles.add(other, other.url, "k2", "2026-11-25T08:00:00+00:00")
    assert ask(f"/opds/cover/{number}")[0] == 503


def test_covers_that_were_not_asked_for_the_longest_go_first() -> None:
    covers = DrawnCovers(10)
    for name in ("a", "b"):
        covers.keep((name,), (name.encode() * 5, "image/jpeg"))
    assert covers.get(("a",)) is not None
    covers.keep(("c",), (b"c" * 4, "image/jpeg"))
    assert [covers.get((name,)) is not None for name in "abc"] == [True, False, True]
    covers.keep(("c",), (b"d" * 5, "image/jpeg"))
    covers.keep(("large",), (b"x" * 11, "image/jpeg"))
    assert [covers.get((name,)) for name in ("a", "c", "large")] == [
        (b"a" * 5, "image/jpeg"),
        (b"d" * 5, "image/jpeg"),
        None,
    ]


def test_a_browser_gets_a_page(session: LibrarySession, ask: Ask) -> None:
    number = add(session, 1, "<script>alert(1)</script>")
    tag_articles(session, [number], add=["<b>"])
    browser = {**BASIC, "Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    for path in ("/opds", "/opds/unread", "/opds/tags", "/opds/search?query=x"):
        status, said, data = ask(path, browser)
        page = lxml_html.document_fromstring(data)
        assert (status, said["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert not page.xpath("//script | //b") and page.get("lang") == "en"
        assert "default-src 'none'" in said["Content-Security-Policy"]
    (book,) = (a for a in lxml_html.fromstring(ask("/opds/unread", browser)[2]).xpath("//li//a/@href"))
    assert book == f"/opds/book/{number}.epub"


def test_the_code_is_a_password_or_in_the_address(
    session: LibrarySession, server: CatalogueServer, ask: Ask
) -> None:
    add(session, 1, "Titre")
    bare: dict[str, str] = {}
    feeds = followed(ask, f"/{CODE}/opds", bare)
    assert f"/{CODE}/opds/unread" in feeds
    (entry,) = feeds[f"/{CODE}/opds/unread"].findall(f"{ATOM}entry")
    assert ask(str(links(entry, f"{GET}/open-access")[0].get("href")), bare)[0] == 200
    status, said, data = ask("/opds", bare)
    assert (status, data) == (401, b"") and said["WWW-Authenticate"].startswith("Basic ")
    assert ask("/opds", {"Authorization": "Basic %%%"})[0] == 401
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE"):
        assert ask("/opds", BASIC, method)[0] == 501
    for name in ("evil.example", f"evil.example:{80}", "", "127.0.0.1"):
        assert ask("/opds", {**BASIC, "Host": name})[0] == 403
    assert ask("/opds", {**BASIC, "Origin": "https://evil.example"})[0] == 403
    for _ in range(5):
        assert ask("/tvxyz234/opds", bare)[0] == 401
    server.held = 0.0
    for _ in range(2):
        status, said, _ = ask("/tvxyz234/opds", bare)
    assert status == 429 and int(said["Retry-After"]) > 0
    assert ask("/opds")[0] == 200, "any page in a browser can guess for its reader"
    for _ in range(7):  # what browsers ask for by themselves is no guess
        for path in ("/favicon.ico", "/apple-touch-icon-precomposed.png"):
            assert ask(path, bare)[0] == 401


def test_an_address_that_guesses_waits_longer_each_time() -> None:
    now = [0.0]
    access = Access(CODE, lambda: now[0])
    for _ in range(5):
        assert not access.knows("tvxyz234", "192.168.1.7") and not access.wait_of("192.168.1.7")
    waits = []
    for _ in range(2_000):
        access.knows("tvxyz234", "192.168.1.7")
        waits.append(access.wait_of("192.168.1.7"))
        now[0] += waits[-1]
        assert not access.wait_of("192.168.1.7")
    assert waits[:3] == [2.0, 4.0, 8.0] and max(waits) == 300.0
    assert not access.wait_of("192.168.1.8")
    assert access.knows(CODE, "192.168.1.7") and not access.wait_of("192.168.1.7")
    for number in range(7):
        access.knows("xyz", f"fe80::{number}%eth0")
    assert access.wait_of("fe80::99") > 0
    assert len({new_code() for _ in range(50)}) == 50 and len(new_code()) >= 6


def test_names_of_this_computer() -> None:
    own = socket.gethostname()
    for host in ("192.168.1.5:8765", "localhost:8765", f"{own}:8765", "LOCALHOST:8765"):
        assert is_own_name(host, "192.168.1.5", 8765), host
    for host in (
        "192.168.1.5",
        "192.168.1.5:80",
        "192.168.1.6:8765",
        "a.example:8765",
        "",
        ":8765",
        "[::1]:8765",
    ):
        assert not is_own_name(host, "192.168.1.5", 8765), host
    assert is_own_name("127.0.0.1", "127.0.0.1", 80)
    assert local_address() == "" or local_address().count(".") == 3


def test_what_is_too_long_or_never_ends_is_dropped(server: CatalogueServer, ask: Ask) -> None:
    server.seconds = 0.05
    address = server.server_address[:2]
    for sent in (
        b"GET /opds HTTP/1.0\r\n",
        b"GET /" + b"a" * 40_000 + b" HTTP/1.0\r\n\r\n",
        b"\x16\x03\x01\r\n\r\n",
    ):
        with socket.create_connection(address, timeout=LIMIT) as connection:
            try:
                connection.sendall(sent)
                answer = connection.recv(65_536)
            except ConnectionError:
                answer = b""
            assert b"200" not in answer[:12]
    waiting = [socket.create_connection(address, timeout=LIMIT) for _ in range(40)]
    for connection in waiting:
        with contextlib.suppress(ConnectionError):
            assert connection.recv(10) == b""
        connection.close()
    wait_for(lambda: not server._strangers, "the places of those that were closed")
    server.seconds = LIMIT
    idle = [socket.create_connection(address, timeout=LIMIT) for _ in range(12)]
    for connection in idle[6:]:  # one address takes no more than its share of the places
        with contextlib.suppress(ConnectionError):
            assert connection.recv(10) == b""
    other = socket.create_connection(address, timeout=LIMIT, source_address=("127.0.0.2", 0))
    other.sendall(f"GET /opds HTTP/1.0\r\nHost: 127.0.0.1:{address[1]}\r\n\r\n".encode())
    assert b" 401 " in other.recv(100)
    for connection in (*idle, other):
        connection.close()
    wait_for(lambda: not server._strangers, "the places of those that were closed")
    assert ask("/opds")[0] == 200
    with pytest.raises(ReaderError) as told:
        CatalogueServer(server.catalogue._session, CODE, *address)
    assert told.value.kind == "catalogue-address"


def test_a_fault_while_serving_ends_what_draws_covers(session: LibrarySession) -> None:
    made = CatalogueServer(session, CODE, "127.0.0.1", 0)

    def ended() -> bool:
        raise OSError("a fault")

    with pytest.raises(OSError, match="a fault"):
        made.serve(ended)
    assert made.catalogue._drawing.closed and made.progress.cancelled
