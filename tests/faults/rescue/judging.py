"""The next start in a disturbed place: is everything still within the reader's reach, and is it said?"""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.rescue.children import Ended, command_line
from tests.faults.rescue.place import State, plain_name
from tests.faults.rescue.situations import HERE, TRIGGER
from tests.faults.rescue.window import look

ORIGINAL = "(the file itself)"
"""Stands for the damaged or foreign file, which must be kept beside what is read of it."""
_OF_THE_FILE = ("library-damaged", "library-undone", "library-foreign", "library-altered", "library-newer")
_PATH = re.compile(r"/[^\s|:\"“”⁨⁩]+")

Keys = frozenset[str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must be within reach (`all`), what a library that opens may show (`shown`), and what it must show
    once the act has said that it is done (`done`; `None`: what `shown` has). `known`: what can be read of
    files that are too damaged to be read here, by their digest. `whole`: a library that opens must please
    `doctor`."""

    all: Keys
    shown: tuple[Keys, ...] = ()
    done: Keys | None = None
    known: Mapping[str, Keys] = field(default_factory=dict)
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Start:
    """What a start found: the articles, or the kind of the error; and what it looked into."""

    keys: Keys | None
    kind: str
    complaints: tuple[str, ...]
    opened: Keys


class Judge:
    """Starts the command line and the window in one place.

    Args:
        top: the place.
        read_only: whether its disk is mounted for reading only.
        known: see `Wanted`.
    """

    def __init__(self, top: Path, read_only: bool = False) -> None:
        self._top = top
        self._mount = top if read_only else None
        self.starts = 0
        self.windows = 0

    def start(self, state: State, wanted: Wanted, acknowledged: bool = False, window: bool = True) -> Start:
        """Put a state there and start the program as the reader would the next day."""
        opened: set[str] = set()
        state.put(self._top)
        listed = self._liseuse(opened, "list")
        backups = self._liseuse(opened, "backup", "--list")
        doctor = self._liseuse(opened, "doctor")
        keys = _keys(listed)
        said = [*self._of(listed, keys, wanted, acknowledged, doctor)]
        missing = wanted.all - self._reach(listed, backups, keys, wanted, "", opened)
        said += [f"lost: {sorted(missing)}"] if missing else []
        if keys is not None and self._has_trigger():
            said.append("strange: it opened with the trigger that somebody else put in")
        self.starts += 1
        if window:
            said += self._at_window(state, listed, keys, wanted, opened)
        top = str(self._top)
        names = frozenset(
            plain_name(str(Path(name).relative_to(top))) for name in opened if name.startswith(f"{top}/")
        )
        return Start(keys, listed.kind, tuple(said), names)

    def _liseuse(self, opened: set[str], *words: str) -> Ended:
        library = str(self._top / HERE)
        found = command_line(["--json", "--quiet", "--library", library, *words], read_only=self._mount)
        opened |= found.opened
        return found

    def _of(
        self, listed: Ended, keys: Keys | None, wanted: Wanted, acknowledged: bool, doctor: Ended
    ) -> Iterator[str]:
        for name, ended in (("list", listed), ("doctor", doctor)):
            if ended.bug:
                yield f"unanswered: {name} {ended.bug}"
        if keys is None:
            if not listed.kind and not listed.bug:
                yield f"unanswered: neither articles nor an error: {listed.out[:200]} {listed.err[:200]}"
            if acknowledged and wanted.done is not None:
                yield f"lost: said to be done, and now {listed.kind}"
            return
        if wanted.whole and (unsound := _unsound(doctor)):
            yield f"lost: doctor says {unsound}"
        if not keys and wanted.all - {ORIGINAL}:
            yield "empty: an empty library, and nothing is said"
        elif acknowledged and wanted.done is not None and keys != wanted.done:
            yield f"lost: said to be done, but it shows {sorted(keys)}"
        elif wanted.shown and keys not in wanted.shown:
            yield f"strange: it shows {sorted(keys)}"

    def _at_window(
        self, state: State, listed: Ended, keys: Keys | None, wanted: Wanted, opened: set[str]
    ) -> Iterator[str]:
        state.put(self._top)
        seen = look(self._top / HERE, self._mount)
        opened |= seen.opened
        self.windows += 1
        if seen.bug or not seen.answer:
            yield f"unanswered: the window {seen.bug or seen.err[-300:]}"
            return
        found = seen.answer
        said = " | ".join([found["words"], *found["dialogs"]])
        shown = frozenset(found["keys"])
        if keys:
            if shown != keys:
                yield f"strange: the window shows {sorted(shown)}, not {sorted(keys)}: {said[:300]}"
        elif keys is None and not found["dialogs"] and _plain(listed.title) not in _plain(said):
            what = "an empty library" if found["welcome"] else "nothing of it"
            yield f"empty: the window shows {what} where the command line says {listed.kind}: {said[:200]}"
        elif keys is not None and wanted.all - {ORIGINAL}:
            yield "empty: the window opens an empty library"
        backups = self._liseuse(opened, "backup", "--list")
        again = self._liseuse(opened, "list")
        reach = self._reach(again, backups, _keys(again), wanted, said, opened)
        if missing := wanted.all - reach:
            yield f"lost: after the window {sorted(missing)}"

    def _reach(
        self, listed: Ended, backups: Ended, keys: Keys | None, wanted: Wanted, said: str, opened: set[str]
    ) -> Keys:
        """What the opened library shows, and what is in the files that the reader is told of."""
        offered = [Path(row["path"]) for row in backups.answer or () if isinstance(row, dict)]
        if listed.kind in _OF_THE_FILE or keys:
            offered.append(self._root() / "library.db")
        named = (Path(name) for name in _PATH.findall(f"{listed.out} {listed.err} {said}"))
        offered += [path for path in named if path.is_file()]
        opened |= {str(path) for path in offered}
        return frozenset(keys or ()).union(*(self._in(path, wanted) for path in offered))

    def _in(self, path: Path, wanted: Wanted) -> Keys:
        if not path.is_file():
            return frozenset()
        digest = digest_of(path)
        return wanted.known[digest] if digest in wanted.known else keys_in(path)

    def _root(self) -> Path:
        from reader.settings.paths import library_paths

        return library_paths(str(self._top / HERE)).root

    def _has_trigger(self) -> bool:
        path = self._root() / "library.db"
        with contextlib.closing(
            sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        ) as connection:
            return bool(
                connection.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (TRIGGER,)).fetchone()
            )


def _plain(text: str) -> str:
    """A text without the marks that keep the directions of its parts apart."""
    return text.replace("\u2068", "").replace("\u2069", "")


def _keys(listed: Ended) -> Keys | None:
    """The articles of a library that opened; `None` when it did not."""
    answer = listed.answer
    if not isinstance(answer, list):
        return None
    return frozenset(row["url"].rsplit("/", 1)[-1] for row in answer)


def _unsound(doctor: Ended) -> list[str]:
    """What `doctor` finds broken; what a killed run leaves behind costs nothing."""
    answer = doctor.answer
    checks = answer.get("checks", []) if isinstance(answer, dict) else []
    return [
        f"{check['name']}: {check['detail']}"
        for check in checks
        if not check["ok"] and check["name"] not in ("leftovers", "orphans")
    ]


def digest_of(path: Path) -> str:
    """What tells one file's bytes from another's."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def keys_in(path: Path) -> Keys:
    """The articles in a library file, read by SQLite alone on a copy; nothing when it cannot be read."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        for suffix in ("", "-wal", "-journal"):
            with contextlib.suppress(OSError):
                shutil.copyfile(f"{path}{suffix}", f"{copy}{suffix}")
        try:
            with contextlib.closing(sqlite3.connect(copy)) as connection:
                found = connection.execute(
                    "SELECT key FROM article_address JOIN article_body USING (article_id)"
                ).fetchall()
        except sqlite3.DatabaseError:
            return frozenset()
    return frozenset(key for (key,) in found)
