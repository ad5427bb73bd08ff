"""Section names in the interface's language."""

from __future__ import annotations

from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QLocale

from reader.core.messages import QT_TRANSLATE_NOOP
from reader.reading.section_names import section_in

_FILES = MappingProxyType(
    {
        "PDF": QT_TRANSLATE_NOOP("files", "PDF"),
        "picture": QT_TRANSLATE_NOOP("files", "Picture"),
        "ZIP file": QT_TRANSLATE_NOOP("files", "ZIP file"),
        "compressed file": QT_TRANSLATE_NOOP("files", "Compressed file"),
        "program": QT_TRANSLATE_NOOP("files", "Program"),
        "sound": QT_TRANSLATE_NOOP("files", "Sound"),
        "video": QT_TRANSLATE_NOOP("files", "Video"),
        "document file": QT_TRANSLATE_NOOP("files", "Document"),
        "saved page archive": QT_TRANSLATE_NOOP("files", "Saved page archive"),
        "data file": QT_TRANSLATE_NOOP("files", "Data file"),
        "file": QT_TRANSLATE_NOOP("files", "File"),
    }
)
"""What stands as section of a link that leads to a file: its kind, and no language beside it."""


def section_name(section: str, source: str = "") -> str:
    """A section in the interface's language, as the date beside it is; as given where none is known.

    Args:
        section: as its page has it. source: language of the page, "" where it is not known.
    """
    if not source and section in _FILES:
        return QCoreApplication.translate("files", _FILES[section])
    return section_in(section, source, QLocale().name())
