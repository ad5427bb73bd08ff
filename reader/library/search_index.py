"""Keeps the index of the search in step with the articles.

Triggers put every article whose words change on the list `search_pending`, whatever statement
changed it; `Database.write` reads what its own transaction put there into the index before it
commits, so that text and index change together or not at all. More than `AT_ONCE` articles (an
import, a migration) are left on the list for `catch_up`.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from reader.library.article_text import ArticleText, Passage, read_text
from reader.library.search_text import word_texts

log = logging.getLogger(__name__)

AT_ONCE = 200
"""Articles that one transaction reads into the index; at 4 ms each, less than a second."""

FIELD_MARK = "§"
"""Starts the words that stand for filters, which no text can hold: folded words are letters and digits."""


def last_mark(session: Session) -> int:
    """The newest number on the waiting list; what comes later gets a higher one."""
    value = session.connection().exec_driver_sql("SELECT max(seq) FROM search_pending").scalar()
    return int(value or 0)


def index_marked(session: Session, after: int = 0, most: int = AT_ONCE) -> int:
    """Read the articles on the waiting list into the index, oldest first.

    Args:
        session: inside a write.
        after: only those put there after this number.
        most: at most so many.

    Returns:
        How many were read.
    """
    run = session.connection().exec_driver_sql
    chosen = run(
        "SELECT seq, article_id FROM search_pending WHERE seq > ? ORDER BY seq LIMIT ?", (after, most)
    ).all()
    for seq, article_id in chosen:
        _index_article(session, article_id)
        run("DELETE FROM search_pending WHERE seq = ?", (seq,))
    return len(chosen)


def index_few(file: Path) -> int:
    """Read the waiting articles of a library file that nobody uses into its index, where that takes no time.

    Args:
        file: with a journal that is deleted, not a write-ahead log; so it stays.

    Returns:
        How many were read: of more than `AT_ONCE` none, nor where one of them cannot be read.
    """
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(file), poolclass=NullPool)
    try:
        with Session(engine) as session, session.begin():
            waiting = session.connection().exec_driver_sql("SELECT count(*) FROM search_pending").scalar_one()
            return index_marked(session) if waiting <= AT_ONCE else 0
    except (SQLAlchemyError, ValueError, TypeError, KeyError) as error:
        log.warning("the index is brought up to date another time: %s", error)
        return 0


def mark(session: Session, ids: Iterable[int]) -> None:
    """Put articles on the waiting list: their words changed in a way that no trigger sees."""
    run = session.connection().exec_driver_sql
    for article_id in ids:
        run("DELETE FROM search_pending WHERE article_id = ?", (article_id,))
        run("INSERT INTO search_pending (article_id) SELECT id FROM article WHERE id = ?", (article_id,))


def indexed_columns(text: ArticleText) -> tuple[str, ...]:
    """What `article_search` holds of an article, in the order of its columns."""
    return (
        _joined(text.original),
        _joined(p for passages in text.translations.values() for p in passages),
        " ".join(word_texts(text.title)),
        " ".join(word_texts(text.author)),
        _joined(text.notes),
        " ".join([*(w for tag in text.tags for w in word_texts(tag)), *_filter_words(text)]),
    )


def tag_word(tag: str) -> str:
    """The word of the index that stands for a whole tag, without regard to case and accents."""
    return f"{FIELD_MARK}t{'·'.join(word_texts(tag)) or tag.casefold().encode().hex()}"


def language_word(code: str) -> str:
    """The word of the index that stands for an article's language."""
    return f"{FIELD_MARK}l{code.replace('_', '-').split('-')[0].lower()}"


def source_words(name: str) -> list[str]:
    """The words of the index that stand for a site's name or host, in order."""
    return [f"{FIELD_MARK}s{word}" for word in word_texts(name.replace("_", " "))]


def translated_word(code: str = "") -> str:
    """The word of the index that says that an article is wholly translated (to a language)."""
    return f"{FIELD_MARK}x{code}"


def _filter_words(text: ArticleText) -> Iterator[str]:
    yield language_word(text.language)
    yield from source_words(text.site)
    yield FIELD_MARK  # keeps the name's last word and the host's first apart
    yield from source_words(_host(text.url))
    yield from (tag_word(tag) for tag in text.tags)
    if text.complete:
        yield translated_word()
        yield from (translated_word(code) for code in text.complete)


def starts_of(columns: Sequence[str]) -> str:
    """What `article_starts` holds: the first two and three letters of every word, each once."""
    seen: set[str] = set()
    for word in {w for column in columns for w in column.split(" ")}:
        if not word.startswith(FIELD_MARK) and len(word) > 1:
            seen.add(word[:2])
            seen.add(word[:3])
    return " ".join(sorted(seen))


def _index_article(session: Session, article_id: int) -> None:
    run = session.connection().exec_driver_sql
    for table in ("article_search", "article_starts"):
        run(f"DELETE FROM {table} WHERE rowid = ?", (article_id,))
    text = read_text(session, article_id)
    if text is None:
        return
    columns = indexed_columns(text)
    run(
        "INSERT INTO article_search (rowid, original, translation, title, author, note, tags) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (article_id, *columns),
    )
    run("INSERT INTO article_starts (rowid, starts) VALUES (?, ?)", (article_id, starts_of(columns)))


def _joined(passages: Iterable[Passage]) -> str:
    return " ".join(word for passage in passages for word in word_texts(passage.text))


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
