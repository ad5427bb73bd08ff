"""Blocks as clean HTML: what is stored beside them, and what `reading.document` reads back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from reader.core.model import Block, BlockKind, Part, Picture

MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 10_000, 60, 60_000
"""A table is cut at these, which no table of an article reaches."""


def html_from_blocks(blocks: Iterable[Block], title: str = "") -> str:
    """Return clean article HTML, `title` as its first heading; `blocks_from_html` reads the blocks back."""
    heading = [f"<h1>{escape(title, quote=False)}</h1>"] if title else []
    return "\n".join([*heading, *(_html(block) for block in blocks)])


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


def rows_of(block: Block) -> Iterator[Sequence[Part]]:
    """The cells of a table, row by row."""
    width = max(block.columns, 1)
    for start in range(0, len(block.parts), width):
        yield block.parts[start : start + width]


def _table_html(block: Block) -> str:
    rows = (
        "<tr>" + "".join(f"<th>{c.html}</th>" if c.header else f"<td>{c.html}</td>" for c in row) + "</tr>"
        for row in rows_of(block)
    )
    return f"<table><tbody>{''.join(rows)}</tbody></table>"
