"""What somebody who holds the folder of a store can write into it, and what becomes of that here."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.core.origin import AddressClass, origin_named
from reader.core.progress import Progress
from reader.core.replication.changes import LATEST, Change
from reader.core.serialize import to_plain
from reader.library.replication.states import FARTHEST
from reader.services.sync.places import check_place
from reader.services.sync.run_round import run_round
from reader.sync.change_files import ChangeFile, name_of, sealed
from reader.sync.envelope import Envelope
from reader.sync.store_header import find_store, open_store
from tests.support.computers import SAVED, Computer, document

PASSPHRASE = "a long passphrase"
STRANGER = "5" * 16


@pytest.fixture
def one(tmp_path: Path, template: Path) -> Iterator[Computer]:
    """A computer that has joined an encrypted store."""
    computer = Computer(tmp_path / "one", template)
    computer.begin(PASSPHRASE)
    yield computer
    computer.close()


def save(computer: Computer, page: int) -> int:
    return computer.articles.add(document(page), f"https://x.org/{page}", f"x.org/{page}", SAVED)


def files(folder: Path) -> set[Path]:
    return {file for file in folder.rglob("*") if file.is_file()}


def test_nobody_but_the_reader_can_end_the_encryption(one: Computer) -> None:
    save(one, 1)
    one.round()
    header = next(one.folder.folder.glob("store/0001-*"))
    plain = {name: json.loads(header.read_text())[name] for name in ("format", "version", "store")}
    header.write_text(json.dumps(plain))
    before = files(one.folder.folder)
    save(one, 2)
    session: Any = one
    with pytest.raises(ReaderError) as caught:
        run_round(session, PASSPHRASE, Progress())
    assert caught.value.kind == "sync-damaged"
    assert files(one.folder.folder) == before, "nothing is sent in plain"


def write(computer: Computer, lines: str, pictures: Any = (), name: str = "stranger") -> None:
    """A file as any computer of the store could have written it."""
    assert computer.opened is not None
    envelope = Envelope(computer.opened.store, computer.opened.key)
    data = sealed(envelope, ChangeFile(STRANGER, 1, STRANGER, name, "", lines, pictures))
    assert computer.folder.put(name_of(STRANGER, 1, STRANGER), data)


def text_of(**more: Any) -> dict[str, Any]:
    plain = {"document": to_plain(document(7)), "words": 3, "fetched_at": SAVED, "source": None}
    return {**plain, "origin": None, "waiting": False, **more}


def nested(levels: int) -> Any:
    found: Any = "x"
    for _ in range(levels):
        found = [found]
    return found


def odd_values() -> list[tuple[str, str, Any]]:
    """Thing, field and value of changes that nothing sound writes."""
    huge = to_plain(document(7)) | {"lead": {"src": "https://x.org/1.png", "width": 1 << 70}}
    deep = to_plain(document(7)) | {"extra": nested(60)}
    left_out = "[" * 5000 + "]" * 5000
    half = json.dumps({"block": "\ud800", "offset": 1})
    return [
        ("a:1", "text", text_of(document=huge)),
        ("a:2", "text", text_of(document=deep)),
        ("a:3", "text", text_of(source=["", "", "no json"])),
        ("a:4", "text", text_of(source=["", "", left_out])),
        ("a:5", "text", text_of(source=["", "", '["\\ud800"]'])),
        ("a:6", "note", {"text": "half \ud800", "base": ""}),
        ("a:6", "position", {"position": half, "progress": float("nan")}),
        ("a:6", "position", {"position": "[" * 5000, "progress": 0.5}),
        ("a:6", "pictures", {"https://x.org/1.png": [10**63, 1, 1]}),
        ("a:6", "translation:fr", {"status": {"route": "[" * 5000}}),
        ("s:x", "search", {"name": 1, "query": "x", "created_at": "", "place": 1 << 70}),
    ]


def test_no_odd_change_ends_a_round(one: Computer) -> None:
    odd = odd_values()
    changes = [Change(uid, name, 10 + n, STRANGER, value) for n, (uid, name, value) in enumerate(odd)]
    good = Change("a:7", "text", 90, STRANGER, text_of())
    lines = "".join(f"{change.to_json(ascii_only=True)}\n" for change in (*changes, good))
    write(one, lines, name="str\x1b[2Janger\ud800")
    report = one.round()
    assert report.held == len(odd) and not report.late
    assert [card.title for card in one.articles.summaries()] == ["Title 7.0"]
    assert one.membership.machines()[STRANGER].name == "str[2Janger"
    assert one.round().held == 0, "it was taken once and for all"


@pytest.mark.parametrize(
    ("lines", "pictures"),
    [
        (f'["a:\\ud800","note",1,"{STRANGER}",null,{{}}]\n', ()),
        (f'["a:1","note",1,"{STRANGER}",{"[" * 200}{"]" * 200},{{}}]\n', ()),
        (f'["a:1","note",1,"{STRANGER}",{"[" * 90_000},{{}}]\n', ()),
        ("", 5),
        ("", ["x"]),
        ("", [["a" * 64, None, 0, 1]]),
        ("", [["a" * 64, f"pack/aa/{'a' * 32}", 0, 1 << 70]]),
    ],
)
def test_an_odd_file_makes_only_its_computer_late(one: Computer, lines: str, pictures: Any) -> None:
    write(one, lines, pictures)
    save(one, 1)
    report = one.round()
    assert report.late == [STRANGER] and report.sent


@pytest.mark.parametrize("cost", [[1 << 20, 16, 1], [1 << 14, 8, 16], [float("inf"), 8, 1], [2, 1 << 80, 1]])
def test_a_header_cannot_ask_for_all_memory(one: Computer, cost: list[Any]) -> None:
    header = next(one.folder.folder.glob("store/0001-*"))
    header.write_text(json.dumps({**json.loads(header.read_text()), "scrypt": cost}))
    found = find_store(one.folder)
    assert found is not None
    with pytest.raises(ReaderError) as caught:
        open_store(found, PASSPHRASE)
    assert caught.value.kind == "sync-passphrase"


def test_what_no_check_foresaw_stops_one_article_only(one: Computer) -> None:
    lines = [
        Change(uid, name, at, STRANGER, value).to_json()
        for at, (uid, name, value) in enumerate(
            [
                ("a:1", "text", text_of()),
                ("a:1", "favourite", True),
                ("a:2", "text", text_of(document=to_plain(document(2)))),
            ]
        )
    ]
    with one.database.write() as session:  # a damaged row
        session.connection().exec_driver_sql(
            "INSERT INTO sync_field VALUES ('a:1', 'favourite', 'no json', '{}', '', NULL)"
        )
    write(one, "\n".join(lines) + "\n")
    assert one.round().held == 2
    assert [card.title for card in one.articles.summaries()] == ["Title 2.0"]


@pytest.mark.parametrize("origin", [["reader", "", "loopback"], None, ["page", "https://x.org", "private"]])
def test_a_store_does_not_say_that_the_reader_named_a_link(one: Computer, origin: Any) -> None:
    local = to_plain(document(7)) | {"url": "http://192.168.0.1/x"}
    value = text_of(document=local, origin=origin, waiting=True)
    write(one, Change("a:7", "text", 9, STRANGER, value).to_json() + "\n")
    one.round()
    with one.database.read() as session:
        run = session.connection().exec_driver_sql
        found = origin_named(*run("SELECT named_by, page, reached FROM article_origin").one())
    assert found.limit("http://192.168.0.1/x") is AddressClass.PUBLIC, "nothing local is asked"


def test_a_clock_that_was_wrong_lets_time_go_on(one: Computer) -> None:
    """What is done an hour later is an hour later, for everybody: else the busier computer would win."""
    years = 30 * FARTHEST // 100
    now = int(time.time() * 1_000_000)
    write(one, Change("a:7", "text", now + years, STRANGER, text_of()).to_json() + "\n")
    one.round()
    with one.database.write() as session:  # the last stamp was given an hour ago
        session.connection().exec_driver_sql("UPDATE sync_self SET clock = clock - 3600000000")
    one.articles.set_favourite([1], True)
    with one.database.read() as session:
        stamp = session.connection().exec_driver_sql("SELECT stamp FROM sync_dirty").scalar_one()
    assert stamp >= now + years


def test_a_stamp_of_no_clock_is_not_followed(one: Computer) -> None:
    write(one, Change("a:7", "text", LATEST - 1, STRANGER, text_of()).to_json() + "\n")
    assert one.round().held == 1 and one.articles.summaries() == []
    save(one, 1)
    assert one.round().sent == 1
    with one.database.read() as session:
        assert session.connection().exec_driver_sql("SELECT clock FROM sync_self").scalar_one() < LATEST // 4


def test_what_a_carrier_puts_beside_a_store_does_not_make_it_foreign(one: Computer, tmp_path: Path) -> None:
    (one.folder.folder / "desktop.ini").write_text("")
    (one.folder.folder / "log (conflicted copy)").mkdir()
    assert check_place(str(one.folder.folder), one.paths, pytest.fail).place == str(one.folder.folder)
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "desktop.ini").write_text("")
    with pytest.raises(ReaderError) as caught:
        check_place(str(tmp_path / "else"), one.paths, pytest.fail)
    assert caught.value.kind == "sync-foreign"
