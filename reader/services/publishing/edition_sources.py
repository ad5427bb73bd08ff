"""The sources of an edition: names and hosts that were chosen, as feeds to look at and as articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.core.feeds import Feed
    from reader.core.model import ArticleSummary
    from reader.services.library_session import LibrarySession

_LOOKED_AT = 50  # articles of a site; they lie on a host or two


@dataclass(frozen=True, slots=True)
class EditionSources:
    """What was chosen: `names` in small letters, of sites, hosts and feeds, none for all; `feeds` are those
    that belong to it, and `articles` came by these. Those of `left_out` came by feeds that do not alone."""

    names: frozenset[str]
    feeds: tuple[Feed, ...]
    articles: frozenset[int]
    left_out: frozenset[int] = frozenset()

    def have(self, card: ArticleSummary) -> bool:
        """Whether an article is of one of them."""
        if card.id in self.left_out:
            return False
        return (
            not self.names
            or card.id in self.articles
            or bool(self.names & {card.site.casefold(), *hosts_of((card.url,))})
        )


def sources_of(session: LibrarySession, chosen: Sequence[str], without: Sequence[str] = ()) -> EditionSources:
    """The sources that some names mean.

    A feed is called otherwise than the site its articles name: the name of either means both.

    Args:
        chosen: names of feeds or of sites, or hosts, in any case; none for all.
        without: addresses of feeds that are left out all the same.
    """
    names = frozenset(name.casefold() for name in chosen)
    every = session.feeds.all()
    feeds = [feed for feed in every if feed.url not in without]
    left_out = frozenset[int]()
    if len(feeds) < len(every):
        articles_of = session.feed_items.articles_of_feeds
        out = [feed.id for feed in every if feed.url in without]
        left_out = frozenset(articles_of(out)) - frozenset(articles_of([feed.id for feed in feeds]))
    if not names:
        return EditionSources(names, tuple(feeds), frozenset(), left_out)
    wanted = names | _hosts_of_sites(session, names)
    feeds = [feed for feed in feeds if wanted & {feed.name.casefold(), *_hosts(feed)}]
    articles = session.feed_items.articles_of_feeds([feed.id for feed in feeds])
    names = names.union(*(_hosts(feed) for feed in feeds))
    return EditionSources(names, tuple(feeds), frozenset(articles), left_out)


def hosts_of(urls: Iterable[str]) -> tuple[str, ...]:
    """The hosts of addresses, each once, without `www.`."""
    from reader.saving.fetching.urls import host_of

    hosts = (host_of(url).removeprefix("www.").casefold() for url in urls)
    return tuple(dict.fromkeys(filter(None, hosts)))


def _hosts(feed: Feed) -> tuple[str, ...]:
    return hosts_of((feed.site, feed.url))


def _hosts_of_sites(session: LibrarySession, names: frozenset[str]) -> set[str]:
    """The hosts on which the articles of sites lie that are called so."""
    from reader.library.articles.sites import of_site, sites

    return {
        host
        for site in sites(session.database)
        if site.casefold() in names
        for card in session.articles.by_ids(of_site(session.database, site)[:_LOOKED_AT])
        for host in hosts_of((card.url,))
    }
