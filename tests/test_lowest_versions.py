"""The Debian package asks for the lowest versions that work, not for those of the machine that built it."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]
LOWEST = runpy.run_path(str(TOP / "packaging" / "lowest_versions.py"))
TOOLS = ("dpkg-deb", "dpkg-query", "dpkg-shlibdeps", "objdump")
LIBRARY = "libc6"
PROGRAM = "/usr/bin/true"

pytestmark = pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="needs dpkg-dev, binutils")


def made_package(folder: Path, symbols: str) -> Path:
    """A package like that of the system's C library, with a list of symbols or without."""
    control = folder / "tree" / "DEBIAN"
    control.mkdir(parents=True)
    control.joinpath("control").write_text(
        f"Package: {LIBRARY}\nVersion: 9.9\nArchitecture: all\nMaintainer: A <a@example.org>\n"
        "Description: a library\n",
        "utf-8",
    )
    if symbols:
        control.joinpath("symbols").write_text(symbols, "utf-8")
    package = folder / "made.deb"
    subprocess.run(["dpkg-deb", "--build", control.parent, package], check=True, stdout=subprocess.DEVNULL)
    return package


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """What the system knows of its C library, without a list of symbols: installed from an image."""
    folder: Path = LOWEST["with_lists"]([], [LIBRARY], tmp_path / "system")
    for file in (folder / "info").glob("*.symbols"):
        file.unlink()
    return folder


def asked_for(database: Path, folder: Path) -> str:
    """What a program of the system needs, by its database of packages."""
    (folder / "debian").mkdir(exist_ok=True)
    (folder / "debian" / "control").write_text("Source: a\n\nPackage: a\nArchitecture: any\n", "utf-8")
    words = ["dpkg-shlibdeps", "-O", f"--admindir={database}", f"-e{PROGRAM}"]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True).stdout


def test_a_list_of_symbols_makes_the_least_version_of_the_installed_one(
    database: Path, tmp_path: Path
) -> None:
    assert LOWEST["without_lists"]([LIBRARY], database) == [LIBRARY]
    program = subprocess.run(["objdump", "-T", PROGRAM], capture_output=True, text=True, check=True).stdout
    used = re.findall(r"\(?(GLIBC_[\d.]+)\)?\s+(\w+)$", program, re.MULTILINE)
    assert used
    lines = sorted({f" {name}@{version} 2.7\n" for version, name in used})
    symbols = f"libc.so.6 {LIBRARY} #MINVER#\n{''.join(lines)}"
    package = made_package(tmp_path, symbols)
    whole = LOWEST["with_lists"]([package], [LIBRARY], tmp_path / "whole", database)
    assert LOWEST["without_lists"]([LIBRARY], whole) == []
    assert f"{LIBRARY} (>= 2.7)" in asked_for(whole, tmp_path)
    assert f"{LIBRARY} (>= 2.7)" not in asked_for(database, tmp_path)


def test_a_package_without_a_list_changes_nothing(database: Path, tmp_path: Path) -> None:
    package = made_package(tmp_path, "")
    whole = LOWEST["with_lists"]([package], [LIBRARY], tmp_path / "whole", database)
    assert asked_for(whole, tmp_path) == asked_for(database, tmp_path)


def test_the_database_of_the_system_is_left_as_it_is(database: Path, tmp_path: Path) -> None:
    before = sorted(path.name for path in (database / "info").iterdir())
    package = made_package(tmp_path, f"libc.so.6 {LIBRARY}\n")
    LOWEST["with_lists"]([package], [LIBRARY], tmp_path / "whole", database)
    assert sorted(path.name for path in (database / "info").iterdir()) == before
