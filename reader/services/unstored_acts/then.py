"""When acts were kept, and what they were done to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.core.model import ArticleSummary


@dataclass(frozen=True, slots=True)
class Then:
    """The moment, ISO 8601 in UTC, and when articles had been saved, by their numbers, as far as was known.

    Where an older backup was put in the library's place meanwhile, a number may be that of another article.
    Of one of which nothing was known, the clocks tell whether it was saved since.
    """

    at: str
    saved: Mapping[int, str] = field(default_factory=dict)

    def is_same(self, card: ArticleSummary) -> bool:
        """Whether an article is the one that it was."""
        saved = self.saved.get(card.id)
        return card.saved_at <= self.at if saved is None else card.saved_at == saved


NOW = Then("~")
"""For an act that is done at once."""
