"""What a screen reader gets: the running window over the real accessibility bus (AT-SPI)."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from jeepney import DBusAddress, HeaderFields, MatchRule, Message, message_bus, new_method_call
from jeepney.io.blocking import open_dbus_connection

from reader.settings.paths import LibraryPaths
from tests.e2e.conftest import Screen
from tests.support.limits import LIMIT, wait_for

pytestmark = pytest.mark.e2e

NEEDED = ("dbus-daemon", "dbus-send")
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
ACCESSIBLE, TEXT = "org.a11y.atspi.Accessible", "org.a11y.atspi.Text"
EVENTS = "org.a11y.atspi.Event.Object"
CHECKED, FOCUSABLE, SHOWING = 4, 11, 25
"""Bits of AT-SPI's states (atspi-constants.h)."""
ASSERTIVE = 2
"""ATSPI_LIVE_ASSERTIVE (atspi-constants.h)."""


class Part(NamedTuple):
    """One accessible object: where it is, what it is, what it is called."""

    bus: str
    path: str
    role: str
    name: str
    states: int

    def has(self, state: int) -> bool:
        return bool(self.states >> state & 1)


class Bus:
    """The accessibility bus of a session bus of our own."""

    def __init__(self, screen: Screen) -> None:
        self.environment = screen.environment
        command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
        self._daemon = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._daemon.stdout is not None
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._daemon.stdout.readline().strip()
        self.environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        answer = self._send("--session", "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress")
        found = re.search(r'string "(.*)"', answer)
        assert found is not None, "no accessibility bus"
        self.address = found.group(1)

    def _send(self, which: str, bus: str, path: str, method: str, *values: str) -> str:
        command = [
            "dbus-send",
            which,
            "--print-reply",
            f"--reply-timeout={LIMIT * 1000:.0f}",
            f"--dest={bus}",
            path,
            method,
        ]
        done = subprocess.run(
            [*command, *values], env=self.environment, capture_output=True, text=True, timeout=LIMIT
        )
        return done.stdout

    def call(self, bus: str, path: str, method: str, *values: str) -> str:
        return self._send(f"--bus={self.address}", bus, path, method, *values)

    def text_of(self, bus: str, path: str, method: str, *values: str) -> str:
        found = re.search(r'string "((?:.|\n)*)"\s*$', self.call(bus, path, method, *values))
        return found.group(1) if found is not None else ""

    def children(self, bus: str, path: str) -> list[tuple[str, str]]:
        answer = self.call(bus, path, f"{ACCESSIBLE}.GetChildren")
        return re.findall(r'string "([^"]*)"\s+object path "([^"]*)"', answer)

    def part(self, bus: str, path: str) -> Part:
        states = re.findall(r"uint32 (\d+)", self.call(bus, path, f"{ACCESSIBLE}.GetState"))
        number = sum(int(word) << 32 * place for place, word in enumerate(states))
        role = self.text_of(bus, path, f"{ACCESSIBLE}.GetRoleName")
        return Part(bus, path, role, self.property(bus, path, "Name"), number)

    def property(self, bus: str, path: str, name: str) -> str:
        method = "org.freedesktop.DBus.Properties.Get"
        return self.text_of(bus, path, method, f"string:{ACCESSIBLE}", f"string:{name}")

    def programs(self) -> list[tuple[str, str]]:
        return self.children("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")

    def shown(self, top: tuple[str, str], depth: int = 0) -> list[Part]:
        """Everything on screen, in the order of the tree."""
        found = []
        for place in self.children(*top):
            part = self.part(*place)
            if part.has(SHOWING) and depth < 24:
                found += [part, *self.shown(place, depth + 1)]
        return found

    def close(self) -> None:
        self._daemon.terminate()
        self._daemon.wait(LIMIT)
        assert self._daemon.stdout is not None
        self._daemon.stdout.close()


