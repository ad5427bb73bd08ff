"""Rules of the code that no linter knows, each a function from a tree to what breaks it.

`tests/test_architecture.py` asks them of this tree, `tests/test_contracts_bite.py` of copies with a fault.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

LINES, FUNCTION_LINES, FILES = 400, 60, 25

_CATCH_ALL = {"utils", "util", "helpers", "helper", "misc", "common", "tools", "shared", "base"}

_LOADERS = {
    "reader/gui/main_window/building.py": "the parts of the window, each loaded in a step of its own",
    "reader/gui/main_window/first_list.py": "the first of them, likewise",
    "reader/gui/main_window/first_article.py": "the second, likewise",
    "reader/gui/background/network_status.py": "QtNetwork, which takes long to load, off the GUI thread",
    "reader/workers/registry.py": "the work of a worker process, named when it is started",
}
"""Where a module may be loaded by its name, and why; a contract cannot see what is loaded there."""

_CALLS = {
    "processEvents": (),
    "setShortcut": ("actions.py",),
    "setShortcuts": ("actions.py",),
    "setKey": ("actions.py",),
    "nextInFocusChain": (),
    "previousInFocusChain": (),
}
"""Methods that only the files named here may call, whatever object they belong to.

PySide takes the widget that stands next in the chain for a part of the one that was asked, and lets it go
with that one: the program ends there.
"""

_NUMBERED = re.compile(r"[\s(,=]\?[0-9]")
_LOOKED_UP = re.compile(r"->>\s*[a-z]")


_HOUSE_WORDS = {"desk", "desks", "keeper", "keeping", "care", "furnish", "furnished", "furnishing", "rail"}
_HOUSE_WORDS |= {"picks", "arrival", "arrivals", "growth", "glide", "stutter"}
"""Words of our own for what the field has a word for: feature, backup, construction, sidebar, picked, …"""

_HOUSE_NOUNS = _HOUSE_WORDS | {"place", "room", "sheet", "words"}
"""In names of files and classes, these are such words too: cursor, geometry, presenter, texts."""


_PLAIN_FILES = {"reader/translation/quality/repeated_words.py": "words that a translation repeats"}


def house_words(tree: Path) -> list[str]:
    """Files, classes and functions that are named by a word of our own."""
    found = []
    for module in modules(tree):
        name = _name(tree, module)
        if set(module.stem.split("_")) & _HOUSE_NOUNS and name not in _PLAIN_FILES:
            found.append(name)
        for node in _nodes(module):
            if isinstance(node, ast.ClassDef) and _words_in(node.name) & _HOUSE_NOUNS:
                found.append(f"{name}: {node.name}")
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                found += [f"{name}: {node.name}"] if _words_in(node.name) & _HOUSE_WORDS else []
    return found


def _words_in(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)}


def modules(tree: Path) -> list[Path]:
    """Every module of the program."""
    return sorted((tree / "reader").rglob("*.py"))


def too_long(tree: Path) -> list[str]:
    """Modules and functions that are longer than they may be, modules that do not say what they are for."""
    return [what for module in modules(tree) for what in _too_long(tree, module)]


def _too_long(tree: Path, module: Path) -> Iterator[str]:
    name, parsed = _name(tree, module), _parsed(module)
    if not ast.get_docstring(parsed):
        yield f"{name} does not say what it is for"
    lines = len(module.read_text("utf-8").splitlines())
    if lines > LINES:
        yield f"{name} has {lines} lines"
    for function in functions_of(module):
        length = (function.end_lineno or 0) - function.lineno + 1
        if length > FUNCTION_LINES:
            yield f"{name}: {function.name} has {length} lines"


def functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, methods and inner ones too."""
    return [n for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]


