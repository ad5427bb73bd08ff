"""A sentence pair as the exchange files hold it."""

from __future__ import annotations

import re
from dataclasses import dataclass

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
"""What counts as a language code in a file."""


@dataclass(frozen=True, slots=True)
class ExchangedPair:
    """One pair. `state` is a `SentenceState`'s word, `route` the packages; foreign files have neither."""

    source_language: str
    target_language: str
    source: str
    target: str
    state: str = ""
    route: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """An entry that cannot be used: the line it starts on and a word for why."""

    line: int
    reason: str
