"""The translators of a language that is spoken no longer go with it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QTranslator

from reader.gui.application.interface_language import InterfaceLanguage


def test_a_language_that_is_left_takes_its_translators_along(qapp):
    def translators() -> int:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return len(qapp.findChildren(QTranslator))

    chosen = InterfaceLanguage(qapp)
    others = translators()  # those of the tests before, without what is going

    def change_to(language: str) -> int:
        chosen.set(language)
        return translators() - others

    first_round = {language: change_to(language) for language in ("fr", "ar", "en")}
    assert 1 <= first_round["fr"] <= 2, "Qt's words and ours"
    assert {language: change_to(language) for language in ("fr", "ar", "en")} == first_round
    assert QCoreApplication.translate("QMessageBox", "Show Details...") == "Show Details..."
