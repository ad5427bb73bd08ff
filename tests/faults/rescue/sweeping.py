"""One act over one library in trouble, disturbed at every change of the disk.

`python -m tests.faults.rescue.sweeping SITUATION/ACT … [--share 0.1] [--ends] [--until TIME] [--no-window]`,
with the shim loaded; prints one JSON object with the counts and the complaints for each, a line each.

A kill leaves what the disk holds at that instant, so the act is run once, stopped before every change, and
the place is looked at; errors are given one run each. Equal states are judged once. With `--ends` errors are
given at the ends of each row of changes that do the same to the same file, and at one change between.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import functools
import gc
import importlib
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.faults.rescue.children import STOP, Ended, Fault, child, command_line
from tests.faults.rescue.judging import ORIGINAL, Judge, Start, Wanted, digest_of, keys_in
from tests.faults.rescue.place import Judged, State
from tests.faults.rescue.situations import ACTS, HERE, SITUATIONS, THERE, words_of
from tests.faults.rescue.window import open_and_look

ERRORS = {
    "ENOSPC once": (errno.ENOSPC, False),
    "ENOSPC lasting": (errno.ENOSPC, True),
    "EIO once": (errno.EIO, False),
    "EIO lasting": (errno.EIO, True),
}
REFUSALS = frozenset(
    ("disk-full", "disk-error", "read-only", "folder-missing", "library-busy", "nothing-salvaged")
)
_LEFTOVERS = (".part", ".copy", ".draft", "/new-", "moving.json", "/salvage-", ".ready")
"""Parts of the names of what only an interrupted act leaves."""


@dataclass
class Found:
    """What came of a sweep: tries of each fault, tries that ended badly by the first word of what was wrong,
    distinct states, starts of the window, and what was wrong, once for each state with its first point."""

    situation: str
    act: str
    tries: Counter[str] = field(default_factory=Counter)
    bad: Counter[str] = field(default_factory=Counter)
    states: int = 0
    windows: int = 0
    complaints: list[str] = field(default_factory=list)


class Sweep:
    """See the module.

    Args:
        situation: the name of the library's trouble.
        act: what is disturbed.
        top: an empty folder to do it in.
        share: the part of the points that is tried.
        window: whether the window is started too.
        ends: give errors only at the ends of rows of changes of a kind, and at one change between.
    """

    def __init__(
        self,
        situation: str,
        act: str,
        top: Path,
        share: float = 1.0,
        window: bool = True,
        ends: bool = False,
    ) -> None:
        self._situation, self._act, self._share, self._window = SITUATIONS[situation], act, share, window
        self._ends = ends
        self._points: list[int] = []
        self._top = top / "place"
        self._judge = Judge(self._top, self._situation.read_only)
        self._judged = {done: Judged() for done in (False, True)}
        self.found = Found(situation, act)

    def prepare(self) -> Ended:
        """Make the library, and find out what is right; returns how the act ends when nothing disturbs it."""
        self._situation.build(self._top, self._act == "move-back")
        self._begin = State.of(self._top)
        self._words = words_of(self._act, self._top)
        return self._undisturbed(self._first())

    def run(self) -> Found:
        """Everything."""
        last = self.prepare()
        kinds = self._kills()
        self._points = ends_of_rows(kinds) if self._ends else list(range(1, last.calls + 1))
        for name, (code, stay) in ERRORS.items():
            self._errors(name, code, stay)
        self.found.windows = self._judge.windows
        return self.found

    # What is right

    def _first(self) -> Start:
        """The start in the place as it is, and all that is in it."""
        self._begin.put(self._top)
        root = self._top / (THERE if self._act == "move-back" else HERE)
        original = root / "library.db"
        intact = self._situation.damage is None or self._situation.of_backup
        salvaged = frozenset() if intact else self._salvaged(original)
        copies = frozenset[str]().union(*(keys_in(path) for path in (root / "backups").glob("*.db")))
        known = {} if intact else {digest_of(original): salvaged | {ORIGINAL}}
        every = salvaged | copies | (keys_in(original) if intact else frozenset())
        start = self._judge.start(self._begin, Wanted(every, known=known), window=self._window)
        self._tell("start", list(start.complaints))
        if start.keys is None and not intact:
            every |= {ORIGINAL}
        self._all, self._known = every, known
        return start

    def _salvaged(self, original: Path) -> frozenset[str]:
        """What can be read of the file where nothing disturbs."""
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "salvaged.db"
            words = ["--json", "--quiet", "--library", str(self._top / HERE), "salvage", str(target)]
            command_line(words)
            found = keys_in(target) if target.exists() else keys_in(original)
        self._begin.put(self._top)
        return found

    def _undisturbed(self, before: Start) -> Ended:
        """The act without a fault, and the start after it."""
        self._begin.put(self._top)
        ended = self._run()
        self._tell("undisturbed", [f"unanswered: {ended.bug}"] if ended.bug else [])
        self._works = not ended.kind and not ended.bug
        state = State.of(self._top)
        end = self._judge.start(state, Wanted(self._all, known=self._known), self._works, self._window)
        self._tell(f"undisturbed ({ended.kind or ended.code})", list(end.complaints))
        shown = tuple(keys for keys in (before.keys, end.keys) if keys is not None)
        done = end.keys if self._works else None
        sound = self._situation.damage is None or self._situation.of_backup
        self._wanted = Wanted(self._all, shown, done, self._known, whole=sound)
        return ended

    # What goes wrong

    def _run(self, fault: Fault | None = None, at_stop=lambda _said: None) -> Ended:  # type: ignore[no-untyped-def]
        mount = self._top if self._situation.read_only else None
        return command_line(self._words, fault, at_stop, mount)

    def _kills(self) -> list[frozenset[str]]:
        """Every state between two changes; returns what each change was, one of a kind like another."""
        points: list[tuple[int, State, bool]] = []
        kinds: list[frozenset[str]] = []
        blobs: dict[bytes, bytes] = {}
        number = 0
        former = self._begin.signs()

        def stopped(said: str) -> None:
            nonlocal number, former
            number += 1
            chosen = _chosen(number, self._share)
            if not chosen and not self._ends:
                return
            state = State.of(self._top, blobs)
            signs = state.signs()
            kinds.append(frozenset(name for name, _ in signs.items() ^ former.items()))
            former = signs
            if chosen:
                self.found.tries["kill"] += 1
                points.append((number, state, self._acknowledged(said)))

        self._begin.put(self._top)
        ended = self._run(Fault(1, STOP, stay=True), stopped)
        self._tell("stopped at every change", [f"unanswered: {ended.bug}"] if ended.bug else [])
        for at, state, acknowledged in points:
            self._look_at(f"kill at change {at}", state, acknowledged, again=not acknowledged)
        return [*kinds[1:], frozenset()]

    def _acknowledged(self, said: str) -> bool:
        try:
            answer = json.loads(said)
        except ValueError:
            return False
        return not (isinstance(answer, dict) and "error" in answer)

    def _errors(self, name: str, code: int, stay: bool) -> None:
        for at in self._points:
            if not _chosen(at, self._share):
                continue
            self._begin.put(self._top)
            ended = self._run(Fault(at, code, stay))
            if ended.calls < at:
                break  # so many changes need no room, or are not made any more
            self.found.tries[name] += 1
            point = f"{name} at change {at} ({ended.kind or ended.code})"
            wrong = [f"unanswered: {ended.bug}"] if ended.bug else []
            if self._works and ended.kind and ended.kind not in REFUSALS:
                wrong.append(f"strange: {ended.out[:200]}")
            self._tell(point, wrong)
            self._look_at(point, State.of(self._top), ended.code == 0)

    def _look_at(self, point: str, state: State, acknowledged: bool, again: bool = False) -> None:
        judged, signs = self._judged[acknowledged], state.signs()
        if (wrong := judged.verdict(signs)) is not None:
            self.found.bad.update({_kind(text) for text in wrong})
            return
        self.found.states += 1
        start = self._judge.start(state, self._wanted, acknowledged, self._window)
        wrong = list(start.complaints)
        if again and self._works and not wrong:
            wrong += self._again(state)
        judged.add(signs, start.opened, wrong)
        self._tell(point, wrong)

    def _tell(self, point: str, wrong: list[str]) -> None:
        self.found.complaints += [f"{point}: {text}" for text in wrong]
        self.found.bad.update({_kind(text) for text in wrong})

    def _again(self, state: State) -> Iterator[str]:
        """What the reader does next: the same again, and then to tidy up."""
        state.put(self._top)
        library = ["--json", "--quiet", "--library", str(self._top / HERE)]
        began = command_line([*library, "list"])
        moved = self._act in ("move", "move-back") and self._arrived()
        ended = self._run() if not moved else began
        if ended.bug or ended.kind:
            yield f"stuck: again gives {ended.kind or ended.bug}"
            return
        command_line([*library, "doctor", "--repair"])
        left = [
            name for name in State.of(self._top).entries if any(part in f"/{name}" for part in _LEFTOVERS)
        ]
        if left:
            yield f"left: {sorted(left)[:4]}"

    def _arrived(self) -> bool:
        from reader.settings.paths import library_paths

        wanted = self._top / (HERE if self._act == "move-back" else THERE)
        return library_paths(str(self._top / HERE)).root == wanted


def _kind(complaint: str) -> str:
    return complaint.split(":")[0]


def _chosen(number: int, share: float) -> bool:
    """Whether a point is among those tried: spread evenly."""
    return int(number * share) != int((number - 1) * share)


def ends_of_rows(kinds: Sequence[object]) -> list[int]:
    """The numbers, from 1, of the first and the last of equal ones in a row, and of one in between."""
    found: set[int] = set()
    begin = 0
    for at in range(1, len(kinds) + 1):
        if at == len(kinds) or kinds[at] != kinds[begin]:
            found |= {begin + 1, (begin + 1 + at) // 2, at}
            begin = at
    return sorted(found)


def sweep(situation: str, act: str, share: float = 1.0, window: bool = True, ends: bool = False) -> Found:
    """Disturb one act over one library, in a folder of its own; see `load`."""
    with tempfile.TemporaryDirectory(prefix="rescue-") as top:
        return Sweep(situation, act, Path(top), share, window, ends).run()


def load(thoroughly: bool = False) -> None:
    """Have everything that a start needs in memory before the first fork.

    Args:
        thoroughly: also what the commands and the window load only when they use it, which is asked of a
            child that goes that way once. It takes some seconds, and a start of the window then costs a
            third.
    """
    import reader.app
    import reader.gui.main_window.building
    import tests.gui.support.screen
    from reader.cli import main as program
    from reader.cli.main import run

    program.build_parser = functools.cache(program.build_parser)
    program.build_parser()  # a tenth of what a child takes
    assert reader.app and reader.gui.main_window.building and tests.gui.support.screen
    if not thoroughly:
        return
    with tempfile.TemporaryDirectory(prefix="rescue-") as top:
        place = Path(top) / "place"
        SITUATIONS["page"].build(place, False)
        begin = State.of(place)
        for act in ACTS:
            begin.put(place)
            _learn(partial(run, words_of(act, place)))
        begin.put(place)
        _learn(partial(open_and_look, place / HERE))


def _learn(work: Callable[[], int]) -> None:
    """Load the modules that a child has loaded when its work is done."""

    def told() -> int:
        work()
        print(f"\n{json.dumps(sorted(sys.modules))}", flush=True)
        return 0

    for name in json.loads(child(told).out.splitlines()[-1]):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    gc.freeze()  # else the first collection in a child writes to every page that it shares


def main() -> int:
    """Run one sweep after the other."""
    parser = argparse.ArgumentParser()
    parser.add_argument("pairs", nargs="+", metavar="SITUATION/ACT")
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--no-window", action="store_true")
    parser.add_argument("--ends", action="store_true")
    parser.add_argument("--until", type=float, default=float("inf"))
    options = parser.parse_args()
    load(thoroughly=len(options.pairs) > 1)
    for situation, act in (pair.split("/") for pair in options.pairs):
        if time.time() > options.until:
            break
        found = sweep(situation, act, options.share, not options.no_window, options.ends)
        print(json.dumps(vars(found)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
