"""Blocks while a page is being read: no id, no sentences yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reader.core.model import BlockKind, Part, Picture

TEXT_KINDS = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.LIST, BlockKind.RELATED}
)
"""Kinds that can become lines of a quote, a list item or a cell."""


@dataclass(slots=True)
class Draft:
    """A block being built."""

    kind: BlockKind
    parts: list[Part] = field(default_factory=list)
    level: int = 0
    columns: int = 0
    picture: Picture | None = None
    url: str = ""


def joined_part(parts: Sequence[Part], level: int = 0, ordered: bool = False, header: bool = False) -> Part:
    """Make one part of several, one line each."""
    lines = [part for part in parts if part.text]
    return Part(
        html="<br>".join(part.html for part in lines),
        text="\n".join(part.text for part in lines),
        level=level,
        ordered=ordered,
        header=header,
    )


def lines_and_others(drafts: Sequence[Draft], kinds: frozenset[BlockKind]) -> tuple[list[Part], list[Draft]]:
    """Separate the lines of drafts of some kinds from the drafts that must stand as blocks of their own."""
    lines: list[Part] = []
    others: list[Draft] = []
    for draft in drafts:
        if draft.kind in kinds:
            lines.extend(draft.parts)
        else:
            others.append(draft)
    return lines, others
