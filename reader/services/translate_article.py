"""An article in another language: from the library where it is known, from the engine where not.

Sentences are the unit: each is looked up by the hash of its text, so what is done is never done
again, in this article or another. What is missing goes through the engine in reading order, in
batches that grow, so that the first paragraph appears early and the rest runs fast. A pivot goes
hop after hop for each batch and keeps the sentences in between.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.languages import language
from reader.core.model import (
    Article,
    Hop,
    Route,
    Sentence,
    SentenceState,
    TranslatedBlock,
    TranslatedSentence,
    Translation,
)
from reader.core.progress import Progress

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

TITLE = "title"
CAPTION = "caption"
"""Ids of the title and the lead picture's caption, which are translated like blocks."""

_FIRST_BATCH = 40  # source words; about one paragraph, so that it shows at once
_LARGEST_BATCH = 640  # source words; larger ones gain nothing and delay Cancel
_GROWTH = 2

OnBlock = Callable[[TranslatedBlock, int, int], None]


@dataclass(frozen=True, slots=True)
class _Unit:
    id: str
    sentences: tuple[Sentence, ...]


def translate_article(
    session: LibrarySession,
    article_id: int,
    target: str,
    progress: Progress,
    on_block: OnBlock | None = None,
    first_block: str = "",
    again: bool = False,
) -> Translation:
    """Translate an article to `target`, streaming each finished block to `on_block(block, done, total)`.

    Order: title, then from `first_block` (where the reader is) down, then what stands before it.
    With `again`, sentences are translated anew, but those a person corrected.

    Raises:
        ReaderError: no route, the same language, a broken model, or the disk; what is done is kept.
        Cancelled: what is done is kept.
    """
    article = session.articles.get(article_id)
    route = route_for(session, article.document.language, target)
    units = _units(article)
    job = _Job(session, route, progress)
    known = job.known(units)
    if again:
        known = {key: pair for key, pair in known.items() if pair.state is SentenceState.CORRECTED}
    reporter = _Reporter(units, known, on_block, progress)
    started = time.monotonic()
    try:
        reporter.emit_finished()
        for batch in _batches(_reading_order(units, first_block), known):
            known.update(job.translate(batch))
            reporter.emit_finished()
    finally:
        seconds = time.monotonic() - started if job.engine_used else 0.0
        translation = _assemble(units, known, target, route, seconds)
        _record(session, article, translation, job.engine_used)
    return translation


def stored_translation(session: LibrarySession, article: Article, target: str) -> Translation | None:
    """The stored translation of an article, whole or in part; `None` when there is nothing of it."""
    status = session.translations.status(article.summary.id).get(target)
    if status is None:
        return None
    route, seconds = status.route, status.seconds
    units = _units(article)
    known = _lookup(session, units, route)
    return _assemble(units, known, target, route, seconds) if known else None


def route_for(session: LibrarySession, source: str, target: str) -> Route:
    """The best route of installed packages between two languages.

    Raises:
        ReaderError: `same-language` or `no-model`.
    """
    from reader.services.manage_packages import list_packages
    from reader.translation.packages import find_route

    if source == target:
        raise ReaderError("same-language", f"article is {source}", target=language(target).name)
    return find_route(source, target, list_packages(session))


def _units(article: Article) -> tuple[_Unit, ...]:
    document = article.document
    code = document.language
    title = _Unit(TITLE, _sentences(document.title, code))
    caption = document.lead.caption if document.lead is not None else ""
    extra = (_Unit(CAPTION, _sentences(caption, code)),) if caption else ()
    return (title, *extra, *(_Unit(block.id, block.sentences) for block in document.blocks))


def _sentences(text: str, code: str) -> tuple[Sentence, ...]:
    from reader.reading.sentences import split_sentences

    return tuple(Sentence(text[start:end], 0, start, end) for start, end in split_sentences(text, code))


def _reading_order(units: Sequence[_Unit], first_block: str) -> list[_Unit]:
    head = [u for u in units if u.id in (TITLE, CAPTION)]
    body = [u for u in units if u.id not in (TITLE, CAPTION)]
    start = next((i for i, u in enumerate(body) if u.id == first_block), 0)
    return head + body[start:] + body[:start]


