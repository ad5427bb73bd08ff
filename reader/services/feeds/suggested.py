"""Sources offered to choose from: addresses of sites, whose feeds are found when one is chosen."""

from __future__ import annotations

import json
from dataclasses import dataclass

from reader.settings.paths import resource


@dataclass(frozen=True, slots=True)
class SuggestedSource:
    """A source by its name, its site's address and the code of its language."""

    name: str
    site: str
    language: str


def suggested_sources() -> list[SuggestedSource]:
    """Every source that ships; none of them is asked for anything until the reader chooses it."""
    rows = json.loads(resource("feed_sources.json").read_text("utf-8"))
    return [SuggestedSource(row["name"], row["site"], row["language"]) for row in rows]
