"""Install, find, remove: all or nothing, one broken folder never hides another."""

from __future__ import annotations

import errno
import json
import logging
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

from reader.core.errors import ReaderError
from reader.core.model import ModelPackage
from reader.core.progress import Cancelled, Progress
from reader.settings.paths import resource
from reader.translation.packages import package_folder
from reader.translation.packages.package_folder import RECORD
from reader.translation.packages.packages import clean_leftovers, find_route, install, installed, remove

BAD = Path(__file__).resolve().parents[2] / "data" / "bad_models"


def copy_of(models_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(models_folder, tmp_path / "library" / "models"))


def offered(pair: str, version: str = "1.0", demonstration: bool = False) -> ModelPackage:
    source, target = pair.split(">")
    return ModelPackage(
        source, target, version, installed=True, demonstration=demonstration, path=f"/m/{pair}{version}"
    )


def test_the_shipped_packages_install_and_describe_themselves(models_folder: Path) -> None:
    found = installed(models_folder)
    assert [(p.pair, p.version, p.demonstration, p.installed) for p in found] == [
        ("en-ar", "1.1", True, True),
        ("fr-en", "1.1", True, True),
    ]
    table = {m["sha256"] for m in json.loads(resource("models/MODELS.json").read_text("utf-8"))["models"]}
    assert {p.sha256 for p in found} == table
    assert all(p.size_bytes > 15_000_000 for p in found)
    names = {f.name for p in found for f in Path(p.path).rglob("*") if f.is_file()}
    assert not [name for name in names if name.endswith((".onnx", ".pt", ".py"))]


def test_installing_again_changes_nothing(models_folder: Path, fr_en_file: Path) -> None:
    before = sorted((p, p.stat().st_mtime_ns) for p in models_folder.rglob("*"))
    install(fr_en_file, models_folder)
    assert sorted((p, p.stat().st_mtime_ns) for p in models_folder.rglob("*")) == before


def test_a_damaged_installed_package_is_repaired_by_installing_again(
    models_folder: Path, fr_en_file: Path, tmp_path: Path
) -> None:
    folder = copy_of(models_folder, tmp_path)
    broken = next(folder.glob("translate-fr*"))
    (broken / "metadata.json").unlink()
    assert [p.pair for p in installed(folder)] == ["en-ar"]
    install(fr_en_file, folder)
    assert [p.pair for p in installed(folder)] == ["en-ar", "fr-en"]


@pytest.mark.parametrize(
    "content", [None, b"", b"{", b"[]", b"[" * 50_000, b'{"from_code": "xx"}', b"\xff" * 100]
)
def test_a_broken_folder_hides_no_other(models_folder: Path, tmp_path: Path, content: bytes | None) -> None:
    folder = copy_of(models_folder, tmp_path)
    stray = folder / "aaa-stray"
    stray.mkdir()
    if content is not None:
        (stray / "metadata.json").write_bytes(content)
    (folder / "a-file.txt").write_text("x")
    (folder / "dangling").symlink_to("nowhere")
    assert [p.pair for p in installed(folder)] == ["en-ar", "fr-en"]


def test_a_folder_unpacked_by_argos_itself_is_used(models_folder: Path, tmp_path: Path) -> None:
    folder = copy_of(models_folder, tmp_path)
    for package in installed(folder):
        (Path(package.path) / RECORD).unlink()
    assert [(p.pair, p.sha256, p.demonstration) for p in installed(folder)] == [
        ("en-ar", "", False),
        ("fr-en", "", False),
    ]


