"""What was dropped or pasted, as web links: addresses, text, HTML, and the files that hold a link."""

from __future__ import annotations

import html.parser
import logging
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMimeData, QUrl

from reader.core.errors import ReaderError
from reader.core.link_files import link_of_file
from reader.core.progress import Progress
from reader.gui.widgets.given_files import LINK_FILES, PAGE_FILES, TEXT_FILES
from reader.services.desktop.open_request import feed_address
from reader.services.saving.find_links import find_links

log = logging.getLogger(__name__)

MOST_FILE_BYTES = 256_000
"""Of a dropped page only this much is read: its address stands in its head."""

_MOST_FILES = 200
_LONGEST_FEED = 2000  # characters of an address
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_NULL = "\x00"


class Finder(Protocol):
    """Finds the links in a text."""

    def __call__(self, text: str, /) -> list[str]: ...


def links_in(mime: QMimeData, find: Finder = find_links) -> list[str]:
    """Return the web links in what was dropped or pasted, each once and in order; empty for none.

    Addresses come first (`text/uri-list`, with link and page files opened), then Mozilla's own type,
    then links in plain text, then the `href`s of HTML: the first that holds any is taken.
    """
    sources: Iterable[Callable[[], list[str]]] = (
        lambda: _from_urls(mime.urls(), find),
        lambda: _from_mozilla(mime, find),
        lambda: find(mime.text()) if mime.hasText() else [],
        lambda: links_in_html(mime.html(), find) if mime.hasHtml() else [],
    )
    for source in sources:
        found = source()
        if found:
            return list(dict.fromkeys(found))
    return []


def files_in(mime: QMimeData) -> list[Path]:
    """The files among what was dropped, of any kind."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()][:_MOST_FILES]


def addresses_beside_files(mime: QMimeData, find: Finder = find_links) -> list[str]:
    """The web addresses that were dropped together with files; the text beside them only names the files."""
    return list(dict.fromkeys(_from_urls((url for url in mime.urls() if not url.isLocalFile()), find)))


def feed_in(mime: QMimeData) -> str:
    """The address in a `feed:` link that was dropped or pasted by itself; "" for none."""
    urls = mime.urls()
    if len(urls) > 1:
        return ""
    text = urls[0].toString(QUrl.ComponentFormattingOption.FullyEncoded) if urls else mime.text()
    if len(text) > _LONGEST_FEED or len(text.split()) != 1:
        return ""
    return feed_address(text.strip()) or ""


def only_files(mime: QMimeData) -> bool:
    """Whether nothing but files of this computer is offered."""
    urls = mime.urls()
    return bool(urls) and all(url.isLocalFile() for url in urls)


def links_in_file(path: Path, find: Finder = find_links) -> list[str]:
    """Return the link that a link or saved page file stands for, or those of a text file; empty for none."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_FILE_BYTES)
    except OSError as error:
        log.info("a dropped file was not read: %s", error.strerror)
        return []
    suffix = path.suffix.lower()
    if suffix in LINK_FILES:
        return _link_of(data, find)
    text = data.decode("utf-8", errors="replace")
    if suffix in TEXT_FILES:
        return find(text)
    return _page_address(text, find)


def _link_of(data: bytes, find: Finder) -> list[str]:
    try:
        return find(link_of_file(data))
    except ReaderError as error:
        log.info("a dropped link file was not read: %s", error.detail)
        return []


def links_in_files(files: Iterable[Path], progress: Progress) -> list[str]:
    """The links of several files, each once; on a background lane.

    Raises:
        Cancelled: as asked.
    """
    found: dict[str, None] = {}
    for file in files:
        progress.check()
        found.update(dict.fromkeys(links_in_file(file)))
    return list(found)


def links_in_html(text: str, find: Finder = find_links) -> list[str]:
    """Return the links that the anchors of some HTML lead to."""
    reader = _Anchors()
    reader.feed(text.replace(_NULL, ""))
    return [link for address in reader.addresses for link in find(address)]


def _from_urls(urls: Iterable[QUrl], find: Finder) -> list[str]:
    found: list[str] = []
    for url in list(urls)[:_MOST_FILES]:
        if url.isLocalFile():
            if _suffix(url) in LINK_FILES | PAGE_FILES | TEXT_FILES:
                found += links_in_file(Path(url.toLocalFile()), find)
        elif url.scheme().lower() in ("http", "https"):
            found += find(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
    return found


def _from_mozilla(mime: QMimeData, find: Finder) -> list[str]:
    """`text/x-moz-url`: UTF-16 text of address and title in turn."""
    if not mime.hasFormat("text/x-moz-url"):
        return []
    text = bytes(mime.data("text/x-moz-url").data()).decode("utf-16-le", errors="replace")
    return [link for line in text.replace(_NULL, "").splitlines()[::2] for link in find(line)]


def _suffix(url: QUrl) -> str:
    return Path(url.toLocalFile()).suffix.lower()


def _page_address(text: str, find: Finder) -> list[str]:
    """The address a saved page names as its own: browser's comment, canonical link, `og:url`."""
    comment = _SAVED_FROM.search(text)
    if comment is not None and find(comment.group(1)):
        return find(comment.group(1))[:1]
    reader = _Anchors()
    reader.feed(text.replace(_NULL, ""))
    return find(reader.own_address)[:1] if reader.own_address else []


class _Anchors(html.parser.HTMLParser):
    """Collects the addresses of anchors, and the one a page calls its own."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.own_address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "a" and named.get("href"):
            self.addresses.append(named["href"])
        elif (tag == "link" and named.get("rel", "").lower() == "canonical") and not self.own_address:
            self.own_address = named.get("href", "")
        elif tag == "meta" and named.get("property") == "og:url" and not self.own_address:
            self.own_address = named.get("content", "")
