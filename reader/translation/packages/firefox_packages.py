"""Packages of Firefox models: described, found in a folder of their files, and installed.

In the models folder a package is one folder beside those of Argos, with the files under names of ours and a
`metadata.json` that has Argos' fields for languages and version, the engine, and each file's SHA-256. The
engine compares those each time it loads a package.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import os
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

from reader.core.errors import ReaderError
from reader.core.model import FIREFOX, ModelPackage
from reader.core.private_files import make_folder
from reader.core.progress import Progress
from reader.core.serialize import read_json
from reader.core.storage_errors import regular, storage_errors
from reader.translation.engines.firefox_files import (
    FILE_NAMES,
    METADATA,
    MODEL,
    MOST_BYTES,
    SHORTLIST,
    SOURCE_VOCABULARY,
    TARGET_VOCABULARY,
    VOCABULARY,
    CutFileError,
    engine_present,
    is_complete,
    model_sizes,
    package_digest,
    read_description,
    recorded_files,
)
from reader.translation.packages.metadata import MAX_METADATA_BYTES, checked_metadata
from reader.translation.packages.package_folder import (
    RECORD,
    Probe,
    discard,
    locked,
    make_room,
    place,
    record,
    write_file,
)

log = logging.getLogger(__name__)

_CHUNK = 256 * 1024
_WINDOW = 1 << 27  # bytes that unpacking may look back, and keeps in memory
_NAMES = {
    MODEL: re.compile(r"model(?:\.([a-z]{4,14}))?(?:\.intgemm(?:8|\.alphas)?)?\.bin"),
    SHORTLIST: re.compile(r"lex(?:\.\d+\.\d+)?(?:\.[a-z]{4,14})?(?:\.s2t)?\.bin"),
    VOCABULARY: re.compile(r"vocab(?:\.[a-z]{4,14})?\.spm"),
    SOURCE_VOCABULARY: re.compile(r"srcvocab(?:\.[a-z]{4,14})?\.spm"),
    TARGET_VOCABULARY: re.compile(r"trgvocab(?:\.[a-z]{4,14})?\.spm"),
}
_PACKED = (".zst", ".gz")
_PAIR = re.compile(r"([a-z]{2})-?([a-z]{2})(?:-\d+)?")
_FIRST_VERSION = "1.0"  # where nothing in the folder says another
_DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile)


@dataclass(frozen=True, slots=True)
class FirefoxPackage:
    """A model before it is installed.

    `files` are its files by kind, as they are or packed with zstd or gzip; `digests` the SHA-256 that they
    must have unpacked, empty when nobody says. `origin` is the server that listed it, "" for a folder.
    """

    source: str
    target: str
    version: str
    files: Mapping[str, Path]
    digests: Mapping[str, str]
    origin: str = ""
    licence: str = ""

    @property
    def pair(self) -> str:
        """The pair, for example `fr-en`."""
        return f"{self.source}-{self.target}"


def described(path: Path) -> ModelPackage:
    """Describe one package folder.

    Raises:
        OSError, ValueError: it is broken.
    """
    description = read_description(path)
    metadata = checked_metadata(description)
    files = recorded_files(description)
    for kind in files:
        if not (path / FILE_NAMES[kind]).is_file():
            raise ValueError(f"{FILE_NAMES[kind]} is missing")
    licence = description.get("licence", "")
    return ModelPackage(
        source=metadata.source,
        target=metadata.target,
        version=metadata.version,
        size_bytes=sum(p.stat().st_size for p in path.iterdir() if p.is_file()),
        installed=True,
        path=str(path),
        sha256=package_digest(files),
        engine=FIREFOX,
        licence=licence if isinstance(licence, str) else "",
    )


def origin_of(path: Path) -> str:
    """The server whose list an installed package came from; "" for one from a folder."""
    try:
        origin = read_description(path).get("origin", "")
    except (OSError, ValueError):
        return ""
    return origin if isinstance(origin, str) else ""


def is_model_path(path: Path) -> bool:
    """Whether a path is a folder, or a file of one, that may hold a Firefox model."""
    return path.is_dir() or any(pattern.fullmatch(_unpacked_name(path)) for pattern in _NAMES.values())


def in_folder(path: Path) -> FirefoxPackage:
    """The model whose files are in a folder, under the names that Firefox's catalogue gives them.

    Args:
        path: the folder, or one of the files in it.

    Raises:
        ReaderError: `file-unreadable`, `not-a-model`.
    """
    folder = path if path.is_dir() else path.parent
    files: dict[str, Path] = {}
    pair = ""
    try:
        for file in sorted(folder.iterdir(), key=lambda p: (p.suffix in _PACKED, p.name)):
            for kind, pattern in _NAMES.items():
                if (found := pattern.fullmatch(_unpacked_name(file))) and file.is_file():
                    files.setdefault(kind, file)
                    pair = pair or (found[1] or "" if kind == MODEL else "")
    except OSError as error:
        raise ReaderError("file-unreadable", type(error).__name__, file=path.name) from error
    if not is_complete(set(files)):
        raise ReaderError("not-a-model", "the folder lacks the files of a model")
    said = _said(folder)
    match = _PAIR.fullmatch(pair) or _PAIR.fullmatch(folder.name)
    source, target = (said.get("from_code"), said.get("to_code")) if "from_code" in said else (None, None)
    if match is not None:
        source, target = source or match[1], target or match[2]
    version = str(said.get("package_version", said.get("version", _FIRST_VERSION)))
    try:
        checked = checked_metadata({"from_code": source, "to_code": target, "package_version": version})
    except ValueError as error:
        raise ReaderError("not-a-model", f"{error}; its files should be named like model.fren.bin") from error
    return FirefoxPackage(checked.source, checked.target, checked.version, files, {})


def install(
    package: FirefoxPackage, folder: Path, progress: Progress | None = None, probe: Probe | None = None
) -> ModelPackage:
    """Install a model; all or nothing, and never outside one new folder of `folder`.

    Args:
        package: its files, which stay where they are.
        folder: the library's models folder, made when missing.
        progress: steps are bytes of `installing`.
        probe: as in `packages.install`.

    Returns:
        The package. Another one of this engine for the same pair is removed.

    Raises:
        ReaderError: `engine-missing`, `file-unreadable`, `not-a-model`, `model-incomplete`, `model-unsafe`,
            `model-broken` (from `probe`), `disk-full`, `read-only`, `disk-error`, `library-busy`.
        Cancelled: nothing was changed.
    """
    if not engine_present():
        raise ReaderError("engine-missing", "fxtranslate is not installed")
    progress = progress or Progress()
    digests, size = _digests(package, progress)
    digest = package_digest(digests)
    codes = "_".join(code.lower().replace("_", "-") for code in (package.source, package.target))
    final = folder / f"{FIREFOX}-{codes}-{package.version.replace('.', '_')}-{digest[:8]}"

    def write(target: Path) -> None:
        write_file(target / METADATA, _description(package, digests))
        write_file(target / RECORD, record(digest, size))
        _unpack(package, digests, target, size, progress)

    with storage_errors(folder):
        make_folder(folder)
        with locked(folder):
            if (present := _sound(final)) is not None:
                return present
            discard(final)
            make_room(folder, size)
            place(final, write, package.pair, progress, probe)
            made = described(final)
            for other in folder.glob(f"{FIREFOX}-{codes}-*"):
                found = _sound(other) if other != final else None
                if found is not None and found.pair == package.pair:  # `en_zh` begins `en_zh-hant` too
                    discard(other)
    log.info("Firefox model %s %s installed", package.pair, package.version)
    return made


def _unpacked_name(path: Path) -> str:
    return path.stem if path.suffix in _PACKED else path.name


def _said(folder: Path) -> dict[str, Any]:
    """What a folder says of its model, in a file of ours or of Firefox's; nothing where it says nothing."""
    for name in (METADATA, "model_info.json"):
        try:
            with open(folder / name, "rb", opener=regular) as file:
                found = read_json(file.read(MAX_METADATA_BYTES))
        except (OSError, ValueError):
            continue
        if isinstance(found, dict):
            return found
    return {}


