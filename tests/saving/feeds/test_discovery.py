"""The feeds of a page and the passwords of an address."""

from __future__ import annotations

from reader.saving.feeds.discovery import feeds_of_page, usual_places
from reader.saving.feeds.secrets import FeedSecret, split_secret


def page(head: str, body: str = "") -> list[str]:
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return [found.url for found in feeds_of_page(html.encode(), "http://site.example/a/b")]


def test_a_page_names_its_feeds_and_those_of_comments_come_last() -> None:
    named = page(
        '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">'
        '<link rel="alternate stylesheet" type="text/css" href="/x.css">'
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">'
        '<LINK REL="Alternate" TYPE="application/atom+xml; charset=utf-8" HREF="atom.xml">'
        '<link rel="alternate" hreflang="ar" href="/ar">'
        '<link rel="alternate" type="application/rss+xml" href="javascript:x">'
    )
    assert named == ["http://site.example/a/atom.xml", "http://site.example/comments/feed/"]


def test_links_to_feeds_stand_in_for_what_the_head_does_not_say() -> None:
    body = '<a href="/rss.xml">RSS</a><a href="http://other.example/feed">x</a><a href="/about">y</a>'
    assert page("", body) == ["http://site.example/rss.xml"]
    assert page('<base href="http://site.example/z/">', '<a href="feed/">x</a>') == [
        "http://site.example/z/feed/"
    ]


def test_the_usual_places_begin_below_the_page_given() -> None:
    places = usual_places("http://site.example/blog")
    assert places[:2] == ["http://site.example/blog/feed", "http://site.example/feed"]
    assert len(set(places)) == len(places)


def test_passwords_leave_the_address_and_come_back_for_the_request() -> None:
    bare, secret = split_secret("https://zoe:p%40ss@feed.example/x?cat=1&token=abc&user_key=9#top")
    assert bare == "https://feed.example/x?cat=1"
    assert secret == FeedSecret("zoe", "p@ss", "token=abc&user_key=9")
    assert secret.whole(bare) == "https://feed.example/x?cat=1&token=abc&user_key=9"
    assert secret.authorization == "Basic em9lOnBAc3M="
    for name in (
        *("passkey", "pass", "torrent_pass", "client_secret", "jwt", "X-Amz-Signature", "X-Amz-Credential"),
        *("api_key", "apikey", "rsstoken", "feed_key", "access_token", "X-Amz-Security-Token"),
    ):
        assert split_secret(f"https://a.example/f?cat=1&{name}=abc")[0] == "https://a.example/f?cat=1", name
    assert split_secret("https://a.example/f?key=0f3a9b2c77de")[1].query
    for section in ("sports", "news"):
        assert split_secret(f"https://a.example/f?key={section}")[0].endswith(section)
    assert "abc" not in repr(secret) and FeedSecret.loads(secret.dumps()) == secret
    assert FeedSecret.loads("{") is None and FeedSecret().authorization == ""
    plain = "https://feed.example/x?cat=1&page=2"
    assert split_secret(plain) == (plain, FeedSecret())
