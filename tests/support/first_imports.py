"""Test modules imported by several workers, each from another place on."""

from __future__ import annotations

import contextlib
import importlib
from pathlib import Path
from typing import Any

import pytest


def import_in_turns(config: pytest.Config) -> None:
    """Import what is collected, in a worker of pytest-xdist from its own part of the list on.

    Rewriting the assertions of all modules is more than half of a collection, and each worker collects all.
    Where they all begin at the first module, they all rewrite each one at the same moment; this way most are
    on the disk, by another worker, when their turn comes. What cannot be imported is left to the collection,
    which says so.
    """
    worker: dict[str, Any] | None = getattr(config, "workerinput", None)
    if worker is None:
        return
    top = config.rootpath
    folders = [top / name for name in config.args]
    files = sorted(file for folder in folders if folder.is_dir() for file in folder.rglob("test_*.py"))
    begin = len(files) * int(worker["workerid"].removeprefix("gw")) // worker["workercount"]
    for file in files[begin:] + files[:begin]:
        with contextlib.suppress(Exception, pytest.skip.Exception):
            importlib.import_module(_name(file, top))


def _name(file: Path, top: Path) -> str:
    return ".".join(file.relative_to(top).with_suffix("").parts)
