"""The items of a JSON array, one after the other: a file of a gigabyte needs the memory of its largest item.

The decoder of the standard library reads each item; what is not whole yet is read again with more of the
file, twice as much each time. Of two equal keys of an object, the last one counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator
from typing import Any, TextIO

from reader.core.errors import ReaderError

_CHUNK = 256 * 1024
LARGEST = 48 * 1024 * 1024
"""Characters of one item."""
_BLANK = re.compile(r"[ \t\n\r]*")


class JsonItems:
    """A JSON text, read from its start.

    Args:
        file: the text.
        name: of the file, for what is said of it.
    """

    def __init__(self, file: TextIO, name: str) -> None:
        self._file, self._name = file, name
        self._text, self._at, self._ended = "", 0, False
        self._decoder = json.JSONDecoder(strict=False)

    def items(self, key: str = "", levels: int = 1) -> Iterator[Any]:
        """The items of the array that the text is, or of the one that its object has under `key`.

        Args:
            key: "" for an array.
            levels: so deep lie arrays and objects beside it that may be larger than an item.

        Raises:
            ReaderError: `file-damaged` where it breaks off or is no such JSON; what came before holds.
        """
        start = self._sign()
        if start == "[" and not key:
            self._at += 1
            yield from self._array()
        elif start == "{" and key:
            for _, item in self.held((key,), levels):
                yield item
        else:
            raise self._damaged("another kind of JSON")

    def held(self, keys: Container[str] | None = None, levels: int = 1) -> Iterator[tuple[str, Any]]:
        """The items of every array that the object has, or has under one of `keys`, each beside its key.

        Raises:
            ReaderError: as `items`.
        """
        if self._sign() != "{":
            raise self._damaged("another kind of JSON")
        self._at += 1
        for found in self._keys():
            if (keys is None or found in keys) and self._sign() == "[":
                self._at += 1
                for item in self._array():
                    yield found, item
            else:
                self._pass_by(levels)

    def nested(self, key: str, inner: str) -> Iterator[tuple[dict[str, Any], Any]]:
        """The items of the arrays that the objects in the array under `key` have under `inner`.

        Beside each, what its object said before that array.

        Raises:
            ReaderError: as `items`.
        """
        for _ in self._objects(key):
            yield from self._within(inner)

    def heads(self, key: str, inner: str) -> Iterator[dict[str, Any]]:
        """The objects in the array under `key`, each without what it has under `inner`, however much that is.

        Raises:
            ReaderError: as `items`.
        """
        for _ in self._objects(key):
            about: dict[str, Any] = {}
            for name in self._keys():
                if name == inner:
                    self._pass_by(1)
                else:
                    about[name] = self._value()
            yield about

    def _objects(self, key: str) -> Iterator[None]:
        """Enter each object in the array under `key`; whoever asks reads it before the next one."""
        if self._sign() != "{":
            raise self._damaged("another kind of JSON")
        self._at += 1
        for found in self._keys():
            if found != key or self._sign() != "[":
                self._value()
                continue
            self._at += 1
            while self._next_of_array():
                if self._sign() == "{":
                    self._at += 1
                    yield
                else:
                    self._value()

    def _within(self, inner: str) -> Iterator[tuple[dict[str, Any], Any]]:
        about: dict[str, Any] = {}
        for name in self._keys():
            if name == inner and self._sign() == "[":
                self._at += 1
                for item in self._array():
                    yield about, item
            else:
                about[name] = self._value()

    def _keys(self) -> Iterator[str]:
        """Each key of the object that was entered; whoever asks reads its value before the next one."""
        while (sign := self._sign()) != "}":
            if sign == ",":
                self._at += 1
                continue
            key = self._value()
            if not isinstance(key, str) or self._sign() != ":":
                raise self._damaged("no key")
            self._at += 1
            yield key
        self._at += 1

    def _array(self) -> Iterator[Any]:
        while self._next_of_array():
            yield self._value()

    def _next_of_array(self) -> bool:
        """Whether the array that was entered has another item, which is next; else it is left."""
        while (sign := self._sign()) == ",":
            self._at += 1
        if not sign:
            raise self._damaged("it breaks off")
        if sign == "]":
            self._at += 1
        return sign != "]"

    def _pass_by(self, levels: int) -> None:
        """Leave the next value out, part by part: it may be larger than any item."""
        sign = self._sign() if levels else ""
        if sign == "[":
            self._at += 1
            while self._next_of_array():
                self._pass_by(levels - 1)
        elif sign == "{":
            self._at += 1
            for _ in self._keys():
                self._pass_by(levels - 1)
        else:
            self._value()

    def _value(self) -> Any:
        """The next value, with as much more of the file as it takes."""
        wanted = _CHUNK
        while True:
            self._sign()
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._ended or not self._more(wanted):
                    raise self._damaged(f"{error.msg} at character {error.pos}") from error
                wanted *= 2
                continue
            except RecursionError as error:
                raise self._damaged("too deep") from error
            if end == len(self._text) and not self._ended:  # a number may go on
                self._more(_CHUNK)
                continue
            self._at = end
            return value

    def _sign(self) -> str:
        """The next sign that is not blank, without taking it; "" at the end."""
        while True:
            match = _BLANK.match(self._text, self._at)
            self._at = match.end() if match is not None else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more(_CHUNK):
                return ""

    def _more(self, size: int) -> bool:
        if len(self._text) - self._at > LARGEST:
            raise ReaderError("file-damaged", "an item that is too large", file=self._name)
        read = self._file.read(size)
        self._ended = not read
        self._text, self._at = self._text[self._at :] + read, 0
        return bool(read)

    def _damaged(self, detail: str) -> ReaderError:
        return ReaderError("file-damaged", f"no JSON: {detail}", file=self._name)


def parse_whole(text_: str, name: str, most: int) -> Any:
    """The value of a JSON text.

    Raises:
        ReaderError: `file-damaged`.
    """
    try:
        if len(text_) <= most:
            return json.loads(text_, strict=False)
    except (ValueError, RecursionError) as error:
        raise ReaderError("file-damaged", f"no JSON: {error}"[:200], file=name) from error
    raise ReaderError("file-damaged", "a tree that is too large", file=name)
