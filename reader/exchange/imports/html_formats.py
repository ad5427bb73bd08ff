"""Bookmark files of HTML: the Netscape form, and the older lists of Pocket and Instapaper."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from reader.core.errors import ReaderError
from reader.exchange.imports.parsing.bundle import Bundle
from reader.exchange.imports.rows import ImportedRow, Row, Skipped
from reader.exchange.imports.values import is_yes, moment, split_tags, unique

_CHUNK = 1024 * 1024
_LONGEST_TAG = 20 * 1024 * 1024  # characters that are held for the end of a tag
_MOST_FOLDERS = 100
_LONGEST_TEXT = 200_000  # characters of a title or a description
_ROOTS = frozenset(
    (
        *("", "bookmarks", "bookmarks bar", "bookmarks menu", "bookmarks toolbar", "other bookmarks"),
        *("favorites bar", "favorites", "favourites", "unsorted"),
        *("barre personnelle", "barre de favoris", "autres favoris"),
    )
)
_ROOT_MARKS = frozenset(("personal_toolbar_folder", "unfiled_bookmarks_folder", "bookmarks_menu"))
"""Attributes of folders that every browser has, whatever they are called in its language."""

_READING_LIST = "com.apple.readinglist"
"""What Safari writes into its file of bookmarks to tell its reading list from folders."""
_NETSCAPE = re.compile(rb"<!doctype\s+netscape-bookmark-file", re.I)
_PAGE = re.compile(rb"<(?:html|head|meta|title|body)\b", re.I)
_DATED = re.compile(rb"<(?:a|h3)\s[^>]{0,4000}\badd_date=", re.I)
_POCKET = re.compile(rb"<title>\s*Pocket Export\s*</title>", re.I)
_POCKET_LINK = re.compile(rb"<a [^>]{1,4000}\btime_added=", re.I)
_NO_WORDS = frozenset(
    (
        *("b", "i", "em", "strong", "u", "s", "sub", "sup", "small", "mark", "span", "font"),
        *("html", "head", "body", "hr"),
    )
)
"""Tags that are no part of a title: they give it a look, or stand around the list and between its links."""

_HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.I)
_REFERENCE = re.compile(r"&(?:#\d{1,8}|#x[0-9a-f]{1,8}|[a-z][a-z0-9]{1,40});", re.I)
_LINKDING_NOTES = re.compile(r"\[linkding-notes\]((?:(?!\[linkding-notes\]).)*?)\[/linkding-notes\]", re.S)
_ARCHIVED = frozenset(("linkding:bookmarks.archived", "linkding:archived"))
"""linkding's tag of what is archived, of its newer and its older versions."""

_FAVOURITE = ("favorite", "data-favorite", "data-important")
"""Attributes by which services mark what the reader likes; Raindrop's is the last."""

_INSTAPAPER = re.compile(rb"<title>\s*Instapaper: Export\s*</title>", re.I)
_INSTAPAPER_HEADINGS = ("", "unread", "archive", "starred")
"""Headings of Instapaper's list that are no folders of the reader's."""

HTML_FORMATS = ("pocket-html", "instapaper", "bookmarks")
"""What `html_format` tells apart."""


def html_format(start: bytes) -> str:
    """One of `HTML_FORMATS` for a file that begins so; "" for another page."""
    if _INSTAPAPER.search(start[:4096]):
        return "instapaper"
    if _POCKET.search(start) or (_POCKET_LINK.search(start) and b"<ul" in start.lower()):
        return "pocket-html"
    doctype = _NETSCAPE.search(start[:2048])
    if doctype is not None and not _PAGE.search(start[: doctype.start()]):  # further down a page quotes it
        return "bookmarks"
    lower = start.lower()
    return "bookmarks" if b"<dl" in lower and b"<dt" in lower and _DATED.search(start) else ""


def read_html(bundle: Bundle, name: str, member: str = "") -> Iterator[Row]:
    """The links of a bookmark file, in order.

    Raises:
        ReaderError: `file-damaged`, `file-unreadable`; what came before holds.
    """
    kinds = {"pocket-html": _Pocket, "instapaper": _Instapaper}
    parser = kinds.get(html_format(bundle.start(name)), _Netscape)(member)
    with bundle.text(name) as file:
        while chunk := file.read(_CHUNK):
            parser.feed(chunk)
            if len(parser.rawdata) > _LONGEST_TAG:
                raise ReaderError("file-damaged", "a tag without an end", file=bundle.name)
            yield from parser.take()
        parser.close()
        yield from parser.take()


