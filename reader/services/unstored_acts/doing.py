"""Acts that were kept are done as their library opens."""

from __future__ import annotations

import contextlib
import itertools
import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.storage_errors import OF_THE_LIBRARY
from reader.services.unstored_acts.acts_file import KeptActs, is_sound, read_acts, write_acts
from reader.services.unstored_acts.kinds import Act
from reader.services.unstored_acts.library_acts import Link, add_links
from reader.services.unstored_acts.then import Then

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)


def do_acts(session: LibrarySession, file: Path) -> bool:
    """Do what a file holds, and remove it; `False` where a rest of it may be possible later."""
    try:
        kept = read_acts(file)
    except OSError as error:
        log.warning("what was not stored cannot be read: %s", error.strerror)
        return True
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        log.warning("what was not stored is damaged, and kept as it is: %s", type(error).__name__)
        with contextlib.suppress(OSError):
            file.replace(file.with_suffix(".damaged"))
        return True
    left = _do_all(session, kept)
    log.info("%d of %d acts that were not stored are so now", len(kept.acts) - len(left), len(kept.acts))
    if left:
        if len(left) < len(kept.acts):  # the reader goes on from what is done
            with contextlib.suppress(ReaderError):
                write_acts(file, session.paths.root, replace(kept, acts=left))
        return False
    with contextlib.suppress(OSError):
        file.unlink()
    return True


def _do_all(session: LibrarySession, kept: KeptActs) -> Sequence[Act]:
    """Do acts in order; returns those from the first on that may be possible later.

    Links that were given alike are written at once: there may be hundreds, and the library waits to open.
    """
    place = 0
    for _, alike in itertools.groupby(kept.acts, _given):
        group = list(alike)
        if not _are_done(session, group, kept.then):
            return kept.acts[place:]
        place += len(group)
    return ()


def _given(act: Act) -> object:
    """How a link was given; every other act stands alone."""
    return (act.tags, act.origin) if isinstance(act, Link) else id(act)


def _are_done(session: LibrarySession, acts: Sequence[Act], then: Then) -> bool:
    """Do one act, or links that were given alike; `False` where that may be possible later.

    The library opens whatever stands in the file: one that nothing can do is passed over.
    """
    try:
        sound = [act for act in acts if is_sound(act)]
        if len(sound) < len(acts):
            log.warning("%d acts that were not stored are none", len(acts) - len(sound))
        links = [act for act in sound if isinstance(act, Link)]
        if links:
            add_links(session, links)
        elif sound:
            sound[0].do(session, then)
    except ReaderError as error:
        log.warning("an act that was not stored is not so now: %s", error.kind)
        return error.kind not in OF_THE_LIBRARY
    except Exception as error:  # noqa: BLE001 - what no check foresees
        if len(acts) > 1:
            return all([_are_done(session, [act], then) for act in acts])
        log.warning("an act that was not stored cannot be done: %s", type(error).__name__)
    return True
