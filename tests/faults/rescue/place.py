"""The whole state of a folder: taken, told from others, put back."""

from __future__ import annotations

import functools
import hashlib
import os
import re
import shutil
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_NUMBERS = re.compile(r"[0-9a-f]{16,}|\d{5,}")
_CHANCE = re.compile(r"(\.settings-).*")
_LARGE = "reserve.bin"
"""Holds nothing but zeros."""
_OF_NO_ACCOUNT = ("/logs/", "/pictures/claims/", "library.lock", ".db-shm", "/.settings-")
"""What says nothing about the library: the log, locks, the shared memory that its first user makes anew."""
_DAYS = 2 * 86_400  # s


@functools.lru_cache(maxsize=256)
def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """One file or folder: `data` is `None` for a folder."""

    mode: int
    moment: float
    data: bytes | None

    @property
    def digest(self) -> str:
        """What it holds, in few letters."""
        return "folder" if self.data is None else _digest(self.data)


@dataclass(frozen=True, slots=True)
class State:
    """Everything below a folder, by its relative name."""

    entries: Mapping[str, Entry]

    @classmethod
    def of(cls, top: Path, blobs: dict[bytes, bytes] | None = None) -> State:
        """Read a folder, which nobody changes meanwhile; `blobs` lets many states share what is the same."""
        found: dict[str, Entry] = {}
        for folder, folders, files in os.walk(top):
            for name in (*folders, *files):
                path = Path(folder, name)
                state = path.lstat()
                data = None
                if stat.S_ISREG(state.st_mode):
                    data = bytes(state.st_size) if name == _LARGE else path.read_bytes()
                    data = blobs.setdefault(data, data) if blobs is not None else data
                elif not stat.S_ISDIR(state.st_mode):
                    continue
                relative = str(path.relative_to(top))
                found[relative] = Entry(stat.S_IMODE(state.st_mode), state.st_mtime, data)
        return cls(found)

    def put(self, top: Path, ago: float = _DAYS) -> None:
        """Make the folder hold this and nothing else, as if it had lain there for `ago` seconds."""
        shutil.rmtree(top, ignore_errors=True)
        top.mkdir(parents=True)
        for name, entry in sorted(self.entries.items()):
            path = top / name
            if entry.data is None:
                path.mkdir()
            elif path.name == _LARGE:
                with path.open("wb") as file:
                    file.truncate(len(entry.data))
            else:
                path.write_bytes(entry.data)
        for name, entry in sorted(self.entries.items(), reverse=True):
            path = top / name
            path.chmod(entry.mode)
            os.utime(path, (entry.moment - ago, entry.moment - ago))

    def signs(self) -> dict[str, str]:
        """What tells it from other states: each name, its numbers left out, and what is in it."""
        found: dict[str, list[str]] = {}
        for name, entry in self.entries.items():
            if any(part in f"/{name}" for part in _OF_NO_ACCOUNT):
                continue
            shown = _CHANCE.sub(r"\1#", _NUMBERS.sub("#", name))
            found.setdefault(shown, []).append(entry.digest)
        return {name: " ".join(sorted(digests)) for name, digests in found.items()}


def plain_name(name: str) -> str:
    """A name with its numbers left out, as `State.signs` has it."""
    return _CHANCE.sub(r"\1#", _NUMBERS.sub("#", name))


class Judged:
    """The verdicts on states, so that equal ones are judged once: equal in names and in all that the start
    that judged the first of them looked into."""

    def __init__(self) -> None:
        self._by_names: dict[frozenset[str], list[tuple[dict[str, str], frozenset[str], list[str]]]] = {}

    def verdict(self, signs: dict[str, str]) -> list[str] | None:
        """What was wrong with a state equal to this one; `None` when none was judged."""
        for former, opened, wrong in self._by_names.get(frozenset(signs), ()):
            if all(signs[name] == former[name] for name in opened & signs.keys()):
                return wrong
        return None

    def add(self, signs: dict[str, str], opened: frozenset[str], wrong: list[str]) -> None:
        """Remember a verdict, and the names of the files that were opened for it."""
        self._by_names.setdefault(frozenset(signs), []).append((signs, opened, wrong))
