"""Tooltips that show a text letter by letter."""

from __future__ import annotations


def plain_tip(text: str) -> str:
    """`text` for a tooltip: Qt would read markup in it, and open the files that it names."""
    if "<" not in text:
        return text
    from html import escape

    return "<qt>" + escape(text).replace("\n", "<br>") + "</qt>"
