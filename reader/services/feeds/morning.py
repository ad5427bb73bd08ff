"""What an edition is made of besides what is saved already: new pieces of feeds, saved and translated."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.feeds import GONE, Feed
from reader.core.progress import Progress
from reader.core.storage_errors import OF_THE_LIBRARY
from reader.services.feeds.open_item import SilentHosts, try_item
from reader.services.feeds.rules import carry_out
from reader.services.feeds.update_feeds import update_feeds
from reader.services.library.browse_library import PAGE, Listing
from reader.services.power import on_mains
from reader.services.publishing.edition import (
    EditionChoice,
    edition_articles,
    minutes_of_reading,
    readers_choice,
    since_of,
)
from reader.services.publishing.edition_sources import sources_of
from reader.services.saving.keep_trying import PRIVATE

if TYPE_CHECKING:
    from reader.core.model import ArticleSummary, Route
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

_LATE = timedelta(days=2)
"""So much later than its own date a piece may come; some feeds tell the day alone."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was gathered for an edition.

    `articles` are these and what was saved before, in reading order, with `minutes` of reading in all.
    `feeds` were looked at and brought `new` pieces; so many were `saved` and so many `translated`.
    """

    articles: tuple[ArticleSummary, ...] = ()
    minutes: int = 0
    feeds: int = 0
    new: int = 0
    saved: int = 0
    translated: int = 0


def morning_choice(session: LibrarySession, now: datetime | None = None) -> EditionChoice:
    """What “this morning” is made of: the last day, of the sources that the reader has in it."""
    return readers_choice(session, since_of("day", now or datetime.now(UTC)))


def morning_list(session: LibrarySession) -> Listing:
    """The articles of the morning as they are saved by now, in reading order, with the minutes in all."""
    cards = edition_articles(session, morning_choice(session))
    minutes = minutes_of_reading(session, cards)
    return Listing([card.id for card in cards], cards[:PAGE], minutes=minutes)


def gather(
    session: LibrarySession,
    choice: EditionChoice,
    progress: Progress,
    ended: Callable[[Feed, ReaderError | None], None] | None = None,
) -> Gathered:
    """Look for new pieces of the sources of an edition, save what came since then, and translate it.

    Of many pieces the newest are saved, as many as the option `feeds_in_edition` says. No demonstration
    model translates; what no other can is left as it is.

    Args:
        session: the library.
        choice: from when on, of which sources (names or hosts of feeds, none for all), in which language.
        progress: `feeds`, `fetching`, `translating`.
        ended: called with each feed and its error, `None` when it worked.

    Raises:
        ReaderError: the disk. Cancelled: what was saved and translated by then stays.
    """
    feeds = [feed for feed in sources_of(session, choice.sources, choice.without).feeds if feed.state != GONE]
    outcome = update_feeds(session, progress, feeds, "edition", ended)
    by_rules = carry_out(session, progress)
    saved = _save_new(session, choice, feeds, progress)
    articles = edition_articles(session, choice)
    translated = _translate(session, articles, choice.target, progress)
    return Gathered(
        tuple(articles),
        minutes_of_reading(session, articles),
        outcome.feeds,
        outcome.new,
        saved + by_rules.saved,
        translated,
    )


def _save_new(
    session: LibrarySession, choice: EditionChoice, feeds: Sequence[Feed], progress: Progress
) -> int:
    """Save the new pieces that came since then; how many. One that cannot be saved is left in the list."""
    most = session.settings.number("feeds_in_edition")
    since, published = (
        moment.astimezone(UTC).isoformat(timespec="seconds")
        for moment in (choice.since, choice.since - _LATE)
    )
    ids = session.feed_items.came_since(since, published, [feed.id for feed in feeds], most)
    saved, silent = 0, SilentHosts()
    for number, item in enumerate(session.feed_items.rows(ids)):
        progress.step(number, len(ids), "fetching")
        article_id = None if silent.have(item.url) else try_item(session, item, progress.part(), silent)
        if not article_id:
            continue
        session.feed_items.settled(item.id, article_id)
        saved += 1
    return saved


def _translate(
    session: LibrarySession, articles: Sequence[ArticleSummary], target: str, progress: Progress
) -> int:
    """Translate articles that are not in the target language yet; how many."""
    if not target or (session.settings.flag("translate_on_mains_only") and not on_mains()):
        return 0
    waiting = [
        card
        for card in articles
        if card.language not in ("", target) and not _is_whole(session, card, target)
    ]
    routes: dict[str, Route | None] = {}
    translated = 0
    for number, card in enumerate(waiting):
        progress.step(number, len(waiting), "translating")
        try:
            translated += _translate_one(session, card, target, routes, progress)
        except ReaderError as error:
            if error.kind in OF_THE_LIBRARY:
                raise
            log.warning("an article of the edition was not translated: %s", error.kind)
    return translated


def _translate_one(
    session: LibrarySession,
    card: ArticleSummary,
    target: str,
    routes: dict[str, Route | None],
    progress: Progress,
) -> bool:
    """Translate an article along the route of its language, on this computer when private reading begins.

    Returns:
        Whether there was a route.

    Raises:
        ReaderError: as `translate_article`. Cancelled: as asked.
    """
    from reader.services.translation.translate_article import route_without_demonstration, translate_article
    from reader.services.translation.translation_server import server_route

    source = card.language
    for last in (False, True):
        if source not in routes:
            here = route_without_demonstration(session, source, target)
            routes[source] = server_route(session, source, target) or here
        if (route := routes[source]) is None:
            return False
        try:
            translate_article(session, card.id, target, progress.part(), route=route)
            return True
        except ReaderError as error:
            if last or error.kind != PRIVATE:
                raise
            routes.clear()  # they were chosen before
    return False


def _is_whole(session: LibrarySession, card: ArticleSummary, target: str) -> bool:
    """Whether all of an article is translated; one that was left or broken off halfway is not."""
    status = session.translations.status(card.id).get(target)
    return status is not None and status.done
