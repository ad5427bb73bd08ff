"""A small library for tests of reading by keyboard, written straight into the database."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from reader.core.model import ArticleLink, Block, BlockKind, Document, Part
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_samples import lebrief, paragraph, sentences, translation
from tests.support.libraries import make_empty

SAVED = "2026-01-0{}T10:00:00+00:00"


def link(number: int, **more: str) -> ArticleLink:
    """A link that the source page named."""
    return ArticleLink(
        f"Autre article {number}",
        f"https://www.lebrief.ma/autre-{number}/",
        "Politique",
        "",
        "Mouna Aghlal",
        "2026-01-12",
        **more,
    )


def rich_document() -> Document:
    """The fixture article with a linked word, a list, a second heading, and lists of links."""
    document = lebrief(pictures=False).article.document
    text = "Le rapport complet est en ligne. Il compte cent pages."
    html = (
        '<a href="https://www.lebrief.ma/autre-1/">Le rapport</a> complet est en ligne. Il compte cent pages.'
    )
    linked = Block("linked", BlockKind.PARAGRAPH, (Part(html, text),), sentences=sentences(text))
    items = ("Premier point. Il est court.", "Second point.")
    listed = Block(
        "listed",
        BlockKind.LIST,
        tuple(Part(item, item) for item in items),
        sentences=tuple(s for n, item in enumerate(items) for s in sentences(item, n)),
    )
    heading = paragraph(90, "Une autre partie", BlockKind.HEADING, level=2)
    last = paragraph(91, "Dernier paragraphe du texte. Voici sa fin.")
    return replace(
        document,
        blocks=(*document.blocks, linked, heading, listed, last),
        latest=tuple(link(n) for n in range(1, 6)),
        most_read=(link(7), link(8)),
        related=(link(9),),
    )


def fill_library(paths: LibraryPaths) -> list[int]:
    """Write three articles; the newest is the rich one. Returns the ids, newest first.

    A library that is not there yet is a copy of one that was written once for all tests.
    """
    if paths.database.exists():
        return write_articles(paths)
    written, ids = _written()
    shutil.copytree(written, paths.root, dirs_exist_ok=True)
    return list(ids)


@functools.cache
def _written() -> tuple[Path, tuple[int, ...]]:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    paths = LibraryPaths(folder / "library")
    ids = write_articles(paths)
    assert not paths.database.with_name(f"{paths.database.name}-wal").exists()
    return paths.root, tuple(ids)


def write_articles(paths: LibraryPaths) -> list[int]:
    """As `fill_library`, every time anew: for tests of how a library is written."""
    make_empty(paths.root)
    with LibrarySession.open(paths) as session:
        ids = []
        for number in (1, 2):
            blocks = tuple(paragraph(n, f"Phrase une du texte {number}. Phrase deux.") for n in range(30))
            url = f"https://www.lebrief.ma/autre-{number}/"
            document = Document(url, f"Autre article {number}", blocks, "", language="fr", site="LeBrief")
            ids.append(
                session.articles.add(document, url, f"lebrief.ma/autre-{number}", SAVED.format(number))
            )
        rich = rich_document()
        ids.append(session.articles.add(rich, rich.url, "lebrief.ma/rich", SAVED.format(3)))
    return ids[::-1]


def translated_rich(target: str):
    """A whole translation of the rich article, not stored."""
    from reader.services.library.open_article import OpenedArticle
    from tests.gui.support.reading_samples import article

    return translation(OpenedArticle(article(rich_document())), target)
