"""What a drop or a paste holds: judged once, so that what is shown while dragging is what the drop does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData

from reader.gui.widgets.mime_links import (
    addresses_beside_files,
    files_in,
    import_files_in,
    link_files_in,
    links_in,
    model_files_in,
    only_files,
)
from reader.gui.widgets.mime_page import GivenPage, copied_page


@dataclass(frozen=True, slots=True)
class Given:
    """What was given, each kind apart.

    `files` hold a page or links, `models` are translation models, `imports` hold what another program kept,
    `others` are files that nothing can be done with; `links` are web addresses, and `page` is a part of a
    page that is an article of its own.
    """

    files: tuple[Path, ...] = ()
    models: tuple[Path, ...] = ()
    imports: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()
    links: tuple[str, ...] = ()
    page: GivenPage | None = None

    @property
    def usable(self) -> bool:
        """Whether anything is done with it."""
        return bool(self.files or self.models or self.imports or self.links or self.page is not None)

    @property
    def count(self) -> int:
        """How many things of use there are."""
        kinds = (self.files, self.models, self.imports, self.links)
        return sum(map(len, kinds)) + (self.page is not None)


def given_in(mime: QMimeData) -> Given:
    """Tell apart what was dropped or pasted.

    The text beside files only names them; beside a part of a page its links are its own.
    """
    files, models, imports = link_files_in(mime), model_files_in(mime), import_files_in(mime)
    known = {*files, *models, *imports}
    others = tuple(file for file in files_in(mime) if file not in known)
    if known:
        links = tuple(addresses_beside_files(mime))
        return Given(tuple(files), tuple(models), tuple(imports), others, links)
    if only_files(mime):
        return Given(others=others)
    page = copied_page(mime)
    return Given(others=others, links=() if page is not None else tuple(links_in(mime)), page=page)
