"""Runs before a wheel is packed: the texts of the interface are compiled into `resources/translations`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TextsHook(BuildHookInterface[Any]):
    """What the `custom` hook of pyproject.toml is."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the texts; an editable install reads the checkout's own, which `make` compiles."""
        if version != "editable":
            subprocess.run(
                [sys.executable, Path(self.root) / "packaging" / "build_translations.py"], check=True
            )
