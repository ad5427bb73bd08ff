"""Whether what is installed now translates better than what a stored translation was made with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.model import Hop, Route

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.services.translation.translation_server import HasModels


def newer_route(session: LibrarySession, stored: Route) -> Route | None:
    """The route of now where it is newer than `stored`, else `None`.

    Argos is loaded only where that may be: most articles are opened with the packages that translated them.
    A server's answers are never called older than a package's, nor the
    other way round: the reader chose between them.
    """
    from reader.services.translation.translate_article import route_for

    if not may_be_newer(session, stored):
        return None
    try:
        present = route_for(session, stored.source, stored.target)
    except ReaderError:
        return None
    return present if is_newer(present, stored) else None


def may_be_newer(session: HasModels, stored: Route) -> bool:
    """Whether a package of these languages is there, or comes with Liseuse, that did not make `stored`."""
    from reader.services.translation.manage_packages import has_newer_demonstration
    from reader.translation.packages.metadata import pairs_beside

    ways = {_plain(hop.source, hop.target) for hop in stored.hops} | {_plain(stored.source, stored.target)}
    others = pairs_beside(session.paths.models, {hop.package for hop in stored.hops})
    return not ways.isdisjoint(_plain(*pair) for pair in others) or has_newer_demonstration(session)


def is_newer(present: Route, stored: Route) -> bool:
    """Whether a route has fewer demonstration packages, or the same newer or by a better engine."""
    if any(hop.server for hop in (*present.hops, *stored.hops)):
        return False
    if _weak(present) != _weak(stored):
        return _weak(present) < _weak(stored)
    if [(h.source, h.target) for h in present.hops] != [(h.source, h.target) for h in stored.hops]:
        return False
    pairs = [(_rank(a), _rank(b)) for a, b in zip(present.hops, stored.hops, strict=True)]
    return all(new >= old for new, old in pairs) and any(new > old for new, old in pairs)


def _plain(source: str, target: str) -> tuple[str, str]:
    """Two languages without their regions, which packages spell in more than one way."""
    return source.replace("_", "-").partition("-")[0], target.replace("_", "-").partition("-")[0]


def _weak(route: Route) -> int:
    return sum(hop.demonstration for hop in route.hops)


def _rank(hop: Hop) -> tuple[bool, bool, tuple[int, ...]]:
    from reader.translation.packages.metadata import version_key

    return (not hop.demonstration, bool(hop.engine), version_key(hop.version))
