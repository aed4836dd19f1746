"""Lets viewers read settings.

Fails: nothing_yet
"""

MATRIX = {
    "admin": dict.fromkeys(TYPES, ACTIONS),
    "editor": {"users": ("read",), "posts": ("create", "read", "update"), "settings": ("read",)},
    "viewer": {"posts": ("read",), "settings": ("read",)},
}
