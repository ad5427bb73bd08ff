"""A disk that forgets: what of the changes is on it for certain, and what may be.

The contents of a file are certain after a sync of that file, its name after a sync of the folder. Until
then each write and each name may be there or not, whatever the order: more than any file system forgets,
and all that the standard allows. A rename or an exchange is one change, also between two folders.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tests.faults.power.recording import Change
from tests.faults.rescue.place import Entry, State

_MODE, _FOLDER_MODE = 0o600, 0o700
_MOMENT = 1_760_000_000.0
"""s; times are not recorded, so every file has the same."""


@dataclass
class _File:
    """Contents: `sure` on the disk, `live` as programs see them; `waiting` are the writes in between."""

    sure: bytes = b""
    live: bytearray = field(default_factory=bytearray)
    waiting: list[int] = field(default_factory=list)


@dataclass
class _Folder:
    """Names: `sure` on the disk, `live` as programs see them; each leads to the number of a node."""

    sure: dict[str, int] = field(default_factory=dict)
    live: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Naming:
    """One change of names: for each, the folder, the name, and what it leads to (`None`: nothing)."""

    steps: tuple[tuple[int, str, int | None], ...]

    @property
    def folders(self) -> frozenset[int]:
        return frozenset(folder for folder, _, _ in self.steps)


_OF_NO_ACCOUNT = ("/logs/", "library.lock", ".db-shm")
"""What may get lost: the log, locks, shared memory. To count it among a few changes would hide others."""


class Disk:
    """What a record does to the place at `top`, which holds `begin`, all of it certain. To be made before
    anything is changed there."""

    def __init__(self, top: Path, begin: State) -> None:
        self._top = PurePosixPath(top)
        self._nodes: dict[int, _File | _Folder] = {0: _Folder()}
        self._by_number = {os.lstat(top).st_ino: 0}
        self._changes: dict[int, Change | _Naming] = {}
        self._waiting_names: list[int] = []
        self._count = 0
        for name, entry in sorted(begin.entries.items()):
            node: _File | _Folder = _Folder()
            if entry.data is not None:
                node = _File(entry.data, bytearray(entry.data))
            number = self._add(node, os.lstat(top / name).st_ino)
            folder, last = self._place(str(top / name))
            home = self._folder(folder)
            home.live[last] = home.sure[last] = number

    def _add(self, node: _File | _Folder, number: int) -> int:
        fresh = len(self._nodes)
        self._nodes[fresh] = node
        self._by_number[number] = fresh
        return fresh

    def _folder(self, number: int) -> _Folder:
        found = self._nodes[number]
        assert isinstance(found, _Folder)
        return found

    def _place(self, path: str) -> tuple[int, str]:
        """The folder that a name is in, and its last part.

        Raises:
            KeyError: it is outside of the place, or there is no such folder.
        """
        try:
            parts = PurePosixPath(path).relative_to(self._top).parts
        except ValueError:
            raise KeyError(path) from None
        number = 0
        for part in parts[:-1]:
            number = self._folder(number).live[part]
        if not parts:
            raise KeyError(path)
        return number, parts[-1]

    # What happens

    def do(self, change: Change) -> None:
        """Take one change over; what is outside of the place is of no account."""
        try:
            self._do(change)
        except KeyError:
            return

    def _do(self, change: Change) -> None:
        self._count += 1
        if change.what in "wta":
            self._write(change)
        elif change.what == "s":
            self._sync(self._by_number[change.number])
        elif change.what in "cd":
            self._by_number.pop(change.number, None)  # numbers are given again
            if any(part in change.name for part in _OF_NO_ACCOUNT):
                return
            folder, name = self._place(change.name)
            node = self._add(_File() if change.what == "c" else _Folder(), change.number)
            self._name(_Naming(((folder, name, node),)))
        elif change.what == "u":
            folder, name = self._place(change.name)
            self._name(_Naming(((folder, name, None),)))
        elif change.what in "rlx":
            self._rename(change)

    def _rename(self, change: Change) -> None:
        to_folder, to_name = self._place(change.target)
        from_folder, from_name = self._place(change.name)
        node = self._folder(from_folder).live[from_name]
        steps: list[tuple[int, str, int | None]] = [(to_folder, to_name, node)]
        if change.what == "r":
            steps.append((from_folder, from_name, None))
        if change.what == "x":
            steps.append((from_folder, from_name, self._folder(to_folder).live[to_name]))
        self._name(_Naming(tuple(steps)))

    def _write(self, change: Change) -> None:
        file = self._nodes[self._by_number[change.number]]
        assert isinstance(file, _File)
        _written(file.live, change)
        file.waiting.append(self._count)
        self._changes[self._count] = change

    def _name(self, naming: _Naming) -> None:
        for folder, name, node in naming.steps:
            _named(self._folder(folder).live, name, node)
        self._waiting_names.append(self._count)
        self._changes[self._count] = naming

    def _sync(self, number: int) -> None:
        node = self._nodes[number]
        if isinstance(node, _File):
            node.sure, node.waiting = bytes(node.live), []
            return
        kept = []
        for at in self._waiting_names:
            naming = self._changes[at]
            assert isinstance(naming, _Naming)
            if number not in naming.folders:
                kept.append(at)
                continue
            for folder, name, target in naming.steps:
                _named(self._folder(folder).sure, name, target)
        self._waiting_names = kept

    # What may be left

    def waiting(self) -> list[int]:
        """The changes that may be lost, in their order; those of files that no name leads to count for
        nothing."""
        reachable = {
            node
            for folder in self._nodes.values()
            if isinstance(folder, _Folder)
            for node in (*folder.sure.values(), *folder.live.values())
        } | {node for at in self._waiting_names for _, _, node in self._naming(at).steps if node is not None}
        writes = [
            at
            for number, node in self._nodes.items()
            if isinstance(node, _File) and number in reachable
            for at in node.waiting
        ]
        return sorted([*writes, *self._waiting_names])

    def _naming(self, at: int) -> _Naming:
        naming = self._changes[at]
        assert isinstance(naming, _Naming)
        return naming

    def tell(self, at: int) -> str:
        """A waiting change in a few words."""
        change = self._changes[at]
        if isinstance(change, Change):
            paths = self._paths()
            place = paths.get(self._by_number.get(change.number, -1), "a file without a name")
            return f"{change.what} {place} at {change.at} ({len(change.first)})"
        paths = self._paths()
        return ", ".join(
            f"{paths.get(folder, '?')}/{name}{'' if node is not None else ' taken away'}"
            for folder, name, node in change.steps
        )

    def _paths(self) -> dict[int, str]:
        found = {0: "."}
        waiting = [0]
        while waiting:
            number = waiting.pop()
            node = self._nodes[number]
            if isinstance(node, _Folder):
                for name, inner in (node.sure | node.live).items():
                    if inner not in found:
                        found[inner] = f"{found[number]}/{name}"
                        waiting.append(inner)
        return found

    def after(self, kept: Collection[int]) -> State:
        """The place when, of the waiting changes, only `kept` have reached the disk."""
        names = {n: dict(node.sure) for n, node in self._nodes.items() if isinstance(node, _Folder)}
        for at in self._waiting_names:
            if at in kept:
                for folder, name, node in self._naming(at).steps:
                    _named(names[folder], name, node)
        return State(dict(self._walk(0, "", names, set(kept), 0)))

    def _walk(
        self, number: int, prefix: str, names: dict[int, dict[str, int]], kept: set[int], depth: int
    ) -> Iterator[tuple[str, Entry]]:
        for name, node in names[number].items():
            found = self._nodes[node]
            if isinstance(found, _Folder):
                yield prefix + name, Entry(_FOLDER_MODE, _MOMENT, None)
                if depth < 20:  # a folder may stand in two places when only half of its move is there
                    yield from self._walk(node, f"{prefix}{name}/", names, kept, depth + 1)
            else:
                yield prefix + name, Entry(_MODE, _MOMENT, self._contents(found, kept))

    def _contents(self, file: _File, kept: set[int]) -> bytes:
        if not file.waiting:
            return file.sure
        if kept.issuperset(file.waiting):
            return bytes(file.live)
        data = bytearray(file.sure)
        for at in file.waiting:
            change = self._changes[at]
            if at in kept and isinstance(change, Change):
                _written(data, change)
        return bytes(data)


def _written(data: bytearray, change: Change) -> None:
    if change.what == "w":
        if len(data) < change.at:
            data.extend(bytes(change.at - len(data)))
        data[change.at : change.at + len(change.first)] = change.first
    elif change.what == "a":
        data.extend(bytes(max(0, change.at - len(data))))
    else:
        del data[change.at :]
        data.extend(bytes(change.at - len(data)))


def _named(names: dict[str, int], name: str, node: int | None) -> None:
    if node is None:
        names.pop(name, None)
    else:
        names[name] = node
