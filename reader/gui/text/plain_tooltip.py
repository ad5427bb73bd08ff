"""Tooltips that show a text letter by letter."""

from __future__ import annotations

from html import escape


def plain_tip(text: str) -> str:
    """`text` for a tooltip: Qt would read markup in it, and open the files that it names."""
    if "<" not in text:
        return text
    return "<qt>" + escape(text).replace("\n", "<br>") + "</qt>"
