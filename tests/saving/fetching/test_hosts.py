"""Host names are here what they are in a browser: what stands beside them is what Chromium makes of them."""

from __future__ import annotations

import pytest

from reader.core.errors import ReaderError
from reader.reading.book_chapter import safe_link
from reader.saving.fetching.hosts import ascii_labels
from reader.saving.fetching.urls import find_links, host_of, parse_link

SAME = [
    ("ﬀ.example", "ff.example"),
    ("faß.de", "xn--fa-hia.de"),
    ("FAẞ.de", "xn--fa-hia.de"),
    ("BÜCHER.Example", "xn--bcher-kva.example"),
    ("όσος.gr", "xn--0xagb9a.gr"),
    ("i❤️.ws", "xn--i-7iq.ws"),
    ("💩.la", "xn--ls8h.la"),
    ("نامه‌ای.com", "xn--mgba3gch31f060k.com"),
    ("中国．cn", "xn--fiqs8s.cn"),
    ("ex​am­ple.com", "example.com"),
    ("e\u0301t\u00e9.example", "xn--t-9fab.example"),
    ("Ꭰ.example", "xn--58d.example"),
    ("１２７.０.０.１", "127.0.0.1"),
    (f"{'ü' * 40}.example", f"xn--{'tda' + 'a' * 39}.example"),
]


@pytest.mark.parametrize(("host", "asked"), SAME)
def test_a_host_is_what_a_browser_asks_for(host: str, asked: str) -> None:
    assert host_of(parse_link(f"http://{host}/x")) == asked
    assert host_of(parse_link(f"http://{asked}/x")) == asked
    assert safe_link(f"http://{host}:8080/x") == f"http://{asked}:8080/x", "in a book, too"


@pytest.mark.parametrize(
    "host",
    [
        f"{'a' * 64}.example",
        f"{'ü' * 60}.example",
        ".".join(["a" * 60] * 5),
        "a..example",
        "xn--.example",
        "xn--a.example",
        "xn--bcher-kva-.example",
        "ex‌ample.com",
        "👩‍👩‍👧.example",
        "́a.example",
        "a⑴.example",
        "a\ufffdb.example",
    ],
)
def test_what_can_be_no_host_is_no_link(host: str) -> None:
    with pytest.raises(ReaderError) as caught:
        parse_link(f"http://{host}/x")
    assert caught.value.kind == "not-a-link"


def test_a_name_longer_than_any_is_refused_at_once() -> None:
    for host in ("ü" * 200_000, "a." * 200_000, "xn--" + "a" * 200_000, "\u0301" * 200_000):
        with pytest.raises(ValueError):
            ascii_labels(host)


def test_a_persian_link_is_found_whole_in_a_text() -> None:
    text = "نگاه کنید: https://نامه‌ای.com/می‌خواهم‌ و https://a.example/b"
    assert find_links(text) == [
        "https://xn--mgba3gch31f060k.com/%D9%85%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85",
        "https://a.example/b",
    ]
