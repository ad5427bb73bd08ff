"""The one entry point: the window, the command line, or a worker process."""

from __future__ import annotations

import gc
import sys

_GATHERED = 10_000  # new objects between two looks for cycles; Python's own 700 suits small programs


def main(arguments: list[str] | None = None) -> int:
    """Run Liseuse and return its exit code.

    Args:
        arguments: those of the command line; without them this process is the program, and ends after it.
    """
    if arguments is not None:
        return _run(arguments)
    # Loading the modules makes 90,000 objects that stay. To look through them for cycles some 200 times, and
    # once more at the end, takes a fifth of a short command's time.
    gc.set_threshold(_GATHERED, *gc.get_threshold()[1:])
    try:
        return _run(sys.argv[1:])
    finally:
        gc.freeze()  # the process ends: its memory goes back as a whole


def _run(given: list[str]) -> int:
    if given[:1] == ["--worker"]:
        from reader.workers.registry import run_worker

        return run_worker(given[1:])
    from reader.cli.main import run

    return run(given)


if __name__ == "__main__":
    sys.exit(main())
