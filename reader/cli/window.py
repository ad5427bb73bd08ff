"""The window, opened from the command line: raised when it is open already, else started."""

from __future__ import annotations

import os
import sys
from dataclasses import replace

from reader.services.desktop.hand_over import hand_over
from reader.services.desktop.open_request import Opening
from reader.settings.paths import LibraryPaths


def activation_token() -> str:
    """The desktop's leave for a start to take the focus, if it gave one; used once, so it is taken away."""
    token = os.environ.pop("XDG_ACTIVATION_TOKEN", "")
    return token or os.environ.get("DESKTOP_STARTUP_ID", "")


def open_or_raise(paths: LibraryPaths, opening: Opening, verbose: bool = False) -> int:
    """Give the opening to the window of the library, or open that window with it."""
    opening = replace(opening, token=activation_token())
    if hand_over(paths, opening):  # asked before Qt is loaded, so that a second start is quick
        return 0
    from reader.cli.screen import explain, obstacle

    problem = obstacle()
    if problem is None:
        try:
            from reader.app import open_window
        except ImportError as error:
            problem = explain(error)
    if problem is not None:
        from reader.cli.output import Output, translator

        sys.stderr.write(Output(translate=translator()).show(problem) + "\n")
        return 1
    return open_window(paths, verbose, opening)
