"""Translation memories to files and back; hostile and foreign files."""

from __future__ import annotations

import csv
import io
import tracemalloc
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.exchange.csv_pairs import read_csv, write_csv
from reader.exchange.tmx import read_tmx, write_tmx
from reader.exchange.translation_units import ExchangedPair, Refused

PAIRS = [
    ExchangedPair("fr", "en", "Il dit <b> & « oui ».", "He says <b> & “yes”.", "corrected"),
    ExchangedPair("fr", "ar", '=1+2 ; "a"', "نعم، 'لا'", "ok", "fr-en@1.0>en-ar@1.0", "2026-01-02T03:04:05Z"),
    ExchangedPair("en", "fr", "'quoted", "-moins", "ok", "en-fr@1.1"),
]
PLAIN = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=40
).map(lambda t: " ".join(t.split()) or "x")


def tmx(path: Path, pairs: list[ExchangedPair]) -> Path:
    with path.open("wb") as file:
        assert write_tmx(pairs, file) == len(pairs)
    return path


def as_csv(path: Path, pairs: list[ExchangedPair]) -> Path:
    with path.open("wb") as file:
        assert write_csv(pairs, file) == len(pairs)
    return path


def test_tmx_there_and_back(tmp_path: Path) -> None:
    back = list(read_tmx(tmx(tmp_path / "a.tmx", PAIRS)))
    assert [(p.source, p.target, p.state, p.route) for p in back if isinstance(p, ExchangedPair)] == [
        (p.source, p.target, p.state, p.route) for p in PAIRS
    ]
    root = ElementTree.parse(tmp_path / "a.tmx").getroot()
    assert root.tag == "tmx" and root.attrib["version"] == "1.4"
    assert root.findall("body/tu")[1].attrib["changedate"] == "20260102T030405Z"


def test_csv_there_and_back_without_formulas(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", PAIRS)
    assert list(read_csv(path)) == PAIRS
    assert "'=1+2" in path.read_text("utf-8")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PLAIN, PLAIN)
def test_any_text_survives_both(tmp_path: Path, source: str, target: str) -> None:
    pairs = [ExchangedPair("fr", "en", source, target)]
    for made, read in ((tmx, read_tmx), (as_csv, read_csv)):
        (back,) = read(made(tmp_path / "x", pairs))
        assert isinstance(back, ExchangedPair)
        assert (back.source, back.target) == (source, target)


