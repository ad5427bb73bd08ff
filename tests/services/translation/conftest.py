"""Libraries whose models are there, as after the first look at them: none is installed anew."""

from __future__ import annotations

import pytest

from reader.settings.paths import LibraryPaths
from tests.support.libraries import give_models


@pytest.fixture
def paths(paths: LibraryPaths) -> LibraryPaths:
    give_models(paths.root)
    return paths
