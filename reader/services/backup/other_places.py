"""Looks for a library whose disk is away elsewhere: a disk that is put in again may get another name."""

from __future__ import annotations

import logging
import os
import re
import string
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.look import SILENT_SECONDS, Look
from reader.settings.disks import TOPS
from reader.settings.paths import LibraryPaths, moved_to

log = logging.getLogger(__name__)

MOST_PLACES = 3
_MOST_NAMES = 200  # of one folder that are tried
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # a terminal would obey it, and whose disk it is nobody knows


@dataclass(frozen=True, slots=True)
class FoundLibrary:
    """A folder with a library, and how many articles that has."""

    folder: Path
    articles: int


def other_places(paths: LibraryPaths, seconds: float = SILENT_SECONDS) -> list[FoundLibrary]:
    """Libraries that lie on a disk which is here as the one that is away did on its own.

    Args:
        paths: of the library that is away.
        seconds: after which no more disks are waited for; one of those looked at may be silent, too.

    Returns:
        Those most like it first, `MOST_PLACES` at most. Whether one of them is the library, the reader knows.
    """
    found: list[FoundLibrary] = []
    former = {paths.root, paths.moved_from}
    look = Look(lambda: _search(paths.root, former, found))
    if look.answered(seconds):
        look.result()
    else:
        log.info("a disk where the library might be does not answer")
    return list(found)


def _search(away: Path, former: Iterable[Path | None], found: list[FoundLibrary]) -> None:
    from reader.library.backup import articles_in

    for folder in dict.fromkeys(_candidates(away)):
        if folder in former or not os.path.isfile(folder / "library.db") or moved_to(folder) is not None:
            continue
        try:
            found.append(FoundLibrary(folder, articles_in(folder / "library.db")))
        except (ReaderError, OSError) as error:
            log.info("no library that can be read: %s", error)
        if len(found) == MOST_PLACES:
            return


def _candidates(away: Path) -> Iterator[Path]:
    """Where it might be: the end of its path, the longest first, on every disk that is here."""
    parts = away.parts
    ends = [parts[place:] for place in range(1, len(parts) + 1)]
    if sys.platform == "win32":
        disks = [Path(f"{letter}:\\") for letter in string.ascii_uppercase]
    else:
        disks = [top / name for top in TOPS for name in _names(top)]
        disks += [folder / name for folder in disks for name in _names(folder)]  # a folder for each reader
    yield from (disk.joinpath(*end) for end in ends for disk in disks)


def _names(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in islice(entries, _MOST_NAMES) if entry.is_dir()]
    except OSError:
        return []
    return sorted(name for name in names if not _CONTROL.search(name))
