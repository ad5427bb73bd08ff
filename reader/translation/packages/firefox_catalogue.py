"""Which Firefox models can be had: the list that Mozilla's Remote Settings gives, and downloads from it.

A record is one file: a model is what several of one pair, version and architecture make together. Newer
lists name the languages `sourceLanguage` and `targetLanguage` and pack their files with zstd, older ones
say `fromLang` and `toLang`. Where the files lie, the root of the server says. What is not as it should be is
dropped, the rest works; file names are made of checked codes, never of what a record says.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from reader.core.errors import ReaderError
from reader.core.model import FIREFOX, ModelPackage
from reader.core.origin import AddressClass, class_named
from reader.core.progress import Progress
from reader.core.serialize import read_json
from reader.core.storage_errors import storage_errors
from reader.translation.engines.firefox_files import (
    FILE_NAMES,
    MOST_BYTES,
    engine_present,
    is_complete,
    package_digest,
)
from reader.translation.packages.firefox_packages import FirefoxPackage, install
from reader.translation.packages.metadata import checked_metadata, version_key
from reader.translation.packages.package_folder import DOWNLOADS, Probe, keep_list

if TYPE_CHECKING:
    from reader.translation.packages.download import Downloader, DownloadLimits

LICENCE = "MPL-2.0"
"""Of all models that Firefox ships."""

_FETCHED = ".firefox-index.json"
_MOST_LIST_BYTES = 8 * 1024 * 1024
_MOST_ROOT_BYTES = 64 * 1024
_MOST_RECORDS = 20_000
_LOCATION = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}(?:/[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}){0,8}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_RELEASED = frozenset({"", "env.appinfo.OS != 'Android'"})
"""Conditions of a record that hold on a computer and in every release."""
_ARCHITECTURES = ("base", "base-memory", "tiny")  # the best first


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file on offer: `size` and `digest` are those of the download, `unpacked` is the SHA-256 inside."""

    url: str
    size: int
    digest: str
    unpacked: str
    packed: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A model on offer and its files by kind."""

    package: ModelPackage
    files: dict[str, FileRecord]


def available(folder: Path) -> list[ModelPackage]:
    """The models of the list that was fetched last; none while the engine is not installed."""
    return [offer.package for offer in _offers(folder)] if engine_present() else []


def parse_records(data: Any, base: str, schemes: frozenset[str] = frozenset({"https"})) -> list[Offer]:
    """The newest whole model of each pair of a list of records.

    Args:
        data: the records. base: the address that their locations are below. schemes: those that may be used.

    Raises:
        ReaderError: `broken-answer` when it is no list at all, or there is nowhere to fetch from.
    """
    if not isinstance(data, list) or not isinstance(base, str) or not _usable(base, schemes):
        raise ReaderError("broken-answer", "no list of Firefox models", host="")
    models: dict[tuple[str, str, str, str], dict[str, FileRecord]] = {}
    for record in data[:_MOST_RECORDS]:
        found = _checked(record, base)
        if found is not None:
            model, kind, file = found
            models.setdefault(model, {}).setdefault(kind, file)
    best: dict[tuple[str, str], tuple[tuple[tuple[int, ...], int], Offer]] = {}
    for (source, target, version, architecture), files in models.items():
        if not is_complete(set(files)):
            continue
        order = _ARCHITECTURES.index(architecture) if architecture in _ARCHITECTURES else len(_ARCHITECTURES)
        rank = (version_key(version), -order)
        if (source, target) not in best or rank > best[source, target][0]:
            best[source, target] = rank, _offer(source, target, version, files)
    return [offer for _, offer in best.values()]


def refresh(
    folder: Path,
    url: str,
    progress: Progress | None = None,
    limits: DownloadLimits | None = None,
    allowed: Callable[[], None] = lambda: None,
) -> list[ModelPackage]:
    """Fetch the records at `url` and where their files lie, keep both in `folder`, and return `available`.

    `allowed` is as in `download.Downloader`.

    Raises:
        ReaderError: network, `model-address`, or the answer is no list; the list in use stays.
    """
    from reader.translation.packages.download import Downloader

    host = urlsplit(url).hostname or ""
    with Downloader(limits, allowed=allowed) as downloader:
        schemes = downloader.limits.schemes
        records = _json(downloader.text(url, _MOST_LIST_BYTES, progress), host)
        reached = downloader.reached
        root = _json(downloader.text(_root(url), _MOST_ROOT_BYTES, progress), host)
    found = records.get("data")
    base = root.get("capabilities", {})
    base = base.get("attachments", {}) if isinstance(base, dict) else {}
    base = base.get("base_url", "") if isinstance(base, dict) else ""
    if not parse_records(found, base, schemes):
        raise ReaderError("broken-answer", "the list names no model", host=host)
    kept = {"base": base, "reached": reached.name.lower(), "origin": host, "data": found}
    keep_list(folder, _FETCHED, json.dumps(kept).encode())
    return available(folder)


def download(
    package: ModelPackage,
    folder: Path,
    progress: Progress | None = None,
    probe: Probe | None = None,
    limits: DownloadLimits | None = None,
    allowed: Callable[[], None] = lambda: None,
) -> ModelPackage:
    """Download the files of a package of `available` and install it; a later try resumes.

    Args:
        package: a row of `available`. folder: the library's models folder.
        progress: steps are bytes of `downloading`, of all files together, then of `installing`.
        probe: as in `packages.install`. limits: `download.DownloadLimits`, for tests.
        allowed: as in `download.Downloader`.

    Raises:
        ReaderError: `model-missing` when it is not on the list any more, network, `model-address`,
            `model-incomplete`, and everything that `firefox_packages.install` raises.
        Cancelled: what has come is kept.
    """
    from reader.translation.packages.download import Downloader

    progress = progress or Progress()
    offer = next((o for o in _offers(folder) if o.package.sha256 == package.sha256), None)
    if offer is None:
        raise ReaderError("model-missing", "not on the list any more", package=package.pair)
    if not engine_present():
        raise ReaderError("engine-missing", "fxtranslate is not installed")
    kept = _kept(folder)
    reached = min(class_named(str(kept.get("reached", ""))), AddressClass.LOOPBACK)  # whatever a file says
    with Downloader(limits, reached, allowed) as downloader:
        files = _fetch(offer, folder, downloader, progress)
    origin = kept.get("origin", "")
    digests = {kind: file.unpacked for kind, file in offer.files.items()}
    made = FirefoxPackage(
        package.source, package.target, package.version, files, digests, str(origin)[:200], LICENCE
    )
    try:
        done = install(made, folder, progress, probe)
    except ReaderError as error:
        if error.kind in ("model-incomplete", "not-a-model", "model-broken", "model-unsafe"):
            _forget(files, folder)  # the same files would only be refused again
        raise
    _forget(files, folder)
    return done


def kept_files(package: ModelPackage, folder: Path) -> list[Path]:
    """What an interrupted download of a package has left."""
    return list((folder / DOWNLOADS).glob(f"{_download_name(package)}-*"))


def _fetch(offer: Offer, folder: Path, downloader: Downloader, progress: Progress) -> dict[str, Path]:
    files: dict[str, Path] = {}
    total = sum(file.size for file in offer.files.values())
    before = 0
    for kind, file in offer.files.items():
        ending = ".zst" if file.packed else ""
        path = folder / DOWNLOADS / f"{_download_name(offer.package)}-{FILE_NAMES[kind]}{ending}"
        if not _is_there(path, file):
            step = _Share(progress, before, total)
            downloader.file(file.url, path, file.size, file.digest, step)
        before += file.size
        progress.step(before, total, "downloading")
        files[kind] = path
    return files


class _Share(Progress):
    """The progress of one file of several."""

    def __init__(self, whole: Progress, before: int, total: int) -> None:
        super().__init__(lambda done, _, step: whole.step(before + done, total, step))
        self._whole = whole

    @property
    def cancelled(self) -> bool:
        return self._whole.cancelled

    def check(self) -> None:
        self._whole.check()

    def on_cancel(self, action: Any) -> None:
        self._whole.on_cancel(action)


def _is_there(path: Path, file: FileRecord) -> bool:
    """Whether an earlier try has brought a whole file; its check sum is looked at when it is unpacked."""
    return path.is_file() and path.stat().st_size == file.size


def _forget(files: dict[str, Path], folder: Path) -> None:
    with storage_errors(folder):
        for path in files.values():
            path.unlink(missing_ok=True)


def _download_name(package: ModelPackage) -> str:
    return f"{FIREFOX}-{package.source}_{package.target}-{package.version}"


def _kept(folder: Path) -> dict[str, Any]:
    try:
        found = read_json((folder / _FETCHED).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _offers(folder: Path) -> list[Offer]:
    try:
        state = (folder / _FETCHED).stat()
    except OSError:
        return []
    return list(_offers_of(folder, state.st_mtime_ns, state.st_size, state.st_ino))


@functools.lru_cache(maxsize=2)
def _offers_of(folder: Path, _changed: int, _size: int, _file: int) -> tuple[Offer, ...]:
    """The models of a list that was fetched; a list is read once for as long as its file stays the same."""
    kept = _kept(folder)
    if not kept:
        return ()
    try:
        # The scheme was judged when the list was fetched, and is again by whoever downloads.
        return tuple(parse_records(kept.get("data"), kept.get("base", ""), frozenset({"https", "http"})))
    except ReaderError:
        return ()


def _json(data: bytes, host: str) -> dict[str, Any]:
    try:
        found = read_json(data)
    except ValueError as error:
        raise ReaderError("broken-answer", f"list of Firefox models: {error}"[:300], host=host) from error
    if not isinstance(found, dict):
        raise ReaderError("broken-answer", "the list of Firefox models is none", host=host)
    return found


def _root(url: str) -> str:
    """The address of a server's root: everything up to its version, `/v1/`."""
    start, version, _ = url.partition("/v1/")
    return start + version if version else urljoin(url, "/v1/")


