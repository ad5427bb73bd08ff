"""Whatever the umask and the folder: what is a library's is its owner's alone, what is exported is not."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.core.private_files import close_to_others, make_file, make_folder
from reader.library.private_folder import close_library
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.services.life_of_a_library import modes
from tests.services.stocked_library import stock

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
ROOT = Path(__file__).parents[2]


@pytest.fixture(params=["000", "022", "077"])
def umask(request: pytest.FixtureRequest) -> Iterator[str]:
    before = os.umask(int(request.param, 8))
    yield request.param
    os.umask(before)


def open_to_others(found: dict[str, str]) -> dict[str, str]:
    return {name: mode for name, mode in found.items() if int(mode, 8) & 0o077}


@pytest.mark.parametrize("umask_word", ["000", "022"])
@pytest.mark.parametrize("present", [False, True], ids=["new folder", "folder of 0777"])
def test_a_librarys_life_leaves_nothing_open_to_others(
    tmp_path: Path, umask_word: str, present: bool
) -> None:
    root, moved, exports = tmp_path / "a" / "library", tmp_path / "b" / "moved", tmp_path / "exports"
    exports.mkdir()
    if present:
        for folder in (root, moved):
            folder.mkdir(parents=True)
            folder.chmod(0o777)
    done = subprocess.run(
        [sys.executable, "-m", "tests.services.life_of_a_library", umask_word, root, moved, exports],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={
            **os.environ,
            "HOME": str(tmp_path),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
            "XDG_STATE_HOME": str(tmp_path / "state"),
        },
    )
    found = json.loads(done.stdout)
    names = set(found["open"])
    assert {"library.db", "library.db-wal", "library.db-shm", "settings.json", "logs/liseuse.log"} <= names
    assert any(n.startswith("backups/") for n in names) and any(n.startswith("models/") for n in names)
    assert {"sync.json", "source-lists.json", "last-edition.txt"} <= names
    assert any(n.startswith("unstored/") for n in found["elsewhere"])
    for moment in ("open", "elsewhere", "restored", "moved", "left"):
        assert open_to_others(found[moment]) == {}, moment
    wanted = f"{0o666 & ~int(umask_word, 8):o}"
    files = {name: mode for name, mode in found["exports"].items() if (exports / name).is_file()}
    assert set(files.values()) == {wanted} and len(files) >= 7, files


def stocked(paths: LibraryPaths) -> None:
    with LibrarySession.open(paths) as session:
        stock(session, 1, b"\x89PNG" + bytes(2_000))
        session.settings.set("theme", "dark")


def loosen(root: Path) -> None:
    """As the version before left a library in a folder that was there."""
    for path in (root, *root.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_what_a_former_version_left_open_is_closed_at_the_next_start(tmp_path: Path) -> None:
    paths = LibraryPaths(tmp_path / "library")
    stocked(paths)
    loosen(paths.root)
    LibrarySession.open(paths).close()
    assert open_to_others(modes(paths.root)) == {}


def test_files_below_a_closed_folder_are_closed_with_the_librarys_own(tmp_path: Path) -> None:
    paths = LibraryPaths(tmp_path / "library")
    stocked(paths)
    kept = paths.backups / "old.db"
    make_folder(paths.backups)
    kept.write_bytes(b"x")
    for file in (kept, paths.database):
        file.chmod(0o644)
    LibrarySession.open(paths).close()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_damaged_library_is_closed_to_others_as_well(tmp_path: Path) -> None:
    paths = LibraryPaths(tmp_path / "library")
    stocked(paths)
    paths.database.write_bytes(b"no library")
    loosen(paths.root)
    with pytest.raises(Exception, match="library-"):
        LibrarySession.open(paths)
    assert open_to_others(modes(paths.root)) == {}


def test_a_folder_with_other_things_in_it_keeps_its_mode(tmp_path: Path) -> None:
    root = tmp_path / "documents"
    root.mkdir()
    (root / "letter.odt").write_text("x")
    loosen(root)
    paths = LibraryPaths(root)
    stocked(paths)
    LibrarySession.open(paths).close()
    found = open_to_others(modes(root))
    assert set(found) == {".", "letter.odt"}


def test_the_home_folder_keeps_its_mode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    stocked(LibraryPaths(tmp_path))
    tmp_path.chmod(0o755)
    close_library(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_a_folder_without_a_library_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{}")
    loosen(tmp_path)
    close_library(tmp_path)
    assert set(modes(tmp_path).values()) == {"755", "644"}


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text("x")
    elsewhere.chmod(0o644)
    paths = LibraryPaths(tmp_path / "library")
    stocked(paths)
    (paths.root / "other.json").symlink_to(elsewhere)
    loosened = (paths.database, paths.root)
    for path in loosened:
        path.chmod(0o777)
    close_library(paths.root)
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o644


def test_new_files_and_folders_are_private_under_any_umask(tmp_path: Path, umask: str) -> None:
    make_folder(tmp_path / "one" / "two" / "three")
    make_file(tmp_path / "one" / "file")
    assert {mode for name, mode in modes(tmp_path).items() if name != "."} == {"700", "600"}
    assert not close_to_others(tmp_path / "one" / "file")


def test_a_present_file_is_closed_before_it_is_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "file").chmod(0o666)
    make_file(tmp_path / "file")
    assert modes(tmp_path)["file"] == "600" and (tmp_path / "file").read_text() == "x"
