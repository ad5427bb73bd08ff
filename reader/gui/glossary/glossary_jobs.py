"""What the glossary dialog asks of the library, off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.progress import Progress

if TYPE_CHECKING:
    from reader.core.glossary import Term
    from reader.services.library_session import LibrarySession
    from reader.services.translation.edit_glossary import Affected

EVERY = "*"
"""The target of a term that holds for every language."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class GlossaryState:
    """Every term, and the pairs of languages that can be translated."""

    terms: tuple[Term, ...]
    pairs: tuple[Pair, ...]


def state(session: LibrarySession, _progress: Progress) -> GlossaryState:
    """The glossary as it is now."""
    from reader.services.translation.edit_glossary import glossary_pairs

    terms = session.glossary.all()
    return GlossaryState(tuple(terms), tuple(glossary_pairs(session, terms)))


def put(term: Term, replaced: str, session: LibrarySession, progress: Progress) -> GlossaryState:
    """Add a term or change it; `replaced` is what it was called before, "" for a new one."""
    from reader.services.translation.edit_glossary import put_term

    put_term(session, term, replaced)
    return state(session, progress)


def remove(terms: Sequence[Term], session: LibrarySession, progress: Progress) -> GlossaryState:
    """Forget terms."""
    for term in terms:
        session.glossary.remove(term.source, term.target, term.term)
    return state(session, progress)


def affected(terms: Sequence[Term], session: LibrarySession, _progress: Progress) -> Affected:
    """The translations that do not follow some terms yet."""
    from reader.services.translation import edit_glossary

    return edit_glossary.affected(session, terms)


def export(path: Path, session: LibrarySession, _progress: Progress) -> int:
    """Write every term to a file."""
    from reader.services.translation.edit_glossary import export_glossary

    return export_glossary(session, path)


def take_in(path: Path, session: LibrarySession, progress: Progress) -> tuple[int, int, GlossaryState]:
    """Take over the terms of a file; how many came in, how many were none, and what there is now."""
    from reader.services.translation.edit_glossary import import_glossary

    taken, refused = import_glossary(session, path)
    return taken, refused, state(session, progress)
