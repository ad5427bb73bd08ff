"""Blocks written out: as clean HTML (what `blocks_from_html` reads), plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape

from reader.core.model import Block, BlockKind, Part, Picture

_TAG = re.compile(r"<(/?)([a-z]+)(?: href=\"([^\"]*)\")?>")
_MARKDOWN_TAGS = {"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "code": "`"}
_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>#|~])")
_LINE_START = re.compile(r"^(\s*)([-+]|\d+(?=[.)]\s))")


def html_from_blocks(blocks: Iterable[Block], title: str = "") -> str:
    """Return clean article HTML, `title` as its first heading; `blocks_from_html` reads the blocks back."""
    heading = [f"<h1>{escape(title, quote=False)}</h1>"] if title else []
    return "\n".join([*heading, *(_html(block) for block in blocks)])


def text_from_blocks(blocks: Iterable[Block]) -> str:
    """Return plain text: blocks separated by an empty line, list items and cells set out."""
    return "\n\n".join(text for block in blocks if (text := _plain(block)))


def markdown_from_blocks(blocks: Iterable[Block]) -> str:
    """Return Markdown (CommonMark with GitHub's tables)."""
    return "\n\n".join(text for block in blocks if (text := _markdown(block)))


def _html(block: Block) -> str:
    inner = "<br>".join(part.html for part in block.parts)
    match block.kind:
        case BlockKind.HEADING:
            return f"<h{block.level or 2}>{inner}</h{block.level or 2}>"
        case BlockKind.FIGURE:
            return _figure_html(block, inner)
        case BlockKind.QUOTE:
            return "<blockquote>" + "".join(f"<p>{part.html}</p>" for part in block.parts) + "</blockquote>"
        case BlockKind.LIST:
            return _list_html(block.parts)
        case BlockKind.TABLE:
            return _table_html(block)
        case BlockKind.CODE:
            return f"<pre>{inner}</pre>"
        case BlockKind.RELATED | BlockKind.EMBED:
            if block.url and "<a " not in inner:
                inner = f'<a href="{escape(block.url)}">{inner}</a>'
            return f'<p data-kind="{block.kind.value}">{inner}</p>'
    return f"<p>{inner}</p>"


def _figure_html(block: Block, caption: str) -> str:
    picture = block.picture or Picture("")
    size = "".join(
        f' {name}="{value}"'
        for name, value in (("width", picture.width), ("height", picture.height))
        if value
    )
    image = f'<img src="{escape(picture.src)}" alt="{escape(picture.alt)}"{size}>'
    return f"<figure>{image}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"


def _list_html(parts: Sequence[Part]) -> str:
    """Nested lists from levels: a deeper part opens a list inside the item before it."""
    out: list[str] = []
    open_lists: list[str] = []
    for part in parts:
        tag = "ol" if part.ordered else "ul"
        while len(open_lists) > part.level + 1:
            out.append(f"</li></{open_lists.pop()}>")
        if len(open_lists) == part.level + 1 and open_lists[-1] != tag and part.level:
            out.append(f"</li></{open_lists.pop()}>")
        elif len(open_lists) == part.level + 1:
            out.append("</li>")
        while len(open_lists) < part.level + 1:
            level_tag = tag if len(open_lists) == part.level else _outer_tag(parts, len(open_lists))
            open_lists.append(level_tag)
            out.append(f"<{level_tag}>" if len(open_lists) == part.level + 1 else f"<{level_tag}><li>")
        out.append(f"<li>{part.html}")
    while open_lists:
        out.append(f"</li></{open_lists.pop()}>")
    return "".join(out)


def _outer_tag(parts: Sequence[Part], level: int) -> str:
    return "ol" if any(p.ordered for p in parts if p.level == level) else "ul"


def _rows(block: Block) -> Iterator[Sequence[Part]]:
    width = max(block.columns, 1)
    for start in range(0, len(block.parts), width):
        yield block.parts[start : start + width]


def _table_html(block: Block) -> str:
    rows = (
        "<tr>" + "".join(f"<th>{c.html}</th>" if c.header else f"<td>{c.html}</td>" for c in row) + "</tr>"
        for row in _rows(block)
    )
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


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
        return "\n".join("\t".join(" ".join(c.text.split()) for c in row) for row in _rows(block))
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
        for row in _rows(block)
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
