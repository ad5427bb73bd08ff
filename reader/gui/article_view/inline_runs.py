"""Inline markup of a stored block, as runs of text: the view itself never parses any HTML.

The markup was cleaned when the article was saved; it is cleaned again here, because a library file
can come from anywhere. Only the tags below and absolute http, https and mailto links survive.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser

LINK_SCHEMES = ("http", "https", "mailto")

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "cite": "italic",
    "code": "code",
    "sub": "sub",
    "sup": "sup",
    "mark": "mark",
    "s": "strike",
    "del": "strike",
    "u": "underline",
    "q": "quote",
}
_SPACES = dict.fromkeys(map(ord, "\r\n\x0b\x0c\x00\x85\u2029\ufdd0\ufdd1\ufffc"), " ")
"""Line ends start a new block; U+FDD0, U+FDD1 and U+FFFC are Qt's marks of frames and objects."""
_TAGS = {*_STYLES, "a", "br"}


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style; `styles` are the values of the tag table, `href` an absolute address or empty."""

    text: str
    styles: frozenset[str] = frozenset()
    href: str = ""


def runs_of(html: str) -> tuple[Run, ...]:
    """Read inline markup into runs; anything but the allowed tags is dropped, its text kept."""
    if "<" not in html and "&" not in html:
        return (Run(flat(html)),) if html else ()
    import nh3

    clean = nh3.clean(
        html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes=set(LINK_SCHEMES), link_rel=None
    )
    parser = _RunParser()
    parser.feed(clean)
    parser.close()
    return tuple(parser.runs)


def flat(text: str) -> str:
    """Replace, one for one, the characters that mean something to a text document by spaces."""
    return text.translate(_SPACES)


def text_of(runs: Iterable[Run]) -> str:
    """The plain text of runs."""
    return "".join(run.text for run in runs)


def safe_link(address: str) -> str:
    """The address when it may be followed, else empty: no scheme-less, `file:` or `\\\\host` path passes."""
    scheme, found, rest = address.strip().partition(":")
    if not found or scheme.lower() not in LINK_SCHEMES or not rest:
        return ""
    if scheme.lower() != "mailto" and not rest.startswith("//"):
        return ""
    return address.strip()


class _RunParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self._open: list[str] = []
        self._href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._add("\u2028")
        elif tag == "a":
            self._href = safe_link(dict(attrs).get("href") or "")
        elif tag in _STYLES:
            self._open.append(_STYLES[tag])

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._href = ""
        elif _STYLES.get(tag) in self._open:
            self._open.remove(_STYLES[tag])

    def handle_data(self, data: str) -> None:
        self._add(flat(data))

    def _add(self, text: str) -> None:
        self.runs.append(Run(text, frozenset(self._open), self._href))
