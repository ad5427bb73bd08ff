"""Notes that were written on several computers: nothing that somebody wrote is lost.

A note is the set of its versions that no other version had in view; as a rule that is one. Several are
joined in the same way everywhere: by lines against the text both came from, and where both changed the same
lines, both stay.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reader.core.replication.changes import Change
from reader.core.replication.note_texts import join_texts
from reader.library.replication.states import MARK_NOTE, NOTE, SECOND

IS_NOTE = f"(field = '{NOTE}' OR field GLOB '{MARK_NOTE}*')"
"""Which fields are notes, of articles and of highlights; as a condition of SQL."""


@dataclass(frozen=True)
class Version:
    """One version: `base` is the text it was made from, `seen` the versions in view (machine -> stamp)."""

    stamp: int
    machine: str
    text: str
    base: str = ""
    seen: dict[str, int] = field(default_factory=dict)

    def covers(self, other: Version) -> bool:
        """Whether whoever wrote this one had the other in view."""
        return other is not self and self.seen.get(other.machine, -1) >= other.stamp

    def is_before(self, other: Version) -> bool:
        """Whether another one was made later of the very text that a library had here when it joined.

        It did not know this one: two computers had the same text when they met, and told it both.
        """
        later = (other.stamp, other.machine) > (self.stamp, self.machine)
        return later and other.base == self.text and self.stamp % SECOND == 0

    def told(self, uid: str, name: str) -> Change:
        """This version of a thing's note, as whoever made it told it."""
        return Change(uid, name, self.stamp, self.machine, {"text": self.text, "base": self.base}, self.seen)


def read_versions(text: str | None) -> list[Version]:
    """What `write_versions` wrote."""
    return [Version(*entry) for entry in json.loads(text)] if text else []


def are_erased(versions: Sequence[Version]) -> bool:
    """Whether something was written, and nothing of it is left."""
    return bool(versions) and not any(one.text.strip() for one in versions)


def write_versions(versions: Sequence[Version]) -> str:
    """Versions as JSON."""
    return json.dumps([[v.stamp, v.machine, v.text, v.base, v.seen] for v in versions], ensure_ascii=False)


def version_of(stamp: int, machine: str, value: Any, seen: dict[str, int]) -> Version:
    """The version that a change's value says.

    Raises:
        ValueError: it says none.
    """
    if not isinstance(value, dict):
        raise ValueError("no note")
    text, base = value.get("text"), value.get("base")
    if not (isinstance(text, str) and isinstance(base, str)):
        raise ValueError("no note")
    return Version(stamp, machine, text, base, seen)


def with_version(versions: Sequence[Version], new: Version) -> list[Version]:
    """The versions that stay when one more is known, in order of time."""
    known = {(v.stamp, v.machine): v for v in (*versions, new)}
    kept = [v for v in known.values() if not any(other.covers(v) for other in known.values())]
    return sorted(kept, key=lambda v: (v.stamp, v.machine))


def seen_in(versions: Sequence[Version]) -> dict[str, int]:
    """What whoever writes on after these versions has in view."""
    seen: dict[str, int] = {}
    for version in versions:
        for machine, stamp in {**version.seen, version.machine: version.stamp}.items():
            seen[machine] = max(stamp, seen.get(machine, -1))
    for version in versions:
        seen[version.machine] = max(version.stamp, seen.get(version.machine, -1))
    return seen


def shown(versions: Sequence[Version]) -> str:
    """The text of a note: its one version, or all of them joined; "" for none."""
    texts = [one for one in versions if one.text.strip() and not any(map(one.is_before, versions))]
    if not texts:
        return ""
    joined = texts[0].text
    for before, version in itertools.pairwise(texts):
        base = version.base if version.base == before.base else ""
        joined = join_texts(base, joined, version.text)
    return joined
