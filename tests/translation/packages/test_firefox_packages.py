"""Firefox models from a folder: installed whole or not at all, described, ranked, removed; every refusal."""

from __future__ import annotations

import dataclasses
import gzip
import json
import shutil
from pathlib import Path

import pytest
import zstandard

from reader.core.errors import ReaderError
from reader.core.model import FIREFOX
from reader.core.progress import Cancelled, Progress
from reader.translation.packages import firefox_packages
from reader.translation.packages.firefox_packages import in_folder, install
from reader.translation.packages.metadata import pairs_beside
from reader.translation.packages.packages import installed, remove
from reader.workers.translation import TranslationWorker
from tests.support.firefox_models import installed_model, needs_models, weights

pytestmark = [pytest.mark.models, needs_models]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with the files of pt→en, to be spoilt."""
    return Path(shutil.copytree(weights("pten"), tmp_path / "pten"))


def the(folder: Path, pattern: str) -> Path:
    return next(folder.glob(pattern))


def left(models: Path) -> list[str]:
    return [p.name for p in models.glob("*")]


def test_a_folder_of_files_becomes_a_package(tmp_path: Path) -> None:
    models = tmp_path / "models"
    package = installed_model(models)
    assert (package.pair, package.engine, package.name) == ("pt-en", FIREFOX, "firefox:pt-en")
    assert package.version == "2.0"  # what `model_info.json` beside the files says
    assert 20e6 < package.size_bytes < 30e6 and len(package.sha256) == 64
    assert installed(models) == [package]
    assert installed_model(models) == package and len(left(models)) == 1
    assert pairs_beside(models, frozenset()) == {("pt", "en")}
    gone = remove("pt-en", models)
    assert [(p.pair, p.installed, p.path) for p in gone] == [("pt-en", False, "")]
    assert installed(models) == []


def test_one_of_its_files_or_packed_ones_will_do(files: Path, tmp_path: Path) -> None:
    plain = install(in_folder(the(files, "model*.bin")), tmp_path / "plain")
    model, lex, vocabulary = the(files, "model*.bin"), the(files, "lex*"), the(files, "vocab*")
    for path, packed in (
        (model, zstandard.compress(model.read_bytes(), 1)),
        (lex, gzip.compress(lex.read_bytes(), 1)),
    ):
        path.with_name(path.name + (".zst" if path == model else ".gz")).write_bytes(packed)
        path.unlink()
    vocabulary.rename(vocabulary.with_name("vocab.spm"))
    (files / "model_info.json").write_text(json.dumps({"version": "2.0"}))
    packed_one = install(in_folder(files), tmp_path / "packed")
    assert packed_one.sha256 == plain.sha256 and packed_one.pair == "pt-en"


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("no model", "not-a-model"),
        ("no vocabulary", "not-a-model"),
        ("cut", "model-incomplete"),
        ("empty", "model-incomplete"),
        ("text", "not-a-model"),
        ("damaged zstd", "model-incomplete"),
        ("cut zstd", "model-incomplete"),
        ("nameless", "not-a-model"),
        ("gone", "file-unreadable"),
    ],
)
def test_what_is_no_whole_model_is_refused_and_leaves_nothing(
    files: Path, tmp_path: Path, what: str, kind: str
) -> None:
    models, model = tmp_path / "models", the(files, "model*.bin")
    data = model.read_bytes()
    if what == "no model":
        model.unlink()
    elif what == "no vocabulary":
        the(files, "vocab*").unlink()
    elif what == "cut":
        model.write_bytes(data[: len(data) // 2])
    elif what == "empty":
        model.write_bytes(b"")
    elif what == "text":
        model.write_bytes(b"A page about models. " * 1000)
    elif what.endswith("zstd"):
        packed = bytearray(zstandard.compress(data, 1))
        if what.startswith("cut"):
            del packed[len(packed) // 2 :]
        else:
            packed[len(packed) // 2 : len(packed) // 2 + 64] = bytes(64)
        model.with_name(model.name + ".zst").write_bytes(packed)
        model.unlink()
    elif what == "nameless":
        model.rename(files / "model.bin")
        files = Path(files.rename(tmp_path / "some models"))
    elif what == "gone":
        shutil.rmtree(files)
    with pytest.raises(ReaderError) as caught:
        install(in_folder(files if files.exists() else files / "model.pten.bin"), models)
    assert caught.value.kind == kind
    assert left(models) == []


def test_more_than_any_model_holds_is_unsafe(files: Path, tmp_path: Path) -> None:
    """A file of 2 GB, and a small one that unpacks to 600 MB."""
    model, models = the(files, "model*.bin"), tmp_path / "models"
    with model.open("r+b") as file:
        file.truncate(2 << 30)
    with pytest.raises(ReaderError) as caught:
        install(in_folder(files), models)
    assert caught.value.kind == "model-unsafe" and left(models) == []
    model.unlink()
    bomb = zstandard.ZstdCompressor(1).compressobj()
    data = b"".join([bomb.compress(bytes(1 << 20)) for _ in range(600)]) + bomb.flush()
    model.with_name(f"{model.name}.zst").write_bytes(data)
    assert len(data) < 1 << 20
    with pytest.raises(ReaderError) as caught:
        install(in_folder(files), models)
    assert caught.value.kind == "model-unsafe" and left(models) == []


def test_cancelled_it_leaves_nothing(files: Path, tmp_path: Path) -> None:
    progress = Progress(lambda done, total, step: progress.cancel() if step == "installing" else None)
    with pytest.raises(Cancelled):
        install(in_folder(files), tmp_path / "models", progress)
    assert left(tmp_path / "models") == []


def test_the_probe_refuses_another_models_vocabulary(files: Path, tmp_path: Path) -> None:
    shutil.copy(the(weights("enpt"), "vocab*"), the(files, "vocab*"))
    worker = TranslationWorker(threads=1)
    with pytest.raises(ReaderError) as caught:
        install(in_folder(files), tmp_path / "models", probe=worker.probe)
    worker.close()
    assert caught.value.kind == "model-broken" and caught.value.values["package"] == "pt-en"
    assert left(tmp_path / "models") == []


def test_without_the_optional_part_nothing_is_installed(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(firefox_packages, "engine_present", lambda: False)
    with pytest.raises(ReaderError) as caught:
        install(in_folder(files), tmp_path / "models")
    assert caught.value.kind == "engine-missing" and not (tmp_path / "models").exists()


def test_the_two_engines_packages_of_a_pair_stand_side_by_side(models_folder: Path, tmp_path: Path) -> None:
    """An Argos package is not removed for Firefox's: it goes on where the optional part is not there."""
    models = Path(shutil.copytree(models_folder, tmp_path / "models"))
    installed_model(models)
    description = json.loads((the(models, "firefox-*") / "metadata.json").read_text())
    twin = Path(shutil.copytree(the(models, "firefox-*"), models / "firefox-fr_en-2_0-abcdef01"))
    (twin / "metadata.json").write_text(json.dumps({**description, "from_code": "fr"}))
    assert [p.engine for p in installed(models) if p.pair == "fr-en"] == [FIREFOX, ""]
    assert [p.engine for p in remove("argos:fr-en", models)] == [""]
    assert [p.engine for p in installed(models) if p.pair == "fr-en"] == [FIREFOX]


@pytest.mark.parametrize("text", ["{}", "[]", '{"engine": "firefox"}', '{"engine": "firefox", "files": {}}'])
def test_a_broken_folder_hides_no_other(tmp_path: Path, text: str) -> None:
    package = installed_model(tmp_path)
    broken = tmp_path / "firefox-fr_en-1_0-00000000"
    broken.mkdir()
    (broken / "metadata.json").write_text(text)
    assert installed(tmp_path) == [package]


@needs_models
def test_a_newer_model_takes_the_place_of_its_own_pair_alone(tmp_path: Path) -> None:
    model = in_folder(weights("pten"))
    for target, version in (("zh-Hant", "1.0"), ("zh", "1.0"), ("zh", "2.0")):
        install(dataclasses.replace(model, source="en", target=target, version=version), tmp_path)
    assert sorted((p.target, p.version) for p in installed(tmp_path)) == [("zh", "2.0"), ("zh-Hant", "1.0")]
