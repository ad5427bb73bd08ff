"""`memory`, `glossary` and `queue` from the command line, on a library of their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reader.cli.main import run
from reader.core.model import Document
from reader.reading.document import blocks_from_html
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths

pytestmark = pytest.mark.models


@pytest.fixture
def library(tmp_path: Path) -> Path:
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        html = "<p>Le Makhzen parle.</p>"
        document = Document("https://a.ma/1", "Une loi", blocks_from_html(html, "fr"), html, language="fr")
        session.articles.add(document, document.url, "a.ma/1", "2026-01-01T00:00:00Z")
    return tmp_path / "library"


def call(library: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    code = run(["--library", str(library), "--json", "--quiet", *words])
    return code, json.loads(capsys.readouterr().out or "null")


def test_glossary_queue_and_memory(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entry = {"from": "fr", "to": "en", "term": "Makhzen", "translation": "Palace"}
    assert call(library, capsys, "glossary", "add", "fr-en", "Makhzen", "Palace") == (0, [entry])
    assert call(library, capsys, "glossary", "add", "fr-*", "Rabat")[1][0]["translation"] is None
    code, waiting = call(library, capsys, "queue", "add", "--unread", "--to", "en")
    assert (code, [(w["id"], w["reason"]) for w in waiting]) == (0, [(1, "unread")])
    assert call(library, capsys, "queue", "pause")[0] == 0
    assert len(call(library, capsys, "queue", "run")[1]) == 1
    assert call(library, capsys, "queue", "resume")[0] == 0
    assert call(library, capsys, "queue", "run") == (0, [])
    code, (made,) = call(library, capsys, "translate", "1", "--to", "en")
    assert code == 0 and "Palace" in made["blocks"][0]["sentences"][0]["target"]
    assert set(made["health"]) == {"checked", "found", "repaired", "left", "faults"}
    for name in ("m.tmx", "m.csv"):
        file = str(tmp_path / name)
        assert call(library, capsys, "memory", "export", file) == (0, {"path": file, "written": 2})
        code, done = call(library, capsys, "memory", "import", file)
        assert (code, done["read"], done["stored"], done["known"]) == (0, 2, 0, 2)
    assert (
        call(library, capsys, "memory", "export", "--corrected", str(tmp_path / "c.csv"))[1]["written"] == 0
    )
    assert call(library, capsys, "glossary", "remove", "fr-en", "Makhzen")[0] == 0
    assert call(library, capsys, "glossary", "remove", "fr-en", "Makhzen")[0] == 1


def test_wrong_words_and_files_are_told(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(library, capsys, "glossary", "add", "french", "x")[0] == 2
    code, answer = call(library, capsys, "memory", "import", "none.tmx")
    assert (code, answer["error"]["kind"]) == (1, "file-unreadable")
    assert call(library, capsys, "queue", "add", "1", "--to", "de")[0] == 0
    assert call(library, capsys, "queue", "run")[0] == 1
    code, (job,) = call(library, capsys, "queue", "list")
    assert (job["state"], job["error"]) == ("failed", "no-model")
    assert call(library, capsys, "queue", "remove", "1") == (0, [])
