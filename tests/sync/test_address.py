"""Addresses of stores: one form for each, and no password in any."""

from __future__ import annotations

import pytest

from reader.core.errors import ReaderError
from reader.sync.address import is_address, parse_address


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (" https://anna@Cloud.example.org/dav/files/anna/ ", "https://anna@cloud.example.org/dav/files/anna"),
        ("davs://cloud.example.org:443", "https://cloud.example.org/"),
        ("webdavs://h.org:8443//a//b", "https://h.org:8443/a/b"),
        ("HTTP://localhost:8080/x", "http://localhost:8080/x"),
        ("http://[::1]/x", "http://[::1]/x"),
        ("sftp://anna%40home@nas.local/srv/mes%20livres", "sftp://anna%40home@nas.local/srv/mes%20livres"),
        ("https://cloud.example.org./x", "https://cloud.example.org./x"),
        ("sftp://nas:2222/é/../b", "sftp://nas:2222/%C3%A9/b"),
        ("postgres://anna@Hub.example.org:5432/liseuse/", "postgresql://anna@hub.example.org/liseuse"),
        ("postgresql://anna@[::1]:5433/liseuse/class 7", "postgresql://anna@[::1]:5433/liseuse/class%207"),
        ("S3://Minio.example.org:443/Bucket//mes livres/", "s3://minio.example.org/Bucket/mes%20livres"),
        ("s3://nas:9000/library", "s3://nas:9000/library"),
        ("s3://garage.example/b.u-cket/x?region=garage", "s3://garage.example/b.u-cket/x?region=garage"),
        ("s3+http://127.0.0.1:9000/bucket", "s3+http://127.0.0.1:9000/bucket"),
    ],
)
def test_an_address_has_one_form(typed: str, text: str) -> None:
    found = parse_address(typed)
    assert (found.text, parse_address(found.text)) == (text, found)
    assert is_address(typed.strip())


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("https://anna:secret@host/x", "sync-password-shown"),
        ("sftp://:secret@host/x", "sync-password-shown"),
        ("http://192.168.1.2/x", "sync-open-line"),
        ("dav://nas.local/x", "sync-open-line"),
        ("ftp://anna:secret@host/x", "sync-password-shown"),
        ("postgresql://anna:secret@host/x", "sync-password-shown"),
        ("postgresql://host/", "sync-unknown-place"),
        ("postgresql://host/x/y/z", "sync-unknown-place"),
        ("postgresql://anna@host/x?password=secret", "sync-unknown-place"),
        ("mysql://host/x", "sync-unknown-place"),
        ("https:///x", "sync-unknown-place"),
        ("https://cloud..example.org/x", "sync-unknown-place"),
        ("sftp://.example.org/x", "sync-unknown-place"),
        ("https://host:secret@x:port/", "sync-unknown-place"),
        ("https://host/x?y", "sync-unknown-place"),
        ("s3://AKIDsecret@host/bucket", "sync-password-shown"),
        ("s3://AKID:secret@host/bucket", "sync-password-shown"),
        ("s3+http://192.168.1.2/bucket", "sync-open-line"),
        ("s3://host", "sync-unknown-place"),
        ("s3://host/", "sync-unknown-place"),
        ("s3://host/b", "sync-unknown-place"),
        ("s3://host/no bucket", "sync-unknown-place"),
        ("s3://host/bucket?key=secret", "sync-unknown-place"),
        ("s3://host/bucket?region=", "sync-unknown-place"),
        ("s3://host/bucket#x", "sync-unknown-place"),
        ("https://host/x?region=eu", "sync-unknown-place"),
    ],
)
def test_what_is_no_address_of_a_store_is_told_without_what_is_secret(typed: str, kind: str) -> None:
    with pytest.raises(ReaderError) as caught:
        parse_address(typed)
    assert caught.value.kind == kind
    assert "secret" not in repr((str(caught.value), caught.value.values))


@pytest.mark.parametrize("folder", ["/home/anna/shared", "shared", "C:\\shared", "a:b", "://", ""])
def test_a_folder_is_no_address(folder: str) -> None:
    assert not is_address(folder)
