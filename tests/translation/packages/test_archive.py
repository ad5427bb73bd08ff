"""Rules P1 to P5: the 51 hostile packages, the damaged ones, and faults made here."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.translation.packages import archive
from reader.translation.packages.archive import PackageArchive
from reader.translation.packages.packages import install, installed

BAD = Path(__file__).resolve().parents[2] / "data" / "bad_models"
EXPECTED_KINDS = {
    "truncated-half": "model-incomplete",
    "truncated-tail": "model-incomplete",
    "empty": "model-incomplete",
    "bad-crc": "model-incomplete",
    "bomb-lying-size": "model-incomplete",
    "empty-zip": "not-a-model",
    "html-error-page": "not-a-model",
    "tar-gz": "not-a-model",
    "no-top": "not-a-model",
    "no-metadata": "not-a-model",
    "meta-not-json": "not-a-model",
    "meta-list": "not-a-model",
    "meta-types": "not-a-model",
    "meta-traversal": "not-a-model",
}


def files_below(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


@pytest.fixture(scope="module")
def zips(hostile_module: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("zips")
    hostile_module.write_zips(str(folder))
    return folder


def test_all_hostile_packages_are_handled_as_their_list_says(
    zips: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOSTILE_CANARY_DIR", str(tmp_path / "canary"))
    monkeypatch.chdir(tmp_path)
    rows = json.loads((zips / "zips.json").read_text("utf-8"))
    assert len(rows) == 51
    wrong = []
    for name, row in rows.items():
        library = tmp_path / name
        try:
            package = install(zips / f"{name}.argosmodel", library / "models")
        except ReaderError as error:
            kind = error.kind
            left = files_below(library / "models")
        else:
            kind, left = "accepted", []
            assert set(files_below(Path(package.path))) <= {
                "metadata.json",
                "README.md",
                "liseuse.json",
                "sentencepiece.model",
                "model/config.json",
                "model/model.bin",
            }
        good = {"yes": kind == "accepted", "no": kind != "accepted", "either": True}[row["accept"]]
        if kind not in ("accepted", EXPECTED_KINDS.get(name, "model-unsafe")) or not good or left:
            wrong.append((name, row["accept"], kind, left))
        assert all(p.name in ("models", ".models.lock") for p in library.glob("*"))
    assert not wrong
    assert not (tmp_path / "canary").exists()
    assert not (tmp_path / "PICKLE_RAN").exists()
    assert not Path("/tmp/hostile-evil.txt").exists()
    assert not list(tmp_path.rglob("*evil*"))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("truncated", "model-incomplete"),
        ("not-a-zip", "not-a-model"),
        ("zip-slip", "model-unsafe"),
        ("no-metadata", "not-a-model"),
        ("metadata-not-json", "not-a-model"),
    ],
)
def test_the_bad_packages_are_refused(name: str, kind: str, tmp_path: Path) -> None:
    with pytest.raises(ReaderError) as caught:
        install(BAD / f"{name}.argosmodel", tmp_path / "models")
    assert caught.value.kind == kind
    assert not installed(tmp_path / "models")


META = {"package_version": "1.0", "from_code": "fr", "to_code": "en"}
GOOD = {
    "top/metadata.json": json.dumps(META).encode(),
    "top/model/model.bin": b"\0" * 100,
    "top/sentencepiece.model": b"\0" * 10,
}


Changes = dict[str, bytes | None]


def package_bytes(changes: Changes | None = None, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as target:
        for name, data in {**GOOD, **(changes or {})}.items():
            if data is not None:
                target.writestr(name, data)
    return stream.getvalue()


def opened(data: bytes, **options: Any) -> PackageArchive:
    return PackageArchive(io.BytesIO(data), **options)


def kind_of(data: bytes) -> str:
    with pytest.raises(ReaderError) as caught:
        opened(data)
    return caught.value.kind


def test_a_package_with_folder_entries_and_vocabularies_is_accepted(tmp_path: Path) -> None:
    data = package_bytes(
        {
            "top/": b"",
            "top/model/": b"",
            "top/model/shared_vocabulary.txt": b"a\nb\n",
            "top/model/source_vocabulary.json": b"[]",
            "top/model/config.json": b"{}",
            "top/stanza/fr/tokenize/gsd.txt": b"not needed",
        }
    )
    advanced: list[int] = []
    package = opened(data)
    package.unpack(tmp_path, advanced.append)
    assert files_below(tmp_path) == [
        "model/config.json",
        "model/model.bin",
        "model/shared_vocabulary.txt",
        "model/source_vocabulary.json",
        "sentencepiece.model",
    ]
    assert sum(advanced) >= package.known_bytes - len(GOOD["top/metadata.json"])


@pytest.mark.parametrize("missing", ["top/model/model.bin", "top/sentencepiece.model", "top/metadata.json"])
def test_a_package_without_a_needed_file_is_no_model(missing: str) -> None:
    assert kind_of(package_bytes({missing: None})) == "not-a-model"


@pytest.mark.parametrize(
    "name",
    [
        "top/../x",
        "top//x",
        "top/./x",
        "top/x ",
        "top/x.",
        "top/ x",
        "top/nul",
        "top/Com1.txt",
        "top/a:b",
        "top/a*b",
        "top/a\u200fb",
        "top/a\ud800b".encode("utf-8", "replace").decode(),
        "top/" + "x" * 300,
        "top/1/2/3/4/5/6/7/8/9",
        "top/Metadata.json",
        "top/ﬁx|",
        "TOP2/x",
    ],
)
def test_a_bad_name_anywhere_refuses_the_whole(name: str) -> None:
    assert kind_of(package_bytes({name: b"x"})) == "model-unsafe"


def test_names_that_unicode_makes_equal_are_twins() -> None:
    assert kind_of(package_bytes({"top/ﬁx": b"1", "top/fix": b"2"})) == "model-unsafe"


def test_too_many_entries_are_refused() -> None:
    many: Changes = {f"top/{i}": b"" for i in range(archive.MAX_ENTRIES)}
    assert kind_of(package_bytes(many)) == "model-unsafe"


def test_a_bomb_is_refused_by_ratio_but_stored_files_are_not() -> None:
    zeros = {"top/model/model.bin": b"\0" * (1 << 20)}
    assert kind_of(package_bytes({**zeros})) == "model-unsafe"
    assert opened(package_bytes({**zeros}, zipfile.ZIP_STORED)).metadata.source == "fr"


def test_a_huge_sum_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_BYTES", 50)
    assert kind_of(package_bytes()) == "model-unsafe"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_no_package_uses_are_refused(method: int) -> None:
    assert kind_of(package_bytes(method=method)) == "model-unsafe"


def test_live_pickles_are_refused_unless_the_file_is_known(tmp_path: Path) -> None:
    data = package_bytes({"top/stanza/x.pt": b"cos\nsystem\n(S'true'\ntR."})
    with pytest.raises(ReaderError) as caught:
        opened(data).unpack(tmp_path, lambda _: None)
    assert caught.value.kind == "model-unsafe"
    (tmp_path / "known").mkdir()
    opened(data, trusted=True).unpack(tmp_path / "known", lambda _: None)
    assert "stanza" not in {p.name for p in (tmp_path / "known").rglob("*")}


def test_every_cut_of_a_package_is_refused(tmp_path: Path) -> None:
    data = package_bytes()
    for length in range(0, len(data), 7):
        with pytest.raises(ReaderError) as caught:
            package = opened(data[:length])
            package.unpack(tmp_path / "never", lambda _: None)
        assert caught.value.kind in ("model-incomplete", "not-a-model"), length


def test_flipped_bytes_never_escape_as_other_errors(tmp_path: Path) -> None:
    """Every byte of a small package, changed: refused with an error of ours, or wholly usable."""
    data = package_bytes()
    for index in range(len(data)):
        target = tmp_path / str(index)
        target.mkdir()
        changed = data[:index] + bytes([data[index] ^ 0x55]) + data[index + 1 :]
        try:
            opened(changed).unpack(target, lambda _: None)
        except ReaderError as error:
            assert error.kind in ("model-incomplete", "not-a-model", "model-unsafe")
        else:
            assert (target / "model" / "model.bin").read_bytes() == GOOD["top/model/model.bin"]
