"""The .deb in a clean Debian: installed, started from its desktop entry, used, removed.

`make test-installed` runs it; it needs root, debootstrap and a Debian mirror. Its pictures go to
`build/installed/pictures`. One story in chapters: each goes on where the one before it ended.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage

from reader.gui.theme.theme import load_theme
from tests.conftest import SiteServer
from tests.e2e.conftest import Screen, wait_for
from tests.e2e.test_dropped_link import SOURCE
from tests.installed.clean_root import READER, CleanRoot
from tests.support.limits import LIMIT

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

TOP = Path(__file__).resolve().parents[2]
BUILD = TOP / "build" / "installed"
PICTURES = BUILD / "pictures"
GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
assert app.primaryScreen().grabWindow(0).save(sys.argv[1])
"""


SAVE_X = 139
"""Where the question's "Save" is, in px from the window's left edge."""

BUTTON = range(26, 35)
"""px between the upper and the lower line of a button's frame."""

FROM_SITE = "SELECT id, title FROM article WHERE url LIKE 'http://127.0.0.1:%' ORDER BY id"
"""What was saved from the local server; the sample has another address."""


def newest_package() -> Path:
    """The package to test: the one given in LISEUSE_DEB, else the newest of `dist`."""
    given = os.environ.get("LISEUSE_DEB", "")
    found = [Path(given)] if given else sorted(TOP.glob("dist/*.deb"), key=lambda file: file.stat().st_mtime)
    assert found and found[-1].is_file(), "no package: run `make deb` first"
    return found[-1]


@pytest.fixture(scope="module")
def package() -> Path:
    missing = [
        name
        for name in ("debootstrap", "chroot", "dpkg-deb", "Xvfb", "openbox", "xdotool")
        if not shutil.which(name)
    ]
    assert not missing, f"apt-get install {' '.join(missing)}"
    assert os.geteuid() == 0, "chroot needs root"
    return newest_package()


@pytest.fixture(scope="module")
def root(package: Path) -> Iterator[CleanRoot]:
    made = CleanRoot(BUILD / "root", BUILD)
    yield made
    made.close()


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    made = Screen(tmp_path_factory.mktemp("home"))
    yield made
    made.close()


class Reader:
    """The person at the screen: starts programs in the clean Debian, looks at its files and pictures."""

    def __init__(self, root: CleanRoot, screen: Screen) -> None:
        self.root, self.screen = root, screen
        self.library = root.home / ".local/share/liseuse"
        self._number = 0
        self._programs: list[subprocess.Popen[bytes]] = []

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        command, environment = self.root.command(*words, display=self.screen.display)
        nothing = subprocess.DEVNULL
        program = subprocess.Popen(
            command, env=environment, cwd="/", stdout=nothing, stderr=nothing, start_new_session=True
        )
        self._programs.append(program)
        return program

    def picture(self, name: str) -> Path:
        """Keep what is on the screen, to be looked at; the file."""
        time.sleep(1.5)
        self._number += 1
        file = PICTURES / f"{self._number:02}-{name}.png"
        subprocess.run(
            [sys.executable, "-c", GRAB, str(file)], env=self.screen.environment, check=True, timeout=LIMIT
        )
        return file

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database has, read beside the running program."""
        file = self.library / "library.db"
        if not file.is_file():
            return []
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
            try:
                return connection.execute(query).fetchall()
            except sqlite3.Error:
                return []

    def processes(self) -> list[int]:
        """The numbers of Liseuse's processes."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if os.readlink(folder / "exe").endswith("/usr/lib/liseuse/liseuse"):
                    found.append(int(folder.name))
            except OSError:
                continue
        return found

    def close(self) -> None:
        """End what a failed chapter left running."""
        for number in self.processes():
            os.kill(number, signal.SIGKILL)
        for program in self._programs:
            program.kill()
            program.wait()

    def key(self, window: str, keys: str) -> None:
        """Press keys in a window."""
        self.screen.xdotool("windowactivate", "--sync", window)
        self.screen.xdotool("key", "--delay", 60, keys)


@pytest.fixture(scope="module")
def reader(root: CleanRoot, screen: Screen) -> Iterator[Reader]:
    made = Reader(root, screen)
    yield made
    made.close()


