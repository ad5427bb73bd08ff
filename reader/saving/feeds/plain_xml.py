"""Feeds without surprises, read at a tenth of the time: well-formed RSS 2.0 and Atom of the usual elements.

What is understood here gives what feedparser gives of the same document, of the parts that are read of it;
whatever else stands in one, an element more or an attribute, leaves the whole document to feedparser. So this
knows no form that feedparser does not, and decides nothing: it is a short cut through most of the press.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element

_ATOM = "{http://www.w3.org/2005/Atom}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SY = "{http://purl.org/rss/1.0/modules/syndication/}"
_MEDIA = "{http://search.yahoo.com/mrss/}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_ASIDE_OF_ALL = frozenset(
    (
        f"{_MEDIA}thumbnail",
        "{http://purl.org/rss/1.0/modules/slash/}comments",
        "{http://purl.org/rss/1.0/modules/threading/}total",
        "{http://wellformedweb.org/CommentAPI/}commentRss",
        "{http://wellformedweb.org/CommentAPI/}comment",
        "{com-wordpress:feed-additions:1}post-id",
        "{com-wordpress:feed-additions:1}site",
        "{http://rssnamespace.org/feedburner/ext/1.0}origLink",
    )
)
_ASIDE_OF_RSS = _ASIDE_OF_ALL | {"comments", "source"}
_ASIDE_OF_CHANNEL = _ASIDE_OF_ALL | {
    *("description", "pubDate", "lastBuildDate", "generator", "docs", "copyright", "managingEditor"),
    *("webMaster", "category", "cloud", "rating", f"{_SY}updateBase"),
    *(f"{_DC}date", f"{_DC}creator", f"{_DC}rights", f"{_DC}publisher"),
}
_ASIDE_OF_ENTRY = _ASIDE_OF_ALL | {f"{_ATOM}rights"}
_ASIDE_OF_FEED = _ASIDE_OF_ALL | {
    *(
        f"{_ATOM}{name}"
        for name in ("updated", "subtitle", "generator", "icon", "logo", "rights", "category")
    ),
}
"""Elements that say nothing that is read, as long as no other stands in them."""
_IMAGE = frozenset(("title", "link", "url", "description", "width", "height"))
_PERSON = frozenset((f"{_ATOM}name", f"{_ATOM}email", f"{_ATOM}uri"))
_FILE = ("url", "type", "medium", "fileSize", "isDefault", "duration", "height", "width", "lang")
"""What is said of a film or a sound that stands beside a piece."""
_TEXTS = {"text": "text/plain", "text/plain": "text/plain"}
_TEXTS |= {"html": "text/html", "text/html": "text/html"}
_PAGES = frozenset(("text/html", "application/xhtml+xml", "html", "xhtml"))

_DECLARED = re.compile(r"<!(?:doctype|entity)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x80-\x9f]")
_REFERENCE = re.compile("&([A-Za-z0-9_]+);")

_Once = Callable[["_Read", "_Element"], None]


@dataclass(slots=True)
class PlainFeed:
    """What is read of a feed and of its entries, by feedparser's names."""

    feed: dict[str, Any] = field(default_factory=dict)
    entries: list[dict[str, Any]] = field(default_factory=list)


class _NotPlainError(Exception):
    """The document has something that only feedparser knows."""


def read_plain(document: bytes) -> PlainFeed | None:
    """A feed's document, UTF-8, as feedparser would give it, or `None` where it has to be asked."""
    from lxml import etree

    if _DECLARED.search(document.decode("utf-8", "replace")):
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(document, parser)
        if root.tag == "rss":
            return _rss(root)
        return _atom(root) if root.tag == f"{_ATOM}feed" else None
    except (etree.XMLSyntaxError, _NotPlainError):
        return None


