"""Archives that break off: what is whole before that place is taken, and that more may be missing is told."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.exchange.imports.parsing.bundle import MOST_BYTES, open_bundle, text_of
from reader.exchange.imports.parsing.cut_archive import RATIO_FROM, PackedStream, files_before_cut
from reader.exchange.imports.rows import ImportedRow, Skipped
from tests.support.imported_rows import rows_of, written

HEADING = "title,url,time_added,tags,status\n"


def table(part: int, rows: int = 300) -> str:
    lines = (f"Titre {n},https://a.example/{part}/{n},{1600000000 + n},eau,unread\n" for n in range(rows))
    return HEADING + "".join(lines)


class Unseekable:
    """What a server writes into: sizes cannot be put before a file that was written."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")

    def write(self, data: bytes) -> int:
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        self._file.close()


def archive(path: Path, packing: int, streamed: bool, parts: int = 2) -> tuple[bytes, list[int]]:
    """Its bytes, and where the head of each file begins."""
    target = Unseekable(path) if streamed else path
    with zipfile.ZipFile(target, "w", packing) as made:  # type: ignore[call-overload]
        for part in range(parts):
            made.writestr(f"part_{part:06}.csv", table(part))
        heads = [one.header_offset for one in made.infolist()]
    if isinstance(target, Unseekable):
        target.close()
    return path.read_bytes(), heads


def counted(path: Path) -> tuple[int, list[str]]:
    """How many articles, and why others are none."""
    _, rows = rows_of(path)
    taken = [row for row in rows if isinstance(row, ImportedRow)]
    return len(taken), [row.reason for row in rows if isinstance(row, Skipped)]


SHAPES = [
    (zipfile.ZIP_DEFLATED, False),
    (zipfile.ZIP_DEFLATED, True),
    (zipfile.ZIP_STORED, False),
]


@pytest.mark.parametrize(("packing", "streamed"), SHAPES)
def test_a_whole_file_before_the_cut_is_taken(tmp_path: Path, packing: int, streamed: bool) -> None:
    whole, heads = archive(tmp_path / "pocket.zip", packing, streamed)
    assert counted(tmp_path / "pocket.zip") == (600, [])
    assert counted(written(tmp_path, whole[: heads[1] + 10], "cut.zip")) == (300, ["cut"])
    count, why = counted(written(tmp_path, whole[: heads[1] + (len(whole) - heads[1]) // 2], "cut.zip"))
    assert 300 < count < 600 and "cut" in why
    listed = whole.index(b"PK\x01\x02")
    assert counted(written(tmp_path, whole[: listed + 4], "cut.zip")) == (600, [])


def test_a_long_file_before_the_cut_is_given_as_much_as_is_asked_for(tmp_path: Path) -> None:
    path, text = tmp_path / "a.zip", table(0, 9_000)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("long.csv", text)
        made.writestr("b.csv", table(1))
    (tmp_path / "cut.zip").write_bytes(path.read_bytes()[:-200])
    with open_bundle(tmp_path / "cut.zip") as bundle:
        assert len(text) > 500_000
        assert bundle.start("long.csv", len(text) + 1).decode() == text == text_of(bundle, "long.csv")


def test_what_is_no_archive_behind_its_first_sign_is_refused(tmp_path: Path) -> None:
    for data in (b"PK\x03\x04", b"PK\x03\x04" + bytes(40), b"PK\x05\x06and no more"):
        with pytest.raises(ReaderError, match=r"file-damaged|unknown-export"):
            rows_of(written(tmp_path, data, "a.zip"))


def test_a_cut_archive_that_bursts_is_read_no_further(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made, made.open("a.csv", "w") as entry:
        entry.write(table(0).encode())
        for _ in range(RATIO_FROM // 1_000_000 + 5):
            entry.write(b"a" * 1_000_000)
    count, why = counted(written(tmp_path, path.read_bytes()[:-30], "cut.zip"))
    assert count == 300 and "cut" in why
    (one,), _ = files_before_cut(tmp_path / "cut.zip", MOST_BYTES)
    with PackedStream(tmp_path / "cut.zip", one, MOST_BYTES) as stream, pytest.raises(zipfile.BadZipFile):
        while stream.read(1_000_000):
            pass


@settings(max_examples=60)
@given(st.sampled_from(SHAPES), st.integers(0, 12_000), st.integers(0, 255))
def test_no_cut_and_no_byte_makes_a_reader_fail(
    tmp_path_factory: pytest.TempPathFactory, shape: tuple[int, bool], place: int, byte: int
) -> None:
    folder = tmp_path_factory.mktemp("cut")
    whole, _ = archive(folder / "a.zip", *shape)
    data = bytearray(whole[: max(9, place % len(whole))])
    data[8 + byte % (len(data) - 8)] = byte
    try:
        rows_of(written(folder, bytes(data), "cut.zip"))
    except ReaderError as error:
        assert error.kind in ("file-damaged", "file-unreadable", "unknown-export")
