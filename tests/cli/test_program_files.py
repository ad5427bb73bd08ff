"""`export` in the forms of other programs, as scripts use it, on a copy of a stored library."""

from __future__ import annotations

import csv
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from reader.cli.main import run
from reader.exchange.imports.detect import open_import
from reader.exchange.imports.rows import ImportedRow
from reader.services.library.open_article import read_article
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.conftest import DATA
from tests.services.library.test_export_article import stock_translation
from tests.support.failing_voice import lay_failing_voice

Result = tuple[int, Any]


class Shell:
    """The command line in this process, on a library of three articles."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.told = ""
        self._capture = capture

    def __call__(self, *arguments: str) -> Result:
        code = run(["--library", str(self.folder), "--json", *arguments])
        output, self.told = self._capture.readouterr()
        return code, json.loads(output) if output else None


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    folder = tmp_path / "library"
    folder.mkdir()
    shutil.copy(DATA / "libraries" / "0001" / "library.db", folder / "library.db")
    return Shell(folder, capsys)


def test_references_of_one_several_and_all(shell: Shell, tmp_path: Path) -> None:
    code, rows = shell("list")
    ids = [str(row["id"]) for row in rows]
    shell("tag", ids[0], "--add", "thèse")
    shell("note", ids[0], "À citer")
    file = tmp_path / "refs.ris"
    chosen = ([ids[0]], 1), (ids[:2], 2), (["--all"], 3), (["--view", "all"], 3), (["--tag", "thèse"], 1)
    for arguments, count in (*chosen, ([ids[0], "--search", "l'eau manque depuis"], 2)):
        code, done = shell("export", *arguments, "--format", "ris", "--output", str(file))
        assert (code, done["articles"], done["failed"]) == (0, count, []), arguments
        assert done["written"] == [str(file)]
        assert file.read_text("utf-8").count("TY  - ELEC") == count
    assert "N1  - À citer" in file.read_text("utf-8")
    code, done = shell("export", ids[0], "--format", "csl", "--no-notes", "--output", str(file))
    (item,) = json.loads(file.read_text("utf-8"))
    assert item["title"] == rows[0]["title"] and "note" not in item


def test_what_cannot_be_written_is_told(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "highlights.csv"
    code, done = shell("export", "1", "--format", "readwise", "--output", str(file))
    assert code == 0 and done["written"] == [] and not file.exists()
    shell("note", "1", "À relire")
    code, done = shell("export", "1", "999", "--format", "readwise", "--output", str(file))
    assert code == 1 and done["articles"] == 1 and file.is_file()
    assert [(one["id"], one["error"]["kind"]) for one in done["failed"]] == [(999, "no-such-article")]
    code, done = shell("export", "999", "--format", "ris", "--output", str(tmp_path / "no.ris"))
    assert code == 1 and done["written"] == [] and not (tmp_path / "no.ris").exists()
    code, _ = shell("export", "1", "--format", "ris", "--output", str(tmp_path / "nowhere" / "no.ris"))
    assert code == 1
    assert not list(tmp_path.glob(".*.part"))


def test_a_table_of_articles_is_taken_back(shell: Shell, tmp_path: Path) -> None:
    rows, file = shell("list")[1], tmp_path / "articles.csv"
    first = str(rows[0]["id"])
    shell("tag", first, "--add", "neige", "--add", "mer, côte")
    shell("note", first, "=SUM(A1)\nÀ relire")
    shell("favourite", first)
    code, done = shell("export", "--all", "--format", "csv", "--output", str(file))
    assert (code, done["articles"], done["failed"]) == (0, len(rows), [])
    with file.open(encoding="utf-8", newline="") as opened:
        (row,) = [row for row in csv.DictReader(opened) if row["URL"] == rows[0]["url"]]
    assert row["Note"].startswith("'=SUM") and row["Favourite"] == "yes" and row["Title"] == rows[0]["title"]
    with open_import(file) as opened:
        (taken,) = [found for found in opened.rows() if found.url == row["URL"]]
    assert isinstance(taken, ImportedRow)
    assert taken.title == rows[0]["title"] and set(taken.tags) >= {"neige", "mer, côte"}
    assert taken.favourite and not taken.archived and taken.saved == row["Saved"]


def test_sentence_cards_need_a_translation(shell: Shell, tmp_path: Path) -> None:
    rows = shell("list")[1]
    file = tmp_path / "cards.apkg"
    code, done = shell("export", "--all", "--format", "apkg", "--lang", "en", "--output", str(file))
    with_it = [row["id"] for row in rows if "en" in row["translations"]]
    assert done["articles"] == len(with_it) and file.exists() == bool(with_it)
    assert {one["id"] for one in done["failed"]} == {row["id"] for row in rows} - set(with_it)
    assert code == (1 if done["failed"] else 0)
    assert all(row["title"] in shell.told for row in rows if row["id"] not in with_it), "each by its name"


def test_both_and_original_are_no_languages_of_their_own(shell: Shell, tmp_path: Path) -> None:
    with LibrarySession.open(LibraryPaths(shell.folder)) as session:
        document = read_article(session, 1).article.document
        stock_translation(session, 1, document)
    cards = tmp_path / "cards.apkg"
    for lang in ("both", "original"):
        code, done = shell("export", "1", "--format", "apkg", "--lang", lang, "--output", str(cards))
        assert (code, done["articles"], done["failed"]) == (0, 1, []), lang
    for lang, has in (("original", False), ("both", True)):
        vault = str(tmp_path / lang)
        code, done = shell("export", "1", "--format", "vault", "--lang", lang, "--output", vault)
        text = Path(done["written"][0]).read_text("utf-8")
        assert code == 0 and ("EN " in text) == has and document.blocks[0].text[:9] in text


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_a_voice_that_fails_on_a_sentence_is_told(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = lay_failing_voice(tmp_path / "voice")
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    with LibrarySession.open(LibraryPaths(shell.folder)) as session:
        document = read_article(session, 1).article.document
        stock_translation(session, 1, document)
    cards = (
        "export",
        "1",
        "--format",
        "apkg",
        "--lang",
        "en",
        "--audio",
        "--output",
        str(tmp_path / "a.apkg"),
    )
    code, done = shell(*cards)
    assert (code, done["unsaid"]) == (0, 0) and "speaking 0/" in shell.told
    (folder / "failing").write_text(f"{document.blocks[0].text[:9]}\n")
    code, done = shell(*cards)
    assert code == 1 and done["unsaid"] == 1 and done["articles"] == 1


def test_a_file_of_notes_that_is_not_written_is_not_named(shell: Shell, tmp_path: Path) -> None:
    for name, there in (("a.ris", False), ("a.md", True)):
        file = tmp_path / name
        code, done = shell("notes", "--output", str(file))
        assert code == 0 and done == {"path": str(file) if there else None, "articles": 0}
        assert file.exists() == there


def test_a_vault_is_kept_in_step(shell: Shell, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    code, done = shell("export", "--all", "--format", "vault", "--output", str(vault))
    assert (code, done["articles"], done["unchanged"], done["failed"]) == (0, 3, 0, [])
    assert sorted(done["written"]) == sorted(str(path) for path in vault.glob("*.md"))
    shell("note", "1", "À relire")
    code, done = shell("export", "--all", "--format", "vault", "--output", str(vault))
    assert (code, len(done["written"]), done["unchanged"], done["edited"]) == (0, 1, 2, [])
    assert "À relire" in Path(done["written"][0]).read_text("utf-8")
