"""Which workers there are, and the start of one."""

from __future__ import annotations

import argparse
import importlib
import os

from reader.workers.serve import serve

_WORKERS = {
    "extraction": "reader.workers.extraction",
    "translation": "reader.workers.translation",
    "book-pictures": "reader.gui.export.book_pictures",
    "sync": "reader.services.sync.sync_worker",
    "drawing": "reader.gui.export.print_document",
}
_GENTLE = frozenset(("sync",))
"""Those whose work nobody waits for."""
_NICER = 10  # the system's priorities: after everything the reader waits for


def run_worker(arguments: list[str]) -> int:
    """Run the worker that `arguments` name, within their limits, until its input closes."""
    parser = argparse.ArgumentParser(prog="liseuse --worker")
    parser.add_argument("name", choices=sorted(_WORKERS))
    parser.add_argument("--memory", type=int, default=0)
    parser.add_argument("--processor", type=int, default=0)
    options = parser.parse_args(arguments)
    module = importlib.import_module(_WORKERS[options.name])
    if options.name in _GENTLE and hasattr(os, "nice") and os.nice(0) < _NICER:
        os.nice(_NICER)
    serve(module.handle, options.memory, options.processor)
    return 0
