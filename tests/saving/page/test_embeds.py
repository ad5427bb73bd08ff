"""Videos, posts and players that a page embeds, and what only looks like one."""

from __future__ import annotations

import pytest

from reader.saving.page.elements import parse
from reader.saving.page.embeds import embed_of

BASE = "https://journal.example/monde/page.html"


def embedded(markup: str) -> str:
    tree = parse(f"<html><body>{markup}</body></html>")
    return embed_of(tree.find("body")[0], BASE)


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ('<iframe src="//www.youtube.com/embed/abc123"></iframe>', "https://www.youtube.com/embed/abc123"),
        ('<iframe data-src="https://geo.dailymotion.com/player/x.html?video=x9"></iframe>', None),
        (
            '<iframe data-lazy-src="https://www.arte.tv/embeds/fr/1"></iframe>',
            "https://www.arte.tv/embeds/fr/1",
        ),
        ('<iframe src="https://flo.uri.sh/x" data-url="https://flourish.studio/v/1"></iframe>', None),
        (
            '<amp-youtube data-videoid="abcDEF12345"></amp-youtube>',
            "https://www.youtube.com/watch?v=abcDEF12345",
        ),
        (
            '<lite-youtube videoid="abcDEF12345"></lite-youtube>',
            "https://www.youtube.com/watch?v=abcDEF12345",
        ),
        ('<audio src="/son/journal.mp3"></audio>', "https://journal.example/son/journal.mp3"),
        ('<video><source data-src="/v/port.mp4"></video>', "https://journal.example/v/port.mp4"),
        (
            '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/Ab1/"></blockquote>',
            "https://www.instagram.com/p/Ab1/",
        ),
        (
            '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@a/video/12"></blockquote>',
            "https://www.tiktok.com/@a/video/12",
        ),
        (
            '<div class="fb-post" data-href="https://www.facebook.com/sante/posts/12"></div>',
            "https://www.facebook.com/sante/posts/12",
        ),
        (
            '<blockquote class="twitter-tweet"><p>Un mot <a href="https://t.co/x">lien</a></p>'
            '<a href="https://twitter.com/a/status/1">1er mars</a></blockquote>',
            "https://twitter.com/a/status/1",
        ),
        (
            '<iframe src="https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fv%2F9"></iframe>',
            "https://www.facebook.com/v/9",
        ),
    ],
)
def test_it_is_kept_as_the_address_where_it_lives(markup: str, address: str | None) -> None:
    found = embedded(markup)
    assert found == address if address is not None else found.startswith("https://")


@pytest.mark.parametrize(
    "markup",
    [
        '<iframe src="https://ad.doubleclick.net/x"></iframe>',
        '<iframe src="https://www.facebook.com/plugins/like.php?href=x"></iframe>',
        '<iframe src="https://www.google.com/recaptcha/api2"></iframe>',
        '<iframe src="https://unknown.example/player"></iframe>',
        '<iframe src="https://youtube.com.evil.example/embed/a"></iframe>',
        '<iframe src="javascript:alert(1)"></iframe>',
        "<iframe></iframe>",
        '<amp-youtube data-videoid="../../x"></amp-youtube>',
        '<lite-youtube videoid=""></lite-youtube>',
        "<video></video>",
        '<video src="data:video/mp4;base64,AA"></video>',
        '<blockquote class="twitter-tweet"><p>Sans lien.</p></blockquote>',
        '<div class="fb-post" data-href="javascript:1"></div>',
        "<blockquote>Une citation</blockquote>",
        "<p>Un paragraphe</p>",
    ],
)
def test_what_is_none_is_left(markup: str) -> None:
    assert embedded(markup) == ""