class _Read:
    """What one entry, or the feed itself, says, as it is gone through in its order."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self._seen: set[str] = set()

    def once(self, name: str) -> None:
        """Note that something was said; saying it twice is a matter for feedparser."""
        if name in self._seen:
            raise _NotPlainError
        self._seen.add(name)

    def keep(self, name: str, text: str) -> None:
        self.once(name)
        self.values[name] = text

    def date(self, name: str, element: _Element) -> None:
        from feedparser.datetimes import _parse_date

        said = _text(element)
        self.keep(name, said)
        self.values[f"{name}_parsed"] = _parse_date(said)

    def identity(self, element: _Element, is_link: bool) -> None:
        """An id, which is the address as well where nothing else has been said of one."""
        said = _text(element)
        self.keep("id", _address(said) if is_link else said)
        if is_link:
            self.values.setdefault("link", self.values["id"])

    def content(self, element: _Element, kind: str) -> None:
        """The content; it stands for the summary where there is none, before it or after it."""
        self.once("content")
        said = _text(element)
        self.values["content"] = [{"type": kind, "base": "", "value": said}]
        self.values.setdefault("summary", said)

    def link(self, attributes: dict[str, str]) -> None:
        """A link whose address stands in an attribute."""
        kept = {"rel": "alternate", **attributes}
        kept.setdefault("type", "application/atom+xml" if kept["rel"] == "self" else "text/html")
        if "href" not in kept:
            raise _NotPlainError
        kept["href"] = _address(kept["href"])
        self.values.setdefault("links", []).append(kept)
        if kept["rel"] == "alternate" and kept["type"] in _PAGES:
            self.values["link"] = kept["href"]
        if kept["rel"] == "enclosure":
            self.values.setdefault("enclosures", []).append(kept)

    def written_link(self, element: _Element, of_item: bool) -> None:
        """A link whose address is its text."""
        self.once("link element")
        said = _address(_bare(element))
        if of_item:
            said = said.replace("&amp;", "&")
        said = _REFERENCE.sub(r"&\g<1>", said)
        self.values["link"] = said
        kept = {"rel": "alternate", "type": "text/html"}
        self.values.setdefault("links", []).append({**kept, "href": said} if said or not of_item else kept)


def _rss(root: _Element) -> PlainFeed:
    _only(root, ("version",))
    if [child.tag for child in root] != ["channel"]:
        raise _NotPlainError
    found, said = PlainFeed(), _Read()
    for element in _only(root[0]):
        if element.tag == "item":
            found.entries.append(_piece(element, _ITEM, _ASIDE_OF_RSS))
        elif (take := _CHANNEL.get(element.tag)) is not None:
            take(said, element)
        elif element.tag == "image":
            if not all(part.tag in _IMAGE and not len(_only(part)) for part in _only(element)):
                raise _NotPlainError
        else:
            _aside(element, _ASIDE_OF_CHANNEL)
    found.feed = said.values
    return found


def _piece(piece: _Element, takes: dict[str, _Once], aside: frozenset[str]) -> dict[str, Any]:
    """What an item or an entry says."""
    said = _Read()
    for element in _only(piece):
        take = takes.get(element.tag)
        if take is None:
            _aside(element, aside)
        else:
            take(said, element)
    return said.values


def _atom(root: _Element) -> PlainFeed:
    found, said = PlainFeed(), _Read()
    if language := _only(root, (_LANG,)).get(_LANG):
        said.values["language"] = language.replace("_", "-")
    for element in root:
        if element.tag == f"{_ATOM}entry":
            found.entries.append(_piece(element, _ENTRY, _ASIDE_OF_ENTRY))
        elif element.tag == f"{_ATOM}author":
            _person(element)
        elif (take := _FEED.get(element.tag)) is not None:
            take(said, element)
        else:
            _aside(element, _ASIDE_OF_FEED)
    found.feed = said.values
    return found


def _summary(said: _Read, element: _Element) -> None:
    said.keep("summary", _text(element))


def _author(said: _Read, element: _Element) -> None:
    """An author by name; an address beside it is taken apart by feedparser."""
    name = _bare(element)
    if "@" in name:
        raise _NotPlainError
    said.values.setdefault("authors", []).append({"name": name})


def _atom_author(said: _Read, element: _Element) -> None:
    said.values.setdefault("authors", []).append({"name": _person(element)})


def _person(element: _Element) -> str:
    """The name of a person; one without is pieced together by feedparser, also out of the others."""
    found: dict[str, str] = {}
    for part in _only(element):
        if part.tag not in _PERSON or part.tag in found:
            raise _NotPlainError
        found[part.tag] = (_leaf(_only(part)).text or "").strip()
    name = found.get(f"{_ATOM}name", "")
    if not name:
        raise _NotPlainError
    return name


def _section(said: _Read, element: _Element) -> None:
    text = _text(_only(element, ("domain",)))
    said.values.setdefault("tags", []).extend([{"term": text}] if text else [])


def _atom_section(said: _Read, element: _Element) -> None:
    if _text(_only(element, ("term", "label", "scheme"))):
        raise _NotPlainError
    said.values.setdefault("tags", []).append(dict(element.attrib))


def _guid(said: _Read, element: _Element) -> None:
    said.identity(element, _only(element, ("isPermaLink",)).get("isPermaLink", "true") == "true")


def _enclosure(said: _Read, element: _Element) -> None:
    _leaf(_only(element, ("url", "type", "length")))
    kept = {"rel": "enclosure", **_attributes(element)}
    if address := kept.pop("url", ""):
        kept["href"] = address
    said.values.setdefault("links", []).append(kept)
    said.values.setdefault("enclosures", []).append(kept)


def _media(said: _Read, element: _Element) -> None:
    _leaf(_only(element, _FILE))
    said.values.setdefault("media_content", []).append(_attributes(element))


def _link(said: _Read, element: _Element) -> None:
    said.link(_attributes(_leaf(_only(element, ("rel", "type", "href", "title", "hreflang", "length")))))


def _own_link(said: _Read, element: _Element) -> None:
    """What a channel of RSS says of itself in the words of Atom."""
    if element.get("rel") not in ("self", "hub"):
        raise _NotPlainError
    _link(said, element)


def _typed(element: _Element) -> str:
    """The kind of a text of Atom; XHTML, and what is encoded or lies elsewhere, is feedparser's matter."""
    kind = _TEXTS.get(_only(element, ("type",)).get("type", "text").lower())
    if kind is None:
        raise _NotPlainError
    return kind


