"""Section names in the interface's language."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from reader.reading.section_names import section_in


def section_name(section: str, source: str = "") -> str:
    """A section in the interface's language, as the date beside it is; as given where none is known.

    Args:
        section: as its page has it. source: language of the page, "" where it is not known.
    """
    return section_in(section, source, QLocale().name())
