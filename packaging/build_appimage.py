"""Make an AppImage out of the frozen program: `build_appimage.py [APPIMAGETOOL]`.

Without the tool it makes the AppDir only, tries it, and says how to go on: the tool and the runtime
that it puts before the file come from the AppImage project, not from a package registry.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys

from freeze import BUILD, BUNDLE
from release import TOP, moment, version

APPDIR = BUILD / "Liseuse.AppDir"
RUN = """#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/usr/lib/liseuse/liseuse" "$@"
"""


def make_appdir() -> None:
    """Lay out the folder that is mounted when the AppImage runs."""
    shutil.rmtree(APPDIR, ignore_errors=True)
    shutil.copytree(BUNDLE, APPDIR / "usr" / "lib" / "liseuse", symlinks=True)
    python = BUILD / "venv" / "bin" / "python"
    subprocess.run([python, "packaging/system_files.py", APPDIR / "usr"], cwd=TOP, check=True)
    (APPDIR / "usr" / "bin").mkdir()
    (APPDIR / "usr" / "bin" / "liseuse").symlink_to("../lib/liseuse/liseuse")
    (APPDIR / "AppRun").write_text(RUN, "utf-8")
    (APPDIR / "AppRun").chmod(0o755)
    shutil.copy(APPDIR / "usr" / "share" / "applications" / "liseuse.desktop", APPDIR)
    icons = APPDIR / "usr" / "share" / "icons" / "hicolor"
    shutil.copy(icons / "256x256" / "apps" / "liseuse.png", APPDIR / "liseuse.png")
    (APPDIR / ".DirIcon").symlink_to("liseuse.png")


def main(arguments: list[str]) -> int:
    """Make and try it; return the exit code."""
    make_appdir()
    subprocess.run(
        [APPDIR / "AppRun", "--version"], check=True, env={"PATH": "/usr/bin:/bin", "HOME": "/tmp"}
    )
    tool = arguments[0] if arguments else shutil.which("appimagetool")
    if not tool:
        print(f"{APPDIR.relative_to(TOP)} is ready. With appimagetool: packaging/build_appimage.py TOOL")
        return 0
    target = TOP / "dist" / f"Liseuse-{version()}-{platform.machine()}.AppImage"
    target.parent.mkdir(exist_ok=True)
    environment = {**os.environ, "ARCH": platform.machine(), "SOURCE_DATE_EPOCH": str(moment())}
    subprocess.run([tool, "--comp", "zstd", APPDIR, target], check=True, env=environment)
    print(f"{target.relative_to(TOP)}: {target.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
