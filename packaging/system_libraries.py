"""Check what is needed of the system; install it through apt when root, else say how in one line.

PySide6 brings Qt itself, but not the libraries of the graphics stack below it. Run by the Python that
`make` is given, before there is an environment: what compiles the texts is of Qt already.

    system_libraries.py [--tests] [--package] [--build]
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from reader.cli.screen import PACKAGES as NEEDED
from reader.cli.screen import PACKAGES_OF_X11 as NEEDED_WITH_DISPLAY

# Programs that the tests on a real X server use: the server, a window manager, a pointer, the
# accessibility bus.
PROGRAMS_FOR_TESTS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "dbus-daemon": "dbus-daemon",
    "dbus-send": "dbus-bin",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
}
# What freezes the program and packs it: PyInstaller asks objdump, strip makes it small, and the package's
# dependencies are read off the libraries that Qt is linked with, so all of those must be there.
PROGRAMS_FOR_BUILD = {
    "objdump": "binutils",
    "strip": "binutils",
    "dpkg-deb": "dpkg",
    "dpkg-shlibdeps": "dpkg-dev",
    "ar": "binutils",
    "xz": "xz-utils",
}
NEEDED_FOR_BUILD = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
# The browsers that the tests of the companion use; without them those are skipped.
BROWSERS_FOR_TESTS = {"chromium": "chromium", "firefox-esr": "firefox-esr"}
# Programs that try the Debian package out in a clean root.
PROGRAMS_FOR_PACKAGE = {"debootstrap": "debootstrap"}


def missing(libraries: dict[str, str]) -> list[str]:
    """Return the packages of the libraries that cannot be loaded."""
    absent = []
    for name, package in libraries.items():
        try:
            ctypes.CDLL(name)
        except OSError:
            absent.append(package)
    return absent


def python_library() -> dict[str, str]:
    """The shared library of this Python, which PyInstaller needs, and the Debian package that holds it."""
    name = str(sysconfig.get_config_var("INSTSONAME") or "")
    if not sysconfig.get_config_var("Py_ENABLE_SHARED") or sys.prefix != "/usr":
        return {}
    return {name: f"libpython{sys.version_info[0]}.{sys.version_info[1]}"}


def main() -> int:
    """Check, install or explain; return the exit code."""
    if not sys.platform.startswith("linux"):
        return 0
    for_tests, for_build = "--tests" in sys.argv[1:], "--build" in sys.argv[1:]
    wanted = dict(NEEDED)
    if for_tests or for_build or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        wanted |= NEEDED_WITH_DISPLAY
    programs = PROGRAMS_FOR_TESTS if for_tests else {}
    if for_build:
        wanted |= NEEDED_FOR_BUILD | python_library()
        programs = programs | PROGRAMS_FOR_BUILD
    if "--package" in sys.argv[1:]:
        programs = programs | PROGRAMS_FOR_PACKAGE
    packages = sorted({*missing(wanted), *absent(programs)})
    code = install_or_explain(packages, for_build or bool(missing(NEEDED))) if packages else 0
    if for_tests and (browsers := absent(BROWSERS_FOR_TESTS)):
        install_or_explain(browsers, needed=False)
    return code


def absent(programs: dict[str, str]) -> list[str]:
    """Return the packages of the programs that are not there."""
    return [package for name, package in programs.items() if shutil.which(name) is None]


def install_or_explain(packages: list[str], needed: bool) -> int:
    """Install Debian packages when root, else say which are lacking; 1 when nothing goes without them."""
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        quiet = {"env": environment, "stdout": subprocess.DEVNULL, "check": False}
        print(f"Installing what is lacking of the system: {' '.join(packages)}", flush=True)
        subprocess.run(["apt-get", "update"], **quiet)  # type: ignore[call-overload]
        if subprocess.run(install, **quiet).returncode == 0:  # type: ignore[call-overload]
            return 0
    before = "Liseuse needs" if needed else "Not everything works without"
    print(f"{before} some packages of the system. On Debian: sudo {' '.join(install)}", file=sys.stderr)
    return 1 if needed else 0


if __name__ == "__main__":
    sys.exit(main())
