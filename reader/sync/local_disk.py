"""Whether a folder lies on a disk of this computer, where reading costs nobody's line."""

from __future__ import annotations

import re
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")
_OF_DISKS = frozenset(
    (
        *("bcachefs", "btrfs", "exfat", "ext2", "ext3", "ext4", "f2fs", "fuseblk", "hfsplus", "jfs", "msdos"),
        *("ntfs", "ntfs3", "overlay", "ramfs", "reiserfs", "tmpfs", "vfat", "xfs", "zfs"),
    )
)
"""Kinds of file systems that are no server's. What FUSE shows in other ways may be fetched as it is read."""
_ESCAPED = re.compile(r"\\([0-7]{3})")


def is_on_local_disk(folder: str, mounts: Path = _MOUNTS) -> bool:
    """Whether a folder is known to lie on a disk of this computer; only Linux says so.

    Args:
        folder: its path.
        mounts: the table of what is mounted where.
    """
    place = Path(folder).resolve()
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return False
    depth, kind = -1, ""
    for line in lines:
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        mount = Path(_ESCAPED.sub(lambda code: chr(int(code[1], 8)), fields[4]))
        if (
            place.is_relative_to(mount) and len(mount.parts) >= depth
        ):  # of two at one place the later one is seen
            depth, kind = len(mount.parts), after.split(" ")[0]
    return kind in _OF_DISKS
