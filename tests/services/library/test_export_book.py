"""Articles as one EPUB: whole, valid whatever they hold, in both languages, with pictures and notes."""

from __future__ import annotations

import json
from dataclasses import replace
from html import escape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor, QImage

from reader.core.errors import ReaderError
from reader.core.marks import Colour
from reader.core.model import (
    Block,
    BlockKind,
    Document,
    Hop,
    Part,
    Picture,
    Route,
    TranslatedBlock,
    TranslatedSentence,
    Translation,
)
from reader.core.progress import Cancelled, Progress
from reader.core.sentence_key import sentence_key
from reader.reading.document import blocks_from_html
from reader.services.importing.import_choices import ImportChoices
from reader.services.importing.run_import import run_import
from reader.services.library.annotate_article import Passage, mark_passage
from reader.services.library.export_article import ExportChoice
from reader.services.library.export_book import BookName, export_book
from reader.services.library_session import LibrarySession
from reader.services.saving.save_page import save_page
from tests.support import exports
from tests.support.epub import XHTML, Book, checked_by_epubcheck

DATA = Path(__file__).parents[2] / "data"
URL = "https://journal.example/eau"
HTML = (
    "<h2>Une saison sèche</h2><h3>Au nord</h3><p>Les barrages sont au tiers"
    f'<sup><a href="{URL}#fn1">1</a></sup>. L’agence<sup><a href="{URL}#fn2">2</a></sup> le dit.</p>'
    "<p>Une conduite relie deux bassins, &lt;depuis&gt; peu ]]&gt; ici.</p>"
    "<ul><li>un<ul><li>deux</li></ul></li></ul><table><tr><th>Année</th><th>Eau</th></tr>"
    "<tr><td>2024</td><td>12</td></tr></table><pre>a &lt; b</pre><blockquote><p>Dit-elle.</p></blockquote>"
    '<p><a href="https://bad host.example/a b?c=[d]%zz">lien</a> <a href="http://[x/">faux</a> '
    '<a href="mailto:a@b.example">poste</a> <a href="https://exemple.ma/café#é">café</a></p>'
    f'<ol><li>Rapport, page 14. <a href="{URL}#ref1">↩</a></li>'
    f'<li>Enquête de 2025. <a href="{URL}#ref2">↩</a></li></ol>'
)


def picture(folder: Path, name: str, width: int, height: int, alpha: bool = False) -> bytes:
    kind = QImage.Format.Format_ARGB32 if alpha else QImage.Format.Format_RGB32
    image = QImage(width, height, kind)
    image.fill(QColor(40, 90, 140, 120 if alpha else 255))
    file = folder / name
    assert image.save(str(file))
    return file.read_bytes()


def stored(session: LibrarySession, folder: Path) -> list[Picture]:
    """Pictures of every kind: two too large, two that fit, one that no e-reader knows, one that is none."""
    made = [
        (picture(folder, "large.jpg", 3000, 1000), "image/jpeg"),
        (picture(folder, "large.png", 100, 4000, alpha=True), "image/png"),
        (picture(folder, "small.png", 20, 10), "image/png"),
        (picture(folder, "small.jpg", 30, 10), "image/jpeg"),
        (picture(folder, "other.webp", 40, 10), "image/webp"),
        (b"\xff\xd8\xff no picture", "image/jpeg"),
    ]
    digests = [session.assets.add(data, mime) for data, mime in made]
    return [
        Picture(f"https://a.example/{n}", f"Légende {n}", alt='"alt" <x>', digest=digest, width=9, height=9)
        for n, digest in enumerate(digests)
    ]


def water(pictures: list[Picture]) -> Document:
    figures = tuple(
        Block(f"f{n}", BlockKind.FIGURE, (Part(shown.caption, shown.caption),), picture=shown)
        for n, shown in enumerate(pictures)
    )
    blocks = (*blocks_from_html(HTML, "fr"), *figures)
    made = Document(URL, "L’eau & la <soif>", blocks, HTML, "Salma Idrissi, Omar Tazi", "2026-10-02")
    return replace(made, language="fr", site="Le Journal", lead=pictures[0] if pictures else None)


def translate(session: LibrarySession, number: int, made: Document) -> None:
    """Store a translation to Arabic of everything but the last sentence."""
    blocks = tuple(
        TranslatedBlock(b.id, tuple(TranslatedSentence(s.text, f"ترجمة {s.text}") for s in b.sentences))
        for b in made.blocks
    )
    title = TranslatedBlock("title", (TranslatedSentence(made.title, "الماء والعطش"),))
    route = Route((Hop("fr", "ar", "fr_ar", "1.0"),))
    pairs = [(sentence_key(p.source), p) for b in (*blocks, title) for p in b.sentences]
    session.translations.store(pairs, "fr", "ar", route.key)
    session.translations.record(number, Translation("ar", route, title, None, blocks))


