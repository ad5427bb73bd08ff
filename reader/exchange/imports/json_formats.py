"""The JSON of other programs: which items they have and what these mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import Any

from reader.core.errors import ReaderError
from reader.exchange.imports.annotations import annotation
from reader.exchange.imports.omnivore import omnivore_row
from reader.exchange.imports.parsing.bundle import Bundle
from reader.exchange.imports.parsing.json_stream import JsonItems, parse_whole
from reader.exchange.imports.pocket import is_pocket_marks, pocket_marks
from reader.exchange.imports.references import doi_link, plain_note
from reader.exchange.imports.rows import ImportedRow, Row, Skipped
from reader.exchange.imports.values import is_yes, listed, moment, split_tags, state_of, text, unique
from reader.exchange.imports.wallabag import wallabag_row

Item = dict[str, Any]
Reading = Callable[[str, Item, dict[str, str]], Row]


def _wallabag(line: str, item: Item, _folders: dict[str, str]) -> Row:
    return wallabag_row(line, item)


def _karakeep(line: str, item: Item, folders: dict[str, str]) -> Row:
    content = item.get("content") if isinstance(item.get("content"), dict) else {}
    kind = text(content.get("type")) if content else ""
    archived = is_yes(item.get("archived", False))
    lists = item.get("lists")
    names = [folders[i] for i in map(str, lists if isinstance(lists, list) else ()) if i in folders]
    notes = [text(item.get("note")), text(content.get("text")) if content else "", _own_fields(item)]
    title = text(item.get("title"))
    if kind and kind != "link":
        return Skipped(line, "no-address", title=title or notes[1][:200])
    return ImportedRow(
        line,
        text(content.get("url")) if content else "",
        title or (text(content.get("title")) if content else ""),
        moment(item.get("createdAt")),
        tags=listed(item.get("tags")),
        folder=names[0] if names else "",
        more_folders=tuple(names[1:]),
        note="\n\n".join(filter(None, notes)),
        archived=archived,
        read=archived,
        favourite=is_yes(item.get("favourited", False)),
    )


def _own_fields(item: Item) -> str:
    """Fields of the reader's own, a line each."""
    fields = item.get("customMetadata")
    if not isinstance(fields, dict):
        return ""
    return "\n".join(f"{name}: {text(value)}" for name, value in fields.items() if text(value))


def _pinboard(line: str, item: Item, _folders: dict[str, str]) -> Row:
    return ImportedRow(
        line,
        text(item.get("href")),
        text(item.get("description")),
        moment(item.get("time")),
        tags=split_tags(text(item.get("tags")), " "),
        note=text(item.get("extended")),
        read="toread" in item and not is_yes(item.get("toread")),
    )


def _csl(line: str, item: Item, _folders: dict[str, str]) -> Row:
    people = [p for p in item.get("author") or () if isinstance(p, dict)]
    names = [text(p.get("literal")) or f"{text(p.get('given'))} {text(p.get('family'))}" for p in people]
    keywords = item.get("keyword") or item.get("tags")
    return ImportedRow(
        line,
        text(item.get("URL")) or text(item.get("url")) or doi_link(text(item.get("DOI"))),
        text(item.get("title")),
        moment(_csl_date(item.get("accessed"))) or moment(item.get("dateAdded")),
        moment(_csl_date(item.get("issued"))),
        ", ".join(filter(None, (name.strip() for name in names))),
        text(item.get("language")),
        text(item.get("abstract")) or text(item.get("abstractNote")),
        tags=split_tags(keywords, ",;") if isinstance(keywords, str) else listed(keywords),
        note=plain_note(text(item.get("note"))),
    )


def _csl_date(value: Any) -> str:
    try:
        parts = [int(part) for part in value["date-parts"][0]]
        return "-".join(f"{n:0{w}}" for n, w in zip((*parts, 1, 1)[:3], (4, 2, 2), strict=False))
    except (TypeError, KeyError, IndexError, ValueError):
        return ""


def _omnivore(line: str, item: Item, _folders: dict[str, str]) -> Row:
    """One of Omnivore's files of metadata by itself, without the texts beside it."""
    return omnivore_row(line, item)


def _pocket(line: str, item: Item, folders: dict[str, str]) -> Row:
    """Marked passages; what somebody's own list that begins so has besides is read as such."""
    return pocket_marks(line, item, folders) if is_pocket_marks(item) else _any(line, item, folders)


