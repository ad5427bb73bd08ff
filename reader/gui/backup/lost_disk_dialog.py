"""What is offered for a library on a disk which is away, and may never come back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from reader.core.messages import isolate
from reader.gui.backup.rescue_dialog import RescueDialog
from reader.gui.widgets.basics import breakable

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.gui.context import WindowContext
    from reader.services.backup.lost_disk import LostDisk


class LostDiskDialog(RescueDialog):
    """Says where the library should be, and what can be done.

    Signals: `again_wanted` (look for the disk once more), `locate_wanted` (the library is in another folder
    now), `place_wanted` (it is in this one, a path), `stay_wanted` (go on with what a killed move left in the
    former folder), and those of its base.

    Args:
        kind: `library-away` when another folder leads to the disk, which can lead elsewhere;
            `library-unmounted` when the folder on the disk was named itself.
    """

    again_wanted = Signal()
    locate_wanted = Signal()
    place_wanted = Signal(object)
    stay_wanted = Signal()

    def __init__(self, context: WindowContext, kind: str = "library-away") -> None:
        super().__init__(context, "library-away")
        self._led_there = kind == "library-away"

    def count_text(self, count: int) -> str:
        return self.tr("%n article(s)", "", count)

    def examine(self, _progress: Progress) -> Any:
        from reader.services.backup.lost_disk import examine_lost

        return examine_lost(self.paths)

    def show_found(self, found: LostDisk) -> None:  # type: ignore[override]
        """Show what can be done, the safest first."""
        self.clear()
        for number, place in enumerate(found.places):
            self.offer(
                f"place-{number}",
                self.tr("A library lies at another place now"),
                f"{isolate(breakable(str(place.folder)))} · {self.count_text(place.articles)}",
                self.tr("Open"),
                partial(self.place_wanted.emit, place.folder),
            )
        self.offer(
            "again",
            self.tr("Look again"),
            self.tr("The library should be at {folder}.").replace("{folder}", isolate(str(self.paths.root))),
            self.tr("Look"),
            self.again_wanted.emit,
        )
        if not self._led_there:
            self.offer_other()
            self.offer_beginning()
            return
        self.offer(
            "locate",
            self.tr("The library is in another folder now"),
            self.tr("Choose the folder with the file library.db. Liseuse finds it there from now on."),
            self.tr("Choose…"),
            self.locate_wanted.emit,
        )
        if found.articles >= 0:
            self.offer(
                "stay",
                self.tr("Go on with the library as it was before the move"),
                self.count_text(found.articles),
                self.tr("Open"),
                self.stay_wanted.emit,
            )
        if found.backup is not None or found.unread is not None:
            self.offer_backup(found.backup, found.unread)
        self.offer_choice()
        if found.articles < 0:
            self.offer_beginning()
