"""The copies of the library: what each holds, a new one, and the way back to an old one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from reader.core.messages import isolate
from reader.gui.cards.card_text import joined
from reader.gui.dialogs.notices import Notices
from reader.gui.library_dialog import LibraryDialog, moment_text, size_text
from reader.gui.widgets.basics import push_button

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.gui.context import WindowContext
    from reader.services.backup.keep_backups import KeptCopy


class BackupDialog(LibraryDialog):
    """Lists the copies, the newest first. `restore_wanted(copy)` once the reader has agreed."""

    restore_wanted = Signal(object)

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context, self.tr("Backups"), self._intro())
        self.copies: list[KeptCopy] = []
        self.add_button(self.tr("Back up now"), self.back_up)
        self.reload()

    def _intro(self) -> str:
        return self.tr(
            "Liseuse copies the library once a day, and keeps seven days and four weeks. "
            "The copies are on this computer, beside the library."
        )

    def reload(self) -> None:
        """Read the folder of copies again."""
        paths = self.context.library.paths

        def read(_progress: Progress) -> list[KeptCopy]:
            from reader.services.backup.list_backups import list_backups

            return list_backups(paths)

        self.work("network", read, self._show)

    def back_up(self) -> None:
        """Make a copy now."""
        session = self.context.library.session
        if session is None:
            return

        def work(_progress: Progress) -> object:
            from reader.services.backup.list_backups import back_up_now

            return back_up_now(session)

        self.work("network", work, lambda _made: self._made(), self.tr("Copying the library…"))

    def ask(self, copy: KeptCopy) -> None:
        """Ask before a copy is put in the place of the library."""
        question = self.tr("Restore the backup of {date}?").replace(
            "{date}", isolate(moment_text(copy.made_at))
        )
        text = self.tr(
            "The library as it is now is kept among the backups, so that you can come back to it. "
            "What was saved since then is only in that copy."
        )
        Notices(self).ask(question, text, self.tr("Restore"), partial(self._restore, copy))

    def kind_text(self, kind: str) -> str:
        """What a copy was made for."""
        return {
            "daily": self.tr("Daily backup"),
            "weekly": self.tr("Weekly backup"),
            "before": self.tr("Before an update of Liseuse"),
            "replaced": self.tr("Before a restore"),
            "salvaged": self.tr("Salvaged from a damaged library"),
            "library": self.tr("Made by you"),
        }.get(kind, self.tr("Backup"))

    def count_text(self, count: int) -> str:
        """How many articles a copy holds."""
        return self.tr("cannot be read") if count < 0 else self.tr("%n article(s)", "", count)

    def _made(self) -> None:
        self.reload()
        self.context.notices.announce(self.tr("Backup made"))

    def _show(self, copies: list[KeptCopy]) -> None:
        self.copies = copies
        self.clear()
        for copy in copies:
            sound = copy.articles >= 0
            date = moment_text(copy.made_at)
            detail = joined((self.kind_text(copy.kind), self.count_text(copy.articles), size_text(copy.size)))
            restore = push_button("", "row")
            restore.setText(self.tr("Restore…"))
            restore.setAccessibleName(
                self.tr("Restore the backup of {date}").replace("{date}", isolate(date))
            )
            restore.setVisible(sound)
            restore.clicked.connect(partial(self.ask, copy))
            mark = ("circle-check", "ok") if sound else ("circle-alert", "error")
            self.add_row(date, detail, mark, restore)
        if not copies:
            self.add_row(
                self.tr("No backups yet"), self.tr("The first one is made today."), ("info", "muted")
            )

    def _restore(self, copy: KeptCopy) -> None:
        self.accept()
        self.restore_wanted.emit(copy)
