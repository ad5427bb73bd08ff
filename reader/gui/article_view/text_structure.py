"""What an article on screen is made of, as screen readers know texts: headings, paragraphs, lists, links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from PySide6.QtGui import QAccessible, QTextBlock

from reader.core.model import BlockKind
from reader.gui.article_view.display_text import ADDED
from reader.gui.article_view.document_builder import TARGET, Rendered
from reader.gui.article_view.sentence_stops import (
    CAPTION_STOP,
    HEADING,
    TITLE_STOP,
    Stop,
    placed_of,
    sides_of,
)

Role = QAccessible.Role
_PICTURE = "\ufffc"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text: `blocks` are where it stands, `pieces` what it holds in place of a text.

    `level` is a heading's, 1 the title's; `target` says that it is of the translation.
    """

    role: Role
    blocks: tuple[QTextBlock, ...] = ()
    pieces: tuple[Piece, ...] = ()
    level: int = 0
    stop: Stop | None = None
    target: bool = False

    @property
    def text(self) -> str:
        """Its words, without what display adds."""
        words = " ".join(block.text() for block in self.blocks).replace(_PICTURE, " ")
        return " ".join(words.translate(ADDED).split())


@dataclass(frozen=True, slots=True)
class PieceLink:
    """A link in a piece: its words, its address, the block it stands in."""

    text: str
    address: str
    block: QTextBlock


def pieces_of(rendered: Rendered, stops: Sequence[Stop]) -> list[Piece]:
    """The pieces of a document in reading order; two sides of a paragraph come one after the other."""
    kinds = {unit.id: unit.kind for unit in rendered.units}
    found: list[Piece] = []
    for unit, group in groupby(stops, key=lambda stop: stop.unit):
        inside = list(group)
        if kinds.get(unit) is BlockKind.LIST:
            found += _lists(rendered, inside, Role.List, Role.ListItem)
        elif kinds.get(unit) is BlockKind.QUOTE:
            found += _lists(rendered, inside, Role.BlockQuote, Role.Paragraph)
        else:
            found += (piece for stop in inside for piece in _sides(rendered, stop, _role(stop)))
    return found


def links_of(piece: Piece) -> list[PieceLink]:
    """The links in the text of a piece, in order."""
    found: list[PieceLink] = []
    for block in piece.blocks:
        # One link may stand in several stretches of another format; text between two parts them.
        for address, stretches in groupby(_anchors(block), key=itemgetter(0)):
            if address:
                found.append(PieceLink("".join(text for _, text in stretches), address, block))
    shown = ((link, " ".join(link.text.translate(ADDED).split())) for link in found)
    return [PieceLink(text, link.address, link.block) for link, text in shown if text.strip(_PICTURE)]


def _role(stop: Stop) -> Role:
    if stop.kind in (TITLE_STOP, HEADING):
        return Role.Heading
    return Role.Graphic if stop.kind == CAPTION_STOP else Role.Paragraph


def _sides(rendered: Rendered, stop: Stop, role: Role) -> Iterator[Piece]:
    for side in sides_of(rendered):
        blocks = tuple(spot.block for spot in placed_of(rendered, stop, side))
        if blocks:
            yield Piece(role, blocks, level=stop.level, stop=stop, target=side == TARGET)


def _lists(rendered: Rendered, stops: Sequence[Stop], outer: Role, inner: Role) -> Iterator[Piece]:
    items = [piece for stop in stops for piece in _sides(rendered, stop, inner)]
    for target in (False, True):
        inside = tuple(item for item in items if item.target is target)
        if inside:
            blocks = (inside[0].blocks[0], inside[-1].blocks[-1])
            yield Piece(outer, blocks, inside, target=target)


def _anchors(block: QTextBlock) -> Iterator[tuple[str, str]]:
    """The stretches of a block as address and text; ("", "") for one that is no link."""
    place = block.begin()
    while not place.atEnd():
        fragment = place.fragment()
        linked = fragment.charFormat().isAnchor() and fragment.charFormat().anchorHref()
        yield (fragment.charFormat().anchorHref(), fragment.text()) if linked else ("", "")
        place += 1
