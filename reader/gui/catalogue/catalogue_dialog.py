"""“Read on another device”: turns the catalogue on and off, and says how the other device gets to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reader.core.messages import isolate
from reader.gui.catalogue.qr_picture import qr_modules, qr_pixmap
from reader.gui.widgets.basics import label, push_button, surface

if TYPE_CHECKING:
    from reader.gui.background.job_runner import JobRunner
    from reader.gui.catalogue.served_catalogue import ServedCatalogue

_WIDTH = 560  # px
_QR = 220  # px


class CatalogueDialog(QDialog):
    """Nothing is served before the button is pressed; closing the dialog leaves the catalogue on.

    Args:
        window: what it belongs to. jobs: make the picture. served: the program that serves.
    """

    def __init__(self, window: QWidget, jobs: JobRunner, served: ServedCatalogue) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Read on another device"))
        self.setFixedWidth(min(_WIDTH, window.width() - 16))
        surface(self, "page")
        self._jobs, self._served = jobs, served
        self.state, self.address, self.code = label(wrap=True), label(wrap=True), label("dialog-title")
        self.picture = QLabel()
        self._lay_out()
        served.started.connect(self._show_address)
        served.ended.connect(self._show_end)
        if served.address:
            self._show_address(served.address, served.code)
        else:
            self._show_state(self.tr("Starting…") if served.running else "")

    def _lay_out(self) -> None:
        title, about = label("dialog-title"), label("muted", wrap=True)
        title.setText(self.tr("Read on another device"))
        about.setText(
            self.tr(
                "An e-reader, tablet or telephone in the same network gets your articles as books, also in "
                "two languages. It can change nothing, and it needs the code. The catalogue is there until "
                "you turn it off or close Liseuse."
            )
        )
        self._how = label("muted", wrap=True)
        self._how.setText(
            self.tr(
                "Give this address to a program that knows OPDS catalogues, such as {programs}. Any name, "
                "and the code as password. A telephone’s camera reads the picture; its browser shows the "
                "catalogue."
            ).replace("{programs}", isolate("KOReader, Foliate, Thorium"))
        )
        for part in (self.address, self.code):
            part.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.toggle, self.copy, close = push_button("primary"), push_button(), push_button()
        self.toggle.setDefault(True)
        self.toggle.clicked.connect(self._toggle)
        self.copy.setText(self.tr("Copy the address"))
        self.copy.clicked.connect(self._copy)
        close.setText(self.tr("Close"))
        close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for part in (title, about, self.state, self._how, self.address, self.code, self.picture):
            column.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(self.toggle)
        column.addLayout(buttons)

    def _toggle(self) -> None:
        if self._served.running:
            self._served.stop()
            self._show_state(self.tr("Ending…"))
        else:
            self._served.start()
            self._show_state(self.tr("Starting…"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._whole_address())

    def _whole_address(self) -> str:
        """The address with the code in it, for what cannot ask for a password."""
        address = QUrl(self._served.address)
        address.setPath(f"/{self._served.code}{address.path()}")
        return address.toString()

    def _show_address(self, address: str, code: str) -> None:
        self.state.setText(self.tr("The catalogue is on."))
        self.address.setText(self.tr("Address: {address}").replace("{address}", isolate(address)))
        self.code.setText(self.tr("Code: {code}").replace("{code}", isolate(code)))
        self._show_parts(on=True)
        modules = partial(qr_modules, self._whole_address())
        self._jobs.submit("network", lambda _progress: modules(), self._show_picture)

    def _show_picture(self, modules: tuple[bytes, ...]) -> None:
        if shiboken6.isValid(self) and self._served.address:
            self.picture.setPixmap(qr_pixmap(modules, _QR, self.devicePixelRatioF()))
            self.picture.setAccessibleName(self.tr("QR code of the address"))
            self.picture.show()
            self.adjustSize()

    def _show_end(self, why: str) -> None:
        self._show_state(why)

    def _show_state(self, text: str) -> None:
        self.state.setText(text)
        self._show_parts(on=False)

    def _show_parts(self, on: bool) -> None:
        running = self._served.running
        self.toggle.setText(self.tr("Turn off") if running else self.tr("Turn on"))
        self.state.setVisible(bool(self.state.text()))
        for part in (self._how, self.address, self.code, self.copy):
            part.setVisible(on)
        self.picture.setVisible(on and not self.picture.pixmap().isNull())
        self.adjustSize()
