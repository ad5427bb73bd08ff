"""What a screen reader calls the text: the article, and the language that it is read in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from reader.gui.text.language_names import language_name
from reader.gui.text.messages import fill


class SpokenName(QObject):
    """Names a view, but not while the reader is in it.

    A screen reader that hears of another name of what has the focus reads all of it anew, here the whole
    text; what changed is announced instead, and the name follows when the focus leaves.
    """

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._name = ""
        view.installEventFilter(self)

    def follow(self, language: str) -> None:
        """The text is read in this language now."""
        self._name = fill(self.tr("Article, {language}"), language=language_name(language))
        if not self._view.hasFocus() or not self._view.accessibleName():
            self._give()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._give()
        return False

    def _give(self) -> None:
        self._view.setAccessibleName(self._name)