@pytest.fixture(scope="module")
def before(root: CleanRoot, package: Path) -> set[str]:
    """The files there are once what the package depends on is installed, and the package itself is not."""
    control = subprocess.run(
        ["dpkg-deb", "--field", package, "Depends", "Recommends"], capture_output=True, text=True, check=True
    ).stdout
    wanted = ", ".join(line.partition(": ")[2] for line in control.splitlines())
    root.run("apt-get", "satisfy", "--yes", "--quiet", "--no-install-recommends", wanted)
    root.run("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "libglib2.0-bin", "file")
    return root.files()


def test_it_installs_with_no_python_on_the_machine(root: CleanRoot, before: set[str], package: Path) -> None:
    shutil.copyfile(package, root.folder / "tmp/liseuse.deb")
    root.run("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "/tmp/liseuse.deb")
    (root.folder / "tmp/liseuse.deb").unlink()
    outside = [
        path for path in root.files() if not path.startswith(("/usr/lib/liseuse/", "/usr/share/mime/"))
    ]
    assert not [path for path in outside if "python3" in Path(path).name or "-packages" in path]
    assert root.run("liseuse", "--version", user=READER).strip().startswith("liseuse ")
    doctor = json.loads(root.run("liseuse", "--json", "--library", "/tmp/try", "doctor", user=READER))
    assert doctor["ok"] is True
    root.run("rm", "-r", "/tmp/try")


def test_the_desktop_knows_it(root: CleanRoot, before: set[str]) -> None:
    asked = ("xdg-mime", "query", "default")
    for kind in ("x-scheme-handler/liseuse", "application/x-argosmodel"):
        assert root.run(*asked, kind, user=READER).strip() == "liseuse.desktop", kind
    model = "/usr/lib/liseuse/_internal/resources/models/translate-fr_en-1_1.argosmodel"
    info = root.run("gio", "info", "-a", "standard::content-type", model, user=READER)
    assert "application/x-argosmodel" in info
    completion = (
        "source /usr/share/bash-completion/completions/liseuse; "
        'COMP_WORDS=(liseuse mod); COMP_CWORD=1; _liseuse; echo "${COMPREPLY[@]}"'
    )
    assert root.run("bash", "-c", completion).split() == ["models"]
    for folder in ("man1", "fr/man1", "ar/man1"):
        assert (root.folder / "usr/share/man" / folder / "liseuse.1.gz").is_file()
    french = root.run("env", "LANG=fr_FR.UTF-8", "liseuse", "--help", user=READER)
    assert french.startswith("utilisation") and "lister les articles" in french


def test_started_from_the_menu_it_takes_a_dragged_link(
    reader: Reader, article_url: str, expected: dict[str, Any], tmp_path: Path
) -> None:
    reader.start("gio", "launch", "/usr/share/applications/liseuse.desktop")
    window = reader.screen.window("Liseuse")
    reader.picture("first-start")
    reader.screen.place(window, 320, 40, 1040, 800)
    accepted = tmp_path / "accepted"
    source = reader.screen.start([sys.executable, "-c", SOURCE, article_url, str(accepted)])
    reader.screen.place(reader.screen.window("SOURCE"), 20, 60, 260, 260)
    reader.screen.drag((140, 200), (800, 700), accepted.exists)
    wait_for(lambda: reader.rows(FROM_SITE))
    assert reader.rows(FROM_SITE)[0][1] == expected["title"]
    source.terminate()
    reader.picture("saved")
    pictures = wait_for(lambda: [p for p in (reader.library / "pictures").rglob("*") if p.is_file()])
    assert pictures


def test_it_translates_what_was_saved(reader: Reader) -> None:
    window = reader.screen.window("Liseuse")
    number = reader.rows(FROM_SITE)[0][0]
    reader.screen.xdotool("windowactivate", "--sync", window)
    reader.start("xdg-open", f"liseuse:article/{number}")
    time.sleep(2)
    reader.picture("opened")
    reader.key(window, "ctrl+p")
    dialog = reader.screen.window("Print")
    reader.picture("print")
    reader.key(dialog, "Escape")
    reader.key(window, "shift+e")
    wait_for(lambda: translated(reader, number, "en"))
    reader.picture("english")
    reader.key(window, "shift+a")
    wait_for(lambda: translated(reader, number, "ar"))
    reader.picture("arabic")


def translated(reader: Reader, number: int, code: str) -> bool:
    shown = reader.root.run("liseuse", "--json", "list", "--view", "all", user=READER, check=False)
    rows = json.loads(shown or "[]")
    return any(row["id"] == number and code in row["translations"] for row in rows)


def test_it_quits_and_a_link_of_its_scheme_starts_it_again(reader: Reader, site: SiteServer) -> None:
    window = reader.screen.window("Liseuse")
    reader.key(window, "ctrl+q")
    wait_for(lambda: not reader.processes())
    reader.start("xdg-open", "liseuse:view/all")
    window = reader.screen.window("Liseuse")
    reader.picture("again")
    first = main_process(reader)
    other = site.url("/parlement-la-diplomatie-de-lombre/")
    assert len(reader.rows(FROM_SITE)) == 1
    reader.start("xdg-open", f"liseuse:save?url={other}")
    # The site is on this computer, which a stranger's link should not reach unasked.
    wait_for(lambda: agree(reader, window))
    reader.start("gio", "launch", "/usr/share/applications/liseuse.desktop")
    time.sleep(4)
    reader.picture("handed-over")
    assert main_process(reader) == first, "the running window took both"
    assert len(reader.screen.xdotool("search", "--onlyvisible", "--name", "^Liseuse$").split()) == 1
    reader.key(window, "ctrl+q")
    wait_for(lambda: not reader.processes())
    assert not list((reader.library / "logs").glob("crash-*")), "it ended in order each time"


def agree(reader: Reader, window: str) -> bool:
    """Press "Save" of the question at the foot of the list; whether the page is saved by now."""
    pointer = reader.screen.xdotool("mousemove", "--window", window, SAVE_X, 0, "getmouselocation", "--shell")
    place = dict(line.split("=") for line in pointer.split())
    below = lowest_button(reader.picture("asked"), int(place["X"]), int(place["Y"]))
    if below is not None:
        reader.screen.xdotool("mousemove", "--window", window, SAVE_X, below, "click", 1)
        time.sleep(2)
    return len(reader.rows(FROM_SITE)) == 2


def lowest_button(picture: Path, x: int, top: int) -> int | None:
    """The middle of the lowest button that a column of pixels goes through, in px below `top`.

    What stands below the question, as a line about what failed, moves it up: it is found by its frame.
    """
    screen, frame = QImage(str(picture)), QColor(load_theme("light").colors["control"])
    edges = [y for y in range(top, screen.height()) if screen.pixelColor(x, y) == frame]
    buttons = [(one, two) for one, two in pairwise(edges) if two - one in BUTTON]
    return sum(buttons[-1]) // 2 - top if buttons else None


def main_process(reader: Reader) -> int:
    """The number of the process that has the window: the one that is no worker."""
    found = [
        number
        for number in reader.processes()
        if b"--worker" not in Path(f"/proc/{number}/cmdline").read_bytes()
    ]
    assert len(found) == 1, found
    return found[0]


def test_removed_it_leaves_only_what_the_reader_has(
    reader: Reader, root: CleanRoot, before: set[str]
) -> None:
    library = root.home / ".local/share/liseuse"
    had = sorted(str(path) for path in library.rglob("*"))
    root.run("apt-get", "purge", "--yes", "--quiet", "liseuse")
    assert sorted(str(path) for path in library.rglob("*")) == had and (library / "library.db").is_file()
    left = root.files() - before
    assert {path for path in left if "liseuse" in path.lower()} == set()
    caches = ("/usr/share/mime/", "/usr/share/applications/mimeinfo.cache", "/usr/share/icons/")
    assert {path for path in left if not path.startswith(caches)} == set()
    assert root.run("xdg-mime", "query", "default", "x-scheme-handler/liseuse", user=READER).strip() == ""
    outside = [path for path in root.home.rglob("*") if path.is_file() and library not in path.parents]
    assert not [path for path in outside if "liseuse" in str(path).lower()], outside