def _description(package: FirefoxPackage, digests: Mapping[str, str]) -> bytes:
    fields = {
        "type": "translate",
        "engine": FIREFOX,
        "package_version": package.version,
        "from_code": package.source,
        "to_code": package.target,
        "licence": package.licence,
        "origin": package.origin,
        "files": dict(digests),
    }
    return json.dumps(fields, indent=1).encode("ascii")


def _sound(path: Path) -> ModelPackage | None:
    try:
        return described(path)
    except (OSError, ValueError):
        return None


def _digests(package: FirefoxPackage, progress: Progress) -> tuple[dict[str, str], int]:
    """The SHA-256 of each file, unpacked, and the bytes of all; what must be another one is refused."""
    found: dict[str, str] = {}
    size = 0
    for kind, path in package.files.items():
        digest = hashlib.sha256()
        for chunk in _unpacked(path, progress):
            digest.update(chunk)
            size += len(chunk)
        found[kind] = digest.hexdigest()
        if package.digests.get(kind, found[kind]) != found[kind]:
            raise ReaderError("model-incomplete", f"the check sum of {FILE_NAMES[kind]} is wrong")
    return found, size


def _unpack(
    package: FirefoxPackage, digests: Mapping[str, str], target: Path, total: int, progress: Progress
) -> None:
    done = 0
    for kind, path in package.files.items():
        digest = hashlib.sha256()
        with (target / FILE_NAMES[kind]).open("xb") as file:
            for chunk in _unpacked(path, progress):
                file.write(chunk)
                digest.update(chunk)
                done += len(chunk)
                progress.step(min(done, total), total, "installing")
            file.flush()
            os.fsync(file.fileno())
        if digest.hexdigest() != digests[kind]:
            raise ReaderError("model-incomplete", f"{FILE_NAMES[kind]} changed meanwhile")
    try:
        model_sizes(target / FILE_NAMES[MODEL])
    except CutFileError as error:
        raise ReaderError("model-incomplete", str(error)) from error
    except ValueError as error:
        raise ReaderError("not-a-model", str(error)) from error


