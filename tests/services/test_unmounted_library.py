"""A library whose disk is not mounted: no empty one is begun in the folder where the disk belongs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.cli.main import run
from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.library.creation import require_file
from reader.services.backup.lost_disk import restore_in_former
from reader.services.backup.restore_backup import restore_backup
from reader.services.backup.salvage_library import salvage_library
from reader.services.library.export_article import export_article
from reader.services.library.export_articles import export_articles, export_notes
from reader.services.library.export_book import export_book
from reader.services.library.export_library import export_library
from reader.services.library.export_vault import export_vault
from reader.services.library_session import LibrarySession
from reader.services.move_library import move_library
from reader.services.publishing.export_site import export_site
from reader.services.publishing.keep_books import keep_books
from reader.services.sync.join_store import join_store
from reader.services.sync.joined import find_joined
from reader.services.sync.places import check_place
from reader.services.translation.edit_glossary import export_glossary
from reader.services.translation.translation_memory import export_memory
from reader.settings.disks import FLEETING, kind_of_disk, missing_disk, mounted, remember_disk
from reader.settings.paths import LibraryPaths
from tests.services.stocked_library import stock
from tests.support.libraries import make_empty
from tests.support.limits import LIMIT
from tests.support.rights import TOP, may_mount

NAMESPACE = ("unshare", "-rm", "sh", "-ec")
READER = """
reader() {
    set +e
    "$PYTHON" -m reader --json --library "$@" > "$OUT" 2> "$OUT.err"
    echo "$? $(cat "$OUT" | tr -d '\\n ')"
    set -e
}
"""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="disks have letters there")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own home for what the program remembers, with a disk and a folder for it to be mounted at."""
    for name in ("state", "disk", "point"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path


@pytest.fixture
def lasting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """As `home`, on a disk that outlives the computer's end, as only such ones are remembered."""
    build = TOP / "build"
    build.mkdir(exist_ok=True)
    place = next(
        (one for one in (Path(tempfile.gettempdir()), build) if kind_of_disk(one) not in FLEETING), None
    )
    if place is None:
        pytest.skip("everything that may be written to lies in memory")
    with tempfile.TemporaryDirectory(dir=place) as name:
        for folder in ("state", "disk", "point"):
            Path(name, folder).mkdir()
        monkeypatch.setenv("XDG_STATE_HOME", str(Path(name, "state")))
        yield Path(name)


def told(home: Path, steps: str) -> tuple[list[str], str]:
    """What commands say in a namespace of mounts of their own, each its code and its result; and the errors
    of the last one."""
    if os.geteuid() != 0 or not may_mount():
        pytest.skip("only the administrator mounts a disk")
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "LANGUAGE": "en",
        "PYTHON": sys.executable,
        "OUT": str(home / "out"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    done = subprocess.run(
        [*NAMESPACE, READER + steps],
        capture_output=True,
        text=True,
        timeout=2 * LIMIT,
        check=False,
        env=environment,
        cwd=home,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines(), (home / "out.err").read_text()


def test_a_disk_that_had_a_library_is_missed_until_it_is_back(lasting: Path) -> None:
    lines, errors = told(
        lasting,
        "mount --bind disk point; reader point/mine list; umount point; ls -A point; "
        "mount --bind disk point; reader point/mine list; "
        "umount point; reader point/mine list; reader point list",
    )
    assert lines[:2] == ["0 []", "0 []"] and [line[:2] for line in lines[2:]] == ["1 ", "1 "]
    assert all("library-unmounted" in line for line in lines[2:])
    assert str(lasting / "point") in errors and "new-library" in errors
    assert not list((lasting / "point").iterdir()), "nothing is made where the disk belongs"
    assert (lasting / "disk" / "mine" / "library.db").is_file()


@pytest.fixture
def away(home: Path) -> LibraryPaths:
    """A library whose disk is not mounted, and a backup of it elsewhere."""
    known = home / "state" / "liseuse" / "disks.json"
    known.parent.mkdir()
    known.write_text(json.dumps([str(home / "point")]))
    make_empty(home / "made")
    with LibrarySession.open(LibraryPaths(home / "made")) as session:
        stock(session, 1, b"p")
    shutil.copy(home / "made" / "library.db", home / "copy.db")
    return LibraryPaths(home / "point" / "mine")


@pytest.mark.parametrize("way", ["restore", "salvage", "salvage elsewhere", "backup", "move"])
def test_nothing_is_put_where_its_disk_belongs(home: Path, away: LibraryPaths, way: str) -> None:
    ways: dict[str, Callable[[], object]] = {
        "restore": lambda: restore_backup(away, home / "copy.db"),
        "salvage": lambda: salvage_library(away, Progress()),
        "salvage elsewhere": lambda: salvage_library(away, Progress(), home / "salvaged.db"),
        "backup": lambda: require_file(away.database),
        "move": lambda: move_library(away, home / "new", Progress()),
    }
    with pytest.raises(ReaderError) as told:
        ways[way]()
    assert told.value.kind == "library-unmounted"
    assert list((home / "point").iterdir()) == [] and not (home / "salvaged.db").exists()


def test_who_gave_the_disk_up_may_put_a_backup_there(home: Path, away: LibraryPaths) -> None:
    restore_in_former(away, home / "copy.db")
    assert away.database.is_file()


@pytest.mark.parametrize("way", ["salvage", "backup", "move"])
def test_nothing_is_kept_on_a_disk_that_is_not_mounted(home: Path, away: LibraryPaths, way: str) -> None:
    """The reader would take it for safe there, and not find it once the disk is back."""
    made, point = LibraryPaths(home / "made"), home / "point"
    ways: dict[str, Callable[[], object]] = {
        "salvage": lambda: salvage_library(made, Progress(), point / "salvaged.db"),
        "backup": lambda: run(["--library", str(made.root), "backup", str(point / "kept.db")]),
        "move": lambda: move_library(made, point / "books", Progress()),
    }
    if way == "backup":
        assert ways[way]() == 1
    else:
        with pytest.raises(ReaderError) as told:
            ways[way]()
        assert told.value.kind == "disk-unmounted"
    assert list(point.iterdir()) == []
    (point / "a file of mine").touch()  # the folder is used without the disk by now
    ways[way]()
    assert len(list(point.iterdir())) == 2


def test_an_empty_library_is_begun_there_on_purpose(home: Path) -> None:
    lines, _ = told(
        home,
        "mount --bind disk point; reader point/mine list; umount point; "
        "reader point/mine new-library; reader point/mine list",
    )
    assert [line[0] for line in lines] == ["0", "0", "0"]
    assert (home / "point" / "mine" / "library.db").is_file()


def test_a_folder_that_was_emptied_on_a_disk_that_is_here_becomes_a_library(home: Path) -> None:
    lines, _ = told(
        home,
        "mount --bind disk point; reader point/mine list; rm -r point/mine; reader point/mine list",
    )
    assert lines == ["0 []", "0 []"]


def test_a_disk_of_the_systems_table_is_missed_until_it_is_mounted(home: Path) -> None:
    (home / "a disk").mkdir()
    (home / "table").write_text(
        f"# /dev/sdz {home}/other ext4\nUUID=1 {home}/a\\040disk ext4 noauto,user 0 2\n"
        "UUID=2 none swap sw 0 0\n"
    )
    lines, errors = told(
        home,
        "mount --bind table /etc/fstab; reader 'a disk/mine' list; reader other/mine list; "
        "reader 'a disk/mine' list",
    )
    assert "library-unmounted" in lines[0] and lines[1] == "0 []" and "library-unmounted" in lines[2]
    assert str(home / "a disk") in errors and not list((home / "a disk").iterdir())
    lines, _ = told(
        home, "mount --bind table /etc/fstab; mount --bind disk 'a disk'; reader 'a disk/mine' list"
    )
    assert lines == ["0 []"]


def test_an_empty_folder_given_for_the_first_time_becomes_a_library(home: Path) -> None:
    lines, _ = told(home, "reader point list; reader new/folder list")
    assert lines == ["0 []", "0 []"]
    assert not (home / "state" / "liseuse").exists(), "the system's own disk is not remembered"


def test_a_disk_that_was_not_put_in(tmp_path: Path) -> None:
    here = tmp_path / "media"
    away = Path("/media") / f"no such disk {os.getpid()}"
    assert missing_disk(away / "mine") == away and missing_disk(away) == away
    assert missing_disk(here / "mine") is None


@pytest.mark.skipif(os.name == "nt", reason="there are no such tables")
def test_names_in_any_script_are_whole_in_the_systems_tables(tmp_path: Path) -> None:
    names = ["写真\u3000旅行", "deux\u00a0mots", "a\u2028b\u0085c", "été", "a disk"]
    table = tmp_path / "table"
    points = [tmp_path / name for name in names]
    rows = [f"/dev/sd{n} {point} vfat rw 0 0\n" for n, point in enumerate(points)]
    rows[-1] = f"/dev/sdx {tmp_path}/a\\040disk vfat rw 0 0\n"
    table.write_text("".join(rows), "utf-8")
    assert mounted(table) == dict.fromkeys(points, "vfat")
    assert [missing_disk(point / "mine", table) for point in points] == points
    table.write_text(f"UUID=1 {tmp_path}/\\303\\251t\\303\\251 ext4 noauto 0 2\n", "ascii")
    assert missing_disk(tmp_path / "été" / "mine", table) == tmp_path / "été"


def test_what_is_remembered_may_be_anything(home: Path) -> None:
    kept = home / "state" / "liseuse" / "disks.json"
    kept.parent.mkdir()
    for text in (
        "",
        "{",
        "[1, null, [], {}]",
        '{"a": 1}',
        "[" * 100_000,
        '["\\ud800", "\\u0000", "x"]',
        "\xff",
    ):
        kept.write_bytes(text.encode("latin-1"))
        assert missing_disk(home / "point") is None
    kept.write_text(json.dumps([str(home / "point")]))
    assert missing_disk(home / "point" / "mine") == home / "point"
    kept.write_text(json.dumps([os.path.expanduser("~")]))
    assert missing_disk(Path(os.path.expanduser("~")) / "mine") is None, "the reader's own files are there"


def test_what_cannot_be_remembered_stops_nothing(home: Path) -> None:
    shutil.rmtree(home / "state")
    (home / "state").write_text("a file")
    for point in mounted():
        remember_disk(point)


WAYS_OUT: dict[str, Callable[[LibrarySession, int, Path], object]] = {
    "page": lambda session, article, point: export_article(session, article, point / "a.html", "html"),
    "page with pictures": lambda session, article, point: export_article(
        session, article, point / "a.md", "markdown"
    ),
    "articles": lambda session, article, point: export_articles(session, [article], point / "a.ris", "ris"),
    "book": lambda session, article, point: export_book(session, [article], point / "a.epub", Progress()),
    "notes": lambda session, article, point: export_notes(session, point / "a.md", [article]),
    "vault": lambda session, article, point: export_vault(session, [article], point / "notes"),
    "site": lambda session, article, point: export_site(session, [article], point / "site"),
    "books": lambda session, article, point: keep_books(session, [article], point / "books"),
    "library": lambda session, _article, point: export_library(session, point / "all", Progress()),
    "memory": lambda session, _article, point: export_memory(session, point / "a.tmx", Progress()),
    "glossary": lambda session, _article, point: export_glossary(session, point / "a.csv"),
    "store": lambda session, _article, point: join_store(session, str(point / "store"), None, Progress()),
    "store at the top": lambda session, _article, point: join_store(session, str(point), None, Progress()),
    "preview of a store": lambda session, _article, point: check_place(
        str(point), session.paths, session.require_network
    ),
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_nothing_is_written_for_the_reader_where_a_disk_belongs(
    home: Path, away: LibraryPaths, way: str
) -> None:
    """A store of several computers, an export or a copy: it would be hidden once the disk is back."""
    with LibrarySession.open(LibraryPaths(home / "made")) as session:
        (article,) = session.articles.ids("all")
        with pytest.raises(ReaderError) as told:
            WAYS_OUT[way](session, article, home / "point")
        assert told.value.kind == "disk-unmounted"
    assert list((home / "point").iterdir()) == []


def test_the_command_line_makes_no_folder_where_a_disk_belongs(home: Path, away: LibraryPaths) -> None:
    made, point = str(home / "made"), home / "point"
    assert (
        run(["--library", made, "export", "--all", "--format", "html", "--output", f"{point}/folder/"]) == 1
    )
    assert run(["--library", made, "sync", "join", str(point / "store"), "--plain"]) == 1
    assert list(point.iterdir()) == []


def test_a_joined_store_whose_disk_is_not_mounted_is_out_of_reach(home: Path) -> None:
    """It is not taken for emptied: that offers to make it anew."""
    place = home / "point" / "store"
    with LibrarySession.open(LibraryPaths(home / "made")) as session:
        stock(session, 1)
        join_store(session, str(place), None, Progress())
        shutil.rmtree(place)
        place.mkdir()
        with pytest.raises(ReaderError) as emptied:
            find_joined(session)
        known = home / "state" / "liseuse" / "disks.json"
        known.parent.mkdir(exist_ok=True)
        known.write_text(json.dumps([str(place)]))
        with pytest.raises(ReaderError) as away:
            find_joined(session)
    assert (emptied.value.kind, away.value.kind) == ("sync-emptied", "sync-unreachable")
