"""The rule that tests reach the parts of a window by `tests/gui/support/screen.py` alone.

A window is known by its name `window`, by what made it (`open_window`, `MainWindow`), and by the functions
and fixtures of the same module that give such a one back.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QMainWindow

from tests.support.code_rules import functions

HELPER = "tests/gui/support/screen.py"
NOT_READ = {HELPER, "tests/test_contracts_bite.py"}
"""The one that may, and the one that holds examples of what must not be."""
OPENERS = {"open_window", "MainWindow"}
OWN = {
    "painted",
    "built",
    "library_opened",
    "list_shown",
    "article_shown",
    "reopens_article",
    "want_article",
    "is_built",
    "closed",
    "may_ask",
    "shut_down",
    "start",
    "write_state",
}
"""What a window itself has to offer, beside what every `QMainWindow` has."""
_WORDS = re.compile("window|screen", re.IGNORECASE)
"""A module without either reaches nothing, and need not be parsed."""
DEPTH = 2
"""How many names may stand behind `screen(window)`."""


def parts_reached(tree: Path) -> list[str]:
    """Where tests reach a part through a window, or deeper than two names behind `screen(window)`."""
    return [
        f"{module.relative_to(tree).as_posix()}:{line} {what}"
        for module in sorted((tree / "tests").rglob("*.py"))
        if module.relative_to(tree).as_posix() not in NOT_READ
        for line, what in _reached_in(module.read_text("utf-8"))
    ]


@cache
def _reached_in(text: str) -> list[tuple[int, str]]:
    return list(reached(ast.parse(text))) if _WORDS.search(text) else []


def reached(code: ast.Module) -> Iterator[tuple[int, str]]:
    """What one module reaches, and in the programs that it has as texts; each with its line."""
    givers = _givers(code)
    whole = [list(ast.walk(function)) for function in _outermost(code)]
    inside = {id(node) for nodes in whole for node in nodes}
    outside = [node for node in ast.walk(code) if id(node) not in inside]
    for nodes in (outside, *whole):
        windows, screens = _windows(nodes, givers), _assigned(nodes, {"screen"})
        for node in nodes:
            if isinstance(node, ast.Attribute):
                yield from _by_attribute(node, windows, givers, screens)
            elif isinstance(node, ast.Call):
                yield from _by_text(node, windows, givers)
    for node in ast.walk(code):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "\n" in node.value:
            yield from ((node.lineno, what) for _line, what in _program(node.value))


def _program(text: str) -> Iterator[tuple[int, str]]:
    try:
        code = ast.parse(text)
    except SyntaxError:
        return
    yield from reached(code)


def _outermost(code: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions of a module, in classes too, but not those inside another function."""
    for node in ast.iter_child_nodes(code):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node
        elif isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case):
            yield from _outermost(node)


def _givers(code: ast.Module) -> set[str]:
    """The functions that give back a window, with those of the module."""
    givers, before = set(OPENERS), 0
    walked = [(function, list(ast.walk(function))) for function in functions(code)]
    giving = [(function, nodes, _given(nodes)) for function, nodes in walked]
    while before != len(givers):
        before = len(givers)
        for function, nodes, given in giving:
            windows = _windows(nodes, givers)
            if any(_is_one(value, windows, givers) for value in given):
                givers.add(function.name)
    return givers


def _given(nodes: list[ast.AST]) -> list[ast.expr]:
    return [n.value for n in nodes if isinstance(n, (ast.Return, ast.Yield)) and n.value is not None]


def _windows(nodes: list[ast.AST], givers: set[str]) -> set[str]:
    """The names that hold a window: so called, assigned, or given as a fixture."""
    fixtures = {n.arg for n in nodes if isinstance(n, ast.arg) and n.arg in givers - OPENERS}
    return {"window"} | fixtures | _assigned(nodes, givers)


def _assigned(nodes: list[ast.AST], givers: set[str]) -> set[str]:
    """The names that what the givers give is assigned to."""
    made = [n for n in nodes if isinstance(n, ast.Assign) and _is_call(n.value, givers)]
    return {target.id for node in made for target in node.targets if isinstance(target, ast.Name)}


def _is_call(node: ast.expr, givers: set[str]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in givers


def _is_one(node: ast.expr, names: set[str], givers: set[str]) -> bool:
    """Whether an expression is a window: a name of one, an attribute `window`, or a call that gives one."""
    if isinstance(node, ast.Name):
        return node.id in names
    return (isinstance(node, ast.Attribute) and node.attr == "window") or _is_call(node, givers)


def _is_free(name: str) -> bool:
    return name in OWN or hasattr(QMainWindow, name)


def _by_attribute(
    node: ast.Attribute, windows: set[str], givers: set[str], screens: set[str]
) -> Iterator[tuple[int, str]]:
    if _is_one(node.value, windows, givers) and not _is_free(node.attr):
        yield node.lineno, f"reaches `{node.attr}` through a window"
    root: ast.expr = node
    names: list[str] = []
    while isinstance(root, ast.Attribute):
        names.insert(0, root.attr)
        root = root.value
    behind_screen = _is_call(root, {"screen"}) or (isinstance(root, ast.Name) and root.id in screens)
    if behind_screen and len(names) == DEPTH + 1:
        yield node.lineno, f"reaches `{'.'.join(names)}` behind a screen"


def _by_text(call: ast.Call, windows: set[str], givers: set[str]) -> Iterator[tuple[int, str]]:
    """`getattr(window, "part")`, `monkeypatch.setattr(window, "part", …)` and the like."""
    match call.args:
        case [holder, ast.Constant(value=str(name)), *_] if ast.unparse(call.func).endswith("attr"):
            if _is_one(holder, windows, givers) and not _is_free(name):
                yield call.lineno, f"reaches `{name}` through a window"
