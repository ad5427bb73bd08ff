"""Rules of the code that no linter knows."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from reader.core.errors import KINDS

TOP = Path(__file__).resolve().parents[1]
MODULES = sorted((TOP / "reader").rglob("*.py"))


def functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [n for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]


def too_long(module: Path) -> list[str]:
    """What is longer than it may be in a module, or lacks the words that say what it is for."""
    text, name = module.read_text("utf-8"), module.relative_to(TOP)
    tree = ast.parse(text)
    found = [] if ast.get_docstring(tree) else [f"{name} does not say what it is for"]
    if len(text.splitlines()) > 400:
        found.append(f"{name} has {len(text.splitlines())} lines")
    lengths = {f"{name}: {f.name}": (f.end_lineno or 0) - f.lineno + 1 for f in functions(tree)}
    return found + [f"{where} has {length} lines" for where, length in lengths.items() if length > 60]


def test_modules_and_functions_stay_short() -> None:
    assert len(MODULES) > 400
    assert [what for module in MODULES for what in too_long(module)] == []


def test_the_whole_stays_small_grained() -> None:
    lengths = [
        (f.end_lineno or 0) - f.lineno + 1
        for m in MODULES
        for f in functions(ast.parse(m.read_text("utf-8")))
    ]
    modules = [len(m.read_text("utf-8").splitlines()) for m in MODULES if m.name != "__init__.py"]
    assert statistics.median(modules) <= 170
    assert statistics.median(lengths) <= 10
    assert statistics.quantiles(lengths, n=20)[18] <= 40


def test_no_catch_all_module_names() -> None:
    assert not [m for m in MODULES if m.stem in {"utils", "helpers", "misc", "common", "tools"}]


def test_every_error_kind_that_is_raised_is_declared() -> None:
    raised = set()
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            named = (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "ReaderError"
            )
            if named and node.args and isinstance(node.args[0], ast.Constant):
                raised.add((node.args[0].value, frozenset(k.arg for k in node.keywords if k.arg)))
    assert len(raised) > 10
    for kind, given in raised:
        words = KINDS[kind]
        places = set(re.findall(r"{(\w+)}", words.title + words.hint))
        assert places <= given | {"*"} or None in given, f"{kind}: {places - given} not given"


def test_the_layers_hold() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports"))],
        cwd=TOP,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize(
    "name",
    [
        "reader.cli.main",
        "reader.services.save_article",
        "reader.services.translate_article",
        "reader.commands",
    ],
)
def test_everything_but_the_window_imports_without_qt(name: str) -> None:
    code = f"import sys; sys.modules['PySide6'] = None; import {name}"
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_no_registry_host_or_machine_path_is_committed() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=TOP, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    hosts = re.compile(
        r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|deb\.debian\.org|/root/|/work/(?:main|shared)"
    )
    for name in tracked:
        path = TOP / name
        if path.is_file() and path.suffix in {".py", ".toml", ".txt", ".md", ".json", ".yml", ""}:
            if path == Path(__file__):
                continue
            found = hosts.search(path.read_text("utf-8", errors="replace"))
            assert found is None, f"{name}: {found}"
