"""The lists of words that the check of translations reads: data of `resources/words/translation`."""

from __future__ import annotations

import functools
import tomllib
from typing import Any

from reader.settings.paths import resource


@functools.cache
def word_list(name: str) -> dict[str, Any]:
    """A list by its file's name without ending; it is read once and must not be changed."""
    return tomllib.loads(resource(f"words/translation/{name}.toml").read_text("utf-8"))
