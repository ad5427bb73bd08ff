"""What the reader takes out is whole or not there, and a killed program leaves nothing for long."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.services.whole_file import sweep_drafts, whole_file, write_whole

_WRITES = """
import sys
from collections.abc import Iterator
from pathlib import Path
from reader.services.whole_file import whole_file
with whole_file(Path(sys.argv[1])) as file:
    file.write(b"half")
    file.flush()
    print("begun", flush=True)
    sys.stdin.read()
"""


@contextlib.contextmanager
def writer(path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """A program in the middle of writing `path`, and the draft it writes, as old as one of yesterday."""
    with subprocess.Popen(
        [sys.executable, "-c", _WRITES, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        try:
            assert program.stdout is not None and program.stdout.readline() == b"begun\n"
            (draft,) = path.parent.glob(".*")
            os.utime(draft, (0, 0))
            yield program, draft
        finally:
            program.kill()


def test_what_a_killed_program_left_goes_with_the_next_file(tmp_path: Path) -> None:
    with writer(tmp_path / "one.html") as (_, draft):
        pass
    assert draft.read_bytes() == b"half"
    write_whole(tmp_path / "two.html", b"whole")
    assert [path.name for path in tmp_path.iterdir()] == ["two.html"]


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody remove what is open")
def test_what_another_program_still_writes_stays_however_old(tmp_path: Path) -> None:
    with writer(tmp_path / "one.html") as (program, draft):
        sweep_drafts(tmp_path)
        assert draft.exists()
        assert program.stdin is not None
        program.stdin.close()
        assert program.wait() == 0
    assert (tmp_path / "one.html").read_bytes() == b"half"
    assert not draft.exists()


def test_a_draft_that_has_just_begun_stays(tmp_path: Path) -> None:
    fresh, other = tmp_path / ".liseuse-0.part", tmp_path / ".kept.part"
    fresh.touch()
    other.touch()
    os.utime(other, (0, 0))
    write_whole(tmp_path / "two.html", b"whole")
    assert fresh.exists() and other.exists()


def test_a_folder_that_gets_many_files_is_looked_through_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An e-reader's folder is listed in seconds, and gets a book for each article."""
    looked: list[Path] = []
    scandir = os.scandir

    def look(folder: Path) -> Iterator[os.DirEntry[str]]:
        looked.append(folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", look)
    for number in range(3):
        write_whole(tmp_path / f"{number}.md", b"")
    assert looked == [tmp_path]


def test_what_fails_leaves_the_former_file(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.md", b"former")
    with pytest.raises(ZeroDivisionError), whole_file(tmp_path / "a.md") as file:
        file.write(b"new")
        raise ZeroDivisionError
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"former"]


def test_a_link_stays_and_its_file_gets_the_contents(tmp_path: Path) -> None:
    there, link = tmp_path / "there" / "notes.md", tmp_path / "link.md"
    there.parent.mkdir()
    there.write_bytes(b"former")
    link.symlink_to(there)
    write_whole(link, b"new")
    assert link.is_symlink() and there.read_bytes() == b"new"
    there.unlink()
    write_whole(link, b"newer")
    assert link.read_bytes() == b"newer", "a link that leads nowhere gives its place"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["link.md"]


def test_a_link_that_leads_round_gives_its_place(tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to(link)
    write_whole(link, b"new")
    assert link.read_bytes() == b"new" and not link.is_symlink()


def test_a_link_into_a_folder_that_may_not_be_looked_into_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, stat = tmp_path / "link.md", Path.stat
    link.symlink_to(tmp_path / "locked" / "notes.md")

    def denied(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path == link and follow_symlinks:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return stat(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", denied)
    with pytest.raises(ReaderError) as caught:
        write_whole(link, b"new")
    assert caught.value.kind == "read-only"
    assert link.is_symlink()


def test_a_pipe_or_a_folder_is_not_replaced(tmp_path: Path) -> None:
    """Nor a device: root would have made a file of /dev/null for all."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (tmp_path / "link").symlink_to(pipe)
    for path in (pipe, tmp_path / "link", tmp_path):
        with pytest.raises(ReaderError) as caught:
            write_whole(path, b"whole")
        assert (caught.value.kind, caught.value.values["file"]) == ("not-a-file", path)
    assert pipe.is_fifo() and (tmp_path / "link").is_symlink() and len(list(tmp_path.iterdir())) == 2


@pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(), reason="what a shell hands over has no such name here"
)
def test_what_a_shell_hands_over_is_not_replaced(tmp_path: Path) -> None:
    """Root would have made a file of /dev/stdout, whose link leads to the file that output is sent to."""
    with (tmp_path / "output").open("wb") as output:
        (tmp_path / "stdout").symlink_to(f"/proc/self/fd/{output.fileno()}")
        assert (tmp_path / "stdout").is_file()
        with pytest.raises(ReaderError, match="not-a-file"):
            write_whole(tmp_path / "stdout", b"whole")
    assert (tmp_path / "stdout").is_symlink()
