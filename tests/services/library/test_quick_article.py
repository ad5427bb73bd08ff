"""An article read before the library is open is the one that the open library gives, or none at all."""

import contextlib
import dataclasses
import sqlite3
import subprocess
import sys

import pytest

from reader.core.model import ReadingPosition, SentenceState, TranslatedSentence
from reader.core.sentence_key import sentence_key
from reader.services.library.open_article import quick_article, read_article
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.services.stocked_library import ROUTE, stock, translate
from tests.support.libraries import make_empty
from tests.support.limits import LIMIT


@pytest.fixture
def library(tmp_path):
    paths = LibraryPaths(tmp_path / "library")
    make_empty(paths.root)
    return paths


def read_by_both(paths, article_id):
    with LibrarySession.open(paths) as session:
        usual = read_article(session, article_id)
    return quick_article(paths, article_id), usual


def test_text_pictures_tags_and_place_are_the_same(library):
    with LibrarySession.open(library) as session:
        first = stock(session, 1, b"a picture")
        plain = stock(session, 2)
        session.articles.set_position(first, ReadingPosition("b1", 0, 0.25), 0.5)
        session.articles.set_favourite([first], True)
        session.articles.set_archived([plain], True)
    for article_id in (first, plain):
        quick, usual = read_by_both(library, article_id)
        assert quick == usual
    assert usual.article.summary.archived


def test_translations_are_the_same_with_what_the_reader_corrected(library):
    with LibrarySession.open(library) as session:
        article_id = stock(session, 1)
        translate(session, article_id)
        source = session.articles.get(article_id).document.blocks[0].sentences[0].text
        mine = TranslatedSentence(source, "My own words.", 1.0, SentenceState.CORRECTED)
        session.translations.store([(sentence_key(source), mine)], "fr", "en", "another route")
    quick, usual = read_by_both(library, article_id)
    assert quick == usual
    sentences = [s for block in quick.translations["en"].blocks for s in block.sentences]
    assert sentences[0] == mine
    assert sentences[1].target.startswith("EN ")
    assert quick.translations["en"].route == ROUTE


def test_what_cannot_be_read_is_left_to_the_library(library, tmp_path):
    assert quick_article(LibraryPaths(tmp_path / "nowhere"), 1) is None
    assert quick_article(library, 7) is None, "no such article"
    with LibrarySession.open(library) as session:
        article_id = stock(session, 1)
    with contextlib.closing(sqlite3.connect(library.database)) as connection, connection:
        connection.execute("UPDATE article_body SET html = html || 'x'")
    assert quick_article(library, article_id) is None, "its hash differs"
    with contextlib.closing(sqlite3.connect(library.database)) as connection, connection:
        connection.execute("CREATE TABLE stranger (a)")
    assert quick_article(library, article_id) is None, "a table that is none of ours"
    library.database.write_bytes(b"no database" * 1000)
    assert quick_article(library, article_id) is None


def test_a_library_that_is_being_written_is_read_all_the_same(library):
    with LibrarySession.open(library) as session:
        article_id = stock(session, 1)
        usual = read_article(session, article_id)
        with session.database.write():
            assert quick_article(library, article_id) == usual


@pytest.mark.own_start
def test_nothing_heavy_is_loaded_for_it(library):
    with LibrarySession.open(library) as session:
        article_id = stock(session, 1)
        translate(session, article_id)
    program = (
        "import sys; from pathlib import Path; from reader.settings.paths import LibraryPaths;"
        "from reader.services.library.open_article import quick_article;"
        "opened = quick_article(LibraryPaths(Path(sys.argv[1])), int(sys.argv[2]));"
        "assert opened.translations;"
        "print(*{'sqlmodel', 'sqlalchemy', 'pydantic', 'PySide6', 'asyncio'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(library.root), str(article_id)],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=True,
    )
    assert done.stdout.split() == []


def test_an_article_opened_before_is_told_as_such(library):
    with LibrarySession.open(library) as session:
        article_id = stock(session, 1)
        session.articles.mark_opened(article_id)
    quick, usual = read_by_both(library, article_id)
    assert quick.article.summary.opened
    assert dataclasses.asdict(quick.article.summary) == dataclasses.asdict(usual.article.summary)
