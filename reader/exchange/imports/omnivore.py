"""Omnivore's export: metadata in files of twenty, the text and the highlights of each article beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reader.core.errors import ReaderError
from reader.exchange.imports.parsing.bundle import Bundle, text_of
from reader.exchange.imports.parsing.json_stream import JsonItems
from reader.exchange.imports.rows import ImportedHighlight, ImportedRow, Row, Skipped
from reader.exchange.imports.values import listed, moment, percent, text, unique

_METADATA = re.compile(r"(?:.*/)?metadata_(\d+)_to_(\d+)\.json")
_BESIDE = re.compile(r"(?:.*/)?(?:content|highlights)/([^/]+)\.\w+")
_LABEL_LINE = re.compile(r"(?:#\S+\s*)+")


def is_omnivore(bundle: Bundle) -> bool:
    """Whether an archive or folder is Omnivore's export."""
    return any(_METADATA.fullmatch(name) for name in bundle.names)


def read_omnivore(bundle: Bundle, texts: bool = True) -> Iterator[Row]:
    """The articles of the export in order; then what lies beside them and belongs to none, as PDFs do.

    Args:
        bundle: the archive or folder.
        texts: also read the text of each.

    Raises:
        ReaderError: `file-unreadable`, `file-damaged`.
    """
    names = [name for name in bundle.names if _METADATA.fullmatch(name)]
    present = frozenset(bundle.names)
    used: set[str] = set()
    for name in sorted(names, key=lambda n: int(_METADATA.fullmatch(n)[1])):  # type: ignore[index]
        folder = name.rpartition("/")[0]
        number = 0
        try:
            with bundle.text(name) as file:
                for number, item in enumerate(JsonItems(file, bundle.name).items(), start=1):
                    line = f"{name.rpartition('/')[2]}:{number}"
                    if isinstance(item, dict):
                        used.update(_beside(folder, text(item.get("slug"))))
                        yield _row(bundle, present, folder, line, item, texts)
                    else:
                        yield Skipped(line, "broken")
        except ReaderError as error:
            if error.kind != "file-damaged":
                raise
            yield Skipped(f"{name.rpartition('/')[2]}:{number + 1}", "cut")
    for name in bundle.names:
        if (beside := _BESIDE.fullmatch(name)) is not None and name not in used:
            yield Skipped(name.rpartition("/")[2], "other-file", title=beside[1])


def omnivore_row(line: str, item: dict[str, Any]) -> ImportedRow:
    """What an item of the metadata says, without what lies beside it."""
    archived = text(item.get("state")).lower() == "archived"
    return ImportedRow(
        line,
        text(item.get("url")),
        text(item.get("title")),
        moment(item.get("savedAt")),
        moment(item.get("publishedAt")),
        text(item.get("author")),
        description=text(item.get("description")),
        tags=listed(item.get("labels")),
        archived=archived,
        read=archived,
        progress=percent(item.get("readingProgress")),
    )


def _beside(folder: str, slug: str) -> tuple[str, str]:
    """Where the text and the highlights of an article lie."""
    prefix = f"{folder}/" if folder else ""
    return f"{prefix}content/{slug}.html", f"{prefix}highlights/{slug}.md"


def _row(
    bundle: Bundle, present: frozenset[str], folder: str, line: str, item: dict[str, Any], texts: bool
) -> Row:
    slug = text(item.get("slug"))
    content, marks = _beside(folder, slug)
    has_text = bool(slug) and content in present
    marked = list(_marks(text_of(bundle, marks))) if slug and marks in present else []
    row = omnivore_row(line, item)
    return row._replace(
        tags=unique((*row.tags, *(label for mark in marked for label in mark[1]))),
        has_text=has_text,
        html=text_of(bundle, content) if has_text and texts else "",
        highlights=tuple(mark for mark, _ in marked),
    )


def _marks(markdown: str) -> Iterator[tuple[ImportedHighlight, list[str]]]:
    """The highlights with their labels: each a quotation, below it the labels and the reader's note.

    A note above the first quotation is one on the article, with no passage; further down it cannot be told
    from a note on the passage above it.
    """
    quote: list[str] = []
    below: list[str] = []
    labels: list[str] = []
    for line in [*markdown.splitlines(), ">"]:
        if line.startswith(">"):
            if below or line == ">":
                if any(quote) or any(below):
                    mark = ImportedHighlight("\n".join(quote).strip(), "\n".join(below).strip())
                    yield mark, labels
                quote, below, labels = [], [], []
            quote.append(line[1:].strip())
        elif quote and not below and line.strip():  # a line of the passage after its first
            quote.append(line.strip())
        elif _LABEL_LINE.fullmatch(line.strip()):
            labels += line.replace("#", " ").split()
        else:
            below.append(line.strip())
