"""Corrections, glossary, health and markup of a whole article, with the demonstration models."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.glossary import Term
from reader.core.model import Document, Hop, Route, SentenceState, TranslatedSentence
from reader.core.progress import Cancelled, Progress
from reader.core.sentence_key import sentence_key
from reader.reading.document import blocks_from_html
from reader.reading.translated import translated_document
from reader.services.library.open_article import open_article
from reader.services.library_session import LibrarySession
from reader.services.translation.correct_translation import READER, correct_sentence, take_back
from reader.services.translation.manage_packages import list_packages
from reader.services.translation.translate_article import route_for, translate_article
from reader.services.translation.translate_hop import RouteTranslator
from reader.services.translation.translation_memory import export_memory, import_memory
from reader.settings.paths import LibraryPaths
from reader.translation.engines.engine import Search

pytestmark = pytest.mark.models

HTML = (
    "<p>Le gouvernement a adopté <b>la loi de finances</b>. Il écrit à presse@lebrief.ma chaque jour.</p>"
    '<p>Le site <a href="https://www.lebrief.ma/x">publie la liste</a> des élus.</p>'
    "<p>Le Makhzen parle avec <code>ls -la</code> au ministre.</p>"
)


def add(session: LibrarySession, html: str = HTML, title: str = "Une loi", number: int = 1) -> int:
    document = Document(
        f"https://lebrief.ma/{number}",
        title,
        blocks_from_html(html, "fr"),
        html,
        language="fr",
        site="lebrief.ma",
    )
    return session.articles.add(document, document.url, f"lebrief.ma/{number}", "2026-01-01T00:00:00Z")


def texts(session: LibrarySession, article: int, target: str = "en") -> str:
    return " ".join(
        s.target for b in translate_article(session, article, target, Progress()).blocks for s in b.sentences
    )


def test_a_correction_stands_against_a_later_glossary(session: LibrarySession) -> None:
    article = add(session, "<p>Le Makhzen parle au ministre.</p>")
    translate_article(session, article, "en", Progress())
    block = session.articles.get(article).document.blocks[0].id
    correct_sentence(session, article, "en", block, 0, "The palace speaks.")
    session.glossary.add(Term("fr", "en", "Makhzen", "Makhzen"))
    assert "The palace speaks." in texts(session, article)


def test_markup_and_addresses_survive_and_are_there_again_without_an_engine(session: LibrarySession) -> None:
    article = add(session)
    translate_article(session, article, "en", Progress())
    session.translator.close()
    opened = open_article(session, article)
    document = translated_document(opened.article.document, opened.translations["en"])
    first, second, third = (block.parts[0].html for block in document.blocks)
    assert "<b>" in first and "presse@lebrief.ma" in first and "<b>The" not in first.split(".")[1]
    assert '<a href="https://www.lebrief.ma/x">' in second
    assert "<code>ls -la</code>" in third
    report = session.translations.status(article)["en"].health
    assert report is not None and report == opened.translations["en"].health
    assert report.checked == 5 and report.found == report.repaired + report.left


def test_a_correction_is_kept_marked_and_shared(session: LibrarySession) -> None:
    article = add(session)
    translate_article(session, article, "en", Progress())
    block = session.articles.get(article).document.blocks[0].id
    correct_sentence(session, article, "en", block, 0, "  The cabinet passed\nthe budget. ")
    correct_sentence(session, article, "en", "title", 0, "A law")
    again = translate_article(session, article, "en", Progress(), again=True)
    assert again.blocks[0].sentences[0].target == "The cabinet passed the budget."
    assert again.blocks[0].sentences[0].state is SentenceState.CORRECTED
    assert session.translations.status(article)["en"].title == "A law"
    other = add(session, title="Autre", number=2)
    assert "The cabinet passed the budget." in texts(session, other)
    take_back(session, article, "en", block, 0)
    assert "The cabinet passed" not in texts(session, article)
    with pytest.raises(ReaderError, match="not-translated"):
        correct_sentence(session, article, "en", block, 9, "x")
    with pytest.raises(ReaderError, match="not-translated"):
        correct_sentence(session, article, "ar", block, 0, "x")


def test_the_glossary_holds_also_through_english_and_for_what_was_translated_before(
    session: LibrarySession,
) -> None:
    article = add(session)
    texts(session, article)
    session.glossary.add(Term("fr", "en", "Makhzen", "Palace"))
    session.glossary.add(Term("fr", "ar", "Makhzen", "المخزن"))
    assert "Palace" in texts(session, article)
    arabic = translate_article(session, article, "ar", Progress()).blocks[2].sentences[0]
    assert "المخزن" in arabic.target and "Makhzen" not in arabic.target
    assert session.glossary.remove("fr", "en", "Makhzen")
    assert not session.glossary.remove("fr", "en", "Makhzen")


def test_a_term_for_every_language_stays_as_it_is(session: LibrarySession) -> None:
    session.glossary.add(Term("fr", "*", "loi de finances"))
    session.glossary.add(Term("fr", "en", "loi de finances", "Finance Act"))
    assert session.glossary.terms("fr", "en") == {"loi de finances": "Finance Act"}
    assert session.glossary.terms("fr", "ar") == {"loi de finances": ""}
    assert "Finance Act" in texts(session, add(session))


@pytest.mark.parametrize("name", ["memory.tmx", "memory.csv"])
def test_the_memory_moves_to_another_library(session: LibrarySession, tmp_path: Path, name: str) -> None:
    article = add(session)
    first = texts(session, article)
    block = session.articles.get(article).document.blocks[1].id
    correct_sentence(session, article, "en", block, 0, "My own words.")
    count = export_memory(session, tmp_path / name, Progress())
    assert count == 5
    with LibrarySession.open(LibraryPaths(tmp_path / "other")) as other:
        done = import_memory(other, tmp_path / name, Progress())
        assert (done.read, done.stored, done.failed) == (5, 5, ())
        assert import_memory(other, tmp_path / name, Progress()).known == 5
        copied = add(other)
        translation = translate_article(other, copied, "en", Progress())
        assert translation.seconds == 0.0, "everything came from the file"
        assert translation.blocks[1].sentences[0].state is SentenceState.CORRECTED
    assert first.split(".")[0] in " ".join(s.target for b in translation.blocks for s in b.sentences)


def test_an_import_overwrites_no_correction(session: LibrarySession, tmp_path: Path) -> None:
    mine = TranslatedSentence("Oui.", "Aye.", 0.0, SentenceState.CORRECTED)
    session.translations.store([(sentence_key("Oui."), mine)], "fr", "en", READER)
    (tmp_path / "m.csv").write_text(
        "source_language,target_language,source,target\nfr,en,Oui.,Yes.\nfr,en,Non.,No.\nzz zz,en,a,b\n",
        "utf-8",
    )
    done = import_memory(session, tmp_path / "m.csv", Progress())
    assert (done.read, done.stored, done.known, [f.line for f in done.failed]) == (3, 1, 1, [4])
    found = session.translations.lookup([sentence_key("Oui."), sentence_key("Non.")], "fr", "en", "any")
    assert {p.target for p in found.values()} == {"Aye.", "No."}


def test_an_export_that_fails_leaves_the_file_that_was_there(session: LibrarySession, tmp_path: Path) -> None:
    (tmp_path / "m.tmx").write_text("before")
    progress = Progress()
    progress.cancel()
    add(session)
    texts(session, 1)
    with pytest.raises(Cancelled):
        export_memory(session, tmp_path / "m.tmx", progress)
    assert (tmp_path / "m.tmx").read_text() == "before"
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".liseuse")] == []


def test_faster_is_a_search_of_its_own_and_no_check_costs_nothing(session: LibrarySession) -> None:
    session.settings.set("translation_quality", "faster")
    session.settings.set("translation_check", False)
    translation = translate_article(session, add(session, html="<p>Il part demain.</p>"), "en", Progress())
    assert translation.done and translation.health.found == 0


def test_what_one_route_cannot_do_another_tries(session: LibrarySession) -> None:
    """A direct package that knows no French gives nonsense; by way of English it works."""
    list_packages(session)
    models = session.paths.models
    folder = next(models.glob("translate-en_ar-*"))
    direct = Path(shutil.copytree(folder, models / "translate-fr_ar-1_0-copy"))
    metadata = json.loads((direct / "metadata.json").read_text("utf-8"))
    metadata["from_code"] = "fr"
    (direct / "metadata.json").write_text(json.dumps(metadata), "utf-8")
    text = "Rendez-vous le 5/11 à 18h30 au 12, rue Lamartine."
    translation = translate_article(session, add(session, html=f"<p>{text}</p>"), "ar", Progress())
    assert translation.route is not None and len(translation.route.hops) == 1, "the direct one is the best"
    by_english = Route((translation_hop(session, "fr", "en"), translation_hop(session, "en", "ar")))
    known = session.translations.lookup([sentence_key(text)], "fr", "ar", by_english.key)
    pair = translation.blocks[0].sentences[0]
    assert known, "the other route was tried"
    assert pair.state in (SentenceState.REPAIRED, SentenceState.SUSPECT) and pair.faults


def translation_hop(session: LibrarySession, source: str, target: str) -> Hop:
    return route_for(session, source, target).hops[0]


def test_a_changed_sentence_costs_one_sentence(session: LibrarySession) -> None:
    article = add(session)
    translate_article(session, article, "en", Progress())
    html = HTML.replace("publie la liste", "publiera la liste")
    other = add(session, html=html, number=3)
    asked: list[str] = []
    original = session.translator.translate

    def translate(sentences, *rest, **named):  # type: ignore[no-untyped-def]
        asked.extend(sentences)
        return original(sentences, *rest, **named)

    session.translator.translate = translate  # type: ignore[method-assign]
    assert translate_article(session, other, "en", Progress()).done
    assert {s for s in asked if s.endswith(".")} == {"Le site publiera la liste des élus."}


@pytest.mark.parametrize(
    ("quality", "languages", "beam"),
    [
        ("best", ("fr", "en"), 2),
        ("best", ("en", "ar"), 3),
        ("faster", ("fr", "en"), 1),
        ("faster", ("en", "ar"), 2),
    ],
)
def test_a_hop_is_searched_no_wider_than_its_languages_need(
    session: LibrarySession,
    monkeypatch: pytest.MonkeyPatch,
    quality: str,
    languages: tuple[str, str],
    beam: int,
) -> None:
    beams: list[int] = []
    translate = session.translator.translate

    def noted(texts: Sequence[str], hop: Hop, models: Path, progress: Progress, search: Search) -> object:
        beams.append(search.beam)
        return translate(texts, hop, models, progress, search)

    monkeypatch.setattr(session.translator, "translate", noted)
    session.settings.set("translation_quality", quality)
    RouteTranslator(session, route_for(session, *languages), Progress()).translate(["Rabat."])
    assert beams[0] == beam
