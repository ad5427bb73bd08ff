"""Safe keeping: backups, restoring, checking and moving the library, storage, and a damaged file at start."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from reader.core.error_kinds import NO_DISK, RESCUABLE
from reader.core.errors import ReaderError
from reader.core.messages import QT_TRANSLATE_NOOP, isolate
from reader.core.model import PendingSave
from reader.core.progress import Progress
from reader.gui.backup.lost_disk_ways import LostDiskWays
from reader.gui.dialogs.file_dialog import FileDialog
from reader.gui.feature import Feature
from reader.gui.library_dialog import LibraryDialog
from reader.settings.paths import LibraryPaths

if TYPE_CHECKING:
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.background.save_queue import SaveQueue
    from reader.gui.context import WindowContext
    from reader.gui.reading.reading_controller import ReadingController
    from reader.gui.sidebar.sidebar import Sidebar
    from reader.services.backup.keep_backups import KeptCopy


class BusyDialog(LibraryDialog):
    """Shows that the library is closed for a moment; Cancel stops what can be stopped."""

    def __init__(self, context: WindowContext, title: str, text: str) -> None:
        super().__init__(context, title, text, (460, 200))
        self.close_button.setText(self.tr("Cancel"))
        self.bar.setRange(0, 0)
        self.bar.show()


_RISKS = {
    "synchronised": (
        QT_TRANSLATE_NOOP("keeping", "Another program synchronises the library’s folder."),
        QT_TRANSLATE_NOOP(
            "keeping",
            "Two computers that write there at once can damage the library. It is safer in another folder of "
            "this computer.",
        ),
    ),
    "network": (
        QT_TRANSLATE_NOOP("keeping", "The library lies on another computer’s disk."),
        QT_TRANSLATE_NOOP(
            "keeping",
            "It can be damaged when the connection breaks or two computers use it at once. It is safer on a "
            "disk of this computer.",
        ),
    ),
}
"""What is said of a place that is risky: in a few words, and why."""


class BackupFeature(Feature):
    """For one window."""

    leaving = Signal()
    """Another library, or the same one anew, takes the place of the one on screen."""
    moved = Signal()
    """The library lies in another folder, or it is another one."""

    def __init__(
        self,
        context: WindowContext,
        reading: ReadingController,
        list_pane: ListPane,
        sidebar: Sidebar,
        queue: SaveQueue,
    ) -> None:
        super().__init__(context)
        self._reading = reading
        self._list_pane = list_pane
        self._sidebar = sidebar
        self._queue = queue
        self._offered = False
        self._kind = RESCUABLE[0]
        self._looked = False
        self._looks = False
        context.library.open_failed.connect(self._on_open_failed)
        context.library.reopened.connect(self._on_reopened)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the commands of safe keeping do."""
        return {
            "backup.now": self.back_up_now,
            "backup.open": self.open_backups,
            "library.check": self.check,
            "library.export": self.choose_export,
            "library.move": self.choose_folder,
            "storage.open": self.open_storage,
        }

    def library_ready(self) -> None:
        """Say when nothing can be changed."""
        session = self.context.library.session
        self._tell_refusal(session.refusal if session is not None else None)
        if session is not None:
            self.context.library.work(
                lambda session, _progress: session.damaged_files(), done=self._tell_damage
            )
            self.context.library.work(
                lambda session, _progress: session.returned_disks(), done=self._tell_disks
            )
        if session is not None and not self._looked and not self.context.options.flag("place_told"):
            self._looked = True
            self.context.library.work(lambda session, _progress: session.place_risk(), done=self._tell_risk)

    def _tell_refusal(self, refusal: ReaderError | None) -> None:
        """Say for as long as it holds that nothing can be changed, and why; to a screen reader once."""
        looks, self._looks = self._looks and refusal is not None, False
        because = "" if refusal is None else "library-damaged" if looks else refusal.kind
        self._sidebar.set_read_only(because)
        if because:
            self.context.notices.announce(self._sidebar.told)

    def _tell_damage(self, names: list[str]) -> None:
        """Say, once, which of the library's small files were damaged and are kept aside."""
        told = self.context.options.text("damage_told").split("/")
        new = [name for name in names if name not in told]
        if not new:
            return
        self.context.options.remember("damage_told", "/".join(names))
        for name in new:
            self.context.notices.error(ReaderError("options-damaged", file=name))

    def _tell_disks(self, folders: list[Path]) -> None:
        """Say, once, that a disk which was given up is here again with its library."""
        told = self.context.options.text("disks_told").split("\n")
        for folder in folders:
            if str(folder) not in told:
                self.context.options.remember("disks_told", "\n".join((*told, str(folder))).strip())
                self._offer_disk(folder)
                return

    def _offer_disk(self, folder: Path) -> None:
        translate = QCoreApplication.translate
        question = translate("keeping", "The disk with your former library is here again")
        text = translate(
            "keeping", "It is at {folder}. Opened now, it shows its own articles until Liseuse is closed."
        )
        shown = text.replace("{folder}", isolate(str(folder)))
        self.context.notices.ask(
            question, shown, translate("keeping", "Open it"), partial(self.open_other, folder)
        )

    def _tell_risk(self, risk: str) -> None:
        """Say, once, that the library lies where others write or the connection can break."""
        if not risk:
            return
        self.context.options.remember("place_told", True)
        question, explanation = _RISKS[risk]
        translate = QCoreApplication.translate
        self.context.notices.ask(
            translate("keeping", question),
            translate("keeping", explanation),
            translate("keeping", "Move library…"),
            self.choose_folder,
        )

    # Dialogs

    def open_backups(self) -> LibraryDialog:
        """Show the copies of the library."""
        from reader.gui.backup.backup_dialog import BackupDialog

        dialog = BackupDialog(self.context)
        dialog.restore_wanted.connect(lambda copy: self.restore(copy.path))
        dialog.open()
        return dialog

    def back_up_now(self) -> None:
        """Make a copy and show it among the others."""
        from reader.gui.backup.backup_dialog import BackupDialog

        dialog = self.open_backups()
        assert isinstance(dialog, BackupDialog)
        dialog.back_up()

    def check(self) -> None:
        """Examine the library and show what was found."""
        from reader.gui.backup.check_dialog import CheckDialog

        CheckDialog(self.context).open()

    def open_storage(self) -> None:
        """Show what the library takes on the disk."""
        from reader.gui.backup.storage_dialog import StorageDialog

        StorageDialog(self.context).open()

    def choose_export(self) -> None:
        """Ask where the whole library is to be written to."""
        self._ask_folder(QCoreApplication.translate("keeping", "Export library"), self.export)

    def export(self, place: Path) -> LibraryDialog:
        """Write the whole library into a new folder of `place`."""
        from reader.gui.backup.library_export_dialog import LibraryExportDialog

        dialog = LibraryExportDialog(self.context, place)
        dialog.open()
        return dialog

    def choose_folder(self) -> None:
        """Ask where the library is to be moved."""
        translate = QCoreApplication.translate
        self._ask_folder(translate("keeping", "Move library"), self.ask_move)

    def ask_move(self, folder: Path) -> None:
        """Ask before the library is moved."""
        translate = QCoreApplication.translate
        question = translate("keeping", "Move the library to {folder}?")
        text = translate(
            "keeping",
            "Everything is copied there and checked, then removed here. Liseuse finds it there from now on.",
        )
        move = translate("keeping", "Move")
        shown = question.replace("{folder}", isolate(str(folder)))
        self.context.notices.ask(shown, text, move, partial(self.move, folder))

    # What closes the library

    def restore(self, source: Path) -> None:
        """Put a copy in the place of the library; the present one is kept."""
        paths, translate = self.context.library.paths, QCoreApplication.translate

        def work(progress: Progress) -> None:
            from reader.services.backup.restore_backup import restore_backup

            restore_backup(paths, source, progress)

        self._replace(
            work, translate("keeping", "Restoring the backup…"), translate("keeping", "Backup restored")
        )

    def salvage(self) -> None:
        """Read what can be read into a new file and put that in the place of the damaged one."""
        paths, translate = self.context.library.paths, QCoreApplication.translate

        def work(progress: Progress) -> None:
            from reader.services.backup.salvage_library import salvage_in_place

            salvage_in_place(paths, progress)

        done = translate("keeping", "What could be read is in the library again")
        self._replace(work, translate("keeping", "Salvaging the library…"), done)

    def begin_empty(self) -> None:
        """Make an empty library where the file of the former one is missing."""
        paths, translate = self.context.library.paths, QCoreApplication.translate

        def work(_progress: Progress) -> None:
            from reader.services.backup.restore_backup import begin_empty_library

            begin_empty_library(paths)

        text = translate("keeping", "Opening the library…")
        self._replace(work, text, translate("keeping", "An empty library was begun"))

    def move(self, folder: Path) -> None:
        """Move the library to another folder and go on there."""
        paths, translate = self.context.library.paths, QCoreApplication.translate

        def work(progress: Progress) -> LibraryPaths:
            from reader.services.move_library import move_library

            return move_library(paths, folder, progress)

        done = translate("keeping", "The library is in its new folder")
        self._replace(work, translate("keeping", "Moving the library…"), done)

    def open_other(self, folder: Path) -> None:
        """Go on with the library of another folder; the damaged one stays where it is."""
        translate = QCoreApplication.translate
        text = translate("keeping", "Opening the library…")
        self._replace(lambda _progress: LibraryPaths(folder), text, translate("keeping", "Library opened"))

    def _replace(self, work: Callable[[Progress], LibraryPaths | None], doing: str, done: str) -> None:
        self._reading.keep_place()
        self._reading.clear()
        self.leaving.emit()
        dialog = BusyDialog(self.context, "Liseuse", doing)
        dialog.open()
        job = self.context.library.replace(
            work,
            lambda ok: self._on_replaced(dialog, ok, done),
            lambda step, total, _text: dialog.advance(step, total) if shiboken6.isValid(dialog) else None,
        )
        dialog.rejected.connect(job.cancel)

    def _on_replaced(self, dialog: BusyDialog, ok: bool, done: str) -> None:
        if shiboken6.isValid(dialog):
            dialog.accept()
        if ok:
            self.moved.emit()
            self.context.notices.announce(done)

    # A library that does not open

    def rescue(self) -> None:
        """Offer what can be done about a library that is damaged, altered or missing."""
        from reader.gui.backup.rescue_dialog import RescueDialog

        for dialog in self.context.window.findChildren(RescueDialog):
            if dialog.isVisible():  # it failed again behind it
                dialog.activateWindow()
                return
        if self._kind in NO_DISK:
            self._offer_ways_without_disk()
            return
        dialog = RescueDialog(self.context, self._kind)
        dialog.restore_wanted.connect(self._restore_copy)
        dialog.choose_wanted.connect(lambda: self._choose_backup(self.restore))
        dialog.begin_wanted.connect(self.begin_empty)
        dialog.salvage_wanted.connect(self.salvage)
        dialog.look_wanted.connect(self._look)
        dialog.other_wanted.connect(self._choose_other)
        dialog.replaced.connect(self._open_replaced)
        dialog.open()

    def _look(self) -> None:
        """Open a damaged library for reading only."""
        self._looks = True
        self.context.library.open(read_only=True)

    def _open_replaced(self) -> None:
        """Open what took the place of the library; one that is open was only written to."""
        if self.context.library.session is None:
            self.context.library.open()

    def _offer_ways_without_disk(self) -> None:
        from reader.gui.backup.lost_disk_dialog import LostDiskDialog

        lost, translate = LostDiskWays(self.context, self._replace), QCoreApplication.translate
        dialog = LostDiskDialog(self.context, self._kind)
        dialog.again_wanted.connect(lost.look_again)
        dialog.replaced.connect(dialog.accept)  # as by its button: opening changes the file again
        dialog.replaced.connect(lost.look_again)  # with the options that are on the disk
        locate = translate("keeping", "Choose the library’s folder")
        dialog.locate_wanted.connect(lambda: self._ask_folder(locate, lost.find_again))
        led_there = self._kind == "library-away"
        dialog.place_wanted.connect(lost.find_again if led_there else self.open_other)
        dialog.other_wanted.connect(self._choose_other)
        dialog.stay_wanted.connect(lost.begin)
        dialog.restore_wanted.connect(lambda copy: lost.restore(copy.path))
        dialog.choose_wanted.connect(lambda: self._choose_backup(lost.restore))
        dialog.begin_wanted.connect(lost.ask_begin)
        dialog.open()

    def _restore_copy(self, copy: KeptCopy) -> None:
        self.restore(copy.path)

    def _choose_backup(self, restore: Callable[[Path], object]) -> None:
        dialog = FileDialog(self.context.window, QCoreApplication.translate("keeping", "Restore a backup"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: restore(Path(name)))
        dialog.open()

    def _choose_other(self) -> None:
        title = QCoreApplication.translate("keeping", "Open another library")
        self._ask_folder(title, self.open_other)

    def _ask_folder(self, title: str, action: Callable[[Path], Any]) -> None:
        dialog = FileDialog(self.context.window, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: action(Path(name)))
        dialog.open()

    def tell(self, error: ReaderError) -> None:
        """Tell a failure of the open library; of damage that shows only now, what can be done, once."""
        if error.kind in RESCUABLE and not self._offered:
            self._offered, self._kind = True, error.kind
            self.rescue()
        else:
            self.context.notices.error(error)

    def _on_open_failed(self, error: ReaderError) -> None:
        if error.kind in RESCUABLE:
            self._offered, self._kind = True, error.kind
            self.rescue()

    def _on_reopened(self, pending: list[PendingSave]) -> None:
        """The library is open again, maybe another one: what was under way begins anew."""
        self._offered = False
        self._list_pane.picked.clear()
        self._queue.begin_again(pending)
        self.library_ready()
