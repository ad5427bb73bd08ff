"""Stored blocks cleaned once more on their way out of the library.

They were cleaned when the article was saved, but a library's file can come from anywhere. What is written
here is put together anew of a few plain tags, absolute links and escaped text, so nothing else can pass.
"""

from __future__ import annotations

import dataclasses
from html import escape
from html.parser import HTMLParser

from reader.core.model import Block, BlockKind, Document, Part

_PLAIN = frozenset(["b", "strong", "i", "em", "cite", "code", "sub", "sup", "mark", "s", "del", "u", "q"])
_DROPPED = frozenset(("script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title"))
_SCHEMES = ("http://", "https://", "mailto:")
_MOST_COLUMNS, _DEEPEST = 60, 20


def clean_document(document: Document) -> Document:
    """The document with every part's markup cleaned, and no address that could be more than a link."""
    return dataclasses.replace(document, blocks=tuple(map(clean_block, document.blocks)))


def clean_block(block: Block) -> Block:
    """One block, likewise."""
    return dataclasses.replace(
        block,
        kind=BlockKind(block.kind),
        level=_number(block.level, 6),
        columns=_number(block.columns, _MOST_COLUMNS),
        url=safe_address(block.url),
        parts=tuple(_clean_part(part) for part in block.parts),
    )


def safe_address(address: str) -> str:
    """An absolute http, https or mailto address; "" for any other."""
    plain = "".join(char for char in address if char > " " and char != "\x7f")
    return plain if plain.lower().startswith(_SCHEMES) else ""


def clean_markup(html: str) -> str:
    """Inline markup with the plain tags and links alone; the text of other elements is kept."""
    if "<" not in html and "&" not in html:
        return html
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return writer.written()


def _clean_part(part: Part) -> Part:
    return dataclasses.replace(part, html=clean_markup(part.html), level=_number(part.level, _DEEPEST))


def _number(value: object, most: int) -> int:
    return min(max(value, 0), most) if isinstance(value, int) else 0


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._open: list[str] = []
        self._dropped = 0

    def written(self) -> str:
        return "".join(self._out) + "".join(f"</{tag}>" for tag in reversed(self._open))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self._dropped += 1
        elif self._dropped:
            return
        elif tag == "br":
            self._out.append("<br>")
        elif tag == "a":
            address = safe_address(dict(attrs).get("href") or "")
            if address and "a" not in self._open:
                self._out.append(f'<a href="{escape(address)}">')
                self._open.append(tag)
        elif tag in _PLAIN:
            self._out.append(f"<{tag}>")
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br" and not self._dropped:
            self._out.append("<br>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self._dropped = max(0, self._dropped - 1)
        elif tag in self._open and not self._dropped:
            while True:
                last = self._open.pop()
                self._out.append(f"</{last}>")
                if last == tag:
                    break

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            self._out.append(escape(data, quote=False))
