"""Books on a device in step with the library: written once, never over the reader's, removed if ours."""

from __future__ import annotations

import dataclasses
import json
import os
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.services.library.export_article import ExportChoice
from reader.services.library.export_book import export_book
from reader.services.library_session import LibrarySession
from reader.services.publishing import keep_books as module
from reader.services.publishing.books_memory import JOURNAL, MEMORY, BooksMemory, SentBook, file_digest
from reader.services.publishing.keep_books import has_books, keep_books, recognise
from tests.services.library.test_export_article import document, stock_translation
from tests.support.epub import Book


def add(session: LibrarySession, number: int, title: str) -> int:
    made = dataclasses.replace(document(), title=title, url=f"https://a.example/{number}")
    return session.articles.add(made, made.url, f"k{number}", "2026-11-25T08:00:00+00:00")


@pytest.mark.parametrize(
    ("markers", "kind", "place"),
    [
        ([".kobo"], "kobo", "Liseuse"),
        (["documents", "system/thumbnails"], "kindle", "documents/Liseuse"),
        (["system/explorer-3", "Books"], "pocketbook", "Books/Liseuse"),
        (["system/profiles"], "pocketbook", "Liseuse"),
        (["documents"], "", "."),
        ([], "", "."),
    ],
)
def test_devices_are_known_by_what_they_keep(
    tmp_path: Path, markers: list[str], kind: str, place: str
) -> None:
    for name in markers:
        (tmp_path / name).mkdir(parents=True)
    assert recognise(tmp_path) == module.Device(kind, tmp_path / place)


def test_books_are_kept_in_step(session: LibrarySession, tmp_path: Path) -> None:
    top = tmp_path / "KOBOeReader"
    (top / ".kobo").mkdir(parents=True)
    rain, port, gone = (add(session, n, title) for n, title in enumerate(("La pluie", "la PLUIE", "Le quai")))
    notes = ExportChoice(notes=True)
    first = keep_books(session, [rain, port, gone, 999], top, notes)
    folder = top / "Liseuse"
    assert (first.device.kind, first.device.folder, first.failed[999].kind) == (
        "kobo",
        folder,
        "no-such-article",
    )
    assert [path.name for path in first.written][::2] == ["La pluie.epub", "Le quai.epub"]
    assert len({path.name.casefold() for path in first.written}) == 3
    assert Book(first.written[0]).metadata("title") == ["La pluie"]

    before = [path.stat().st_mtime_ns for path in first.written]
    again = keep_books(session, [rain, port, gone], top, notes)
    assert (again.written, again.unchanged) == ((), 3)
    assert [path.stat().st_mtime_ns for path in first.written] == before

    first.written[2].unlink()  # by the reader, on the device
    os.utime(first.written[0], (1, 1))  # a copy to another device; the same book all the same
    session.annotations.set_note(rain, "À relire")
    changed = keep_books(session, [rain, port, gone], top, notes)
    assert (changed.written, changed.unchanged, changed.gone) == ((first.written[0],), 1, 1)

    first.written[1].write_bytes(b"annotated on the device")
    session.annotations.set_note(port, "À relire aussi")
    edited = keep_books(session, [port], top, notes, remove=True)
    assert (edited.edited, edited.removed) == ((first.written[1],), (first.written[0],))
    (folder / "other.epub").write_bytes(b"bought")
    last = keep_books(session, [], top, notes, remove=True)
    assert (last.edited, last.removed) == ((first.written[1],), ())
    assert sorted(path.name for path in folder.glob("*.epub")) == sorted(
        (first.written[1].name, "other.epub")
    )


def test_the_book_of_an_article_that_cannot_be_read_now_stays(
    session: LibrarySession, tmp_path: Path
) -> None:
    number = add(session, 1, "La pluie")
    (path,) = keep_books(session, [number], tmp_path / "books").written
    with session.database.write() as writing:
        writing.connection().exec_driver_sql(
            "UPDATE article_body SET blocks = '{' WHERE article_id = ?", (number,)
        )
    done = keep_books(session, [number], tmp_path / "books", remove=True)
    assert list(done.failed) == [number] and done.removed == () and path.is_file()


