"""A process that writes a file into a hub with a bucket, or takes it away, and ends itself at a step of that.

Arguments: the hub's address, the password, the act, the file's name, and the step, which is one of `STEPS`.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from reader.sync.address import parse_address
from reader.sync.hub import statements
from reader.sync.hub.opening import open_hub

DATA = bytes(range(256)) * 400
STEPS = {
    "put": {
        "noted": ("put", None),
        "object": ("row_of", statements.PUT_OBJECT),
        "named": ("_tidy", None),
        "done": ("", None),
    },
    "remove": {
        "gone": ("_tidy", None),
        "ending": ("remove", "bucket"),
        "taken": ("row_of", statements.GONE),
        "done": ("", None),
    },
}
"""By act: the function before whose call the process ends, and the statement it is given, or its module."""


def main(place: str, password: str, act: str, name: str, step: str) -> None:
    store = open_hub(parse_address(place), password)
    function, of = STEPS[act][step]

    def look(frame: Any, event: str, _argument: Any) -> None:
        if event != "call" or frame.f_code.co_name != function:
            return
        module = frame.f_globals["__name__"]
        given = frame.f_locals.get("statement", module.rpartition(".")[2])
        if function == "put" and module != "reader.sync.hub.bucket":
            return
        if of is None or given == of:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(look)
    store.put(name, DATA) if act == "put" else store.remove(name)
    sys.setprofile(None)
    print("done")


if __name__ == "__main__":
    main(*sys.argv[1:])
