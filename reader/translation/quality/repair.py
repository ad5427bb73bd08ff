"""Faulty sentences tried again in other ways; the best try is kept, and what is left is named.

No try is taken on trust: each is checked like the first, and wins only when it has less wrong with it.
All faulty sentences of a batch share each round, so that a round costs one call of the engine. A sentence
asked for alone costs two to four times as much as one of many, so within a budget the ways of one search
share a round too, and those that hardly ever help with a fault are left out.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from reader.core.alignment import moved
from reader.core.model import SentenceState
from reader.translation.engines.engine import EngineResult, Search
from reader.translation.quality.arabic_spelling import spelled
from reader.translation.quality.attempts import ATTEMPTS, FORBIDS, Attempt, Mended, by_search, helps
from reader.translation.quality.budget import WAYS, Budget
from reader.translation.quality.figures import changed_figures
from reader.translation.quality.health import (
    ADDRESS,
    EMPTY,
    LONG,
    NAME,
    NUMBER,
    PUNCTUATION,
    REPEATED,
    SHORT,
    TERM,
    UNTRANSLATED,
    Fault,
    check,
    severity,
)
from reader.translation.quality.names import is_own_name, lost_names
from reader.translation.quality.no_worse import may_be_tried, no_worse
from reader.translation.quality.protect import (
    Fixed,
    around,
    figure_spans,
    fixed_spans,
    masked,
    name_spans,
    substituted,
    unmasked,
)
from reader.translation.quality.punctuation import fixed_punctuation
from reader.translation.quality.repeated_words import without_repeats

Run = Callable[[list[str], Search], list[EngineResult]]
"""Asks the engine: one result a sentence."""

_CLAUSE = re.compile(r"(?<=[,;:،؛–—])\s+|\s+(?=(?:et|mais|car|and|but|because|which)\s)")
_SHORTEST_CLAUSE = 24  # characters; shorter ones have too little context
_KEPT_KINDS = frozenset({ADDRESS, TERM, NUMBER, NAME})
_LOOPS = frozenset({REPEATED, LONG, SHORT, UNTRANSLATED, EMPTY})


def mend(
    sources: Sequence[str],
    results: Sequence[EngineResult],
    run: Run,
    languages: tuple[str, str],
    terms: Mapping[str, str] | None = None,
    retries: Sequence[Attempt] = ATTEMPTS,
    budget: Budget | None = None,
) -> list[Mended]:
    """Check every result and try the faulty ones again.

    Args:
        sources: the sentences.
        results: what the engine made of them.
        run: the engine.
        languages: codes of source and target.
        terms: the glossary: text of the source -> what must stand in the target ("": the same).
        retries: the ways to try, in order.
        budget: what the tries may cost; without one they may cost anything.
    """
    mended = []
    for source, result in zip(sources, results, strict=True):
        own = _own_terms(source, terms or {})
        one = Mended(source, _in_case(_spelled(source, result, languages), own), terms=own)
        if result.state is SentenceState.KEPT and not own:
            mended.append(one)
            continue
        one.found = _faults(source, one.result, languages, own)
        one.left = list(one.found)
        if one.found and may_be_tried(one):
            _offer(one, _put_right(one, languages), languages)
        mended.append(one)
    chosen = sorted((one for one in mended if may_be_tried(one)), key=lambda one: -severity(one.left))
    if budget is None:
        for attempt in retries:
            _round([attempt], [one for one in chosen if one.left], run, languages, None)
        return mended
    share = budget.share(len(sources))
    chosen = [one for one in chosen if any(helps(way, one, languages) for way in retries)]
    before = share.left
    worst = chosen[: max(1, share.left // WAYS)]  # several ways for the worst ones, instead of one for each
    chosen = [one for one in chosen if one in worst or any(f.kind in (ADDRESS, TERM) for f in one.left)]
    for ways in by_search(retries):
        _round(ways, [one for one in chosen if one.left], run, languages, share)
    budget.left -= before - share.left
    return mended


def tried(
    attempt: Attempt,
    source: str,
    run: Run,
    languages: tuple[str, str],
    terms: Mapping[str, str] | None = None,
) -> EngineResult | None:
    """One sentence by one way alone; `None` where the way does not apply or gave nothing."""
    pieces = _pieces(attempt, source, languages, terms or {}, ())
    if pieces is None:
        return None
    return _joined(attempt, source, run(pieces, attempt.search), languages, terms or {}, ())


def _round(
    ways: Sequence[Attempt],
    faulty: list[Mended],
    run: Run,
    languages: tuple[str, str],
    budget: Budget | None,
) -> None:
    jobs: list[tuple[Attempt, Mended, list[Fault], list[str]]] = []
    for attempt in ways:
        for one in faulty:
            pieces = _pieces(attempt, one.source, languages, one.terms, one.left)
            if not pieces:
                continue
            exact = attempt.keeps and any(fault.kind in (ADDRESS, TERM) for fault in one.left)
            if budget is None or exact or (helps(attempt, one, languages) and budget.pays(len(pieces))):
                jobs.append((attempt, one, list(one.left), pieces))
    texts = [text for *_, pieces in jobs for text in pieces]
    if not texts:
        return
    results = run(texts, ways[0].search)
    position = 0
    for attempt, one, left, pieces in jobs:
        own = results[position : position + len(pieces)]
        position += len(pieces)
        if one.left:
            _offer(one, _joined(attempt, one.source, own, languages, one.terms, left), languages)


def _offer(one: Mended, result: EngineResult | None, languages: tuple[str, str]) -> None:
    """Take a try when it has less wrong with it, and nothing that the former one had right."""
    if result is None or not result.text.strip() or result.state is SentenceState.SUSPECT:
        return
    faults = _faults(one.source, result, languages, one.terms)
    if _weight(one, faults) < _weight(one, one.left) and no_worse(one, result, faults, languages):
        one.result, one.left = result, faults


def _weight(one: Mended, faults: Sequence[Fault]) -> int:
    """How bad faults are; in what no model of ours wrote, a slip of style is its writer's own."""
    return severity([fault for fault in faults if one.result.score or not fault.slight])


