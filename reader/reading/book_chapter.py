"""An article as a chapter of an electronic book: XHTML whose every block says its language and direction.

What is written is well-formed whatever the article holds: parts are cleaned markup already, addresses are
made valid or dropped, footnotes of the page become footnotes of the chapter.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import quote, urlsplit

from reader.core.block_html import html_from_blocks
from reader.core.languages import direction_of
from reader.core.marks import SHAPES
from reader.core.model import Block, BlockKind, Direction, Part
from reader.reading.article_export import (
    NOTES,
    Exported,
    lead_of,
    shown_address,
    web_address,
    with_pictures,
)
from reader.reading.direction import direction_of_text
from reader.reading.footnote_links import FootnoteLinks
from reader.reading.translated import joined

_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_VOID = re.compile(r"<(br|img)((?:\s[^<>]*)?)>")
_FIRST = re.compile(r"\A<(\w+)")
_INSIDE = re.compile(r'<a href="#([\w-]+)"[^>]*>(.*?)</a>', re.DOTALL)
_ID = re.compile(r'<[^<>]* id="([\w-]+)"')
_TAGS = re.compile(r"<[^>]*>")
_CODE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?(:\d{1,5})?\Z")
_KEPT = "-._~!$&'()*+,;=:@/?%"
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")
_DEEPEST = 3
"""The level up to which headings stand in the contents."""


@dataclass(frozen=True, slots=True)
class BookChapter:
    """A chapter: `body` as XHTML, `headings` as id, text and level of those in the contents."""

    title: str
    body: str
    language: str
    rtl: bool
    headings: tuple[tuple[str, str, int], ...]


def book_chapter(exported: Exported) -> BookChapter:
    """Write a chapter. `exported.pictures` are the addresses of the pictures inside the book."""
    return _Chapter(exported).written()


def book_title(exported: Exported) -> str:
    """The title a chapter has: of a bilingual one, both."""
    title = exported.shown.title
    if exported.translation is None or not exported.both:
        return title
    other = joined(exported.translation.title)
    return f"{title} · {other}" if other and other != title else title


def safe_link(address: str) -> str:
    """A web or mail address that every checker takes for one; "" for what cannot be made one."""
    try:
        parts = urlsplit(address)
        host = _in_ascii(parts.netloc.rpartition("@")[2])
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    rest = _quoted(parts.path) + (f"?{_quoted(parts.query)}" if parts.query else "")
    rest += f"#{_quoted(parts.fragment)}" if parts.fragment else ""
    if scheme in ("http", "https") and _HOST.match(host) and ".." not in host:
        return f"{scheme}://{host}{rest}"
    return f"mailto:{rest}" if scheme == "mailto" and not host and "@" in parts.path else ""


def _in_ascii(place: str) -> str:
    """Host and port as a browser asks for them.

    Raises:
        ValueError: a sign is in it that no host name has.
    """
    if place.isascii():
        return place
    import idna  # its tables are read when first needed

    name, colon, port = idna.uts46_remap(place, std3_rules=False).partition(":")
    labels = (
        label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
        for label in name.split(".")
    )
    return ".".join(labels) + colon + port


class _Chapter:
    def __init__(self, exported: Exported) -> None:
        self._exported = exported
        self._headings: list[tuple[str, str, int]] = []
        self._notes = FootnoteLinks(exported.document.blocks, exported.document.url)

    def written(self) -> BookChapter:
        exported = self._exported
        document = exported.shown
        lines = [line for line in (*self._head(), *self._text(), *self._marks()) if line]
        return BookChapter(
            book_title(exported),
            _without_loose_ends("\n".join(lines)),
            document.language,
            direction_of(document.language) is Direction.RTL,
            tuple(self._headings),
        )

    def _head(self) -> Iterator[str]:
        exported = self._exported
        document = exported.shown
        yield f"<h1{_said(document.language, document.title)}>{_plain(document.title)}</h1>"
        if exported.translation is not None and exported.both:
            other = joined(exported.translation.title)
            if other and other != document.title:
                said = _said(exported.translation.target, other)
                yield f'<p class="translation"{said}><strong>{_plain(other)}</strong></p>'
        # Each apart: beside Arabic the parts of a date would change places.
        facts = [part for part in (document.author, document.site, document.date) if part]
        about = " · ".join(f"<bdi>{_plain(part)}</bdi>" for part in facts)
        address = safe_link(web_address(document.url))
        link = (
            f'<a href="{escape(address)}"><bdi>{_plain(shown_address(address))}</bdi></a>' if address else ""
        )
        if about or link:
            joint = "<br/>" if about and link else ""
            direction = direction_of(document.language).value  # isolated facts say none
            yield f'<p class="about" dir="{direction}">{about}{joint}{link}</p>'
        if exported.remark:
            yield f'<p class="about" dir="auto">{_plain(exported.remark)}</p>'

    def _text(self) -> Iterator[str]:
        exported = self._exported
        own, other = exported.document, exported.translation
        yield from self._lead()
        for source, pair in zip(own.blocks, exported.pairs(), strict=True):
            # A block that has no translation yet stays in the article's own language.
            translated = other is not None and not exported.both and pair[0].text != source.text
            first = other.target if other is not None and translated else own.language
            yield self._block(pair[0], first)
            if len(pair) > 1 and other is not None:
                yield self._block(pair[1], other.target, beside=True)

    def _lead(self) -> Iterator[str]:
        exported = self._exported
        own, other = exported.document, exported.translation
        lead = lead_of(exported)
        if lead is None or own.lead is None:
            return
        caption = joined(other.caption) if other is not None and other.caption is not None else ""
        translated = bool(caption) and caption != own.lead.caption and other is not None
        code = other.target if translated and other is not None and not exported.both else own.language
        yield self._block(_turned(lead, code), code)
        if translated and other is not None and exported.both:
            parts = (Part(escape(caption, quote=False), caption),)
            beside = Block("caption", BlockKind.PARAGRAPH, parts)
            yield self._block(_turned(beside, other.target), other.target, beside=True)

    def _block(self, block: Block, language: str, beside: bool = False) -> str:
        """One block; `beside` the original that it translates, whose picture and ids it leaves alone."""
        if beside and block.picture is not None:
            if not block.text:
                return ""
            shown = [Block(block.id, BlockKind.PARAGRAPH, block.parts, direction=block.direction)]
        else:
            shown = [_unsized(one) for one in with_pictures([block], self._exported)]
        parts = []
        for one in shown:
            if not one.text.strip() and one.picture is None:
                continue
            marked = one if beside else self._notes.numbered(one)
            html = _xhtml(html_from_blocks([marked]), self._notes, ids=not beside)
            said = self._attributes(one, language, beside)
            parts.append(_FIRST.sub(rf"<\1{said}", html))
        return "\n".join(parts)

    def _attributes(self, block: Block, language: str, beside: bool) -> str:
        direction = Direction.LTR if block.kind is BlockKind.CODE else block.direction
        said = f'{_language(language)} dir="{direction.value}"'
        if beside:
            return f' class="translation"{said}'
        if block.kind is not BlockKind.HEADING or not block.text.strip():
            return said
        name = f"heading-{len(self._headings) + 1}"
        if (block.level or 2) <= _DEEPEST:
            self._headings.append((name, " ".join(block.text.split()), block.level or 2))
            return f' id="{name}"{said}'
        return said

    def _marks(self) -> Iterator[str]:
        """The reader's own note and highlights."""
        exported = self._exported
        if not exported.note and not exported.marks:
            return
        language = exported.shown.language
        title = exported.translate("export", NOTES)
        self._headings.append(("notes", title, 2))
        yield f'<h2 id="notes" dir="auto">{_plain(title)}</h2>'
        if exported.note:
            yield f'<p dir="{direction_of_text(exported.note, direction_of(language)).value}">'
            yield f"{_lines(exported.note)}</p>"
        for mark in exported.marks:
            said = _said(mark.language or language, mark.quote)
            yield f"<blockquote{said}><p>{_lines(mark.quote)}</p></blockquote>"
            yield f'<p dir="auto">{SHAPES[mark.colour]} {_lines(mark.note)}</p>'


