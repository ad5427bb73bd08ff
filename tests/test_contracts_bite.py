"""The rules notice what they forbid: a copy of the program gets a fault, and must turn red.

The imports are put in together and each must be named in what is said: a run of its own for each takes long.
"""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import code_rules, screen_rules

TOP = Path(__file__).resolve().parents[1]

LEAF = "text/matching.py"
"""A module of the window that imports nothing of it."""

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
    wide = os.environ | {"COLUMNS": "1000"}  # no line is broken
    done = subprocess.run(command, cwd=tree, env=wide, capture_output=True, text=True, check=False)
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


@dataclass(frozen=True)
class Import:
    """A module imports what it must not, in a function or not."""

    statement: str
    module: str
    late: bool = False

    @property
    def name(self) -> str:
        return f"{self.module}: {self.statement}{' (late)' * self.late}"

    @property
    def text(self) -> str:
        return LAZY.format(self.statement) if self.late else f"\n{self.statement}\n"

    def is_told(self, complaint: str) -> bool:
        """Whether this import is named, or the two packages that it makes know each other."""
        importer = self.module.format(leaf=LEAF).removesuffix(".py").split("/")
        imported = self.statement.split()[1].split(".")
        if imported[0] != "reader":
            return f" {'.'.join(importer)} -> {imported[0]} (l." in complaint
        if f" {'.'.join(importer)} -> {'.'.join(imported)} (l." in complaint:
            return True
        ways = list(zip(importer, imported, strict=False))
        one, other = next(way for way in ways if way[0] != way[1])
        return f"- .{one} -> .{other} (" in complaint or f"- .{other} -> .{one} (" in complaint


IMPORTS = [
    Import("import reader.library.database", "reader/gui/{leaf}"),
    Import("import reader.exchange.tmx", "reader/gui/{leaf}"),
    Import("import reader.saving.fetching.urls", "reader/gui/{leaf}"),
    Import("import reader.translation.engines.engine", "reader/gui/{leaf}"),
    Import("import reader.workers.process", "reader/gui/{leaf}", late=True),
    Import("import sqlalchemy", "reader/exchange/tmx.py"),
    Import("import urllib3", "reader/exchange/tmx.py", late=True),
    Import("import cryptography", "reader/exchange/tmx.py"),
    Import("import fsspec", "reader/services/sync/places.py", late=True),
    Import("import reader.sync.envelope", "reader/library/clock.py", late=True),
    Import("import PIL", "reader/reading/document.py"),
    Import("import urllib3", "reader/reading/document.py"),
    Import("import lxml", "reader/settings/options.py"),
    Import("import platformdirs", "reader/core/model.py", late=True),
    Import("from PySide6.QtCore import QObject", "reader/cli/output.py"),
    Import("from PySide6.QtCore import QObject", "reader/cli/output.py", late=True),
    Import("import reader.gui.keyboard.actions", "reader/cli/output.py", late=True),
    Import("from PySide6.QtCore import QObject", "reader/services/desktop/open_request.py", late=True),
    Import("import reader.gui.keyboard.actions", "reader/library/clock.py", late=True),
    Import("import reader.library.articles.repairs", "reader/library/clock.py", late=True),
    Import("import reader.services.saving.save_article", "reader/services/saving/store_page.py", late=True),
    Import("import reader.saving.fetching.urls", "reader/library/clock.py"),
    Import("import reader.gui.find.text_finder", "reader/gui/footnotes/footnote_map.py"),
    Import("import reader.gui.footnotes.footnote_map", "reader/gui/find/text_finder.py", late=True),
    Import("import reader.gui.main_window.main_window", "reader/gui/find/text_finder.py", late=True),
    Import("import reader.gui.background.undo_stack", "reader/gui/widgets/overlay.py"),
    Import(
        "import reader.gui.background.job_runner", "reader/gui/background/garbage_collector.py", late=True
    ),
]

FAULTS = [
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
        "a widget asked for its neighbour",
        "reader/gui/{leaf}",
        "\ndef neighbour(widget) -> object:\n    return widget.nextInFocusChain()\n",
        rule(code_rules.reserved_calls),
    ),
    Fault(
        "a shortcut of its own",
        "reader/gui/{leaf}",
        '\ndef give(button) -> None:\n    button.setShortcut("Ctrl+J")\n',
        rule(code_rules.reserved_calls),
    ),
    Fault(
        "a placeholder with a number",
        "reader/library/{leaf}",
        '\nNAMED = "SELECT 1 FROM article WHERE url = ?1 OR title = ?1"\n',
        rule(code_rules.numbered_placeholders),
    ),
    Fault(
        "a name looked up in JSON",
        "reader/library/{leaf}",
        '\nTOLD = "SELECT removed ->> made.key FROM sync_field"\n',
        rule(code_rules.names_looked_up_in_json),
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


@pytest.fixture(scope="module", autouse=True)
def _forgotten() -> Iterator[None]:
    """What is parsed is kept for the tests of this module alone."""
    yield
    code_rules.forget()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program and its rules, free to be spoilt."""
    tree = tmp_path_factory.mktemp("copy")
    shutil.copytree(TOP / "reader", tree / "reader", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(TOP / "pyproject.toml", tree)
    return tree


@contextlib.contextmanager
def spoil(tree: Path, fault: Fault | Import) -> Iterator[None]:
    """Put a fault into a copy, and take it out again afterwards."""
    module = tree / fault.module.format(leaf=LEAF)
    before = module.read_text("utf-8") if module.exists() else None
    module.parent.mkdir(exist_ok=True)
    module.write_text((before or "") + fault.text, "utf-8")
    try:
        yield
    finally:
        if before is not None:
            module.write_text(before, "utf-8")
        else:
            module.unlink()
            if not any(module.parent.iterdir()):
                module.parent.rmdir()


@pytest.fixture(scope="module")
def complaints(copy: Path) -> dict[bool, str]:
    """What is said of all imports at the head of a module, and of all in functions."""
    found = {}
    for late in (False, True):
        with contextlib.ExitStack() as faults:
            for fault in IMPORTS:
                if fault.late is late:
                    faults.enter_context(spoil(copy, fault))
            found[late] = layers(copy)
    return found


@pytest.mark.parametrize("check", [layers, lint])
def test_the_copy_is_sound(copy: Path, check: Callable[[Path], str]) -> None:
    assert check(copy) == ""


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_a_fault_is_noticed(copy: Path, fault: Fault) -> None:
    with spoil(copy, fault):
        assert fault.noticed_by(copy)


@pytest.mark.parametrize("fault", IMPORTS, ids=[fault.name for fault in IMPORTS])
def test_an_import_is_noticed(complaints: dict[bool, str], fault: Import) -> None:
    assert fault.is_told(complaints[fault.late])


def test_a_sound_import_is_not_told_of(complaints: dict[bool, str]) -> None:
    sound = Import("import reader.core.errors", "reader/library/clock.py")
    assert not any(sound.is_told(complaint) for complaint in complaints.values())
