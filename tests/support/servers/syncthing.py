"""Syncthing, as it carries a folder between two computers: each with a home of its own, on this one."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.kept_port import kept_port

_SILENT = {
    "globalAnnounceEnabled": "false",
    "localAnnounceEnabled": "false",
    "relaysEnabled": "false",
    "natEnabled": "false",
    "crashReportingEnabled": "false",
    "startBrowser": "false",
    "urAccepted": "-1",
    "autoUpgradeIntervalH": "0",
    "reconnectionIntervalS": "1",
}
"""Options with which it speaks to the other one alone."""


class Syncthing:
    """One of two, which carries `folder`; it runs between `start` and `stop`."""

    def __init__(self, home: Path, folder: Path, address: str) -> None:
        program = shutil.which("syncthing")
        if program is None:
            pytest.skip("Syncthing is not installed")
        self.folder = folder
        self._program, self._home, self._address = program, home, address
        self._running: subprocess.Popen[bytes] | None = None
        home.mkdir()
        folder.mkdir(exist_ok=True)
        self._run("generate", "--no-default-folder", "--skip-port-probing")
        self.device = self._own().attrib["id"]

    def share_with(self, other: Syncthing) -> None:
        """Write down what is carried to whom; before the first `start`."""
        tree = ET.parse(self._config)
        root = tree.getroot()
        options = root.find("options")
        assert options is not None
        for name, value in (*_SILENT.items(), ("listenAddress", self._address)):
            option = options.find(name)
            if option is None:
                option = ET.SubElement(options, name)
            option.text = value
        gui = root.find("gui")
        assert gui is not None
        gui.set("enabled", "false")
        device = ET.SubElement(root, "device", id=other.device, name="other")
        ET.SubElement(device, "address").text = other._address
        watched = {"fsWatcherEnabled": "true", "fsWatcherDelayS": "1", "rescanIntervalS": "5"}
        named = {"id": "carried", "path": str(self.folder), "type": "sendreceive"}
        shared = ET.SubElement(root, "folder", named | watched)
        for one in (self.device, other.device):
            ET.SubElement(shared, "device", id=one)
        tree.write(self._config)

    def start(self) -> None:
        """Begin to carry, also what was changed meanwhile."""
        words = ("serve", "--no-browser", "--no-restart", "--no-upgrade")
        with (self._home / "log").open("ab") as log:
            self._running = subprocess.Popen(
                [self._program, *words, f"--home={self._home}"], stdout=log, stderr=log, env=self._environment
            )

    def stop(self) -> None:
        """Carry no more."""
        if self._running is not None:
            self._running.terminate()
            self._running.wait()
            self._running = None

    @property
    def _config(self) -> Path:
        return self._home / "config.xml"

    @property
    def _environment(self) -> dict[str, str]:
        return {**os.environ, "HOME": str(self._home)}

    def _own(self) -> ET.Element:
        device = ET.parse(self._config).getroot().find("device")
        assert device is not None
        return device

    def _run(self, act: str, *words: str) -> None:
        command = [self._program, act, *words, f"--home={self._home}"]
        subprocess.run(command, check=True, capture_output=True, env=self._environment)


@contextlib.contextmanager
def carried(top: Path, one: Path, two: Path) -> Iterator[tuple[Syncthing, Syncthing]]:
    """Two folders that are carried to each other for the time of the block."""
    with kept_port() as first, kept_port() as second:
        pair = [
            Syncthing(top / f"syncthing-{folder.name}", folder, f"tcp://127.0.0.1:{port}")
            for folder, port in ((one, first), (two, second))
        ]
        for carrier, other in (pair, reversed(pair)):
            carrier.share_with(other)
        try:
            for carrier in pair:
                carrier.start()
            yield pair[0], pair[1]
        finally:
            for carrier in pair:
                carrier.stop()
