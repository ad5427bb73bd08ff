"""Sentences along a route: from the memory where they are known, else by the engine, checked and mended."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reader.core.alignment import compose
from reader.core.model import FIREFOX, Hop, Route, SentenceState, TranslatedSentence
from reader.core.progress import Progress
from reader.core.sentence_key import sentence_key
from reader.services.translation.translation_server import open_server

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.translation.engines.engine import EngineResult, Search
    from reader.translation.quality.budget import Budget
    from reader.translation.quality.health import Fault

Terms = Mapping[str, str]
"""Glossary of one hop: text of the source -> what must stand for it ("": the same)."""

_BADNESS = [
    SentenceState.OK,
    SentenceState.CORRECTED,
    SentenceState.REPAIRED,
    SentenceState.KEPT,
    SentenceState.SUSPECT,
]


class RouteTranslator:
    """Memory, glossary, engine and health check of one route.

    `kept` are texts that stay as they are, beside the reader's glossary. `engine_used` says afterwards
    whether the engine was asked.
    """

    def __init__(
        self, session: LibrarySession, route: Route, progress: Progress, kept: Terms | None = None
    ) -> None:
        self.session = session
        self.route = route
        self.progress = progress
        self.engine_used = False
        self.search: Search | None = None  # another than that of the reader's choice
        self.checks = session.settings.flag("translation_check")
        self.terms = {**(kept or {}), **session.glossary.terms(route.source, route.target)}
        self.others: tuple[Route, ...] = ()  # further routes, for what this one cannot do
        self.budget: Budget | None = None  # what repair may cost; without one it may cost anything
        self._hop_terms = _terms_of_hops(session, route, self.terms)

    def known(self, keys: Sequence[str]) -> dict[str, TranslatedSentence]:
        """What the memory has by sentence key, without what the glossary has overtaken."""
        route = self.route
        found = self.session.translations.lookup(keys, route.source, route.target, route.key)
        return {key: pair for key, pair in found.items() if _keeps(pair, self.terms)}

    def translate(self, texts: Sequence[str], remember: bool = True) -> dict[str, TranslatedSentence]:
        """Translate sentences along the route; returns the pairs by sentence key.

        They are stored, unless `remember` is false: then nothing is looked up on the way either. In a library
        for reading only nothing is stored.
        """
        pairs = [TranslatedSentence(text, text) for text in texts]
        for index, (hop, terms) in enumerate(zip(self.route.hops, self._hop_terms, strict=True)):
            between = index + 1 < len(self.route.hops)
            step = self._hop([p.target for p in pairs], hop, terms, remember=between and remember)
            joined = _joined if index else _first
            pairs = [joined(pair, result) for pair, result in zip(pairs, step, strict=True)]
        for other in self.others if self.checks else ():
            pairs = self._by_another(pairs, other)
        pairs = [pair if self._is_linked(pair) else _surely_linked(pair, self.route.source) for pair in pairs]
        keyed = [(sentence_key(pair.source), pair) for pair in pairs]
        route = self.route
        if remember and not self.session.read_only:
            self.session.translations.store(keyed, route.source, route.target, route.key)
        return dict(keyed)

    def _is_linked(self, pair: TranslatedSentence) -> bool:
        """Whether names and numbers are linked already: the Firefox engine does so in what it is given."""
        from reader.translation.quality.no_prose import in_capitals

        alone = len(self.route.hops) == 1 and self.route.hops[0].engine == FIREFOX
        return alone and pair.state is SentenceState.OK and not in_capitals(pair.source)

    def _by_another(self, pairs: list[TranslatedSentence], other: Route) -> list[TranslatedSentence]:
        """Let another route try what is suspect; its answer is taken when less is wrong with it."""
        suspect = [pair.source for pair in pairs if pair.state is SentenceState.SUSPECT]
        if not suspect:
            return pairs
        if self.budget is not None:
            suspect = suspect[: self.budget.elsewhere // len(other.hops)]
            self.budget.elsewhere -= len(suspect) * len(other.hops)
        job = RouteTranslator(self.session, other, self.progress, self.terms)
        job.budget = self.budget
        found = job.translate(suspect) if suspect else {}
        return [
            _better(pair, found[sentence_key(pair.source)], self.route, self.terms)
            if pair.state is SentenceState.SUSPECT and sentence_key(pair.source) in found
            else pair
            for pair in pairs
        ]

    def _hop(self, texts: Sequence[str], hop: Hop, terms: Terms, remember: bool) -> list[TranslatedSentence]:
        """One hop; the sentences in between are looked up and kept for the next time."""
        memory = self.session.translations
        route_key = Route((hop,)).key
        keys = [sentence_key(text) for text in texts]
        known = memory.lookup(keys, hop.source, hop.target, route_key) if remember else {}
        known = {key: pair for key, pair in known.items() if _keeps(pair, terms)}
        missing = list(dict.fromkeys(t for t, k in zip(texts, keys, strict=True) if k not in known))
        if missing:
            fresh = self._engine(missing, hop, terms)
            if remember and not self.session.read_only:
                memory.store(list(fresh.items()), hop.source, hop.target, route_key)
            known = {**known, **fresh}
        return [known[key] for key in keys]

    def _engine(self, texts: list[str], hop: Hop, terms: Terms) -> dict[str, TranslatedSentence]:
        """Translate by the engine what is prose; the rest stays, or is written as the language does."""
        from reader.translation.quality import no_prose

        languages = (hop.source, hop.target)
        found: dict[str, TranslatedSentence] = {}
        asked: dict[str, list[tuple[str, str]]] = {}  # what the engine is given -> sentences, their prose
        for text in texts:
            given = prose = text
            if text not in terms:
                figures, prose = no_prose.figures_alone(text, languages), _prose(text, terms)
                if figures is not None or not prose or no_prose.stays(text):
                    found[text] = TranslatedSentence(text, figures or text, 0.0, SentenceState.KEPT)
                    continue
                headline = not hop.server and no_prose.in_capitals(prose)
                given = no_prose.sentence_case(prose, hop.source) if headline else prose
            asked.setdefault(given, []).append((text, prose))
        for pair in self._asked(list(asked), hop, terms) if asked else ():
            found.update((text, _of_sentence(pair, text, prose, hop)) for text, prose in asked[pair.source])
        return {sentence_key(pair.source): pair for pair in found.values()}

    def _asked(self, texts: list[str], hop: Hop, terms: Terms) -> list[TranslatedSentence]:
        from reader.translation.engines.engine import search_for
        from reader.translation.quality.attempts import attempts
        from reader.translation.quality.repair import mend

        self.engine_used = True
        session, languages = self.session, (hop.source, hop.target)
        search = self.search or search_for(session.settings.text("translation_quality"), languages)

        def run(sources: list[str], how: Search) -> list[EngineResult]:
            if hop.server:
                return self._ask_server(sources, hop, how)
            return session.translator.translate(sources, hop, session.paths.models, self.progress, how)

        results = run(texts, search)
        if not self.checks and not terms:
            return [
                TranslatedSentence(t, r.text, r.score, r.state, r.alignment)
                for t, r in zip(texts, results, strict=True)
            ]
        ways = attempts(search.beam, searches=not hop.engine)
        return [
            TranslatedSentence(
                one.source,
                one.result.text,
                one.result.score,
                one.state,
                one.result.alignment,
                tuple(fault.kind for fault in one.told or (one.found if one.found != one.left else ())),
            )
            for one in mend(texts, results, run, languages, terms, ways, self.budget)
        ]

    def _ask_server(self, sources: list[str], hop: Hop, search: Search) -> list[EngineResult]:
        return open_server(self.session).translate(sources, hop, search, self.progress)


def _surely_linked(pair: TranslatedSentence, language: str) -> TranslatedSentence:
    """A pair whose names and numbers are linked to themselves."""
    from reader.translation.quality.certain_links import with_certain_links

    links = with_certain_links(pair.source, pair.target, pair.alignment, language)
    return pair if links == pair.alignment else dataclasses.replace(pair, alignment=links)


def _terms_of_hops(session: LibrarySession, route: Route, terms: Terms) -> list[dict[str, str]]:
    """The glossary of each hop: on the way, a term of the whole route goes through as it is."""
    first = route.hops[0]
    if len(route.hops) == 1:
        return [dict(terms)]
    to_pivot = session.glossary.terms(first.source, first.target)
    through = {term: to_pivot.get(term, "") for term in terms}
    last = route.hops[-1]
    from_pivot = session.glossary.terms(last.source, last.target)
    onward = {through[term] or term: translation or term for term, translation in terms.items()}
    return [{**to_pivot, **through}, {**from_pivot, **onward}]


def _keeps(pair: TranslatedSentence, terms: Terms) -> bool:
    """Whether a remembered pair follows the glossary, or is the reader's own."""
    if pair.state in (SentenceState.CORRECTED, SentenceState.SUSPECT) or not terms:
        return True  # a suspect one was tried already
    return all(
        (translation or term).casefold() in pair.target.casefold()
        for term, translation in terms.items()
        if _has(pair.source, term)
    )


