"""What the GUI thread does in one event, counted: a count is the same on every machine, a time is not.

Text that is laid out, functions that are called: whoever does in one act what belongs into many, or does
everything again at each step, does many times as much in an event, however quick the machine is.
"""

from __future__ import annotations

import enum
import gc
import re
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType, ModuleType, TracebackType
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QPaintEvent, QRegion, QTextDocument
from PySide6.QtWidgets import QWidget

PRODUCT = str(Path(__file__).parents[3] / "reader")
UNCOUNTED = (
    str(Path(__file__).parents[2]),
    str(Path(pytest.__file__).parents[1] / "pytestqt"),
    enum.__file__,
)
"""Whose calls are not counted: the tests' own, and those that make Qt's enumerations at their first use."""
BEGIN = frozenset(
    (
        QEvent.Type.Timer,
        QEvent.Type.MetaCall,
        QEvent.Type.UpdateRequest,
        QEvent.Type.LayoutRequest,
        QEvent.Type.DeferredDelete,
    )
)
"""Events that the loop delivers one by one: each begins a new count."""
IMPORT = "_find_and_load"
"""Python's own function that imports. What is loaded depends on the tests before and is not counted.

Nor is what a look for garbage calls: what lies about is what all tests before have left.
"""
_MARK = 12_321.0
"""px between two tab stops, which no text has."""
_FEW = 5
"""Calls of an event after which no look is worth while; what Qt laid out in it counts with the next one."""
_WORD_END = re.compile(r"[\s\u200b\xad]+")


class Work(QObject):
    """Counts while it is open, event by event; an act called directly counts as one event.

    `calls` are the most functions called in one event (by Python code; `repr` names them), `laid_out` the
    most characters and `blocks` the most text blocks that were written or laid out in one, those of the
    `document`. `events` is the number of events in which text was laid out, `total` the characters laid out
    in all of them.
    """

    def __init__(self, document: Callable[[], QTextDocument] | None = None) -> None:
        super().__init__()
        self._document = document
        self._count: Counter[CodeType] = Counter()
        self._on_call = _counter(self._count)
        self._thread = threading.get_ident()
        self._counted = False  # when the look for garbage began
        self._clear()

    def __repr__(self) -> str:
        return ", ".join(f"{code.co_name} {times}" for code, times in self._most)

    def _clear(self) -> None:
        self._most: list[tuple[CodeType, int]] = []
        self.calls = self.laid_out = self.blocks = self.events = self.total = 0

    def __enter__(self) -> Work:
        self._look()
        self._clear()
        app = QCoreApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        self._count.clear()
        gc.callbacks.append(self._on_garbage)
        sys.setprofile(self._on_call)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        gc.callbacks.remove(self._on_garbage)
        sys.setprofile(None)
        app = QCoreApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        self._end()
        self._look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        sys.setprofile(None)  # of all that Python does for a window's events this would be half
        if event.type() in BEGIN and not sys._getframe(1).f_code.co_filename.startswith(PRODUCT):
            self._end()  # what the product itself has delivered belongs to the event that it is in
        sys.setprofile(self._on_call)
        return False

    def _on_garbage(self, phase: str, _about: dict[str, int]) -> None:
        if threading.get_ident() != self._thread:
            return
        if phase == "start":
            self._counted = sys.getprofile() is not None
        sys.setprofile(self._on_call if phase == "stop" and self._counted else None)

    def _end(self) -> None:
        calls = self._count.total()
        if calls > self.calls:
            self.calls, self._most = calls, self._count.most_common(6)
        self._count.clear()
        if calls > _FEW:
            self._look()

    def _look(self) -> None:
        """Count the blocks that lost their mark, as Qt gives each its own options when it lays it out."""
        if self._document is None:
            return
        blocks = characters = 0
        block = self._document().begin()
        while block.isValid():
            layout = block.layout()
            option = layout.textOption()
            if option.tabStopDistance() != _MARK:
                option.setTabStopDistance(_MARK)
                layout.setTextOption(option)
                blocks += 1
                characters += block.length()
            block = block.next()
        self.blocks, self.laid_out = max(self.blocks, blocks), max(self.laid_out, characters)
        self.events += bool(blocks)
        self.total += characters


def _counter(count: Counter[CodeType]) -> Callable[[FrameType, str, Any], None]:
    """What Python tells of calls; adds those that count to `count`, each for the code that called."""
    counted: dict[CodeType, bool] = {}
    imports = 0

    def on_call(frame: FrameType, event: str, _what: Any) -> None:
        nonlocal imports
        if event == "c_return":
            return
        code = frame.f_code
        if event == "return":
            if code.co_name == IMPORT:
                imports -= 1
        elif event == "call" and code.co_name == IMPORT:
            imports += 1
        elif not imports and event != "c_exception":
            own = counted.get(code)
            if own is None:
                own = counted[code] = not code.co_filename.startswith(UNCOUNTED)
            if own:
                count[code] += 1

    return on_call


class Searched:
    """A pattern that notes in `characters` how much text it is given to search."""

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        self._pattern = pattern
        self.characters = 0

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._pattern, name)
        place = 1 if name in ("sub", "subn") else 0

        def noted(*given: Any, **more: Any) -> Any:
            self.characters += len(given[place])
            return method(*given, **more)

        return noted


def watch_searches(monkeypatch: pytest.MonkeyPatch, *patterns: tuple[ModuleType, str]) -> Callable[[], int]:
    """Watch patterns, each by its module and name; the answer tells how many characters they were given."""
    watched = [Searched(getattr(module, name)) for module, name in patterns]
    for (module, name), one in zip(patterns, watched, strict=True):
        monkeypatch.setattr(module, name, one)
    return lambda: sum(one.characters for one in watched)


def longest(document: QTextDocument) -> tuple[int, int]:
    """The characters of a document's longest paragraph, and of its longest word that may not be broken.

    Qt needs the square of either to lay it out.
    """
    paragraph = word = 0
    block = document.begin()
    while block.isValid():
        text = block.text()
        paragraph = max(paragraph, len(text))
        word = max(word, *map(len, _WORD_END.split(text)))
        block = block.next()
    return paragraph, word


class PaintWatch(QObject):
    """When a widget was painted: `seen` counts its paint events, `region` is what they were about."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.seen, self.region = 0, QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(event, QPaintEvent):
            self.seen += 1
            self.region += event.region()
        return False


class SteadyClock:
    """Stands for the module `time` where the product asks how long it has worked: each look costs 1 ms.

    So what is done in one turn does not depend on the machine.
    """

    def __init__(self) -> None:
        self._now = 0.0

    def thread_time(self) -> float:
        self._now += 0.001
        return self._now
