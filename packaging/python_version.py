"""Say plainly when this Python is too old or cannot make a virtual environment; any Python can read this."""

import sys

if sys.version_info < (3, 11):
    version = "%d.%d.%d" % sys.version_info[:3]
    sys.exit("Liseuse needs Python 3.11 or later; this is %s. Try: make PYTHON=python3.13" % version)

import importlib.util

if importlib.util.find_spec("ensurepip") is None:
    sys.exit("This Python cannot make virtual environments. On Debian: apt-get install python3-venv")
