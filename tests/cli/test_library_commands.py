"""`search`, `tag`, `archive`, `favourite`, `read`, `delete`, `restore` and `backup`, as scripts use them."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from reader.cli.main import run
from tests.conftest import DATA

Result = tuple[int, Any, str]


class Shell:
    """The command line in this process, on a copy of the stored library (three articles)."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capture = capture

    def __call__(self, *arguments: str) -> Result:
        code = run(["--library", str(self.folder), "--json", *arguments])
        output, errors = self._capture.readouterr()
        return code, json.loads(output) if output else None, errors

    def ids(self, *arguments: str) -> list[int]:
        code, rows, _ = self(*arguments)
        assert code == 0
        return [row["id"] for row in rows]


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    folder = tmp_path / "library"
    folder.mkdir()
    shutil.copy(DATA / "libraries" / "0001" / "library.db", folder / "library.db")
    return Shell(folder, capsys)


def test_search(shell: Shell) -> None:
    code, rows, _ = shell("search", "l'eau", "manque", "depuis")
    assert code == 0 and [row["id"] for row in rows] == [1]
    assert set(rows[0]) == {"id", "title", "hits"}
    original = next(hit for hit in rows[0]["hits"] if hit["where"] == "original")
    assert (original["block"], original["sentence"]) == ("b1", 1)
    assert [original["snippet"][a:b] for a, b in original["bold"]] == ["eau", "manque", "depuis"]
    assert [h["where"] for h in shell("search", "farmers")[1][0]["hits"]] == ["en"]
    assert shell.ids("search", "مدرسه") == [2]
    assert shell.ids("search", "tag:rail") == [3]
    assert shell.ids("search", "source:journal", "--limit", "1") == [2]
    assert shell.ids("search", "water", "--in", "original") == []
    assert sorted(shell.ids("search", "farmers", "OR", "lang:ar", "OR", "tag:nothing")) == [1, 2]
    assert shell.ids("search", "--", "-tag:rail", "-lang:ar") == [1]


@pytest.mark.parametrize("query", ['"', "tag:", "NEAR(", "*", "x" * 10_000, "-", "' OR 1=1 --", "\u202e"])
def test_no_query_is_an_error(shell: Shell, query: str) -> None:
    code, rows, errors = shell("search", "--", query)
    assert (code, rows) == (0, []) and "Traceback" not in errors


def test_tag(shell: Shell) -> None:
    code, rows, _ = shell("tag", "1", "2", "--add", "à lire", "--remove", "EAU")
    assert code == 0 and [row["tags"] for row in rows] == [["maroc", "à lire"], ["à lire"]]
    assert shell.ids("list", "--tag", "à lire") == [2, 1]
    assert shell.ids("search", 'tag:"a lire"') == [2, 1]


@pytest.mark.parametrize(
    ("command", "field", "value"),
    [("archive", "archived", True), ("favourite", "favourite", True), ("read", "unread", False)],
)
def test_marks_and_their_undo(shell: Shell, command: str, field: str, value: bool) -> None:
    code, rows, _ = shell(command, "1", "2", "1")
    assert code == 0 and [(row["id"], row[field]) for row in rows] == [(1, value), (2, value)]
    _, rows, _ = shell(command, "1", "--undo")
    assert rows[0][field] is not value
    assert {row["id"]: row[field] for row in shell("list")[1]}[2] is value


def test_delete_restore_and_delete_for_ever(shell: Shell) -> None:
    assert shell.ids("delete", "1", "3") == [1, 3]
    assert shell.ids("list") == [2] and shell.ids("list", "--view", "trash") == [3, 1]
    assert shell.ids("search", "farmers") == [] and shell.ids("search", "farmers", "--trash") == [1]
    assert shell.ids("restore", "1") == [1]
    assert shell.ids("delete", "3", "--undo") == [3]
    code, rows, _ = shell("delete", "--forever", "3")
    assert (code, rows) == (1, []), "only what lies in Trash"
    shell("delete", "3")
    assert shell.ids("delete", "--forever", "3") == [3]
    assert shell("restore", "3")[0] == 1


@pytest.mark.parametrize("command", ["archive", "favourite", "read", "delete", "restore", "tag"])
def test_one_missing_article_and_nothing_is_changed(shell: Shell, command: str) -> None:
    before = shell("list")[1]
    code, found, _ = shell(command, "1", "99", *(("--add", "x") if command == "tag" else ()))
    assert code == 1 and found["error"]["kind"] == "no-such-article"
    assert shell("list")[1] == before


@pytest.mark.parametrize(
    "arguments",
    [["tag"], ["archive"], ["archive", "x"], ["search"], ["search", "x", "--limit", "0"], ["restore"]],
)
def test_wrong_usage(shell: Shell, arguments: list[str]) -> None:
    assert shell(*arguments)[0] == 2


def test_backup_and_restore(shell: Shell, tmp_path: Path) -> None:
    code, report, _ = shell("backup", str(tmp_path / "copy.db"))
    assert code == 0 and report["ok"] and report["path"] == str(tmp_path / "copy.db")
    shell("delete", "1")
    shell("delete", "--forever", "1")
    assert shell.ids("list") == [3, 2]
    code, report, _ = shell("restore", str(tmp_path / "copy.db"))
    assert code == 0 and report["ok"]
    assert {"restored", "integrity", "texts", "search index"} <= {check["name"] for check in report["checks"]}
    assert shell.ids("list") == [3, 2, 1] and shell.ids("search", "farmers") == [1]
    assert len(list((shell.folder / "backups").glob("replaced-*.db"))) == 1


