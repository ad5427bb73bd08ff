"""What can be installed, and hostile indexes (P8)."""

from __future__ import annotations

import json
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.core.model import ModelPackage
from reader.settings.paths import resource
from reader.translation.packages.catalogue import available, download, kept_bytes, parse_index, refresh
from reader.translation.packages.download import DownloadLimits
from reader.translation.packages.known_packages import is_demonstration, is_known
from reader.translation.packages.package_folder import keep_list
from reader.translation.packages.packages import installed, remove
from tests.gui.support.model_server import running
from tests.support.kept_port import kept_port

OVER_HTTP = DownloadLimits(schemes=frozenset({"http"}), pause=0.01)
ROW: dict[str, Any] = {
    "package_version": "1.9",
    "argos_version": "1.9.0",
    "from_code": "xx",
    "from_name": "Xish",
    "to_code": "yy",
    "to_name": "Yish",
    "links": ["https://example.org/a.argosmodel"],
}


def index(*rows: Any) -> bytes:
    return json.dumps(rows).encode()


def test_the_shipped_catalogue_offers_the_official_and_the_demonstration_packages(tmp_path: Path) -> None:
    rows = available(tmp_path / "models")
    official = {(p.pair, p.version) for p in rows if not p.demonstration}
    assert official == {("fr-en", "1.9"), ("en-fr", "1.9"), ("en-ar", "1.0"), ("ar-en", "1.0")}
    assert all(p.links and p.size_bytes > 60e6 and len(p.sha256) == 64 for p in rows if not p.demonstration)
    assert {p.pair for p in rows if p.demonstration and Path(p.path).is_file()} == {"fr-en", "en-ar"}
    assert not any(p.installed for p in rows)
    assert rows[0].pair == "ar-en" and [p.demonstration for p in rows if p.pair == "fr-en"] == [False, True]


def test_check_sums_that_travel_with_the_app_are_known() -> None:
    for row in available(Path("nowhere")):
        assert is_known(row.sha256)
        assert is_demonstration(row.sha256) == row.demonstration
    assert not is_known("") and not is_known("0" * 64)


def test_the_installed_demonstration_does_not_count_as_the_official_package(models_folder: Path) -> None:
    rows = available(models_folder)
    assert {(p.pair, p.demonstration) for p in rows if p.installed} == {("fr-en", True), ("en-ar", True)}


def test_a_removed_demonstration_can_be_had_back(models_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(models_folder, tmp_path / "models"))
    remove("fr-en", folder)
    row = next(p for p in available(folder) if p.pair == "fr-en" and p.demonstration)
    assert download(row, folder).pair == "fr-en"
    assert {p.pair for p in installed(folder)} == {"fr-en", "en-ar"}


def test_a_download_that_is_refused_leaves_the_other_ones_room(fr_en_file: Path, tmp_path: Path) -> None:
    """Two models are fetched at once: the first to fail takes nothing from under the second."""
    folder, served = tmp_path / "models", tmp_path / "served"
    served.mkdir()
    shutil.copy(fr_en_file, served)
    with running(served, {"requests": [], "held": False, "end": threading.Event()}) as port:
        near = f"http://127.0.0.1:{port}/{fr_en_file.name}"
        good = ModelPackage("fr", "en", "1.1", size_bytes=fr_en_file.stat().st_size, links=(near,))
        with kept_port() as closed:
            gone = ModelPackage("en", "ar", "1.1", links=(f"http://127.0.0.1:{closed}/a",))

            def fail_meanwhile() -> None:
                with pytest.raises(ReaderError, match="refused"):
                    download(gone, folder, limits=replace(OVER_HTTP, tries=1))

            assert download(good, folder, limits=OVER_HTTP, allowed=fail_meanwhile).pair == "fr-en"


def test_lists_that_are_fetched_at_once_are_kept_whole(tmp_path: Path) -> None:
    """By the window and a command, say: neither takes the other's draft away."""
    lists = [index({**ROW, "to_name": name * 50_000}) for name in "ab"]

    def keep(data: bytes) -> None:
        for _ in range(40):
            keep_list(tmp_path, "list.json", data)

    with ThreadPoolExecutor() as threads:
        list(threads.map(keep, lists))
    assert (tmp_path / "list.json").read_bytes() in lists
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["list.json"]


def test_a_part_that_goes_while_it_is_measured_is_none(tmp_path: Path) -> None:
    """Its download ends in another job: the part was listed and is not there any more."""
    package = ModelPackage("fr", "en", "1.9")
    (tmp_path / ".downloads").mkdir()
    part = tmp_path / ".downloads" / "fr_en-1.9.argosmodel.part"
    part.write_bytes(b"12345")
    part.with_name(f"{part.name}.2").symlink_to(tmp_path / "gone")
    assert kept_bytes(package, tmp_path) == 5


def test_the_newest_row_of_a_pair_wins() -> None:
    rows = parse_index(index({**ROW, "package_version": "1.9"}, {**ROW, "package_version": "1.10"}, ROW))
    assert [p.version for p in rows] == ["1.10"]


