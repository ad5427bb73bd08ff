"""One translation that waits or failed."""

from __future__ import annotations

from dataclasses import dataclass, field

QUEUED, FAILED = "queued", "failed"


@dataclass(frozen=True, slots=True)
class TranslationJob:
    """One article to one language.

    `reason` is `asked`, `saved` or `unread`, `error` the last failure's kind.
    """

    id: int
    article_id: int
    target: str
    reason: str
    state: str = QUEUED
    error: str = ""
    error_values: dict[str, str] = field(default_factory=dict)
