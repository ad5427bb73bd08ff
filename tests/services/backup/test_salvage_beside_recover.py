"""What is read out of a damaged file is never less than what `sqlite3 .recover` reads out of it."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.library.recovery.salvage import salvage_file
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.faults.damage import KINDS, PAGE
from tests.services.stocked_library import stock, translate
from tests.support.libraries import make_empty

COUNT, DELETED = 206, 12

WHAT = {
    "articles": "SELECT id, title, url FROM article",
    "texts": "SELECT article_id, sha256, html FROM article_body",
    "translated": "SELECT article_id, target, title FROM article_translation",
    "sentences": "SELECT source_key, source, target FROM sentence_translation",
    "notes": "SELECT article_id, text FROM article_note",
    "tags": "SELECT id, name FROM tag",
}
"""What is counted: rows that are what was stored, by what a reader would miss of them."""

Found = dict[str, set[tuple[object, ...]]]
Damage = Callable[[Path, random.Random], object]


def _cut(share: int) -> Damage:
    def cut(path: Path, _rng: random.Random) -> None:
        with path.open("r+b") as file:
            file.truncate(path.stat().st_size * share // 100)

    return cut


def _write(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def _root(table: str, content: Callable[[random.Random], bytes]) -> Damage:
    """The page that everything of a table hangs from."""

    def overwrite(path: Path, rng: random.Random) -> None:
        with closing(sqlite3.connect(path)) as connection:
            row = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        _write(path, (row[0] - 1) * PAGE, content(rng))

    return overwrite


def _run(length: int) -> Damage:
    def overwrite(path: Path, rng: random.Random) -> None:
        _write(
            path,
            rng.randrange(2 * PAGE, path.stat().st_size - length),
            rng.choice([bytes, rng.randbytes])(length),
        )

    return overwrite


def _pages(count: int) -> Damage:
    def overwrite(path: Path, rng: random.Random) -> None:
        for _ in range(count):
            KINDS["a_page"](path, rng)

    return overwrite


def _bytes(count: int) -> Damage:
    def flip(path: Path, rng: random.Random) -> None:
        for _ in range(count):
            KINDS["a_byte"](path, rng)

    return flip


DAMAGES: dict[str, Damage] = {
    **{f"cut to {share} %": _cut(share) for share in (99, 95, 80, 60, 40, 20, 5)},
    **{
        kind: KINDS[kind]
        for kind in ("a_byte", "a_page", "a_swap", "the_header", "cut_short", "the_log", "the_schema")
    },
    "a hundred bytes": _bytes(100),
    "a thousand bytes": _bytes(1000),
    "ten pages": _pages(10),
    "a hundred pages": _pages(100),
    "64 KB in a row": _run(1 << 16),
    "300 KB in a row": _run(300_000),
    "no first page": lambda path, _rng: _write(path, 0, bytes(PAGE)),
    "a strange first page": lambda path, rng: _write(path, 0, rng.randbytes(PAGE)),
    "the articles' root": _root("article", lambda _rng: bytes(PAGE)),
    "the texts' root": _root("article_body", lambda rng: rng.randbytes(PAGE)),
    "the translations' root": _root("article_translation", lambda _rng: bytes(PAGE)),
    "the sentences' root": _root("sentence_translation", lambda rng: rng.randbytes(PAGE)),
    "the routes": _root("route", lambda _rng: bytes(PAGE)),
    "nothing": lambda _path, _rng: None,
}

IN_THE_LOG = ("cut to 95 %", "cut to 60 %", "cut to 5 %", "the_log", "ten pages", "no first page", "nothing")
"""What is done also to a file whose newest articles are in its log."""

ROUNDS = {"a_byte": 2, "a_page": 2, "a_swap": 2, "cut_short": 2, "the_schema": 2}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library file with texts short and long, translations, notes, tags, and room of deleted articles."""
    paths = LibraryPaths(tmp_path_factory.mktemp("sound") / "library")
    make_empty(paths.root)
    rng = random.Random(5)
    with LibrarySession.open(paths) as session:
        for number in range(1, COUNT + DELETED + 1):
            words = " ".join(f"mot{rng.randrange(10_000)}" for _ in range(rng.choice([20, 200, 2_000])))
            stock(session, number, sentence=f"{words}.")
            if number % 3 == 0:
                translate(session, number)
            if number % 4 == 0:
                session.annotations.set_note(number, f"remarque {number} {words[:300]}")
        session.articles.delete_forever(rng.sample(range(1, COUNT + DELETED + 1), DELETED))
    return paths.database


