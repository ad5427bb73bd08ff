"""Computers that keep one library in step, each with a folder that somebody carries files between."""

from __future__ import annotations

import contextlib
import json
import random
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader.core.errors import ReaderError
from reader.core.feeds import FeedRequest, ParsedFeed, ParsedItem
from reader.core.model import Block, BlockKind, Document, Part, Sentence
from reader.core.progress import Progress
from reader.core.replication.changes import Change, to_lines
from reader.core.serialize import dumps
from reader.library.articles.annotations import Annotations
from reader.library.articles.articles import Articles
from reader.library.articles.repairs import Repairs
from reader.library.assets import Assets
from reader.library.database import Database
from reader.library.feeds.feed_items import FeedItems
from reader.library.feeds.feed_rules import FeedRules
from reader.library.feeds.feeds import Feeds, FeedUpdate
from reader.library.imports.imports import Imports
from reader.library.recovery.integrity_check import clean_after_crash
from reader.library.replication.finishing import tell_first
from reader.library.replication.membership import Membership
from reader.library.search.saved_searches import SavedSearches
from reader.library.translations.glossary import Glossary
from reader.library.translations.translations import Translations
from reader.services.sync.folding import Folding
from reader.services.sync.high_water import note_high_water
from reader.services.sync.round_report import RoundReport
from reader.services.sync.run_round import Round
from reader.settings.belonging import READERS
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from reader.sync import store_header
from reader.sync.change_files import ChangeFile, list_files, name_of, sealed
from reader.sync.envelope import Envelope
from reader.sync.folder_store import FolderStore
from reader.sync.store_header import Opened, create_store

if TYPE_CHECKING:
    from reader.sync.hub.hub_store import HubStore

STRANGER = "5" * 16
SAVED = "2026-01-01T00:00:00+00:00"


class Killed(BaseException):
    """The process was ended here."""


class KilledStore:
    """A store at whose n-th act the process is ended: before it, or after it."""

    may_write = True
    lists_all = False

    def __init__(self, store: FolderStore | HubStore, at: int, after: bool) -> None:
        self._store, self._left, self._after = store, at, after
        self.place, self.has_members = store.place, store.has_members

    def __getattr__(self, name: str) -> Any:
        """What a hub alone has."""
        if name not in ("role", "readers", "secret", "choose"):
            raise AttributeError(name)
        return getattr(self._store, name)

    def _act(self, act: Any) -> Any:
        self._left -= 1
        if self._left == 0 and not self._after:
            raise Killed
        found = act()
        if self._left == 0:
            raise Killed
        return found

    def names(self, prefix: str) -> Iterable[str]:
        return self._act(lambda: list(self._store.names(prefix)))  # type: ignore[no-any-return]

    def get(self, name: str) -> bytes | None:
        return self._act(lambda: self._store.get(name))  # type: ignore[no-any-return]

    def get_part(self, name: str, place: int, size: int) -> bytes | None:
        return self._act(lambda: self._store.get_part(name, place, size))  # type: ignore[no-any-return]

    def size(self, name: str) -> int:
        return self._act(lambda: self._store.size(name))  # type: ignore[no-any-return]

    def put(self, name: str, data: bytes) -> bool:
        return self._act(lambda: self._store.put(name, data))  # type: ignore[no-any-return]

    def remove(self, name: str) -> None:
        self._act(lambda: self._store.remove(name))


