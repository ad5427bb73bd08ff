"""Acts on what else a library has: links to be saved, searches, imports, how it is kept in step."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.origin import TYPED, Origin
from reader.services.unstored_acts.on_articles import numbers
from reader.services.unstored_acts.then import NOW, Then
from reader.settings.option import Value
from reader.settings.options import OPTIONS

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.settings.store import Settings


@dataclass(frozen=True, slots=True)
class Link:
    """A link that was given to be saved."""

    url: str
    tags: tuple[str, ...] = ()
    origin: Origin = TYPED

    def do(self, session: LibrarySession, then: Then) -> None:
        """Do it, on what it was done to. Raises ReaderError."""
        add_links(session, (self,))


@dataclass(frozen=True, slots=True)
class LinkAgreed:
    """A link, and the local one that the reader lets be asked for it."""

    url: str
    link: str

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `Link.do`."""
        for kept in session.pending.all():
            if kept.url == self.url:
                session.pending.agree(kept.id, self.link)


@dataclass(frozen=True, slots=True)
class LinksForgotten:
    """Links that are not to be saved any more."""

    urls: tuple[str, ...]

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `Link.do`."""
        urls = set(self.urls)
        session.pending.remove_all([kept.id for kept in session.pending.all() if kept.url in urls])


@dataclass(frozen=True, slots=True)
class TextsTakenOff:
    """Articles whose text could not be fetched, and which the list of saves is not to tell (`off`), or is."""

    ids: tuple[int, ...]
    off: bool

    def do(self, session: LibrarySession, then: Then = NOW) -> None:
        """See `Link.do`."""
        session.waiting.take_off(numbers(session, self.ids, then), self.off)


@dataclass(frozen=True, slots=True)
class SearchKept:
    """A search that is kept under a name."""

    name: str
    query: str

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `Link.do`."""
        session.saved_searches.keep(self.name, self.query)


@dataclass(frozen=True, slots=True)
class SearchForgotten:
    """A search that is kept no more."""

    name: str

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `Link.do`."""
        session.saved_searches.forget(self.name)


@dataclass(frozen=True, slots=True)
class ImportStopped:
    """A file whose import was given up."""

    path: str

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `Link.do`."""
        from reader.services.importing.run_import import stop_import

        stop_import(session, Path(self.path))


@dataclass(frozen=True, slots=True)
class SyncPaused:
    """Nothing is sent or taken from now on, or again."""

    on: bool

    def do(self, session: LibrarySession, then: Then = NOW) -> None:
        """See `Link.do`."""
        from reader.services.sync.sync_state import pause

        pause(session, self.on)


@dataclass(frozen=True, slots=True)
class SharingChosen:
    """One kind of what is told in a shared library, to everybody from now on or to own computers alone."""

    kind: str
    whom: str

    def do(self, session: LibrarySession, then: Then = NOW) -> None:
        """See `Link.do`."""
        from reader.services.sync.sync_state import choose_share

        choose_share(session, {self.kind: self.whom})


@dataclass(frozen=True, slots=True)
class MachineForgotten:
    """A computer that is not shown any more."""

    machine: str

    def do(self, session: LibrarySession, then: Then = NOW) -> None:
        """See `Link.do`."""
        from reader.services.sync.sync_state import forget_machine

        forget_machine(session, self.machine)


@dataclass(frozen=True, slots=True)
class Chosen:
    """An option that was given a value in the place of `former`. One that has another value by now was chosen
    since, and stays."""

    key: str
    value: Value
    former: Value

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `Link.do`. It goes into the file of options; a window hears of it as of any other change."""
        from reader.settings.store import Settings

        stored = Settings(session.settings.path)
        stored.keep_with(session.paths.root)
        self.hold(stored)
        stored.save()

    def hold(self, settings: Settings) -> None:
        """Let the value hold, unless the reader chose since.

        Raises:
            KeyError, ValueError: it is no option's.
        """
        if settings.chosen().get(self.key, OPTIONS[self.key].default) == self.former:
            settings.hold(self.key, self.value)


@dataclass(frozen=True, slots=True)
class OptionsNoted:
    """Options were changed that all the reader's computers share."""

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `Link.do`. They are told as of when they were chosen."""
        from reader.services.sync.options_in_step import note_options

        note_options(session, round(datetime.datetime.fromisoformat(then.at).timestamp() * 1e6))


def add_links(session: LibrarySession, links: Sequence[Link]) -> None:
    """Keep those of some links, given alike, that are not kept yet: in one transaction."""
    known = {kept.url for kept in session.pending.all()}
    new = [link.url for link in links if link.url not in known]
    if new:
        session.pending.add_all(new, links[0].tags, links[0].origin)
