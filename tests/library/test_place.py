from __future__ import annotations

from pathlib import Path

import pytest

from reader.library.folder_risk import NETWORK, SYNCHRONISED, is_on_a_server, risk_of


@pytest.mark.parametrize(
    "name",
    [
        "Dropbox",
        "Dropbox (Personal)",
        "OneDrive",
        "OneDrive - Firma",
        "Google Drive",
        "Nextcloud",
        "iCloudDrive",
    ],
)
def test_a_folder_of_a_known_program_is_synchronised(tmp_path: Path, name: str) -> None:
    assert risk_of(tmp_path / name / "Liseuse") == SYNCHRONISED


@pytest.mark.parametrize("name", ["Boxes", "My Dropbox notes", "Documents", "Megan", "boxing"])
def test_other_folders_are_not(tmp_path: Path, name: str) -> None:
    assert risk_of(tmp_path / name / "Liseuse") == ""


def test_the_mark_of_a_program_is_seen(tmp_path: Path) -> None:
    (tmp_path / "shared" / ".stfolder").mkdir(parents=True)
    assert risk_of(tmp_path / "shared" / "a" / "library") == SYNCHRONISED


def test_a_servers_disk_is_seen_by_the_nearest_mount(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    far, near = tmp_path / "far", tmp_path / "far" / "my disk"
    near.mkdir(parents=True)
    spaced = str(near).replace(" ", "\\040")
    mounts.write_text(
        f"/dev/sda1 / ext4 rw 0 0\nsrv:/x {far} nfs4 rw 0 0\n/dev/sdb1 {spaced} ext4 rw 0 0\nbad\n"
    )
    assert is_on_a_server(far / "library", mounts) and risk_of(far / "library", mounts) == NETWORK
    assert not is_on_a_server(near / "library", mounts)
    mounts.write_text(f"srv {far} fuse.sshfs rw 0 0\n")
    assert is_on_a_server(far, mounts)
    assert not is_on_a_server(far, tmp_path / "missing")
