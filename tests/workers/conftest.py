"""The shipped packages, installed once."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.settings.paths import resource
from reader.translation.packages import install


@pytest.fixture(scope="session")
def models_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both demonstration packages, installed; tests must not change it."""
    folder = tmp_path_factory.mktemp("library") / "models"
    for file in sorted(resource("models").glob("*.argosmodel")):
        install(file, folder)
    return folder