@pytest.fixture
def article(session: LibrarySession, tmp_path: Path) -> int:
    made = water(stored(session, tmp_path))
    number = session.articles.add(made, made.url, "eau", "2026-11-25T08:00:00+00:00")
    translate(session, number, made)
    block = made.blocks[2].id
    mark_passage(
        session, number, Passage("fr", block, 0, 0, 12, "Les barrages"), Colour.GREEN, "À & vérifier"
    )
    session.annotations.set_note(number, "Ma note\n<b>sur deux lignes</b>")
    return number


def page_of(book: Book, name: str) -> tuple[ElementTree.Element, str]:
    return book.pages[name], book.files[f"book/{name}"].decode()


def test_one_article_with_its_pictures_footnotes_and_notes(
    session: LibrarySession, article: int, tmp_path: Path
) -> None:
    path = tmp_path / "eau.epub"
    done = export_book(session, [article], path, Progress(), ExportChoice(notes=True))
    assert (done.path, done.articles, done.untranslated) == (path, 1, ())
    book = Book(path)
    assert book.chapters == ["cover.xhtml", "chapter-1.xhtml"]
    assert book.metadata("title") == ["L’eau & la <soif>"]
    assert book.metadata("creator") == ["Salma Idrissi", "Omar Tazi"]
    assert (book.metadata("language"), book.metadata("date")) == (["fr"], ["2026-10-02"])
    assert (book.metadata("publisher"), book.metadata("source")) == (["Le Journal"], [URL])
    page, text = page_of(book, "chapter-1.xhtml")
    sizes = {}
    for name, data in book.files.items():
        if name.startswith("book/pictures/"):
            image = QImage.fromData(data)
            sizes[(image.width(), image.height())] = name.rsplit(".", 1)[1]
    assert sizes == {
        (1404, 468): "jpg",
        (46, 1872): "png",
        (20, 10): "png",
        (30, 10): "jpg",
        (40, 10): "jpg",
    }
    # The one that is no picture leaves its caption; the lead picture is there twice, its file once.
    assert len(page.findall(f".//{XHTML}img")) == 6 and "Légende 5" in text
    cover = QImage.fromData(book.files["book/cover.jpg"])
    assert (cover.width(), cover.height()) == (1200, 1600)
    marks = [row for row in page.iter(f"{XHTML}a") if row.get("role") == "doc-noteref"]
    notes = {row.get("id"): "".join(row.itertext()) for row in page.iter(f"{XHTML}li") if row.get("id")}
    assert [mark.get("href") for mark in marks] == ["#note-1", "#note-2"]
    assert notes["note-1"].startswith("Rapport") and notes["note-2"].startswith("Enquête")
    assert "À &amp; vérifier" in text and "&lt;b&gt;sur deux lignes&lt;/b&gt;" in text
    contents = ["".join(row.itertext()) for row in book.pages["nav.xhtml"].iter(f"{XHTML}a")]
    assert contents[:4] == ["L’eau & la <soif>", "Une saison sèche", "Au nord", "Notes"]
    links = {row.get("href") for row in page.iter(f"{XHTML}a")}
    assert {"mailto:a@b.example", "https://exemple.ma/caf%C3%A9#%C3%A9"} <= links


def test_both_languages_paragraph_by_paragraph(session: LibrarySession, article: int, tmp_path: Path) -> None:
    both, alone = tmp_path / "both.epub", tmp_path / "alone.epub"
    export_book(session, [article], both, Progress(), ExportChoice("ar", both=True))
    book = Book(both)
    page, _ = page_of(book, "chapter-1.xhtml")
    said = [
        (row.get("lang"), row.get("dir"), "".join(row.itertext())[:6])
        for row in page.iter()
        if row.get("lang") and row.tag in (f"{XHTML}p", f"{XHTML}h2")
    ]
    assert ("fr", "ltr", "Les ba") in said and ("ar", "rtl", "ترجمة ") in said
    assert said.index(("ar", "rtl", "ترجمة ")) > said.index(("fr", "ltr", "Une sa"))
    assert book.metadata("language") == ["fr", "ar"]
    assert len(page.findall(f".//{XHTML}img")) == 6, "a picture stands once, with both captions"

    export_book(session, [article], alone, Progress(), ExportChoice("ar"))
    book = Book(alone)
    page, text = page_of(book, "chapter-1.xhtml")
    figures = [row.get("lang") for row in page.iter(f"{XHTML}figure")]
    assert set(figures) == {"fr"}, "captions are not translated here"
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert 'page-progression-direction="rtl"' in book.files["book/package.opf"].decode()
    assert book.metadata("title") == ["الماء والعطش"] and 'epub:type="noteref"' in text
    with pytest.raises(ReaderError, match="no translation"):
        export_book(session, [article], tmp_path / "en.epub", Progress(), ExportChoice("en"))
    assert sorted(file.name for file in tmp_path.glob("*epub*")) == ["alone.epub", "both.epub"]