def test_a_missing_library_is_told_and_begun_on_purpose_only(shell: Shell, tmp_path: Path) -> None:
    shell("backup", str(tmp_path / "copy.db"))
    shell("backup")
    (shell.folder / "library.db").unlink()
    for command in (["list"], ["backup", str(tmp_path / "other.db")], ["salvage"], ["doctor"]):
        code, found, errors = shell(*command)
        assert code == 1 and "new-library" in errors and "restore" in errors
        assert "error" not in found or found["error"]["kind"] == "library-missing"
        assert not (shell.folder / "library.db").exists()
    code, report, _ = shell("restore", str(tmp_path / "copy.db"))
    assert code == 0 and report["ok"] and shell.ids("list") == [3, 2, 1]
    code, found, _ = shell("new-library")
    assert code == 1 and found["error"]["kind"] == "library-back"
    (shell.folder / "library.db").unlink()
    assert shell("new-library")[0] == 0 and shell.ids("list") == []


def test_a_backup_of_an_earlier_version_is_brought_up(shell: Shell) -> None:
    shell("delete", "1")
    code, report, _ = shell("restore", str(DATA / "libraries" / "0001" / "library.db"))
    assert code == 0 and report["ok"] and shell.ids("list") == [3, 2, 1]


def test_a_backup_goes_where_it_is_told(shell: Shell, tmp_path: Path) -> None:
    _, report, _ = shell("backup")
    assert Path(report["path"]).parent == shell.folder / "backups" and Path(report["path"]).is_file()
    (tmp_path / "disk").mkdir()
    _, report, _ = shell("backup", str(tmp_path / "disk"))
    assert Path(report["path"]).parent == tmp_path / "disk"
    code, found, _ = shell("backup", str(shell.folder / "library.db"))
    assert code == 1 and found["error"]["kind"] == "read-only"
    assert shell.ids("list") == [3, 2, 1]


def test_pictures_that_no_article_of_a_backup_names_are_a_remark(shell: Shell, tmp_path: Path) -> None:
    shell("backup", str(tmp_path / "copy.db"))
    orphan = shell.folder / "pictures" / "ab" / f"{'ab' * 32}.png"
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"picture")
    os.utime(orphan, (0, 0))
    code, report, _ = shell("restore", str(tmp_path / "copy.db"))
    found = {check["name"]: check for check in report["checks"]}
    assert (code, report["ok"]) == (0, True)
    assert (found["orphans"]["ok"], found["orphans"]["detail"]) == (True, "1 pictures belong to no article")
    assert shell("doctor")[0] == 1, "which names them as something to mend"


def _copy(folder: Path, how: str) -> Path:
    """What is given as a copy of a library: none at all, rubbish, another program's, cut short."""
    file = folder / "copy of mine.db"
    if how == "rubbish":
        file.write_bytes(b"nothing" * 99)
    elif how == "foreign":
        with contextlib.closing(sqlite3.connect(file)) as made:
            made.execute("CREATE TABLE moz_places (id)")
            made.commit()
    elif how == "cut":
        whole = (DATA / "libraries" / "0001" / "library.db").read_bytes()
        file.write_bytes(whole[: len(whole) // 2])
    return file


@pytest.mark.parametrize("how", ["none", "rubbish", "foreign", "cut"])
def test_what_is_no_backup_is_said_of_the_copy(shell: Shell, tmp_path: Path, how: str) -> None:
    shell("list")
    before = (shell.folder / "library.db").read_bytes()
    copy = _copy(tmp_path, how)
    code, found, errors = shell("restore", str(copy))
    kind = "file-unreadable" if how == "none" else "backup-damaged"
    assert (code, found["error"]["kind"]) == (1, kind)
    assert copy.name in errors and "The library file" not in errors, "it is the copy"
    assert (shell.folder / "library.db").read_bytes() == before
    assert shell.ids("list") == [3, 2, 1]


def test_for_people(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--library", str(shell.folder), "search", "eau"]) == 0
    assert "\toriginal: L’eau manque depuis trois étés." in capsys.readouterr().out
    assert run(["--library", str(shell.folder), "favourite", "1"]) == 0
    assert "unread, favourite, #Eau, #maroc" in capsys.readouterr().out


def test_a_new_library_is_not_begun_in_silence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is typed wrongly, or from which a library was moved, shows no article either."""
    folder = tmp_path / "library"
    for command, told in (("list", 1), ("list", 0)):
        assert run(["--library", str(folder), command]) == 0
        assert capsys.readouterr().err.count(str(folder)) == told
    for option in ("--json", "--quiet"):
        assert run(["--library", str(tmp_path / option), option, "list"]) == 0
        assert capsys.readouterr().err == ""
    assert run(["--library", str(tmp_path / "else"), "show", "7"]) == 1
    assert str(tmp_path / "else") in capsys.readouterr().err
    assert run(["--library", str(folder), "backup", str(tmp_path / "copy.db")]) == 0
    assert run(["--library", str(tmp_path / "back"), "restore", str(tmp_path / "copy.db")]) == 0
    assert str(tmp_path / "back") not in capsys.readouterr().err, "what was put back is no new one"
