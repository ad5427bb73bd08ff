"""The allow-list: what passes, what never does, and that cleaning twice is cleaning once."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.saving.fetching.fetch import Fetcher
from reader.saving.page.sanitize import safe_link, sanitize

BASE = "https://a.example/dir/page"
ALLOWED = set(
    [
        "a",
        "b",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "dd",
        "del",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "small",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ]
)


class Looker(HTMLParser):
    """Finds everything that an article may not hold."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            self.bad.append(tag)
        for name, value in attrs:
            value = value or ""
            if name in ("href", "src"):
                if not value.startswith(("http://", "https://", "mailto:")) or (
                    name == "src" and value[:4] != "http"
                ):
                    self.bad.append(f"{tag} {name}={value}")
            elif name not in (
                "alt",
                "width",
                "height",
                "colspan",
                "rowspan",
                "start",
                "dir",
                "lang",
                "data-kind",
            ):
                self.bad.append(f"{tag} {name}")

    def handle_comment(self, data: str) -> None:
        self.bad.append("comment")


def assert_clean(html: str) -> None:
    looker = Looker()
    looker.feed(html)
    looker.close()
    assert looker.bad == []
    assert sanitize(html, BASE) == html


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p onclick=x>a<script>1</script>b</p>", "<p>ab</p>"),
        ('<a href="/x?a=1&b=2">t</a>', '<a href="https://a.example/x?a=1&amp;b=2">t</a>'),
        ('<a href="mailto:a@b.example">t</a>', '<a href="mailto:a@b.example">t</a>'),
        ('<a href="https://u:p@b.example/">t</a>', '<a href="https://b.example/">t</a>'),
        (
            '<img src="../p.png" style="x" width="5" height="abc">',
            '<img src="https://a.example/p.png" width="5">',
        ),
        ('<p data-kind="related" class="x">t</p>', '<p data-kind="related">t</p>'),
        ('<p data-kind="other">t</p>', "<p>t</p>"),
        ('<p dir="RTL" lang="ar-MA">ن</p>', '<p dir="rtl" lang="ar-MA">ن</p>'),
        ('<p dir="javascript" lang="<x>">t</p>', "<p>t</p>"),
        ("<div><section>t</section></div>", "t"),
        ("<svg><a href=x>t</a></svg>u", "u"),
        ("a<!-- x -->b", "ab"),
        ('<ol start="-99999999999999"><li>t</li></ol>', "<ol><li>t</li></ol>"),
        ("a\x01\x0bb", "ab"),
    ],
)
def test_what_passes(dirty: str, clean: str) -> None:
    assert sanitize(dirty, BASE) == clean
    assert_clean(clean)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:x",
        "java\tscript:x",
        "\x01javascript:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "\\\\host\\share",
        "/\\host/x",
        "ftp://a.example/",
        "qrc:/x",
        ":/x",
        "http://",
        "http:///x",
        "mailto:",
        "http://[",
        "",
    ],
)
def test_addresses_that_lead_elsewhere_are_dropped(address: str) -> None:
    found = safe_link(address, BASE)
    assert found == "" or found.startswith("https://a.example/")
    assert_clean(sanitize(f'<a href="{address}">t</a><img src="{address}">', BASE))


def test_relative_addresses_without_a_base_are_dropped() -> None:
    assert sanitize('<a href="/x">t</a><img src="//h/x.png">', "") == "<a>t</a>"


def test_deep_nesting_is_flattened_and_quick() -> None:
    html = "<blockquote>" * 5000 + "deep" + "</blockquote>" * 5000
    cleaned = sanitize(html, BASE)
    assert cleaned.count("<blockquote>") <= 100 and "deep" in cleaned
    assert_clean(cleaned)


@pytest.mark.parametrize(
    "path", ["/article/xss", "/article/links", "/article/trackers", "/article/local?path=/etc/passwd"]
)
def test_hostile_pages_come_out_clean(hostile: Any, path: str) -> None:
    fetcher = Fetcher()
    page = fetcher.page(hostile.url(path))
    fetcher.close()
    cleaned = sanitize(page.body.decode("utf-8", "replace"), BASE)
    assert_clean(cleaned)
    assert "BEGIN-" in cleaned and re.search(r"\bon\w+=|javascript:[^ ]*\"", cleaned) is None


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "<p>",
                    "</p>",
                    "<a",
                    "href=",
                    "<b>",
                    "</b>",
                    "<table>",
                    "<tr>",
                    "<td>",
                    "</table>",
                    "<svg>",
                    "</svg>",
                    "<math>",
                    "<style>",
                    "</style>",
                    "<title>",
                    "<select>",
                    "<noscript>",
                    "</noscript>",
                    "<template>",
                    "<!--",
                    "-->",
                    "<![CDATA[",
                    "]]>",
                    "<img",
                    "src=x",
                    "onerror=1>",
                    "<script>",
                    "</script>",
                    "'",
                    '"',
                    ">",
                    "<",
                    "javascript:x",
                    "<li>",
                    "<ul>",
                    "</ul>",
                    "<blockquote>",
                    "<pre>",
                    "<iframe",
                    "src=x>",
                    "<form>",
                    "<mglyph>",
                    "<annotation-xml>",
                    "&lt;",
                    "&#x6a;",
                ]
            ),
            st.text(max_size=6),
        ),
        max_size=30,
    )
)
def test_any_soup_comes_out_clean_and_stays_so(pieces: list[str]) -> None:
    assert_clean(sanitize("".join(pieces), BASE))


@pytest.mark.parametrize("host", ["a.examp=", "a..example", ".example", "a'b.example", "a;b.example", "a|b"])
def test_a_link_whose_host_cannot_be_one_is_no_link(host: str) -> None:
    """Qt takes such an address for an empty one."""
    assert safe_link(f"https://{host}/x") == ""


def test_hosts_of_other_scripts_stay() -> None:
    assert safe_link("https://مثال.إختبار/x").startswith("https://")


@pytest.mark.parametrize("text", ["\ufeff" * 20 + "<p>a</p>", "&#65279;" * 20 + "b", "\ufeff" * 8])
def test_many_byte_order_marks_are_taken_away_at_once(text: str) -> None:
    once = sanitize(text, "")
    assert sanitize(once, "") == once and not once.startswith("\ufeff")
