"""Translation packages: what is installed, what can be had, and what can be read with it."""

from __future__ import annotations

import logging
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.model import ModelPackage, Route
from reader.core.progress import Progress
from reader.settings.paths import resource

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

SHOWN_PAIRS = (("fr", "en"), ("fr", "ar"))
"""The pairs whose readiness the models page answers."""

_DEMONSTRATION_MARK = ".demonstration-installed"


def list_packages(session: LibrarySession) -> list[ModelPackage]:
    """The installed packages; the demonstration ones that ship are installed at the first call."""
    from reader.translation.packages import installed

    install_demonstration(session)
    return installed(session.paths.models)


def available_packages(session: LibrarySession) -> list[ModelPackage]:
    """What the shipped catalogue offers, each marked when it is installed."""
    from reader.translation.catalogue import available

    return available(session.paths.models)


def install_package(session: LibrarySession, what: str, progress: Progress) -> list[ModelPackage]:
    """Install a package from a file, or download the newest one of a pair such as `en-ar`.

    Raises:
        ReaderError: the file is no safe, whole, working model; the pair is unknown; network or disk.
    """
    from reader.translation.catalogue import download
    from reader.translation.packages import install

    folder, probe = session.paths.models, session.translator.probe
    path = Path(what).expanduser()
    if path.is_file() or path.suffix == ".argosmodel" or "/" in what:
        return [install(path, folder, progress, probe)]
    offered = [p for p in available_packages(session) if p.pair == what]
    if not offered:
        raise ReaderError("model-missing", f"{what} is not in the catalogue", package=what)
    return [download(offered[0], folder, progress, probe)]


def remove_package(session: LibrarySession, pair: str) -> list[ModelPackage]:
    """Remove the packages of a pair; their translations stay.

    Raises:
        ReaderError: `model-missing` when there is none.
    """
    from reader.translation.packages import remove

    session.translator.close_engines()
    removed = remove(pair, session.paths.models)
    if not removed:
        raise ReaderError("model-missing", f"{pair} is not installed", package=pair)
    return removed


@dataclass(frozen=True, slots=True)
class PackagesOverview:
    """What the models page shows: packages installed and on offer, and the routes of `SHOWN_PAIRS`.

    `free_bytes` is the room on the disk that holds the models.
    """

    installed: tuple[ModelPackage, ...]
    offered: tuple[ModelPackage, ...]
    routes: dict[tuple[str, str], Route | None]
    free_bytes: int


def packages_overview(session: LibrarySession) -> PackagesOverview:
    """Gather the models page's state."""
    present = list_packages(session)
    have = {(p.pair, p.version, p.demonstration) for p in present}
    offered = tuple(
        p for p in available_packages(session) if (p.pair, p.version, False) not in have and p.links
    )
    routes = {pair: route_or_none(session, *pair) for pair in SHOWN_PAIRS}
    free = shutil.disk_usage(session.paths.models).free
    return PackagesOverview(tuple(present), offered, routes, free)


def route_or_none(session: LibrarySession, source: str, target: str) -> Route | None:
    """The route between two languages with what is installed, if there is one."""
    from reader.translation.packages import find_route

    try:
        return find_route(source, target, list_packages(session))
    except ReaderError:
        return None


def install_demonstration(session: LibrarySession) -> None:
    """Install the packages that ship with Liseuse, once a library: who removes one keeps it removed."""
    from reader.translation.packages import clean_leftovers, install

    folder = session.paths.models
    clean_leftovers(folder)
    mark = folder / _DEMONSTRATION_MARK
    if mark.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted(resource("models").glob("*.argosmodel")):
        install(file, folder)
    mark.touch()
