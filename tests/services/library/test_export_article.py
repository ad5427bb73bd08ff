"""One article into a file: whole, self-contained, asking nothing from elsewhere, with pictures and notes."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest

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
    Sentence,
    TranslatedBlock,
    TranslatedSentence,
    Translation,
)
from reader.core.sentence_key import sentence_key
from reader.library.articles.stored_markup import clean_markup
from reader.reading.article_export import Exported, html_page, markdown, plain_text
from reader.reading.printed_article import printed_article
from reader.services.library.annotate_article import Passage, mark_passage
from reader.services.library.export_article import ExportChoice, article_on_paper, export_article, file_name
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def paragraph(number: int, text: str) -> Block:
    part = Part(escape(text, quote=False), text)
    return Block(f"p{number}", BlockKind.PARAGRAPH, (part,), sentences=(Sentence(text, 0, 0, len(text)),))


def document(digest: str = "") -> Document:
    figure = Block(
        "fig",
        BlockKind.FIGURE,
        (Part("La place", "La place"),),
        picture=Picture("https://cdn.example/p.png", alt="Une place", digest=digest),
    )
    blocks = (
        paragraph(1, "Le chat & le chien <dorment>."),
        Block("h", BlockKind.HEADING, (Part("Suite", "Suite"),), level=2, sentences=(Sentence("Suite"),)),
        figure,
        paragraph(2, "Il pleut."),
        Block("r", BlockKind.RELATED, (Part("Autre", "Autre"),), url="https://www.lebrief.ma/autre/"),
    )
    return Document(
        "https://www.lebrief.ma/a?b=1&c=2",
        "Titre *étoilé* : <suite>",
        blocks,
        "",
        author="Ilyasse",
        site="LeBrief",
        date="2025-11-27",
        language="fr",
    )


def translation(shown: Document, target: str = "ar") -> Translation:
    def block(name: str, text: str) -> TranslatedBlock:
        return TranslatedBlock(name, (TranslatedSentence(text, f"[{target}] {text}"),))

    blocks = tuple(block(b.id, s.text) for b in shown.blocks for s in b.sentences[:1])
    return Translation(
        target, Route((Hop("fr", target, "x", "1"),)), block("title", shown.title), None, blocks
    )


class Links(HTMLParser):
    """Everything a page would load or link to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append((tag, values))
        self.loads += [str(values[name]) for name in ("src", "srcset", "poster", "data") if name in values]
        self.links += [str(values["href"])] if "href" in values else []


@pytest.fixture
def library(tmp_path: Path):
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        digest = session.assets.add(PNG, "image/png")
        shown = document(digest)
        session.articles.add(shown, shown.url, "lebrief.ma/a", "2026-01-01T10:00:00+00:00")
        yield session


def test_a_page_asks_for_nothing_and_runs_nothing() -> None:
    page = html_page(Exported(document("d" * 64), pictures={"d" * 64: "data:image/png;base64,AAAA"}))
    found = Links(page)
    assert found.loads == ["data:image/png;base64,AAAA"]
    assert {tag for tag, _ in found.tags} & {"script", "iframe", "link", "object", "embed"} == set()
    assert "default-src 'none'" in page
    assert "https://www.lebrief.ma/autre/" in found.links
    assert "&lt;dorment&gt;" in page
    assert "<dorment>" not in page


def test_a_picture_that_is_not_there_leaves_its_caption_alone() -> None:
    for write in (html_page, markdown, plain_text):
        text = write(Exported(document()))
        assert "cdn.example" not in text
        assert "La place" in text


def test_both_languages_stand_side_by_side_each_in_its_direction() -> None:
    shown = document()
    page = html_page(Exported(shown, translation(shown), both=True))
    found = Links(page)
    said = [(v.get("lang"), v.get("dir")) for tag, v in found.tags if tag == "div" and "lang" in v]
    assert said == [("fr", "ltr"), ("ar", "rtl")] * 3
    assert page.index("Il pleut.") < page.index("[ar] Il pleut.")
    assert "Machine translation" in page


def test_a_translation_alone_is_in_its_language() -> None:
    shown = document()
    exported = Exported(shown, translation(shown))
    page = html_page(exported)
    assert exported.shown is exported.shown, "it is put together once"
    assert '<html lang="ar">' in page
    assert '<article lang="ar" dir="rtl">' in page
    assert "[ar] Titre" in page
    assert re.search(r"(?<!\] )Il pleut", page) is None