class Ear:
    """A listener that stays connected: the registry forgets the wishes of a program that is gone."""

    def __init__(self, bus: Bus) -> None:
        self._connection = open_dbus_connection(bus.address)
        self._bus = bus
        address = DBusAddress(
            "/org/a11y/atspi/registry", "org.a11y.atspi.Registry", "org.a11y.atspi.Registry"
        )
        for event, member in (("announcement", "Announcement"), ("state-changed:focused", "StateChanged")):
            wish = (f"object:{event}", [], "")
            self._connection.send_and_get_reply(
                new_method_call(address, "RegisterEvent", "sass", wish), timeout=LIMIT
            )
            signals = MatchRule(type="signal", interface=EVENTS, member=member)
            self._connection.send_and_get_reply(message_bus.AddMatch(signals), timeout=LIMIT)
        self.heard: list[tuple[str, bool]] = []
        self.focused: list[str] = []

    def listen(self, seconds: float = 0.2) -> list[str]:
        """What was said until now, without the marks that isolate values."""
        try:
            while True:
                self._hear(self._connection.receive(timeout=seconds))
        except TimeoutError:
            return [text for text, _ in self.heard]

    def _hear(self, message: Message) -> None:
        fields, body = message.header.fields, message.body
        if fields.get(HeaderFields.member) == "Announcement" and body[3][0] == "s":
            self.heard.append((re.sub("[\u2066-\u2069]", "", body[3][1]), body[1] == ASSERTIVE))
        elif fields.get(HeaderFields.member) == "StateChanged" and body[:2] == ("focused", 1):
            sender, path = fields[HeaderFields.sender], fields[HeaderFields.path]
            self.focused.append(self._bus.property(sender, path, "Name"))

    def followed(self) -> list[str]:
        """What has got the focus until now, by name."""
        self.listen()
        return self.focused

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def bus(screen: Screen) -> Iterator[Bus]:
    absent = [name for name in NEEDED if shutil.which(name) is None]
    if absent or not any(Path(launcher).is_file() for launcher in LAUNCHERS):
        pytest.skip("no accessibility bus here: packaging/system_libraries.py --tests says how to install")
    made = Bus(screen)
    yield made
    made.close()


@pytest.fixture
def ear(bus: Bus) -> Iterator[Ear]:
    made = Ear(bus)
    yield made
    made.close()


def start(screen: Screen, bus: Bus, command: list[str], library: Path) -> tuple[tuple[str, str], str]:
    """Start the window on a library of three articles; give its place on the bus and its X number."""
    from tests.gui.support.reading_library import fill_library

    fill_library(LibraryPaths(library))
    chosen = {
        "welcomed": True,
        "sample_added": True,
        "interface_language": "en",
        "reduce_motion": True,
    }
    (library / "settings.json").write_text(json.dumps(chosen))
    screen.start([*command, "--library", str(library)])
    window = screen.window("Liseuse")
    screen.place(window, 40, 40, 1300, 800)
    found = wait_for(bus.programs)
    assert isinstance(found, list)
    return (found[0][0], found[0][1]), window


