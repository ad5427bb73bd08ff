"""An entry of the glossary."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One entry; an empty `translation` means that the term stays as it is."""

    source: str
    target: str
    term: str
    translation: str = ""