class _Links(HTMLParser):
    """What both forms share: links with their attributes and the texts after them."""

    def __init__(self, member: str) -> None:
        super().__init__(convert_charrefs=True)
        self._member = member
        self._found: list[Row] = []
        self._link: dict[str, str] | None = None
        self._texts: dict[str, list[str]] = {}
        self._into = ""
        self._line = 0
        self._endless: str | None = None  # the text in which a comment has no end

    def take(self) -> list[Row]:
        """The rows that are whole."""
        found, self._found = self._found, []
        return found

    def handle_data(self, data: str) -> None:
        if self._into:
            held = self._texts.setdefault(self._into, [])
            if sum(map(len, held[-3:])) < _LONGEST_TEXT and len(held) < 1000:
                held.append(data[:_LONGEST_TEXT])

    def close(self) -> None:
        """The end of the file: no tag begins behind the last `>`, so that none is looked for there.

        Nor does a comment begin behind the last end of one: newer versions of Python let it hide the rest.
        """
        head, sign, rest = self.rawdata.rpartition(">")
        text = f"{head}{sign}{rest.replace('<', '&lt;')}"
        ended = max(text.rfind("-->"), text.rfind("--!>"), 0)
        self.rawdata = text[:ended] + text[ended:].replace("<!--", "&lt;!--")
        super().close()
        self.end_row()

    def set_cdata_mode(self, elem: str, **more: bool) -> None:
        """Not within a title that was written as it is: it may speak of `<script>`, and none follows."""
        if not self._into:
            super().set_cdata_mode(elem, **more)

    def parse_comment(self, i: int, report: bool = True) -> int:
        """In a title that was written as it is, what looks like a comment is a part of it.

        Where one has no end, none that begins behind it has: that is not looked for again.
        """
        if self._into:
            return self._as_text(i)
        if self._endless is self.rawdata:
            return -1
        end = super().parse_comment(i, report)
        self._endless = self.rawdata if end < 0 else None
        return end

    def parse_pi(self, i: int) -> int:
        """The same of an instruction."""
        return self._as_text(i) or super().parse_pi(i)

    def parse_html_declaration(self, i: int) -> int:
        """The same of a declaration, of which the base class knows but some."""
        if self.rawdata.startswith("<![", i):
            return self._as_text(i) or self.parse_bogus_comment(i)
        return self._as_text(i) or super().parse_html_declaration(i)

    def _as_text(self, i: int) -> int:
        """Take two signs of a text as they are; where they end, 0 outside of one."""
        if not self._into:
            return 0
        self.handle_data(self.rawdata[i : i + 2])
        return i + 2

    def say_tag(self, tag: str, sign: str, attributes: int = 0) -> None:
        """A tag that a bookmark file has no use for: in a title, a word of it."""
        if self._into == "title" and not attributes and tag not in _NO_WORDS:
            self.handle_data(sign)

    def begin_row(self, attributes: list[tuple[str, str | None]]) -> None:
        """A link begins; the one before is done."""
        self.end_row()
        self._link = {}
        for name, value in attributes:
            self._link.setdefault(name, value or "")
        tag = self.get_starttag_text() or ""
        if "&" in tag and "href" in self._link:
            self._link["href"] = _written_address(tag, self._link["href"])
        self._line = self.getpos()[0]
        self._into = "title"

    def end_row(self) -> None:
        """The link that was begun is whole."""
        link, self._link = self._link, None
        if link is not None:
            where = f"{self._member}:{self._line}" if self._member else str(self._line)
            self._found.append(self.row(where, link))
        self._texts.pop("title", None)
        self._texts.pop("about", None)
        self._into = ""

    def text_of(self, name: str) -> str:
        """The text gathered under a name."""
        return " ".join("".join(self._texts.get(name, ())).split())

    def row(self, line: str, link: dict[str, str]) -> Row:
        """What a link and its texts mean.

        Args:
            line: where it stands.
            link: its attributes.
        """
        raise NotImplementedError


