"""Make the Debian package out of the frozen program: `dist/liseuse_VERSION_ARCH.deb`."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from freeze import BUILD, BUNDLE, FROM_DEBIAN, is_program_file, require_hub
from lowest_versions import fetch, with_lists, without_lists
from release import TOP, moment, names, version
from shared_openssl import link_to_system

ROOT = BUILD / "deb"
CONTROL = """Package: liseuse
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Recommends: xdg-utils, desktop-file-utils, shared-mime-info, xdg-desktop-portal, {services}
Section: web
Priority: optional
Homepage: {homepage}
Description: save web articles, read them offline, translate them
 Drop a link on the window: the article is saved with its pictures, without
 advertisements, banners and comment forms, to be read calmly and offline.
 .
 French articles can be read in English or Arabic. The translation is made on
 this computer, with models that come along; there is no account and no server.
 .
 The package holds the Python runtime and the parts of Qt that it uses.
"""
OVERRIDES = """# Shipped with the runtime it was tested with, so it holds libraries that Debian has too.
liseuse: embedded-library
# Modules of the runtime find each other by it; it points inside the package.
liseuse: custom-library-search-path
# Python packages as their authors built them.
liseuse: hardening-no-fortify-functions
liseuse: hardening-no-relro
liseuse: hardening-no-bindnow
liseuse: hardening-no-pie
liseuse: shared-library-lacks-prerequisites
liseuse: library-not-linked-against-libc
liseuse: spelling-error-in-binary
liseuse: executable-stack-in-shared-library
# Licence texts of the Python packages, beside them.
liseuse: extra-license-file
# Hyphenation dictionaries as they are published; each names its encoding in its first line.
liseuse: national-encoding
# The fonts it was drawn and measured with, whatever else is installed.
liseuse: duplicate-font-file
# The sample's page as it was fetched: it is read by our extraction, never opened by a browser.
liseuse: privacy-breach-generic
liseuse: package-contains-documentation-outside-usr-share-doc
# PostgreSQL's client finds the system's OpenSSL under the name that its wheel gave it.
liseuse: absolute-symlink-in-top-level-folder
# There is no Debian source package, and no bug number to close.
liseuse: initial-upload-closes-no-bugs
"""
ALWAYS = ("ca-certificates", "libdbus-1-3", "libfontconfig1")
"""Needed though no file is linked with it: the list of trusted certificates, and what Qt loads by name."""

SERVICES = ("libcups2", "libpulse0", "libspeechd2", "speech-dispatcher")
"""What printing and reading aloud need of the system: recommended, for all else works without it."""
OF_SERVICES = (
    "printsupport/*",
    "texttospeech/*",
    "lib/libQt6TextToSpeech*",
    "lib/libQt6Multimedia*",
)
"""The only files that are linked with that."""


CODE_FILTERS = {"amd64": ["--x86"], "arm64": ["--arm64"]}
"""xz's filters for the machine code of an architecture: libraries become 6 % smaller."""


def output(*words: object, **options: object) -> str:
    """What a command writes."""
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, check=True, **options
    )  # type: ignore[call-overload]
    return str(done.stdout)


def make_tree() -> None:
    """Lay out the package's files."""
    shutil.rmtree(ROOT, ignore_errors=True)
    library = ROOT / "usr" / "lib" / "liseuse"
    shutil.copytree(BUNDLE, library, symlinks=True)
    inside, of_system = (
        library / "_internal",
        Path("/usr/lib", output("dpkg-architecture", "-qDEB_HOST_MULTIARCH").strip()),
    )
    for line in FROM_DEBIAN.read_text("utf-8").splitlines():
        name, package = line.split()
        if name.startswith("libpython"):
            continue  # the program loads it from its own folder, and Debian's next version is another one
        link_to_system(inside, inside / name, of_system)
        (inside / name).unlink()
        (inside / "licences" / f"{package}.txt").unlink(missing_ok=True)
    (ROOT / "usr" / "bin").mkdir()
    (ROOT / "usr" / "bin" / "liseuse").symlink_to("../lib/liseuse/liseuse")
    python = BUILD / "venv" / "bin" / "python"
    subprocess.run([python, "packaging/system_files.py", ROOT / "usr"], cwd=TOP, check=True)
    overrides = ROOT / "usr" / "share" / "lintian" / "overrides" / "liseuse"
    overrides.parent.mkdir(parents=True)
    overrides.write_text(OVERRIDES, "utf-8")


def attempt() -> None:
    """Start the program as the package has it: without what is left to other packages.

    Raises:
        subprocess.CalledProcessError: it does not start.
        SystemExit: it cannot speak to a hub.
    """
    home = BUILD / "home"
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8"}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    program = ROOT / "usr" / "lib" / "liseuse" / "liseuse"
    for words in (["--version"], ["--quiet", "extract", TOP / "resources" / "sample" / "page.html"]):
        output(program, *words, env=environment)
    require_hub(program, home / "library", environment)
    shutil.rmtree(home, ignore_errors=True)


