"""A process that joins a store, or makes it anew, and ends itself at its n-th step (0: never).

Arguments: the library's folder, the store's, an act of `ACTS`, and n. `STEPS n` is printed at the end.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import begin_anew, join_again, join_store
from reader.settings.paths import LibraryPaths

ACTS: dict[str, Callable[[LibrarySession, str], object]] = {
    "begin": lambda session, place: join_store(session, place, None, Progress(), "here"),
    "join": lambda session, place: join_store(session, place, None, Progress(), "here"),
    "join again": lambda session, _place: join_again(session, None, Progress()),
    "make anew": lambda session, _place: begin_anew(session, None, Progress()),
}


def main(root: str, place: str, act: str, last: int) -> None:
    with LibrarySession.open(LibraryPaths(Path(root))) as session:
        steps = 0

        def step(_frame: Any, event: str, _argument: Any) -> None:
            nonlocal steps
            steps += event in ("call", "c_call")
            if steps == last:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(step)
        ACTS[act](session, place)
        sys.setprofile(None)
        print(f"STEPS {steps}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
