"""Translation packages: listed, downloaded, checked, installed."""
