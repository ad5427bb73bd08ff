"""The reader's options on all his computers: what was chosen here is told, what came is written."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from reader.library.replication.shared_options import SharedOptions
from reader.settings.belonging import READERS

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)


def note_options(session: LibrarySession, at: int | None = None) -> bool:
    """Note what the reader chose since the last time; whether it was anything that all computers share.

    Args:
        session: the library; nothing is noted while it is kept in step with no other.
        at: when it was chosen (µs since 1970) where that is known; the present for `None`.

    Raises:
        ReaderError: the disk.
    """
    # The file is what counts: another program may have written it, and this one not looked yet. What is not
    # in it yet must not be noted: a round in another process would find the former value, as if chosen anew.
    session.settings.save()
    return SharedOptions(session.database).note(session.settings.in_file, READERS, at)


def write_options(session: LibrarySession) -> tuple[str, ...]:
    """Write what other computers chose into the file of options; gives the keys that were written.

    Raises:
        ReaderError: the disk; the next round writes them.
    """
    options = session.settings
    found = options.found_elsewhere()
    if found is not None:
        options.take_over(found)
    note_options(session)  # the round took a while, and the reader went on
    shared = SharedOptions(session.database)
    coming = shared.coming(options.chosen(), READERS)
    for key, value in coming.items():
        try:
            options.hold(key, value)
        except (KeyError, ValueError) as error:  # as an earlier version took it
            log.warning("an option out of the store is none: %s", error)
    if coming:
        options.save()
        chosen = options.chosen()
        shared.written({key: chosen.get(key) for key in coming})
    return tuple(coming)


def options_chosen_at(session: LibrarySession) -> int | None:
    """When the file of options was last written (µs since 1970), `None` where there is none."""
    try:
        return session.settings.path.stat().st_mtime_ns // 1000
    except OSError as error:
        log.info("no file of options: %s", error.strerror)
        return None
