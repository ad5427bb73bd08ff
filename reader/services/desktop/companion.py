"""The browser companion: the extension's files, and the manifests that let the browsers start Liseuse.

A browser starts a program only when a manifest of the user's names it and the extension that may talk
to it. The manifest names a small script beside the library, which starts `liseuse native-messaging`
on that library.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import shlex
import shutil
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.private_files import close_tree, make_folder
from reader.core.serialize import read_json
from reader.services.desktop.own_command import own_command
from reader.settings.paths import LibraryPaths, resource

log = logging.getLogger(__name__)

HOST = "liseuse.companion"
FIREFOX_ID = "companion@liseuse.app"
CHROMIUM_ID = "hohhkolknidfdbljnheofmbdeekkinfl"
"""Follows from the `key` in the extension's manifest."""
BOOKMARKLET = "javascript:location.href='liseuse:save?url='+encodeURIComponent(location.href)"

_FIREFOX_SNAP = "snap/firefox/common/.mozilla"
_SNAPS = (("Firefox", _FIREFOX_SNAP), ("Chromium", "snap/chromium"), ("Brave", "snap/brave"))
_FLATPAKS = (
    ("Firefox", "org.mozilla.firefox"),
    ("Chromium", "org.chromium.Chromium"),
    ("Chrome", "com.google.Chrome"),
    ("Brave", "com.brave.Browser"),
    ("Edge", "com.microsoft.Edge"),
    ("Vivaldi", "com.vivaldi.Vivaldi"),
)
"""What browsers are called in the shops, and the folders they keep in the home folder."""

