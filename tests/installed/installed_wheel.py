"""What pip installs is the whole app: wheel and sdist, each in a fresh environment outside the checkout.

`make test-installed` runs it; it needs a package index.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.e2e.conftest import Screen

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

TOP = Path(__file__).resolve().parents[2]
ENDINGS = {"wheel": "*.whl", "sdist": "*.tar.gz"}


class Installed:
    """An environment with Liseuse in it, and somebody who uses it.

    Args:
        folder: a new folder outside the checkout. package: the file to install.
    """

    def __init__(self, folder: Path, package: Path) -> None:
        self.folder = folder
        self.library = folder / "library"
        self.bin = folder / "env" / "bin"
        away = ("PYTHON", "XDG_", "LISEUSE", "VIRTUAL_ENV")
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(away)}
        self.environment |= {"HOME": str(folder), "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
        self.run(sys.executable, "-m", "venv", self.bin.parent)
        pip = (self.bin / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        self.run(*pip, "--constraint", TOP / "constraints.txt", package)

    def run(self, *words: object) -> str:
        done = subprocess.run(
            [str(word) for word in words],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{words}: {done.stdout[-2000:]} {done.stderr[-2000:]}"
        return done.stdout

    def liseuse(self, *words: object) -> str:
        return self.run(self.bin / "liseuse", "--library", self.library, "--quiet", *words)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with both, made as `make wheel` makes them: the wheel out of the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    made = [sys.executable, "-m", "build", "--outdir", str(folder), str(TOP)]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
    return folder


@pytest.fixture(scope="module", params=list(ENDINGS))
def installed(
    request: pytest.FixtureRequest, built: Path, tmp_path_factory: pytest.TempPathFactory
) -> Installed:
    (package,) = built.glob(ENDINGS[request.param])
    return Installed(tmp_path_factory.mktemp(request.param), package)


def test_the_index_takes_both_and_shows_what_they_are(built: Path) -> None:
    checked = [sys.executable, "-m", "twine", "check", "--strict", *map(str, sorted(built.iterdir()))]
    done = subprocess.run(checked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("/METADATA")]
        about = archive.read(name).decode()
    assert "](packaging/" not in about, "a picture by an address that only a checkout has"
    assert "# Liseuse" in about and "Drop a link" in about


def test_the_source_archive_can_be_run_as_its_readme_says(built: Path, tmp_path: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.iterdir()
    for target in ("run", "deb", "wheel"):
        subprocess.run(["make", "--dry-run", target], cwd=unpacked, check=True, stdout=subprocess.DEVNULL)


def test_every_file_that_ships_is_installed(installed: Installed) -> None:
    place = installed.run(
        installed.bin / "python", "-I", "-c", "import reader.settings.paths as p; print(p.resource(''))"
    )
    found = Path(place.strip())
    assert found.is_relative_to(installed.folder), "not that of the checkout"
    tracked = subprocess.run(
        ["git", "ls-files", "resources", "docs"], cwd=TOP, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    wanted = {re.sub("^docs/", "guide/", name.removeprefix("resources/")) for name in tracked if name}
    wanted |= {f"translations/liseuse_{code}.qm" for code in ("en", "fr", "ar")}
    assert wanted and not {name for name in wanted if not (found / name).is_file()}
    data = installed.bin.parent / "share"
    assert (data / "applications/liseuse.desktop").is_file()


def test_it_saves_translates_and_draws_its_window(installed: Installed, article_url: str) -> None:
    installed.liseuse("save", article_url)
    installed.liseuse("translate", "1", "--to", "ar")
    (row,) = json.loads(installed.liseuse("--json", "list"))
    assert "ar" in row["translations"]
    picture = installed.folder / "window.png"
    installed.liseuse("screenshot", "1", "--lang", "ar", "--ui", "ar", "--output", picture)
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_it_speaks_french(installed: Installed) -> None:
    words = [str(word) for word in (installed.bin / "liseuse", "--library", installed.library, "show", 7)]
    environment = {**installed.environment, "LANG": "en_GB.UTF-8", "LANGUAGE": "fr"}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0 and "Aucun article" in done.stderr
    environment = {**installed.environment, "LANG": "fr_FR.UTF-8"}
    words = [str(installed.bin / "liseuse"), "--help"]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("utilisation") and "lister les articles" in done.stdout


def test_its_window_opens(installed: Installed) -> None:
    screen = Screen(installed.folder)
    try:
        screen.environment |= {**installed.environment, "QT_QPA_PLATFORM": "xcb"}
        screen.environment["DISPLAY"] = screen.display
        other = installed.folder / "other"
        screen.start([str(installed.bin / "liseuse-window"), "--library", str(other)])
        window = screen.window("Liseuse")
        assert screen.xdotool("getwindowname", window) == "Liseuse"
    finally:
        screen.close()
