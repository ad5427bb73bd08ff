"""Whether a folder lies on a disk of this computer, where reading costs nobody's line."""

from __future__ import annotations

from pathlib import Path

from reader.settings.disks import MOUNTS, kind_of_disk

_OF_DISKS = frozenset(
    (
        *("bcachefs", "btrfs", "exfat", "ext2", "ext3", "ext4", "f2fs", "fuseblk", "hfsplus", "jfs", "msdos"),
        *("ntfs", "ntfs3", "overlay", "ramfs", "reiserfs", "tmpfs", "vfat", "xfs", "zfs"),
    )
)
"""Kinds of file systems that are no server's. What FUSE shows in other ways may be fetched as it is read."""


def is_on_local_disk(folder: str, mounts: Path = MOUNTS) -> bool:
    """Whether a folder is known to lie on a disk of this computer; only Linux says so.

    Args:
        folder: its path.
        mounts: the table of what is mounted where.
    """
    return kind_of_disk(Path(folder), mounts) in _OF_DISKS
