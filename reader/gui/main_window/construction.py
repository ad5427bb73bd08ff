"""Opens a window: its first frame at once, its parts after the first paint, step by step.

Nothing that takes time to load is imported here before that paint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QTimer

from reader.gui.main_window.main_window import MainWindow

if TYPE_CHECKING:
    from reader.gui.application.interface_language import InterfaceLanguage
    from reader.gui.background.disk_answer import Answer, Steps
    from reader.gui.main_window.parts import Parts
    from reader.settings.paths import LibraryPaths
    from reader.settings.store import Settings


def open_window(
    paths: LibraryPaths,
    settings: Settings,
    language: InterfaceLanguage | None = None,
    at_once: bool = True,
) -> MainWindow:
    """Make the window of a library; it opens the library once it is shown and painted.

    Args:
        paths: the library.
        settings: its options.
        language: puts the application into an interface language; `None` leaves it as it is.
        at_once: make the parts here and now; otherwise that begins when the window has been painted.
    """
    if language is not None:
        language.set(settings.text("interface_language"))
    window = MainWindow(paths, settings)
    if at_once:
        _build(window, language)
    else:
        # One turn later: what the first paint means to others comes before the parts are loaded.
        window.painted.connect(lambda: QTimer.singleShot(0, window, lambda: _begin(window, language)))
        window.show_frame()
    return window


def _build(window: MainWindow, language: InterfaceLanguage | None) -> None:
    steps = _steps(window, language)
    parts = None
    while parts is None:
        parts, asked = _next(steps)
        if asked is not None:
            asked.wait()
    window.take_parts(parts)


def _begin(window: MainWindow, language: InterfaceLanguage | None) -> None:
    _go_on(window, _steps(window, language))


def _steps(window: MainWindow, language: InterfaceLanguage | None) -> Steps[Parts]:
    from reader.gui.main_window.building import build_parts

    return build_parts(window, language)


def _next(steps: Steps[Parts]) -> tuple[Parts | None, Answer[Any] | None]:
    """Take one step, before whose next one an answer may have to be waited for; the last gives the parts."""
    try:
        return None, next(steps)
    except StopIteration as end:
        return end.value, None


def _go_on(window: MainWindow, steps: Steps[Parts]) -> None:
    """Take one step, and the next one after the window's events."""
    if window.closed:
        return
    try:
        parts, asked = _next(steps)
        if parts is not None:
            window.take_parts(parts)
            window.start()
            return
    except BaseException:  # half a window is of no use to anybody; the crash is noted as every other one
        window.close()
        QCoreApplication.exit(1)
        raise
    if asked is not None:
        asked.then(lambda: _in_turn(window, steps))
    else:
        _in_turn(window, steps)


def _in_turn(window: MainWindow, steps: Steps[Parts]) -> None:
    QTimer.singleShot(0, window, lambda: _go_on(window, steps))
