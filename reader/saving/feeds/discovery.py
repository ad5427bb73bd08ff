"""The feeds of a site: those that its page names, and where they usually are when it names none."""

from __future__ import annotations

import itertools
from urllib.parse import urljoin, urlsplit

from reader.core.feeds import FoundFeed
from reader.saving.feeds.texts import plain_text
from reader.saving.fetching.decode import decode_html
from reader.saving.page.elements import parse
from reader.saving.page.prepare import prepare
from reader.saving.page.sanitize import safe_link

USUAL_PATHS = (
    "feed",
    "rss",
    "feed.xml",
    "rss.xml",
    "atom.xml",
    "index.xml",
    "feed.json",
    "feeds/posts/default",
)
"""Where feeds are on sites that name none, best first: WordPress, Drupal, Hugo, Jekyll, Blogger."""

_TYPES = frozenset(
    f"application/{kind}" for kind in ("rss+xml", "atom+xml", "feed+json", "rdf+xml", "xml", "json")
) | {"text/xml"}
_GENERAL = frozenset(("application/xml", "application/json", "text/xml"))
_WEB = frozenset(("http", "https"))
_MOST = 20
_MOST_ELEMENTS = 20_000


def feeds_of_page(body: bytes, url: str, content_type: str = "") -> tuple[FoundFeed, ...]:
    """The feeds that a page names in its head, or else links to, in its order; those of comments last."""
    tree = parse(prepare(decode_html(body, content_type)).html)
    base = next((element.get("href") for element in tree.iter("base") if element.get("href")), "")
    place = safe_link(base, url, _WEB) or url
    found: dict[str, FoundFeed] = {}
    for element in itertools.islice(tree.iter("link"), _MOST_ELEMENTS):
        relation = (element.get("rel") or "").lower().split()
        kind = (element.get("type") or "").partition(";")[0].strip().lower()
        if not {"alternate", "feed"} & set(relation) or kind not in _TYPES:
            continue
        address = safe_link(element.get("href") or "", place, _WEB)
        if address and (kind not in _GENERAL or _looks_like_feed(address)):
            found.setdefault(address, FoundFeed(address, plain_text(element.get("title") or "", 120)))
    if not found:
        for element in itertools.islice(tree.iter("a"), _MOST_ELEMENTS):
            address = safe_link(element.get("href") or "", place, _WEB)
            own = urlsplit(address).hostname == urlsplit(url).hostname
            if own and _looks_like_feed(address):
                found.setdefault(address, FoundFeed(address, plain_text(element.text or "", 120)))
    return tuple(sorted(found.values(), key=_is_of_comments))[:_MOST]


def usual_places(url: str) -> list[str]:
    """The addresses at which a site may have its feed: below the page that was given, then at the top."""
    parts = urlsplit(url)
    top = f"{parts.scheme}://{parts.netloc}/"
    below = urljoin(top, parts.path if parts.path.endswith("/") else parts.path + "/")
    places = [below + "feed", *(top + path for path in USUAL_PATHS)]
    return list(dict.fromkeys(places))


def _looks_like_feed(address: str) -> bool:
    path = urlsplit(address).path.lower().rstrip("/")
    return path.endswith(
        (".rss", ".atom", ".rdf", "/feed", "/rss", "/atom", "feed.xml", "rss.xml", "atom.xml")
    )


def _is_of_comments(feed: FoundFeed) -> bool:
    return "comment" in feed.url.lower() or "comment" in feed.title.lower()
