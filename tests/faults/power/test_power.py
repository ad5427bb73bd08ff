"""Power cuts, the short version of `make test-faults ARGS=power`, and the disk that forgets itself."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.rows import power
from tests.faults.tools.driver import compiled_shim

TOP = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def shim(tmp_path: Path) -> Path:
    found = compiled_shim(tmp_path)
    if found is None:
        pytest.skip("no C compiler, or no LD_PRELOAD")
    return found


@pytest.mark.parametrize("pair", [("save", "sound"), ("restore", "header"), ("move", "sound")], ids="-".join)
def test_nothing_that_was_said_to_be_done_is_lost_with_the_power(pair: tuple[str, str]) -> None:
    found = power.run(0.01, 1, [pair])
    assert not found.complaints, "\n".join(found.complaints)
    assert isinstance(found.counts["power cuts"], int) and found.counts["power cuts"] > 5


_RECORDED = """
import json, os, sys, tempfile
from itertools import combinations
from pathlib import Path
from tests.faults.power.disk_model import Disk
from tests.faults.power.recording import changes
from tests.faults.rescue.children import child
from tests.faults.rescue.place import State

top = Path(sys.argv[1])

def work():
    exec(sys.argv[2], {"os": os, "top": top, "sync": sync})
    return 0

def sync(path):
    number = os.open(path, os.O_RDONLY)
    os.fsync(number)
    os.close(number)

begin = State.of(top)
disk = Disk(top, begin)
with tempfile.TemporaryFile() as file:
    ended = child(work, record=file.fileno())
    assert ended.code == 0, ended
    file.seek(0)
    for change in changes(file.read()):
        disk.do(change)
waiting = disk.waiting()
states = [disk.after(frozenset(kept)) for n in range(len(waiting) + 1) for kept in combinations(waiting, n)]
found = [{n: (e.data or b"").decode() for n, e in s.entries.items() if e.data is not None} for s in states]
now = {n: (e.data or b"").decode() for n, e in State.of(top).entries.items() if e.data is not None}
assert disk.after(frozenset(waiting)).signs() == State.of(top).signs()
print(json.dumps(found))
"""


def _left(tmp_path: Path, shim: Path, work: str) -> list[dict[str, str]]:
    """Every content of a folder that a power cut after `work` may leave."""
    place = tmp_path / "place"
    place.mkdir()
    (place / "file").write_text("old")
    done = subprocess.run(
        [sys.executable, "-c", _RECORDED, str(place), work],
        capture_output=True,
        text=True,
        check=False,
        cwd=TOP,
        env={**os.environ, "LD_PRELOAD": str(shim)},
    )
    assert done.returncode == 0, done.stderr
    states: list[dict[str, str]] = json.loads(done.stdout)
    return [state for state, _ in itertools.groupby(sorted(states, key=lambda state: sorted(state.items())))]


def test_what_is_synced_with_its_folder_is_there_whatever_is_lost(tmp_path: Path, shim: Path) -> None:
    careful = """
with open(top / "part", "w") as file:
    file.write("new")
    file.flush()
    os.fsync(file.fileno())
os.replace(top / "part", top / "file")
sync(top)
"""
    assert _left(tmp_path, shim, careful) == [{"file": "new"}]


def test_a_rename_before_the_folder_is_synced_may_be_lost_as_a_whole(tmp_path: Path, shim: Path) -> None:
    almost = """
with open(top / "part", "w") as file:
    file.write("new")
    file.flush()
    os.fsync(file.fileno())
os.replace(top / "part", top / "file")
"""
    left = _left(tmp_path, shim, almost)
    assert {"file": "old"} in left and {"file": "new"} in left
    assert all(state["file"] in ("old", "new") for state in left)


def test_what_is_renamed_without_a_sync_may_be_empty(tmp_path: Path, shim: Path) -> None:
    careless = """
with open(top / "part", "w") as file:
    file.write("new")
os.replace(top / "part", top / "file")
sync(top)
"""
    assert _left(tmp_path, shim, careless) == [{"file": ""}, {"file": "new"}]


def test_copies_links_and_folders_are_recorded_too(tmp_path: Path, shim: Path) -> None:
    various = """
import shutil
os.mkdir(top / "inside")
shutil.copyfile(top / "file", top / "inside" / "copy")
os.link(top / "file", top / "inside" / "link")
os.unlink(top / "file")
"""
    left = _left(tmp_path, shim, various)
    assert {"file": "old"} in left and {"inside/copy": "old", "inside/link": "old"} in left
    assert {"inside/copy": "", "inside/link": "old"} in left and {} in left
