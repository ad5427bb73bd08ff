"""The language of the interface: translators, locale and direction, changed at once and whole."""

from __future__ import annotations

import logging

from PySide6 import QtCore
from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from reader.core.messages import QT_TRANSLATE_NOOP
from reader.settings.paths import resource

log = logging.getLogger(__name__)

LANGUAGES = ("en", "fr", "ar")

OF_QT = (
    ("QMessageBox", QT_TRANSLATE_NOOP("QMessageBox", "Show Details...")),
    ("QMessageBox", QT_TRANSLATE_NOOP("QMessageBox", "Hide Details...")),
    ("QFileDialog", QT_TRANSLATE_NOOP("QFileDialog", "&Look in:")),
    ("QFileDialog", QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:")),
    ("QPrintDialog", QT_TRANSLATE_NOOP("QPrintDialog", "&Options >>")),
    ("QPrintDialog", QT_TRANSLATE_NOOP("QPrintDialog", "&Options <<")),
    ("QPrintSettingsOutput", QT_TRANSLATE_NOOP("QPrintSettingsOutput", "Page &Set:")),
    ("QPrintSettingsOutput", QT_TRANSLATE_NOOP("QPrintSettingsOutput", "Pages")),
    ("QPrintSettingsOutput", QT_TRANSLATE_NOOP("QPrintSettingsOutput", "Double Sided Printing")),
    ("QPrintSettingsOutput", QT_TRANSLATE_NOOP("QPrintSettingsOutput", "Off")),
    ("QPrintSettingsOutput", QT_TRANSLATE_NOOP("QPrintSettingsOutput", "Long side binding")),
    ("QPrintSettingsOutput", QT_TRANSLATE_NOOP("QPrintSettingsOutput", "Short side binding")),
)
"""Texts of Qt, with their contexts, that we translate ourselves.

Its Arabic has a gendered imperative on the first buttons; of its file and print dialogs it leaves the others
in English, in one of the two languages or in both.
"""

_LOCALES = {
    "en": QLocale("en_GB"),
    "fr": QLocale("fr_FR"),
    # 0-9 and the month names of the Maghreb, as the design asks.
    "ar": QLocale("ar_MA"),
}


class LanguageSource(QObject):
    """The language that the whole application speaks: `LANGUAGE_SOURCE`, for there is only one application.

    Widgets hear of another language by Qt's own events; this is for what is no widget.
    """

    changed = Signal()
    """Another language is spoken from now on; Qt's events to the widgets come next."""

    def tell(self) -> None:
        """All of the application speaks another language now."""
        self.changed.emit()


LANGUAGE_SOURCE = LanguageSource()
"""The one of the application."""


def chosen_language(setting: str) -> str:
    """What a setting means: one of `LANGUAGES`, or for `system` the first of the system’s that we have."""
    if setting in LANGUAGES:
        return setting
    for name in QLocale.system().uiLanguages():
        code = name.replace("_", "-").split("-")[0]
        if code in LANGUAGES:
            return code
    return "en"


class InterfaceLanguage:
    """Installs and replaces the translators of the application.

    Changing the language sends every widget a `LanguageChange` event, and mirrors the whole
    window when the direction changes with it.
    """

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._translators: list[QTranslator] = []
        self.code = ""

    def set(self, setting: str) -> None:
        """Speak the language of a setting (`system`, `en`, `fr`, `ar`) from now on."""
        code = chosen_language(setting)
        if code == self.code:
            return
        self.code = code
        QLocale.setDefault(_LOCALES[code])
        rtl = code == "ar"
        if self._app.isRightToLeft() != rtl:
            direction = QtCore.Qt.LayoutDirection
            self._app.setLayoutDirection(direction.RightToLeft if rtl else direction.LeftToRight)
        for translator in self._translators:
            self._app.removeTranslator(translator)
            translator.deleteLater()
        self._translators = [t for t in map(self._load, self._files(code)) if t is not None]
        for translator in self._translators:
            self._app.installTranslator(translator)
        LANGUAGE_SOURCE.tell()

    @staticmethod
    def _files(code: str) -> list[tuple[str, str]]:
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        own = str(resource("translations"))
        return [(f"qtbase_{code}", qt), (f"liseuse_{code}", own)]

    def _load(self, file: tuple[str, str]) -> QTranslator | None:
        translator = QTranslator(self._app)
        if translator.load(*file):
            return translator
        log.info("no translation file %s", file[0])
        translator.deleteLater()
        return None
