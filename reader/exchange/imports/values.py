"""What the cells and fields of other programs' files mean: moments, lists of tags, marks for yes."""

from __future__ import annotations

import ast
import datetime
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

_FIRST, _LAST = 631_152_000.0, 4_102_444_800.0  # 1990 and 2100: no link was kept before, none after
_WEBKIT = 11_644_473_600  # seconds from 1601 to 1970
_NUMBER = re.compile(r"-?\d{1,20}(?:\.\d{1,9})?")
_SECONDS = 10
"""Digits of a moment in seconds, of our time."""
_YES = frozenset(("1", "true", "yes", "y", "t", "on", "oui", "vrai"))
_LONGEST_LIST = 100_000  # characters of a cell with tags
_OFTEN = 200


def moment(value: Any) -> str:
    """A moment as ISO 8601 in UTC to the second; "" for none, or none that can be.

    Takes seconds, milli- and microseconds since 1970, and every ISO 8601 form; without a zone it is UTC.
    """
    if isinstance(value, bool) or value is None:
        return ""
    text = str(value).strip()
    if len(text) == _SECONDS and text.isascii() and text.isdigit():
        return _from_seconds(int(text))
    if _NUMBER.fullmatch(text):
        return _from_seconds(_seconds(float(text)))
    if len(text) > 64 or not text[:1].isdigit():
        return ""
    try:
        found = datetime.datetime.fromisoformat(text.replace(" UTC", "Z").replace(" Z", "Z"))
    except ValueError:
        return ""
    if found.tzinfo is None:
        found = found.replace(tzinfo=datetime.UTC)
    try:
        return _from_seconds(found.timestamp())
    except (OverflowError, ValueError):
        return ""


def webkit_moment(value: Any) -> str:
    """A moment in microseconds since 1601, as Chromium counts, in the form of `moment`."""
    text = str(value)
    return _from_seconds(int(text) / 1e6 - _WEBKIT) if text.isascii() and text.isdigit() else ""


def seconds_of(moment_text: str) -> float | None:
    """Seconds since 1970 of what `moment` gave; `None` for ""."""
    return datetime.datetime.fromisoformat(moment_text).timestamp() if moment_text else None


def _seconds(number: float) -> float:
    for size in (1e14, 1e11):  # micro-, milliseconds
        if number >= size:
            return number / (1e6 if size == 1e14 else 1e3)
    return number


def _from_seconds(seconds: float) -> str:
    if not _FIRST <= seconds <= _LAST:
        return ""
    day, rest = divmod(int(seconds), 86_400)
    minutes, second = divmod(rest, 60)
    hour, minute = divmod(minutes, 60)
    return f"{_day(day)}T{hour:02}:{minute:02}:{second:02}+00:00"


@lru_cache(maxsize=4096)
def _day(number: int) -> str:
    """The day that is so many days after the first of 1970, as `YYYY-MM-DD`; of days, a file has few."""
    return (datetime.date(1970, 1, 1) + datetime.timedelta(number)).isoformat()


def split_tags(text: str, separators: str) -> tuple[str, ...]:
    """The tags of a cell, each once, between any of the signs in `separators`."""
    if not text:
        return ()
    return (_split_once if len(text) < _OFTEN else _split)(text, separators)


def _split(text: str, separators: str) -> tuple[str, ...]:
    return unique(re.split(f"[{re.escape(separators)}]", text[:_LONGEST_LIST]))


_split_once = lru_cache(maxsize=4096)(_split)
"""For short cells, most of which stand in a file many times."""


def listed(value: Any) -> tuple[str, ...]:
    """The tags of a list of texts, or of objects with a `name` or a `label`; anything else is none."""
    if isinstance(value, str):
        return split_tags(value, ",")
    found = []
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict):
            item = item.get("name") or item.get("label") or item.get("tag") or item.get("title")
        if isinstance(item, (str, int)) and not isinstance(item, bool):
            found.append(str(item))
    return unique(found)


def python_list(text: str) -> tuple[str, ...]:
    """The texts of a list as Python or JSON writes it; what is no list is split at its commas."""
    stripped = text.strip()
    if not stripped or len(stripped) > _LONGEST_LIST:
        return ()
    if stripped.startswith("["):
        try:
            return listed(ast.literal_eval(stripped))
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            stripped = stripped.strip("[]")
    return unique(part.strip().strip("'\"") for part in stripped.split(","))


def bare_list(text: str) -> tuple[str, ...]:
    """The tags of a cell of nobody's known table: a list in brackets, else between any usual sign."""
    return python_list(text) if text.lstrip().startswith("[") else split_tags(text, ",;|")


class State(NamedTuple):
    """What a word says of an article; `known` is false for a word that says nothing of the kind."""

    known: bool = False
    archived: bool = False
    read: bool = False
    favourite: bool = False


_STATES = {
    **dict.fromkeys(("archived", "archive", "archivé", "archivée"), State(True, archived=True, read=True)),
    **dict.fromkeys(("read", "completed", "done", "finished", "lu", "lue"), State(True, read=True)),
    **dict.fromkeys(("favourite", "favorite", "starred", "favori", "liked"), State(True, favourite=True)),
    **dict.fromkeys(
        ("unread", "active", "new", "later", "inbox", "succeeded", "reading", "non lu"), State(True)
    ),
}
"""Words by which programs, and readers in their own tables, say how far they are with an article."""


def state_of(text: str) -> State:
    """What a cell or a field says of an article's state."""
    return _STATES.get(text.strip().lower(), State())


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """Those that are not empty, blanks at their ends cut, each once."""
    return tuple(dict.fromkeys(filter(None, (text.strip() for text in texts))))


def is_yes(value: Any) -> bool:
    """Whether a cell or a field says yes."""
    return value is True or (not isinstance(value, bool) and str(value).strip().lower() in _YES)


def text(value: Any) -> str:
    """A field that should be a text; "" for what is none."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def share(value: Any) -> float:
    """A progress from 0 to 1; a number above 1 is one of a hundred."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return 0.0
    return min(1.0, max(0.0, number / 100 if number > 1 else number)) if number == number else 0.0


def percent(value: Any) -> float:
    """A progress from 0 to 1 out of one from 0 to 100."""
    try:
        number = float(value) / 100
    except (TypeError, ValueError):
        return 0.0
    return min(1.0, max(0.0, number)) if number == number else 0.0
