"""The files that hold acts: written as the library answers nothing, read when it opens next."""

from __future__ import annotations

import dataclasses
import json
import logging
import math
import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.core.private_files import make_folder
from reader.core.serialize import from_plain, is_whole, read_json, to_plain
from reader.core.storage_errors import storage_errors
from reader.services.unstored_acts.files import new_file
from reader.services.unstored_acts.kinds import KINDS, NAMES, Act
from reader.services.unstored_acts.then import Then

log = logging.getLogger(__name__)

_MOST_BYTES = 20_000_000  # of one file; what is larger is none of ours
_LARGEST = 2**63  # of whole numbers; the library takes none beyond


@dataclass(frozen=True, slots=True)
class KeptActs:
    """What a file holds: when it was kept, and in order those acts that this version knows."""

    then: Then
    acts: Sequence[Act]


def keep_acts(root: Path, acts: Sequence[Act], saved: Mapping[int, str] | None = None) -> Path:
    """Keep what was done to the library in the folder `root`, in order; returns the file.

    The folder is not looked at, for its disk may be silent.

    Args:
        root: the folder. acts: what was done.
        saved: when articles were saved, by their numbers, as far as that is known: more than the acts are
            about, or less.

    Raises:
        ReaderError: `read-only`, `disk-full` or `disk-error`.
    """
    from reader.library.clock import now

    file = new_file(root)
    with storage_errors(file.parent):
        make_folder(file.parent)
    known, about = saved or {}, _articles_of(acts)
    then = Then(now(), {number: known[number] for number in sorted(about & known.keys())})
    write_acts(file, root, KeptActs(then, acts))
    return file


def write_acts(file: Path, root: Path, kept: KeptActs) -> None:
    """Write what is kept, whole or not at all. Raises ReaderError."""
    from reader.services.whole_file import write_whole

    told = [{"act": NAMES[type(act)], **to_plain(act)} for act in kept.acts]
    data = {"library": str(root), **to_plain(kept.then), "acts": told}
    write_whole(file, json.dumps(data).encode(), private=True)


def read_acts(file: Path) -> KeptActs:
    """What a file holds.

    Raises:
        OSError: it cannot be read. ValueError, TypeError, KeyError, AttributeError: it is none of ours.
    """
    with file.open("rb") as opened:
        data = read_json(opened.read(_MOST_BYTES))
    saved = {int(number): str(moment) for number, moment in data.get("saved", {}).items()}
    acts = [_built(told) for told in data["acts"] if told["act"] in KINDS]
    return KeptActs(Then(str(data["at"]), saved), acts)


def is_sound(act: Act) -> bool:
    """Whether an act out of a file holds what its kind says: JSON may have a number for a name."""
    return _fits(act, type(act))


def _articles_of(acts: Sequence[Act]) -> set[int]:
    """The numbers in acts, among them those of all articles."""
    found: set[int] = set()
    for act in acts:
        found.update(getattr(act, "ids", ()))
        found.add(getattr(act, "article", 0))
        found.update(mark.article_id for mark in getattr(act, "marks", ()))
    return found


def _built(told: dict[str, Any]) -> Act:
    values = {name: value for name, value in told.items() if name != "act"}
    built: Act = from_plain(KINDS[told["act"]], values)
    return built


def _fits(value: Any, hint: Any) -> bool:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return any(_fits(value, each) for each in arguments)
    if origin is tuple:
        return isinstance(value, tuple) and all(_fits(item, arguments[0]) for item in value)
    if origin is dict:
        named = isinstance(value, dict) and all(_fits(name, str) for name in value)
        return named and all(_fits(each, arguments[1]) for each in value.values())
    if dataclasses.is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        return type(value) is hint and all(_fits(getattr(value, n), kind) for n, kind in hints.items())
    return _is_plain(value, hint)


def _is_plain(value: Any, hint: Any) -> bool:
    if hint is Any:
        return any(_is_plain(value, each) for each in (str, int, float, bool, type(None)))
    if hint is float:
        return type(value) in (int, float) and math.isfinite(value)
    if hint is int:
        return type(value) is int and -_LARGEST <= value < _LARGEST
    if hint is str:
        return isinstance(value, str) and is_whole(value)
    return isinstance(value, hint)
