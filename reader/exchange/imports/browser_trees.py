"""Bookmarks as browsers keep and back them up: trees of Firefox (also compressed), Chromium and Safari."""

from __future__ import annotations

import datetime
import plistlib
from collections.abc import Iterator
from typing import Any
from xml.parsers.expat import ExpatError

from reader.core.errors import ReaderError
from reader.exchange.imports.json_formats import read_whole
from reader.exchange.imports.parsing.bundle import Bundle
from reader.exchange.imports.parsing.json_stream import parse_whole
from reader.exchange.imports.parsing.lz4_block import MAGIC, unpacked
from reader.exchange.imports.rows import ImportedRow, Row, Skipped
from reader.exchange.imports.values import listed, moment, split_tags, text, webkit_moment

MOST = 32 * 1024 * 1024
"""Characters or bytes of a tree: 100,000 bookmarks have about as many."""
_ROOTS = frozenset(("", "menu", "toolbar", "unfiled", "mobile", "tags", "bookmarks bar", "other bookmarks"))
_SAFARI = frozenset(("com.apple.ReadingList", "BookmarksBar", "BookmarksMenu"))
"""Folders that every Safari has."""

_NO_PLIST = (plistlib.InvalidFileException, ValueError, KeyError, TypeError, RecursionError, OverflowError)


def tree_format(bundle: Bundle, name: str) -> str:
    """`firefox`, `chromium` or `safari` for the backups of these browsers, else ""."""
    start = bundle.start(name, 4096)
    if start.startswith(MAGIC):
        return "firefox"
    if start.startswith(b"bplist00") or (b"<plist" in start):
        return "safari" if _reading_list(bundle, name) is not None else ""
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        if b"text/x-moz-place" in start or b'"root":"placesRoot"' in start:
            return "firefox"
        if b'"roots"' in start or b'"checksum"' in start:
            return "chromium"
    return ""


def read_tree(bundle: Bundle, name: str, member: str = "") -> Iterator[Row]:
    """The bookmarks of a browser's backup, in the order of the tree.

    Raises:
        ReaderError: `file-damaged`, `file-unreadable`.
    """
    kind = tree_format(bundle, name)
    if kind == "safari":
        found = _safari(_reading_list(bundle, name) or {})
    elif kind == "chromium":
        roots = read_whole(bundle, name, MOST)
        roots = roots.get("roots") if isinstance(roots, dict) else None
        found = _chromium(roots if isinstance(roots, dict) else {})
    else:
        found = _firefox(_firefox_tree(bundle, name))
    for number, (url, fields) in enumerate(found, start=1):
        line = f"{member}:{number}" if member else str(number)
        yield (
            Skipped(line, "feed", url, fields)
            if isinstance(fields, str)
            else ImportedRow(line, url, **fields)
        )


Found = Iterator[tuple[str, dict[str, Any] | str]]
"""An address and what is said of it; of a feed, its title."""


def _firefox_tree(bundle: Bundle, name: str) -> Any:
    if not bundle.start(name, 16).startswith(MAGIC):
        return read_whole(bundle, name, MOST)
    data = bundle.start(name, MOST + 1)
    try:
        plain = unpacked(data, MOST)
    except ValueError as error:
        raise ReaderError("file-damaged", str(error), file=bundle.name) from error
    return parse_whole(plain.decode("utf-8", "replace"), bundle.name, MOST)


def _firefox(tree: Any) -> Found:
    for node, folder in _nodes(tree, "children", "title"):
        url = text(node.get("uri"))
        if feed := _firefox_note(node, "livemark/feedURI"):  # of an older version: a folder of its pieces
            yield feed, text(node.get("title"))
        if url and not url.startswith("place:"):
            yield (
                url,
                {
                    "title": text(node.get("title")),
                    "saved": moment(node.get("dateAdded")),
                    "tags": split_tags(text(node.get("tags")), ","),
                    "folder": folder,
                    "note": _firefox_note(node, "bookmarkProperties/description"),
                },
            )


def _firefox_note(node: dict[str, Any], name: str) -> str:
    notes = node.get("annos")
    for one in notes if isinstance(notes, list) else ():
        if isinstance(one, dict) and one.get("name") == name:
            return text(one.get("value"))
    return ""


def _chromium(roots: dict[str, Any]) -> Found:
    for root in _tops(roots):
        for node, folder in _nodes(root, "children", "name"):
            if node.get("type") == "url" or node.get("url"):
                yield (
                    text(node.get("url")),
                    {
                        "title": text(node.get("name")),
                        "saved": webkit_moment(node.get("date_added")),
                        "folder": folder,
                        "note": _vivaldi_note(node),
                    },
                )


def _tops(roots: dict[str, Any]) -> Iterator[Any]:
    """The tops of the trees but of what was deleted; Opera has more of them, together in one place."""
    more = roots.get("custom_root")
    for name, root in (*roots.items(), *(more.items() if isinstance(more, dict) else ())):
        if name not in ("trash", "custom_root"):
            yield root


def _vivaldi_note(node: dict[str, Any]) -> str:
    about = node.get("meta_info")
    return text(about.get("Description")) if isinstance(about, dict) else ""


def _nodes(tree: Any, children: str, name: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Every node of a tree with the names of the folders it lies in, without those that all browsers have."""
    waiting: list[tuple[Any, tuple[str, ...]]] = [(tree, ())]
    while waiting:
        node, folders = waiting.pop()
        if not isinstance(node, dict):
            continue
        yield node, "/".join(folders)
        inner = node.get(children)
        if isinstance(inner, list):
            own = text(node.get(name))
            nameless = node is tree or "root" in node or own.lower() in _ROOTS
            path = folders if nameless or len(folders) > 9 else (*folders, own.replace("/", "-"))
            waiting.extend((child, path) for child in reversed(inner))


def _reading_list(bundle: Bundle, name: str) -> dict[str, Any] | None:
    """Safari's tree of bookmarks; `None` for another property list. Each is parsed once."""
    if name not in bundle.parsed:
        data = bundle.start(name, MOST + 1)
        try:
            found = plistlib.loads(data) if len(data) <= MOST else None
        except (*_NO_PLIST, ExpatError):
            found = None
        known = isinstance(found, dict) and ("Children" in found or "URLString" in found)
        bundle.parsed[name] = found if known else None
    tree: dict[str, Any] | None = bundle.parsed[name]
    return tree


def _safari(tree: dict[str, Any]) -> Found:
    for node, folder in _nodes(tree, "Children", "Title"):
        url = text(node.get("URLString"))
        if not url:
            continue
        about, names = node.get("ReadingList"), node.get("URIDictionary")
        about = about if isinstance(about, dict) else {}
        title = text(names.get("title")) if isinstance(names, dict) else ""
        added = about.get("DateAdded")
        path = "/".join(part for part in folder.split("/") if part not in _SAFARI)
        fields = {
            "title": title,
            "saved": moment(added.isoformat() if isinstance(added, datetime.datetime) else added),
            "description": text(about.get("PreviewText")),
            "read": bool(about.get("DateLastViewed")),
            "folder": path,
            "tags": listed(node.get("Tags")),
        }
        yield url, fields
