"""The library on another device: turned on and off by the real dialog, and ended with the window."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from reader.services.publishing.catalogue_access import local_address
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.support.limits import LIMIT


def answer(address):
    """The status that an address is answered with, 0 where nobody answers."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=LIMIT)
    try:
        connection.request("GET", place.path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def test_the_catalogue_is_on_while_it_is_wanted(open_window, qtbot, tmp_path):
    fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(reduce_motion=True)
    on_screen = screen(window)
    qtbot.waitUntil(lambda: on_screen.session is not None)
    on_screen.actions["catalogue.serve"].trigger()
    feature = on_screen.catalogue
    dialog, served = feature.dialog, feature.served
    assert not served.running and not dialog.address.isVisible()
    QTest.mouseClick(dialog.toggle, Qt.MouseButton.LeftButton)
    if not local_address():  # told in words, and nothing is served
        qtbot.waitUntil(lambda: not served.running)
        assert "network" in dialog.state.text()
        return
    qtbot.waitUntil(lambda: dialog.picture.isVisible())
    address, code = served.address, served.code
    assert address in dialog.address.text() and code in dialog.code.text()
    assert answer(address) == 401
    dialog.copy.click()
    whole = QGuiApplication.clipboard().text()
    assert code in whole and answer(whole) == 200

    dialog.close()  # it stays on
    qtbot.settle(window)
    on_screen.actions["catalogue.serve"].trigger()
    dialog = feature.dialog
    assert answer(whole) == 200 and address in dialog.address.text()
    dialog.toggle.click()
    qtbot.waitUntil(lambda: not served.running)
    assert answer(whole) == 0 and not dialog.address.isVisible()

    dialog.toggle.click()
    qtbot.waitUntil(lambda: bool(served.address))
    again = served.address
    assert served.code != code
    window.close()
    assert answer(again) == 0
