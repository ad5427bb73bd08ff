"""How far this library came, kept outside its file: so a library put back from a copy knows that it was."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from pathlib import Path

from reader.core.private_files import opener
from reader.core.storage_errors import storage_errors
from reader.library.replication.part import Part

_NAME = "sync.json"


def note_high_water(root: Path, part: Part) -> None:
    """Keep the number of the last file, unless that is on the disk already.

    Raises:
        ReaderError: what the disk reports.
    """
    if high_water(root) == (part.machine, part.sent):
        return
    with storage_errors(root):
        draft = root / f".{_NAME}.{secrets.token_hex(4)}.part"
        try:
            with open(draft, "w", encoding="utf-8", opener=opener) as file:
                json.dump({"machine": part.machine, "sent": part.sent}, file)
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, root / _NAME)
        finally:
            with contextlib.suppress(FileNotFoundError):
                draft.unlink()


def high_water(root: Path) -> tuple[str, int]:
    """Under which name, and how far, this library came; "" when nobody noted it."""
    try:
        found = json.loads((root / _NAME).read_text(encoding="utf-8"))
        return str(found["machine"]), int(found["sent"])
    except (OSError, ValueError, TypeError, KeyError):
        return "", 0


def forget_high_water(root: Path) -> None:
    """Remove the note."""
    with contextlib.suppress(OSError):
        (root / _NAME).unlink()
