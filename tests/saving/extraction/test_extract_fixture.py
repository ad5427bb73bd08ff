"""The fixture article: every field, with and without its JSON-LD, and in damaged forms."""

from __future__ import annotations

import dataclasses
import html
import re
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.core.model import BlockKind
from reader.reading.document import blocks_from_html
from reader.saving.extraction.extract import Extracted, extract
from tests.conftest import SITE

KINDS = {"p": BlockKind.PARAGRAPH, "h2": BlockKind.HEADING, "related": BlockKind.RELATED}
URL = "https://www.lebrief.example"


def page_of(expected: dict[str, Any]) -> bytes:
    return (SITE / expected["url_path"].strip("/") / "index.html").read_bytes()


def without_json_ld(page: bytes) -> bytes:
    changed = re.sub(rb'<script type="application/ld\+json">.*?</script>', b"", page, flags=re.S)
    assert changed != page
    return changed


@pytest.fixture(params=["whole", "without JSON-LD", "without meta"])
def extracted(request: pytest.FixtureRequest, expected: dict[str, Any]) -> Extracted:
    page = page_of(expected)
    if request.param != "whole":
        page = without_json_ld(page)
    if request.param == "without meta":
        page = re.sub(rb'<meta (?:property|name)="(?!viewport)[^>]*>', b"", page)
    return extract(page, URL + expected["url_path"])


def test_every_field_of_the_article(extracted: Extracted, expected: dict[str, Any]) -> None:
    for name in ("title", "author", "date", "language", "section"):
        assert getattr(extracted, name) == expected[name], name
    assert extracted.site in (expected["site"], "LeBrief")
    assert extracted.url == URL + expected["url_path"]
    assert extracted.lead is not None
    assert extracted.lead.src.rsplit("/", 1)[-1] == expected["lead_image"]
    assert extracted.lead.src.startswith(URL)
    assert extracted.lead.caption == expected["caption"]
    assert extracted.lead.credit == "DR"
    assert extracted.avatar is not None and extracted.avatar.src.endswith("avatar.jpg")
    assert extracted.incomplete == ""


def test_the_blocks_in_order(extracted: Extracted, expected: dict[str, Any]) -> None:
    blocks = blocks_from_html(extracted.html, "fr")
    assert [(b.kind, b.text) for b in blocks] == [(KINDS[b["kind"]], b["text"]) for b in expected["blocks"]]
    related = next(b for b in blocks if b.kind is BlockKind.RELATED)
    assert related.url == URL + "/la-93e-session-d-interpol-s-ouvre-a-marrakech/"


def test_the_lists_around_it(extracted: Extracted, expected: dict[str, Any]) -> None:
    assert [link.title for link in extracted.related] == expected["related"]
    assert [link.title for link in extracted.latest] == expected["latest"]
    assert [link.title for link in extracted.most_read] == expected["most_read"]
    first = extracted.latest[0]
    assert first.section == "Politique" and first.author == "Mouna Aghlal" and first.date == "2026-01-12"
    assert first.excerpt.startswith("Après sept ans de déficit") and first.picture.endswith("-300x169.jpg")
    assert first.url.startswith(URL)


def test_nothing_of_the_page_around_it(extracted: Extracted, expected: dict[str, Any]) -> None:
    text = html.unescape(re.sub(r"<[^>]*>", "\n", extracted.html))
    for words in expected["must_not_appear"]:
        assert words.strip() not in [line.strip() for line in text.split("\n")]
        assert words.strip() not in text or len(words.strip()) < 5
    assert "temps de lecture" not in text.lower() and "data:" not in extracted.html


def test_the_date_without_any_declaration_comes_from_the_page(expected: dict[str, Any]) -> None:
    page = re.sub(
        rb' datetime="[^"]*"|<meta [^>]*published_time[^>]*>', b"", without_json_ld(page_of(expected))
    )
    found = extract(page, URL + expected["url_path"])
    assert found.date == "2025-11-28" and found.published == ""


def test_the_moment_keeps_its_zone(expected: dict[str, Any]) -> None:
    assert extract(page_of(expected), URL + expected["url_path"]).published == "2025-11-28T10:12:00+01:00"


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1252"])
def test_the_same_in_another_encoding(expected: dict[str, Any], encoding: str) -> None:
    text = page_of(expected).decode("utf-8").replace('<meta charset="UTF-8">', "").replace("ᵉ", "e")
    header = "" if encoding == "utf-16" else "text/html; charset=iso-8859-1"
    found = extract(text.encode(encoding, "xmlcharrefreplace"), URL + expected["url_path"], header)
    assert found.title == expected["title"]
    assert "criminalité transfrontalière" in found.html or "cybercriminalité" in found.html


def test_the_page_without_its_article_is_no_article(expected: dict[str, Any]) -> None:
    page = re.sub(rb'<div class="entry-content">.*?</article>', b"</article>", page_of(expected), flags=re.S)
    with pytest.raises(ReaderError) as caught:
        extract(page, URL + expected["url_path"])
    assert caught.value.kind == "no-article"


def test_what_is_extracted_can_be_compared(expected: dict[str, Any]) -> None:
    first = extract(page_of(expected), URL)
    assert dataclasses.replace(first, html="") != first
    assert extract(page_of(expected), URL) == first
