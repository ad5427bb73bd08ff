"""What a killed run left in the temporary folder goes with the next one, once no run can use it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.core.progress import Progress
from reader.services.backup.check_library import check_library
from reader.services.backup.salvage_library import salvage_library
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.services.stocked_library import stock
from tests.support.libraries import make_empty


def aged(path: Path, hours: float) -> None:
    moment = time.time() - hours * 3600
    os.utime(path, (moment, moment), follow_symlinks=False)


def test_old_files_and_folders_go_and_new_ones_and_what_links_lead_to_stay(
    paths: LibraryPaths, tmp_path: Path
) -> None:
    make_empty(paths.root)
    paths.temporary.mkdir(exist_ok=True)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.txt").write_text("kept")
    old, folder, link, new, draft = (
        paths.temporary / name for name in ("old.part", "folder", "link", "new.part", "new")
    )
    old.write_text("x")
    folder.mkdir()
    (folder / "inner.txt").write_text("x")
    link.symlink_to(outside, target_is_directory=True)
    new.write_text("x")
    draft.mkdir()
    for path in (old, folder, link):
        aged(path, hours=2)
    with LibrarySession.open(paths):
        assert sorted(p.name for p in paths.temporary.iterdir()) == ["new", "new.part"]
    assert (outside / "kept.txt").read_text() == "kept"


_KILLED = """
import os, signal, sys
from pathlib import Path
from reader.library.backup import backup
sys.addaudithook(lambda event, _: os.kill(os.getpid(), signal.SIGKILL) if event == "os.rename" else None)
backup(Path(sys.argv[1]) / "library.db", Path(sys.argv[1]) / "backups" / "library-1.db")
"""


@pytest.fixture
def killed(paths: LibraryPaths) -> Path:
    """What a backup leaves whose process is killed when the copy is to take its name."""
    make_empty(paths.root)
    ended = subprocess.run([sys.executable, "-c", _KILLED, str(paths.root)], check=False)
    assert ended.returncode == -signal.SIGKILL
    (found,) = paths.backups.iterdir()
    assert found.name.endswith(".part") and found.stat().st_size == paths.database.stat().st_size
    return found


def test_a_killed_backup_goes_at_the_next_start(paths: LibraryPaths, killed: Path) -> None:
    living = killed.with_name(f".daily-000001-20260301.db.{os.getpid()}-17.part")
    shutil.copyfile(killed, living)
    foreign = killed.with_name(".hidden of mine.db")
    foreign.write_text("mine")
    with LibrarySession.open(paths):
        assert not killed.exists()
        assert living.exists(), "its process is running"
        assert foreign.exists()
    aged(living, hours=1)
    with LibrarySession.open(paths):
        assert not living.exists(), "nobody has written to it for long"


def test_doctor_names_a_killed_backup_and_removes_it(
    paths: LibraryPaths, killed: Path, tmp_path: Path
) -> None:
    aside = tmp_path / killed.name
    killed.rename(aside)
    with LibrarySession.open(paths) as session:
        aside.rename(killed)
        found = next(check for check in check_library(session) if check.name == "leftovers")
        assert not found.ok and f"backups/{killed.name}" in found.detail and killed.exists()
        mended = next(check for check in check_library(session, repair=True) if check.name == "leftovers")
        assert mended.ok and mended.repaired and not killed.exists()


def test_what_was_salvaged_is_no_leftover_however_old_it_is(paths: LibraryPaths) -> None:
    with LibrarySession.open(paths) as session:
        stock(session, 1)
    salvaged = salvage_library(paths, Progress()).path
    aged(salvaged, hours=24 * 30)
    with LibrarySession.open(paths) as session:
        check_library(session, repair=True)
    assert salvaged.exists()
