"""The short cut for plain feeds says what feedparser says, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.core.feeds import ParsedFeed
from reader.saving.feeds import document, plain_xml
from tests.saving.feeds.test_feedparsers_own_feeds import feeds
from tests.support import sample_feeds
from tests.support.servers.feed_server import rss

SITE = "https://presse.example/flux/"


def by_both(
    body: bytes, monkeypatch: pytest.MonkeyPatch
) -> tuple[ParsedFeed | None, ParsedFeed | None, bool]:
    """What is made of a document with the short cut and without it, and whether it was taken."""
    taken = []

    def noted(data: bytes) -> plain_xml.PlainFeed | None:
        found = plain_xml.read_plain(data)
        taken.append(found is not None)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(document, "read_plain", noted)
        short = _read(body)
        patch.setattr(document, "read_plain", lambda data: None)
        return short, _read(body), any(taken)


def _read(body: bytes) -> ParsedFeed | None:
    try:
        return document.read_feed(body, SITE, "application/xml")
    except ReaderError as error:
        assert error.kind in ("not-a-feed", "feed-broken")
        return None


def test_feedparsers_own_feeds_are_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = 0
    for name, body in feeds():
        short, whole, was_taken = by_both(body, monkeypatch)
        assert short == whole, name
        taken += was_taken
    assert taken > 100


@pytest.mark.parametrize("name", sample_feeds.NAMES)
def test_feeds_of_the_press_are_read_alike(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written = getattr(sample_feeds, name)
    short, whole, was_taken = by_both(
        written if isinstance(written, bytes) else written.encode(), monkeypatch
    )
    assert short == whole and short is not None
    usual = {"WORDPRESS", "RSS_092", "ARABIC", "ARABIC_UTF8", "PODCAST", "ONE_LINK", "DATES"}
    assert was_taken == (name in usual | {"UTF16", "WRONG_CODING", "BLANK_FIRST"}), name


WORDS = (
    "",
    " ",
    "Un",
    "Deux & trois",
    "<b>gras</b> &amp; &eacute;t&eacute;",
    "Ã©tÃ©",
    "l’été\u00a0",
    "الخبر",
)
LINKS = ("", "http://x.example/1", "/deux?a=1&b=2&amp;c;=3", "mailto:a@x.example", "http:///x", "trois.html")
DATES = ("", "Fri, 27 Nov 2026 09:30:00 +0100", "2026-11-27T10:00:00Z", "hier", "jeudi 26 novembre 2026")
PEOPLE = ("", "Zoé", "Zoé", "zoe@x.example (Zoé)", "A, B")
LONG = ("<p>" + "Le conseil a siégé. " * 60 + "</p>", "Court…", "")


def _escaped(texts: Sequence[str]) -> st.SearchStrategy[str]:
    return st.sampled_from([*(escape(text) for text in texts), *(f"<![CDATA[{text}]]>" for text in texts)])


def _element(name: str, texts: Sequence[str], *attributes: str) -> st.SearchStrategy[str]:
    return st.builds(
        lambda text, said: f"<{name}{said}>{text}</{name.split()[0]}>",
        _escaped(texts),
        st.sampled_from(("", *attributes)),
    )


def _attributed(name: str, **values: Sequence[str]) -> st.SearchStrategy[str]:
    """An empty element with some of the attributes."""
    some = st.fixed_dictionaries({}, optional={key: st.sampled_from(each) for key, each in values.items()})
    return some.map(
        lambda kept: f"<{name} {' '.join(f'{key}={quoteattr(text)}' for key, text in kept.items())}/>"
    )


KINDS = ("audio/mpeg", "video/mp4", "image/png", "Text/HTML", "")
RSS_PARTS = st.one_of(
    _element("title", WORDS),
    _element("link", LINKS),
    _element("guid", (*LINKS, "id-1"), ' isPermaLink="false"', ' isPermaLink="true"', ' ispermalink="no"'),
    _element("description", (*WORDS, *LONG)),
    _element("content:encoded", LONG, ' xml:lang="fr"'),
    _element("pubDate", DATES),
    _element("dc:date", DATES),
    _element("author", PEOPLE),
    _element("dc:creator", PEOPLE),
    _element("category", WORDS, ' domain="x"', ' term="y"'),
    _element("comments", LINKS),
    _element("source", WORDS, ' url="http://autre.example/"'),
    _element("slash:comments", ("3",), ' base="/a/"'),
    _element("media:title", WORDS),
    _attributed("enclosure", url=LINKS, type=KINDS, length=("1",)),
    _attributed("media:content", url=LINKS, URL=LINKS, type=KINDS, medium=("audio", "image")),
    _attributed("media:thumbnail", url=LINKS),
    _attributed("atom:link", href=LINKS, rel=("self", "Alternate", "related")),
)
ATOM_KINDS = (
    ' type=""',
    ' type="html"',
    ' type="text"',
    ' type="xhtml"',
    ' type="image/png"',
    ' xml:base="/a/"',
)
ATOM_PARTS = st.one_of(
    _element("title", WORDS, *ATOM_KINDS),
    _element("id", (*LINKS, "tag:1")),
    _element("summary", (*WORDS, *LONG), *ATOM_KINDS),
    _element("content", LONG, *ATOM_KINDS),
    _element("published", DATES),
    _element("updated", DATES),
    _element("rights", WORDS, ' xml:base="/a/"'),
    _element("category", ("", "x"), ' term="Politique"', ' term="" label="Monde"', ' label="Monde"'),
    _attributed(
        "link",
        href=LINKS,
        rel=("alternate", "Enclosure", "self", "", "related"),
        type=KINDS,
        title=("x",),
    ),
    st.builds(
        lambda text, parts: f"<author>{text}{''.join(parts)}</author>",
        st.sampled_from(("", "", "Zoé")),
        st.lists(
            st.one_of(_element("name", WORDS), _element("email", PEOPLE), _element("uri", LINKS)), max_size=3
        ),
    ),
)
RSS_HEADS = st.one_of(
    _element("title", WORDS),
    _element("link", LINKS),
    _element("language", ("fr-FR", "ar", "")),
    _element("ttl", ("30", "x")),
    _element("sy:updatePeriod", ("hourly", "daily")),
    _element("sy:updateFrequency", ("2", "0")),
    _element("description", WORDS),
    _attributed("atom:link", href=LINKS, rel=("self", "hub", "alternate")),
    st.just("<image><url>/i.png</url><title>Autre</title><link>http://image.example/</link></image>"),
)
ATOM_HEADS = st.one_of(
    _element("title", WORDS, *ATOM_KINDS),
    _element("id", LINKS),
    _element("subtitle", WORDS),
    _attributed("link", href=LINKS, rel=("self", "alternate", "hub"), type=KINDS),
    st.just("<author><name>Rédaction</name></author>"),
)
NAMES = (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
)


def _documents(
    root: tuple[str, str], name: str, heads: st.SearchStrategy[str], parts: st.SearchStrategy[str]
) -> st.SearchStrategy[bytes]:
    items = st.lists(parts, max_size=7).map(lambda said: f"<{name}>{''.join(said)}</{name}>")
    return st.builds(
        lambda head, some, last: "".join((root[0], *head, *some, *last, root[1])).encode(),
        st.lists(heads, max_size=4),
        st.lists(items, max_size=3),
        st.lists(heads, max_size=1),
    )


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.one_of(
        _documents(
            (f'<rss version="2.0"{NAMES}><channel>', "</channel></rss>"), "item", RSS_HEADS, RSS_PARTS
        ),
        _documents(
            (f'<feed xml:lang="ar_MA" xmlns="http://www.w3.org/2005/Atom"{NAMES}>', "</feed>"),
            "entry",
            ATOM_HEADS,
            ATOM_PARTS,
        ),
    )
)
def test_whatever_a_plain_feed_is_made_of_is_read_alike(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    short, whole, _ = by_both(body, monkeypatch)
    assert short == whole


_ATOM_FEED = (
    "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:media='http://search.yahoo.com/mrss/'><title>T</title>"
    "{head}<entry><title>Un</title><id>1</id><link href='a/1'/>{part}</entry></feed>"
)


@pytest.mark.parametrize(
    ("head", "part", "is_plain"),
    [
        ("", "<author><name>Zoé</name></author>", True),
        ("", "<author>Zoé</author>", False),
        ("", "<author><name>Zoé</name></author><author><uri>http://x.example</uri></author>", False),
        ("<subtitle xml:base='http://autre.example/'>Tout</subtitle>", "", False),
        ("", "<rights xml:base='http://autre.example/'>Tous</rights><link href='a/2'/>", False),
        ("", "<media:content URL='http://x.example/a.mp3' type='audio/mpeg'/>", False),
        ("", "<summary type=''>Un mot</summary>", False),
    ],
)
def test_what_is_said_aside_changes_nothing(
    head: str, part: str, is_plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = _ATOM_FEED.format(head=head, part=part).encode()
    short, whole, was_taken = by_both(body, monkeypatch)
    assert short == whole and was_taken == is_plain


@pytest.mark.parametrize(
    "spoilt",
    [
        ("<title>Pièce 1</title>", "<title>Pièce & 1</title>"),
        ("<title>Pièce 1</title>", "<title>Pièce &nbsp; 1</title>"),
        ("<title>Pièce 1</title>", "<title>Pièce <b>1</b></title>"),
        ("<title>Pièce 1</title>", "<title>Pièce 1</title><title>Encore</title>"),
        ("<title>Pièce 1</title>", "<dc:title>Pièce 1</dc:title>"),
        ("</channel></rss>", ""),
        ('<rss version="2.0"', '<rss version="2.0" xml:base="http://autre.example/"'),
    ],
)
def test_what_is_not_plain_is_left_to_feedparser(
    spoilt: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = rss("http://x.example", 1, 2)
    assert by_both(plain.encode(), monkeypatch)[2]
    short, whole, was_taken = by_both(plain.replace(*spoilt).encode(), monkeypatch)
    assert not was_taken and short == whole and whole is not None
