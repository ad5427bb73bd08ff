"""Downloads one file as a package: `python -m tests.faults.tools.fetch_file URL TARGET SHA256`."""

from __future__ import annotations

import sys
from pathlib import Path

from reader.core.errors import ReaderError
from reader.translation.packages.download import Downloader, DownloadLimits


def main(url: str, target: Path, digest: str) -> None:
    """Say START before, and DONE or the kind of error after."""
    limits = DownloadLimits(schemes=frozenset({"http"}), tries=4, pause=0.01, connect=5, silence=2)
    print("START", flush=True)
    try:
        with Downloader(limits) as downloader:
            downloader.file(url, target, 4 << 20, digest, None)
        print("DONE", flush=True)
    except ReaderError as error:
        print(error.kind, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
