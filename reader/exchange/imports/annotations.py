"""What Hypothesis exports: annotations of pages, as JSON or as a table."""

from __future__ import annotations

from typing import Any

from reader.exchange.imports.parsing.table import Cells
from reader.exchange.imports.rows import ImportedHighlight, ImportedRow
from reader.exchange.imports.values import listed, moment, split_tags, text


def annotation_of_table(line: str, cells: Cells) -> ImportedRow:
    """A row of the table."""
    quote, body = cells.get("quote", "").strip(), cells.get("body", "").strip()
    return ImportedRow(
        line,
        cells.get("url", ""),
        tags=split_tags(cells.get("tags", ""), ","),
        highlights=_marked(quote, body, moment(cells.get("creation date"))),
    )


def annotation(line: str, item: dict[str, Any], _folders: dict[str, str]) -> ImportedRow:
    """An item of the JSON; without a quotation it is a note on the page."""
    about = item.get("document")
    titles = about.get("title") if isinstance(about, dict) else ""
    return ImportedRow(
        line,
        text(item.get("uri")),
        text(titles[0]) if isinstance(titles, list) and titles else text(titles),
        tags=listed(item.get("tags")),
        highlights=_marked(_quote(item.get("target")), text(item.get("text")), moment(item.get("created"))),
    )


def _quote(target: Any) -> str:
    for one in target if isinstance(target, list) else ():
        selectors = one.get("selector") if isinstance(one, dict) else None
        for selector in selectors if isinstance(selectors, list) else ():
            if isinstance(selector, dict) and selector.get("type") == "TextQuoteSelector":
                return text(selector.get("exact"))
    return ""


def _marked(quote: str, note: str, made: str) -> tuple[ImportedHighlight, ...]:
    return (ImportedHighlight(quote, note, made),) if quote or note else ()
