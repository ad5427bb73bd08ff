"""What links of footnotes look like: marks in the text, ways back, and the page that both belong to.

The stored text keeps the links of marks and notes as addresses of its own page (`…/article#fn1`), but not
the names they lead to; so mark and note are joined by number and by the link that leads back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

_MARK = re.compile(r"[\s\[(]*(\d{1,3}|[*†‡§]{1,3}|[a-z])[\s\])]*\Z")
_BACK = re.compile(r"[\s\[(]*[↩↑^⤴⏎⬆⇑↰«][\ufe0e\ufe0f]?[\s\])]*\Z")


class NoteLink(Protocol):
    """A link inside the article; `first` says whether its part begins with it."""

    @property
    def address(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def first(self) -> bool: ...


Link = TypeVar("Link", bound=NoteLink)


def sorted_links(links: Iterable[Link]) -> tuple[dict[str, Link], list[Link]]:
    """The marks by their label, and the links that lead back to them."""
    marks: dict[str, Link] = {}
    backs: list[Link] = []
    for link in links:
        found = _MARK.match(link.text)
        again = found is not None and link.first and found[1] in marks
        if again or _BACK.match(link.text):
            backs.append(link)
        elif found is not None:
            marks.setdefault(found[1], link)
    return marks, backs


def leads_back(back: NoteLink, label: str, mark: NoteLink) -> bool:
    """Whether a link leads back to a mark: it is called the same, or its address has its number."""
    called = _MARK.match(back.text)
    if called is not None:
        return called[1] == label
    wanted = label if label.isdigit() else (_numbers(mark.address) or [label])[-1]
    return wanted in _numbers(back.address)


def is_mark_or_back(text: str) -> bool:
    """Whether a link with this text belongs to a footnote."""
    return bool(_BACK.match(text) or _MARK.match(text))


def beginning(label: str) -> re.Pattern[str]:
    """What a note without a way back begins with: “[1] …” or “1. …”."""
    sign = re.escape(label)
    return re.compile(rf"\s*(?:[\[(]{sign}[\])]|{sign}[.):])\s+\S")


def page_of(address: str) -> tuple[str, str]:
    """The page of an address, whatever place on it is meant."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ("", address)
    return (parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"))


def _numbers(address: str) -> list[str]:
    return re.findall(r"\d+", address.partition("#")[2])
