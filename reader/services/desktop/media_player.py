"""The program as a media player of the desktop (MPRIS 2): what it answers, and what is asked of it.

GNOME and KDE pass the media keys on to the player that plays, and show its controls.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reader.services.desktop.desktop_calls import Call
from reader.services.desktop.session_bus import BUS, Incoming

NAME, PATH = "org.mpris.MediaPlayer2.liseuse", "/org/mpris/MediaPlayer2"
ROOT, PLAYER = "org.mpris.MediaPlayer2", "org.mpris.MediaPlayer2.Player"
PROPERTIES = "org.freedesktop.DBus.Properties"
INTROSPECTABLE = "org.freedesktop.DBus.Introspectable"
COMMANDS = ("Play", "Pause", "PlayPause", "Stop", "Next", "Previous")
"""What can be asked of the player."""

_OTHERS = ("Seek", "SetPosition", "OpenUri", "Raise", "Quit")
_QUEUED_BY_NOBODY = 4  # DBUS_NAME_FLAG_DO_NOT_QUEUE
_TAKEN = 3  # DBUS_REQUEST_NAME_REPLY_EXISTS
MOST = 20
"""Windows that can be players at once."""


@dataclass(frozen=True, slots=True)
class Playing:
    """What is played: `status` is `Playing`, `Paused` or `Stopped`, `rate` 1.0 for the usual speed."""

    status: str = "Stopped"
    title: str = ""
    author: str = ""
    url: str = ""
    rate: float = 1.0


def own_name(number: int = 1) -> Call:
    """Ask the bus for the player's name; from the second on, players have their `number` in it."""
    return Call(BUS, "RequestName", "su", (_name(number), _QUEUED_BY_NOBODY))


def is_taken(answer: tuple[object, ...] | None) -> bool:
    """Whether the bus answered that another player has the name."""
    return answer == (_TAKEN,)


def give_up_name(number: int = 1) -> Call:
    """Be no player any more."""
    return Call(BUS, "ReleaseName", "s", (_name(number),))


def _name(number: int) -> str:
    return NAME if number < 2 else f"{NAME}.instance{number}"


def properties(playing: Playing) -> dict[str, dict[str, tuple[str, Any]]]:
    """The properties of both interfaces, with their types."""
    metadata: dict[str, tuple[str, Any]] = {"mpris:trackid": ("o", "/io/github/liseuse/article")}
    if playing.title:
        metadata["xesam:title"] = ("s", playing.title)
    if playing.author:
        metadata["xesam:artist"] = ("as", [playing.author])
    if playing.url:
        metadata["xesam:url"] = ("s", playing.url)
    able = dict.fromkeys(("CanGoNext", "CanGoPrevious", "CanPlay", "CanPause", "CanControl"), ("b", True))
    return {
        ROOT: {
            **dict.fromkeys(("CanQuit", "CanRaise", "HasTrackList"), ("b", False)),
            "Identity": ("s", "Liseuse"),
            "DesktopEntry": ("s", "liseuse"),
            "SupportedUriSchemes": ("as", []),
            "SupportedMimeTypes": ("as", []),
        },
        PLAYER: {
            **able,
            "CanSeek": ("b", False),
            "PlaybackStatus": ("s", playing.status),
            "Rate": ("d", playing.rate),
            "MinimumRate": ("d", playing.rate),
            "MaximumRate": ("d", playing.rate),
            "Volume": ("d", 1.0),
            "Position": ("x", 0),
            "Metadata": ("a{sv}", metadata),
        },
    }


def change(playing: Playing) -> tuple[str, tuple[object, ...]]:
    """The signature and body of the signal that says what is played now."""
    told = {name: properties(playing)[PLAYER][name] for name in ("PlaybackStatus", "Metadata", "Rate")}
    return "sa{sv}as", (PLAYER, told, [])


def answer_to(call: Incoming, playing: Playing) -> tuple[str, tuple[object, ...]] | None:
    """The signature and body of the answer to a call, `None` for one that nobody here understands."""
    known = properties(playing)
    match call.interface, call.member, call.body:
        case (i, "GetAll", (str(interface),)) if i == PROPERTIES and interface in known:
            return "a{sv}", (known[interface],)
        case (i, "Get", (str(interface), str(name))) if i == PROPERTIES and name in known.get(interface, {}):
            return "v", (known[interface][name],)
        case (i, "Set", _) if i == PROPERTIES:
            return "", ()
        case (i, "Introspect", _) if i == INTROSPECTABLE:
            return "s", (_description(known),)
        case (i, member, _) if i in (PLAYER, ROOT) and member in (*COMMANDS, *_OTHERS):
            return "", ()
    return None


def _description(known: dict[str, dict[str, tuple[str, Any]]]) -> str:
    methods = {PLAYER: COMMANDS, ROOT: ()}
    parts = [
        f'<interface name="{interface}">'
        + "".join(f'<method name="{name}"/>' for name in methods[interface])
        + "".join(f'<property name="{n}" type="{kind}" access="read"/>' for n, (kind, _) in inside.items())
        + "</interface>"
        for interface, inside in known.items()
    ]
    return f"<node>{''.join(parts)}</node>"
