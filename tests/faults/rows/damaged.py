"""300 damaged copies of a library, and single bytes flipped in texts and pictures."""

from __future__ import annotations

import logging
import random
import sqlite3
import tempfile
import traceback
from collections import Counter
from contextlib import closing
from pathlib import Path

from reader.services.backup.check_library import check_library
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.faults.damaged import copies, template, try_everything
from tests.faults.jobs import add
from tests.faults.outcome import Outcome, share_of

COPIES, FLIPS = 300, 100


def run(share: float, seed: int) -> Outcome:
    """Each copy is opened, read, examined, salvaged and restored."""
    outcome = Outcome({"damaged copies": 0})
    ends: Counter[str] = Counter()
    logging.disable(logging.WARNING)
    try:
        with tempfile.TemporaryDirectory() as folder:
            source = template(Path(folder))
            for paths, what in copies(source, Path(folder), random.Random(seed), share_of(COPIES, share)):
                outcome.add("damaged copies")
                try:
                    found = try_everything(paths, ends)
                except Exception:  # noqa: BLE001 - a traceback is what must not be
                    found = [traceback.format_exc()[-900:]]
                outcome.complaints += [f"{what}: {wrong}" for wrong in found]
        outcome.counts |= {name: ends[name] for name in ("opened", "library-damaged", "found by doctor")}
        outcome.join(flips(share_of(FLIPS, share), seed))
    finally:
        logging.disable(logging.NOTSET)
    return outcome


def flips(number: int, seed: int) -> Outcome:
    """One byte changed in a stored text or picture, which SQLite and the file system cannot see."""
    outcome = Outcome({"flipped bytes": 0})
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        paths = LibraryPaths(Path(folder) / "library")
        with LibrarySession.open(paths) as session:
            for count in range(3):
                add(session, f"a{count}", 800)
            for _ in range(number):
                outcome.add("flipped bytes")
                wanted = _flip_text(paths, rng) if rng.random() < 0.5 else _flip_picture(session, rng)
                name, undo = wanted
                found = {check.name for check in check_library(session) if not check.ok}
                outcome.check(name in found, f"a flipped byte of {name} is not found: {found}")
                undo()
                left = [check for check in check_library(session) if not check.ok]
                outcome.check(not left, f"mended, but: {left}")
    return outcome


def _flip_text(paths: LibraryPaths, rng: random.Random):  # type: ignore[no-untyped-def]
    column = rng.choice(["html", "blocks", "extras"])
    with closing(sqlite3.connect(paths.database)) as connection:
        row, text = rng.choice(
            connection.execute(f"SELECT article_id, {column} FROM article_body").fetchall()
        )
    at = rng.randrange(len(text))
    changed = text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]

    def write(value: str) -> None:
        with closing(sqlite3.connect(paths.database)) as connection:
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
            ).fetchall():
                assert name  # the triggers only mark the article for the index; they may run
            connection.execute(f"UPDATE article_body SET {column} = ? WHERE article_id = ?", (value, row))
            connection.execute("DELETE FROM search_pending")
            connection.commit()

    write(changed)
    return "texts", lambda: write(text)


def _flip_picture(session: LibrarySession, rng: random.Random):  # type: ignore[no-untyped-def]
    file = rng.choice([file for _, file in session.assets.files()])
    sound = file.read_bytes()
    at = rng.randrange(len(sound))
    file.write_bytes(sound[:at] + bytes([sound[at] ^ 1 << rng.randrange(8)]) + sound[at + 1 :])
    return "pictures", lambda: file.write_bytes(sound)
