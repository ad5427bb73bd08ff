"""The tables of other programs: which columns they have and what these mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from reader.core.errors import ReaderError
from reader.exchange.imports.annotations import annotation_of_table
from reader.exchange.imports.parsing.bundle import Bundle
from reader.exchange.imports.parsing.table import Cells, read_heading, read_table
from reader.exchange.imports.references import doi_link, plain_note, written_name
from reader.exchange.imports.rows import ImportedHighlight, ImportedRow, Row, Skipped
from reader.exchange.imports.values import (
    bare_list,
    is_yes,
    moment,
    python_list,
    share,
    split_tags,
    state_of,
    unique,
)
from reader.exchange.imports.wallabag import wallabag_table_row

Reading = Callable[[str, Cells], Row]


def _pocket(line: str, cells: Cells) -> Row:
    archived = cells.get("status", "").strip().lower() == "archive"
    return ImportedRow(
        line,
        cells.get("url", ""),
        cells.get("title", ""),
        moment(cells.get("time added")),
        tags=split_tags(cells.get("tags", ""), "|" if "|" in cells.get("tags", "") else ","),
        archived=archived,
        read=archived,
    )


_INSTAPAPER_FOLDERS = ("unread", "archive", "starred", "")


def _instapaper(line: str, cells: Cells) -> Row:
    folder = cells.get("folder", "").strip()
    known = folder.lower() in _INSTAPAPER_FOLDERS
    archived = folder.lower() == "archive"
    return ImportedRow(
        line,
        cells.get("url", ""),
        cells.get("title", ""),
        moment(cells.get("timestamp")),
        tags=python_list(cells.get("tags", "")),
        folder="" if known else folder,
        note=cells.get("selection", "").strip(),
        archived=archived,
        read=archived,
        favourite=folder.lower() == "starred",
    )


def _readwise_reader(line: str, cells: Cells) -> Row:
    location = cells.get("location", "").strip().lower()
    if location == "feed":
        return Skipped(line, "feed", cells.get("url", ""), cells.get("title", ""))
    return ImportedRow(
        line,
        cells.get("url", ""),
        cells.get("title", ""),
        moment(cells.get("saved date")),
        tags=python_list(cells.get("document tags", "")),
        progress=share(cells.get("reading progress")),
        archived=location == "archive",
        read=location == "archive",
        favourite=location == "shortlist",
    )


_READWISE_COLOURS = {
    **{"yellow": "yellow", "orange": "yellow", "green": "green", "blue": "blue"},
    **{"pink": "rose", "purple": "rose", "red": "rose"},
}
"""Readwise's colours, and the nearest of our own."""


def _readwise_highlights(line: str, cells: Cells) -> Row:
    quote = cells.get("highlight", "").strip()
    made, colour = moment(cells.get("highlighted at")), cells.get("color", "").strip().lower()
    marked = ImportedHighlight(quote, cells.get("note", "").strip(), made, _READWISE_COLOURS.get(colour, ""))
    return ImportedRow(
        line,
        cells.get("url") or cells.get("source url") or cells.get("article url") or "",
        cells.get("book title") or cells.get("title") or "",
        author=cells.get("book author") or cells.get("author") or "",
        tags=unique((*python_list(cells.get("document tags", "")), *python_list(cells.get("tags", "")))),
        highlights=(marked,) if marked.quote or marked.note else (),
    )


_RAINDROP_MARK = re.compile(r"^Highlight:", re.M)


def _raindrop(line: str, cells: Cells) -> Row:
    marked, rest = _raindrop_marks(cells.get("highlights", ""))
    return ImportedRow(
        line,
        cells.get("url", ""),
        cells.get("title", ""),
        moment(cells.get("created")),
        description=cells.get("excerpt", ""),
        tags=split_tags(cells.get("tags", ""), ","),
        folder=_raindrop_folder(cells.get("folder", "")),
        note="\n\n".join(unique((cells.get("note", ""), rest))),
        favourite=is_yes(cells.get("favorite", "")),
        highlights=marked,
    )


def _raindrop_folder(name: str) -> str:
    """Collections below each other; those in none are in one that is called so."""
    if " / " in name:  # what stands within a name has no blanks around it
        return "/".join(part.strip().replace("/", "-") for part in name.split(" / "))
    return "" if name.strip() == "Unsorted" else name.strip()


def _raindrop_marks(text: str) -> tuple[tuple[ImportedHighlight, ...], str]:
    """The passages of a cell, each behind `Highlight:` with a `Note:` below, and what is before."""
    rest, *parts = _RAINDROP_MARK.split(text)
    pairs = (part.partition("\nNote:") for part in parts)
    return tuple(ImportedHighlight(quote.strip(), note.strip()) for quote, _, note in pairs), rest.strip()


