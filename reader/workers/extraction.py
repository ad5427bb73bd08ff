"""The extraction worker: a page's bytes become a `Document`, a picture's bytes are checked."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from reader.core.edits import LeftOut
from reader.core.errors import ReaderError
from reader.core.feeds import FoundFeed, ParsedFeed
from reader.core.model import Document
from reader.core.progress import Progress
from reader.core.serialize import from_plain, to_plain
from reader.workers.collector import collector_paused
from reader.workers.process import Limits, WorkerDied, WorkerProcess

if TYPE_CHECKING:
    from reader.saving.containers import LinkFile, PageFile
    from reader.saving.extraction.site_rules import SiteRule
    from reader.saving.pictures.check_picture import CheckedPicture

LIMITS = Limits(seconds=120.0, memory=1536 * 1024 * 1024, idle=60.0, processor=30)
"""Seconds a page or a picture, by the clock and of work; bytes of address space, of which the libraries
alone map some 500 MB."""


@dataclass(frozen=True, slots=True)
class PageRead:
    """What a page holds: the article, where it goes on, the pictures that stood in the page itself, and
    what of its main column was not taken for the article."""

    document: Document
    next_page: str = ""
    embedded: Mapping[str, bytes] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()


class ExtractionWorker:
    """The window's end: extracts pages and checks pictures in a process that may be killed.

    Args:
        limits: of time and memory; for tests.
    """

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._process = WorkerProcess("extraction", limits)

    def extract(self, body: bytes, url: str, content_type: str, progress: Progress | None = None) -> Document:
        """The article of a page.

        Raises:
            ReaderError: `not-a-page`, `no-article`, or `extraction-failed` when it took too much
                time or memory. Cancelled: as asked.
        """
        return self.read_page(body, url, content_type, progress).document

    def read_page(
        self,
        body: bytes,
        url: str,
        content_type: str,
        progress: Progress | None = None,
        rule: SiteRule | None = None,
        number: int = 1,
        as_text: bool = False,
    ) -> PageRead:
        """The article of a page with what belongs to it.

        Args:
            body: the page, its content coding undone.
            url: where it came from; "" when that is not known.
            content_type: its header, for its charset.
            progress: cancelling it ends the worker.
            rule: of the page's site.
            number: which page of the article it is.
            as_text: take all text of the page, article or not.

        Raises:
            ReaderError: as `extract`. Cancelled: as asked.
        """
        message = {"task": "extract", "url": url, "content_type": content_type, "number": number}
        message["as_text"] = as_text
        if rule is not None:
            message["rule"] = to_plain(rule)
        try:
            answer, blob = self._process.request(message, body, progress)
        except WorkerDied as error:
            raise ReaderError("extraction-failed", str(error)) from error
        document = from_plain(Document, answer["document"])
        left_out = tuple(from_plain(LeftOut, entry) for entry in answer["left_out"])
        return PageRead(document, answer["next_page"], _apart(answer["embedded"], blob), left_out)

    def read_file(
        self, data: bytes, name: str, url: str = "", content_type: str = "", progress: Progress | None = None
    ) -> PageFile | LinkFile:
        """What a file holds: a page with its pictures, or links.

        Raises:
            ReaderError: `too-large`, `not-a-page`, `not-a-link`, `file-unreadable`. Cancelled: as asked.
        """
        from reader.saving.containers import LinkFile, PageFile

        message = {"task": "file", "name": name, "url": url, "content_type": content_type}
        try:
            answer, blob = self._process.request(message, data, progress)
        except WorkerDied as error:
            raise ReaderError("file-unreadable", str(error), file=name) from error
        if "links" in answer:
            return LinkFile(tuple(answer["links"]))
        parts = _apart(answer["parts"], blob)
        html = parts.pop("")
        return PageFile(html, answer["url"], answer["content_type"], parts)

    def read_feed(
        self, body: bytes, url: str, content_type: str, progress: Progress | None = None
    ) -> ParsedFeed:
        """The pieces of a feed had from `url`.

        Raises:
            ReaderError: `not-a-feed`, also when it took too much time or memory. Cancelled: as asked.
        """
        message = {"task": "feed", "url": url, "content_type": content_type}
        try:
            answer, _ = self._process.request(message, body, progress)
        except WorkerDied as error:
            raise ReaderError("not-a-feed", str(error), host=urlsplit(url).hostname or url) from error
        return from_plain(ParsedFeed, answer["feed"])

    def find_feeds(
        self, body: bytes, url: str, content_type: str, progress: Progress | None = None
    ) -> tuple[FoundFeed, ...]:
        """The feeds that a page names, none when it cannot be read. Cancelled: as asked."""
        message = {"task": "feeds-of-page", "url": url, "content_type": content_type}
        try:
            answer, _ = self._process.request(message, body, progress)
        except WorkerDied:
            return ()
        return tuple(from_plain(FoundFeed, found) for found in answer["feeds"])

    def check_picture(self, data: bytes, progress: Progress | None = None) -> CheckedPicture:
        """A picture fit to be stored.

        Raises:
            ReaderError: `bad-picture`. Cancelled: as asked.
        """
        from reader.saving.pictures.check_picture import CheckedPicture

        try:
            answer, kept = self._process.request({"task": "picture"}, data, progress)
        except WorkerDied as error:
            raise ReaderError("bad-picture", str(error)) from error
        return CheckedPicture(kept, answer["mime"], answer["width"], answer["height"], answer["digest"])

    def close(self) -> None:
        """End the process."""
        self._process.close()


_DEEPEST = 4000
"""Calls inside each other: a page of the greatest depth that is read needs some ten for each element."""


def handle(message: dict[str, Any], blob: bytes) -> tuple[dict[str, Any], bytes]:
    """Answer one request in the worker.

    Raises:
        ReaderError: as the task says; it travels back.
    """
    sys.setrecursionlimit(max(_DEEPEST, sys.getrecursionlimit()))
    if message["task"] == "extract":
        with collector_paused():
            return _read_page(message, blob)
    if message["task"] == "file":
        return _read_file(message, blob)
    if message["task"] in ("feed", "feeds-of-page"):
        return _read_feed(message, blob), b""
    if message["task"] == "picture":
        from reader.saving.pictures.check_picture import check_picture

        checked = check_picture(blob)
        about = {
            "mime": checked.mime,
            "width": checked.width,
            "height": checked.height,
            "digest": checked.digest,
        }
        return about, checked.data
    raise ValueError(f"no task {message['task']!r}")


def _read_page(message: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    from reader.saving.extraction.site_rules import SiteRule
    from reader.saving.pictures.data_pictures import take_embedded

    rule = from_plain(SiteRule, message["rule"]) if "rule" in message else None
    body, pictures = take_embedded(body, keep_lazy=True)
    document, left_out, goes_on = read_document(
        body, message["url"], message["content_type"], rule, message["number"], message["as_text"]
    )
    shown = (document.lead, document.avatar, *(block.picture for block in document.blocks))
    wanted = {picture.src for picture in shown if picture is not None}
    index, blob = _together({src: data for src, data in pictures.items() if src in wanted})
    answer = {"document": to_plain(document), "next_page": goes_on, "embedded": index}
    return {**answer, "left_out": to_plain(left_out)}, blob


def _read_file(message: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    from reader.saving.containers import LinkFile, read_container

    try:
        found = read_container(data, message["name"], message["url"], message["content_type"])
    except MemoryError as error:
        raise ReaderError("file-unreadable", "out of memory", file=message["name"]) from error
    if isinstance(found, LinkFile):
        return {"links": list(found.links)}, b""
    index, blob = _together({"": found.html, **found.resources})
    return {"url": found.url, "content_type": found.content_type, "parts": index}, blob


def _read_feed(message: dict[str, Any], body: bytes) -> dict[str, Any]:
    url, content_type = message["url"], message["content_type"]
    if message["task"] == "feed":
        from reader.saving.feeds.document import read_feed

        return {"feed": to_plain(read_feed(body, url, content_type))}
    from reader.saving.feeds.discovery import feeds_of_page

    return {"feeds": to_plain(feeds_of_page(body, url, content_type))}


def _together(parts: Mapping[str, bytes]) -> tuple[list[list[Any]], bytes]:
    """Several byte strings as one, with the list of their names and lengths."""
    return [[name, len(data)] for name, data in parts.items()], b"".join(parts.values())


def _apart(index: list[list[Any]], blob: bytes) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    position = 0
    for name, length in index:
        parts[str(name)] = blob[position : position + int(length)]
        position += int(length)
    return parts


def document_of(
    body: bytes, url: str, content_type: str, rule: SiteRule | None = None, number: int = 1
) -> Document:
    """Extract a page and cut it into blocks.

    The document's `html` is the whole article with the figure of its lead picture; its `blocks` are
    what stands below that picture. Of a further page of an article (`number` above 1), the lead picture
    is a block like any other.

    Raises:
        ReaderError: `not-a-page`, `no-article`, `extraction-failed` when memory ran out.
    """
    return read_document(body, url, content_type, rule, number)[0]


def read_document(
    body: bytes,
    url: str,
    content_type: str,
    rule: SiteRule | None = None,
    number: int = 1,
    as_text: bool = False,
) -> tuple[Document, tuple[LeftOut, ...], str]:
    """As `document_of`, with what of the page's main column was left out (of its first page only), and the
    address of the article's next page, "" without one."""
    from reader.reading.document import blocks_from_html, left_out_from_html
    from reader.saving.extraction.extract import extract

    try:
        found = extract(body, url, content_type, rule, as_text, number)
        whole = f"{found.lead_html}\n{found.html}" if found.lead_html else found.html
        blocks = blocks_from_html(found.html if number == 1 else whole, found.language)
        more = found.with_left_out if number == 1 else ""
        left_out = left_out_from_html(more, blocks, found.language) if more else ()
    except MemoryError as error:
        raise ReaderError("extraction-failed", "out of memory") from error
    document = Document(
        url=found.url,
        title=found.title,
        blocks=blocks,
        html=whole,
        author=found.author,
        date=found.date,
        published=found.published,
        language=found.language,
        site=found.site,
        section=found.section,
        description=found.description,
        lead=found.lead,
        avatar=found.avatar,
        related=found.related,
        latest=found.latest,
        most_read=found.most_read,
        incomplete=found.incomplete,
    )
    return document, left_out, found.next_page
