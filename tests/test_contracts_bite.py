"""The rules notice what they forbid: a copy of the program gets one fault at a time, and must turn red."""

from __future__ import annotations

import functools
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import code_rules, screen_rules

TOP = Path(__file__).resolve().parents[1]

LAZY = "\n\ndef _late() -> None:\n    {}\n"


@dataclass(frozen=True)
class Fault:
    """What is added to the end of a module (a new one when there is none), and who must notice."""

    name: str
    module: str
    text: str
    noticed_by: Callable[[Path], str]


def layers(tree: Path) -> str:
    """What `lint-imports` complains of."""
    return _complaint([str(Path(sys.executable).with_name("lint-imports")), "--no-cache"], tree)


def lint(tree: Path) -> str:
    """What ruff complains of."""
    return _complaint([str(Path(sys.executable).with_name("ruff")), "check", "--no-cache", "reader"], tree)


def _complaint(command: list[str], tree: Path) -> str:
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout if done.returncode else ""


def rule(check: Callable[[Path], object]) -> Callable[[Path], str]:
    """What a rule of `code_rules` finds in a copy and not in this tree."""

    def complaint(tree: Path) -> str:
        here, there = _here(check), check(tree)
        return "" if here == there else str(there)

    complaint.__name__ = check.__name__
    return complaint


@functools.cache
def _here(check: Callable[[Path], object]) -> object:
    """What a rule finds in this tree, which no fault changes."""
    return check(TOP)


def an_import(of: str, into: str, late: bool = False) -> Fault:
    """A module imports what it must not."""
    text = LAZY.format(of) if late else f"\n{of}\n"
    return Fault(f"{into}: {of}{' (late)' * late}", into, text, layers)


FAULTS = [
    an_import("import reader.library.database", "reader/gui/{leaf}"),
    an_import("import reader.exchange.tmx", "reader/gui/{leaf}"),
    an_import("import reader.saving.fetching.urls", "reader/gui/{leaf}"),
    an_import("import reader.translation.engines.engine", "reader/gui/{leaf}"),
    an_import("import reader.workers.process", "reader/gui/{leaf}", late=True),
    an_import("import sqlalchemy", "reader/exchange/tmx.py"),
    an_import("import urllib3", "reader/exchange/tmx.py", late=True),
    an_import("import cryptography", "reader/exchange/tmx.py"),
    an_import("import fsspec", "reader/services/sync/places.py", late=True),
    an_import("import reader.sync.envelope", "reader/library/clock.py", late=True),
    an_import("import PIL", "reader/reading/document.py"),
    an_import("import urllib3", "reader/reading/document.py"),
    an_import("import lxml", "reader/settings/options.py"),
    an_import("import platformdirs", "reader/core/model.py", late=True),
    an_import("from PySide6.QtCore import QObject", "reader/cli/output.py"),
    an_import("from PySide6.QtCore import QObject", "reader/cli/output.py", late=True),
    an_import("import reader.gui.keyboard.actions", "reader/cli/output.py", late=True),
    an_import("from PySide6.QtCore import QObject", "reader/services/desktop/open_request.py", late=True),
    an_import("import reader.gui.keyboard.actions", "reader/library/clock.py", late=True),
    an_import("import reader.library.articles.repairs", "reader/library/clock.py", late=True),
    an_import(
        "import reader.services.saving.save_article", "reader/services/saving/store_page.py", late=True
    ),
    an_import("import reader.saving.fetching.urls", "reader/library/clock.py"),
    an_import("import reader.gui.find.text_finder", "reader/gui/footnotes/footnote_map.py"),
    an_import("import reader.gui.footnotes.footnote_map", "reader/gui/find/text_finder.py", late=True),
    an_import("import reader.gui.main_window.main_window", "reader/gui/find/text_finder.py", late=True),
    an_import("import reader.gui.background.undo_stack", "reader/gui/widgets/overlay.py"),
    an_import(
        "import reader.gui.background.job_runner", "reader/gui/background/garbage_collector.py", late=True
    ),
    Fault("a package without a level", "reader/gui/new/__init__.py", '"""New."""\n', layers),
    Fault("a stray module", "reader/utils.py", '"""Odds and ends."""\n', layers),
    Fault(
        "a stray module by its name",
        "reader/gui/helpers.py",
        '"""Odds."""\n',
        rule(code_rules.catch_all_names),
    ),
    Fault("a folder without __init__", "reader/services/loose/new.py", '"""New."""\n', lint),
    Fault(
        "a module loaded by its name",
        "reader/services/desktop/open_request.py",
        LAZY.format('__import__("importlib").import_module("reader.gui.keyboard.actions")'),
        rule(code_rules.loaded_by_name),
    ),
    Fault(
        "a library that has no home",
        "reader/services/desktop/open_request.py",
        LAZY.format("import requests"),
        rule(code_rules.libraries_without_a_home),
    ),
    *(
        Fault(f"{name} of {source}", f"reader/{home}", f"\nfrom {source} import {name}\nMADE = {use}\n", lint)
        for name, source, use, home in (
            ("Thread", "threading", "Thread()", "services/desktop/open_request.py"),
            ("Timer", "threading", "Timer(1, print)", "library/clock.py"),
            ("QThread", "PySide6.QtCore", "QThread()", "gui/{leaf}"),
            ("QRunnable", "PySide6.QtCore", "QRunnable()", "gui/{leaf}"),
            ("QThreadPool", "PySide6.QtCore", "QThreadPool()", "gui/{leaf}"),
            ("ThreadPoolExecutor", "concurrent.futures", "ThreadPoolExecutor()", "gui/{leaf}"),
            ("QApplication", "PySide6.QtWidgets", "QApplication.processEvents()", "gui/{leaf}"),
            ("QGuiApplication", "PySide6.QtGui", "QGuiApplication.processEvents()", "gui/{leaf}"),
            ("QMessageBox", "PySide6.QtWidgets", "QMessageBox()", "gui/{leaf}"),
            ("QShortcut", "PySide6.QtGui", "QShortcut(None)", "gui/{leaf}"),
        )
    ),
    Fault(
        "events turned by an instance",
        "reader/gui/{leaf}",
        "\ndef turn(app) -> None:\n    app.processEvents()\n",
        rule(code_rules.reserved_calls),
    ),
    Fault(
        "a shortcut of its own",
        "reader/gui/{leaf}",
        '\ndef give(button) -> None:\n    button.setShortcut("Ctrl+J")\n',
        rule(code_rules.reserved_calls),
    ),
    Fault(
        "a reach three names deep",
        "reader/gui/{leaf}",
        "\ndef reach(window) -> object:\n    return window.list.header.view\n",
        rule(code_rules.long_chains),
    ),
    Fault(
        "the signal of another object",
        "reader/gui/{leaf}",
        "\ndef tell(other) -> None:\n    other.changed.emit()\n",
        rule(code_rules.foreign_emits),
    ),
    Fault(
        "a module that its package keeps to itself",
        "reader/services/desktop/open_request.py",
        LAZY.format("import reader.saving.boilerplate.calls_to_action"),
        rule(code_rules.private_modules),
    ),
    Fault(
        "a word of our own",
        "reader/gui/{leaf}",
        "\n\nclass MatchDesk:\n    pass\n",
        rule(code_rules.house_words),
    ),
    *(
        Fault(
            f"{hook} called on another object",
            "reader/gui/{leaf}",
            f"\n\nclass Whole:\n    def turn(self) -> None:\n        self.part.{hook}()\n",
            rule(code_rules.passed_on),
        )
        for hook in ("set_theme", "apply_theme", "retranslate")
    ),
    Fault(
        "a themed widget that hears no event",
        "reader/gui/{leaf}",
        "\n\nclass Deaf(QWidget, ThemedWidget):\n    pass\n",
        rule(code_rules.deaf_widgets),
    ),
    Fault(
        "a feature that imports the window",
        "reader/gui/{leaf}",
        LAZY.format("from reader.gui.main_window.main_window import MainWindow"),
        rule(code_rules.knows_the_window),
    ),
]

