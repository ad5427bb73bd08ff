"""Translation packages: what is installed, what can be had, and what can be read with it."""

from __future__ import annotations

import logging
import shutil
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.core.errors import ReaderError
from reader.core.model import FIREFOX, ModelPackage, Route
from reader.core.private_files import make_file, make_folder
from reader.core.progress import Progress
from reader.core.storage_errors import regular, storage_errors
from reader.services.translation.package_names import exact_name
from reader.settings.paths import resource

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.services.translation.translation_server import HasModels

log = logging.getLogger(__name__)

SHOWN_PAIRS = (("fr", "en"), ("fr", "ar"))
"""The pairs whose readiness the models page answers."""

_CHUNK = 1024 * 1024
_LONGEST_NOTES = 20_000  # characters
_DEMONSTRATION_MARK = ".demonstration-installed"


def list_packages(session: LibrarySession, progress: Progress | None = None) -> list[ModelPackage]:
    """The installed packages; the demonstration ones that ship are installed at the first call.

    Raises:
        ReaderError: as `install_demonstration`. Cancelled: as asked.
    """
    from reader.translation.packages.packages import installed

    install_demonstration(session, progress)
    return installed(session.paths.models)


def available_packages(session: HasModels) -> list[ModelPackage]:
    """What the shipped catalogue offers, each marked when it is installed."""
    from reader.translation.packages.catalogue import available

    return available(session.paths.models)


def install_package(session: LibrarySession, what: str, progress: Progress) -> list[ModelPackage]:
    """Install a package from a file or folder, or download the newest one of a pair such as `en-ar`.

    Args:
        session: the library.
        what: a path, a pair for the best package of it, or the pair of one engine, as in `firefox:en-ar`,
            for which the list of Firefox models is fetched where it does not name it yet.
        progress: steps are bytes; can cancel.

    Raises:
        ReaderError: it is no safe, whole, working model; the pair is unknown; network or disk;
            `private-reading` for what is not here yet.
    """
    from reader.translation.packages import firefox_packages
    from reader.translation.packages.catalogue import download
    from reader.translation.packages.packages import install

    folder, probe = session.paths.models, session.translator.probe
    path = Path(what).expanduser()
    if path.is_file() or path.suffix == ".argosmodel" or "/" in what or path.is_absolute():
        if _is_firefox(path):
            return [firefox_packages.install(firefox_packages.in_folder(path), folder, progress, probe)]
        return [install(path, folder, progress, probe)]
    offered = _offered(session, what)
    if not offered and what.startswith(f"{FIREFOX}:") and refresh_firefox(session, progress):
        offered = _offered(session, what)
    if not offered:
        raise ReaderError(*_not_offered(what), package=what)
    session.require_network()
    return [download(offered[0], folder, progress, probe, allowed=session.require_network)]


def _offered(session: LibrarySession, what: str) -> list[ModelPackage]:
    """The packages on offer of a pair, or of a pair and an engine, the best first."""
    packages = available_packages(session)
    return [p for p in packages if what in (p.pair, exact_name(p))]


def refresh_firefox(session: LibrarySession, progress: Progress) -> bool:
    """Fetch the list of Firefox models where their engine is installed; whether that was done.

    Raises:
        ReaderError: network, or the answer is no list.
    """
    from reader.translation.engines.firefox_files import engine_present
    from reader.translation.packages import firefox_catalogue

    address = session.settings.text("firefox_models")
    if not engine_present() or not address:
        return False
    session.require_network()
    firefox_catalogue.refresh(session.paths.models, address, progress, allowed=session.require_network)
    return True


def _not_offered(what: str) -> tuple[str, str]:
    """The kind and the detail of the error for a package that no list names."""
    from reader.translation.engines.firefox_files import engine_present

    if what.startswith(f"{FIREFOX}:") and not engine_present():
        return "engine-missing", "fxtranslate is not installed"
    return "model-missing", f"{what} is not in the catalogue"


def _is_firefox(path: Path) -> bool:
    """Whether a path is a folder with the files of a Firefox model, or one of them."""
    from reader.translation.packages.firefox_packages import is_model_path

    return path.suffix != ".argosmodel" and is_model_path(path)


@dataclass(frozen=True, slots=True)
class PackageFile:
    """A package file, or folder, before it is installed: what it says, and whether it is a known one.

    `present` is the installed package that it would take the place of.
    """

    path: Path
    pair: str
    version: str
    known: bool
    present: ModelPackage | None = None


