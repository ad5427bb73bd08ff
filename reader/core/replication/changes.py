"""One change of one field of one thing, as it travels between the computers of a reader.

A stamp is a hybrid logical time: microseconds since 1970 by the clock of the computer that made the change,
but always later than every stamp that computer had seen, and by as much ahead of its clock as those were. So
a change made with another in view is later than it, however wrong the clocks are, and two that did not know
of each other are in the order of the clocks.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reader.core.serialize import is_whole

LATEST = 1 << 58
"""A stamp beyond the year 9999, which no sound computer makes."""

_MACHINE_LENGTH = 16
_HEX = frozenset("0123456789abcdef")
_LONGEST = 4000  # characters of a name
_PARTS = 6
_DEEPEST = 100  # levels of a value


@dataclass(frozen=True, slots=True)
class Change:
    """A field's new value, or that it is no more.

    `uid` names the thing, the same on every computer; `field` what of it. `stamp` and `machine` say when and
    where the change was made. `value` is plain JSON, `None` for "is no more"; `seen` are then the versions
    (machine -> stamp) that whoever removed it knew: an unknown one outlives the removal. Some values are told
    with the versions that they take the place of, or that were in view, too.
    """

    uid: str
    field: str
    stamp: int
    machine: str
    value: Any = None
    seen: dict[str, int] = dataclasses.field(default_factory=dict)

    def to_json(self, ascii_only: bool = False) -> str:
        """The change as one line of JSON; `ascii_only` for one that may hold halves of characters."""
        parts = [self.uid, self.field, self.stamp, self.machine, self.value, self.seen]
        return json.dumps(parts, ensure_ascii=ascii_only, separators=(",", ":"))


def to_lines(changes: Iterable[Change]) -> str:
    """Changes as JSON, one a line."""
    return "".join(f"{change.to_json()}\n" for change in changes)


def change_of(data: Any) -> Change:
    """The change that a line's JSON says.

    Raises:
        ValueError: it says none.
    """
    if not isinstance(data, list) or len(data) != _PARTS:
        raise ValueError("no change")
    uid, name, stamp, machine, value, seen = data
    if not (is_name(uid) and is_name(name) and is_stamp(stamp) and is_machine(machine)):
        raise ValueError("no change")
    if not isinstance(seen, dict) or not all(is_machine(m) and is_stamp(s) for m, s in seen.items()):
        raise ValueError("no versions")
    if not _is_shallow(value):
        raise ValueError("no value: nested too deeply")
    return Change(uid, name, stamp, machine, value, seen)


def _is_shallow(value: Any) -> bool:
    """Whether a value can be written again, and looked through, however deep the stack is already."""
    level = [value]
    for _ in range(_DEEPEST):
        level = [inner for one in level if isinstance(one, (dict, list)) for inner in _inside(one)]
        if not level:
            return True
    return False


def _inside(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def is_name(text: Any) -> bool:
    """Whether something can name a thing or a field."""
    return isinstance(text, str) and 0 < len(text) <= _LONGEST and is_whole(text)


def is_stamp(stamp: Any) -> bool:
    """Whether something can be a change's time."""
    return type(stamp) is int and 0 <= stamp < LATEST


def is_machine(name: Any) -> bool:
    """Whether something can name a computer: 16 hexadecimal digits."""
    return isinstance(name, str) and len(name) == _MACHINE_LENGTH and _HEX.issuperset(name)
