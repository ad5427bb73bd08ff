"""What an answer is, by its content: a page, or what of other kinds a server may send for one."""

from __future__ import annotations

import pytest

from reader.core.errors import ReaderError
from reader.saving.fetching.content_type import require_page

PAGE = b"<!DOCTYPE html><html><body><p>Un texte.</p></body></html>"


@pytest.mark.parametrize(
    ("body", "media", "kind"),
    [
        (PAGE, "application/octet-stream", "page"),
        (PAGE.decode().encode("utf-16"), "", "page"),
        (b"Un texte sans balise.", "text/plain", "text"),
        (b'a < b, et { "c" }', "text/plain", "text"),
    ],
)
def test_pages_and_texts_are_read_whatever_they_are_called(body: bytes, media: str, kind: str) -> None:
    assert require_page(body, media) == kind


@pytest.mark.parametrize(
    ("body", "media", "type"),
    [
        (b'{"titre": "Un"}', "text/plain", "data file"),
        (b'\n [1, "deux"]', "", "data file"),
        (b"1", "application/ld+json", "data file"),
        (b"<?xml version='1.0'?><!-- x --><rss version='2.0'></rss>", "text/html", "feed"),
        (b"<feed xmlns='x'></feed>", "application/xml", "feed"),
        (b"<svg xmlns='x'></svg>", "text/html", "picture"),
        (b"\x89PNG\r\n\x1a\n", "text/html", "picture"),
        (b"%PDF-1.7", "text/html", "PDF"),
        (b"bplist00", "text/html", "saved page archive"),
        (b"un\0deux", "text/plain", "file"),
    ],
)
def test_what_is_no_page_is_called_by_its_name(body: bytes, media: str, type: str) -> None:
    with pytest.raises(ReaderError) as caught:
        require_page(body, media)
    assert type.casefold() in f"{caught.value.values} {caught.value.detail} {caught.value.kind}".casefold()