def _faults(
    source: str, result: EngineResult, languages: tuple[str, str], terms: Mapping[str, str]
) -> list[Fault]:
    wanted = [translation or term for term, translation in terms.items()]
    # Without a score they are not the model's own, which tell what it left out.
    links, attended = (result.alignment, result.attended) if result.score else ("", "")
    found = check(source, result.text, languages, links, wanted, attended=attended)
    return [fault for fault in found if fault.kind != NAME or fault.detail not in " ".join(terms)]


def _in_case(result: EngineResult, terms: Mapping[str, str]) -> EngineResult:
    """Give a term that stands there in small letters its capitals: “finance act”, “Finance Act”."""
    text = result.text
    for wanted in (translation or term for term, translation in terms.items()):
        if wanted != wanted.lower():
            found = rf"(?<!\w){re.escape(wanted)}(?!\w)"
            text = re.sub(found, wanted.replace("\\", r"\\"), text, flags=re.IGNORECASE)
    return result if text == result.text else dataclasses.replace(result, text=text)


def _own_terms(source: str, terms: Mapping[str, str]) -> dict[str, str]:
    return {t: w for t, w in terms.items() if re.search(rf"(?<!\w){re.escape(t)}(?!\w)", source)}


def _put_right(one: Mended, languages: tuple[str, str]) -> EngineResult | None:
    """What needs no engine: signs, words said twice, and texts put where the alignment shows their place."""
    result, text = one.result, one.result.text
    kinds = {fault.kind for fault in one.left}
    if kinds & _KEPT_KINDS:
        text = substituted(one.source, text, result.alignment, _fixed(one, languages)) or text
    if REPEATED in kinds:
        text = without_repeats(one.source, text)
    if text != result.text or (PUNCTUATION in kinds and result.score):
        text = fixed_punctuation(one.source, text, languages[1])
    return _edited(one.source, result, text) if text != result.text else None


def _spelled(source: str, result: EngineResult, languages: tuple[str, str]) -> EngineResult:
    """An answer in Arabic spelled as Arabic is; no fault to tell of, since no word is another one."""
    if languages[1] != "ar" or result.state is SentenceState.KEPT or not result.score:
        return result  # what no model of ours wrote is spelled as its writer wanted
    text = spelled(result.text)
    return _edited(source, result, text) if text != result.text else result


def _edited(source: str, result: EngineResult, text: str) -> EngineResult:
    alignment, attended = (
        moved(links, (source, source), (result.text, text)) for links in (result.alignment, result.attended)
    )
    return EngineResult(text, result.score, result.state, alignment, attended)


def _fixed(one: Mended, languages: tuple[str, str]) -> list[Fixed]:
    return _spans(one.source, languages, one.terms, one.result.text, one.result.alignment)


def _spans(
    source: str, languages: tuple[str, str], terms: Mapping[str, str], target: str = "", alignment: str = ""
) -> list[Fixed]:
    """What must be kept of a sentence: addresses and terms always, figures and names once they were lost."""
    also: list[Fixed] = []
    if not target or changed_figures(source, target, languages):
        also += figure_spans(source, languages)
    if target and languages[1] != "ar":  # in Arabic a name wants Arabic letters
        lost = lost_names(source, target, languages, alignment)
        also += name_spans(source, [name for name in lost if is_own_name(name, languages[0])])
    return fixed_spans(source, terms, also)


