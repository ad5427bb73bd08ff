"""The allow-list that every article passes before it is stored, and again before it is shown."""

from __future__ import annotations

import functools
import re
from urllib.parse import SplitResult, urljoin, urlsplit

import nh3

from reader.saving.fetching.urls import can_be_host
from reader.saving.name_sets import name_set
from reader.saving.page.prepare import cap_depth, clean_characters

LARGEST = 8_000_000
"""Characters of HTML looked at; articles are far smaller."""

_TAGS = name_set(
    """a b blockquote br caption cite code dd del dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins
    kbd li mark ol p pre q s small strong sub sup table tbody td tfoot th thead tr u ul"""
)
_WITH_CONTENT = name_set(
    """script style template noscript svg math title iframe object embed textarea select xmp noembed
    noframes plaintext head audio video canvas applet"""
)
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
    "p": {"data-kind"},
    "*": {"dir", "lang"},
}
_NUMBERS = {"colspan": 60, "rowspan": 2000, "start": 1_000_000, "width": 20_000, "height": 20_000}
_LINK_SCHEMES = frozenset(("http", "https", "mailto"))
_IMAGE_WITHOUT_SOURCE = re.compile(r'<img(?:\s+(?:alt|width|height|dir|lang)="[^"]*")*>')  # as nh3 writes it
_MOST_PASSES = 8  # two are the rule; soup of tables and lists takes a few more to settle
_KINDS = frozenset(("related", "embed"))
_PLAIN = r"(?:/(?!\.)[\w%~+,=@&:!*'()$.-]+)*/?(?:\?[\w%~+,=@&:!*'()$./-]+)?(?:#[\w%~+,=@&:!*'()$./-]+)?"
"""A path without segments of dots, and what may follow: joining changes nothing of it."""
_PLAIN_PATH = re.compile(_PLAIN, re.ASCII)
_PLAIN_ADDRESS = re.compile(rf"https?://[a-z0-9.-]+{_PLAIN}", re.ASCII)
_BRACKETED = re.compile(r"\[[^\]]*\](?::\d*)?")
_CONTROLS = re.compile(r"[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]")


def sanitize(html: str, base_url: str) -> str:
    """`html` with nothing left but the elements of an article and absolute http, https and mailto links.

    Cleaning what was cleaned changes nothing.

    Args:
        html: any text.
        base_url: what relative addresses are resolved against; empty drops them.
    """
    text = html[:LARGEST]
    for _ in range(_MOST_PASSES):
        # within the loop: cleaning turns references into characters and moves elements about
        capped, _ = cap_depth(clean_characters(text).lstrip("\ufeff"))  # nh3 takes one away each time
        cleaned = _clean(capped, base_url)
        if cleaned == text:
            break
        text = cleaned
    return text


@functools.lru_cache(maxsize=4096)
def safe_link(address: str, base_url: str = "", schemes: frozenset[str] = _LINK_SCHEMES) -> str:
    """`address` made absolute, or nothing when it is not of one of the `schemes` or has no host."""
    address = address.strip()
    if not address or len(address) > 8_000 or "\\" in address[:12] or _CONTROLS.search(address[:12]):
        return ""
    try:
        joined = _joined(base_url, address) if base_url else address
        parts = urlsplit(joined)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme.lower() not in schemes:
        return ""
    if parts.scheme.lower() == "mailto":
        return joined if "@" in parts.path else ""
    if not host or not _place_is_good(parts) or not can_be_host(host):
        return ""
    if parts.username is not None or parts.password is not None:
        joined = joined.replace(parts.netloc, parts.netloc.rpartition("@")[2], 1)
    return _CONTROLS.sub(lambda m: "%20" if m.group(0) == " " else "", joined)


def _joined(base_url: str, address: str) -> str:
    """What `urljoin` gives; the two forms that nearly all links of a page have need a tenth of its work."""
    if address[:1] == "/" and _PLAIN_PATH.fullmatch(address):
        return _root(base_url) + address if _root(base_url) else urljoin(base_url, address)
    if _PLAIN_ADDRESS.fullmatch(address):
        return address
    return urljoin(base_url, address)


@functools.lru_cache(maxsize=16)  # a page has one
def _root(base_url: str) -> str:
    """Scheme and host of a web address; "" for any other."""
    parts = urlsplit(base_url)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else ""


def _place_is_good(parts: SplitResult) -> bool:
    """Whether the port is a number that ports have, and brackets stand around the whole host."""
    place = parts.netloc.rpartition("@")[2]
    if "[" in place and not _BRACKETED.fullmatch(place):
        return False
    try:
        return parts.port != 0
    except ValueError:
        return False


def _clean(text: str, base_url: str) -> str:
    cleaned = nh3.clean(
        text,
        tags=set(_TAGS),
        clean_content_tags=set(_WITH_CONTENT),
        attributes=_ATTRIBUTES,
        attribute_filter=functools.partial(_attribute, base_url),
        url_schemes=set(_LINK_SCHEMES),
        link_rel=None,
        strip_comments=True,
    )
    return _IMAGE_WITHOUT_SOURCE.sub("", cleaned)  # Qt would ask for the empty address


def _attribute(base_url: str, tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return safe_link(value, base_url) or None
    if name == "src":
        return safe_link(value, base_url, frozenset(("http", "https"))) or None
    if name in _NUMBERS:
        number = value.strip()
        good = number.isascii() and number.isdigit() and len(number) < 9 and int(number) > 0
        return str(min(int(number), _NUMBERS[name])) if good else None
    if name == "dir":
        return value.lower() if value.lower() in ("ltr", "rtl", "auto") else None
    if name == "lang":
        return value if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", value) else None
    if name == "data-kind":
        return value if value in _KINDS else None
    return value[:2000]
