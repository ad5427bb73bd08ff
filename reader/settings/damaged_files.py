"""Small files of a library that hold nonsense: kept under another name, so that nothing writes over them."""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path

log = logging.getLogger(__name__)

_MARK = ".damaged-"


def put_aside(path: Path) -> None:
    """Rename a damaged file; the window tells the reader of it, see `kept_aside`."""
    kept = path.with_name(f"{path.stem}{_MARK}{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}{path.suffix}")
    try:
        os.replace(path, kept)
    except OSError as error:
        log.warning("%s is damaged and cannot be kept aside: %s", path.name, error.strerror)
    else:
        log.warning("%s is damaged and was kept as %s", path.name, kept.name)


def kept_aside(root: Path) -> list[str]:
    """The names of the damaged files in a library's folder, by kind and then oldest first.

    Raises:
        OSError: the folder cannot be read.
    """
    return sorted(name for name in os.listdir(root) if _MARK in name and name.endswith(".json"))
