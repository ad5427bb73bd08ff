"""Messages, errors and languages."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from reader.core import error_kinds
from reader.core.error_kinds import KINDS, RESCUABLE
from reader.core.errors import ReaderError
from reader.core.languages import direction_of, language
from reader.core.messages import Message, isolate, plain
from reader.core.model import Direction


def test_values_are_isolated_and_can_be_plain() -> None:
    message = Message("errors", "We couldn’t find {host}.", {"host": "lebrief.ma"})
    assert message.show() == "We couldn’t find \u2068lebrief.ma\u2069."
    assert plain(message.show()) == "We couldn’t find lebrief.ma."
    assert isolate(3) == "\u20683\u2069"


def test_text_is_translated_before_values_are_filled_in() -> None:
    message = Message("errors", "Find {host}", {"host": "a"})
    assert (
        plain(message.show(lambda context, text: f"{context}: {text.upper().lower()}!")) == "errors: find a!"
    )


def test_value_with_braces_fills_nothing_else_by_chance() -> None:
    assert plain(Message("c", "{a}", {"a": "100 %"}).show()) == "100 %"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_says_what_happened_and_what_to_do(kind: str) -> None:
    words = KINDS[kind]
    assert words.kind == kind and words.title and words.hint
    for text in (words.title, words.hint):
        assert "'" not in text and '"' not in text  # typographic marks only
        assert "!" not in text and "please" not in text.lower()
        assert text.endswith(".")
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
        assert all(name.isidentifier() for name in names)


def test_error_carries_words_and_values() -> None:
    error = ReaderError("unknown-host", "getaddrinfo failed", host="lebrief.ma")
    assert plain(error.title.show()) == "We couldn’t find lebrief.ma."
    assert error.retryable and "getaddrinfo" in str(error)
    with pytest.raises(KeyError):
        ReaderError("no-such-kind")


def test_languages() -> None:
    assert language("fr_MA").own_name == "Français" and language("AR").code == "ar"
    assert language("zz").name == "zz"
    assert direction_of("ar-MA") is Direction.RTL and direction_of("fr") is Direction.LTR


def test_which_kinds_mean_that_there_is_no_library_is_said_once() -> None:
    """A list of them elsewhere falls behind as soon as there is another kind."""
    folder = Path(error_kinds.__file__).parents[1]
    lists = []
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Tuple | ast.List | ast.Set):
                named = {e.value for e in node.elts if isinstance(e, ast.Constant)}
                lists += [file.name] if len(named & set(RESCUABLE)) > 1 else []
    assert set(lists) == {"error_kinds.py"}
