"""Workers import the modules of tests each from another place on, and all of them."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.first_imports import import_in_turns

MODULES = [f"invented_tests.test_{letter}" for letter in "abcdef"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of six modules, the fourth of which cannot be imported and the fifth of which is skipped."""
    made = tmp_path / "invented_tests"
    made.mkdir()
    for name in MODULES:
        (made / f"{name.partition('.')[2]}.py").write_text("")
    (made / "test_d.py").write_text("import nothing_of_this_name")
    (made / "test_e.py").write_text("import pytest\npytest.skip('not here', allow_module_level=True)")
    monkeypatch.syspath_prepend(str(tmp_path))
    return made


def imported(top: Path, args: list[str], **worker: object) -> list[str]:
    """What one worker imports, in its order."""
    config = SimpleNamespace(rootpath=top, args=args, **({"workerinput": worker} if worker else {}))
    import_in_turns(config)  # type: ignore[arg-type]
    found = [name for name in sys.modules if name in MODULES]
    for name in found:
        del sys.modules[name]
    return found


def test_each_worker_begins_with_its_own_part_and_leaves_none_out(folder: Path) -> None:
    whole = [name for name in MODULES if name[-1] not in "de"]
    a, b, c, f = whole
    for number, order in enumerate(([a, b, c, f], [c, f, a, b], [f, a, b, c])):
        made = imported(folder.parent, ["invented_tests"], workerid=f"gw{number}", workercount=3)
        assert made == order


def test_without_workers_and_for_single_files_nothing_is_imported_ahead(folder: Path) -> None:
    assert imported(folder.parent, ["invented_tests"]) == []
    one = f"{folder.name}/test_a.py"
    assert imported(folder.parent, [one], workerid="gw0", workercount=2) == []
