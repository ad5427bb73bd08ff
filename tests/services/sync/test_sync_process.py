"""How long the process that brings a library in step waits for the next request."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.core.progress import Progress
from reader.services.sync import sync_process
from reader.services.sync.sync_process import SyncProcess
from reader.settings.paths import LibraryPaths
from reader.workers.process import Limits
from tests.support.limits import wait_for


def test_a_process_that_was_kept_ready_for_a_hub_waits_no_longer_once_the_hub_is_left(
    tmp_path: Path, template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync_process, "_LIMITS", Limits(idle=0.2))
    paths = LibraryPaths(tmp_path / "library")
    paths.root.mkdir()
    paths.database.write_bytes(template.read_bytes())
    process = SyncProcess(paths, lambda: None)
    try:
        process.keep_ready()
        process.join(str(tmp_path / "folder"), None, "desk", Progress())
        process.leave(Progress())
        wait_for(lambda: process.pid is None)
    finally:
        process.close()
