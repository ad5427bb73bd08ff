"""A process that changes a library, brings it in step, and ends itself at its n-th step (0: never).

Arguments: the library's folder, the passphrase, n, and tokens. In place of n may stand the function at whose
call the process ends, as `Membership.sent`. `ACK TOKEN` is printed once an act is done.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.sync.run_round import run_round
from reader.settings.paths import LibraryPaths
from tests.support.computers import SAVED, document


def main(root: str, passphrase: str, last: str, tokens: list[str]) -> None:
    with LibrarySession.open(LibraryPaths(Path(root))) as session:
        steps = 0

        def step(frame: Any, event: str, _argument: Any) -> None:
            nonlocal steps
            steps += event in ("call", "c_call")
            if str(steps) == last or (event == "call" and frame.f_code.co_qualname == last):
                os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(step)
        for token in tokens:
            page = int(token[1:4]) % 3
            found = session.articles.find(f"x.org/{page}")
            if found is None:
                session.articles.add(document(page), f"https://x.org/{page}", f"x.org/{page}", SAVED)
                found = session.articles.find(f"x.org/{page}")
            assert found is not None
            note = session.annotations.note(found.id)
            session.annotations.set_note(found.id, f"{note}\n{token}")
            print(f"ACK {token}", flush=True)
        run_round(session, passphrase, Progress())
        sys.setprofile(None)
        print(f"STEPS {steps}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
