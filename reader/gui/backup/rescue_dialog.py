"""What is offered for a damaged library: the newest sound backup, salvage, a look, another one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from reader.core.messages import isolate
from reader.gui.backup.library_dialog import LibraryDialog, moment_text
from reader.gui.widgets.basics import push_button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from reader.core.progress import Progress
    from reader.gui.context import WindowContext
    from reader.services.backup.keep_backups import KeptCopy
    from reader.services.backup.salvage_library import Damage


class RescueDialog(LibraryDialog):
    """The damaged file is never written to, whatever is chosen.

    Signals: `restore_wanted(copy)`, `salvage_wanted`, `look_wanted` (open it for reading only),
    `other_wanted` (open another library).
    """

    restore_wanted = Signal(object)
    salvage_wanted = Signal()
    look_wanted = Signal()
    other_wanted = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__(
            context,
            self.tr("The library is damaged"),
            self.tr("The damaged file stays as it is, whatever you choose. Nothing is overwritten."),
            (600, 480),
        )
        self.buttons: dict[str, QPushButton] = {}
        paths = context.library.paths

        def work(_progress: Progress) -> Damage:
            from reader.services.backup.salvage_library import examine_damage

            return examine_damage(paths)

        self.work("network", work, self._show, self.tr("Looking at the library…"))

    def count_text(self, count: int) -> str:
        """How many articles there are."""
        return self.tr("%n article(s)", "", count)

    def _show(self, damage: Damage) -> None:
        self.clear()
        self._offer_backup(damage.backup)
        self._offer(
            "salvage",
            self.tr("Salvage what can be read"),
            self.tr("Liseuse reads every article that is still whole into a new library."),
            self.tr("Salvage"),
            self.salvage_wanted.emit,
        )
        if damage.readable:
            detail = self.tr("Nothing can be saved or changed there.")
            found = f"{self.count_text(damage.articles)} · {detail}"
            self._offer("look", self.tr("Look at it as it is"), found, self.tr("Open"), self.look_wanted.emit)
        self._offer(
            "other",
            self.tr("Open another library"),
            self.tr("An empty folder becomes a new library."),
            self.tr("Choose…"),
            self.other_wanted.emit,
        )

    def _offer_backup(self, copy: KeptCopy | None) -> None:
        if copy is None:
            self.add_row(self.tr("There is no sound backup"), "", ("info", "muted"))
            return
        title = self.tr("Restore the backup of {date}").replace("{date}", isolate(moment_text(copy.made_at)))
        button = push_button("primary", "row")
        button.setText(self.tr("Restore"))
        button.setAccessibleName(title)
        button.clicked.connect(partial(self._chosen, partial(self.restore_wanted.emit, copy)))
        self.buttons["restore"] = button
        self.add_row(title, self.count_text(copy.articles), ("shield-check", "accent"), button)

    def _offer(self, name: str, title: str, detail: str, verb: str, tell: Callable[[], object]) -> None:
        button = push_button("", "row")
        button.setText(verb)
        button.setAccessibleName(title)
        button.clicked.connect(partial(self._chosen, tell))
        self.buttons[name] = button
        icons = {"salvage": "hard-drive", "look": "lock", "other": "folder-open"}
        self.add_row(title, detail, (icons[name], "muted"), button)

    def _chosen(self, tell: Callable[[], object], _checked: bool = False) -> None:
        self.accept()
        tell()
