"""One installed model: where it comes from, what it takes, what it was used for, what its makers say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from reader.core.messages import isolate
from reader.core.model import ModelPackage
from reader.gui.models.model_text import ModelTexts, pair_text
from reader.gui.text.messages import fill
from reader.gui.widgets.basics import breakable, in_direction, label, push_button, surface
from reader.services.translation.manage_packages import is_official, package_notes

WIDTH = 560  # px
_NOTES_HEIGHT = 190  # px


@dataclass(frozen=True, slots=True)
class FoundModel:
    """What an installed model's folder says.

    `notes` is what its makers say, plain text; `official` is whether the official list names this very file;
    `installed` is when it was, in seconds since 1970, `None` when its folder is gone.
    """

    notes: str
    official: bool
    installed: int | None

    @classmethod
    def of(cls, package: ModelPackage) -> FoundModel:
        """Look into the folder. It reads the disk."""
        try:
            installed = int(Path(package.path).stat().st_mtime)
        except OSError:
            installed = None
        return cls(package_notes(package), is_official(package), installed)


class ModelDetails(QDialog):
    """Tells about a model.

    Args:
        parent: the dialog of models. package: the model. used: by how many articles.
        found: what its folder says.
    """

    def __init__(self, parent: QWidget, package: ModelPackage, used: int, found: FoundModel) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About this model"))
        self.setFixedWidth(min(WIDTH, parent.width() - 24))
        surface(self, "page")
        words = ModelTexts(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(6)
        title = label("dialog-title", wrap=True)
        title.setText(pair_text(package.pair))
        self._column.addWidget(title)
        self._line(words.about(package, used=used))
        self._line(words.origin(package, found.official))
        if not used:
            self._line(self.tr("Not used for an article yet"))
        self._add_place(package.path, found.installed)
        if package.sha256:
            self._head(self.tr("Fingerprint (SHA-256)"))
            self._line(isolate(breakable(package.sha256)), selectable=True)
        self.notes = QPlainTextEdit()
        self._add_notes(found.notes)
        self._column.addSpacing(8)
        self._column.addLayout(self._foot())

    def _add_place(self, folder: str, installed: int | None) -> None:
        if installed is None:
            return
        moment = QDateTime.fromSecsSinceEpoch(installed)
        shown = QLocale().toString(moment, QLocale.FormatType.ShortFormat)
        self._line(fill(self.tr("Installed on {date}"), date=shown))
        self._head(self.tr("Folder"))
        self._line(isolate(breakable(folder)), selectable=True)

    def _add_notes(self, notes: str) -> None:
        self.notes.setVisible(bool(notes))
        if not notes:
            return
        self._head(self.tr("What its makers say"))
        self.notes.setReadOnly(True)
        self.notes.setTabChangesFocus(True)
        self.notes.setFrameShape(QFrame.Shape.NoFrame)
        self.notes.setFixedHeight(_NOTES_HEIGHT)
        self.notes.setAccessibleName(self.tr("What its makers say"))
        self.notes.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # English by custom of the format
        self.notes.setPlainText(notes)
        self._column.addWidget(self.notes)

    def _head(self, text: str) -> None:
        made = label("section")
        made.setText(text)
        self._column.addSpacing(6)
        self._column.addWidget(made)

    def _line(self, text: str, selectable: bool = False) -> None:
        made = label(wrap=True)
        made.setText(in_direction(text, self.layoutDirection() == Qt.LayoutDirection.RightToLeft))
        if selectable:
            made.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self._column.addWidget(made)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        close = push_button("primary")
        close.setText(self.tr("Close"))
        close.clicked.connect(self.accept)
        row.addStretch(1)
        row.addWidget(close)
        return row
