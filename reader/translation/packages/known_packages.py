"""The check sums that travel with the app: which package files are known, which are demonstrations."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

from reader.settings.paths import resource

CATALOGUE = "models/catalogue.json"
_DEMONSTRATIONS = "models/MODELS.json"


def is_known(digest: str) -> bool:
    """Whether a package file's SHA-256 is one of the shipped or the official packages."""
    return digest in demonstration_digests() or digest in _official_digests()


def is_demonstration(digest: str) -> bool:
    """Whether it is one of the packages that ship with Liseuse and only show that translation works."""
    return digest in demonstration_digests()


def is_bundled(digest: str) -> bool:
    """Whether it is a package that comes with this version of Liseuse."""
    return digest in {str(row["sha256"]) for row in demonstrations()}


def leaves_sentences(digest: str) -> bool:
    """Whether it is an official package that is known to leave some sentences as they were."""
    rows = _shipped(CATALOGUE) or ()
    return any(row.get("leaves_sentences") and row.get("sha256") == digest for row in rows)


@functools.cache
def demonstration_digests() -> frozenset[str]:
    """The SHA-256 of the demonstration packages, those of former versions too: some still have them."""
    rows = (*demonstrations(), *_rows("former"))
    return frozenset(str(m["sha256"]) for m in rows if m.get("kind") == "demonstration")


@functools.cache
def demonstrations() -> tuple[dict[str, Any], ...]:
    """The rows of the packages that ship with this version."""
    return _rows("models")


def _rows(part: str) -> tuple[dict[str, Any], ...]:
    found = _shipped(_DEMONSTRATIONS)
    return tuple(found[part]) if isinstance(found, dict) else ()


@functools.cache
def _official_digests() -> frozenset[str]:
    rows = _shipped(CATALOGUE)
    return frozenset(str(row["sha256"]) for row in rows or () if "sha256" in row)


def _shipped(name: str) -> Any:
    path: Path = resource(name)
    return json.loads(path.read_text("utf-8")) if path.is_file() else None
