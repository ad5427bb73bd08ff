"""A move killed at any change to the disk is taken back or finished by the next start, and leaves no copy."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.library.articles.documents import text_hash
from reader.services.backup.check_library import check_library
from reader.services.finish_move import LEAVING, take_back_moves, write_mark
from reader.services.library_session import LibrarySession
from reader.services.move_library import move_library
from reader.settings.paths import ARRIVING, POINTER, LibraryPaths, library_paths
from tests.faults.tools.driver import compiled_shim
from tests.services.stocked_library import stock
from tests.support.libraries import make_empty
from tests.support.rights import bound_python

ARTICLES = 3
STORED = Path(__file__).parents[1] / "data" / "libraries"
POINTS = int(os.environ.get("LISEUSE_KILLED_MOVES", "10"))
"""How many of some hundred changes to the disk are the last one, for each story; 0: all of them."""

_MOVES = """
import ctypes, json, os, sys
from pathlib import Path
from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.library.backup import check_whole
from reader.library.sqlite_errors import library_errors
from reader.services.move_library import move_library
from reader.settings.paths import library_paths
shim = ctypes.CDLL(None)
for line in sys.stdin:
    order = json.loads(line)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        shim.fault_arm(order["at"], 0, 0, 0)
        move_library(library_paths(order["named"]), Path(order["target"]), Progress())
        os.write(writing, str(shim.fault_calls()).encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    print(os.read(reading, 99).decode() or "killed", flush=True)
    os.close(reading)
"""

Mover = Callable[[Path, Path, int], str]


@pytest.fixture(scope="module")
def mover(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mover]:
    """Moves a library in a process that dies at its n-th change to the disk; at 0 it says how many."""
    shim = compiled_shim(tmp_path_factory.mktemp("shim"))
    if shim is None:
        pytest.skip("no C compiler, or no LD_PRELOAD")
    with subprocess.Popen(
        [sys.executable, "-c", _MOVES],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "LD_PRELOAD": str(shim)},
    ) as process:
        stdin, stdout = process.stdin, process.stdout
        assert stdin is not None and stdout is not None

        def move(named: Path, target: Path, at: int) -> str:
            stdin.write(json.dumps({"named": str(named), "target": str(target), "at": at}) + "\n")
            stdin.flush()
            return stdout.readline().strip()

        yield move
        stdin.close()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "library"
    make_empty(folder)
    with LibrarySession.open(LibraryPaths(folder)) as session:
        for number in range(1, ARTICLES + 1):
            stock(session, number, f"picture {number}".encode() * 100)
        session.settings.set("text_size", 5)
    (folder / "models" / "fr_en").mkdir(parents=True)
    (folder / "models" / "fr_en" / "model.bin").write_bytes(bytes(50_000))
    return folder


def fresh(template: Path, top: Path) -> Path:
    shutil.rmtree(top, ignore_errors=True)
    shutil.copytree(template, top / "home")
    return top / "home"


def points(calls: int) -> list[int]:
    """The changes after which to kill: all, or some from each part and the last ones, where it is decided."""
    if not POINTS or calls <= POINTS:
        return list(range(1, calls + 1))
    half = POINTS // 2
    return sorted(
        {1 + number * calls // half for number in range(half)} | set(range(calls - 2 * half, calls, 2))
    )


def opened(named: Path) -> LibraryPaths:
    """Start as the program does; the library is whole."""
    paths = library_paths(str(named))
    with LibrarySession.open(paths) as session:
        assert len(session.articles.ids("all")) == ARTICLES
        bad = [check for check in check_library(session) if not check.ok]
        assert not bad, bad
        assert session.settings.number("text_size") == 5
    assert (paths.models / "fr_en" / "model.bin").stat().st_size == 50_000
    return paths


def nothing_left(top: Path, root: Path) -> None:
    """Beside the library itself there are pointers to it, and nothing else."""
    beside = [file for file in top.rglob("*") if file.is_file() and root not in file.parents]
    assert {file.name for file in beside} <= {POINTER}, beside
    marks = [file.name for file in root.iterdir() if file.name in ("moving.json", "leaving.json")]
    drafts = [file.name for file in root.glob(".*.part")]
    assert not marks and not drafts


def test_the_same_folder_again(mover: Mover, template: Path, tmp_path: Path) -> None:
    top = tmp_path / "top"
    calls = int(mover(fresh(template, top), top / "new" / "place", 0))
    ends = set()
    for at in points(calls):
        home, target = fresh(template, top), top / "new" / "place"
        assert mover(home, target, at) == "killed", at
        moved = opened(target if at % 2 and (target / "library.db").exists() else home).root
        ends.add(moved)
        nothing_left(top, moved)
        if moved == home:
            assert not (top / "new").exists() and not (home / POINTER).exists()
            assert move_library(library_paths(str(home)), target, Progress()).root == target
            nothing_left(top, opened(home).root)
    assert ends == {top / "home", top / "new" / "place"}


def test_another_folder_at_once(mover: Mover, template: Path, tmp_path: Path) -> None:
    top = tmp_path / "top"
    calls = int(mover(fresh(template, top), top / "new", 0))
    for at in points(calls):
        home = fresh(template, top)
        assert mover(home, top / "new", at) == "killed", at
        move_library(library_paths(str(home)), top / "other", Progress())
        assert opened(home).root == top / "other"
        nothing_left(top, top / "other")


def test_back_again(mover: Mover, template: Path, tmp_path: Path) -> None:
    top = tmp_path / "top"
    home, away = fresh(template, top), top / "away"
    move_library(LibraryPaths(home), away, Progress())
    calls = int(mover(home, home, 0))
    ends = set()
    for at in points(calls):
        home = fresh(template, top)
        move_library(LibraryPaths(home), away, Progress())
        assert mover(home, home, at) == "killed", at
        root = opened(home if at % 2 else away).root
        ends.add(root)
        assert library_paths(str(home)).root == library_paths(str(away)).root == root
        nothing_left(top, root)
        if root == away:
            move_library(library_paths(str(home)), home, Progress())
            nothing_left(top, opened(away).root)
    assert ends == {home, away}


def test_only_what_was_copied_is_taken_back(mover: Mover, template: Path, tmp_path: Path) -> None:
    top = tmp_path / "top"
    calls = int(mover(fresh(template, top), top / "new", 0))
    home = fresh(template, top)
    assert mover(home, top / "new", calls // 2) == "killed"
    mine = [top / "new" / name for name in ("diary.txt", "pictures/mine.png", "models/mine/x.bin")]
    for file in mine:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("mine")
    assert opened(home).root == home
    assert sorted(file for file in (top / "new").rglob("*") if file.is_file()) == sorted(mine)


def test_a_disk_that_is_away_keeps_nobody_waiting(mover: Mover, template: Path, tmp_path: Path) -> None:
    top = tmp_path / "top"
    calls = int(mover(fresh(template, top), top / "new", 0))
    home = fresh(template, top)
    disk = top / "disk"
    disk.mkdir()
    assert mover(home, disk / "new", calls // 2) == "killed"
    disk.rename(top / "unplugged")
    with LibrarySession.open(library_paths(str(home))) as session:
        assert session.paths.root == home
        named = next(check for check in check_library(session) if check.name == "leftovers")
        assert not named.ok and str(disk / "new") in named.detail
    (top / "unplugged").rename(disk)
    assert opened(home).root == home
    assert not list(disk.iterdir())
    nothing_left(top, home)


def test_a_copy_of_another_library_is_taken_back_before_the_folder_is_used(
    mover: Mover, template: Path, tmp_path: Path
) -> None:
    top = tmp_path / "top"
    calls = int(mover(fresh(template, top), top / "new", 0))
    home = fresh(template, top)
    assert mover(home, top / "new", calls // 2) == "killed"
    shutil.copytree(template, top / "second")
    move_library(LibraryPaths(top / "second"), top / "new", Progress())
    assert opened(top / "second").root == top / "new"
    assert opened(home).root == home
    assert opened(top / "second").root == top / "new"


def test_a_folder_that_was_to_get_the_library_leads_to_it(
    mover: Mover, template: Path, tmp_path: Path
) -> None:
    top = tmp_path / "top"
    calls = int(mover(fresh(template, top), top / "new", 0))
    home = fresh(template, top)
    assert mover(home, top / "new", calls // 2) == "killed"
    assert opened(top / "new").root == home
    assert not (top / "new").exists()


@pytest.mark.parametrize("elsewhere", [False, True], ids=["its own start", "another library moves there"])
def test_a_damaged_library_and_its_log_stay_as_they_were_beside_an_unfinished_move(
    template: Path, tmp_path: Path, elsewhere: bool
) -> None:
    """The log was folded into the file at the start, before it was said that it was left as it is."""
    living, home, target = fresh(template, tmp_path / "living"), tmp_path / "home", tmp_path / "new"
    with LibrarySession.open(LibraryPaths(living)) as session:
        session.articles.set_favourite([1], True)
        shutil.copytree(living, home)  # as a kill leaves it: the last change is in the log alone
    file, log = home / "library.db", home / "library.db-wal"
    with file.open("r+b") as damaged:
        damaged.seek(100)
        damaged.write(b"\xff" * 3_000)
    target.mkdir()
    write_mark(home / LEAVING, {"to": [[str(target), str(tmp_path)]]})
    write_mark(target / ARRIVING, {"from": str(home), "files": []})
    before = file.read_bytes(), log.read_bytes()
    assert before[1]
    if elsewhere:
        with pytest.raises(ReaderError, match="folder-in-use"):
            move_library(LibraryPaths(fresh(template, tmp_path / "other")), target, Progress())
    else:
        with pytest.raises(ReaderError, match="library-damaged"):
            LibrarySession.open(LibraryPaths(home))
    assert (file.read_bytes(), log.read_bytes()) == before


def _text_page(file: Path) -> None:
    """Zeros where a long text goes on: the table that it belongs to stays whole."""
    data = file.read_bytes()
    at = data.index(b"the end of a long text")
    with file.open("r+b") as damaged:
        damaged.seek(at // 4096 * 4096)
        damaged.write(bytes(4096))


def _letters(file: Path) -> None:
    """Other letters in a text: SQLite finds nothing wrong with that."""
    data = file.read_bytes()
    at = data.index(b"the end of a long text")
    with file.open("r+b") as damaged:
        damaged.seek(at)
        damaged.write(b"THE")


@pytest.mark.parametrize("damage", [_text_page, _letters], ids=["a page of a text", "letters of a text"])
@pytest.mark.parametrize("version", ["0012", "of this version"])
def test_the_copy_stays_beside_a_library_that_is_damaged_deep_inside(
    template: Path, tmp_path: Path, version: str, damage: Callable[[Path], None]
) -> None:
    """It was taken back after a look that saw the first pages only, and it may be the only whole one."""
    home, target = tmp_path / "home", tmp_path / "new"
    shutil.copytree(template, home)
    file = home / "library.db"
    if version != "of this version":
        shutil.copyfile(STORED / version / "library.db", file)
    _make_long(file)
    whole = file.read_bytes()
    damage(file)
    target.mkdir()
    (target / "library.db").write_bytes(whole)
    write_mark(home / LEAVING, {"to": [[str(target), str(tmp_path)]]})
    write_mark(target / ARRIVING, {"from": str(home), "files": []})
    damaged = file.read_bytes()
    take_back_moves(home)
    assert (target / "library.db").read_bytes() == whole and (target / ARRIVING).exists()
    assert file.read_bytes() == damaged and sorted(f.name for f in home.glob("backups/*.db")) == []
    file.write_bytes(whole)
    take_back_moves(home)
    assert not target.exists() and file.read_bytes() == whole


def _make_long(file: Path) -> None:
    """Let a text of a library go over several pages."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
        row = connection.execute("SELECT article_id, html, blocks, extras FROM article_body").fetchone()
        html = f"<p>{'A long text. ' * 2_000}the end of a long text{' and more' * 2_000}</p>"
        digest = text_hash(html, *row[2:])
        connection.execute(
            "UPDATE article_body SET html = ?, sha256 = ? WHERE article_id = ?", (html, digest, row[0])
        )
        connection.commit()


@pytest.mark.parametrize("written", [60, -3600], ids=["made since", "an older one with its time"])
def test_a_library_that_the_reader_puts_into_the_former_folder_is_not_taken_for_a_leftover(
    template: Path, tmp_path: Path, written: int
) -> None:
    """Every start removed it, as what a killed move had left there."""
    home = fresh(template, tmp_path / "top")
    moved = move_library(LibraryPaths(home), tmp_path / "new", Progress())
    assert not (home / "library.db").exists()
    time = (home / POINTER).stat().st_mtime - 60
    os.utime(home / POINTER, (time, time))
    shutil.copyfile(template / "library.db", home / "library.db")
    os.utime(home / "library.db", (time + written, time + written))
    assert opened(home).root == moved.root
    assert (home / "library.db").read_bytes() == (template / "library.db").read_bytes()


def test_a_start_does_not_read_all_of_a_library_for_a_disk_that_is_away(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, disk = fresh(template, tmp_path / "top"), tmp_path / "disk"
    write_mark(home / LEAVING, {"to": [[str(disk / "new"), str(disk)]]})
    with monkeypatch.context() as unopened:
        unopened.setattr(sqlite3, "connect", lambda *_, **__: pytest.fail("the library was opened"))
        take_back_moves(home)
    assert (home / LEAVING).exists()
    disk.mkdir()
    take_back_moves(home)
    assert not (home / LEAVING).exists()


def test_a_copy_stays_while_nobody_may_look_at_the_library_it_was_made_of(
    template: Path, tmp_path: Path
) -> None:
    home, target = fresh(template, tmp_path), tmp_path / "target"
    shutil.copytree(home, target)
    write_mark(target / ARRIVING, {"from": str(home), "files": ["library.db"]})
    code = (
        "import sys; from pathlib import Path\n"
        "from reader.services.finish_move import abandoned\n"
        "print(abandoned(Path(sys.argv[1])))"
    )
    home.chmod(0o400)
    try:
        done = subprocess.run(
            [*bound_python(), "-c", code, str(target)], capture_output=True, text=True, check=False
        )
    finally:
        home.chmod(0o700)
    assert done.stdout == "False\n", done.stderr
    assert (target / "library.db").is_file()
