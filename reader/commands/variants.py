"""What keys do instead of their command while something holds: one row each."""

from __future__ import annotations

from dataclasses import dataclass

IN_STRIP = "strip"
"""The strip of colours is open."""
IN_MARKS = "marks"
"""The strip is open on passages that are marked already."""
IN_NOTES = "notes"
"""The focus is in the panel of an article's notes."""
IN_NOTES_LIST = "notes-list"
"""The focus is on the list of that panel."""
IN_NOTES_PAGE = "notes-page"
"""The focus is on the page of all notes."""
IN_FEEDS = "feeds"
"""The pieces of feeds stand in place of the list."""
IN_MORNING = "morning"
"""What came since yesterday is listed."""
OVER_LIST = "over-list"
"""The page of all notes stands in place of the list."""


@dataclass(frozen=True, slots=True)
class Variant:
    """What runs instead of a command whose key was pressed, the reader's own one too.

    Args:
        command: the command that the key means.
        scope: what holds: `IN_STRIP`, `IN_MARKS`, `IN_NOTES`, `IN_NOTES_LIST`, `IN_NOTES_PAGE`, `OVER_LIST`,
            `IN_FEEDS`, `IN_MORNING`.
    """

    command: str
    scope: str


VARIANTS: dict[str, Variant] = {
    **{f"highlight.{n}": Variant(f"size.{n}", IN_STRIP) for n in range(1, 5)},
    "highlight.remove": Variant("article.trash", IN_MARKS),
    "notes.next": Variant("paragraph.next", IN_NOTES_LIST),
    "notes.previous": Variant("paragraph.previous", IN_NOTES_LIST),
    "notes.export": Variant("article.export", IN_NOTES),
    "notes.page-next": Variant("list.next", OVER_LIST),
    "notes.page-previous": Variant("list.previous", OVER_LIST),
    "feeds.update-here": Variant("lists.refresh", IN_FEEDS),
    "morning.refresh": Variant("lists.refresh", IN_MORNING),
    "feeds.toggle-read": Variant("article.unread", IN_FEEDS),
    "feeds.mark-older-here": Variant("article.archive", IN_FEEDS),
    "feeds.menu": Variant("article.menu", IN_FEEDS),
    "feeds.original": Variant("translation.flip", IN_FEEDS),
    "notes.export-all": Variant("article.export", IN_NOTES_PAGE),
}
"""What runs instead, by its id.

Those that are no rows of `COMMANDS` are in no menu and no list: only keys reach them."""
