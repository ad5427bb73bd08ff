"""The foot of a small dialog: what leaves it, then what it is for."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout

from reader.gui.widgets.basics import push_button


class DialogFoot(QHBoxLayout):
    """Two buttons at the end of the row; the first closes the dialog.

    Args:
        dialog: that it belongs to.
        cancel: the name of the button that leaves it. save: that of the filled one, `save`.
    """

    def __init__(self, dialog: QDialog, cancel: str, save: str) -> None:
        super().__init__()
        leave, self.save = push_button(), push_button("primary")
        leave.setText(cancel)
        leave.clicked.connect(dialog.reject)
        self.save.setText(save)
        self.setSpacing(8)
        self.addStretch(1)
        self.addWidget(leave)
        self.addWidget(self.save)
