"""One row of a file of another program, and a row that cannot be taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class ImportedHighlight:
    """A passage that the reader marked there: its `quote`, his `note`, when (ISO 8601 in UTC, "" unknown).

    `colour` is the value of a `Colour`; "" for none.
    """

    quote: str
    note: str = ""
    created: str = ""
    colour: str = ""


class ImportedRow(NamedTuple):
    """What a file says of one article.

    `line` says where in the file it stands: a line's number or an item's, behind the member's name in an
    archive. `url` is as the file has it, not checked. `saved` and `published` are ISO 8601 in UTC, "" when
    the file does not say. `more_folders` are those beside `folder` that it lies in, too. `progress` runs from
    0 to 1. `html` is the text that came along; `has_text` says
    that there is one, also where it was not asked for.
    """

    line: str
    url: str
    title: str = ""
    saved: str = ""
    published: str = ""
    author: str = ""
    language: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    folder: str = ""
    more_folders: tuple[str, ...] = ()
    note: str = ""
    read: bool = False
    archived: bool = False
    favourite: bool = False
    progress: float = 0.0
    has_text: bool = False
    html: str = ""
    highlights: tuple[ImportedHighlight, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no article, and why: one of `REASONS`."""

    line: str
    reason: str
    url: str = ""
    title: str = ""


REASONS = (
    "no-address",  # it names no address
    "broken",  # its line or item is damaged
    "too-long",  # larger than a row can be
    "too-many",  # the first of those beyond what one import takes
    "other-list",  # it stands beside the lists of articles, in one that nothing is known of
    "other-file",  # a list or a table of nobody's known form, beside an export in the same archive
    "feed",  # a feed, or an item that a feed brought
    "cut",  # the file breaks off here
    "encrypted",  # a part of an archive that wants a password
    "passwords",  # a file beside others that keeps passwords
    "newer",  # the whole was made by a newer Liseuse
    "no-picture",  # a picture is not there, or not what its name says
)

Row = ImportedRow | Skipped