def _unpacked(path: Path, progress: Progress) -> Iterator[bytes]:
    """A file piece by piece, unpacked, and no more of it than a model can have.

    Raises:
        ReaderError: `file-unreadable`, `model-incomplete` (damaged), `model-unsafe` (too large).
    """
    size = 0
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ReaderError("model-unsafe", f"{path.name} is larger than any model")
        with open(path, "rb", opener=regular) as raw:
            source = _reader(raw, path.suffix)
            while chunk := source.read(_CHUNK):
                progress.check()
                size += len(chunk)
                if size > MOST_BYTES:
                    raise ReaderError("model-unsafe", f"{path.name} is larger than any model")
                yield chunk
    except _DAMAGE as error:
        raise ReaderError("model-incomplete", f"{path.name}: {error}"[:300]) from error
    except OSError as error:
        raise ReaderError("file-unreadable", type(error).__name__, file=path.name) from error
    if not size:
        raise ReaderError("model-incomplete", f"{path.name} is empty")


def _reader(raw: IO[bytes], ending: str) -> _Stream:
    if ending == ".zst":
        return _ZstdStream(raw)
    return gzip.GzipFile(fileobj=raw) if ending == ".gz" else raw


class _Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _ZstdStream:
    """What is packed with zstd, whose library is loaded for it alone."""

    def __init__(self, raw: IO[bytes]) -> None:
        import zstandard

        self._stream = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(raw)
        self._fault = zstandard.ZstdError

    def read(self, size: int, /) -> bytes:
        try:
            return self._stream.read(size)
        except self._fault as error:
            raise EOFError(str(error)) from error
