"""Articles: added in one transaction, listed by view, changed several at once, never lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlmodel import Session, select

from reader.core.errors import ReaderError
from reader.core.model import Article, ArticleSummary, Document, ReadingPosition
from reader.core.serialize import dumps
from reader.library.articles.annotations import anchor_again
from reader.library.articles.documents import article_values, document_of, position_of
from reader.library.articles.repairs import Source, store_source, store_text, take_up
from reader.library.articles.tagging import set_article_tags, tag_counts
from reader.library.assets import Assets
from reader.library.clock import after, now
from reader.library.database import Database
from reader.library.tables import AddressRow, ArticleRow, BodyRow, PictureRow
from reader.library.views import CONDITIONS, OLD_TRASH, cards_sql, collected, count_sql, ids_sql, in_order
from reader.settings.paths import LibraryPaths

_NO_SOURCE = Source()

_STEP = 5  # articles deleted in one go when the disk is full

FINISHED = 0.95
"""The progress from which an article counts as read: the end of the text, not of the page."""


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article to store; the fields are the arguments of `Articles.add`, and what came with its page."""

    document: Document
    requested_url: str
    key: str
    saved_at: str
    words: int = 0
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    source: Source = _NO_SOURCE


class Articles:
    """The articles of one library.

    Args:
        database: the open library.
        assets: its pictures, whose files go with the last article that shows them.
    """

    def __init__(self, database: Database, assets: Assets | None = None) -> None:
        self._database = database
        self._assets = assets or Assets(LibraryPaths(database.path.parent).pictures)

    def add(
        self,
        document: Document,
        requested_url: str,
        key: str,
        saved_at: str,
        words: int = 0,
        tags: Sequence[str] = (),
        aliases: Sequence[str] = (),
    ) -> int:
        """Store an article whole, in one transaction, and return its number.

        Args:
            document: the clean article; its pictures' files are stored already.
            requested_url: the address the reader gave.
            key: the comparison key of the article's address.
            saved_at: the moment, ISO 8601 in UTC.
            words: its length; 0 for a rough count.
            tags: names; new ones are made.
            aliases: comparison keys of other addresses it is known by; those taken are left out.

        Raises:
            ReaderError: nothing is stored. `already-saved` when another process stored it meanwhile.
        """
        article = NewArticle(document, requested_url, key, saved_at, words, tuple(tags), tuple(aliases))
        return self.store(article)

    def store(self, article: NewArticle) -> int:
        """As `add`."""
        with self._database.write() as session:
            return _add(session, article)

    def add_many(self, articles: Iterable[NewArticle]) -> list[int | None]:
        """Store articles in one transaction (an import does it by the hundred).

        Returns:
            Their numbers, `None` for each whose address is taken, also by an earlier one of them.

        Raises:
            ReaderError: nothing is stored.
        """
        added: list[int | None] = []
        with self._database.write() as session:
            for article in articles:
                try:
                    added.append(_add(session, article))
                except ReaderError as error:
                    if error.kind != "already-saved":
                        raise
                    added.append(None)
                session.expunge_all()  # rows of a large batch are not kept in memory
        return added

    def replace(
        self,
        article_id: int,
        document: Document,
        fetched_at: str,
        words: int = 0,
        aliases: Sequence[str] = (),
        source: Source = _NO_SOURCE,
    ) -> None:
        """Put a newly fetched text in the place of an article's, in one transaction.

        Number, place in the lists, tags, flags, reading position, marks and notes stay; the marks are looked
        for in the new text. What the reader repaired is repaired in it too.

        Raises:
            ReaderError: `no-such-article`, or the disk; then the old text stays.
        """
        with self._database.write() as session:
            row = _row(session, article_id)
            shown = take_up(session, article_id, document, source)
            words = words if shown.blocks == document.blocks else 0
            fetched_at = after(fetched_at, row.fetched_at)  # by this the later text is known elsewhere, too
            row.sqlmodel_update({**article_values(shown, words), "fetched_at": fetched_at})
            session.add(row)
            session.flush()
            store_text(session, article_id, shown, document)
            _add_addresses(session, article_id, aliases)
            anchor_again(session, article_id, shown)

    def find(self, key: str) -> ArticleSummary | None:
        """The article known by a comparison key, in Trash or not."""
        with self._database.read() as session:
            address = session.get(AddressRow, key)
            cards = _cards(session, [address.article_id]) if address is not None else []
            return cards[0] if cards else None

    def summary(self, article_id: int) -> ArticleSummary:
        """An article's card.

        Raises:
            ReaderError: `no-such-article`.
        """
        with self._database.read() as session:
            return _card(session, article_id)

    def get(self, article_id: int) -> Article:
        """An article with its text.

        Raises:
            ReaderError: `no-such-article`, or `article-damaged` when its text is not what was stored.
        """
        with self._database.read() as session:
            row = _row(session, article_id)
            body = session.get(BodyRow, article_id)
            pictures = session.exec(select(PictureRow).where(PictureRow.article_id == article_id)).all()
            document = document_of(row, body, pictures)
            return Article(_card(session, article_id), document, position_of(row))

    def summaries(
        self, view: str = "all", tag: str = "", sort: str = "saved", limit: int | None = None, offset: int = 0
    ) -> list[ArticleSummary]:
        """The cards of a view in order; see `library.views` for views and sorts.

        Raises:
            KeyError: no such view or sort.
        """
        with self._database.read() as session:
            return _cards(session, _ids(session, view, tag, sort, limit, offset))

    def by_ids(self, ids: Sequence[int]) -> list[ArticleSummary]:
        """The cards of these articles in this order; those that are gone are left out."""
        with self._database.read() as session:
            return _cards(session, ids)

    def ids(
        self, view: str = "all", tag: str = "", sort: str = "saved", limit: int | None = None
    ) -> list[int]:
        """The numbers of a view's articles in order, of the first ones with a limit."""
        with self._database.read() as session:
            return _ids(session, view, tag, sort, limit, 0)

    def counts(self) -> dict[str, int]:
        """How many articles each view holds."""
        with self._database.read() as session:
            run = session.connection().exec_driver_sql
            return {view: int(run(count_sql(view)).scalar_one()) for view in CONDITIONS}

    def mark_opened(self, article_id: int) -> None:
        """Note that an article was opened, the first time; not in a library that is read only."""
        if self._database.read_only:
            return
        self._change([article_id], "opened_at = ?", now(), only="opened_at = ''")

    def set_position(self, article_id: int, position: ReadingPosition, progress: float) -> None:
        """Keep where the reader is; `progress` runs from 0 to 1, and from `FINISHED` on it is read.

        In a library that is read only nothing is kept, without a word: the reader did not ask for it.
        """
        if self._database.read_only:
            return
        reached = min(1.0, max(0.0, progress))
        read = ", unread = 0" if reached >= FINISHED else ""
        self._change([article_id], f"position = ?, progress = ?{read}", dumps(position), reached)

    def set_unread(self, ids: Sequence[int], value: bool) -> None:
        """Mark articles as unread or read."""
        self._change(ids, "unread = ?", value)

    def set_favourite(self, ids: Sequence[int], value: bool) -> None:
        """Mark articles as favourites or not."""
        self._change(ids, "favourite = ?", value)

    def set_archived(self, ids: Sequence[int], value: bool) -> None:
        """Archive articles or bring them back."""
        self._change(ids, "archived = ?", value)

    def move_to_trash(self, ids: Sequence[int]) -> None:
        """Move articles to Trash; they stay whole there. It works on a full disk too."""
        self._database.reserve.with_room(
            lambda: self._change(ids, "trashed_at = ?", now(), only="trashed_at = ''")
        )

    def restore(self, ids: Sequence[int]) -> None:
        """Take articles out of Trash."""
        self._change(ids, "trashed_at = ''")

    def trashed_before(self, moment: str) -> list[int]:
        """The articles that this computer put into Trash before a moment (ISO 8601 in UTC)."""
        with self._database.read() as session:
            return list(session.connection().exec_driver_sql(OLD_TRASH, (moment,)).scalars())

    def delete_forever(self, ids: Sequence[int]) -> set[str]:
        """Delete articles with all they have, then the files of pictures that no article shows any more.

        It works on a full disk too: in small steps then, each of which gives room back.

        Returns:
            The digests of those pictures.
        """
        return self._database.reserve.with_room(
            lambda: self._delete(ids), lambda: self._delete_step_by_step(ids)
        )

    def _delete_step_by_step(self, ids: Sequence[int]) -> set[str]:
        unused: set[str] = set()
        for start in range(0, len(ids), _STEP):
            unused |= self._delete(ids[start : start + _STEP], say=False)  # that would take room
            self._database.fold_log()
        return unused

    def _delete(self, ids: Sequence[int], say: bool = True) -> set[str]:
        chosen = json.dumps(list(ids))
        with self._database.write() as session:
            run = session.connection().exec_driver_sql
            named = run(
                "SELECT DISTINCT digest FROM article_picture WHERE digest <> '' "
                "AND article_id IN (SELECT value FROM json_each(?))",
                (chosen,),
            ).scalars()
            digests = set(named)
            self._assets.note(digests)
            if say:
                self._database.before_removal(session, "article", [str(one) for one in ids])
            run("DELETE FROM article WHERE id IN (SELECT value FROM json_each(?))", (chosen,))
            still = run(
                "SELECT value FROM json_each(?) WHERE value IN (SELECT digest FROM article_picture) "
                "OR value IN (SELECT digest FROM sync_upload)",  # other computers were told of those
                (json.dumps(sorted(digests)),),
            ).scalars()
            unused = digests - set(still)
        self._assets.remove(unused)
        return unused

    def set_tags(self, article_id: int, tags: Iterable[str]) -> None:
        """Give an article exactly these tags; a tag that nothing has any more disappears.

        Raises:
            ReaderError: `no-such-article`.
        """
        with self._database.write() as session:
            _row(session, article_id)
            key = str(article_id)
            going = partial(self._database.before_removal, session, "article", [key], whole=False)
            set_article_tags(session, article_id, tags, going)

    def tags(self) -> dict[str, int]:
        """Every tag with the number of articles outside Trash that have it, by name."""
        with self._database.read() as session:
            return tag_counts(session)

    def known_digests(self) -> set[str]:
        """Every digest that an article names."""
        with self._database.read() as session:
            return set(session.exec(select(PictureRow.digest).where(PictureRow.digest != "")).all())

    def requested_url(self, article_id: int) -> str:
        """The link that the reader gave; "" for an article out of a file, whose address is its own claim.

        Raises:
            ReaderError: `no-such-article`.
        """
        with self._database.read() as session:
            return _row(session, article_id).requested_url

    def wanted_pictures(self, article_id: int | None = None) -> list[tuple[int, str]]:
        """Article number and address of the pictures that are not here, of one article or of all."""
        wanted = select(PictureRow.article_id, PictureRow.src).where(PictureRow.digest == "")
        if article_id is not None:
            wanted = wanted.where(PictureRow.article_id == article_id)
        with self._database.read() as session:
            return [(row[0], row[1]) for row in session.exec(wanted).all()]

    def set_picture(self, article_id: int, src: str, digest: str, width: int, height: int) -> None:
        """Note the file of a picture (size in px); an empty digest means that it is missing.

        Raises:
            ReaderError: `no-such-article`.
        """
        with self._database.write() as session:
            article = _row(session, article_id)
            row = session.get(PictureRow, (article_id, src)) or PictureRow(article_id=article_id, src=src)
            row.digest, row.width, row.height = digest, width, height
            session.add(row)
            if article.thumbnail_src == src:
                article.thumbnail = digest
                session.add(article)

    def _change(self, ids: Sequence[int], assignments: str, *values: object, only: str = "1") -> None:
        statement = (
            f"UPDATE article SET {assignments} WHERE {only} AND id IN (SELECT value FROM json_each(?))"
        )
        with self._database.write() as session:
            session.connection().exec_driver_sql(statement, (*values, json.dumps(list(ids))))


