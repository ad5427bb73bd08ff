"""Whether another try may take the place of an answer: it must do no harm beside the fault it mends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.core.model import SentenceState
from reader.translation.quality.health import (
    ADDRESS,
    EMPTY,
    LONG,
    REPEATED,
    SCRIPT,
    TERM,
    UNTRANSLATED,
    Fault,
    severity,
)
from reader.translation.quality.language_facts import FUNCTION_WORDS, SHARED_WORDS
from reader.translation.quality.lost_end import partners
from reader.translation.quality.names import is_own_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.translation.engines.engine import EngineResult
    from reader.translation.quality.attempts import Mended

_EXACT = frozenset({ADDRESS, TERM, EMPTY})
"""What must stand in any translation letter by letter, whoever made it."""
_GARBAGE = frozenset({EMPTY, UNTRANSLATED, REPEATED})
"""An answer that says nothing: of it nothing else can get worse, and its score tells nothing."""
_MUCH_BETTER = 10
_LESS_SURE = 0.25
"""How much less probable, a token, the model may find a try."""
_SHORTER = 0.75
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def may_be_tried(one: Mended) -> bool:
    """Whether repair may touch an answer.

    What no model of ours scored comes from a server or a person. It is left as it is, but for texts that
    must stand there exactly: another answer of the server would be the same, and one of ours a worse one.
    """
    if not one.left:
        return False
    if one.result.score or one.result.state is SentenceState.SUSPECT:
        return True
    return any(fault.kind in _EXACT for fault in one.left)


def no_worse(one: Mended, result: EngineResult, faults: Sequence[Fault], languages: tuple[str, str]) -> bool:
    """Whether nothing got worse: no new kind of fault, no words of the source, as much said, as fluent."""
    had = {fault.kind for fault in one.left}
    garbage = bool(had & _GARBAGE)
    has = {fault.kind for fault in faults}
    put_right = (had - has) & _EXACT  # what the glossary asks for may cost something
    if (
        has - had
        and not put_right
        and not (garbage and severity(one.left) - severity(faults) >= _MUCH_BETTER)
    ):
        return False
    if _source_words(one, result, languages):
        return False
    if garbage or had & {LONG, SCRIPT, ADDRESS, TERM}:
        return True
    if partners(one.source, result.text, languages) < partners(one.source, one.result.text, languages):
        return False
    if len(result.text) < _SHORTER * len(one.result.text):
        return False
    return not result.score or result.score >= one.result.score - _LESS_SURE


def _source_words(one: Mended, result: EngineResult, languages: tuple[str, str]) -> list[str]:
    """Words of the source's language that a try brings in; names and terms of the glossary are none."""
    before, terms = set(_WORD.findall(one.result.text)), " ".join([*one.terms, *one.terms.values()])
    source = set(_WORD.findall(one.source))
    foreign = FUNCTION_WORDS.get(languages[0], frozenset()) - SHARED_WORDS
    foreign -= FUNCTION_WORDS.get(languages[1], frozenset())
    return [
        word
        for word in _WORD.findall(result.text)
        if word in source
        and word not in before
        and word not in terms
        and (word in foreign or word[:1].isupper() or not word.isascii())
        and not is_own_name(word, languages[0])
        and not any(word in fault.detail for fault in one.left if fault.kind == ADDRESS)
    ]
