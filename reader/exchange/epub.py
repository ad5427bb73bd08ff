"""EPUB 3 files, written chapter by chapter so that a book of any length takes the memory of one article.

The file is a zip of XHTML, which the standard library writes. ebooklib, the known library, is licensed
under the AGPL, holds the whole book in memory and needs lxml; mkepub has no direction, no language a
chapter and no metadata of sources; what both would spare is little more than the two indexes below.

Text is escaped here; `Chapter.body` is XHTML already, made by `reading.book_chapter`.
"""

from __future__ import annotations

import contextlib
import re
import uuid
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import BinaryIO

MIME = "application/epub+zip"
ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif"}
"""The kinds of pictures that every reading system shows, and how their files end."""

_CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>\n"
)
_STYLE = """\
body { margin: 0 2%; line-height: 1.5; }
h1, h2, h3, h4, h5, h6 { line-height: 1.2; page-break-after: avoid; break-after: avoid; }
h1 { font-size: 1.6em; margin: 1em 0 0.4em 0; }
p { margin: 0.6em 0; }
figure { margin: 1.2em 0; page-break-inside: avoid; break-inside: avoid; }
figure img { display: block; margin: 0 auto; max-width: 100%; height: auto; }
figcaption, .about { font-size: 0.85em; color: #595959; }
blockquote { margin: 1em 0; padding: 0 0 0 1em; border-left: 3px solid #8a8a8a; }
[dir="rtl"] { line-height: 1.8; }
blockquote[dir="rtl"], [dir="rtl"] blockquote { padding: 0 1em 0 0; border-left: 0;
  border-right: 3px solid #8a8a8a; }
pre { white-space: pre-wrap; font-size: 0.85em; text-align: left; }
table { border-collapse: collapse; font-size: 0.85em; }
td, th { border: 1px solid #8a8a8a; padding: 0.2em 0.4em; }
.translation { border-left: 2px solid #b0b0b0; padding-left: 0.7em; }
.translation[dir="rtl"] { border-left: 0; padding-left: 0; border-right: 2px solid #b0b0b0;
  padding-right: 0.7em; }
ul.translation, ol.translation { padding-left: 2.2em; }
ul.translation[dir="rtl"], ol.translation[dir="rtl"] { padding-left: 0; padding-right: 2.2em; }
table.translation { margin-top: 0.8em; }
table.translation[dir="rtl"] { margin-left: auto; margin-right: 0; }
.cover { margin: 0; text-align: center; }
.cover img { max-width: 100%; height: 100%; }
nav ol { list-style: none; padding: 0 1em; }
"""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_LONGEST = 1_000
"""Characters of a title or a name; what a page calls its title may be of any length."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a chapter: the id of its element, its text and its level (2-6)."""

    id: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """One article. `body` is what stands inside `<body>`, as XHTML; `rtl` is its direction."""

    title: str
    body: str
    language: str = ""
    rtl: bool = False
    headings: Sequence[Heading] = ()


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What a catalogue shows of a book.

    Args:
        key: what makes it this book; the same key gives the same identifier, so that an e-reader takes
            a second export for a new edition of the first.
        languages: codes, the main one first. rtl: whether pages turn from left to right.
        date: the day of publication, `YYYY-MM-DD`, or empty. series: a title it is part of, or empty.
        sources: web addresses. contents: what its table of contents is called.
    """

    title: str
    key: str
    languages: Sequence[str] = ()
    rtl: bool = False
    authors: Sequence[str] = ()
    publisher: str = ""
    date: str = ""
    series: str = ""
    description: str = ""
    sources: Sequence[str] = ()
    contents: str = "Contents"


class EpubWriter:
    """Writes one book; `finish` makes it whole.

    Args:
        file: open for writing; need not be seekable.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._now = datetime.now(UTC)
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._items: list[str] = []
        self._spine: list[str] = []
        self._chapters: list[tuple[str, str, str, Sequence[Heading]]] = []
        self._cover = ""
        self._pictures = False
        # Readers tell an EPUB by these bytes at this place: first, not packed, nothing beside the name.
        self._write("mimetype", MIME, zipfile.ZIP_STORED)
        self._write("META-INF/container.xml", _CONTAINER)
        self._write("book/style.css", _STYLE)
        self._item("style", "style.css", "text/css")

    def add_cover(self, data: bytes, mime: str, title: str) -> None:
        """Put a picture in front, on a page of its own; before any chapter.

        Raises:
            KeyError: another kind than those of `ENDINGS`.
        """
        self._cover = f"cover{ENDINGS[mime]}"
        self._write(f"book/{self._cover}", data, zipfile.ZIP_STORED)
        self._item("cover-image", self._cover, mime, "cover-image")
        body = f'<div class="cover"><img src="{self._cover}" alt="{text_of(title)}"/></div>'
        self._write("book/cover.xhtml", _page(title, body, "", rtl=False, kind="cover"))
        self._item("cover", "cover.xhtml", "application/xhtml+xml")
        self._spine.append("cover")

    def add_picture(self, name: str, data: bytes, mime: str) -> str:
        """Add a picture under a name of letters and digits; gives its address for chapters.

        Raises:
            KeyError: another kind than those of `ENDINGS`.
        """
        address = f"pictures/{name}{ENDINGS[mime]}"
        self._write(f"book/{address}", data, zipfile.ZIP_STORED)
        self._item(f"picture-{name}", address, mime)
        self._pictures = True
        return address

    def add_chapter(self, chapter: Chapter) -> None:
        """Add the next article."""
        number = len(self._chapters) + 1
        name = f"chapter-{number}"
        page = _page(chapter.title, chapter.body, chapter.language, chapter.rtl)
        self._write(f"book/{name}.xhtml", page)
        self._item(name, f"{name}.xhtml", "application/xhtml+xml")
        self._spine.append(name)
        language = _attributes(chapter.language, chapter.rtl)
        self._chapters.append((f"{name}.xhtml", title_of(chapter.title), language, chapter.headings))

    def finish(self, facts: BookFacts) -> None:
        """Write the contents and the package; the file itself stays open."""
        self._write("book/nav.xhtml", self._navigation(facts))
        self._item("nav", "nav.xhtml", "application/xhtml+xml", "nav")
        if len(self._chapters) > 1:
            self._spine.insert(1 if self._cover else 0, "nav")
        self._write("book/package.opf", self._package(facts))
        self._zip.close()

    def abandon(self) -> None:
        """Leave a file that is no book; nothing more is written, if only for want of space."""
        with contextlib.suppress(OSError, ValueError):
            self._zip.close()

    def _write(self, name: str, data: str | bytes, packing: int = zipfile.ZIP_DEFLATED) -> None:
        entry = zipfile.ZipInfo(name, self._now.timetuple()[:6])
        entry.compress_type = packing
        entry.external_attr = 0o644 << 16
        self._zip.writestr(entry, data)

    def _item(self, identity: str, address: str, mime: str, properties: str = "") -> None:
        more = f' properties="{properties}"' if properties else ""
        self._items.append(f'<item id="{identity}" href="{address}" media-type="{mime}"{more}/>')

    def _navigation(self, facts: BookFacts) -> str:
        title = title_of(facts.contents)
        rows = "\n".join(
            f'<li><a href="{page}"{said}>{text_of(name)}</a>{_headings(page, headings, said)}</li>'
            for page, name, said, headings in self._chapters
        )
        marks = '<li><a epub:type="cover" href="cover.xhtml">*</a></li>' if self._cover else ""
        first = self._chapters[0][0] if self._chapters else "nav.xhtml"
        body = (
            f'<nav epub:type="toc" id="toc" role="doc-toc"><h1>{text_of(title)}</h1>\n<ol>{rows}</ol></nav>\n'
            f'<nav epub:type="landmarks" hidden="hidden"><ol>{marks}'
            f'<li><a epub:type="bodymatter" href="{first}">1</a></li></ol></nav>'
        )
        return _page(title, body, facts.languages[0] if facts.languages else "", facts.rtl)

    def _package(self, facts: BookFacts) -> str:
        turns = "rtl" if facts.rtl else "ltr"
        spine = "".join(f'<itemref idref="{name}"/>' for name in self._spine)
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book-id" '
            f'dir="{turns}">\n<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
            + "\n".join(self._metadata(facts))
            + "\n</metadata>\n<manifest>\n"
            + "\n".join(self._items)
            + f'\n</manifest>\n<spine page-progression-direction="{turns}">{spine}</spine>\n</package>\n'
        )

    def _metadata(self, facts: BookFacts) -> Iterator[str]:
        identity = uuid.uuid5(uuid.NAMESPACE_URL, _NOT_XML.sub("", facts.key))
        yield f'<dc:identifier id="book-id">urn:uuid:{identity}</dc:identifier>'
        yield f"<dc:title>{text_of(title_of(facts.title))}</dc:title>"
        codes = [code for code in map(language_tag, facts.languages) if code]
        for code in dict.fromkeys(codes or ["und"]):
            yield f"<dc:language>{code}</dc:language>"
        for element, values in (
            ("creator", facts.authors),
            ("publisher", [facts.publisher]),
            ("date", [_day(facts.date)]),
            ("description", [facts.description]),
            ("source", facts.sources),
        ):
            for value in dict.fromkeys(text_of(" ".join(value.split())[:_LONGEST]) for value in values):
                if value:
                    yield f"<dc:{element}>{value}</dc:{element}>"
        series = text_of(" ".join(facts.series.split())[:_LONGEST])
        if series:
            yield f'<meta property="belongs-to-collection" id="series">{series}</meta>'
            yield '<meta refines="#series" property="collection-type">series</meta>'
        yield f'<meta property="dcterms:modified">{self._now:%Y-%m-%dT%H:%M:%SZ}</meta>'
        yield '<meta property="schema:accessMode">textual</meta>'
        if self._pictures:
            yield '<meta property="schema:accessMode">visual</meta>'
        yield '<meta property="schema:accessibilityFeature">tableOfContents</meta>'
        yield '<meta property="schema:accessibilityFeature">readingOrder</meta>'
        if self._cover:
            yield '<meta name="cover" content="cover-image"/>'