def _zotero(line: str, cells: Cells) -> Row:
    tags = (*split_tags(cells.get("manual tags", ""), ";"), *split_tags(cells.get("automatic tags", ""), ";"))
    return ImportedRow(
        line,
        cells.get("url", "").strip() or doi_link(cells.get("doi", "")) or _linked(cells),
        cells.get("title", ""),
        moment(cells.get("date added")),
        published=moment(cells.get("date")),
        author=", ".join(map(written_name, split_tags(cells.get("author", ""), ";"))),
        language=cells.get("language", ""),
        description=cells.get("abstract note", ""),
        tags=unique(tags),
        note="\n\n".join(unique((cells.get("extra", "").strip(), plain_note(cells.get("notes", ""))))),
    )


def _linked(cells: Cells) -> str:
    """The first page that lies beside an item."""
    beside = split_tags(cells.get("link attachments", ""), ";")
    return next((link for link in beside if link.startswith(("https://", "http://"))), "")


def _any(line: str, cells: Cells) -> Row:
    """A table of somebody's own: what its columns are called says what they hold."""
    state = state_of(_first(cells, "state", "status", "statut", "état"))
    content, quote = cells.get("content", "").strip(), _first(cells, "quote", "quotation", "citation").strip()
    html = content if content.startswith("<") else ""
    notes = unique(cells.get(name, "") for name in _NOTES)
    return ImportedRow(
        line,
        _first(cells, "url", "link", "address", "href", "uri", "adresse", "lien"),
        _first(cells, "title", "name", "titre", "nom"),
        moment(_first(cells, *_SAVED)),
        moment(_first(cells, "published", "published at", "date published")),
        _first(cells, "author", "authors", "auteur", "byline"),
        _first(cells, "language", "lang", "langue"),
        tags=bare_list(_first(cells, "tags", "labels", "étiquettes", "tag")),
        folder=_first(cells, "folder", "dossier", "collection"),
        note="\n\n".join(notes if html else unique((*notes, content))),
        archived=state.archived or is_yes(_first(cells, "archived", "is archived", "archivé")),
        read=state.read or is_yes(_first(cells, "read", "is read", "lu")),
        favourite=state.favourite
        or is_yes(_first(cells, "favourite", "favorite", "starred", "is favorite", "is starred", "favori")),
        has_text=bool(html),
        html=html,
        highlights=(ImportedHighlight(quote),) if quote else (),
    )


_NOTES = (
    *("note", "notes", "comment", "comments", "commentaire", "description", "excerpt", "summary", "body"),
    *("highlight", "highlights", "selection"),
)
_SAVED = ("date", "saved", "saved at", "added", "date added", "created", "created at", "time")


def _first(cells: Cells, *names: str) -> str:
    return next((cells[name] for name in names if cells.get(name)), "")


_FORMATS: tuple[tuple[str, frozenset[str], Reading], ...] = (
    ("readwise-reader", frozenset(("title", "url", "document tags", "saved date")), _readwise_reader),
    ("readwise-highlights", frozenset(("highlight", "book title")), _readwise_highlights),
    ("readwise-highlights", frozenset(("highlight", "title")), _readwise_highlights),
    ("pocket-csv", frozenset(("title", "url", "time added")), _pocket),
    ("instapaper", frozenset(("url", "title", "selection", "folder")), _instapaper),
    ("raindrop", frozenset(("url", "title", "folder", "created")), _raindrop),
    ("raindrop", frozenset(("url", "title", "excerpt", "created")), _raindrop),  # of one collection
    ("zotero", frozenset(("key", "item type", "url")), _zotero),
    ("wallabag", frozenset(("url", "content", "mime type", "creation date")), wallabag_table_row),
    ("hypothesis", frozenset(("url", "quote", "body", "annotation/reply type")), annotation_of_table),
    ("csv", frozenset(("url",)), _any),
    ("csv", frozenset(("link",)), _any),
    ("csv", frozenset(("address",)), _any),
    ("csv", frozenset(("href",)), _any),
    ("csv", frozenset(("lien",)), _any),
)
"""Name, columns by which it is known, what its rows mean; the first that fits."""


def csv_format(start: str) -> str:
    """The name of the format of a table that begins so; "" for none."""
    found = _found(start)
    return found[0] if found is not None else ""


def read_csv(bundle: Bundle, name: str, member: str = "") -> Iterator[Row]:
    """The rows of a table.

    Args:
        bundle: what holds it.
        name: its name there.
        member: what its lines are called after, "" for by their number alone.

    Raises:
        ReaderError: `file-unreadable`, `file-damaged`; what came before holds.
    """
    reading = _found(bundle.start_text(name))
    if reading is None:
        raise ReaderError("file-damaged", "a table without a column of addresses", file=bundle.name)
    with bundle.text(name) as file:
        for found in read_table(file, member):
            yield found if isinstance(found, Skipped) else reading[1](*found)


def _found(start: str) -> tuple[str, Reading] | None:
    _, names = read_heading(start)
    columns = set(names)
    if len(columns) < 2 and columns != {"url"}:
        return None
    return next(((name, reading) for name, known, reading in _FORMATS if known <= columns), None)