def _add(session: Session, article: NewArticle) -> int:
    taken = session.get(AddressRow, article.key)
    if taken is not None:
        raise ReaderError("already-saved", "stored meanwhile", id=taken.article_id)
    moment = article.saved_at
    values = article_values(article.document, article.words)
    row = ArticleRow(**values, requested_url=article.requested_url, saved_at=moment, fetched_at=moment)
    session.add(row)
    session.flush()
    assert row.id is not None
    store_text(session, row.id, article.document, article.document)
    store_source(session, row.id, article.source)
    _add_addresses(session, row.id, (article.key, *article.aliases))
    set_article_tags(session, row.id, article.tags)
    return row.id


def _row(session: Session, article_id: int) -> ArticleRow:
    row = session.get(ArticleRow, article_id)
    if row is None:
        raise ReaderError("no-such-article", f"article {article_id}", id=article_id)
    return row


def _ids(session: Session, view: str, tag: str, sort: str, limit: int | None, offset: int) -> list[int]:
    statement, values = ids_sql(view, tag, sort, limit, offset)
    found: list[int] = json.loads(
        session.connection().exec_driver_sql(collected(statement), values).scalar_one()
    )
    return found


def _cards(session: Session, ids: Sequence[int]) -> list[ArticleSummary]:
    rows: Sequence[Any] = session.connection().exec_driver_sql(*cards_sql(ids)).all()
    return in_order(rows, ids)


def _card(session: Session, article_id: int) -> ArticleSummary:
    cards = _cards(session, [article_id])
    if not cards:
        raise ReaderError("no-such-article", f"article {article_id}", id=article_id)
    return cards[0]


def _add_addresses(session: Session, article_id: int, keys: Iterable[str]) -> None:
    for key in dict.fromkeys(keys):
        if key and session.get(AddressRow, key) is None:
            session.add(AddressRow(key=key, article_id=article_id))
