"""The real translation worker, made to fail on words that tests choose: CRASH, HANG, MEMORY."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from reader.workers import translation
from reader.workers.serve import serve


def handle(message: dict[str, Any], blob: bytes) -> tuple[dict[str, Any], bytes]:
    text = " ".join(message["sentences"])
    if "CRASH" in text or os.environ.get("LISEUSE_TEST_ALWAYS_CRASH"):
        os.abort()
    if "HANG" in text:
        Path(os.environ["LISEUSE_TEST_HANGING"]).touch()
        time.sleep(3600)
    if "MEMORY" in text:
        raise MemoryError
    if "SHORT" in text:
        return {"results": []}, b""
    if "NONSENSE" in text:
        return {"results": [["only one field"]]}, b""
    return translation.handle(message, blob)


if __name__ == "__main__":
    serve(handle, int(sys.argv[sys.argv.index("--memory") + 1]))
