"""Alignment, faults, health, glossary and jobs in the library, without any engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.core.glossary import Term
from reader.core.model import (
    Document,
    HealthReport,
    Hop,
    Route,
    SentenceState,
    TranslatedBlock,
    TranslatedSentence,
    Translation,
)
from reader.library.translations.glossary import EVERY, Glossary
from reader.library.translations.translation_jobs import TranslationJobs
from reader.library.translations.translations import Translations

ROUTE = Route((Hop("fr", "en", "translate-fr_en", "1.0"),))


def pair(text: str, target: str, **more: Any) -> TranslatedSentence:
    return TranslatedSentence(text, target, -0.5, more.pop("state", SentenceState.OK), **more)


@pytest.fixture
def memory(library: Any) -> Translations:
    return Translations(library.database)


def lookup(memory: Translations, *keys: str, route: str = "r") -> dict[str, TranslatedSentence]:
    return memory.lookup(keys, "fr", "en", route)


def test_alignment_and_faults_come_back(memory: Translations) -> None:
    one = pair("a b", "x y", alignment="0-0 1-1")
    two = pair("c", "z", state=SentenceState.SUSPECT, faults=("number", "name"))
    memory.store([("k1", one), ("k2", two)], "fr", "en", "r")
    assert lookup(memory, "k1", "k2") == {"k1": one, "k2": two}


def test_a_new_translation_brings_its_own_alignment(memory: Translations) -> None:
    memory.store([("k", pair("a b", "x y", alignment="0-0 1-1"))], "fr", "en", "r")
    memory.store([("k", pair("a b", "y x", alignment="0-1 1-0"))], "fr", "en", "r")
    assert lookup(memory, "k")["k"].alignment == "0-1 1-0"
    memory.store([("k", pair("a b", "z"))], "fr", "en", "r")
    assert lookup(memory, "k")["k"].alignment == ""


def test_the_machine_changes_neither_a_correction_nor_what_belongs_to_it(memory: Translations) -> None:
    mine = pair("a", "mine", state=SentenceState.CORRECTED)
    memory.store([("k", mine)], "fr", "en", "r")
    memory.store([("k", pair("a", "its", alignment="0-0", faults=("name",)))], "fr", "en", "r")
    assert lookup(memory, "k") == {"k": mine}
    assert lookup(memory, "k", route="other")["k"] == mine
    memory.forget_correction("k", "fr", "en")
    assert lookup(memory, "k") == {}


def test_details_go_with_their_sentence(library: Any, memory: Translations) -> None:
    memory.store([("k", pair("a", "x", alignment="0-0"))], "fr", "en", "r")
    library.sql("DELETE FROM sentence_translation")
    assert library.sql("SELECT count(*) FROM sentence_detail") == [(0,)]


def test_the_memory_is_read_whole_and_in_order(memory: Translations) -> None:
    pairs = [(f"k{i}", pair(f"s{i}", f"t{i}", alignment="0-0")) for i in range(1203)]
    memory.store(pairs, "fr", "en", "r")
    read = list(memory.memory())
    assert [m.pair for m in read] == [p for _, p in pairs]
    assert {(m.source_language, m.target_language, m.route) for m in read} == {("fr", "en", "r")}


def translation(*pairs: TranslatedSentence) -> Translation:
    return Translation(
        "en", ROUTE, TranslatedBlock("title", pairs[:1]), None, (TranslatedBlock("b", pairs[1:]),), 2.0
    )


def test_the_report_is_stored_with_the_translation(
    library: Any, memory: Translations, document: Callable[..., Document]
) -> None:
    article = library.add(document(1))
    made = translation(
        pair("t", "T"),
        pair("a", "x", state=SentenceState.REPAIRED, faults=("punctuation",)),
        pair("b", "y", state=SentenceState.SUSPECT, faults=("number", "punctuation")),
        pair("c", ""),
    )
    memory.record(article, made)
    expected = HealthReport(3, 2, 1, 1, {"punctuation": 2, "number": 1})
    assert made.health == expected == memory.status(article)["en"].health
    memory.refresh(article, translation(pair("t", "Other"), pair("a", "x")))
    status = memory.status(article)["en"]
    assert (status.title, status.seconds, status.health) == ("Other", 2.0, HealthReport(2))
    memory.clear(article, "en")
    assert memory.status(article) == {}
    assert library.sql("SELECT count(*) FROM translation_health") == [(0,)]


def test_glossary(library: Any) -> None:
    glossary = Glossary(library.database)
    glossary.add(Term("fr", "en", "  Cour   suprême ", "Supreme Court"))
    glossary.add(Term("fr", "en", "Cour suprême", "High Court"))
    glossary.add(Term("fr", EVERY, "LeBrief"))
    glossary.add(Term("fr", "ar", "LeBrief", "لوبريف"))
    assert glossary.terms("fr", "en") == {"Cour suprême": "High Court", "LeBrief": ""}
    assert glossary.terms("fr", "ar") == {"LeBrief": "لوبريف"}
    assert [t.target for t in glossary.all()] == [EVERY, "ar", "en"]
    assert glossary.remove("fr", EVERY, "LeBrief") and not glossary.remove("fr", EVERY, "LeBrief")
    with pytest.raises(ValueError, match="empty"):
        glossary.add(Term("fr", "en", " "))


def test_jobs(library: Any, document: Callable[..., Document]) -> None:
    jobs = TranslationJobs(library.database)
    first, second = library.add(document(1)), library.add(document(2))
    assert jobs.add([second, first, 999], ["en", "ar"], "asked") == 4
    assert jobs.add([first], ["en"], "unread") == 0
    assert jobs.add([], ["en"], "asked") == jobs.add([999], ["en"], "asked") == 0
    head = jobs.next()
    assert head is not None and (head.article_id, head.target) == (second, "en")
    jobs.fail(head.id, ReaderError("no-model", source="French", target="English"))
    jobs.fail(12345, ReaderError("no-model", source="x", target="y"))
    last = jobs.all()[-1]
    assert (last.id, last.state, last.error_values) == (
        head.id,
        "failed",
        {"source": "French", "target": "English"},
    )
    following = jobs.next()
    assert following is not None and following.target == "ar"
    jobs.remove([following.id])
    assert not jobs.waiting(following.id) and jobs.waiting(head.id)
    library.articles.delete_forever([first, second])
    assert jobs.all() == [], "jobs go with their article"
