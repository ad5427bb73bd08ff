"""Recipes: ingredients with their quantities, steps, times, as a page declares them for machines."""

from __future__ import annotations

import html as html_text
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from reader.saving.language_data import any_of, named, phrases
from reader.saving.metadata.structured_data import Structured, microdata, plain, types_of
from reader.saving.page.block_flow import Block
from reader.saving.page.elements import Element, Tokens, collapse, squash, text_of

_DURATION = re.compile(
    r"^P(?:(\d+)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:\d+(?:\.\d+)?S)?)?$", re.I
)
_HEADED = any_of(phrases("recipe", "ingredient_headings") + phrases("recipe", "step_headings"))
_HEADINGS = re.compile(rf"^\W*(?:{_HEADED})\b.{{0,40}}$", re.I)
_STEP_NUMBER = re.compile(
    r"^\W*(?:(?:step|[ée]tape|schritt|paso|passo|stap|krok|steg|trinn?|vaihe|adım|pasul|βήμα|шаг|الخطوة)\s*)?"
    r"\d{1,2}\s*[.):–-]\s*(?=\D)",
    re.I,
)
_MOST = 300
_SHORT = 60  # characters; a paragraph of the page's own prose is longer
_OF_RECIPE = 0.7  # share of a block's lines that are the recipe's


@dataclass(slots=True)
class Recipe:
    """`steps` are (name of the section, steps) pairs; the times are texts such as “1 h 20 min”."""

    ingredients: list[str]
    steps: list[tuple[str, list[str]]]
    serves: str = ""
    times: dict[str, str] = field(default_factory=dict)
    description: str = ""


def find_recipe(tree: Element, structured: Structured) -> Recipe | None:
    """The recipe of a page, as JSON-LD or microdata tell it; `None` when either half of one is missing."""
    for node in structured.nodes:
        if "recipe" in types_of(node):
            found = _of_node(node)
            if found is not None:
                return found
    return _of_microdata(tree)


def recipe_blocks(recipe: Recipe, chosen: Sequence[Block], language: str, element: Element) -> list[Block]:
    """The page's own prose, then the recipe: who it serves and how long it takes, ingredients, steps.

    Args:
        recipe: what was found.
        chosen: the blocks taken for an article, which may hold parts of the recipe.
        language: of the page, for the headings.
        element: where the new blocks come from.
    """
    called = named("recipe", language)
    prose = _without_recipe(chosen, recipe)
    if not any(b.kind == "p" and len(b.text) > _SHORT for b in prose):
        told = [_made("p", _escaped(recipe.description), element)] if recipe.description else []
        prose = [*told, *(b for b in prose if b.kind == "figure")]
    facts = [f"{called['serves']} {recipe.serves}"] if recipe.serves else []
    facts += [f"{called[name]} : {time}" if language == "fr" else f"{called[name]}: {time}"
              for name, time in recipe.times.items()]  # fmt: skip
    made = [_made("p", _escaped(" · ".join(facts)), element)] if facts else []
    made.append(_made("heading", _escaped(called["ingredients"]), element, 2))
    made.append(_listed("ul", recipe.ingredients, element))
    made.append(_made("heading", _escaped(called["steps"]), element, 2))
    for name, steps in recipe.steps:
        if name:
            made.append(_made("heading", _escaped(name), element, 3))
        made.append(_listed("ol", steps, element))
    return [*prose, *made]


def _of_node(node: dict[str, Any]) -> Recipe | None:
    ingredients = [_line(i) for i in _texts(node.get("recipeIngredient") or node.get("ingredients"))]
    ingredients = [line for line in dict.fromkeys(ingredients) if line][:_MOST]
    steps = [(name, lines) for name, lines in _sections(node.get("recipeInstructions")) if lines]
    if len(ingredients) < 2 or not steps:
        return None
    keys = (("preparation", "prepTime"), ("cooking", "cookTime"), ("total", "totalTime"))
    times = {name: _duration(plain(node.get(key))) for name, key in keys}
    served = node.get("recipeYield")
    serves = [str(s) for s in (served if isinstance(served, list) else [served]) if s not in (None, "")]
    return Recipe(
        ingredients,
        steps,
        serves=_line(max(serves, key=len, default="")),
        times={name: time for name, time in times.items() if time},
        description=plain(node.get("description")),
    )


