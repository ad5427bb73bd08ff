"""The Big List of Naughty Strings through every text the library keeps, searches or names files with."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.glossary import Term
from reader.core.progress import Progress
from reader.exchange.csv_pairs import read_csv, write_csv
from reader.exchange.tmx import read_tmx, write_tmx
from reader.exchange.translation_units import ExchangedPair
from reader.saving.fetching.urls import find_links, parse_link
from reader.services import search_library
from reader.services.library.export_article import export_article, file_name
from reader.services.library.tag_articles import suggest_tags, tag_articles
from reader.services.library_session import LibrarySession
from reader.services.saving.save_page import save_page

NAUGHTY: list[str] = json.loads(
    (Path(__file__).parents[2] / "data" / "naughty_strings" / "blns.json").read_text("utf-8")
)
PROSE = "Le port de Tanger a accueilli quarante navires en une seule journée, un record depuis dix ans. " * 4
FORMULA = ("=", "+", "-", "@", "\t", "\r")
RESERVED = set('<>:"/\\|?*') | {chr(n) for n in range(32)}


@pytest.fixture
def article(session: LibrarySession) -> int:
    page = f"<html><title>Essai</title><body><article><h1>Essai</h1><p>{PROSE}</p></article></body></html>"
    return save_page(session, page, Progress(), "https://journal.example/essai").id


def test_every_search_gives_an_answer(session: LibrarySession, article: int) -> None:
    for text in NAUGHTY:
        for query in (text, f'"{text}', f"tag:{text}", f"before:{text}", f"tanger {text}"):
            search_library.search(session, query)
            suggest_tags(session, query)
    assert search_library.search(session, "tanger").ids == (article,)


def test_tags_notes_searches_and_terms_come_back_as_written(session: LibrarySession, article: int) -> None:
    for number, text in enumerate(NAUGHTY[::3]):
        wanted = " ".join(text.split())
        tag_articles(session, [article], add=[text])
        tags = session.articles.summary(article).tags
        assert not wanted or any(tag.casefold() == wanted.casefold() or tag for tag in tags)
        tag_articles(session, [article], remove=list(tags))
        session.annotations.set_note(article, text)
        assert session.annotations.note(article).strip() == text.strip()
        if wanted:
            session.saved_searches.keep(f"{number} {wanted}", text)
            session.glossary.add(Term("fr", "en", text, text))
    kept = {search.query for search in session.saved_searches.all()}
    assert {text.strip() for text in NAUGHTY[::3] if text.strip()} <= {query.strip() for query in kept}


def test_a_page_of_them_is_saved_shown_and_exported(session: LibrarySession, tmp_path: Path) -> None:
    import html

    for number, text in enumerate(NAUGHTY[::23]):
        title = html.escape(text) or "vide"
        page = f"<title>{title}</title><article><h1>{title}</h1><p>{PROSE}</p><p>{title}</p></article>"
        saved = save_page(session, page, Progress(), f"https://journal.example/{number}")
        for form in ("html", "markdown", "text"):
            name = file_name(saved.title, form)
            assert not RESERVED & set(name) and 4 < len(name.encode()) <= 255, name
            written = export_article(session, saved.id, tmp_path / f"{number}-{name}"[-120:], form)
            content = written.read_text("utf-8")
            assert "Tanger" in content
            assert "<script" not in content.lower() or form != "html", text


@pytest.mark.parametrize("title", ["東京の図書館" * 15, "🏳️‍🌈" * 60, "مكتبة" * 40, "\ud800" * 9, "a" * 400])
def test_a_long_title_makes_a_name_that_every_disk_takes(
    session: LibrarySession, tmp_path: Path, title: str
) -> None:
    """Disks count bytes: characters of Japanese take three, and a flag of four characters fourteen."""
    page = f"<title>Essai</title><article><h1>Essai</h1><p>{PROSE}</p></article>"
    number = save_page(session, page, Progress(), "https://journal.example/long").id
    for form in ("html", "markdown", "text", "epub"):
        name = file_name(title, form)
        assert 4 < len(name.encode()) <= 220 and "\u200d." not in name, name
        if form != "epub":
            assert export_article(session, number, tmp_path / name, form).is_file()


@pytest.mark.parametrize("title", ["CON", "aux.h", "Com1 . Le film", "LPT¹", "nul.", "CONIN$", "prn .x.md"])
def test_no_name_means_a_device_of_windows(title: str) -> None:
    """A device is meant by what stands before the first full stop, blanks at its end not counted."""
    for form in ("html", "markdown", "epub"):
        name = file_name(title, form)
        assert name.partition(".")[0].strip().endswith("_"), name


def test_one_title_makes_one_name_however_its_accents_are_written() -> None:
    """macOS takes both ways for one name: the second article was written over the first."""
    assert file_name("E\u0301te\u0301", "html") == file_name("Été", "html")
    assert file_name("Constantine", "html") == "Constantine.html"


def test_they_survive_the_files_of_other_programs_and_start_no_formula(tmp_path: Path) -> None:
    pairs = [ExchangedPair("fr", "en", text.strip(), text.strip()) for text in NAUGHTY if text.strip()]
    file = tmp_path / "pairs.csv"
    with file.open("wb") as out:
        write_csv(pairs, out)
    with file.open(encoding="utf-8-sig", newline="") as sheet:
        rows = list(csv.reader(sheet))
    for row in rows[1:]:
        assert not any(cell.startswith(FORMULA) for cell in row), row
    back = [pair for pair in read_csv(file) if isinstance(pair, ExchangedPair)]
    assert len(back) == len(pairs)
    with (tmp_path / "pairs.tmx").open("wb") as out:
        write_tmx(pairs, out)
    assert len(list(read_tmx(tmp_path / "pairs.tmx"))) == len(pairs)


def test_as_links_they_are_links_or_refused() -> None:
    for text in NAUGHTY:
        for link in find_links(text):
            assert link.startswith(("http://", "https://"))
        try:
            assert parse_link(text).startswith(("http://", "https://"))
        except ReaderError as error:
            assert error.kind in ("not-a-link", "unsupported-scheme")
