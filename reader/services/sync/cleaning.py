"""Texts out of a store, cleaned as those of a page: nobody vouches for who wrote them."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from reader.core.replication.changes import Change

_WEB = frozenset(("http", "https"))
_ADDRESSES = ("url", "src", "picture")
_DEEPEST = 40  # levels of a document


def cleaned(change: Change) -> Change:
    """The change with nothing in its text that no saved page could have.

    Raises:
        ValueError: it is nested so deeply that it is no text.
    """
    if change.field != "text" or not isinstance(change.value, dict):
        return change
    value = dict(change.value)
    value["document"] = _clean(value.get("document"), 0)
    source = value.get("source")
    if isinstance(source, list) and len(source) == 3 and isinstance(source[2], str) and source[2]:
        found = _clean(json.loads(source[2]), 0)
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
