"""A record out of a file, checked before anything of it is stored: whoever wrote it may have meant ill."""

from __future__ import annotations

import dataclasses
import enum
import functools
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from reader.core.edits import Edits
from reader.core.model import Document, HealthReport, ReadingPosition, Route
from reader.core.serialize import loads
from reader.library.articles.documents import Blocks, Extras
from reader.library.clock import past
from reader.library.transfer.record_fields import ARTICLE, PARTS, TEXT

_DIGEST_LENGTH = 64
_LATER = ("fetched_at", "opened_at", "trashed_at")
_HEX = frozenset("0123456789abcdef")
_WEB = ("http://", "https://")
_PLAIN = (str, int, bool)
_MEANT = {
    "blocks": Blocks,
    "extras": Extras,
    "position": ReadingPosition,
    "edits": Edits,
    "fetched": Document,
    "report": HealthReport,
    "route": Route,
}
"""What the JSON of a field must be read as."""


@dataclass(frozen=True, slots=True)
class IncomingArticle:
    """An article out of a file, as the columns of its rows.

    `values` are its own, `text` its text's, `parts` the rows of `PARTS`, `tags` names, `tagged_at`
    since when it has some of them. `keys` are the addresses it is known by, the first one its own.
    """

    values: dict[str, Any]
    text: dict[str, Any]
    parts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    tagged_at: dict[str, str] = field(default_factory=dict)

    @property
    def keys(self) -> tuple[str, ...]:
        """The addresses it is known by."""
        return tuple(row["key"] for row in self.parts.get("addresses", ()))

    @property
    def pictures(self) -> tuple[str, ...]:
        """The digests of its pictures' files."""
        rows = self.parts.get("pictures", ())
        return tuple(dict.fromkeys(row["digest"] for row in rows if row["digest"]))


def checked_article(record: Any) -> IncomingArticle:
    """An article out of a record.

    Raises:
        ValueError: it is none, or holds what no library holds.
    """
    values = ARTICLE.taken(record)
    if not all(values[name].startswith(_WEB) or not values[name] for name in ("url", "requested_url")):
        raise ValueError("its address is no web link")
    text = TEXT.taken(record.get("text", {}))
    parts = {}
    for name, part in PARTS.items():
        found = record.get(name)
        rows = found if part.many else [found]
        if found is None:
            continue
        if not isinstance(rows, list):
            raise ValueError(f"{name}: no list")
        parts[name] = [part.taken(row) for row in rows]
    tags = record.get("tags", [])
    if not (isinstance(tags, list) and all(isinstance(tag, str) and tag.strip() for tag in tags)):
        raise ValueError("tags: no list of names")
    tagged_at = record.get("tagged_at", {})
    if not (isinstance(tagged_at, dict) and all(isinstance(at, str) for at in tagged_at.values())):
        raise ValueError("tagged_at: no times by names")
    for row in (values, text, *(row for rows in parts.values() for row in rows)):
        _check_json(row)
    for row in (*parts.get("pictures", ()), {"digest": values["thumbnail"]}):
        if row["digest"] and not is_digest(row["digest"]):
            raise ValueError("no digest")
    values = {**values, **_moments(values)}
    tagged_at = {tag: past(at, instead=values["saved_at"]) for tag, at in tagged_at.items() if at}
    return IncomingArticle(values, text, parts, tuple(tags), tagged_at)


def _moments(values: dict[str, Any]) -> dict[str, str]:
    """Since when an article is what it is: none of it is still to come, nor no moment at all."""
    saved = past(values["saved_at"])
    return {"saved_at": saved} | {name: past(values[name], instead=saved) for name in _LATER if values[name]}


def is_digest(text: str) -> bool:
    """Whether a text is a SHA-256 in hexadecimal digits."""
    return len(text) == _DIGEST_LENGTH and _HEX.issuperset(text)


def _check_json(row: dict[str, Any]) -> None:
    for name, kind in _MEANT.items():
        if row.get(name):
            try:
                found: Any = loads(kind, row[name])
            except (TypeError, KeyError, AttributeError) as error:
                raise ValueError(f"{name}: {error}") from error
            if not is_of_kind(found, kind):
                raise ValueError(f"{name}: wrong types in it")


def is_of_kind(value: Any, kind: Any) -> bool:
    """Whether a value that was read from JSON is of its kind throughout."""
    return _check_of(kind)(value)


@functools.cache
def _check_of(kind: Any) -> Callable[[Any], bool]:
    """What tells whether a value is of a kind; found out once, since an article has thousands of values."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        checks = [_check_of(one) for one in inner]
        return lambda value: any(check(value) for check in checks)
    if origin is tuple:
        item = _check_of(inner[0])
        return lambda value: isinstance(value, tuple) and all(map(item, value))
    if origin is dict:
        entry = _check_of(inner[1])
        return lambda value: isinstance(value, dict) and all(map(entry, value.values()))
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _dataclass_check(kind)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return lambda value: isinstance(value, kind)
    kinds = (int, float) if kind is float else (kind,)
    return lambda value: type(value) in kinds


def _dataclass_check(kind: type) -> Callable[[Any], bool]:
    def check(value: Any) -> bool:
        plain, other = _fields_of(kind)  # not before: a kind may hold others of its own
        return (
            isinstance(value, kind)
            and all([type(getattr(value, name)) is wanted for name, wanted in plain])
            and all([test(getattr(value, name)) for name, test in other])
        )

    return check


@functools.cache
def _fields_of(kind: type) -> tuple[list[tuple[str, type]], list[tuple[str, Callable[[Any], bool]]]]:
    """The fields of a dataclass: those of one plain type each, and what tells of every other."""
    hints = typing.get_type_hints(kind)
    plain = [(name, hint) for name, hint in hints.items() if hint in _PLAIN]
    return plain, [(name, _check_of(hint)) for name, hint in hints.items() if hint not in _PLAIN]
