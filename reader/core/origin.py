"""Who named a link, and how local the place is that it leads to or comes from.

What the reader did not type himself never reaches a more local place than the page or the file that
named it, unless he says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum


class AddressClass(IntEnum):
    """How local an address is; a larger number is more local."""

    PUBLIC = 0
    PRIVATE = 1
    LOOPBACK = 2
    NEVER = 3


class NamedBy(StrEnum):
    """Who named a link. `UNKNOWN` for what an earlier version kept without saying so."""

    READER = "reader"
    PAGE = "page"
    FILE = "file"
    APP_LINK = "app-link"
    COMPANION = "companion"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a link comes from.

    Args:
        by: who named it.
        page: the address of the page that named it, "" for none.
        reached: how local that page was where it was fetched from; public for everything but a page.
        agreed: the link of a local address that the reader lets be asked; this one and no other.
    """

    by: NamedBy = NamedBy.READER
    page: str = ""
    reached: AddressClass = AddressClass.PUBLIC
    agreed: str = ""

    def limit(self, link: str) -> AddressClass | None:
        """How local the address behind `link` may be; `None` for as the reader wishes."""
        if self.by is NamedBy.READER or self.agreed == link:
            return None
        return self.reached

    def agreeing(self, link: str) -> Origin:
        """The same, with the reader's word that `link` may be asked."""
        return replace(self, agreed=link)


TYPED = Origin()
"""The reader typed, pasted or dropped the link, or gave it to a command."""
UNKNOWN = Origin(NamedBy.UNKNOWN)


def class_named(name: str) -> AddressClass:
    """The class that `name` (in lower case) stands for in a library; public for none that we know."""
    return AddressClass.__members__.get(name.upper(), AddressClass.PUBLIC)


def origin_named(by: str, page: str, reached: str, agreed: str = "") -> Origin:
    """An origin as a library keeps it; a word that this version does not know is trusted least."""
    known = NamedBy(by) if by in NamedBy.__members__.values() else NamedBy.UNKNOWN
    return Origin(known, page, class_named(reached), agreed)
