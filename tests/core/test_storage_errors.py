"""What is said of files and disks that cannot be looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.core.storage_errors import lies_there


def test_what_lies_there(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("nowhere")
    assert lies_there(tmp_path) and lies_there(tmp_path / "file")
    assert not any(lies_there(tmp_path / name) for name in ("none", "file/inside", "link"))


def test_what_cannot_be_looked_at_is_not_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        lies_there(tmp_path / ("long" * 100))
