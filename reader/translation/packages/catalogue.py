"""What can be installed: the shipped list, a newer one from the network, and the demonstrations.

The format is that of the official Argos index. Rows that are not what they should be are dropped,
the rest works; file names are made of checked codes, never of what a row says.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from reader.core.errors import ReaderError
from reader.core.model import ModelPackage
from reader.core.progress import Progress
from reader.core.serialize import read_json
from reader.core.storage_errors import storage_errors
from reader.settings.paths import resource
from reader.translation.packages import firefox_catalogue
from reader.translation.packages.archive import MAX_BYTES
from reader.translation.packages.known_packages import CATALOGUE, demonstrations
from reader.translation.packages.metadata import checked_metadata, version_key
from reader.translation.packages.package_folder import DOWNLOADS, keep_list
from reader.translation.packages.packages import install, installed

if TYPE_CHECKING:
    from reader.translation.packages.download import DownloadLimits

MAX_INDEX_BYTES = 4 * 1024 * 1024
_MAX_ROWS = 5000
_MAX_LINKS = 8
_FETCHED = ".index.json"
_TRY_NEXT_LINK = {"not-found", "server-error", "refused", "unknown-host", "model-incomplete", "tls"}


def available(folder: Path) -> list[ModelPackage]:
    """What can be installed, by pair; Firefox's first, then official ones, each marked when it is installed.

    A demonstration has no `links`; its `path` is the shipped file.
    """
    here = installed(folder)
    digests = {p.sha256 for p in here}
    versions = {(p.pair, p.version) for p in here if not p.demonstration}
    rows = sorted(
        [*firefox_catalogue.available(folder), *_official(folder), *_demonstrations()],
        key=lambda p: (p.source, p.target, p.demonstration, not p.engine),
    )
    return [
        replace(row, installed=row.sha256 in digests if row.sha256 else (row.pair, row.version) in versions)
        for row in rows
    ]


def parse_index(data: bytes, schemes: frozenset[str] = frozenset({"https"})) -> list[ModelPackage]:
    """The newest sound row of each pair of an index.

    Raises:
        ReaderError: `broken-answer` when it is no index at all.
    """
    try:
        if len(data) > MAX_INDEX_BYTES:
            raise ValueError("the index is too large")
        rows = read_json(data)
        if not isinstance(rows, list):
            raise ValueError("the index is no list")
    except ValueError as error:
        raise ReaderError("broken-answer", f"index: {error}"[:300], host="") from error
    best: dict[str, ModelPackage] = {}
    for row in rows[:_MAX_ROWS]:
        package = _offered(row, schemes)
        if package is None:
            continue
        known = best.get(package.pair)
        if known is None or version_key(package.version) > version_key(known.version):
            best[package.pair] = package
    return list(best.values())


def refresh(
    folder: Path,
    url: str,
    progress: Progress | None = None,
    limits: DownloadLimits | None = None,
    allowed: Callable[[], None] = lambda: None,
) -> list[ModelPackage]:
    """Fetch the index at `url`, keep it in `folder`, and return `available`.

    `allowed` is as in `download.Downloader`.

    Raises:
        ReaderError: network, or the answer is no index; the list in use stays.
    """
    from reader.translation.packages.download import Downloader

    with Downloader(limits, allowed=allowed) as downloader:
        data = downloader.text(url, MAX_INDEX_BYTES, progress)
    if not parse_index(data):
        raise ReaderError("broken-answer", "the index lists no package", host=urlsplit(url).hostname or "")
    keep_list(folder, _FETCHED, data)
    return available(folder)


def download(
    package: ModelPackage,
    folder: Path,
    progress: Progress | None = None,
    probe: Callable[[Path], None] | None = None,
    limits: DownloadLimits | None = None,
    allowed: Callable[[], None] = lambda: None,
) -> ModelPackage:
    """Download a package of `available` and install it; a later try resumes.

    Args:
        package: a row of `available`.
        folder: the library's models folder.
        progress: steps are bytes of `downloading`, then of `installing`.
        probe: as `packages.install`.
        limits: `download.DownloadLimits`, for tests.
        allowed: as in `download.Downloader`.

    Raises:
        ReaderError: network, `model-incomplete`, `model-address`, and everything `packages.install` raises.
        Cancelled: what has come is kept.
    """
    if package.engine:
        return firefox_catalogue.download(package, folder, progress, probe, limits, allowed)
    if not package.links:
        return install(Path(package.path), folder, progress, probe)
    from reader.translation.packages.download import Downloader

    file = _download_file(package, folder)
    last = ReaderError("model-missing", "no link", package=package.pair)
    with Downloader(limits, allowed=allowed) as downloader:
        for link in package.links:
            try:
                downloader.file(link, file, package.size_bytes, package.sha256, progress)
                done = install(file, folder, progress, probe, pair=package.pair)
            except ReaderError as error:
                _forget(file)
                if error.kind not in _TRY_NEXT_LINK:
                    raise
                last = error
                continue
            _forget(file)
            return done
    raise last


def kept_files(package: ModelPackage, folder: Path) -> list[Path]:
    """What an interrupted download of a package has left."""
    if package.engine:
        return firefox_catalogue.kept_files(package, folder)
    file = _download_file(package, folder)
    return list(file.parent.glob(f"{file.name}.part*"))


def kept_bytes(package: ModelPackage, folder: Path) -> int:
    """How much of a package an interrupted download has left, in bytes."""
    found = 0
    for path in kept_files(package, folder):
        if path.suffix != ".json":
            with contextlib.suppress(FileNotFoundError):  # its download has ended meanwhile
                found += path.stat().st_size
    return found


def _download_file(package: ModelPackage, folder: Path) -> Path:
    """Made of checked codes and a checked version; a row's own words name no file."""
    return folder / DOWNLOADS / f"{package.source}_{package.target}-{package.version}.argosmodel"


