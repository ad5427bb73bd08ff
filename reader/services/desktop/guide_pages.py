"""The guide as it ships: pages in Markdown with their pictures, in each language of the interface."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reader.core.errors import ReaderError
from reader.settings.paths import resource

LANGUAGES = ("en", "fr", "ar")
"""The languages that the guide is written in; English for every other."""


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One page: its file's name, its title (the first heading) and its Markdown."""

    name: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Guide:
    """The pages of one language in their order, and the folder that their pictures' names begin at."""

    language: str
    folder: Path
    pages: tuple[GuidePage, ...]


def read_guide(language: str) -> Guide:
    """The guide in a language, or in English when it is not written in that one.

    Raises:
        ReaderError: `file-unreadable`, when it is not there.
    """
    code = language if language in LANGUAGES else LANGUAGES[0]
    folder = _folder() / code
    try:
        pages = tuple(_page(file) for file in sorted(folder.glob("[0-9]*.md")))
    except OSError as error:
        raise ReaderError("file-unreadable", str(error), file=folder) from error
    if not pages:
        raise ReaderError("file-unreadable", "no page of the guide", file=folder)
    return Guide(code, folder, pages)


def _folder() -> Path:
    """Among what ships with the program; in a checkout the folder `docs`."""
    shipped = resource("guide")
    return shipped if shipped.is_dir() else shipped.parents[1] / "docs"


def _page(file: Path) -> GuidePage:
    text = file.read_text(encoding="utf-8")
    return GuidePage(file.name, text.partition("\n")[0].removeprefix("# "), text)
