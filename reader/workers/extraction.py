"""The extraction worker: a page's bytes become a `Document`, a picture's bytes are checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.core.errors import ReaderError
from reader.core.model import Document
from reader.core.progress import Progress
from reader.core.serialize import from_plain, to_plain
from reader.workers.process import Limits, WorkerDied, WorkerProcess

if TYPE_CHECKING:
    from reader.saving.images import CheckedPicture

LIMITS = Limits(seconds=20.0, memory=1536 * 1024 * 1024, idle=60.0)
"""Seconds a page; bytes of address space, of which the libraries alone map some 500 MB."""

_PICTURE_SECONDS = 10.0


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
        message = {"task": "extract", "url": url, "content_type": content_type}
        try:
            answer, _ = self._process.request(message, body, progress)
        except WorkerDied as error:
            raise ReaderError("extraction-failed", str(error)) from error
        return from_plain(Document, answer["document"])

    def check_picture(self, data: bytes, progress: Progress | None = None) -> CheckedPicture:
        """A picture fit to be stored.

        Raises:
            ReaderError: `bad-picture`. Cancelled: as asked.
        """
        from reader.saving.images import CheckedPicture

        try:
            answer, kept = self._process.request({"task": "picture"}, data, progress, seconds=_PICTURE_SECONDS)
        except WorkerDied as error:
            raise ReaderError("bad-picture", str(error)) from error
        return CheckedPicture(kept, answer["mime"], answer["width"], answer["height"], answer["digest"])

    def close(self) -> None:
        """End the process."""
        self._process.close()


def handle(message: dict[str, Any], blob: bytes) -> tuple[dict[str, Any], bytes]:
    """Answer one request in the worker.

    Raises:
        ReaderError: as the task says; it travels back.
    """
    if message["task"] == "extract":
        return {"document": to_plain(document_of(blob, message["url"], message["content_type"]))}, b""
    if message["task"] == "picture":
        from reader.saving.images import check_picture

        checked = check_picture(blob)
        about = {
            "mime": checked.mime,
            "width": checked.width,
            "height": checked.height,
            "digest": checked.digest,
        }
        return about, checked.data
    raise ValueError(f"no task {message['task']!r}")


def document_of(body: bytes, url: str, content_type: str) -> Document:
    """Extract a page and cut it into blocks.

    Raises:
        ReaderError: `not-a-page`, `no-article`, `extraction-failed` when memory ran out.
    """
    from reader.reading.document import blocks_from_html
    from reader.saving.extract import extract

    try:
        found = extract(body, url, content_type)
        blocks = blocks_from_html(found.html, found.language)
    except MemoryError as error:
        raise ReaderError("extraction-failed", "out of memory") from error
    return Document(
        url=found.url,
        title=found.title,
        blocks=blocks,
        html=found.html,
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
