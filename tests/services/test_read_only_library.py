"""A library that cannot be written to is read, searched and shown translated, with what its log holds."""

from __future__ import annotations

import contextlib
import html
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.core.progress import Progress
from reader.library.backup import articles_in
from reader.services.backup.keep_backups import keep_backups
from reader.services.library.export_article import ExportChoice, article_on_paper, export_article
from reader.services.library.export_book import export_book
from reader.services.library.open_article import open_article
from reader.services.library_session import LibrarySession
from reader.services.search_library import catch_up, search
from reader.services.translation.manage_packages import list_packages
from reader.services.translation.translate_article import translate_article
from reader.settings.paths import LibraryPaths
from tests.services.stocked_library import stock, translate
from tests.support.limits import LIMIT
from tests.support.rights import NOBODY, bound_python, may_be_nobody, may_mount

SCRIPT = Path(__file__).with_name("reading_process.py")
OLD = Path(__file__).parents[1] / "data" / "libraries" / "0003" / "library.db"
WINDOW = Path(__file__).parents[1] / "gui" / "backup" / "read_only_window.py"
UNSHARE = ("unshare", "-rm", "sh", "-ec")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions and mounts are POSIX's")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A library of three articles, one of them translated, where any user can come."""
    root = Path(tempfile.mkdtemp())
    root.chmod(0o755)
    with LibrarySession.open(LibraryPaths(root / "library")) as session:
        for number in (1, 2, 3):
            stock(session, number, b"p")
        translate(session, 2)
    yield root / "library"
    for place in (root, root / "library"):
        place.chmod(0o755)
    shutil.rmtree(root)


def left_by_a_kill(folder: Path, ending: str) -> None:
    """Let the file have a log of a fourth article, or a journal of a change that was not finished."""
    code = {
        "-wal": (
            "import sys; from pathlib import Path\n"
            "from reader.services.library_session import LibrarySession\n"
            "from reader.settings.paths import LibraryPaths\n"
            "from tests.services.stocked_library import stock\n"
            "import os; session = LibrarySession.open(LibraryPaths(Path(sys.argv[1])))\n"
            "stock(session, 4); os.kill(os.getpid(), 9)\n"
        ),
        "-journal": (
            "import os, sqlite3, sys\n"
            "c = sqlite3.connect(sys.argv[1] + '/library.db', isolation_level=None)\n"
            "c.execute('PRAGMA journal_mode = DELETE'); c.execute('PRAGMA cache_size = 1')\n"
            "c.execute('BEGIN IMMEDIATE')\n"
            "c.execute('UPDATE article_body SET html = html || hex(randomblob(90000))')\n"
            "c.execute('DELETE FROM article')\n"
            "os.kill(os.getpid(), 9)\n"
        ),
    }[ending]
    subprocess.run([sys.executable, "-c", code, str(folder)], check=False, cwd=Path(__file__).parents[2])
    folder.joinpath("library.db-shm").unlink(missing_ok=True)
    assert folder.joinpath(f"library.db{ending}").stat().st_size > 0


def unread_into_the_index(folder: Path, articles: int = 3) -> None:
    """Let articles wait for the search's index, as all of a salvaged library do."""
    with contextlib.closing(sqlite3.connect(folder / "library.db", isolation_level=None)) as connection:
        for table in ("article_search", "article_starts"):
            connection.execute(f"DELETE FROM {table} WHERE rowid <= ?", (articles,))
        connection.execute(
            "INSERT INTO search_pending (article_id) SELECT id FROM article WHERE id <= ?", (articles,)
        )


def said(folder: Path, prefix: tuple[str, ...] = (), user: str = "") -> tuple[list[str], str]:
    command = [*prefix, sys.executable, str(SCRIPT), str(folder), *([user] if user else [])]
    environment = {**os.environ, "LC_ALL": "C", "LANGUAGE": "en"}
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=LIMIT, check=False, env=environment
    )
    assert done.stdout, done.stderr
    return done.stdout.splitlines(), done.stderr


