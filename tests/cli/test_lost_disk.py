"""The command line of a library whose disk is away: what it says, and what it does only when told twice."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from reader.cli.main import run
from reader.services.backup import other_places
from tests.conftest import DATA

STORED = DATA / "libraries" / "0011" / "library.db"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "home"
    made.mkdir()
    (made / "moved.json").write_text(json.dumps({"to": str(tmp_path / "disk")}))
    return made


def test_each_way_out_by_command(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def shell(*words: str) -> tuple[int, dict[str, object] | list[object], str]:
        code = run(["--library", str(home), "--json", *words])
        output, errors = capsys.readouterr()
        return code, json.loads(output), errors

    shutil.copy(STORED, tmp_path / "copy.db")
    for words in (("list",), ("new-library",), ("restore", str(tmp_path / "copy.db"))):
        code, found, errors = shell(*words)
        assert code == 1 and "library-away" in json.dumps(found)
        assert all(word in errors for word in (str(tmp_path / "disk"), "locate", "--give-up-disk"))
        assert sorted(entry.name for entry in home.iterdir()) == ["moved.json"]
    code, found, _ = shell("doctor")
    assert isinstance(found, dict) and code == 1 and not found["ok"]
    assert str(home) in json.dumps(found["checks"])

    assert shell("new-library", "--give-up-disk")[0] == 0 and shell("list")[1] == []
    (tmp_path / "disk").mkdir()
    shutil.copy(STORED, tmp_path / "disk" / "library.db")
    code, found, _ = shell("doctor")
    assert code == 0 and "here again" in json.dumps(found)
    code, found, _ = shell("locate", str(tmp_path / "disk"))
    assert code == 1 and "folder-in-use" in json.dumps(found)

    (home / "library.db").rename(tmp_path / "mine.db")
    assert shell("locate", str(tmp_path / "disk"))[0] == 0 and len(shell("list", "--view", "all")[1]) == 3
    (tmp_path / "disk").rename(tmp_path / "unplugged")
    assert shell("restore", "--give-up-disk", str(tmp_path / "copy.db"))[0] == 0
    assert len(shell("list", "--view", "all")[1]) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="disks have letters there")
def test_a_disk_with_a_name_that_commands_the_terminal_is_not_told_of(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(other_places, "TOPS", (tmp_path / "media",))
    (home / "moved.json").write_text(json.dumps({"to": str(tmp_path / "media" / "STICK" / "lib")}))
    for name in ("\x1b[2JSTICK", "STI\nCK", "STICK1"):
        (tmp_path / "media" / name / "lib").mkdir(parents=True)
        shutil.copy(STORED, tmp_path / "media" / name / "lib" / "library.db")
    assert run(["--library", str(home), "list"]) == 1
    told = capsys.readouterr().err
    assert told.count("There is a library") == 1 and "\x1b" not in told


@pytest.mark.skipif(sys.platform == "win32", reason="disks have letters there")
def test_a_mark_of_any_size_on_a_disk_that_is_looked_at_is_not_read_whole(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(other_places, "TOPS", (tmp_path / "media",))
    (home / "moved.json").write_text(json.dumps({"to": str(tmp_path / "media" / "STICK" / "lib")}))
    here = tmp_path / "media" / "STICK1" / "lib"
    here.mkdir(parents=True)
    shutil.copy(STORED, here / "library.db")
    with (here / "moved.json").open("wb") as mark:
        mark.truncate(1 << 40)
    assert run(["--library", str(home), "list"]) == 1
    assert f"There is a library in {here}" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="disks have letters there")
def test_a_disk_that_came_back_under_another_name_is_told_of(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(other_places, "TOPS", (tmp_path / "media",))
    away, here = (tmp_path / "media" / "me" / name / "My books" / "lib" for name in ("STICK", "STICK1"))
    (home / "moved.json").write_text(json.dumps({"to": str(away)}))
    for folder in (here, here.parents[1] / "lib"):
        folder.mkdir(parents=True)
        (folder / "library.db").write_bytes(b"no library" * 1000)
    assert run(["--library", str(home), "list"]) == 1
    assert "There is a library" not in capsys.readouterr().err
    shutil.copy(STORED, here / "library.db")
    assert run(["--library", str(home), "list"]) == 1
    told = capsys.readouterr().err
    command = f"liseuse --library {home} locate '{here}'"
    assert f"There is a library in {here} (articles: 3). If it is the one: “{command}”." in told
    assert run(["--library", str(home), "locate", str(here)]) == 0
    assert run(["--library", str(home), "list", "--view", "all"]) == 0