def _pieces(
    attempt: Attempt, source: str, languages: tuple[str, str], terms: Mapping[str, str], left: Iterable[Fault]
) -> list[str] | None:
    """What to give the engine for one way; `None` where it does not apply."""
    kinds = {fault.kind for fault in left}
    fixed = _kept(source, languages, terms, left)
    if attempt.style:
        return [masked(source, fixed, attempt.style)] if fixed else None
    if attempt.name == "around":
        pieces = around(source, fixed) if fixed and (kinds & {ADDRESS, TERM} or not kinds) else []
        return [p for p in pieces if _has_words(p)] or None
    if attempt.name == "no-dot":
        bare = source.rstrip(" .!?…")
        return [bare] if bare != source and _has_words(bare) else None
    if attempt.name == "clauses":
        clauses = _clauses(source)
        return clauses if len(clauses) > 1 else None
    if attempt.name in FORBIDS and kinds and not kinds & _LOOPS:
        return None  # where nothing is said twice, it would be the same answer again
    return [source]


def _kept(
    source: str, languages: tuple[str, str], terms: Mapping[str, str], left: Iterable[Fault]
) -> list[Fixed]:
    names = [f.detail for f in left if f.kind == NAME and is_own_name(f.detail, languages[0])]
    if languages[1] == "ar":
        names = []
    figures = figure_spans(source, languages)
    return fixed_spans(source, terms, [*name_spans(source, names), *figures])


def _joined(
    attempt: Attempt,
    source: str,
    results: Sequence[EngineResult],
    languages: tuple[str, str],
    terms: Mapping[str, str],
    left: Iterable[Fault],
) -> EngineResult | None:
    """The sentence made of the engine's answers for one way, its signs put right."""
    score = sum(r.score for r in results) / len(results)
    fixed = _kept(source, languages, terms, left)
    first = results[0]
    alignment, attended = first.alignment, first.attended
    if attempt.style:
        text = unmasked(first.text, fixed, attempt.style)
        if text is None:
            return None
        sources = (masked(source, fixed, attempt.style), source)
        alignment, attended = (moved(links, sources, (first.text, text)) for links in (alignment, attended))
    elif attempt.name == "around":
        text, alignment, attended = _reassembled(source, fixed, results), "", ""
    elif attempt.name == "clauses":
        text, alignment, attended = _rejoined(_clauses(source), results), "", ""
    else:
        text = first.text
        if attempt.name == "no-dot":
            sources = (source.rstrip(" .!?…"), source)
            alignment, attended = (moved(links, sources, (text, text)) for links in (alignment, attended))
    made = EngineResult(text, score, SentenceState.OK, alignment, attended)
    made = _spelled(source, made, languages)
    calm = without_repeats(source, made.text)
    return _edited(source, made, fixed_punctuation(source, calm, languages[1]))


def _has_words(text: str) -> bool:
    return any(c.isalpha() for c in text)


def _clauses(source: str) -> list[str]:
    """The sentence cut at clauses, short ones joined to the one before."""
    clauses: list[str] = []
    for part in _CLAUSE.split(source):
        if clauses and (len(part) < _SHORTEST_CLAUSE or len(clauses[-1]) < _SHORTEST_CLAUSE):
            clauses[-1] += f" {part}"
        elif part:
            clauses.append(part)
    return clauses


def _rejoined(clauses: Sequence[str], results: Sequence[EngineResult]) -> str:
    """Translated clauses in a row, their own end signs replaced by those of the source's clauses."""
    texts = []
    for index, (clause, result) in enumerate(zip(clauses, results, strict=True)):
        text = result.text.strip()
        if index + 1 < len(clauses):
            text = text.rstrip(".،,;؛: ") + (clause[-1] if clause[-1] in ",;:" else "")
        if index and text[:1].isupper() and clause[:1].islower() and not text[:2].isupper():
            text = text[0].lower() + text[1:]
        texts.append(text)
    return " ".join(texts)


def _reassembled(source: str, fixed: Sequence[Fixed], results: Sequence[EngineResult]) -> str:
    answers = iter(results)
    texts = []
    for index, piece in enumerate(around(source, fixed)):
        if _has_words(piece):
            text = next(answers).text.strip()
            texts.append(text.rstrip(".") if index < len(fixed) else text)
        elif piece:
            texts.append(piece)
        if index < len(fixed):
            texts.append(fixed[index].wanted)
    joined = " ".join(texts)
    return re.sub(r"\s+([.,،؛!؟])", r"\1", joined)
