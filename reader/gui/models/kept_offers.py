"""What was known of better models when the program was last used: the next start need not look first."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from reader.core.model import ModelPackage
from reader.services.translation.better_models import BetterModels, better_models

if TYPE_CHECKING:
    from reader.core.model import Route
    from reader.gui.background.options import Options
    from reader.settings.paths import LibraryPaths
    from reader.settings.store import Settings

OPTION = "offers_known"
_MOST = 4
"""Ways of translations that are remembered: an article is read in one language, and few others."""


@dataclass(frozen=True, slots=True)
class KeptOffer:
    """What a look found of a way of translation.

    `newer`: a newer model is installed than the one that made the translation. `models`: what is better
    between both languages; `None` where nothing can be had.
    """

    newer: bool
    models: BetterModels | None


def kept_offer(options: Options, route: str) -> KeptOffer | None:
    """What was found last of a way, by its key; `None` where nothing is known of it."""
    try:
        found = json.loads(options.text(OPTION) or "{}")[route]
        return KeptOffer(bool(found["newer"]), _models(found["models"]))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


@dataclass(frozen=True, slots=True)
class _Models:
    """The models of a library that is not open yet."""

    paths: LibraryPaths
    settings: Settings


def look_ahead(paths: LibraryPaths, settings: Settings, route: Route) -> KeptOffer | None:
    """What a look finds of a way before the library is open, for a start that remembers nothing of it; `None`
    where the open library alone can tell."""
    from reader.services.translation.newer_models import may_be_newer

    models = _Models(paths, settings)
    if may_be_newer(models, route):
        return None
    return KeptOffer(False, better_models(models, route.source, route.target))


def keep_offer(options: Options, route: str, found: KeptOffer) -> None:
    """Remember what a look found; nothing is written where that is known already."""
    if kept_offer(options, route) == found:
        return
    try:
        known = dict(json.loads(options.text(OPTION) or "{}"))
    except (ValueError, TypeError):
        known = {}
    known.pop(route, None)
    known = dict([*known.items(), (route, asdict(found))][-_MOST:])
    options.remember(OPTION, json.dumps(known))


def _models(row: dict[str, Any] | None) -> BetterModels | None:
    if row is None:
        return None
    missing = tuple(ModelPackage(**{**one, "links": tuple(one["links"])}) for one in row["missing"])
    languages = tuple(str(code) for code in row["languages"])
    return BetterModels(languages, missing, bool(row["leaves_sentences"]), bool(row["needed"]))
