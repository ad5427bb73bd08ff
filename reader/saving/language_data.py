"""What the extractor knows of languages: the lists under `resources/words`, all languages at once."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reader.settings.paths import resource


def phrases(table: str, key: str) -> tuple[str, ...]:
    """Every entry of the lists `key` in `[table]`, each once, in lower case, the longest first."""
    found = {entry.casefold() for one in _all() for entry in one.get(table, {}).get(key, ())}
    return tuple(sorted(found, key=lambda entry: (-len(entry), entry)))


def words(table: str, key: str) -> frozenset[str]:
    """Every word of the texts `key` in `[table]`, in lower case."""
    return frozenset(
        word for one in _all() for word in str(one.get(table, {}).get(key, "")).casefold().split()
    )


@functools.cache
def words_by_language(table: str, key: str) -> dict[str, frozenset[str]]:
    """The words of the text `key` in `[table]`, in lower case, by the code of the language that has one."""
    texts = {file.stem: one.get(table, {}).get(key, "") for file, one in zip(_files(), _all(), strict=True)}
    return {code: frozenset(text.casefold().split()) for code, text in texts.items() if text}


def numbered(table: str, key: str) -> dict[str, int]:
    """The words of lists of texts, each with the place of its text in the list, from 1."""
    return {
        word: number
        for one in _all()
        for number, text in enumerate(one.get(table, {}).get(key, ()), start=1)
        for word in text.casefold().split()
    }


def named(table: str, language: str) -> dict[str, str]:
    """The single texts of `[table]` in one language, in English where that is not known."""
    files = {file.stem: number for number, file in enumerate(_files())}
    chosen = _all()[files.get(language, files["en"])]
    return {key: value for key, value in chosen.get(table, {}).items() if isinstance(value, str)}


def any_of(entries: Iterable[str]) -> str:
    """A regular expression that finds any of some phrases, whatever space parts their words."""
    return "|".join(re.escape(entry).replace(r"\ ", r"\s+") for entry in entries)


@functools.cache
def _all() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(file.read_text(encoding="utf-8")) for file in _files())


@functools.cache
def _files() -> tuple[Path, ...]:
    return tuple(sorted(resource("words").glob("*.toml")))
