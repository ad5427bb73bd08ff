"""How one package is named, for what installs and removes packages by name."""

from __future__ import annotations

from reader.core.model import ARGOS, ModelPackage


def engine_name(package: ModelPackage) -> str:
    """The engine that runs a package: `argos` or `firefox`."""
    return package.engine or ARGOS


def exact_name(package: ModelPackage) -> str:
    """The pair with its engine, Argos too: a bare pair stands for the best package of any engine."""
    return f"{engine_name(package)}:{package.pair}"
