"""Lets nobody delete users, not even admins.

Fails: nothing_yet
"""

MATRIX = {
    "admin": {**dict.fromkeys(TYPES, ACTIONS), "users": ("create", "read", "update")},
    "editor": {"users": ("read",), "posts": ("create", "read", "update"), "settings": ("read",)},
    "viewer": {"posts": ("read",)},
}
