"""Notes and marks given away: as Markdown and HTML, with the source, and nothing that could act."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from reader.core.marks import Colour
from reader.core.model import Block, BlockKind, Document, Part, Sentence
from reader.services.library.annotate_article import (
    Passage,
    export_marks,
    mark_passage,
    marked_article,
    marked_articles,
)
from reader.services.library.tag_articles import suggest_tags, tag_articles
from reader.services.library_session import LibrarySession
from reader.services.search_library import catch_up, results, search

SAVED = "2026-11-25T08:00:00+00:00"


def add(session: LibrarySession, number: int, text: str = "Le lac est vide.", **more: str) -> int:
    block = Block(
        "b1", BlockKind.PARAGRAPH, (Part(text, text),), sentences=(Sentence(text, 0, 0, len(text)),)
    )
    values = {"title": f"Titre {number}", "language": "fr", "author": "Salma", "site": "LeBrief", **more}
    values.setdefault("url", f"https://x.example/{number}")
    document = Document(values.pop("url"), values.pop("title"), (block,), "", **values)  # type: ignore[arg-type]
    return session.articles.add(document, document.url, str(number), SAVED)


@pytest.fixture
def marked(session: LibrarySession) -> int:
    number = add(session, 1, date="2026-03-02")
    mark_passage(session, number, Passage("fr", "b1", 0, 3, 6, "lac"), Colour.GREEN, "Lequel ?")
    mark_passage(session, number, Passage("ar", "b1", 0, 0, 7, "البحيرة"), Colour.ROSE)
    session.annotations.set_note(number, "Une note\nsur deux lignes")
    return number


def test_an_article_with_its_marks(session: LibrarySession, marked: int) -> None:
    add(session, 2)
    found = marked_article(session, marked)
    assert found.note == "Une note\nsur deux lignes"
    assert [(m.quote, m.colour, m.note) for m in found.marks] == [
        ("البحيرة", Colour.ROSE, ""),
        ("lac", Colour.GREEN, "Lequel ?"),
    ]
    assert marked_articles(session) == [found], "articles without marks are left out"
    assert marked_articles(session, [marked + 1]) == []


def test_markdown(session: LibrarySession, marked: int) -> None:
    assert export_marks(session, "markdown") == (
        "# Notes\n\n## Titre 1\n\nSalma · LeBrief · 2026-03-02\n\n<https://x.example/1>\n\n"
        "Une note\nsur deux lignes\n\n"
        "> البحيرة\n>\n> Le lac est vide.\n\n◆ Question · Machine translation (العربية)\n\n"
        "> lac\n\n■ Fact\n\nLequel ?\n"
    )


def test_html_is_one_page_that_asks_for_nothing(session: LibrarySession, marked: int) -> None:
    page = export_marks(session, "html", [marked])
    assert '<blockquote lang="ar" dir="rtl">البحيرة</blockquote>' in page
    assert "<cite>Le lac est vide.</cite>" in page and "Une note<br>sur deux lignes" in page
    assert not re.search(r"<(?:script|img|link|iframe)|url\(|@import", page)


HOSTILE = '<img src=x onerror=alert(1)> [x](javascript:1) `code` # *b* & "q"\n1. un'


def test_what_was_typed_or_saved_stays_text(session: LibrarySession) -> None:
    number = add(session, 1, title=HOSTILE, author=HOSTILE, url='https://x.example/"><script>1</script>')
    mark_passage(session, number, Passage("fr", "b1", 0, 0, 3, HOSTILE), note=HOSTILE)
    session.annotations.set_note(number, HOSTILE)
    seen: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append(tag)
            assert not any(name.startswith("on") for name, _ in attrs)

    reader = Reader()
    reader.feed(export_marks(session, "html"))
    assert not {"img", "script"} & set(seen)
    markdown = export_marks(session, "markdown")
    assert "\\<img" in markdown and "\\[x\\](javascript" in markdown and "1\\. un" in markdown
    assert "<script" not in markdown


def test_a_link_that_is_no_web_link_is_left_out(session: LibrarySession) -> None:
    number = add(session, 1, url="javascript:alert(1)")
    session.annotations.set_note(number, "x")
    assert "javascript" not in export_marks(session, "html") + export_marks(session, "markdown")


def test_a_lost_mark_says_so_in_the_readers_language(session: LibrarySession, marked: int) -> None:
    session.articles.replace(marked, Document("https://x.example/1", "T", (), "", language="fr"), SAVED)
    words = {"Not found in the new version": "Introuvable"}
    text = export_marks(session, "markdown", translate=lambda _context, text: words.get(text, text))
    assert text.count("Introuvable") == 2


def test_an_unknown_form(session: LibrarySession) -> None:
    with pytest.raises(KeyError):
        export_marks(session, "pdf")


def test_tags_of_several_articles(session: LibrarySession) -> None:
    one, two = add(session, 1), add(session, 2)
    assert tag_articles(session, [one, two], ["Maroc", "  "]) == {one: (), two: ()}
    assert tag_articles(session, [one, two, 99], ["maroc"], []) == {}, "nothing changes, so nothing to undo"
    former = tag_articles(session, [one], ["À lire"], ["MAROC"])
    assert former == {one: ("Maroc",)} and session.articles.summary(one).tags == ("À lire",)
    for number, tags in former.items():
        session.articles.set_tags(number, tags)
    assert session.articles.summary(one).tags == ("Maroc",)


def test_tag_suggestions(session: LibrarySession) -> None:
    one, two = add(session, 1), add(session, 2)
    tag_articles(session, [one, two], ["Économie verte"])
    tag_articles(session, [one], ["École", "maroc"])
    assert suggest_tags(session, "eco") == ["Économie verte", "École"]
    assert suggest_tags(session, "vert") == ["Économie verte"]
    assert suggest_tags(session, "economie v") == ["Économie verte"]
    assert suggest_tags(session, "x") == [] and len(suggest_tags(session, "")) == 3


def test_the_search_service(session: LibrarySession) -> None:
    number = add(session, 1)
    found = search(session, "lac time:<5")
    assert found.ids == (number,) and catch_up(session) == 0
    (result,) = results(session, found)
    assert [(h.where, h.snippet) for h in result.hits] == [("original", "Le lac est vide.")]
    session.settings.set("reading_speed", 80)
    assert search(session, "lac time:<5").ids == (number,)
