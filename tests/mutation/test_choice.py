"""Which mutants a sample takes, and which tests are run against one first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.mutation.choice import sample, worth_running
from tests.mutation.copies import TOP, command_for, ordered_tests, package_of

CODE = '''"""A module."""

LIMIT: int | None = 3


def shorter(text: str | None, most: int = LIMIT) -> bool | None:
    """Whether a text is short."""
    if text is None or text == "":
        return True
    return len(text) < most and text[0] != "x"
'''
COMPARED = "ReplaceComparisonOperator"


@dataclass(frozen=True)
class Spec:
    """A mutant, as the library names it."""

    module_path: Path
    operator_name: str
    occurrence: int
    start_pos: tuple[int, int]
    end_pos: tuple[int, int]


def mutants(folder: Path, code: str, name: str = "module.py") -> list[Spec]:
    """Mutants of `CODE`: what stands there, and the operators that change it."""
    file = folder / name
    file.write_text(code, "utf-8")
    found = []
    for text, operators in {
        "int | None": ["ReplaceBinaryOperator_BitOr_Add", "ReplaceBinaryOperator_BitOr_Sub"],
        "str | None": ["ReplaceBinaryOperator_BitOr_Add"],
        "bool | None": ["ReplaceBinaryOperator_BitOr_Add"],
        "3": ["NumberReplacer", "NumberReplacer"],
        "is None": [f"{COMPARED}_Is_IsNot", f"{COMPARED}_Is_Eq"],
        "== ": [f"{COMPARED}_Eq_Is", f"{COMPARED}_Eq_NotEq", f"{COMPARED}_Eq_Lt"],
        "True": ["ReplaceTrueWithFalse"],
        "< most": [f"{COMPARED}_Lt_LtE", f"{COMPARED}_Lt_Gt"],
        "and ": ["ReplaceAndWithOr"],
        "0": ["NumberReplacer", "NumberReplacer"],
        "!= ": [f"{COMPARED}_NotEq_IsNot", f"{COMPARED}_NotEq_Eq"],
    }.items():
        before = code[: code.index(text)]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n") - 1
        for number, operator in enumerate(operators):
            found.append(Spec(file, f"core/{operator}", number, (line, column), (line, column + 1)))
    return found


def told(specs: list[Spec]) -> list[tuple[int, str, int]]:
    return [(spec.start_pos[0], spec.operator_name.removeprefix("core/"), spec.occurrence) for spec in specs]


def test_what_nothing_can_tell_from_the_code_is_left_out(tmp_path: Path) -> None:
    every = mutants(tmp_path, CODE)
    kept = worth_running(every)
    assert told([spec for spec in every if spec not in kept]) == [
        (3, "ReplaceBinaryOperator_BitOr_Add", 0),
        (3, "ReplaceBinaryOperator_BitOr_Sub", 1),
        (6, "ReplaceBinaryOperator_BitOr_Add", 0),
        (6, "ReplaceBinaryOperator_BitOr_Add", 0),
        (8, f"{COMPARED}_Is_Eq", 1),
        (8, f"{COMPARED}_Eq_Is", 0),
        (10, f"{COMPARED}_NotEq_IsNot", 0),
    ]


def test_a_sample_is_the_same_each_time_and_has_one_mutant_a_place(tmp_path: Path) -> None:
    kept = worth_running(mutants(tmp_path, CODE))
    whole = sample(kept, 100, seed=1)
    assert sorted({spec.start_pos for spec in whole}) == sorted({spec.start_pos for spec in kept})
    assert len(whole) == 8 < len(kept)
    assert sample(list(reversed(kept)), 100, seed=1) == whole
    assert sample(kept, 4, seed=1) == whole[:4]
    assert sample(kept, 4, seed=2) != whole[:4]


def test_code_that_moves_or_gets_a_neighbour_stays_in_the_sample(tmp_path: Path) -> None:
    before = sample(worth_running(mutants(tmp_path, CODE)), 5, seed=1)
    grown = CODE.replace("LIMIT: int", "import math\n\nLIMIT: int")
    moved = sample(worth_running(mutants(tmp_path, grown, "another.py")), 5, seed=1)
    assert [(line + 2, *rest) for line, *rest in told(before)] == told(moved)


def test_the_tests_of_a_module_come_first_and_all_of_its_package_are_run() -> None:
    ordered = ordered_tests(TOP, "reader/reading/sentences.py")
    assert ordered[0] == "tests/reading/test_sentences.py"
    assert sorted(ordered) == sorted(str(f.relative_to(TOP)) for f in TOP.glob("tests/reading/test_*.py"))
    assert package_of("reader/reading/deeper/sentences.py") == "reading"
    assert command_for(TOP, "reader/reading/sentences.py").endswith(" ".join(["-x", *ordered]))
