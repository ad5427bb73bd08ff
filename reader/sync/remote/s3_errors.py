"""What an S3 server answers when it does not do as it is asked, and what that means for the reader."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from obstore.exceptions import BaseError

from reader.core.errors import ReaderError
from reader.sync.address import Address

_STATUS = re.compile(r"status code: ([0-9]{3})")
_CODE = re.compile(r"<Code>([A-Za-z0-9.]{1,80})</Code>")
_REGION = re.compile(r"<Region>([A-Za-z0-9-]{1,60})</Region>")
_KEYS = frozenset(
    (
        "InvalidAccessKeyId",
        "SignatureDoesNotMatch",
        "InvalidSecurity",
        "NotSignedUp",
        "AccountProblem",
        "ExpiredToken",
        "InvalidToken",
    )
)
_FULL = frozenset(
    (
        "QuotaExceeded",
        "EntityTooLarge",
        "InsufficientStorage",
        "XMinioStorageFull",
        "XMinioAdminBucketQuotaExceeded",
        "NotEnoughSpace",
    )
)
"""Codes of errors of https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, MinIO and Ceph."""
NO_END = "a list without an end"
_NO_SENSE = (
    NO_END,
    "invalid list response",
    "non-partial response",
    "Unable to extract metadata",
    "redirect without LOCATION",
)
"""What the library says of an answer that is none of S3, such as a page of the web."""
_CLOCK = frozenset(("RequestTimeTooSkewed", "RequestExpired"))
_NO_ROOM = frozenset((413, 507))
_NO_S3 = frozenset((404, 405, 501))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a failed request was answered.

    Attributes:
        status: the number, 0 where no answer came.
        code: the word of S3 for it, "" where there is none.
        region: where the bucket is, as far as the server says so.
    """

    status: int
    code: str
    region: str


def answer_of(error: BaseException) -> Answer:
    """What a failure of the library says about the server's answer."""
    text = str(error)
    status, code, region = _STATUS.search(text), _CODE.search(text), _REGION.search(text)
    return Answer(
        int(status.group(1)) if status is not None else 0,
        code.group(1) if code is not None else "",
        region.group(1) if region is not None else "",
    )


@contextlib.contextmanager
def failures(address: Address, writing: bool = False) -> Iterator[None]:
    """Turns whatever goes wrong inside into an error that says what it means for the reader.

    Its detail has number and word of the answer and no more: the answer itself names the access key.

    Args:
        address: where it was asked.
        writing: whether something was to be written there or taken away.

    Raises:
        ReaderError: `sync-password`, `sync-no-bucket`, `sync-clock`, `sync-store-read-only`,
            `sync-store-full`, `sync-certificate`, `sync-unknown-place` when what answers is no S3,
            `sync-unreachable`.
    """
    try:
        yield
    except (BaseError, OSError, ValueError) as error:
        answer = answer_of(error)
        kind = _kind(error, answer, writing)
        detail = f"{type(error).__name__}: {answer.status or 'no answer'} {answer.code}".rstrip()
        values = {"host": address.host} if kind in ("sync-certificate", "sync-clock") else {}
        if kind == "sync-no-bucket":
            values = {"bucket": address.path.split("/")[1]}
        raise ReaderError(kind, detail, store=address.text, **values) from None


def _kind(error: Exception, answer: Answer, writing: bool) -> str:
    """The kind of error that a failure is."""
    if answer.status == 0:
        return _without_answer(error)
    by_code = (
        (_KEYS, "sync-password"),
        (_CLOCK, "sync-clock"),
        (_FULL, "sync-store-full"),
        (frozenset(("NoSuchBucket",)), "sync-no-bucket"),
    )
    for codes, kind in by_code:
        if answer.code in codes:
            return kind
    if answer.status in _NO_ROOM:
        return "sync-store-full"
    if answer.status == 401 or (answer.status == 403 and not writing):
        return "sync-password"
    if answer.status == 403 or (answer.status == 405 and writing):
        return "sync-store-read-only"
    no_s3 = answer.status in _NO_S3 or answer.status < 400
    return "sync-unknown-place" if no_s3 else "sync-unreachable"


def _without_answer(error: Exception) -> str:
    """The kind of a failure before an answer, or of an answer that makes no sense."""
    text = str(error)
    if "InvalidCertificate" in text:
        return "sync-certificate"
    return "sync-unknown-place" if any(words in text for words in _NO_SENSE) else "sync-unreachable"
