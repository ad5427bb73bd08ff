"""An article as the view needs it: blocks, stored translations, where its pictures lie."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reader.core.errors import ReaderError
from reader.core.model import Article, Document, Translation
from reader.library.imports.entries import UNAVAILABLE
from reader.services.translation.translate_article import HasMemory, stored_translation

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.settings.paths import LibraryPaths

log = logging.getLogger(__name__)


class _Texts(Protocol):
    def get(self, article_id: int) -> Article: ...


class _Pictures(Protocol):
    def path(self, digest: str) -> Path | None: ...


class _Failure(Protocol):
    @property
    def error(self) -> str: ...

    @property
    def error_values(self) -> dict[str, str]: ...


class _Waiting(Protocol):
    def of_article(self, article_id: int) -> _Failure | None: ...


class ReadLibrary(HasMemory, Protocol):
    """What reading an article asks of a library: one that is open, or one that is only looked into."""

    @property
    def articles(self) -> _Texts:
        """Its articles."""

    @property
    def assets(self) -> _Pictures:
        """Its pictures."""

    @property
    def waiting(self) -> _Waiting:
        """Its articles without a text."""


@dataclass(frozen=True, slots=True)
class OpenedArticle:
    """An article ready to show.

    `translations` holds what is stored by target language, done or not, and what was translated where nothing
    can be stored; `picture_paths` the files of its pictures by digest (a missing file is left out); `failure`
    why its text could not be fetched.
    """

    article: Article
    translations: dict[str, Translation] = field(default_factory=dict)
    picture_paths: dict[str, Path] = field(default_factory=dict)
    failure: ReaderError | None = None


def open_article(session: LibrarySession, article_id: int) -> OpenedArticle:
    """Read an article with everything stored for it, and note that it was opened.

    Raises:
        ReaderError: `no-such-article`, or the library cannot be read.
    """
    opened = read_article(session, article_id)
    session.articles.mark_opened(article_id)
    return opened


def quick_article(paths: LibraryPaths, article_id: int) -> OpenedArticle | None:
    """An article as `read_article` gives it, before the library proper is opened, and nothing loaded for it.

    `None` for whatever cannot be read at once (no file, another schema, damage, a lock): that is left to the
    proper opening that follows.
    """
    import sqlite3

    from reader.library.articles.quick_article import quick_library

    try:
        with quick_library(paths) as library:
            return read_article(library, article_id)
    except (sqlite3.Error, ValueError, TypeError, KeyError, ReaderError, OSError) as error:
        log.info("no quick article: %s", error)
        return None


def read_article(
    session: ReadLibrary, article_id: int, targets: Collection[str] | None = None
) -> OpenedArticle:
    """As `open_article`, without noting that it was opened (command line, export).

    Args:
        targets: only the translations into these languages; `None` for every one that there is.
    """
    article = session.articles.get(article_id)
    statuses = {} if targets is not None and not any(targets) else session.translations.status(article_id)
    found = {
        target: translation
        for target in statuses
        if targets is None or target in targets
        if (translation := stored_translation(session, article, target, statuses)) is not None
    }
    for target, translation in session.translations.held(article_id).items():
        if targets is None or target in targets:
            found[target] = translation
    failure = _failure(session, article_id) if article.document.incomplete == UNAVAILABLE else None
    return OpenedArticle(article, found, _picture_paths(session, article), failure)


def with_clean_html(document: Document) -> Document:
    """A document for whoever uses its `html`, which is cleaned as a page's; its blocks are clean always."""
    from reader.saving.page.sanitize import sanitize

    return replace(document, html=sanitize(document.html, ""))


def _failure(session: ReadLibrary, article_id: int) -> ReaderError | None:
    waiting = session.waiting.of_article(article_id)
    return ReaderError.kept(waiting.error, waiting.error_values) if waiting and waiting.error else None


def _picture_paths(session: ReadLibrary, article: Article) -> dict[str, Path]:
    document = article.document
    pictures = (document.lead, document.avatar, *(b.picture for b in document.blocks))
    paths = {p.digest: session.assets.path(p.digest) for p in pictures if p is not None and p.digest}
    return {digest: path for digest, path in paths.items() if path is not None}