def examine_file(session: LibrarySession, path: Path, progress: Progress) -> PackageFile:
    """Look into a package file, or the folder of a Firefox model, without unpacking it.

    Raises:
        ReaderError: `file-unreadable`, `not-a-model`, `model-incomplete`, `model-unsafe`.
    """
    import hashlib

    from reader.translation.packages.archive import PackageArchive
    from reader.translation.packages.firefox_packages import in_folder
    from reader.translation.packages.known_packages import is_known

    if _is_firefox(path):
        found = in_folder(path)
        return PackageFile(path, found.pair, found.version, known=False)
    digest = hashlib.sha256()
    try:
        with open(path, "rb", opener=regular) as file:
            while chunk := file.read(_CHUNK):
                progress.check()
                digest.update(chunk)
            known = is_known(digest.hexdigest())
            metadata = PackageArchive(file, trusted=known).metadata
    except OSError as error:
        raise ReaderError("file-unreadable", type(error).__name__, file=path.name) from error
    pair = f"{metadata.source}-{metadata.target}"
    present = [p for p in list_packages(session) if p.pair == pair and not p.demonstration]
    return PackageFile(path, pair, metadata.version, known, next(iter(present), None))


def refresh_catalogue(session: LibrarySession, progress: Progress) -> list[ModelPackage]:
    """Fetch the lists of models from the addresses in the options; Firefox's where its engine is installed.

    Raises:
        ReaderError: network, or an answer is no list; the list in use stays, and the other one is new.
    """
    from reader.translation.packages.catalogue import refresh

    failed: ReaderError | None = None
    try:
        refresh_firefox(session, progress)
    except ReaderError as error:
        log.warning("the list of Firefox models was not fetched: %s", error)
        failed = error
    session.require_network()
    address = session.settings.text("model_index")
    found = refresh(session.paths.models, address, progress, allowed=session.require_network)
    if failed is not None:
        raise failed
    return found


def discard_download(session: LibrarySession, package: ModelPackage) -> None:
    """Remove what an interrupted download has left.

    Raises:
        ReaderError: `read-only`, `disk-error`.
    """
    with storage_errors(session.paths.models):
        for path in _parts(session, package):
            path.unlink(missing_ok=True)


def _parts(session: LibrarySession, package: ModelPackage) -> list[Path]:
    from reader.translation.packages.catalogue import kept_files

    return kept_files(package, session.paths.models)


def remove_package(session: LibrarySession, pair: str) -> list[ModelPackage]:
    """Remove the packages of a pair, or of one engine (`firefox:fr-en`); their translations stay.

    Raises:
        ReaderError: `model-missing` when there is none.
    """
    from reader.translation.packages.packages import remove

    session.translator.close_engines()
    removed = remove(pair, session.paths.models)
    if not removed:
        raise ReaderError("model-missing", f"{pair} is not installed", package=pair)
    return removed


@dataclass(frozen=True, slots=True)
class PackagesOverview:
    """What the models page shows: packages installed and on offer, and the routes of `SHOWN_PAIRS`.

    `updates` are the offered packages that are newer than the installed official one of their pair and
    engine, `kept` the bytes of interrupted downloads, both by the package's name. `used` says for how many
    articles each installed package was used, by its folder's name. `free_bytes` is the room on the disk that
    holds the models. `runs_firefox` says whether the optional part for Firefox models is installed.
    """

    installed: tuple[ModelPackage, ...]
    offered: tuple[ModelPackage, ...]
    routes: dict[tuple[str, str], Route | None]
    free_bytes: int
    updates: dict[str, ModelPackage] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)
    runs_firefox: bool = False

    def uses_of(self, package: ModelPackage) -> int:
        """For how many articles an installed package was used."""
        return self.used.get(Path(package.path).name, 0)


def packages_overview(session: LibrarySession) -> PackagesOverview:
    """Gather the models page's state.

    Raises:
        ReaderError: as `list_packages`.
    """
    from reader.translation.engines.firefox_files import engine_present
    from reader.translation.packages.catalogue import kept_bytes
    from reader.translation.packages.metadata import version_key

    present = list_packages(session)
    have = {(p.name, p.version, p.demonstration) for p in present}
    to_be_had = [p for p in available_packages(session) if p.links]
    offered = tuple(p for p in to_be_had if (p.name, p.version, False) not in have)
    routes = {pair: route_or_none(session, *pair) for pair in SHOWN_PAIRS}
    with storage_errors(session.paths.models):
        free = shutil.disk_usage(session.paths.models).free
    official = {p.name: version_key(p.version) for p in present if not p.demonstration}
    updates = {p.name: p for p in offered if version_key(p.version) > official.get(p.name, (1 << 30,))}
    kept = {p.name: size for p in offered if (size := kept_bytes(p, session.paths.models))}
    offered = tuple(p for p in offered if p.name not in official)
    used = session.translations.articles_by_package()
    return PackagesOverview(tuple(present), offered, routes, free, updates, kept, used, engine_present())


