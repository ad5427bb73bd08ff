"""What an import brings, as the library takes it."""

from __future__ import annotations

from dataclasses import dataclass, field

from reader.core.model import Document

UNFETCHED = "unfetched"
"""`Document.incomplete` of an article that is listed by its link and has no text yet."""
UNAVAILABLE = "unavailable"
"""The same when its page could not be had."""
NOT_YET = frozenset((UNFETCHED, UNAVAILABLE))
"""An article that may have its text some day."""
FILE = "file"
"""The same of a link that leads to a file, such as a PDF: the link is all there is to keep."""
WITHOUT_TEXT = NOT_YET | {FILE}

OUTCOMES = ("saved", "waiting", "merged", "duplicate", "failed")
"""What becomes of a row: an article with its text; one that waits for it; taken into an article that was
there; there already, nothing changed; refused for a reason."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A marked passage that a row brings: the passage, the note on it, when (ISO 8601 in UTC), its colour.

    The colour is the value of a `Colour`; "" for none.
    """

    quote: str
    note: str = ""
    created: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row, judged: what is stored of it, or `reason` for which it is refused.

    `number` counts the rows of the file from 1, `line` says where it stands. `digest` is all that the row
    says, as 64 bits with a sign. `key` is the comparison key of its address. `document` is its article,
    without blocks when no text came along; `words` its length. `article_id` is the number kept for it.
    """

    number: int
    line: str
    url: str = ""
    title: str = ""
    reason: str = ""
    digest: int = 0
    key: str = ""
    document: Document | None = None
    words: int = 0
    saved_at: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    unread: bool = True
    archived: bool = False
    favourite: bool = False
    progress: float = 0.0
    quotes: tuple[Quote, ...] = ()
    article_id: int = 0
    reached: str = "public"
    by_reader: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a row."""

    number: int
    line: str
    outcome: str
    reason: str = ""
    url: str = ""
    title: str = ""
    article_id: int = 0


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """An import as it is recorded; see `ImportRun`. `counts` has the rows of each outcome."""

    id: int
    format: str
    file: str
    path: str
    sha256: str
    options: str
    state: str
    started_at: str
    finished_at: str
    rows_total: int
    rows_done: int
    first_id: int
    counts: dict[str, int] = field(default_factory=dict)
