"""The reader's own reading speeds by language: set by hand first, then learnt, then the general one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.core.serialize import read_json

if TYPE_CHECKING:
    from reader.settings.store import Settings

LANGUAGES = ("fr", "en", "ar")
"""Languages whose speed has an option of its own."""

Samples = Mapping[str, tuple[tuple[int, float], ...]]
"""By language: words and seconds of paragraphs that were really read."""


@dataclass(frozen=True, slots=True)
class ReadingSpeeds:
    """Words a minute; 0 stands for not known."""

    own: Mapping[str, int] = field(default_factory=dict)
    learnt: Mapping[str, int] = field(default_factory=dict)
    general: int = 0

    def of(self, language: str) -> int:
        """The reader's own speed in a language, 0 when the language's usual one holds."""
        base = language.replace("_", "-").split("-")[0].lower()
        return self.own.get(base, 0) or self.learnt.get(base, 0) or self.general


def own_speeds(settings: Settings) -> dict[str, int]:
    """The speeds set by hand, those at 0 left out."""
    found = {code: settings.number(f"reading_speed_{code}") for code in LANGUAGES}
    return {code: speed for code, speed in found.items() if speed}


def samples_of(text: str) -> dict[str, tuple[tuple[int, float], ...]]:
    """Read what `text_of` wrote; anything else gives no samples."""
    try:
        found = read_json(text or "{}")
        return {
            str(code): tuple((int(words), float(seconds)) for words, seconds in rows)
            for code, rows in found.items()
        }
    except (ValueError, TypeError, AttributeError, OverflowError):
        return {}


def text_of(samples: Samples) -> str:
    """The samples as one line for the settings file."""
    rows = {code: [[words, round(seconds, 1)] for words, seconds in kept] for code, kept in samples.items()}
    return json.dumps(rows, separators=(",", ":"))
