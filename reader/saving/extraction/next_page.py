"""Where an article that is spread over several pages goes on.

Only a plain case counts: a link that says “next” (by `rel`, or in words, or by the number 2 on page 1)
and that leads to the same address but for its page number. So the next *article*, the next page of
comments and a list's next page under another address are not taken for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from reader.saving.fetching.urls import clean_link

if TYPE_CHECKING:
    from reader.saving.page.elements import Element

MOST_PAGES = 20

_NEXT_WORDS = re.compile(
    r"^[\W_]*(?:(?:lire\s+)?(?:la\s+)?(?:page\s+)?suivante?(?:\s+page)?|page\s+suivante|(?:go\s+to\s+)?next(?:\s+page)?|"
    r"(?:الصفحة\s+)?التالي(?:ة)?|siguiente|nächste(?:\s+seite)?|weiter)[\W_]*$",
    re.I,
)
_PARAMETERS = ("page", "pg", "p", "paged", "pagina", "npage", "pagenum")
_PATHS = (
    re.compile(r"^(?P<stem>.+?)/page[/-](?P<number>\d{1,2})(?P<end>/?)$"),
    re.compile(r"^(?P<stem>.+?)/(?P<number>\d{1,2})(?P<end>/?)$"),
    re.compile(r"^(?P<stem>.+?)[-_,.](?:page[-_]?|p)?(?P<number>\d{1,2})(?P<end>\.s?html?|\.php|\.aspx?)$"),
)


def next_page(tree: Element, url: str, selector: str = "", number: int = 1) -> str:
    """The address of the page after this one, or nothing.

    Args:
        tree: the parsed page.
        url: its address.
        selector: of a site rule; what it finds is believed when it stays on the host.
        number: which page of the article this is. An address that ends in another number (`/news/12`)
            names an article, not a page of one.
    """
    from reader.saving.metadata.collect import base_of
    from reader.saving.page.sanitize import safe_link

    base = base_of(tree, url)
    http = frozenset(("http", "https"))

    def target(element: Element) -> str:
        return clean_link(safe_link(element.get("href") or "", base, http))

    if selector:
        from reader.saving.page.selectors import compile_selector

        found = [target(e) for e in compile_selector(selector).elements(tree)]
        return next((t for t in found if t and _same_host(t, url) and t != clean_link(url)), "")
    if page_number(url) != number:
        return ""
    for element in tree.iter("link", "a"):
        if _says_next(element, number):
            address = target(element)
            if address and continues(url, address):
                return address
    return ""


def _says_next(element: Element, number: int) -> bool:
    """Whether a link calls itself the next one of page `number`, by its `rel`, in words or by its number."""
    from reader.saving.page.elements import tag_of, text_of

    if "next" in (element.get("rel") or "").lower().split():
        return True
    text = text_of(element)
    if tag_of(element) == "a" and text.strip("[]() .") == str(number + 1):
        return True
    words = (element.get("title") or "", element.get("aria-label") or "", text[:40])
    return any(_NEXT_WORDS.match(word) for word in words if word)


def continues(url: str, candidate: str) -> bool:
    """Whether `candidate` is the page after `url`: the same address, its page number one higher."""
    return (
        _same_host(url, candidate)
        and page_number(candidate) == page_number(url) + 1
        and _without_number(candidate) == _without_number(url)
    )


def page_number(url: str) -> int:
    """The page number that an address ends in, 1 when it has none."""
    return _split(url)[1]


def _without_number(url: str) -> str:
    return _split(url)[0]


def _split(url: str) -> tuple[str, int]:
    """An address without its page number, and the number."""
    parts = urlsplit(clean_link(url))
    query = parse_qsl(parts.query, keep_blank_values=True)
    numbers = [v for k, v in query if k.lower() in _PARAMETERS and re.fullmatch(r"\d{1,2}", v)]
    if len(numbers) == 1:
        rest = urlencode([(k, v) for k, v in query if k.lower() not in _PARAMETERS])
        return urlunsplit(("", parts.netloc, _bare(parts.path), rest, "")), int(numbers[0]) or 1
    for pattern in _PATHS:
        match = pattern.match(parts.path)
        if match is not None and 1 <= int(match["number"]) <= 99:
            end = match["end"].strip("/")
            return urlunsplit(("", parts.netloc, match["stem"] + end, parts.query, "")), int(match["number"])
    return urlunsplit(("", parts.netloc, _bare(parts.path), parts.query, "")), 1


def _bare(path: str) -> str:
    return path.rstrip("/")


def _same_host(one: str, two: str) -> bool:
    first, second = urlsplit(one), urlsplit(two)
    return (first.scheme, first.netloc) == (second.scheme, second.netloc)
