"""Boxes are put on pages: headings stay with what they head, tables begin each page with their head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.gui.export.boxes import Box


@dataclass(frozen=True, slots=True)
class Item:
    """A box in the flow of an article.

    Args:
        gap: the space above it, left out at the top of a page. keep: whether the next one stands on its page.
        head: drawn again above it where it begins a page.
    """

    box: Box
    gap: float = 0
    keep: bool = False
    head: Box | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A box on a page, `top` units below the top of the page's text."""

    box: Box
    top: float


def paginate(items: Sequence[Item], room: float) -> list[list[Placed]]:
    """Put boxes on pages of a height; there is one page at least."""
    pages = _Pages(room)
    for index, item in enumerate(items):
        need = _with_followers(items, index)
        if pages.y and pages.y + item.gap + need > room and need <= room:
            pages.turn(item.head)
        pages.add(item)
    return pages.done


def _with_followers(items: Sequence[Item], index: int) -> float:
    """The height that an item and what it is kept with need at least."""
    need, keep = items[index].box.least, items[index].keep
    if keep:
        need = items[index].box.height
    while keep and index + 1 < len(items):
        index += 1
        keep = items[index].keep
        need += items[index].gap + (items[index].box.height if keep else items[index].box.least)
    return need


class _Pages:
    def __init__(self, room: float) -> None:
        self.done: list[list[Placed]] = [[]]
        self.y = 0.0
        self._room = room
        self._fresh = True

    def turn(self, head: Box | None) -> None:
        """Begin a page."""
        self.done.append([])
        self.y, self._fresh = 0.0, True
        if head is not None and head.height < self._room / 2:
            self._place(head, 0)
            self._fresh = True

    def add(self, item: Item) -> None:
        """Put an item where the page has come to, and what is left of it on the next ones."""
        box: Box | None = item.box
        gap = item.gap
        while box is not None:
            space = gap if self.y and not self._fresh else 0
            head, rest = box.split(self._room - self.y - space)
            if head is None:
                if not self._fresh:
                    self.turn(item.head)
                    continue
                head, rest = box, None  # nothing smaller can be made of it
            self._place(head, space)
            box = rest
            if box is not None:
                self.turn(item.head)

    def _place(self, box: Box, space: float) -> None:
        self.done[-1].append(Placed(box, self.y + space))
        self.y += space + box.height
        self._fresh = False