def test_articles_of_every_kind_in_one_book(session: LibrarySession, article: int, tmp_path: Path) -> None:
    """Real pages, hostile titles and everything above; epubcheck has nothing to say of it."""
    ids = [article]
    kinds = (
        sorted((DATA / "page_kinds").glob("*/*.html"))[::9] + sorted((DATA / "pages").glob("*.html"))[::13]
    )
    for number, file in enumerate(kinds):
        text = file.read_text("utf-8", "replace")
        ids.append(save_page(session, text, Progress(), f"https://k{number}.example/a").id)
    naughty = json.loads((DATA / "naughty_strings" / "blns.json").read_text("utf-8"))
    for number, text in enumerate(naughty[::17]):
        part = Part(escape(text, quote=False), text)
        blocks = (
            Block("h", BlockKind.HEADING, (part,), level=2 + number % 4),
            Block("p", BlockKind.PARAGRAPH, (part, part)),
            Block("l", BlockKind.LIST, (part, replace(part, level=2), replace(part, ordered=True))),
            Block("r", BlockKind.RELATED, (part,), url=text),
        )
        address = f"https://n.example/{number}/{text}"
        made = Document(address, text, blocks, "", text, text, "", text[:9], text, lead=Picture(text, text))
        ids.append(session.articles.add(made, address, f"n{number}", "2026-11-25T08:00:00+00:00"))
    path = tmp_path / "all.epub"
    done = export_book(
        session, ids, path, Progress(), ExportChoice("ar", both=True, notes=True), BookName("Semaine")
    )
    book = Book(path)
    assert done.articles == len(ids) and len(book.chapters) == len(ids) + 2
    assert article not in done.untranslated and len(done.untranslated) > 25
    assert book.chapters[:2] == ["cover.xhtml", "nav.xhtml"] and book.metadata("title") == ["Semaine"]
    checked_by_epubcheck(path)


def test_a_second_export_is_the_same_book_and_an_end_leaves_none(
    session: LibrarySession, article: int, tmp_path: Path
) -> None:
    first, second = tmp_path / "1.epub", tmp_path / "2.epub"
    export_book(session, [article], first, Progress())
    export_book(session, [article, article], second, Progress())
    export_book(session, [article], tmp_path / "3.epub", Progress(), ExportChoice("ar"))
    books = [Book(tmp_path / f"{number}.epub").metadata("identifier") for number in (1, 2, 3)]
    assert books[0] == books[1] != books[2]
    progress = Progress(lambda *_: progress.cancel())
    with pytest.raises(Cancelled):
        export_book(session, [article], first, progress)
    assert Book(first).metadata("identifier") == books[0]
    with pytest.raises(ReaderError):
        export_book(session, [article], tmp_path / "missing" / "a.epub", Progress())
    with pytest.raises(ReaderError):
        export_book(session, [article, 999], tmp_path / "4.epub", Progress())
    assert sorted(file.name for file in tmp_path.glob("*epub*")) == ["1.epub", "2.epub", "3.epub"]
    assert not list(tmp_path.glob(".*.part"))


def test_articles_without_their_text_are_no_chapters_of_a_book(
    session: LibrarySession, article: int, tmp_path: Path
) -> None:
    run_import(session, exports.pocket_csv(tmp_path), ImportChoices(fetch="never"), Progress())
    waiting = [number for number in session.articles.ids("all") if number != article]
    path = tmp_path / "all.epub"
    done = export_book(session, [*waiting, article], path, Progress())
    assert (len(waiting), done.articles, done.without_text) == (3, 1, 3)
    assert Book(path).chapters == ["cover.xhtml", "chapter-1.xhtml"]
    alone = export_book(session, waiting[:1], tmp_path / "one.epub", Progress())
    assert (alone.articles, alone.without_text) == (1, 0), "asked for by itself, its link is kept"
