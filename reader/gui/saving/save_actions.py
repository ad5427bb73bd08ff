"""What the reader can do about a save, by the state it is in."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from reader.gui.background.save_entry import SaveEntry, SaveState

DEAD = frozenset(("not-found", "unknown-host"))
"""Failures of a link that the web may have lost for good."""


@dataclass(frozen=True, slots=True)
class SaveAction:
    """`name` says what the tray asks for (its signal `NAME_wanted`); `brief` is its `text` in little room."""

    name: str
    text: str
    brief: str = ""


def actions_of(entry: SaveEntry) -> list[SaveAction]:
    """What can be done about an entry: the likeliest first, what takes it off the list last."""
    translate = QCoreApplication.translate
    opens = SaveAction("open", translate("save", "Open"))
    close = SaveAction("dismiss", translate("save", "Close"))
    if entry.active:
        return [SaveAction("cancel", translate("save", "Cancel"))]
    if entry.state is SaveState.FAILED:
        return [*_ways_on(entry), SaveAction("remove", translate("save", "Remove"))]
    if entry.state is SaveState.PARTIAL:
        return [opens, SaveAction("retry", translate("save", "Retry")), close]
    if entry.state is SaveState.DUPLICATE:
        return [opens, SaveAction("update", translate("save", "Update copy")), close]
    return [opens, close]


def _ways_on(entry: SaveEntry) -> list[SaveAction]:
    """What may still bring a page that could not be saved."""
    translate = QCoreApplication.translate
    error = entry.error
    retry = SaveAction("retry", translate("save", "Retry"))
    browser = SaveAction("browser", translate("save", "Open in browser"), translate("save", "Browser"))
    if not entry.url.startswith(("http://", "https://")):
        return [retry]
    if error is not None and error.kind == "no-article" and entry.host:
        text = SaveAction("text", translate("save", "Save as text"), translate("save", "As text"))
        return [text, browser]
    if error is not None and error.kind in DEAD:
        return [SaveAction("archive", translate("save", "Web archive")), browser, retry]
    return [retry, browser] if error is None or error.retryable else [browser, retry]
