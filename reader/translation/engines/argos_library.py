"""The one place that imports `argostranslate`, and keeps it from leaving traces.

Importing it reads the environment and makes three folders in the home folder. So for the moment of
the import it sees an environment of ours, whose folders lie in the library and are removed again.
`argostranslate.translate` and `.sbd` are never imported: they bring onnxruntime and go online.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from types import ModuleType
from typing import Any

from reader.core.storage_errors import storage_error

_lock = threading.Lock()


def argos_packages(folder: Path) -> ModuleType:
    """Return the module `argostranslate.package`, imported without a trace outside `folder`."""
    with _lock:
        if "argostranslate.settings" not in sys.modules:
            _import_settings(folder)
        import argostranslate.package

        for name in ("argostranslate", "argostranslate.utils"):
            logging.getLogger(name).setLevel(logging.WARNING)  # at INFO it logs every sentence
        module: ModuleType = argostranslate.package
        return module


def load_package(folder: Path) -> Any:
    """Return the `argostranslate.package.Package` in `folder`.

    Raises:
        ReaderError: `disk-full`, `read-only`, `disk-error` when there is no room to load it by.
        OSError, ValueError, TypeError, AttributeError, RecursionError: whatever a broken one causes.
    """
    return argos_packages(folder.parent).Package(folder)


def _import_settings(folder: Path) -> None:
    try:
        home = tempfile.mkdtemp(prefix=".argos-", dir=folder)
    except OSError as error:  # a library that cannot be written is still read
        try:
            home = tempfile.mkdtemp(prefix="liseuse-argos-")
        except OSError:
            raise storage_error(error, folder) from error
    ours = {
        **os.environ,
        "XDG_DATA_HOME": home,
        "XDG_CONFIG_HOME": home,
        "XDG_CACHE_HOME": home,
        "ARGOS_PACKAGES_DIR": str(Path(home) / "packages"),
        "ARGOS_DEBUG": "0",
    }
    ours.pop("SNAP", None)
    theirs = os.environ
    # The name is swapped, not the environment changed: setenv beside running threads can crash.
    os.environ = ours  # type: ignore[assignment]  # noqa: B003
    try:
        import argostranslate.settings  # noqa: F401
    finally:
        os.environ = theirs  # noqa: B003
        shutil.rmtree(home, ignore_errors=True)
