"""Pictures by content: written once, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.library.assets import Assets


@pytest.fixture
def assets(tmp_path: Path) -> Iterator[Assets]:
    found = Assets(tmp_path / "library" / "pictures")
    yield found
    found.close()


def everything(assets: Assets) -> list[Path]:
    return [file for _, file in assets.files()]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=5_000), mime=st.sampled_from(["image/jpeg", "image/png", "image/x", ""]))
def test_what_is_added_is_there(assets: Assets, data: bytes, mime: str) -> None:
    digest = assets.add(data, mime)
    path = assets.path(digest)
    assert digest == hashlib.sha256(data).hexdigest()
    assert path is not None and path.read_bytes() == data
    assert path.parent.name == digest[:2]
    assert list((assets.folder.parent / "tmp").iterdir()) == []


@pytest.mark.parametrize(
    ("mime", "ending"),
    [
        ("image/jpeg", ".jpg"),
        ("image/png", ".png"),
        ("image/gif", ".gif"),
        ("image/webp", ".webp"),
        ("?", ".bin"),
    ],
)
def test_endings(assets: Assets, mime: str, ending: str) -> None:
    path = assets.path(assets.add(b"x", mime))
    assert path is not None and path.suffix == ending


def test_the_same_content_is_written_once(assets: Assets) -> None:
    first = assets.add(b"same", "image/png")
    path = assets.path(first)
    assert path is not None
    number = path.stat().st_ino
    assert assets.add(b"same", "image/webp") == first
    assert everything(assets) == [path]
    assert path.stat().st_ino == number


def test_a_damaged_file_is_written_anew(assets: Assets) -> None:
    digest = assets.add(b"good content", "image/png")
    path = assets.path(digest)
    assert path is not None
    path.write_bytes(b"bad")
    assert assets.verify() == [digest]
    assert assets.add(b"good content", "image/png") == digest
    assert path.read_bytes() == b"good content"
    assert assets.verify() == []


@pytest.mark.parametrize(
    "digest",
    ["", "../../etc/passwd", "a" * 63, "A" * 64, "/" * 64, "..", "*" * 64, "é" * 64, "\0" * 64, "0" * 64],
)
def test_only_digests_name_files(assets: Assets, digest: str) -> None:
    assets.add(b"x", "image/png")
    assert assets.path(digest) is None
    assert assets.remove({digest}) == 0


def test_orphans(assets: Assets, tmp_path: Path) -> None:
    kept, loose = assets.add(b"kept", "image/png"), assets.add(b"loose", "image/png")
    assert assets.orphans(lambda: {kept}) == set(), "a save of this process may be about to name it"
    later = Assets(assets.folder)
    assert later.orphans(lambda: {kept}) == {loose}
    assert later.remove_orphans(lambda: {kept}) == 1
    assert [digest for digest, _ in later.files()] == [kept]
    nothing = Assets(tmp_path / "nothing")
    assert (nothing.orphans(set), nothing.remove_orphans(set), nothing.remove({kept})) == (set(), 0, 0)
    assert not (tmp_path / "nothing").exists()


def test_the_database_is_asked_after_the_files_were_listed(assets: Assets) -> None:
    """An article stored between the two keeps its picture."""
    later = Assets(assets.folder)
    assets.add(b"first", "image/png")

    def known() -> set[str]:
        return {digest for digest, _ in later.files()}

    assert later.remove_orphans(known) == 0


def test_a_stray_file_in_the_folder_is_an_orphan_too(assets: Assets) -> None:
    digest = assets.add(b"x", "image/png")
    stray = assets.folder / digest[:2] / "notes.txt"
    stray.write_text("x")
    assert assets.verify() == ["notes"]
    assert assets.remove_orphans(lambda: {digest}) == 1
    assert not stray.exists()


def test_threads_add_at_once(assets: Assets) -> None:
    def work() -> None:
        for n in range(30):
            assets.add(f"picture {n}".encode() * 100, "image/png")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(everything(assets)) == 30
    assert assets.verify() == []


def test_what_a_failed_save_added_is_looked_up_at_the_next_start(tmp_path: Path) -> None:
    """The program ended by itself, without `close`; of its two pictures one got its article."""
    folder = tmp_path / "pictures"
    code = (
        "import sys; from pathlib import Path; from reader.library.assets import Assets;"
        "assets = Assets(Path(sys.argv[1]));"
        "print(assets.add(b'named', 'image/png'), assets.add(b'lost', 'image/png'))"
    )
    command = [sys.executable, "-W", "error", "-c", code, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    named, lost = done.stdout.split()
    later = Assets(folder)
    old = later.folder / "ab" / f"{'ab' * 32}.png"
    old.parent.mkdir(exist_ok=True)
    old.write_bytes(b"an old orphan is left to doctor: looking for it would cost every start")
    assert later.clean_unfinished(lambda: {named}) == 1
    assert (later.path(named) is not None, later.path(lost), old.exists()) == (True, None, True)
    assert [file.name for file in (folder / "claims").iterdir()] == ["all.lock"]
    assert later.clean_unfinished(lambda: set()) == 0, "what was looked up once is settled"
    assert later.path(named) is not None


def test_the_pictures_of_a_living_process_are_not_looked_up(assets: Assets) -> None:
    digest = assets.add(b"mine", "image/png")
    other = Assets(assets.folder)
    assert other.clean_unfinished(set) == assets.clean_unfinished(set) == 0
    assert other.path(digest) is not None
    assets.close()
    assert other.clean_unfinished(set) == 1


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "pictures").write_text("x")
    with pytest.raises(ReaderError) as caught:
        Assets(tmp_path / "pictures").add(b"x", "image/png")
    assert caught.value.kind == "read-only"


def test_a_full_disk_leaves_no_half_picture(tmp_path: Path, mounted: Callable[..., list[str]]) -> None:
    (tmp_path / "pictures").mkdir()
    mount = f"mount -t tmpfs -o size=256k none '{tmp_path}'"
    lines = mounted(mount, tmp_path, "fill_pictures")
    assert lines[-2:] == ["ERROR disk-full", "LEFT 0 damaged, 0 temporary"]
    assert len(lines) > 3


@pytest.mark.skipif(
    os.name != "posix" or not Path("/usr/bin/strace").exists(), reason="strace shows the order"
)
def test_file_then_folder_are_on_the_disk_before_the_digest_is_given(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from reader.library.assets import Assets;"
        "assets = Assets(Path(sys.argv[1])); assets.add(b'first', 'image/png');"
        "os.write(2, b'-- now --'); assets.add(b'x', 'image/png'); os.write(2, b'-- done --')"
    )
    log = tmp_path / "log"
    calls = "trace=write,fsync,rename,renameat,renameat2,openat"
    command = ["strace", "-f", "-y", "-e", calls, "-o", str(log), sys.executable, "-c", code]
    done = subprocess.run([*command, str(tmp_path / "pictures")], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    text = log.read_text(errors="replace")
    text = text[text.index("-- now --") : text.index("-- done --")]
    digest = hashlib.sha256(b"x").hexdigest()
    flushed_file = text.index("/tmp/picture-", text.index("fsync("))
    renamed = text.index("rename")
    flushed_folder = text.index(f"/pictures/{digest[:2]}>", text.rindex("fsync("))
    assert flushed_file < renamed < flushed_folder
