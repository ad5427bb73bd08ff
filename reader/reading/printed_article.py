"""An article as it goes on paper: what is printed, in its order, without any measure of the page.

Made where the library is read and passed as JSON to the process that lays the pages out.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from reader.core.languages import direction_of
from reader.core.marks import SHAPES
from reader.core.messages import isolate
from reader.core.model import Block, BlockKind, Document, Part
from reader.reading.article_export import NOTES, Exported, web_address
from reader.reading.section_names import section_in
from reader.reading.translated import joined, translated_document

_WHOLE = (BlockKind.TABLE, BlockKind.CODE)
"""Too wide for half a page: original and translation stand one below the other."""


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One block, or an original and its translation that face each other; `languages` are their codes."""

    blocks: tuple[Block, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedArticle:
    """Everything that is printed of one article.

    Args:
        titles: the title, and that of the translation facing it. `date` is `YYYY-MM-DD` or empty.
        address: the page's web address, or empty. remark: said of a translation, or empty.
        facing: whether the page has two columns, for two languages.
    """

    titles: tuple[str, ...]
    languages: tuple[str, ...]
    rows: tuple[PrintedRow, ...]
    section: str = ""
    author: str = ""
    site: str = ""
    date: str = ""
    address: str = ""
    remark: str = ""
    facing: bool = False


def printed_article(exported: Exported) -> PrintedArticle:
    """Put an article in the order of its printed pages."""
    document = exported.shown
    titles: tuple[str, ...] = (document.title,)
    languages: tuple[str, ...] = (document.language,)
    if exported.both and exported.translation is not None:
        titles = (document.title, joined(exported.translation.title) or document.title)
        languages = (document.language, exported.translation.target)
    return PrintedArticle(
        titles,
        languages,
        (*_text_rows(exported, languages), *_note_rows(exported)),
        section=section_in(document.section, exported.document.language, document.language),
        author=document.author,
        site=document.site,
        date=document.date,
        address=web_address(document.url),
        remark=exported.remark,
        facing=len(languages) > 1,
    )


def _text_rows(exported: Exported, languages: tuple[str, ...]) -> Iterator[PrintedRow]:
    versions = [exported.shown]
    if len(languages) > 1 and exported.translation is not None:
        versions.append(translated_document(exported.document, exported.translation))
    lead = exported.document.lead
    stored = lead is not None and lead.digest in exported.pictures
    leads = [found for found in map(_lead, versions) if found is not None] if stored else []
    for blocks in ([tuple(leads)] if leads else []) + list(zip(*(v.blocks for v in versions), strict=True)):
        shown = tuple(_with_picture(block, exported) for block in blocks)
        if not shown[0].text and shown[0].picture is None:
            continue
        if len({block.text for block in shown}) == 1:
            yield PrintedRow(shown[:1], languages[:1])
        elif shown[0].kind in _WHOLE:
            yield from (PrintedRow((b,), (code,)) for b, code in zip(shown, languages, strict=True))
        else:
            yield PrintedRow(shown, languages)


def _lead(document: Document) -> Block | None:
    lead = document.lead
    if lead is None:
        return None
    parts = (Part(escape(lead.caption, quote=False), lead.caption),) if lead.caption else ()
    return Block("lead", BlockKind.FIGURE, parts, picture=lead, direction=direction_of(document.language))


def _with_picture(block: Block, exported: Exported) -> Block:
    """A figure named by its file; one whose picture is not in the library leaves its caption."""
    picture = block.picture
    if block.kind is not BlockKind.FIGURE or picture is None:
        return dataclasses.replace(block, picture=None) if picture is not None else block
    name = exported.pictures.get(picture.digest, "") if picture.digest else ""
    if name:
        return dataclasses.replace(block, picture=dataclasses.replace(picture, src=name))
    return dataclasses.replace(block, kind=BlockKind.PARAGRAPH, picture=None)


def _note_rows(exported: Exported) -> Iterator[PrintedRow]:
    """The reader's own note and marks, at the end."""
    if not exported.note and not exported.marks:
        return
    language = exported.shown.language
    heading = exported.translate("export", NOTES)
    yield _row(BlockKind.HEADING, heading, "", 2)
    if exported.note:
        yield _row(BlockKind.PARAGRAPH, exported.note, language)
    for mark in exported.marks:
        yield _row(BlockKind.QUOTE, mark.quote, mark.language or language)
        yield _row(BlockKind.PARAGRAPH, f"{SHAPES[mark.colour]} {isolate(mark.note)}".strip(), language)


def _row(kind: BlockKind, text: str, language: str, level: int = 0) -> PrintedRow:
    from reader.reading.direction import direction_of_text

    html = escape(text, quote=False).replace("\n", "<br>")
    direction = direction_of_text(text, direction_of(language))
    block = Block("note", kind, (Part(html, text),), level=level, direction=direction)
    return PrintedRow((block,), (language,))
