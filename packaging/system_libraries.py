"""Check the system libraries that Qt needs; install them through apt when root, else say how.

PySide6 brings Qt itself, but not the libraries of the graphics stack below it.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

# Shared object -> Debian package that holds it.
NEEDED = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0t64",
}
# What the X11 platform plugin needs besides; only a display makes them necessary.
NEEDED_WITH_DISPLAY = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
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


def main() -> int:
    """Check, install or explain; return the exit code."""
    if not sys.platform.startswith("linux"):
        return 0
    for_tests = "--tests" in sys.argv[1:]
    wanted = dict(NEEDED)
    if for_tests or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        wanted |= NEEDED_WITH_DISPLAY
    packages = missing(wanted)
    programs = PROGRAMS_FOR_TESTS if for_tests else {}
    if "--package" in sys.argv[1:]:
        programs = programs | PROGRAMS_FOR_PACKAGE
    packages += absent(programs)
    code = install_or_explain(packages, needed=bool(missing(NEEDED))) if packages else 0
    if for_tests and (browsers := absent(BROWSERS_FOR_TESTS)):
        install_or_explain(browsers, needed=False)
    return code


def absent(programs: dict[str, str]) -> list[str]:
    """Return the packages of the programs that are not there."""
    return [package for name, package in programs.items() if shutil.which(name) is None]


def install_or_explain(packages: list[str], needed: bool) -> int:
    """Install Debian packages when root, else print the command; 1 when Qt cannot start without them."""
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "--quiet"], env=environment, check=False)
        if subprocess.run(install, env=environment, check=False).returncode == 0:
            return 0
    print("Some system packages are not installed. Run:", file=sys.stderr)
    print("  sudo " + " ".join(install), file=sys.stderr)
    return 1 if needed else 0


if __name__ == "__main__":
    sys.exit(main())