def text_of(text: str) -> str:
    """Text as XML, without the characters that XML has no way to write."""
    return escape(_NOT_XML.sub("", text))


def title_of(text: str) -> str:
    """A title on one line that shows something."""
    plain = " ".join(_NOT_XML.sub("", text).split())
    return plain[:_LONGEST] if any(char.isprintable() for char in plain) else "—"


def language_tag(code: str) -> str:
    """A language code as BCP 47 has it; "" for anything else."""
    plain = code.replace("_", "-")
    return plain if _TAG.match(plain) else ""


def _attributes(language: str, rtl: bool) -> str:
    code = language_tag(language)
    said = f' lang="{code}" xml:lang="{code}"' if code else ""
    return f'{said} dir="{"rtl" if rtl else "ltr"}"'


def _page(title: str, body: str, language: str, rtl: bool, kind: str = "bodymatter") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f"{_attributes(language, rtl)}><head><title>{text_of(title_of(title))}</title>"
        '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n'
        f'<body epub:type="{kind}">\n{_NOT_XML.sub("", body)}\n</body></html>\n'
    )


def _headings(page: str, headings: Sequence[Heading], said: str) -> str:
    """Headings as lists in lists; one that is deeper than the one before it by two levels is by one."""
    out: list[str] = []
    levels: list[int] = []
    for heading in headings:
        while len(levels) > 1 and heading.level < levels[-1]:
            out.append("</li></ol>")
            levels.pop()
        if not levels or heading.level > levels[-1]:
            out.append("<ol>")
            levels.append(heading.level)
        else:
            out.append("</li>")
            levels[-1] = heading.level
        label = text_of(title_of(heading.text))
        out.append(f'<li><a href="{page}#{heading.id}"{said}>{label}</a>')
    out += ["</li></ol>"] * len(levels)
    return "".join(out)


def _day(text: str) -> str:
    """A day that exists, "" for anything else."""
    try:
        return datetime.strptime(text[:10], "%Y-%m-%d").date().isoformat()
    except ValueError:
        return ""
