"""Which versions of other Debian packages are enough: by the symbols that the package's files ask for.

`dpkg-shlibdeps` looks them up in each library's list of symbols. Where a system was installed without those
lists, as some images for containers are, it takes the installed version, which others may not have yet.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

DATABASE = Path("/var/lib/dpkg")
"""Where dpkg keeps what it knows of the installed packages."""


def without_lists(packages: list[str], database: Path = DATABASE) -> list[str]:
    """Those of some installed packages that have no list of symbols here."""
    asked = ["dpkg-query", f"--admindir={database}", "--control-path"]
    return [
        name
        for name in packages
        if subprocess.run([*asked, name, "symbols"], capture_output=True, check=False).stdout == b""
    ]


def fetch(packages: list[str], folder: Path) -> list[Path]:
    """Download packages from the archive, as far as it is in reach; the files.

    Args:
        packages: their names. folder: where to, made anew.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    asked = ["apt-get", "download", "--quiet"]
    if subprocess.run([*asked, *packages], cwd=folder, capture_output=True, check=False).returncode:
        for name in packages:  # one that no archive has any more keeps apt from fetching the others
            subprocess.run([*asked, name], cwd=folder, capture_output=True, check=False)
    return sorted(folder.glob("*.deb"))


def with_lists(files: list[Path], packages: list[str], folder: Path, database: Path = DATABASE) -> Path:
    """A database of dpkg's that knows some packages alone, with the lists of symbols that files bring.

    The system's is left as it is; with the few packages that are asked for, looking up is much quicker too.

    Args:
        files: packages that bring lists. packages: the names of those it knows. folder: made anew.
        database: the system's.

    Raises:
        OSError: the system's cannot be read.
        subprocess.CalledProcessError: a file is no package.
    """
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "info").mkdir(parents=True)
    told = (database / "status").read_text("utf-8").split("\n\n")
    kept = [about for about in told if about.partition("\n")[0].removeprefix("Package: ") in packages]
    (folder / "status").write_text("".join(f"{about.strip()}\n\n" for about in kept), "utf-8")
    for path in (database / "info").iterdir():
        if path.name == "format" or path.stem.partition(":")[0] in packages:
            (folder / "info" / path.name).symlink_to(path)
    for file in files:
        control = folder / "control" / file.stem
        control.parent.mkdir(exist_ok=True)
        subprocess.run(["dpkg-deb", "--control", file, control], check=True)
        if not (control / "symbols").is_file():
            continue  # it has none: its maintainers promise by whole versions
        name = re.findall(r"^Package: (\S+)$", (control / "control").read_text("utf-8"), re.MULTILINE)[0]
        for known in (folder / "info").glob(f"{name}[:.]*list"):
            target = known.with_suffix(".symbols")
            target.unlink(missing_ok=True)  # a link: what it leads to is the system's
            shutil.copy(control / "symbols", target)
    return folder