class Computer:
    """One computer: its library, and its copy of the shared folder, or else a store that all reach."""

    def __init__(self, root: Path, template: Path, store: HubStore | None = None) -> None:
        self.paths = LibraryPaths(root / "library")
        self.paths.root.mkdir(parents=True)
        self.folder: FolderStore | HubStore = store or FolderStore(root / "folder")
        if isinstance(self.folder, FolderStore):
            self.folder.folder.mkdir()
        self.opened: Opened | None = None
        shutil.copy(template, self.paths.database)
        self.open()

    def open(self) -> None:
        """Start the program."""
        self.database = Database.open(self.paths.database)
        self.database.hears_first = tell_first
        self.assets = Assets(self.paths.pictures)
        self.articles = Articles(self.database, self.assets)
        self.annotations = Annotations(self.database)
        self.repairs = Repairs(self.database)
        self.glossary = Glossary(self.database)
        self.searches = SavedSearches(self.database)
        self.translations = Translations(self.database)
        self.feeds = Feeds(self.database)
        self.rules = FeedRules(self.database)
        self.items = FeedItems(self.database)
        self.settings = Settings(self.paths.settings)
        self.imports = Imports(self.database)
        self.membership = Membership(self.database)
        clean_after_crash(self.database, self.assets)

    def close(self) -> None:
        """End the program."""
        self.assets.close()
        self.database.close()

    def require_network(self) -> None:
        """As a session's; no computer of a test reads in private."""

    def begin(self, passphrase: str | None = None) -> None:
        """Begin a store in its folder and join it; its passphrase is cheap to guess, which no round sees."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(store_header, "_COST", 1 << 4)
            self.opened = create_store(self.folder, passphrase)
        self.join(self.opened)

    def join(self, opened: Opened) -> None:
        """Join the store that lies in its folder."""
        self.opened = opened
        name = self.paths.root.parent.name
        part = self.membership.join(opened.store, self.folder.place, name, opened.key is not None)
        note_high_water(self.paths.root, part)

    def join_store_of(self, begun: Computer) -> None:
        """Carry the files of a store that another computer has begun, and join it."""
        assert begun.opened is not None
        carry(begun, self)
        self.join(begun.opened)

    def join_again(self) -> None:
        """Leave the store, and join it again."""
        assert self.opened is not None
        self.membership.leave()
        self.join(self.opened)

    def round(self, store: Any = None) -> RoundReport:
        """One round."""
        assert self.opened is not None
        envelope = Envelope(self.opened.store, self.opened.key)
        session: Any = self
        return Round(session, store or self.folder, envelope, Progress()).run()

    def fold(self, clear: bool) -> set[str]:
        """Fold whatever is worth it, by a very low standard; gives the names of what was taken away."""
        assert self.opened is not None
        before = set(self.folder.names("log"))
        files = list_files(before)
        store = self.folder
        folding = Folding(self.database, store, Envelope(self.opened.store, self.opened.key), Progress())
        folding.look(before)
        folding.fold(files, 1)
        if clear:
            folding.clear(files, -1, 10_000)
        return before - set(self.folder.names("log"))

    def killed_round(self, at: int, after: bool) -> None:
        """A round that is ended at its n-th act on the store."""
        with contextlib.suppress(Killed):
            self.round(KilledStore(self.folder, at, after))

    def number(self, page: int) -> int | None:
        """The number here of the article of a page."""
        found = self.articles.find(f"x.org/{page}")
        return found.id if found is not None else None


def a_day_later(one: Computer) -> None:
    """What is missing in the folder has been so since yesterday."""
    with one.database.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE sync_setting SET value = value - 86400000000 WHERE name = 'gap'"
        )


def carry(source: Computer, target: Computer, chance: random.Random | None = None) -> None:
    """Carry files from one folder to another: all, or by chance some, in any order, and some only half."""
    if not (isinstance(source.folder, FolderStore) and isinstance(target.folder, FolderStore)):
        return
    files = [f for f in source.folder.folder.rglob("*") if f.is_file() and not f.name.startswith(".")]
    if chance is not None:
        files = chance.sample(files, chance.randint(0, len(files)))
    for file in files:
        to = target.folder.folder / file.relative_to(source.folder.folder)
        to.parent.mkdir(parents=True, exist_ok=True)
        data = file.read_bytes()
        if to.exists() and to.stat().st_size >= len(data):
            continue
        if chance is not None and chance.random() < 0.2:
            data = data[: chance.randint(0, len(data))]
        to.write_bytes(data)


def bring_together(computers: list[Computer]) -> None:
    """Carry everything everywhere until nobody has anything to say any more.

    Who had nothing to say, and has the same files since, need not be asked again.
    """
    silent: dict[int, set[tuple[str, int]]] = {}
    for _ in range(len(computers) + 4):
        asked = False
        for number, one in enumerate(computers):
            for other in computers:
                if other is not one:
                    carry(other, one)
            if silent.get(number) == _files(one):
                continue
            asked = True
            sent = one.round().sent
            silent[number] = set() if sent else _files(one)
        if not asked:
            return
    raise AssertionError("they never come to an end")


def _files(computer: Computer) -> set[tuple[str, int]]:
    """The names and sizes of all files of a computer's store."""
    store = computer.folder
    return {(name, store.size(name)) for prefix in ("log", "pack", "store") for name in store.names(prefix)}


def document(page: int, version: int = 0) -> Document:
    """The text of a page, in one of its versions."""
    words = f"Sea water {page} rises in version {version}."
    part = Part(f"<b>Sea</b> water {page} rises in version {version}.", words)
    block = Block(f"b{page}", BlockKind.PARAGRAPH, (part,), sentences=(Sentence(words, 0, 0, len(words)),))
    return Document(
        f"https://x.org/{page}", f"Title {page}.{version}", (block,), f"<p>{words}</p>", language="en"
    )