def package_notes(package: ModelPackage) -> str:
    """What its makers say of an installed package: plain text from anywhere, without control characters."""
    try:
        with (Path(package.path) / "README.md").open(encoding="utf-8", errors="replace") as file:
            text = file.read(_LONGEST_NOTES)
    except OSError:
        return ""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c)[0] != "C").strip()


def is_bundled(package: ModelPackage) -> bool:
    """Whether a package came with this version of Liseuse."""
    from reader.translation.packages import known_packages

    return known_packages.is_bundled(package.sha256)


def is_official(package: ModelPackage) -> bool:
    """Whether an installed package is the very file that the official list names, or came from Firefox's."""
    from reader.translation.packages.firefox_packages import origin_of
    from reader.translation.packages.known_packages import is_known

    if package.engine:
        return bool(origin_of(Path(package.path)))
    return not package.demonstration and is_known(package.sha256)


def origin(package: ModelPackage) -> str:
    """Where a package comes from: `bundled`, `official` (a list) or `file`."""
    if package.demonstration:
        return "bundled"
    return "official" if not package.installed or is_official(package) else "file"


def runs(package: ModelPackage) -> bool:
    """Whether the engine of a package is installed."""
    from reader.translation.engines.firefox_files import engine_present

    return not package.engine or engine_present()


def may_be_model(path: Path) -> bool:
    """Whether a file or folder is one that models come in, by its name."""
    return path.suffix.lower() == ".argosmodel" or _is_firefox(path)


def route_or_none(session: LibrarySession, source: str, target: str) -> Route | None:
    """The route between two languages with what is installed, if there is one."""
    from reader.translation.packages.packages import find_route

    try:
        return find_route(source, target, list_packages(session))
    except ReaderError:
        return None


def install_demonstration(session: LibrarySession, progress: Progress | None = None) -> None:
    """Install the packages that ship with Liseuse, once a library: who removes one keeps it removed.

    A newer one takes the place of the older one that a former version installed, where that is still there.

    Raises:
        ReaderError: `disk-full`, `read-only`, `disk-error`, `library-busy`, where there was none before.
        Cancelled: the next call goes on.
    """
    from reader.translation.packages.known_packages import demonstrations
    from reader.translation.packages.packages import clean_leftovers, installed

    folder = session.paths.models
    if session.read_only and installed(folder):
        return  # it is translated with what is there
    mark = folder / _DEMONSTRATION_MARK
    offered = {str(row["sha256"]): row for row in demonstrations()}
    with storage_errors(folder):
        clean_leftovers(folder)
        seen = _offered_before(mark)
        if seen is None:
            make_folder(folder)
            _install_offered(folder, offered.values(), progress)
            _note_offered(mark, offered)
    if seen is not None and not seen.issuperset(offered):
        try:
            newer = [row for digest, row in offered.items() if digest not in seen]
            _replace_former(folder, newer, progress)
            _note_offered(mark, offered)
        except (ReaderError, OSError) as error:
            log.warning("the former demonstration packages stay in use: %s", error)  # full or read-only


def has_demonstration_waiting(session: LibrarySession) -> bool:
    """Whether the packages that ship with Liseuse are still to be installed, as in a new library."""
    return _offered_before(session.paths.models / _DEMONSTRATION_MARK) is None


def has_newer_demonstration(session: HasModels) -> bool:
    """Whether this version brings demonstration packages that the library's models do not have yet."""
    from reader.translation.packages.known_packages import demonstrations

    seen = _offered_before(session.paths.models / _DEMONSTRATION_MARK)
    return seen is not None and not seen.issuperset(str(row["sha256"]) for row in demonstrations())


def _replace_former(folder: Path, newer: Iterable[Mapping[str, Any]], progress: Progress | None) -> None:
    from reader.translation.packages.packages import installed

    present = {p.pair for p in installed(folder) if p.demonstration}
    rows = [row for row in newer if f"{row['from']}-{row['to']}" in present]
    _install_offered(folder, rows, progress)


def _install_offered(folder: Path, rows: Iterable[Mapping[str, Any]], progress: Progress | None) -> None:
    from reader.translation.packages.packages import install

    for row in rows:
        install(resource("models") / str(row["name"]), folder, progress)


def _note_offered(mark: Path, digests: Iterable[str]) -> None:
    make_file(mark)
    mark.write_text("".join(f"{digest}\n" for digest in sorted(digests)), encoding="ascii")


def _offered_before(mark: Path) -> frozenset[str] | None:
    """The packages that this library was given, None for a new one; version 0.1 left the mark empty."""
    try:
        return frozenset(mark.read_text(encoding="ascii", errors="replace").split())
    except FileNotFoundError:
        return None
