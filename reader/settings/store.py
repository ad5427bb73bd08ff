"""The options' values in one JSON file, written whole or not at all."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import stat
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.core.errors import ReaderError
from reader.core.private_files import make_folder
from reader.core.serialize import is_whole, read_json
from reader.core.storage_errors import storage_errors
from reader.settings.damaged_files import put_aside
from reader.settings.option import Option, Value
from reader.settings.options import OPTIONS

log = logging.getLogger(__name__)

DRAFT = ".settings-"
"""How the name of a file begins that is to become the options' file; a kill may leave one behind."""
_MOST_BYTES = 4_000_000  # of the file; what is larger was not written by us
_TRIES = 5  # to write it while others do; the last one holds
_Identity = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """What a look into the file found: its values, and how much this process had written by then."""

    changes: int
    values: dict[str, Value]


class Settings:
    """Typed access to the options of one library.

    A missing, damaged or hand-edited file never stops the program: what does not fit its option
    falls back to the default and is said in the log. A damaged file is kept under another name.

    Several programs may have the file open. What each writes is what it changed itself; `found_elsewhere` and
    `take_over` bring in what another one wrote.

    Args:
        path: the JSON file; its folder is made at the first `set`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._values: dict[str, Value] = {}
        self._stored: dict[str, Value] = {}
        """What the file held of them when it was last read or written here: what differs was changed here."""
        self._changes = 0  # counts what was written, and files that were gone over to
        self._saving = threading.Lock()
        self._kept = False
        self._held_back = False
        self._load()

    def follow(self, path: Path) -> None:
        """The library is elsewhere now: its options are read and written there from now on."""
        unsaved = {key: value for key, value in self._values.items() if self._stored.get(key) != value}
        self._changes += 1
        self._held_back = False
        self.path = path
        self._values, self._stored = {}, {}
        self._load()
        self._values |= unsaved

    def keep_with(self, folder: Path) -> None:
        """The folder is there: from now on it is not made again, should it go with its disk."""
        self._kept = folder == self.path.parent
        self._held_back = False

    def hold_back(self) -> None:
        """Write nothing for now: a disk belongs in the folder's place. `keep_with` and `follow` end it."""
        self._held_back = True

    def text(self, key: str) -> str:
        """The value of a text option."""
        return str(self._get(key))

    def number(self, key: str) -> int:
        """The value of a whole-number option."""
        return int(self._get(key))

    def flag(self, key: str) -> bool:
        """The value of a yes-or-no option."""
        return bool(self._get(key))

    def chosen(self) -> dict[str, Value]:
        """The options that were set, by their keys; all others have their defaults."""
        return dict(self._values)

    def in_file(self) -> dict[str, Value]:
        """What the file holds now, whoever wrote it; nothing when it cannot be read. It reads the disk."""
        return self._in_file() or {}

    def set(self, key: str, value: Value) -> None:
        """Store a value; numbers are brought within the option's limits.

        Raises:
            KeyError: no such option. ValueError: the wrong type, or not one of its choices.
            ReaderError: the file cannot be written; the value still holds until the program ends.
        """
        self.hold(key, value)
        self.save()

    def hold(self, key: str, value: Value) -> None:
        """Let a value hold for everybody at once; `save` writes it, which takes as long as the disk does.

        Raises:
            KeyError: no such option. ValueError: the wrong type, or not one of its choices.
        """
        self._values[key] = _accepted(OPTIONS[key], value)

    def save(self) -> None:
        """Write what holds, unless the file has it already; from any thread.

        Raises:
            ReaderError: the file cannot be written; the values still hold until the program ends.
        """
        with self._saving:
            if self._values != self._stored and not self._held_back:
                self._save()

    def found_elsewhere(self) -> Found | None:
        """Read the file again, for `take_over`; `None` when it holds what is known. It reads the disk."""
        changes, known = self._changes, dict(self._stored)
        found = self._in_file()
        return Found(changes, found) if found is not None and found != known else None

    def take_over(self, found: Found) -> tuple[str, ...] | None:
        """Let what another program wrote hold here, too, but for what was changed here meanwhile.

        It waits for nothing.

        Returns:
            The keys that have another value now; `None` when this process writes, or wrote since the file was
            read: whoever asks has to look again.
        """
        if not self._saving.acquire(blocking=False):
            return None
        try:
            if found.changes != self._changes:
                return None
            taken = []
            for key in sorted(found.values.keys() | self._stored.keys()):
                was, held, new = self._stored.get(key), self._values.get(key), found.values.get(key)
                if new == was or held != was:
                    continue
                before = self._get(key)
                if new is None:
                    self._values.pop(key, None)
                else:
                    self._values[key] = new
                if self._get(key) != before:
                    taken.append(key)
            self._stored = dict(found.values)
            return tuple(taken)
        finally:
            self._saving.release()

    def reset(self, key: str) -> None:
        """Forget the value of an option, so that its default holds."""
        if self._values.pop(key, None) is not None:
            self.save()

    def _get(self, key: str) -> Value:
        return self._values.get(key, OPTIONS[key].default)

    def _load(self) -> None:
        self._kept = os.path.isdir(self.path.parent)  # also where nobody may look
        try:
            found = _read(self.path)
        except FileNotFoundError:
            return
        except OSError as error:
            log.warning("settings file not read: %s", error.strerror)
            return
        except ValueError as error:
            log.warning("settings file not understood: %s", error)
            put_aside(self.path)
            return
        damaged = any(key in OPTIONS and not _has_type(OPTIONS[key], value) for key, value in found.items())
        self._values |= _understood(found)
        self._stored = dict(self._values)
        if damaged:
            put_aside(self.path)
            with contextlib.suppress(ReaderError):
                self._save()

    def _in_file(self) -> dict[str, Value] | None:
        """What the file holds now; `None` when it is not there or says nothing."""
        try:
            return _understood(_read(self.path))
        except (OSError, ValueError):
            return None

    def _save(self) -> None:
        values = dict(self._values)
        with storage_errors(self.path.parent):
            if self._kept:
                self.path.parent.stat()  # a folder that was there and went with its disk is not made again
            make_folder(self.path.parent)
            self._kept = True
            for left in reversed(range(_TRIES)):
                before = _identity(self.path)
                written = self._with_own(values, self._in_file())
                if self._put(written, before if left else None):
                    break
        self._stored = values
        self._changes += 1

    def _put(self, values: dict[str, Value], before: _Identity | None) -> bool:
        """Write the file; not where it is no more as it was `before`: another program wrote it meanwhile."""
        text = json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True)
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=DRAFT)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            if before is None or _identity(self.path) == before:
                os.replace(name, self.path)
                return True
            os.unlink(name)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
        return False

    def _with_own(self, values: dict[str, Value], there: dict[str, Value] | None) -> dict[str, Value]:
        """What is in the file now, with what was changed here laid over it."""
        if there is None:
            return values
        changed = {key for key in values.keys() | self._stored if values.get(key) != self._stored.get(key)}
        kept = {key: value for key, value in there.items() if key not in changed}
        return kept | {key: value for key, value in values.items() if key in changed}


