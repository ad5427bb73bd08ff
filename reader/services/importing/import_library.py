"""Takes an exported library in: each article whole, and all that the library has besides."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from reader.core.errors import ReaderError
from reader.core.feeds import FeedRule
from reader.core.origin import unvouched
from reader.core.progress import Progress
from reader.exchange.imports import own_export as form
from reader.exchange.imports.own_export import OwnExport
from reader.library.imports.entries import ImportRecord, Settled
from reader.library.transfer.brought_records import note_options
from reader.library.transfer.feed_records_in import IncomingFeeds
from reader.library.transfer.record_check import IncomingArticle, checked_article
from reader.library.transfer.record_fields import FEED_RULE
from reader.library.transfer.records_in import IncomingRecords, IncomingRow, untrusted, without
from reader.services.importing.import_choices import ImportChoices
from reader.services.library.export_library import KEPT_HERE

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

_ARTICLES, _RECORDS = 20, 500  # stored in one transaction

Settle = Callable[[Sequence[Settled]], None]
Take = Callable[[list[dict[str, Any]]], None]


def import_library(
    session: LibrarySession,
    export: OwnExport,
    record: ImportRecord,
    choices: ImportChoices,
    progress: Progress,
    settled: Settle | None,
) -> None:
    """Take in what is not taken in yet; damaged parts are reported among the rows of the import.

    An article that is here by any of its addresses gains tags, notes, highlights and state. Sentences, terms,
    searches, waiting links, feeds and their pieces, and options that are here stay as they are.

    Raises:
        ReaderError: the disk; what is done is kept. Cancelled: likewise.
    """
    work = _Work(session, export, record, choices, progress, settled)
    work.take_records()
    work.take_settings()
    work.take_articles()
    work.take_pieces()
    work.end()


class _Work:
    """One import on its way."""

    def __init__(
        self,
        session: LibrarySession,
        export: OwnExport,
        record: ImportRecord,
        choices: ImportChoices,
        progress: Progress,
        settled: Settle | None,
    ) -> None:
        self._session = session
        self._export = export
        self._record = record
        self._choices = choices
        self._progress = progress
        self._settled = settled
        self._records = IncomingRecords(session.database, record.id)
        self._feeds = IncomingFeeds(session.database, record.id)
        self._problems: list[tuple[str, str]] = []

    def take_records(self) -> None:
        """Take sentences, terms, searches, waiting links, feeds and their rules."""
        trusted = self._choices.allow_local
        takers: dict[str, Take] = {
            form.SENTENCES: self._records.take_sentences,
            form.GLOSSARY: self._records.take_glossary,
            form.SEARCHES: self._records.take_saved_searches,
            form.PENDING: lambda records: self._records.take_pending(records, trusted),
            form.FEEDS: self._take_feeds,
            form.FEED_RULES: self._take_rules,
        }
        for name, take in takers.items():
            self._take_file(name, take)

    def take_pieces(self) -> None:
        """Take the pieces of feeds; those that became articles name them."""
        self._take_file(form.FEED_PIECES, self._take_pieces)

    def _take_file(self, name: str, take: Take) -> None:
        for count, batch in enumerate(_batches(self._export.records(name)), start=1):
            self._progress.step(count * _RECORDS, self._export.rows.get(name, 0), "importing")
            self._take_batch(name, batch, take)

    def _take_feeds(self, records: list[dict[str, Any]]) -> None:
        trusted = self._choices.allow_local
        known = [_feed_record(record, trusted) for record in records]
        self._feeds.take_feeds([record for record, _ in known], {record["key"]: key for record, key in known})

    def _take_rules(self, records: list[dict[str, Any]]) -> None:
        running = self._choices.allow_local or self._choices.run_rules
        self._feeds.take_rules([_rule_record(record, running) for record in records])

    def _take_pieces(self, records: list[dict[str, Any]]) -> None:
        if not self._choices.allow_local:  # what a file wants is not fetched by itself
            records = [{**record, "wanted": ""} for record in records]
        self._feeds.take_pieces(records)

    def _take_batch(self, name: str, batch: list[tuple[int, Any]], take: Take) -> None:
        """Take a batch at once; when one of it is damaged, each by itself."""
        if all(isinstance(record, dict) for _, record in batch):
            try:
                take([record for _, record in batch])
            except ValueError:
                pass
            else:
                return
        for line, record in batch:
            try:
                if not isinstance(record, dict):
                    raise ValueError("no object")
                take([record])
            except ValueError:
                self._problems.append((f"{name}:{line}", "broken"))

    def take_settings(self) -> None:
        """Take the options that nobody has chosen here."""
        found = self._export.small(form.SETTINGS)
        options = found.get("options") if isinstance(found, dict) else None
        if not isinstance(options, dict):
            return
        settings = self._session.settings
        here = settings.chosen()
        wanted = {key: value for key, value in options.items() if key not in here and key not in KEPT_HERE}
        note_options(self._session.database, self._record.id, wanted)
        for key, value in wanted.items():
            try:
                settings.set(key, value)
            except (KeyError, ValueError):
                self._problems.append((f"{form.SETTINGS}:{key[:40]}", "broken"))

    def take_articles(self) -> None:
        """Take the articles, in the order in which they stand."""
        batch: list[IncomingRow] = []
        for number, record in self._export.records(form.ARTICLES):
            if number <= self._record.rows_done:
                continue
            if number > self._record.rows_total:
                raise ReaderError("file-damaged", "it changed while it was read", file=self._record.file)
            batch.append(self._row(number, record))
            if len(batch) == _ARTICLES:
                self._store(batch)
                batch = []
        self._store(batch)

    def end(self) -> None:
        """Note what was wrong beside the articles."""
        self._problems += [
            (skipped.line, skipped.reason) for skipped in self._export.problems(self._record.rows_total)
        ]
        total = self._record.rows_total
        found = [
            Settled(total + place, line, "failed", reason)
            for place, (line, reason) in enumerate(self._problems, start=1)
        ]
        self._records.note(self._record.id, found)

    def _row(self, number: int, record: Any) -> IncomingRow:
        url, title = (_shown(record, name) for name in ("url", "title"))
        row = IncomingRow(
            number, str(number), url=url, title=title, article_id=self._record.first_id + number
        )
        try:
            article = checked_article(record) if isinstance(record, dict) else None
        except ValueError:
            article = None
        if article is None:
            return dataclasses.replace(row, reason="broken")
        if not article.keys:
            return dataclasses.replace(row, reason="no-address")
        values = article.values
        if self._choices.unread_only and (values["archived"] or not values["unread"]):
            return dataclasses.replace(row, reason="not-unread")
        return dataclasses.replace(row, article=self._chosen(number, article))

    def _chosen(self, number: int, article: IncomingArticle) -> IncomingArticle:
        """The article as the reader wants it, with its pictures in place."""
        missing = [digest for digest in self._digests(article) if not self._has_picture(digest)]
        self._problems += [(f"{number}: {digest[:12]}", "no-picture") for digest in missing]
        article = without(article, missing)
        if not self._choices.allow_local:
            article = untrusted(article)
        tags = dict.fromkeys((*article.tags, *self._choices.tags))
        values = article.values
        if not self._choices.keep_dates:
            values = {**values, "saved_at": self._record.started_at}
        return dataclasses.replace(article, values=values, tags=tuple(tags))

    def _digests(self, article: IncomingArticle) -> list[str]:
        return list(dict.fromkeys(filter(None, (*article.pictures, article.values["thumbnail"]))))

    def _has_picture(self, digest: str) -> bool:
        if (found := self._export.picture(digest)) is not None:
            self._session.assets.add(*found)
            return True
        return self._session.assets.path(digest) is not None

    def _store(self, batch: list[IncomingRow]) -> None:
        if not batch:
            return
        self._progress.check()
        settled = self._records.take_articles(self._record.id, batch)
        if self._settled is not None:
            self._settled(settled)
        self._progress.step(batch[-1].number, self._record.rows_total, "importing")


def _feed_record(record: dict[str, Any], trusted: bool) -> tuple[dict[str, Any], str]:
    """A feed as a file may tell it, and the key of its address.

    Raises:
        ValueError: its address is none, or has a password in it.
    """
    from reader.saving.feeds.secrets import FeedSecret, split_secret
    from reader.saving.fetching.urls import comparison_key

    url, key = record.get("url"), record.get("key")
    if not (isinstance(url, str) and isinstance(key, str) and url.startswith(("http://", "https://"))):
        raise ValueError("its address is no web link")
    try:
        bare, secret = split_secret(url)
        own = comparison_key(bare)
    except ReaderError as error:
        raise ValueError("its address is no web link") from error
    if secret != FeedSecret():
        raise ValueError("a password in its address")
    if trusted:
        return record, own
    by = unvouched(str(record.get("named_by", "")), "")[0]
    return {**record, "named_by": by, "agreed": "", "secret": False}, own


def _rule_record(record: dict[str, Any], running: bool) -> dict[str, Any]:
    """A rule as a file may tell it; unless it may run, it waits until the reader lets it go on.

    Raises:
        ValueError: it means nothing.
    """
    from reader.library.feeds.rule_check import checked_rule

    told = FEED_RULE.taken(record)
    names = ("query", "action", "argument", "daily_limit")
    try:
        rule = checked_rule(FeedRule(0, 0, **{name: told[name] for name in names}))
    except ReaderError as error:
        raise ValueError("a rule that means nothing") from error
    own = {name: getattr(rule, name) for name in names}
    return {**record, **own, "paused": told["paused"] or not running}


def _batches(records: Iterator[tuple[int, Any]]) -> Iterator[list[tuple[int, Any]]]:
    batch = []
    for numbered in records:
        batch.append(numbered)
        if len(batch) == _RECORDS:
            yield batch
            batch = []
    if batch:
        yield batch


def _shown(record: Any, name: str) -> str:
    found = record.get(name) if isinstance(record, dict) else None
    return found[:500].encode("utf-8", "replace").decode() if isinstance(found, str) else ""
