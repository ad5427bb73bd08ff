"""The list of Firefox models in the form of Remote Settings: read, fetched, downloaded from; hostile ones."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.core.model import FIREFOX, ModelPackage
from reader.core.origin import AddressClass, classify
from reader.core.progress import Cancelled, Progress
from reader.translation.packages import catalogue, firefox_catalogue, guarded_connection
from reader.translation.packages.download import Downloader, DownloadLimits
from reader.translation.packages.firefox_catalogue import parse_records, refresh
from reader.translation.packages.packages import installed
from tests.support.firefox_models import needs_models, weights
from tests.support.limits import LIMIT
from tests.support.servers.records_server import FIELDS, FILES, RecordsServer, packed, record

pytestmark = [pytest.mark.models, needs_models]

OVER_HTTP = DownloadLimits(schemes=frozenset({"http"}), tries=3, pause=0.01, connect=LIMIT, silence=LIMIT)
BASE = "https://files.example.org/"


@pytest.fixture
def server() -> Iterator[RecordsServer]:
    made = RecordsServer()
    yield made
    made.close()


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "models"


def offered(server: RecordsServer, models: Path) -> ModelPackage:
    found = refresh(models, server.address, limits=OVER_HTTP)
    return next(p for p in found if p.pair == "pt-en")


def fetch(package: ModelPackage, models: Path, progress: Progress | None = None) -> ModelPackage:
    return catalogue.download(package, models, progress, limits=OVER_HTTP)


def three(**changes: Any) -> list[dict[str, Any]]:
    return [{**record("pten", kind), **changes} for kind in FILES]


def test_the_list_names_models_with_size_licence_and_digest() -> None:
    offers = parse_records(three(), BASE)
    (package,) = [offer.package for offer in offers]
    assert (package.pair, package.version, package.engine, package.licence) == (
        "pt-en",
        "3.0",
        FIREFOX,
        "MPL-2.0",
    )
    assert package.size_bytes == sum(len(packed("pten", kind)[0]) for kind in FILES)
    assert all(
        link.startswith(f"{BASE}main-workspace/translations-models-v2/pten-") for link in package.links
    )


def test_the_older_form_without_packing_is_read_too() -> None:
    rows = []
    for row in three(fromLang="pt", toLang="en", version="1.0"):
        row = {k: v for k, v in row.items() if k not in ("sourceLanguage", "targetLanguage", "architecture")}
        name = row["name"]
        location = f"main-workspace/translations-models/{row['id']}.bin"
        row["attachment"] = {
            **row["attachment"],
            "location": location,
            "mimetype": "application/octet-stream",
        }
        row["attachment"]["hash"] = row.pop("decompressedHash")
        assert name and row.pop("decompressedSize")
        rows.append(row)
    (offer,) = parse_records(rows, BASE)
    assert not any(file.packed for file in offer.files.values())
    assert all(file.digest == file.unpacked for file in offer.files.values())


def test_the_newest_whole_released_model_of_the_best_kind_wins() -> None:
    rows = [
        *three(version="2.1"),
        *three(version="3.0", architecture="tiny"),
        *three(version="3.0", architecture="base-memory"),
        *three(version="3.1a1"),
        *three(version="4.0")[:1],
        *three(version="5.0", filter_expression="env.channel == 'nightly'"),
        *three(version="6.0", filter_expression="env.appinfo.OS == 'Android'"),
    ]
    for row in rows:  # each its own file, to be told apart
        row["attachment"] = {**row["attachment"], "location": f"{row['architecture']}/{row['version']}.zst"}
    (offer,) = parse_records(rows, BASE)
    assert offer.package.links[0] == f"{BASE}base-memory/3.0.zst"
    (offer,) = parse_records(three(filter_expression="env.appinfo.OS != 'Android'"), BASE)
    assert offer.package.version == "3.0"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sourceLanguage", "../pt"),
        ("version", "1/../2"),
        ("fileType", ["model"]),
        ("fileType", "qualityModel"),
        ("filter_expression", ["x"]),
        ("decompressedHash", "short"),
        ("decompressedHash", 5),
        ("attachment", None),
        ("attachment", {}),
        ("location", "../../etc/passwd"),
        ("location", "https://elsewhere.example/x.zst"),
        ("location", "//elsewhere.example/x.zst"),
        ("size", -1),
        ("size", 1 << 40),
        ("size", True),
        ("hash", "A" * 64),
    ],
)
def test_a_record_that_is_not_sound_makes_no_model(field: str, value: Any) -> None:
    rows = three()
    if field in ("location", "size", "hash"):
        rows[0]["attachment"] = {**rows[0]["attachment"], field: value}
    else:
        rows[0][field] = value
    assert parse_records(rows, BASE) == []


@pytest.mark.parametrize(
    "base", ["", "http://files.example/", "ftp://a/", "https://a@b/", "https:///", "https://a/b"]
)
def test_files_from_nowhere_sound_are_refused(base: str) -> None:
    with pytest.raises(ReaderError) as caught:
        parse_records(three(), base)
    assert caught.value.kind == "broken-answer"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, JSON)) | JSON, max_size=4))
def test_any_list_gives_sound_models_only(rows: list[Any]) -> None:
    assert parse_records([*rows, *three()], BASE)[-1].package.pair == "pt-en"


def test_a_model_comes_from_the_list_onto_the_disk(server: RecordsServer, models: Path) -> None:
    steps: list[tuple[int, int, str]] = []
    package = offered(server, models)
    assert package in catalogue.available(models)
    done = fetch(package, models, Progress(lambda *step: steps.append(step)))
    assert (done.pair, done.version, done.engine, done.licence) == ("pt-en", "3.0", FIREFOX, "MPL-2.0")
    assert done.sha256 == package.sha256 and installed(models) == [done]
    for kind, pattern in FILES.items():
        name = {"model": "model.bin", "lex": "lex.bin", "vocab": "vocab.spm"}[kind]
        assert (Path(done.path) / name).read_bytes() == next(weights("pten").glob(pattern)).read_bytes()
    assert not list((models / ".downloads").glob("*"))
    loading = [(d, t) for d, t, what in steps if what == "downloading"]
    assert loading == sorted(loading) and loading[-1] == (package.size_bytes, package.size_bytes)
    assert next(p for p in catalogue.available(models) if p.name == "firefox:pt-en").installed


def test_a_server_that_stops_half_way_is_asked_for_the_rest(server: RecordsServer, models: Path) -> None:
    package = offered(server, models)
    path = server.file_path("pten", "model")
    server.broken.add(path)
    assert fetch(package, models).installed
    begins = [begin for asked, begin in server.requests if asked == path]
    assert len(begins) == 2 and begins[1] > 1_000_000


def test_what_has_come_is_kept_for_another_day(server: RecordsServer, models: Path) -> None:
    package = offered(server, models)
    limit = package.size_bytes // 2
    progress = Progress(lambda done, _t, _s: progress.cancel() if done > limit else None)
    with pytest.raises(Cancelled):
        fetch(package, models, progress)
    assert installed(models) == []
    assert sum(p.stat().st_size for p in catalogue.kept_files(package, models)) > limit
    server.requests.clear()
    assert fetch(package, models).installed
    assert any(begin for _, begin in server.requests) or len(server.requests) < len(FILES)
    assert catalogue.kept_files(package, models) == []


@pytest.mark.parametrize("which", ["hash", "decompressedHash"])
def test_a_wrong_hash_leaves_nothing(server: RecordsServer, models: Path, which: str) -> None:
    wrong = hashlib.sha256(b"another").hexdigest()
    for row in server.records:
        if row["fileType"] == "lex":
            if which == "hash":
                row["attachment"] = {**row["attachment"], "hash": wrong}
            else:
                row["decompressedHash"] = wrong
    package = offered(server, models)
    with pytest.raises(ReaderError) as caught:
        fetch(package, models)
    assert caught.value.kind == "model-incomplete"
    assert installed(models) == [] and [p.name for p in models.glob("[!.]*")] == []
    if which == "decompressedHash":
        assert not list((models / ".downloads").glob("*"))


def test_files_in_each_others_place_are_no_model(server: RecordsServer, models: Path) -> None:
    kinds = {"pten-model": "vocab", "pten-vocab": "model"}
    for row in server.records:
        row["fileType"] = kinds.get(row["id"], row["fileType"])
    with pytest.raises(ReaderError) as caught:
        fetch(offered(server, models), models)
    assert caught.value.kind == "not-a-model" and installed(models) == []
    assert not list((models / ".downloads").glob("*"))


def test_a_model_that_lacks_a_file_is_not_offered(server: RecordsServer, models: Path) -> None:
    server.records = [row for row in server.records if row["id"] != "pten-vocab"]
    assert [p.pair for p in refresh(models, server.address, limits=OVER_HTTP)] == ["en-pt"]


def test_a_list_that_is_none_leaves_the_one_in_use(server: RecordsServer, models: Path) -> None:
    offered(server, models)
    server.records = []
    with pytest.raises(ReaderError) as caught:
        refresh(models, server.address, limits=OVER_HTTP)
    assert caught.value.kind == "broken-answer"
    server.base_url = "file:///etc/"
    with pytest.raises(ReaderError):
        refresh(models, server.address, limits=OVER_HTTP)
    assert {p.pair for p in firefox_catalogue.available(models)} == {"pt-en", "en-pt"}
    (models / ".firefox-index.json").write_text("[1, 2]")
    assert firefox_catalogue.available(models) == []


def test_a_model_that_left_the_list_is_missing(server: RecordsServer, models: Path) -> None:
    package = offered(server, models)
    with pytest.raises(ReaderError) as caught:
        fetch(dataclasses.replace(package, sha256="0" * 64), models)
    assert caught.value.kind == "model-missing"


def test_without_the_optional_part_nothing_is_offered_or_fetched(
    server: RecordsServer, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = offered(server, models)
    monkeypatch.setattr(firefox_catalogue, "engine_present", lambda: False)
    assert firefox_catalogue.available(models) == []
    server.requests.clear()
    with pytest.raises(ReaderError) as caught:
        fetch(package, models)
    assert caught.value.kind == "engine-missing" and server.requests == []


# --- nothing more local than what named it


@pytest.mark.parametrize("said", ["public", "of its own", ""])
def test_a_public_list_does_not_lead_to_this_computer(server: RecordsServer, models: Path, said: str) -> None:
    package = offered(server, models)
    kept = json.loads((models / ".firefox-index.json").read_text())
    assert kept["reached"] == "loopback"
    (models / ".firefox-index.json").write_text(json.dumps({**kept, "reached": said}))
    server.requests.clear()
    with pytest.raises(ReaderError) as caught:
        fetch(package, models)
    assert caught.value.kind == "model-address" and caught.value.values["host"] == "127.0.0.1"
    assert server.requests == [] and installed(models) == []


def as_public(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """Have one loopback address count as a public one: no public server can be asked here."""

    def seen(ip: str) -> AddressClass:
        return AddressClass.PUBLIC if ip == address else classify(ip)

    monkeypatch.setattr(guarded_connection, "classify", seen)


@pytest.mark.parametrize("where", ["list", "file"])
def test_a_redirect_to_a_local_address_is_refused(
    server: RecordsServer, models: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    as_public(monkeypatch, "127.0.0.1")
    local = RecordsServer("127.0.0.2")
    try:
        if where == "list":
            server.redirects["/v1/"] = f"{local.base}/v1/"
        else:
            path = server.file_path("pten", "lex")
            server.redirects[path] = local.base + path
        with pytest.raises(ReaderError) as caught:
            fetch(offered(server, models), models)
        assert caught.value.kind == "model-address" and caught.value.values["host"] == "127.0.0.2"
        assert local.requests == [] and installed(models) == []
    finally:
        local.close()


@pytest.mark.parametrize(
    ("ip", "found"),
    [
        ("93.184.216.34", AddressClass.PUBLIC),
        ("2606:2800:220:1::1", AddressClass.PUBLIC),
        ("127.0.0.1", AddressClass.LOOPBACK),
        ("::1", AddressClass.LOOPBACK),
        ("::ffff:127.0.0.1", AddressClass.LOOPBACK),
        ("64:ff9b::7f00:1", AddressClass.LOOPBACK),
        ("2002:7f00:1::", AddressClass.LOOPBACK),
        ("10.1.2.3", AddressClass.PRIVATE),
        ("192.168.0.1", AddressClass.PRIVATE),
        ("100.64.0.1", AddressClass.PRIVATE),
        ("fd00::1", AddressClass.PRIVATE),
        ("::192.168.1.1", AddressClass.PRIVATE),
        ("::7f00:1", AddressClass.LOOPBACK),
        ("100.100.100.200", AddressClass.NEVER),
        ("fd00:ec2::254", AddressClass.NEVER),
        ("169.254.169.254", AddressClass.NEVER),
        ("fe80::1%eth0", AddressClass.NEVER),
        ("0.0.0.0", AddressClass.NEVER),
    ],
)
def test_how_local_an_address_is(ip: str, found: AddressClass) -> None:
    assert classify(ip) is found


def test_the_reader_may_name_a_server_of_his_own(server: RecordsServer) -> None:
    with Downloader(OVER_HTTP) as downloader:
        assert downloader.text(server.address, 1 << 20)
        assert downloader.reached is AddressClass.LOOPBACK