def _offer(source: str, target: str, version: str, files: dict[str, FileRecord]) -> Offer:
    ordered = dict(sorted(files.items()))
    package = ModelPackage(
        source,
        target,
        version,
        sum(file.size for file in ordered.values()),
        links=tuple(file.url for file in ordered.values()),
        sha256=package_digest({kind: file.unpacked for kind, file in ordered.items()}),
        engine=FIREFOX,
        licence=LICENCE,
    )
    return Offer(package, ordered)


def _checked(record: Any, base: str) -> tuple[tuple[str, str, str, str], str, FileRecord] | None:
    """A record as the model it belongs to, its kind and its file; `None` when it is not sound or not ours."""
    if not isinstance(record, dict) or str(record.get("filter_expression", "")) not in _RELEASED:
        return None
    attachment, kind = record.get("attachment"), record.get("fileType")
    if not isinstance(attachment, dict) or not isinstance(kind, str) or kind not in FILE_NAMES:
        return None
    fields = {
        "from_code": record.get("sourceLanguage", record.get("fromLang")),
        "to_code": record.get("targetLanguage", record.get("toLang")),
        "package_version": record.get("version"),  # a letter in it is a trial version, and does not match
    }
    try:
        metadata = checked_metadata(fields)
        file = _file(record, attachment, base)
    except ValueError:
        return None
    architecture = record.get("architecture", "")
    model = (metadata.source, metadata.target, metadata.version, str(architecture)[:40])
    return model, kind, file


def _file(record: dict[str, Any], attachment: dict[str, Any], base: str) -> FileRecord:
    location, size, digest = (attachment.get(name) for name in ("location", "size", "hash"))
    unpacked = record.get("decompressedHash", "")
    packed = attachment.get("mimetype") == "application/zstd" or str(location).endswith(".zst")
    if not isinstance(location, str) or not _LOCATION.fullmatch(location):
        raise ValueError("location is not acceptable")
    if type(size) is not int or not 0 < size <= MOST_BYTES:
        raise ValueError("size is not acceptable")
    wanted = unpacked if packed else digest
    if not all(isinstance(one, str) and _DIGEST.fullmatch(one) for one in (digest, wanted)):
        raise ValueError("no check sum")
    return FileRecord(urljoin(base, location), size, str(digest), str(wanted), packed)


def _usable(base: str, schemes: frozenset[str]) -> bool:
    try:
        parts = urlsplit(base)
        return parts.scheme in schemes and bool(parts.hostname) and not parts.username and base.endswith("/")
    except ValueError:
        return False
