"""The reader's own translation server: its dialog, which says first that texts leave this computer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reader.core.messages import isolate
from reader.gui.feature import Feature
from reader.gui.text.messages import words
from reader.gui.widgets.basics import label, push_button
from reader.gui.widgets.whole_dialog import WholeDialog

if TYPE_CHECKING:
    from reader.core.errors import ReaderError
    from reader.core.progress import Progress
    from reader.gui.background.job_runner import Job, JobRunner
    from reader.gui.background.options import Options


class ServerFeature(Feature):
    """The command that opens the dialog."""

    changed = Signal()
    """Texts are translated by another engine from now on."""

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"server.open": self.open}

    def open(self) -> ServerDialog:
        """Open the dialog."""
        dialog = ServerDialog(self.context.window, self.context.jobs, self.context.options)
        dialog.changed.connect(self.changed)
        dialog.open()
        return dialog


class ServerDialog(WholeDialog):
    """Address and key of a LibreTranslate server; nothing is asked of it until the reader says so."""

    changed = Signal()
    """Another server is used from now on, or none."""

    def __init__(self, window: QWidget, jobs: JobRunner, options: Options) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Translation server"))
        self.setMinimumWidth(min(520, window.width() - 24))
        self._jobs, self._options = jobs, options
        self.address = QLineEdit(str(options.value("translation_server")))
        self.key = QLineEdit()
        self.state = label("meta", wrap=True)
        self.test = push_button("flat")
        self.use = push_button("primary")
        self.local = push_button("flat")
        self._lay_out()
        self.test.clicked.connect(self.try_it)
        self.use.clicked.connect(self.use_it)
        self.local.clicked.connect(self.stay_local)
        self.local.setEnabled(bool(self.address.text()))
        self._job: Job | None = None
        self.finished.connect(self._give_up)

    def _lay_out(self) -> None:
        title = label("dialog-title")
        title.setText(self.tr("Translation server"))
        warning = label("muted", wrap=True)
        warning.setText(
            self.tr(
                "With a LibreTranslate server, the text of every article you translate leaves this "
                "computer. Without an address, everything is translated here."
            )
        )
        opened = label("muted", wrap=True)
        opened.setText(
            self.tr(
                "Once you have chosen a language to read in, that is every article you open. In the "
                "settings, under Translation, you can have only those sent that you ask for."
            )
        )
        for field, name in ((self.address, self.tr("Address")), (self.key, self.tr("Key"))):
            field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            field.setAccessibleName(name)
            field.setAcceptDrops(False)
        self.address.setPlaceholderText("https://")
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setPlaceholderText(self.tr("only if the server wants one"))
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow(self.tr("Address"), self.address)
        form.addRow(self.tr("Key"), self.key)
        self.test.setText(self.tr("Try it"))
        self.use.setText(self.tr("Use this server"))
        self.local.setText(self.tr("Translate on this computer"))
        row = QHBoxLayout()
        row.addWidget(self.local)
        row.addStretch(1)
        row.addWidget(self.test)
        row.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        for part in (title, warning, opened):
            column.addWidget(part)
        column.addLayout(form)
        column.addWidget(self.state)
        column.addLayout(row)

    def try_it(self) -> None:
        """Ask the server what it translates."""
        self._ask(keep=False)

    def _ask(self, keep: bool) -> None:
        """Ask the server; once it has answered, keep address and key when that is wanted.

        The keyring is asked by the job, too: it may wait until the reader has unlocked it.
        """
        address, key = self.address.text().strip(), self.key.text().strip()
        self._busy(True)
        self.state.setText(self.tr("Asking the server…"))
        self._job = self._jobs.submit(
            "server",
            partial(_asked, address, key, keep, self._options.require_network),
            done=partial(self._answered, address if keep else None),
            failed=self._failed,
        )

    def _give_up(self) -> None:
        """Nobody waits for the server's answer any more."""
        if self._job is not None:
            self._job.cancel()

    def use_it(self) -> None:
        """Keep address and key, once the server has answered."""
        self._ask(keep=True)

    def stay_local(self) -> None:
        """Translate on this computer from now on."""
        self._remember("")
        self.accept()

    def _remember(self, address: str) -> None:
        self._options.set("translation_server", address)
        self.changed.emit()

    def _answered(self, kept: str | None, pairs: list[tuple[str, str]]) -> None:
        self._busy(False)
        text = self.tr("The server answers. It translates %n pair(s) of languages.", "", len(pairs))
        self.state.setText(text)
        if kept is not None:
            self._remember(kept)
            self.accept()

    def _failed(self, error: ReaderError) -> None:
        self._busy(False)
        self.state.setText(f"{words(error.title)} {words(error.hint)}")
        self.state.setAccessibleDescription(isolate(self.address.text()))

    def _busy(self, busy: bool) -> None:
        for part in (self.address, self.key, self.test, self.use):
            part.setEnabled(not busy)


def _asked(
    address: str, key: str, keep: bool, allowed: Callable[[], None], progress: Progress
) -> list[tuple[str, str]]:
    """The pairs that a server translates; its key is kept when that is wanted and one was typed."""
    from reader.services.translation.translation_server import store_key, stored_key, try_server

    allowed()  # before the keyring, which may want to be unlocked
    pairs = try_server(address, key or stored_key(address), allowed, progress)
    progress.check()
    if keep and key:
        store_key(address, key)
    return pairs