def _any(line: str, item: Item, _folders: dict[str, str]) -> Row:
    """A list of somebody's own: fields by their common names."""
    state = state_of(_first(item, "state", "status"))
    return ImportedRow(
        line,
        _first(item, *_LINK),
        _first(item, "title", "name"),
        moment(_first(item, *_SAVED)),
        moment(_first(item, "published", "published_at", "publishedAt")),
        _first(item, "author"),
        _first(item, "language", "lang"),
        tags=listed(item.get("tags") or item.get("labels") or item.get("tag_names")),
        folder=_first(item, "folder", "collection"),
        note="\n\n".join(unique(_first(item, *names) for names in _NOTES)),
        archived=state.archived or is_yes(item.get("archived", item.get("is_archived", False))),
        read=state.read
        or any(map(is_yes, (item.get("read"), item.get("is_read"))))
        or item.get("unread") is False,
        favourite=state.favourite or any(is_yes(item.get(name, False)) for name in _FAVOURITE),
    )


_LINK = ("url", "link", "href", "uri")
_SAVED = (
    "saved",
    "saved_at",
    "savedAt",
    "date",
    "created",
    "created_at",
    "createdAt",
    "time",
    "added",
    "addedAt",
    "date_added",
)
_NOTES = (("description", "excerpt", "summary"), ("note", "notes"))
_FAVOURITE = ("favourite", "favorite", "is_favorite", "starred", "is_starred", "important")


def _first(item: Item, *names: str) -> str:
    return next((found for found in (text(item.get(name)) for name in names) if found), "")


_ARRAYS: tuple[tuple[str, frozenset[str], Reading], ...] = (
    ("wallabag", frozenset(("is_archived", "is_starred", "url")), _wallabag),
    ("wallabag", frozenset(("is_read", "is_fav", "url")), _wallabag),
    ("pinboard", frozenset(("href", "description")), _pinboard),
    ("zotero", frozenset(("type", "id", "title", "issued")), _csl),
    ("zotero", frozenset(("type", "id", "title", "URL")), _csl),
    ("omnivore", frozenset(("url", "slug", "labels", "savedAt")), _omnivore),
    ("hypothesis", frozenset(("uri", "text", "target")), annotation),
    ("json", frozenset(("url",)), _any),
    ("json", frozenset(("link",)), _any),
    ("json", frozenset(("href",)), _any),
)
"""Name, keys of an item by which it is known, what its items mean; the first that fits."""

_HELD_UNDER = ("bookmarks", "results", "items", "articles", "links", "annotations")
"""Keys under which an object holds the array: Karakeep's, those of answers of services, Hypothesis's."""
_HELD_BACK = 50  # items of an array that wait until one of them says what they are
_LOOKED_AT = 10_000  # items of an unknown array that are looked at
_LONGEST_KEY = 100  # characters of a key by which an item is found again
_Found = tuple[Reading, Any, dict[str, str], str]


def json_format(bundle: Bundle, name: str) -> str:
    """The name of the format of a JSON file; "" for none that is known.

    Raises:
        ReaderError: `file-unreadable`.
    """
    found = _found(bundle, name)
    return found[0] if found is not None else ""


def read_json(bundle: Bundle, name: str, member: str = "") -> Iterator[Row]:
    """The rows of a JSON file; where it breaks off, a last one that says so.

    Raises:
        ReaderError: `file-unreadable`, `file-damaged`.
    """
    found = _found(bundle, name)
    if found is None:
        raise ReaderError("file-damaged", "JSON of no known kind", file=bundle.name)
    number = 0
    start = f"{member}:" if member else ""
    try:
        for number, (reading, item, folders, line) in enumerate(_read(bundle, name, found[1]), start=1):
            where = start + (line or str(number))
            yield reading(where, item, folders) if isinstance(item, dict) else _no_item(where, item)
    except ReaderError as error:
        if error.kind != "file-damaged" or not number:
            raise
        yield Skipped(f"{start}{number + 1}", "cut")


def _read(bundle: Bundle, name: str, key: str) -> Iterator[_Found]:
    """Each item with what it means, the names of lists, and where it stands if its number does not say it.

    Of an object, those of every array that may hold links. In others, what looks like one is not passed over
    in silence.
    """
    folders = _lists(bundle, name) if key == "bookmarks" else {}
    with bundle.text(name) as file:
        items = JsonItems(file, bundle.name)
        every = items.held() if key else (("", item) for item in items.items())
        for under, array in groupby(every, key=itemgetter(0)):
            rest = (item for _, item in array)
            if under and under not in _HELD_UNDER:
                linked = ((n, item) for n, item in enumerate(rest, start=1) if _is_link(item))
                yield from ((_elsewhere, item, folders, f"{under[:_LONGEST_KEY]}:{n}") for n, item in linked)
            else:
                yield from ((reading, item, folders, "") for reading, item in _understood(rest, under))


