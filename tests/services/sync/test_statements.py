"""What being in step asks of the database, counted: statements of a first join, pages for a place."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from reader.core.model import ReadingPosition, TranslatedSentence
from reader.core.progress import Progress
from reader.core.sentence_key import sentence_key
from reader.library.articles.articles import NewArticle
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import join_store
from reader.settings.paths import LibraryPaths
from tests.support.computers import SAVED, Computer, document, everything

FEW, MANY = 4, 24
FOR_AN_ARTICLE, FOR_A_SENTENCE = 36, 1
OF_A_JOINER, OF_WHO_HEARS = 45, 8


def statements_of(act: Callable[[], object]) -> int:
    """How many statements are run meanwhile; one for many rows is one."""
    count = 0

    def on_statement(*_told: Any) -> None:
        nonlocal count
        count += 1

    event.listen(Engine, "before_cursor_execute", on_statement)
    try:
        act()
    finally:
        event.remove(Engine, "before_cursor_execute", on_statement)
    return count


def costs(folder: Path, articles: int, sentences: int) -> tuple[int, int]:
    """The statements with which a library goes into a store, and another takes it out."""
    with (
        LibrarySession.open(LibraryPaths(folder / "1")) as one,
        LibrarySession.open(LibraryPaths(folder / "2")) as other,
    ):
        for page in range(articles):
            shown = document(page)
            one.articles.store(NewArticle(shown, shown.url, f"a{page}", "2026-01-01T00:00:00+00:00"))
        pairs = [(f"Phrase {n}.", f"Sentence {n}.") for n in range(sentences)]
        stored = [(sentence_key(s), TranslatedSentence(s, t)) for s, t in pairs]
        one.translations.store(stored, "fr", "en", "1.9>1.9")
        store = str(folder / "store")
        sent = statements_of(lambda: join_store(one, store, None, Progress()))
        taken = statements_of(lambda: join_store(other, store, None, Progress()))
        assert len(other.articles.summaries(limit=100)) == articles
    return sent, taken


def test_an_article_and_a_sentence_cost_few_statements(tmp_path: Path) -> None:
    few, more_articles, more_sentences = (
        costs(tmp_path / name, articles, sentences)
        for name, articles, sentences in (("a", FEW, FEW), ("b", MANY, FEW), ("c", FEW, MANY))
    )
    for before, articles, sentences in zip(few, more_articles, more_sentences, strict=True):
        assert articles - before <= (MANY - FEW) * FOR_AN_ARTICLE
        assert sentences - before <= (MANY - FEW) * FOR_A_SENTENCE


def pages_for_places(session: LibrarySession, article_id: int) -> int:
    """How many pages go into the log as the reader goes on in an article he had begun."""
    session.articles.set_position(article_id, ReadingPosition("a block", 2), 0.2)
    with contextlib.closing(sqlite3.connect(session.paths.database)) as beside:
        (size,) = beside.execute("PRAGMA page_size").fetchone()
        assert beside.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    session.articles.set_position(article_id, ReadingPosition("a block", 3), 0.3)
    log = session.paths.database.with_name(f"{session.paths.database.name}-wal")
    return int(log.stat().st_size // size)


def test_a_place_costs_two_pages_more_while_the_library_is_in_step(tmp_path: Path) -> None:
    """The clock and the note: what is noted already is not taken out and put in again."""
    with LibrarySession.open(LibraryPaths(tmp_path / "1")) as session:
        shown = document(1)
        article = session.articles.store(NewArticle(shown, shown.url, "a", "2026-01-01T00:00:00+00:00"))
        alone = pages_for_places(session, article)
        join_store(session, str(tmp_path / "store"), None, Progress())
        in_step = pages_for_places(session, article)
        assert in_step == alone + 2


def costs_of_a_joiner(folder: Path, template: Path, articles: int, removed: bool) -> dict[str, int]:
    """The statements with which who joins with the same articles tells them, is heard, and leaves."""
    one, other = (Computer(folder / name, template) for name in ("one", "other"))
    with contextlib.closing(one), contextlib.closing(other):
        for each in (one, other):
            for page in range(articles):
                each.articles.add(
                    document(page), f"https://x.org/{page}", f"x.org/{page}", SAVED, tags=["sea"]
                )
        one.begin()
        if removed:
            number = one.articles.add(document(articles), "https://x.org/other", "x.org/other", SAVED)
            one.round()
            one.articles.delete_forever([number])
        one.round()
        assert one.opened is not None
        other.folder = one.folder
        other.join(one.opened)
        found = {"telling": statements_of(other.round), "hearing": statements_of(one.round)}
        assert everything(one) == everything(other)
        return found | {"leaving": statements_of(other.membership.leave)}


@pytest.mark.parametrize("removed", [False, True])
def test_who_joins_with_what_is_known_costs_few_statements(
    tmp_path: Path, template: Path, removed: bool
) -> None:
    few, many = (costs_of_a_joiner(tmp_path / str(n), template, n, removed) for n in (FEW, MANY))
    each = {name: (many[name] - few[name]) / (MANY - FEW) for name in few}
    print(f"statements an article of who joins: {each}")
    assert each["telling"] <= OF_A_JOINER and each["hearing"] <= OF_WHO_HEARS and each["leaving"] <= 0.1
