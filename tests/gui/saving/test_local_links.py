"""Links of a page or a file into this computer or its network are asked about before they are followed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMessageBox

from reader.services.desktop.open_request import Opening, read_opening
from reader.services.saving.local_links import local_links
from tests.gui.support.screen import screen

LOCAL = [
    "http://127.0.0.1:8080/x",
    "http://localhost/x",
    "http://[::1]/",
    "http://192.168.1.1/reboot",
    "http://10.0.0.1/",
    "http://[fd00::1]/",
    "http://169.254.169.254/latest/",
    "http://[::ffff:127.0.0.1]/",
    "http://printer/",
    "http://nas.local/",
    "http://router.lan/",
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://0x7f.1/",
    "http://localhost./",
]
PUBLIC = [
    "https://www.example.org/a",
    "http://93.184.216.34/",
    "https://local.example/",
    "https://[2606:4700::1]/",
]


def test_local_addresses_are_known_in_every_spelling():
    assert local_links([*LOCAL, *PUBLIC]) == LOCAL


def test_only_a_link_of_the_programs_own_scheme_comes_from_outside(tmp_path):
    assert not read_opening(["http://127.0.0.1/a"], tmp_path).outside
    opening = read_opening(["liseuse:save?url=http%3A%2F%2F127.0.0.1%2Fa"], tmp_path)
    assert opening.outside and Opening.from_json(opening.to_json()).outside


def questions(window):
    return [box for box in window.findChildren(QMessageBox) if "local address" in box.text()]


@pytest.fixture
def given(open_window, monkeypatch):
    window = open_window()
    asked = []
    monkeypatch.setattr(screen(window).saving, "_add", lambda links, *_: asked.extend(links))
    return window, asked


def test_a_page_cannot_have_a_local_address_fetched_unasked(given, tmp_path, qtbot):
    window, added = given
    words = ["liseuse:save?url=http://192.168.1.1/reboot&url=https://www.example.org/a"]
    screen(window).open_requests._do(read_opening(words, tmp_path))
    assert added == ["https://www.example.org/a"]
    (box,) = questions(window)
    assert "192.168.1.1" in box.informativeText()
    next(button for button in box.buttons() if button.text() == "Save").click()
    assert added[1:] == ["http://192.168.1.1/reboot"]


def test_a_link_file_is_asked_about_and_what_the_reader_types_is_not(given, tmp_path, qtbot):
    window, added = given
    file = tmp_path / "a.url"
    file.write_text("[InternetShortcut]\nURL=http://127.0.0.1:8080/delete\n")
    screen(window).saving.give_files([file])
    qtbot.waitUntil(lambda: bool(questions(window)))
    assert not added
    questions(window)[0].close()
    screen(window).open_requests._do(read_opening(["http://127.0.0.1:8080/mine"], tmp_path))
    assert added == ["http://127.0.0.1:8080/mine"]
