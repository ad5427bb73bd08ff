"""Runs first in the frozen program: what it starts (a browser…) finds its own libraries, not ours.

Nor Qt's plugins: PySide6 tells Qt where they are by itself, without a variable that a browser would inherit.
"""

import os
import sys

for _name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
    _before = os.environ.pop(f"{_name}_ORIG", None)
    if _before is not None:
        os.environ[_name] = _before
    elif getattr(sys, "_MEIPASS", "") and sys._MEIPASS in os.environ.get(_name, ""):
        del os.environ[_name]