def _typed_text(name: str) -> _Once:
    def take(said: _Read, element: _Element) -> None:
        _typed(element)
        said.keep(name, _text(element))

    return take


def _bare_text(name: str) -> _Once:
    return lambda said, element: said.keep(name, _bare(element))


def _date(name: str) -> _Once:
    return lambda said, element: said.date(name, _only(element))


_CHANNEL: dict[str, _Once] = {
    "title": _bare_text("title"),
    "link": lambda said, element: said.written_link(element, of_item=False),
    "language": _bare_text("language"),
    "ttl": _bare_text("ttl"),
    f"{_SY}updatePeriod": _bare_text("sy_updateperiod"),
    f"{_SY}updateFrequency": _bare_text("sy_updatefrequency"),
    f"{_ATOM}link": _own_link,
}
_ITEM: dict[str, _Once] = {
    "title": _bare_text("title"),
    "link": lambda said, element: said.written_link(element, of_item=True),
    "guid": _guid,
    "description": lambda said, element: _summary(said, _only(element)),
    "{http://purl.org/rss/1.0/modules/content/}encoded": lambda said, element: said.content(
        _only(element), "text/html"
    ),
    "pubDate": _date("published"),
    f"{_DC}date": _date("updated"),
    "author": _author,
    f"{_DC}creator": _author,
    "category": _section,
    "enclosure": _enclosure,
    f"{_MEDIA}content": _media,
}
_FEED: dict[str, _Once] = {
    f"{_ATOM}title": _typed_text("title"),
    f"{_ATOM}link": _link,
    f"{_ATOM}id": lambda said, element: said.identity(_only(element), is_link=True),
}
_ENTRY: dict[str, _Once] = _FEED | {
    f"{_ATOM}summary": _typed_text("summary"),
    f"{_ATOM}content": lambda said, element: said.content(element, _typed(element)),
    f"{_ATOM}published": _date("published"),
    f"{_ATOM}updated": _date("updated"),
    f"{_ATOM}author": _atom_author,
    f"{_ATOM}category": _atom_section,
    f"{_MEDIA}content": _media,
}


def _only(element: _Element, attributes: tuple[str, ...] = ()) -> _Element:
    """The element, if it has no attribute but these."""
    if any(name not in attributes for name in element.attrib):
        raise _NotPlainError
    return element


def _leaf(element: _Element) -> _Element:
    """The element, if no other stands in it."""
    if len(element):
        raise _NotPlainError
    return element


def _aside(element: _Element, known: frozenset[str]) -> None:
    """Make sure that an element says nothing, not even to what the links after it are relative."""
    if element.tag not in known or any(name.lower().endswith("base") for name in element.attrib):
        raise _NotPlainError
    _leaf(element)


def _attributes(element: _Element) -> dict[str, str]:
    """The attributes, with names and kinds as feedparser writes them."""
    return {
        name: value.lower() if name in ("rel", "type") else value for name, value in element.attrib.items()
    }


def _bare(element: _Element) -> str:
    return _text(_only(element))


def _text(element: _Element) -> str:
    """The text of an element in which no other stands; UTF-8 that was read as Latin-1 is mended."""
    text = (_leaf(element).text or "").strip()
    if text.isascii():
        return text
    with contextlib.suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode("utf-8")
    if _CONTROL.search(text):
        raise _NotPlainError
    return text


def _address(text: str) -> str:
    if ":///" in text:
        raise _NotPlainError
    return text