@pytest.fixture(scope="module")
def logged(sound: Path) -> Path:
    """The same with articles whose pages are in the log still: what a kill leaves."""
    folder = shutil.copytree(sound.parent, sound.parent.with_name("logged"))
    with LibrarySession.open(LibraryPaths(folder)) as session:
        for number in range(1000, 1020):
            stock(session, number)
        killed = folder / "killed.db"
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{session.paths.database}{suffix}", f"{killed}{suffix}")
    assert killed.with_name("killed.db-wal").stat().st_size > PAGE
    return killed


def _copy(source: Path, target: Path) -> None:
    for suffix in ("", "-wal"):
        if source.with_name(source.name + suffix).exists():
            shutil.copyfile(f"{source}{suffix}", f"{target}{suffix}")


def _found_in_copy(source: Path, folder: Path) -> Found:
    _copy(source, folder / "whole.db")
    return _found(folder / "whole.db")


def _found(path: Path) -> Found:
    found: Found = {}
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        for what, statement in WHAT.items():
            try:
                found[what] = set(connection.execute(statement).fetchall())
            except sqlite3.Error:
                found[what] = set()  # there is no such table
    return found


def _salvaged(damaged: Path, draft: Path) -> Found:
    draft.parent.mkdir()
    try:
        salvage_file(damaged, draft, Progress())
    except ReaderError as error:
        assert error.kind == "nothing-salvaged"
        return {what: set() for what in WHAT}
    return _found(draft)


def _recovered(damaged: Path, target: Path) -> Found:
    """What the shell of SQLite recovers, which works on a copy."""
    _copy(damaged, target.with_name("copy.db"))
    said = subprocess.run(
        ["sqlite3", str(target.with_name("copy.db")), ".recover"], capture_output=True, check=False
    )
    subprocess.run(["sqlite3", str(target)], input=said.stdout, capture_output=True, check=False)
    return _found(target)


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="SQLite's shell is not installed")
@pytest.mark.parametrize(
    ("name", "of"), [*((name, "sound") for name in DAMAGES), *((name, "logged") for name in IN_THE_LOG)]
)
def test_never_less_than_sqlite_recovers(
    request: pytest.FixtureRequest, tmp_path: Path, name: str, of: str
) -> None:
    source: Path = request.getfixturevalue(of)
    stored = _found_in_copy(source, tmp_path)
    for number in range(ROUNDS.get(name, 1)):
        folder = tmp_path / str(number)
        folder.mkdir()
        damaged = folder / "damaged.db"
        _copy(source, damaged)
        DAMAGES[name](damaged, random.Random(f"{name} {number}"))
        before = damaged.read_bytes()
        ours = _salvaged(damaged, folder / "salvaged" / "library.db")
        theirs = _recovered(damaged, folder / "recovered.db")
        assert damaged.read_bytes() == before, "the damaged file is as it was"
        counts = {w: (len(ours[w] & stored[w]), len(theirs[w] & stored[w]), len(stored[w])) for w in WHAT}
        print(f"FIGURES {of}, {name}: {counts}")
        less = {what: count for what, count in counts.items() if count[0] < count[1]}
        if not ours["articles"] and not theirs["articles"]:
            less.pop("tags", None)  # a library of tags alone is none
        assert not less, f"{of}, {name} {number}: (ours, theirs, stored) {less}"
        assert name != "nothing" or ours == stored
