"""The search for reference cycles, put off while a page is read."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def collector_paused() -> Iterator[None]:
    """Run the block without looking for reference cycles, which costs an eighth of a page's time.

    Trees and blocks are freed without that search; the few cycles a page leaves are found afterwards.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
