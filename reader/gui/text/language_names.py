"""Names of languages in the interface's language, and dates in the language of the article."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from reader.core.languages import language
from reader.core.messages import QT_TRANSLATE_NOOP

_NAMES = (
    QT_TRANSLATE_NOOP("languages", "French"),
    QT_TRANSLATE_NOOP("languages", "English"),
    QT_TRANSLATE_NOOP("languages", "Arabic"),
    QT_TRANSLATE_NOOP("languages", "German"),
    QT_TRANSLATE_NOOP("languages", "Spanish"),
    QT_TRANSLATE_NOOP("languages", "Italian"),
    QT_TRANSLATE_NOOP("languages", "Portuguese"),
    QT_TRANSLATE_NOOP("languages", "Dutch"),
    QT_TRANSLATE_NOOP("languages", "Hebrew"),
    QT_TRANSLATE_NOOP("languages", "Persian"),
    QT_TRANSLATE_NOOP("languages", "Urdu"),
    QT_TRANSLATE_NOOP("languages", "Turkish"),
    QT_TRANSLATE_NOOP("languages", "Polish"),
    QT_TRANSLATE_NOOP("languages", "Russian"),
    QT_TRANSLATE_NOOP("languages", "Ukrainian"),
    QT_TRANSLATE_NOOP("languages", "Chinese"),
    QT_TRANSLATE_NOOP("languages", "Japanese"),
    QT_TRANSLATE_NOOP("languages", "Korean"),
)


def language_name(code: str) -> str:
    """The language's name in the interface's language; English where there is no translation."""
    return QCoreApplication.translate("languages", language(code).name)


def locale_of(code: str) -> QLocale:
    """The locale whose dates fit texts of a language; Arabic is Morocco's, with its months and 0–9."""
    if code == "ar":
        return QLocale(QLocale.Language.Arabic, QLocale.Country.Morocco)
    if code == "en":
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return QLocale(code)


def long_date(text: str, code: str) -> str:
    """An ISO day in words of a language (“27 novembre 2025”); the text itself when it is no day."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return text
    return locale_of(code).toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")
