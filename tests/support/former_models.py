"""Makes a library's demonstration packages those of version 1.0, as version 0.1 of Liseuse installed them."""

from __future__ import annotations

import json
from pathlib import Path

from reader.settings.paths import resource

RECORD = "liseuse.json"


def age(models: Path) -> None:
    """Rename the installed demonstration packages to version 1.0, record and mark included."""
    former = json.loads(resource("models/MODELS.json").read_text("utf-8"))["former"]
    for row in former:
        folder = next(models.glob(f"translate-{row['from']}_{row['to']}-1_1-*"))
        metadata = json.loads((folder / "metadata.json").read_text("utf-8"))
        (folder / "metadata.json").write_text(json.dumps({**metadata, "package_version": row["version"]}))
        record = json.loads((folder / RECORD).read_text("utf-8"))
        (folder / RECORD).write_text(json.dumps({**record, "sha256": row["sha256"]}))
        folder.rename(models / f"translate-{row['from']}_{row['to']}-1_0-{row['sha256'][:8]}")
    (models / ".demonstration-installed").write_text("")
