"""Files that were dropped, chosen or opened from outside, told apart by how their names end."""

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
    """Tell files apart."""
    kinds: dict[str, list[Path]] = {name: [] for name in GivenFiles.__dataclass_fields__}
    for file in files:
        kinds[_kind(file)].append(file)
    return GivenFiles(**{name: tuple(found) for name, found in kinds.items()})


def _kind(file: Path) -> str:
    ending = file.suffix.lower()
    if file.is_dir():  # whatever it is called: `notes.md` may be a folder
        return "folders"
    for name, endings in (
        ("pages", PAGE_FILES),
        ("links", LINK_FILES | TEXT_FILES),
        ("models", MODEL_FILES),
        ("imports", IMPORT_FILES),
    ):
        if ending in endings:
            return name
    return "others"
