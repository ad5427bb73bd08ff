"""Everything of one open library: database, pictures, settings and the two worker processes."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.core.errors import ReaderError
from reader.settings.damaged_files import kept_aside
from reader.settings.disks import remember_disk
from reader.settings.paths import LibraryPaths, given_up_places, now_at, put_damaged_pointer_aside
from reader.settings.store import DRAFT, Settings

if TYPE_CHECKING:
    from reader.library.articles.annotations import Annotations
    from reader.library.articles.articles import Articles
    from reader.library.articles.pending import PendingSaves
    from reader.library.articles.repairs import Repairs
    from reader.library.assets import Assets
    from reader.library.database import Database
    from reader.library.feeds.feed_items import FeedItems
    from reader.library.feeds.feed_rules import FeedRules
    from reader.library.feeds.feeds import Feeds
    from reader.library.imports.imports import Imports
    from reader.library.imports.waiting import WaitingArticles
    from reader.library.search.saved_searches import SavedSearches
    from reader.library.translations.glossary import Glossary
    from reader.library.translations.translation_jobs import TranslationJobs
    from reader.library.translations.translations import Translations
    from reader.saving.fetching.politeness import Politeness
    from reader.workers.extraction import ExtractionWorker
    from reader.workers.translation import TranslationWorker

log = logging.getLogger(__name__)

_DRAFT_SECONDS = 60  # s; writing the options takes a moment
_LEFTOVER_SECONDS = 3600  # s; no save takes as long
_AFTER_OPENING: list[Callable[[LibrarySession], bool]] = []


def _which_tells_first(database: Database) -> Database:
    database.hears_first = _tell_first
    return database


def _tell_first(*what: Any) -> None:
    """Tell other computers what is about to be removed; what does that is loaded only then."""
    from reader.library.replication.finishing import tell_first

    tell_first(*what)


class LibrarySession:
    """One open library. Make it with `open`, end it with `close`; use it from any thread.

    The workers start at their first request only, so a session costs no process until it saves or
    translates.
    """

    def __init__(self, paths: LibraryPaths, settings: Settings, database: Database, assets: Assets) -> None:
        from reader.library.articles.annotations import Annotations
        from reader.library.articles.articles import Articles
        from reader.library.articles.pending import PendingSaves
        from reader.library.articles.repairs import Repairs
        from reader.library.feeds.feed_items import FeedItems
        from reader.library.feeds.feed_rules import FeedRules
        from reader.library.feeds.feeds import Feeds
        from reader.library.imports.imports import Imports
        from reader.library.imports.waiting import WaitingArticles
        from reader.library.search.saved_searches import SavedSearches
        from reader.library.translations.glossary import Glossary
        from reader.library.translations.translation_jobs import TranslationJobs
        from reader.library.translations.translations import Translations
        from reader.saving.fetching.politeness import Politeness
        from reader.workers.extraction import ExtractionWorker
        from reader.workers.translation import TranslationWorker

        self.paths = paths
        self.settings = settings
        settings.keep_with(paths.root)
        if not database.read_only:
            put_damaged_pointer_aside(paths.root)
        self.database = _which_tells_first(database)
        self.assets = assets
        self.articles: Articles = Articles(database, assets)
        self.pending: PendingSaves = PendingSaves(database)
        self.translations: Translations = Translations(database)
        self.glossary: Glossary = Glossary(database)
        self.translation_jobs: TranslationJobs = TranslationJobs(database)
        self.annotations: Annotations = Annotations(database)
        self.repairs: Repairs = Repairs(database)
        self.imports: Imports = Imports(database)
        self.waiting: WaitingArticles = WaitingArticles(database)
        self.feeds: Feeds = Feeds(database)
        self.feed_items: FeedItems = FeedItems(database)
        self.feed_rules: FeedRules = FeedRules(database)
        self.saved_searches: SavedSearches = SavedSearches(database)
        self._goes_out_anyway = False
        self.politeness: Politeness = Politeness(allowed=self.require_network)
        self.extraction: ExtractionWorker = ExtractionWorker()
        self.translator: TranslationWorker = TranslationWorker(threads=settings.number("translation_threads"))

    @classmethod
    def open(
        cls,
        paths: LibraryPaths,
        settings: Settings | None = None,
        read_only: bool = False,
        because: str = "read-only",
    ) -> LibrarySession:
        """Open (and make, and migrate) the library at `paths`.

        A library that cannot be written to is opened for reading only (`read_only` says so): everything can
        be read and searched, and what would change it raises `read-only`. So is one on a full disk, unless
        giving up its reserve makes room enough.

        Args:
            paths: where it is.
            settings: its options, when they are read already.
            read_only: open it for reading only even where it could be written, to look at a damaged one.
            because: what to say then to whoever would change it: `read-only` or `disk-full`.

        Raises:
            ReaderError: the library is damaged, foreign, altered, newer, read-only and older or missing,
                missing where there was one (`library-missing`) or where its disk is not mounted
                (`library-unmounted`), busy, or the disk is full.
        """
        try:
            session = cls._open(paths, settings, read_only, because)
        except ReaderError:
            if (moved := _moved_meanwhile(paths)) is None:
                raise
        else:
            if (moved := _moved_meanwhile(paths)) is None:
                remember_disk(session.paths.root)
                if not session.read_only:
                    done = [do(session) for do in _AFTER_OPENING]
                    if settings is None and any(done):  # nobody else looks what was chosen elsewhere
                        _look_at_options(session.settings)
                return session
            session.close()  # it waited for the move, and has the file that is about to go
        return cls.open(moved, settings, read_only, because)

    @classmethod
    def _open(
        cls, paths: LibraryPaths, settings: Settings | None, read_only: bool, because: str
    ) -> LibrarySession:
        from reader.library.assets import Assets
        from reader.library.database import Database
        from reader.library.disk_reserve import Reserve
        from reader.library.recovery.integrity_check import clean_after_crash
        from reader.services.finish_move import finish_move, take_back_moves

        settings = settings or Settings(paths.settings)
        if read_only:
            database = Database.open_read_only(paths.database, because)
            return cls(paths, settings, database, Assets(paths.pictures))
        take_back_moves(paths.root)
        is_new = not os.path.exists(paths.database)  # False too where nobody may look
        reserve = Reserve(paths.root)

        def prepared() -> Database:
            require_disk(paths)
            prepare_folder(paths)
            return Database.open(paths.database)

        try:
            database = reserve.with_room(prepared)
        except ReaderError as error:
            if error.kind not in ("read-only", "disk-full") or not os.path.isfile(paths.database):
                raise
            log.warning("opened for reading only: %s", error)
            try:
                return cls._open(paths, settings, read_only=True, because=error.kind)
            except ReaderError as second:
                # Damage is told, and that it may not be read; anything else comes of the same.
                told = second.kind.startswith("library-") or second.kind == "file-unreadable"
                raise second if told else error from None
        assets = Assets(paths.pictures)
        try:
            clean_after_crash(database, assets)
        except ReaderError as error:
            log.warning("what a run before left is tidied another time: %s", error)
        finish_move(paths)
        if not is_new:
            reserve.fill()
        return cls(paths, settings, database, assets)

    @property
    def private(self) -> bool:
        """Whether the reader wants nothing asked of the network; it holds for what is under way, too."""
        return self.settings.flag("private_reading") and not self._goes_out_anyway

    def go_out_anyway(self) -> None:
        """Let this session look at feeds whatever the option says: the reader said so just now."""
        self._goes_out_anyway = True

    def require_network(self) -> None:
        """Stop whoever is about to ask something of the network while the reader wants nothing asked.

        Raises:
            ReaderError: `private-reading`.
        """
        if self.private:
            raise ReaderError("private-reading", "the option private_reading is on")

    @property
    def sends_texts(self) -> bool:
        """Whether texts of the library may be sent to a server: in private reading never."""
        return not self.settings.flag("private_reading")

    def require_sending(self) -> None:
        """Stop whoever is about to send texts of the library, also where feeds may be looked at.

        Raises:
            ReaderError: `private-reading`.
        """
        if not self.sends_texts:
            raise ReaderError("private-reading", "the option private_reading is on")

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self.database.read_only

    @property
    def refusal(self) -> ReaderError | None:
        """What every write is answered with where the library was opened for reading only."""
        return self.database.refusal

    def damaged_files(self) -> list[str]:
        """The names of options files and pointers that were damaged and kept aside."""
        with contextlib.suppress(OSError):
            return kept_aside(self.paths.root)
        return []

    def returned_disks(self) -> list[Path]:
        """The folders on disks that the reader gave up, and which are here again with their libraries."""
        return [folder for folder, back in given_up_places(self.paths) if back]

    def place_risk(self) -> str:
        """What is risky about where the library lies: `network`, `synchronised`, or nothing."""
        from reader.library.folder_risk import risk_of

        return risk_of(self.paths.root)

    def close(self) -> None:
        """End the workers and close the database."""
        self.extraction.close()
        self.translator.close()
        self.assets.close()
        self.database.close()

    def __enter__(self) -> LibrarySession:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _moved_meanwhile(paths: LibraryPaths) -> LibraryPaths | None:
    """Where a library is that was moved between the look at its pointer and the opening of its file."""
    now = now_at(paths)
    return now if now.root != paths.root else None


def after_opening(do: Callable[[LibrarySession], bool]) -> None:
    """Have something done with each library that is opened to be written to: use cases, which know sessions,
    and which a session cannot know. They return whether there was anything to do."""
    _AFTER_OPENING.append(do)


def _look_at_options(settings: Settings) -> None:
    found = settings.found_elsewhere()
    if found is not None:
        settings.take_over(found)


def require_disk(paths: LibraryPaths) -> None:
    """Make sure that a library which is not there is not on a disk that is not mounted: it would be begun
    anew in the folder where the disk belongs. Who knows may do so (`begin_empty_library`).

    Raises:
        ReaderError: `library-unmounted`.
    """
    from reader.library.creation import require_disk_below
    from reader.library.traces import traces_of

    if paths.moved_from is None and not os.path.lexists(paths.database) and not traces_of(paths.database):
        require_disk_below(paths.root)  # else it is there, or something else is to be said


def prepare_folder(paths: LibraryPaths) -> None:
    """Make the library's folder, close what is in it to others, and empty its temporary one.

    Raises:
        ReaderError: `read-only` when it cannot be written, `disk-full` when there is no room,
            `library-away` when it was moved to a disk that is not here.
    """
    from reader.core.private_files import make_folder
    from reader.core.storage_errors import storage_errors
    from reader.library.drafts import sweep_drafts
    from reader.library.private_folder import close_library
    from reader.library.traces import traces_of

    here = os.path.isfile(paths.database)  # also where nobody may look
    if not here and paths.moved_from is not None and not traces_of(paths.database):
        raise ReaderError("library-away", f"moved from {paths.moved_from}", folder=paths.root)
    with storage_errors(paths.root):
        make_folder(paths.root)
        if not paths.root.is_dir():
            raise ReaderError("read-only", f"{paths.root} is not a folder", folder=paths.root)
    close_library(paths.root)
    _remove_leftovers(paths)
    if here:
        sweep_drafts(paths.database)


def _remove_leftovers(paths: LibraryPaths) -> None:
    """Empty the temporary folder of what a killed run left; another process may be using newer files."""
    from reader.library.recovery.leftovers import unfinished_copies

    oldest = time.time() - _LEFTOVER_SECONDS
    with contextlib.suppress(OSError, ReaderError):
        for part in unfinished_copies(paths.backups):
            part.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        for draft in paths.root.glob(f"{DRAFT}*"):
            if draft.lstat().st_mtime < time.time() - _DRAFT_SECONDS:
                draft.unlink()
    with contextlib.suppress(OSError):
        for entry in paths.temporary.iterdir():
            if entry.lstat().st_mtime > oldest:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink()
