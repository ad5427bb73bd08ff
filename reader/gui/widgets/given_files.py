"""Files that were dropped, chosen or opened from outside, told apart by how their names end.

Whether a name is a folder, only its disk knows; that of another computer may keep us waiting for minutes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

LINK_FILES = frozenset((".url", ".webloc", ".desktop"))
PAGE_FILES = frozenset((".html", ".htm", ".xhtml", ".mhtml", ".mht", ".webarchive"))
TEXT_FILES = frozenset((".txt", ".text", ".md"))
FEED_FILES = frozenset((".rss", ".atom", ".xml"))
IMPORT_FILES = FEED_FILES | {".csv", ".json", ".jsonl", ".jsonlz4", ".zip", ".opml", ".plist", ".ris", ".rdf"}
"""Files in which other programs write down many articles; none is taken as a text with links in it."""
MODEL_FILES = frozenset((".argosmodel",))


@dataclass(frozen=True, slots=True)
class GivenFiles:
    """Files, each kind apart and in order.

    `pages` are saved pages, `links` hold links, `models` are translation models, `imports` hold what another
    program kept, `others` are files that nothing can be done with; `folders` may be an export or hold pages.
    """

    pages: tuple[Path, ...] = ()
    links: tuple[Path, ...] = ()
    models: tuple[Path, ...] = ()
    imports: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()


def parted(files: Iterable[Path]) -> GivenFiles:
    """Tell files apart. Their disks are asked: on a background lane only."""
    return _by_kind((file, "folders" if _is_folder(file) else _kind(file)) for file in files)


def parted_by_name(files: Iterable[Path]) -> GivenFiles:
    """Tell files apart by their names alone, where one without an ending is most often a folder's."""
    return _by_kind((file, _kind(file) if file.suffix else "folders") for file in files)


def _is_folder(file: Path) -> bool:
    try:
        return file.is_dir()
    except OSError:  # whoever reads it says what is wrong with its disk
        return False


def _by_kind(files: Iterable[tuple[Path, str]]) -> GivenFiles:
    kinds: dict[str, list[Path]] = {name: [] for name in GivenFiles.__dataclass_fields__}
    for file, kind in files:
        kinds[kind].append(file)
    return GivenFiles(**{name: tuple(found) for name, found in kinds.items()})


def _kind(file: Path) -> str:
    """What a file is that is no folder."""
    ending = file.suffix.lower()
    if not ending:  # as that of Chromium's bookmarks
        return "imports"
    for name, endings in (
        ("pages", PAGE_FILES),
        ("links", LINK_FILES | TEXT_FILES),
        ("models", MODEL_FILES),
        ("imports", IMPORT_FILES),
    ):
        if ending in endings:
            return name
    return "others"
