"""What the reader tells to his own computers alone, in a store in which others take part too."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.core.replication.changes import Change, change_of
from reader.library.replication.choices import ALONE, AT_JOINING, BEFORE, EVERYBODY, KINDS, Choices
from reader.library.replication.outbox import OWN_LINE, is_own_line, sealed_line, unwrapped
from reader.sync.own_seal import OwnSeal

if TYPE_CHECKING:
    from reader.library.database import Database
    from reader.sync.store import Store

log = logging.getLogger(__name__)


class OwnPart:
    """Seals and opens for one reader; where the store knows no readers it does neither.

    Args:
        store: a store, which is asked for his secret.
        name: the store's own name.

    Raises:
        ReaderError: `sync-unreachable`, or what the server reports.
    """

    def __init__(self, store: Store, name: str) -> None:
        ask = getattr(store, "secret", None)
        found = ask() if ask is not None else None
        self._store = store
        self._seal = OwnSeal(found[0], name) if found is not None else None
        self._chosen = share_of(found[1]) if found is not None else {}

    def agree(self, database: Database) -> None:
        """Let all computers of the reader tell the same to whom, then note who else takes part.

        Raises:
            ReaderError: as the constructor; the disk.
        """
        choices = Choices(database)
        way = self._seal.name if self._seal is not None and self._store.may_write else ""
        if way:
            new, former = choices.newly_chosen(way), self._chosen
            if new is not None or (not self._chosen and self._store.has_members):
                self._chosen = new or BEFORE
                getattr(self._store, "choose")(json.dumps(self._chosen))  # noqa: B009 - a hub's alone
            if self._chosen and (new is not None or choices.chosen() != self._chosen):
                choices.agree(self._chosen, new, former)
        choices.note_members(self._store.has_members, way)

    def sealed(self, lines: str, tag: str, machine: str) -> str | None:
        """The lines of a file that is to be sent; `None` when it must wait, as there is no secret.

        Args:
            lines: as they were made ready.
            tag: of the file.
            machine: this computer's name.
        """
        told: list[str] = []
        for line in lines.split("\n")[:-1]:
            change = change_of(json.loads(line)) if line.startswith(f'["{OWN_LINE}"') else None
            if change is None or not is_own_line(change):
                told.append(line)
            elif self._seal is None:
                return None
            else:
                told.append(sealed_line(self._seal.seal(tag, change.value), machine))
        return "".join(f"{line}\n" for line in told)

    def opened(self, changes: Sequence[Change], were_held: bool = False) -> tuple[list[Change], list[Change]]:
        """What changes tell everybody, and what they tell this reader's computers alone.

        What other members seal for theirs is passed over.

        Args:
            changes: as they were read; nothing that is this reader's alone stands open in a store.
            were_held: whether they come from among those that this library kept aside.
        """
        own: list[Change] = []
        for change in changes:
            if change.uid == OWN_LINE:
                try:
                    own += unwrapped(change) if were_held and is_own_line(change) else self._unsealed(change)
                except ValueError as error:
                    log.warning("what was sealed by this reader is no change: %s", error)
        return [change for change in changes if change.uid != OWN_LINE], own

    def _unsealed(self, change: Change) -> list[Change]:
        found = self._seal.open(change.value) if self._seal is not None else None
        return [change_of(one) for one in found or ()]


def others_in(store: Store) -> tuple[tuple[str, ...], str, str]:
    """Who else takes part in a store, whom one who joins it tells his notes, and whom how he reads.

    These are `EVERYBODY` or `ALONE`, "" where he has no choice.

    Raises:
        ReaderError: as `OwnPart`.
    """
    names: tuple[str, ...] = getattr(store, "readers", ())
    chosen = _chosen_in(store)
    if chosen is None:
        return names, "", ""
    chosen = chosen or AT_JOINING
    return names, chosen["notes"], chosen["reading"]


def _chosen_in(store: Store) -> dict[str, str] | None:
    """What the reader chose before in a store in which others take part; `None` where he has no choice."""
    if not getattr(store, "readers", ()) or not getattr(store, "keeps_secrets", False):
        return None
    found = getattr(store, "secret")(make=False)  # noqa: B009 - a hub's alone
    return share_of(found[1] if found is not None else "")


def choose_at_joining(database: Database, store: Store, notes: str | None) -> None:
    """Note what is told to whom from the first file on, where others take part in a store that is joined.

    Args:
        database: the library's, which has joined it.
        store: the store.
        notes: to whom the reader chose to tell them; `None` as he told them before, or else to nobody.

    Raises:
        ReaderError: as `OwnPart`; the disk.
    """
    chosen = _chosen_in(store)
    if chosen is None:
        return
    wanted = {**(chosen or AT_JOINING), **({"notes": notes} if notes else {})}
    if wanted != chosen:
        Choices(database).choose(wanted)


def share_of(text: str) -> dict[str, str]:
    """What a reader chose to tell to whom, by `KINDS`; of what is no choice, nothing."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    good = {kind: found[kind] for kind in KINDS if found.get(kind) in (EVERYBODY, ALONE)}
    return {**BEFORE, **good} if good else {}
