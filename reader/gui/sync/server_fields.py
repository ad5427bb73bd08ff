"""Who is let in at a server that keeps a store, and the fields in which that is typed."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from reader.gui.widgets.basics import label
from reader.services.sync.places import takes_access_key

_ADDRESS = "://"


class ServerFields(QWidget):
    """User name and password, or access key and secret of S3; hidden as long as the place is a folder."""

    def __init__(self) -> None:
        super().__init__()
        self.user, self.password = text_field(ltr=True), secret_field()
        self._user_name, self._password_name = label("meta"), label("meta")
        parts = below(self._user_name, self.user), below(self._password_name, self.password)
        _lay_out(self, parts)

    def ask_for(self, typed: str) -> None:
        """Ask for what the kind of place wants that is typed."""
        self.setVisible(_ADDRESS in typed)
        if takes_access_key(typed):
            user, password = self.tr("Access key"), self.tr("Secret")
            self.password.setAccessibleName(self.tr("Secret of the access key"))
        else:
            user, password = self.tr("User name"), self.tr("Password")
            self.password.setAccessibleName(self.tr("Password of the server"))
        self._user_name.setText(user)
        self._password_name.setText(password)
        self.user.setAccessibleName(user)

    def place(self, typed: str) -> str:
        """The folder that was typed, whole, or the address with the name of who is let in there."""
        typed, user = typed.strip(), self.user.text().strip()
        scheme, separator, rest = typed.partition(_ADDRESS)
        if not separator:
            return str(Path(typed).expanduser()) if typed else ""
        named = "@" in rest.partition("/")[0] or not user or takes_access_key(typed)
        return typed if named else f"{scheme}{separator}{quote(user, safe='')}@{rest}"

    def secret(self, typed: str) -> str | None:
        """The password for a place, of S3 behind its access key; `None` for a folder, or if none is typed."""
        password = self.password.text()
        if not password or _ADDRESS not in typed:
            return None
        return f"{self.user.text().strip()}:{password}" if takes_access_key(typed) else password


def text_field(ltr: bool = False) -> QLineEdit:
    """A field for a line of text.

    Args:
        ltr: whether what is typed runs from left to right in every language.
    """
    made = QLineEdit()
    made.setAcceptDrops(False)  # the window takes every drop
    if ltr:
        made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    return made


def secret_field() -> QLineEdit:
    """A field that does not show what is typed."""
    made = text_field()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


def in_a_row(*parts: QWidget) -> QWidget:
    """Parts side by side; fields take the room that is left."""
    made = QWidget()
    _lay_out(made, parts)
    return made


def named(name: str, part: QLineEdit) -> QWidget:
    """A field below its name."""
    head = label("meta")
    head.setText(name)
    return below(head, part)


def below(head: QLabel, part: QLineEdit) -> QWidget:
    """A field below what names it."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(4)
    head.setBuddy(part)
    column.addWidget(head)
    column.addWidget(part)
    return made


def _lay_out(whole: QWidget, parts: tuple[QWidget, ...]) -> None:
    line = QHBoxLayout(whole)
    line.setContentsMargins(0, 4, 0, 4)
    line.setSpacing(8)
    for part in parts:
        line.addWidget(part, 1 if isinstance(part, QLineEdit) else 0)