def _written_address(tag: str, read: str) -> str:
    """The address in a link's tag; `read` is what the parser made of it.

    Some exporters write addresses as they are: in `?a=1&copy=2`, the parser takes `&copy` for a sign.
    Browsers do not, as no semicolon ends it.
    """
    found = _HREF.search(tag)
    if found is None:
        return read
    return _REFERENCE.sub(lambda sign: html.unescape(sign[0]), found[1] or found[2] or found[3] or "")


class _Headed(_Links):
    """Lists of links, each below a heading."""

    heading = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "h1":
            self.end_row()
            self._texts["heading"] = []
            self._into = "heading"
        elif tag == "a":
            self.begin_row(attrs)
        else:
            self.say_tag(tag, self.get_starttag_text() or "", len(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag == "h1":
            self.heading = self.text_of("heading")[:200]
            self._into = ""
        elif tag == "a":
            self.end_row()
        else:
            self.say_tag(tag, f"</{tag}>")


class _Pocket(_Headed):
    """Two lists below the headings "Unread" and "Read Archive"."""

    def row(self, line: str, link: dict[str, str]) -> Row:
        url, title = link.get("href", ""), self.text_of("title")
        archived = "archive" in self.heading.lower()
        return ImportedRow(
            line,
            url,
            "" if title == url else title,
            moment(link.get("time_added")),
            tags=split_tags(link.get("tags", ""), ","),
            archived=archived,
            read=archived,
        )


class _Instapaper(_Headed):
    """A list below "Unread", one below "Archive", and one below the name of each folder."""

    def row(self, line: str, link: dict[str, str]) -> Row:
        heading = self.heading.lower()
        return ImportedRow(
            line,
            link.get("href", ""),
            self.text_of("title"),
            folder="" if heading in _INSTAPAPER_HEADINGS else self.heading,
            archived=heading == "archive",
            read=heading == "archive",
            favourite=heading == "starred",
        )


class _Netscape(_Links):
    """Nested lists; a folder's name stands before its list, a description after its link."""

    def __init__(self, member: str) -> None:
        super().__init__(member)
        self._folders: list[str] = []
        self._next_folder = ""
        self._is_root = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.begin_row(attrs)
        elif tag == "dd" and self._link is not None:
            self._into = "about"
            self._end_line()
        elif tag in ("p", "blockquote", "div", "li") and self._into == "about":
            self._end_line()
        elif tag == "br" and self._into:
            self.handle_data("\n")
        elif tag == "h3":
            self.end_row()
            self._texts["folder"] = []
            self._into = "folder"
            self._is_root = any(
                name in _ROOT_MARKS or (name == "id" and (value or "").lower() == _READING_LIST)
                for name, value in attrs
            )
        elif tag == "dl":
            self.end_row()
            if len(self._folders) < _MOST_FOLDERS:
                self._folders.append(self._next_folder)
            self._next_folder = ""
        elif tag == "dt":
            self.end_row()
        elif tag != "p":
            self.say_tag(tag, self.get_starttag_text() or "", len(attrs))

    def _end_line(self) -> None:
        """What comes now stands in a line of its own."""
        said = self._texts.get("about")
        if said and not said[-1].endswith("\n"):
            said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "h3":
            self._next_folder = "" if self._is_root else self.text_of("folder")[:200]
            self._into = ""
        elif tag == "a":
            self._into = ""
        elif tag == "dl":
            self.end_row()
            if self._folders:
                self._folders.pop()
        elif tag not in ("p", "dt"):
            self.say_tag(tag, f"</{tag}>")

    def row(self, line: str, link: dict[str, str]) -> Row:
        if "feedurl" in link:
            return Skipped(line, "feed", link["feedurl"], self.text_of("title"))
        given = split_tags(link.get("tags", ""), ",")
        tags = [tag for tag in given if tag not in _ARCHIVED]
        archived = len(tags) < len(given)
        about = "".join(self._texts.get("about", ())).strip()
        notes = _LINKDING_NOTES.findall(about)
        about = _LINKDING_NOTES.sub("", about).strip()
        later = link.get("toread", "")
        return ImportedRow(
            line,
            link.get("href", ""),
            self.text_of("title"),
            moment(link.get("add_date")),
            tags=tuple(tags),
            folder="/".join(f.replace("/", "-") for f in self._folders[:10] if f.lower() not in _ROOTS),
            note="\n\n".join(unique((about, *notes))),
            archived=archived,
            read=archived or (later != "" and not is_yes(later)),
            favourite=any(is_yes(link.get(name, "")) for name in _FAVOURITE),
        )
