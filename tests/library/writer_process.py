"""A second program at the same library, run as `writer_process.py FOLDER JOB [ARGUMENT]`.

It prints a line `ACK what` after the commit of each item, and `ERROR kind` for what it is told.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.model import Block, BlockKind, Document, Part, Picture
from reader.library.articles.articles import Articles
from reader.library.articles.pending import PendingSaves
from reader.library.assets import Assets
from reader.library.backup import backup
from reader.library.database import Database
from reader.library.sqlite_errors import kind_of

PICTURE = b"\x89PNG" + bytes(20_000)


def say(line: str) -> None:
    print(line, flush=True)


def save(articles: Articles, assets: Assets, name: str) -> int:
    digest = assets.add(PICTURE + name.encode(), "image/png")
    text = f"Article {name}. " * 200
    document = Document(
        f"https://site.example/{name}",
        f"Titre {name}",
        (Block("b1", BlockKind.PARAGRAPH, (Part(text, text),)),),
        f"<p>{text}</p>",
        lead=Picture(f"https://site.example/{name}.png", digest=digest, width=1, height=1),
    )
    return articles.add(document, document.url, name, "2026-11-25T08:00:00+00:00", tags=["essai", name[:2]])


def add_many(folder: Path, prefix: str, count: int) -> None:
    with_library(
        folder,
        lambda articles, assets: [
            (save(articles, assets, f"{prefix}-{n}"), say(f"ACK {prefix}-{n}")) for n in range(count)
        ],
    )


def change_many(folder: Path, prefix: str) -> None:
    """Adds, and throws away every third article for good, until it is killed."""

    def work(articles: Articles, assets: Assets) -> None:
        for n in range(100_000):
            article_id = save(articles, assets, f"{prefix}-{n}")
            if n % 3 == 2:
                articles.move_to_trash([article_id])
                articles.delete_forever([article_id])
                say(f"GONE {prefix}-{n}")
            else:
                say(f"ACK {prefix}-{n}")

    with_library(folder, work)


def fill(folder: Path) -> None:
    """Adds until there is no room, then deletes something and adds again."""

    def work(articles: Articles, assets: Assets) -> None:
        ids: list[int] = []
        try:
            for n in range(100_000):
                ids.append(save(articles, assets, f"full-{n}"))
                say(f"ACK full-{n}")
        except ReaderError as error:
            say(f"ERROR {error.kind}")
        say(f"COUNT {articles.counts()['all']} {articles.get(ids[0]).summary.title}")
        (folder / "ballast").unlink()
        save(articles, assets, "after")
        say("ACK after")

    (folder / "ballast").write_bytes(bytes(600_000))
    with_library(folder, work)


def open_only(folder: Path) -> None:
    Database.open(folder / "library.db").close()
    say("OPENED")


def as_nobody(folder: Path) -> None:
    """Opens with no rights of its own: root may write where nobody else can."""
    if os.geteuid() == 0:
        os.seteuid(65_534)
    open_only(folder)


def hold(folder: Path) -> None:
    """Keeps the write lock until it is killed."""
    database = Database.open(folder / "library.db")
    with database.write() as session:
        session.connection().exec_driver_sql("UPDATE article SET unread = 1")
        say("HOLDING")
        sys.stdin.readline()


def half_save(folder: Path) -> None:
    """Stores a picture and dies before the article that shows it."""
    assets = Assets(folder / "pictures")
    say(f"ACK {assets.add(b'half a save', 'image/png')}")
    os.kill(os.getpid(), 9)


def fill_pictures(folder: Path) -> None:
    assets = Assets(folder / "pictures")
    try:
        for n in range(1000):
            say(f"ACK {assets.add(os.urandom(9_000) + bytes([n % 256]), 'image/png')}")
    except ReaderError as error:
        say(f"ERROR {error.kind}")
    left = len(list((folder / "tmp").iterdir()))
    say(f"LEFT {len(assets.verify())} damaged, {left} temporary")


def judge(folder: Path) -> None:
    """Fills the disk and asks what SQLite's least telling error means there, and again with room."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    with contextlib.suppress(OSError):
        (folder / "ballast").write_bytes(bytes(10_000_000))
    say(f"ERROR {kind_of(error, folder)}")
    (folder / "ballast").unlink()
    say(f"ERROR {kind_of(error, folder)}")


def change_half_on_a_full_disk(folder: Path) -> None:
    """Is killed in the midst of a change, then fills the disk and opens the library."""
    path = folder / "library.db"
    Database.open(path).close()
    names = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) "
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute(f"INSERT INTO tag (name, fold) {names} SELECT hex(randomblob(99)), i FROM n")
    if (other := os.fork()) == 0:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE tag SET name = name || hex(randomblob(500))")
        os.kill(os.getpid(), 9)
    os.waitpid(other, 0)
    assert (folder / "library.db-journal").stat().st_size
    try:
        (folder / "ballast").write_bytes(bytes(10_000_000))
    except OSError:
        say("FULL")
    database = Database.open(path)
    with database.read() as session:
        found = session.connection().exec_driver_sql("SELECT count(*), max(length(name)) FROM tag").one()
    database.close()
    say(f"OPENED {found[0]} {found[1]}")


def back_up(folder: Path) -> None:
    try:
        backup(folder / "library.db", folder / "small" / "copy.db")
    except ReaderError as error:
        say(f"ERROR {error.kind}")
    say(f"LEFT {[f.name for f in (folder / 'small').iterdir()]}")


def pend(folder: Path) -> None:
    database = Database.open(folder / "library.db")
    PendingSaves(database).add("https://site.example/pending", ["t"])
    os.kill(os.getpid(), 9)


def with_library(folder: Path, work: object) -> None:
    database = Database.open(folder / "library.db")
    assets = Assets(folder / "pictures")
    work(Articles(database, assets), assets)  # type: ignore[operator]
    assets.close()
    database.close()


def main() -> None:
    folder, job = Path(sys.argv[1]), sys.argv[2]
    try:
        if job == "add":
            add_many(folder, sys.argv[3], int(sys.argv[4]))
        elif job == "change":
            change_many(folder, sys.argv[3])
        else:
            known = (fill, open_only, as_nobody, hold, half_save, pend, fill_pictures, judge, back_up)
            jobs = {f.__name__: f for f in (*known, change_half_on_a_full_disk)}
            jobs[job](folder)
    except ReaderError as error:
        say(f"ERROR {error.kind}")


if __name__ == "__main__":
    main()
