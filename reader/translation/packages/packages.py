"""The translation packages of a library: found, installed, removed, and joined to routes.

A package is one folder of the models folder. Its name is ours, made of checked codes, version and
check sum, so two packages never mix and an install never touches an existing folder. Beside Argos'
`metadata.json` lies our `liseuse.json` with the check sum of the file it came from.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import logging
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from reader.core.errors import ReaderError
from reader.core.languages import language
from reader.core.model import ARGOS, Hop, ModelPackage, Route
from reader.core.private_files import make_folder
from reader.core.progress import Progress
from reader.core.storage_errors import regular, storage_errors
from reader.translation.engines.argos_library import load_package
from reader.translation.engines.firefox_files import engine_present, is_firefox_package
from reader.translation.packages import firefox_packages
from reader.translation.packages.archive import PackageArchive
from reader.translation.packages.known_packages import is_demonstration, is_known
from reader.translation.packages.metadata import (
    MAX_METADATA_BYTES,
    PackageMetadata,
    read_metadata,
    version_key,
)
from reader.translation.packages.package_folder import (
    DOWNLOADS,
    INSTALLING,
    RECORD,
    REMOVING,
    Probe,
    discard,
    lock_file,
    locked,
    make_room,
    place,
    record,
    recorded_digest,
    write_file,
)

log = logging.getLogger(__name__)


_LEFTOVERS = (INSTALLING, REMOVING, ".argos-")
_KEPT_SECONDS = 7 * 24 * 3600  # how long an unfinished download waits to be resumed
_CHUNK = 1024 * 1024
_BROKEN = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)


def installed(folder: Path) -> list[ModelPackage]:
    """The packages in `folder`, the best of each pair first; broken folders are left out and logged."""
    found = []
    for path in _package_folders(folder):
        try:
            found.append(_described(path))
        except _BROKEN as error:
            log.warning("translation package %.60s is broken: %s", path.name, type(error).__name__)
    return sorted(found, key=lambda p: (p.source, p.target, *_rank(p)))


def install(
    file: Path,
    folder: Path,
    progress: Progress | None = None,
    probe: Probe | None = None,
    pair: str = "",
) -> ModelPackage:
    """Install a package file; all or nothing, and never outside one new folder of `folder`.

    Args:
        file: the `.argosmodel` file; it stays where it is.
        folder: the library's models folder, made when missing.
        progress: steps are bytes of `installing`.
        probe: a test translation with the unpacked folder; it raises to refuse the package.
        pair: what it must translate, such as `fr-en`; empty for a file the reader chose.

    Returns:
        The package. An older one of the same pair is removed, unless the new one is a demonstration.

    Raises:
        ReaderError: `file-unreadable`, `not-a-model`, `model-incomplete`, `model-unsafe`,
            `model-broken` (from `probe`), `disk-full`, `read-only`, `disk-error`, `library-busy`.
        Cancelled: nothing was changed.
    """
    progress = progress or Progress()
    try:
        opened = open(file, "rb", opener=regular)  # noqa: SIM115 - closed below
    except OSError as error:
        raise ReaderError("file-unreadable", type(error).__name__, file=file.name) from error
    with opened as source, storage_errors(folder):
        digest, size = _digest(source, progress)
        archive = PackageArchive(source, trusted=is_known(digest))
        if pair and pair != f"{archive.metadata.source}-{archive.metadata.target}":
            raise ReaderError("not-a-model", f"it does not translate {pair}")
        final = folder / _folder_name(archive.metadata, digest)
        make_folder(folder)
        with locked(folder):
            if (present := _sound(final)) is not None:
                return present
            discard(final)
            make_room(folder, archive.known_bytes)
            _place(archive, final, record(digest, size), progress, probe)
            package = _described(final)
            _supersede(package, folder)
    log.info("translation package %s %s installed", package.pair, package.version)
    return package


def remove(name: str, folder: Path) -> list[ModelPackage]:
    """Remove packages and return them, not installed any more.

    Args:
        name: a pair such as `fr-en` for every package of it, or one engine's: `firefox:fr-en`, `argos:fr-en`.
        folder: the library's models folder.

    Raises:
        ReaderError: `read-only`, `disk-error`, `library-busy`.
    """
    engine, _, pair = name.rpartition(":")
    removed = [
        p for p in installed(folder) if p.pair == pair and (not engine or (p.engine or ARGOS) == engine)
    ]
    if removed:
        with storage_errors(folder), locked(folder):
            for package in removed:
                discard(Path(package.path))
    return [dataclasses.replace(package, installed=False, path="") for package in removed]


def find_route(source: str, target: str, packages: Sequence[ModelPackage]) -> Route:
    """The best way between two languages: direct, else through one other, English preferred.

    Regional codes such as `fr-MA` fall back to `fr`. Of several packages of a pair the official one
    wins over a demonstration, Firefox's over Argos', then the newer version.

    Raises:
        ReaderError: `no-model`; `engine-missing` when only models that nothing here runs know the way.
    """
    for route in find_routes(source, target, packages):
        return route
    if next(_routes(source, target, packages), None) is not None:
        raise ReaderError("engine-missing", f"{source} to {target} by Firefox models alone")
    raise ReaderError(
        "no-model",
        f"{source} to {target}",
        source=language(source).name,
        target=language(target).name,
    )


def find_routes(source: str, target: str, packages: Sequence[ModelPackage]) -> Iterator[Route]:
    """Every way between two languages with at most one in between, the best first.

    Packages whose engine is not installed lead nowhere.
    """
    present = engine_present()
    return _routes(source, target, [p for p in packages if present or not p.engine])


def _routes(source: str, target: str, packages: Sequence[ModelPackage]) -> Iterator[Route]:
    best: dict[tuple[str, str], ModelPackage] = {}
    for package in sorted(packages, key=_rank):
        best.setdefault((package.source, package.target), package)
    for start in _spellings(source):
        for end in _spellings(target):
            if direct := best.get((start, end)):
                yield Route((_hop(direct),))
            pivots = [p for s, p in best if s == start and p != end and (p, end) in best]
            for pivot in sorted(pivots, key=lambda p: _pivot_rank(best[start, p], best[p, end])):
                yield Route((_hop(best[start, pivot]), _hop(best[pivot, end])))


def clean_leftovers(folder: Path) -> None:
    """Remove what killed installs and removals left, unless another process is installing now."""
    if not folder.is_dir():
        return
    with contextlib.suppress(OSError, Timeout), FileLock(lock_file(folder), mode=0o600, timeout=0):
        for path in folder.iterdir():
            if path.name.startswith(_LEFTOVERS):
                shutil.rmtree(path, ignore_errors=True)
        for path in (folder / DOWNLOADS).glob("*"):
            if path.stat().st_mtime < time.time() - _KEPT_SECONDS:
                path.unlink()


def _package_folders(folder: Path) -> list[Path]:
    try:
        return sorted(p for p in folder.iterdir() if not p.name.startswith(".") and p.is_dir())
    except OSError:
        return []


def _described(path: Path) -> ModelPackage:
    """Describe one package folder, Argos' through `argostranslate` after checking what it will read.

    Raises:
        OSError, ValueError, …: it is broken.
    """
    if is_firefox_package(path):
        return firefox_packages.described(path)
    with (path / "metadata.json").open("rb") as file:
        metadata = read_metadata(file.read(MAX_METADATA_BYTES + 1))
    if not (path / "model" / "model.bin").is_file():
        raise ValueError("model.bin is missing")
    argos = load_package(path)
    if not hasattr(argos, "tokenizer"):
        raise ValueError("the tokenizer is missing")
    digest = recorded_digest(path)
    return ModelPackage(
        source=str(argos.from_code),
        target=str(argos.to_code),
        version=metadata.version,
        size_bytes=sum(p.stat().st_size for p in path.rglob("*") if p.is_file()),
        installed=True,
        demonstration=is_demonstration(digest),
        path=str(path),
        sha256=digest,
    )


def _sound(path: Path) -> ModelPackage | None:
    try:
        return _described(path)
    except _BROKEN:
        return None


def _folder_name(metadata: PackageMetadata, digest: str) -> str:
    codes = "_".join(code.lower().replace("_", "-") for code in (metadata.source, metadata.target))
    return f"translate-{codes}-{metadata.version.replace('.', '_')}-{digest[:8]}"


def _digest(source: BinaryIO, progress: Progress) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        progress.check()
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _place(
    archive: PackageArchive, final: Path, noted: bytes, progress: Progress, probe: Probe | None
) -> None:
    total, done = archive.known_bytes, 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        progress.step(min(done, total), total, "installing")

    def write(folder: Path) -> None:
        write_file(folder / "metadata.json", archive.metadata.to_json())
        write_file(folder / RECORD, noted)
        archive.unpack(folder, advance)

    place(final, write, f"{archive.metadata.source}-{archive.metadata.target}", progress, probe)


def _supersede(package: ModelPackage, folder: Path) -> None:
    """Remove the other packages of the pair; a demonstration removes no official one."""
    for other in installed(folder):
        if other.pair != package.pair or other.path == package.path:
            continue
        if other.engine != package.engine:
            continue  # the one goes on where the other's engine is not there
        if other.demonstration or not package.demonstration:
            discard(Path(other.path))


def _rank(package: ModelPackage) -> tuple[bool, bool, tuple[int, ...]]:
    return (package.demonstration, not package.engine, tuple(-n for n in version_key(package.version)))


def _pivot_rank(first: ModelPackage, second: ModelPackage) -> tuple[bool, int, str]:
    return (first.target != "en", first.demonstration + second.demonstration, first.target)


def _spellings(code: str) -> list[str]:
    """A code as packages may spell it, most exact first."""
    base = code.replace("_", "-").split("-")[0].lower()
    return list(dict.fromkeys((code, code.replace("-", "_"), code.replace("_", "-"), base)))


def _hop(package: ModelPackage) -> Hop:
    name = Path(package.path).name
    return Hop(package.source, package.target, name, package.version, package.demonstration, package.engine)
