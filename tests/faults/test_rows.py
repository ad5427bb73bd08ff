"""Small parts of the rows of the long programme (see README.md) that are quick enough for every run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.core.progress import Progress
from reader.services.backup.check_library import check_closed_library
from reader.services.backup.salvage_library import examine_damage
from reader.services.library_session import LibrarySession
from reader.services.saving.save_article import save_article
from reader.settings.paths import LibraryPaths
from tests.faults import secrets_kept
from tests.faults.damaged import template
from tests.faults.rows import crash, damaged, disk
from tests.faults.tools.programme import README, ROWS
from tests.saving.conftest import hostile_module

TOP = Path(__file__).parents[2]


def probe(*more: str) -> dict[str, object]:
    command = [sys.executable, "-m", "tests.faults.tools.view_probe", *more]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=TOP, check=True, env=environment)
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_neither_the_view_nor_the_printed_page_shows_a_local_file() -> None:
    assert probe() == {"cases": 42, "shown": []}
    blind = probe("--plain")["shown"]
    assert isinstance(blind, list) and len(blind) > 10, "the probe must see something in Qt's own browser"


def test_doctor_finds_flipped_bytes() -> None:
    assert not damaged.flips(6, 1).complaints


def test_every_home_gives_an_answer_and_no_traceback(tmp_path: Path) -> None:
    found = disk._homes(tmp_path)
    assert found.counts == {"homes": 6} and not found.complaints


@pytest.mark.parametrize("table", ["article_search_config", "article_search", "article_note"])
def test_a_library_that_lost_a_table_is_damaged_and_its_backup_offered(tmp_path: Path, table: str) -> None:
    import sqlite3
    from contextlib import closing

    from reader.core.errors import ReaderError

    paths = template(tmp_path)
    with closing(sqlite3.connect(paths.database, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_schema WHERE name = ?", (table,))
    with pytest.raises(ReaderError, match="library-damaged") as refused:
        LibrarySession.open(paths)
    report = examine_damage(paths)
    assert report.error is not None and report.backup is not None and not report.readable
    assert not all(check.ok for check in check_closed_library(paths, refused.value))


def test_what_a_killed_write_of_the_options_left_goes_at_the_next_start(tmp_path: Path) -> None:
    paths = LibraryPaths(tmp_path / "library")
    LibrarySession.open(paths).close()
    old, fresh = paths.root / ".settings-old", paths.root / ".settings-new"
    for draft in (old, fresh):
        draft.write_text("{}")
    os.utime(old, (0, 0))
    LibrarySession.open(paths).close()
    assert not old.exists() and fresh.exists(), "another process may be writing the fresh one"


def test_a_crash_is_offered_once_at_the_next_start_without_a_word_of_the_article(tmp_path: Path) -> None:
    root = tmp_path / "library"
    crash._fill(root)
    assert crash._window(root, str(tmp_path), "segv")[0] != 0
    code, said = crash._window(root, str(tmp_path), "next")
    assert code == 0 and said.startswith("REPORT") and "Segmentation" in said
    assert crash.MARKER not in said and str(tmp_path) not in said
    assert not crash._logs(root / "logs", str(tmp_path)).complaints


def test_a_picture_that_a_page_names_by_its_base_is_asked_for_once_at_saving_and_never_later(
    tmp_path: Path,
) -> None:
    """`/article/base/other` has a picture of its own beside its `<base>`: no tracker."""
    root = tmp_path / "library"
    with hostile_module().HostileServer(lifetime=36_000) as server:
        with LibrarySession.open(LibraryPaths(root)) as session:
            save_article(session, server.url("/article/base/other"), Progress())
        assert [hit["path"] for hit in server.hits("/hit/")] == ["/hit/base/hostname"]
        server.reset()
        command = [sys.executable, "-m", "tests.faults.silent", str(root)]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(command, capture_output=True, text=True, cwd=TOP, check=True, env=environment)
        assert done.stdout.endswith("END\n") and server.hits("/") == []


def test_no_file_and_no_output_has_a_password_a_cookie_a_key_or_a_stray_token() -> None:
    found = secrets_kept.run()
    assert not found.complaints


def test_secrets_are_found_where_they_are(tmp_path: Path) -> None:
    for name, secret in (("settings.json", secrets_kept.KEY), ("x.log", secrets_kept.TOKEN)):
        (tmp_path / name).write_text(f"… {secret} …")
    (tmp_path / "library.db").write_text(secrets_kept.TOKEN)
    assert sorted(secrets_kept.traces(tmp_path)) == [
        "settings.json has the key",
        "x.log has a token of an address",
    ]


def test_the_table_names_every_row() -> None:
    text = README.read_text("utf-8")
    assert all(f"| `{name}` |" in text for name in ROWS)
