"""Whether a folder lies on a disk of this computer, by what is mounted where."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.sync.local_disk import is_on_local_disk

TABLE = """22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:50 / /{root}/nas rw - nfs4 server:/share rw
31 30 8:2 / /{root}/nas/stick rw - vfat /dev/sdb1 rw
32 22 0:52 / /{root}/my\\040cloud rw - fuse.rclone cloud: rw
33 22 0:53 / /{root}/twice rw - ext4 /dev/sdc1 rw
34 22 0:54 / /{root}/twice rw - cifs //server/twice rw
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
