"""Blocks that somebody wrote into the library's file, on every way out of it: nothing of a script is left."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from reader.cli.export.command import FORMS, LIBRARY
from reader.cli.main import run
from reader.core.model import ArticleLink, Document, Picture
from reader.core.serialize import dumps
from reader.library.database import Database
from reader.services.library.export_article import ExportChoice, article_on_paper
from reader.services.library.open_article import open_article, quick_article
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.services.library.test_export_article import (
    HOSTILE,
    Elements,
    hostile_document,
    stock_translation,
)

_BARRED = {"script", "iframe", "svg", "object", "style"}
_CLEANED_BY_ITS_READER = {LIBRARY}
"""What takes the library in again reads it through the same door."""


def _document() -> Document:
    made = hostile_document()
    return replace(
        made,
        title=f"{made.title} <script>t()</script>",
        html=f"<p>{HOSTILE}</p>",
        lead=Picture("file:///etc/passwd", "Une légende"),
        related=(ArticleLink("Autre", "javascript:x()"),),
    )


@pytest.fixture
def hostile(tmp_path: Path) -> LibraryPaths:
    paths = LibraryPaths(tmp_path / "library")
    with LibrarySession.open(paths) as session:
        made = _document()
        assert session.articles.add(made, made.url, "k", "2026-11-25T08:00:00+00:00") == 1
        stock_translation(session, 1, made)
    return paths


def _check(text: str) -> None:
    """There is no element and no address of a page but those of an article."""
    found = Elements(text)
    assert not found.tags & _BARRED, found.tags
    assert not [name for name, _ in found.attributes if name.startswith("on")]
    addresses = [value.lower() for name, value in found.attributes if name in ("href", "src")]
    assert not [a for a in addresses if a.startswith(("javascript:", "file:", "vbscript:"))], addresses
    assert "alert(1)" not in text and "javascript:" not in text and "file:///" not in text


def _own(text: str) -> str:
    """A page without the style that is ours."""
    return "".join(part.split("</style>")[-1] for part in text.split("<style"))


def _texts(place: Path) -> Iterator[str]:
    for file in [place] if place.is_file() else sorted(place.rglob("*")):
        if file.suffix == ".epub":
            with zipfile.ZipFile(file) as book:
                yield from (book.read(n).decode() for n in book.namelist() if n.endswith((".xhtml", ".opf")))
        elif file.suffix == ".md":
            yield file.read_text("utf-8").split("\n---\n")[-1]  # the facts above are no markup
        elif file.suffix == ".html":
            yield file.read_text("utf-8")


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
@pytest.mark.parametrize("language", ["", "en"])
def test_shown_in_a_terminal(
    hostile: LibraryPaths, capsys: pytest.CaptureFixture[str], form: str, language: str
) -> None:
    asked = [*(["--lang", language] if language else []), *(["--format", form] if form != "json" else [])]
    kind = ["--json"] if form == "json" else []
    assert run(["--library", str(hostile.root), *kind, "show", "1", *asked]) == 0
    written = capsys.readouterr().out
    if form == "json":
        found = json.loads(written)
        _check(found["html"])
        assert "gras" in found["html"] and not found["related"] and not found["lead_image"]["src"]
        assert all(block.get("url", "https:").startswith("https:") for block in found["blocks"])
    elif form == "html":
        _check(written)
        assert "<b>gras</b>" in written
    elif form == "markdown":
        assert "alert(1)" not in written and "javascript" not in written and "\n# " not in written
        _check(written.replace("\\<", "&lt;").replace("```", ""))
    else:
        assert "gras un deux trois fin" in written or language


@pytest.mark.parametrize("form", sorted({*FORMS} - _CLEANED_BY_ITS_READER))
def test_exported(hostile: LibraryPaths, tmp_path: Path, form: str) -> None:
    goal = tmp_path / "out"
    goal.mkdir()
    place = goal if form in ("vault", "site") else goal / f"x.{form}"
    command = ["--library", str(hostile.root), "--quiet", "export", "1", "--format", form]
    assert run([*command, "--output", str(place)]) in (0, 1)
    for text in _texts(goal):
        _check(_own(text).replace("\\<", "&lt;"))


@pytest.mark.parametrize("both", [False, True])
def test_on_paper(hostile: LibraryPaths, both: bool) -> None:
    with LibrarySession.open(hostile) as session:
        printed, _ = article_on_paper(session, 1, ExportChoice("en" if both else "", both=both))
    parts = [part.html for row in printed.rows for block in row.blocks for part in block.parts]
    assert any("gras" in part for part in parts)
    _check("".join(parts))


def test_on_screen_and_read_aloud(hostile: LibraryPaths) -> None:
    quick = quick_article(hostile, 1)
    with LibrarySession.open(hostile) as session:
        opened = open_article(session, 1)
        repair = session.repairs.get(1)
    assert quick is not None and quick.article.document == opened.article.document
    for document in (opened.article.document, repair.shown, repair.fetched):
        _check("".join(part.html for block in document.blocks for part in block.parts))
        assert not document.related and document.lead is not None and not document.lead.src
        assert all(not block.url or block.url.startswith("https:") for block in document.blocks)


def test_a_document_that_was_fetched_and_edited_by_hand(hostile: LibraryPaths) -> None:
    with closing(Database.open(hostile.database)) as database, database.write() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO article_edit VALUES (1, '{}', ?, '2026-11-25T08:00:00+00:00')", (dumps(_document()),)
        )
    with LibrarySession.open(hostile) as session:
        fetched = session.repairs.get(1).fetched
    _check("".join(part.html for block in fetched.blocks for part in block.parts))