def _understood(items: Iterator[Any], key: str) -> Iterator[tuple[Reading, Any]]:
    """The items of one array with what the first that is known says of all; none is left out."""
    first: list[Any] = []
    reading = None
    for item in islice(items, _HELD_BACK):
        first.append(item)
        if (reading := _of_item(item, key)) is not None:
            break
    for item in chain(first, items):
        reading = reading or _of_item(item, key)
        if reading is not None:
            yield reading[1], item
        elif not _is_page(item):
            yield _no_address, item


def _is_link(item: Any) -> bool:
    return isinstance(item, dict) and not _is_page(item) and _first(item, *_LINK).startswith("http")


def _elsewhere(line: str, item: Item, _folders: dict[str, str]) -> Row:
    return Skipped(line, "other-list", _first(item, *_LINK), _first(item, "title", "name")[:200])


def _no_address(line: str, item: Item, _folders: dict[str, str]) -> Row:
    return Skipped(line, "no-address", title=_first(item, "title", "name", "text")[:200])


def _no_item(line: str, item: Any) -> Row:
    return ImportedRow(line, item) if isinstance(item, str) else Skipped(line, "broken")


def _found(bundle: Bundle, name: str) -> tuple[str, str] | None:
    """Name, and key of the array ("" for the root)."""
    start = bundle.start(name).lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"{"):
        return _of_items(bundle, name, "")
    held = (key for key in _HELD_UNDER if b'"%s"' % key.encode() in start)
    return next((found for key in held if (found := _of_items(bundle, name, key)) is not None), None)


def _of_items(bundle: Bundle, name: str, key: str) -> tuple[str, str] | None:
    """The same by the items of one array."""
    try:
        with bundle.text(name) as file:
            found = _first_known(islice(JsonItems(file, bundle.name).items(key), _LOOKED_AT), key)
        if found is not None:
            return found[0], key
    except ReaderError as error:
        if error.kind != "file-damaged":
            raise
    return None


def _first_known(items: Iterable[Any], key: str) -> tuple[str, Reading] | None:
    return next((found for found in (_of_item(item, key) for item in items) if found is not None), None)


def _of_item(item: Any, key: str) -> tuple[str, Reading] | None:
    if isinstance(item, str) and item.startswith(("https://", "http://")):
        return "json", _any
    if not isinstance(item, dict) or _is_page(item):
        return None
    if key == "bookmarks" and "createdAt" in item and "url" not in item:
        return "karakeep", _karakeep
    if is_pocket_marks(item):
        return "pocket-csv", _pocket
    known = ((name, reading) for name, keys, reading in _ARRAYS if keys <= item.keys())
    return next(known, None)


def _is_page(item: Any) -> bool:
    """Whether an item leads to another page of the same answer, see RFC 8288."""
    return isinstance(item, dict) and item.keys() >= {"rel", "href"}


def _lists(bundle: Bundle, name: str) -> dict[str, str]:
    """The names of Karakeep's lists by their number, each behind those it lies in."""
    found: dict[str, tuple[str, str]] = {}
    try:
        with bundle.text(name) as file:
            for item in JsonItems(file, bundle.name).items("lists"):
                if isinstance(item, dict) and text(item.get("type")) != "smart":
                    found[text(item.get("id"))] = (text(item.get("name")), text(item.get("parentId")))
    except ReaderError:
        return {}
    return {number: "/".join(_path(number, found)) for number in found}


def _path(number: str, lists: dict[str, tuple[str, str]]) -> list[str]:
    names: list[str] = []
    while number in lists and len(names) < 10:
        name, number = lists[number]
        names.insert(0, name.replace("/", "-") or "…")
    return names


def read_whole(bundle: Bundle, name: str, most: int) -> Any:
    """A JSON file as a whole, for trees that cannot be read item by item.

    Raises:
        ReaderError: `file-damaged`, also for one of more than `most` characters; `file-unreadable`.
    """
    with bundle.text(name) as file:
        text_ = file.read(most + 1)
    return parse_whole(text_, bundle.name, most)
