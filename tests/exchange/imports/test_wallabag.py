"""What wallabag wrote, in each of its forms, with all that a reader had there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.exchange.imports.rows import ImportedRow, Skipped
from tests.support import exports
from tests.support.imported_rows import rows_of, taken, written


def test_wallabag_xml_brings_what_its_json_does(tmp_path: Path) -> None:
    one, two = taken(exports.wallabag_xml(tmp_path))
    assert (one.title, one.author, one.language, one.tags) == (
        "L’eau",
        "A. Idrissi",
        "fr",
        ("maroc", "eau, vive"),
    )
    assert (one.saved, one.archived, one.favourite) == ("2016-09-08T09:55:58+00:00", True, True)
    assert (one.html, one.note) == (exports.TEXT, "https://forum.example/lu-ailleurs")
    assert [(mark.quote, mark.note) for mark in one.highlights] == [(exports.QUOTE, "À relire")]
    assert (two.tags, two.archived, two.has_text, two.highlights) == ((), False, False, ())


def test_entries_of_xml_that_are_none_or_too_large_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.exchange.imports.wallabag._MOST_ENTRY", 4_000)
    good = "<entry><id>1</id><url>https://a.example/1</url></entry>"
    text = f"<entry><id>2</id><url>https://a.example/2</url><content>{'a' * 5_000}</content></entry>"
    parts = f"<entry><id>3</id><url>https://a.example/3</url>{'<tags/>' * 50}</entry>"
    xml = f"<result>{good}{text}{parts}<entry>nothing</entry>{good.replace('1', '4')}</result>"
    _, rows = rows_of(written(tmp_path, xml, "entries.xml"))
    assert [row.reason if isinstance(row, Skipped) else row.url for row in rows] == [
        *("https://a.example/1", "too-long", "too-long", "broken", "https://a.example/4"),
    ]


_ENTRY = "<entry><id>1</id><url>https://a.example/1</url>{}</entry>"


def test_a_control_sign_of_a_page_does_not_cut_an_export(tmp_path: Path) -> None:
    """wallabag writes a page's signs as they are, also those that no XML may have: the rest was not read."""
    entries = _ENTRY.format("<content>a\x08 b\x1f</content>") + _ENTRY.format("<title>Deux</title>")
    one, two = taken(written(tmp_path, f"<result>{entries}</result>", "entries.xml"))
    assert (one.html, two.title) == ("a b", "Deux")
    # There the signs of this title hold such bytes.
    entry = _ENTRY.format("<title>\u0801\u1f0c</title>")
    text = f'<?xml version="1.0" encoding="UTF-16"?><result>{entry}</result>'
    (row,) = taken(written(tmp_path, text.encode("utf-16"), "wide.xml"))
    assert row.title == "\u0801\u1f0c"


def test_wallabag_xml_is_known_by_its_root(tmp_path: Path) -> None:
    """Its words within another file make that no export of wallabag."""
    schema = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    entry = _ENTRY.format('<title xsi:nil="true"/>')
    text = f"<result {schema}>{entry}</result>"
    kind, rows = rows_of(written(tmp_path, text, "entries.xml"))
    assert (kind, len(rows)) == ("wallabag", 1)
    page = f'<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p><DT><A HREF="https://a.example/">{text}</A>\n</DL>'
    kind, (row,) = rows_of(written(tmp_path, page, "bookmarks.html"))
    assert isinstance(row, ImportedRow) and (kind, row.url) == ("bookmarks", "https://a.example/")


def test_where_an_entry_was_found_is_kept_as_a_note_unless_it_led_here(tmp_path: Path) -> None:
    def note(**more: str) -> str:
        item = {"is_archived": 0, "is_starred": 0, "url": "https://a.example/1", **more}
        (row,) = taken(written(tmp_path, json.dumps([item]), "found.json"))
        return row.note

    assert note(origin_url="https://b.example/") == "https://b.example/"
    assert note(origin_url="https://t.example/x", given_url="https://t.example/x") == ""
    assert note(origin_url="https://a.example/1") == note() == ""


def test_wallabag_table_brings_texts_and_days(tmp_path: Path) -> None:
    (row,) = taken(exports.wallabag_csv(tmp_path))
    assert rows_of(tmp_path / "wallabag.csv")[0] == "wallabag"
    assert (row.saved, row.language, row.tags) == ("2016-09-08T00:00:00+00:00", "fr", ("maroc", "eau"))
    assert row.has_text and row.html == exports.TEXT