FOREIGN = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="fr-FR"/><body>
<tu><note>n</note><tuv xml:lang="fr-FR">
<seg>Un <bpt i="1">&lt;b></bpt>mot<ept i="1">&lt;/b></ept>  ici</seg>
</tuv><tuv xml:lang="en-GB"><seg>A <hi>word</hi> here</seg></tuv>
<tuv xml:lang="ar"><seg>كلمة هنا</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>seul</seg></tuv></tu>
<tu><tuv lang="FR"><seg>vieux</seg></tuv><tuv lang="EN"><seg>old</seg></tuv></tu>
</body></tmx>"""


def test_a_foreign_file_gives_its_languages_and_says_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "f.tmx").write_text(FOREIGN, "utf-8")
    assert list(read_tmx(tmp_path / "f.tmx")) == [
        ExchangedPair("fr", "en", "Un mot ici", "A word here"),
        ExchangedPair("fr", "ar", "Un mot ici", "كلمة هنا"),
        Refused(7, "incomplete"),
        ExchangedPair("fr", "en", "vieux", "old"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no xml",
        "<html><body/></html>",
        '<!DOCTYPE tmx [<!ENTITY a "aaaa">]><tmx><body/></tmx>',
        '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx>&a;</tmx>',
        "<tmx><body><tu><tuv xml:lang='fr'><seg>a</seg>",
        "\0\1\2",
    ],
)
def test_what_is_no_tmx_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "f.tmx").write_text(text, "utf-8")
    with pytest.raises(ReaderError) as caught:
        list(read_tmx(tmp_path / "f.tmx"))
    assert caught.value.kind == "file-damaged"


@given(st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "f").write_bytes(data)
    for read in (read_tmx, read_csv):
        try:
            list(read(tmp_path / "f"))
        except ReaderError as error:
            assert error.kind == "file-damaged"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_a_spreadsheet(tmp_path: Path, delimiter: str) -> None:
    rows = [
        ["target", "source", "target_language", "source_language"],
        ["Yes", "Oui", "en", "fr"],
        ["", "x", "en", "fr"],
    ]
    text = "\n".join(delimiter.join(row) for row in rows)
    (tmp_path / "f.csv").write_text("\ufeff" + text, "utf-8")
    assert list(read_csv(tmp_path / "f.csv")) == [
        ExchangedPair("fr", "en", "Oui", "Yes"),
        Refused(3, "incomplete"),
    ]
    (tmp_path / "g.csv").write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(ReaderError):
        list(read_csv(tmp_path / "g.csv"))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    for read in (read_tmx, read_csv):
        with pytest.raises(ReaderError, match="file-unreadable"):
            list(read(tmp_path / "none"))


def test_an_empty_memory_is_a_whole_file() -> None:
    file = io.BytesIO()
    assert write_tmx([], file) == 0
    assert ElementTree.fromstring(file.getvalue()).tag == "tmx"


@pytest.mark.parametrize("sign", ["＝", "＋", "－", "＠", "=", "+", "-", "@", "\n="])
def test_nothing_that_a_spreadsheet_takes_for_a_formula_stands_first(tmp_path: Path, sign: str) -> None:
    pair = ExchangedPair("fr", "en", f"{sign}1+cmd", f"{sign}SUM(A1)")
    path = as_csv(tmp_path / "a.csv", [pair])
    with path.open(encoding="utf-8", newline="") as file:
        (row,) = list(csv.DictReader(file))
    assert row["source"].startswith("'") and row["target"].startswith("'")
    assert [one.source.strip() for one in read_csv(path) if isinstance(one, ExchangedPair)] == [
        pair.source.strip()
    ]


HEAD = b"<tmx version='1.4'><body>"
PAIR = b"<tu><tuv xml:lang='fr'><seg>un</seg></tuv><tuv xml:lang='en'><seg>one</seg></tuv></tu></body></tmx>"
LONG = {
    "a segment": (b"<tu><tuv xml:lang='fr'><seg>", b"a b\n", b"</seg></tuv></tu>" + PAIR),
    "a segment in one line": (b"<tu><tuv xml:lang='fr'><seg>", b"abcd", b"</seg></tuv></tu>" + PAIR),
    "a segment of codes": (b"<tu><tuv xml:lang='fr'><seg>", b"<ph/>", b"</seg></tuv></tu>" + PAIR),
    "a property": (b"<tu><prop type='x'>", b"abcd", b"</prop></tu>" + PAIR),
    "properties": (b"<tu>", b"<prop type='%07d'>abcdefgh</prop>", b"</tu>" + PAIR),
    "variants": (b"<tu>", b"<tuv xml:lang='fr'><seg>abcdefgh</seg></tuv>", b"</tu>" + PAIR),
    "a comment": (b"<!-- ", b"abcd", b" -->" + PAIR),
    "a code": (b"<tu a='", b"abcd", b"'></tu>" + PAIR),
    "depth": (b"", b"<a>", b""),
}


@pytest.mark.parametrize("what", LONG)
def test_a_memory_of_twenty_megabytes_in_one_piece_is_not_held(tmp_path: Path, what: str) -> None:
    before, piece, after = LONG[what]
    count = 20_000_000 // len(piece) if len(piece) < 5 else 100_000
    with (tmp_path / "long.tmx").open("wb") as file:
        file.write(HEAD + before)
        for start in range(0, count, 10_000):
            numbers = range(start, min(count, start + 10_000))
            numbered = b"%" in piece  # one by one, five million take longer to write than to read
            file.write(b"".join(piece % n for n in numbers) if numbered else piece * len(numbers))
        file.write(after)
    tracemalloc.start()
    try:
        found = list(read_tmx(tmp_path / "long.tmx"))
        assert ExchangedPair("fr", "en", "un", "one") in found
    except ReaderError as error:
        assert error.kind == "file-damaged" and what in ("a comment", "a code", "depth")
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 15_000_000


@pytest.mark.parametrize("line", [b"abcd", b'"abcd', b'"', b"fr,en,un," + b"one " * 5_000 + b"\n"])
def test_a_table_of_twenty_megabytes_is_not_held(tmp_path: Path, line: bytes) -> None:
    with (tmp_path / "long.csv").open("wb") as file:
        file.write(b"source_language,target_language,source,target\n")
        for _ in range(100):
            file.write(line * (200_000 // len(line)))
    tracemalloc.start()
    try:
        for _one in read_csv(tmp_path / "long.csv"):
            pass
    except ReaderError as error:
        assert error.kind == "file-damaged"
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 15_000_000
