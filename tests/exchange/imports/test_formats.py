"""What other programs exported: told by its content, read row by row, with all that a row says."""

from __future__ import annotations

import plistlib
from pathlib import Path
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.exchange.imports.rows import ImportedHighlight, ImportedRow, Skipped
from reader.services.importing.preview_import import is_list_of_links
from tests.conftest import SITE
from tests.support import exports
from tests.support.imported_rows import rows_of, taken


@pytest.mark.parametrize("name", exports.EXPORTS)
def test_each_format_is_known_by_its_content_and_no_row_is_lost(tmp_path: Path, name: str) -> None:
    kind, make, (count, *_) = exports.EXPORTS[name]
    path = make(tmp_path)
    assert [kind, count] == [rows_of(path)[0], len(rows_of(path)[1])]
    other = path.rename(tmp_path / "export.bin")
    assert rows_of(other)[0] == kind, "by its content, not by its name"


def fields(row: ImportedRow, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def test_pocket_gives_dates_tags_and_what_was_archived(tmp_path: Path) -> None:
    first, second, third = taken(exports.pocket_csv(tmp_path))
    assert (first.line, first.url, first.title) == (
        "part_000000.csv:2",
        "https://a.example/eau",
        "Eau, la grande soif",
    )
    assert (first.saved, first.tags, first.archived) == ("2020-09-13T12:26:40+00:00", ("maroc", "eau"), False)
    assert (second.archived, second.read, third.archived) == (True, True, True)
    unread, read = taken(exports.pocket_html(tmp_path))
    assert (unread.title, unread.tags, unread.archived) == ("First & best", ("one", "two"), False)
    assert (read.title, read.archived) == ("", True), "of the section, and the address is no title"


def test_pockets_archive_gives_marked_passages_and_shared_lists(tmp_path: Path) -> None:
    kind, (beside, *rows) = rows_of(exports.pocket_archive(tmp_path))
    assert kind == "pocket-csv"
    assert isinstance(beside, Skipped) and (beside.line, beside.reason) == ("links.txt", "other-file")
    by_line = {row.line: row for row in rows if isinstance(row, ImportedRow)}
    marked, shared = by_line["part_000000.json:1"], by_line["maroc.json:1"]
    assert marked.url == "https://a.example/port"
    assert marked.highlights == (ImportedHighlight(exports.QUOTE, created="2020-09-13T12:30:00+00:00"),)
    assert fields(shared, "folder", "description", "note", "saved") == {
        **{"folder": "Maroc - eau", "description": "Résumé", "note": "À lire", "saved": ""},
    }
    assert [row.url for row in rows].count("https://a.example/partage") == 1


def test_instapaper_gives_folders_stars_and_selections(tmp_path: Path) -> None:
    one, two, three, four, note = taken(exports.instapaper(tmp_path))
    assert one.tags == ("lire", "eau") and two.archived and three.favourite
    assert (three.note, four.folder, note.url) == ("un passage", "Recettes", "")
    assert [row.archived for row in taken(exports.instapaper_old(tmp_path))] == [False, True]


def test_omnivore_and_wallabag_bring_texts_and_highlights(tmp_path: Path) -> None:
    eau, port = taken(exports.omnivore(tmp_path))
    assert (eau.html, eau.has_text, port.has_text) == (exports.TEXT, True, False)
    assert [h.quote for h in eau.highlights] == [exports.QUOTE, "les villes comptent chaque litre"]
    assert (eau.highlights[0].note, eau.progress, eau.archived) == ("À relire", 0.42, True)
    assert (eau.tags, eau.published) == (("maroc", "eau"), "2024-10-01T00:00:00+00:00")
    without = rows_of(exports.omnivore(tmp_path), texts=False)[1][0]
    assert isinstance(without, ImportedRow) and without.has_text and not without.html
    one, two = taken(exports.wallabag(tmp_path))
    assert one.highlights == (ImportedHighlight(exports.QUOTE, "À relire", "2016-09-09T00:00:00+00:00"),)
    assert (one.saved, one.archived, one.favourite) == ("2016-09-08T09:55:58+00:00", True, True)
    assert (one.author, one.language, two.title) == ("A. Idrissi", "fr", "")
    (old,) = taken(exports.wallabag_v1(tmp_path))
    assert (old.tags, old.archived, old.favourite) == (("maroc", "eau"), True, False)


def test_readwise_gives_tags_as_python_writes_them_and_highlights(tmp_path: Path) -> None:
    _, (one, two, feed) = rows_of(exports.readwise_reader(tmp_path))
    assert isinstance(one, ImportedRow) and isinstance(two, ImportedRow)
    assert (one.tags, one.progress) == (("maroc", "it's crazy"), 0.5)
    assert (two.archived, two.progress) == (True, 1.0)
    assert feed == Skipped("4", "feed", "https://a.example/f", "Un flux")
    first, second, book = taken(exports.readwise_highlights(tmp_path))
    assert (first.highlights[0].note, first.tags) == ("À relire", ("maroc",))
    assert (second.highlights[0].quote, book.url) == ("les villes comptent", "")


def test_services_with_folders_give_their_path(tmp_path: Path) -> None:
    _, (kept, note, empty) = rows_of(exports.karakeep(tmp_path))
    assert isinstance(kept, ImportedRow)
    assert (kept.folder, kept.note, kept.archived, kept.tags) == ("Presse/Maroc", "À lire", True, ("maroc",))
    assert note == Skipped("2", "no-address", title="Note") and isinstance(empty, ImportedRow)
    one, two = taken(exports.raindrop(tmp_path))
    assert fields(one, "folder", "note", "favourite", "tags", "description") == {
        "folder": "Presse",
        "note": "Ma note",
        "favourite": True,
        "tags": ("maroc", "eau"),
        "description": "Sur l’eau",
    }
    assert two.folder == ""
    one, three, script = taken(exports.bookmarks(tmp_path))
    assert (one.folder, one.tags, one.archived, one.note) == (
        "Presse",
        ("eau",),
        True,
        "Sur l’eau\n\nMa note",
    )
    assert (three.read, script.url) == (False, "javascript:alert(1)")


def test_the_small_ones(tmp_path: Path) -> None:
    one, two = taken(exports.pinboard(tmp_path))
    assert (one.tags, one.read, one.note, two.read) == (("maroc", "eau"), False, "Ma note", True)
    one, two = taken(exports.matter(tmp_path))
    assert (one.tags, one.favourite, one.archived, two.archived, two.read) == (
        ("maroc", "eau"),
        True,
        False,
        True,
        True,
    )
    assert [row.title for row in taken(exports.onetab(tmp_path))] == ["Un | suite", "Deux", ""]
    one, two = taken(exports.safari(tmp_path))
    assert (one.title, one.saved, one.read, two.read) == ("Un", "2024-01-02T03:04:05+00:00", False, True)
    (one,) = taken(exports.firefox_lz4(tmp_path))
    assert [one] == taken(exports.firefox(tmp_path))
    assert (one.folder, one.tags, one.saved) == ("Presse", ("maroc", "eau"), "2023-11-14T22:13:20+00:00")
    (one,) = taken(exports.chromium(tmp_path))
    assert (one.folder, one.saved) == ("Presse", "2023-11-14T22:13:20+00:00")
    _, (feed, link) = rows_of(exports.opml(tmp_path))
    assert feed == Skipped("1", "feed", "https://a.example/feed", "A")
    assert isinstance(link, ImportedRow) and link.folder == "Presse"


def test_libraries_of_references_and_clippings(tmp_path: Path) -> None:
    one, book = taken(exports.zotero_csv(tmp_path))
    assert (one.author, one.tags, one.note) == ("A. Idrissi, B. Alami", ("maroc", "eau"), "Ma note")
    assert (one.saved, one.published, book.url) == (
        "2021-05-06T07:08:09+00:00",
        "2021-05-01T00:00:00+00:00",
        "",
    )
    (csl,) = taken(exports.zotero_csl(tmp_path))
    assert (csl.author, csl.saved, csl.description) == (
        "A. Idrissi",
        "2021-05-06T00:00:00+00:00",
        "Sur l’eau",
    )
    _, (clipping, book_note) = rows_of(exports.kindle(tmp_path))
    assert isinstance(clipping, ImportedRow)
    assert (clipping.url, clipping.title) == ("https://a.example/eau", "L’eau")
    assert clipping.highlights[0].quote == exports.QUOTE
    assert book_note == Skipped("6", "no-address", title="Un livre (B. Auteur)")


def test_a_folder_is_read_as_an_archive_is(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(exports.omnivore(tmp_path)) as archive:
        archive.extractall(tmp_path / "folder")
    assert rows_of(tmp_path / "folder") == rows_of(tmp_path / "omnivore.zip")


LINK = '<DT><A HREF="https://a.example/1" ADD_DATE="1466156325">Un</A>'
QUOTED = LINK.replace("<", "&lt;")
PAGES = {
    "quoted in its head": '<html><head><meta name="d" content="<!DOCTYPE NETSCAPE-Bookmark-file-1>"></head>',
    "explained": f"<html><body><dl><dt>Form</dt><dd>{QUOTED}</dd></dl></body></html>",
    "with links": '<!doctype html><ul><li><a href="https://a.example/1">Un</a></li></ul>',
    "a table of words": "url,title,time_added,tags,status\nhttps://a.example/1,Un,1466156325,,unread\n",
}


def test_a_list_of_bookmarks_is_told_from_a_page(tmp_path: Path) -> None:
    bare = tmp_path / "bare.html"
    bare.write_text(f"<TITLE>Bookmarks</TITLE><DL><p>{LINK}</DL>", "utf-8")
    for file in (exports.bookmarks(tmp_path), exports.pocket_html(tmp_path), bare):
        assert is_list_of_links(file), file.name
    page = tmp_path / "page.html"
    for what, text in PAGES.items():
        page.write_text(text, "utf-8")
        assert not is_list_of_links(page), what
    for file in (*SITE.glob("*/index.html"), tmp_path / "gone.html"):
        assert not is_list_of_links(file), file.name


def test_a_reading_list_is_parsed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, parsed, loads = exports.safari(tmp_path), [], plistlib.loads

    def counted(data: bytes) -> object:
        parsed.append(len(data))
        return loads(data)

    monkeypatch.setattr(plistlib, "loads", counted)
    assert len(taken(path)) == 2 and len(parsed) == 1


def test_references(tmp_path: Path) -> None:
    _, (one, two, book) = rows_of(exports.ris(tmp_path))
    assert isinstance(one, ImportedRow) and isinstance(two, ImportedRow)
    assert (one.url, one.title, one.author) == ("https://a.example/1", "Un", "Ali Idrissi, B. Alami")
    assert (one.published[:10], one.saved[:10], one.language) == ("2021-05-01", "2021-05-06", "fr")
    assert (one.tags, one.note, one.description) == (("maroc", "eau"), "Ma note & suite", "Sur l’eau")
    assert (two.url, two.published[:10]) == ("https://doi.org/10.1000/182", "1999-01-01")
    assert isinstance(book, Skipped) and (book.reason, book.title) == ("no-address", "Un livre")
    _, (one, book) = rows_of(exports.zotero_rdf(tmp_path))
    assert isinstance(one, ImportedRow) and isinstance(book, Skipped)
    assert (one.title, one.author, one.folder) == ("Un & deux", "Ali Idrissi", "Thèse/Chapitre 1")
    assert (one.tags, one.note, one.saved) == (("maroc", "eau"), "Ma note", "2021-05-06T07:08:09+00:00")
    assert (one.published[:10], one.language, one.description) == ("2021-05-01", "fr", "Sur l’eau")


@pytest.mark.parametrize(
    "inner",
    [
        "<!DOCTYPE r [<!ENTITY a 'b'>]>",
        "<z:a>" * 300,
        "<z:Collection rdf:about='#c'><x:hasPart xmlns:x='y' rdf:resource='#c'/></z:Collection>",
        "",
    ],
)
def test_hostile_rdf_ends_with_words(tmp_path: Path, inner: str) -> None:
    head = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:z="http://www.zotero.org/namespaces/export#">'
    )
    text = f"{inner}{head}" if inner.startswith("<!") else f"{head}{inner}"
    closed = text + ("</rdf:RDF>" if "#c" in inner else "")
    (tmp_path / "a.rdf").write_text(closed, "utf-8")
    if "#c" in inner:
        assert rows_of(tmp_path / "a.rdf") == ("zotero", [])
        return
    with pytest.raises(ReaderError) as told:
        rows_of(tmp_path / "a.rdf")
    assert told.value.kind == "file-damaged"


RIS_HEAD = "TY  - JOUR\nTI  - Titre\nUR  - https://a.example/1\n"


def ris_note(tmp_path: Path, note: str) -> str:
    (tmp_path / "a.ris").write_text(f"{RIS_HEAD}N1  - {note}\nER  - \n", "utf-8")
    _, (row,) = rows_of(tmp_path / "a.ris")
    assert isinstance(row, ImportedRow)
    return row.note


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("if x<y then z>0 &amp; more", "if x<y then z>0 &amp; more"),
        ("a<b and c>d", "a<b and c>d"),
        ("<p>Un &amp; deux</p><p class='x'>trois<br/>quatre</p>", "Un & deux\ntrois\nquatre"),
        ("<!-- x --><b>gras</b> a<b and c>d", "gras a<b and c>d"),
    ],
)
def test_notes_of_references_are_text_or_html(tmp_path: Path, note: str, text: str) -> None:
    assert ris_note(tmp_path, note) == text


