"""Packages, routes and the Argos engine on CTranslate2."""

__all__ = []
