"""Say plainly when this Python is too old, or cannot make a virtual environment."""

import importlib.util
import sys

if sys.version_info < (3, 11):
    version = sys.version.split()[0]
    sys.exit(f"Liseuse needs Python 3.11 or later; this is {version}. Try: make PYTHON=python3.11")
if importlib.util.find_spec("ensurepip") is None:
    sys.exit("This Python cannot make virtual environments. On Debian: apt-get install python3-venv")
