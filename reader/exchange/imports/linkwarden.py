"""Linkwarden's backup: a tree of collections, each with its links."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from reader.core.errors import ReaderError
from reader.exchange.imports.parsing.bundle import Bundle
from reader.exchange.imports.parsing.json_stream import JsonItems
from reader.exchange.imports.rows import ImportedRow, Row, Skipped
from reader.exchange.imports.values import listed, moment, text

_MOST_DEPTH = 10
_LEVELS = 3  # of a backup: its collections, one of them, its links


def is_linkwarden(bundle: Bundle, name: str) -> bool:
    """Whether a JSON file is Linkwarden's backup.

    Raises:
        ReaderError: `file-unreadable`.
    """
    try:
        with bundle.text(name) as file:
            found = next(JsonItems(file, bundle.name).nested("collections", "links"), None)
    except ReaderError as error:
        if error.kind != "file-damaged":
            raise
        return False
    return found is not None


def read_linkwarden(bundle: Bundle, name: str, member: str = "") -> Iterator[Row]:
    """The links of all collections, in order, and their feeds; what is pinned there is a favourite.

    Raises:
        ReaderError: `file-unreadable`, `file-damaged`; what came before holds.
    """
    (folders, feeds), pinned = _collections(bundle, name), _pinned(bundle, name)
    with bundle.text(name) as file:
        links = JsonItems(file, bundle.name).nested("collections", "links")
        for number, (collection, link) in enumerate(links, start=1):
            line = f"{member}:{number}" if member else str(number)
            if isinstance(link, dict):
                folder = folders.get(text(collection.get("id")))
                if folder is None:  # the file breaks off
                    folder = _folder(text(collection.get("name")))
                yield _row(line, link, folder, pinned)
            else:
                yield Skipped(line, "broken")
    for number, feed in enumerate(feeds, start=1):
        line = f"rssSubscriptions:{number}"
        yield Skipped(f"{member}:{line}" if member else line, "feed", *feed)


def _row(line: str, link: dict[str, Any], folder: str, pinned: frozenset[str]) -> Row:
    return ImportedRow(
        line,
        text(link.get("url")),
        text(link.get("name")),
        moment(link.get("importDate")) or moment(link.get("createdAt")),
        tags=listed(link.get("tags")),
        folder=folder,
        note=text(link.get("description")),
        favourite=text(link.get("id")) in pinned,
    )


def _pinned(bundle: Bundle, name: str) -> frozenset[str]:
    """The numbers of the pinned links, which stand behind the collections."""
    found = set()
    with contextlib.suppress(ReaderError), bundle.text(name) as file:  # the rows say where it breaks off
        for link in JsonItems(file, bundle.name).items("pinnedLinks", _LEVELS):
            found.add(text(link.get("id")) if isinstance(link, dict) else "")
    return frozenset(filter(None, found))


def _collections(bundle: Bundle, name: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The names of the collections by their number, each behind those it lies in; their feeds with titles."""
    found: dict[str, tuple[str, str]] = {}
    feeds: list[tuple[str, str]] = []
    with contextlib.suppress(ReaderError), bundle.text(name) as file:
        for item in JsonItems(file, bundle.name).heads("collections", "links"):
            found[text(item.get("id"))] = (text(item.get("name")), text(item.get("parentId")))
            held = item.get("rssSubscriptions")
            for feed in held if isinstance(held, list) else ():
                if isinstance(feed, dict):
                    feeds.append((text(feed.get("url")), text(feed.get("name"))))
    return {number: "/".join(_path(number, found)) for number in found}, feeds


def _path(number: str, collections: dict[str, tuple[str, str]]) -> list[str]:
    names: list[str] = []
    seen: set[str] = set()
    while number in collections and number not in seen and len(names) < _MOST_DEPTH:
        seen.add(number)
        name, number = collections[number]
        if folder := _folder(name):
            names.insert(0, folder)
    return names


def _folder(collection: str) -> str:
    """What a collection is called here; "" for the one in which links lie that are in none."""
    return "" if collection.lower() == "unorganized" else collection.replace("/", "-")
