"""Rescues disturbed, the short version of `make test-faults ARGS="rescue missing"`: a few points of some
acts."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.rescue.missing import MISSING
from tests.faults.rescue.place import Judged, State
from tests.faults.rescue.sweeping import ends_of_rows
from tests.faults.rows import rescue
from tests.faults.rows.rescue import all_in_shim, in_shim
from tests.faults.tools.driver import compiled_shim
from tests.faults.tools.pieces import Pieces

TOP = Path(__file__).parents[3]


PAIRS = [("header", "restore"), ("cut-95", "salvage"), ("read-only", "open")]


@pytest.fixture(autouse=True, scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = compiled_shim(tmp_path_factory.mktemp("shim"))
    if found is None:
        pytest.skip("no C compiler, or no LD_PRELOAD")
    return found


@pytest.fixture(scope="module")
def rescued() -> dict[tuple[str, str], dict[str, Any]]:
    """What came of each pair: one process loads the program for all of them."""
    words = ["/".join(pair) for pair in PAIRS]
    found = all_in_shim("tests.faults.rescue.sweeping", *words, "--share", "0.005")
    return {(one["situation"], one["act"]): one for one in found}


@pytest.mark.parametrize(("situation", "act"), PAIRS)
def test_nothing_is_lost_or_empty_wherever_an_act_is_killed_or_the_disk_fails(
    rescued: dict[tuple[str, str], dict[str, Any]], situation: str, act: str
) -> None:
    found = rescue.summed([rescued[situation, act]])
    assert not found.complaints, "\n".join(found.complaints)
    assert found.counts["windows"]


@pytest.fixture(scope="module")
def started() -> dict[str, list[str]]:
    """What is wrong with the starts without `library.db`: likewise one process for all."""
    return in_shim("tests.faults.rescue.missing", *MISSING)


@pytest.mark.parametrize("situation", MISSING)
def test_a_missing_library_is_told_of_unless_there_never_was_one(
    started: dict[str, list[str]], situation: str
) -> None:
    assert not started[situation], "\n".join(started[situation])


_KILLED = """
import os, sys
from tests.faults.rescue.children import STOP, Fault, child
from tests.faults.rescue.place import State
from pathlib import Path

top = Path(sys.argv[1])

def work():
    for number in range(4):
        draft = top / f".file{number}.part"
        with draft.open("w") as file:
            file.write("x" * number)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, top / f"file{number}")
    return 0

seen = []
ended = child(work, Fault(1, STOP, stay=True), lambda _said: seen.append(State.of(top)))
assert ended.code == 0, ended
for at, stopped in enumerate(seen, 1):
    State({}).put(top)
    ended = child(work, Fault(at, 0))
    assert ended.code == -9, ended
    assert State.of(top).signs() == stopped.signs(), at
print(len(seen))
"""


def test_a_child_that_stands_still_leaves_what_a_killed_one_leaves(tmp_path: Path, shim: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(place)],
        capture_output=True,
        text=True,
        check=False,
        cwd=TOP,
        env={"LD_PRELOAD": str(shim), "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 15, "an opening, a write, a sync and a rename for each file"
    assert signal.SIGKILL == 9


def test_errors_are_given_at_the_ends_of_rows_of_a_kind() -> None:
    write, sync, rename = frozenset("w"), frozenset[str](), frozenset("ab")
    assert ends_of_rows([]) == []
    assert ends_of_rows([write]) == [1]
    assert ends_of_rows([write] * 9 + [sync] + [rename] * 2 + [write]) == [1, 5, 9, 10, 11, 12, 13]


def test_what_runs_found_adds_up(tmp_path: Path) -> None:
    names = [f"{number}/open" for number in range(6)]
    first = Pieces(tmp_path / "row.json")
    order = first.left(names, seed=3)
    assert sorted(order) == names and order == Pieces(tmp_path / "row.json").left(names, seed=3)
    first.keep(order[0], {"complaints": [], "tries": {"kill": 4}})
    first.keep(order[1], {"complaints": ["kill at change 2: lost: a1"], "tries": {"kill": 2}})
    again = Pieces(tmp_path / "row.json")
    assert again.found()[order[0]]["tries"] == {"kill": 4}
    assert again.left(names, seed=3)[0] == order[1] and len(again.left(names, seed=3)) == 5


def test_states_that_differ_only_where_nobody_looked_are_judged_once(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_text("articles")
    (tmp_path / "draft.part").write_text("half")
    first = State.of(tmp_path).signs()
    judged = Judged()
    assert judged.verdict(first) is None
    judged.add(first, frozenset({"library.db"}), ["lost: a1"])
    (tmp_path / "draft.part").write_text("more than half")
    assert judged.verdict(State.of(tmp_path).signs()) == ["lost: a1"]
    (tmp_path / "library.db").write_text("other articles")
    assert judged.verdict(State.of(tmp_path).signs()) is None
    (tmp_path / "draft.part").unlink()
    assert judged.verdict(State.of(tmp_path).signs()) is None


def test_a_state_is_put_back_as_it_was_two_days_ago(tmp_path: Path) -> None:
    place = tmp_path / "place"
    (place / "backups").mkdir(parents=True, mode=0o700)
    (place / "backups" / "daily-000001-20261127.db").write_text("a copy")
    before = State.of(place)
    before.put(tmp_path / "again")
    after = State.of(tmp_path / "again")
    assert after.signs() == before.signs()
    ages = {before.entries[name].moment - after.entries[name].moment for name in before.entries}
    assert all(abs(age - 2 * 86_400) < 1 for age in ages)
