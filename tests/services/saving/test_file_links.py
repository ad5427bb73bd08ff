"""Links that lead to files: kept with their title, found again, and never tried for ever."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.core.origin import TYPED
from reader.core.progress import Progress
from reader.library.imports.entries import FILE
from reader.saving.fetching.fetch import Fetcher
from reader.services.importing.fetch_waiting import fetch_waiting
from reader.services.library.export_articles import export_articles
from reader.services.library_session import LibrarySession
from reader.services.publishing.edition import Edition, EditionChoice, write_edition
from reader.services.publishing.export_site import export_site
from reader.services.saving.keep_file_link import keep_file_link
from reader.services.saving.link_origin import origin_of_links
from reader.services.saving.refetch_article import refetch_article
from reader.services.saving.save_article import save_article
from reader.services.saving.save_page import save_page
from reader.services.saving.store_page import PageAtHand
from reader.services.search_library import search
from tests.support.limits import wait_for
from tests.support.servers.file_server import FileServer

PDF = "/docs/rapport-annuel_2025.pdf"


@pytest.fixture
def files() -> Iterator[FileServer]:
    server = FileServer()
    yield server
    server.close()


@pytest.mark.parametrize(
    ("path", "title", "kind"),
    [
        (PDF, "rapport annuel 2025", "PDF"),
        ("/download?id=7", "Bilan de l’été", "PDF"),
        ("/film.mp4", "film", "video"),
        ("/son.mp3", "son", "sound"),
        ("/donnees.zip", "donnees", "ZIP file"),
        ("/lettre.docx", "lettre", "document file"),
        ("/direct.mp3", "direct", "sound"),
    ],
)
def test_a_link_to_a_file_is_kept(
    session: LibrarySession, files: FileServer, path: str, title: str, kind: str
) -> None:
    outcome = save_article(session, files.url(path), Progress(), tags=["port"])
    assert (outcome.status, outcome.title, outcome.incomplete) == ("saved", title, FILE)
    article = session.articles.get(outcome.id)
    assert article.document.blocks == () and article.document.url == files.url(path)
    assert (article.document.section, article.summary.tags, article.summary.words) == (kind, ("port",), 0)
    assert article.summary.incomplete == FILE
    asked = len(files.requests)
    assert save_article(session, files.url(path), Progress()).status == "duplicate"
    assert fetch_waiting(session, Progress()).left == 0
    assert len(files.requests) == asked, "it is not fetched again"


def test_an_endless_recording_is_read_no_further_than_it_takes(
    session: LibrarySession, files: FileServer
) -> None:
    assert save_article(session, files.url("/direct.mp3"), Progress()).id
    wait_for(files.broken_off.is_set, "the end of the recording")


def test_it_is_called_as_the_article_calls_it(session: LibrarySession, files: FileServer) -> None:
    article = save_article(session, files.url("/article"), Progress()).id
    origin = dataclasses.replace(origin_of_links(session, article), agreed=files.url(PDF))
    named = save_article(session, files.url(PDF), Progress(), origin=origin)
    assert named.title == "le rapport annuel du port"
    origin = dataclasses.replace(origin, agreed=files.url("/son.mp3"))
    assert save_article(session, files.url("/son.mp3"), Progress(), origin=origin).title == "son", (
        "“ici” is no title"
    )
    kept = session.repairs.source(named.id).origin
    assert kept is not None and kept.page == files.url("/article")


def test_it_is_found_and_goes_out_as_a_link(
    session: LibrarySession, files: FileServer, tmp_path: Path
) -> None:
    saved = save_article(session, files.url(PDF), Progress()).id
    assert search(session, "rapport annuel").ids == (saved,)
    site = export_site(session, [saved], tmp_path / "site")
    assert (site.articles, site.without_text) == (1, 0)
    (page,) = (tmp_path / "site" / "articles").iterdir()
    assert files.url(PDF) in page.read_text("utf-8")
    done = export_articles(session, [saved], tmp_path / "x.json", "csl")
    (reference,) = json.loads(done.written[0].read_text("utf-8"))
    assert (reference["title"], reference["URL"]) == ("rapport annuel 2025", files.url(PDF))


def test_a_book_has_no_chapter_without_a_text(
    session: LibrarySession, files: FileServer, tmp_path: Path
) -> None:
    save_article(session, files.url(PDF), Progress())
    ever = EditionChoice(datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC))
    assert write_edition(session, ever, tmp_path / "none.epub", Progress()) == Edition(None, without_text=1)


def test_a_page_in_the_place_of_the_file_is_taken_when_asked(
    session: LibrarySession, files: FileServer
) -> None:
    saved = save_article(session, files.url(PDF), Progress()).id
    assert refetch_article(session, saved, Progress(), allow_local=True).status == "unchanged"
    files.as_page.add(PDF)
    assert refetch_article(session, saved, Progress(), allow_local=True).status == "updated"
    document = session.articles.get(saved).document
    assert (document.title, document.incomplete) == ("Le port et ses navires", "") and document.blocks


def test_the_page_that_a_browser_hands_over_takes_the_place_of_the_link(
    session: LibrarySession, files: FileServer
) -> None:
    saved = save_article(session, files.url(PDF), Progress()).id
    outcome = save_page(session, files.page().encode(), Progress(), files.url(PDF), origin=TYPED)
    assert (outcome.status, outcome.id) == ("updated", saved)


def test_a_link_that_comes_twice_at_once_is_kept_once_and_never_translated(
    session: LibrarySession, files: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.settings.set("translate_on_save", "en, ar")
    link, progress, first = files.url(PDF), Progress(), []
    fetcher = Fetcher()
    page = fetcher.page(link, Progress(), or_file=True)
    fetcher.close()
    # Between the look into the library and what is stored, another has stored it.
    monkeypatch.setattr(progress, "check", lambda: first.append(save_article(session, link, Progress())))
    at_hand = PageAtHand(link, page.body, page.final_url, page.content_type, requested=link)
    outcome = keep_file_link(session, at_hand, page, progress)
    assert [(one.status, one.id) for one in (*first, outcome)] == [
        ("saved", outcome.id),
        ("duplicate", outcome.id),
    ]
    assert session.translation_jobs.all() == []
