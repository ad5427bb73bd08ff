"""Frozen dataclasses to JSON and back, for the database and for messages between processes."""

from __future__ import annotations

import dataclasses
import enum
import functools
import json
import types
import typing
from typing import Any, TypeVar

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """Turn a dataclass (nested as it may be) into dicts, lists and scalars, defaults left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: to_plain(getattr(value, f.name))
            for f in dataclasses.fields(value)
            if f.default is dataclasses.MISSING or getattr(value, f.name) != f.default
        }
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    if isinstance(value, enum.Enum):
        return value.value
    return value


def from_plain(kind: type[T], data: Any) -> T:
    """Build a dataclass of `kind` from what `to_plain` made.

    Raises:
        ValueError, TypeError, KeyError: when the data does not fit.
    """
    built: T = _build(kind, data)
    return built


def dumps(value: Any) -> str:
    """Return compact JSON text of a dataclass or a list of them."""
    return json.dumps(to_plain(value), ensure_ascii=False, separators=(",", ":"))


def loads(kind: type[T], text: str) -> T:
    """Read what `dumps` wrote.

    Raises:
        ValueError, TypeError, KeyError: when the text is not such JSON.
    """
    return from_plain(kind, json.loads(text))


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _build(kind: Any, data: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        chosen = [arg for arg in typing.get_args(kind) if arg is not type(None)]
        return None if data is None else _build(chosen[0], data)
    if origin is tuple:
        item = typing.get_args(kind)[0]
        return tuple(_build(item, entry) for entry in data)
    if origin is dict:
        return dict(data)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _build(hints[name], entry) for name, entry in data.items()})
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return kind(data)
    return data
