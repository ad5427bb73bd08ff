"""What a drop or a paste holds: judged once, so that what is shown while dragging is what the drop does."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QMimeData

from reader.gui.widgets.given_files import GivenFiles, parted_by_name
from reader.gui.widgets.mime_links import addresses_beside_files, feed_in, files_in, links_in, only_files
from reader.gui.widgets.mime_page import GivenPage, copied_page


@dataclass(frozen=True, slots=True)
class Given:
    """What was given, each kind apart; files by their names alone, until their disks were asked.

    `links` are web addresses, and `page` is a part of a page that is an article of its own. `feed` is the
    address in a `feed:` link.
    """

    files: GivenFiles = field(default_factory=GivenFiles)
    links: tuple[str, ...] = ()
    page: GivenPage | None = None
    feed: str = ""

    @property
    def usable(self) -> bool:
        """Whether anything is done with it."""
        return self.count > 0

    @property
    def count(self) -> int:
        """How many things of use there are."""
        files = self.files
        kinds = (files.pages, files.links, files.models, files.imports, files.folders, self.links)
        return sum(map(len, kinds)) + (self.page is not None) + bool(self.feed)

    @property
    def every_file(self) -> tuple[Path, ...]:
        """All files, those with which nothing can be done at the end."""
        files = self.files
        kinds = (files.pages, files.links, files.models, files.imports, files.folders, files.others)
        return tuple(file for kind in kinds for file in kind)


def given_in(mime: QMimeData) -> Given:
    """Tell apart what was dropped or pasted.

    The text beside files only names them; beside a part of a page its links are its own.
    """
    given = files_in(mime)
    files = parted_by_name(given)
    if given and (Given(files).usable or only_files(mime)):
        return Given(files, tuple(addresses_beside_files(mime)))
    if feed := feed_in(mime):
        return Given(feed=feed)
    page = copied_page(mime)
    return Given(files, () if page is not None else tuple(links_in(mime)), page)
