"""The one entry point: the window, the command line, or a worker process."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run Liseuse and return its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["--worker"]:
        from reader.workers.registry import run_worker

        return run_worker(given[1:])
    from reader.cli.main import run

    return run(given)


if __name__ == "__main__":
    sys.exit(main())
