"""One OpenSSL for Python and for PostgreSQL's client: the client's wheel brings another, 7 MB of a bundle.

A link takes the place of the client's where Python's is of the same series and no older: within one, a
later release keeps what an earlier one offers.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

NAMES = ("libcrypto", "libssl")
_FOLDER = "psycopg_binary.libs"
_RELEASE = re.compile(rb"OpenSSL (\d+)\.(\d+)\.(\d+)[^\d]")

Release = tuple[int, int, int]


def share_openssl(inside: Path) -> list[Path]:
    """Put links to Python's OpenSSL in the place of PostgreSQL's; they are returned.

    Args:
        inside: the folder of a bundle with all libraries.
    """
    pairs = [
        (inside / f"{name}.so.3", copy)
        for name in NAMES
        for copy in (inside / _FOLDER).glob(f"{name}-*.so.3")
        if (inside / f"{name}.so.3").is_file() and not copy.is_symlink()
    ]
    if len(pairs) != len(NAMES) or not _is_enough(*pairs[0]):
        return []
    for ours, copy in pairs:
        copy.unlink()
        copy.symlink_to(os.path.relpath(ours, copy.parent))
    return [copy for _, copy in pairs]


def link_to_system(inside: Path, file: Path, folder: Path) -> None:
    """Let the links to a library that is left to the system lead there.

    Args:
        inside: the folder of a bundle with all libraries.
        file: the library in it, which goes.
        folder: where the system has it: the links lead there from where the bundle is installed.
    """
    for link in (inside / _FOLDER).glob("*"):
        if link.is_symlink() and link.resolve() == file:
            link.unlink()
            link.symlink_to(folder / file.name)


def release(library: Path) -> Release | None:
    """The release of OpenSSL that a `libcrypto` says it is."""
    found = _RELEASE.search(library.read_bytes())
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def _is_enough(ours: Path, copy: Path) -> bool:
    own, other = release(ours), release(copy)
    return own is not None and other is not None and own[:2] == other[:2] and own >= other