def _has(text: str, term: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text) is not None


def _better(
    pair: TranslatedSentence, other: TranslatedSentence, route: Route, terms: Terms
) -> TranslatedSentence:
    from reader.translation.quality.health import check, severity

    def faults_of(one: TranslatedSentence) -> list[Fault]:
        wanted = [w or t for t, w in terms.items() if t in one.source]
        return check(one.source, one.target, (route.source, route.target), "", wanted)

    mine, others = faults_of(pair), faults_of(other)
    new = {fault.kind for fault in others} - {fault.kind for fault in mine}
    if other.state is SentenceState.SUSPECT or new or severity(others) >= severity(mine):
        return pair
    return dataclasses.replace(other, state=SentenceState.REPAIRED, faults=pair.faults)


def _first(pair: TranslatedSentence, result: TranslatedSentence) -> TranslatedSentence:
    return TranslatedSentence(
        pair.source, result.target, result.score, result.state, result.alignment, result.faults
    )


def _joined(pair: TranslatedSentence, result: TranslatedSentence) -> TranslatedSentence:
    """Carry a sentence through one more hop: worst state, summed score, alignment through the middle."""
    worst = max(pair.state, result.state, key=_BADNESS.index)
    faults = tuple(dict.fromkeys((*pair.faults, *result.faults)))
    alignment = compose(pair.alignment, result.alignment)
    return TranslatedSentence(pair.source, result.target, pair.score + result.score, worst, alignment, faults)


