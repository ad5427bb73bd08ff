"""The feeds that feedparser is tested with are read here, too; those that are not are named."""

from __future__ import annotations

import ast
import re
import tarfile
from collections.abc import Iterator

import pytest

from reader.core.errors import ReaderError
from reader.core.feeds import ParsedFeed, ParsedItem
from reader.saving.feeds.document import read_feed
from reader.saving.feeds.texts import plain_text
from tests.conftest import DATA

NO_FEEDS = {
    "illformed/rss_empty_document.xml",
    "illformed/aaa_illformed.xml",  # it ends before it says anything
    # Channel definitions, which browsers of 1997 read.
    *(f"wellformed/cdf/channel_{n}.xml" for n in ("lastmod", "lastmod_parsed", "title")),
    *(f"wellformed/cdf/channel_href_map_{n}.xml" for n in ("link", "links")),
    *(f"wellformed/cdf/channel_abstract_map_{n}.xml" for n in ("description", "tagline")),
}
NO_CODING_OF_THE_WEB = re.compile(
    r"encoding/x80_(?:cs|ibm|mac|dbcs|koi8-t|ms-greek|tcvn|viscii|winbaltrim)[\w-]*\.xml"
)
"""Code pages of DOS and of the Macintosh, and others, that no browser reads."""
BASE_BY_A_HEADER = {f"wellformed/base/http_{n}_link_base_content_location.xml" for n in ("channel", "item")}
"""`Content-Location` in the answer's header says what links are relative to."""

_HEADER = re.compile(rb"Content-type:\s*(.*)", re.IGNORECASE)
_EXPECTED = re.compile(
    r"Expect:\s*(?:not bozo and |bozo and )?(feed|entries\[(\d)\])"
    r"\['(title|link|id|summary|description)'\] == (u?['\"].*)$",
    re.MULTILINE,
)
_FIELDS = {"title": "title", "link": "url", "id": "guid", "summary": "summary", "description": "summary"}


def feeds() -> Iterator[tuple[str, bytes]]:
    with tarfile.open(DATA / "feedparser" / "feeds.tar.xz") as archive:
        for member in archive:
            file = archive.extractfile(member)
            assert file is not None
            yield member.name, file.read()


def text_of(body: bytes) -> str:
    for coding in ("utf-8", "utf-16", "utf-32"):
        try:
            return body.decode(coding)
        except UnicodeError:
            continue
    return body.decode("latin-1")


def read(body: bytes) -> ParsedFeed | None:
    header = _HEADER.search(body[:2000])
    kind = header.group(1).decode("latin-1").strip() if header is not None else "application/xml"
    try:
        return read_feed(body, "http://127.0.0.1:8097/f", kind)
    except ReaderError as error:
        assert error.kind in ("not-a-feed", "feed-broken")
        return None


def test_they_are_read_as_their_makers_expect() -> None:
    refused, other, compared = set(), set(), 0
    for name, body in feeds():
        found = read(body)
        if found is None:
            refused.add(name)
            continue
        expected = _EXPECTED.search(text_of(body))
        if expected is None:
            continue
        whose, number, field, value = expected.groups()
        place: ParsedFeed | ParsedItem | None = found
        if whose != "feed":
            place = found.items[int(number)] if len(found.items) > int(number) else None
        if whose == "feed" and field not in ("title", "link"):
            continue
        if place is None and field not in ("title", "link"):
            continue  # a piece with neither title nor address, and no text, is none for a reader
        compared += 1
        try:
            wanted = ast.literal_eval(value.strip())
        except (SyntaxError, ValueError):  # it goes on with something else
            continue
        wanted = wanted if field in ("link", "id") else plain_text(wanted, 300)
        told = (
            "" if place is None else getattr(place, "site" if whose + field == "feedlink" else _FIELDS[field])
        )
        if told != wanted:
            other.add(name)
    assert refused == NO_FEEDS
    unread = {name for name in other if not NO_CODING_OF_THE_WEB.fullmatch(name)}
    assert unread == BASE_BY_A_HEADER
    assert compared > 450 and len(other) < 40


@pytest.mark.parametrize(
    ("before", "is_feed"),
    [
        ('<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://x.example/">', True),
        ("<!doctype html><!-- <p> -->", True),
        ("<!doctype html><p>", False),
        ("<!-- <html> -->", True),
        ("<html><head>", False),
    ],
)
def test_a_pages_doctype_before_a_feed_makes_no_page_of_it(before: str, is_feed: bool) -> None:
    feed = read(
        f"{before}<rss><channel><title>T</title><item><title>A</title></item></channel></rss>".encode()
    )
    assert (feed is not None) == is_feed


def test_a_piece_that_tells_of_a_doctype_costs_no_other() -> None:
    told = "<![CDATA[Write <!DOCTYPE html [ first.]]>"
    feed = read(
        f"<rss><channel><title>T</title><item><title>A</title><description>{told}</description></item>"
        "<item><title>B</title></item></channel></rss>".encode()
    )
    assert feed is not None and [item.title for item in feed.items] == ["A", "B"]


def test_quotes_written_as_control_characters_are_quotes() -> None:
    feed = read(
        "<rss><channel><title>L\x92\u00e9t\u00e9</title><item><title>L&#146;eau &#x93;douce&#x94;</title>"
        "<description>&lt;p&gt;d&#146;ici&lt;/p&gt;</description></item></channel></rss>".encode()
    )
    assert feed is not None and feed.title == "L’été"
    assert (feed.items[0].title, feed.items[0].summary) == ("L’eau “douce”", "d’ici")
