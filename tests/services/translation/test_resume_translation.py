"""A translation that was broken off goes on where it was: what is done is shown at once, not asked again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from reader.core.errors import ReaderError
from reader.core.model import Document, SentenceState, TranslatedBlock, TranslatedSentence
from reader.core.progress import Cancelled, Progress
from reader.core.sentence_key import sentence_key
from reader.reading.document import blocks_from_html
from reader.services.library.open_article import open_article
from reader.services.library_session import LibrarySession
from reader.services.translation.translate_article import route_for, translate_article

pytestmark = pytest.mark.models

PARAGRAPHS = [
    f"Le ministre numéro {n} visite la ville du pays. Il parle avec {n} maires de la région."
    for n in range(12)
]


def add(session: LibrarySession, paragraphs: list[str], number: int = 1, title: str = "Une visite") -> int:
    html = "".join(f"<p>{text}</p>" for text in paragraphs)
    url = f"https://a.ma/{number}"
    document = Document(url, title, blocks_from_html(html, "fr"), html, language="fr")
    return session.articles.add(document, url, f"a.ma/{number}", "2026-01-01T00:00:00Z")


@pytest.fixture
def asked(session: LibrarySession, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sentences the engine is asked for, in order; the tries of repair are left out."""
    found: list[str] = []
    original = session.translator.translate

    def translate(sentences, *rest, **named):  # type: ignore[no-untyped-def]
        found.extend(sentences)
        return original(sentences, *rest, **named)

    session.settings.set("translation_check", False)
    monkeypatch.setattr(session.translator, "translate", translate)
    return found


def sentences(session: LibrarySession, article: int) -> list[str]:
    document = session.articles.get(article).document
    return [document.title, *(s.text for block in document.blocks for s in block.sentences)]


def stop_after(blocks: int, how: Callable[[Progress], None]) -> tuple[Progress, Callable[..., None]]:
    progress = Progress()

    def on_block(_block: TranslatedBlock, done: int, _total: int) -> None:
        if done == blocks:
            how(progress)

    return progress, on_block


def broken(_progress: Progress) -> None:
    raise ReaderError("translation-failed", "the test")


def cancelled(progress: Progress) -> None:
    progress.cancel()


@pytest.fixture(params=[cancelled, broken])
def half(session: LibrarySession, asked: list[str], request: pytest.FixtureRequest) -> Iterator[int]:
    """An article whose translation ended in the middle, by the reader's wish or by a failure."""
    article = add(session, PARAGRAPHS)
    progress, on_block = stop_after(5, request.param)
    with pytest.raises((Cancelled, ReaderError)):
        translate_article(session, article, "en", progress, on_block)
    yield article


def test_what_is_done_is_not_asked_for_again_and_the_rest_once(
    session: LibrarySession, asked: list[str], half: int
) -> None:
    before = list(asked)
    partial = open_article(session, half).translations["en"]
    assert not partial.done
    assert 0 < len(before) < len(sentences(session, half))
    asked.clear()
    whole = translate_article(session, half, "en", Progress())
    assert whole.done
    assert asked == [text for text in sentences(session, half) if text not in before]
    kept = {b.id: b for b in partial.blocks if b.done}
    assert len(kept) >= 4 and all(kept[b.id] == b for b in whole.blocks if b.id in kept)


def test_what_is_done_is_shown_before_the_engine_is_asked(
    session: LibrarySession, asked: list[str], half: int
) -> None:
    ready = {b.id for b in open_article(session, half).translations["en"].blocks if b.done}
    asked.clear()
    shown: list[tuple[str, int, int]] = []
    translate_article(
        session, half, "en", Progress(), lambda b, done, _total: shown.append((b.id, done, len(asked)))
    )
    assert {block for block, _, calls in shown if not calls} == {"title", *ready}
    assert [done for _, done, _ in shown] == list(range(1, len(PARAGRAPHS) + 2)), "each once, counted on"


