"""The store at an address, by the way its server is spoken to."""

from __future__ import annotations

from reader.core.errors import ReaderError
from reader.sync.address import S3, Address
from reader.sync.remote.drive import Drive
from reader.sync.remote.remote_store import RemoteStore
from reader.sync.store import Store

_COMMAND = "pip install liseuse[stores]"
_S3_COMMAND = "pip install liseuse[s3]"


def open_remote(address: Address, password: str | None) -> Store:
    """The store in a folder of a server, or in a bucket.

    WebDAV and S3 are asked nothing yet, SFTP is connected.

    Args:
        address: where it is.
        password: of the address's user; `None` when there is none, or a key of SSH stands for it. Of S3 the
            access key, a colon, and its secret.

    Raises:
        ReaderError: `sync-part-missing` when what speaks to such servers is not installed;
            `sync-unreachable`, `sync-password`, `sync-host-key`.
    """
    try:
        if address.scheme in S3:
            from reader.sync.remote.s3_store import S3Store

            return S3Store(address, password)
        return RemoteStore(_drive(address, password), address.text)
    except ImportError as error:
        command = _S3_COMMAND if address.scheme in S3 else _COMMAND
        raise ReaderError("sync-part-missing", str(error), store=address.text, command=command) from error


def _drive(address: Address, password: str | None) -> Drive:
    if address.scheme == "sftp":
        from reader.sync.remote.sftp_drive import SftpDrive

        return SftpDrive(address, password)
    from reader.sync.remote.webdav_drive import WebdavDrive

    return WebdavDrive(address, password)
