"""The library's lists: views, counts, and the changes that several articles can take at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.core.model import ArticleSummary

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

VIEWS = ("unread", "favourites", "archive", "all", "trash")
SORTS = ("saved", "published", "title", "reading-time", "source", "progress")
TAG_VIEW = "tag:"
"""Begins the name of the view that holds the articles with a tag."""


def list_articles(
    session: LibrarySession,
    view: str = "unread",
    tag: str = "",
    sort: str = "saved",
    limit: int | None = None,
) -> list[ArticleSummary]:
    """The cards of a view (or of `tag:` and a tag), newest first unless sorted otherwise."""
    if view.startswith(TAG_VIEW):
        view, tag = "all", view.removeprefix(TAG_VIEW)
    return session.articles.summaries(view=view, tag=tag, sort=sort, limit=limit)


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
    """
    changed = [
        article_id for article_id in ids if getattr(session.articles.summary(article_id), field) != value
    ]
    if changed:
        _apply(session, changed, field, value)
    return changed


def _apply(session: LibrarySession, ids: list[int], field: str, value: bool) -> None:
    articles = session.articles
    if field == "trashed":
        (articles.move_to_trash if value else articles.restore)(ids)
        return
    setters = {
        "unread": articles.set_unread,
        "favourite": articles.set_favourite,
        "archived": articles.set_archived,
    }
    setters[field](ids, value)


def find_saved(session: LibrarySession, url: str) -> int:
    """The id of the saved article behind a link, 0 when there is none.

    Raises:
        ReaderError: it is no web link.
    """
    from reader.saving.urls import comparison_key

    found = session.articles.find(comparison_key(url))
    return found.id if found is not None else 0
