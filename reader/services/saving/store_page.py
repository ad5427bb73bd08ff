"""The one way from a page at hand into the library: article, further pages, pictures, one transaction.

A fetched link, a saved file and what a browser hands over all pass here.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.model import ArticleSummary, Document
from reader.core.origin import UNKNOWN, Origin
from reader.core.progress import Progress
from reader.library.clock import now
from reader.library.imports.entries import FILE, WITHOUT_TEXT
from reader.services.saving.save_pictures import StoredPictures, store_pictures

if TYPE_CHECKING:
    from reader.library.articles.articles import NewArticle
    from reader.library.articles.repairs import Source
    from reader.saving.extraction.site_rules import SiteRule
    from reader.saving.fetching.fetch import Fetcher
    from reader.services.library_session import LibrarySession
    from reader.workers.extraction import PageRead

log = logging.getLogger(__name__)

PERHAPS_WHOLE = frozenset(("short", "end", "unsure"))
"""The marks of a text that may be whole all the same: nothing on its page says that it is cut."""


@dataclass(frozen=True, slots=True)
class SaveOutcome:
    """What became of a link or page. `status` is as the command line says it:

    `saved`, `duplicate`, `updated` (a fuller text took the place of a cut one), `queued` or `failed`.
    `incomplete` is why the text stored now may not be whole, as in `Document`.
    """

    status: str
    url: str
    id: int = 0
    title: str = ""
    pictures_saved: int = 0
    pictures_failed: int = 0
    saved_at: str = ""
    error: ReaderError | None = None
    incomplete: str = ""


@dataclass(frozen=True, slots=True)
class PageAtHand:
    """A page and how it came.

    `given` is what the reader gave (a link, a file's name). `url` is the page's own address, "" when not
    known; `requested` the link that the reader named, "" when the address is only what a file claims.
    `resources` are pictures that came along, by address. `brought`:
    the reader has the page itself, as his browser shows it to him. `etag` and `last_modified` are what its
    server says of this copy. `as_text`: no article was found, and the reader wants the page's text.
    `origin` says who named it, with `reached` of the page itself: what it names is no more local than that.
    """

    given: str
    body: bytes
    url: str
    content_type: str = ""
    requested: str = ""
    resources: Mapping[str, bytes] = field(default_factory=dict)
    brought: bool = False
    etag: str = ""
    last_modified: str = ""
    as_text: bool = False
    origin: Origin = UNKNOWN


def store_page(
    session: LibrarySession, page: PageAtHand, fetcher: Fetcher, progress: Progress, tags: Sequence[str] = ()
) -> SaveOutcome:
    """Extract a page, fetch its pictures and store the article, unless the library has it.

    Progress reports the steps `extracting`, `pictures` (n of m) and `saved`.

    Raises:
        ReaderError: nothing is stored. Cancelled: nothing is stored.
    """
    progress.step(0, 1, "extracting")
    rule = rule_of(session, page.url)
    read = session.extraction.read_page(
        page.body, page.url, page.content_type, progress, rule, as_text=page.as_text
    )
    keys = keys_of(page, read.document)
    known = next(filter(None, (session.articles.find(key) for key in keys)), None)
    if known is not None and not _is_fuller(session, known, read.document, page):
        return duplicate_of(session, known, page.given)
    if page.requested and not page.as_text:
        from reader.services.saving.join_pages import with_next_pages

        read = with_next_pages(session, read, page.url, page.origin.reached, fetcher, rule, progress)
    pictures = store_pictures(session, read.document, picture_source(page, read, fetcher), progress)
    progress.check()
    source = source_of(page, read)
    if known is not None:
        return replace_article(session, known, page, pictures, keys, progress, source)
    return add_article(
        session, new_article(page, pictures.document, keys, tags, source), page, pictures, progress
    )


def duplicate_of(session: LibrarySession, known: ArticleSummary, given: str) -> SaveOutcome:
    """The outcome when the article is here already; one that lies in Trash comes back."""
    if known.trashed:
        session.articles.restore([known.id])
    return SaveOutcome("duplicate", given, known.id, known.title, saved_at=known.saved_at)


def rule_of(session: LibrarySession, url: str) -> SiteRule | None:
    """The site rule for an address: the reader's own in the library, else one that ships."""
    from reader.saving.extraction.site_rules import rule_for
    from reader.settings.paths import resource

    return rule_for(url, (session.paths.root / "site_rules", resource("site_rules")))


def keys_of(page: PageAtHand, document: Document) -> tuple[str, ...]:
    """The comparison keys of every address the page goes by; of its content when it has none."""
    from reader.saving.fetching.urls import comparison_key

    addresses = filter(None, (document.url, page.url, page.requested))
    keys = dict.fromkeys(comparison_key(address) for address in addresses)
    return tuple(keys) or (f"content:{hashlib.sha256(page.body).hexdigest()}",)


def _is_fuller(session: LibrarySession, known: ArticleSummary, found: Document, page: PageAtHand) -> bool:
    """Whether a page completes an article: one without text, or a cut one that the reader brings fuller."""
    if known.incomplete in WITHOUT_TEXT:
        return True
    if not page.brought or (found.incomplete and found.incomplete not in PERHAPS_WHOLE):
        return False
    stored = session.articles.get(known.id).document
    return bool(stored.incomplete) and len(found.text) > len(stored.text)


def picture_source(page: PageAtHand, read: PageRead, fetcher: Fetcher) -> Callable[[str], bytes]:
    """Gives a picture's bytes: what came with the page, else from the network."""
    from reader.saving.pictures.data_pictures import is_embedded

    at_hand = {**page.resources, **read.embedded}

    def source(address: str) -> bytes:
        data = at_hand.get(address)
        if data is not None:
            return data
        if is_embedded(address):
            raise ReaderError("bad-picture", "it did not come with its page")
        return fetcher.picture(address, page.url, named_by=page.origin.reached)

    return source


def source_of(page: PageAtHand, read: PageRead) -> Source:
    """What is kept of a page beside its article."""
    from reader.library.articles.repairs import Source

    return Source(page.etag, page.last_modified, read.left_out, page.origin)


def new_article(
    page: PageAtHand, document: Document, keys: tuple[str, ...], tags: Sequence[str], source: Source
) -> NewArticle:
    """An article of a page that is not in the library yet; `keys` are as `keys_of` gives them."""
    from reader.library.articles.articles import NewArticle

    return NewArticle(
        document,
        page.requested,
        keys[0],
        now(),
        words=words_in(document),
        tags=tuple(tags),
        aliases=keys[1:],
        source=source,
    )


def add_article(
    session: LibrarySession,
    article: NewArticle,
    page: PageAtHand,
    pictures: StoredPictures,
    progress: Progress,
) -> SaveOutcome:
    """Store a new article, unless it came into the library meanwhile.

    Raises:
        ReaderError: of the library; nothing is stored.
    """
    try:
        article_id = session.articles.store(article)
    except ReaderError as error:
        known = session.articles.find(article.key) if error.kind == "already-saved" else None
        if known is None:
            raise
        return duplicate_of(session, known, page.given)
    if session.settings.text("translate_on_save") and article.document.incomplete != FILE:
        from reader.services.translation.translation_queue import enqueue_saved

        enqueue_saved(session, article_id)
    progress.step(1, 1, "saved")
    return _outcome("saved", page, article_id, pictures)


def replace_article(
    session: LibrarySession,
    known: ArticleSummary,
    page: PageAtHand,
    pictures: StoredPictures,
    keys: tuple[str, ...],
    progress: Progress,
    source: Source,
) -> SaveOutcome:
    """Put a page's text in the place of a known article's, which comes back from Trash.

    Raises:
        ReaderError: of the library.
    """
    words = words_in(pictures.document)
    session.articles.replace(known.id, pictures.document, now(), words=words, aliases=keys, source=source)
    if known.trashed:
        session.articles.restore([known.id])
    progress.step(1, 1, "saved")
    return _outcome("updated", page, known.id, pictures)


def _outcome(status: str, page: PageAtHand, article_id: int, pictures: StoredPictures) -> SaveOutcome:
    return SaveOutcome(
        status,
        page.given,
        article_id,
        pictures.document.title,
        pictures_saved=pictures.saved,
        pictures_failed=pictures.failed,
        incomplete=pictures.document.incomplete,
    )


def words_in(document: Document) -> int:
    """The length of an article in words, as its language counts them."""
    from reader.reading.reading_time import words_in_blocks

    return words_in_blocks(document.blocks, document.language)
