"""How this program is started again: by the desktop's session, by a browser, by a link."""

from __future__ import annotations

import os
import sys

from reader.settings.paths import LibraryPaths


def own_command(paths: LibraryPaths) -> list[str]:
    """The command that runs Liseuse on a library, as far as its global options."""
    image = os.environ.get("APPIMAGE", "")
    if image:  # what runs lies in a folder that is another one at each start
        program = [image]
    elif getattr(sys, "frozen", False):
        program = [sys.executable]
    else:
        name = os.path.abspath(sys.argv[0]) if sys.argv and sys.argv[0] else ""
        installed = os.path.basename(name).startswith("liseuse") and os.access(name, os.X_OK)
        program = [name] if installed else [sys.executable, "-m", "reader"]
    return [*program, "--library", str(paths.root)]
