"""Frozen dataclasses to JSON and back, for the database and for messages between processes."""

from __future__ import annotations

import dataclasses
import enum
import functools
import json
import types
import typing
from collections.abc import Callable
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
    return from_plain(kind, read_json(text))


def read_json(text: str | bytes) -> Any:
    """What a JSON text says.

    Raises:
        ValueError: it is no JSON, no UTF-8, holds a number of thousands of digits, or is nested so deeply
            that reading it would end the program.
    """
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def is_whole(text: str) -> bool:
    """Whether a text can be written anywhere: JSON can hold halves of characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _build(kind: Any, data: Any) -> Any:
    return _builder(kind)(data)


@functools.cache
def _builder(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of `kind`; found out once, since an article has thousands of them."""
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        chosen = _builder(next(arg for arg in typing.get_args(kind) if arg is not type(None)))
        return lambda data: None if data is None else chosen(data)
    if origin is tuple:
        item = _builder(typing.get_args(kind)[0])
        return tuple if item is _as_it_is else lambda data: tuple([item(entry) for entry in data])
    if origin is dict:
        return dict
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _dataclass_builder(kind)
    return kind if isinstance(kind, type) and issubclass(kind, enum.Enum) else _as_it_is


def _dataclass_builder(kind: type) -> Callable[[Any], Any]:
    makers: dict[str, Callable[[Any], Any]] = {}

    def build(data: Any) -> Any:
        if not makers:  # not before: a kind may hold others of its own
            makers.update({name: _builder(hint) for name, hint in _hints(kind).items()})
        return kind(**{name: makers[name](entry) for name, entry in data.items()})

    return build


def _as_it_is(data: Any) -> Any:
    return data
