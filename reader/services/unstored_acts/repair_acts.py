"""Acts on the text of articles: repaired by hand, and said to be in another language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.edits import Edits, Wanted
from reader.services.unstored_acts.on_articles import is_same

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.services.unstored_acts.then import Then


@dataclass(frozen=True, slots=True)
class Repairing:
    """One article that was repaired by hand."""

    article: int
    wanted: Wanted

    def do(self, session: LibrarySession, then: Then) -> None:
        """Do it, on what it was done to. Raises ReaderError."""
        from reader.services.library.repair_article import edit_article

        if is_same(session, self.article, then):
            edit_article(session, self.article, self.wanted)


@dataclass(frozen=True, slots=True)
class Repairs:
    """One article that was given exactly these repairs, as when one is taken back."""

    article: int
    edits: Edits

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `Repairing.do`."""
        from reader.services.library.repair_article import put_edits

        if is_same(session, self.article, then):
            put_edits(session, self.article, self.edits)


@dataclass(frozen=True, slots=True)
class Language:
    """One article whose language the reader told."""

    article: int
    code: str

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `Repairing.do`."""
        from reader.services.library.article_language import set_language

        if is_same(session, self.article, then):
            set_language(session, self.article, self.code)