def accepted(key: str, value: Value) -> Value:
    """A value as it would be stored; numbers are brought within the option's limits.

    Raises:
        KeyError: no such option. ValueError: the wrong type, or not one of its choices.
    """
    return _accepted(OPTIONS[key], value)


def _understood(found: dict[str, Any]) -> dict[str, Value]:
    """Those values of a file that fit their options; of others the log tells."""
    values: dict[str, Value] = {}
    for key, value in found.items():
        try:
            values[key] = _accepted(OPTIONS[key], value)
        except (KeyError, ValueError):
            log.warning("setting %.40s ignored", ascii(key))
    return values


def _read(path: Path) -> dict[str, Any]:
    """The values as they stand in the file.

    Raises:
        OSError: it cannot be read. ValueError: it holds no object of JSON.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise ValueError("no plain file")  # a pipe would be waited for
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES + 1)
    found = read_json(data.decode("utf-8")) if len(data) <= _MOST_BYTES else None
    if not isinstance(found, dict):
        raise ValueError("no object, or too large")
    return found


def _identity(path: Path) -> _Identity:
    """What is another after each write of a file, as that makes a new one; zeros where there is none."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_ino, found.st_mtime_ns


def _has_type(option: Option, value: Any) -> bool:
    """Whether a value is of the option's type, and text that can be written."""
    kind = type(option.default)
    if isinstance(value, str) and not is_whole(value):
        return False
    return type(value) is kind or (kind is int and isinstance(value, float) and value.is_integer())


def _accepted(option: Option, value: Value) -> Value:
    kind = type(option.default)
    if not _has_type(option, value):
        raise ValueError(f"{option.key}: {type(value).__name__} is not {kind.__name__}")
    if kind is int:
        value = int(value)
    if option.choices and value not in option.choices:
        raise ValueError(f"{option.key}: not one of its choices")
    if isinstance(value, int) and not isinstance(value, bool):
        if option.least is not None:
            value = max(int(option.least), value)
        if option.most is not None:
            value = min(int(option.most), value)
    return value
