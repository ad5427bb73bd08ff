"""Libraries damaged in every way that a disk, a copy or a person may damage one."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

Damage = Callable[[Path, random.Random], str]
PAGE = 4096


def _change(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def a_byte(path: Path, rng: random.Random) -> str:
    at = rng.randrange(path.stat().st_size)
    _change(path, at, bytes([path.read_bytes()[at] ^ rng.randrange(1, 256)]))
    return f"byte {at}"


def a_page(path: Path, rng: random.Random) -> str:
    page = rng.randrange(path.stat().st_size // PAGE)
    _change(path, page * PAGE, rng.choice([bytes(PAGE), rng.randbytes(PAGE), b"\xff" * PAGE]))
    return f"page {page}"


def a_swap(path: Path, rng: random.Random) -> str:
    data = path.read_bytes()
    one, other = (rng.randrange(1, len(data) // PAGE) for _ in range(2))
    _change(path, one * PAGE, data[other * PAGE :][:PAGE])
    return f"page {other} on {one}"


def the_header(path: Path, rng: random.Random) -> str:
    at = rng.randrange(100)
    _change(path, at, rng.randbytes(rng.randint(1, 100 - at)))
    return f"header from {at}"


def cut_short(path: Path, rng: random.Random) -> str:
    size = rng.choice([0, 1, 99, 100, 512, PAGE, rng.randrange(path.stat().st_size)])
    with path.open("r+b") as file:
        file.truncate(size)
    return f"cut to {size}"


def the_log(path: Path, rng: random.Random) -> str:
    """Rubbish where the write-ahead log is, or bytes of a log that was never its own."""
    log = path.with_name(f"{path.name}-wal")
    present = log.read_bytes() if log.exists() else b""
    data = bytearray(present or rng.randbytes(20_000))
    for _ in range(20):
        data[rng.randrange(len(data))] ^= 0xFF
    log.write_bytes(data)
    return f"log of {len(data)}"


def newer(path: Path, rng: random.Random) -> str:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {rng.randrange(50, 9_000)}")
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
        connection.commit()
    return "newer"


def foreign(path: Path, rng: random.Random) -> str:
    path.unlink()
    if rng.random() < 0.5:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE moz_places (id INTEGER)")
        return "another program's"
    path.write_bytes(rng.randbytes(rng.randrange(1, 50_000)))
    return "no database"


def the_schema(path: Path, rng: random.Random) -> str:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        chosen = rng.choice([n for n in names if not n.startswith("sqlite_")])
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_schema WHERE name = ?", (chosen,))
    return f"without {chosen}"


def the_page_size(path: Path, rng: random.Random) -> str:
    stated = rng.choice([512, 1024, 2048, 8192, 16384, 32768, 1])
    with path.open("r+b") as file:
        file.seek(16)
        file.write(stated.to_bytes(2, "big"))
    return f"pages of {stated}"


KINDS: dict[str, Damage] = {
    f.__name__: f
    for f in (
        a_byte,
        a_page,
        a_swap,
        the_header,
        cut_short,
        the_log,
        newer,
        foreign,
        the_schema,
        the_page_size,
    )
}
