"""What the reader repaired in an article, apart from its text, so that it outlives a newly fetched one."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from reader.core.block_html import html_from_blocks
from reader.core.errors import ReaderError
from reader.core.model import Block, BlockKind, Document, Part, Picture, Sentence

FIELDS = ("title", "author", "date", "section")
"""What of an article's description can be changed."""

FORMER_LEAD = "former-lead"
"""The block id of the lead picture that another one took the place of; no hash looks like it."""

_WORDS = 120  # characters of a block that are kept to name it by


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A block of the page that was not taken for the article. `after` is the block it stood after."""

    block: Block
    after: str = ""


@dataclass(frozen=True, slots=True)
class BlockEdit:
    """A block that was removed or restored. `words` are its first, to name it when it is gone."""

    id: str
    kind: BlockKind = BlockKind.PARAGRAPH
    words: str = ""


@dataclass(frozen=True, slots=True)
class Edits:
    """Everything the reader repaired; `None` leaves what the page gives.

    `lead` is the address of the picture that leads; "" for none.
    """

    removed: tuple[BlockEdit, ...] = ()
    restored: tuple[BlockEdit, ...] = ()
    lead: str | None = None
    title: str | None = None
    author: str | None = None
    date: str | None = None
    section: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """An article with its edits. `fetched` is its document before them, `shown` after; `lost` are those
    whose block the document no longer has."""

    fetched: Document
    shown: Document
    left_out: tuple[LeftOut, ...]
    edits: Edits
    lost: tuple[BlockEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """One request to edit: ids of blocks, and values; `None` leaves a value as it is."""

    remove: tuple[str, ...] = ()
    restore: tuple[str, ...] = ()
    lead: str | None = None
    title: str | None = None
    author: str | None = None
    date: str | None = None
    section: str | None = None
    language: str | None = None


def apply_edits(document: Document, left_out: Sequence[LeftOut], edits: Edits) -> Document:
    """The document as the reader repaired it. An edit whose block or picture is gone does nothing.

    A block's picture that is chosen to lead leaves the text, and the one that led takes its place.
    """
    removed = {edit.id for edit in edits.removed}
    blocks = _with_restored(document.blocks, left_out, {edit.id for edit in edits.restored})
    blocks = tuple(block for block in blocks if block.id not in removed)
    lead, blocks = _with_lead(document.lead, blocks, edits.lead)
    described = (*FIELDS, "language")
    values = {name: value for name in described if (value := getattr(edits, name)) is not None}
    if "date" in values and values["date"] != document.date:
        values["published"] = ""
    if blocks != document.blocks or lead != document.lead:
        values["html"] = html_from_blocks([*([_figure(lead, "lead")] if lead is not None else ()), *blocks])
    return dataclasses.replace(document, blocks=blocks, lead=lead, **values)


def changed_edits(document: Document, left_out: Sequence[LeftOut], edits: Edits, wanted: Wanted) -> Edits:
    """The edits with what the reader wants now. What leads back to the page's own is no edit any more.

    Args:
        document: as it was fetched.
        left_out: what of its page was not taken.
        edits: those so far.
        wanted: what is to change.

    Raises:
        ReaderError: `no-such-block` for an unknown block or picture, `not-a-date`.
    """
    here = {block.id: block for block in document.blocks}
    outside = {found.block.id: found.block for found in left_out if found.block.id not in here}
    removed = {edit.id: edit for edit in edits.removed}
    restored = {edit.id: edit for edit in edits.restored}
    for name in wanted.remove:
        if restored.pop(name, None) is None:
            removed[name] = _block_edit(_known(name, here))
    for name in wanted.restore:
        if removed.pop(name, None) is None and name not in here:
            restored[name] = _block_edit(_known(name, outside))
    values = {
        name: _value(name, getattr(document, name), getattr(edits, name), getattr(wanted, name))
        for name in (*FIELDS, "language")
    }
    found = Edits(tuple(removed.values()), tuple(restored.values()), edits.lead, **values)
    return dataclasses.replace(found, lead=_lead(document, left_out, found, wanted.lead))


def lost_edits(document: Document, left_out: Sequence[LeftOut], edits: Edits) -> tuple[BlockEdit, ...]:
    """The edits whose block or picture the document no longer has; a newer copy may have it again."""
    known = {block.id for block in document.blocks} | {found.block.id for found in left_out}
    lost = [edit for edit in (*edits.removed, *edits.restored) if edit.id not in known]
    if edits.lead and edits.lead not in pictures_of(document, left_out):
        lost.append(BlockEdit(edits.lead, BlockKind.FIGURE, edits.lead.rsplit("/", 1)[-1]))
    return tuple(lost)


def pictures_of(document: Document, left_out: Sequence[LeftOut] = ()) -> dict[str, Picture]:
    """The pictures of an article by address, the lead first; those left out come last."""
    blocks = (*document.blocks, *(found.block for found in left_out))
    shown = (document.lead, *(block.picture for block in blocks))
    found: dict[str, Picture] = {}
    for picture in shown:
        if picture is not None and picture.src:
            found.setdefault(picture.src, picture)
    return found


def words_of(block: Block) -> str:
    """The first words of a block, in one line; a picture without caption is named by its file."""
    text = " ".join(block.text.split())
    if not text and block.picture is not None:
        text = block.picture.alt or block.picture.src.split("?")[0].rsplit("/", 1)[-1]
    return text[:_WORDS]


def _with_restored(
    blocks: tuple[Block, ...], left_out: Sequence[LeftOut], wanted: set[str]
) -> tuple[Block, ...]:
    have = {block.id for block in blocks}
    back = [found for found in left_out if found.block.id in wanted and found.block.id not in have]
    if not back:
        return blocks
    after: dict[str, list[Block]] = {}
    for found in back:
        after.setdefault(found.after if found.after in have else "", []).append(found.block)
    out = after.get("", [])
    for block in blocks:
        out += [block, *after.get(block.id, ())]
    return tuple(out)


def _with_lead(
    lead: Picture | None, blocks: tuple[Block, ...], src: str | None
) -> tuple[Picture | None, tuple[Block, ...]]:
    if src is None:
        return lead, blocks
    if not src:
        return None, blocks
    if lead is not None and lead.src == src:
        return lead, _without(src, blocks)
    place = next((n for n, b in enumerate(blocks) if b.picture is not None and b.picture.src == src), -1)
    if place < 0:
        return lead, blocks
    picture = blocks[place].picture
    assert picture is not None
    chosen = dataclasses.replace(picture, caption=picture.caption or blocks[place].text)
    former = (_figure(lead, FORMER_LEAD, blocks[place]),) if lead is not None else ()
    return chosen, (*_without(src, blocks[:place]), *former, *_without(src, blocks[place + 1 :]))


def _without(src: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks but those that show a picture which leads already."""
    return tuple(block for block in blocks if block.picture is None or block.picture.src != src)