@pytest.mark.parametrize(("pivot", "said"), [("en", "English"), ("es", "Español")])
def test_a_translation_by_way_of_another_language_says_so(pivot: str, said: str) -> None:
    shown = document()
    route = Route((Hop("fr", pivot, "x", "1"), Hop(pivot, "ar", "y", "1")))
    exported = Exported(shown, replace(translation(shown), route=route), both=True)
    texts = [write(exported) for write in (html_page, markdown, plain_text)]
    texts.append(printed_article(exported).remark)
    for text in texts:
        assert f"Machine translation via {said}." in text.replace("\u2068", "").replace("\u2069", "")
    direct = printed_article(Exported(shown, translation(shown))).remark
    assert direct == "Machine translation. It may contain mistakes."
    assert printed_article(Exported(shown)).remark == "", "the original"


def test_markdown_escapes_and_keeps_the_structure() -> None:
    text = markdown(Exported(document(), note="1 * 2"))
    assert text.startswith("# Titre \\*étoilé\\* : \\<suite>\n")
    assert "\n## Suite\n" in text
    assert "<https://www.lebrief.ma/a?b=1&c=2>" in text
    assert "## Notes\n\n1 \\* 2" in text


def test_plain_text_has_no_markup() -> None:
    text = plain_text(Exported(document()))
    assert text.startswith("Titre *étoilé* : <suite>\n\nIlyasse · LeBrief · 2025-11-27\n")
    assert "Le chat & le chien <dorment>." in text


def test_hostile_values_stay_text() -> None:
    bad = replace(
        document(), title='"><script>alert(1)</script>', url="javascript:alert(1)", author="<img src=x>"
    )
    page = html_page(Exported(bad, note="<script>x</script>"))
    found = Links(page)
    assert "script" not in {tag for tag, _ in found.tags}
    assert found.loads == []
    assert not [link for link in found.links if link.startswith("javascript")]


@pytest.mark.parametrize(("form", "ending"), [("html", ".html"), ("markdown", ".md"), ("text", ".txt")])
def test_files_are_whole(library: LibrarySession, tmp_path: Path, form: str, ending: str) -> None:
    path = tmp_path / f"out{ending}"
    assert export_article(library, 1, path, form) == path
    text = path.read_text("utf-8")
    assert "Il pleut." in text
    assert not list(tmp_path.glob("*.part"))
    if form == "html":
        assert base64.b64encode(PNG).decode() in text
    if form == "markdown":
        (picture,) = (tmp_path / "out-pictures").iterdir()
        assert picture.read_bytes() == PNG
        assert f"](out-pictures/{picture.name})" in text


def test_marks_and_notes_go_along_when_asked(library: LibrarySession, tmp_path: Path) -> None:
    mark_passage(library, 1, Passage("fr", "p2", 0, 0, 9, "Il pleut."), Colour.GREEN, "À vérifier")
    library.annotations.set_note(1, "Ma note")
    with_notes = export_article(library, 1, tmp_path / "a.html", "html", ExportChoice(notes=True)).read_text(
        "utf-8"
    )
    without = export_article(library, 1, tmp_path / "b.html", "html").read_text("utf-8")
    assert "Ma note" in with_notes
    assert "■ À vérifier" in with_notes
    assert "Ma note" not in without
    assert "À vérifier" not in without


def test_what_is_not_translated_cannot_be_written(library: LibrarySession, tmp_path: Path) -> None:
    with pytest.raises(ReaderError) as told:
        export_article(library, 1, tmp_path / "a.html", "html", ExportChoice("ar"))
    assert told.value.kind == "not-translated"
    assert not (tmp_path / "a.html").exists()


def test_a_folder_that_cannot_be_written_is_told(library: LibrarySession, tmp_path: Path) -> None:
    with pytest.raises(ReaderError):
        export_article(library, 1, tmp_path / "missing" / "a.html", "html")


def test_the_printer_gets_pictures_by_name_only(library: LibrarySession) -> None:
    printed, files = article_on_paper(library, 1, ExportChoice())
    assert printed.titles[0].startswith("Titre") and not printed.facing
    shown = [block.picture.src for row in printed.rows for block in row.blocks if block.picture]
    assert shown == list(files)
    assert all(file.is_file() for file in files.values())


def test_the_printer_gets_both_languages_paragraph_by_paragraph(session: LibrarySession) -> None:
    made = document()
    number = session.articles.add(made, made.url, "k", "2026-11-25T08:00:00+00:00")
    stock_translation(session, number, made)
    printed, _ = article_on_paper(session, number, ExportChoice("en", both=True))
    assert printed.facing and printed.languages == ("fr", "en") and printed.remark
    pairs = [row.blocks for row in printed.rows if len(row.blocks) == 2]
    assert [own.text for own, _ in pairs if own.id in ("p1", "p2")] == [
        "Le chat & le chien <dorment>.",
        "Il pleut.",
    ]
    assert all(theirs.text == f"EN {own.text} <script>" for own, theirs in pairs)


