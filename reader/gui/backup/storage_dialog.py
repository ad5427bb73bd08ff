"""What the library takes on the disk, and room made by giving up what is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from reader.core.messages import isolate
from reader.gui.dialogs.notices import Notices
from reader.gui.library_dialog import LibraryDialog, size_text
from reader.gui.widgets.basics import ProgressBar, label
from reader.gui.widgets.check_box import CheckBox

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.gui.context import WindowContext
    from reader.services.backup.measure_storage import Freeable, StorageUse


class StorageDialog(LibraryDialog):
    """Measures when it opens, and again after something was given up."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(
            context,
            self.tr("Storage"),
            self.tr("Everything Liseuse keeps is on this computer. Tick what you can do without."),
            (640, 640),
        )
        self.use: StorageUse | None = None
        self.boxes: dict[str, CheckBox] = {}
        self._offers: dict[str, Freeable] = {}
        self.free_button = self.add_button(self.tr("Free space"), self.ask, primary=True)
        self.reload()

    def reload(self) -> None:
        """Measure the library."""
        session = self.context.library.session
        if session is None:
            return

        def work(_progress: Progress) -> tuple[StorageUse, dict[str, Freeable]]:
            from reader.services.backup.measure_storage import freeable, measure

            return measure(session), freeable(session)

        self.work("network", work, lambda found: self._show(*found), self.tr("Measuring…"))

    @property
    def chosen(self) -> list[str]:
        """The kinds that are ticked."""
        return [kind for kind, box in self.boxes.items() if box.isChecked()]

    def ask(self) -> None:
        """Ask before anything is given up: none of it comes back by itself."""
        size = sum(self._offers[kind].size for kind in self.chosen)
        question = self.tr("Free about {size}?").replace("{size}", isolate(size_text(size)))
        text = self.tr("What you ticked is removed from this computer. Articles outside Trash stay.")
        Notices(self).ask(question, text, self.tr("Free space"), self._free)

    def name_of(self, kind: str) -> str:
        """What a kind of `KINDS` is called."""
        return {
            "trash": self.tr("Articles in Trash"),
            "pictures": self.tr("Pictures of read and archived articles"),
            "translations": self.tr("Translations of read and archived articles"),
            "old-backups": self.tr("All backups but the newest"),
            "models": self.tr("Translation models"),
        }[kind]

    def _free(self) -> None:
        session, kinds = self.context.library.session, self.chosen
        if session is None or not kinds:
            return

        def work(progress: Progress) -> int:
            from reader.services.backup.measure_storage import free

            return free(session, kinds, progress)

        self.work("library", work, self._freed, self.tr("Freeing space…"))

    def _freed(self, size: int) -> None:
        self.context.library.refresh()
        self.reload()
        text = self.tr("{size} freed").replace("{size}", isolate(size_text(size)))
        self.context.notices.announce(text)

    def _show(self, use: StorageUse, offers: dict[str, Freeable]) -> None:
        self.use, self._offers, self.boxes = use, offers, {}
        self.clear()
        self.add(self._bars(use))
        for kind, offer in offers.items():
            box = CheckBox(self.name_of(kind))
            detail = f"{self._count(kind, offer.count)} · {isolate(size_text(offer.size))}"
            box.setAccessibleDescription(detail)
            box.setEnabled(offer.count > 0)
            box.toggled.connect(lambda _on: self._offer())
            self.boxes[kind] = box
            made = QWidget()
            grid = QGridLayout(made)
            grid.setContentsMargins(0, 10, 0, 10)
            about = label("meta")
            about.setText(detail)
            grid.addWidget(box, 0, 0)
            grid.addWidget(about, 0, 1)
            grid.setColumnStretch(0, 1)
            self.add(made)
        self._offer()

    def _bars(self, use: StorageUse) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 10, 0, 14)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        parts = (
            (self.tr("Texts"), use.text),
            (self.tr("Translations"), use.translations),
            (self.tr("Search index and the rest"), use.index + use.other),
            (self.tr("Pictures"), use.pictures),
            (self.tr("Models"), use.models),
            (self.tr("Backups"), use.backups),
        )
        for row, (name, size) in enumerate(parts):
            title, amount, bar = label(), label("meta"), ProgressBar()
            title.setText(name)
            amount.setText(size_text(size))
            bar.setTextVisible(False)
            bar.setRange(0, 1000)
            bar.setValue(round(1000 * size / max(1, use.total)))
            bar.setAccessibleName(f"{name}: {isolate(size_text(size))}")
            grid.addWidget(title, row, 0)
            grid.addWidget(bar, row, 1)
            grid.addWidget(amount, row, 2)
        total = label("card-title", wrap=True)
        words = self.tr("{used} in all · {free} free on this disk")
        words = words.replace("{used}", isolate(size_text(use.total)))
        total.setText(words.replace("{free}", isolate(size_text(use.disk_free))))
        grid.addWidget(total, len(parts), 0, 1, 3)
        grid.setColumnStretch(1, 1)
        return made

    def _count(self, kind: str, count: int) -> str:
        if kind in ("trash", "translations"):
            return self.tr("%n article(s)", "", count)
        return self.tr("%n file(s)", "", count)

    def _offer(self) -> None:
        self.free_button.setEnabled(bool(self.chosen))
