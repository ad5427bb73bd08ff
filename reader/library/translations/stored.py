"""What is stored of translations, as SQL and the values of its rows: standard library only.

The window's first article is read by these statements through plain `sqlite3`, everything later by the same
through the session, so that both show the same (as `library.views` does it for the cards).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reader.core.model import HealthReport, Route, SentenceState, TranslatedSentence
from reader.core.serialize import loads

_NO_FAULTS = "[]"

STATUS = """
SELECT t.target, t.route, t.seconds, t.complete, t.words, t.sentences_done, t.sentences_total, t.title,
       t.created_at, h.report
FROM article_translation t LEFT JOIN translation_health h
     ON h.article_id = t.article_id AND h.target = t.target
WHERE t.article_id = ? ORDER BY t.target
"""
"""The translations of an article, whole or in part, with the report on each."""

_CORRECTED = SentenceState.CORRECTED.value

# What the reader corrected comes last, and so wins; a correction holds for every route of the pair.
_PAIRS = f"""
SELECT s.source_key, s.source, s.target, s.score, s.state, d.alignment, d.faults
FROM sentence_translation s JOIN route r ON r.id = s.route_id
     LEFT JOIN sentence_detail d ON d.source_key = s.source_key AND d.route_id = s.route_id
WHERE s.source_key IN (SELECT value FROM json_each(?)) AND r.source = ? AND r.target = ?
      AND (r.key = ? OR s.state = '{_CORRECTED}')
ORDER BY s.state = '{_CORRECTED}', s.created_at, s.id
"""


@dataclass(frozen=True, slots=True)
class TranslationStatus:
    """How far an article is translated to one language.

    `seconds` is the engine's time, `words` the length of the source, `done` whether it is whole.
    """

    target: str
    route: Route
    seconds: float
    done: bool
    words: int = 0
    sentences_done: int = 0
    sentences_total: int = 0
    title: str = ""
    created_at: str = ""
    health: HealthReport | None = None


def pairs_sql(keys: Sequence[str], source: str, target: str, route_key: str) -> tuple[str, tuple[Any, ...]]:
    """What is known of these sentences by a route, or corrected by the reader."""
    return _PAIRS, (json.dumps(list(keys)), source, target, route_key)


def pairs_of(rows: Sequence[Sequence[Any]]) -> dict[str, TranslatedSentence]:
    """The sentences of rows of `pairs_sql`, by their keys."""
    return {row[0]: pair_of(*row[1:]) for row in rows}


def statuses_of(rows: Sequence[Sequence[Any]]) -> dict[str, TranslationStatus]:
    """The translations of rows of `STATUS`, by target language."""
    found = {}
    for target, route, seconds, complete, words, done, total, title, created_at, report in rows:
        health = loads(HealthReport, report) if report is not None else None
        whole, way = bool(complete), loads(Route, route)
        found[target] = TranslationStatus(
            target, way, seconds, whole, words, done, total, title, created_at, health
        )
    return found


def pair_of(
    source: str, target: str, score: float, state: str, alignment: str | None, faults: str | None
) -> TranslatedSentence:
    """One sentence pair."""
    kinds = tuple(json.loads(faults)) if faults and faults != _NO_FAULTS else ()
    return TranslatedSentence(source, target, score, SentenceState(state), alignment or "", kinds)