def dependencies() -> str:
    """The Debian packages that files of ours are linked with, each with the lowest version that works."""
    packages = linked_with()
    known = sorted(map(bare_name, packages))
    lacking = without_lists(known)
    if files := fetch(lacking, BUILD / "symbols") if lacking else []:
        packages = linked_with(f"--admindir={with_lists(files, known, BUILD / 'dpkg')}")
    named = set(map(bare_name, packages))
    return ", ".join(sorted(packages | {name for name in ALWAYS if name not in named}))


def bare_name(item: str) -> str:
    """The name in an item of a list of dependencies."""
    return re.split(r"[ (]", item)[0]


def linked_with(*options: str) -> set[str]:
    """The packages that hold the libraries which files of the package ask for, each with its least version.

    Args:
        options: options of `dpkg-shlibdeps`.
    """
    work = BUILD / "shlibdeps"
    (work / "debian").mkdir(parents=True, exist_ok=True)
    (work / "debian" / "control").write_text(
        "Source: liseuse\n\nPackage: liseuse\nArchitecture: any\n", "utf-8"
    )
    files = [path for path in (ROOT / "usr" / "lib").rglob("*") if is_program_file(path)]
    files = [path for path in files if not any(path.match(pattern) for pattern in OF_SERVICES)]
    folders = sorted({path.parent for path in files})
    private = [f"-l{folder}" for folder in folders]
    asked = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", *options, *private]
    found = output(*asked, *(f"-e{file}" for file in files), cwd=work).partition("shlibs:Depends=")[2].strip()
    return {item.strip() for item in found.split(",")}


def write_control() -> None:
    """The package's description and the digests of its files."""
    debian = ROOT / "DEBIAN"
    debian.mkdir()
    files = sorted(path for path in (ROOT / "usr").rglob("*") if path.is_file() and not path.is_symlink())
    size = sum((path.stat().st_size + 1023) // 1024 for path in files)
    about = names()
    control = CONTROL.format(
        version=version(),
        architecture=output("dpkg", "--print-architecture").strip(),
        maintainer=about["maintainer"],
        homepage=about["homepage"],
        size=size,
        depends=dependencies(),
        services=", ".join(SERVICES),
    )
    (debian / "control").write_text(control, "utf-8")
    sums = "".join(
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(ROOT)}\n"
        for path in files
    )
    (debian / "md5sums").write_text(sums, "utf-8")


def pack() -> Path:
    """Write the package."""
    from system_files import set_rights

    set_rights(ROOT)
    target = TOP / "dist"
    target.mkdir(exist_ok=True)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(moment())}
    how = ["-Zzstd", "-z1"] if "--quick" in sys.argv[1:] else ["-Znone"]
    made = output("dpkg-deb", "--root-owner-group", *how, "--build", ROOT, target, env=environment)
    package = Path(re.findall(r"'([^']+)'", made)[-1])
    if how == ["-Znone"]:
        compress(package)
    return package


def compress(package: Path) -> None:
    """Compress a package's parts with xz and its filter for machine code: dpkg-deb has no option for it."""
    code = CODE_FILTERS.get(output("dpkg", "--print-architecture").strip(), [])
    with tempfile.TemporaryDirectory(dir=BUILD) as folder:
        mark = Path(folder, "debian-binary")
        mark.write_text("2.0\n", "ascii")
        parts = [mark]
        for name, asked in (("control.tar.xz", "--ctrl-tarfile"), ("data.tar.xz", "--fsys-tarfile")):
            tar = Path(folder, "plain.tar")
            with tar.open("wb") as file:
                subprocess.run(["dpkg-deb", asked, package], stdout=file, check=True)
            parts.append(Path(folder, name))
            with tar.open("rb") as plain, parts[-1].open("wb") as file:
                squeeze = ["xz", "--threads=0", *code, "--lzma2=preset=9e", "--stdout"]
                subprocess.run(squeeze, stdin=plain, stdout=file, check=True)
        package.unlink()
        output("ar", "rcD", package, *parts)


def main() -> int:
    """Make the package; return the exit code."""
    if missing := [name for name in ("dpkg-deb", "dpkg-shlibdeps") if shutil.which(name) is None]:
        print(f"{' and '.join(missing)} not found. On Debian: apt-get install dpkg-dev", file=sys.stderr)
        return 1
    started = time.monotonic()
    make_tree()
    attempt()
    write_control()
    package = pack()
    print(
        f"{package.relative_to(TOP)}: {package.stat().st_size / 1e6:.1f} MB, "
        f"{time.monotonic() - started:.0f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
