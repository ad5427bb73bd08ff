"""PySide6 widgets: show state, send commands."""

import sys
from types import ModuleType

import PySide6.QtCore  # noqa: F401 - brings the binding's own modules

__all__ = []


def _uses_qt(module: ModuleType) -> bool:
    return module.__name__.partition(".")[0] in ("reader", "PySide6")


# Once PySide6 is imported, shiboken reads the source of every other module that is imported, and looks in
# it for the word PySide6, so that `from __feature__ import snake_case` may hold for some modules alone.
# Nothing here uses that. It is a tenth of what importing costs, and `linecache` keeps the lines of a thousand
# files in memory for good. So the names say it; a binding that does this in another way is left as it is.
if hasattr(sys.modules.get("shibokensupport.feature"), "_mod_uses_pyside"):
    sys.modules["shibokensupport.feature"]._mod_uses_pyside = _uses_qt  # type: ignore[attr-defined]
