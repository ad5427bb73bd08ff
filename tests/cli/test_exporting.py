"""`export` as scripts use it: articles by number, view, tag or search, into a book or a file each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from reader.cli.main import run
from reader.core.model import Document
from reader.reading.document import blocks_from_html
from reader.services.library.tag_articles import tag_articles
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.support.epub import Book


@pytest.fixture
def library(tmp_path: Path) -> Path:
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        for number, title in enumerate(("La pluie", "La pluie", "Le port"), start=1):
            html = f"<p>{title} à Tanger, numéro {number}.</p>"
            made = Document(
                f"https://a.ma/{number}", title, blocks_from_html(html, "fr"), html, language="fr"
            )
            session.articles.add(made, made.url, f"a.ma/{number}", f"2026-01-0{number}T00:00:00Z")
        tag_articles(session, [1, 3], add=["eau"])
    return tmp_path / "library"


def export(library: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    code = run(["--library", str(library), "--json", "--quiet", "export", *words])
    return code, json.loads(capsys.readouterr().out)


def test_a_book_of_what_is_asked_for(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.epub"
    to_path = ("--format", "epub", "--output", str(path))
    for asked, titles in (
        (["3", "1", "3"], ["Le port", "La pluie"]),
        (["--search", "pluie numéro 2"], ["La pluie"]),
    ):
        done = export(library, capsys, *asked, *to_path)
        assert done == (0, {"written": [str(path)], "articles": len(titles), "failed": []})
        book = Book(path)
        pages = [book.pages[name] for name in book.chapters if name.startswith("chapter")]
        assert ["".join(page[1][0].itertext()) for page in pages] == titles
    path.unlink()
    done = export(library, capsys, "--view", "archive", *to_path)
    assert done == (0, {"written": [], "articles": 0, "failed": []}) and not path.exists()
    named = ("--tag", "eau", "--format", "epub", "--title", "Eaux: a/b", "--output", str(tmp_path))
    assert export(library, capsys, *named)[1]["written"] == [str(tmp_path / "Eaux a b.epub")]
    assert Book(tmp_path / "Eaux a b.epub").metadata("title") == ["Eaux: a/b"]
    code, failed = export(library, capsys, "1", "--format", "epub", "--lang", "en")
    assert (code, failed["error"]["kind"]) == (1, "not-translated")


def test_a_pdf_of_each_article(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Drawn by a process of its own: the command line stays without Qt."""
    (library / "settings.json").write_text('{"paper": "letter"}')
    code, done = export(library, capsys, "1", "3", "--format", "pdf", "--output", str(tmp_path / "out"))
    assert (code, done["failed"]) == (0, [])
    assert [Path(file).name for file in done["written"]] == ["La pluie.pdf", "Le port.pdf"]
    for file, words in zip(done["written"], ("numéro 1", "numéro 3"), strict=True):
        (page,) = PdfReader(file).pages
        assert words in page.extract_text() and round(float(page.mediabox.width)) == 612  # points


def test_a_file_for_each_article(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "out"
    to_folder = ("--format", "text", "--output", str(folder))
    code, done = export(library, capsys, "1", "2", "9", *to_folder)
    assert code == 1
    assert [Path(file).name for file in done["written"]] == ["La pluie.txt", "La pluie 2.txt"]
    assert [(row["id"], row["error"]["kind"]) for row in done["failed"]] == [(9, "no-such-article")]
    assert "numéro 2" in (folder / "La pluie 2.txt").read_text("utf-8")
    _, done = export(library, capsys, "--view", "unread", *to_folder)
    assert [Path(file).name for file in done["written"]] == ["Le port.txt", "La pluie.txt", "La pluie 2.txt"]


def test_a_website(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "site"
    code, done = export(library, capsys, "--all", "--format", "site", "--output", str(folder))
    found = {"written": [str(folder / "index.html")], "articles": 3, "without_text": 0, "failed": []}
    assert (code, done) == (0, found)
    _, tagged = export(
        library, capsys, "--tag", "eau", "9", "--format", "site", "--output", str(tmp_path / "b")
    )
    assert [row["error"]["kind"] for row in tagged["failed"]] == ["no-such-article"]
    assert "<title>eau</title>" in (tmp_path / "b" / "index.html").read_text("utf-8")
    code, failed = export(library, capsys, "1", "--format", "site", "--output", str(tmp_path))
    assert (code, failed["error"]["kind"]) == (1, "folder-in-use")


@pytest.mark.parametrize("kind", ["site", "device", "edition"])
def test_articles_without_their_text_are_told_of(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    links = tmp_path / "links.txt"
    links.write_text("https://b.example/1\nhttps://b.example/2\n", "utf-8")
    command = ["--library", str(library)]
    assert run([*command, "import", str(links), "--fetch", "never"]) == 0
    capsys.readouterr()
    step = str(tmp_path / "step")
    words = {
        "site": ["export", "--all", "--format", "site", "--output", str(tmp_path / "site")],
        "device": ["export", "--all", "--format", "epub", "--keep-in-step", "--output", step],
        "edition": ["edition", "--since", "2026-01-01", "--output", str(tmp_path / "book.epub")],
    }
    (tmp_path / "step").mkdir()
    assert run([*command, *words[kind]]) == 0
    assert "Left out, as Liseuse has no text of them: 2" in capsys.readouterr().err


def test_books_on_a_device(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "system" / "profiles").mkdir(parents=True)
    step = ("--format", "epub", "--keep-in-step", "--remove-others", "--output", str(tmp_path))
    code, done = export(library, capsys, "--tag", "eau", *step)
    books = tmp_path / "Liseuse"
    assert (code, done["device"], done["articles"], done["unchanged"]) == (0, "pocketbook", 2, 0)
    _, done = export(library, capsys, "1", *step)
    assert (done["unchanged"], done["removed"]) == (1, [str(books / "Le port.epub")])
    for wrong in (("1", "--format", "html", "--keep-in-step"), ("1", "--format", "epub", "--remove-others")):
        assert run(["--library", str(library), "export", *wrong, "--output", str(tmp_path)]) == 2
    capsys.readouterr()