def test_the_time_of_all_parts_adds_up_and_a_whole_one_is_not_written_again(
    session: LibrarySession, asked: list[str], half: int
) -> None:
    first = session.translations.status(half)["en"]
    assert not first.done and first.seconds > 0
    translate_article(session, half, "en", Progress())
    whole = session.translations.status(half)["en"]
    assert whole.done and whole.seconds > first.seconds
    asked.clear()
    again = translate_article(session, half, "en", Progress())
    assert (asked, again.seconds) == ([], 0.0)
    assert session.translations.status(half)["en"] == whole


def test_a_translation_that_was_never_begun_is_noted_even_if_nothing_was_missing(
    session: LibrarySession, asked: list[str]
) -> None:
    translate_article(session, add(session, PARAGRAPHS[:2]), "en", Progress())
    asked.clear()
    copy = add(session, PARAGRAPHS[:2], number=2)
    assert translate_article(session, copy, "en", Progress()).done
    assert asked == [], "the same sentences in another article are known"
    status = session.translations.status(copy)["en"]
    assert status.done and status.seconds == 0.0


def test_anew_means_every_sentence_but_the_readers_own(session: LibrarySession, asked: list[str]) -> None:
    article = add(session, PARAGRAPHS[:3])
    translate_article(session, article, "en", Progress())
    own = sentences(session, article)[2]
    mine = TranslatedSentence(own, "In my words.", 0.0, SentenceState.CORRECTED)
    route = route_for(session, "fr", "en")
    session.translations.store([(sentence_key(own), mine)], "fr", "en", route.key)
    asked.clear()
    found = translate_article(session, article, "en", Progress(), again=True)
    assert asked == [text for text in sentences(session, article) if text != own]
    assert found.blocks[0].sentences[1].target == "In my words."


def test_where_the_reader_is_now_is_asked_before_each_batch(
    session: LibrarySession, asked: list[str]
) -> None:
    long = [
        f"{text} Il revient {n} fois dans la même année avec ses collègues."
        for n, text in enumerate(PARAGRAPHS)
    ]
    article = add(session, long)
    blocks = [block.id for block in session.articles.get(article).document.blocks]
    here = [blocks[9]]

    def on_block(block: TranslatedBlock, _done: int, _total: int) -> None:
        if block.id in blocks:  # not at the title, which comes before the first paragraph
            here[0] = blocks[4]  # the reader goes up

    translate_article(session, article, "en", Progress(), on_block, first_block=lambda: here[0])
    order = [int(text.split()[3]) for text in asked if text.startswith("Le ministre")]
    first = order[: order.index(4)]
    assert 0 < len(first) < 3 and first == list(range(9, 9 + len(first)))
    assert order == [*first, *(n for n in [*range(4, 12), *range(4)] if n not in first)]


def test_parts_of_a_pivot_are_kept_too(session: LibrarySession, asked: list[str]) -> None:
    article = add(session, PARAGRAPHS[:4])
    progress, on_block = stop_after(2, cancelled)
    with pytest.raises(Cancelled):
        translate_article(session, article, "ar", progress, on_block)
    french = [text for text in asked if text in sentences(session, article)]
    asked.clear()
    assert translate_article(session, article, "ar", Progress()).done
    assert not set(asked) & set(french), "neither hop is gone again"
    asked.clear()
    translate_article(session, article, "en", Progress())
    assert asked == [], "the English in between is there"


def test_a_pivot_goes_on_from_the_language_in_between(session: LibrarySession, asked: list[str]) -> None:
    article = add(session, PARAGRAPHS[:3])
    translate_article(session, article, "en", Progress())
    asked.clear()
    assert translate_article(session, article, "ar", Progress()).done
    assert asked and not set(asked) & set(sentences(session, article)), "only the English is translated"


def test_what_a_killed_program_had_stored_is_there(session: LibrarySession) -> None:
    """Looked at from the middle of the work, as after a kill: nothing more is written by then."""
    article = add(session, PARAGRAPHS)
    seen: list[int] = []

    def look(_block: TranslatedBlock, done: int, _total: int) -> None:
        if done in (3, 9):
            found = open_article(session, article).translations.get("en")
            seen.append(sum(block.done for block in found.blocks) if found else 0)

    translate_article(session, article, "en", Progress(), look)
    assert len(seen) == 2 and 2 <= seen[0] <= seen[1]