def test_a_lead_picture_that_is_not_stored_leaves_nothing_on_paper(session: LibrarySession) -> None:
    made = replace(document(), lead=Picture("https://cdn.example/l.png", "La légende du haut"))
    number = session.articles.add(made, made.url, "k", "2026-11-25T08:00:00+00:00")
    printed, files = article_on_paper(session, number, ExportChoice())
    assert not files
    assert "La légende du haut" not in [block.text for row in printed.rows for block in row.blocks]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Marrakech : Interpol / États", "Marrakech Interpol États.html"),
        ("a" * 300, "a" * 80 + ".html"),
        ("..", "article.html"),
        ("\u202eexe.txt", "exe.txt.html"),
        ('con<>"|?*', "con_.html"),
    ],
)
def test_names_are_safe(title: str, name: str) -> None:
    assert file_name(title, "html") == name


HOSTILE = (
    '<script>alert(1)</script><b onclick="x()">gras</b> '
    '<a href="javascript:x()">un</a> <a href="java&#10;script:x()">deux</a> '
    '<a href="https://x.example/?a=1&amp;b=2" onmouseover="x()">trois</a> '
    "<img src=x onerror=x()> <svg onload=x()><script>y()</script></svg> "
    '<iframe src="https://x.example/"></iframe><style>p{}</style> 1 &lt;script&gt; 2 <i>fin'
)


def hostile_document() -> Document:
    """Blocks as somebody wrote them into the library's file by hand."""
    shown = document()
    part = Part(HOSTILE, "gras un deux trois fin")
    sentence = Sentence(part.text, 0, 0, len(part.text))
    blocks = [
        Block("p", BlockKind.PARAGRAPH, (part,), sentences=(sentence,)),
        Block("h", BlockKind.HEADING, (part,), level='2 onclick="x()"'),  # type: ignore[arg-type]
        Block("r", BlockKind.RELATED, (Part("Autre", "Autre"),), url="javascript:x()"),
        Block("l", BlockKind.LIST, (part, part)),
        Block("t", BlockKind.TABLE, (part, part), columns=2),
        Block("c", BlockKind.CODE, (part,)),
        Block("q", BlockKind.QUOTE, (part,)),
    ]
    return replace(shown, blocks=(*shown.blocks, *blocks))


class Elements(HTMLParser):
    """Every element and attribute of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}


@pytest.mark.parametrize("target", ["", "en"])
def test_blocks_changed_by_hand_are_cleaned_on_their_way_out(
    session: LibrarySession, tmp_path: Path, target: str
) -> None:
    made = hostile_document()
    number = session.articles.add(made, made.url, "k", "2026-11-25T08:00:00+00:00")
    if target:
        stock_translation(session, number, made)
    choice = ExportChoice(target=target, both=bool(target))
    page = export_article(session, number, tmp_path / "a.html", "html", choice).read_text("utf-8")
    rows = article_on_paper(session, number, choice)[0].rows
    printed = "".join(part.html for row in rows for block in row.blocks for part in block.parts)
    for text in (page, printed):
        found = Elements(text)
        assert not found.tags & {"script", "iframe", "svg", "img", "object"}
        assert not [name for name, _ in found.attributes if name.startswith("on")]
        links = {value for name, value in found.attributes if name in ("href", "src")}
        assert all(link.startswith(("https://", "http://")) for link in links), links
        assert "https://x.example/?a=1&b=2" in links and "alert(1)" not in text
    written = export_article(session, number, tmp_path / "a.md", "markdown", choice).read_text("utf-8")
    assert "javascript" not in written and "alert(1)" not in written
    assert not re.search(r"(?<!\\)<(script|img|svg|iframe|style)", written.replace("```", ""))
    assert "**gras**" in written and "[trois](https://x.example/?a=1&b=2)" in written


def stock_translation(session: LibrarySession, number: int, made: Document, target: str = "en") -> None:
    blocks = tuple(
        TranslatedBlock(b.id, tuple(TranslatedSentence(s.text, f"EN {s.text} <script>") for s in b.sentences))
        for b in made.blocks
    )
    title = TranslatedBlock("title", (TranslatedSentence(made.title, "EN"),))
    route = Route((Hop("fr", target, f"fr_{target}", "1.0"),))
    pairs = [(sentence_key(p.source), p) for b in (*blocks, title) for p in b.sentences]
    session.translations.store(pairs, "fr", target, route.key)
    session.translations.record(number, Translation(target, route, title, None, blocks))


@pytest.mark.parametrize(
    "html",
    [
        "a <b>c</b> &amp; d<br>e",
        '<a href="https://x.example/?a=1&amp;b=2">x <i>y</i></a>',
        "H<sub>2</sub>O &lt;b&gt; “q”",
        "x\n  y",
        "plain",
    ],
)
def test_what_was_cleaned_already_stays_as_it_is(html: str) -> None:
    assert clean_markup(html) == html
