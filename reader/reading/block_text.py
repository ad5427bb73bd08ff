"""Blocks written out: as clean HTML (what `blocks_from_html` reads), plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from reader.core.block_html import html_from_blocks, rows_of
from reader.core.model import Block, BlockKind, Part, Picture

__all__ = ["html_from_blocks", "markdown_from_blocks", "text_from_blocks"]

_TAG = re.compile(r"<(/?)([a-z]+)(?: href=\"([^\"]*)\")?>")
_MARKDOWN_TAGS = {"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "code": "`"}
_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>#|~])")
_LINE_START = re.compile(r"^(\s*)([-+]|\d+(?=[.)]\s))")


def text_from_blocks(blocks: Iterable[Block]) -> str:
    """Return plain text: blocks separated by an empty line, list items and cells set out."""
    return "\n\n".join(text for block in blocks if (text := _plain(block)))


def markdown_from_blocks(blocks: Iterable[Block]) -> str:
    """Return Markdown (CommonMark with GitHub's tables)."""
    return "\n\n".join(text for block in blocks if (text := _markdown(block)))


def _numbered(parts: Sequence[Part]) -> Iterator[tuple[str, Part]]:
    """List items with their bullet or number; deeper ones count anew under each item."""
    counts: dict[int, int] = {}
    for part in parts:
        counts = {level: count for level, count in counts.items() if level <= part.level}
        counts[part.level] = counts.get(part.level, 0) + 1
        yield (f"{counts[part.level]}." if part.ordered else "-"), part


def _plain(block: Block) -> str:
    if block.kind is BlockKind.LIST:
        return "\n".join(f"{'  ' * p.level}{mark} {p.text}" for mark, p in _numbered(block.parts))
    if block.kind is BlockKind.TABLE:
        return "\n".join("\t".join(" ".join(c.text.split()) for c in row) for row in rows_of(block))
    return block.text


def _markdown(block: Block) -> str:
    lines = [_markdown_inline(part.html) for part in block.parts]
    inner = "\n".join(lines)
    match block.kind:
        case BlockKind.HEADING:
            return f"{'#' * (block.level or 2)} {' '.join(inner.split())}"
        case BlockKind.FIGURE:
            picture = block.picture or Picture("")
            image = f"![{_escaped(picture.alt)}]({_address(picture.src)})"
            return f"{image}\n\n{inner}" if inner else image
        case BlockKind.QUOTE:
            return "\n>\n".join("\n".join(f"> {row}" for row in line.split("\n")) for line in lines)
        case BlockKind.LIST:
            return "\n".join(_markdown_item(mark, part) for mark, part in _numbered(block.parts))
        case BlockKind.TABLE:
            return _markdown_table(block)
        case BlockKind.CODE:
            fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", block.text)), default=0))
            return f"{fence}\n{block.text}\n{fence}"
    return inner


def _markdown_item(mark: str, part: Part) -> str:
    text = _markdown_inline(part.html).replace("\n", "\n" + "   " * (part.level + 1))
    return f"{'   ' * part.level}{mark} {text}"


def _markdown_table(block: Block) -> str:
    rows = [
        "| " + " | ".join(_markdown_inline(cell.html).replace("\\\n", "<br>") for cell in row) + " |"
        for row in rows_of(block)
    ]
    return "\n".join([rows[0], "|" + " --- |" * block.columns, *rows[1:]]) if rows else ""


def _markdown_inline(html: str) -> str:
    """A part's html, which holds only the tags `inline` writes, as Markdown."""
    out: list[str] = []
    position = 0
    links: list[str] = []
    for match in _TAG.finditer(html):
        out.append(_escaped(unescape(html[position : match.start()])))
        position = match.end()
        out.append(_markdown_tag(match[1] == "/", match[2], unescape(match[3] or ""), links))
    out.append(_escaped(unescape(html[position:])))
    return "\n".join(_LINE_START.sub(r"\1\\\2", line) for line in "".join(out).split("\n"))


def _markdown_tag(closing: bool, name: str, address: str, links: list[str]) -> str:
    if name == "br":
        return "\\\n"
    if name != "a":
        return _MARKDOWN_TAGS.get(name, f"<{'/' if closing else ''}{name}>")
    if closing:
        return f"]({_address(links.pop())})" if links else ""
    links.append(address)
    return "["


def _address(url: str) -> str:
    return (
        url.replace("(", "%28")
        .replace(")", "%29")
        .replace(" ", "%20")
        .replace("<", "%3C")
        .replace(">", "%3E")
    )


def _escaped(text: str) -> str:
    return _MARKDOWN_SIGNS.sub(r"\\\1", text)
