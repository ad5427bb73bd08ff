"""What would have to be downloaded so that no demonstration model takes part between two languages."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.model import FIREFOX, ModelPackage

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.services.library_session import LibrarySession
    from reader.services.translation.translation_server import HasModels

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BetterModels:
    """The best way between two languages with what is installed and what can be had.

    `languages` are those of the way, in order; `missing` the packages to download, none where the way
    is there already. `leaves_sentences`: a package of the way is known to leave some sentences in the
    language that it translates from. `needed`: so far nothing but demonstration models leads there.
    """

    languages: tuple[str, ...]
    missing: tuple[ModelPackage, ...]
    leaves_sentences: bool
    needed: bool

    @property
    def source(self) -> str:
        """The language code translated from."""
        return self.languages[0]

    @property
    def target(self) -> str:
        """The language code translated to."""
        return self.languages[-1]

    @property
    def size_bytes(self) -> int:
        """How much has to be downloaded."""
        return sum(package.size_bytes for package in self.missing)


def better_models(session: HasModels, source: str, target: str) -> BetterModels | None:
    """The best way between two languages without demonstration models; `None` where none can be had.

    Of each pair that is not installed the package counts that a download of the pair would take: the first
    of the list of what can be had. So a better engine's packages are offered as soon as the list has them.
    """
    from reader.services.translation.manage_packages import available_packages, runs
    from reader.services.translation.translation_server import address_of
    from reader.translation.packages.known_packages import leaves_sentences
    from reader.translation.packages.packages import find_routes, installed

    here = [p for p in installed(session.paths.models) if not p.demonstration and runs(p)]
    ways = {package.pair: package for package in reversed(here)}
    for package in available_packages(session):
        if package.links:
            ways.setdefault(package.pair, package)
    route = next(find_routes(source, target, list(ways.values())), None)
    if route is None:
        return None
    packages = [ways[f"{hop.source}-{hop.target}"] for hop in route.hops]
    return BetterModels(
        (route.source, *(hop.target for hop in route.hops)),
        tuple(package for package in packages if not package.installed),
        any(leaves_sentences(package.sha256) for package in packages),
        not address_of(session.settings) and next(find_routes(source, target, here), None) is None,
    )


def newest_better_models(
    session: LibrarySession, source: str, target: str, progress: Progress
) -> BetterModels | None:
    """As `better_models`, after a look at the list of Firefox models where their engine is installed.

    Liseuse ships without that list: before the look only the larger official packages are known. While it
    cannot be fetched, those are what there is.
    """
    from reader.services.translation.manage_packages import refresh_firefox

    try:
        refresh_firefox(session, progress)
    except ReaderError as error:
        log.warning("the list of Firefox models was not fetched: %s", error)
    return better_models(session, source, target)


def can_translate(session: LibrarySession, source: str, target: str) -> bool:
    """Whether something leads from one language to another, as far as the packages' own words say.

    No library of translation is loaded for that: every article that is opened is asked about.
    """
    from reader.services.translation.manage_packages import has_demonstration_waiting
    from reader.services.translation.translation_server import address_of
    from reader.translation.engines.firefox_files import engine_present
    from reader.translation.packages.known_packages import demonstrations
    from reader.translation.packages.metadata import pairs_beside

    if address_of(session.settings):
        return True
    folder = session.paths.models
    unused = frozenset() if engine_present() else frozenset(p.name for p in folder.glob(f"{FIREFOX}-*"))
    pairs = pairs_beside(folder, unused)
    if has_demonstration_waiting(session):
        pairs |= {(str(row["from"]), str(row["to"])) for row in demonstrations()}
    ways = {(_plain(start), _plain(end)) for start, end in pairs}
    first = {end for start, end in ways if start == _plain(source)}
    return _plain(target) in first or any((between, _plain(target)) in ways for between in first)


def _plain(code: str) -> str:
    return code.replace("_", "-").partition("-")[0].lower()
