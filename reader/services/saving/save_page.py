"""Pages that do not come by their link: saved files, and what a browser or the clipboard hands over."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from reader.core.errors import ReaderError
from reader.core.origin import TYPED, NamedBy, Origin
from reader.core.progress import Progress
from reader.core.storage_errors import at_hand, regular
from reader.services.library_session import LibrarySession
from reader.services.saving.link_origin import class_of_address
from reader.services.saving.save_article import save_article
from reader.services.saving.store_page import PageAtHand, SaveOutcome, store_page

if TYPE_CHECKING:
    from reader.saving.containers import LinkFile, PageFile

log = logging.getLogger(__name__)

OF_FILE = Origin(NamedBy.FILE)

BESIDE = ("_files", "_fichiers", "-Dateien", "_archivos", "_file", "-filer", ".files")
"""Ends of the folder in which browsers put a saved page's pictures, beside it."""
_NOTHING_IN_IT = frozenset(("no-article", "script-page"))
_MOST_BESIDE = 300
_MOST_BESIDE_BYTES = 100 * 1024 * 1024
_PICTURES = frozenset((".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".bmp"))


def save_page(
    session: LibrarySession,
    html: str | bytes,
    progress: Progress,
    url: str = "",
    tags: Sequence[str] = (),
    content_type: str = "text/html; charset=utf-8",
    origin: Origin = TYPED,
) -> SaveOutcome:
    """Save what is seen: a page's HTML as a browser has it, with its address.

    Args:
        session: the library.
        html: the page, or a part of it.
        progress: as for `save_article`.
        url: its address; "" when not known.
        tags: for the article.
        content_type: the charset of bytes.
        origin: who names the address. One that is not of the reader or his companion is noted, but nothing
            on this computer or network is fetched for it.

    Raises:
        ReaderError: as `save_article`. Cancelled.
    """
    data = html.encode("utf-8", "replace") if isinstance(html, str) else html
    progress.step(0, 1, "fetching")
    found = session.extraction.read_file(data, "page.html", url, content_type, progress)
    trusted = origin.by in (NamedBy.READER, NamedBy.COMPANION)
    return _saved(session, found, url or "page", url if trusted else "", progress, tags, origin)[0]


def save_file(
    session: LibrarySession,
    file: Path,
    progress: Progress,
    url: str = "",
    tags: Sequence[str] = (),
    origin: Origin = OF_FILE,
) -> list[SaveOutcome]:
    """Save what a file holds: a saved page (HTML, MHTML, web archive), or the links of a link or text file.

    Args:
        session: the library.
        file: any file; what it is, is judged by its content.
        progress: as for `save_article`.
        url: the page's address, when the reader knows it better than the file.
        tags: for the articles.
        origin: who names what the file points to: the file, unless the reader answers for it.

    Returns:
        One outcome, or one for each link; a link that fails is an outcome too.

    Raises:
        ReaderError: the file cannot be read or holds nothing to save, or as `save_article`. Cancelled.
    """
    progress.step(0, 1, "fetching")
    found = session.extraction.read_file(read_bytes(file), file.name, url, "", progress)
    return _saved(session, found, str(file), url, progress, tags, origin, file)


def read_bytes(file: Path, piped: bool = False) -> bytes:
    """The bytes of a regular file of at most 64 MB.

    Args:
        file: its path.
        piped: it may be a pipe, which is waited for while somebody writes to it.

    Raises:
        ReaderError: `file-unreadable`, `too-large`.
    """
    from reader.saving.containers import MOST_BYTES
    from reader.saving.fetching.unpack import too_large

    try:
        with open(file, "rb", opener=at_hand if piped else regular) as opened:
            data = opened.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ReaderError("file-unreadable", str(error), file=file.name) from error
    if len(data) > MOST_BYTES:
        raise too_large(MOST_BYTES, "file's")
    return data


def _saved(
    session: LibrarySession,
    found: PageFile | LinkFile,
    given: str,
    requested: str,
    progress: Progress,
    tags: Sequence[str],
    origin: Origin,
    file: Path | None = None,
) -> list[SaveOutcome]:
    from reader.saving.containers import LinkFile
    from reader.saving.fetching.fetch import Fetcher
    from reader.saving.fetching.urls import parse_link

    if isinstance(found, LinkFile):
        return [_link_saved(session, link, progress, tags, origin) for link in found.links]
    resources: Mapping[str, bytes] = found.resources
    if file is not None and found.url:
        resources = {**pictures_beside(file, found.url), **resources}
    page = PageAtHand(
        given,
        found.html,
        found.url,
        found.content_type,
        requested=parse_link(requested) if requested else "",
        resources=resources,
        brought=True,
        origin=Origin(
            TYPED.by if requested and file is not None else origin.by, reached=class_of_address(requested)
        ),
    )
    fetcher = Fetcher(politeness=session.politeness)
    try:
        return [store_page(session, page, fetcher, progress, tags)]
    except ReaderError as error:
        if error.kind not in _NOTHING_IN_IT or not found.url or file is None:
            raise
        nothing = error
        log.info("a saved page holds no article; its address is asked instead")
    finally:
        fetcher.close()
    try:
        return [save_article(session, found.url, progress, tags, origin=TYPED if requested else origin)]
    except ReaderError as error:
        if error.kind == "local-address":  # the reader may allow it
            raise
        log.info("nor could its address be saved: %s", error.kind)
        raise nothing from error  # the reader gave a file: what is wrong with it is what he must hear


def _link_saved(
    session: LibrarySession, link: str, progress: Progress, tags: Sequence[str], origin: Origin
) -> SaveOutcome:
    try:
        return save_article(session, link, progress, tags, origin=origin)
    except ReaderError as error:
        return SaveOutcome("failed", link, error=error)


def pictures_beside(file: Path, url: str) -> dict[str, bytes]:
    """The pictures that a browser put into a folder of the page's own name, by the address they resolve to.

    Only plain picture files right inside that folder are read, never what the page names.
    """
    pictures: dict[str, bytes] = {}
    total = 0
    for folder in (file.with_name(file.stem + end) for end in BESIDE):
        if not folder.is_dir() or folder.is_symlink():
            continue
        for name in sorted(folder.iterdir())[:_MOST_BESIDE]:
            if name.suffix.lower() not in _PICTURES or name.is_symlink() or not name.is_file():
                continue
            try:
                total += name.stat().st_size
                if total > _MOST_BESIDE_BYTES:
                    break
                pictures[urljoin(url, quote(f"{folder.name}/{name.name}"))] = name.read_bytes()
            except OSError:  # the browser is still at work there, or it may not be read: the text is had
                continue
    return pictures
