"""Articles in other languages, by the real demonstration models that ship."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from sqlalchemy import event

from reader.core.alignment import decode, words
from reader.core.errors import ReaderError
from reader.core.glossary import Term
from reader.core.model import Direction, Document, SentenceState, TranslatedBlock, TranslatedSentence
from reader.core.progress import Cancelled, Progress
from reader.reading.document import blocks_from_html
from reader.reading.sentences import sentence_key
from reader.reading.translated import translated_document
from reader.services.library.open_article import open_article
from reader.services.library_session import LibrarySession
from reader.services.saving.sample_article import add_sample
from reader.services.saving.save_article import save_article
from reader.services.translation import manage_packages
from reader.services.translation.translate_article import translate_article
from reader.services.translation.translation_server import open_server, server_route
from tests.translation.engines.test_libretranslate_engine import Server

pytestmark = pytest.mark.models


@pytest.fixture
def article(session: LibrarySession) -> int:
    added = add_sample(session)
    assert added is not None
    return added


def test_the_sample_is_added_once(session: LibrarySession, article: int, expected: dict[str, Any]) -> None:
    assert session.articles.get(article).document.title == expected["title"]
    session.articles.move_to_trash([article])
    session.articles.delete_forever([article])
    assert add_sample(session) is None, "who deletes the sample keeps it deleted"


def test_arabic_goes_by_way_of_english_and_is_stored(session: LibrarySession, article: int) -> None:
    seen: list[tuple[str, int, int]] = []

    def on_block(block: TranslatedBlock, done: int, total: int) -> None:
        assert block.done
        seen.append((block.id, done, total))

    translation = translate_article(session, article, "ar", Progress(), on_block)
    document = session.articles.get(article).document
    assert translation.route is not None
    assert [(h.source, h.target) for h in translation.route.hops] == [("fr", "en"), ("en", "ar")]
    assert all(h.demonstration for h in translation.route.hops)
    assert [b.id for b in translation.blocks] == [b.id for b in document.blocks]
    assert translation.done and translation.caption is not None and translation.caption.done
    assert seen[0][0] == "title"
    assert [s[1] for s in seen] == list(range(1, len(seen) + 1)) and seen[-1][1] == seen[-1][2]

    shown = translated_document(document, translation)
    assert len(shown.blocks) == len(document.blocks)
    for before, after in zip(document.blocks, shown.blocks, strict=True):
        assert after.direction is Direction.RTL
        assert any("\u0600" <= letter <= "\u06ff" for letter in after.text), after.text
        assert len(after.parts) == len(before.parts)

    english = translate_article(session, article, "en", Progress())
    assert english.seconds == 0.0, "the English in between was kept"
    pid = session.translator.close_engines
    pid()
    stored = open_article(session, article).translations
    assert set(stored) == {"ar", "en"} and stored["ar"].blocks == translation.blocks
    assert session.articles.summary(article).translations == ("en", "ar")


def test_a_second_time_uses_no_engine(session: LibrarySession, article: int) -> None:
    first = translate_article(session, article, "en", Progress())
    session.translator.close()  # an engine asked for now would fail
    again = translate_article(session, article, "en", Progress())
    assert again.blocks == first.blocks and again.seconds == 0.0


def test_cancelling_keeps_what_is_done_and_goes_on_from_there(session: LibrarySession, article: int) -> None:
    progress: Progress
    done: list[str] = []

    def stop(block: TranslatedBlock, _done: int, _total: int) -> None:
        done.append(block.id)
        if len(done) == 3:
            progress.cancel()

    progress = Progress()
    with pytest.raises(Cancelled):
        translate_article(session, article, "en", progress, stop)
    partial = open_article(session, article).translations["en"]
    assert not partial.done
    kept = [b.id for b in (partial.title, *partial.blocks) if b.sentences and b.done]
    assert set(done) - {"caption"} <= set(kept)
    whole = translate_article(session, article, "en", Progress())
    assert whole.done
    by_id = {b.id: b for b in whole.blocks}
    assert all(by_id[b.id] == b for b in partial.blocks if b.done)


def test_a_full_disk_is_told_and_what_is_done_stays(session: LibrarySession) -> None:
    texts = [
        f"Le ministre numéro {n} visite la ville {n * 7} du pays avec ses collègues." for n in range(150)
    ]
    html = "".join(f"<p>{text}</p>" for text in texts)
    document = Document("https://a.ma/9", "Un titre", blocks_from_html(html, "fr"), html, language="fr")
    long = session.articles.add(document, "https://a.ma/9", "a.ma/9", "2026-01-01T00:00:00Z")
    room = {"pages": 1}  # SQLite takes the size the file has when that is more: it cannot grow
    engine = session.database._engine

    def limit(connection: sqlite3.Connection, *_rest: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {room['pages']}")

    def fill(_block: TranslatedBlock, done: int, _total: int) -> None:
        if done == 3:
            event.listen(engine, "checkout", limit)

    with pytest.raises(ReaderError) as caught:
        translate_article(session, long, "en", Progress(), fill)
    assert caught.value.kind == "disk-full"
    room["pages"] = 1 << 30
    asked: list[str] = []
    original = session.translator.translate

    def translate(sentences, *rest, **named):  # type: ignore[no-untyped-def]
        asked.extend(sentences)
        return original(sentences, *rest, **named)

    session.translator.translate = translate  # type: ignore[method-assign]
    assert translate_article(session, long, "en", Progress()).done
    assert 0 < len({s for s in asked if s in texts}) < len(texts)


def test_reading_order_starts_where_the_reader_is(session: LibrarySession, article: int) -> None:
    blocks = session.articles.get(article).document.blocks
    order: list[str] = []
    translate_article(
        session, article, "en", Progress(), lambda b, *_: order.append(b.id), first_block=blocks[6].id
    )
    assert order[:3] == ["title", "caption", blocks[6].id]


def test_a_correction_is_never_overwritten(session: LibrarySession, article: int) -> None:
    first = translate_article(session, article, "en", Progress())
    assert first.route is not None
    source = first.title.sentences[0].source
    mine = TranslatedSentence(source, "My own title", 0.0, SentenceState.CORRECTED)
    session.translations.store([(sentence_key(source), mine)], "fr", "en", first.route.key)
    again = translate_article(session, article, "en", Progress(), again=True)
    assert again.title.sentences[0].target == "My own title"
    assert again.seconds > 0


def test_without_a_model_it_says_so(session: LibrarySession, article: int) -> None:
    assert {p.pair for p in manage_packages.list_packages(session)} == {"fr-en", "en-ar"}
    manage_packages.remove_package(session, "en-ar")
    with pytest.raises(ReaderError) as caught:
        translate_article(session, article, "ar", Progress())
    assert caught.value.kind == "no-model"
    assert [p.pair for p in manage_packages.list_packages(session)] == ["fr-en"], (
        "a removed model stays removed"
    )
    with pytest.raises(ReaderError) as caught:
        translate_article(session, article, "fr", Progress())
    assert caught.value.kind == "same-language"


def test_a_server_of_the_readers_own_translates_and_is_named(session: LibrarySession, article: int) -> None:
    server = Server()
    try:
        session.settings.set("translation_server", server.address)
        session.settings.set("translation_check", False)  # the stand-in gives no English
        translation = translate_article(session, article, "en", Progress())
    finally:
        session.settings.set("translation_server", "")
        server.shutdown()
        server.server_close()
    assert translation.done and translation.route is not None
    assert translation.route.hops[0].server == server.address[7:-1]
    title = session.articles.get(article).document.title
    assert translation.title.sentences[0].target == f"<{title}>"
    assert {message["source"] for message in server.asked} == {"fr"}
    asked = len(server.asked)
    local = translate_article(session, article, "en", Progress())
    assert not any(hop.server for hop in local.route.hops), "without an address nothing leaves the computer"
    assert len(server.asked) == asked


def test_private_reading_that_begins_on_the_way_goes_on_here(session: LibrarySession, article: int) -> None:
    server, seen = Server(), list[str]()

    def on_block(block: TranslatedBlock, _done: int, _total: int) -> None:
        seen.append(block.id)
        session.settings.set("private_reading", True)

    try:
        session.settings.set("translation_server", server.address)
        session.settings.set("translation_check", False)
        translation = translate_article(session, article, "en", Progress(), on_block)
        asked = len(server.asked)
        session.go_out_anyway()  # as for feeds; texts are sent to nobody all the same
        assert server_route(session, "fr", "en") is None
        with pytest.raises(ReaderError, match="private-reading"):
            open_server(session)
    finally:
        server.shutdown()
        server.server_close()
    assert asked >= 1 and len(server.asked) == asked
    assert translation.done and translation.route is not None
    assert not any(hop.server for hop in translation.route.hops)
    assert seen.count("title") == 2, "by the server, and by what goes on in its place"


def test_a_library_with_articles_of_its_own_gets_no_sample(session: LibrarySession, article_url: str) -> None:
    save_article(session, article_url, Progress())
    assert add_sample(session) is None
    assert session.articles.counts()["all"] == 1


def test_code_figures_and_capitals_come_through(session: LibrarySession) -> None:
    html = "<p>pip install liseuse</p><p>1 234,5 €</p><p>LE GOUVERNEMENT A ADOPTÉ LA LOI</p>"
    document = Document("https://a.ma/7", "Un titre", blocks_from_html(html, "fr"), html, language="fr")
    article = session.articles.add(document, "https://a.ma/7", "a.ma/7", "2026-01-01T00:00:00Z")
    blocks = translate_article(session, article, "en", Progress()).blocks
    command, price, headline = (block.sentences[0] for block in blocks)
    assert (command.target, command.state) == ("pip install liseuse", SentenceState.KEPT)
    assert price.target == "€1,234.5"
    assert headline.source == "LE GOUVERNEMENT A ADOPTÉ LA LOI" and headline.target.isupper()
    assert "GOVERNMENT" in headline.target


def test_the_credit_of_a_picture_is_kept(session: LibrarySession) -> None:
    html = "<p>© DR</p><p>Le port de Tanger au matin © Liseuse</p>"
    document = Document("https://a.ma/8", "Un titre", blocks_from_html(html, "fr"), html, language="fr")
    article = session.articles.add(document, "https://a.ma/8", "a.ma/8", "2026-01-01T00:00:00Z")
    blocks = translate_article(session, article, "ar", Progress()).blocks
    alone, caption = (block.sentences[0] for block in blocks)
    assert (alone.target, alone.state) == ("© DR", SentenceState.KEPT)
    assert caption.source == "Le port de Tanger au matin © Liseuse"
    assert caption.target.endswith(" © Liseuse") and caption.target.count("©") == 1
    last = len(words(caption.target)) - 1
    assert decode(caption.alignment)[-1] == (len(words(caption.source)) - 1, last)


def test_captions_alike_keep_each_its_own_credit(session: LibrarySession) -> None:
    caption = "Le port de Tanger au matin"
    html = f"<p>{caption} © Liseuse</p><p>{caption} © AFP</p><p>{caption}</p>"
    document = Document("https://a.ma/8", "Un titre", blocks_from_html(html, "fr"), html, language="fr")
    article = session.articles.add(document, "https://a.ma/8", "a.ma/8", "2026-01-01T00:00:00Z")
    blocks = translate_article(session, article, "en", Progress()).blocks
    first, second, bare = (block.sentences[0] for block in blocks)
    assert [pair.source for pair in (first, second, bare)] == [
        f"{caption} © Liseuse",
        f"{caption} © AFP",
        caption,
    ]
    assert (first.target, second.target) == (f"{bare.target} © Liseuse", f"{bare.target} © AFP")


def test_the_glossary_holds_in_a_credit(session: LibrarySession) -> None:
    session.glossary.add(Term("fr", "en", "Liseuse", "Reading Lamp"))
    html = "<p>Le port de Tanger au matin © Liseuse</p>"
    document = Document("https://a.ma/8", "Un titre", blocks_from_html(html, "fr"), html, language="fr")
    article = session.articles.add(document, "https://a.ma/8", "a.ma/8", "2026-01-01T00:00:00Z")
    translation = translate_article(session, article, "en", Progress())
    assert "Reading Lamp" in translation.blocks[0].sentences[0].target
    session.translator.close()
    again = translate_article(session, article, "en", Progress())
    assert again.blocks == translation.blocks and again.seconds == 0.0, "the memory has it"
