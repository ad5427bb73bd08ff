"""What takes room in the library's file, in bytes, and what of it can be given up."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from sqlmodel import Session

from reader.core.progress import Progress
from reader.core.sentence_key import sentence_key
from reader.library.article_text import read_text
from reader.library.database import Database

READ = "(archived = 1 OR unread = 0)"
"""Articles that the reader has done with: archived, or read."""

_BATCH = 200  # rows changed in one transaction, so that other writers get their turn
_PAGES = 2_000  # given back in one transaction
_FEW_PAGES = 50  # the same where the log must stay small
_INDEX = ("article_search", "article_starts")

_TEXT = "SELECT coalesce(sum({0}(html) + {0}(blocks) + {0}(extras)), 0) FROM article_body"
_CARDS = "SELECT coalesce(sum({0}(title) + {0}(excerpt) + {0}(description) + {0}(url)), 0) FROM article"
_SENTENCES = "SELECT coalesce(sum({0}(source) + {0}(target) + 100), 0) FROM sentence_translation"
_TRASHED = (
    "SELECT coalesce(sum({0}(html) + {0}(blocks) + {0}(extras)), 0) FROM article_body "
    "WHERE article_id IN (SELECT id FROM article WHERE trashed_at <> '')"
)


def file_space(database: Database) -> dict[str, int]:
    """The bytes of `text`, `translations`, `index` and of the texts in `trash`, which are in `text` too.

    Lengths are summed up as the rows' headers tell them, so that 3 GB of text are not read.
    """
    with database.read() as session:
        run = session.connection().exec_driver_sql
        length = "octet_length" if _knows_octet_length(session) else "length"
        sums = {
            name: sum(int(run(sql.format(length)).scalar_one()) for sql in statements)
            for name, statements in (
                ("text", (_TEXT, _CARDS)),
                ("translations", (_SENTENCES,)),
                ("trash", (_TRASHED,)),
            )
        }
        sums["index"] = sum(
            int(run(f"SELECT coalesce(sum(length(block)), 0) FROM {table}_data").scalar_one())
            for table in _INDEX
        )
    return sums


def translated_articles(database: Database, done_with: bool = False) -> list[int]:
    """The articles with a translation; with `done_with` those that the reader has done with."""
    condition = READ if done_with else "1"
    with database.read() as session:
        run = session.connection().exec_driver_sql
        chosen = (
            f"SELECT DISTINCT id FROM article JOIN article_translation ON article_id = id WHERE {condition}"
        )
        return list(run(chosen).scalars())


def pictures_of_read(database: Database) -> dict[str, list[int]]:
    """The pictures that only articles the reader has done with show, but those of the cards, and by whom."""
    with database.read() as session:
        rows = session.connection().exec_driver_sql(
            f"SELECT digest, article_id FROM article_picture JOIN article ON article.id = article_id "
            f"WHERE digest <> '' AND {READ} "
            "AND digest NOT IN (SELECT thumbnail FROM article WHERE thumbnail <> '') "
            "AND digest NOT IN (SELECT p.digest FROM article_picture p JOIN article a ON a.id = p.article_id "
            f"WHERE NOT {READ})"
        )
        found: dict[str, list[int]] = {}
        for digest, article_id in rows:
            found.setdefault(digest, []).append(article_id)
        return found


def forget_pictures(database: Database, digests: Iterable[str]) -> None:
    """Note that the files of pictures are gone: a click fetches them again."""
    for part in _parts(sorted(digests)):
        with database.write() as session:
            session.connection().exec_driver_sql(
                "UPDATE article_picture SET digest = '' WHERE digest IN (SELECT value FROM json_each(?))",
                (json.dumps(part),),
            )


def forget_translations(database: Database, ids: Sequence[int], progress: Progress) -> None:
    """Forget the machine's translations of articles, with their sentences.

    What the reader corrected stays, and what another translated article shows too.

    Raises:
        Cancelled: what is forgotten by then is.
    """
    chosen = set(ids)
    others = [i for i in translated_articles(database) if i not in chosen]
    kept = {key for number in others for key in _keys(database, number, progress)}
    for done, number in enumerate(ids):
        progress.step(done, len(ids), "translations")
        loose = _keys(database, number, progress) - kept
        with database.write() as session:
            run = session.connection().exec_driver_sql
            for table in ("translation_health", "article_translation"):
                run(f"DELETE FROM {table} WHERE article_id = ?", (number,))
            run(
                "DELETE FROM sentence_translation WHERE state <> 'corrected' "
                "AND source_key IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(loose)),),
            )


def sentences_in_use(database: Database, progress: Progress) -> set[str]:
    """The keys of the sentences of all articles that are translated.

    Raises:
        Cancelled: as asked.
    """
    return {key for number in translated_articles(database) for key in _keys(database, number, progress)}


def give_back(database: Database) -> None:
    """Return the file's free pages to the disk, some at a time; a few at a time on a full disk."""
    database.reserve.with_room(lambda: _give_back(database, _PAGES), lambda: _give_back(database, _FEW_PAGES))


def _give_back(database: Database, pages: int) -> None:
    before = -1
    while True:
        with database.write() as session:
            run = session.connection().exec_driver_sql
            free = int(run("PRAGMA freelist_count").scalar_one())
            if not free or free == before or run("PRAGMA auto_vacuum").scalar_one() != 2:
                return  # a file of another making keeps them for what comes next
            driver = session.connection().connection.driver_connection
            assert driver is not None
            driver.execute(f"PRAGMA incremental_vacuum({pages})").fetchall()  # each row gives one page back
        before = free
        if pages == _FEW_PAGES:
            database.fold_log()


def _keys(database: Database, article_id: int, progress: Progress) -> set[str]:
    """The keys of an article's sentences."""
    progress.check()
    with database.read() as session:
        text = read_text(session, article_id)
    return {sentence_key(passage.text) for passage in text.original} if text is not None else set()


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[start : start + _BATCH] for start in range(0, len(values), _BATCH))


def _knows_octet_length(session: Session) -> bool:
    version = session.connection().exec_driver_sql("SELECT sqlite_version()").scalar_one()
    return tuple(map(int, version.split("."))) >= (3, 43)