def everything(computer: Computer) -> dict[str, Any]:
    """All that must be the same on every computer."""
    with computer.database.read() as session:
        run = session.connection().exec_driver_sql

        def rows(statement: str) -> list[Any]:
            return sorted([*map(tuple, run(statement).all())], key=repr)

        addresses: dict[int, list[str]] = {}
        for number, key in rows("SELECT article_id, key FROM article_address"):
            addresses.setdefault(number, []).append(key)
        names = {number: min(keys) for number, keys in addresses.items()}
        found: dict[str, Any] = {"addresses": sorted(addresses.values())}
        per_article = {
            "row": "SELECT id, title, url, requested_url, language, words, saved_at, fetched_at, opened_at, "
            "trashed_at <> '', progress, position, unread, favourite, archived, incomplete FROM article",
            "pictures": "SELECT article_id, src, digest FROM article_picture",
            "tags": "SELECT article_id, fold FROM article_tag JOIN tag ON tag.id = tag_id",
            "note": "SELECT article_id, text FROM article_note",
            "marks": "SELECT article_id, quote, colour, note, created_at FROM annotation",
            "edits": "SELECT article_id, edits FROM article_edit",
            "translations": "SELECT article_id, target, route_key, title, complete FROM article_translation",
        }
        for name, statement in per_article.items():
            found[name] = sorted(((names[row[0]], *row[1:]) for row in rows(statement)), key=repr)
        found["terms"] = rows("SELECT source, target, term, translation FROM glossary_term")
        found["searches"] = rows("SELECT fold, name, query FROM saved_search")
        found["corrections"] = rows(
            "SELECT source_key, source, target FROM sentence_translation WHERE state = 'corrected'"
        )
        found["feeds"] = rows("SELECT key, url, chosen_title, secret FROM feed")
        found["rules"] = [
            tuple(row)
            for row in run(
                "SELECT coalesce(key, ''), query, action, argument, daily_limit, paused FROM feed_rule "
                "LEFT JOIN feed ON feed.id = feed_id ORDER BY place, feed_rule.id"
            )
        ]
        found["seen"] = rows(
            "SELECT key, read_at, opened_at FROM feed_item WHERE id IN (SELECT item_id FROM feed_entry)"
        )
    found["texts"] = sorted((names[number], *_texts(computer, number)) for number in names)
    found["options"] = sorted(
        (key, value) for key, value in computer.settings.chosen().items() if key in READERS
    )
    return found


def _texts(computer: Computer, number: int) -> tuple[str, str, str]:
    """An article's text as it is shown and as it was fetched, with the files that its pictures have now."""
    try:
        repair = computer.repairs.get(number)
    except ReaderError as error:
        return error.kind, "", ""
    return "", dumps(repair.shown), dumps(repair.fetched)


def lacking(computer: Computer) -> set[str]:
    """The pictures that articles name and whose files are not here."""
    with computer.database.read() as session:
        named = session.connection().exec_driver_sql("SELECT digest FROM article_picture WHERE digest <> ''")
        return {digest for digest in named.scalars() if computer.assets.path(digest) is None}


def looked_at(computer: Computer, feed_id: int, *pages: str) -> None:
    """A feed was looked at, and had pieces of these addresses."""
    moment = "2026-01-02T00:00:00+00:00"
    items = tuple(ParsedItem(page, page, f"https://{page}", f"Piece {page}") for page in pages)
    update = FeedUpdate(
        FeedRequest(feed_id, moment, "reader", 200),
        lambda _new: (60, "2099-01-01T00:00:00+00:00"),
        ParsedFeed("A feed", "https://x.org", items=items),
    )
    computer.feeds.store([(computer.feeds.get(feed_id), update)])
    with computer.database.write() as session:  # else what is read within the same second was never new
        session.connection().exec_driver_sql(
            "UPDATE feed_item SET added_at = ? WHERE read_at <> added_at", (moment,)
        )


def write_as_stranger(computer: Computer, changes: list[Change], seq: int = 1) -> None:
    """Put a file of a computer that nobody knows into a computer's folder."""
    assert computer.opened is not None
    envelope = Envelope(computer.opened.store, computer.opened.key)
    data = sealed(envelope, ChangeFile(STRANGER, seq, STRANGER, "stranger", "", to_lines(changes)))
    assert computer.folder.put(name_of(STRANGER, seq, STRANGER), data)


def differences(one: dict[str, Any], other: dict[str, Any]) -> str:
    """In what two libraries differ, for a person."""
    return json.dumps(
        {name: [one[name], other[name]] for name in one if one[name] != other[name]}, indent=1, default=str
    )
