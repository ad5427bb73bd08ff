"""One article as a file for elsewhere: a self-contained HTML page, Markdown, or plain text.

Nothing that is written asks for anything from elsewhere: pictures stand in the page itself or in files
beside it, those the library does not have are left out. What came from the web is escaped as it is stored.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from urllib.parse import quote

from reader.core.block_html import html_from_blocks
from reader.core.languages import direction_of, language
from reader.core.marks import SHAPES, Annotation
from reader.core.messages import QT_TRANSLATE_NOOP, Translate, isolate, untranslated
from reader.core.model import Block, BlockKind, Document, Part, Picture, Translation
from reader.reading.block_text import markdown_from_blocks, text_from_blocks
from reader.reading.direction import has_right_to_left
from reader.reading.markdown_text import plain_markdown
from reader.reading.translated import translated_document

_DOT = " · "
_ESCAPED = re.compile(r"(?:%[89A-F][0-9A-F])+", re.IGNORECASE)
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that are drawn as nothing (Unicode, `Default_Ignorable_Code_Point`)."""
_CONTEXT = "export"
_MACHINE = QT_TRANSLATE_NOOP("export", "Machine translation. It may contain mistakes.")
_VIA_ENGLISH = QT_TRANSLATE_NOOP("export", "Machine translation via English. It may contain mistakes.")
_VIA = QT_TRANSLATE_NOOP("export", "Machine translation via {language}. It may contain mistakes.")
NOTES = QT_TRANSLATE_NOOP("export", "Notes")

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_STYLE = (
    "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.15rem/1.58 'Source Serif 4',Georgia,serif}"
    "[dir=rtl]{font-family:'Noto Naskh Arabic','Amiri',serif;line-height:1.9}"
    "h1{line-height:1.2}h1,h2,h3{text-wrap:balance}img{max-width:100%;height:auto;border-radius:4px}"
    "figure{margin:1.5rem 0}figcaption,.about,.caption{font-size:.8em;opacity:.75}"
    "blockquote{margin:1rem 0;padding-inline-start:1rem;border-inline-start:3px solid}"
    "table{border-collapse:collapse}td,th{border:1px solid;padding:.3rem .5rem;text-align:start}"
    "pre{overflow-x:auto}.pair{display:grid;grid-template-columns:1fr 1fr;gap:0 3rem}"
    ".pairs{max-width:70rem}@media(max-width:50rem){.pair{display:block}}"
)


@dataclass(frozen=True)
class Exported:
    """What goes into the file.

    Args:
        document: the original. translation: what it is shown in, or beside; `None` for the original alone.
        both: original and translation, paragraph by paragraph.
        note: the reader's note on the article. marks: what they marked.
        pictures: where each picture is found from the file, by digest; others are left out.
    """

    document: Document
    translation: Translation | None = None
    both: bool = False
    note: str = ""
    marks: Sequence[Annotation] = ()
    pictures: Mapping[str, str] = field(default_factory=dict)
    translate: Translate = untranslated

    @cached_property
    def shown(self) -> Document:
        """The document whose title and language the file has."""
        if self.translation is None or self.both:
            return self.document
        return translated_document(self.document, self.translation)

    @property
    def remark(self) -> str:
        """What is said of the translation, as the window says it; empty for the original alone."""
        if self.translation is None:
            return ""
        route = self.translation.route
        if route is None or len(route.hops) < 2:
            return self.translate(_CONTEXT, _MACHINE)
        pivot = route.hops[0].target
        if pivot == "en":
            return self.translate(_CONTEXT, _VIA_ENGLISH)
        return self.translate(_CONTEXT, _VIA).replace("{language}", isolate(language(pivot).own_name))

    def pairs(self) -> list[tuple[Block, ...]]:
        """Block by block: one version, or the original followed by its translation where they differ."""
        first = self.shown.blocks
        if self.translation is None or not self.both:
            return [(block,) for block in first]
        other = translated_document(self.document, self.translation).blocks
        return [
            (own,) if own.text == theirs.text else (own, theirs)
            for own, theirs in zip(first, other, strict=True)
        ]


def html_page(exported: Exported) -> str:
    """One page that needs nothing else."""
    document = exported.shown
    wide = ' class="pairs"' if exported.both else ""
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(document.language)}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{escape(document.title)}</title><style>{_STYLE}</style></head>",
        f"<body{wide}>{html_body(exported)}</body></html>",
    ]
    return "\n".join(lines) + "\n"


def html_body(exported: Exported) -> str:
    """What stands inside the page."""
    document = exported.shown
    lines = [f"<article{_said(document.language)}>", f'<h1 dir="auto">{escape(document.title)}</h1>']
    about = source_html((document.author, document.site, document.date), document.url)
    lines.append(f'<p class="about">{about}</p>')  # runs as the article does
    if exported.remark:
        lines.append(f'<p class="about">{escape(exported.remark)}</p>')
    lead = lead_of(exported)
    if lead is not None:
        lines.append(_block_html(lead, exported))
    for pair in exported.pairs():
        lines.append(_pair_html(pair, exported))
    lines.append("</article>")
    lines += _notes_html(exported)
    return "\n".join(line for line in lines if line)


def markdown(exported: Exported) -> str:
    """Markdown (CommonMark with GitHub's tables)."""
    document = exported.shown
    parts = [f"# {plain_markdown(document.title)}", plain_markdown(_about(document))]
    address = web_address(document.url)
    if address:
        parts.append(f"<{address}>")
    if exported.remark:
        parts.append(f"*{exported.remark}*")
    parts += [text for _, text in markdown_blocks(exported)]
    if exported.note or exported.marks:
        parts.append(f"## {exported.translate(_CONTEXT, NOTES)}")
        parts += [plain_markdown(exported.note)] if exported.note else []
        for mark in exported.marks:
            parts.append("\n".join(f"> {plain_markdown(line)}" for line in mark.quote.split("\n")))
            parts.append(f"{SHAPES[mark.colour]} {plain_markdown(mark.note)}".rstrip())
    return "\n\n".join(part for part in parts if part) + "\n"