@pytest.mark.parametrize("piece", ["<", "<a", "<p a=", "<!--", "</p"])
def test_notes_that_never_close_their_tags_are_read_once(tmp_path: Path, piece: str) -> None:
    note = piece * 40_000  # in steps that grow with its square this takes minutes
    assert len(ris_note(tmp_path, note)) >= 10_000


def test_what_has_no_room_in_a_reference_is_named(tmp_path: Path) -> None:
    many = "KW  - mot\n" * 2_100
    long = "AB  - " + "x" * 300_000 + "\n" + "y\n" * 10
    for fields in (many, long):
        (tmp_path / "a.ris").write_text(f"{RIS_HEAD}{fields}ER  - \n{RIS_HEAD}ER  - \n", "utf-8")
        _, (row, told, other) = rows_of(tmp_path / "a.ris")
        assert isinstance(row, ImportedRow) and len(row.description) <= 200_000 and row.title == "Titre"
        assert isinstance(told, Skipped) and told.reason == "too-long" and int(told.line) > 3
        assert isinstance(other, ImportedRow)


def test_lists_that_are_cut_off_give_what_came_before(tmp_path: Path) -> None:
    for path in (exports.zotero_rdf(tmp_path), exports.opml(tmp_path)):
        whole = rows_of(path)[1]
        text = path.read_text("utf-8").rstrip()
        path.write_text(text[: text.rindex("</")], "utf-8")
        *found, told = rows_of(path)[1]
        assert found == whole and isinstance(told, Skipped) and told.reason == "cut"