def test_a_kill_at_any_moment_leaves_no_book_that_is_not_known(
    session: LibrarySession, tmp_path: Path
) -> None:
    number = add(session, 1, "La pluie")
    folder = tmp_path / "books"
    (path,) = keep_books(session, [number], folder).written
    (key,) = BooksMemory(folder).sent
    (folder / MEMORY).unlink()
    begun = SentBook(path.name, "", "", 0, 0, begun=file_digest(path))
    BooksMemory(folder).note(key, begun)  # the last line of a run that was killed
    with (folder / JOURNAL).open("a") as file:
        file.write('["k", {"file": ')  # cut off
    assert has_books(folder)
    assert keep_books(session, [], folder, remove=True).removed == (path,)

    BooksMemory(folder).note(key, begun)
    again = keep_books(session, [number], folder)  # killed before the book got there
    assert (again.written, again.gone) == ((path,), 0)

    old = BooksMemory(folder).sent[key]
    for at, note in enumerate(
        ("La première", "La seconde")
    ):  # killed before and after a new state took its place
        session.annotations.set_note(number, note)
        BooksMemory(folder).note(
            key, dataclasses.replace(old, digest="" if at else old.digest, begun=old.digest)
        )
        done = keep_books(session, [number], folder, ExportChoice(notes=True))
        assert (done.written, done.edited) == ((path,), ())
        old = BooksMemory(folder).sent[key]
    assert sorted(file.name for file in folder.iterdir()) == [MEMORY, path.name]


def test_names_that_any_system_takes_for_one_are_not_given_twice(
    session: LibrarySession, tmp_path: Path
) -> None:
    folder = tmp_path / "books"
    numbers = [add(session, n, title) for n, title in enumerate(("Été", "E\u0301te\u0301", "CON"))]
    names = [path.name for path in keep_books(session, numbers, folder).written]
    (one, other), last = names[:2], names[2]
    assert (one, last) == ("Été.epub", "CON_.epub") and other.startswith("Été ")
    (folder / MEMORY).unlink()
    (folder / other).write_bytes(b"annotated")
    assert len(keep_books(session, numbers[:2], folder).written) == 2
    assert (folder / other).read_bytes() == b"annotated"


def test_what_has_no_text_yet_becomes_no_book(session: LibrarySession, tmp_path: Path) -> None:
    made = dataclasses.replace(document(), blocks=(), incomplete="unfetched")
    number = session.articles.add(made, made.url, "k", "2026-11-25T08:00:00+00:00")
    done = keep_books(session, [number], tmp_path / "books")
    assert (done.written, done.without_text) == ((), 1)


def test_a_memory_that_somebody_wrote_names_nothing_outside(session: LibrarySession, tmp_path: Path) -> None:
    precious = tmp_path / "precious.epub"
    precious.write_bytes(b"mine")
    folder = tmp_path / "books"
    folder.mkdir()
    row = {
        "file": "../precious.epub",
        "made_of": "",
        "digest": file_digest(precious),
        "size": 4,
        "moment": int(precious.stat().st_mtime),
    }
    (folder / MEMORY).write_text(json.dumps({"books": {"k": row, "l": {**row, "file": 7}}}))
    assert keep_books(session, [], folder, remove=True).removed == ()
    assert precious.is_file()
    (folder / MEMORY).write_text("[]")
    assert keep_books(session, [add(session, 1, "...")], folder).written
    with pytest.raises(ReaderError) as told:
        keep_books(session, [], precious)
    assert told.value.kind == "read-only"


def test_an_article_is_read_once_for_its_book(session: LibrarySession, tmp_path: Path) -> None:
    ids = [add(session, number, f"Titre {number}") for number in range(3)]
    for number in ids:
        made = session.articles.get(number).document
        for target in ("en", "ar"):
            stock_translation(session, number, made, target)
    both = ExportChoice("en", both=True)

    def texts_read(work: Callable[[], object]) -> Counter[str]:
        tables = ("article_body", "article_translation", "sentence_translation")
        read: Counter[str] = Counter()

        def look(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
            read.update(name for name in tables if re.search(rf"^FROM {name}\b", statement, re.M))

        event.listen(Engine, "before_cursor_execute", look)
        try:
            work()
        finally:
            event.remove(Engine, "before_cursor_execute", look)
        return read

    once = {"article_body": 3, "article_translation": 3, "sentence_translation": 3}
    book = texts_read(lambda: export_book(session, ids, tmp_path / "book.epub", Progress(), both))
    assert book == once
    assert texts_read(lambda: keep_books(session, ids, tmp_path / "books", both)) == once
    languages = Book(tmp_path / "book.epub").metadata("language")
    assert sorted(languages) == ["en", "fr"]
