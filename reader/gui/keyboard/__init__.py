"""The command table as actions, and the keys that run them."""

__all__ = [
    "actions",
    "command_groups",
    "command_names",
    "early_keys",
    "key_caps",
    "key_resolver",
    "key_router",
    "keymap",
    "live_keys",
    "pending_key_hint",
]
