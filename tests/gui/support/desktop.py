"""A desktop on a session bus of its own: takes notifications, keeps awake, presses media keys."""

from __future__ import annotations

import subprocess
import threading

from jeepney import (
    DBusAddress,
    MatchRule,
    MessageType,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection

from tests.support.limits import LIMIT

NOTIFICATIONS = "org.freedesktop.Notifications"
SAVER, POWER = "org.freedesktop.ScreenSaver", "org.freedesktop.PowerManagement"
PORTAL = "org.freedesktop.portal.Desktop"


class Desktop:
    """Serves the names given. `heard` are (member, values, who) in order; answers are counted from 1."""

    def __init__(self, folder, *names):
        self._folder, self._names = folder, names
        self.heard = []
        self.settings = {}
        """What the portal tells of the desktop's settings: by namespace and key, each with its signature."""
        self._begin()

    def _begin(self):
        address = f"unix:path={self._folder / 'bus'}"
        command = ["dbus-daemon", "--session", "--nofork", "--print-address", f"--address={address}"]
        self._daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.address = self._daemon.stdout.readline().strip()
        self._connection = open_dbus_connection(self.address)
        for name in self._names:
            self._connection.send_and_get_reply(message_bus.RequestName(name), timeout=LIMIT)
        gone = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
        self._connection.send_and_get_reply(message_bus.AddMatch(gone), timeout=LIMIT)
        self.left = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self):
        while True:
            try:
                message = self._connection.receive()
            except (ConnectionError, OSError, EOFError, ValueError):
                return
            fields = {key.name: value for key, value in message.header.fields.items()}
            if message.header.message_type is MessageType.signal:
                if fields["member"] == "NameOwnerChanged" and not message.body[2]:
                    self.left.append(message.body[0])
                continue
            if message.header.message_type is not MessageType.method_call:
                continue
            self.heard.append((fields["member"], message.body, fields["sender"]))
            if fields["member"] == "ReadAll":
                told = {name: self.settings[name] for name in message.body[0] if name in self.settings}
                self._connection.send(new_method_return(message, "a{sa{sv}}", (told,)))
            elif fields["member"] == "Inhibit" and "portal" in fields["interface"]:
                self._connection.send(new_method_return(message, "o", ("/request/1",)))
            elif fields["member"] in ("Notify", "Inhibit"):
                self._connection.send(new_method_return(message, "u", (len(self.heard),)))
            elif fields["member"] in ("UnInhibit", "Close"):
                self._connection.send(new_method_return(message))
            else:
                self._connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))

    def of(self, member):
        """The values of every call of a member."""
        return [values for name, values, _ in self.heard if name == member]

    def tell(self, member, signature, *values):
        """Send a signal of the notifications."""
        emitter = DBusAddress("/org/freedesktop/Notifications", interface=NOTIFICATIONS)
        self._connection.send(new_signal(emitter, member, signature, values))

    def set(self, namespace, key, signature, value):
        """Change one of the settings, and tell everybody as the portal does."""
        self.settings.setdefault(namespace, {})[key] = (signature, value)
        emitter = DBusAddress("/org/freedesktop/portal/desktop", interface="org.freedesktop.portal.Settings")
        told = (namespace, key, (signature, value))
        self._connection.send(new_signal(emitter, "SettingChanged", "ssv", told))

    def ask(self, name, path, interface, member, signature=None, *values):
        """Call another program and give its answer, without holding up this one: for a thread of its own."""
        with open_dbus_connection(self.address) as connection:
            address = DBusAddress(path, bus_name=name, interface=interface)
            call = new_method_call(address, member, signature, values)
            return connection.send_and_get_reply(call, timeout=LIMIT)

    def restart(self):
        """End the bus and everything on it, and begin another one at the same address."""
        self.close()
        self.heard.clear()
        (self._folder / "bus").unlink(missing_ok=True)
        self._begin()

    def close(self):
        """End it."""
        self._daemon.terminate()
        self._daemon.wait()
        self._daemon.stdout.close()
        self._thread.join(LIMIT)
        self._connection.close()
