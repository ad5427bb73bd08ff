"""A program notices that other files have taken the place of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.settings.installation import Installation
from reader.workers import process
from reader.workers.process import Limits, WorkerProcess


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "installation.py"
    made.write_text("VERSION = 1\n")
    return made


def _replace(file: Path) -> None:
    fresh = file.with_suffix(".dpkg-new")
    fresh.write_text("VERSION = 1\n")
    os.utime(fresh, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    os.replace(fresh, file)


def test_files_that_stay_are_not_replaced(file: Path) -> None:
    installed = Installation(file)
    file.read_text()
    assert not installed.replaced()
    installed.check()
    assert not installed.explains(ValueError("a fault of ours"))


@pytest.mark.parametrize("change", [_replace, Path.unlink], ids=["replaced", "removed"])
def test_other_files_or_none_explain_every_error(file: Path, change) -> None:
    installed = Installation(file)
    change(file)
    assert installed.replaced() and installed.explains(AttributeError("of another version"))
    with pytest.raises(ReaderError, match="program-replaced"):
        installed.check()


def test_one_of_several_files_is_enough(file: Path, tmp_path: Path) -> None:
    version = tmp_path / "__init__.py"
    version.write_text("2")
    installed = Installation(file, version)
    _replace(version)
    assert installed.replaced()
    with pytest.raises(ReaderError, match="program-replaced"):
        installed.check()


def test_a_part_of_the_program_that_is_not_there_explains_itself(file: Path) -> None:
    """A package manager is at work: it has not come to the file that is looked at."""
    installed = Installation(file)
    gone = ModuleNotFoundError("No module named 'reader.gui.other'", name="reader.gui.other")
    assert installed.explains(gone)
    caused = RuntimeError("a page was not opened")
    caused.__cause__ = gone
    assert installed.explains(caused)
    assert not installed.explains(ModuleNotFoundError("No module named 'lxml'", name="lxml"))


def test_no_worker_of_another_version_is_started(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "OWN", Installation(file))
    worker = WorkerProcess("extract", Limits())
    _replace(file)
    with pytest.raises(ReaderError, match="program-replaced"):
        worker.request({})
    assert worker.pid is None
    worker.close()
