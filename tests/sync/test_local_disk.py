"""Whether a folder lies on a disk of this computer, by what is mounted where."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.sync.local_disk import is_on_local_disk

TABLE = """/dev/sda1 / ext4 rw,relatime 0 0
server:/share /{root}/nas nfs4 rw 0 0
/dev/sdb1 /{root}/nas/stick vfat rw 0 0
cloud: /{root}/my\\040cloud fuse.rclone rw 0 0
/dev/sdc1 /{root}/twice ext4 rw 0 0
//server/twice /{root}/twice cifs rw 0 0
nothing of the kind
"""


@pytest.mark.parametrize(
    ("folder", "local"),
    [
        ("here", True),
        ("nas", False),
        ("nas/articles", False),
        ("nasty", True),
        ("nas/stick/articles", True),
        ("my cloud/articles", False),
        ("twice/articles", False),
    ],
)
def test_it_is_as_the_nearest_place_that_is_mounted(tmp_path: Path, folder: str, local: bool) -> None:
    table = tmp_path / "mounts"
    table.write_text(TABLE.format(root=str(tmp_path).strip("/")))
    assert is_on_local_disk(str(tmp_path / folder), table) is local


def test_where_nobody_says_it_is_taken_for_remote(tmp_path: Path) -> None:
    assert not is_on_local_disk(str(tmp_path), tmp_path / "no table")
