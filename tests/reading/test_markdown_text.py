"""What Markdown would take for its own signs, and what it would not."""

from __future__ import annotations

import pytest

from reader.reading.markdown_text import plain_markdown


@pytest.mark.parametrize(
    "text",
    [
        "2019-06-27",
        "C# et C++ (1 + 1 = 2)!",
        "snake_case, 3 < 4 > 2, AT&T",
        "Salma · LeBrief · {x}",
        "-5 degrés",
        "3.5 % de 10",
        "البحيرة فارغة - تمامًا",
    ],
)
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert plain_markdown(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("*a* `b` ~~c~~ $d$ e|f", r"\*a\* \`b\` \~\~c\~\~ \$d\$ e\|f"),
        ("_a_ __b__", r"\_a\_ \_\_b\_\_"),
        ("<b>x</b> <!-- <?php", r"\<b>x\</b> \<!-- \<?php"),
        ("![x](javascript:1)", r"!\[x\](javascript:1)"),
        ("&lt; &#60;", r"\&lt; \&#60;"),
        ("# a\n#tag\nb #", "\\# a\n\\#tag\nb \\#"),
        ("- a\n+ b\n> c\n  - d", "\\- a\n\\+ b\n\\> c\n  \\- d"),
        ("a\n---\nb\n===", "a\n\\---\nb\n\\==="),
        ("1. a\n2) b\n10.", "1\\. a\n2\\) b\n10\\."),
        ("a\\b", r"a\\b"),
    ],
)
def test_signs_of_markdown_are_marked(text: str, written: str) -> None:
    assert plain_markdown(text) == written
