"""Inline markup put together anew of a few plain tags, absolute links and escaped text."""

from __future__ import annotations

from collections.abc import Callable, Set
from html import escape
from html.parser import HTMLParser

_DROPPED = frozenset(("script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title"))


def made_anew(html: str, plain: Set[str], safe_address: Callable[[str], str]) -> str:
    """The markup with plain tags and links alone; the text of other elements is kept, but of scripts.

    Args:
        html: any markup.
        plain: the tags that are kept, without attributes.
        safe_address: gives a link's address as it may be written, "" where it may not.
    """
    writer = _Writer(plain, safe_address)
    writer.feed(html)
    writer.close()
    return writer.written()


class _Writer(HTMLParser):
    def __init__(self, plain: Set[str], safe_address: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self._plain, self._safe_address = plain, safe_address
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
            address = self._safe_address(dict(attrs).get("href") or "")
            if address and "a" not in self._open:
                self._out.append(f'<a href="{escape(address)}">')
                self._open.append(tag)
        elif tag in self._plain:
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
