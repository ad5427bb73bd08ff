"""`make run`: open Liseuse with the sample article, or, with no display, do the same job offscreen."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path


def has_display() -> bool:
    """Whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def demonstration_folder(top: Path) -> Path:
    """Where pictures and texts go: `build/demo` of the checkout, or a new folder where that is read-only.

    Args:
        top: the checkout.

    Raises:
        OSError: there is no place for temporary files either.
    """
    folder = top / "build" / "demo"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as tried:
            tried.write(b"x")
    except OSError:
        return Path(tempfile.mkdtemp(prefix="liseuse-demo-"))
    return folder


def demonstrate() -> int:
    """Show and translate the sample offscreen; return the exit code."""
    folder = demonstration_folder(Path(__file__).resolve().parents[1])
    print(f"No display: doing the same job offscreen; pictures and texts go to {folder}.")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from reader.studio import run_demonstration

    return run_demonstration(folder)


if __name__ == "__main__":
    if has_display():
        from reader.__main__ import main

        sys.exit(main([]))
    try:
        sys.exit(demonstrate())
    except OSError as error:
        sys.exit(f"The pictures and texts cannot be written: {error}")
