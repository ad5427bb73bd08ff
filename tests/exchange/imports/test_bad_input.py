"""Damaged, hostile and lying files: the good rows are taken, the others named, and no memory is eaten."""

from __future__ import annotations

import json
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.exchange.imports.detect import MOST_ROWS, open_import
from reader.exchange.imports.parsing.lz4_block import unpacked
from reader.exchange.imports.rows import REASONS, ImportedRow, Row, Skipped
from reader.exchange.imports.values import moment, python_list, webkit_moment
from tests.support import exports
from tests.support.imported_rows import written

HEADING = "title,url,time_added,tags,status\n"


def rows_of(path: Path) -> list[Row]:
    with open_import(path) as file:
        return list(file.rows())


def urls(rows: list[Row]) -> list[str]:
    return [row.url for row in rows if isinstance(row, ImportedRow)]


def test_a_broken_quotation_mark_costs_one_row(tmp_path: Path) -> None:
    rows = rows_of(
        written(
            tmp_path,
            HEADING
            + '"Cassé,https://a.example/1,1600000000,,unread\nBon,https://a.example/2,1600000000,,unread\n'
            '"Sur\ndeux lignes",https://a.example/3,1600000000,,unread\n'
            '"Dit "oui" ici",https://a.example/4,1600000000,,unread\n'
            'Fin,https://a.example/5,1600000000,,"unread\n',
        )
    )
    assert urls(rows)[:3] == ["https://a.example/2", "https://a.example/3", "https://a.example/4"]
    assert rows[0] == Skipped(
        "2", "broken", "https://a.example/1", '"Cassé,https://a.example/1,1600000000,,unread'
    )
    assert len(rows) == 5


def test_mixed_ends_of_lines_and_wrong_encodings(tmp_path: Path) -> None:
    text = HEADING + "Été,https://a.example/1,1,,unread\r\nDeux,https://a.example/2,1,,unread\rTrois"
    text += ",https://a.example/3,1,,unread\n"
    expected = ["https://a.example/1", "https://a.example/2", "https://a.example/3"]
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        rows = rows_of(written(tmp_path, text.encode(encoding)))
        assert urls(rows) == expected and rows[0].title == "Été", encoding
    mixed = HEADING.encode() + "Été,https://a.example/1,1,,unread\n".encode() + "Été,u,1,,\n".encode("cp1252")
    assert [row.title for row in rows_of(written(tmp_path, mixed))] == ["Été", "Été"]


def test_what_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    items = [{"url": f"https://a.example/{n}", "is_archived": 0, "title": "T"} for n in range(40)]
    text = json.dumps(items)
    rows = rows_of(written(tmp_path, text[: len(text) // 2]))
    assert len(rows) > 10 and rows[-1] == Skipped(str(len(rows)), "cut")
    clippings = exports.kindle(tmp_path).read_text("utf-8")
    assert isinstance(rows_of(written(tmp_path, clippings[:-15]))[-1], Skipped)
    with pytest.raises(ReaderError) as caught:
        rows_of(written(tmp_path, text[:20]))
    assert caught.value.kind == "unknown-export"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.4",
        b"<html><body><a href='https://a.example/'>x</a></body></html>",
        b"nothing to see",
        b"\0\1\2",
    ],
)
def test_what_is_no_export_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ReaderError) as caught:
        rows_of(written(tmp_path, content))
    assert caught.value.kind == "unknown-export"
    with pytest.raises(ReaderError) as caught:
        rows_of(tmp_path / "gone")
    assert caught.value.kind == "file-unreadable"


def test_a_title_of_ten_megabytes_and_equal_keys(tmp_path: Path) -> None:
    long = "x" * 10_000_000
    rows = rows_of(
        written(tmp_path, HEADING + f"{long},https://a.example/1,1,,unread\nb,https://a.example/2,1,,\n")
    )
    assert urls(rows) == ["https://a.example/1", "https://a.example/2"]
    twice = '[{"href": "https://a.example/1", "description": "a", "href": "https://a.example/2"}]'
    assert urls(rows_of(written(tmp_path, twice))) == ["https://a.example/2"]


