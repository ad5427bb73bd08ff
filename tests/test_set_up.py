"""`make run` and `make test` where something is lacking: one sentence, before anything is begun."""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pip
import pytest

from tests.support.kept_port import kept_port
from tests.support.rights import may_mount
from tests.support.servers.store_servers import WebdavServer, make_certificate

TOP = Path(__file__).resolve().parents[1]
LACKING = "ERROR: Could not find a version that satisfies the requirement"
SET_UP = runpy.run_path(str(TOP / "packaging" / "set_up.py"))


def test_without_python_make_says_what_is_needed(tmp_path):
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(TOP / name, tmp_path)
    make = ["make", "--no-print-directory", "run", "PYTHON=/nonexistent/python3"]
    own = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(make, cwd=tmp_path, capture_output=True, text=True, check=False, env=own)
    said = done.stderr.splitlines()
    assert done.returncode != 0 and len(said) == 2 and said[1].startswith("make: ***")
    assert said[0].startswith("Liseuse needs Python 3.11 or later; there is no /nonexistent/python3 here.")


def test_make_takes_the_systems_python_where_it_serves_and_the_one_asked_for_always(tmp_path):
    own = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "PY"))}
    old = tmp_path / "old"
    old.write_text("#!/bin/sh\necho 'Liseuse needs Python 3.11 or later; this is 3.9.2.' >&2; exit 1\n")
    old.chmod(0o755)
    for given, taken in (
        ([f"SYSTEM={sys.executable}"], sys.executable),
        ([f"SYSTEM={old}"], "python3"),
        (["SYSTEM=/nonexistent/python3"], "python3"),
        ([f"SYSTEM={sys.executable}", "PYTHON=python3.12"], "python3.12"),
    ):
        show = ["make", "--no-print-directory", "--eval", "show: ; @echo $(PYTHON)", "show", *given]
        done = subprocess.run(show, cwd=TOP, capture_output=True, text=True, check=True, env=own)
        assert done.stdout.split() == [taken], given


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full."),
        ("OSError: [Errno 30] Read-only file system: '.venv'", "Nothing can be written to"),
        ("WARNING: Retrying …: [Errno -3] Temporary failure in name resolution", "index is out of reach"),
        (f"{LACKING} hatchling<2,>=1.27 (from versions: none)\nnote: this", "index is out of reach"),
        (f"{LACKING} PySide6==6.9 (from versions: none)", "PySide6==6.9 (from versions: none)"),
        ("one\n\nERROR: something else", "were not installed: one ERROR: something else"),
    ],
)
def test_what_pip_writes_becomes_a_sentence(written, said):
    found = SET_UP["reason"](written)
    assert said in found and "\n" not in found


def test_a_folder_where_nothing_can_be_written_is_found_before_anything_is_begun(tmp_path):
    assert SET_UP["obstacle"](tmp_path, False) == ""
    assert SET_UP["obstacle"](tmp_path / "gone", False)


def test_half_an_environment_is_known_by_its_lack_of_pip(tmp_path):
    works = SET_UP["works"]
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(Path(sys.base_prefix) / "bin" / "python3")
    assert not works(tmp_path / "bin" / "python"), "it would install into the Python it is a link to"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "half"], check=True)
    assert not works(tmp_path / "half" / "bin" / "python")
    assert works(Path(sys.executable))


def test_what_is_in_the_way_of_an_environment_is_named_and_left_as_it_is(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "letter").write_text("…")
    for number, make in enumerate(
        (lambda at: at.symlink_to(own), lambda at: at.symlink_to("/nowhere"), lambda at: at.write_text("x"))
    ):
        folder = tmp_path / f"venv{number}"
        make(folder)
        said = SET_UP["set_up"](folder, [])
        assert said.startswith(f"{folder} is in the way") and "\n" not in said
    assert (own / "letter").is_file()


def test_a_checkout_that_cannot_be_written_to_is_shown_from_elsewhere(tmp_path):
    demonstration_folder = runpy.run_path(str(TOP / "packaging" / "run.py"))["demonstration_folder"]
    assert demonstration_folder(tmp_path) == tmp_path / "build" / "demo"
    closed = tmp_path / "closed"
    closed.write_text("")  # root writes wherever rights forbid it, but in no file as if it were a folder
    elsewhere = demonstration_folder(closed)
    assert elsewhere.is_dir() and not elsewhere.is_relative_to(closed)
    elsewhere.rmdir()


