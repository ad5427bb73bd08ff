"""Models that fail in every way name their package, and nothing that was translated is said anywhere."""

from __future__ import annotations

import json
import logging
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.model import Hop
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from reader.workers import process as process_module
from reader.workers.error_stream import shown
from reader.workers.process import Limits, WorkerDied, WorkerProcess
from reader.workers.translation import TranslationWorker
from tests.services.stocked_library import stock
from tests.support.limits import LIMIT

TOP = Path(__file__).resolve().parents[2]
SECRET = "Mirabelle cultive des groseilles"


def without_numbers(model: Path) -> None:
    """Make every large table of numbers of a model hold “not a number” only, the file as sound as before."""
    data = bytearray(model.read_bytes())
    place = 4
    (length,) = struct.unpack_from("<H", data, place)
    place += 2 + length + 4
    (count,) = struct.unpack_from("<I", data, place)
    place += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, place)
        place += 2 + length
        place += 1 + 4 * data[place]
        kind = data[place]
        (size,) = struct.unpack_from("<I", data, place + 1)
        place += 5
        if kind == 0 and size >= 64:
            data[place : place + size] = struct.pack("<f", float("nan")) * (size // 4)
        place += size
    model.write_bytes(bytes(data))


def empty(model: Path) -> None:
    model.write_bytes(b"")


def half(model: Path) -> None:
    os.truncate(model, model.stat().st_size // 2)


def reversed_end(model: Path) -> None:
    data = model.read_bytes()
    model.write_bytes(data[:500] + data[500:][::-1])


@pytest.fixture
def package(models_folder: Path, tmp_path: Path) -> Path:
    sound = next(folder for folder in models_folder.iterdir() if "fr_en" in folder.name)
    return shutil.copytree(sound, tmp_path / "models" / "broken-fr_en")


@pytest.mark.models
@pytest.mark.parametrize("spoil", [without_numbers, empty, half, reversed_end], ids=lambda one: one.__name__)
def test_a_broken_model_is_named(package: Path, spoil: object) -> None:
    spoil(package / "model" / "model.bin")  # type: ignore[operator]
    worker = TranslationWorker(threads=1)
    try:
        with pytest.raises(ReaderError) as broken:
            worker.translate([f"{SECRET}.", "Il pleut."], Hop("fr", "en", package.name, "1"), package.parent)
        with pytest.raises(ReaderError) as refused:
            worker.probe(package)
    finally:
        worker.close()
    for error in (broken.value, refused.value):
        assert error.kind == "model-broken"
        assert error.values == {"package": package.name}
        assert SECRET not in error.detail


@pytest.mark.models
@pytest.mark.parametrize("spoil", [without_numbers, empty], ids=lambda one: one.__name__)
def test_the_command_says_so_without_a_word_of_the_article(tmp_path: Path, spoil: object) -> None:
    from reader.services.translation.manage_packages import list_packages
    from reader.services.translation.translate_article import stored_translation

    paths = LibraryPaths(tmp_path / "library")
    with LibrarySession.open(paths) as session:
        article = stock(session, 1, sentence=f"{SECRET} depuis trois ans.")
        for package in list_packages(session):
            spoil(Path(package.path) / "model" / "model.bin")  # type: ignore[operator]
    command = [sys.executable, "-m", "reader", "--library", str(paths.root), "--json", "--verbose"]
    done = subprocess.run(
        [*command, "translate", str(article), "--to", "en"],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
        cwd=TOP,
    )
    assert done.returncode == 1
    assert '"model-broken"' in done.stdout
    assert json.loads(done.stdout)
    assert "Traceback" not in done.stderr and "IntegrityError" not in done.stderr
    assert "Mirabelle" not in done.stderr + done.stdout + (paths.logs / "liseuse.log").read_text("utf-8")
    with LibrarySession.open(paths) as session:
        assert stored_translation(session, session.articles.get(article), "en") is None, (
            "nothing false is kept"
        )


TALKING = """
import os, sys
os.write(2, b"[ctranslate2] [thread 1] [warning] cannot map 'Mirabelle cultive'\\n")
os.write(2, b"Mirabelle cultive des groseilles\\n" * 3000)
os.write(2, b"x" * 3_000_000)
sys.exit(3)
"""


@pytest.fixture
def talking(monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkerProcess]:
    monkeypatch.setattr(process_module, "worker_command", lambda: [sys.executable, "-c", TALKING])
    worker = WorkerProcess("talking", Limits())
    yield worker
    worker.close()


@pytest.mark.parametrize("level", [logging.INFO, logging.DEBUG])
def test_what_a_worker_prints_goes_to_the_log_with_discretion(
    talking: WorkerProcess, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], level: int
) -> None:
    caplog.set_level(level)
    with pytest.raises(WorkerDied) as died:
        talking.request({})
    assert died.value.exit_code == 3
    talking.close()
    assert "worker talking: [ctranslate2] [thread 1] [warning] cannot map …" in caplog.messages
    assert "Mirabelle" not in caplog.text + capfd.readouterr().err


@pytest.mark.parametrize("line", ["Un article.", "Traceback", "[INFO] é", "", "['Mirabelle', 'cultive']"])
def test_only_messages_of_programs_are_shown(line: str) -> None:
    assert shown(line) == ""
