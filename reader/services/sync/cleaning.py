"""What comes out of a store, cleaned and checked: nobody vouches for who wrote it.

Texts are cleaned as those of a page; feeds, rules and options are such as the reader could have given here.
"""

from __future__ import annotations

import dataclasses
import json
import logging
from collections.abc import Iterable
from typing import Any

from reader.core.errors import ReaderError
from reader.core.replication.changes import Change
from reader.core.serialize import read_json
from reader.services.sync.shared_checks import check_shared

log = logging.getLogger(__name__)

_WEB = frozenset(("http", "https"))
_ADDRESSES = ("url", "src", "picture")
_DEEPEST = 40  # levels of a document
_NONE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, ReaderError)
"""What a value of any other form than was meant ends in."""


def cleaned(changes: Iterable[Change]) -> tuple[list[Change], list[Change]]:
    """Changes with nothing in their texts that no saved page could have, and those that cannot be taken."""
    clean: list[Change] = []
    odd: list[Change] = []
    for change in changes:
        try:
            check_shared(change)
            clean.append(_cleaned(change))
        except _NONE as error:
            log.warning("a %.20s out of the store is none: %s", change.field.partition(":")[0], error)
            odd.append(change)
    return clean, odd


def _cleaned(change: Change) -> Change:
    if change.field != "text" or not isinstance(change.value, dict):
        return change
    value = dict(change.value)
    value["document"] = _clean(value.get("document"), 0)
    source = value.get("source")
    if isinstance(source, list) and len(source) == 3 and isinstance(source[2], str) and source[2]:
        found = _clean(read_json(source[2]), 0)
        value["source"] = [*source[:2], json.dumps(found, ensure_ascii=False, separators=(",", ":"))]
    return dataclasses.replace(change, value=value)


def _clean(data: Any, level: int) -> Any:
    if level > _DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(data, list):
        return [_clean(entry, level + 1) for entry in data]
    if not isinstance(data, dict):
        return data
    return {name: _clean_entry(name, entry, level) for name, entry in data.items()}


def _clean_entry(name: str, entry: Any, level: int) -> Any:
    if not isinstance(entry, str):
        return _clean(entry, level + 1)
    if name == "html" and ("<" in entry or "&" in entry):
        from reader.saving.page.sanitize import sanitize

        return sanitize(entry, "")
    if name in _ADDRESSES and entry:
        from reader.saving.page.sanitize import safe_link

        return entry if safe_link(entry, "", _WEB) or (name == "url" and safe_link(entry)) else ""
    return entry
