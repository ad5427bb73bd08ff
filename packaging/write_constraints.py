"""Write `constraints.txt` from this environment: exact versions, no addresses."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

HEAD = "# Exact versions of everything that `make` installs, as tested. Renew with `make constraints`.\n"
OWN = {"liseuse", "pip", "setuptools", "wheel"}

if __name__ == "__main__":
    found = {
        distribution.name: distribution.version
        for distribution in importlib.metadata.distributions()
        if distribution.name.lower() not in OWN
    }
    lines = [f"{name}=={found[name]}\n" for name in sorted(found, key=str.lower)]
    Path("constraints.txt").write_text(HEAD + "".join(lines), "utf-8")
