"""The memory of translations, and how far each article is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.core.model import (
    Document,
    Hop,
    Route,
    SentenceState,
    TranslatedBlock,
    TranslatedSentence,
    Translation,
)

ROUTE = Route((Hop("fr", "en", "demo", "1.0", True),))
NEXT = Route((Hop("fr", "en", "official", "1.9"),))
PIVOT = Route((Hop("fr", "en", "demo", "1.0"), Hop("en", "ar", "demo", "1.0")))


def pair(target: str, state: SentenceState = SentenceState.OK, score: float = -0.5) -> TranslatedSentence:
    return TranslatedSentence("L’eau manque.", target, score, state)


def translation(*targets: str, seconds: float = 2.0, route: Route | None = ROUTE) -> Translation:
    title = TranslatedBlock("title", (TranslatedSentence("Sécheresse", targets[0]),))
    caption = TranslatedBlock("caption", (TranslatedSentence("Une photo", "A photo"),))
    blocks = (TranslatedBlock("b1", tuple(TranslatedSentence("un deux", target) for target in targets[1:])),)
    return Translation("en", route, title, caption, blocks, seconds)


def test_what_is_stored_is_found(library: Any) -> None:
    memory = library.translations
    suspect = pair("Water?", SentenceState.SUSPECT, -3.25)
    memory.store([("k1", pair("Water is lacking.")), ("k2", suspect)], "fr", "en", ROUTE.key)
    assert memory.lookup(["k1", "k2", "k3"], "fr", "en", ROUTE.key) == {
        "k1": pair("Water is lacking."), "k2": suspect
    }  # fmt: skip
    assert memory.lookup(["k1"], "fr", "ar", ROUTE.key) == {}
    assert memory.lookup(["k1"], "fr", "en", NEXT.key) == {}
    assert memory.lookup([], "fr", "en", ROUTE.key) == {}


def test_the_engine_may_do_better_the_next_time(library: Any) -> None:
    for text in ("first", "second"):
        library.translations.store([("k", pair(text))], "fr", "en", ROUTE.key)
    assert library.translations.lookup(["k"], "fr", "en", ROUTE.key)["k"].target == "second"


def test_a_correction_is_never_overwritten_and_outlives_the_model(library: Any) -> None:
    memory = library.translations
    memory.store([("k", pair("engine"))], "fr", "en", ROUTE.key)
    memory.store([("k", pair("by hand", SentenceState.CORRECTED))], "fr", "en", ROUTE.key)
    memory.store([("k", pair("engine again"))], "fr", "en", ROUTE.key)
    memory.store([("k", pair("new engine"))], "fr", "en", NEXT.key)
    for route in (ROUTE, NEXT):
        assert memory.lookup(["k"], "fr", "en", route.key)["k"].target == "by hand"
    memory.store([("k", pair("by hand, better", SentenceState.CORRECTED))], "fr", "en", NEXT.key)
    assert memory.lookup(["k"], "fr", "en", NEXT.key)["k"].target == "by hand, better"


def test_nothing_is_stored_for_an_empty_translation(library: Any) -> None:
    library.translations.store([("k", pair(""))], "fr", "en", ROUTE.key)
    library.translations.store([], "fr", "en", ROUTE.key)
    assert library.sql("SELECT count(*) FROM sentence_translation") == [(0,)]
    assert library.sql("SELECT count(*) FROM route") == [(0,)]


def test_a_long_article(library: Any) -> None:
    keys = [f"k{n}" for n in range(2_300)]
    library.translations.store([(key, pair(key)) for key in keys], "fr", "en", ROUTE.key)
    found = library.translations.lookup(keys, "fr", "en", ROUTE.key)
    assert [found[key].target for key in keys] == keys


def test_status(library: Any, document: Callable[..., Document]) -> None:
    article_id = library.add(document(1))
    assert library.translations.status(article_id) == {}
    library.translations.record(article_id, translation("Drought", "one two", ""))
    status = library.translations.status(article_id)["en"]
    assert (status.route, status.seconds, status.done, status.title) == (ROUTE, 2.0, False, "Drought")
    assert (status.sentences_done, status.sentences_total, status.words) == (3, 4, 7)
    card = library.articles.summary(article_id)
    assert (card.translations, card.translated_titles) == ((), {}), "a demonstration model gives no headline"
    library.translations.record(article_id, translation("Drought", "one two", "three", seconds=1.5))
    status = library.translations.status(article_id)["en"]
    assert (status.done, status.seconds) == (True, 3.5), "the second part took 1.5 s more"
    assert library.articles.summary(article_id).translations == ("en",)
    library.translations.record(article_id, translation("Drought", "x", seconds=9.0, route=NEXT))
    assert library.translations.status(article_id)["en"].seconds == 9.0
    assert library.articles.summary(article_id).translated_titles == {"en": "Drought"}


def test_english_comes_first_on_the_card(library: Any, document: Callable[..., Document]) -> None:
    article_id = library.add(document(1))
    for target in ("ar", "de", "en"):
        made = Translation(target, PIVOT, TranslatedBlock("title", ()), None, ())
        library.translations.record(article_id, made)
    assert library.articles.summary(article_id).translations == ("en", "ar", "de")
    assert library.translations.status(article_id)["ar"].route == PIVOT


def test_recording_for_an_article_that_was_deleted_meanwhile(library: Any) -> None:
    with pytest.raises(ReaderError) as caught:
        library.translations.record(5, translation("a", "b"))
    assert caught.value.kind == "no-such-article"
    with pytest.raises(ValueError):
        library.translations.record(5, translation("a", "b", route=None))


def test_clearing(library: Any, document: Callable[..., Document]) -> None:
    article_id = library.add(document(1))
    memory = library.translations
    pairs = [("k1", pair("engine")), ("k2", pair("hand", SentenceState.CORRECTED)), ("k3", pair("other"))]
    memory.store(pairs, "fr", "en", ROUTE.key)
    memory.record(article_id, translation("a", "b"))
    memory.clear(article_id, "ar")
    memory.clear(article_id, "en", ["k1", "k2"])
    memory.clear(article_id, "en")
    assert memory.status(article_id) == {}
    assert set(memory.lookup(["k1", "k2", "k3"], "fr", "en", ROUTE.key)) == {"k2", "k3"}


def test_deleting_an_article_keeps_the_memory(library: Any, document: Callable[..., Document]) -> None:
    article_id = library.add(document(1))
    library.translations.store([("k1", pair("engine"))], "fr", "en", ROUTE.key)
    library.translations.record(article_id, translation("a", "b"))
    library.articles.delete_forever([article_id])
    assert library.sql("SELECT count(*) FROM article_translation") == [(0,)]
    assert set(library.translations.lookup(["k1"], "fr", "en", ROUTE.key)) == {"k1"}
