"""Reading an element tree from top to bottom into drafts of blocks.

Inline content gathers until a block begins or ends, then becomes a paragraph. A picture inside a
paragraph becomes a figure of its own: before it when no text came yet, else after it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from html import escape, unescape
from typing import TYPE_CHECKING

from reader.core.model import BlockKind, Part, Picture
from reader.reading.drafts import TEXT_KINDS, Draft, joined_part, lines_and_others
from reader.reading.inline import (
    INLINE_TAGS,
    SAME_AS,
    Run,
    Tag,
    add_tag,
    clean_characters,
    html_of,
    link_tag,
    plain_run,
    single_breaks,
    split_paragraphs,
    text_of,
    tidy,
)

if TYPE_CHECKING:
    from lxml.etree import _Element


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SKIPPED = _names(
    "script style template noscript head title iframe object embed svg math form input button select "
    "textarea audio video canvas map"
)
_CONTAINERS = _names(
    "html body div section article main header footer aside nav details summary center address dl dt dd "
    "fieldset li td th tr caption tbody thead tfoot figcaption hgroup p"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_QUOTES = {"fr": ("«\u202f", "\u202f»"), "ar": ("«", "»")}
_DEEPEST = 60
"""Levels of nesting that are read as structure; deeper ones as plain text."""

_DEEPEST_LIST = 8
_EMOJI_LENGTH = 4  # characters; a picture with so short a text that has no letter stands for an emoji
_BLANK_LINES = re.compile(r"\A(?:[^\S\n]*\n)+")
_SHOWN_LINK = re.compile(r'<a href="([^"]*)">')
_CREDIT = re.compile(
    r"(?:©|\(c\)|cr[ée]dits?(?: photos?)?\s*:|photo credit:|ph(?:oto)?s?\s*:)\s*(.{1,120})$", re.I
)


class Flow:
    """Reads elements into `drafts`. Every nested block is read by a flow of its own."""

    def __init__(self, language: str, depth: int = 0, list_level: int = 0) -> None:
        self.drafts: list[Draft] = []
        self.language = language
        self.depth = depth
        self._list_level = list_level
        self._runs: list[Run] = []
        self._pictures: list[Draft] = []

    def children(self, node: _Element, tags: tuple[Tag, ...] = ()) -> None:
        """Read the content of an element under inline `tags`."""
        self._text(node.text, tags)
        for child in node:
            if isinstance(child.tag, str):
                self.element(child, tags)
            self._text(child.tail, tags)

    def element(self, node: _Element, tags: tuple[Tag, ...] = ()) -> None:
        """Read one element."""
        name = str(node.tag).lower()
        if name in _SKIPPED:
            return
        if self.depth >= _DEEPEST:
            self._text(" ".join(str(text) for text in node.itertext()), tags)
            return
        self.depth += 1
        block = self._block_reader(name, node)
        if block is not None:
            self.flush()
            block(node)
        else:
            self._inline(name, node, tags)
        self.depth -= 1

    def flush(self) -> None:
        """End the paragraph that is being gathered, if any."""
        for runs in split_paragraphs(tidy(self._runs)):
            self.drafts.append(Draft(BlockKind.PARAGRAPH, [_part(runs)]))
        self._runs = []
        self.drafts.extend(self._pictures)
        self._pictures = []

    def _block_reader(self, name: str, node: _Element) -> Callable[[_Element], None] | None:
        if name == "p" and node.get("data-kind") in ("related", "embed"):
            return self._marked
        if name in _CONTAINERS:
            return self._container
        if name in _HEADINGS:
            return self._heading
        return {
            "figure": self._figure,
            "blockquote": self._quote,
            "ul": self._list,
            "ol": self._list,
            "table": self._table,
            "pre": self._code,
            "hr": _nothing,
        }.get(name)

    def _text(self, text: str | None, tags: tuple[Tag, ...]) -> None:
        if text:
            self._runs.append(plain_run(clean_characters(text), tags))

    def _inline(self, name: str, node: _Element, tags: tuple[Tag, ...]) -> None:
        if name == "br":
            self._runs.append(Run("\n"))
        elif name == "img":
            self._picture(node, tags)
            return
        elif name == "q":
            before, after = _QUOTES.get(self.language.split("-")[0], ("“", "”"))
            self._runs.append(Run(before, tags))
            self.children(node, tags)
            self._runs.append(Run(after, tags))
            return
        tag = link_tag(node.get("href") or "") if name == "a" else (SAME_AS.get(name, name), "")
        known = tag is not None and tag[0] in INLINE_TAGS and name != "br"
        self.children(node, add_tag(tags, tag) if known and tag is not None else tags)

    def _inner(self, node: _Element, list_level: int = 0) -> list[Draft]:
        inner = Flow(self.language, self.depth, list_level)
        inner.children(node)
        inner.flush()
        return inner.drafts

    def _container(self, node: _Element) -> None:
        self.children(node)
        self.flush()

    def _heading(self, node: _Element) -> None:
        lines, others = lines_and_others(self._inner(node), TEXT_KINDS)
        if lines:
            self.drafts.append(Draft(BlockKind.HEADING, [joined_part(lines)], level=_HEADINGS[str(node.tag)]))
        self.drafts.extend(others)

    def _marked(self, node: _Element) -> None:
        """A related link or an embed: the whole paragraph, and where its first link leads."""
        kind = BlockKind(str(node.get("data-kind")))
        links = (link_tag(link.get("href") or "") for link in node.iter("a"))
        url = next((link[1] for link in links if link is not None), "")
        lines, others = lines_and_others(self._inner(node), TEXT_KINDS)
        part = joined_part(lines) if lines else Part("", url)
        shown = _SHOWN_LINK.search(part.html)
        if shown is not None:
            url = unescape(shown[1])
        elif url:  # the link itself shows nothing: make the whole text lead there
            runs = [line for text in part.text.split("\n") for line in (Run("\n"), Run(text, (("a", url),)))]
            part = _part(runs[1:])
        if part.text:
            self.drafts.append(Draft(kind, [part], url=url))
        self.drafts.extend(others)

    def _picture(self, node: _Element, tags: tuple[Tag, ...]) -> None:
        alt = " ".join(clean_characters(node.get("alt") or "").split())
        if alt and len(alt) <= _EMOJI_LENGTH and not any(c.isalnum() or c.isspace() for c in alt):
            self._runs.append(Run(alt, tags))
            return
        source = link_tag(node.get("src") or "")
        if source is None or source[1].lower().startswith("mailto:"):
            return
        picture = Picture(source[1], alt=alt, width=_pixels(node, "width"), height=_pixels(node, "height"))
        draft = Draft(BlockKind.FIGURE, picture=picture)
        if any(run.text.strip() for run in self._runs):
            self._pictures.append(draft)
        else:
            self.drafts.append(draft)

    def _figure(self, node: _Element) -> None:
        """A figure's caption goes to its last picture."""
        captions = [c for c in node.iter("figcaption") if next(c.iterancestors("figure"), None) is node]
        for caption in captions:
            caption.tag = "template"  # read below, not with the rest
        drafts = self._inner(node)
        lines = [line for c in captions for line in lines_and_others(self._inner(c), TEXT_KINDS)[0]]
        figures = [draft for draft in drafts if draft.kind is BlockKind.FIGURE]
        if lines and figures and not figures[-1].parts:
            _set_caption(figures[-1], joined_part(lines))
            lines = []
        self.drafts.extend(drafts)
        self.drafts.extend(Draft(BlockKind.PARAGRAPH, [line]) for line in lines)

    def _quote(self, node: _Element) -> None:
        quote: Draft | None = None
        for draft in self._inner(node):
            if draft.kind not in TEXT_KINDS:
                quote = None
                self.drafts.append(draft)
                continue
            if quote is None:
                quote = Draft(BlockKind.QUOTE)
                self.drafts.append(quote)
            quote.parts.extend(Part(part.html, part.text) for part in draft.parts)

    def _list(self, node: _Element) -> None:
        ordered = node.tag == "ol"
        level = min(self._list_level, _DEEPEST_LIST)
        parts: list[Part] = []
        others: list[Draft] = []
        _add_lines(parts, _stray(node.text), level, ordered)
        for child in node:
            if isinstance(child.tag, str) and child.tag not in _SKIPPED:
                self._item(child, level, ordered, parts, others)
            _add_lines(parts, _stray(child.tail), level, ordered)
        if parts:
            self.drafts.append(Draft(BlockKind.LIST, parts))
        self.drafts.extend(others)

    def _item(
        self, node: _Element, level: int, ordered: bool, parts: list[Part], others: list[Draft]
    ) -> None:
        """Add an item: its own lines are one part; lists in it follow with their own levels."""
        inner = Flow(self.language, self.depth, self._list_level + 1)
        if node.tag == "li":
            inner.children(node)
        else:
            inner.element(node)
        inner.flush()
        lines: list[Part] = []
        for draft in inner.drafts:
            if draft.kind is not BlockKind.LIST and draft.kind in TEXT_KINDS:
                lines.extend(draft.parts)
                continue
            if draft.kind is not BlockKind.LIST:
                others.append(draft)
                continue
            _add_lines(parts, lines, level, ordered)
            lines = []
            parts.extend(draft.parts)
        _add_lines(parts, lines, level, ordered)

    def _table(self, node: _Element) -> None:
        from reader.reading.table_grid import read_table

        self.drafts.extend(read_table(node, self._inner))

    def _code(self, node: _Element) -> None:
        for line_break in node.iter("br"):
            line_break.tail = "\n" + (line_break.tail or "")
        text = unicodedata.normalize("NFC", clean_characters("".join(str(text) for text in node.itertext())))
        text = _BLANK_LINES.sub("", text).rstrip()
        if text:
            self.drafts.append(Draft(BlockKind.CODE, [Part(escape(text, quote=False), text)]))


def _nothing(node: _Element) -> None:
    """A rule between paragraphs ends one and shows nothing."""


def _part(runs: list[Run]) -> Part:
    lines = single_breaks(runs)
    return Part(html_of(lines), text_of(lines))


def _stray(text: str | None) -> list[Part]:
    """Text that stands in a list but in none of its items."""
    runs = tidy([plain_run(clean_characters(text or ""))])
    return [_part(runs)] if runs else []


def _add_lines(parts: list[Part], lines: list[Part], level: int, ordered: bool) -> None:
    if lines:
        parts.append(joined_part(lines, level, ordered))


def _set_caption(figure: Draft, caption: Part) -> None:
    found = _CREDIT.search(caption.text)
    figure.parts = [caption]
    if figure.picture is not None:
        figure.picture = replace(
            figure.picture, caption=caption.text, credit=found[1].strip() if found is not None else ""
        )


def _pixels(node: _Element, name: str) -> int:
    value = node.get(name) or ""
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 5 else 0
