"""An article beside what the reader repaired in it."""

from __future__ import annotations

from dataclasses import dataclass

from reader.core.edits import BlockEdit, Edits, LeftOut
from reader.core.model import Document


@dataclass(frozen=True, slots=True)
class Repair:
    """An article with its edits. `fetched` is its document before them, `shown` after; `lost` are those
    whose block the document no longer has."""

    fetched: Document
    shown: Document
    left_out: tuple[LeftOut, ...]
    edits: Edits
    lost: tuple[BlockEdit, ...] = ()
