"""Repair an article by hand: blocks removed and brought back, another lead picture, its description."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from reader.core.edits import Edits, LeftOut, Repair, Wanted, changed_edits
from reader.core.model import Document

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession


def repair_of(session: LibrarySession, article_id: int) -> Repair:
    """An article with everything that can be repaired in it: its text as fetched and as shown, what was
    left out of its page, and the edits so far.

    Raises:
        ReaderError: `no-such-article`, `article-damaged`.
    """
    return session.repairs.get(article_id)


def edit_article(session: LibrarySession, article_id: int, wanted: Wanted) -> Repair:
    """Repair an article; the edits are kept apart and repair every newer copy too.

    Raises:
        ReaderError: `no-such-article`, `no-such-block`, `not-a-date`; nothing is changed.
    """
    return session.repairs.change(article_id, partial(_wanted, wanted))


def put_edits(session: LibrarySession, article_id: int, edits: Edits) -> Repair:
    """Give an article exactly these edits: takes a change back, or with `Edits()` all of them.

    Raises:
        ReaderError: `no-such-article`, `article-damaged`.
    """
    return session.repairs.change(article_id, lambda _document, _left_out, _before: edits)


def left_out_of(session: LibrarySession, article_id: int) -> tuple[LeftOut, ...]:
    """What was left out of the article's page; nothing for an article that was saved by an older version,
    until it is fetched again."""
    return session.repairs.source(article_id).left_out


def _wanted(wanted: Wanted, document: Document, left_out: Sequence[LeftOut], edits: Edits) -> Edits:
    return changed_edits(document, left_out, edits, wanted)