def judge(lines: list[str], errors: str, articles: int) -> None:
    assert lines[0].startswith(f"ARTICLES {articles} FOUND {articles}"), lines
    assert lines[1].startswith("TEXT Titre") and lines[2] == "READ-ONLY True", lines
    assert lines[3] == "ERROR read-only" and lines[-1] == "CODE 0 0", (lines, errors)
    assert errors.count("Nothing can be written to") == 2, errors


STATES = pytest.mark.parametrize(("ending", "articles"), [("", 3), ("-wal", 4), ("-journal", 3)])


@STATES
def test_on_a_disk_that_is_mounted_read_only(folder: Path, ending: str, articles: int) -> None:
    if not may_mount():
        pytest.skip("this system allows no mount namespace, so nothing can be mounted read-only")
    if ending:
        left_by_a_kill(folder, ending)
    before = {f.name: f.read_bytes() for f in folder.iterdir() if f.is_file()}
    mount = f"mount --bind '{folder}' '{folder}'; mount -o remount,bind,ro '{folder}'"
    judge(*said(folder, (*UNSHARE, f'{mount}; exec "$@"', "sh")), articles)
    assert {f.name: f.read_bytes() for f in folder.iterdir() if f.is_file()} == before
    assert not list(Path(tempfile.gettempdir()).glob("liseuse-*/library.db")), "no copy stays"


