"""What exporters write in their corners: each of it comes along, or is a row that says why not."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from reader.core.marks import Colour
from reader.exchange.imports.references import doi_link
from reader.exchange.imports.rows import ImportedHighlight, ImportedRow, Skipped
from reader.services.importing.import_choices import ImportChoices
from reader.services.importing.judging import judge
from tests.support import exports
from tests.support.imported_rows import rows_of, taken, written

ARABIC = "المغرب، الماء"
"""A tag with the comma of Arabic in it."""


def table(tmp_path: Path, rows: Sequence[Sequence[str]], start: str = "", end: str = "\r\n") -> Path:
    path = tmp_path / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(start)
        csv.writer(file, lineterminator=end).writerows(rows)
    return path


def test_pocket_in_another_order_with_nasty_cells(tmp_path: Path) -> None:
    long = 'Un titre « long », dit "long" ' * 70
    heading = ("status", "tags", "time_added", "url", "title")
    path = table(
        tmp_path,
        [
            heading,
            ("unread", f"{ARABIC}|eau, vive", "1600000000", "https://a.example/1", long),
            ("archive", "||", "", "https://a.example/2", "ligne\nde plus"),
            ("unread", "", "1600000001", "https://a.example/3", ""),
        ],
        start="\ufeff",
    )
    one, two, three = taken(path)
    assert rows_of(path)[0] == "pocket-csv"
    assert (one.tags, one.title, one.saved) == ((ARABIC, "eau, vive"), long, "2020-09-13T12:26:40+00:00")
    assert (two.tags, two.archived, two.title) == ((), True, "ligne\nde plus")
    assert (three.tags, three.title) == ((), "")


def test_the_whole_of_a_long_title_stands_below_it(tmp_path: Path) -> None:
    title = " ".join(f"mot{number}" for number in range(300))
    row = ImportedRow("1", "https://a.example/1", title, description="Sous-titre")
    document = judge(row, 1, 1, ImportChoices()).document
    assert document is not None and document.title == f"{title[:499]}…"
    assert document.description == f"{title} Sous-titre"
    short = judge(ImportedRow("1", row.url, "Un", description="Sous-titre"), 1, 1, ImportChoices()).document
    assert short is not None and short.description == "Sous-titre"


def test_of_two_columns_of_one_name_the_one_that_says_something_counts(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        [
            ("url", "title", "tags", "URL", "Title"),
            ("https://a.example/1", "Un", "eau", "", ""),
            ("", "", "", "https://a.example/2", "Deux"),
            ("https://a.example/3", "Trois", "", "https://a.example/4", "Quatre"),
        ],
    )
    found = [(row.url, row.title) for row in taken(path)]
    assert found == [(f"https://a.example/{n}", name) for n, name in ((1, "Un"), (2, "Deux"), (3, "Trois"))]


def test_a_row_with_more_cells_than_names_is_not_taken_awry(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "URL,Title,Selection,Folder\nhttps://a.example/1,Sel, poivre et eau,,Archive\n"
        "https://a.example/2,Deux,,Archive,\nhttps://a.example/3,Trois,,Archive,,,\n",
    )
    broken, *rows = rows_of(path)[1]
    assert isinstance(broken, Skipped) and (broken.reason, broken.url) == ("broken", "https://a.example/1")
    assert [isinstance(row, ImportedRow) and row.archived for row in rows] == [True, True]


def test_all_lists_of_a_bookmark_and_its_own_fields(tmp_path: Path) -> None:
    bookmark = {
        **{"createdAt": 1700000000, "title": "Un", "tags": [ARABIC, ""], "lists": ["b", "c"], "note": "N"},
        **{"content": {"type": "link", "url": "https://a.example/1"}, "archived": False},
        "customMetadata": {"cote": "A 12", "rang": 3, "vide": None},
    }
    lists = [
        {"id": "a", "name": "Presse", "type": "manual", "parentId": None},
        {"id": "b", "name": "Maroc", "type": "manual", "parentId": "a"},
        {"id": "c", "name": "Eau", "type": "manual", "parentId": None},
    ]
    (row,) = taken(written(tmp_path, json.dumps({"bookmarks": [bookmark], "lists": lists})))
    assert (row.folder, row.more_folders, row.tags) == ("Presse/Maroc", ("Eau",), (ARABIC,))
    assert row.note == "N\n\ncote: A 12\nrang: 3"
    assert judge(row, 1, 1, ImportChoices()).tags == (ARABIC, "Presse", "Maroc", "Eau")
    assert judge(row, 1, 1, ImportChoices(folders_as_tags=False)).tags == (ARABIC,)


def test_raindrop_of_one_collection_has_no_column_of_folders(tmp_path: Path) -> None:
    heading = ("id", "title", "note", "excerpt", "url", "tags", "created", "cover", "highlights", "favorite")
    path = table(
        tmp_path,
        [
            heading,
            ("1", "Un", "N", "E", "https://a.example/1", ARABIC, "1600000000", "", "un passage", "true"),
        ],
    )
    (row,) = taken(path)
    assert rows_of(path)[0] == "raindrop" and row.favourite
    assert (row.note, row.description, row.tags) == ("N\n\nun passage", "E", (ARABIC,))


def test_linkding_of_older_versions_names_what_is_archived_otherwise(tmp_path: Path) -> None:
    link = '<DT><A HREF="https://a.example/{0}" ADD_DATE="{0}" TOREAD="0" TAGS="{1}">{0}</A>'
    lines = ["<!DOCTYPE NETSCAPE-Bookmark-file-1>", "<DL><p>"]
    lines += [link.format(1, "eau,linkding:archived"), "<DD>[linkding-notes]&lt;b&gt;\nN[/linkding-notes]"]
    lines += [link.format(2, "linkding:bookmarks.archived"), link.format(3, "linkding:archived-too"), "</DL>"]
    one, two, three = taken(written(tmp_path, "\n\r".join(lines)))
    assert (one.archived, one.tags, one.note) == (True, ("eau",), "<b>\nN")
    assert (two.archived, two.tags) == (True, ())
    assert (three.archived, three.tags) == (False, ("linkding:archived-too",))


def test_omnivore_notes_on_the_article_and_passages_of_several_lines(tmp_path: Path) -> None:
    item = {
        **{"id": "1", "slug": "eau", "title": "L’eau", "url": "https://a.example/eau", "state": "Active"},
        "labels": ["presse"],
    }
    marks = (
        "Une note sur l’article\n\n\n\n> Première ligne\nseconde ligne\n> après un blanc  \n\n#eau #maroc\n\n"
        "À relire\n\nplus tard\n\n> Seule "
    )
    path = tmp_path / "omnivore.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("metadata_0_to_20.json", json.dumps([item]))
        archive.writestr("highlights/eau.md", marks)
    (row,) = taken(path)
    assert row.highlights == (
        ImportedHighlight("", "Une note sur l’article"),
        ImportedHighlight("Première ligne\nseconde ligne\naprès un blanc", "À relire\n\nplus tard"),
        ImportedHighlight("Seule"),
    )
    assert row.tags == ("presse", "eau", "maroc")


def test_readwise_highlights_keep_their_colours(tmp_path: Path) -> None:
    heading = ("Highlight", "Book Title", "Book Author", "URL", "Note", "Color", "Tags", "Highlighted at")
    colours = ("yellow", "blue", "pink", "green", "orange", "purple", "mauve", "")
    rows = [(f"p{n}", "L", "A", "https://a.example/1", "", c, "", "") for n, c in enumerate(colours)]
    found = [row.highlights[0].colour for row in taken(table(tmp_path, [heading, *rows]))]
    assert found == ["yellow", "blue", "rose", "green", "yellow", "rose", "", ""]
    assert set(filter(None, found)) <= set(Colour)


def test_a_readwise_note_without_a_passage_is_kept(tmp_path: Path) -> None:
    heading = ("Highlight", "Book Title", "URL", "Note")
    (row,) = taken(table(tmp_path, [heading, ("", "L", "https://a.example/1", "À relire")]))
    assert row.highlights == (ImportedHighlight("", "À relire"),)
    assert judge(row, 1, 1, ImportChoices()).note == "À relire"


@pytest.mark.parametrize(
    ("about", "when"),
    [
        ("- Your Highlight on Page 3 | Added on Friday, March 02, 2012, 07:27 PM", "2012-03-02T19:27:00"),
        ("- Your Highlight at location 1-2 | Added on Monday, 3 March 2025 10:11:12", "2025-03-03T10:11:12"),
        ("- Your Highlight | Added on Monday, January 5, 2021 12:42:11 AM", "2021-01-05T00:42:11"),
        (
            "- Votre surlignement | Ajouté le lundi 17 juin 2013 à 20:19:15",
            "2013-06-17T20:19:15",
        ),
        ("- Ihre Markierung | Hinzugefügt am Freitag, 26. April 2013 um 00:49:32 Uhr", "2013-04-26T00:49:32"),
        ("- Tu subrayado | Añadido el lunes, 30 de septiembre de 2019 18:00:39", "2019-09-30T18:00:39"),
        ("- ハイライト | 作成日: 2025年5月19日 22:20:31", "2025-05-19T22:20:31"),
        ("- 2ページ|位置No. 10-11のハイライト |作成日: 2025年6月1日日曜日 9:20:31", "2025-06-01T09:20:31"),
        ("- 您在位置 #100-101的标注 | 添加于 2013年6月17日星期一 下午8:19:15", "2013-06-17T20:19:15"),
        ("- 您在位置 #100-101的标注 | 添加于 2013年6月17日星期一 上午12:19:15", "2013-06-17T00:19:15"),
        (
            "- La tua evidenziazione alla posizione 10-11 | Aggiunto in data lunedì 17 giugno 2013 20:19:15",
            "2013-06-17T20:19:15",
        ),
        (
            "- Seu destaque na posição 10-11 | Adicionado: segunda-feira, 17 de junho de 2013 20:19:15",
            "2013-06-17T20:19:15",
        ),
        (
            "- Uw markering op locatie 10-11 | Toegevoegd op maandag 17 juni 2013 20:19:15",
            "2013-06-17T20:19:15",
        ),
        (
            "– Ваш выделенный отрывок в месте 10–11 | Добавлено: понедельник, 17 июня 2013 г. в 20:19:15",
            "2013-06-17T20:19:15",
        ),
    ],
)
def test_kindle_dates_in_its_languages(tmp_path: Path, about: str, when: str) -> None:
    text = f"\ufeffL’eau (https://a.example/eau)\r\n{about}\r\n\r\nUn passage\r\n==========\r\n"
    (row,) = taken(written(tmp_path, text))
    assert row.saved == f"{when}+00:00"
    assert row.highlights == (ImportedHighlight("Un passage", "", row.saved),)


@pytest.mark.parametrize(
    "about",
    [
        "- Your Note on Location 10 | Added on Monday, 3 March 2025 10:11:12",
        "- 2ページ|位置No. 10のメモ |作成日: 2025年3月3日 10:11:12",
        "- 您在位置 #10 的笔记 | 添加于 2025年3月3日星期一 上午10:11:12",
        "– Ваша заметка в месте 10 | Добавлено: понедельник, 3 марта 2025 г. в 10:11:12",
    ],
)
def test_kindle_notes_are_no_passages(tmp_path: Path, about: str) -> None:
    text = f"L’eau (https://a.example/eau)\n{about}\n\nÀ relire\n==========\n"
    (row,) = taken(written(tmp_path, text))
    assert row.highlights == (ImportedHighlight("", "À relire", "2025-03-03T10:11:12+00:00"),)


@pytest.mark.parametrize(
    ("head", "title", "author"),
    [
        ("L’eau (https://a.example/eau) (B. Auteur)", "L’eau", "B. Auteur"),
        ("L’eau https://a.example/eau (B. Auteur)", "L’eau", "B. Auteur"),
        ("L’eau (B. Auteur) (https://a.example/eau)", "L’eau", "B. Auteur"),
        ("L’eau (et le sel) : suite https://a.example/eau", "L’eau (et le sel) : suite", ""),
        ("https://a.example/eau (B. Auteur)", "", "B. Auteur"),
        ("L’eau (https://a.example/eau)", "L’eau", ""),
    ],
)
def test_kindle_authors(tmp_path: Path, head: str, title: str, author: str) -> None:
    about = "- Your Highlight on page 3 | Added on Monday, 3 March 2025 10:11:12"
    (row,) = taken(written(tmp_path, f"{head}\n{about}\n\nUn passage\n==========\n"))
    assert (row.url, row.title, row.author) == ("https://a.example/eau", title, author)


def test_links_in_headings_of_a_list(tmp_path: Path) -> None:
    text = (
        "# À lire\n## [Un](https://a.example/1)\n#maroc https://a.example/2\n### https://a.example/3\n"
        "https://a.example/4\n"
    )
    rows = taken(written(tmp_path, text))
    assert [(row.url, row.title) for row in rows] == [
        ("https://a.example/1", "Un"),
        ("https://a.example/2", "maroc"),
        ("https://a.example/3", ""),
        ("https://a.example/4", ""),
    ]


def test_a_kindle_date_that_cannot_be_read_costs_only_itself(tmp_path: Path) -> None:
    text = "https://a.example/1\n- X | Added on the day before yesterday 2025\n\nUn passage\n==========\n"
    (row,) = taken(written(tmp_path, text))
    assert row.highlights[0].quote == "Un passage"


def test_zotero_items_in_several_collections_and_what_belongs_to_none(tmp_path: Path) -> None:
    rdf = exports.zotero_rdf(tmp_path).read_text("utf-8")
    more = (
        '<z:Collection rdf:about="#collection_3"><dc:title>Eau</dc:title>'
        '<dcterms:hasPart rdf:resource="https://a.example/1"/></z:Collection>'
        '<bib:Memo rdf:about="#item_8"><rdf:value>&lt;p&gt;Une note seule&lt;/p&gt;</rdf:value></bib:Memo>'
        '<z:Attachment rdf:about="#item_9"><z:itemType>attachment</z:itemType><dc:title>Copie</dc:title>'
        "<dc:identifier><dcterms:URI><rdf:value>https://a.example/9</rdf:value></dcterms:URI>"
        "</dc:identifier></z:Attachment></rdf:RDF>"
    )
    _, (one, book, note, copy) = rows_of(written(tmp_path, rdf.replace("</rdf:RDF>", more)))
    assert isinstance(one, ImportedRow) and (one.folder, one.more_folders) == ("Thèse/Chapitre 1", ("Eau",))
    assert isinstance(book, Skipped)
    assert isinstance(note, Skipped) and (note.reason, note.title) == ("no-address", "Une note seule")
    assert isinstance(copy, ImportedRow) and (copy.url, copy.title) == ("https://a.example/9", "Copie")


def test_addresses_that_were_written_as_they_are_stay_as_they_are(tmp_path: Path) -> None:
    """linkding and others write them so: `&copy` in one is no sign, as no semicolon ends it."""
    links = (
        '<DT><A HREF="https://a.example/?a=1&copy=2&lt=3&amp=4&sect" ADD_DATE="1700000000">Un</A>\n\r'
        "<DT><A ADD_DATE='1700000000' href='https://a.example/?x=1&amp;y=&quot;2&quot;&#x27;'>Deux</A>\n\r"
        "<DT><A HREF=https://a.example/?reg=1&reg=2>Trois</A>"
    )
    file = written(tmp_path, f"<!DOCTYPE NETSCAPE-Bookmark-file-1>\n\r<DL><p>\n\r{links}\n\r</DL><p>")
    assert [row.url for row in taken(file)] == [
        "https://a.example/?a=1&copy=2&lt=3&amp=4&sect",
        'https://a.example/?x=1&y="2"\'',
        "https://a.example/?reg=1&reg=2",
    ]


def test_raindrop_marks_are_passages_and_its_hearts_favourites(tmp_path: Path) -> None:
    heading = ("id", "title", "note", "excerpt", "url", "folder", "tags", "created", "cover", "highlights")
    cell = "avant\nHighlight:un passage\nde deux lignes\nNote:ma note\n\nHighlight:autre, passage"
    one = ("1", "Un", "À lire", "", "https://a.example/1", "Presse", "", "", "", cell)
    (row,) = taken(table(tmp_path, [heading, one]))
    assert row.note == "À lire\n\navant"
    assert row.highlights == (
        ImportedHighlight("un passage\nde deux lignes", "ma note"),
        ImportedHighlight("autre, passage"),
    )
    page = written(
        tmp_path,
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n"
        '<DT><A HREF="https://a.example/1" DATA-IMPORTANT="true">Un</A>\n<DD>Sur l’eau\n<DD>Suite\n</DL>',
    )
    (row,) = taken(page)
    assert (row.favourite, row.note) == (True, "Sur l’eau\nSuite")


def test_zotero_references_without_an_address_have_that_of_their_number(tmp_path: Path) -> None:
    heading = ("Key", "Item Type", "Author", "Title", "DOI", "Url", "Notes", "Manual Tags")
    rows = [
        (
            "K1",
            "journalArticle",
            "Ben, Ali; Élie, É.; AFP",
            "Un",
            "10.1000/x",
            "",
            "<p>Ma</p><p>note</p>",
            "",
        ),
        ("K2", "journalArticle", "", "Deux", "https://doi.org/10.1000/y", "", "a < b", ""),
        ("K3", "book", "", "Trois", "", "", "", ""),
    ]
    one, two, three = taken(table(tmp_path, [heading, *rows]))
    assert (one.url, one.author, one.note) == (
        "https://doi.org/10.1000/x",
        "Ali Ben, É. Élie, AFP",
        "Ma\nnote",
    )
    assert (two.url, two.note, three.url) == ("https://doi.org/10.1000/y", "a < b", "")
    items = [{"id": "1", "type": "article", "title": "Un", "issued": {}, "DOI": "doi:10.1000/z"}]
    (csl,) = taken(written(tmp_path, json.dumps(items), "csl.json"))
    assert csl.url == "https://doi.org/10.1000/z"


def test_linkwarden_collections_are_folders_and_pins_favourites(tmp_path: Path) -> None:
    path = exports.linkwarden(tmp_path)
    one, two = taken(path)
    assert (one.folder, one.note, one.tags) == ("Presse/Maroc", "Ma note", ("eau, vive", "maroc"))
    assert (one.saved, one.favourite) == ("2023-01-02T03:04:05+00:00", False)
    assert (two.folder, two.favourite, two.saved) == ("", True, "2025-01-03T03:04:05+00:00")
    whole = path.read_text()
    cut = whole[: whole.index('{"id": 8')]
    kind, rows = rows_of(written(tmp_path, cut, "cut.json"))
    assert kind == "linkwarden"
    assert [row.url for row in rows if isinstance(row, ImportedRow)] == ["https://a.example/1"]
    assert isinstance(rows[-1], Skipped) and rows[-1].reason == "cut"


def test_what_zotero_calls_extra_is_in_the_note(tmp_path: Path) -> None:
    rdf = exports.zotero_rdf(tmp_path).read_text("utf-8")
    rdf = rdf.replace("<dc:title>Un &amp;", "<dc:description>Lu à Fès</dc:description><dc:title>Un &amp;", 1)
    one = taken(written(tmp_path, rdf, "extra.rdf"))[0]
    assert one.note == "Lu à Fès\n\nMa note"
    table = exports.zotero_csv(tmp_path).read_text("utf-8")
    table = table.replace('"Language"', '"Language","Extra"').replace('"","fr"', '"","fr","Lu à Fès"')
    one = taken(written(tmp_path, table, "extra.csv"))[0]
    assert one.note == "Lu à Fès\n\nMa note"


@pytest.mark.parametrize(
    ("written_so", "link"),
    [
        ("10.1000/doi-x.doi:1", "https://doi.org/10.1000/doi-x.doi:1"),
        ("DOI: https://www.doi.org/10.1000/y", "https://doi.org/10.1000/y"),
        ("10.1002/1(99)8:1<1::AID#1>3?2", "https://doi.org/10.1002/1(99)8:1%3C1::AID%231%3E3%3F2"),
        ("https://doi.org/10.1002/1%2899%29", "https://doi.org/10.1002/1(99)"),
        ("978-2-07-036822-8", ""),
    ],
)
def test_numbers_of_references_lead_where_they_say(written_so: str, link: str) -> None:
    assert doi_link(written_so) == link


def test_zotero_articles_have_their_number_in_the_journal(tmp_path: Path) -> None:
    """Their journal is another resource, or stands within the article when another had its name before."""
    article = '<bib:Article rdf:about="#{}"><z:itemType>journalArticle</z:itemType><dc:title>{}</dc:title>'
    journal = "<dc:identifier>ISSN 0028-0836</dc:identifier><dc:identifier>DOI {}</dc:identifier>"
    within = f"<dcterms:isPartOf><bib:Journal>{journal.format('10.1000/2')}</bib:Journal></dcterms:isPartOf>"
    more = (
        f'{article.format(7, "Un")}<dcterms:isPartOf rdf:resource="urn:issn:0028-0836"/></bib:Article>'
        f'<bib:Journal rdf:about="urn:issn:0028-0836">{journal.format("10.1000/1")}</bib:Journal>'
        f"{article.format(8, 'Deux')}{within}</bib:Article></rdf:RDF>"
    )
    rdf = exports.zotero_rdf(tmp_path).read_text("utf-8")
    rows = rows_of(written(tmp_path, rdf.replace("</rdf:RDF>", more)))[1]
    found = {row.title: row.url for row in rows if isinstance(row, ImportedRow)}
    assert (found["Un"], found["Deux"]) == ("https://doi.org/10.1000/1", "https://doi.org/10.1000/2")


def test_linkwarden_backups_larger_than_any_item_keep_folders_and_pins(tmp_path: Path) -> None:
    whole = json.loads(exports.linkwarden(tmp_path).read_text("utf-8"))
    text = "a" * 1_000_000  # older versions tell the text of each page
    more = [{"id": n, "url": f"https://b.example/{n}", "textContent": text} for n in range(100, 180)]
    whole["collections"][1]["links"] += more
    one, *_, last = taken(written(tmp_path, json.dumps(whole), "large.json"))
    assert (one.folder, last.url, last.favourite) == ("Presse/Maroc", "https://a.example/2", True)
