"""What a desktop wants beside the program, as a `usr` tree: `system_files.py FOLDER`.

Desktop entry, AppStream data, icons, MIME type, manual page, completions, notices; the same for
every format that is installed on Linux.
"""

from __future__ import annotations

import email.utils
import gzip
import os
import shutil
import sys
import textwrap
import time
from pathlib import Path

from cli_model import read_commands
from completions import bash, fish, zsh
from draw_icons import draw
from manual import LANGUAGES, manual
from notices import copyright_file
from release import TOP, moment, names, version

LINUX = TOP / "packaging" / "linux"


def write(file: Path, content: str) -> None:
    """Write a text, making its folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, "utf-8")


def compressed(file: Path, content: str) -> None:
    """Write a text in gzip form, the same bytes at every build."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(content.encode(), 9, mtime=0))


def make_tree(usr: Path, inside: Path) -> None:
    """Fill a `usr` tree; `inside` is the bundle's `_internal` folder."""
    share, about = usr / "share", names()
    day = time.strftime("%Y-%m-%d", time.gmtime(moment()))
    write(share / "applications" / "liseuse.desktop", (LINUX / "liseuse.desktop").read_text("utf-8"))
    write(share / "mime" / "packages" / "liseuse.xml", (LINUX / "liseuse-mime.xml").read_text("utf-8"))
    metainfo = (LINUX / "liseuse.metainfo.xml").read_text("utf-8")
    addresses = ("homepage", "screenshots", "bugtracker", "source", "help")
    filled = {f"@{name.upper()}@": about[name] for name in addresses}
    for name, value in {**filled, "@VERSION@": version(), "@DATE@": day}.items():
        metainfo = metainfo.replace(name, value)
    write(share / "metainfo" / "org.liseuse.liseuse.metainfo.xml", metainfo)
    drawn = usr.parent / "icons"
    draw(drawn)
    shutil.copytree(drawn / "hicolor", share / "icons" / "hicolor", dirs_exist_ok=True)
    shutil.rmtree(drawn)
    for code in LANGUAGES:
        place = share / "man" / ("" if code == "en" else code) / "man1"
        compressed(place / "liseuse.1.gz", manual(version(), day, code))
    translated = {code: read_commands(code) for code in LANGUAGES}
    write(share / "bash-completion" / "completions" / "liseuse", bash(translated["en"]))
    write(share / "zsh" / "vendor-completions" / "_liseuse", zsh(translated))
    write(share / "fish" / "vendor_completions.d" / "liseuse.fish", fish(translated))
    write(share / "doc" / "liseuse" / "copyright", copyright_file(inside, about["homepage"]))
    compressed(share / "doc" / "liseuse" / "changelog.gz", debian_changelog(about["maintainer"]))


def debian_changelog(maintainer: str) -> str:
    """What is new in this version, taken from CHANGELOG.md, in Debian's form."""
    news = (TOP / "CHANGELOG.md").read_text("utf-8").partition(f"\n## {version()}")[2].partition("\n## ")[0]
    points = [" ".join(point.split()) for point in news.split("\n- ")[1:]]
    lines = [
        line
        for point in points
        for line in textwrap.wrap(point, 76, initial_indent="  * ", subsequent_indent="    ")
    ]
    day = email.utils.formatdate(moment())
    body = "\n".join(lines)
    return f"liseuse ({version()}) unstable; urgency=medium\n\n{body}\n\n -- {maintainer}  {day}\n"


def set_rights(folder: Path) -> None:
    """Rights and times of everything, the same at every build."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or os.access(path, os.X_OK)
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (moment(), moment()), follow_symlinks=False)


if __name__ == "__main__":
    make_tree(Path(sys.argv[1]), TOP / "build" / "package" / "liseuse" / "_internal")
