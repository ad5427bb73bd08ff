"""What keys do instead of their command while something holds: one row each."""

from __future__ import annotations

from dataclasses import dataclass

IN_STRIP = "strip"
IN_MARKS = "marks"
IN_NOTES = "notes"
IN_NOTES_PAGE = "notes-page"
"""Where keys of `VARIANTS` count: while the strip of colours is open, while it is open on passages that are
marked already, while the focus is in the notes of an article, and on the page of all notes."""


@dataclass(frozen=True, slots=True)
class Variant:
    """What the keys of a command do instead while something holds.

    Args:
        keys_of: the command whose keys they are, the reader's own ones too.
        keys_in: `IN_STRIP`, `IN_MARKS`, `IN_NOTES` or `IN_NOTES_PAGE`.
    """

    keys_of: str
    keys_in: str


VARIANTS: dict[str, Variant] = {
    **{f"highlight.{n}": Variant(f"size.{n}", IN_STRIP) for n in range(1, 5)},
    "highlight.remove": Variant("article.trash", IN_MARKS),
    "notes.next": Variant("paragraph.next", IN_NOTES),
    "notes.previous": Variant("paragraph.previous", IN_NOTES),
    "notes.export": Variant("article.export", IN_NOTES),
    "notes.page-next": Variant("list.next", IN_NOTES_PAGE),
    "notes.page-previous": Variant("list.previous", IN_NOTES_PAGE),
    "notes.export-all": Variant("article.export", IN_NOTES_PAGE),
}
"""What runs instead of the command whose keys it shares, by its id; inner scopes come first.

Those that are no rows of `COMMANDS` are in no menu and no list: only their keys reach them."""
