"""Titles and summaries of new pieces in the reader's language, by models that are good enough for it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.languages import direction_of
from reader.core.progress import Progress
from reader.core.storage_errors import OF_THE_LIBRARY
from reader.library.feeds.translated_items import ItemInLanguage, ItemTranslation
from reader.services.power import on_mains

if TYPE_CHECKING:
    from reader.core.model import Route
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

AT_ONCE = 8
"""Pieces of one turn: what the reader asks for meanwhile waits for no more."""

_LOOKED_AT = 500
"""So many of the newest new pieces are translated; older ones are not waited for."""

_FAILURES = 3
"""So many pieces in a row that fail are taken for the model's fault."""

_OF_THE_MODEL = frozenset(("no-model", "engine-missing", "same-language", "model-broken", "model-missing"))
"""Errors that every piece of the language would have."""


def translate_new(session: LibrarySession, progress: Progress, at_once: int = AT_ONCE) -> list[int]:
    """Translate some of the new pieces that are not in the reader's language, the newest first.

    Nothing is sent to a server, and no demonstration model is asked.

    Args:
        session: the library.
        progress: `translating`, one step a piece; can cancel.
        at_once: pieces of this turn.

    Returns:
        Their numbers; empty when there is nothing more to do.

    Raises:
        ReaderError: the disk. Cancelled: what is translated by then stays.
    """
    from reader.services.translation.translate_article import route_without_demonstration

    target = target_language(session)
    if not target:
        return []
    routes: dict[str, Route | None] = {}
    failed: dict[str, list[ItemInLanguage]] = {}
    done: list[int] = []
    for item in session.feed_items.translated.waiting(target, _LOOKED_AT):
        if len(done) >= at_once:
            break
        if item.language not in routes:
            routes[item.language] = route_without_demonstration(session, item.language, target)
        route = routes[item.language]
        if route is None or not _written_in(item):
            continue
        progress.step(len(done), at_once, "translating")
        try:
            translation = _translated(session, item, route, progress)
        except ReaderError as error:
            if error.kind in OF_THE_LIBRARY:
                raise
            log.warning("the title of a piece is not translated from %s: %s", item.language, error.kind)
            in_a_row = failed.setdefault(item.language, [])
            in_a_row.append(item)
            if error.kind in _OF_THE_MODEL or len(in_a_row) >= _FAILURES:
                routes[item.language] = None
            continue
        # The model works: what failed before lies with the pieces, which are not tried again.
        for other in failed.pop(item.language, ()):
            session.feed_items.translated.store(other, target, ItemTranslation("", ""))
        session.feed_items.translated.store(item, target, translation)
        done.append(item.id)
    return done


def target_language(session: LibrarySession) -> str:
    """The language that pieces are translated to, "" where they are not, or not now."""
    from reader.services.publishing.edition import readers_language

    options = session.settings
    if session.read_only or not options.flag("feeds_translate"):
        return ""
    if options.flag("translation_queue_paused"):
        return ""
    if options.flag("translate_on_mains_only") and not on_mains():
        return ""
    return readers_language(session)


def _written_in(item: ItemInLanguage) -> bool:
    """Whether a piece is written in letters of its feed's language: some feeds have pieces in another."""
    from reader.reading.direction import direction_of_text

    own = direction_of(item.language)
    return direction_of_text(item.title, own) is own


def _translated(
    session: LibrarySession, item: ItemInLanguage, route: Route, progress: Progress
) -> ItemTranslation:
    from reader.services.translation.translate_texts import translate_texts

    return ItemTranslation(*translate_texts(session, (item.title, item.summary), route, progress))
