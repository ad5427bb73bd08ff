"""An article's pictures: fetched side by side, checked in the worker, stored by content."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.model import Document, Picture
from reader.core.progress import Progress

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

MOST_PICTURES = 200
MOST_BYTES = 100 * 1024 * 1024
"""Limits of one article (bytes as fetched); the rest stay as links."""

Stored = dict[str, tuple[str, int, int]]
"""Digest, width and height in px by the picture's source address."""


@dataclass(frozen=True, slots=True)
class StoredPictures:
    """The document with the digests of what was stored, and how many were and were not."""

    document: Document
    saved: int
    failed: int


def store_pictures(
    session: LibrarySession, document: Document, source: Callable[[str], bytes], progress: Progress
) -> StoredPictures:
    """Fetch, check and store the article's pictures; a missing one never fails the article.

    Args:
        session: the library.
        document: the article.
        source: gives the bytes of a picture's address, or the `ReaderError` that says why not.
        progress: cancelling it ends the whole.

    Raises:
        ReaderError: the disk is full or cannot be written. Cancelled: as asked.
    """
    addresses = picture_addresses(document)
    if not addresses or not session.settings.flag("fetch_pictures"):
        return StoredPictures(document, 0, 0)
    stored = dict(fetched_pictures(session, addresses, source, progress))
    return StoredPictures(with_pictures(document, stored), len(stored), len(addresses) - len(stored))


def picture_addresses(document: Document) -> list[str]:
    """The addresses of the article's pictures, lead first, each once, at most `MOST_PICTURES`."""
    pictures = (document.lead, document.avatar, *(block.picture for block in document.blocks))
    found = dict.fromkeys(p.src for p in pictures if p is not None and p.src and not p.digest)
    return list(found)[:MOST_PICTURES]


def with_pictures(document: Document, stored: Stored) -> Document:
    """Return the document with digests and sizes of the stored pictures filled in."""
    filled = partial(_filled, stored=stored)
    return dataclasses.replace(
        document,
        lead=filled(document.lead),
        avatar=filled(document.avatar),
        blocks=tuple(
            b if b.picture is None else dataclasses.replace(b, picture=filled(b.picture))
            for b in document.blocks
        ),
    )


def _filled(picture: Picture | None, stored: Stored) -> Picture | None:
    found = stored.get(picture.src) if picture is not None else None
    if picture is None or found is None:
        return picture
    digest, width, height = found
    return dataclasses.replace(picture, digest=digest, width=width, height=height)


def fetched_pictures(
    session: LibrarySession, addresses: list[str], source: Callable[[str], bytes], progress: Progress
) -> Iterator[tuple[str, tuple[str, int, int]]]:
    """Yield the pictures that could be had, stored, with digest, width and height, as they arrive.

    Raises:
        ReaderError: the disk. Cancelled: as asked.
    """
    from reader.saving.fetching.parallel import fetch_all

    progress.step(0, len(addresses), "pictures")
    total = 0
    arrivals = fetch_all(source, addresses, progress)
    for done, (address, data) in enumerate(arrivals, start=1):
        if isinstance(data, bytes):
            total += len(data)
            kept = _stored(session, data, progress) if total <= MOST_BYTES else None
            if kept is not None:
                yield address, kept
        else:
            log.info("a picture was not fetched: %s", data.kind)
        progress.step(done, len(addresses), "pictures")


def _stored(session: LibrarySession, data: bytes, progress: Progress) -> tuple[str, int, int] | None:
    try:
        checked = session.extraction.check_picture(data, progress)
    except ReaderError as error:
        log.info("a picture was refused: %s", error)
        return None
    digest = session.assets.add(checked.data, checked.mime)
    return digest, checked.width, checked.height
