"""Real libraries in temporary folders, documents to put into them, and child processes to disturb them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from reader.core.model import ArticleLink, Block, BlockKind, Document, Part, Picture, Sentence
from reader.library.articles.articles import Articles
from reader.library.articles.pending import PendingSaves
from reader.library.assets import Assets
from reader.library.database import Database
from reader.library.translations.translations import Translations
from tests.support.libraries import make_empty
from tests.support.limits import LIMIT
from tests.support.rights import may_mount

HERE = Path(__file__).parent
SAVED = "2026-11-25T08:00:00+00:00"


@dataclass
class Library:
    """Everything of one open library."""

    folder: Path
    database: Database
    articles: Articles
    assets: Assets
    pending: PendingSaves
    translations: Translations

    def sql(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        with self.database.write() as session:
            result = session.connection().exec_driver_sql(statement, values)
            return [tuple(row) for row in result] if result.returns_rows else []

    def add(self, document: Document, key: str = "", **more: object) -> int:
        return self.articles.add(document, document.url, key or document.url, SAVED, **more)  # type: ignore[arg-type]

    def close(self) -> None:
        self.assets.close()
        self.database.close()


def open_library(folder: Path) -> Library:
    database = Database.open(folder / "library.db")
    assets = Assets(folder / "pictures")
    articles = Articles(database, assets)
    return Library(folder, database, articles, assets, PendingSaves(database), Translations(database))


@pytest.fixture
def reopen() -> Callable[[Path], Library]:
    return open_library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    make_empty(tmp_path / "library")
    found = open_library(tmp_path / "library")
    yield found
    found.close()


def paragraph(text: str, block_id: str = "") -> Block:
    return Block(
        block_id or f"p-{abs(hash(text))}",
        BlockKind.PARAGRAPH,
        (Part(f"<em>{text}</em>", text),),
        sentences=(Sentence(text, 0, 0, len(text)),),
    )


@pytest.fixture
def document() -> Callable[..., Document]:
    """Makes a document: `document(3)` or `document(3, title=..., ...)`."""

    def make(number: int = 1, **more: object) -> Document:
        values: dict[str, object] = {
            "url": f"https://site.example/{number}",
            "title": f"Sécheresse {number}",
            "blocks": (paragraph("L’eau manque.", "b1"), paragraph("Le Maroc attend.", "b2")),
            "html": "<p><em>L’eau manque.</em></p><p><em>Le Maroc attend.</em></p>",
            "author": "Salma Labtar",
            "date": f"2026-01-{number % 28 + 1:02}",
            "language": "fr",
            "site": "LeBrief",
            "section": "Politique",
            "description": "Un résumé",
            "latest": (ArticleLink("Dernier", "https://site.example/last", "Une"),),
            **more,
        }
        return Document(**values)  # type: ignore[arg-type]

    return make


@pytest.fixture
def with_picture(library: Library, document: Callable[..., Document]) -> Callable[..., tuple[Document, str]]:
    """Stores a picture and gives a document that leads with it, and its digest."""

    def make(number: int = 1, data: bytes = b"a picture") -> tuple[Document, str]:
        digest = library.assets.add(data, "image/png")
        lead = Picture("https://site.example/p.png", "Légende", digest=digest, width=10, height=20)
        return document(number, lead=lead), digest

    return make


@pytest.fixture
def child() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts `writer_process.py` with arguments; what still runs at the end is ended."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: object, prefix: tuple[str, ...] = ()) -> subprocess.Popen[str]:
        command = [*prefix, sys.executable, str(HERE / "writer_process.py"), *map(str, arguments)]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture
def mounted(child: Callable[..., subprocess.Popen[str]]) -> Callable[..., list[str]]:
    """Runs the child in a mount namespace of its own, after a `mount` command; returns its output lines."""
    if not may_mount():
        pytest.skip("this system allows no mount namespace, so no file system can be filled or closed")

    def run(mount: str, *arguments: object) -> list[str]:
        shell = ("unshare", "-rm", "sh", "-ec", f'{mount}; exec "$@"', "sh")
        output, errors = child(*arguments, prefix=shell).communicate(timeout=LIMIT)
        assert output, errors
        return output.splitlines()

    return run
