"""A history that failed, told so that one command does its acts again."""

from __future__ import annotations

import ast
import os
import shlex
from collections.abc import Iterator

from hypothesis.stateful import RuleBasedStateMachine

ACTS = "LISEUSE_SYNC_ACTS"
"""The variable that holds acts, as `save(who=1, page=0, version=2); meet(who=1)`."""
_STEP = "state."
_LAST = "teardown()"


def command_of(error: BaseException) -> str:
    """What does the acts of a history again after which something was wrong."""
    test = os.environ["PYTEST_CURRENT_TEST"].rpartition(" ")[0]
    acts = "; ".join(_acts_of(error))
    return f"{ACTS}={shlex.quote(acts)} .venv/bin/python -m pytest {shlex.quote(test)}"


def _acts_of(error: BaseException) -> Iterator[str]:
    """The acts that Hypothesis notes with an error; where it is not sure, with the group that has it."""
    for note in getattr(error, "__notes__", ()):
        act = note.removeprefix(_STEP)
        if act != note and act != _LAST:
            yield act
        elif act == _LAST:
            return
    for each in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        yield from _acts_of(each)


def do_again(machine: type[RuleBasedStateMachine], acts: str) -> None:
    """Do acts, and look at what came of them as at the end of any history."""
    state = machine()
    try:
        for statement in ast.parse(acts).body:
            assert isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
            called = statement.value
            values = {one.arg or "": ast.literal_eval(one.value) for one in called.keywords}
            getattr(state, ast.unparse(called.func))(**values)
    finally:
        state.teardown()