def markdown_blocks(exported: Exported) -> Iterator[tuple[BlockKind, str]]:
    """The article's text alone: each block, the lead picture first, what it is and its Markdown."""
    lead = lead_of(exported)
    blocks = [lead] if lead is not None else []
    blocks += [block for pair in exported.pairs() for block in pair]
    for block in with_pictures(blocks, exported):
        yield block.kind, markdown_from_blocks([block])


def plain_text(exported: Exported) -> str:
    """Plain text: title, source, paragraphs."""
    document = exported.shown
    parts = [
        document.title,
        "\n".join(part for part in (_about(document), web_address(document.url)) if part),
    ]
    parts.append(exported.remark)
    blocks = [block for pair in exported.pairs() for block in pair]
    parts += [text_from_blocks([block]) for block in blocks]
    if exported.note or exported.marks:
        parts += [exported.translate(_CONTEXT, NOTES), exported.note]
        parts += [
            f"{SHAPES[mark.colour]} {mark.quote}" + (f"\n  {mark.note}" if mark.note else "")
            for mark in exported.marks
        ]
    return "\n\n".join(part for part in parts if part) + "\n"


def pictures_of(document: Document) -> list[Picture]:
    """The pictures a file of the article may show, the lead picture first."""
    shown = (document.lead, *(block.picture for block in document.blocks))
    return [picture for picture in shown if picture is not None and picture.digest]


def _about(document: Document) -> str:
    return source_text(document.author, document.site, document.date)


def lead_of(exported: Exported) -> Block | None:
    """The lead picture as a block, `None` when the file does not have it."""
    lead = exported.shown.lead
    if lead is None or lead.digest not in exported.pictures:
        return None
    parts = (Part(escape(lead.caption, quote=False), lead.caption),) if lead.caption else ()
    return Block("lead", BlockKind.FIGURE, parts, picture=lead)


def _pair_html(pair: tuple[Block, ...], exported: Exported) -> str:
    if len(pair) == 1:
        return _block_html(pair[0], exported)
    assert exported.translation is not None
    cells = [
        f"<div{_said(code)}>{_block_html(block, exported)}</div>"
        for block, code in zip(pair, (exported.document.language, exported.translation.target), strict=True)
    ]
    return f'<div class="pair">{"".join(cells)}</div>'


def _block_html(block: Block, exported: Exported) -> str:
    return "\n".join(html_from_blocks([shown]) for shown in with_pictures([block], exported))


def with_pictures(blocks: Iterable[Block], exported: Exported) -> Iterator[Block]:
    """Figures with the picture's place in the file; one without its picture leaves its caption."""
    for block in blocks:
        if block.kind is not BlockKind.FIGURE or block.picture is None:
            yield block
            continue
        src = exported.pictures.get(block.picture.digest, "") if block.picture.digest else ""
        if src:
            yield dataclasses.replace(block, picture=dataclasses.replace(block.picture, src=src))
        elif block.text:
            yield dataclasses.replace(block, kind=BlockKind.PARAGRAPH, picture=None)


def _notes_html(exported: Exported) -> list[str]:
    if not exported.note and not exported.marks:
        return []
    lines = [f"<h2>{escape(exported.translate(_CONTEXT, NOTES))}</h2>"]
    if exported.note:
        lines.append(f'<p dir="auto">{_lines(exported.note)}</p>')
    for mark in exported.marks:
        lines.append(f"<blockquote{_said(mark.language)}>{_lines(mark.quote)}</blockquote>")
        lines.append(f'<p dir="auto">{SHAPES[mark.colour]} {_lines(mark.note)}</p>')
    return lines


def _said(code: str) -> str:
    """The attributes of an element in a language."""
    return f' lang="{escape(code)}" dir="{direction_of(code).value}"' if code else ""


def _lines(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")


def web_address(url: str) -> str:
    """A web address without what could end it, "" for any other."""
    return re.sub(r"[\s<>\"]", "", url) if re.match(r"https?://", url, re.IGNORECASE) else ""


def shown_address(address: str) -> str:
    """A web address as browsers show it: letters of any script are read, everything else stays escaped."""
    return _ESCAPED.sub(lambda found: _letters(found[0]), address)


def _letters(escaped: str) -> str:
    try:
        text = bytes.fromhex(escaped.replace("%", "")).decode()
    except UnicodeDecodeError:
        return escaped
    return "".join(sign if _is_read(sign) else quote(sign) for sign in text)


def _is_read(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN" and not _UNSEEN.match(sign)


def source_text(*facts: str) -> str:
    """The facts that are known, in one line of text.

    Beside a name in Arabic the parts of a date change places: there each fact is isolated (Unicode UAX 9).
    """
    known = [fact for fact in facts if fact]
    mixed = any(map(has_right_to_left, known)) and len(known) > 1
    return _DOT.join(isolate(fact) if mixed else fact for fact in known)


def source_html(facts: Iterable[str], url: str = "") -> str:
    """The same as HTML, each fact isolated, with a link to the web address behind them."""
    parts = [f"<bdi>{escape(fact)}</bdi>" for fact in facts if fact]
    address = web_address(url)
    if address:
        parts.append(f'<a href="{escape(address)}"><bdi>{escape(shown_address(address))}</bdi></a>')
    return _DOT.join(parts)
