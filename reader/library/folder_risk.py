"""Where a library lies: in a folder that another program copies to other computers, or on a server's disk."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from reader.settings.disks import MOUNTS, kind_of_disk

SYNCHRONISED, NETWORK = "synchronised", "network"

_CLOUDS = re.compile(
    r"dropbox( \(.+\))?|onedrive( - .+)?|google ?drive|my drive|icloud ?drive|mobile documents"
    r"|nextcloud|owncloud"
    r"|pcloud ?drive|mega(sync)?|box( sync)?|yandex\.disk|seafile|syncthing|kdrive|proton ?drive",
    re.IGNORECASE,
)
_MARKS = (".stfolder", ".dropbox", ".sync", ".nextcloudsync.log", ".owncloudsync.log", ".SeafileSync")
"""What such programs leave in the folder that they copy."""
_SERVERS = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "ncpfs", "davfs", "ceph", "glusterfs", "lustre")
)
_BY_FUSE = re.compile(r"fuse\.(sshfs|rclone|davfs|gvfsd|glusterfs|s3fs|curlftpfs|smbnetfs)")


def risk_of(folder: Path, mounts: Path = MOUNTS) -> str:
    """`network`, `synchronised`, or empty: the folder is this computer's alone, as far as one can see."""
    if is_on_a_server(folder, mounts):
        return NETWORK
    real = folder.resolve()
    named = any(_CLOUDS.fullmatch(part) for part in real.parts[1:])
    marked = any((parent / mark).exists() for parent in (real, *real.parents) for mark in _MARKS)
    return SYNCHRONISED if named or marked else ""


def is_on_a_server(folder: Path, mounts: Path = MOUNTS) -> bool:
    """Whether a folder is another computer's: SQLite's write-ahead log does not work there."""
    if sys.platform == "win32":
        return str(folder.resolve()).startswith("\\\\")
    found = kind_of_disk(folder, mounts)
    return found in _SERVERS or bool(_BY_FUSE.fullmatch(found))
