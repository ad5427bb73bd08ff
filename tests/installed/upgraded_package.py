"""The .deb over the one before it: library, options and keys stay, and no file of the old version does.

`make test-installed ONLY=tests/installed/upgraded_package.py`, with the older package in LISEUSE_FORMER_DEB;
it needs root and debootstrap.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installed.clean_root import READER, CleanRoot
from tests.installed.installed_package import BUILD, newest_package

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

FORMER = os.environ.get("LISEUSE_FORMER_DEB", "")
SAMPLE = "/usr/lib/liseuse/_internal/resources/sample/page.html"
OWN_KEYS = json.dumps({"article.favourite": ["W"]})
HOME = ".local/share/liseuse"


@pytest.fixture(scope="module")
def root() -> Iterator[CleanRoot]:
    assert FORMER and Path(FORMER).is_file(), "give the older package in LISEUSE_FORMER_DEB"
    made = CleanRoot(BUILD / "upgraded", BUILD)
    yield made
    made.close()


def install(root: CleanRoot, package: Path) -> None:
    shutil.copyfile(package, root.folder / "tmp/liseuse.deb")
    root.run("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "/tmp/liseuse.deb")
    (root.folder / "tmp/liseuse.deb").unlink()


def articles(root: CleanRoot) -> list[tuple[int, str, list[str]]]:
    rows = json.loads(root.run("liseuse", "--json", "list", "--view", "all", user=READER))
    return [(row["id"], row["title"], sorted(row["translations"])) for row in rows]


def test_library_options_and_keys_outlast_the_upgrade(root: CleanRoot) -> None:
    install(root, Path(FORMER))
    former = root.run("liseuse", "--version", user=READER)
    root.run("liseuse", "--quiet", "save", SAMPLE, "--url", "https://www.example.org/sample", user=READER)
    root.run("liseuse", "--quiet", "translate", "1", "--to", "en", user=READER)
    options = root.home / HOME / "settings.json"
    stored = json.loads(options.read_text("utf-8")) if options.is_file() else {}
    options.write_text(json.dumps({**stored, "theme": "dark", "own_keys": OWN_KEYS}), "utf-8")
    before = articles(root)
    assert len(before) == 1 and "en" in before[0][2]
    install(root, newest_package())
    assert root.run("liseuse", "--version", user=READER) != former
    assert articles(root) == before
    assert json.loads(root.run("liseuse", "--json", "doctor", user=READER))["ok"] is True
    kept = json.loads(options.read_text("utf-8"))
    assert (kept["theme"], kept["own_keys"]) == ("dark", OWN_KEYS)
    assert list((root.home / HOME / "backups").glob("before-*.db")), "a copy from before the migration"


def test_no_file_of_the_former_version_is_left(root: CleanRoot) -> None:
    listed = set(root.run("dpkg", "--listfiles", "liseuse").split("\n"))
    places = ("usr/lib/liseuse", "usr/share/doc/liseuse", "usr/share/lintian/overrides")
    found = [path for place in places for path in (root.folder / place).rglob("*")]
    there = {f"/{path.relative_to(root.folder)}" for path in found}
    assert {path for path in there if "liseuse" in path} <= listed
    assert root.run("dpkg", "--verify", "liseuse") == ""
