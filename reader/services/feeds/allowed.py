"""When feeds may be looked at by themselves: what the reader lets the computer do unasked."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from reader.services.metered import is_metered
from reader.services.power import on_mains

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession


def may_look(
    session: LibrarySession, metered: bool | None = None, moment: datetime.datetime | None = None
) -> bool:
    """Whether feeds may be looked at now, unasked. Takes a moment: other programs are asked.

    Args:
        session: the library, whose settings say what is allowed.
        metered: whether data is counted, as far as the window knows; for `None` the system is asked.
        moment: the time on the reader's wall, the present by default.
    """
    options = session.settings
    if not in_hours(
        (moment or datetime.datetime.now()).hour,
        options.number("feeds_from_hour"),
        options.number("feeds_until_hour"),
    ):
        return False
    return may_fetch(session, metered)


def may_fetch(session: LibrarySession, metered: bool | None = None) -> bool:
    """The same at any hour: the reader said himself when it is to be done."""
    options = session.settings
    if session.private:
        return False
    if options.flag("feeds_on_mains_only") and not on_mains():
        return False
    if not options.flag("feeds_unmetered_only"):
        return True
    return not (is_metered() if metered is None else metered)


def in_hours(hour: int, first: int, end: int) -> bool:
    """Whether an hour of the day lies from `first` up to `end`, which may be of the next day."""
    return first <= hour < end if first < end else hour >= first or hour < end