_SHARED = ("background.js", "_locales", "icons")


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser we know: `profile` exists when it is used here; its manifests go to `hosts`.

    `elsewhere` are further places of a profile, by version and package.
    """

    name: str
    profile: Path
    hosts: Path
    firefox: bool = False
    registry: str = ""
    elsewhere: tuple[Path, ...] = ()

    @property
    def used(self) -> bool:
        """Whether the browser has been started here."""
        return any(place.is_dir() for place in (self.profile, *self.elsewhere))


def browsers() -> list[Browser]:
    """The browsers of this system that may take the companion, used or not."""
    home = Path.home()
    if sys.platform == "win32":
        return _of_windows(home)
    if sys.platform == "darwin":
        support = home / "Library/Application Support"
        chromium = (("Chromium", "Chromium"), ("Chrome", "Google/Chrome"), ("Edge", "Microsoft Edge"))
        mozilla = Browser("Firefox", support / "Firefox", support / "Mozilla/NativeMessagingHosts", True)
        return [mozilla, *(_chromium(name, support / folder) for name, folder in chromium)]
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    chromium = (
        ("Chromium", "chromium"),
        ("Chrome", "google-chrome"),
        ("Brave", "BraveSoftware/Brave-Browser"),
        ("Edge", "microsoft-edge"),
        ("Vivaldi", "vivaldi"),
    )
    mozilla = Browser(
        "Firefox",
        home / ".mozilla",
        home / ".mozilla/native-messaging-hosts",  # whatever place its profile has
        True,
        elsewhere=(
            config / "mozilla",
            home / _FIREFOX_SNAP,
        ),  # since 147; the portal of Ubuntu's looks there too
    )
    return [mozilla, *(_chromium(name, config / folder) for name, folder in chromium)]


def closed_browsers() -> list[str]:
    """The names of browsers used here that run closed off, as Flatpak or Snap.

    Whether one of these may start a program of the computer is for its package and the desktop to say:
    Ubuntu's Firefox asks the reader first, most others cannot.
    """
    if sys.platform != "linux":
        return []
    home = Path.home()
    flatpaks = [(name, home / ".var/app" / app, "Flatpak") for name, app in _FLATPAKS]
    snaps = [(name, home / folder, "Snap") for name, folder in _SNAPS]
    return [f"{name} ({kind})" for name, folder, kind in (*flatpaks, *snaps) if folder.is_dir()]


def _chromium(name: str, profile: Path) -> Browser:
    return Browser(name, profile, profile / "NativeMessagingHosts")


def _of_windows(home: Path) -> list[Browser]:
    local = Path(os.environ.get("LOCALAPPDATA") or home / "AppData/Local")
    roaming = Path(os.environ.get("APPDATA") or home / "AppData/Roaming")
    own = local / "liseuse" / "companion"
    return [
        Browser("Firefox", roaming / "Mozilla/Firefox", own / "firefox-host", True, "Software\\Mozilla"),
        Browser("Chrome", local / "Google/Chrome", own / "host", registry="Software\\Google\\Chrome"),
        Browser("Chromium", local / "Chromium", own / "host", registry="Software\\Chromium"),
        Browser("Edge", local / "Microsoft/Edge", own / "host", registry="Software\\Microsoft\\Edge"),
    ]


def companion_folder(paths: LibraryPaths) -> Path:
    """Where the extension and the script for a library lie."""
    return paths.root / "companion"


def install_companion(paths: LibraryPaths) -> list[str]:
    """Write the extension, the script and the manifests of every browser that is used here.

    Returns:
        The names of the browsers that can start Liseuse now.

    Raises:
        ReaderError: `read-only` or `disk-full`.
    """
    from reader.core.storage_errors import storage_errors

    folder = companion_folder(paths)
    with storage_errors(folder):
        _write_extension(folder)
        script = _write_script(paths, folder)
        close_tree(folder)
        found = [browser for browser in browsers() if browser.used]
        for browser in found:
            _write_manifest(browser, script)
    log.info("the companion is installed for %d browsers", len(found))
    return [browser.name for browser in found]


def remove_companion(paths: LibraryPaths) -> list[str]:
    """Take manifests, script and extension away; returns the names of the browsers that had one."""
    had = []
    for browser in browsers():
        manifest = browser.hosts / f"{HOST}.json"
        if manifest.is_file():
            had.append(browser.name)
            with contextlib.suppress(OSError):
                manifest.unlink()
                browser.hosts.rmdir()  # only when nobody else has one there
                browser.hosts.parent.rmdir()  # and where Firefox itself keeps nothing
        if browser.registry:
            _forget_in_registry(browser)
    shutil.rmtree(companion_folder(paths), ignore_errors=True)
    return had


def connected_browsers(paths: LibraryPaths) -> list[str]:
    """The names of the browsers whose manifest starts Liseuse on this library."""
    script = str(_script_path(companion_folder(paths)))
    found = []
    for browser in browsers():
        with contextlib.suppress(OSError, ValueError, AttributeError):
            manifest = read_json((browser.hosts / f"{HOST}.json").read_text("utf-8"))
            if manifest.get("path") == script:
                found.append(browser.name)
    return found


@dataclass(frozen=True, slots=True)
class CompanionState:
    """How the companion stands on this computer.

    `connected` are the browsers that start Liseuse on this library, `installed` is whether the extension's
    files are there, `closed` are the browsers that run closed off.
    """

    connected: tuple[str, ...]
    installed: bool
    closed: tuple[str, ...]


def companion_state(paths: LibraryPaths) -> CompanionState:
    """Look at the library's disk, and at the reader's own folder."""
    there = companion_folder(paths).is_dir()
    return CompanionState(tuple(connected_browsers(paths)), there, tuple(closed_browsers()))


def is_allowed(caller: list[str]) -> bool:
    """Whether the arguments a browser starts the host with name our extension."""
    return f"chrome-extension://{CHROMIUM_ID}/" in caller or FIREFOX_ID in caller


def _write_extension(folder: Path) -> None:
    """`chromium/` to load unpacked, and `liseuse-firefox.xpi`."""
    source = resource("companion")
    unpacked = folder / "chromium"
    shutil.rmtree(unpacked, ignore_errors=True)
    make_folder(unpacked)
    for name in _SHARED:
        copy = shutil.copytree if (source / name).is_dir() else shutil.copyfile
        copy(source / name, unpacked / name)
    shutil.copyfile(source / "manifest.chromium.json", unpacked / "manifest.json")
    with zipfile.ZipFile(folder / "liseuse-firefox.xpi", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(source / "manifest.firefox.json", "manifest.json")
        for file in sorted(unpacked.rglob("*")):
            if file.is_file() and file.name != "manifest.json":
                archive.write(file, file.relative_to(unpacked).as_posix())


def _script_path(folder: Path) -> Path:
    return folder / ("liseuse-companion.bat" if sys.platform == "win32" else "liseuse-companion")


def _write_script(paths: LibraryPaths, folder: Path) -> Path:
    command = [*own_command(paths), "native-messaging"]
    script = _script_path(folder)
    if sys.platform == "win32":
        words = " ".join(f'"{word}"' for word in command)
        script.write_text(f"@echo off\r\n{words} %*\r\n", "utf-8")
    else:
        script.write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n', "utf-8")
        script.chmod(0o700)
    return script


def _write_manifest(browser: Browser, script: Path) -> None:
    allowed = (
        {"allowed_extensions": [FIREFOX_ID]}
        if browser.firefox
        else {"allowed_origins": [f"chrome-extension://{CHROMIUM_ID}/"]}
    )
    manifest = {"name": HOST, "description": "Liseuse", "path": str(script), "type": "stdio", **allowed}
    browser.hosts.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = browser.hosts / f"{HOST}.json"
    file.write_text(json.dumps(manifest, indent=1), "utf-8")
    if browser.registry:
        _note_in_registry(browser, file)


def _note_in_registry(browser: Browser, file: Path) -> None:
    if sys.platform == "win32":
        import winreg

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _registry_key(browser)) as key:
            winreg.SetValue(key, "", winreg.REG_SZ, str(file))


def _forget_in_registry(browser: Browser) -> None:
    if sys.platform == "win32":
        import winreg

        with contextlib.suppress(OSError):
            winreg.DeleteKey(winreg.HKEY_CURRENT_USER, _registry_key(browser))


def _registry_key(browser: Browser) -> str:
    return f"{browser.registry}\\NativeMessagingHosts\\{HOST}"


def unknown_caller() -> ReaderError:
    """The host was started by something that is not our extension."""
    return ReaderError("unknown-opening", "not started by the companion")
