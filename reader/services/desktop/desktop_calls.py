"""What the desktop is asked for over the session bus: notifications, and not to sleep or lock meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from reader.services.desktop.session_bus import BUS, Address

_LASTS = 8000  # ms that the desktop may show a notification
_NAME = "org.freedesktop.Notifications"
NOTIFICATIONS = Address(_NAME, "/org/freedesktop/Notifications", _NAME)
OPEN = "default"
"""The action of a click on a notification."""

_PORTAL = Address(
    "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Inhibit"
)
SETTINGS = Address(_PORTAL.name, _PORTAL.path, "org.freedesktop.portal.Settings")
_MOTION = (
    ("org.freedesktop.appearance", "reduced-motion"),
    ("org.gnome.desktop.interface", "enable-animations"),
)
"""Namespace and key of what the desktop says about motion, the one of all desktops first."""
_SAVER = Address("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver")
_POWER = Address(
    "org.freedesktop.PowerManagement",
    "/org/freedesktop/PowerManagement/Inhibit",
    "org.freedesktop.PowerManagement.Inhibit",
)
_REQUEST = "org.freedesktop.portal.Request"
_SUSPEND, _IDLE = 4, 8  # the portal's flags


@dataclass(frozen=True, slots=True)
class Call:
    """A call, ready to be sent."""

    to: Address
    member: str
    signature: str = ""
    body: tuple[object, ...] = ()


def listen(interface: str) -> Call:
    """Have the bus pass on the signals of an interface."""
    return Call(BUS, "AddMatch", "s", (f"type='signal',interface='{interface}'",))


def motion_settings() -> Call:
    """What the desktop says about motion; its answer is for `wants_stillness`."""
    return Call(SETTINGS, "ReadAll", "as", ([namespace for namespace, _ in _MOTION],))


def tells_motion(told: tuple[object, ...]) -> bool:
    """Whether a signal of the settings, with these values, is about motion."""
    return told[:2] in _MOTION


def wants_stillness(answer: tuple[object, ...] | None) -> bool:
    """Whether a desktop that answered so, or not at all, asks for less motion.

    Older desktops do not know the first key; GNOME has long had one of its own, which means the contrary.
    """
    found = answer[0] if answer else None
    if not isinstance(found, dict):
        return False
    values = [found.get(namespace, {}).get(key, ("", None))[1] for namespace, key in _MOTION]
    return values[0] == 1 or (values[0] is None and values[1] is False)


def notification(title: str, text: str, action: str, replaces: int = 0) -> Call:
    """A notification; its answer is its number.

    Args:
        title: one line, plain. text: the rest, plain. action: what a click does, in words.
        replaces: the number of an earlier one that this one takes the place of.
    """
    hints = {"desktop-entry": ("s", "liseuse"), "category": ("s", "transfer.complete")}
    body = ("Liseuse", replaces, "liseuse", title, _escaped(text), [OPEN, action], hints, _LASTS)
    return Call(NOTIFICATIONS, "Notify", "susssasa{sv}i", body)


def inhibitions(reason: str, screen: bool) -> list[tuple[Call, Address]]:
    """The ways to keep the screen from locking, else the computer from sleeping, the usual one first.

    With each stands who is asked to let go again: by the answer's number, or where the answer is the
    path of a request, at that path.
    """
    portal = Call(
        _PORTAL, "Inhibit", "sua{sv}", ("", _IDLE if screen else _SUSPEND, {"reason": ("s", reason)})
    )
    own = _SAVER if screen else _POWER
    return [
        (Call(own, "Inhibit", "ss", ("Liseuse", reason)), own),
        (portal, Address(_PORTAL.name, "", _REQUEST)),
    ]


def release(at: Address, answer: object) -> Call:
    """Let go of what an answer to one of the `inhibitions` stands for."""
    if at.path:
        return Call(at, "UnInhibit", "u", (answer,))
    return Call(Address(at.name, str(answer), at.interface), "Close")


def _escaped(text: str) -> str:
    """Desktops read a little markup in the text; a title is none."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
