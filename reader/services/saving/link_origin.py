"""How local a saved article's page was, which decides what the article may name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.core.origin import AddressClass, NamedBy, Origin

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession


def class_of_address(url: str) -> AddressClass:
    """How local a page is that was not fetched, by its name alone; public for one without an address."""
    from reader.saving.fetching.addresses import class_of_name
    from reader.saving.fetching.urls import host_of

    return class_of_name(host_of(url)) if url else AddressClass.PUBLIC


def class_of_article(session: LibrarySession, article_id: int) -> AddressClass:
    """How local the computer was that an article's page came from, when it came.

    It is not looked up again: whoever owns the name may have it lead elsewhere by now. Of an article that
    an earlier version saved, the name alone counts.

    Raises:
        ReaderError: `no-such-article`.
    """
    known = session.repairs.source(article_id).origin
    if known is not None:
        return known.reached
    return class_of_address(session.articles.requested_url(article_id))


def origin_of_links(session: LibrarySession, article_id: int) -> Origin:
    """The origin of what an article names; one that is gone counts as a public page."""
    from reader.core.errors import ReaderError

    try:
        url = session.articles.summary(article_id).url
        return Origin(NamedBy.PAGE, url, class_of_article(session, article_id))
    except ReaderError as error:
        if error.kind != "no-such-article":
            raise
        return Origin(NamedBy.PAGE)
