"""The built package, installed in a clean Debian: `make test-installed`."""