def test_a_screen_reader_finds_names_reads_and_acts(
    screen: Screen, bus: Bus, liseuse: list[str], tmp_path: Path
) -> None:
    top, window = start(screen, bus, liseuse, tmp_path / "library")

    def cards() -> list[Part]:
        return [part for part in bus.shown(top) if part.role == "list item" and "Interpol" in part.name]

    card = wait_for(cards)[0]  # type: ignore[index]
    for word in ("Interpol", "Ilyasse Rhamir", "2 min", "French"):
        assert word in card.name, card.name

    def text() -> list[Part]:
        screen.press(window, "l")  # pressed until it arrives; in the text it goes on by a sentence
        return [part for part in bus.shown(top) if part.name == "Article, \u2068French\u2069"]

    article = wait_for(text)[0]  # type: ignore[index]
    parts = bus.shown(top)
    regions = {part.name for part in parts}
    assert {"Library", "List of articles", "Article", "Reading progress"} <= regions
    nameless = [p for p in parts if p.has(FOCUSABLE) and not p.name and p.role not in ("filler", "panel")]
    assert nameless == []
    buttons = {part.name for part in parts if "button" in part.role or "box" in part.role}
    assert {"Favourite", "Reading mode", "More", "Text size 1", "Français", "Sort"} <= buttons

    read = bus.text_of(article.bus, article.path, f"{TEXT}.GetText", "int32:0", "int32:400")
    assert "Marrakech" in read

    # What the text is made of, by the roles that screen readers jump between.
    document = next(part for part in parts if part.role == "document")
    pieces = [bus.part(*place) for place in bus.children(document.bus, document.path)]
    headings = [piece.name for piece in pieces if piece.role == "heading"]
    assert "Interpol" in headings[0] and "Une autre partie" in headings
    assert {"heading", "paragraph", "list"} <= {piece.role for piece in pieces}
    inside = [bus.part(*place) for piece in pieces for place in bus.children(piece.bus, piece.path)]
    assert "Premier point. Il est court." in [item.name for item in inside if item.role == "list item"]
    link = next(part for part in inside if part.role == "link" and part.name == "Le rapport")
    assert "Press" in bus.call(link.bus, link.path, "org.a11y.atspi.Action.GetActions")
    attributes = bus.call(pieces[0].bus, pieces[0].path, f"{ACCESSIBLE}.GetAttributes")
    assert '"level"' in attributes, attributes

    favourite = next(part for part in parts if part.name == "Favourite")
    assert not favourite.has(CHECKED)
    bus.call(favourite.bus, favourite.path, "org.a11y.atspi.Action.DoAction", "int32:0")
    wait_for(lambda: bus.part(favourite.bus, favourite.path).has(CHECKED))


def test_a_screen_reader_hears_what_keys_do(
    screen: Screen, bus: Bus, ear: Ear, liseuse: list[str], tmp_path: Path
) -> None:
    top, window = start(screen, bus, liseuse, tmp_path / "library")
    wait_for(lambda: any("Interpol" in part.name for part in bus.shown(top)))

    def press_and_hear(key: str, *words: str) -> None:
        screen.press(window, key)
        wait_for(lambda: all(word in ear.listen() for word in words))

    def in_the_article() -> bool:
        screen.press(window, "l")  # pressed until it arrives; in the text it goes on by a sentence
        return any(part.name == "Article, \u2068French\u2069" for part in bus.shown(top))

    wait_for(in_the_article)
    press_and_hear("5", "Text size 5")
    press_and_hear("s", "Added to favourites")
    press_and_hear("t", "Translation, English", "Translated to English")  # by the models that come with it
    press_and_hear("r", "Reading mode")
    assert not any(at_once for _, at_once in ear.heard)

    screen.press(window, "ctrl+n")  # a link that nobody answers: a failure of something just asked for
    screen.window("Add link")
    screen.xdotool("type", "http://127.0.0.1:9/a")
    screen.xdotool("key", "Return")
    wait_for(lambda: ear.listen() and any(at_once for _, at_once in ear.heard))


def test_a_screen_reader_is_told_of_the_card_that_the_first_key_goes_to(
    screen: Screen, bus: Bus, ear: Ear, liseuse: list[str], tmp_path: Path
) -> None:
    top, window = start(screen, bus, liseuse, tmp_path / "library")
    wait_for(lambda: any("Interpol" in part.name for part in bus.shown(top)))
    wait_for(lambda: any("Interpol" in name for name in ear.followed()))  # has the focus, but is not chosen
    ear.focused.clear()

    screen.press(window, "j")
    wait_for(ear.followed)
    screen.press(window, "j")
    wait_for(lambda: "Autre article 2" in ear.followed()[-1])
    assert [re.findall("Interpol|Autre", name) for name in ear.focused] == [["Interpol"], ["Autre"]]
