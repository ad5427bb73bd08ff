"""The power goes during one act: `python -m tests.faults.power.losing ACT SITUATION [--share 0.1] [--seed
1]`.

With the shim loaded. The act is recorded once; then the places are made that a power cut may leave, after
each thing that was said to be done and at points in between, and the program is started in each. Prints one
JSON object with the counts and the complaints.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.faults.jobs import add
from tests.faults.outcome import share_of
from tests.faults.power.disk_model import Disk
from tests.faults.power.recording import changes
from tests.faults.rescue.children import child, shim
from tests.faults.rescue.judging import Wanted
from tests.faults.rescue.place import Judged
from tests.faults.rescue.situations import HERE, SITUATIONS
from tests.faults.rescue.sweeping import Sweep, load

ALL_UP_TO = 12
"""So many unsynced changes are lost in every combination; of more, `AT_RANDOM` combinations."""
AT_RANDOM = 500
BETWEEN = 60
"""Points where nothing was said to be done, with `FEW` combinations each."""
FEW = 12
SAVES = 3

ACTS = (
    ("save", "sound"),
    ("restore", "sound"),
    ("restore", "header"),
    ("salvage", "header"),
    ("move", "sound"),
    ("move-back", "sound"),
)


class PowerCuts(Sweep):
    """See the module; what is right after an act is found out as for kills."""

    def __init__(self, situation: str, act: str, top: Path, share: float, seed: int) -> None:
        super().__init__(situation, act, top, share, window=False)
        self._rng = random.Random(seed)
        self._saves = act == "save"
        self._by_said: dict[int, Judged] = {}

    def run_cuts(self) -> None:
        """Record the act, and start in every place that a power cut may leave."""
        self.prepare()
        self._begin.put(self._top)
        disk = Disk(self._top, self._begin)
        record = self._record()
        self.found.tries["changes"] = len(record)
        between = share_of(BETWEEN, self._share)
        every = max(1, len(record) // between)
        said: list[str] = []
        for number, change in enumerate(record):
            if change.what == "m":
                said.append(change.name)
                self._cut(disk, said, f"after {change.name}", number, AT_RANDOM)
            else:
                disk.do(change)
                if number % every == every - 1:
                    self._cut(disk, said, "in between", number, FEW)

    def _record(self):  # type: ignore[no-untyped-def] # a list of changes
        with tempfile.TemporaryFile() as file:
            ended = child(self._save if self._saves else self._act_and_tell, record=file.fileno())
            assert ended.code == 0, ended
            file.seek(0)
            return list(changes(file.read()))

    def _act_and_tell(self) -> int:
        from reader.cli.main import run

        code = run(self._words)
        if code == 0:
            _say(self._act)
        return code

    def _save(self) -> int:
        with LibrarySession.open(LibraryPaths(self._top / HERE)) as session:
            for number in range(SAVES):
                add(session, f"s{number}", 300)
                _say(f"s{number}")
        return 0

    def _cut(self, disk: Disk, said: list[str], point: str, number: int, combinations: int) -> None:
        waiting = disk.waiting()
        wanted, acknowledged = self._wanted, bool(said)
        if self._saves:
            wanted = Wanted(self._all | set(said), whole=True)
            acknowledged = False
        judged = self._by_said.setdefault(len(said), Judged())
        for kept in self._combinations(waiting, combinations):
            self.found.tries["power cuts"] += 1
            state = disk.after(kept)
            signs = state.signs()
            if (wrong := judged.verdict(signs)) is not None:
                self.found.bad.update({text.split(":")[0] for text in wrong})
                continue
            self.found.states += 1
            start = self._judge.start(state, wanted, acknowledged, window=False)
            if start.keys is None:
                start = self._judge.start(state, wanted, acknowledged, window=True)
            judged.add(signs, start.opened, list(start.complaints))
            lost = [disk.tell(at) for at in waiting if at not in kept]
            self._tell(f"{point} ({number}), without {lost[:12]}", list(start.complaints))

    def _combinations(self, waiting: list[int], most: int) -> Iterator[frozenset[int]]:
        """Which of the waiting changes are there: every choice of a few, else nothing, all, and some."""
        whole = most == AT_RANDOM
        if whole and len(waiting) <= ALL_UP_TO and self._share >= 1:
            for size in range(len(waiting) + 1):
                yield from map(frozenset, itertools.combinations(waiting, size))
            return
        yield frozenset()
        yield frozenset(waiting)
        number = share_of(most, self._share) if whole else most
        for _ in range(min(number, 2 ** len(waiting)) if waiting else 0):
            part = self._rng.random()
            yield frozenset(at for at in waiting if self._rng.random() < part)


def _say(what: str) -> None:
    loaded = shim()
    assert loaded is not None
    loaded.fault_mark(what.encode())


def cut(act: str, situation: str, share: float = 1.0, seed: int = 1) -> PowerCuts:
    """Cut the power during one act, in a folder of its own."""
    load()
    with tempfile.TemporaryDirectory(prefix="power-") as top:
        cuts = PowerCuts(situation, act, Path(top), share, seed)
        cuts.run_cuts()
        return cuts


def main() -> int:
    """Cut the power during one act."""
    parser = argparse.ArgumentParser()
    parser.add_argument("act")
    parser.add_argument("situation", choices=SITUATIONS)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(json.dumps(vars(cut(options.act, options.situation, options.share, options.seed).found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
