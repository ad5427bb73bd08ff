"""A notification of the desktop, over D-Bus as freedesktop.org has it; elsewhere nothing."""

from __future__ import annotations

import logging
import os
import sys

log = logging.getLogger(__name__)

_SECONDS = 3.0
_LASTS = 8000  # ms that the desktop may show it
_NAME, _PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"


def can_notify() -> bool:
    """Whether this system has a session bus to notify through."""
    return sys.platform.startswith("linux") and bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS"))


def notify(title: str, text: str, replaces: int = 0) -> int:
    """Show a notification; on a background lane, since the desktop may take its time.

    Args:
        title: one line, plain. text: the rest, plain.
        replaces: the number of an earlier one that this one takes the place of.

    Returns:
        The notification's number, 0 when the desktop did not take it.
    """
    from jeepney import DBusAddress, DBusErrorResponse, new_method_call
    from jeepney.io.blocking import open_dbus_connection
    from jeepney.wrappers import unwrap_msg

    address = DBusAddress(_PATH, bus_name=_NAME, interface=_NAME)
    hints = {"desktop-entry": ("s", "liseuse"), "category": ("s", "transfer.complete")}
    body: tuple[object, ...] = ("Liseuse", replaces, "liseuse", title, _escaped(text), [], hints, _LASTS)
    call = new_method_call(address, "Notify", "susssasa{sv}i", body)
    try:
        with open_dbus_connection(bus="SESSION") as connection:
            answer = unwrap_msg(connection.send_and_get_reply(call, timeout=_SECONDS))
    except (OSError, DBusErrorResponse, EOFError, KeyError, ValueError) as error:
        log.info("no notification: %s", type(error).__name__)
        return 0
    return int(answer[0]) if answer and isinstance(answer[0], int) else 0


def _escaped(text: str) -> str:
    """Desktops read a little markup in the text; a title is none."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
