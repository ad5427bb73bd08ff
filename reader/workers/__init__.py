"""Processes that run what may hang, crash or eat memory."""

__all__ = ["extraction", "process", "registry", "serve", "translation"]
