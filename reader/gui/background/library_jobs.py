"""What the window asks of the library: these functions run off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.marks import SavedSearch
from reader.core.model import ArticleSummary
from reader.core.progress import Progress
from reader.gui.background.undo_stack import Change, TagChange
from reader.services.library.browse_library import MORNING, SOURCE_VIEWS, TAG_VIEW, Listing, Order, listing

if TYPE_CHECKING:
    from reader.gui.background.job_runner import Job
    from reader.services.library.source_lists import LinkRow, Source, SourceLists
    from reader.services.library_session import LibrarySession
    from reader.settings.paths import LibraryPaths


@dataclass(frozen=True, slots=True)
class Shelves:
    """What the sidebar shows beside views and tags, and the links of the source that is chosen."""

    sources: tuple[Source, ...] = ()
    source: Source | None = None
    searches: tuple[SavedSearch, ...] = ()
    links: tuple[LinkRow, ...] = ()


class Replacement:
    """Work on the files of a closed library, as its owner sees it."""

    def __init__(self) -> None:
        self.job: Job | None = None
        self.cancelled = False

    def cancel(self) -> None:
        """Stop it where it can be stopped; the library opens again as it was."""
        self.cancelled = True
        if self.job is not None:
            self.job.work_progress.cancel()


def first_rows(paths: LibraryPaths, view: str, order: Order) -> tuple[Listing | None, dict[str, int], bool]:
    """The first rows of a view by plain sqlite3, `None` where only the library proper can list it; how many
    articles each view holds; whether nothing shows that there was a library before."""
    from reader.services.library.browse_library import may_hold_articles, quick_list

    special = view in (*SOURCE_VIEWS, MORNING) or view.startswith(TAG_VIEW) or not order.plain
    rows, counts = quick_list(paths.database, "all" if special else view, order.sort)
    is_new = not counts and not may_hold_articles(paths)
    if special and counts:
        return None, counts, is_new
    return Listing([row.id for row in rows], rows), counts, is_new


def look_after(session: LibrarySession) -> Callable[[Progress], int]:
    """Bring the search up to date, make the day's backup, empty Trash of what is old; nobody waits for it.

    The work returns how many articles can be found that could not before.
    """

    def work(progress: Progress) -> int:
        from reader.services.backup.keep_backups import keep_backups
        from reader.services.library.empty_trash import empty_old_trash
        from reader.services.search_library import catch_up

        found = catch_up(session, progress)
        if not session.read_only:
            keep_backups(session)
            empty_old_trash(session)
        return found

    return work


def add_sample(session: LibrarySession, progress: Progress) -> int | None:
    """Add the sample article; returns its id, or `None` when it was there."""
    from reader.services.saving.sample_article import add_sample as add

    return add(session, progress)


def read_view(
    session: LibrarySession, view: str, order: Order, lists: SourceLists, chosen: str, whole: bool
) -> tuple[Listing, dict[str, int], Shelves]:
    """A view's articles (`whole`: all of them), every count, and what the sidebar shows beside them."""
    from reader.services.library.browse_library import counts_with_tags

    sources = lists.all(session)
    source = next((source for source in sources if source.name == chosen), next(iter(sources), None))
    counts = counts_with_tags(session)
    links: Sequence[LinkRow] = ()
    if source is not None:
        counts |= {name: len(source.links(name)) for name in SOURCE_VIEWS}
    if source is not None and view in SOURCE_VIEWS:
        from reader.services.library.source_lists import link_rows

        links = link_rows(session, source.links(view))
    shelves = Shelves(sources, source, tuple(session.saved_searches.all()), tuple(links))
    found = Listing() if view in SOURCE_VIEWS else _listed(session, view, order, whole)
    return found, counts, shelves


def _listed(session: LibrarySession, view: str, order: Order, whole: bool) -> Listing:
    if view == MORNING:  # in reading order, whatever the order of the lists
        from reader.services.feeds.morning import morning_list

        return morning_list(session)
    return listing(session, view, order, whole)


def cards(session: LibrarySession, ids: Sequence[int]) -> list[ArticleSummary]:
    """The cards of some articles."""
    from reader.services.library.browse_library import cards as read

    return read(session, ids)


def change(session: LibrarySession, change: Change) -> list[int]:
    """Set a mark; returns the articles that did not have it."""
    from reader.services.library.browse_library import change as apply

    return apply(session, change.ids, change.field, change.value)


def tag(session: LibrarySession, ids: Sequence[int], add: Sequence[str], remove: Sequence[str]) -> TagChange:
    """Give and take tags; returns what to take back."""
    from reader.services.library.tag_articles import tag_articles

    former = tag_articles(session, ids, add, remove)
    later = {card.id: card.tags for card in session.articles.by_ids(list(former))}
    return TagChange(former, later)


def set_tags(session: LibrarySession, tags: dict[int, tuple[str, ...]]) -> None:
    """Give articles exactly these tags."""
    for article_id, names in tags.items():
        session.articles.set_tags(article_id, names)


def in_trash(session: LibrarySession, _progress: Progress) -> list[int]:
    """The articles in Trash."""
    return session.articles.ids("trash")
