"""What folders and pages that were given hold, looked for off the GUI thread."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from reader.core.progress import Progress
from reader.gui.widgets.given_files import PAGE_FILES

MOST_PAGES = 500
"""Pages that are saved of one folder."""
_MOST_NAMES = 200_000  # that are looked at in one folder and below: somebody may drop a whole disk


@dataclass(slots=True)
class FolderContents:
    """What was found.

    Args:
        exports: folders that another program wrote, or that hold nothing known. pages: those in the others.
        cut: folders in which there may be more pages than were taken.
    """

    exports: list[Path] = field(default_factory=list)
    pages: list[Path] = field(default_factory=list)
    cut: list[Path] = field(default_factory=list)


def looked_into(folders: Sequence[Path], progress: Progress) -> FolderContents:
    """Look into folders, no longer than it takes to find as many pages as are saved of each.

    Raises:
        Cancelled: by `progress`.
    """
    from reader.services.importing.preview_import import is_export

    contents = FolderContents()
    for folder in folders:
        progress.check()
        if is_export(folder):
            contents.exports.append(folder)
            continue
        found, is_whole = _pages_in(folder, progress)
        contents.pages += found
        if not found:  # the import says what is wrong with it
            contents.exports.append(folder)
        elif not is_whole:
            contents.cut.append(folder)
    return contents


def pages_and_bookmarks(files: Sequence[Path], progress: Progress) -> tuple[list[Path], list[Path]]:
    """Pages, and lists of bookmarks, which look like pages.

    Raises:
        Cancelled: by `progress`.
    """
    from reader.services.importing.preview_import import is_list_of_links

    pages: list[Path] = []
    bookmarks: list[Path] = []
    for file in files:
        progress.check()
        (bookmarks if is_list_of_links(file) else pages).append(file)
    return pages, bookmarks


def _pages_in(folder: Path, progress: Progress) -> tuple[list[Path], bool]:
    """The first pages of a folder and of those in it, and whether they are all."""
    names = _names_in(folder, progress)
    found: list[Path] = []
    for path in islice(names, _MOST_NAMES):
        if path.suffix.lower() in PAGE_FILES and path.is_file():
            if len(found) == MOST_PAGES:
                return found, False
            found.append(path)
    return found, next(names, None) is None


def _names_in(folder: Path, progress: Progress) -> Iterator[Path]:
    """Every file in a folder, then in those in it, in order; what cannot be listed is left out."""
    for top, folders, files in os.walk(folder):
        progress.check()
        folders.sort()
        for name in sorted(files):
            yield Path(top, name)
