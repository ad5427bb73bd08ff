"""Rules of the code that no linter knows."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.core.error_kinds import KINDS
from tests import long_first
from tests.support import code_rules, screen_rules

TOP = Path(__file__).resolve().parents[1]
MODULES = code_rules.modules(TOP)


@pytest.fixture(scope="module", autouse=True)
def _forgotten() -> Iterator[None]:
    """What is parsed is kept for the tests of this module alone."""
    yield
    code_rules.forget()


@pytest.mark.parametrize(
    "rule",
    [
        code_rules.too_long,
        code_rules.catch_all_names,
        code_rules.crowded_folders,
        code_rules.house_words,
        code_rules.loose_folders,
        code_rules.loaded_by_name,
        code_rules.reserved_calls,
        code_rules.numbered_placeholders,
        code_rules.names_looked_up_in_json,
        code_rules.libraries_without_a_home,
        code_rules.private_modules,
        screen_rules.parts_reached,
        code_rules.passed_on,
        code_rules.deaf_widgets,
    ],
    ids=lambda rule: rule.__name__,
)
def test_every_module_keeps_the_rule(rule: Callable[[Path], list[str]]) -> None:
    assert len(MODULES) > 400
    assert rule(TOP) == []


@pytest.mark.parametrize(
    "rule", [code_rules.foreign_emits, code_rules.long_chains, code_rules.knows_the_window]
)
def test_what_still_breaks_a_rule_only_shrinks(rule: Callable[[Path], Counter[str] | list[str]]) -> None:
    allowed = tomllib.loads((TOP / "tests/support/still_allowed.toml").read_text("utf-8"))
    assert Counter(rule(TOP)) == Counter(allowed.get(rule.__name__, {}))


def test_the_whole_stays_small_grained() -> None:
    lengths = [(f.end_lineno or 0) - f.lineno + 1 for m in MODULES for f in code_rules.functions_of(m)]
    modules = [len(m.read_text("utf-8").splitlines()) for m in MODULES if m.name != "__init__.py"]
    assert statistics.median(modules) <= 170
    assert statistics.median(lengths) <= 10
    assert statistics.quantiles(lengths, n=20)[18] <= 40


def test_the_tests_that_begin_first_are_there() -> None:
    assert long_first.missing(TOP) == []


def test_every_error_kind_that_is_raised_is_declared() -> None:
    raised = code_rules.raised_kinds(TOP)
    assert len(raised) > 10
    for kind, given in raised:
        words = KINDS[kind]
        places = code_rules.places_in(words.title + words.hint)
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


@pytest.mark.own_start
@pytest.mark.parametrize(
    "name",
    [
        "reader.cli.main",
        "reader.services.saving.save_article",
        "reader.services.translation.translate_article",
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