def functions_of(module: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """As `functions`, of a module's file."""
    return [n for n in _nodes(module) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]


def catch_all_names(tree: Path) -> list[str]:
    """Modules whose name says nothing."""
    return [_name(tree, m) for m in modules(tree) if m.stem in _CATCH_ALL]


def crowded_folders(tree: Path) -> list[str]:
    """Folders with more files than one takes in at a glance."""
    places = [folder for top in ("reader", "tests") for folder in [tree / top, *(tree / top).rglob("*/")]]
    counts = {folder: sum(f.is_file() for f in folder.iterdir()) for folder in places if _holds_code(folder)}
    return [f"{_name(tree, folder)} has {n} files" for folder, n in counts.items() if n > FILES]


def _holds_code(folder: Path) -> bool:
    return any(folder.glob("*.py"))


def loose_folders(tree: Path) -> list[str]:
    """Folders of modules that are no package: contracts do not see what is in them."""
    folders = {module.parent for module in modules(tree)}
    return sorted(_name(tree, f) for f in folders if not (f / "__init__.py").is_file())


def loaded_by_name(tree: Path) -> list[str]:
    """Modules that are loaded by their name where no contract can see it."""
    return [
        f"{_name(tree, module)}:{call.lineno} loads a module by its name"
        for module in modules(tree)
        for call in _calls(module)
        if called(call) in {"import_module", "__import__"} and _name(tree, module) not in _LOADERS
    ]


def reserved_calls(tree: Path) -> list[str]:
    """Calls of methods that have one home or none."""
    return [
        f"{_name(tree, module)}:{call.lineno} calls {called(call)}"
        for module in modules(tree)
        for call in _calls(module)
        if called(call) in _CALLS and module.name not in _CALLS[called(call)]
    ]


def numbered_placeholders(tree: Path) -> list[str]:
    """Statements with `?1` for values in a row, which early 3.12 takes for names and warns of."""
    return [
        f"{_name(tree, module)}:{number} numbers a placeholder"
        for module in modules(tree)
        for number, line in enumerate(module.read_text("utf-8").splitlines(), 1)
        if _NUMBERED.search(line)
    ]


def names_looked_up_in_json(tree: Path) -> list[str]:
    """Statements with `->>` and a column: SQLite 3.40 takes what begins with a digit for a place."""
    return [
        f"{_name(tree, module)}:{number} looks up a name of a column"
        for module in modules(tree)
        for number, line in enumerate(module.read_text("utf-8").splitlines(), 1)
        if _LOOKED_UP.search(line)
    ]


def _calls(module: Path) -> list[ast.Call]:
    return [node for node in _nodes(module) if isinstance(node, ast.Call)]


def called(call: ast.Call) -> str:
    """The name that is called, without the object before it; "" for what has none."""
    called = call.func
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def libraries_without_a_home(tree: Path) -> list[str]:
    """Libraries that the program imports and no contract of `pyproject.toml` gives a home to."""
    tools = tomllib.loads((tree / "pyproject.toml").read_text("utf-8"))["tool"]
    contracts = tools["importlinter"]["contracts"]
    at_home = {name for c in contracts if c["type"] == "protected" for name in c["protected_modules"]}
    known = at_home | set(sys.stdlib_module_names) | {"reader"}
    return [
        f"{_name(tree, module)} imports {name}"
        for module in modules(tree)
        for name in sorted(_imported(module))
        if name.split(".")[0] not in known
    ]


def private_modules(tree: Path) -> list[str]:
    """Imports of a module from outside its package, which does not offer it in its `__all__`."""
    faces = {
        ".".join(init.relative_to(tree).parent.parts): _offered(init)
        for init in (tree / "reader").rglob("__init__.py")
    }
    found = []
    for module in modules(tree):
        importer = ".".join(module.relative_to(tree).with_suffix("").parts)
        for name in sorted(_imported(module) | _imported(module, with_names=True)):
            home, _, leaf = name.rpartition(".")
            offered, is_module = faces.get(home), (tree / f"{name.replace('.', '/')}.py").is_file()
            inside = importer.startswith(f"{home}.")
            if offered is not None and is_module and leaf not in offered and not inside:
                found.append(f"{importer} imports {name}")
    return found


def _offered(init: Path) -> set[str] | None:
    """What a package offers; `None` when it does not say."""
    for node in _parsed(init).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return None


def foreign_emits(tree: Path) -> Counter[str]:
    """How often each module emits the signal of another object."""
    found: Counter[str] = Counter()
    for module in _window(tree):
        for node in _nodes(module):
            if isinstance(node, ast.Attribute) and node.attr == "emit" and not _is_own(node.value):
                found[_name(tree, module)] += 1
    return found


def _is_own(signal: ast.expr) -> bool:
    return (
        isinstance(signal, ast.Attribute) and isinstance(signal.value, ast.Name) and signal.value.id == "self"
    )


def long_chains(tree: Path) -> Counter[str]:
    """How often each module reaches more than two names deep behind an object it was given or holds.

    `connect` is what is done with a signal, not one more part that is reached.
    """
    found: Counter[str] = Counter()
    for module in _window(tree):
        inner: set[ast.AST] = set()
        for node in _nodes(module):
            if isinstance(node, ast.Attribute) and node not in inner:
                inner.update(_parts(node))
                found[_name(tree, module)] += _reach(node) > 2
    return +found


def _parts(node: ast.Attribute) -> Iterator[ast.Attribute]:
    part: ast.expr = node
    while isinstance(part, ast.Attribute):
        yield part
        part = part.value


def _reach(node: ast.Attribute) -> int:
    """How many names stand behind the object, which is a variable or what `self` holds; 0 for classes."""
    parts = list(_parts(node))
    root, names = parts[-1].value, [part.attr for part in parts]
    names = names[names[0] == "connect" :]
    if not isinstance(root, ast.Name) or any(name[:1].isupper() for name in (root.id, *names)):
        return 0
    return len(names) - (root.id == "self")


_HOOKS = {"set_theme", "apply_theme", "retranslate"}


def passed_on(tree: Path) -> list[str]:
    """Calls that tell another object of a theme or a language: a `ThemedWidget` hears of them by itself."""
    return [
        f"{_name(tree, module)}:{call.lineno} calls {ast.unparse(call.func)}"
        for module in _window(tree)
        for call in _calls(module)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in _HOOKS
        and ast.unparse(call.func.value) not in {"self", "super()"}
    ]


def deaf_widgets(tree: Path) -> list[str]:
    """Themed widgets that no event reaches, because a class of Qt stands before `ThemedWidget`."""
    return [
        f"{_name(tree, module)}: {node.name}"
        for module in _window(tree)
        for node in _nodes(module)
        if isinstance(node, ast.ClassDef)
        and "ThemedWidget" in (bases := [ast.unparse(base) for base in node.bases])
        and bases[0] != "ThemedWidget"
    ]


def knows_the_window(tree: Path) -> list[str]:
    """Modules that import `MainWindow`."""
    return [
        _name(tree, module)
        for module in modules(tree)
        if any(name.endswith("main_window.MainWindow") for name in _imported(module, with_names=True))
    ]


def _window(tree: Path) -> list[Path]:
    return sorted((tree / "reader" / "gui").rglob("*.py"))


def _imported(module: Path, with_names: bool = False) -> frozenset[str]:
    return _imported_by(module.read_text("utf-8"), with_names)


@cache
def _imported_by(text: str, with_names: bool) -> frozenset[str]:
    found: set[str] = set()
    for node in _nodes_of(text):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{a.name}" for a in node.names} if with_names else {node.module}
    return frozenset(found)


def _name(tree: Path, path: Path) -> str:
    return path.relative_to(tree).as_posix()


@cache
def _parsed_text(text: str) -> ast.Module:
    return ast.parse(text)


def _parsed(module: Path) -> ast.Module:
    return _parsed_text(module.read_text("utf-8"))


_ASKED_OF = (
    *(ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef),
    *(ast.Attribute, ast.Call, ast.Import, ast.ImportFrom),
)
"""The kinds of node that rules look at, some fifth of all."""


@cache
def _nodes_of(text: str) -> tuple[ast.AST, ...]:
    """Walked through once for all rules, which are asked of every copy with a fault in one module too."""
    return tuple(node for node in ast.walk(_parsed_text(text)) if isinstance(node, _ASKED_OF))


def _nodes(module: Path) -> tuple[ast.AST, ...]:
    """What a module has of the kinds that rules look at, as `ast.walk` comes by them."""
    return _nodes_of(module.read_text("utf-8"))


def forget() -> None:
    """Let go of what was parsed: more than a million objects, which each full collection would go through."""
    for cached in (_parsed_text, _nodes_of):
        cached.cache_clear()


def raised_kinds(tree: Path) -> set[tuple[str, frozenset[str | None]]]:
    """The kinds of `ReaderError` that are raised, with the values that each is given."""
    return {
        (str(call.args[0].value), frozenset(k.arg for k in call.keywords))
        for module in modules(tree)
        for call in _calls(module)
        if ast.unparse(call.func) == "ReaderError" and call.args and isinstance(call.args[0], ast.Constant)
    }


def places_in(text: str) -> set[str]:
    """The names of the values that a text has places for."""
    return set(re.findall(r"{(\w+)}", text))