def _xhtml(html: str, notes: FootnoteLinks, ids: bool) -> str:
    """Clean HTML as XHTML, with links that are valid and footnotes that are the chapter's own."""

    def link(found: re.Match[str]) -> str:
        address, inner = unescape(found[1]), found[2]
        own = notes.attributes(address, ids)
        if own:
            return f"<a {own}>{inner}</a>"
        safe = safe_link(address)
        return f'<a href="{escape(safe)}">{inner}</a>' if safe and _TAGS.sub("", inner).strip() else inner

    written = _LINK.sub(link, html)
    return notes.placed(_VOID.sub(r"<\1\2/>", written).replace("]]>", "]]&gt;"))


def _without_loose_ends(body: str) -> str:
    """The body without links to a place that is not in it: a translation may have lost a mark."""
    ids = set(_ID.findall(body))
    return _INSIDE.sub(lambda found: found[0] if found[1] in ids else found[2], body)


def _turned(block: Block, language: str) -> Block:
    return dataclasses.replace(block, direction=direction_of_text(block.text, direction_of(language)))


def _unsized(block: Block) -> Block:
    """A figure without the size that its picture has in the library; the book's may be smaller."""
    picture = block.picture
    if picture is None:
        return block
    return dataclasses.replace(block, picture=dataclasses.replace(picture, width=0, height=0))


def _quoted(text: str) -> str:
    return _STRAY.sub("%25", quote(text, safe=_KEPT, errors="replace"))


def _said(language: str, text: str) -> str:
    return f'{_language(language)} dir="{direction_of_text(text, direction_of(language)).value}"'


def _language(code: str) -> str:
    plain = code.replace("_", "-")
    return f' lang="{plain}" xml:lang="{plain}"' if _CODE.match(plain) else ""


def _plain(text: str) -> str:
    return escape(text, quote=False)


def _lines(text: str) -> str:
    return _plain(text).replace("\n", "<br/>")
