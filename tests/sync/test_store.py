"""What lies in a store: sealed, bound to its name, refused when it is altered, cut short or foreign."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.replication.changes import Change, change_of, to_lines
from reader.sync.change_files import ChangeFile, PictureAt, list_files, name_of, read_file, sealed
from reader.sync.envelope import Envelope
from reader.sync.folder_store import FolderStore
from reader.sync.packs import get_pictures, put_pictures
from reader.sync.store_header import change_passphrase, create_store, derived, find_store, open_store
from tests.support.work import calls_of

MACHINE = "0123456789abcdef"
TAG = "fedcba9876543210"
LINES = to_lines([Change("a:1", "note", 5, MACHINE, {"text": "Marrakech", "base": ""}, {MACHINE: 4})])


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    (tmp_path / "store").mkdir()
    return FolderStore(tmp_path / "store")


def kind_of(work: object) -> str:
    with pytest.raises(ReaderError) as caught:
        work()  # type: ignore[operator]
    return caught.value.kind


@pytest.mark.parametrize("passphrase", [None, "mot de passe"])
def test_a_file_that_is_altered_anywhere_is_refused(store: FolderStore, passphrase: str | None) -> None:
    opened = create_store(store, passphrase)
    envelope = Envelope(opened.store, opened.key)
    data = sealed(envelope, ChangeFile(MACHINE, 1, TAG, "pc", "2026", LINES))
    name = name_of(MACHINE, 1, TAG)
    assert store.put(name, data) and not store.put(name, b"other"), "a name is used once"
    found = read_file(store, envelope, MACHINE, 1, TAG)
    assert found is not None and found[0].lines == LINES and found[0].changes[0].value["text"] == "Marrakech"
    assert (b"Marrakech" in data) is False
    for place in range(len(data)):
        flipped = bytearray(data)
        flipped[place] ^= 1
        assert kind_of(lambda flipped=flipped: envelope.open(name, bytes(flipped))) == "sync-damaged"
    for length in range(len(data)):
        assert kind_of(lambda length=length: envelope.open(name, data[:length])) == "sync-damaged"
    assert kind_of(lambda: envelope.open(name_of(MACHINE, 2, TAG), data)) == "sync-damaged", "another name"
    other = Envelope(secrets.token_hex(16), opened.key)
    assert kind_of(lambda: other.open(name, data)) == "sync-damaged", "another store"


def test_only_the_passphrase_opens_a_store_and_it_can_be_changed(store: FolderStore) -> None:
    opened = create_store(store, "café")
    found = find_store(store)
    assert found is not None and found.encrypted
    assert open_store(found, "cafe\u0301") == opened, "however the accent is typed"
    assert calls_of(derived.__wrapped__, lambda: open_store(found, "cafe\u0301")) == 0, "nor derived again"
    for wrong in ("cafe", ""):
        assert kind_of(lambda wrong=wrong: open_store(found, wrong)) == "sync-passphrase"
    assert kind_of(lambda: open_store(found, None)) == "sync-locked", "nobody typed a wrong one"
    change_passphrase(store, found, opened, "thé")
    again = find_store(store)
    assert again is not None and open_store(again, "thé") == opened
    assert kind_of(lambda: open_store(again, "café")) == "sync-passphrase"


def test_two_stores_in_one_place_and_a_newer_one_are_told(store: FolderStore) -> None:
    assert find_store(store) is None
    create_store(store, None)
    header = next(file for file in store.folder.rglob("0001-*"))
    create_store(store, None)
    assert kind_of(lambda: find_store(store)) == "sync-two-stores"
    for file in store.folder.rglob("0001-*"):
        if file != header:
            file.unlink()
    (header.parent / f"{header.name} (conflicted copy)").write_bytes(b"x")
    (header.parent / f"0002-{'a' * 16}").write_bytes(header.read_bytes()[:20])
    assert find_store(store) is not None, "half a header and a conflicted copy do no harm"
    header.write_text(json.dumps({**json.loads(header.read_text()), "version": 2}))
    assert kind_of(lambda: find_store(store)) == "sync-newer"


def test_a_store_without_its_header_or_folder_is_told(store: FolderStore, tmp_path: Path) -> None:
    store.put(name_of(MACHINE, 1, TAG), b"x")
    assert kind_of(lambda: find_store(store)) == "sync-damaged"
    assert kind_of(lambda: find_store(FolderStore(tmp_path / "pulled"))) == "sync-unreachable"
    assert kind_of(lambda: FolderStore(tmp_path / "no" / "no").put("log/1", b"")) == "sync-unreachable"


def test_other_names_and_links_are_no_files_of_a_store(store: FolderStore) -> None:
    store.put(name_of(MACHINE, 1, TAG), b"x")
    folder = store.folder / "log" / MACHINE
    for name in ("00000002", f"00000002-{TAG} (conflicted copy)", ".part-1", "00000003.tmp", "DESKTOP", "4"):
        (folder / name).write_bytes(b"x")
    (folder / f"00000005-{TAG}").symlink_to("/etc/passwd")
    assert list_files(store.names("log")) == {MACHINE: [(1, TAG)]}
    for name in ("../x", "/etc/passwd", "log/../x", "log//x", ""):
        with pytest.raises(ValueError, match="no name"):
            store.get(name)


def test_what_a_killed_process_had_half_written_is_removed_a_day_later(store: FolderStore) -> None:
    store.put(name_of(MACHINE, 1, TAG), b"x")
    folder = store.folder / "log" / MACHINE
    for name, age in ((".part-old", 100_000), (".part-new", 60)):
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (time.time() - age,) * 2)
    FolderStore(store.folder).put(name_of(MACHINE, 2, TAG), b"x")
    assert {file.name for file in folder.glob(".part-*")} == {".part-new"}


def packed(store: FolderStore, count: int, size: int = 1000) -> tuple[Envelope, list[PictureAt]]:
    """A sealed store with so many pictures, and where they lie."""
    opened = create_store(store, "x")
    envelope = Envelope(opened.store, opened.key)
    made = [bytes((number,)) * size for number in range(count)]
    digests = [hashlib.sha256(data).hexdigest() for data in made]
    pictures = [(digest, "image/png", data) for digest, data in zip(digests, made, strict=True)]
    return envelope, list(put_pictures(store, envelope, pictures))


def test_pictures_come_back_out_of_packs_as_far_as_they_are_whole(store: FolderStore) -> None:
    envelope, places = packed(store, 3)
    assert len(set(place[1] for place in places)) == 1, "one pack"
    found = list(get_pictures(store, envelope, places))
    assert [one[0] for one in found] == [place[0] for place in places]
    assert [(data, mime) for _, data, mime in found] == [(bytes((n,)) * 1000, "image/png") for n in range(3)]

    def come() -> list[int]:
        digests = {digest for digest, _, _ in get_pictures(store, envelope, places)}
        return [number for number, place in enumerate(places) if place[0] in digests]

    pack = store.folder / places[0][1]
    whole = pack.read_bytes()
    pack.write_bytes(whole[:-5])
    assert come() == [0, 1], "the last one has not come whole yet"
    pack.write_bytes(whole[:40] + bytes((whole[40] ^ 1,)) + whole[41:])
    assert come() == [1, 2], "the first one is another"
    pack.unlink()
    assert come() == []
    store.put(pack.relative_to(store.folder).as_posix(), envelope.seal(f"{places[0][1]}/{places[0][0]}", b""))
    assert come() == []


def test_a_picture_with_nothing_in_it_is_none(store: FolderStore) -> None:
    envelope, _ = packed(store, 0)
    pack, digest = f"pack/00/{'0' * 32}", hashlib.sha256(b"").hexdigest()
    sealed_nothing = envelope.seal(f"{pack}/{'1' * 64}", b"", packed=True)
    store.put(pack, sealed_nothing)
    at = ("1" * 64, pack, 0, len(sealed_nothing))
    assert list(get_pictures(store, envelope, [at])) == []
    assert list(get_pictures(store, envelope, [(digest, pack, 1 << 61, 1 << 61), at])) == []


class AskedStore(FolderStore):
    """Remembers which bytes were asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.asked: list[tuple[int, int]] = []

    def get_part(self, name: str, place: int, size: int) -> bytes | None:
        self.asked.append((place, size))
        return super().get_part(name, place, size)


def test_pictures_that_lie_together_are_asked_for_at_once(store: FolderStore) -> None:
    asked_store = AskedStore(store.folder)
    envelope, places = packed(store, 30, 40_000)
    assert len(list(get_pictures(asked_store, envelope, places))) == 30
    assert len(asked_store.asked) == 1
    asked_store.asked.clear()
    assert len(list(get_pictures(asked_store, envelope, [places[0], places[2], places[20]]))) == 3
    assert len(asked_store.asked) == 2, "what lies far away is asked for by itself"
    assert sum(size for _, size in asked_store.asked) < 200_000


@pytest.mark.parametrize(
    "line",
    [
        "1",
        "[]",
        '["a","b",-1,"0123456789abcdef",null,{}]',
        '["a","b",1,"0123",null,{}]',
        '["","b",1,"0123456789abcdef",null,{}]',
        '["a","b",true,"0123456789abcdef",null,{}]',
        '["a","b",999999999999999999,"0123456789abcdef",null,{}]',
        '["a","b",1,"0123456789abcdef",null,{"x":1}]',
        '["a","b",1,"0123456789abcdef",null,[]]',
    ],
)
def test_what_is_no_change_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="no "):
        change_of(json.loads(line))
