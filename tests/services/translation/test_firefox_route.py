"""Articles by a Firefox model, alone and on the way to Arabic: memory, glossary, retranslation, absence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.glossary import Term
from reader.core.model import FIREFOX, Document, SentenceState
from reader.core.progress import Progress
from reader.reading.document import blocks_from_html
from reader.services.library_session import LibrarySession
from reader.services.translation import manage_packages
from reader.services.translation.newer_models import newer_route
from reader.services.translation.retry_sentence import retry_sentences
from reader.services.translation.translate_article import (
    other_routes,
    route_for,
    stored_translation,
    translate_article,
)
from reader.translation.engines import firefox_files
from reader.translation.packages import download, packages
from reader.translation.packages.download import DownloadLimits
from tests.support.firefox_models import needs_models, weights
from tests.support.servers.records_server import RecordsServer

pytestmark = [pytest.mark.models, needs_models]

TEXTS = (
    "A biblioteca municipal de Lisboa reabriu ontem.",
    "Escreva para a@b.example ou veja https://b.example/x=1 ainda hoje.",
    "A equipa do Farol Azul venceu o jogo.",
)


@pytest.fixture
def article(session: LibrarySession) -> Iterator[int]:
    manage_packages.install_package(session, str(weights("pten")), Progress())
    html = "".join(f"<p>{text}</p>" for text in TEXTS)
    document = Document(
        "https://a.pt/1", "Notícias de Lisboa", blocks_from_html(html, "pt"), html, language="pt"
    )
    yield session.articles.add(document, document.url, "a.pt/1", "2026-01-01T00:00:00Z")


def english(session: LibrarySession, article: int) -> list[str]:
    found = stored_translation(session, session.articles.get(article), "en")
    assert found is not None
    return [pair.target for block in found.blocks for pair in block.sentences]


def test_memory_glossary_and_a_second_try(session: LibrarySession, article: int) -> None:
    made = translate_article(session, article, "en", Progress())
    assert made.route is not None and made.route.key == "pt-en@2.0-firefox"
    pairs = [pair for block in made.blocks for pair in block.sentences]
    assert "Lisbon reopened yesterday" in pairs[0].target and pairs[0].alignment and pairs[0].score == 0.0
    assert "a@b.example" in pairs[1].target and "https://b.example/x=1" in pairs[1].target
    assert {pair.state for pair in pairs} <= {SentenceState.OK, SentenceState.REPAIRED}

    assert translate_article(session, article, "en", Progress()).seconds == 0.0  # all from the memory
    session.glossary.add(Term("pt", "en", "Farol Azul"))
    translate_article(session, article, "en", Progress())
    assert "Farol Azul" in english(session, article)[2]
    block = session.articles.get(article).document.blocks[0].id
    again = retry_sentences(session, article, "en", block, (), Progress())
    assert "Lisbon reopened" in again.blocks[0].sentences[0].target


def test_to_arabic_both_engines_take_a_step_each(session: LibrarySession, article: int) -> None:
    made = translate_article(session, article, "ar", Progress())
    assert made.route is not None and [hop.engine for hop in made.route.hops] == [FIREFOX, ""]
    assert made.blocks[0].sentences[0].target.strip()[0] >= "\u0600"
    assert made.blocks[0].sentences[0].alignment  # through the English in between
    assert newer_route(session, made.route) is None


def test_no_weaker_package_answers_in_its_place(session: LibrarySession, article: int) -> None:
    assert other_routes(session, route_for(session, "pt", "en")) == ()


def test_without_the_optional_part_it_is_said_and_argos_goes_on(
    session: LibrarySession, article: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (firefox_files, packages):
        monkeypatch.setattr(module, "engine_present", lambda: False)
    with pytest.raises(ReaderError) as caught:
        translate_article(session, article, "en", Progress())
    assert caught.value.kind == "engine-missing"
    assert route_for(session, "fr", "ar").key.startswith("fr-en@")
    overview = manage_packages.packages_overview(session)
    assert not overview.runs_firefox and any(p.engine == FIREFOX for p in overview.installed)
    with pytest.raises(ReaderError) as caught:
        manage_packages.install_package(session, "firefox:fr-en", Progress())
    assert caught.value.kind == "engine-missing"


def test_the_list_is_fetched_when_one_of_its_models_is_asked_for(
    session: LibrarySession, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = DownloadLimits(schemes=frozenset({"http"}))
    monkeypatch.setattr(download, "DownloadLimits", lambda *args, **named: limits)
    server = RecordsServer()
    try:
        session.settings.set("firefox_models", server.address)
        (made,) = manage_packages.install_package(session, "firefox:pt-en", Progress())
        assert (made.name, manage_packages.origin(made)) == ("firefox:pt-en", "official")
        session.settings.set("model_index", f"{server.base}/index.json")
        found = manage_packages.refresh_catalogue(session, Progress())
        assert [p.name for p in found if p.engine] == ["firefox:en-pt", "firefox:pt-en"]
        session.settings.set("firefox_models", f"{server.base}/v1/gone")
        with pytest.raises(ReaderError) as caught:
            manage_packages.refresh_catalogue(session, Progress())
        assert caught.value.kind == "not-found"
    finally:
        server.close()


def test_what_is_asked_for_by_name(session: LibrarySession, tmp_path: Path) -> None:
    session.settings.set("firefox_models", "")
    with pytest.raises(ReaderError) as caught:
        manage_packages.install_package(session, "firefox:fr-en", Progress())
    assert caught.value.kind == "model-missing"  # there is no list
    with pytest.raises(ReaderError) as caught:
        manage_packages.install_package(session, f"{tmp_path}/", Progress())
    assert caught.value.kind == "not-a-model"
    found = manage_packages.examine_file(session, next(weights("enpt").glob("model*.bin")), Progress())
    assert (found.pair, found.version, found.known) == ("en-pt", "2.0", False)
    (made,) = manage_packages.install_package(session, str(weights("enpt")), Progress())
    assert manage_packages.origin(made) == "file" and manage_packages.runs(made)
    assert [p.name for p in manage_packages.remove_package(session, "firefox:en-pt")] == ["firefox:en-pt"]
