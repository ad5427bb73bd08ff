"""The system's keyring: the one place where passwords, passphrases and access keys are written.

It is GNOME Keyring, KWallet or KeePassXC (any that speaks the Secret Service) on Linux, the Keychain on
macOS, the Credential Manager on Windows. To ask it may take as long as the reader needs to unlock it, so
nothing here is called on the window's own thread.
"""

from __future__ import annotations

import logging

from reader.core.errors import ReaderError

log = logging.getLogger(__name__)


def kept(service: str, name: str) -> str:
    """What is kept under a name; "" where nothing is, or no keyring can be asked."""
    import keyring

    try:
        return keyring.get_password(service, name) or ""
    except Exception as error:  # noqa: BLE001 - each keyring raises what its system does, D-Bus and COM too
        log.info("no keyring: %s", type(error).__name__)
        return ""


def keep(service: str, name: str, secret: str) -> None:
    """Keep a secret.

    Raises:
        ReaderError: `no-keyring`, `keyring-closed`; it is kept nowhere.
    """
    import keyring

    try:
        keyring.set_password(service, name, secret)
        found = keyring.get_password(service, name)
    except Exception as error:
        raise _refusal(error) from error
    if found != secret:  # a keyring that was switched off takes everything and keeps nothing
        raise ReaderError("no-keyring", type(keyring.get_keyring()).__module__)


def forget(service: str, name: str) -> None:
    """Take a secret out, where there is one.

    Raises:
        ReaderError: `no-keyring`, `keyring-closed`.
    """
    import keyring

    if not kept(service, name):
        return
    try:
        keyring.delete_password(service, name)
    except Exception as error:
        raise _refusal(error) from error


def _refusal(error: Exception) -> ReaderError:
    """What a keyring's failure means: it stayed locked, or there is none."""
    from keyring.errors import KeyringLocked

    closed = isinstance(error, KeyringLocked) or type(error).__name__ in _CLOSED
    return ReaderError("keyring-closed" if closed else "no-keyring", type(error).__name__)


_CLOSED = frozenset(("LockedException", "PromptDismissedException"))
"""Of SecretStorage, which is there on Linux only."""
