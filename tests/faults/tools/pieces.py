"""What came of the pieces of a row that takes longer than one run: kept in a file, so that runs add up."""

from __future__ import annotations

import datetime
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any


class Pieces:
    """The pieces of one row that were gone through, by their names.

    Args:
        path: the file that keeps them; it need not be there.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._begun = time.monotonic()

    def found(self) -> dict[str, dict[str, Any]]:
        """What came of each; `day` and `seconds` say when, and how long it took among others."""
        known: dict[str, dict[str, Any]] = (
            json.loads(self._path.read_text("utf-8")) if self._path.exists() else {}
        )
        return known

    def left(self, names: Sequence[str], seed: int) -> list[str]:
        """Those that no run went through, and first those that had complaints, in an order by the seed."""
        known = self.found()
        left = [name for name in names if name not in known or known[name].get("complaints")]
        random.Random(seed).shuffle(left)
        return sorted(left, key=lambda name: name not in known)

    def keep(self, name: str, value: dict[str, Any]) -> None:
        """Note what came of a piece."""
        now = time.monotonic()
        kept = {
            **value,
            "seconds": round(now - self._begun),
            "day": datetime.datetime.now(datetime.UTC).date().isoformat(),
        }
        self._begun = now
        found = {**self.found(), name: kept}
        self._path.parent.mkdir(exist_ok=True)
        draft = self._path.with_suffix(".part")
        draft.write_text(json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
        draft.replace(self._path)
