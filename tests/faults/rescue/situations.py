"""The libraries that a rescue starts from: sound, damaged, cut short, read-only, somebody else's."""

from __future__ import annotations

import json
import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from reader.services.backup.keep_backups import keep_backups
from reader.services.library_session import LibrarySession
from reader.settings.paths import POINTER, LibraryPaths
from tests.faults.jobs import add

ARTICLES, BACKED_UP = 5, 3
HERE, THERE = "library", "elsewhere"
"""The two folders of a place: where the library is looked for, and where it is moved to."""
OPTIONS = {"welcomed": True, "sample_added": True, "interface_language": "en"}
PAGE = 4096

Damage = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Situation:
    """A library and what was done to its file. `of_backup`: to its copy instead. `read_only`: on such a
    disk."""

    name: str
    damage: Damage | None = None
    of_backup: bool = False
    read_only: bool = False

    def build(self, top: Path, moved: bool = False) -> None:
        """Make it below `top`: in `HERE`, or in `THERE` with a pointer to it in `HERE`."""
        root = top / (THERE if moved else HERE)
        root.mkdir(parents=True)
        (root / "settings.json").write_text(json.dumps(OPTIONS), "utf-8")
        if moved:
            (top / HERE).mkdir()
            (top / HERE / POINTER).write_text(json.dumps({"to": str(root)}), "utf-8")
        with LibrarySession.open(LibraryPaths(root)) as session:
            for number in range(ARTICLES):
                if number == BACKED_UP:
                    assert keep_backups(session) is not None
                add(session, f"a{number}", 300)
        if self.damage is not None:
            self.damage(backup_in(root) if self.of_backup else root / "library.db")


def backup_in(root: Path) -> Path:
    """The copy of the library that is put back."""
    return next((root / "backups").glob("daily-*.db"))


def _a_page(path: Path) -> None:
    """Zeros where the text of an article was."""
    page = _page_of(path, "article_body")
    _write(path, (page - 1) * PAGE, bytes(PAGE))


def _the_root(path: Path) -> None:
    """Rubbish where the table of articles begins."""
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'article'").fetchone()
    _write(path, (page - 1) * PAGE, random.Random(1).randbytes(PAGE))


def _page_of(path: Path, table: str) -> int:
    """A page that only the middle rows of a table are on."""
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    data = path.read_bytes()
    page = data[(root - 1) * PAGE : root * PAGE]
    if page[0] != 5:  # no inner page: the table has one page only
        return int(root)
    cell = int.from_bytes(page[12:14], "big")
    return int.from_bytes(page[cell : cell + 4], "big")


def _the_header(path: Path) -> None:
    _write(path, 0, bytes(100))


def _the_schema(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_schema WHERE name = 'article_note'")


def _the_log(path: Path) -> None:
    path.with_name(f"{path.name}-wal").write_bytes(random.Random(2).randbytes(20_000))


def _noise(path: Path) -> None:
    rng = random.Random(3)
    for _ in range(12):
        _write(path, rng.randrange(100, path.stat().st_size), rng.randbytes(40))


def _cut(percent: int) -> Damage:
    def cut(path: Path) -> None:
        os.truncate(path, path.stat().st_size * percent // 100)

    return cut


def _another_programs(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url TEXT)")
        connection.execute("INSERT INTO moz_places (url) VALUES ('https://x.example/')")
        connection.commit()


TRIGGER = "made_by_somebody"


def _a_trigger(path: Path) -> None:
    """What deletes all other articles as soon as one is saved."""
    body = "DELETE FROM article WHERE id <> new.id;"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TRIGGER {TRIGGER} AFTER INSERT ON article BEGIN {body} END")
        connection.commit()


def _write(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


SITUATIONS = {
    found.name: found
    for found in (
        Situation("sound"),
        Situation("page", _a_page),
        Situation("root", _the_root),
        Situation("header", _the_header),
        Situation("schema", _the_schema),
        Situation("log", _the_log),
        Situation("noise", _noise),
        Situation("nothing", _cut(0)),
        Situation("cut-60", _cut(60)),
        Situation("cut-80", _cut(80)),
        Situation("cut-95", _cut(95)),
        Situation("read-only", read_only=True),
        Situation("read-only-damaged", _the_header, read_only=True),
        Situation("foreign", _another_programs),
        Situation("altered", _a_trigger),
        Situation("altered-backup", _a_trigger, of_backup=True),
    )
}

ACTS = ("open", "restore", "salvage", "move", "move-back")


def words_of(act: str, top: Path) -> list[str]:
    """The command of an act in a place; a save is no command here, and stands as the start before it."""
    root = top / (THERE if act == "move-back" else HERE)
    command = {
        "open": lambda: ["list"],
        "save": lambda: ["list"],
        "restore": lambda: ["restore", str(backup_in(root))],
        "salvage": lambda: ["salvage"],
        "move": lambda: ["move", str(top / THERE)],
        "move-back": lambda: ["move", str(top / HERE)],
    }[act]
    return ["--json", "--quiet", "--library", str(top / HERE), *command()]
