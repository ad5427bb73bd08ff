"""What kind of export a file, folder or archive is, by its content, and its rows."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reader.core.errors import ReaderError
from reader.exchange.imports.bare_table import is_bare_table, read_bare_table
from reader.exchange.imports.browser_trees import read_tree, tree_format
from reader.exchange.imports.csv_formats import csv_format, read_csv
from reader.exchange.imports.html_formats import HTML_FORMATS, html_format, read_html
from reader.exchange.imports.json_formats import json_format, read_json
from reader.exchange.imports.linkwarden import is_linkwarden, read_linkwarden
from reader.exchange.imports.matter import (
    has_texts,
    is_matter,
    is_matter_marks,
    read_matter,
    read_matter_marks,
)
from reader.exchange.imports.omnivore import is_omnivore, read_omnivore
from reader.exchange.imports.own_export import OwnExport, folder_bundle, own_export, own_folder
from reader.exchange.imports.parsing.bundle import Bundle, as_text, open_bundle
from reader.exchange.imports.parsing.table import holds_passwords
from reader.exchange.imports.pocket import as_the_tables_say, is_pocket_list, read_pocket_list
from reader.exchange.imports.references import is_ris, is_zotero_rdf, read_ris, read_zotero_rdf
from reader.exchange.imports.rows import Row, Skipped
from reader.exchange.imports.text_formats import TEXT_LISTS, read_text, text_format
from reader.exchange.imports.wallabag import is_wallabag_xml, read_wallabag_xml
from reader.exchange.imports.xml_lists import is_opml, is_pinboard_xml, read_opml, read_pinboard_xml

MOST_ROWS = 1_000_000
"""Rows of one import; what is more is reported."""

_OF_MANY_FILES = ("liseuse", "omnivore")
"""Formats of which a folder is one export, whatever kinds of files are in it."""

_POCKET = "pocket-csv"
_PASSWORDS = "passwords"
"""What a file is called that keeps passwords: it is told apart so that nothing of it is ever taken."""

_PASSWORD_FIELD = re.compile(rb"\"(?:encrypted)?password\"\s*:", re.I)
_PASSWORD_XML = re.compile(rb"<(?:KeePassFile|pwlist)[\s>]")
_JSON = re.compile(rb"\{|\[\s*[{\"]")

Reading = Callable[[bool], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class ImportFile:
    """An opened export: what it is and, by `read`, its rows (with their texts, or without).

    `library` is our own, which has more than rows.
    """

    format: str
    name: str
    read: Reading
    library: OwnExport | None = None

    def rows(self, texts: bool = True) -> Iterator[Row]:
        """The rows in order, from the first; a damaged end is a last row that says so.

        Raises:
            ReaderError: nothing of it can be read.
        """
        count = 0
        try:
            for count, row in enumerate(self.read(texts), start=1):
                if count > MOST_ROWS:
                    yield Skipped(str(count), "too-many")
                    return
                yield row
        except ReaderError as error:
            if error.kind != "file-damaged" or not count:
                raise
            yield Skipped(str(count + 1), "cut")


@contextlib.contextmanager
def open_import(path: Path, wanted: str = "") -> Iterator[ImportFile]:
    """Open what another program exported; it must be of the format `wanted`, when one is named.

    Raises:
        ReaderError: `unknown-export` when it is not, or nothing in it is known, `passwords-file`,
            `file-unreadable`, `file-damaged`, `too-large`.
    """
    folder = own_folder(path)
    with open_bundle(path) if folder is None else contextlib.nullcontext(folder_bundle(folder)) as bundle:
        found = _known(bundle)
        if wanted and found.format != wanted:
            raise ReaderError("unknown-export", f"it is {found.format}, not {wanted}", file=bundle.name)
        yield found


def is_written_list(path: Path) -> bool:
    """Whether a page or a text is a list of bookmarks, articles or clippings that another program wrote.

    Raises:
        ReaderError: `file-unreadable`, or it is nothing that can be imported.
    """
    with open_import(path) as found:
        return found.format in HTML_FORMATS or found.format in TEXT_LISTS


def is_one_export(folder: Path) -> bool:
    """Whether a folder as a whole is what one program exported, so that nothing in it stands for itself.

    Raises:
        ReaderError: `file-unreadable`, or nothing of it can be imported.
    """
    with open_import(folder) as found:
        if found.format in _OF_MANY_FILES:
            return True
        with_texts = found.format == "matter"
    kinds = set()
    with open_bundle(folder) as bundle:
        if with_texts and has_texts(bundle):
            return True
        for name in bundle.names:
            kind, reading = _of_file(bundle, name)
            start = bundle.start(name).lstrip(b"\xef\xbb\xbf \t\r\n")
            if reading is not None:
                kinds.add(kind)
            elif start.startswith((b"<", b"PK\x03\x04")):  # a page, or an export by itself
                return False
    return len(kinds) == 1


def _known(bundle: Bundle) -> ImportFile:
    if (library := own_export(bundle)) is not None:
        return ImportFile("liseuse", bundle.name, library.articles, library)
    if not bundle.alone and is_omnivore(bundle):
        return ImportFile("omnivore", bundle.name, partial(read_omnivore, bundle))
    lists, problems = _lists_in(bundle)
    lists.sort(key=_stands_behind)
    first = min(map(_rank, (kind for _, kind, _ in lists)), default=0)
    kind = next((kind for _, kind, _ in lists if _rank(kind) == first), "")
    found = [
        (name, _read_file(reading, bundle, name, "" if bundle.alone else name.rpartition("/")[2]))
        for name, own, reading in lists
        if _rank(own) == first
    ]
    problems += [(name, "other-file") for name, own, _ in lists if _rank(own) > first]
    if not found:
        if bundle.encrypted:
            raise ReaderError("file-unreadable", "it wants a password", file=bundle.name)
        if any(reason == _PASSWORDS for _, reason in problems):
            raise ReaderError("passwords-file", "it keeps passwords", file=bundle.name)
        raise ReaderError("unknown-export", "no export that is known", file=bundle.name)
    read = partial(_chained, bundle, found, problems)
    if kind == _POCKET and not bundle.alone:
        return ImportFile(kind, bundle.name, lambda texts: as_the_tables_say(read(texts)))
    return ImportFile(kind, bundle.name, read)


def _stands_behind(one: tuple[str, str, _File]) -> bool:
    """Whether a file is read behind those that say more of the same articles: when saved, in which state."""
    _, kind, reading = one
    return reading is read_matter_marks or (kind == _POCKET and reading is not read_csv)


def _lists_in(bundle: Bundle) -> tuple[list[tuple[str, str, _File]], list[tuple[str, str]]]:
    """The files that can be read, with their kinds, and those that are left out, with the reasons.

    Raises:
        ReaderError: `file-unreadable`, `file-damaged`: the only one, or each that could have been one.
    """
    lists: list[tuple[str, str, _File]] = []
    problems = [(name, "encrypted") for name in bundle.encrypted]
    if bundle.cut:
        problems.append((bundle.name, "cut"))
    failed: ReaderError | None = None
    for name in bundle.names:
        try:
            kind, reading = _of_file(bundle, name)
        except ReaderError as error:
            failed = failed or error
            problems.append((name, "broken"))
            continue
        if reading is not None:
            lists.append((name, kind, reading))
        elif kind == _PASSWORDS:
            problems.append((name, _PASSWORDS))
        elif not bundle.alone and name.lower().endswith(".zip"):
            problems.append((name, "other-file"))
    if failed is not None and not lists:
        raise failed
    return lists, problems


def _read_file(reading: _File, bundle: Bundle, name: str, member: str) -> Reading:
    if reading is read_matter:  # its texts lie beside it
        return lambda texts: read_matter(bundle, name, member, texts)
    return lambda _texts: reading(bundle, name, member)


def _rank(kind: str) -> int:
    """In one archive, an export of a known program counts before a table, and that before a text."""
    return ("csv", "json", "links").index(kind) + 1 if kind in ("csv", "json", "links") else 0


def _chained(
    bundle: Bundle, found: list[tuple[str, Reading]], problems: list[tuple[str, str]], texts: bool
) -> Iterator[Row]:
    for name, reason in problems:
        yield Skipped(name.rpartition("/")[2], reason)
    for name, reading in found:
        count = 0
        try:
            for row in reading(texts):
                count += 1
                yield row
        except ReaderError as error:
            if error.kind != "file-damaged" or (bundle.alone and not count):
                raise
            yield Skipped(f"{name.rpartition('/')[2]}:{count + 1}", "cut")


_File = Callable[[Bundle, str, str], Iterator[Row]]


def _of_file(bundle: Bundle, name: str) -> tuple[str, _File | None]:
    """The format of one file and what reads it."""
    start = bundle.start(name)
    if not start:
        return "", None
    if kind := tree_format(bundle, name):
        return kind, read_tree
    if is_opml(start):
        return "opml", read_opml
    if is_zotero_rdf(start):
        return "zotero", read_zotero_rdf
    if is_pinboard_xml(start):
        return "pinboard", read_pinboard_xml
    if is_wallabag_xml(start):
        return "wallabag", read_wallabag_xml
    bare = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if _JSON.match(bare):
        return _of_json(bundle, name, bare)
    if kind := html_format(start):
        return kind, read_html
    if bare.startswith(b"<"):
        return (_PASSWORDS if _PASSWORD_XML.search(start[:2048]) else ""), None
    kind, reading = _of_text(as_text(start))
    # Zeros are in no text, but a cell of a table may have one.
    return ("", None) if b"\0" in start and reading is not read_csv else (kind, reading)


def _of_json(bundle: Bundle, name: str, start: bytes) -> tuple[str, _File | None]:
    if is_pocket_list(start):
        return _POCKET, read_pocket_list
    backup = start.startswith(b"{")
    # Its collections hold links, too: an array of that name is not looked for before them.
    if backup and b'"collections"' in start and is_linkwarden(bundle, name):
        return "linkwarden", read_linkwarden
    kind = json_format(bundle, name)
    if kind in ("", "json") and _PASSWORD_FIELD.search(start):
        return _PASSWORDS, None
    if kind:
        return kind, read_json
    return ("linkwarden", read_linkwarden) if backup and is_linkwarden(bundle, name) else ("", None)


def _of_text(start: str) -> tuple[str, _File | None]:
    if is_ris(start):
        return "ris", read_ris
    if holds_passwords(start) and text_format(start) not in TEXT_LISTS:
        return _PASSWORDS, None
    if is_matter(start):
        return "matter", read_matter
    if is_matter_marks(start):
        return "matter", read_matter_marks
    if kind := csv_format(start):
        return kind, read_csv
    kind = text_format(start)
    if kind not in TEXT_LISTS and is_bare_table(start):
        return "csv", read_bare_table
    return (kind, read_text) if kind else ("", None)