def _forget(file: Path) -> None:
    """Remove the whole file once it is judged; an unfinished `.part` stays for the next try.

    The folder stays, empty or not: another download may be about to write into it.
    """
    with storage_errors(file.parent):
        file.unlink(missing_ok=True)


def _official(folder: Path) -> list[ModelPackage]:
    """The shipped rows, and those of a fetched index where newer or new; check sums stay ours."""
    best = {p.pair: p for p in parse_index(resource(CATALOGUE).read_bytes())}
    try:
        fetched = parse_index((folder / _FETCHED).read_bytes())
    except (OSError, ReaderError):
        fetched = []
    for package in fetched:
        known = best.get(package.pair)
        if known is None or version_key(package.version) > version_key(known.version):
            best[package.pair] = package
    return list(best.values())


def _demonstrations() -> list[ModelPackage]:
    return [
        ModelPackage(
            source=str(row["from"]),
            target=str(row["to"]),
            version=str(row["version"]),
            size_bytes=int(row["size"]),
            demonstration=True,
            path=str(resource(f"models/{row['name']}")),
            sha256=str(row["sha256"]),
        )
        for row in demonstrations()
    ]


def _offered(row: Any, schemes: frozenset[str]) -> ModelPackage | None:
    """A row as a package, or `None` when it is not sound or has no link that may be used."""
    try:
        metadata = checked_metadata(row)
    except ValueError:
        return None
    links = row.get("links")
    if not isinstance(links, list):
        return None
    usable = [link for link in links[:_MAX_LINKS] if isinstance(link, str) and _usable(link, schemes)]
    size, digest = row.get("size", 0), row.get("sha256", "")
    if not usable or type(size) is not int or not 0 <= size <= MAX_BYTES or not isinstance(digest, str):
        return None
    return ModelPackage(
        metadata.source, metadata.target, metadata.version, size, links=tuple(usable), sha256=digest
    )


def _usable(link: str, schemes: frozenset[str]) -> bool:
    try:
        parts = urlsplit(link)
        return parts.scheme in schemes and bool(parts.hostname) and not parts.username and len(link) < 2000
    except ValueError:
        return False
