"""Who wrote a page, on pages as the systems that make sites build them.

The sites of `site_shapes.json` are invented. Every page has an article; what differs is where and how its
author is named, who else is, and whether anybody is.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reader.saving.extraction.extract import extract

DATA: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "data" / "site_shapes.json").read_text(encoding="utf-8")
)


def page(shape: dict[str, str]) -> str:
    """The page: `above` stands under the title, `below` after the text, `whole` in the place of all three."""
    language = shape["language"]
    title, sentence = DATA["titles"][language], DATA["sentences"][language]
    body = "".join(f"<p>{f'{sentence} ' * 3}({number})</p>" for number in range(1, 6))
    article = f"<article><h1>{title}</h1>{shape.get('above', '')}{body}</article>{shape.get('below', '')}"
    shown = shape.get("whole", article).replace("{body}", body)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        f"{shape.get('head', '')}</head><body><header><a href='/'>Start</a></header><main>{shown}</main>"
        "<footer><a href='/legal'>©</a></footer></body></html>"
    )


@pytest.mark.parametrize("shape", DATA["shapes"], ids=lambda shape: shape["name"])
def test_the_author_is_named_or_nobody_is(shape: dict[str, str]) -> None:
    found = extract(page(shape).encode(), "https://lac.example/2024/03/ligne", "text/html; charset=utf-8")
    assert found.author == shape["author"]