def test_no_folder_is_no_package(tmp_path: Path) -> None:
    assert installed(tmp_path / "none") == []
    clean_leftovers(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_progress_counts_bytes_and_cancel_leaves_nothing(tmp_path: Path, fr_en_file: Path) -> None:
    steps: list[tuple[int, int, str]] = []
    progress = Progress(lambda done, total, text: steps.append((done, total, text)))

    def stop_half_way(done: int, total: int, text: str) -> None:
        if done > total / 2:
            halted.cancel()

    install(fr_en_file, tmp_path / "a", progress)
    assert steps[-1][0] == steps[-1][1] > 20_000_000
    assert steps == sorted(steps)
    halted = Progress(stop_half_way)
    with pytest.raises(Cancelled):
        install(fr_en_file, tmp_path / "b", halted)
    assert list((tmp_path / "b").iterdir()) == []


def test_a_failed_probe_refuses_and_names_the_pair(tmp_path: Path) -> None:
    seen: list[list[str]] = []

    def probe(folder: Path) -> None:
        seen.append(sorted(p.name for p in folder.iterdir()))
        raise ReaderError("model-broken", f"RuntimeError in {folder}/model", package=folder.name)

    with pytest.raises(ReaderError) as caught:
        install(BAD / "bad-weights.argosmodel", tmp_path / "models", probe=probe)
    assert (caught.value.kind, caught.value.values) == ("model-broken", {"package": "fr-en"})
    assert str(tmp_path) not in caught.value.detail
    assert "metadata.json" in seen[0] and "model" in seen[0]
    assert list((tmp_path / "models").iterdir()) == []


def test_a_package_for_another_pair_than_asked_is_refused(tmp_path: Path, fr_en_file: Path) -> None:
    with pytest.raises(ReaderError) as caught:
        install(fr_en_file, tmp_path / "models", pair="en-ar")
    assert caught.value.kind == "not-a-model"


@pytest.mark.parametrize("path", ["absent.argosmodel", "."])
def test_a_file_that_cannot_be_read_says_so(tmp_path: Path, path: str) -> None:
    with pytest.raises(ReaderError) as caught:
        install(tmp_path / path, tmp_path / "models")
    assert caught.value.kind == "file-unreadable"


def test_a_full_disk_is_told_before_and_while_writing(
    tmp_path: Path, fr_en_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
        with pytest.raises(ReaderError) as caught:
            install(fr_en_file, tmp_path / "models")
    assert caught.value.kind == "disk-full"

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(ReaderError) as caught:
            install(fr_en_file, tmp_path / "models")
    assert caught.value.kind == "disk-full"
    assert list((tmp_path / "models").iterdir()) == []


def test_a_models_folder_that_is_a_file_is_told(tmp_path: Path, fr_en_file: Path) -> None:
    (tmp_path / "models").write_text("")
    with pytest.raises(ReaderError) as caught:
        install(fr_en_file, tmp_path / "models")
    assert caught.value.kind == "read-only"


def test_remove_takes_the_pair_and_leaves_the_rest(models_folder: Path, tmp_path: Path) -> None:
    folder = copy_of(models_folder, tmp_path)
    removed = remove("fr-en", folder)
    assert [(p.pair, p.installed, p.path) for p in removed] == [("fr-en", False, "")]
    assert [p.pair for p in installed(folder)] == ["en-ar"]
    assert len(list(folder.iterdir())) == 1
    assert remove("fr-en", folder) == []


def test_an_official_package_takes_the_place_of_a_demonstration_not_the_reverse(
    models_folder: Path, tmp_path: Path, fr_en_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy_of(models_folder, tmp_path)
    newer = install(BAD / "bad-weights.argosmodel", folder)
    assert [p.path for p in installed(folder) if p.pair == "fr-en"] == [newer.path]
    install(fr_en_file, folder)
    both = [p for p in installed(folder) if p.pair == "fr-en"]
    assert [p.demonstration for p in both] == [False, True]
    assert find_route("fr", "en", both).hops[0].package == Path(newer.path).name


def test_a_killed_install_leaves_only_what_clean_removes(tmp_path: Path, fr_en_file: Path) -> None:
    folder = tmp_path / "models"
    script = (
        "import os, sys; from pathlib import Path; from reader.translation.packages import packages\n"
        "packages.install(Path(sys.argv[1]), Path(sys.argv[2]), probe=lambda f: os.kill(os.getpid(), 9))"
    )
    done = subprocess.run([sys.executable, "-c", script, str(fr_en_file), str(folder)], check=False)
    assert done.returncode == -9
    left = [p.name for p in folder.iterdir()]
    assert len(left) == 1 and left[0].startswith(".install-")
    assert installed(folder) == []
    clean_leftovers(folder)
    assert list(folder.iterdir()) == []
    assert install(fr_en_file, folder).pair == "fr-en"


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.05, 0.09, 0.14, 0.2, 0.3])
def test_killed_at_any_moment_it_is_wholly_there_or_wholly_absent(
    tmp_path: Path, models_folder: Path, fr_en_file: Path, delay: float
) -> None:
    """Install and remove in turn until the kill; the other package stays usable throughout."""
    folder = copy_of(models_folder, tmp_path)
    script = (
        "import sys; from pathlib import Path; from reader.translation.packages import packages\n"
        "print('ready', flush=True)\n"
        "while True:\n"
        "    packages.remove('fr-en', Path(sys.argv[2]))\n"
        "    packages.install(Path(sys.argv[1]), Path(sys.argv[2]))\n"
    )
    command = [sys.executable, "-c", script, str(fr_en_file), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        program.stdout.readline()
        time.sleep(delay)
        program.kill()
    whole = {p.name for p in folder.iterdir() if not p.name.startswith(".")}
    found = installed(folder)
    assert "en-ar" in {p.pair for p in found}
    assert {Path(p.path).name for p in found} == whole
    assert all(p.sha256 and (Path(p.path) / "sentencepiece.model").is_file() for p in found)
    clean_leftovers(folder)
    assert {p.name for p in folder.iterdir()} == whole
    install(fr_en_file, folder)
    assert [p.pair for p in installed(folder)] == ["en-ar", "fr-en"]


def test_cleaning_leaves_a_running_install_alone(tmp_path: Path) -> None:
    folder = tmp_path / "models"
    (folder / ".install-running").mkdir(parents=True)
    with FileLock(tmp_path / ".models.lock"):
        clean_leftovers(folder)
        assert (folder / ".install-running").is_dir()
    clean_leftovers(folder)
    assert not (folder / ".install-running").exists()


def test_cleaning_forgets_old_downloads_only(tmp_path: Path) -> None:
    downloads = tmp_path / "models" / package_folder.DOWNLOADS
    downloads.mkdir(parents=True)
    for name, age in (("old.part", 8), ("new.part", 6)):
        (downloads / name).write_bytes(b"x")
        os.utime(downloads / name, times=(time.time() - age * 86400,) * 2)
    clean_leftovers(tmp_path / "models")
    assert [p.name for p in downloads.iterdir()] == ["new.part"]


def test_a_busy_models_folder_is_told(
    tmp_path: Path, fr_en_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package_folder, "_LOCK_SECONDS", 0.1)
    (tmp_path / "models").mkdir()
    with FileLock(tmp_path / ".models.lock"), pytest.raises(ReaderError) as caught:
        install(fr_en_file, tmp_path / "models")
    assert caught.value.kind == "library-busy"


def test_direct_beats_pivot_and_english_beats_other_pivots() -> None:
    direct = [offered("fr>en"), offered("en>ar"), offered("fr>ar"), offered("fr>de"), offered("de>ar")]
    assert [h.package for h in find_route("fr", "ar", direct).hops] == ["fr>ar1.0"]
    pivots = [p for p in direct if p.pair != "fr-ar"]
    assert [(h.source, h.target) for h in find_route("fr", "ar", pivots).hops] == [("fr", "en"), ("en", "ar")]
    german = [p for p in pivots if p.pair != "fr-en"]
    assert [(h.source, h.target) for h in find_route("fr", "ar", german).hops] == [("fr", "de"), ("de", "ar")]


def test_the_newest_and_the_official_version_win() -> None:
    found = [offered("fr>en", "1.9", demonstration=True), offered("fr>en", "1.9"), offered("fr>en", "1.10")]
    assert find_route("fr", "en", found).hops[0].version == "1.10"
    route = find_route("fr", "en", found[:2])
    assert not route.hops[0].demonstration


def test_demonstration_and_official_routes_have_different_keys() -> None:
    keys = {find_route("fr", "en", [offered("fr>en", demonstration=d)]).key for d in (True, False)}
    assert len(keys) == 2


@pytest.mark.parametrize("code", ["fr", "fr-MA", "fr_FR", "FR-fr"])
def test_regional_codes_find_the_language(code: str) -> None:
    assert find_route(code, "en", [offered("fr>en")]).source == "fr"


def test_an_exact_regional_package_wins() -> None:
    found = [offered("pt>en"), offered("pt_BR>en")]
    assert find_route("pt-BR", "en", found).hops[0].source == "pt_BR"


@pytest.mark.parametrize(("source", "target"), [("de", "en"), ("fr", "ar"), ("en", "fr")])
def test_no_route_is_told_with_names(source: str, target: str) -> None:
    with pytest.raises(ReaderError) as caught:
        find_route(source, target, [offered("fr>en"), offered("ar>en")])
    assert caught.value.kind == "no-model"
    assert set(caught.value.values) == {"source", "target"}


@pytest.mark.own_start
def test_argos_leaves_no_trace_at_home_and_logs_no_text(models_folder: Path, tmp_path: Path) -> None:
    """Importing argostranslate makes folders in the home folder; ours must not."""
    script = (
        "import logging, os, sys; from pathlib import Path\n"
        "from reader.translation.packages.packages import installed\n"
        "before = dict(os.environ)\n"
        "assert len(installed(Path(sys.argv[1]))) == 2\n"
        "assert dict(os.environ) == before\n"
        "import argostranslate.utils\n"
        "assert not argostranslate.utils.logger.isEnabledFor(logging.INFO)\n"
        "print([m for m in sys.modules if 'sbd' in m or 'onnx' in m or m in"
        " ('argostranslate.translate', 'ctranslate2', 'stanza', 'torch')])"
    )
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "ARGOS", "SNAP"))
    }
    environment["HOME"] = str(tmp_path / "home")
    (tmp_path / "home").mkdir()
    folder = copy_of(models_folder, tmp_path)
    before = sorted(folder.iterdir())
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
    assert list((tmp_path / "home").iterdir()) == []
    assert sorted(folder.iterdir()) == before


def test_broken_folders_are_logged_without_paths(
    models_folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "models" / "translate-x").mkdir(parents=True)
    with caplog.at_level(logging.WARNING):
        assert installed(tmp_path / "models") == []
    assert "translate-x is broken" in caplog.text
    assert str(tmp_path) not in caplog.text
