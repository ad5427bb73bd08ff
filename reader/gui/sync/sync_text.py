"""How a library stands to its other computers, in words."""

from __future__ import annotations

import datetime
import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from reader.core.messages import isolate
from reader.core.replication.moments import seconds_since
from reader.gui.library_dialog import moment_text
from reader.gui.sync.outcome import LOCKED, NOT_KEPT, OFFLINE, Outcome
from reader.gui.text.messages import fill

if TYPE_CHECKING:
    from reader.core.errors import ReaderError
    from reader.services.sync.sync_state import SyncState

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400  # seconds


class SyncTexts(QObject):
    """The sentences; lupdate sees plural forms only in `self.tr`."""

    def state(self, state: SyncState, error: ReaderError | None, running: bool, outcome: Outcome) -> str:
        """How the library stands."""
        waiting = self.waiting(state.waiting, state.only_reads)
        if running:
            return self.tr("Being brought in step…")
        if state.paused:
            return self._joined(self.tr("Paused"), waiting)
        if error is not None and error.kind == OFFLINE:
            return self._joined(waiting, self.tr("offline")) if waiting else self.tr("Offline")
        if error is not None and error.kind == LOCKED:
            return self._joined(self.tr("Passphrase needed"), waiting)
        if error is not None and error.kind == NOT_KEPT:
            return self._joined(self.tr("Password needed"), waiting)
        if error is not None:
            return self._joined(self.tr("Not in step"), waiting)
        if outcome.damaged:
            return self._joined(self.tr("Files in the folder are damaged or missing"), waiting)
        if outcome.late:
            return self._joined(self.tr("Files of another computer are still on their way"), waiting)
        return self._joined(self.last(state.last), waiting)

    def waiting(self, count: int, stay: bool = False) -> str:
        """How many changes wait, nothing for none; those of somebody who only reads `stay`."""
        if stay and count:
            return self.tr("%n change(s) on this computer alone", "", count)
        return self.tr("%n change(s) waiting", "", count) if count else ""

    def last(self, moment: str) -> str:
        """When the library was last in step."""
        seconds = seconds_since(moment)
        if seconds is None:
            return self.tr("Not in step yet")
        if seconds < -_MINUTE:
            return self.tr("In step, before this computer’s clock was set back")
        if seconds < _MINUTE:
            return self.tr("In step just now")
        if seconds < _HOUR:
            return self.tr("In step %n minute(s) ago", "", seconds // _MINUTE)
        if seconds < _DAY:
            return self.tr("In step %n hour(s) ago", "", seconds // _HOUR)
        return fill(self.tr("In step on {moment}"), moment=_shown(moment))

    def written_again(self, count: int) -> str:
        """That files were gone, and are there again."""
        return self.tr(
            "%n file(s) were missing from the folder or damaged, and were written again.", "", count
        )

    def beside(self, state: SyncState, outcome: Outcome) -> list[str]:
        """What is to be known beside how the library stands."""
        said = []
        if outcome.written_again:
            said.append(self.written_again(outcome.written_again))
        if state.held:
            said.append(
                self.tr(
                    "%n change(s) of other computers are kept aside: this version of Liseuse does not "
                    "understand them. The next version looks at them again.",
                    "",
                    state.held,
                )
            )
        if not outcome.keyring:
            said.append(
                self.tr(
                    "This system has no keyring that keeps passphrase and password: they are asked for after "
                    "each start."
                )
            )
        return said

    def sharing(self, state: SyncState) -> list[str]:
        """Who else sees the library, and what the reader may do in it; nothing where it is his alone."""
        said = []
        if state.others:
            names = QLocale().createSeparatedList([isolate(name) for name in state.others])
            shared = self._seen_by(state)
            if state.only_reads:
                shared = self.tr("Others take part too: {names}.")
            said.append(shared.replace("{names}", names))
        if state.only_reads:
            said.append(
                self.tr(
                    "You are a reader of this library: all of it comes here, and what you change stays on "
                    "this computer."
                )
            )
        elif state.role == "editor":
            said.append(
                self.tr(
                    "You are an editor of this library: what you change goes to all. Only an owner invites, "
                    "or makes it anew."
                )
            )
        elif state.others:
            said.append(
                self.tr(
                    "You own this library: what you change goes to all, and you may invite, or make it anew."
                )
            )
        return said

    def _seen_by(self, state: SyncState) -> str:
        """Who takes part, and what of the reader's they see."""
        one = len(state.others) == 1
        if state.notes_are_seen:
            many = self.tr("{names} take part too, and see all of the library, notes and highlights too.")
            alone = self.tr("{names} takes part too, and sees all of the library, notes and highlights too.")
        else:
            many = self.tr(
                "{names} take part too, and see all of the library but not your notes and highlights."
            )
            alone = self.tr(
                "{names} takes part too, and sees all of the library but not your notes and highlights."
            )
        return alone if one else many

    def visit(self, moment: str) -> str:
        """When a computer was last heard of, unless its clock was ahead then."""
        seconds = seconds_since(moment)
        if seconds is None:
            return self.tr("Not heard of yet")
        if seconds <= -_DAY:
            return self.tr("Its clock is ahead, by %n day(s) at least", "", -seconds // _DAY)
        if seconds <= -_HOUR:
            return self.tr("Its clock is ahead, by %n hour(s) at least", "", -seconds // _HOUR)
        if seconds < -_MINUTE:
            return self.tr("Its clock is ahead, by %n minute(s) at least", "", -seconds // _MINUTE)
        return fill(self.tr("Last heard of {moment}"), moment=_shown(moment))

    def counts(self, here: int, there: int, both: int) -> str:
        """How many articles each side has."""
        said = [self.tr("%n article(s) here", "", here), self.tr("%n in the folder", "", there)]
        if there:
            said.append(self.tr("%n of them in both", "", both))
        return self._joined(*said)

    def _joined(self, *parts: str) -> str:
        said = [part for part in parts if part]
        both = self.tr("{one}, {other}")
        return functools.reduce(lambda one, other: both.replace("{one}", one).replace("{other}", other), said)


def _shown(moment: str) -> str:
    return moment_text(datetime.datetime.fromisoformat(moment))
