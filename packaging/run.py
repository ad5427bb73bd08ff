"""`make run`: open Liseuse with the sample article, or, with no display, do the same job offscreen."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def has_display() -> bool:
    """Whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    if has_display():
        from reader.__main__ import main

        sys.exit(main([]))
    folder = Path(__file__).resolve().parents[1] / "build" / "demo"
    print(f"No display: doing the same job offscreen; pictures and texts go to {folder}.")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from reader.studio import run_demonstration

    sys.exit(run_demonstration(folder))
