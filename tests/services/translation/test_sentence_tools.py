"""What the reader does with single sentences: all languages, again, correct, glossary, language by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.glossary import Term
from reader.core.model import (
    Document,
    Hop,
    Route,
    SentenceState,
    TranslatedBlock,
    TranslatedSentence,
    Translation,
)
from reader.core.progress import Progress
from reader.core.sentence_key import sentence_key
from reader.library.translations.glossary import EVERY
from reader.reading.document import blocks_from_html
from reader.services.library.article_language import languages_to_choose, set_language
from reader.services.library_session import LibrarySession
from reader.services.search_library import search
from reader.services.translation.correct_translation import correct_sentence, elsewhere, take_back, take_over
from reader.services.translation.edit_glossary import affected, export_glossary, import_glossary
from reader.services.translation.manage_packages import list_packages
from reader.services.translation.retry_sentence import retry_sentences
from reader.services.translation.sentence_languages import sentence_languages
from reader.services.translation.translate_article import stored_translation, translate_article

SHARED = "Le ministre visite la ville de Rabat."


def add(session: LibrarySession, number: int, *texts: str, language: str = "fr") -> int:
    html = "".join(f"<p>{text}</p>" for text in texts)
    document = Document(
        f"https://a.ma/{number}", f"Titre {number}", blocks_from_html(html, language), html, language=language
    )
    return session.articles.add(document, document.url, f"a.ma/{number}", f"2026-01-01T00:00:{number:02}Z")


def block_of(session: LibrarySession, article: int, place: int = 0) -> str:
    return session.articles.get(article).document.blocks[place].id


@pytest.mark.models
def test_a_sentence_in_three_languages_with_the_pivot_between(session: LibrarySession) -> None:
    article = add(session, 1, SHARED)
    whole = session.articles.get(article)
    assert [one.language for one in sentence_languages(session, whole, SHARED)] == ["fr"]
    translate_article(session, article, "ar", Progress())
    french, english, arabic = sentence_languages(session, whole, SHARED)
    assert (french.language, english.language, arabic.language) == ("fr", "en", "ar")
    assert french.text == SHARED and english.between and not arabic.between
    assert "Rabat" in english.text and "\u0600" < arabic.text.strip()[0] < "\u06ff"
    translate_article(session, article, "en", Progress())
    assert [one.text for one in sentence_languages(session, whole, SHARED)][1] == english.text


@pytest.mark.models
@pytest.mark.parametrize("own", ["A minister is in Rabat.", "Yes, the minister is in Rabat."])
def test_a_corrected_translation_is_not_shown_as_what_the_arabic_was_made_from(
    session: LibrarySession, own: str
) -> None:
    article = add(session, 1, SHARED)
    translate_article(session, article, "ar", Progress())
    translate_article(session, article, "en", Progress())
    correct_sentence(session, article, "en", block_of(session, article), 0, own)
    found = sentence_languages(session, session.articles.get(article), SHARED)
    assert [one.text for one in found if one.language == "en"] == [own]


@pytest.mark.parametrize("newer", ["A newer English.", "Some newer English."])
def test_english_by_a_newer_model_is_shown_rather_than_what_the_arabic_was_made_from(
    session: LibrarySession, newer: str
) -> None:
    article = add(session, 1, SHARED)
    old, new = Hop("fr", "en", "p", "1.0"), Hop("fr", "en", "p", "2.0")
    arabic = Route((old, Hop("en", "ar", "q", "1.0")))
    key = sentence_key(SHARED)
    for route, text in ((Route((old,)), "Old English."), (Route((new,)), newer), (arabic, "عربية")):
        pair = TranslatedSentence(SHARED, text)
        session.translations.store([(key, pair)], "fr", route.target, route.key)
        if route.hops[0] is new or route is arabic:
            title = TranslatedBlock("title", (pair,))
            session.translations.record(article, Translation(route.target, route, title, None, ()))
    found = sentence_languages(session, session.articles.get(article), SHARED)
    assert [(one.language, one.text, one.between) for one in found] == [
        ("fr", SHARED, False),
        ("en", newer, False),
        ("ar", "عربية", False),
    ]


@pytest.mark.models
def test_trying_again_keeps_the_better_and_never_touches_a_correction(session: LibrarySession) -> None:
    article = add(session, 1, f"{SHARED} Il arrive lundi matin à neuf heures.")
    block = block_of(session, article)
    route = translate_article(session, article, "en", Progress()).route
    assert route is not None
    key = sentence_key(SHARED)
    bad = TranslatedSentence(
        SHARED, "Le ministre visite Rabat.", -3.0, SentenceState.SUSPECT, "", ("untranslated",)
    )
    session.translations.store([(key, bad)], "fr", "en", route.key)
    correct_sentence(session, article, "en", block, 1, "He comes on Monday at nine.")
    done = retry_sentences(session, article, "en", block, [], Progress())
    first, second = next(b for b in done.blocks if b.id == block).sentences
    assert first.state is SentenceState.REPAIRED and "minister" in first.target.lower()
    assert (second.state, second.target) == (SentenceState.CORRECTED, "He comes on Monday at nine.")
    assert session.translations.status(article)["en"].health.left == 0  # type: ignore[union-attr]


@pytest.mark.models
def test_a_correction_is_found_at_once_and_holds_elsewhere(session: LibrarySession) -> None:
    first, second = add(session, 1, SHARED), add(session, 2, f"Bonjour à tous. {SHARED}")
    third = add(session, 3, SHARED)
    for article in (first, second):
        translate_article(session, article, "en", Progress())
    correct_sentence(session, first, "en", block_of(session, first), 0, "The cabinet member tours Rabat.")
    assert search(session, "cabinet member").ids == (first,)
    assert elsewhere(session, first, "en", SHARED) == [second], "the third is not translated"
    take_over(session, [second], "en")
    assert set(search(session, "cabinet member").ids) == {first, second}
    again = stored_translation(session, session.articles.get(second), "en")
    assert again is not None and "cabinet member" in again.blocks[0].sentences[1].target
    translate_article(session, third, "en", Progress(), again=True)
    assert search(session, "cabinet member").ids[0] in (first, second, third)
    take_back(session, first, "en", block_of(session, first), 0)
    assert first not in search(session, "cabinet member").ids


@pytest.mark.models
def test_a_changed_term_names_what_it_affects_and_only_that_is_translated_again(
    session: LibrarySession,
) -> None:
    article = add(session, 1, "Le ministre parle de la Sûreté nationale.", "Il est parti hier.")
    other = add(session, 2, "Il est parti hier.")
    for one in (article, other):
        translate_article(session, one, "en", Progress())
    term = Term("fr", "en", "Sûreté nationale", "DGSN")
    session.glossary.add(term)
    found = affected(session, [term])
    assert (found.articles, found.sentences) == (((article, "en"),), 1)
    translation = translate_article(session, article, "en", Progress())
    assert "DGSN" in translation.blocks[0].sentences[0].target
    assert affected(session, [term]).sentences == 0


@pytest.mark.parametrize("ending", ["csv", "tmx"])
def test_the_glossary_goes_to_a_file_and_back(session: LibrarySession, tmp_path: Path, ending: str) -> None:
    terms = [
        Term("fr", EVERY, "LeBrief", ""),
        Term("fr", "ar", "Rabat", "الرباط"),
        Term("fr", "en", "=SOMME(A1)", "+cmd"),
    ]
    for term in terms:
        session.glossary.add(term)
    file = tmp_path / f"terms.{ending}"
    assert export_glossary(session, file) == 3
    for term in terms:
        session.glossary.remove(term.source, term.target, term.term)
    assert import_glossary(session, file) == (3, 0)
    assert sorted(session.glossary.all(), key=lambda t: t.term) == sorted(terms, key=lambda t: t.term)


@pytest.mark.models
def test_the_language_set_by_hand_cuts_anew_and_outlives_a_newer_copy(session: LibrarySession) -> None:
    text = "This is Dr. Smith. He lives in Rabat."
    article = add(session, 1, text, language="fr")
    assert set_language(session, article, "en") == "fr"
    document = session.articles.get(article).document
    assert document.language == "en"
    assert [s.text for s in document.blocks[0].sentences] == ["This is Dr. Smith.", "He lives in Rabat."]
    translate_article(session, article, "ar", Progress())
    assert set_language(session, article, "en") == "en"
    session.articles.replace(
        article, Document("https://a.ma/1", "Neu", document.blocks, "", language="fr"), "2026-02-01T00:00:00Z"
    )
    assert session.articles.get(article).document.language == "en"
    assert set_language(session, article, "fr") == "en"
    assert session.translations.status(article) == {}, "translations from another language are not kept"
    assert session.articles.get(article).document.language == "fr"
    assert languages_to_choose(session)[:2] in (["en", "fr"], ["fr", "en"])


@pytest.mark.models
def test_nothing_is_tried_again_where_it_could_not_be_kept(session: LibrarySession) -> None:
    """It said that the article is not translated, whose translation was on screen."""
    article = add(session, 1, SHARED)
    list_packages(session)
    with LibrarySession.open(session.paths, read_only=True) as reading:
        assert translate_article(reading, article, "en", Progress()).done
        with pytest.raises(ReaderError) as told:
            retry_sentences(reading, article, "en", block_of(reading, article), [0], Progress())
    assert told.value.kind == "read-only"