def _prose(text: str, terms: Terms) -> str:
    """A sentence without the credit at its end, unless the glossary says how to write what is in that."""
    from reader.translation.quality.no_prose import without_credit

    prose = without_credit(text)
    if prose == text:
        return text
    credit = text[len(prose) :]
    return text if any(wanted and _has(credit, term) for term, wanted in terms.items()) else prose


def _of_sentence(pair: TranslatedSentence, text: str, prose: str, hop: Hop) -> TranslatedSentence:
    """What the engine made of the prose of a sentence, as the translation of that sentence."""
    from reader.translation.quality.no_prose import quoted

    target = pair.target
    if not hop.server and pair.state is not SentenceState.KEPT:
        target = quoted(prose, target, hop.target)
    if pair.source != prose and hop.target != "ar":
        target = target.upper()
    pair = dataclasses.replace(pair, source=prose, target=target)
    return pair if prose == text else _with_credit(pair, text)


def _with_credit(pair: TranslatedSentence, text: str) -> TranslatedSentence:
    """The translation of a caption, with the credit that its source `text` ends with letter by letter."""
    from reader.core.alignment import words

    credit = text[len(pair.source) :].strip()
    before, behind = len(words(pair.source)), len(words(pair.target))
    links = [f"{before + number}-{behind + number}" for number in range(len(words(credit)))]
    alignment = " ".join((*pair.alignment.split(), *links)) if pair.alignment else ""
    return dataclasses.replace(pair, source=text, target=f"{pair.target} {credit}", alignment=alignment)
