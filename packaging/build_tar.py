"""Make the archive that runs wherever it is unpacked: `dist/liseuse-VERSION-linux-ARCH.tar.xz`.

Inside: the frozen program with every library it was built with, the desktop files of a `share` tree
and `install.sh`, which links them into the reader's own folders and takes them out again.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tarfile
import time
from pathlib import Path

from freeze import BUILD, BUNDLE
from release import TOP, moment, version

SCRIPT = TOP / "packaging" / "linux" / "install.sh"


def make_tree(folder: Path) -> None:
    """Lay out what is unpacked."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(BUNDLE, folder, symlinks=True)
    python = BUILD / "venv" / "bin" / "python"
    shared = BUILD / "tar-usr"
    shutil.rmtree(shared, ignore_errors=True)
    subprocess.run([python, "packaging/system_files.py", shared / "usr"], cwd=TOP, check=True)
    (shared / "usr" / "share").rename(folder / "share")
    shutil.rmtree(shared)
    shutil.copy(SCRIPT, folder / "install.sh")
    (folder / "install.sh").chmod(0o755)


def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """An entry without a trace of who packed it, and with the build's time."""
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    member.mtime = moment()
    return member


def main() -> int:
    """Make the archive; return the exit code."""
    started = time.monotonic()
    name = f"liseuse-{version()}-linux-{platform.machine()}"
    folder = BUILD / name
    make_tree(folder)
    target = TOP / "dist" / f"{name}.tar.xz"
    target.parent.mkdir(exist_ok=True)
    preset = 1 if "--quick" in sys.argv[1:] else 6
    with tarfile.open(target, "w:xz", preset=preset) as archive:
        archive.add(folder, name, filter=plain)
    shutil.rmtree(folder)
    newest = target.with_name("liseuse-linux.tar.xz")  # the name that the Flatpak manifest knows
    newest.unlink(missing_ok=True)
    newest.symlink_to(target.name)
    size, seconds = target.stat().st_size / 1e6, time.monotonic() - started
    print(f"{target.relative_to(TOP)}: {size:.1f} MB, {seconds:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
