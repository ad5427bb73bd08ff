"""Where an answer sends on to: by its header, or by a page that only reloads as another."""

from __future__ import annotations

import contextlib
import re
from urllib.parse import urljoin, urlsplit

from reader.core.errors import ReaderError
from reader.saving.fetching.request import Answer
from reader.saving.fetching.urls import clean_link, host_of, parse_link

_REFRESH = re.compile(
    rb"<meta[^>]+http-equiv\s*=\s*[\"']?refresh[\"']?[^>]*content\s*=\s*[\"']?\s*(\d{1,4})(?:\.\d+)?\s*[;,]\s*"
    rb"(?:url\s*=\s*)?[\"']?([^\"'>]{1,2000})",
    re.I,
)
_REFRESH_PAGE = 16 * 1024  # bytes; a page that only sends elsewhere is small
_REFRESH_DELAY = 5  # s; longer ones reload the same page


def location(answer: Answer, url: str) -> str:
    """Where a redirect leads.

    Raises:
        ReaderError: `broken-answer`, `unsupported-scheme`.
    """
    places = answer.headers.get("location", [])
    if len(set(places)) != 1 or not places[0]:
        raise ReaderError("broken-answer", f"redirect with {len(places)} places to go", host=host_of(url))
    return _target(places[0], url)


def refreshed(answer: Answer, url: str) -> str:
    """Where a small page with a quick meta refresh leads; such a page has no text of its own."""
    if len(answer.body) > _REFRESH_PAGE:
        return ""
    found = _REFRESH.search(answer.body)
    if found is None or int(found.group(1)) > _REFRESH_DELAY:
        return ""
    text = re.sub(rb"<(script|style|head)\b.*?</\1>|<[^>]*>", b"", answer.body, flags=re.I | re.S)
    if len(text.strip()) > 600:
        return ""
    return _target(found.group(2).decode("utf-8", "replace").replace("&amp;", "&").strip(), url)


def hears_password(first: str, second: str) -> bool:
    """Whether `second` may hear the password that `first` was told: the same server, no less secure."""
    here, there = urlsplit(first), urlsplit(second)
    if (here.scheme, here.netloc) == (there.scheme, there.netloc):
        return True
    secured = (here.scheme, there.scheme) == ("http", "https")
    return (
        secured and here.hostname == there.hostname and here.port in (None, 80) and there.port in (None, 443)
    )


def _target(place: str, url: str) -> str:
    if re.search(r"[\x00-\x20\x7f\\]|^https?:(?!//[^/])", place.strip(), re.IGNORECASE):
        raise ReaderError("broken-answer", "redirect to no address", host=host_of(url))
    # http.client reads headers as latin-1; addresses in them are UTF-8.
    with contextlib.suppress(UnicodeError):
        place = place.encode("latin-1").decode("utf-8")
    try:
        joined = urljoin(url, place.strip())
    except ValueError as error:
        raise ReaderError("broken-answer", "redirect to no address", host=host_of(url)) from error
    try:
        return clean_link(parse_link(joined))
    except ReaderError as error:
        if error.kind == "unsupported-scheme":
            raise
        raise ReaderError("broken-answer", "redirect to no address", host=host_of(url)) from error
