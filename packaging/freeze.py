"""Freeze the program: a folder with everything it needs, Python included (`build/package/liseuse`).

Sets up an environment of its own, compiles the texts, draws the icons, runs PyInstaller, then takes
away what is never opened, strips the libraries, gathers the licences and tries what came out.
"""

from __future__ import annotations

import ast
import fnmatch
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
BUILD = TOP / "build" / "package"
VENV = BUILD / "venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
BUNDLE = BUILD / "liseuse"
FROZEN = BUILD / ".frozen"
"""Written at the very end: `make` freezes again what was broken off, or failed when it was tried."""
FROM_DEBIAN = BUILD / "from-debian.txt"
"""Libraries copied from Debian packages, a line each: the Debian package leaves them to those."""


def run(*words: object, **options: object) -> None:
    """Run a command in the checkout; the build ends when it fails."""
    subprocess.run([str(word) for word in words], cwd=TOP, check=True, **options)  # type: ignore[call-overload]


def set_up() -> None:
    """Make the build's environment, or renew it when what is needed has changed.

    Raises:
        SystemExit: it cannot be made; the reason is one sentence.
    """
    from frozen_parts import optional_parts
    from set_up import set_up as set_up_environment

    needs = [TOP / "pyproject.toml", TOP / "constraints.txt", TOP / "packaging" / "requirements.txt"]
    needs.append(TOP / "packaging" / "frozen_parts.py")  # says which optional parts there are
    stamp = VENV / ".installed"
    if stamp.is_file() and all(stamp.stat().st_mtime > file.stat().st_mtime for file in needs):
        return
    # Of PySide6-Addons only what reading aloud needs stays, see frozen_parts.LEFT_OUT.
    if trouble := set_up_environment(VENV, optional_parts(), "packaging/requirements.txt"):
        sys.exit(trouble)
    stamp.touch()


