"""Tests write in memory where there is room for it, and on the disk wherever that is not so."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests import temporary_files
from tests.support.rights import TOP, may_mount
from tests.temporary_files import ON_DISK, ROOT, available, write_in_memory

pytestmark = pytest.mark.skipif(not hasattr(os, "statvfs"), reason="a system without such a folder")


@pytest.fixture
def computer(tmp_path, monkeypatch):
    """A computer with a folder in memory and room in both, whatever this one has."""
    folder, told = tmp_path / "shm", tmp_path / "meminfo"
    folder.mkdir()
    told.write_text("MemTotal:       24683924 kB\nMemAvailable:   18711000 kB\n")
    monkeypatch.setattr(temporary_files, "IN_MEMORY", folder)
    monkeypatch.setattr(temporary_files, "MEMORY", told)
    monkeypatch.setattr(temporary_files, "ROOM", 1 << 20)
    return folder


def test_it_is_in_memory_where_there_is_room(computer):
    environment = {}
    write_in_memory(environment)
    assert environment == {ROOT: str(computer)}


@pytest.mark.parametrize("told", [{ON_DISK: "1"}, {ROOT: "elsewhere"}])
def test_what_was_asked_for_holds(computer, told):
    environment = dict(told)
    write_in_memory(environment)
    assert environment == told


@pytest.mark.parametrize("lacks", ["folder", "memory", "figure"])
def test_without_room_it_is_on_the_disk(computer, lacks):
    if lacks == "folder":
        computer.rmdir()
    else:
        rows = "MemTotal: 4000000 kB\n" + ("MemAvailable: 1000 kB\n" if lacks == "memory" else "")
        temporary_files.MEMORY.write_text(rows)
    environment = {}
    write_in_memory(environment)
    assert environment == {}


def test_the_figure_is_in_bytes():
    assert available(["MemFree: 1 kB\n", "MemAvailable:    2048 kB\n"]) == 2 << 20
    assert available([]) == 0


@pytest.mark.parametrize(("option", "taken"), [("exec", True), ("noexec", False)])
def test_a_folder_in_which_nothing_can_be_started_is_not_taken(computer, option, taken):
    if not may_mount():
        pytest.skip("no mounts of one's own are allowed here")
    code = f"""
from pathlib import Path
from tests import temporary_files

temporary_files.IN_MEMORY = Path({str(computer)!r})
temporary_files.MEMORY = Path({str(temporary_files.MEMORY)!r})
temporary_files.ROOM, found = 1 << 10, dict()
temporary_files.write_in_memory(found)
print(bool(found))
"""
    mount = f"mount -t tmpfs -o size=1m,{option} none '{computer}'; exec '{sys.executable}' -c \"$0\""
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-ec", mount, code], cwd=TOP, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(taken)