FAULTS += [
    Fault(
        f"a test that reaches {name}",
        "tests/test_new.py",
        f"def test_it(open_window, window, monkeypatch):\n    {text}\n",
        rule(screen_rules.parts_reached),
    )
    for name, text in (
        ("a part", "assert window.pane.isVisible()"),
        ("a part of a window in an attribute", "assert self.window.library"),
        ("a part of a window by another name", "again = open_window()\n    assert again.reading"),
        ("a part of a window without a name", "assert open_window().model"),
        ("what a window does", "window.show_view('all')"),
        ("a part by its name", "monkeypatch.setattr(window, 'give_links', print)"),
        ("three names behind a screen", "assert screen(window).notes.panel.list"),
        ("three names behind a variable", "shown = screen(window)\n    assert shown.notes.panel.list"),
        ("a part in a program", "code = 'window = MainWindow()\\nprint(window.model)\\n'"),
    )
]
FAULTS.append(
    Fault(
        "a test that reaches a part of a fixture's window",
        "tests/test_new.py",
        "def narrow(open_window):\n    made = open_window()\n    return made\n\n"
        "def test_it(narrow):\n    assert narrow.panes\n",
        rule(screen_rules.parts_reached),
    )
)

LEAF = "text/matching.py"
"""A module of the window that imports nothing of it."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program and its rules, free to be spoilt."""
    tree = tmp_path_factory.mktemp("copy")
    shutil.copytree(TOP / "reader", tree / "reader", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(TOP / "pyproject.toml", tree)
    return tree


@pytest.fixture
def spoilt(copy: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The copy with one fault, taken out again afterwards."""
    fault: Fault = request.param
    module = copy / fault.module.format(leaf=LEAF)
    before = module.read_text("utf-8") if module.exists() else None
    module.parent.mkdir(exist_ok=True)
    module.write_text((before or "") + fault.text, "utf-8")
    yield copy
    if before is not None:
        module.write_text(before, "utf-8")
    else:
        module.unlink()
        if not any(module.parent.iterdir()):
            module.parent.rmdir()


@pytest.mark.parametrize("check", [layers, lint])
def test_the_copy_is_sound(copy: Path, check: Callable[[Path], str]) -> None:
    assert check(copy) == ""


@pytest.mark.parametrize(
    ("spoilt", "fault"), [(f, f) for f in FAULTS], ids=[f.name for f in FAULTS], indirect=["spoilt"]
)
def test_a_fault_is_noticed(spoilt: Path, fault: Fault) -> None:
    assert fault.noticed_by(spoilt)
