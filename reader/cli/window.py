"""The window, opened from the command line: raised when it is open already, else started."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

from reader.core.look import SILENT_SECONDS, Look
from reader.services.desktop.hand_over import endpoints, hand_over_at
from reader.services.desktop.open_request import Opening
from reader.settings.paths import LibraryPaths, library_paths


def activation_token() -> str:
    """The desktop's leave for a start to take the focus, if it gave one; used once, so it is taken away."""
    token = os.environ.pop("XDG_ACTIVATION_TOKEN", "")
    return token or os.environ.get("DESKTOP_STARTUP_ID", "")


def open_or_raise(library: str | None, opening: Opening, verbose: bool = False) -> int:
    """Give the opening to the window of the library, or open that window with it; returns the exit code.

    Args:
        library: the folder that was chosen, as `library_paths` takes it.
        opening: what to open.
        verbose: log to standard error too.
    """
    opening = replace(opening, token=activation_token())
    looked_at: list[Path] = []
    look = Look(lambda: _found(library, looked_at))
    if look.answered(SILENT_SECONDS) and hand_over_at(look.result()[1], opening):
        return 0  # asked before Qt is loaded, so that a second start is quick
    from reader.cli.screen import explain, obstacle

    problem = obstacle()
    if problem is None:
        try:
            from reader.app import open_window, wait_for_disk
        except ImportError as error:
            problem = explain(error)
    if problem is not None:
        from reader.cli.output import Output, translator

        sys.stderr.write(Output(translate=translator()).show(problem) + "\n")
        return 1
    language = None if look.answered() else wait_for_disk(look, looked_at)
    return open_window(look.result()[0], verbose, opening, language)


def _found(library: str | None, looked_at: list[Path]) -> tuple[LibraryPaths, list[str]]:
    """The library, and where its window listens."""
    paths = library_paths(library, looked_at)
    return paths, endpoints(paths)