@pytest.mark.parametrize("waiting", [1, 3])
def test_articles_that_wait_for_the_index_are_found_there(folder: Path, waiting: int) -> None:
    if not may_mount():
        pytest.skip("this system allows no mount namespace, so nothing can be mounted read-only")
    unread_into_the_index(folder, waiting)
    before = {f.name: f.read_bytes() for f in folder.iterdir() if f.is_file()}
    mount = f"mount --bind '{folder}' '{folder}'; mount -o remount,bind,ro '{folder}'"
    command = [sys.executable, "-m", "reader", "--json", "--library", str(folder), "search", "pluie"]
    done = subprocess.run(
        [*UNSHARE, f'{mount}; exec "$@"', "sh", *command],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    assert sorted(found["id"] for found in json.loads(done.stdout)) == [1, 2, 3]
    assert {f.name: f.read_bytes() for f in folder.iterdir() if f.is_file()} == before
    assert not list(Path(tempfile.gettempdir()).glob("liseuse-*/library.db")), "no copy stays"


def test_where_no_copy_can_be_made_what_is_indexed_is_found(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unread_into_the_index(folder, 2)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with LibrarySession.open(LibraryPaths(folder), read_only=True) as session:
        assert catch_up(session) == 0
        found = search(session, "pluie")
    assert found.ids == (3,) and found.waiting == 2


def test_what_another_changes_meanwhile_is_not_looked_for_in_an_older_copy(folder: Path) -> None:
    unread_into_the_index(folder)
    paths = LibraryPaths(folder)
    with LibrarySession.open(paths, read_only=True) as session:
        assert catch_up(session) == 3 and len(search(session, "pluie").ids) == 3
        with LibrarySession.open(paths) as other:
            stock(other, 4)
            assert len(search(session, "pluie").ids) == 4
        assert catch_up(session) == 0 and len(search(session, "pluie").ids) == 4


def test_a_translation_and_an_export_are_made_where_nothing_can_be_stored(folder: Path) -> None:
    """The reader wants to read: what cannot be kept is shown."""
    if os.geteuid() != 0 or not may_mount():
        pytest.skip("only root can mount something read-only")
    with LibrarySession.open(LibraryPaths(folder)) as session:
        list_packages(session)  # installs those that ship
    before = (folder / "library.db").read_bytes()
    mount = f"mount --bind '{folder}' '{folder}'; mount -o remount,bind,ro '{folder}'"
    command = f'"{sys.executable}" -m reader --json --library "{folder}"'
    page = folder.parent / "page.html"
    done = subprocess.run(
        [
            *UNSHARE,
            f'{mount}; {command} translate 1 --to en; {command} export 1 --format html --output "{page}"',
        ],
        capture_output=True,
        text=True,
        timeout=2 * LIMIT,
        check=False,
        env={**os.environ, "LC_ALL": "C", "LANGUAGE": "en"},
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    made, _ = json.JSONDecoder().raw_decode(done.stdout)
    assert made[0]["title"] == "Title 1" and all(b["sentences"][0]["target"] for b in made[0]["blocks"][:2])
    assert "Titre 1" in page.read_text("utf-8") and (folder / "library.db").read_bytes() == before


def test_models_that_are_there_do_where_none_can_be_added(folder: Path) -> None:
    """Nothing was translated, because those that ship were to be put beside them."""
    paths = LibraryPaths(folder)
    with LibrarySession.open(paths) as session:
        present = list_packages(session)
    mark = paths.models / ".demonstration-installed"
    mark.unlink()
    with LibrarySession.open(paths, read_only=True) as session:
        assert list_packages(session) == present
    assert present and not mark.exists()


def test_what_is_only_on_the_screen_is_exported(folder: Path, tmp_path: Path) -> None:
    """It was said not to be translated, as nothing of it is stored."""
    paths = LibraryPaths(folder)
    with LibrarySession.open(paths) as session:
        list_packages(session)  # which puts those that ship there
    before = paths.database.read_bytes()
    with LibrarySession.open(paths, read_only=True) as session:
        made = translate_article(session, 1, "en", Progress())
        page = export_article(session, 1, tmp_path / "page.html", "html", ExportChoice("en"))
        book = export_book(session, [1], tmp_path / "book.epub", Progress(), ExportChoice("en"))
        printed, _ = article_on_paper(session, 1, ExportChoice("en", both=True))
        assert open_article(session, 1).translations == {"en": made}
        assert open_article(session, 3).translations == {}
    target = made.blocks[0].sentences[0].target
    assert made.done and html.escape(target) in page.read_text("utf-8")
    assert not book.untranslated and printed.facing
    assert paths.database.read_bytes() == before


@pytest.mark.parametrize("waiting", [0, 4])
def test_the_window_says_so(folder: Path, waiting: int) -> None:
    if os.geteuid() != 0 or not may_mount():
        pytest.skip("only root can mount something read-only")
    left_by_a_kill(folder, "-wal")
    if waiting:
        unread_into_the_index(folder, waiting)
    (folder / "settings.json").write_text('{"welcomed": true, "sample_added": true}')
    mount = f"mount --bind '{folder}' '{folder}'; mount -o remount,bind,ro '{folder}'"
    command = [*UNSHARE, f'{mount}; exec "$@"', "sh", sys.executable, str(WINDOW), str(folder)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C", "LANGUAGE": "en"}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=2 * LIMIT, check=False, env=environment
    )
    assert done.stdout.splitlines() == ["LISTED 4", "FOUND 4", "REFUSED read-only read-only kept"], (
        done.stderr
    )


@STATES
def test_in_a_folder_of_somebody_else(folder: Path, ending: str, articles: int) -> None:
    if not may_be_nobody():
        pytest.skip("only root can become another user, who may not look into root's home")
    if ending:
        left_by_a_kill(folder, ending)
    for entry in folder.rglob("*"):
        entry.chmod(0o755 if entry.is_dir() else 0o644)
    folder.chmod(0o755)
    judge(*said(folder, user=str(NOBODY)), articles)


def test_a_library_of_an_earlier_version_is_read_in_a_copy(folder: Path) -> None:
    if not may_be_nobody():
        pytest.skip("only root can become another user, who may not look into root's home")
    shutil.copy(OLD, folder / "library.db")
    (folder / "library.db").chmod(0o644)
    folder.chmod(0o755)
    before = (folder / "library.db").read_bytes()
    lines, _ = said(folder, user=str(NOBODY))
    assert lines[0].startswith("ARTICLES 3") and lines[2:4] == ["READ-ONLY True", "ERROR read-only"]
    assert (folder / "library.db").read_bytes() == before


def test_a_damaged_library_there_is_told_to_be_damaged(folder: Path) -> None:
    if not may_be_nobody():
        pytest.skip("only root can become another user, who may not look into root's home")
    (folder / "library.db").write_bytes(b"nothing left of it" * 99)
    (folder / "library.db").chmod(0o644)
    folder.chmod(0o755)
    command = [sys.executable, str(SCRIPT), str(folder), str(NOBODY)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    assert "library-damaged" in done.stderr and "read-only" not in done.stderr.splitlines()[-1]


def test_a_damaged_library_on_a_disk_that_became_read_only_is_salvaged_to_another(
    folder: Path, tmp_path: Path
) -> None:
    if not may_mount():
        pytest.skip("this system allows no mount namespace, so nothing can be mounted read-only")
    with (folder / "library.db").open("r+b") as file:
        file.write(bytes(100))
    damaged = (folder / "library.db").read_bytes()
    (tmp_path / "other").mkdir()
    mount = f"mount --bind '{folder}' '{folder}'; mount -o remount,bind,ro '{folder}'"
    salvage = ["-m", "reader", "--library", str(folder), "salvage", str(tmp_path / "other" / "new.db")]
    done = subprocess.run(
        [*UNSHARE, f'{mount}; exec "$@"', "sh", sys.executable, *salvage],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    assert articles_in(tmp_path / "other" / "new.db") == 3
    assert [file.name for file in (tmp_path / "other").iterdir()] == ["new.db"]
    assert (folder / "library.db").read_bytes() == damaged


def test_a_damaged_library_on_a_full_disk_is_salvaged_to_another(folder: Path, tmp_path: Path) -> None:
    """It was asked to be written elsewhere, and was made on the full disk first."""
    if not may_mount():
        pytest.skip("this system allows no mount namespace, so no small disk can be mounted")
    with (folder / "library.db").open("r+b") as file:
        file.write(bytes(100))
    size = (folder / "library.db").stat().st_size // 1024 + 64
    disk, other = tmp_path / "disk", tmp_path / "other"
    disk.mkdir()
    other.mkdir()
    mount = f"mount -t tmpfs -o size={size}k none '{disk}'; cp '{folder / 'library.db'}' '{disk}'"
    salvage = ["-m", "reader", "--library", str(disk), "salvage", str(other / "new.db")]
    done = subprocess.run(
        [*UNSHARE, f'{mount}; exec "$@"', "sh", sys.executable, *salvage],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    assert articles_in(other / "new.db") == 3
    assert [file.name for file in other.iterdir()] == ["new.db"]


def bound_by_modes(*words: str) -> tuple[int, str]:
    """What the command line says, on both of its streams, where root may not read everything."""
    done = subprocess.run(
        [*bound_python(), "-m", "reader", "--quiet", "--library", *words],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "LC_ALL": "C", "LANGUAGE": "en"},
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("command", ["list", "doctor", "salvage", "backup"])
def test_a_file_that_may_not_be_read_is_said_to_be_so(folder: Path, command: str) -> None:
    """It was said that nothing could be written to its folder, or to a draft in it."""
    (folder / "library.db").chmod(0)
    code, said_ = bound_by_modes(str(folder), command)
    assert code == 1 and f"The file {folder / 'library.db'} could not be read." in said_, said_
    assert "written" not in said_ and not list(folder.glob("*.draft*"))


def test_a_folder_of_backups_that_may_not_be_read_is_not_said_to_be_empty(folder: Path) -> None:
    with LibrarySession.open(LibraryPaths(folder)) as session:
        assert keep_backups(session) is not None
    (folder / "backups").chmod(0)
    code, said_ = bound_by_modes(str(folder), "backup", "--list")
    assert code == 1 and f"The file {folder / 'backups'} could not be read." in said_, said_
    code, said_ = bound_by_modes(str(folder), "salvage")
    assert code == 1 and "Traceback" not in said_ and str(folder / "backups") in said_, said_


@pytest.mark.parametrize("command", ["restore", "move", "salvage"])
def test_a_file_that_may_only_be_read_is_neither_replaced_nor_moved(
    folder: Path, tmp_path: Path, command: str
) -> None:
    """A copy of it was left for each try to replace it, and a move blamed the disk."""
    with LibrarySession.open(LibraryPaths(folder)) as session:
        copy = keep_backups(session)
    assert copy is not None
    before = sorted((folder / "backups").iterdir())
    (folder / "library.db").chmod(0o444)
    words = {"restore": [str(copy)], "move": [str(tmp_path / "other")], "salvage": []}[command]
    code, said_ = bound_by_modes(str(folder), command, *words)
    assert code == 1 and said_.startswith(f"Nothing can be written to {folder}."), said_
    assert sorted((folder / "backups").iterdir()) == before and not (tmp_path / "other").exists()
