"""How a package's folder comes into the models folder and leaves it: whole or not at all, one at a time.

A new one is written beside its place, flushed, tried and renamed; one that goes is renamed first. So a kill
at any moment leaves a leftover, which `packages.clean_leftovers` removes, and never half a package.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from reader.core.errors import ReaderError
from reader.core.private_files import close_tree, make_file, make_folder
from reader.core.progress import Progress
from reader.core.storage_errors import storage_errors
from reader.translation.packages.archive import sync_folder
from reader.translation.packages.known_packages import is_demonstration

RECORD = "liseuse.json"
DOWNLOADS = ".downloads"
INSTALLING, REMOVING = ".install-", ".remove-"
SPARE_BYTES = 16 * 1024 * 1024
"""Room on the disk that an install leaves."""

Probe = Callable[[Path], None]
"""A test translation with an unpacked folder; it raises to refuse the package."""

_LOCK_SECONDS = 60


def keep_list(folder: Path, name: str, data: bytes) -> None:
    """Keep a fetched list of models in the models folder, in place of the one before.

    Of lists that are fetched at once, by the window and a command, each is kept whole and the last one stays.

    Raises:
        ReaderError: the disk; the one before stays.
    """
    downloads = folder / DOWNLOADS  # where a kill's leftovers are removed
    with storage_errors(folder):
        make_folder(downloads)
        temporary = downloads / f"{name}.{secrets.token_hex(4)}"
        try:
            make_file(temporary)
            temporary.write_bytes(data)
            temporary.replace(folder / name)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise


def place(
    final: Path, write: Callable[[Path], None], pair: str, progress: Progress, probe: Probe | None
) -> None:
    """Have a package written beside its final place, flush, try, and rename it.

    Args:
        final: the folder that it becomes.
        write: writes the package into an empty folder, flushed to the disk.
        pair: names the package where it does not work, such as `fr-en`.
        progress: can cancel.
        probe: as in `packages.install`.

    Raises:
        ReaderError: what `write` and `probe` raise. OSError: the disk. Cancelled: nothing was changed.
    """
    temporary = Path(tempfile.mkdtemp(prefix=INSTALLING, dir=final.parent))
    try:
        write(temporary)
        if probe is not None:
            _test(probe, temporary, pair)
        progress.check()
        close_tree(temporary)
        os.rename(temporary, final)
        sync_folder(final.parent)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _test(probe: Probe, folder: Path, pair: str) -> None:
    try:
        probe(folder)
    except ReaderError as error:
        raise ReaderError(error.kind, error.detail.replace(str(folder), ""), package=pair) from error


def write_file(path: Path, data: bytes) -> None:
    """Write a new file, flushed to the disk."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def make_room(folder: Path, size: int) -> None:
    """See that `size` bytes fit.

    Raises:
        ReaderError: `disk-full`.
    """
    if shutil.disk_usage(folder).free < size + SPARE_BYTES:
        raise ReaderError("disk-full", "no room to unpack the model")


def discard(path: Path) -> None:
    """Take a folder out of use by one rename, then delete it; a kill between leaves a leftover."""
    if not path.exists():
        return
    grave = Path(tempfile.mkdtemp(prefix=REMOVING, dir=path.parent))
    os.rename(path, grave / "package")
    sync_folder(path.parent)
    shutil.rmtree(grave, ignore_errors=True)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One install or removal at a time over all processes; the lock ends with its holder."""
    try:
        with FileLock(lock_file(folder), mode=0o600, timeout=_LOCK_SECONDS):
            yield
    except Timeout as error:
        raise ReaderError("library-busy", "the models folder is locked") from error


def lock_file(folder: Path) -> Path:
    """It lies beside the models folder, so that a refused package leaves nothing in it."""
    return folder.parent / f".{folder.name}.lock"


def recorded_digest(path: Path) -> str:
    """The check sum of what a package folder was made of; "" where nobody noted it."""
    try:
        record = json.loads((path / RECORD).read_text("utf-8"))
        return str(record["sha256"])
    except (OSError, ValueError, KeyError, TypeError):  # a folder that Argos itself unpacked
        return ""


def record(digest: str, size: int) -> bytes:
    """What is noted beside a package of the check sum and the bytes of what it was made of."""
    fields = {"sha256": digest, "size": size, "demonstration": is_demonstration(digest)}
    return json.dumps(fields, indent=1).encode()