def freeze() -> None:
    """Run PyInstaller."""
    FROZEN.unlink(missing_ok=True)
    run(PYTHON, "packaging/build_translations.py")
    run(PYTHON, "packaging/draw_icons.py", BUILD / "icons")
    shutil.rmtree(BUNDLE, ignore_errors=True)
    build = [PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    # Modules stay as they are: a package's own compression makes more of them than one by one, 6 MB of 120.
    plain = {**os.environ, "PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0"}
    run(*build, "--distpath", BUILD, "--workpath", BUILD / "work", "packaging/liseuse.spec", env=plain)


def prune(inside: Path) -> None:
    """Delete what is never opened, and the libraries that then nothing needs any more."""
    from frozen_parts import KEPT_OF, LEFT_OUT, OF_THE_SYSTEM, QT_LANGUAGES
    from icu_data import shrink

    chosen = "|".join(QT_LANGUAGES)
    kept_texts = re.compile(rf"qtbase_({chosen})\.qm|(root|({chosen})(_.*)?)\.dat|global\.dat")
    for file in [path for path in inside.rglob("*") if path.is_file() or path.is_symlink()]:
        name = file.relative_to(inside).as_posix()
        texts = name.startswith(("PySide6/Qt/translations/", "babel/locale-data/"))
        left_out = any(fnmatch.fnmatch(name, pattern) for pattern in LEFT_OUT)
        of_the_system = any(fnmatch.fnmatch(name, pattern) for pattern in OF_THE_SYSTEM)
        left_out |= any(
            name.startswith(folder) and not any(fnmatch.fnmatch(file.name, kept) for kept in chosen_few)
            for folder, chosen_few in KEPT_OF.items()
        )
        if left_out or of_the_system or (texts and not kept_texts.fullmatch(file.name)):
            file.unlink()
    while loose := _unneeded(inside):
        for file in loose:
            file.unlink()
    for library in inside.glob("PySide6/Qt/lib/libicudata.so.*"):
        shrink(library)
    run(PYTHON, "packaging/language_model.py", inside / "py3langid" / "data" / "model.npz.xz")
    for folder in sorted((path for path in inside.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def is_program_file(path: Path) -> bool:
    """Whether a file is an ELF program or library."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def needed_libraries(file: Path) -> set[str]:
    """The names of the libraries an ELF file asks the loader for."""
    shown = subprocess.run(["objdump", "-p", str(file)], capture_output=True, text=True, check=True)
    return set(re.findall(r"NEEDED\s+(\S+)", shown.stdout))


def _unneeded(inside: Path) -> list[Path]:
    """Libraries beside the program (not in a package's folder) that no file of the bundle asks for."""
    files = [path for path in [inside.parent / "liseuse", *inside.rglob("*")] if is_program_file(path)]
    needed = set().union(*map(needed_libraries, files))
    loaded_by_name = ("libpython",)
    loose = [path for path in [*inside.glob("lib*.so*"), *inside.glob("PySide6/Qt/lib/*.so*")]]
    return [path for path in loose if path.name not in needed and not path.name.startswith(loaded_by_name)]


def strip(inside: Path) -> None:
    """Take symbols and debugging data out of every library; they may have come read-only."""
    files = [path for path in inside.rglob("*") if is_program_file(path)]
    for file in files:
        file.chmod(0o644)
    run("strip", "--strip-unneeded", "--remove-section=.comment", "--remove-section=.note", *files)


def gather_licences(inside: Path) -> None:
    """Put the licences of what is no Python package beside the program: Python, Debian's libraries."""
    target = inside / "licences"
    target.mkdir(exist_ok=True)
    shutil.copy(TOP / "LICENSE", target / "Liseuse-GPL-3.txt")
    for file in sorted((TOP / "packaging" / "licences").iterdir()):
        shutil.copy(file, target / file.name)
    prefix = subprocess.run(
        [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('stdlib'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    for name in ("LICENSE.txt", "LICENSE"):
        if (Path(prefix.stdout.strip()) / name).is_file():
            shutil.copy(Path(prefix.stdout.strip()) / name, target / "Python.txt")
    copied = copied_from_debian(inside)
    for package in sorted(set(copied.values())):
        notice = Path("/usr/share/doc") / package / "copyright"
        if notice.is_file():
            shutil.copy(notice, target / f"{package}.txt")
    FROM_DEBIAN.write_text(
        "".join(f"{name} {package}\n" for name, package in sorted(copied.items())), "utf-8"
    )


def copied_from_debian(inside: Path) -> dict[str, str]:
    """The libraries of the bundle that were copied from Debian packages, and which."""
    collected = ast.literal_eval((BUILD / "work" / "liseuse" / "COLLECT-00.toc").read_text("utf-8"))[0]
    copied: dict[str, str] = {}
    if shutil.which("dpkg-query") is None:
        return copied
    for name, source, kind in collected:
        real = os.path.realpath(source)
        if kind != "BINARY" or not (inside / name).is_file() or not real.startswith(("/usr/lib", "/lib")):
            continue
        asked = ["dpkg-query", "--search", real, real.removeprefix("/usr")]
        found = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
        if found:
            copied[name] = found.split(":", 1)[0]
    return copied


def tidy(folder: Path) -> None:
    """Give every file the rights it has when installed, and no trace of this machine."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_symlink():
            continue
        path.chmod(0o755 if path.is_dir() or path == folder / "liseuse" else 0o644)
    for record in folder.rglob("*.dist-info/*"):
        if record.name in ("RECORD", "direct_url.json", "INSTALLER", "REQUESTED", "uv_cache.json"):
            record.unlink()


def attempt(bundle: Path) -> None:
    """Start what came out: the program, each of its workers, and nothing of this machine's Python.

    Raises:
        subprocess.CalledProcessError: it does not start.
        SystemExit: an optional part is not in it.
    """
    bare = {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": str(BUILD / "home"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    environment = bare if os.name == "posix" else None
    program = bundle / ("liseuse.exe" if os.name == "nt" else "liseuse")
    run(program, "--version", env=environment)
    page = TOP / "resources" / "sample" / "page.html"
    run(program, "--json", "extract", page, env=environment, stdout=subprocess.DEVNULL)
    library = BUILD / "home" / "library"
    shutil.rmtree(library, ignore_errors=True)
    given = {"env": environment, "stdout": subprocess.DEVNULL}
    run(
        program,
        "--library",
        library,
        "--quiet",
        "save",
        page,
        "--url",
        "https://www.example.org/sample",
        **given,
    )
    run(program, "--library", library, "--quiet", "translate", "1", "--to", "ar", **given)
    require_hub(program, library, environment)
    shutil.rmtree(BUILD / "home")


def require_hub(program: Path, library: Path, environment: dict[str, str] | None) -> None:
    """Ask for a hub where nothing listens: who has the part that speaks to PostgreSQL says so, who lacks it
    says that.

    Raises:
        SystemExit: it lacks it.
    """
    asked = ["--library", str(library), "--json", "hub", "roles", "postgresql://anna@127.0.0.1:1/liseuse"]
    answer = subprocess.run(
        [program, *asked],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if "sync-unreachable" not in answer.stdout + answer.stderr:
        sys.exit(f"The program cannot speak to a hub: {answer.stdout}{answer.stderr}")


def size(folder: Path) -> float:
    """What a folder's files take, in MB."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def main() -> None:
    """Do all of it; on Windows and macOS the libraries stay as PyInstaller found them."""
    set_up()
    freeze()
    inside = BUNDLE / "_internal"
    if sys.platform.startswith("linux"):
        from shared_openssl import share_openssl

        prune(inside)
        share_openssl(inside)
        strip(inside)
    resources = BUILD / "Liseuse.app" / "Contents" / "Resources"
    for place in (inside, resources) if sys.platform == "darwin" else (inside,):
        gather_licences(place)
        run(PYTHON, "packaging/list_parts.py", place)
    if sys.platform.startswith("linux"):
        tidy(BUNDLE)
    attempt(BUNDLE)
    FROZEN.touch()
    print(f"{BUNDLE.relative_to(TOP)}: {size(BUNDLE):.0f} MB")


if __name__ == "__main__":
    main()
