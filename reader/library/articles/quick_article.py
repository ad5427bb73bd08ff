"""An article and its translations by plain `sqlite3`, read-only, before the library proper is open."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from reader.core.errors import ReaderError
from reader.core.model import Article, TranslatedSentence, Translation
from reader.library.articles.documents import COLUMNS, document_of, position_of
from reader.library.assets import Assets
from reader.library.file_kind import HEAD
from reader.library.schema_check import check_schema, open_guarded
from reader.library.translations.stored import (
    STATUS,
    TranslationStatus,
    pairs_of,
    pairs_sql,
    statuses_of,
)
from reader.library.views import card, cards_sql
from reader.settings.paths import LibraryPaths

_PATIENCE = 0.05  # s; a busy library is left to the proper opening

_ARTICLE = f"SELECT id, position, {', '.join(COLUMNS)} FROM article WHERE id = ?"
_BODY = "SELECT html, blocks, extras, sha256 FROM article_body WHERE article_id = ?"
_WAITING = "SELECT error, error_values FROM article_waiting WHERE article_id = ?"
_PICTURES = "SELECT src, digest, width, height FROM article_picture WHERE article_id = ?"


class QuickLibrary:
    """What reading an article asks of an open library, of a file that is only looked into.

    It stands for the session's `articles` and `translations` both; `assets` are the pictures.
    """

    def __init__(self, connection: sqlite3.Connection, paths: LibraryPaths) -> None:
        self._connection = connection
        self.assets = Assets(paths.pictures)

    @property
    def articles(self) -> QuickLibrary:
        """This itself, as far as it is asked for an article."""
        return self

    @property
    def translations(self) -> QuickLibrary:
        """This itself, as far as it is asked for translations."""
        return self

    @property
    def waiting(self) -> QuickLibrary:
        """This itself, as far as it is asked why a text could not be fetched."""
        return self

    def of_article(self, article_id: int) -> Any:
        """As `WaitingArticles.of_article`, the failure alone."""
        row = next(iter(self._rows(_WAITING, article_id)), None)
        return row and SimpleNamespace(error=row.error, error_values=json.loads(row.error_values))

    def get(self, article_id: int) -> Article:
        """As `Articles.get`.

        Raises:
            ReaderError: `no-such-article` or `article-damaged`.
        """
        row = next(iter(self._rows(_ARTICLE, article_id)), None)
        cards = self._connection.execute(*cards_sql([article_id])).fetchall()
        if row is None or not cards:
            raise ReaderError("no-such-article", f"article {article_id}", id=article_id)
        body = next(iter(self._rows(_BODY, article_id)), None)
        document = document_of(row, body, self._rows(_PICTURES, article_id))
        return Article(card(cards[0]), document, position_of(row))

    def status(self, article_id: int) -> Mapping[str, TranslationStatus]:
        """As `Translations.status`."""
        return statuses_of(self._connection.execute(STATUS, (article_id,)).fetchall())

    def lookup(
        self, keys: Sequence[str], source: str, target: str, route_key: str
    ) -> dict[str, TranslatedSentence]:
        """As `Translations.lookup`."""
        return pairs_of(self._connection.execute(*pairs_sql(keys, source, target, route_key)).fetchall())

    def held(self, article_id: int) -> Mapping[str, Translation]:
        """As `Translations.held`: none."""
        return {}

    def _rows(self, statement: str, article_id: int) -> list[Any]:
        found = self._connection.execute(statement, (article_id,))
        names = [column[0] for column in found.description]
        return [SimpleNamespace(**dict(zip(names, row, strict=True))) for row in found]


@contextlib.contextmanager
def quick_library(paths: LibraryPaths) -> Iterator[QuickLibrary]:
    """Look into a library's file.

    Raises:
        ReaderError: it is not as this version writes it.
        sqlite3.Error: it cannot be read, or not now.
    """
    address = f"{paths.database.absolute().as_uri()}?mode=ro"
    with contextlib.closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE)) as connection:
        check_schema(open_guarded(connection), HEAD, paths.database.name)
        yield QuickLibrary(connection, paths)
