"""Runs jobs in forked processes and disturbs them: `python -m tests.faults.host`, one JSON line a job.

The libraries are imported once; a fork costs some milliseconds, so hundreds of kills take minutes.
With the shim loaded (LD_PRELOAD), a job can be killed, or told an error, at its n-th write to the disk.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import os
import random
import select
import signal
import sys
import time
from pathlib import Path
from typing import Any

from sqlalchemy.orm import configure_mappers

from reader.core.errors import ReaderError
from tests.faults.jobs import JOBS, prepare
from tests.faults.judge import judge
from tests.faults.several.rounds import STORE
from tests.support.limits import LIMIT

_LONGEST = LIMIT  # s; what takes longer hangs
_LATE = (
    "alembic.command",
    "encodings.ascii",
    "filelock",
    "reader.library.articles.pending",
    "reader.library.feeds.feed_items",
    "reader.library.feeds.feed_rules",
    "reader.library.feeds.translated_items",
    "reader.library.imports.undoing",
    "reader.library.imports.waiting",
    "reader.library.search.saved_searches",
    "reader.library.translations.glossary",
    "reader.library.translations.translation_jobs",
    "reader.library.translations.translations",
    "reader.workers.extraction",
    "reader.workers.translation",
)
"""What a library loads when it is first used: half of a child's work, if each has to do it."""


def main() -> None:
    shim = ctypes.CDLL(None) if "shim" in os.environ.get("LD_PRELOAD", "") else None
    hub = ("reader.sync.hub.hub_store",) if STORE in os.environ else ()
    for name in (*_LATE, *hub):
        importlib.import_module(name)
    configure_mappers()
    gc.freeze()  # else the first collection in a child writes to every page that it shares
    for line in sys.stdin:
        order = json.loads(line)
        sys.stdout.write(json.dumps(run(order, shim)) + "\n")
        sys.stdout.flush()


def run(order: dict[str, Any], shim: Any) -> dict[str, Any]:
    """Do one order in a child; returns its lines, how it ended, and how long it took."""
    reading, writing = os.pipe()
    started = time.monotonic()
    child = os.fork()
    if not child:
        os.close(reading)
        os.dup2(writing, 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        _work(order, shim)
    os.close(writing)
    text, hung = _listen(reading, child, order.get("delay"))
    os.close(reading)
    _, status = os.waitpid(child, 0)
    # A kill may cut the last line.
    lines = [line[:-1].decode() for line in text.splitlines(keepends=True) if line.endswith(b"\n")]
    end = "hung" if hung else os.waitstatus_to_exitcode(status)
    return {"lines": lines, "end": end, "seconds": time.monotonic() - started}


def _listen(reading: int, child: int, delay: float | None) -> tuple[bytes, bool]:
    """Collect what a child says until it ends; kill it after `delay`, counted from its first line."""
    text, limit, hung = b"", time.monotonic() + _LONGEST, False
    moment = None
    while True:
        until = min(limit, moment) if moment is not None else limit
        ready, _, _ = select.select([reading], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            hung = moment is None or until == limit
            os.kill(child, signal.SIGKILL)
            moment, limit = None, time.monotonic() + _LONGEST
            continue
        piece = os.read(reading, 1 << 16)
        if not piece:
            return text, hung
        text += piece
        if delay is not None and moment is None and b"START" in text:
            moment, delay = time.monotonic() + delay, None


def _work(order: dict[str, Any], shim: Any) -> None:
    folder = Path(order["folder"])

    def say(line: str) -> None:
        os.write(1, f"{line}\n".encode())

    code = 0
    try:
        if order["job"] == "prepare":
            prepare(folder, order["of"], order.get("variant", ""))
        elif order["job"] == "judge":
            for complaint in judge(folder, order["of"], order["promises"], order.get("variant", "")):
                say(f"BAD {complaint}")
        else:
            say("START")
            if shim is not None:
                shim.fault_lines(STORE in os.environ)
                shim.fault_arm(
                    order.get("at", 0), order.get("errno", 0), order.get("stay", 0), order.get("reads", 0)
                )
            JOBS[order["job"]](folder, random.Random(order["seed"]), say)
            if shim is not None:
                say(f"CALLS {shim.fault_calls()}")
    except ReaderError as error:
        say(f"ERROR {error.kind} {error.detail}".replace("\n", " "))
        code = 1
    except BaseException as error:  # noqa: BLE001 - whatever comes out is what the judge wants to know
        import traceback

        say(f"BUG {type(error).__name__}: {error} {traceback.format_exc()[-900:]}".replace("\n", " | "))
        code = 3
    finally:
        if shim is not None:
            shim.fault_arm(0, 0, 0, 0)
        os._exit(code)


if __name__ == "__main__":
    main()
