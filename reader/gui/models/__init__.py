"""Translation models, and a translation server of the reader’s own."""

__all__ = ["feature", "models_dialog", "server_dialog"]
