"""Routes where packages of Argos and of Firefox lie side by side, with the optional part and without it."""

from __future__ import annotations

import pytest

from reader.core.errors import ReaderError
from reader.core.model import FIREFOX, ModelPackage
from reader.translation.packages import packages
from reader.translation.packages.packages import find_route, find_routes


def one(
    source: str, target: str, version: str, engine: str = "", demonstration: bool = False
) -> ModelPackage:
    return ModelPackage(
        source,
        target,
        version,
        demonstration=demonstration,
        path=f"/m/{engine}{source}{target}{version}",
        engine=engine,
    )


ALL = [
    one("fr", "en", "1.9"),
    one("fr", "en", "1.1", demonstration=True),
    one("fr", "en", "1.0", FIREFOX),
    one("en", "ar", "1.0"),
    one("pt", "en", "2.0", FIREFOX),
]


def test_routes_mix_engines_and_their_keys_tell_them_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "engine_present", lambda: True)
    route = find_route("fr", "ar", ALL)
    assert [(h.engine, h.version) for h in route.hops] == [(FIREFOX, "1.0"), ("", "1.0")]
    assert route.key == "fr-en@1.0-firefox>en-ar@1.0"
    assert find_route("pt", "ar", ALL).key == "pt-en@2.0-firefox>en-ar@1.0"


def test_without_the_optional_part_argos_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "engine_present", lambda: False)
    assert find_route("fr", "ar", ALL).key == "fr-en@1.9>en-ar@1.0"
    assert list(find_routes("pt", "en", ALL)) == []
    with pytest.raises(ReaderError) as caught:
        find_route("pt", "ar", ALL)
    assert caught.value.kind == "engine-missing"
    with pytest.raises(ReaderError) as caught:
        find_route("pt", "ja", ALL)
    assert caught.value.kind == "no-model"
