"""Which mutants are worth a run, and which of them a sample takes.

A mutant's place in a sample follows from its own line alone: code that moves to another module, or
changes beside it, leaves the rest of the sample as it was.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

PACKAGES = ("core", "reading", "saving", "translation", "library", "services")
"""Whose tests need no window; a mutant is run against the tests of its package."""

SAME_ANSWER = re.compile(r"_(Eq_Is|NotEq_IsNot|Is_Eq|IsNot_NotEq)$")
"""Operators whose mutants differ by chance: equal short texts and numbers are mostly one object."""


class Mutant(Protocol):
    """What is asked of a mutant: where it is and what changes there."""

    module_path: Path
    operator_name: str
    occurrence: int
    start_pos: tuple[int, int]
    end_pos: tuple[int, int]


M = TypeVar("M", bound=Mutant)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mutant is; mutants of one place and kind are one choice of a sample."""

    path: str
    start: tuple[int, int]
    end: tuple[int, int]
    kind: str


def worth_running(specs: Iterable[M]) -> list[M]:
    """Leave out mutants that nothing can tell from the code: in annotations, and of `SAME_ANSWER`."""
    kept, spans = [], {}
    for spec in specs:
        path = str(spec.module_path)
        if path not in spans:
            spans[path] = _annotations(Path(path).read_text("utf-8"))
        inside = any(start <= spec.start_pos and spec.end_pos <= end for start, end in spans[path])
        if not inside and not SAME_ANSWER.search(spec.operator_name):
            kept.append(spec)
    return kept


def sample(specs: Iterable[M], count: int, seed: int) -> list[M]:
    """`count` mutants, one a place, chosen by the seed alone."""
    places: dict[Place, list[M]] = {}
    for spec in specs:
        kind = spec.operator_name.split("_")[0]
        place = Place(str(spec.module_path), spec.start_pos, spec.end_pos, kind)
        places.setdefault(place, []).append(spec)
    lines = {path: Path(path).read_text("utf-8").splitlines() for path in {p.path for p in places}}

    def chance(place: Place, what: str) -> str:
        line = lines[place.path][place.start[0] - 1]
        column = place.start[1] - (len(line) - len(line.lstrip()))
        return hashlib.sha256(f"{seed}|{what}|{place.kind}|{line.strip()}|{column}".encode()).hexdigest()

    def choice(place: Place) -> M:
        ways = enumerate(sorted(places[place], key=lambda spec: (spec.operator_name, spec.occurrence)))
        return min(ways, key=lambda way: chance(place, f"{way[1].operator_name} {way[0]}"))[1]

    chosen = sorted(places, key=lambda place: (chance(place, "place"), place.path, place.start))
    return [choice(place) for place in chosen[:count]]


def _annotations(source: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where annotations stand; none of them is ever evaluated."""
    found: list[ast.expr | None] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.arg | ast.AnnAssign):
            found.append(node.annotation)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.append(node.returns)
    return [
        ((n.lineno, n.col_offset), (n.end_lineno or 0, n.end_col_offset or 0)) for n in found if n is not None
    ]