@pytest.fixture
def checkout(tmp_path):
    """What setting up needs of a checkout, in a folder of its own; its environments have this one's pip."""
    top = tmp_path / "checkout"
    shutil.copytree(TOP / "packaging", top / "packaging", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(TOP / name, top)
    for folder in (top / ".venv", top / "build" / "package" / "venv"):
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
        (packages,) = folder.glob("lib/python*/site-packages")
        (packages / "pip.pth").write_text(str(Path(pip.__file__).parents[1]))
    return top


def set_up_with(index, top, *program):
    """Set up with another package index; the exit code and what was said."""
    asked = {"PIP_INDEX_URL": index, "PIP_RETRIES": "1", "PIP_CONFIG_FILE": os.devnull}
    own = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    done = subprocess.run(
        [sys.executable, *program], cwd=top, env={**own, **asked}, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr.splitlines()


def test_hardly_any_room_for_temporary_files_keeps_nobody_from_setting_up(checkout, tmp_path):
    alone = ["unshare", "--map-root-user", "--mount"]
    if not may_mount():
        pytest.skip("no folder of another size can be mounted here")
    shutil.rmtree(checkout / ".venv")
    small = tmp_path / "small"
    small.mkdir()
    inside = f"mount -t tmpfs -o size=1m tmpfs {small} && exec {sys.executable} packaging/set_up.py .venv"
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "TMP"))}
    with kept_port() as port:
        own |= {"TEMP": str(small), "PIP_INDEX_URL": f"http://127.0.0.1:{port}", "PIP_RETRIES": "1"}
        done = subprocess.run(
            [*alone, "sh", "-c", inside], cwd=checkout, env=own, capture_output=True, text=True, check=False
        )
    assert done.stderr.startswith("The Python packages that Liseuse needs cannot be fetched"), done.stderr
    assert not (checkout / ".venv" / "tmp").exists()


def test_texts_that_do_not_fit_on_the_disk_are_told_and_replace_nothing(checkout):
    alone = ["unshare", "--map-root-user", "--mount"]
    if not may_mount():
        pytest.skip("no folder of another size can be mounted here")
    shutil.copytree(TOP / "translations", checkout / "translations")
    texts = checkout / "resources" / "translations"
    texts.mkdir(parents=True)
    compiled = f"{sys.executable} packaging/build_translations.py"
    inside = f"mount -t tmpfs -o size=100k tmpfs {texts} && {compiled}; code=$?; ls -A {texts}; exit $code"
    done = subprocess.run(
        [*alone, "sh", "-c", inside], cwd=checkout, capture_output=True, text=True, check=False
    )
    said = done.stderr.splitlines()
    assert done.returncode == 1 and len(said) == 1, (done.stdout, said)
    assert said[0].startswith(f"The texts of the interface cannot be written to {texts}: only a part of")
    assert not any(name.endswith(".part") for name in done.stdout.split())


def test_what_did_not_fit_on_the_disk_is_not_taken_for_compiled(checkout):
    """Python writes as much of a module as there is room for, without a word, and never opens it again."""
    alone = ["unshare", "--map-root-user", "--mount"]
    if not may_mount():
        pytest.skip("no folder of another size can be mounted here")
    shutil.copy(TOP / "Makefile", checkout)
    for folder in ("translations", "resources/translations", "reader", "sources"):
        (checkout / folder).mkdir(parents=True)
    (checkout / "sources" / "__init__.py").touch()
    for name in ("one.py", "two.py"):
        (checkout / "sources" / name).write_text(f"VALUES = {list(range(5_000))}\n")
    inside = (
        "mount -t tmpfs -o size=80k tmpfs reader && cp sources/* reader; make PYTHON=true .venv/.installed; "
        "code=$?; .venv/bin/python -Bc 'import reader.one, reader.two'; echo $code $?"
    )
    done = subprocess.run(
        [*alone, "sh", "-c", inside], cwd=checkout, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines()[-1:] == ["0 0"], done.stderr


def test_an_index_whose_certificate_is_not_trusted_is_told_in_one_sentence(checkout, tmp_path):
    server = WebdavServer(tmp_path, make_certificate(tmp_path, expired=False))
    try:
        index = server.address().replace("127.0.0.1", "localhost")  # pip 24.2 has no words for a number
        code, said = set_up_with(index, checkout, "packaging/set_up.py", ".venv")
    finally:
        server.close()
    assert code == 1 and len(said) == 1, said
    assert said[0].startswith("The package index shows a certificate that this computer does not trust")


def test_a_freezing_that_was_broken_off_is_begun_again(tmp_path):
    """What it left starts, but nothing is taken away of it, or what came out failed when it was tried."""
    shutil.copy(TOP / "Makefile", tmp_path)
    for name in ("pyproject.toml", "constraints.txt", "build/package/liseuse/liseuse"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    own = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    asked = ["make", "--no-print-directory", "--dry-run", f"PYTHON={sys.executable}", "deb"]
    for done in (False, True):
        if done:
            (tmp_path / "build" / "package" / ".frozen").touch()
        planned = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=True, env=own)
        assert "packaging/build_deb.py" in planned.stdout
        assert ("packaging/freeze.py" in planned.stdout) is not done


def test_a_build_without_a_package_index_ends_in_one_sentence(checkout):
    with kept_port() as port:
        code, said = set_up_with(f"http://127.0.0.1:{port}", checkout, "packaging/freeze.py")
    assert code == 1 and len(said) == 1, said
    assert said[0].startswith("The Python packages that Liseuse needs cannot be fetched")
