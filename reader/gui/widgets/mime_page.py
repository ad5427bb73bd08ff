"""A part of a web page that was copied or dragged: its HTML, and the address that the browser names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QMimeData

from reader.services.saving.find_links import find_links

LEAST_PROSE = 400
"""Characters besides links from which a copied part of a page is an article and not a pointer to one."""
MOST_HTML = 8_000_000

_SOURCES = ("chromium/x-source-url", "org.chromium.source-url", "text/x-moz-url-priv")
_WINDOWS = ("HTML Format", 'application/x-qt-windows-mime;value="HTML Format"')
_SOURCE_LINE = re.compile(rb"^SourceURL:([^\r\n]{1,8000})", re.MULTILINE)
_LINK = re.compile(r"https?://\S+")
_HEADER = re.compile(r"\AVersion:\d.*?(?=<)", re.S)


@dataclass(frozen=True, slots=True)
class GivenPage:
    """A page at hand: its HTML as copied from a browser, and the address the browser names."""

    html: str
    url: str


def copied_page(mime: QMimeData) -> GivenPage | None:
    """The copied part of a page when it is worth an article of its own: prose, with a source address.

    A drag of one link, or a text made of links, is left to be read as links.
    """
    if not mime.hasHtml() or any(not url.isLocalFile() for url in mime.urls()):
        return None
    url = source_address(mime)
    if not url or not _is_prose(mime.text()):
        return None
    html = mime.html()[:MOST_HTML]
    return GivenPage(_HEADER.sub("", html, count=1), url)


def source_address(mime: QMimeData) -> str:
    """Where the copied HTML comes from, as Chromium, Firefox or the Windows clipboard say; "" for unknown."""
    for name in _SOURCES:
        if mime.hasFormat(name):
            found = _address(bytes(mime.data(name).data())[:32_000])
            if found:
                return found
    for name in _WINDOWS:
        if mime.hasFormat(name):
            line = _SOURCE_LINE.search(bytes(mime.data(name).data())[:20_000])
            if line is not None:
                return _address(line.group(1))
    return ""


def _address(data: bytes) -> str:
    text = data.decode("utf-16-le" if b"\0" in data[:8] else "utf-8", errors="replace").strip("\0 \r\n\ufeff")
    if not text.lower().startswith(("http://", "https://")):
        return ""
    return next(iter(find_links(text)), "")


def _is_prose(text: str) -> bool:
    start = text[:20_000]
    return len(_LINK.sub("", start).strip()) >= LEAST_PROSE
