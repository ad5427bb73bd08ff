"""A link that leads to a file (a PDF, a film, an archive): the link is kept, with its title."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from reader.core.errors import ReaderError
from reader.core.model import Document
from reader.core.origin import NamedBy
from reader.core.progress import Progress
from reader.library.imports.entries import FILE, NOT_YET
from reader.services.saving.save_pictures import StoredPictures
from reader.services.saving.store_page import (
    PageAtHand,
    SaveOutcome,
    add_article,
    duplicate_of,
    keys_of,
    new_article,
    replace_article,
)

if TYPE_CHECKING:
    from reader.saving.fetching.fetch import FetchedPage
    from reader.services.library_session import LibrarySession

_LINK = re.compile(r"<a\b[^<>]*\bhref=\"([^\"<>]*)\"[^<>]*>(.*?)</a>", re.I | re.S)
_TAG = re.compile(r"<[^<>]*>")
_ENDING = re.compile(r"\.[a-z0-9]{1,5}$", re.I)
_LONGEST = 300  # characters of a title
_TELLING = 2  # words that a link's own text needs to be a title: "PDF" and "here" are none


def keep_file_link(
    session: LibrarySession,
    at_hand: PageAtHand,
    page: FetchedPage,
    progress: Progress,
    tags: Sequence[str] = (),
    title: str = "",
) -> SaveOutcome:
    """Store a link to a file as an article without text, unless the library has it.

    Args:
        session: the library.
        at_hand: how the answer came.
        page: the answer, whose `kind` is that of a file.
        progress: its last step is reported.
        tags: for the article.
        title: what it is called by who named the link; else the text of the link in the page that named it,
            the name of the file, or the end of its address.

    Raises:
        ReaderError: of the library. Cancelled: nothing is stored.
    """
    from reader.library.articles.repairs import Source

    keys = keys_of(at_hand, Document(page.final_url, "", (), ""))
    known = next(filter(None, (session.articles.find(key) for key in keys)), None)
    if known is not None and known.incomplete not in NOT_YET:
        return duplicate_of(session, known, at_hand.given)
    told = title or (known.title if known is not None else "") or _text_of_link(session, at_hand)
    document = file_document(page, told)
    source = Source(origin=at_hand.origin)
    progress.check()
    kept = StoredPictures(document, 0, 0)
    if known is not None:
        return replace_article(session, known, at_hand, kept, keys, progress, source)
    return add_article(session, new_article(at_hand, document, keys, tags, source), at_hand, kept, progress)


def file_document(page: FetchedPage, title: str = "") -> Document:
    """What is kept of a file: its link, its title, and what it is (as `kind_of` says) as its section."""
    from reader.saving.fetching.file_names import shown_name

    parts = urlsplit(page.final_url)
    host = parts.hostname or ""
    name = page.file_name or shown_name(unquote(parts.path.rstrip("/").rpartition("/")[2]))
    return Document(
        page.final_url,
        " ".join(title.split())[:_LONGEST] or _title_of(name) or host,
        (),
        "",
        site=host.removeprefix("www."),
        section=page.kind,
        incomplete=FILE,
    )


def _title_of(name: str) -> str:
    """A file's name as a title: without its ending, its words apart."""
    return " ".join(re.sub(r"[_+]+|(?<=\w)-(?=\w)", " ", _ENDING.sub("", name)).split())[:_LONGEST]


def _text_of_link(session: LibrarySession, at_hand: PageAtHand) -> str:
    """What the link is called in the saved article that names it; "" for a word that tells nothing."""
    from reader.saving.fetching.urls import comparison_key

    if at_hand.origin.by is not NamedBy.PAGE or not at_hand.origin.page or not at_hand.requested:
        return ""
    wanted = comparison_key(at_hand.requested)
    try:
        naming = session.articles.find(comparison_key(at_hand.origin.page))
        markup = session.articles.get(naming.id).document.html if naming is not None else ""
        for address, text in _LINK.findall(markup):
            shown = " ".join(html.unescape(_TAG.sub(" ", text)).split())
            link = urljoin(at_hand.origin.page, html.unescape(address))
            if len(shown.split()) >= _TELLING and _is_same(link, wanted):
                return shown
    except ReaderError:  # the article or its address is gone
        return ""
    return ""


def _is_same(link: str, wanted: str) -> bool:
    from reader.saving.fetching.urls import comparison_key

    try:
        return link.startswith(("http://", "https://")) and comparison_key(link) == wanted
    except ReaderError:
        return False
