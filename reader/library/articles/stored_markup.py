"""Stored articles cleaned once more on their way out of the library.

They were cleaned when the article was saved, but a library's file can come from anywhere. Whatever does not
consist of a few plain tags, absolute links and text is put together anew of these, so nothing else can pass.
"""

from __future__ import annotations

import dataclasses
import re
from html import unescape

from reader.core.model import ArticleLink, Block, BlockKind, Document, Part, Picture

_PLAIN = frozenset(["b", "strong", "i", "em", "cite", "code", "sub", "sup", "mark", "s", "del", "u", "q"])
"""Tags that a part's markup may have, without attributes, besides links and line breaks."""

_SCHEMES = ("http://", "https://", "mailto:")
_MOST_COLUMNS, _DEEPEST = 60, 20
_TAG = re.compile(r"<(?:(br)|(/?)([a-z]+)(?: href=\"([^\"<>]*)\")?)>")
_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def clean_document(document: Document) -> Document:
    """The document with every part's markup cleaned, and no address that could be more than a link; its
    `html` is as it was."""
    return dataclasses.replace(
        document,
        blocks=tuple(map(_clean_block, document.blocks)),
        lead=_clean_picture(document.lead),
        avatar=_clean_picture(document.avatar),
        related=_clean_links(document.related),
        latest=_clean_links(document.latest),
        most_read=_clean_links(document.most_read),
    )


def _clean_block(block: Block) -> Block:
    kind, level, columns = (
        BlockKind(block.kind),
        _number(block.level, 6),
        _number(block.columns, _MOST_COLUMNS),
    )
    url, picture = safe_address(block.url), _clean_picture(block.picture)
    parts = tuple(_clean_part(part) for part in block.parts)
    if (kind, level, columns, url, picture, parts) == (
        *(block.kind, block.level, block.columns, block.url, block.picture, block.parts),
    ):
        return block
    return dataclasses.replace(
        block, kind=kind, level=level, columns=columns, url=url, picture=picture, parts=parts
    )


def _clean_picture(picture: Picture | None) -> Picture | None:
    """The picture without an address that leads elsewhere than into the web."""
    if picture is None or _SCHEME.match(_plain(picture.src)) is None:
        return picture
    return dataclasses.replace(picture, src="")


def _clean_links(links: tuple[ArticleLink, ...]) -> tuple[ArticleLink, ...]:
    """Those of the links that lead into the web."""
    return tuple(link for link in links if safe_address(link.url))


def safe_address(address: str) -> str:
    """An absolute http, https or mailto address; "" for any other."""
    plain = _plain(address)
    return plain if plain.lower().startswith(_SCHEMES) else ""


def clean_markup(html: str) -> str:
    """Inline markup with the plain tags and links alone."""
    if "<" not in html or _is_plain(html):
        return html
    from reader.library.articles.plain_markup import made_anew  # articles as we store them need no parser

    return made_anew(html, _PLAIN, safe_address)


def _is_plain(html: str) -> bool:
    """Whether there is nothing but text and well-nested tags, as articles are stored."""
    open_tags: list[str] = []
    count = 0
    for found in _TAG.finditer(html):
        count += 1
        line_break, closing, name, address = found.groups()
        if line_break:
            continue
        if closing:
            if address is not None or not open_tags or open_tags.pop() != name:
                return False
            continue
        if name == "a":
            plain = unescape(address or "")
            if "a" in open_tags or not plain or safe_address(plain) != plain:
                return False
        elif address is not None or name not in _PLAIN:
            return False
        open_tags.append(name)
    return not open_tags and html.count("<") == count


def _clean_part(part: Part) -> Part:
    html, level = clean_markup(part.html), _number(part.level, _DEEPEST)
    same = html == part.html and level == part.level
    return part if same else dataclasses.replace(part, html=html, level=level)


def _plain(address: str) -> str:
    """An address without what browsers pass over in it."""
    return "".join(char for char in address if char >= " " and char != "\x7f").strip()


def _number(value: object, most: int) -> int:
    return min(max(value, 0), most) if isinstance(value, int) else 0