def test_an_archive_that_climbs_bursts_or_is_locked(tmp_path: Path) -> None:
    climbing = tmp_path / "climbing.zip"
    with zipfile.ZipFile(climbing, "w") as archive:
        archive.writestr("../../up.csv", HEADING + "Un,https://a.example/1,1,,unread\n")
    assert urls(rows_of(climbing)) == ["https://a.example/1"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["climbing.zip"]
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.csv", "w") as entry:
        for _ in range(60):
            entry.write(b"\n" * 1_000_000)
    with pytest.raises(ReaderError) as caught:
        rows_of(bomb)
    assert caught.value.kind == "file-damaged"
    data = bytearray(climbing.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1  # encrypted, says the list of entries
    with pytest.raises(ReaderError) as caught:
        rows_of(written(tmp_path, bytes(data), "locked.zip"))
    assert caught.value.kind == "file-unreadable"


def test_a_large_file_is_never_held_as_a_whole(tmp_path: Path) -> None:
    """The text of an article counts as read when the next one is asked for."""
    path = tmp_path / "large.json"
    with path.open("w") as file:
        file.write("[")
        for number in range(60):
            item = {"url": f"https://a.example/{number}", "is_archived": 0, "content": "x" * 1_000_000}
            file.write(("," if number else "") + json.dumps(item))
        file.write("]")
    tracemalloc.start()
    try:
        with open_import(path) as opened:
            count = sum(isinstance(row, ImportedRow) for row in opened.rows())
        assert count == 60 and tracemalloc.get_traced_memory()[1] < 25_000_000
    finally:
        tracemalloc.stop()


def test_entities_are_refused_and_the_number_of_rows_has_an_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opml = (
        '<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "x"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
        '<opml><body><outline text="&a;" url="https://a.example/1"/></body></opml>'
    )
    with pytest.raises(ReaderError):
        rows_of(written(tmp_path, opml))
    assert MOST_ROWS > 100_000
    monkeypatch.setattr("reader.exchange.imports.detect.MOST_ROWS", 2)
    many = rows_of(written(tmp_path, "".join(f"https://a.example/{n}\n" for n in range(9))))
    assert many[2:] == [Skipped("3", "too-many")] and isinstance(many[1], ImportedRow)
    as_many = rows_of(written(tmp_path, "https://a.example/1\nhttps://a.example/2\n"))
    assert [type(row) for row in as_many] == [ImportedRow, ImportedRow], "nothing is beyond the last one"


@settings(max_examples=25)
@given(st.binary(max_size=300), st.sampled_from(sorted(exports.EXPORTS)), st.integers(0, 400))
def test_no_bytes_make_a_reader_fail(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, name: str, at: int
) -> None:
    folder = tmp_path_factory.mktemp("noise")
    path = exports.EXPORTS[name][1](folder)
    data = path.read_bytes()
    path.write_bytes(data[:at] + noise + data[at:])
    try:
        rows = rows_of(path)
    except ReaderError as error:
        assert error.kind in ("unknown-export", "file-damaged", "file-unreadable", "too-large")
        return
    assert all(isinstance(row, ImportedRow) or row.reason in REASONS for row in rows)


@given(st.text(max_size=40))
def test_no_text_makes_a_value_fail(text: str) -> None:
    assert isinstance(moment(text), str) and isinstance(webkit_moment(text), str)
    assert all(isinstance(tag, str) for tag in python_list(text))


def test_moments_in_every_form() -> None:
    same = "2016-09-08T09:55:58+00:00"
    forms = (
        "2016-09-08T11:55:58+0200",
        "2016-09-08T09:55:58Z",
        "2016-09-08 09:55:58.000000+00:00",
        1473328558,
    )
    assert {moment(form) for form in (*forms, "1473328558000", 1473328558000000)} == {same}
    assert {moment(form) for form in ("", "0", None, True, "hier", "2999-01-01", -1, [1])} == {""}


@settings(max_examples=30)
@given(st.binary(min_size=16, max_size=600))
def test_a_compressed_backup_is_what_was_packed_or_refused(data: bytes) -> None:
    packed = b"mozLz40\0" + len(data).to_bytes(4, "little") + exports.literal_block(data)
    assert unpacked(packed, 1_000) == data
    with pytest.raises(ValueError, match="backup"):
        unpacked(packed[:-1], 1_000)
    with pytest.raises(ValueError, match="large"):
        unpacked(packed, 10)


def test_repetitions_in_a_compressed_backup() -> None:
    # four letters, then eleven more of what stood four before, then five letters
    block = bytes([0x47]) + b"abcd" + b"\x04\x00" + bytes([0x50]) + b"vwxyz"
    data = b"mozLz40\0" + (20).to_bytes(4, "little") + block
    assert unpacked(data, 100) == b"abcd" + b"abcdabcdabc" + b"vwxyz"


HEAD, ROW = "title,url,time_added,tags,status\r\n", "Été,https://a.example/{},1600000000,,unread\r\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [HEAD + ROW.format(1), '[{"url": "https://a.example/1", "title": "Été"}]'])
def test_wide_encodings_are_told_by_their_marks_or_zeros(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "export"
    path.write_bytes(text.encode(encoding))
    with open_import(path) as file:
        assert [(row.url, row.title) for row in file.rows()] == [("https://a.example/1", "Été")]


def test_a_zero_in_a_cell_costs_no_row(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(HEAD + ROW.format(1) + "a\0b,https://a.example/2,,,\r\n", "utf-8")
    with open_import(path) as file:
        assert [row.url for row in file.rows()] == ["https://a.example/1", "https://a.example/2"]


def test_links_between_zeros_are_no_list(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(b"%PDF-1.7\n\0\0\nhttps://a.example/1\n")
    with pytest.raises(ReaderError, match="unknown-export"), open_import(path):
        pass


def test_a_damaged_file_of_an_archive_costs_no_other(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("part_000000.csv", HEAD + ROW.format(1))
        archive.writestr("part_000001.csv", HEAD + ROW.format(2))
        archive.writestr("more.zip", b"PK\x03\x04")
    path.write_bytes(path.read_bytes().replace(b"example/1", b"example/3"))
    with open_import(path) as file:
        rows = [(row.line, row.reason if isinstance(row, Skipped) else row.url) for row in file.rows()]
    assert rows == [
        ("part_000000.csv", "broken"),
        ("more.zip", "other-file"),
        ("part_000001.csv:2", "https://a.example/2"),
    ]


@pytest.mark.parametrize("items", ["5", "true", '{"a": 1}', '"https://a.example/1"', "null"])
def test_a_shared_list_that_lies_about_its_items(tmp_path: Path, items: str) -> None:
    path = written(tmp_path, f'{{"slug": "a", "title": "A", "createdAt": "2024", "items": {items}}}')
    assert rows_of(path) == []


@pytest.mark.parametrize("marks", [["a passage"], [], [{"quote": "a passage"}]])
def test_a_list_that_begins_like_pockets_marks_and_is_none(tmp_path: Path, marks: list[object]) -> None:
    items = [
        {"url": "https://a.example/1", "title": "Un", "highlights": marks},
        {"url": "https://a.example/2", "title": "Deux", "tags": ["eau"]},
    ]
    first, second = rows_of(written(tmp_path, json.dumps(items)))
    assert isinstance(first, ImportedRow) and isinstance(second, ImportedRow)
    assert (first.title, second.tags) == ("Un", ("eau",))


@pytest.mark.parametrize("kind", ["elements", "attributes"])
def test_xml_of_ever_new_names_is_read_no_further(tmp_path: Path, kind: str) -> None:
    """The parser keeps each name to its end: a file of 100 MB took 370 MB."""
    good = '<outline url="https://a.example/1" text="Un"/>'
    new = "<{0}/>" if kind == "elements" else '<outline {0}="1"/>'
    names = "".join(new.format(f"{'n' * 2_000}{number}") for number in range(2_500))
    rows = rows_of(written(tmp_path, f"<opml><body>{good}{names}{good}</body></opml>"))
    assert urls(rows) == ["https://a.example/1"]
    assert isinstance(rows[-1], Skipped) and rows[-1].reason == "cut"
