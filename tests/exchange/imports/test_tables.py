"""Tables and lists in nobody’s known form or an older one: told by what stands in them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.exchange.imports.bare_table import is_bare_table
from reader.exchange.imports.detect import is_one_export, open_import
from reader.exchange.imports.rows import ImportedRow, Skipped
from tests.support import exports
from tests.support.imported_rows import rows_of


def taken(path: Path, text: str) -> tuple[str, list[ImportedRow]]:
    path.write_text(text, "utf-8")
    kind, rows = rows_of(path)
    return kind, [row for row in rows if isinstance(row, ImportedRow)]


def test_a_table_without_a_heading_is_read_by_what_stands_in_it(tmp_path: Path) -> None:
    kind, rows = rows_of(exports.bare_table(tmp_path))
    one, two, three = (row for row in rows if isinstance(row, ImportedRow))
    assert kind == "csv"
    assert [row.url for row in (one, two, three)] == [
        "https://a.example/1",
        "https://a.example/2,deux",
        "https://a.example/3",
    ]
    assert [row.archived for row in (one, two, three)] == [True, False, False]
    assert (one.tags, two.tags, three.tags) == (("maroc",), ("maroc", "grande soif"), ())
    assert not any(row.title for row in (one, two, three)), "a state is no title"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_titles_dates_and_notes_of_such_a_table_are_told_apart(tmp_path: Path, separator: str) -> None:
    cells = ("Un titre", "https://a.example/1", "2024-02-03T04:05:06Z", "Ma note")
    kind, (one,) = taken(tmp_path / "a.txt", separator.join(cells) + "\n")
    assert (kind, one.url, one.title, one.note) == ("csv", "https://a.example/1", "Un titre", "Ma note")
    assert one.saved == "2024-02-03T04:05:06+00:00"


def test_a_damaged_row_of_such_a_table_costs_itself(tmp_path: Path) -> None:
    good = "".join(f'"https://a.example/{number}","Titre {number}"\n' for number in range(3))
    (tmp_path / "a.csv").write_text(
        f'{good}"https://a.example/3","Qua"tre", cinq\n"https://a.example/4","Six"\n'
    )
    kind, rows = rows_of(tmp_path / "a.csv")
    assert (kind, [row.url for row in rows]) == ("csv", [f"https://a.example/{n}" for n in range(5)])
    assert [isinstance(row, Skipped) for row in rows] == [False, False, False, True, False]


def test_an_address_ends_at_a_quotation_mark(tmp_path: Path) -> None:
    kind, rows = taken(tmp_path / "a.txt", 'siehe "https://a.example/1", danach\nhttps://a.example/2\n')
    assert (kind, [row.url for row in rows]) == ("links", ["https://a.example/1", "https://a.example/2"])


@pytest.mark.parametrize(
    "line",
    [
        "https://www.lemonde.fr/article/0,1-0@2-3210,36-1006.html",
        "https://a.example/a;b=1",
        "https://a.example/1",
    ],
)
def test_addresses_with_commas_stay_a_list_of_links(tmp_path: Path, line: str) -> None:
    kind, rows = taken(tmp_path / "a.txt", f"{line}\n{line}2\n")
    assert (kind, [row.url for row in rows]) == ("links", [line, f"{line}2"])


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ("https://a.example/x,{n} | Un titre long", "onetab"),
        ("https://a.example/x,{n}\nhttps://a.example/y,{n}\nhttps://a.example/z,{n} à lire", "links"),
        ('# mes "liens"\nhttps://a.example/x,{n}\nhttps://a.example/y,{n}', "links"),
    ],
    ids=["OneTab", "a remark behind one", "a quotation mark elsewhere"],
)
def test_no_address_is_cut_at_its_comma(tmp_path: Path, lines: str, kind: str) -> None:
    found, rows = taken(tmp_path / "a.txt", "".join(f"{lines}\n".format(n=n) for n in range(4)))
    assert found == kind
    assert len(rows) >= 4 and all("," in row.url for row in rows)


@pytest.mark.parametrize(
    "line",
    [
        "https://a.example/{n};2024-05-01;maroc,eau douce",
        "https://a.example/{n},2024-05-01,maroc;eau douce",
        "https://a.example/{n}\tmaroc,eau douce",
        "https://a.example/{n},1600000000,maroc",
    ],
)
def test_no_cell_is_taken_for_a_part_of_an_address(tmp_path: Path, line: str) -> None:
    kind, rows = taken(tmp_path / "a.txt", "".join(f"{line}\n".format(n=n) for n in range(4)))
    assert (kind, [row.url for row in rows]) == ("csv", [f"https://a.example/{n}" for n in range(4)])


def test_a_list_by_hand_may_have_commas_in_its_titles(tmp_path: Path) -> None:
    kind, rows = taken(
        tmp_path / "a.txt",
        "".join(f"Titre {n}, https://a.example/{n}\n" for n in range(4))
        + "Maroc, le roi, https://a.example/4,1.html\nhttps://a.example/5\n",
    )
    assert (kind, [row.url for row in rows]) == (
        "csv",
        [*(f"https://a.example/{n}" for n in range(4)), "https://a.example/4,1.html", "https://a.example/5"],
    )
    assert [row.title for row in rows[3:]] == ["Titre 3", "Maroc, le roi", ""]


def test_a_row_without_an_address_spoils_no_table(tmp_path: Path) -> None:
    text = "".join(f"https://a.example/{n},Un titre {n}\n" for n in range(4))
    kind, rows = taken(tmp_path / "a.txt", f"Où,Quoi donc\n{text}about:blank,Rien du tout\n")
    assert kind == "csv"
    assert [row.url for row in rows] == [
        "Où",
        *(f"https://a.example/{n}" for n in range(4)),
        "about:blank",
    ]


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=8))
def test_any_beginning_is_a_table_or_not(lines: list[str]) -> None:
    assert is_bare_table("\n".join(lines)) in (True, False)


def test_a_state_in_words_and_a_list_in_brackets_are_taken(tmp_path: Path) -> None:
    kind, (one, two, three) = taken(
        tmp_path / "a.csv",
        "\nurl,state,labels,saved_at,author\n"
        '"https://a.example/1",,"[Un, Deux,  Trois mots ]",,A. Idrissi\n'
        '"https://a.example/2",ARCHIVED,"[]",2024-02-03,\n'
        '"https://a.example/3",lu,"un|deux",,\n',
    )
    assert (kind, one.tags, one.author) == ("csv", ("Un", "Deux", "Trois mots"), "A. Idrissi")
    assert (two.archived, two.read, two.tags, two.saved) == (True, True, (), "2024-02-03T00:00:00+00:00")
    assert (three.archived, three.read, three.tags) == (False, True, ("un", "deux"))


def test_omnivores_metadata_by_itself_is_known(tmp_path: Path) -> None:
    item: dict[str, object] = {
        "slug": "s",
        "title": "T",
        "description": "D",
        "author": "A",
        "url": "https://a.example/1",
    }
    item |= {"state": "Archived", "readingProgress": 40, "labels": ["un"], "savedAt": "2024-02-01T10:00:00Z"}
    kind, (row,) = taken(tmp_path / "metadata.json", json.dumps([item]))
    assert (kind, row.archived, row.progress, row.description) == ("omnivore", True, 0.4, "D")
    assert (row.tags, row.saved, row.note) == (("un",), "2024-02-01T10:00:00+00:00", "")


def test_a_list_in_json_says_how_far_its_reader_is(tmp_path: Path) -> None:
    items = [
        {"url": "https://a.example/1", "status": "archived", "createdAt": 1_700_000_000},
        {"url": "https://a.example/2", "is_read": True, "starred": 1},
    ]
    kind, (one, two) = taken(tmp_path / "a.json", json.dumps(items))
    assert (kind, one.archived, one.saved) == ("json", True, "2023-11-14T22:13:20+00:00")
    assert (two.archived, two.read, two.favourite) == (False, True, True)


MATTER = (
    "Title,Author,Publisher,URL,Word Count,Saved,Read,Highlight Count,Last Interaction Date,File Id\n"
    "Un,A. Idrissi,A,https://a.example/1,900,TRUE,TRUE,2,2022-12-18 14:49:11,content_1.html\n"
    "Deux,B,A,https://a.example/2,900,TRUE,FALSE,0,2022-12-18 14:49:11,content_2.html\n"
    "Trois,B,A,https://a.example/3,900,TRUE,FALSE,0,2022-12-18 14:49:11,../../secret.html\n"
)


def matter_folder(folder: Path) -> Path:
    folder.mkdir()
    (folder / "_matter_history.csv").write_text(MATTER, "utf-8")
    (folder / "content_1.html").write_text("<p>Le texte de Matter</p>", "utf-8")
    (folder / "secret.html").write_text("<p>secret</p>", "utf-8")
    return folder


def matter_archive(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "Archive.zip", "w") as archive:
        for file in matter_folder(folder / "matter").iterdir():
            archive.write(file, f"Archive/{file.name}")
    return folder / "Archive.zip"


@pytest.mark.parametrize("make", [matter_archive, lambda folder: matter_folder(folder / "matter")])
def test_texts_beside_matters_table_come_along(tmp_path: Path, make: object) -> None:
    assert callable(make)
    kind, rows = rows_of(make(tmp_path))
    one, two, three = (row for row in rows if isinstance(row, ImportedRow))
    assert kind == "matter" and is_one_export(tmp_path / "matter")
    assert (one.html, one.has_text, one.author) == ("<p>Le texte de Matter</p>", True, "A. Idrissi")
    assert (one.read, one.archived, two.read) == (True, False, False)
    assert not (two.has_text or three.has_text or three.html), "only what Matter named so, beside its table"


def test_a_preview_of_matters_table_reads_no_text(tmp_path: Path) -> None:
    with open_import(matter_archive(tmp_path)) as file:
        rows = [row for row in file.rows(texts=False) if isinstance(row, ImportedRow)]
    assert [(row.has_text, row.html) for row in rows] == [(True, ""), (False, ""), (False, "")]


def test_matters_table_by_itself_reads_no_file_beside_it(tmp_path: Path) -> None:
    folder = matter_folder(tmp_path / "matter")
    kind, rows = rows_of(folder / "_matter_history.csv")
    assert kind == "matter" and not any(isinstance(row, ImportedRow) and row.html for row in rows)


@pytest.mark.parametrize("key", ["results", "items", "articles", "links"])
def test_an_answer_of_a_service_is_read_by_the_list_in_it(tmp_path: Path, key: str) -> None:
    item = {"url": "https://a.example/1", "title": "T", "description": "D", "notes": "N", "is_archived": True}
    item |= {"unread": False, "tag_names": ["un", "deux"], "date_added": "2020-09-26T09:46:23.006313Z"}
    kind, (row,) = taken(tmp_path / "a.json", json.dumps({"count": 1, "next": None, key: [item]}))
    assert (kind, row.tags, row.note) == ("json", ("un", "deux"), "D\n\nN")
    assert (row.archived, row.read, row.saved) == (True, True, "2020-09-26T09:46:23+00:00")


def test_every_list_of_an_object_is_read(tmp_path: Path) -> None:
    lists = {
        "articles": [{"url": "https://a.example/1", "title": "Un"}],
        "notes": [{"url": "https://a.example/none"}],
        "items": [{"unit": "px"}, {"unit": "em"}],  # no links
        "links": [{"link": f"https://a.example/{number}", "name": str(number)} for number in (2, 3)],
    }
    kind, rows = taken(tmp_path / "a.json", json.dumps(lists))
    assert kind == "json"
    assert [(row.line, row.url, row.title) for row in rows] == [
        ("1", "https://a.example/1", "Un"),
        ("5", "https://a.example/2", "2"),  # what is no link is counted, as it is reported
        ("6", "https://a.example/3", "3"),
    ]


def test_nothing_of_a_list_without_links_or_of_an_unknown_one_is_passed_over_in_silence(
    tmp_path: Path,
) -> None:
    lists = {
        "bookmarks": [{"url": "https://a.example/1"}],
        "items": [{"title": f"Note {number}"} for number in range(60)] + [{"url": "https://a.example/2"}],
        "archive": [{"name": "no link"}, {"url": "https://a.example/3", "title": "Trois"}],
        "links": [{"title": "Note"}, 4, "no link"],
    }
    (tmp_path / "a.json").write_text(json.dumps(lists), "utf-8")
    _, rows = rows_of(tmp_path / "a.json")
    assert [row.url for row in rows if isinstance(row, ImportedRow)] == [
        "https://a.example/1",
        "https://a.example/2",
        "no link",
    ]
    assert [(row.reason, row.title) for row in rows if isinstance(row, Skipped)] == [
        *(("no-address", f"Note {number}") for number in range(60)),
        ("other-list", "Trois"),
        ("no-address", "Note"),
        ("broken", ""),
    ]
    assert next(row.line for row in rows if row.url == "https://a.example/3") == "archive:2"


@pytest.mark.parametrize("items", [["https://a.example/1"], [{"id": 1}] * 60 + ["https://a.example/1"]])
def test_a_list_is_known_by_its_links_wherever_they_begin(tmp_path: Path, items: list[object]) -> None:
    kind, rows = taken(tmp_path / "a.json", json.dumps(items))
    assert (kind, [row.url for row in rows]) == ("json", ["https://a.example/1"])


def test_the_pages_of_an_answer_are_no_links_to_save(tmp_path: Path) -> None:
    """What answers of services name so are their own other pages, by RFC 8288."""
    answer = {
        "items": [{"url": "https://a.example/1"}],
        "links": [{"rel": "self", "href": "https://api.example/items?page=1"}],
    }
    _, rows = taken(tmp_path / "a.json", json.dumps(answer))
    assert [row.url for row in rows] == ["https://a.example/1"]


def test_a_list_of_bare_links_beside_others_is_read(tmp_path: Path) -> None:
    answer = {"articles": [{"url": "https://a.example/1"}], "links": ["https://a.example/2"]}
    _, rows = taken(tmp_path / "a.json", json.dumps(answer))
    assert [row.url for row in rows] == ["https://a.example/1", "https://a.example/2"]


def test_pinboards_xml_is_read(tmp_path: Path) -> None:
    kind, (one, two) = taken(
        tmp_path / "a.xml",
        '<?xml version="1.0" encoding="UTF-8"?>\n<posts user="u">\n'
        '<post href="https://a.example/?a=1&amp;b=2" time="2010-12-11T19:48:02Z" description="L’eau"'
        ' extended="Ma note" tag="maroc eau" hash="x" toread="yes"/>\n'
        '<post href="https://a.example/2" description="Deux" tag="" toread="no"/></posts>',
    )
    assert (kind, one.url, one.title) == ("pinboard", "https://a.example/?a=1&b=2", "L’eau")
    assert (one.tags, one.note, one.read, two.read) == (("maroc", "eau"), "Ma note", False, True)
    assert (one.saved, one.line) == ("2010-12-11T19:48:02+00:00", "3")


def test_instapapers_older_list_is_read(tmp_path: Path) -> None:
    kind, (one, two, three) = taken(
        tmp_path / "a.html",
        "<!doctype html><html><head><title>Instapaper: Export</title></head><body>"
        '<h1>Unread</h1>\n<ol><li><a href="https://a.example/1">Un</a></ol>'
        '<h1>Archive</h1>\n<ol><li><a href="https://a.example/2">Deux &amp; trois</a></ol>'
        '<h1>Recettes</h1>\n<ol><li><a href="https://a.example/3">Tajine</a></ol></body></html>',
    )
    assert (kind, one.title, two.title, three.folder) == ("instapaper", "Un", "Deux & trois", "Recettes")
    assert [row.archived for row in (one, two, three)] == [False, True, False]


def test_lists_in_markdown_give_titles_and_whole_addresses(tmp_path: Path) -> None:
    kind, rows = taken(
        tmp_path / "a.md",
        "# À lire\n\n- [Un titre](https://a.example/1)\n"
        "2. [Deux (suite)](https://a.example/2_(x)) et [Trois](<https://a.example/3>)\n"
        '* [Quatre](https://a.example/4 "sur l’eau")\n1) https://a.example/5\n'
        "- Six : https://a.example/6\n-https://a.example/7\n",
    )
    assert (kind, [(row.title, row.url.removeprefix("https://a.example/")) for row in rows]) == (
        "links",
        [
            ("Un titre", "1"),
            ("Deux (suite)", "2_(x)"),
            ("Trois", "3"),
            ("Quatre", "4"),
            ("", "5"),
            ("Six", "6"),
            ("", "7"),
        ],
    )


def test_no_link_beside_one_in_markdown_is_lost(tmp_path: Path) -> None:
    kind, rows = taken(
        tmp_path / "a.md",
        "[Un](https://a.example/1), puis https://a.example/2.pdf et <https://a.example/3>\n"
        "[![Une image](https://a.example/i.png)](https://a.example/4)\n"
        "- [ ] https://a.example/5\n- [x] [Six](https://a.example/6)\n•https://a.example/7\n",
    )
    assert (kind, [(row.title, row.url.removeprefix("https://a.example/")) for row in rows]) == (
        "links",
        [("Un", "1"), ("", "2.pdf"), ("", "3"), ("Une image", "4"), ("", "5"), ("Six", "6"), ("", "7")],
    )


def test_an_address_that_never_ends_is_read_once(tmp_path: Path) -> None:
    line = f"[a](https://{'a' * 90_000}\n"  # in steps that grow with its square: 20 s
    assert len(taken(tmp_path / "a.txt", line * 60)[1]) == 60


def test_bookmarks_in_json_with_their_own_addresses_are_not_karakeeps(tmp_path: Path) -> None:
    items = [{"url": "https://a.example/1", "title": "Un", "createdAt": 1_700_000_000}]
    kind, (row,) = taken(tmp_path / "a.json", json.dumps({"bookmarks": items}))
    assert (kind, row.url, row.title) == ("json", "https://a.example/1", "Un")


def test_a_french_yes_is_one(tmp_path: Path) -> None:
    kind, (row,) = taken(tmp_path / "a.csv", "url;lu;favori\nhttps://a.example/1;VRAI;oui\n")
    assert (kind, row.read, row.favourite) == ("csv", True, True)


@pytest.mark.parametrize("piece", ["[", "[a](http://(", "[](https://a(b)", "[x](https://a "])
def test_a_long_line_of_halves_of_links_is_read_once(tmp_path: Path, piece: str) -> None:
    text = "https://a.example/1\n" + piece * (
        400_000 // len(piece)
    )  # in steps that grow with its square: hours
    assert taken(tmp_path / "a.txt", text)[1]


@pytest.mark.parametrize("told", ["sep=;", '"sep=;"', "SEP=;;;"])
def test_a_first_line_that_tells_excel_the_separator_is_no_heading(tmp_path: Path, told: str) -> None:
    text = f"\ufeff{told}\r\nurl;title;tags\r\nhttps://a.example/1;Un;eau\r\n"
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode())
    kind, (one,) = rows_of(path)
    assert isinstance(one, ImportedRow)
    assert (kind, one.url, one.title, one.tags) == ("csv", "https://a.example/1", "Un", ("eau",))


def test_the_separator_that_is_told_is_taken_before_any_other(tmp_path: Path) -> None:
    """An address with the rest of its row in it was saved, where only a bar told the cells apart."""
    text = "sep=|\nurl|title|tags\nhttps://a.example/1|Un, deux; trois|eau\n"
    kind, (one,) = taken(tmp_path / "table.csv", text)
    assert (kind, one.url, one.title, one.tags) == ("csv", "https://a.example/1", "Un, deux; trois", ("eau",))


def test_a_separator_is_told_of_a_table_without_a_heading(tmp_path: Path) -> None:
    """The line that tells it became an article without an address."""
    rows = "".join(f'https://a.example/{n};"Titre {n}"\n' for n in range(3))
    kind, found = taken(tmp_path / "table.csv", f"sep=;\n{rows}")
    assert (kind, [one.title for one in found]) == ("csv", ["Titre 0", "Titre 1", "Titre 2"])
    assert [one.line for one in found] == ["2", "3", "4"]