@pytest.mark.parametrize(
    "change",
    [
        {"links": []},
        {"links": None},
        {"links": "https://example.org/a"},
        {"links": ["file:///etc/hostname"]},
        {"links": ["ftp://example.org/x", "data:,x", "ipfs://Qm", "http://example.org/a"]},
        {"links": ["https://user:secret@example.org/a"]},
        {"links": ["https:///nohost"]},
        {"links": ["https://[bad/a"]},
        {"links": [1, None]},
        {"from_code": "../../evil"},
        {"to_code": 5},
        {"type": "../../../../evil"},
        {"package_version": [1]},
        {"package_version": "1/../2"},
        {"size": -1},
        {"size": "1"},
        {"size": True},
        {"size": 1 << 60},
        {"sha256": 3},
    ],
)
def test_a_bad_row_is_dropped_and_the_rest_works(change: dict[str, Any]) -> None:
    other = {**ROW, "from_code": "aa"}
    assert [p.pair for p in parse_index(index({**ROW, **change}, other, None, 1, [], "x"))] == ["aa-yy"]


def test_good_links_among_bad_ones_are_used() -> None:
    row = {**ROW, "links": ["ipfs://Qm", "https://example.org/a", 7, "file:///x", "https://example.org/b"]}
    assert parse_index(index(row))[0].links == ("https://example.org/a", "https://example.org/b")


@pytest.mark.parametrize("data", [b"", b"{}", b"[", b"[" * 200_000, b"\xff\xfe", b" " * (5 << 20), b"null"])
def test_what_is_no_index_is_refused(data: bytes) -> None:
    with pytest.raises(ReaderError) as caught:
        parse_index(data)
    assert caught.value.kind == "broken-answer"


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from([*ROW, "size", "sha256", "type"]),
            st.none() | st.integers() | st.text(max_size=20) | st.lists(st.text(max_size=20), max_size=3),
        )
    )
)
def test_any_index_gives_sound_rows_only(rows: list[dict[str, Any]]) -> None:
    for package in parse_index(index(*[{**ROW, **row} for row in rows])):
        assert all(link.startswith("https://") for link in package.links)
        assert "/" not in package.pair + package.version


def test_the_official_index_as_published_is_understood() -> None:
    """Rows as they stand in argospm-index, with their IPFS links."""
    row = {
        **ROW,
        "package_version": "1.0",
        "argos_version": "1.0",
        "from_code": "ar",
        "to_code": "en",
        "links": [
            "https://argos-net.com/v1/translate-ar_en-1_0.argosmodel",
            "ipfs://QmV5bmf8iqKpoGoyuTzEppaSWdceuW6zgiePaUr5ThPCpW",
        ],
        "code": "translate-ar_en",
    }
    assert parse_index(index(row))[0].links == ("https://argos-net.com/v1/translate-ar_en-1_0.argosmodel",)


@pytest.mark.parametrize(
    "path",
    [
        "traversal",
        "absolute",
        "schemes",
        "html",
        "deep",
        "huge",
        "truncated",
        "notlist",
        "types",
        "dup",
        "mixed-links",
    ],
)
def test_hostile_indexes_change_nothing_or_add_safe_rows(hostile: Any, tmp_path: Path, path: str) -> None:
    folder = tmp_path / "library" / "models"
    before = available(folder)
    with pytest.raises(ReaderError):  # their links are http, so no row of theirs is usable
        refresh(folder, hostile.url(f"/packages/index/{path}"), limits=OVER_HTTP)
    assert available(folder) == before
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]


def test_rows_of_hostile_indexes_name_no_paths(hostile: Any, hostile_module: ModuleType) -> None:
    from reader.translation.packages.download import Downloader

    seen = 0
    with Downloader(OVER_HTTP) as downloader:
        for path in ("traversal", "absolute", "html", "dup", "mixed-links", "schemes", "types"):
            data = downloader.text(hostile.url(f"/packages/index/{path}"), 1 << 22)
            rows = parse_index(data, schemes=frozenset({"http"}))
            seen += len(rows)
            assert all(p.pair == "xx-yy" and len(p.links) <= 3 for p in rows)
    assert seen == 3


def test_a_newer_fetched_index_is_kept_and_merged(tmp_path: Path) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    rows = [
        {**ROW, "from_code": "de", "to_code": "en"},
        {**ROW, "from_code": "fr", "to_code": "en", "package_version": "2.0"},
        {**ROW, "from_code": "en", "to_code": "fr", "package_version": "1.0"},
    ]
    (folder / ".index.json").write_bytes(index(*rows))
    found = {p.pair: p for p in available(folder) if not p.demonstration}
    assert found["de-en"].version == "1.9"
    assert (found["fr-en"].version, found["fr-en"].sha256) == ("2.0", "")
    assert found["en-fr"].version == "1.9"
    (folder / ".index.json").write_bytes(b"{broken")
    assert {p.pair for p in available(folder)} == {"fr-en", "en-fr", "en-ar", "ar-en"}


def test_refresh_needs_https(hostile: Any, tmp_path: Path) -> None:
    with pytest.raises(ReaderError) as caught:
        refresh(tmp_path / "models", hostile.url("/packages/index.json"))
    assert caught.value.kind == "unsupported-scheme"
    assert not hostile.hits("/packages")


def test_the_shipped_catalogue_has_the_format_of_the_official_index() -> None:
    rows = json.loads(resource("models/catalogue.json").read_text("utf-8"))
    for row in rows:
        assert {"package_version", "argos_version", "from_code", "from_name", "to_code", "to_name"} <= set(
            row
        )
        assert row["code"] == f"translate-{row['from_code']}_{row['to_code']}"
        assert all(link.startswith("https://argos-net.com/v1/") for link in row["links"])
