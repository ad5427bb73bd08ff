"""What files and folders that were given hold, looked for off the GUI thread."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from reader.core.progress import Progress
from reader.gui.widgets.given_files import PAGE_FILES, TEXT_FILES, GivenFiles, parted
from reader.gui.widgets.mime_links import links_in_files

MOST_PAGES = 500
"""Pages that are saved of one folder."""
_MOST_NAMES = 200_000  # that are looked at in one folder and below: somebody may drop a whole disk


@dataclass(slots=True)
class FoundInFiles:
    """What was found.

    Args:
        exports: files and folders that another program wrote, or folders that hold nothing known.
        pages: saved pages, also those in other folders. links: the links in files of links and texts.
        cut: folders in which there may be more pages than were taken. left: folders, and how many files in
            each hold neither an article nor an export nor a link.
        unknown: files without an ending that are no export and hold no link.
    """

    exports: list[Path] = field(default_factory=list)
    pages: list[Path] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    cut: list[Path] = field(default_factory=list)
    left: list[tuple[Path, int]] = field(default_factory=list)
    unknown: list[Path] = field(default_factory=list)


def looked_into(files: GivenFiles, progress: Progress) -> FoundInFiles:
    """Look into folders, for no more pages than are saved of each, and into what may be a list that another
    program wrote, whatever its name: bookmarks, clippings.

    Raises:
        Cancelled: by `progress`.
    """
    from reader.services.importing.preview_import import is_export, is_list_of_links, is_whole_export

    found, pages = FoundInFiles(), list(files.pages)
    texts: list[Path] = []
    for file in files.imports:
        progress.check()
        if file.suffix or is_export(file):
            found.exports.append(file)
        else:
            (texts if links_in_files([file], progress) else found.unknown).append(file)
    for folder in files.folders:
        progress.check()
        if is_whole_export(folder):
            found.exports.append(folder)
            continue
        inside, is_whole = _files_in(folder, progress)
        pages += inside.pages
        left = _take_others(inside, found, texts, progress)
        if left is None and not inside.pages:  # the import says what is wrong with it
            found.exports.append(folder)
        elif left:
            found.left.append((folder, left))
        if not is_whole:
            found.cut.append(folder)
    for page in pages:
        progress.check()
        (found.exports if is_list_of_links(page) else found.pages).append(page)
    for file in files.links:
        progress.check()
        is_list = file.suffix.lower() in TEXT_FILES and is_list_of_links(file)
        (found.exports if is_list else texts).append(file)
    found.links = links_in_files(texts, progress)
    return found


def _take_others(
    inside: GivenFiles, found: FoundInFiles, texts: list[Path], progress: Progress
) -> int | None:
    """Take what is in a folder besides pages: exports to `found`, files with links to `texts`.

    Returns:
        How many files are neither, `None` when nothing was taken.
    """
    from reader.services.importing.preview_import import is_export, is_list_of_links

    before = len(found.exports) + len(texts)
    for file in inside.imports:
        progress.check()
        if is_export(file):
            found.exports.append(file)
    for file in inside.links:
        progress.check()
        if is_list_of_links(file):
            found.exports.append(file)
        elif links_in_files([file], progress):
            texts.append(file)
    taken = len(found.exports) + len(texts) - before
    every = sum(map(len, (inside.imports, inside.links, inside.others, inside.models)))
    return every - taken if taken or inside.pages else None


def _files_in(folder: Path, progress: Progress) -> tuple[GivenFiles, bool]:
    """The files of a folder and of those in it, told apart, and whether they are all: no more pages are
    taken than are saved."""
    names = _names_in(folder, progress)
    found: list[Path] = []
    pages, is_whole = 0, True
    for path in islice(names, _MOST_NAMES):
        is_page = path.suffix.lower() in PAGE_FILES
        if path.name.startswith(".") or not path.is_file():
            continue
        if is_page and pages == MOST_PAGES:
            is_whole = False
            continue
        pages += is_page
        found.append(path)
    return parted(found), is_whole and next(names, None) is None


def _names_in(folder: Path, progress: Progress) -> Iterator[Path]:
    """Every file in a folder, then in those in it, in order; what cannot be listed is left out."""
    from reader.services.saving.save_page import BESIDE

    for top, folders, files in os.walk(folder):
        progress.check()
        pages = [Path(name).stem for name in files if Path(name).suffix.lower() in PAGE_FILES]
        own = {stem + end for stem in pages for end in BESIDE}
        folders[:] = sorted(name for name in folders if name not in own)
        for name in sorted(files):
            yield Path(top, name)