def _of_microdata(tree: Element) -> Recipe | None:
    ingredients = [text_of(e) for e in microdata(tree, "recipeIngredient", "ingredients")]
    if len(ingredients) < 2:
        return None
    steps: list[str] = []
    for element in microdata(tree, "recipeInstructions"):
        items = [text_of(e) for e in element.iter("li")] or [text_of(e) for e in element.iter("p")]
        steps += items or [text_of(element)]
    ingredients = [line for line in dict.fromkeys(ingredients) if line][:_MOST]
    steps = [line for line in (_STEP_NUMBER.sub("", s) for s in steps) if line][:_MOST]
    if len(ingredients) < 2 or not steps:
        return None
    serves = next((e.get("content") or text_of(e) for e in microdata(tree, "recipeYield")), "")
    times = {}
    for name, key in (("preparation", "prepTime"), ("cooking", "cookTime"), ("total", "totalTime")):
        told = next((e.get("datetime") or e.get("content") or "" for e in microdata(tree, key)), "")
        if _duration(told):
            times[name] = _duration(told)
    return Recipe(ingredients, [("", steps)], serves=collapse(serves), times=times)


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return re.split(r"\n|<br\s*/?>|</li>", value)
    return [v for v in value if isinstance(v, str)] if isinstance(value, list) else []


def _sections(value: Any, depth: int = 0) -> Iterator[tuple[str, list[str]]]:
    """The steps of a recipe by section; loose ones are a section without a name."""
    loose: list[str] = []
    if isinstance(value, str):
        loose = _steps_of(value)
    for one in value if isinstance(value, list) else [value] if isinstance(value, dict) else []:
        if isinstance(one, list) and depth < 3:
            for name, lines in _sections(one, depth + 1):
                loose += lines if not name else []
        elif isinstance(one, dict) and one.get("itemListElement") and depth < 3:
            if loose:
                yield "", loose
                loose = []
            inner = [line for _, lines in _sections(one["itemListElement"], depth + 1) for line in lines]
            yield _line(plain(one.get("name"))), inner
        else:
            loose += _steps_of(_step_text(one))
    if loose:
        yield "", loose[:_MOST]


def _step_text(step: Any) -> str:
    if isinstance(step, dict):
        text = step.get("text") or step.get("name") or ""
        return text if isinstance(text, str) else plain(text)
    return step if isinstance(step, str) else ""


def _steps_of(text: str) -> list[str]:
    parts = re.split(r"\n|\r|<br\s*/?>|</(?:p|li)>", html_text.unescape(text))
    return [line for line in (_STEP_NUMBER.sub("", _line(part)) for part in parts) if len(line) > 1]


def _line(text: str) -> str:
    return collapse(re.sub(r"<[^<>]{0,500}>", "", html_text.unescape(html_text.unescape(text))))


def _duration(text: str) -> str:
    """“PT1H20M” as “1 h 20 min”; "" for none."""
    found = _DURATION.match(text.strip())
    if found is None:
        return ""
    minutes = round(int(found[1] or 0) * 1440 + float(found[2] or 0) * 60 + float(found[3] or 0))
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours} h" if hours else "", f"{rest} min" if rest else "")))


def _without_recipe(chosen: Sequence[Block], recipe: Recipe) -> list[Block]:
    """The chosen blocks that are not the recipe's parts nor head them."""
    lines = [*recipe.ingredients, *(s for name, steps in recipe.steps for s in (name, *steps) if s)]
    own = {squash(line) for line in lines}
    whole = "\n".join(own)
    kept = [
        b
        for b in chosen
        if b.kind in ("figure", "embed") or not _is_part(b, own, whole, squash(recipe.serves))
    ]
    ends = [*(b.kind for b in kept[1:]), "heading"]
    return [b for b, after in zip(kept, ends, strict=False) if b.kind != "heading" or after != "heading"]


def _is_part(block: Block, own: set[str], whole: str, serves: str) -> bool:
    if block.kind == "heading" and (_HEADINGS.match(block.text) or squash(block.text) in own):
        return True
    if len(block.text) < _SHORT and len(serves) > 2 and serves in squash(block.text):
        return True
    told = html_text.unescape(re.sub(r"<[^>]*>", "", block.html.replace("<br>", "\n")))
    lines = [
        squash(_STEP_NUMBER.sub("", line)) for line in (told if block.kind == "p" else block.text).split("\n")
    ]
    lines = [line for line in lines if line]
    part = sum(len(line) for line in lines if line in own or (len(line) > 5 and line in whole))
    return bool(lines) and part >= _OF_RECIPE * sum(map(len, lines))


def _escaped(text: str) -> str:
    return html_text.escape(text, quote=False)


def _made(kind: str, markup: str, element: Element, level: int = 0) -> Block:
    text = html_text.unescape(markup)
    return Block(kind, markup, text, element, level=level, words=Tokens.of(text))


def _listed(tag: str, lines: Sequence[str], element: Element) -> Block:
    markup = f"<{tag}>{''.join(f'<li>{_escaped(line)}</li>' for line in lines)}</{tag}>"
    text = "\n".join(lines)
    return Block("list", markup, text, element, level=len(lines), words=Tokens.of(text))