def _figure(picture: Picture, block_id: str, like: Block | None = None) -> Block:
    """A picture as a block; its caption is one sentence."""
    caption = picture.caption
    parts = (Part(escape(caption, quote=False), caption),) if caption else ()
    sentences = (Sentence(caption, 0, 0, len(caption)),) if caption else ()
    figure = Block(block_id, BlockKind.FIGURE, parts, sentences=sentences, picture=picture)
    return dataclasses.replace(figure, direction=like.direction) if like is not None else figure


def _block_edit(block: Block) -> BlockEdit:
    return BlockEdit(block.id, block.kind, words_of(block))


def _known(name: str, blocks: dict[str, Block]) -> Block:
    if name not in blocks:
        raise ReaderError("no-such-block", f"block {name}", block=name)
    return blocks[name]


def _value(name: str, own: str, before: str | None, wanted: str | None) -> str | None:
    if wanted is None:
        return before
    text = " ".join(wanted.split())
    if name == "date" and text:
        text = _day(text)
    return None if text == own or (name in ("title", "language") and not text) else text


def _day(text: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise ReaderError("not-a-date", str(error), text=text) from error


def _lead(document: Document, left_out: Sequence[LeftOut], edits: Edits, wanted: str | None) -> str | None:
    if wanted is None:
        return edits.lead
    own = document.lead.src if document.lead is not None else ""
    if wanted == own:
        return None
    shown = apply_edits(document, left_out, dataclasses.replace(edits, lead=None))
    if wanted and wanted not in pictures_of(shown):
        raise ReaderError("no-such-block", f"picture {wanted}", block=wanted)
    return wanted


def block_edits(blocks: Iterable[Block]) -> tuple[BlockEdit, ...]:
    """Blocks by id, kind and first words."""
    return tuple(map(_block_edit, blocks))
