"""Processes that run what may hang, crash or eat memory."""
