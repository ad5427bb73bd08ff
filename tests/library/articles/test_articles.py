"""Articles: what goes in comes out, in the right view, and goes only when asked."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.core.model import (
    ArticleLink,
    Block,
    BlockKind,
    Direction,
    Document,
    Part,
    Picture,
    ReadingPosition,
    Sentence,
)
from reader.library.articles.articles import Articles
from reader.library.articles.flags import differing
from reader.library.articles.stored_markup import clean_document

Make = Callable[..., Document]

TEXT = st.text(max_size=40)
NUMBER = st.integers(0, 10_000)
SOURCES = st.sampled_from(
    ["", "https://a.example/1.jpg", "https://a.example/2.jpg", "https://a.example/3.jpg"]
)


def picture(src: str, caption: str, stored: bool) -> Picture:
    """The file of a picture follows from its address, as it does in a real save."""
    if not src or not stored:
        return Picture(src, caption)
    return Picture(src, caption, digest=src[-5] * 64, width=int(src[-5]) * 100, height=50)


PARTS = st.builds(Part, TEXT, TEXT, st.integers(0, 5), st.booleans(), st.booleans())
LINKS = st.lists(st.builds(ArticleLink, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT), max_size=3).map(tuple)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    stored = draw(st.booleans())
    pictures = st.none() | st.builds(picture, SOURCES, TEXT, st.just(stored))
    blocks = st.builds(
        Block,
        TEXT,
        st.sampled_from(BlockKind),
        st.lists(PARTS, max_size=3).map(tuple),
        st.integers(0, 6),
        st.integers(0, 9),
        st.sampled_from(Direction),
        st.lists(st.builds(Sentence, TEXT, NUMBER, NUMBER, NUMBER), max_size=3).map(tuple),
        pictures,
        TEXT,
    )
    texts = {f.name: draw(TEXT) for f in dataclasses.fields(Document) if f.type == "str"}
    return Document(
        **texts,
        blocks=tuple(draw(st.lists(blocks, max_size=4))),
        lead=draw(pictures),
        avatar=draw(pictures),
        related=draw(LINKS),
        latest=draw(LINKS),
        most_read=draw(LINKS),
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=documents(), second=documents())
def test_every_document_comes_back_as_it_was(library: Any, first: Document, second: Document) -> None:
    """But for what no article of ours has, which is cleaned."""
    article_id = library.articles.add(first, first.url, f"key-{id(first)}", "2026-01-01T00:00:00+00:00")
    article = library.articles.get(article_id)
    assert article.document == clean_document(first)
    assert article.summary == library.articles.summary(article_id)
    library.articles.replace(article_id, second, "2026-01-02T00:00:00+00:00")
    assert library.articles.get(article_id).document == clean_document(second)
    library.articles.delete_forever([article_id])


def test_an_article_and_its_card(library: Any, document: Make) -> None:
    article_id = library.add(document(4), words=321, tags=["Maroc", "  Eau  douce "])
    card = library.articles.summary(article_id)
    assert (card.id, card.title, card.author, card.site) == (
        article_id,
        "Sécheresse 4",
        "Salma Labtar",
        "LeBrief",
    )
    assert (card.date, card.section, card.language, card.words) == ("2026-01-05", "Politique", "fr", 321)
    assert (card.unread, card.opened, card.favourite, card.archived, card.trashed) == (True, *[False] * 4)
    assert card.tags == ("Eau douce", "Maroc")
    assert card.excerpt == "Un résumé"
    assert library.articles.get(article_id).position is None


def test_words_and_excerpt_without_help(library: Any, document: Make) -> None:
    card = library.articles.summary(library.add(document(1, description="")))
    assert card.words == 5
    assert card.excerpt == "L’eau manque."


def test_no_such_article(library: Any) -> None:
    position = ReadingPosition("b1")
    for ask in (
        lambda: library.articles.get(7),
        lambda: library.articles.summary(7),
        lambda: library.articles.set_tags(7, ["x"]),
        lambda: library.articles.set_picture(7, "src", "", 0, 0),
    ):
        with pytest.raises(ReaderError) as caught:
            ask()
        assert caught.value.kind == "no-such-article"
        assert "7" in str(caught.value.title)
    library.articles.set_position(7, position, 0.5)  # it may have been deleted a moment ago


def test_an_address_belongs_to_one_article(library: Any, document: Make) -> None:
    first = library.add(document(1), key="a", aliases=["b", "a", ""])
    assert library.articles.find("a").id == library.articles.find("b").id == first
    assert library.articles.find("c") is None
    assert library.articles.find("") is None
    with pytest.raises(ReaderError) as caught:
        library.add(document(2), key="b", tags=["new"])
    assert caught.value.kind == "already-saved"
    assert caught.value.values["id"] == first
    assert library.articles.tags() == {}
    second = library.add(document(2), key="c", aliases=["b"])
    assert library.articles.find("b").id == first, "an alias that is taken stays where it is"
    library.articles.delete_forever([first])
    assert library.articles.find("b") is None
    assert library.articles.find("c").id == second


def test_an_article_in_trash_is_found_as_such(library: Any, document: Make) -> None:
    article_id = library.add(document(1), key="a")
    library.articles.move_to_trash([article_id])
    assert library.articles.find("a").trashed
    library.articles.restore([article_id])
    assert not library.articles.find("a").trashed


def test_views(library: Any, document: Make) -> None:
    one, two, three, four, five = (library.add(document(n)) for n in range(5))
    library.articles.set_unread([two], False)
    library.articles.set_favourite([two, three], True)
    library.articles.set_archived([three], True)
    library.articles.move_to_trash([four])
    views = {view: library.articles.ids(view) for view in ("unread", "favourites", "archive", "all", "trash")}
    assert views == {
        "unread": [five, one],
        "favourites": [three, two],
        "archive": [three],
        "all": [five, three, two, one],
        "trash": [four],
    }
    assert library.articles.counts() == {view: len(ids) for view, ids in views.items()}
    for view, ids in views.items():
        assert [card.id for card in library.articles.summaries(view)] == ids
    with pytest.raises(KeyError):
        library.articles.summaries("nonsense")


def test_sorting_and_paging(library: Any, document: Make) -> None:
    titles = ["Zèbre", "« Élus »", "abricot", "Eau", "œuvre", "État"]
    ids = [library.add(document(n, title=title), words=100 - n) for n, title in enumerate(titles)]
    by_title = [card.title for card in library.articles.summaries(sort="title")]
    assert by_title == ["abricot", "Eau", "« Élus »", "État", "Zèbre", "œuvre"]
    assert library.articles.ids(sort="published") == ids[::-1]
    assert library.articles.ids(sort="reading-time") == ids[::-1]
    library.articles.set_position(ids[2], ReadingPosition("b1"), 0.5)
    assert library.articles.ids(sort="progress")[0] == ids[2]
    pages = [library.articles.summaries(limit=4, offset=offset) for offset in (0, 4, 8)]
    assert [[card.id for card in page] for page in pages] == [ids[:1:-1], [ids[1], ids[0]], []]
    assert [card.id for card in library.articles.by_ids([ids[3], 99, ids[0]])] == [ids[3], ids[0]]


def test_the_clock_going_backwards_does_not_change_the_order(library: Any, document: Make) -> None:
    first = library.articles.add(document(1), "u", "k1", "2100-01-01T00:00:00+00:00")
    second = library.articles.add(document(2), "u", "k2", "1970-01-01T00:00:00+00:00")
    assert library.articles.ids() == [second, first]


def test_position_and_progress(library: Any, document: Make) -> None:
    article_id = library.add(document(1))
    position = ReadingPosition("b2", 1, 12.5)
    library.articles.set_position(article_id, position, 0.4)
    article = library.articles.get(article_id)
    assert (article.position, article.summary.progress, article.summary.unread) == (position, 0.4, True)
    library.articles.set_position(article_id, position, 1.7)
    assert library.articles.summary(article_id).progress == 1.0
    assert not library.articles.summary(article_id).unread


def test_opened_is_noted_once(library: Any, document: Make) -> None:
    article_id = library.add(document(1))
    library.articles.mark_opened(article_id)
    (first,) = library.sql("SELECT opened_at FROM article")
    library.sql("UPDATE article SET opened_at = '2020'")
    library.articles.mark_opened(article_id)
    assert first[0] and library.sql("SELECT opened_at FROM article") == [("2020",)]
    assert library.articles.summary(article_id).opened


def test_tags(library: Any, document: Make) -> None:
    one = library.add(document(1), tags=["Maroc", "maroc", " ", "Eau"])
    two = library.add(document(2), tags=["MAROC"])
    assert library.articles.summary(two).tags == ("Maroc",)
    assert list(library.articles.tags().items()) == [("Eau", 1), ("Maroc", 2)]
    assert library.articles.ids(tag="mAROC") == [two, one]
    library.articles.set_tags(one, ["Climat"])
    assert library.articles.tags() == {"Climat": 1, "Maroc": 1}, "a tag without articles is gone"
    library.articles.move_to_trash([two])
    assert library.articles.tags() == {"Climat": 1}
    library.articles.restore([two])
    assert library.articles.ids(tag="maroc") == [two]
    assert library.articles.ids(tag="' OR 1=1 --") == []


def test_many_at_once(library: Any, document: Make) -> None:
    """More than SQLite allows variables in one statement."""
    article_id = library.add(document(1))
    library.articles.set_archived(range(1, 300_000), True)
    assert library.articles.summary(article_id).archived
    library.articles.delete_forever(range(1, 300_000))
    assert library.articles.counts()["all"] == 0


def test_replacing_keeps_what_the_reader_did(library: Any, document: Make) -> None:
    article_id = library.add(document(1), key="a", tags=["x"])
    library.articles.set_favourite([article_id], True)
    library.articles.set_position(article_id, ReadingPosition("b2"), 0.3)
    library.articles.replace(
        article_id, document(2, title="Neuf"), "2026-12-01T00:00:00+00:00", aliases=["b"]
    )
    article = library.articles.get(article_id)
    assert article.document == document(2, title="Neuf")
    assert (article.summary.favourite, article.summary.tags, article.summary.progress) == (True, ("x",), 0.3)
    assert article.summary.saved_at == "2026-11-25T08:00:00+00:00"
    assert article.position == ReadingPosition("b2")
    assert library.articles.find("a").id == library.articles.find("b").id == article_id
    with pytest.raises(ReaderError):
        library.articles.replace(99, document(3), "")


def test_a_failed_add_leaves_nothing(library: Any, document: Make) -> None:
    library.sql("CREATE TRIGGER no BEFORE INSERT ON article_picture BEGIN SELECT RAISE(ABORT, 'no'); END")
    with pytest.raises(Exception, match="no"):
        library.add(document(1, lead=Picture("https://a.example/1.jpg")), tags=["t"])
    tables = ("article", "article_body", "article_address", "tag", "article_tag", "article_picture")
    assert [library.sql(f"SELECT count(*) FROM {table}")[0][0] for table in tables] == [0] * 6


def test_deleting_takes_the_files_that_nobody_shows_any_more(library: Any, with_picture: Any) -> None:
    first, digest = with_picture(1)
    one, two = library.add(first), library.add(with_picture(2)[0])
    other, lonely = with_picture(3, b"another")
    three = library.add(other)
    assert library.articles.delete_forever([one, three]) == {lonely}
    assert library.assets.path(lonely) is None
    assert library.assets.path(digest) is not None
    assert library.articles.known_digests() == {digest}
    assert library.articles.delete_forever([two]) == {digest}
    assert list(library.assets.files()) == []
    assert library.sql("SELECT count(*) FROM article_body")[0][0] == 0


def test_the_pictures_of_a_library_are_found_beside_it(library: Any, with_picture: Any) -> None:
    """Whoever opens the articles alone deletes their files all the same."""
    one, digest = with_picture(1)
    added = library.add(one)
    assert Articles(library.database).delete_forever([added]) == {digest}
    assert list(library.assets.files()) == []


def test_pictures_come_and_go(library: Any, document: Make) -> None:
    src = "https://a.example/1.jpg"
    figure = Block("f", BlockKind.FIGURE, picture=Picture(src, "Légende"))
    article_id = library.add(document(1, lead=Picture(src), blocks=(figure,)))
    assert (
        library.articles.wanted_pictures()
        == library.articles.wanted_pictures(article_id)
        == [(article_id, src)]
    )
    library.articles.set_picture(article_id, src, "1" * 64, 30, 20)
    article = library.articles.get(article_id)
    assert article.document.lead == Picture(src, digest="1" * 64, width=30, height=20)
    assert article.document.blocks[0].picture == Picture(src, "Légende", digest="1" * 64, width=30, height=20)
    assert article.summary.thumbnail == "1" * 64
    assert library.articles.wanted_pictures() == []
    library.articles.set_picture(article_id, src, "", 0, 0)
    assert library.articles.get(article_id).document.lead == Picture(src)
    assert library.articles.summary(article_id).thumbnail == ""


def test_a_damaged_text_is_not_shown_as_if_it_were_whole(library: Any, document: Make) -> None:
    article_id = library.add(document(1))
    library.sql("UPDATE article_body SET html = replace(html, 'eau', 'EAU')")
    with pytest.raises(ReaderError) as caught:
        library.articles.get(article_id)
    assert caught.value.kind == "article-damaged"
    assert library.articles.summary(article_id).title == "Sécheresse 1"


def test_a_damaged_position_is_forgotten(library: Any, document: Make) -> None:
    article_id = library.add(document(1))
    for text in ("{", '{"page": 3}', "7"):
        library.sql("UPDATE article SET position = ?", text)
        assert library.articles.get(article_id).position is None


def test_only_articles_that_differ_are_changed(library: Any, document: Make) -> None:
    ids = [library.add(document(n)) for n in range(4)]
    library.articles.set_favourite(ids[:2], True)
    library.articles.move_to_trash(ids[3:])
    base = library.database
    assert differing(base, ids[::-1], "favourite", True) == [ids[3], ids[2]]
    assert differing(base, ids, "favourite", False) == ids[:2]
    assert differing(base, ids, "trashed", True) == ids[:3]
    assert differing(base, [*ids, 999], "unread", False) == ids
    assert differing(base, [], "archived", True) == []
