"""What an option is."""

from __future__ import annotations

from dataclasses import dataclass

Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Option:
    """One option. `choices` limits a text, `least` and `most` a number; `page` is its settings page.

    A `page` of `""` is remembered state (such as the window's geometry), not shown to the reader.
    `names` are what the choices are called, in their order; `hint` is a second, smaller line.
    """

    key: str
    default: Value
    label: str = ""
    page: str = ""
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    names: tuple[str, ...] = ()
    hint: str = ""
