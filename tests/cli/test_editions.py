"""`edition` as scripts use it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.cli.main import run
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.services.library.test_export_article import document


def test_an_edition(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        made = document()
        session.articles.add(made, made.url, "k", datetime.now(UTC).isoformat())
    path = tmp_path / "today.epub"

    def edition(*words: str) -> object:
        arguments = ["--library", str(tmp_path / "library"), "--json", "--quiet", "edition", *words]
        assert run(arguments) == 0
        return json.loads(capsys.readouterr().out)

    to_path = ("--output", str(path))
    none = {"written": [], "articles": 0, "minutes": 0, "untranslated": 0, "without_text": 0}
    assert edition("--source", "elsewhere.example", *to_path) == none and not path.exists()
    assert edition("--since", "2100-01-01", *to_path) == none
    assert edition(*to_path) == {**none, "written": [str(path)], "articles": 1, "minutes": 1}
    for wrong in (["--since", "soon", *to_path], [], ["--schedule", "day", *to_path]):
        assert run(["--library", str(tmp_path / "library"), "edition", *wrong]) == 2
    capsys.readouterr()
