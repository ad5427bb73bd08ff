"""An article in another language: from the library where it is known, from the engine where not.

Sentences are the unit: each is looked up by the hash of its text, so what is done is never done
again, in this article or another. What is missing goes through the engine in reading order, in
batches that grow, so that the first paragraph appears early and the rest runs fast. A pivot goes
hop after hop for each batch and keeps the sentences in between.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from reader.core.errors import ReaderError
from reader.core.languages import language
from reader.core.model import (
    Article,
    Route,
    SentenceState,
    TranslatedBlock,
    TranslatedSentence,
    Translation,
)
from reader.core.progress import Progress
from reader.core.sentence_key import sentence_key
from reader.services.translation.translate_hop import RouteTranslator
from reader.services.translation.translation_server import server_route
from reader.services.translation.translation_units import (
    CAPTION,
    TITLE,
    Unit,
    batches,
    kept_texts,
    reading_order,
    units_of,
)

__all__ = ["CAPTION", "TITLE", "by_best_route", "route_for", "stored_translation", "translate_article"]

if TYPE_CHECKING:
    from reader.library.translations.stored import TranslationStatus
    from reader.services.library_session import LibrarySession

_PRIVATE = "private-reading"


class Memory(Protocol):
    """What is stored of translations."""

    def status(self, article_id: int) -> Mapping[str, TranslationStatus]:
        """The translations of an article by target language."""

    def lookup(
        self, keys: Sequence[str], source: str, target: str, route_key: str
    ) -> dict[str, TranslatedSentence]:
        """What is known of sentences, by their keys."""

    def held(self, article_id: int) -> Mapping[str, Translation]:
        """What was translated where nothing can be stored, by target language."""


class HasMemory(Protocol):
    """An open library, or one that is only looked into."""

    @property
    def translations(self) -> Memory:
        """Its translations."""


OnBlock = Callable[[TranslatedBlock, int, int], None]


def translate_article(
    session: LibrarySession,
    article_id: int,
    target: str,
    progress: Progress,
    on_block: OnBlock | None = None,
    first_block: str | Callable[[], str] = "",
    again: bool = False,
    route: Route | None = None,
) -> Translation:
    """Translate an article to `target`, streaming each finished block to `on_block(block, done, total)`.

    Order: title, then from `first_block` (where the reader is; asked before each batch when it can be
    called) down, then what stands before it.
    With `again`, sentences are translated anew, but those a person corrected. `route` is another way than
    the one that is the best here, which is as `by_best_route` finds it.

    Raises:
        ReaderError: no route, the same language, a broken model, or the disk; what is done is kept.
        Cancelled: what is done is kept.
    """
    from reader.translation.quality.budget import Budget

    if route is None:
        source = session.articles.summary(article_id).language

        def along(best: Route) -> Translation:
            return translate_article(
                session, article_id, target, progress, on_block, first_block, again, best
            )

        return by_best_route(session, source, target, progress, along)
    article = session.articles.get(article_id)
    units = units_of(article)
    job = RouteTranslator(session, route, progress, kept_texts(article))
    job.others = other_routes(session, route, progress)
    known = job.known(_keys(units))
    if again:
        known = {key: pair for key, pair in known.items() if pair.state is SentenceState.CORRECTED}
    job.budget = Budget.of(len(set(_keys(units)) - set(known)))
    reporter = _Reporter(units, known, on_block, progress)
    started = time.monotonic()
    noted = False
    try:
        reporter.emit_finished()
        for batch in batches(partial(_order, units, first_block), known):
            known.update(job.translate(batch))
            if not noted:  # should the program be killed, what is stored by then is found again
                _record(session, article, _assemble(units, known, target, route, 0.0), True)
                noted = True
            reporter.emit_finished()
    finally:
        seconds = time.monotonic() - started if job.engine_used else 0.0
        translation = _assemble(units, known, target, route, seconds)
        _record(session, article, translation, job.engine_used)
    return translation


def stored_translation(
    session: HasMemory,
    article: Article,
    target: str,
    known_as: Mapping[str, TranslationStatus] | None = None,
) -> Translation | None:
    """The stored translation of an article, whole or in part; `None` when there is nothing of it.

    Args:
        known_as: what is known of its translations, by target language; `None` has it read.
    """
    statuses = session.translations.status(article.summary.id) if known_as is None else known_as
    status = statuses.get(target)
    if status is None:
        return None
    route, seconds = status.route, status.seconds
    units = units_of(article)
    known = session.translations.lookup(_keys(units), route.source, route.target, route.key)
    return _assemble(units, known, target, route, seconds) if known else None


def route_for(session: LibrarySession, source: str, target: str, progress: Progress | None = None) -> Route:
    """The best route between two languages: the reader's server where he set one, else installed packages.

    Raises:
        ReaderError: `same-language` or `no-model`. Cancelled: as asked.
    """
    from reader.services.translation.manage_packages import list_packages
    from reader.translation.packages.packages import find_route

    if source == target:
        raise ReaderError("same-language", f"article is {source}", target=language(target).name)
    return server_route(session, source, target) or find_route(
        source, target, list_packages(session, progress)
    )


def by_best_route(
    session: LibrarySession,
    source: str,
    target: str,
    progress: Progress,
    translate: Callable[[Route], Translation],
) -> Translation:
    """Translate along the best route, and along another one when private reading begins on the way.

    Args:
        session: the library. source: the language of the text. target: into which. progress: can cancel.
        translate: does it along a route; called a second time, with one on this computer, when a server may
            not be asked any more.

    Raises:
        ReaderError: as `route_for`; what `translate` raises. Cancelled: as asked.
    """
    try:
        return translate(route_for(session, source, target, progress))
    except ReaderError as error:
        if error.kind != _PRIVATE:
            raise
    return translate(route_for(session, source, target, progress))


def route_without_demonstration(session: LibrarySession, source: str, target: str) -> Route | None:
    """The best way by installed packages that are no demonstration; `None` for none."""
    from reader.translation.packages.packages import find_routes, installed

    packages = [package for package in installed(session.paths.models) if not package.demonstration]
    return next(find_routes(source, target, packages), None)


def other_routes(
    session: LibrarySession, route: Route, progress: Progress | None = None
) -> tuple[Route, ...]:
    """The other ways between a route's ends with what is installed, the best first.

    None is weaker than the route: what a server answered is not replaced by a package here, nor what an
    official package gave by a demonstration's, nor what Firefox's models alone gave by Argos'.
    """
    from reader.services.translation.manage_packages import list_packages
    from reader.translation.packages.packages import find_routes

    if any(hop.server for hop in route.hops):
        return ()
    packages = list_packages(session, progress)

    def weakness(one: Route) -> int:
        if any(hop.demonstration for hop in one.hops):
            return 2
        return int(any(not hop.engine for hop in one.hops))

    found = find_routes(route.source, route.target, packages)
    allowed = weakness(route)
    return tuple(one for one in found if one.key != route.key and weakness(one) <= allowed)


def _order(units: Sequence[Unit], first_block: str | Callable[[], str]) -> list[Unit]:
    return reading_order(units, first_block() if callable(first_block) else first_block)


def _keys(units: Sequence[Unit]) -> list[str]:
    return list(dict.fromkeys(sentence_key(s.text) for unit in units for s in unit.sentences))


class _Reporter:
    """Tells the view of each block once, when its last sentence is done."""

    def __init__(
        self,
        units: Sequence[Unit],
        known: dict[str, TranslatedSentence],
        on_block: OnBlock | None,
        progress: Progress,
    ) -> None:
        self._waiting = list(units)
        self._total = len(units)
        self._done = 0
        self._known = known
        self._on_block = on_block
        self._progress = progress

    def emit_finished(self) -> None:
        """Report every block whose sentences are all known by now."""
        still: list[Unit] = []
        for unit in self._waiting:
            block = _block(unit, self._known)
            if not block.done:
                still.append(unit)
                continue
            self._done += 1
            if self._on_block is not None:
                self._on_block(block, self._done, self._total)
        self._waiting = still
        self._progress.step(self._done, self._total, "translating")


def _block(unit: Unit, known: dict[str, TranslatedSentence]) -> TranslatedBlock:
    return TranslatedBlock(unit.id, tuple([_found(s.text, known) for s in unit.sentences]))


def _found(text: str, known: dict[str, TranslatedSentence]) -> TranslatedSentence:
    """The pair of a sentence as this article writes it; empty when it is not known."""
    pair = known.get(sentence_key(text))
    if pair is None:
        return TranslatedSentence(text, "")
    return pair if pair.source == text else dataclasses.replace(pair, source=text)


def _assemble(
    units: Sequence[Unit],
    known: dict[str, TranslatedSentence],
    target: str,
    route: Route | None,
    seconds: float,
) -> Translation:
    blocks = {unit.id: _block(unit, known) for unit in units}
    title = blocks.pop(TITLE)
    caption = blocks.pop(CAPTION, None)
    return Translation(target, route, title, caption, tuple(blocks.values()), seconds)


def _record(session: LibrarySession, article: Article, translation: Translation, fresh: bool) -> None:
    """Note the translation beside the article, unless it is the stored one unchanged; a library for reading
    only stays as it is, and has the translation for as long as it is open."""
    if session.read_only:
        session.translations.hold(article.summary.id, translation)
        return
    status = session.translations.status(article.summary.id).get(translation.target)
    if fresh or status is None or not status.done:
        session.translations.record(article.summary.id, translation)
