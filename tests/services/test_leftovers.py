"""What a killed run left in the temporary folder goes with the next one, once no run can use it."""

from __future__ import annotations

import os
import time
from pathlib import Path

from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.support.libraries import make_empty


def aged(path: Path, hours: float) -> None:
    moment = time.time() - hours * 3600
    os.utime(path, (moment, moment), follow_symlinks=False)


def test_old_files_and_folders_go_and_new_ones_and_what_links_lead_to_stay(
    paths: LibraryPaths, tmp_path: Path
) -> None:
    make_empty(paths.root)
    paths.temporary.mkdir(exist_ok=True)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.txt").write_text("kept")
    old, folder, link, new, draft = (
        paths.temporary / name for name in ("old.part", "folder", "link", "new.part", "new")
    )
    old.write_text("x")
    folder.mkdir()
    (folder / "inner.txt").write_text("x")
    link.symlink_to(outside, target_is_directory=True)
    new.write_text("x")
    draft.mkdir()
    for path in (old, folder, link):
        aged(path, hours=2)
    with LibrarySession.open(paths):
        assert sorted(p.name for p in paths.temporary.iterdir()) == ["new", "new.part"]
    assert (outside / "kept.txt").read_text() == "kept"
