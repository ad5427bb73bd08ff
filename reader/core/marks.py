"""What the reader leaves in a library besides articles: marks, notes and saved searches."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Colour(StrEnum):
    """The colours of a mark; each also has a shape, so that it never speaks by colour alone."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    ROSE = "rose"


SHAPES = {Colour.YELLOW: "●", Colour.GREEN: "■", Colour.BLUE: "▲", Colour.ROSE: "◆"}
"""The shape of each colour, as a character for texts without pictures."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A passage that the reader marked, with a note or without.

    `language` is that of the text it was marked in: the article's own, or a translation's. The passage
    runs from `start` characters into the sentence number `sentence` of `block` to `end` characters into
    `last_sentence`; block and numbers are the same in every language. `quote` is the marked text,
    `source` the original sentences it stands in. `found` is false when a newly fetched text no longer
    has it. `id` is 0 until it is stored.
    """

    id: int
    article_id: int
    language: str
    block: str
    sentence: int
    start: int
    end: int
    quote: str
    last_sentence: int = -1
    source: str = ""
    colour: Colour = Colour.YELLOW
    note: str = ""
    found: bool = True
    created_at: str = ""
    updated_at: str = ""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search the reader kept under a name."""

    id: int
    name: str
    query: str
