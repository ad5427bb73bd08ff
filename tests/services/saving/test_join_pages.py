"""Articles over several pages, on a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.core.model import BlockKind
from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.saving.save_article import save_article
from tests.conftest import SiteServer
from tests.page_samples import SENTENCES, article, picture


def words_of(number: int) -> str:
    return (
        f"<h2>Partie {number} du dossier</h2>"
        + "".join(
            f"<p>Le paragraphe {part} de la page {number} raconte la suite de l’enquête, avec ses "
            f"chiffres, ses témoins et les réponses que la mairie a données au numéro {number}{part}.</p>"
            for part in range(4)
        )
        + f'<figure><img src="/p{number}.jpg" alt="vue"><figcaption>Vue numéro {number}</figcaption></figure>'
        + "<p>Chaque page se termine ainsi.</p>"
    )


Make = Callable[..., SiteServer]


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Make]:
    """Serves a dossier of some pages; each repeats the first one's standfirst."""
    servers: list[SiteServer] = []

    def make(
        pages: int, missing: int = 0, same: bool = False, robots: str = "", led_on: bool = False
    ) -> SiteServer:
        for number in range(1, pages + 1):
            if number == missing:
                continue
            place = tmp_path / "dossier" / ("" if number == 1 else str(number))
            place.mkdir(parents=True, exist_ok=True)
            more = f'<a rel="next" href="/dossier/{number + 1}/">Page suivante</a>' if number < pages else ""
            text = words_of(1 if same else number)
            if led_on and more:
                text += f"<p>L’enquête de la page {number} commence en mars, mais […]</p><p>Lire la suite</p>"
            inside = text + f"<nav class='pagination'>{more}</nav>"
            first = number == 1 and not led_on
            page = article(inside, title="Le grand dossier") if first else _later(inside)
            (place / "index.html").write_text(page, "utf-8")
            (tmp_path / f"p{number}.jpg").write_bytes(picture(seed=number))
        if robots:
            (tmp_path / "robots.txt").write_text(robots)
        servers.append(SiteServer(tmp_path))
        return servers[0]

    yield make
    for server in servers:
        server.close()


def _later(inside: str) -> str:
    standfirst = f"{SENTENCES[0]} {SENTENCES[1]}"
    return (
        '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Le grand dossier</title></head>'
        "<body>"
        f"<article><h1>Le grand dossier</h1><p>{standfirst}</p>{inside}</article></body></html>"
    )


def test_the_pages_become_one_article(session: LibrarySession, dossier: Make) -> None:
    server = dossier(3)
    outcome = save_article(session, server.url("/dossier/"), Progress())
    document = session.articles.get(outcome.id).document
    for number in (1, 2, 3):
        assert f"paragraphe 3 de la page {number} " in document.text
        assert f"Partie {number} du dossier" in document.html
    assert [b.text for b in document.blocks if b.kind is BlockKind.HEADING] == [
        f"Partie {n} du dossier" for n in (1, 2, 3)
    ]
    ids = [block.id for block in document.blocks]
    assert len(ids) == len(set(ids)), "each block has its own number"
    assert document.title == "Le grand dossier" and not document.incomplete
    assert (outcome.pictures_saved, outcome.pictures_failed) == (3, 0)
    assert document.url == server.url("/dossier/")
    asked = [r for r in server.requests if r.startswith("/dossier")]
    assert asked == ["/dossier/", "/dossier/2/", "/dossier/3/"]
    assert save_article(session, server.url("/dossier/"), Progress()).status == "duplicate"


def test_what_one_page_lacks_stands_on_the_next(session: LibrarySession, dossier: Make) -> None:
    server = dossier(2, led_on=True)
    document = session.articles.get(save_article(session, server.url("/dossier/"), Progress()).id).document
    assert "commence en mars" in document.text and "paragraphe 3 de la page 2 " in document.text
    assert document.incomplete == ""


def test_a_page_that_leads_to_nothing_keeps_its_mark(session: LibrarySession, dossier: Make) -> None:
    server = dossier(2, missing=2, led_on=True)
    outcome = save_article(session, server.url("/dossier/"), Progress())
    assert session.articles.get(outcome.id).document.incomplete == "end"


def test_every_block_has_an_id_of_its_own(session: LibrarySession, dossier: Make) -> None:
    """The line that ends each page is the same: its id is told apart by a number."""
    saved = save_article(session, dossier(3).url("/dossier/"), Progress())
    blocks = session.articles.get(saved.id).document.blocks
    ends = [block.id for block in blocks if block.text == "Chaque page se termine ainsi."]
    assert ends == [ends[0], f"{ends[0]}-2", f"{ends[0]}-3"]
    assert len({block.id for block in blocks}) == len(blocks)


def test_at_most_twenty_pages(session: LibrarySession, dossier: Make) -> None:
    server = dossier(24)
    save_article(session, server.url("/dossier/"), Progress())
    assert sum(r.startswith("/dossier") for r in server.requests) == 20


def test_a_next_page_that_repeats_the_first_ends_it(session: LibrarySession, dossier: Make) -> None:
    server = dossier(4, same=True)
    outcome = save_article(session, server.url("/dossier/"), Progress())
    assert sum(r.startswith("/dossier") for r in server.requests) == 2
    text = session.articles.get(outcome.id).document.text
    assert text.count("paragraphe 3 de la page 1") == 1


def test_a_missing_page_keeps_what_there_is(session: LibrarySession, dossier: Make) -> None:
    server = dossier(3, missing=2)
    outcome = save_article(session, server.url("/dossier/"), Progress())
    document = session.articles.get(outcome.id).document
    assert "page 1" in document.text and "page 3" not in document.text


def test_robots_is_asked_before_a_page_that_nobody_named(session: LibrarySession, dossier: Make) -> None:
    server = dossier(3, robots="User-agent: *\nDisallow: /\n")
    outcome = save_article(session, server.url("/dossier/"), Progress())
    assert outcome.status == "saved"
    assert [r for r in server.requests if not r.endswith(".jpg")] == ["/dossier/", "/robots.txt"]
