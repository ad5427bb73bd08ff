"""The library's lists: views, counts, and the changes that several articles can take at once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from reader.core.model import ArticleSummary
    from reader.services.library_session import LibrarySession
    from reader.settings.paths import LibraryPaths

VIEWS = ("unread", "favourites", "archive", "all", "trash")
SOURCE_VIEWS = ("latest", "most-read")
"""The lists that the pages of a source name; their rows are links, not articles."""
MORNING = "morning"
"""The list of what came since yesterday, in reading order; `services/feeds/morning` makes it."""
SORTS = ("saved", "published", "title", "reading-time", "source", "progress")
TAG_VIEW = "tag:"
"""Begins the name of the view that holds the articles with a tag."""
SHORT = 10
"""Minutes of reading up to which an article is a short one."""
PAGE = 100
"""Cards read at once, about ten times what a window shows."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A view's articles in order, with the cards of the first of them; not `whole` when more follow.

    `minutes` of reading are in all of them, where the view tells that: the morning does.
    """

    ids: Sequence[int] = ()
    rows: Sequence[ArticleSummary] = ()
    whole: bool = True
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """How a view is listed: by one of `SORTS`, the other way round, and short articles alone."""

    sort: str = "saved"
    reverse: bool = False
    short: bool = False

    @property
    def plain(self) -> bool:
        """Whether the first paint can show it without the library proper."""
        return not (self.reverse or self.short)


def is_view(name: str) -> bool:
    """Whether a name is that of a view, of the morning, of a tag's list or of a source's."""
    return name in VIEWS or name in SOURCE_VIEWS or name == MORNING or name.startswith(TAG_VIEW)


def quick_list(database: Path, view: str, sort: str) -> tuple[list[ArticleSummary], dict[str, int]]:
    """The first cards of a view and the counts of all views, before the library proper is opened.

    Nothing of the library's database code is loaded for it; a file that cannot be read is an empty list.
    """
    from reader.library.articles.quick_list import quick_list

    return quick_list(database, view, sort)


def may_hold_articles(paths: LibraryPaths) -> bool:
    """Whether a library that is not open yet is there, or something shows that it was: it is not new."""
    from reader.library.traces import traces_of

    return os.path.lexists(paths.database) or bool(traces_of(paths.database))


def list_articles(
    session: LibrarySession,
    view: str = "unread",
    tag: str = "",
    sort: str = "saved",
    limit: int | None = None,
) -> list[ArticleSummary]:
    """The cards of a view (or of `tag:` and a tag), newest first unless sorted otherwise."""
    view, tag = _split(view, tag)
    return session.articles.summaries(view=view, tag=tag, sort=sort, limit=limit)


def listing(session: LibrarySession, view: str, order: Order, whole: bool = True) -> Listing:
    """Every article of a view in order; the cards of the first ones are read with it.

    Args:
        session: the open library.
        view: one of `VIEWS`, or `tag:` and a tag.
        order: how it is listed.
        whole: else the first ones are enough, where they come sooner: numbers of 100,000 take a while.
    """
    name, tag = _split(view)
    if order.plain and not whole:
        ids = session.articles.ids(name, tag, order.sort, limit=PAGE)
        return Listing(ids, cards(session, ids), len(ids) < PAGE)
    ids = session.articles.ids(name, tag, order.sort)
    if order.short:
        short = short_articles(session)
        ids = [article_id for article_id in ids if article_id in short]
    if order.reverse:
        ids.reverse()
    return Listing(ids, cards(session, ids[:PAGE]))


def cards(session: LibrarySession, ids: Sequence[int]) -> list[ArticleSummary]:
    """The cards of some articles, in this order."""
    return session.articles.by_ids(ids)


def short_articles(session: LibrarySession) -> frozenset[int]:
    """The articles that can be read in `SHORT` minutes, by the reader's own speed."""
    from reader.services.search_library import search

    found = search(session, f"time:<={SHORT}")
    return frozenset((*found.ids, *found.trashed))


def counts(session: LibrarySession) -> dict[str, int]:
    """How many articles each view holds, by the names in `VIEWS`."""
    return session.articles.counts()


def counts_with_tags(session: LibrarySession) -> dict[str, int]:
    """The counts of the views and, as `tag:` and its name, of every tag, in the tags' order."""
    return {**counts(session), **{TAG_VIEW + tag: n for tag, n in session.articles.tags().items()}}


def change(session: LibrarySession, ids: Sequence[int], field: str, value: bool) -> list[int]:
    """Set `unread`, `favourite`, `archived` or `trashed` of several articles.

    Returns:
        The ids that really changed, so that undo gives back exactly those.

    Raises:
        ReaderError: `no-such-article`, when a single one is asked for.
    """
    from reader.library.articles.flags import differing, set_flag

    if len(ids) == 1:
        session.articles.summary(ids[0])
    changed = differing(session.database, ids, field, value)
    if changed:
        set_flag(session.articles, changed, field, value)
    return changed


def _split(view: str, tag: str = "") -> tuple[str, str]:
    return ("all", view.removeprefix(TAG_VIEW)) if view.startswith(TAG_VIEW) else (view, tag)


def find_saved(session: LibrarySession, url: str) -> int:
    """The id of the saved article behind a link, 0 when there is none.

    Raises:
        ReaderError: it is no web link.
    """
    from reader.saving.fetching.urls import comparison_key

    found = session.articles.find(comparison_key(url))
    return found.id if found is not None else 0