def _batches(units: Sequence[_Unit], known: dict[str, TranslatedSentence]) -> Iterator[list[str]]:
    """Growing batches of sentences not known yet, each once, never splitting a block needlessly."""
    limit, words, batch = _FIRST_BATCH, 0, []
    seen: set[str] = set()
    for unit in units:
        for sentence in unit.sentences:
            if sentence.text in seen or _key(sentence.text) in known:
                continue
            seen.add(sentence.text)
            batch.append(sentence.text)
            words += sentence.text.count(" ") + 1
        if words >= limit:
            yield batch
            limit, words, batch = min(limit * _GROWTH, _LARGEST_BATCH), 0, []
    if batch:
        yield batch


def _key(text: str) -> str:
    from reader.reading.sentences import sentence_key

    return sentence_key(text)


def _lookup(session: LibrarySession, units: Sequence[_Unit], route: Route) -> dict[str, TranslatedSentence]:
    keys = list(dict.fromkeys(_key(s.text) for unit in units for s in unit.sentences))
    return session.translations.lookup(keys, route.source, route.target, route.key)


class _Job:
    """The engine and the memory of one translation."""

    def __init__(self, session: LibrarySession, route: Route, progress: Progress) -> None:
        self.session = session
        self.route = route
        self.progress = progress
        self.engine_used = False

    def known(self, units: Sequence[_Unit]) -> dict[str, TranslatedSentence]:
        return _lookup(self.session, units, self.route)

    def translate(self, texts: list[str]) -> dict[str, TranslatedSentence]:
        """Translate a batch along the route and store it; returns the pairs by sentence key."""
        pairs = [TranslatedSentence(text, text) for text in texts]
        for index, hop in enumerate(self.route.hops):
            step = self._hop([p.target for p in pairs], hop, remember=index + 1 < len(self.route.hops))
            pairs = [_joined(pair, result) for pair, result in zip(pairs, step, strict=True)]
        keyed = [(_key(pair.source), pair) for pair in pairs]
        route = self.route
        self.session.translations.store(keyed, route.source, route.target, route.key)
        return dict(keyed)

    def _hop(self, texts: list[str], hop: Hop, remember: bool) -> list[TranslatedSentence]:
        """One hop; the sentences in between are looked up and kept for the next time."""
        memory = self.session.translations
        route_key = Route((hop,)).key
        keys = [_key(text) for text in texts]
        known = memory.lookup(keys, hop.source, hop.target, route_key) if remember else {}
        missing = list(dict.fromkeys(t for t, k in zip(texts, keys, strict=True) if k not in known))
        if missing:
            fresh = self._engine(missing, hop)
            if remember:
                memory.store(list(fresh.items()), hop.source, hop.target, route_key)
            known = {**known, **fresh}
        return [known[key] for key in keys]

    def _engine(self, texts: list[str], hop: Hop) -> dict[str, TranslatedSentence]:
        self.engine_used = True
        session = self.session
        results = session.translator.translate(texts, hop, session.paths.models, self.progress)
        return {
            _key(text): TranslatedSentence(text, r.text, r.score, r.state)
            for text, r in zip(texts, results, strict=True)
        }


def _joined(pair: TranslatedSentence, result: TranslatedSentence) -> TranslatedSentence:
    """Carry a sentence through one hop: worst state, summed score."""
    worst = max(pair.state, result.state, key=_BADNESS.index)
    return TranslatedSentence(pair.source, result.target, pair.score + result.score, worst)


_BADNESS = [
    SentenceState.OK,
    SentenceState.CORRECTED,
    SentenceState.REPAIRED,
    SentenceState.KEPT,
    SentenceState.SUSPECT,
]


class _Reporter:
    """Tells the view of each block once, when its last sentence is done."""

    def __init__(
        self,
        units: Sequence[_Unit],
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
        still: list[_Unit] = []
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


def _block(unit: _Unit, known: dict[str, TranslatedSentence]) -> TranslatedBlock:
    missing = TranslatedSentence("", "")
    return TranslatedBlock(
        unit.id,
        tuple(dataclasses.replace(known.get(_key(s.text), missing), source=s.text) for s in unit.sentences),
    )


def _assemble(
    units: Sequence[_Unit],
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
    """Note the translation beside the article, unless it is the stored one unchanged."""
    status = session.translations.status(article.summary.id).get(translation.target)
    if fresh or status is None or not status.done:
        session.translations.record(article.summary.id, translation)
